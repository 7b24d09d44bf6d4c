/* SPDX-License-Identifier: MIT
 *
 * lex_mark.c - marks of the language that are spelled with letters: connectors,
 * fields, atleast.
 */
#include <string.h>

#include "lex.h"

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The length of 'name' when the text goes on with it, in any case; else 0. */
static size_t spelled(const char *text, size_t len, size_t at, const char *name) {
  size_t i = 0;
  for (; name[i]; i++)
    if (at + i >= len || lower(text[at + i]) != name[i])
      return 0;
  return i;
}

/* Read digits; what is beyond 'most' is 'most'. Returns where they end. */
static size_t read_number(const char *text, size_t len, size_t at, uint32_t most,
                          uint32_t *number) {
  uint32_t value = 0;
  for (; at < len && is_digit(text[at]); at++) {
    value = value * 10 + (uint32_t)(text[at] - '0');
    value = value < most ? value : most;
  }
  *number = value;
  return at;
}

size_t pincite__lex_quote(const char *text, size_t len, size_t at) {
  static const char *const quotes[] = {"\"",           "\xe2\x80\x9c", "\xe2\x80\x9d",
                                       "\xe2\x80\x9e", "\xe2\x80\x9f", "\xc2\xab",
                                       "\xc2\xbb",     "\xef\xbc\x82"};
  unsigned char c = at < len ? (unsigned char)text[at] : 0;
  if (c != '"' && c < 0x80)
    return 0;
  for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
    size_t size = strlen(quotes[i]);
    if (len - at >= size && memcmp(text + at, quotes[i], size) == 0)
      return size;
  }
  return 0;
}

/* The blanks of Unicode that come up in text. */
bool pincite__lex_is_blank(const char *text, size_t len, size_t at, size_t *size) {
  unsigned char c = (unsigned char)text[at];
  *size = 1;
  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r');
  uint32_t code;
  *size = pincite__utf8_decode(text + at, len - at, &code);
  return code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200b) ||
         code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
         code == 0x3000;
}

/* Nothing of the word goes on here. */
static bool is_end(const char *text, size_t len, size_t at) {
  size_t size;
  return at >= len || text[at] == '(' || text[at] == ')' ||
         pincite__lex_quote(text, len, at) || pincite__lex_is_blank(text, len, at, &size);
}

bool pincite__lex_connector(const char *text, size_t len, size_t at, lex_token *token) {
  static const char *const names[] = {"/", "w/", "near/", "within/", "pre/"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t size = spelled(text, len, at, names[i]);
    size_t end = at + size;
    if (!size || end >= len)
      continue;
    token->count = 0;
    if (is_digit(text[end])) {
      end = read_number(text, len, end, PINCITE__QUESTION_DISTANCE, &token->count);
      token->node = PINCITE_NODE_NEAR;
    } else {
      char kind = lower(text[end++]);
      if (kind != 's' && kind != 'p')
        continue;
      token->node = kind == 's' ? PINCITE_NODE_SENTENCE : PINCITE_NODE_PARAGRAPH;
    }
    if (!is_end(text, len, end))
      continue;
    if (token->node == PINCITE_NODE_NEAR && token->count == 0)
      token->count = 1;
    token->kind = LEX_CONNECTOR;
    token->ordered = names[i][0] == 'p';
    token->start = at;
    token->end = end;
    return true;
  }
  return false;
}

bool pincite__lex_atleast(const char *text, size_t len, size_t at, lex_token *token) {
  size_t size = spelled(text, len, at, "atleast");
  if (!size || at + size >= len || !is_digit(text[at + size]))
    return false;
  size_t end =
      read_number(text, len, at + size, PINCITE__QUESTION_DISTANCE, &token->count);
  if (end >= len || text[end] != '(')
    return false;
  if (token->count == 0)
    token->count = 1;
  token->kind = LEX_ATLEAST;
  token->start = at;
  token->end = end + 1;
  return true;
}

bool pincite__lex_distance(const char *text, size_t len, size_t at, lex_token *token) {
  size_t end = at + 1;
  while (end < len && text[end] == ' ')
    end++;
  if (text[at] != ',' || end >= len || !is_digit(text[end]))
    return false;
  end = read_number(text, len, end, PINCITE__QUESTION_DISTANCE, &token->count);
  while (end < len && text[end] == ' ')
    end++;
  if (end >= len || text[end] != ')')
    return false;
  if (token->count == 0)
    token->count = 1;
  token->kind = LEX_DISTANCE;
  token->start = at;
  token->end = end + 1;
  return true;
}

/* ---- fields ----------------------------------------------------------------- */

typedef struct field_name {
  const char *name;
  lex_kind kind;
  pincite_node_kind node;
  pincite_part part;
} field_name;

static const field_name fields[] = {
    {"title:", LEX_FIELD, PINCITE_NODE_FIELD, PINCITE_PART_TITLE},
    {"author:", LEX_FIELD, PINCITE_NODE_FIELD, PINCITE_PART_AUTHOR},
    {"source:", LEX_FIELD, PINCITE_NODE_FIELD, PINCITE_PART_SOURCE},
    {"zone:", LEX_ARGUMENT, PINCITE_NODE_ZONE, PINCITE_PART_BODY},
    {"date:", LEX_ARGUMENT, PINCITE_NODE_DATE, PINCITE_PART_BODY},
    {"undated:", LEX_ARGUMENT, PINCITE_NODE_DATE, PINCITE_PART_BODY},
    {"cite:", LEX_ARGUMENT, PINCITE_NODE_CITE, PINCITE_PART_BODY},
    {"names:", LEX_ARGUMENT, PINCITE_NODE_WORD, PINCITE_PART_BODY},
    {"topic:", LEX_ARGUMENT, PINCITE_NODE_TOPIC, PINCITE_PART_BODY},
};

/* Where an argument ends: behind its quotes, else at a blank, a quote or a
   bracket that it did not open itself. */
static void find_argument(const char *text, size_t len, lex_token *token) {
  size_t at = token->end, size = pincite__lex_quote(text, len, at);
  bool quoted = size > 0;
  int open = 0;
  token->argument = at + size;
  for (at += size; at < len; at += size) {
    bool blank = pincite__lex_is_blank(text, len, at, &size);
    if (quoted ? pincite__lex_quote(text, len, at) > 0
               : blank || pincite__lex_quote(text, len, at))
      break;
    if (!quoted && (text[at] == '(' || text[at] == ')') &&
        (open += text[at] == '(' ? 1 : -1) < 0)
      break;
  }
  token->argument_end = at;
  token->end = at + (quoted ? pincite__lex_quote(text, len, at) : 0);
}

/* Letters, digits, quotes and marks that may begin an item, not a blank. */
static bool begins_item(const char *text, size_t len, size_t at) {
  if (at >= len || pincite__lex_quote(text, len, at))
    return at < len;
  unsigned char c = (unsigned char)text[at];
  size_t size;
  return is_letter((char)c) || is_digit((char)c) || c == '(' || c == '=' || c == '.' ||
         (c >= 0x80 && !pincite__lex_is_blank(text, len, at, &size));
}

bool pincite__lex_field(const char *text, size_t len, size_t at, lex_token *token,
                        bool *unknown) {
  *unknown = false;
  if (at >= len || !is_letter(text[at]))
    return false;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    size_t size = spelled(text, len, at, fields[i].name);
    if (!size)
      continue;
    token->undated = fields[i].name[0] == 'u';
    if (!token->undated && !begins_item(text, len, at + size))
      return false;
    token->kind = fields[i].kind;
    token->node = fields[i].node;
    token->part = fields[i].part;
    token->start = at;
    token->end = token->argument = token->argument_end = at + size;
    if (token->kind == LEX_ARGUMENT && !token->undated)
      find_argument(text, len, token);
    return true;
  }
  size_t end = at;
  while (end < len && is_letter(text[end]))
    end++;
  *unknown = end < len && text[end] == ':' && begins_item(text, len, end + 1) &&
             text[end + 1] != '(' && text[end + 1] != '.';
  return false;
}
