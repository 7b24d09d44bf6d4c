/* SPDX-License-Identifier: MIT
 *
 * places.c - from a question to the terms whose positions tell whether it matches,
 * and how much they tell.
 */
#include "places.h"

static pincite_places_say least_of(pincite_places_say a, pincite_places_say b) {
  return a < b ? a : b;
}

/* ---- terms ---------------------------------------------------------------------- */

static bool has_term(const pincite_node *node) {
  return node->kind == PINCITE_NODE_WORD && node->mode != PINCITE_WORD_PREFIX &&
         node->mode != PINCITE_WORD_PATTERN && node->term.len > 0;
}

/* The number of a term; PINCITE__PLACES: there are too many. */
static uint8_t take_term(pincite_places *to, pincite_str term) {
  for (size_t i = 0; i < to->term_count; i++)
    if (pincite__str_equal(to->terms[i], term))
      return (uint8_t)i;
  if (to->term_count < PINCITE__PLACES)
    to->terms[to->term_count++] = term;
  else
    return PINCITE__PLACES;
  return (uint8_t)(to->term_count - 1);
}

/* ---- gaps ------------------------------------------------------------------------- */

static void gather(const pincite_node *node, pincite_places *to);

static void add_gap(pincite_places *to, const pincite_node *first,
                    const pincite_node *second, int32_t least, int32_t most) {
  if (to->gap_count == PINCITE__GAPS || !has_term(first) || !has_term(second) ||
      first->mode == PINCITE_WORD_CONCEPT || second->mode == PINCITE_WORD_CONCEPT)
    return;
  uint8_t a = take_term(to, first->term), b = take_term(to, second->term);
  if (a < PINCITE__PLACES && b < PINCITE__PLACES)
    to->gaps[to->gap_count++] = (pincite_rank_gap){a, b, least, most};
}

static void gather_near(const pincite_node *near, pincite_places *to) {
  int32_t most = near->count < INT32_MAX ? (int32_t)near->count : INT32_MAX;
  if (near->first && near->first->next == near->last)
    add_gap(to, near->first, near->last, near->ordered ? 1 : -most, most);
}

/* What must match, and the phrases in it. */
static void gather_children(const pincite_node *node, pincite_places *to) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (node->kind != PINCITE_NODE_RUN || !pincite__node_ranks(child))
      gather(child, to);
}

static void gather(const pincite_node *node, pincite_places *to) {
  switch (node->kind) {
  case PINCITE_NODE_PHRASE:
    for (const pincite_node *word = node->first; !node->soft && word && word->next;
         word = word->next)
      add_gap(to, word, word->next, 1, 1);
    break;
  case PINCITE_NODE_NEAR:
    gather_near(node, to);
    gather_children(node, to);
    break;
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
  case PINCITE_NODE_ATLEAST:
    gather_children(node, to);
    break;
  default:
    break;
  }
}

/* ---- what positions say -------------------------------------------------------------
 */

bool pincite__has_concept(const pincite_node *node) {
  if (node->kind == PINCITE_NODE_WORD)
    return node->mode == PINCITE_WORD_CONCEPT;
  for (const pincite_node *child = node->first; child; child = child->next)
    if (pincite__has_concept(child))
      return true;
  return false;
}

static pincite_places_say read_node(const pincite_node *node, pincite_places *to);

static pincite_places_say read_word(const pincite_node *word, pincite_places *to) {
  if (!has_term(word) || word->leaf >= PINCITE__PLACES)
    return PINCITE_PLACES_SAY_GAPS;
  uint8_t term = take_term(to, word->term);
  if (term == PINCITE__PLACES)
    return PINCITE_PLACES_SAY_GAPS;
  to->of_leaf[word->leaf] = (uint8_t)(term + 1);
  return word->mode == PINCITE_WORD_EXACT ? PINCITE_PLACES_SAY_NO : PINCITE_PLACES_DECIDE;
}

static pincite_places_say read_children(const pincite_node *node, pincite_places *to) {
  pincite_places_say say = PINCITE_PLACES_DECIDE;
  for (const pincite_node *child = node->first; child; child = child->next)
    say = least_of(say, read_node(child, to));
  return say;
}

/* Words that rank make no difference beside what must be in the text. */
static pincite_places_say read_run(const pincite_node *run, pincite_places *to) {
  pincite_places_say say = PINCITE_PLACES_DECIDE;
  bool met = false;
  for (const pincite_node *item = run->first; item; item = item->next)
    met = met || (!pincite__node_ranks(item) && item->placed);
  for (const pincite_node *item = run->first; item; item = item->next)
    if (!met || !pincite__node_ranks(item))
      say = least_of(say, read_node(item, to));
  return say;
}

/* Is a part of the passage asked for that has no positions? */
static bool looks_elsewhere(const pincite_node *node) {
  bool elsewhere = node->kind == PINCITE_NODE_FIELD && node->part > PINCITE_PART_BODY;
  for (const pincite_node *child = node->first; child && !elsewhere; child = child->next)
    elsewhere = looks_elsewhere(child);
  return elsewhere;
}

/* What asks where its parts are, and not only whether. Neither sentences are known nor
   where a concept begins. */
static pincite_places_say read_joint(const pincite_node *node, pincite_places *to) {
  pincite_places_say say = read_children(node, to);
  bool sentences =
      node->kind == PINCITE_NODE_SENTENCE || node->kind == PINCITE_NODE_PARAGRAPH;
  if (looks_elsewhere(node))
    return PINCITE_PLACES_SAY_GAPS;
  return sentences || pincite__has_concept(node) ? least_of(say, PINCITE_PLACES_SAY_NO)
                                                 : say;
}

static pincite_places_say read_node(const pincite_node *node, pincite_places *to) {
  pincite_places_say say;
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    return read_word(node, to);
  case PINCITE_NODE_RUN:
    return read_run(node, to);
  case PINCITE_NODE_NEAR:
  case PINCITE_NODE_ATLEAST:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
    return read_joint(node, to);
  case PINCITE_NODE_NOT:
    say = read_children(node, to);
    return say == PINCITE_PLACES_DECIDE ? say : PINCITE_PLACES_SAY_GAPS;
  case PINCITE_NODE_FIELD:
    return node->part > PINCITE_PART_BODY ? PINCITE_PLACES_SAY_NO
                                          : read_children(node, to);
  case PINCITE_NODE_ZONE:
    return PINCITE_PLACES_DECIDE;
  case PINCITE_NODE_DATE:
    return PINCITE_PLACES_SAY_NO;
  case PINCITE_NODE_PHRASE:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    break;
  }
  return read_children(node, to);
}

void pincite__question_places(const pincite_question *question, pincite_places *out) {
  *out = (pincite_places){.say = PINCITE_PLACES_SAY_GAPS};
  if (!question->root)
    return;
  gather(question->root, out); /* first: the gaps have room for their terms */
  size_t of_gaps = out->term_count;
  if (question->leaf_count <= PINCITE__PLACES)
    out->say = read_node(question->root, out);
  if (out->say == PINCITE_PLACES_SAY_GAPS)
    out->term_count = of_gaps;
}
