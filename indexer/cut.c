/* SPDX-License-Identifier: MIT
 *
 * cut.c - cutting a document into passages.
 *
 * Short paragraphs are gathered until there is enough to be worth quoting; a
 * long paragraph is divided at sentence ends into parts of about equal length;
 * only a "sentence" without end, such as a table read as text, is divided at a
 * word. A heading is a passage of its own, and the passages below it point to
 * it.
 */
#include "../corpus/analyse.h"
#include "cut.h"

#define WORDS_ENOUGH 60  /* gather short paragraphs up to this */
#define WORDS_MOST 200   /* divide what is longer */
#define WORDS_TAIL 25    /* a remainder this short joins what is before it */
#define WORDS_ENDLESS 260 /* a sentence longer than this is divided at a word */
#define BYTES_ENDLESS 4000
/* Beyond that, to know where a sentence ends. */
#define BYTES_LOOKED_AT (BYTES_ENDLESS + 4096)

/* A heading that no passage follows, or more than this of headings in a row,
   is text after all. */
#define HEADING_BYTES 400

typedef struct cutter {
  const pincite_document *document;
  const char *text;
  pincite_cuts *cuts;
  int32_t heading;     /* index of the heading in force, or -1 */
  bool heading_used;
  /* The passage being gathered: [start, end), of no length when none is. */
  size_t start, end, words;
  pincite_zone zone;
} cutter;

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

static size_t count_words(const char *text, size_t len) {
  size_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < len; i++) {
    bool space = is_space(text[i]);
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

static pincite_cut *last_cut(cutter *c) {
  return c->cuts->count ? &c->cuts->items[c->cuts->count - 1] : NULL;
}

static void add_cut(cutter *c, size_t start, size_t end, pincite_zone zone) {
  pincite_cuts *cuts = c->cuts;
  if (!pincite__grow(&cuts->items, &cuts->capacity, cuts->count + 1, sizeof *cuts->items)) {
    cuts->failed = true;
    return;
  }
  bool under = zone != PINCITE_ZONE_TITLE && zone != PINCITE_ZONE_HEADING &&
               zone != PINCITE_ZONE_BOILERPLATE;
  cuts->items[cuts->count++] =
      (pincite_cut){start, end - start, zone, under ? c->heading : -1};
  c->heading_used = c->heading_used || under;
}

/* End the passage being gathered. A short remainder joins the passage before
   it when that is of the same section and zone. */
static void finish(cutter *c) {
  if (c->end == c->start)
    return;
  pincite_cut *before = last_cut(c);
  if (c->words < WORDS_TAIL && before && before->zone == c->zone &&
      before->heading == c->heading && c->zone != PINCITE_ZONE_BOILERPLATE &&
      c->end - before->start <= BYTES_ENDLESS &&
      count_words(c->text + before->start, before->length) + c->words <= WORDS_MOST)
    before->length = c->end - before->start;
  else
    add_cut(c, c->start, c->end, c->zone);
  c->start = c->end = c->words = 0;
}

static void gather(cutter *c, size_t start, size_t end, size_t words, pincite_zone zone) {
  if (c->end > c->start && (c->zone != zone || c->words + words > WORDS_MOST ||
                            end - c->start > BYTES_ENDLESS))
    finish(c);
  if (c->end == c->start) {
    c->start = start;
    c->zone = zone;
  }
  c->end = end;
  c->words += words;
  if (c->words >= WORDS_ENOUGH)
    finish(c);
}

/* Where an endless sentence is cut: behind WORDS_MOST words, or at a character
   when even one word is endless. */
static size_t word_cut(const char *text, size_t start, size_t end) {
  size_t words = 0, at = start;
  while (at < end && at - start < BYTES_ENDLESS) {
    if (is_space(text[at]) && !is_space(text[at - (at > start)]) && ++words == WORDS_MOST)
      return at;
    at++;
  }
  if (at == end)
    return end;
  size_t space = at;
  while (space > start + BYTES_ENDLESS / 2 && !is_space(text[space]))
    space--;
  if (is_space(text[space]))
    return space;
  return start + pincite__utf8_cut(text + start, end - start, at - start);
}

static size_t skip_space(const char *text, size_t at, size_t end) {
  while (at < end && is_space(text[at]))
    at++;
  return at;
}

static size_t back_over_space(const char *text, size_t start, size_t at) {
  while (at > start && is_space(text[at - 1]))
    at--;
  return at;
}

/* The end of the next sentence, or of as much of it as is not endless. No further is
   looked, or a long text without an end would be read over and over. */
static size_t sentence_cut(const char *text, size_t start, size_t end, size_t *words) {
  size_t reach = end - start > BYTES_LOOKED_AT ? start + BYTES_LOOKED_AT : end;
  size_t stop = pincite__sentence_end(text, reach, start);
  if (stop <= start)
    stop = reach;
  *words = count_words(text + start, stop - start);
  if (*words > WORDS_ENDLESS || stop - start > BYTES_ENDLESS) {
    stop = word_cut(text, start, stop);
    *words = count_words(text + start, stop - start);
  }
  return stop;
}

/* Divide a long paragraph into parts of about equal length. */
static void divide(cutter *c, size_t start, size_t end, size_t words, pincite_zone zone) {
  finish(c);
  size_t parts = (words + WORDS_MOST - 1) / WORDS_MOST;
  size_t wanted = parts ? words / parts : words;
  size_t from = start, have = 0, at = start;
  while (at < end && !c->cuts->failed) {
    size_t sentence;
    size_t stop = sentence_cut(c->text, at, end, &sentence);
    /* Cut before this sentence when that is nearer to what is wanted. */
    if (have && have + sentence > wanted && have + sentence - wanted > wanted - have &&
        have < wanted) {
      add_cut(c, from, back_over_space(c->text, from, at), zone);
      from = at;
      have = 0;
    }
    have += sentence;
    at = skip_space(c->text, stop, end);
    if (have >= wanted && at < end) {
      add_cut(c, from, back_over_space(c->text, from, at), zone);
      from = at;
      have = 0;
    }
  }
  if (from < end) {
    c->start = from;
    c->end = end;
    c->words = have;
    c->zone = zone;
    finish(c);
  }
}

/* A heading nothing stands under is text. */
static void settle_heading(cutter *c) {
  if (c->heading >= 0 && !c->heading_used)
    c->cuts->items[c->heading].zone = PINCITE_ZONE_BODY;
}

static void take_heading(cutter *c, const pincite_block *block) {
  finish(c);
  pincite_cut *before = last_cut(c);
  size_t end = block->start + block->length;
  if (before && c->heading >= 0 && !c->heading_used &&
      (size_t)c->heading + 1 == c->cuts->count && end - before->start <= HEADING_BYTES) {
    before->length = end - before->start;
    return;
  }
  settle_heading(c);
  add_cut(c, block->start, end, PINCITE_ZONE_HEADING);
  c->heading = (int32_t)c->cuts->count - 1;
  c->heading_used = false;
}

static void take_block(cutter *c, const pincite_block *block) {
  size_t end = block->start + block->length;
  size_t words = count_words(c->text + block->start, block->length);
  switch (block->zone) {
  case PINCITE_ZONE_HEADING:
    if (block->length <= HEADING_BYTES) {
      take_heading(c, block);
      return;
    }
    break;
  case PINCITE_ZONE_TITLE:
    if (block->length <= PINCITE__FIELD_LIMIT) {
      finish(c);
      add_cut(c, block->start, end, PINCITE_ZONE_TITLE);
      return;
    }
    break;
  default:
    if (words > WORDS_MOST || block->length > BYTES_ENDLESS)
      divide(c, block->start, end, words, block->zone);
    else
      gather(c, block->start, end, words, block->zone);
    return;
  }
  divide(c, block->start, end, words, PINCITE_ZONE_BODY);
}

/* An article of nothing but titles, headings or boilerplate must be found too. */
static void ensure_body(pincite_cuts *cuts) {
  for (size_t i = 0; i < cuts->count; i++)
    if (cuts->items[i].zone == PINCITE_ZONE_BODY || cuts->items[i].zone == PINCITE_ZONE_QUOTE ||
        cuts->items[i].zone == PINCITE_ZONE_NOTE)
      return;
  for (size_t i = 0; i < cuts->count; i++)
    cuts->items[i].zone = PINCITE_ZONE_BODY;
}

void pincite__cut(const pincite_document *document, pincite_cuts *cuts) {
  cutter c = {.document = document,
              .text = document->text.data,
              .cuts = cuts,
              .heading = -1};
  cuts->count = 0;
  cuts->failed = false;
  for (size_t i = 0; i < document->block_count && !cuts->failed; i++)
    take_block(&c, &document->blocks[i]);
  finish(&c);
  if (cuts->failed)
    return;
  settle_heading(&c);
  ensure_body(cuts);
}
