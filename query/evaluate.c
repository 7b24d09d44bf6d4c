/* SPDX-License-Identifier: MIT
 *
 * evaluate.c - does a part of the question hold, and where? See match.h for what
 * that means.
 */
#include "matcher.h"
#include "places.h"

static bool is_word_found(const pincite_matcher *matcher, const pincite_node *word,
                          unsigned parts) {
  pincite_leaf_range range = matcher->ranges[word->leaf];
  for (uint32_t i = range.start; i < range.start + range.count; i++)
    if (parts >> matcher->places[matcher->found[i].first].part & 1U)
      return true;
  return false;
}

static void word_places(const pincite_matcher *matcher, const pincite_node *word,
                        unsigned parts, pincite_stretches *out) {
  pincite_leaf_range range = matcher->ranges[word->leaf];
  for (uint32_t i = range.start; i < range.start + range.count; i++) {
    pincite_found found = matcher->found[i];
    if (parts >> matcher->places[found.first].part & 1U)
      pincite__stretches_add(out, (pincite_stretch){found.first, found.last, false});
  }
}

pincite_join pincite__node_join_of(const pincite_matcher *matcher,
                                   const pincite_node *node) {
  pincite_join join = {
      .places = matcher->places, .ordered = node->ordered, .distance = node->count};
  join.relation = node->kind == PINCITE_NODE_PHRASE     ? PINCITE_RELATION_NEXT
                  : node->kind == PINCITE_NODE_NEAR     ? PINCITE_RELATION_NEAR
                  : node->kind == PINCITE_NODE_SENTENCE ? PINCITE_RELATION_SENTENCE
                                                        : PINCITE_RELATION_PARAGRAPH;
  return join;
}

/* The places of the children, where each has some. */
static void all_places(pincite_matcher *matcher, const pincite_node *node, unsigned parts,
                       pincite_stretches *out) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (!pincite__node_matches(matcher, child, parts))
      return;
  for (const pincite_node *child = node->first; child; child = child->next)
    pincite__node_places(matcher, child, parts, out);
}

/* Join the places of the children, one after the other. */
static void joined_places(pincite_matcher *matcher, const pincite_node *node,
                          unsigned parts, pincite_stretches *out) {
  pincite_join join = pincite__node_join_of(matcher, node);
  pincite_stretches left = {0};
  bool first = true;
  for (const pincite_node *child = node->first; child; child = child->next) {
    pincite_stretches right = {0}, both = {0};
    pincite__node_places(matcher, child, parts, &right);
    if (first) {
      left = right;
      first = false;
      continue;
    }
    pincite__stretches_join(&join, &left, &right, &both);
    both.failed = both.failed || left.failed || right.failed;
    pincite__stretches_release(&left);
    pincite__stretches_release(&right);
    left = both;
    if (left.count == 0)
      break;
  }
  for (size_t i = 0; i < left.count; i++)
    pincite__stretches_add(out, left.items[i]);
  matcher->failed = matcher->failed || left.failed;
  pincite__stretches_release(&left);
}

static void any_places(pincite_matcher *matcher, const pincite_node *node, unsigned parts,
                       pincite_stretches *out) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (child->placed && !child->weak && pincite__node_matches(matcher, child, parts))
      pincite__node_places(matcher, child, parts, out);
}

static unsigned field_parts(const pincite_node *field) {
  return 1U << field->part;
}

void pincite__node_places(pincite_matcher *matcher, const pincite_node *node,
                          unsigned parts, pincite_stretches *out) {
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    word_places(matcher, node, parts, out);
    break;
  case PINCITE_NODE_PHRASE:
    joined_places(matcher, node, parts, out);
    if (node->soft)
      any_places(matcher, node, parts, out);
    break;
  case PINCITE_NODE_NEAR:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
    /* Of a concept only the end may be known: then how they lie is not. */
    if (matcher->loosely && pincite__has_concept(node))
      all_places(matcher, node, parts, out);
    else
      joined_places(matcher, node, parts, out);
    break;
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_ATLEAST:
    if (pincite__node_matches(matcher, node, parts))
      any_places(matcher, node, parts, out);
    break;
  case PINCITE_NODE_FIELD:
    pincite__node_places(matcher, node->first, field_parts(node), out);
    break;
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    any_places(matcher, node, parts, out);
    break;
  case PINCITE_NODE_NOT:
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    break;
  }
  pincite__stretches_tidy(out);
  matcher->failed = matcher->failed || out->failed;
}

static size_t count_places(pincite_matcher *matcher, const pincite_node *node,
                           unsigned parts) {
  pincite_stretches list = {0};
  pincite__node_places(matcher, node, parts, &list);
  size_t count = list.count;
  pincite__stretches_release(&list);
  return count;
}

static bool any_matches(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (!child->weak && pincite__node_matches(matcher, child, parts))
      return true;
  return false;
}

static bool all_match(pincite_matcher *matcher, const pincite_node *node,
                      unsigned parts) {
  for (const pincite_node *child = node->first; child; child = child->next)
    if (!pincite__node_matches(matcher, child, parts))
      return false;
  return true;
}

/* See pincite_node. */
static bool run_matches(pincite_matcher *matcher, const pincite_node *run,
                        unsigned parts) {
  bool words = false, met = false;
  for (const pincite_node *item = run->first; item; item = item->next) {
    if (pincite__node_ranks(item)) {
      words = true;
      met = met || (!item->weak && pincite__node_matches(matcher, item, parts));
    } else if (!pincite__node_matches(matcher, item, parts)) {
      return false;
    } else if (item->placed) {
      met = true;
    }
  }
  return met || !words;
}

bool pincite__node_matches(pincite_matcher *matcher, const pincite_node *node,
                           unsigned parts) {
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    return is_word_found(matcher, node, parts);
  case PINCITE_NODE_PHRASE:
    return node->soft ? any_matches(matcher, node, parts)
                      : count_places(matcher, node, parts) > 0;
  case PINCITE_NODE_RUN:
    return run_matches(matcher, node, parts);
  case PINCITE_NODE_AND:
    return all_match(matcher, node, parts);
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    return any_matches(matcher, node, parts);
  case PINCITE_NODE_NOT:
    return !pincite__node_matches(matcher, node->first, parts);
  case PINCITE_NODE_NEAR:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
    return count_places(matcher, node, parts) > 0;
  case PINCITE_NODE_ATLEAST:
    return count_places(matcher, node->first, parts) >=
           (matcher->loosely ? 1 : node->count);
  case PINCITE_NODE_FIELD:
    return (matcher->by_places && node->part > PINCITE_PART_BODY) ||
           pincite__node_matches(matcher, node->first, field_parts(node));
  case PINCITE_NODE_ZONE:
    return matcher->subject.zone == node->zone;
  case PINCITE_NODE_DATE:
    return matcher->by_places || (matcher->subject.published >= node->from &&
                                  matcher->subject.published <= node->to);
  }
  return false;
}
