/* SPDX-License-Identifier: MIT
 *
 * match.c - the evaluator as others see it.
 */
#include <stdlib.h>
#include <string.h>

#include "matcher.h"

/* ---- from the tree to tables -------------------------------------------------- */

static void add_slot(pincite_leaf_table *table, pincite_str key, uint32_t leaf) {
  size_t at = (size_t)pincite__hash64(key.at, key.len), bit = pincite__begin_bit(key);
  while (table->slots[at & (table->count - 1)])
    at++;
  table->slots[at & (table->count - 1)] = leaf + 1;
  table->begins[bit / 64] |= (uint64_t)1 << bit % 64;
}

static bool make_slots(pincite_leaf_table *table, size_t leaves) {
  table->count = 16;
  while (table->count < 2 * leaves)
    table->count *= 2;
  table->slots = calloc(table->count, sizeof *table->slots);
  return table->slots != NULL;
}

static void take_word(pincite_matcher *matcher, const pincite_node *word) {
  if (matcher->leaves[word->leaf])
    return;
  matcher->leaves[word->leaf] = word;
  switch (word->mode) {
  case PINCITE_WORD_TERM:
  case PINCITE_WORD_CONCEPT:
    matcher->terms = true;
    matcher->concepts = matcher->concepts || word->mode == PINCITE_WORD_CONCEPT;
    add_slot(&matcher->by_term, word->term, word->leaf);
    break;
  case PINCITE_WORD_EXACT:
    matcher->words = true;
    add_slot(&matcher->by_word, word->word, word->leaf);
    break;
  case PINCITE_WORD_PREFIX:
  case PINCITE_WORD_PATTERN:
    matcher->words = true;
    matcher->others[matcher->other_count++] = word->leaf;
  }
}

static void take_nodes(pincite_matcher *matcher, const pincite_node *node) {
  if (node->kind == PINCITE_NODE_WORD)
    take_word(matcher, node);
  matcher->sentences = matcher->sentences || node->kind == PINCITE_NODE_SENTENCE;
  matcher->paragraphs = matcher->paragraphs || node->kind == PINCITE_NODE_PARAGRAPH;
  matcher->fields = matcher->fields ||
                    (node->kind == PINCITE_NODE_FIELD && node->part > PINCITE_PART_BODY);
  for (const pincite_node *child = node->first; child; child = child->next)
    take_nodes(matcher, child);
}

pincite_matcher *pincite__matcher_new(const pincite_question *question,
                                      pincite_analyser *analyser) {
  pincite_matcher *matcher = calloc(1, sizeof *matcher);
  if (!matcher)
    return NULL;
  size_t leaves = question->leaf_count + 1;
  matcher->question = question;
  matcher->analyser = analyser;
  matcher->leaves = calloc(leaves, sizeof *matcher->leaves);
  matcher->others = calloc(leaves, sizeof *matcher->others);
  matcher->ranges = calloc(leaves, sizeof *matcher->ranges);
  if (!matcher->leaves || !matcher->others || !matcher->ranges ||
      !make_slots(&matcher->by_term, leaves) || !make_slots(&matcher->by_word, leaves)) {
    pincite__matcher_free(matcher);
    return NULL;
  }
  if (question->root)
    take_nodes(matcher, question->root);
  return matcher;
}

void pincite__matcher_free(pincite_matcher *matcher) {
  if (!matcher)
    return;
  free(matcher->leaves);
  free(matcher->others);
  free(matcher->ranges);
  free(matcher->by_term.slots);
  free(matcher->by_word.slots);
  free(matcher->places);
  free(matcher->found);
  free(matcher->spans);
  pincite__stretches_release(&matcher->marks);
  free(matcher);
}

/* ---- answers --------------------------------------------------------------------- */

int pincite__match(pincite_matcher *matcher, const pincite_subject *subject) {
  matcher->failed = false;
  if (!matcher->question->root)
    return 0;
  pincite__passage_read(matcher, subject);
  bool matches =
      !matcher->failed &&
      pincite__node_matches(matcher, matcher->question->root, PINCITE__TEXT_PARTS);
  return matcher->failed ? -1 : matches;
}

/* Marks that overlap are one span. */
static void add_span(pincite_matcher *matcher, pincite_stretch mark) {
  const pincite_place *first = &matcher->places[mark.first];
  const pincite_place *last = &matcher->places[mark.last];
  pincite_match_span *before =
      matcher->span_count ? &matcher->spans[matcher->span_count - 1] : NULL;
  size_t end = (size_t)last->start + last->length;
  if (first->part > PINCITE_PART_BODY)
    return;
  if (before && before->part == first->part &&
      first->start < before->start + before->length) {
    if (end > before->start + before->length)
      before->length = end - before->start;
    return;
  }
  if (!pincite__grow(&matcher->spans, &matcher->span_capacity, matcher->span_count + 1,
                     sizeof *matcher->spans)) {
    matcher->failed = true;
    return;
  }
  matcher->spans[matcher->span_count++] =
      (pincite_match_span){(pincite_part)first->part, first->start, end - first->start};
}

const pincite_match_span *pincite__match_spans(pincite_matcher *matcher, size_t *count) {
  static const pincite_match_span none;
  matcher->marks.count = 0;
  matcher->span_count = 0;
  pincite__node_mark(matcher, matcher->question->root, PINCITE__TEXT_PARTS);
  pincite__stretches_sort(&matcher->marks);
  for (size_t i = 0; i < matcher->marks.count; i++)
    add_span(matcher, matcher->marks.items[i]);
  *count = matcher->failed ? 1 : matcher->span_count;
  if (matcher->failed)
    return NULL;
  return matcher->spans ? matcher->spans : &none;
}

/* ---- why not -------------------------------------------------------------------------
 */

static const pincite_node *fault(pincite_matcher *matcher, const pincite_node *node,
                                 unsigned parts) {
  if (pincite__node_matches(matcher, node, parts))
    return NULL;
  if (node->kind != PINCITE_NODE_AND && node->kind != PINCITE_NODE_RUN &&
      node->kind != PINCITE_NODE_TOPIC)
    return node;
  for (const pincite_node *child = node->first; child; child = child->next) {
    if (node->kind == PINCITE_NODE_RUN && pincite__node_ranks(child))
      continue;
    const pincite_node *found = fault(matcher, child, parts);
    if (found)
      return found;
  }
  return node;
}

const pincite_node *pincite__match_fault(pincite_matcher *matcher) {
  const pincite_node *root = matcher->question->root;
  return root && matcher->asked ? fault(matcher, root, PINCITE__TEXT_PARTS) : NULL;
}

pincite_subject pincite__subject(const pincite_passage_text *passage) {
  pincite_subject subject = {.published = passage->row.published,
                             .zone = passage->row.zone};
  subject.parts[PINCITE_PART_TITLE] = passage->title;
  subject.parts[PINCITE_PART_HEADING] = passage->heading;
  subject.parts[PINCITE_PART_BODY] = passage->body;
  subject.parts[PINCITE_PART_AUTHOR] = passage->fields[PINCITE_FIELD_AUTHOR];
  subject.parts[PINCITE_PART_SOURCE] = passage->fields[PINCITE_FIELD_SOURCE];
  return subject;
}
