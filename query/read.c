/* SPDX-License-Identifier: MIT
 *
 * read.c - the grammar of question.h, read by descent.
 *
 * One function a level; each takes what it can and leaves the rest to its
 * caller. A mark without its operand is passed over and noted. Brackets nest no
 * deeper than NESTED_MAX, so the stack is bounded whatever the bytes are.
 */
#include <stdlib.h>
#include <string.h>

#include "read.h"

/* More than the brackets and fields that the canonical text of any tree has. */
#define NESTED_MAX (2 * PINCITE__QUESTION_DEPTH + 8)
/* Each of the words in NEAR( ) makes the tree deeper. */
#define NEAR_MAX (PINCITE__QUESTION_DEPTH / 2)

static pincite_node *read_or(reader *read);
static pincite_node *read_item(reader *read);

static void note_unknown_field(reader *read) {
  size_t at = read->lex.unknown - 1, end = at;
  while (read->lex.text[end] != ':')
    end++;
  pincite__fault_add(&read->faults, true, at,
                     "there is no field '%.*s:'; it was read as text",
                     (int)(end - at < 40 ? end - at : 40), read->lex.text + at);
  read->lex.unknown = 0;
}

/* Go on to the next token; brackets that close nothing are passed over. */
static void advance(reader *read) {
  for (;;) {
    pincite__lex_next(&read->lex, read->in_near, &read->token);
    if (read->lex.unknown)
      note_unknown_field(read);
    if (read->token.kind != LEX_CLOSE || read->parens > 0)
      break;
    pincite__fault_add(&read->faults, true, read->token.start,
                       "a bracket closes nothing");
  }
  if (read->builder.words >= PINCITE__QUESTION_LEAVES && read->token.kind != LEX_END) {
    pincite__fault_add(&read->faults, true, read->token.start,
                       "only the first %d words are read", PINCITE__QUESTION_LEAVES);
    read->lex.at = read->lex.len;
    read->token = (lex_token){.kind = LEX_END, .start = read->lex.len};
  }
}

static void fault(reader *read, const char *message) {
  pincite__fault_add(&read->faults, true, read->token.start, "%s", message);
}

static pincite_str slice(const reader *read, size_t start, size_t end) {
  return (pincite_str){read->lex.text + start, end - start};
}

static bool is_digits(pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.at[i] < '0' || text.at[i] > '9')
      return false;
  return text.len > 0;
}

/* ---- words and phrases -------------------------------------------------------- */

/* AND, OR and NOT as words are written small, or they would be read as marks. */
static pincite_str plain_spelling(reader *read, pincite_str text) {
  if (!pincite__str_is(text, "AND") && !pincite__str_is(text, "OR") &&
      !pincite__str_is(text, "NOT"))
    return text;
  pincite_str folded = pincite__fold_word(read->builder.analyser, text.at, text.len);
  return pincite__node_keep(&read->builder, folded);
}

static pincite_node *piece_node(reader *read, const lex_piece *piece, bool quoted) {
  pincite_word_mode mode = piece->mode;
  if (read->token.exact && mode == PINCITE_WORD_TERM)
    mode = PINCITE_WORD_EXACT;
  pincite_str text = slice(read, piece->start, piece->end);
  if (!quoted && mode == PINCITE_WORD_TERM)
    text = plain_spelling(read, text);
  return pincite__node_word(&read->builder, mode, text, piece->start);
}

/* Parts of a compound that would match half the corpus by themselves: the (c) of
   230(c), the com of Backpage.com, the of of end-of-life. */
static bool is_weak_part(const lex_piece *piece, pincite_str folded) {
  static const char *const parts[] = {"com",   "edu", "gov", "http",
                                      "https", "net", "org", "www"};
  if (pincite__is_stop_word(folded) ||
      (piece->bracketed && (folded.len == 1 || is_digits(folded))))
    return true;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (pincite__str_is(folded, parts[i]))
      return true;
  return false;
}

/* The pieces of the token as one word or a phrase. */
static pincite_node *pieces_node(reader *read, bool quoted) {
  const lex_token *token = &read->token;
  pincite_node *phrase =
      read->lex.piece_count
          ? pincite__node_new(&read->builder, PINCITE_NODE_PHRASE, token->start)
          : NULL;
  bool any_strong = false;
  if (!phrase)
    return NULL;
  for (size_t i = 0; i < read->lex.piece_count; i++) {
    const lex_piece *piece = &read->lex.pieces[i];
    pincite_node *word = piece_node(read, piece, quoted);
    if (!word)
      continue;
    word->weak = !quoted && !token->exact && is_weak_part(piece, word->word);
    any_strong = any_strong || !word->weak;
    pincite__node_append(phrase, word);
  }
  if (!any_strong)
    for (pincite_node *word = phrase->first; word; word = word->next)
      word->weak = false;
  if (phrase->first == phrase->last) {
    pincite_node *word = phrase->first;
    if (word) {
      word->quoted = quoted;
      word->count = quoted ? 1 : token->count;
      word->weak = false;
    }
    return word;
  }
  phrase->soft = !quoted && !token->exact;
  phrase->quoted = !phrase->soft;
  phrase->text = slice(read, token->start, token->end);
  return phrase;
}

static pincite_node *read_quote(reader *read) {
  if (read->token.unclosed)
    fault(read, "a quotation is not closed");
  if (read->lex.piece_count == 0)
    fault(read, "there is no word in the quotes");
  if (read->lex.piece_count == LEX_PIECES)
    fault(read, "of a long quotation only the first 64 words are read");
  pincite_node *node = pieces_node(read, true);
  advance(read);
  return node;
}

static pincite_node *read_chunk(reader *read) {
  pincite_node *node = pieces_node(read, false);
  advance(read);
  return node;
}

static bool begins_item(const reader *read) {
  switch (read->token.kind) {
  case LEX_CHUNK:
  case LEX_QUOTE:
  case LEX_MINUS:
  case LEX_FIELD:
  case LEX_ARGUMENT:
  case LEX_NEAR:
  case LEX_OPEN:
  case LEX_ATLEAST:
    return true;
  default:
    return false;
  }
}

/* ---- brackets ------------------------------------------------------------------- */

/* Read up to the closing bracket. */
static pincite_node *read_group(reader *read) {
  size_t at = read->token.start;
  bool near = read->in_near;
  read->in_near = false;
  read->nested++;
  read->parens++;
  advance(read);
  pincite_node *node = read_or(read);
  read->nested--;
  read->parens--;
  read->in_near = near;
  if (read->token.kind == LEX_CLOSE)
    advance(read);
  else
    pincite__fault_add(&read->faults, true, at, "a bracket is not closed");
  return node;
}

static pincite_node *read_atleast(reader *read) {
  pincite_node like = {
      .kind = PINCITE_NODE_ATLEAST, .at = read->token.start, .count = read->token.count};
  return pincite__node_join(&read->builder, &like, NULL, read_group(read));
}

/* Words between NEAR( and the distance, of which any two neighbours must be near
   each other. */
static pincite_node *read_near(reader *read) {
  pincite_node *items[NEAR_MAX], *near = NULL;
  pincite_node like = {.kind = PINCITE_NODE_NEAR, .at = read->token.start, .count = 10};
  size_t count = 0;
  read->in_near = true;
  read->nested++;
  read->parens++;
  advance(read);
  while (read->token.kind != LEX_END && read->token.kind != LEX_CLOSE &&
         read->token.kind != LEX_DISTANCE) {
    if (!begins_item(read)) {
      advance(read);
      continue;
    }
    pincite_node *item = read_item(read);
    if (item && count == NEAR_MAX)
      pincite__fault_add(&read->faults, true, item->at,
                         "of what is in NEAR( ) only the first %d are read", NEAR_MAX);
    else if (item)
      items[count++] = item;
  }
  read->in_near = false;
  read->nested--;
  read->parens--;
  if (read->token.kind == LEX_DISTANCE)
    like.count = read->token.count;
  if (read->token.kind == LEX_END)
    pincite__fault_add(&read->faults, true, like.at, "a bracket is not closed");
  else
    advance(read);
  for (size_t i = 0; i < count; i++)
    near = pincite__node_join(&read->builder, &like, near, items[i]);
  return near;
}

/* ---- items and runs --------------------------------------------------------------- */

static pincite_node *read_field(reader *read) {
  pincite_node like = {
      .kind = PINCITE_NODE_FIELD, .at = read->token.start, .part = read->token.part};
  read->nested++;
  advance(read);
  pincite_node *item = read_item(read);
  read->nested--;
  return pincite__node_join(&read->builder, &like, NULL, item);
}

static pincite_node *read_minus(reader *read) {
  pincite_node like = {.kind = PINCITE_NODE_NOT, .at = read->token.start};
  advance(read);
  return pincite__node_join(&read->builder, &like, NULL, read_item(read));
}

/* One item, or NULL when none begins here or it came to nothing; in the latter
   case the token has moved on. */
static pincite_node *read_item(reader *read) {
  switch (read->token.kind) {
  case LEX_CHUNK:
    return read_chunk(read);
  case LEX_QUOTE:
    return read_quote(read);
  case LEX_MINUS:
    return read_minus(read);
  case LEX_ARGUMENT:
    return pincite__read_argument(read);
  case LEX_FIELD:
  case LEX_NEAR:
  case LEX_OPEN:
  case LEX_ATLEAST:
    break;
  default:
    return NULL;
  }
  if (read->nested >= NESTED_MAX || (read->token.kind == LEX_NEAR && read->in_near)) {
    read->builder.too_deep = true;
    advance(read);
    return NULL;
  }
  return read->token.kind == LEX_FIELD  ? read_field(read)
         : read->token.kind == LEX_NEAR ? read_near(read)
         : read->token.kind == LEX_OPEN ? read_group(read)
                                        : read_atleast(read);
}

static pincite_node *read_run(reader *read) {
  pincite_node *run = NULL;
  while (begins_item(read))
    pincite__run_add(&read->builder, &run, read_item(read));
  return pincite__run_end(run);
}

/* ---- operators ------------------------------------------------------------------------
 */

static const pincite_node_kind levels[] = {PINCITE_NODE_PARAGRAPH, PINCITE_NODE_SENTENCE,
                                           PINCITE_NODE_NEAR};

static void check_connected(reader *read, const lex_token *connector,
                            const pincite_node *left, const pincite_node *right) {
  if (!left || !right)
    pincite__fault_add(&read->faults, true, connector->start,
                       "the connector %.*s has nothing on one side",
                       (int)(connector->end - connector->start),
                       read->lex.text + connector->start);
  else if (!left->placed || !right->placed)
    pincite__fault_add(&read->faults, true, connector->start,
                       "a connector needs words on both sides; it was read as AND");
}

/* Connectors: /p binds least, /n most. */
static pincite_node *read_connected(reader *read, size_t level) {
  if (level == sizeof levels / sizeof *levels)
    return read_run(read);
  pincite_node *left = read_connected(read, level + 1);
  while (read->token.kind == LEX_CONNECTOR && read->token.node == levels[level]) {
    lex_token connector = read->token;
    pincite_node like = {.kind = connector.node,
                         .at = connector.start,
                         .count = connector.count,
                         .ordered = connector.ordered};
    advance(read);
    pincite_node *right = read_connected(read, level + 1);
    check_connected(read, &connector, left, right);
    left = pincite__node_join(&read->builder, &like, left, right);
  }
  return left;
}

static pincite_node *read_not(reader *read) {
  pincite_node like = {.kind = PINCITE_NODE_NOT, .at = read->token.start};
  bool denied = false, any = false;
  for (; read->token.kind == LEX_NOT; advance(read)) {
    denied = !denied;
    any = true;
  }
  pincite_node *node = read_connected(read, 0);
  if (any && !node)
    pincite__fault_add(&read->faults, true, like.at, "nothing stands behind NOT");
  return denied ? pincite__node_join(&read->builder, &like, NULL, node) : node;
}

static pincite_node *read_and(reader *read) {
  pincite_node *left = read_not(read);
  while (read->token.kind == LEX_AND || read->token.kind == LEX_NOT) {
    pincite_node like = {.kind = PINCITE_NODE_AND, .at = read->token.start};
    bool is_and = read->token.kind == LEX_AND;
    if (is_and)
      advance(read);
    pincite_node *right = read_not(read);
    if (is_and && (!left || !right))
      pincite__fault_add(&read->faults, true, like.at, "AND has nothing on one side");
    left = pincite__node_join(&read->builder, &like, left, right);
  }
  return left;
}

static pincite_node *read_or(reader *read) {
  pincite_node *left = read_and(read);
  while (read->token.kind == LEX_OR) {
    pincite_node like = {.kind = PINCITE_NODE_OR, .at = read->token.start};
    advance(read);
    pincite_node *right = read_and(read);
    if (!left || !right)
      pincite__fault_add(&read->faults, true, like.at, "OR has nothing on one side");
    left = pincite__node_join(&read->builder, &like, left, right);
  }
  return left;
}

pincite_node *pincite__read_text(reader *read) {
  advance(read);
  return read_or(read);
}

void pincite__read_advance(reader *read) {
  advance(read);
}

pincite_node *pincite__read_plain(reader *read, size_t start, size_t end) {
  pincite_node *run = NULL;
  reader part = *read;
  pincite__lex_init(&part.lex, read->lex.text + start, end - start, true);
  for (;;) {
    pincite__lex_next(&part.lex, false, &part.token);
    if (part.token.kind == LEX_END || part.builder.words >= PINCITE__QUESTION_LEAVES)
      break;
    for (size_t i = 0; i < part.lex.piece_count; i++)
      pincite__run_add(&part.builder, &run,
                       piece_node(&part, &part.lex.pieces[i], false));
    part.lex.piece_count = 0;
  }
  read->builder = part.builder;
  for (pincite_node *item = run ? run->first : NULL; item; item = item->next)
    item->at += start;
  return pincite__run_end(run);
}
