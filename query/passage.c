/* SPDX-License-Identifier: MIT
 *
 * passage.c - the passage as the evaluator needs it: its words with sentence and
 * paragraph, and which of them are words of the question.
 */
#include <stdlib.h>
#include <string.h>

#include "expand.h"
#include "matcher.h"

static void add_found(pincite_matcher *matcher, uint32_t leaf, uint32_t first,
                      uint32_t last) {
  if (!pincite__grow(&matcher->found, &matcher->found_capacity, matcher->found_count + 1,
                     sizeof *matcher->found)) {
    matcher->failed = true;
    return;
  }
  matcher->found[matcher->found_count++] = (pincite_found){leaf, first, last};
}

static bool key_is(const pincite_node *leaf, pincite_word_mode mode, pincite_str key) {
  return leaf->mode == mode &&
         pincite__str_equal(mode == PINCITE_WORD_EXACT ? leaf->word : leaf->term, key);
}

/* Look 'key' up; there is at most one leaf of this mode with it. */
static void look_up(pincite_matcher *matcher, const pincite_leaf_table *table,
                    pincite_word_mode mode, pincite_str key, uint32_t first,
                    uint32_t last) {
  size_t bit = pincite__begin_bit(key);
  if (!(table->begins[bit / 64] >> bit % 64 & 1))
    return;
  size_t at = (size_t)pincite__hash64(key.at, key.len);
  for (;; at++) {
    uint32_t slot = table->slots[at & (table->count - 1)];
    if (!slot)
      return;
    if (key_is(matcher->leaves[slot - 1], mode, key)) {
      add_found(matcher, slot - 1, first, last);
      return;
    }
  }
}

static void add_concept(pincite_matcher *matcher, const pincite_token *token) {
  uint32_t last = (uint32_t)matcher->place_count - 1, first = last;
  while (first > 0 && matcher->places[first].start > token->start &&
         matcher->places[first - 1].part == matcher->part)
    first--;
  look_up(matcher, &matcher->by_term, PINCITE_WORD_CONCEPT, token->term, first, last);
}

static bool is_like(const pincite_node *leaf, pincite_str word) {
  if (leaf->mode == PINCITE_WORD_PATTERN)
    return pincite__pattern_fits(leaf->word, word, false);
  return word.len >= leaf->word.len &&
         memcmp(word.at, leaf->word.at, leaf->word.len) == 0;
}

/* The leaves that are compared with the word as it is spelled. */
static void find_spelling(pincite_matcher *matcher, pincite_str word, uint32_t at) {
  look_up(matcher, &matcher->by_word, PINCITE_WORD_EXACT, word, at, at);
  for (size_t i = 0; i < matcher->other_count; i++)
    if (is_like(matcher->leaves[matcher->others[i]], word))
      add_found(matcher, matcher->others[i], at, at);
}

static int take_token(const pincite_token *token, void *data) {
  pincite_matcher *matcher = data;
  if (token->colocated) {
    if (matcher->place_count)
      add_concept(matcher, token);
    return matcher->failed;
  }
  if (!pincite__grow(&matcher->places, &matcher->place_capacity, matcher->place_count + 1,
                     sizeof *matcher->places)) {
    matcher->failed = true;
    return 1;
  }
  uint32_t at = (uint32_t)matcher->place_count++;
  matcher->places[at] = (pincite_place){(uint32_t)token->start, (uint32_t)token->length,
                                        0, 0, matcher->part};
  if (matcher->terms)
    look_up(matcher, &matcher->by_term, PINCITE_WORD_TERM, token->term, at, at);
  if (matcher->words)
    find_spelling(matcher, token->folded, at);
  return matcher->failed;
}

/* ---- sentences and paragraphs ---------------------------------------------------------
 */

typedef size_t (*unit_end)(const char *text, size_t len, size_t start);

/* Number the units of a part that its words lie in, going on from *number. */
static void number_units(pincite_matcher *matcher, pincite_str text, size_t from,
                         unit_end end_of, bool sentences, uint32_t *number) {
  size_t end = 0;
  for (size_t i = from; i < matcher->place_count; i++) {
    pincite_place *place = &matcher->places[i];
    while (end <= place->start && end < text.len) {
      size_t next = end_of(text.at, text.len, end);
      end = next > end ? next : text.len;
      ++*number;
    }
    if (sentences)
      place->sentence = *number;
    else
      place->paragraph = *number;
  }
  ++*number;
}

/* ---- all of it
 * ---------------------------------------------------------------------------- */

static pincite_str part_text(const pincite_subject *subject, size_t part) {
  return subject->parts[part];
}

static int compare_found(const void *a, const void *b) {
  const pincite_found *x = a, *y = b;
  if (x->leaf != y->leaf)
    return x->leaf < y->leaf ? -1 : 1;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->last > y->last) - (x->last < y->last);
}

static void sort_found(pincite_matcher *matcher) {
  if (matcher->found_count > 1)
    qsort(matcher->found, matcher->found_count, sizeof *matcher->found, compare_found);
  for (size_t i = 0; i < matcher->found_count; i++) {
    pincite_leaf_range *range = &matcher->ranges[matcher->found[i].leaf];
    if (range->count++ == 0)
      range->start = (uint32_t)i;
  }
}

typedef int analyse_function(pincite_analyser *analyser, const char *text, size_t len,
                             int (*each)(const pincite_token *token, void *data),
                             void *data);

void pincite__passage_read(pincite_matcher *matcher, const pincite_subject *subject) {
  uint32_t sentence = 0, paragraph = 0;
  for (size_t i = 0; i < matcher->found_count; i++)
    matcher->ranges[matcher->found[i].leaf].count = 0;
  matcher->subject = *subject;
  matcher->asked = true;
  matcher->found_count = matcher->place_count = 0;
  size_t parts = matcher->fields ? PINCITE__PART_COUNT : PINCITE_PART_BODY + 1;
  analyse_function *analyse =
      matcher->concepts ? pincite__analyse : pincite__analyse_words;
  for (size_t part = 0; part < parts && !matcher->failed; part++) {
    pincite_str text = part_text(subject, part);
    size_t from = matcher->place_count;
    matcher->part = (uint8_t)part;
    if (analyse(matcher->analyser, text.at, text.len, take_token, matcher))
      matcher->failed = true;
    if (matcher->sentences)
      number_units(matcher, text, from, pincite__sentence_end, true, &sentence);
    if (matcher->paragraphs)
      number_units(matcher, text, from, pincite__paragraph_end, false, &paragraph);
  }
  sort_found(matcher);
}
