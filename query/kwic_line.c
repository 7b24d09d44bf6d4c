/* SPDX-License-Identifier: MIT
 *
 * kwic_line.c - one line of a concordance.
 */
#include <string.h>

#include "kwic.h"

/* How far back the words before a match are looked for, in bytes: they mostly lie
   within the first. */
#define NEAR 64
#define FAR 512

static void add_string(pincite_buf *out, pincite_str text) {
  pincite__buf_add(out, text.at, text.len);
  pincite__buf_addc(out, '\0');
}

void pincite__kwic_article(const pincite_passage_text *passage, pincite_buf *out) {
  add_string(out, passage->fields[PINCITE_FIELD_ID]);
  add_string(out, passage->fields[PINCITE_FIELD_TITLE]);
  add_string(out, passage->fields[PINCITE_FIELD_PUBLISHED]);
  add_string(out, passage->fields[PINCITE_FIELD_SOURCE]);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

static bool continues(char c) {
  return ((unsigned char)c & 0xc0U) == 0x80;
}

/* Where the 'width' characters before 'at' begin, a run of blanks being one. */
static size_t go_left(pincite_str text, size_t at, size_t width) {
  for (; width > 0 && at > 0; width--) {
    bool blank = is_blank(text.at[--at]);
    while (at > 0 && (blank ? is_blank(text.at[at - 1]) : continues(text.at[at])))
      at--;
  }
  return at;
}

static size_t go_right(pincite_str text, size_t at, size_t width) {
  for (; width > 0 && at < text.len; width--) {
    bool blank = is_blank(text.at[at++]);
    while (at < text.len && (blank ? is_blank(text.at[at]) : continues(text.at[at])))
      at++;
  }
  return at;
}

static void add_on_one_line(pincite_buf *out, pincite_str text, size_t from, size_t to) {
  for (size_t at = from; at < to;) {
    size_t end = at;
    while (end < to && !is_blank(text.at[end]))
      end++;
    pincite__buf_add(out, text.at + at, end - at);
    if (end < to)
      pincite__buf_addc(out, ' ');
    while (end < to && is_blank(text.at[end]))
      end++;
    at = end;
  }
  pincite__buf_addc(out, '\0');
}

/* A word sorts before those that it begins, so what ends it is less than a letter. */
static void add_word(pincite_buf *out, pincite_analyser *analyser, pincite_str text,
                     pincite_word word) {
  pincite_str folded = pincite__fold_word(analyser, text.at + word.start, word.length);
  pincite__buf_add(out, folded.at, folded.len);
  pincite__buf_addc(out, '\1');
}

static void add_words_behind(pincite_buf *out, pincite_analyser *analyser,
                             pincite_str text, size_t at) {
  pincite_word word;
  for (int i = 0; i < PINCITE__KWIC_WORDS; i++)
    if (pincite__word_next(text.at, text.len, &at, &word))
      add_word(out, analyser, text, word);
}

/* The last words before 'end', of those that begin in 'reach' bytes before it. */
static size_t words_before(pincite_str text, size_t end, size_t reach,
                           pincite_word last[PINCITE__KWIC_WORDS]) {
  size_t count = 0, at = end > reach ? end - reach : 0;
  /* Not from the middle of a word on. */
  while (at > 0 && at < end && !is_blank(text.at[at]))
    at++;
  pincite_word word;
  while (pincite__word_next(text.at, end, &at, &word))
    last[count++ % PINCITE__KWIC_WORDS] = word;
  return count;
}

static void add_words_before(pincite_buf *out, pincite_analyser *analyser,
                             pincite_str text, size_t end) {
  pincite_word last[PINCITE__KWIC_WORDS];
  size_t count = words_before(text, end, NEAR, last);
  if (count < PINCITE__KWIC_WORDS && end > NEAR)
    count = words_before(text, end, FAR, last);
  for (size_t i = 0; i < PINCITE__KWIC_WORDS && i < count; i++)
    add_word(out, analyser, text, last[(count - 1 - i) % PINCITE__KWIC_WORDS]);
}

void pincite__kwic_line(const pincite_passage_text *passage,
                        const pincite_match_span *span, pincite_analyser *analyser,
                        size_t width, pincite_kwic_sort sort, pincite_buf *out) {
  pincite_str body = passage->body, id = passage->fields[PINCITE_FIELD_ID];
  size_t end = span->start + span->length;
  pincite__buf_add(out, id.at, id.len);
  pincite__buf_addf(out, "#%u", passage->row.ordinal);
  pincite__buf_addc(out, '\0');
  add_on_one_line(out, body, go_left(body, span->start, width), span->start);
  add_on_one_line(out, body, span->start, end);
  add_on_one_line(out, body, end, go_right(body, end, width));
  if (sort == PINCITE_KWIC_LEFT)
    add_words_before(out, analyser, body, span->start);
  else if (sort == PINCITE_KWIC_RIGHT)
    add_words_behind(out, analyser, body, end);
  pincite__buf_addc(out, '\0');
}

static const char *next_string(const char **at) {
  const char *text = *at;
  *at += strlen(text) + 1;
  return text;
}

static const char *next_or_null(const char **at) {
  const char *text = next_string(at);
  return *text ? text : NULL;
}

const char *pincite__kwic_point(const char *article, const char *line,
                                pincite_kwic_line *to) {
  to->article = next_string(&article);
  to->title = next_string(&article);
  to->published = next_or_null(&article);
  to->source = next_or_null(&article);
  to->id = next_string(&line);
  to->left = next_string(&line);
  to->match = next_string(&line);
  to->right = next_string(&line);
  return line;
}
