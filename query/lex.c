/* SPDX-License-Identifier: MIT
 *
 * lex.c - from the text of a question to tokens, in one pass.
 *
 * Words are cut by pincite__word_next(), as those of the corpus are. A mark has
 * a meaning only where it can have one: a quote or bracket before a word, a
 * hyphen before and not within it, a * behind it. Everything else is passed
 * over like a blank, so there is no text that cannot be read.
 */
#include <string.h>

#include "lex.h"

/* No more bytes than that may lie between the parts of a compound. */
#define GAP_MAX 4
/* How far the bracket of "230(c)" is looked for. */
#define BRACKET_MAX 40

void pincite__lex_init(lexer *lex, const char *text, size_t len, bool literal) {
  memset(lex, 0, sizeof *lex);
  lex->text = text;
  lex->len = len;
  lex->literal = literal;
  lex->word_end = SIZE_MAX;
}

/* The next word at or behind 'at'; false: there is none. */
static bool see_word(lexer *lex, size_t at) {
  if (!lex->have_word || lex->word.start < at) {
    size_t from = at;
    lex->have_word = true;
    if (!pincite__word_next(lex->text, lex->len, &from, &lex->word))
      lex->word = (pincite_word){lex->len, 0};
  }
  return lex->word.start < lex->len;
}

static bool word_at(lexer *lex, size_t at) {
  return see_word(lex, at) && lex->word.start == at;
}

/* ---- pieces -------------------------------------------------------------------- */

/* A long word is cut to what is a word by itself. */
static size_t cut_word(const lexer *lex, size_t start, size_t end) {
  if (end - start <= LEX_WORD_MAX)
    return end;
  size_t len = pincite__utf8_cut(lex->text + start, end - start, LEX_WORD_MAX), at = 0;
  pincite_word word;
  return pincite__word_next(lex->text + start, len, &at, &word) && word.start == 0
             ? start + word.length
             : start + len;
}

/* Read the word at lex->word with the wildcards on it; returns where it ends, its
   marks included. */
static size_t read_piece(lexer *lex, lex_piece *piece) {
  size_t start = lex->word.start, end = start + lex->word.length;
  *piece = (lex_piece){PINCITE_WORD_TERM, start, cut_word(lex, start, end), false};
  for (;;) {
    size_t marks = end;
    while (marks < lex->len && (lex->text[marks] == '*' || lex->text[marks] == '?'))
      marks++;
    if (marks == end || !word_at(lex, marks) ||
        marks + lex->word.length - start > LEX_WORD_MAX)
      break;
    end = marks + lex->word.length;
    piece->end = end;
    piece->mode = PINCITE_WORD_PATTERN;
  }
  lex->word_end = end;
  char mark = end < lex->len ? lex->text[end] : '\0';
  char next = end + 1 < lex->len ? lex->text[end + 1] : '\0';
  if (mark != '*' && (mark != '!' || next == '!' || next == '?' || end - start < 2))
    return end;
  if (piece->mode == PINCITE_WORD_PATTERN && mark == '*')
    piece->end = end + 1;
  else if (piece->mode == PINCITE_WORD_TERM)
    piece->mode = PINCITE_WORD_PREFIX;
  lex->word_end = end + 1;
  return end + 1;
}

/* Does the bracket that opens at 'at' close before a blank? */
static bool bracket_closes(const lexer *lex, size_t at) {
  size_t size;
  for (size_t i = at + 1; i < lex->len && i < at + BRACKET_MAX; i += size) {
    if (lex->text[i] == ')')
      return true;
    if (pincite__lex_is_blank(lex->text, lex->len, i, &size) || lex->text[i] == '(')
      return false;
  }
  return false;
}

static bool joins_words(uint32_t code) {
  return code == '-' || code == '.' || code == ':' || code == '@' || code == '_' ||
         code == '&' || code == '+' || code == '\'' || code == 0x2019 ||
         (code >= 0x2010 && code <= 0x2013);
}

/* Do the bytes from 'at' to the word at 'to' hold a compound together? */
static bool gap_joins(const lexer *lex, size_t at, size_t to, int *open,
                      bool *bracketed) {
  int depth = *open;
  *bracketed = false;
  if (to - at > GAP_MAX)
    return false;
  while (at < to) {
    uint32_t code;
    size_t size = pincite__utf8_decode(lex->text + at, lex->len - at, &code);
    *bracketed = false;
    if (code == '(' && bracket_closes(lex, at)) {
      depth++;
      *bracketed = true;
    } else if (code == ')' && depth > 0) {
      depth--;
    } else if (!joins_words(code)) {
      return false;
    }
    at += size;
  }
  *open = depth;
  return true;
}

static bool is_section_sign(const lexer *lex, size_t at) {
  return lex->len - at >= 2 && memcmp(lex->text + at, "\xc2\xa7", 2) == 0;
}

/* Behind the brackets that close here; SIZE_MAX when not all of them do. */
static size_t close_brackets(const lexer *lex, size_t at, int open) {
  for (; open > 0; open--, at++)
    if (at >= lex->len || lex->text[at] != ')')
      return SIZE_MAX;
  return at;
}

/* A word and what hangs on it without a blank, up to where no bracket is open. */
static void read_chunk(lexer *lex, lex_token *token) {
  int open = 0;
  bool bracketed = false;
  size_t count = 0, whole = 0;
  token->kind = LEX_CHUNK;
  token->start = lex->word.start;
  token->count = 1;
  while (count < LEX_PIECES) {
    lex_piece *piece = &lex->pieces[count++];
    size_t end = read_piece(lex, piece);
    piece->bracketed = bracketed;
    size_t closed = close_brackets(lex, end, open);
    if (closed != SIZE_MAX) {
      whole = count;
      token->end = closed;
    }
    if (!see_word(lex, end) ||
        (lex->word.start == end &&
         (is_section_sign(lex, end) || is_section_sign(lex, piece->start))) ||
        !gap_joins(lex, end, lex->word.start, &open, &bracketed))
      break;
  }
  lex->piece_count = whole;
  if (whole < count) {
    lex->have_word = false;
    lex->word_end = lex->pieces[whole - 1].end;
  }
}

/* word^3 */
static void read_weight(lexer *lex, lex_token *token) {
  size_t at = token->end + 1;
  uint32_t weight = 0;
  if (lex->piece_count > 1 || token->end >= lex->len || lex->text[token->end] != '^')
    return;
  for (; at < lex->len && lex->text[at] >= '0' && lex->text[at] <= '9'; at++)
    if (weight < 100)
      weight = weight * 10 + (uint32_t)(lex->text[at] - '0');
  if (weight == 0)
    return;
  token->count = weight < 99 ? weight : 99;
  token->end = at;
  lex->word_end = at;
}

/* ---- quotations ------------------------------------------------------------------ */

static size_t find_quote(lexer *lex, size_t at) {
  while (!lex->no_quote && at < lex->len) {
    if (pincite__lex_quote(lex->text, lex->len, at))
      return at;
    at++;
  }
  lex->no_quote = true;
  return lex->len;
}

/* An unclosed quotation of so many words is meant as one; a longer one is a
   stray quote in some text. */
#define UNCLOSED_MAX 8

static bool read_quotation(lexer *lex, size_t start, lex_token *token) {
  size_t inner = start + pincite__lex_quote(lex->text, lex->len, start);
  size_t close = find_quote(lex, inner), at = inner;
  token->unclosed = close == lex->len;
  lex->piece_count = 0;
  while (see_word(lex, at) && lex->word.start < close && lex->piece_count < LEX_PIECES) {
    if (token->unclosed && lex->piece_count == UNCLOSED_MAX) {
      lex->have_word = false;
      return false;
    }
    at = read_piece(lex, &lex->pieces[lex->piece_count++]);
  }
  token->kind = LEX_QUOTE;
  token->start = start;
  token->end = close + pincite__lex_quote(lex->text, lex->len, close);
  return true;
}

/* ---- tokens ------------------------------------------------------------------------ */

static bool is_spaced(const lexer *lex, size_t at) {
  size_t before = at, size;
  if (at == 0)
    return true;
  do
    before--;
  while (before > 0 && ((unsigned char)lex->text[before] & 0xc0U) == 0x80);
  return lex->text[before] == '(' ||
         pincite__lex_is_blank(lex->text, lex->len, before, &size);
}

static bool operator_word(const lexer *lex, lex_token *token) {
  static const struct {
    const char *name;
    lex_kind kind;
  } names[] = {{"AND", LEX_AND}, {"OR", LEX_OR}, {"NOT", LEX_NOT}};
  size_t start = lex->pieces[0].start, len = lex->pieces[0].end - start;
  if (lex->literal || lex->piece_count != 1 || lex->pieces[0].mode != PINCITE_WORD_TERM)
    return false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i].name) == len &&
        memcmp(lex->text + start, names[i].name, len) == 0) {
      token->kind = names[i].kind;
      return true;
    }
  return false;
}

/* A mark spelled with letters, or /n; only where an item may begin. */
static bool letter_mark(lexer *lex, size_t at, lex_token *token) {
  static const char near[] = "NEAR(";
  bool unknown;
  if (lex->literal)
    return false;
  if (((lex->text[at] != '/' || is_spaced(lex, at)) &&
       pincite__lex_connector(lex->text, lex->len, at, token)) ||
      pincite__lex_atleast(lex->text, lex->len, at, token) ||
      pincite__lex_field(lex->text, lex->len, at, token, &unknown))
    return true;
  if (unknown && !lex->unknown)
    lex->unknown = at + 1;
  if (lex->len - at < sizeof near - 1 ||
      memcmp(lex->text + at, near, sizeof near - 1) != 0)
    return false;
  token->kind = LEX_NEAR;
  token->start = at;
  token->end = at + sizeof near - 1;
  return true;
}

/* The token at 'at', if there is one; else something to pass over is there. */
static bool token_at(lexer *lex, size_t at, bool near, lex_token *token) {
  char c = lex->text[at];
  bool spaced = is_spaced(lex, at);
  if (near && c == ',' && pincite__lex_distance(lex->text, lex->len, at, token))
    return true;
  if (c == '(' || c == ')') {
    token->kind = c == '(' ? LEX_OPEN : LEX_CLOSE;
    token->start = at;
    token->end = at + 1;
    return true;
  }
  if (pincite__lex_quote(lex->text, lex->len, at) && lex->word_end != at)
    return read_quotation(lex, at, token);
  if (letter_mark(lex, at, token))
    return true;
  if (c == '=' && lex->word_end != at && at + 1 < lex->len) {
    token->exact = true;
    if (pincite__lex_quote(lex->text, lex->len, at + 1))
      return read_quotation(lex, at + 1, token);
    if (word_at(lex, at + 1)) {
      read_chunk(lex, token);
      read_weight(lex, token);
      return true;
    }
    token->exact = false;
  }
  if (c == '-' && spaced && at + 1 < lex->len &&
      (word_at(lex, at + 1) || lex->text[at + 1] == '(' || lex->text[at + 1] == '=' ||
       pincite__lex_quote(lex->text, lex->len, at + 1))) {
    token->kind = LEX_MINUS;
    token->start = at;
    token->end = at + 1;
    return true;
  }
  if (!word_at(lex, at))
    return false;
  read_chunk(lex, token);
  read_weight(lex, token);
  operator_word(lex, token);
  return true;
}

void pincite__lex_next(lexer *lex, bool near, lex_token *token) {
  while (lex->at < lex->len) {
    size_t size, at = lex->at;
    memset(token, 0, sizeof *token);
    if (!pincite__lex_is_blank(lex->text, lex->len, at, &size) &&
        token_at(lex, at, near, token)) {
      lex->at = token->end;
      return;
    }
    lex->at = at + size;
  }
  *token = (lex_token){.kind = LEX_END, .start = lex->len, .end = lex->len};
}
