/* SPDX-License-Identifier: MIT
 *
 * mark.c - from the stretches where a question holds back to the words that made
 * it hold: only those that are in a pair that counts are marked.
 */
#include <stdlib.h>

#include "matcher.h"

static void mark_places(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts, const pincite_stretches *wanted);

static void add_marks(pincite_matcher *matcher, const pincite_stretches *list) {
  for (size_t i = 0; i < list->count; i++)
    pincite__stretches_add(&matcher->marks, list->items[i]);
  matcher->failed = matcher->failed || matcher->marks.failed || list->failed;
}

static void keep_common(const pincite_stretches *list, const pincite_stretches *wanted,
                        pincite_stretches *out) {
  for (size_t i = 0; i < list->count; i++)
    if (pincite__stretches_have(wanted, list->items[i]))
      pincite__stretches_add(out, list->items[i]);
}

/* Mark what is both the child's and wanted. */
static void mark_common(pincite_matcher *matcher, const pincite_node *child,
                        unsigned parts, const pincite_stretches *wanted) {
  pincite_stretches own = {0}, common = {0};
  pincite__node_places(matcher, child, parts, &own);
  keep_common(&own, wanted, &common);
  matcher->failed = matcher->failed || common.failed;
  if (common.count)
    mark_places(matcher, child, parts, &common);
  pincite__stretches_release(&own);
  pincite__stretches_release(&common);
}

/* Mark the places of the two children that are in a pair that is wanted. */
static void mark_joined(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts, const pincite_stretches *wanted) {
  pincite_stretches left = {0}, right = {0}, from_left = {0}, from_right = {0};
  pincite_join join = pincite__node_join_of(matcher, node);
  pincite__node_places(matcher, node->first, parts, &left);
  pincite__node_places(matcher, node->last, parts, &right);
  pincite__stretches_share(&join, &left, &right, wanted, &from_left, &from_right);
  matcher->failed = matcher->failed || from_left.failed || from_right.failed;
  if (from_left.count && from_right.count) {
    mark_places(matcher, node->first, parts, &from_left);
    mark_places(matcher, node->last, parts, &from_right);
  }
  pincite__stretches_release(&left);
  pincite__stretches_release(&right);
  pincite__stretches_release(&from_left);
  pincite__stretches_release(&from_right);
}

/* Mark the words behind the wanted places of a node. */
static void mark_places(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts, const pincite_stretches *wanted) {
  switch (node->kind) {
  case PINCITE_NODE_WORD:
  case PINCITE_NODE_PHRASE:
    add_marks(matcher, wanted);
    break;
  case PINCITE_NODE_NEAR:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
    mark_joined(matcher, node, parts, wanted);
    break;
  case PINCITE_NODE_FIELD:
    mark_places(matcher, node->first, 1U << node->part, wanted);
    break;
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_OR:
  case PINCITE_NODE_ATLEAST:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    for (const pincite_node *child = node->first; child; child = child->next)
      if (child->placed && !child->weak)
        mark_common(matcher, child, parts, wanted);
    break;
  case PINCITE_NODE_NOT:
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    break;
  }
}

void pincite__node_mark(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts) {
  pincite_stretches all = {0};
  if (!node->placed || node->weak || !pincite__node_matches(matcher, node, parts))
    return;
  switch (node->kind) {
  case PINCITE_NODE_FIELD:
    pincite__node_mark(matcher, node->first, 1U << node->part);
    break;
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    for (const pincite_node *child = node->first; child; child = child->next)
      pincite__node_mark(matcher, child, parts);
    break;
  default:
    pincite__node_places(matcher, node, parts, &all);
    mark_places(matcher, node, parts, &all);
    pincite__stretches_release(&all);
  }
}
