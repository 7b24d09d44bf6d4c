/* SPDX-License-Identifier: MIT
 *
 * gaps.c - from a question to pairs of words that every match has near each other.
 */
#include "terms.h"

typedef struct gaps {
  pincite_rank_gap *items;
  size_t count;
} gaps;

static void gather(const pincite_node *node, gaps *to);

static bool has_term(const pincite_node *node) {
  return node->kind == PINCITE_NODE_WORD &&
         (node->mode == PINCITE_WORD_TERM || node->mode == PINCITE_WORD_EXACT) &&
         node->term.len > 0;
}

static void add(gaps *to, const pincite_node *first, const pincite_node *second,
                int32_t least, int32_t most) {
  if (to->count < PINCITE__GAPS && has_term(first) && has_term(second))
    to->items[to->count++] = (pincite_rank_gap){first->term, second->term, least, most};
}

static void gather_near(const pincite_node *near, gaps *to) {
  int32_t most = near->count < INT32_MAX ? (int32_t)near->count : INT32_MAX;
  if (near->first && near->first->next == near->last)
    add(to, near->first, near->last, near->ordered ? 1 : -most, most);
}

/* What must match, and the phrases in it. */
static void gather_children(const pincite_node *node, gaps *to) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (node->kind != PINCITE_NODE_RUN || !pincite__node_ranks(child))
      gather(child, to);
}

static void gather(const pincite_node *node, gaps *to) {
  switch (node->kind) {
  case PINCITE_NODE_PHRASE:
    for (const pincite_node *word = node->first; !node->soft && word && word->next;
         word = word->next)
      add(to, word, word->next, 1, 1);
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

size_t pincite__question_gaps(const pincite_question *question,
                              pincite_rank_gap out[PINCITE__GAPS]) {
  gaps to = {out, 0};
  if (question->root)
    gather(question->root, &to);
  return to.count;
}
