/* SPDX-License-Identifier: MIT
 *
 * boilerplate_lines.c - which lines of an article may be boilerplate, and dividing
 * its passages by those that are.
 *
 * Dividing only splits passages, at the ends of paragraphs, and notes where: how
 * they were cut can always be told, and what they become depends on nothing else
 * than that and the lines.
 */
#include <stdlib.h>
#include <string.h>

#include "boilerplate_private.h"
#include "citation.h"

/* A line is a paragraph of no more than this. */
#define LINE_BYTES 300
#define LINE_WORDS 40
/* And of no less: "v." is none, and "Order" is a word. */
#define LINE_WORDS_LEAST 2
#define LINE_LETTERS_LEAST 8
/* So many are looked at from either end of an article. */
#define LINES_EDGE 24
/* A sentence has so many words, and an end. */
#define SENTENCE_WORDS 6
/* Whole sources have fewer articles than that, and repeat by chance. */
#define ARTICLES_LEAST 5
#define SENTENCES_LEAST 6

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

static bool is_read(pincite_zone zone) {
  return zone == PINCITE_ZONE_BODY || zone == PINCITE_ZONE_NOTE ||
         zone == PINCITE_ZONE_QUOTE;
}

static uint32_t count_words(pincite_str text) {
  uint32_t words = 0;
  for (size_t i = 0; i < text.len; i++)
    words += !is_space(text.at[i]) && (i == 0 || is_space(text.at[i - 1]));
  return words;
}

static bool is_sentence(pincite_str line, uint32_t words) {
  while (line.len && (strchr("\"')]", line.at[line.len - 1]) ||
                      (unsigned char)line.at[line.len - 1] >= 0x80))
    line.len--;
  return words >= SENTENCE_WORDS && line.len && strchr(".!?;:", line.at[line.len - 1]);
}

static int found_one(const pincite_cite *cite, void *data) {
  (void)cite;
  (void)data;
  return 1;
}

/* The key of a line: of its letters and digits, whatever stands between them and
   however they are written. False: it is no line that may be boilerplate. */
static bool make_key(pincite_str line, uint64_t *key, uint32_t *words) {
  char plain[LINE_BYTES];
  size_t len = 0, letters = 0;
  if (line.len > LINE_BYTES)
    return false;
  *words = count_words(line);
  if (*words < LINE_WORDS_LEAST || *words > LINE_WORDS)
    return false;
  for (size_t i = 0; i < line.len; i++) {
    char c = line.at[i];
    if (c >= 'A' && c <= 'Z')
      c = (char)(c + 32);
    bool letter = (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
    letters += letter;
    if (letter || (c >= '0' && c <= '9'))
      plain[len++] = c;
  }
  /* What cites law is what people look for, however often it is repeated. */
  if (letters < LINE_LETTERS_LEAST ||
      pincite__citations(line.at, line.len, false, found_one, NULL))
    return false;
  *key = pincite__hash64(plain, len) >> (64 - PINCITE__LINE_BITS);
  *key = (*key & ~(uint64_t)1) | is_sentence(line, *words);
  return true;
}

static void add_line(pincite_lines *lines, pincite_str text, size_t start, size_t end,
                     size_t cut) {
  uint64_t key;
  uint32_t words;
  if (!make_key((pincite_str){text.at + start, end - start}, &key, &words))
    return;
  if (!pincite__grow(&lines->items, &lines->capacity, lines->count + 1,
                     sizeof *lines->items)) {
    lines->failed = true;
    return;
  }
  lines->items[lines->count++] =
      (pincite_line){start, end - start, key, words, (uint32_t)cut};
}

/* Is there nothing but blanks between a place and the next end of a line? A part of a
   long paragraph that was divided is no line. */
static bool ends_line(pincite_str text, size_t at) {
  while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t'))
    at++;
  return at == text.len || text.at[at] == '\n';
}

static bool begins_line(pincite_str text, size_t at) {
  while (at > 0 && (text.at[at - 1] == ' ' || text.at[at - 1] == '\t'))
    at--;
  return at == 0 || text.at[at - 1] == '\n';
}

/* The end of the paragraph that begins at 'at'. */
static size_t paragraph_end(const char *text, size_t at, size_t end) {
  for (const char *next = text + at;
       (next = memchr(next, '\n', (size_t)(text + end - next))); next++)
    if (next + 1 < text + end && next[1] == '\n')
      return (size_t)(next - text);
  return end;
}

static void list_cut(pincite_str text, const pincite_cut *cut, size_t index,
                     pincite_lines *lines) {
  size_t last = cut->start + cut->length;
  for (size_t at = cut->start; at < last;) {
    size_t end = paragraph_end(text.at, at, last);
    if (begins_line(text, at) && ends_line(text, end))
      add_line(lines, text, at, end, index);
    for (at = end; at < last && is_space(text.at[at]);)
      at++;
  }
}

void pincite__lines_list(pincite_str text, const pincite_cut *cuts, size_t count,
                         pincite_lines *lines) {
  lines->count = lines->words = 0;
  lines->failed = false;
  for (size_t i = 0; i < count; i++) {
    if (!is_read(cuts[i].zone))
      continue;
    lines->words += count_words((pincite_str){text.at + cuts[i].start, cuts[i].length});
    if (cuts[i].zone != PINCITE_ZONE_QUOTE)
      list_cut(text, &cuts[i], i, lines);
  }
  if (lines->count > 2 * LINES_EDGE) {
    memmove(lines->items + LINES_EDGE, lines->items + lines->count - LINES_EDGE,
            LINES_EDGE * sizeof *lines->items);
    lines->count = 2 * LINES_EDGE;
  }
}

/* Steps of powers of two, so that a source that grows by an article does not have
   all of its lines looked at again. */
uint64_t pincite__lines_needed(uint64_t articles, bool sentence) {
  uint64_t step = 1;
  while (step <= articles / 2)
    step *= 2;
  uint64_t share = sentence ? step * 3 / 4 : step / 4;
  uint64_t least = sentence ? SENTENCES_LEAST : ARTICLES_LEAST;
  if (articles < ARTICLES_LEAST)
    return 0;
  return share < least ? least : share;
}

/* ---- dividing ------------------------------------------------------------------ */

static bool add_piece(pincite_boilerplate *b, const pincite_cut *cut, size_t start,
                      size_t end, bool learnt, bool first) {
  pincite_cuts *cuts = &b->cuts;
  if (!pincite__grow(&cuts->items, &cuts->capacity, cuts->count + 1, sizeof *cuts->items))
    return false;
  pincite_zone zone = learnt ? PINCITE_ZONE_BOILERPLATE : cut->zone;
  cuts->items[cuts->count++] = (pincite_cut){start, end - start, zone, cut->heading};
  if (!learnt && first)
    return true;
  if (!pincite__grow(&b->divisions, &b->division_capacity, b->division_count + 1,
                     sizeof *b->divisions))
    return false;
  b->divisions[b->division_count++] =
      (pincite_division){cuts->count - 1, cut->zone, !first};
  return true;
}

/* Divide a passage by those lines of lines[0..count) that are marked. */
static bool divide_cut(pincite_boilerplate *b, pincite_str text, const pincite_cut *cut,
                       const pincite_line *lines, const bool *marked, size_t count) {
  size_t at = cut->start, last = cut->start + cut->length;
  bool first = true;
  for (size_t i = 0; i < count;) {
    if (!marked[i]) {
      i++;
      continue;
    }
    size_t start = lines[i].start, end = start + lines[i].length;
    size_t before = start;
    while (before > at && is_space(text.at[before - 1]))
      before--;
    if (before > at) {
      if (!add_piece(b, cut, at, before, false, first))
        return false;
      first = false;
    }
    /* Lines that follow on each other stay together. */
    for (i++, at = end; i < count && marked[i]; i++) {
      while (at < last && is_space(text.at[at]))
        at++;
      if (at != lines[i].start)
        break;
      at = end = lines[i].start + lines[i].length;
    }
    if (!add_piece(b, cut, start, end, true, first))
      return false;
    first = false;
    for (at = end; at < last && is_space(text.at[at]);)
      at++;
  }
  return at >= last || add_piece(b, cut, at, last, false, first);
}

/* Mark the lines that are boilerplate; false: there is none, or it is so much of the
   article that it will be the article. */
static bool mark(const pincite_boilerplate *b, bool *marked) {
  size_t words = 0;
  for (size_t i = 0; i < b->lines.count; i++) {
    marked[i] = pincite__keys_have(&b->at.learnt, b->lines.items[i].key);
    words += marked[i] ? b->lines.items[i].words : 0;
  }
  return words && words * 2 <= b->lines.words;
}

bool pincite__lines_divide(pincite_boilerplate *b, pincite_str text,
                           const pincite_cut *cuts, size_t count) {
  bool marked[2 * LINES_EDGE];
  b->division_count = b->cuts.count = 0;
  if (!mark(b, marked))
    return true;
  size_t *now = calloc(count + 1, sizeof *now), at = 0;
  bool fine = now != NULL;
  for (size_t i = 0; i < count && fine; i++) {
    size_t first = at, from = b->cuts.count;
    while (at < b->lines.count && b->lines.items[at].cut == i)
      at++;
    now[i] = from;
    fine = divide_cut(b, text, &cuts[i], b->lines.items + first, marked + first,
                      at - first);
    for (size_t k = from; k < b->cuts.count && cuts[i].heading >= 0; k++)
      b->cuts.items[k].heading = (int32_t)now[cuts[i].heading];
  }
  free(now);
  return fine;
}
