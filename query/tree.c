/* SPDX-License-Identifier: MIT
 *
 * tree.c - nodes, words and what they may be joined to.
 *
 * Whatever joins keeps the tree in the one form that its canonical text reads
 * back to: no AND in an AND, no run in a run, compounds soft only where they
 * rank, nothing deeper than PINCITE__QUESTION_DEPTH.
 */
#include <stdlib.h>
#include <string.h>

#include "tree.h"

/* A word typed more often counts so often. */
#define COUNT_MAX 99
/* The folded text of a pattern; longer is cut. */
#define PATTERN_MAX 256

pincite_node *pincite__node_new(pincite_builder *builder, pincite_node_kind kind,
                                size_t at) {
  pincite_node *node = builder->failed
                           ? NULL
                           : pincite__arena_give(&builder->question->arena, sizeof *node);
  if (!node) {
    builder->failed = true;
    return NULL;
  }
  node->kind = kind;
  node->at = at;
  node->count = 1;
  node->depth = 1;
  return node;
}

static bool hides_places(const pincite_node *node) {
  return node->kind == PINCITE_NODE_NOT ||
         (node->kind == PINCITE_NODE_FIELD && node->part > PINCITE_PART_BODY);
}

void pincite__node_append(pincite_node *parent, pincite_node *child) {
  child->next = NULL;
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
  if (parent->depth <= child->depth)
    parent->depth = child->depth + 1;
  if (child->placed && !hides_places(parent))
    parent->placed = true;
}

pincite_str pincite__node_keep(pincite_builder *builder, pincite_str bytes) {
  char *copy = builder->failed
                   ? NULL
                   : pincite__arena_give(&builder->question->arena, bytes.len + 1);
  if (!copy) {
    builder->failed = true;
    return (pincite_str){"", 0};
  }
  if (bytes.len)
    memcpy(copy, bytes.at, bytes.len);
  return (pincite_str){copy, bytes.len};
}

/* ---- words --------------------------------------------------------------- */

/* Fold the letters of a pattern and keep its ? and *, of which several * in a
   row are one. */
static pincite_str fold_pattern(pincite_builder *builder, pincite_str text) {
  char folded[PATTERN_MAX];
  size_t used = 0, at = 0;
  while (at < text.len) {
    size_t end = at;
    while (end < text.len && text.at[end] != '?' && text.at[end] != '*')
      end++;
    if (end > at) {
      pincite_str part = pincite__fold_word(builder->analyser, text.at + at, end - at);
      size_t len = pincite__utf8_cut(part.at, part.len, sizeof folded - 1 - used);
      memcpy(folded + used, part.at, len);
      used += len;
    }
    if (end < text.len && used + 1 < sizeof folded &&
        !(text.at[end] == '*' && used && folded[used - 1] == '*'))
      folded[used++] = text.at[end];
    at = end + 1;
  }
  return pincite__node_keep(builder, (pincite_str){folded, used});
}

pincite_node *pincite__node_word(pincite_builder *builder, pincite_word_mode mode,
                                 pincite_str text, size_t at) {
  pincite_node *word = pincite__node_new(builder, PINCITE_NODE_WORD, at);
  if (!word)
    return NULL;
  word->mode = mode;
  word->text = text;
  word->placed = true;
  if (mode == PINCITE_WORD_CONCEPT) {
    word->term = text;
  } else if (mode == PINCITE_WORD_PATTERN) {
    word->word = fold_pattern(builder, text);
  } else {
    pincite_str folded = pincite__fold_word(builder->analyser, text.at, text.len);
    word->word = pincite__node_keep(builder, folded);
    if (mode != PINCITE_WORD_PREFIX) {
      pincite_str term = pincite__analyse_word(builder->analyser, text.at, text.len);
      word->term = pincite__node_keep(builder, term);
    }
  }
  if (builder->failed || pincite__leaf_key(word).len == 0)
    return NULL;
  builder->words++;
  pincite__leaf_number(builder, word);
  return word;
}

/* ---- joining ---------------------------------------------------------------- */

/* A compound that is joined to something is a phrase, all of it; a word is
   what it is. */
static pincite_node *as_operand(pincite_node *node) {
  if (node->kind == PINCITE_NODE_PHRASE && node->soft) {
    node->soft = false;
    node->quoted = true;
    for (pincite_node *word = node->first; word; word = word->next)
      word->weak = false;
  }
  return node;
}

static bool takes_many(pincite_node_kind kind) {
  return kind == PINCITE_NODE_AND || kind == PINCITE_NODE_OR;
}

static bool takes_one(pincite_node_kind kind) {
  return kind == PINCITE_NODE_NOT || kind == PINCITE_NODE_FIELD ||
         kind == PINCITE_NODE_ATLEAST || kind == PINCITE_NODE_TOPIC;
}

static void append_flat(pincite_node *parent, pincite_node *child) {
  if (child->kind != parent->kind) {
    pincite__node_append(parent, child);
    return;
  }
  for (pincite_node *item = child->first, *next; item; item = next) {
    next = item->next;
    pincite__node_append(parent, item);
  }
}

static pincite_node *new_like(pincite_builder *builder, const pincite_node *like) {
  pincite_node *node = pincite__node_new(builder, like->kind, like->at);
  if (node) {
    node->count = like->count;
    node->ordered = like->ordered;
    node->part = like->part;
    node->text = like->text;
  }
  return node;
}

static pincite_node *as_place(pincite_builder *builder, const pincite_node *connector,
                              pincite_node *node);

/* ---- what may stand beside a connector ---------------------------------------- */

/* Join the children in 'list' (an unlinked parent) one after the other. */
static pincite_node *join_all(pincite_builder *builder, const pincite_node *like,
                              pincite_node *joined, const pincite_node *list) {
  for (pincite_node *item = list->first, *next; item; item = next) {
    next = item->next;
    joined = pincite__node_join(builder, like, joined, item);
  }
  return joined;
}

/* The places of what was typed side by side, or joined by OR, are those of any of
   it; of what was joined by AND, those of all of it, connected as by 'connector'
   in any order. What has no place is a condition beside them. */
static pincite_node *places_of_many(pincite_builder *builder,
                                    const pincite_node *connector, pincite_node *node) {
  pincite_node placed = {0}, conditions = {0};
  pincite_node all = *connector;
  pincite_node any = {.kind = PINCITE_NODE_OR, .at = node->at, .count = 1};
  pincite_node both = {.kind = PINCITE_NODE_AND, .at = node->at, .count = 1};
  all.ordered = false;
  for (pincite_node *item = node->first, *next; item; item = next) {
    next = item->next;
    if (!item->placed)
      pincite__node_append(&conditions, item);
    else if (!item->weak)
      pincite__node_append(&placed, as_place(builder, connector, item));
  }
  pincite_node *joined =
      join_all(builder, node->kind == PINCITE_NODE_AND ? &all : &any, NULL, &placed);
  return node->kind == PINCITE_NODE_OR ? joined
                                       : join_all(builder, &both, joined, &conditions);
}

static pincite_node *as_place(pincite_builder *builder, const pincite_node *connector,
                              pincite_node *node) {
  switch (node->kind) {
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_OR:
    return places_of_many(builder, connector, node);
  case PINCITE_NODE_FIELD:
  case PINCITE_NODE_TOPIC: {
    pincite_node *made = new_like(builder, node);
    if (!made)
      return node;
    pincite__node_append(made, as_place(builder, connector, node->first));
    return made;
  }
  default:
    return as_operand(node);
  }
}

static pincite_node *join_one(pincite_builder *builder, const pincite_node *like,
                              pincite_node *child) {
  /* What is counted: all of it in one paragraph is one. */
  static const pincite_node together = {.kind = PINCITE_NODE_PARAGRAPH, .count = 1};
  bool places = like->kind == PINCITE_NODE_ATLEAST;
  if (!child || (places && !child->placed))
    return child;
  if (like->kind == PINCITE_NODE_NOT && child->kind == PINCITE_NODE_NOT)
    return child->first;
  child = places ? as_place(builder, &together, child) : as_operand(child);
  if (!child)
    return NULL;
  if (child->depth >= PINCITE__QUESTION_DEPTH) {
    builder->too_deep = true;
    return NULL;
  }
  pincite_node *node = new_like(builder, like);
  if (node)
    pincite__node_append(node, child);
  return node;
}

/* How deep the two joined under 'kind' would be. */
static uint32_t joined_depth(pincite_node_kind kind, const pincite_node *side) {
  return side->depth + (takes_many(kind) && side->kind == kind ? 0 : 1);
}

pincite_node *pincite__node_join(pincite_builder *builder, const pincite_node *like,
                                 pincite_node *left, pincite_node *right) {
  if (takes_one(like->kind))
    return join_one(builder, like, right);
  if (!left || !right)
    return left ? left : right;
  pincite_node made = *like;
  bool places = !takes_many(like->kind);
  if (places && (!left->placed || !right->placed)) {
    made = (pincite_node){.kind = PINCITE_NODE_AND, .at = like->at, .count = 1};
    places = false;
  }
  left = places ? as_place(builder, like, left) : as_operand(left);
  right = places ? as_place(builder, like, right) : as_operand(right);
  if (!left || !right)
    return left ? left : right;
  if (joined_depth(made.kind, left) > PINCITE__QUESTION_DEPTH ||
      joined_depth(made.kind, right) > PINCITE__QUESTION_DEPTH) {
    builder->too_deep = true;
    return left;
  }
  pincite_node *node =
      left->kind == made.kind && !places ? left : new_like(builder, &made);
  if (!node)
    return NULL;
  if (node != left)
    pincite__node_append(node, left);
  if (places)
    pincite__node_append(node, right);
  else
    append_flat(node, right);
  return node;
}

/* ---- what was typed side by side -------------------------------------------- */

/* Fold a word into its like in the same run. */
static bool fold_duplicate(pincite_node *run, const pincite_node *word) {
  for (pincite_node *item = run->first; item; item = item->next)
    if (item->kind == PINCITE_NODE_WORD && !item->quoted && item->leaf == word->leaf) {
      uint32_t count =
          item->count + (word->mode == PINCITE_WORD_CONCEPT ? 0 : word->count);
      item->count = count < COUNT_MAX ? count : COUNT_MAX;
      return true;
    }
  return false;
}

bool pincite__node_ranks(const pincite_node *node) {
  return (node->kind == PINCITE_NODE_WORD && !node->quoted) ||
         (node->kind == PINCITE_NODE_PHRASE && node->soft);
}

bool pincite__node_any(const pincite_node *child) {
  (void)child;
  return true;
}

bool pincite__node_strong(const pincite_node *child) {
  return !child->weak;
}

bool pincite__node_ranks_alone(const pincite_node *child) {
  return pincite__node_ranks(child) && !child->weak;
}

void pincite__run_add(pincite_builder *builder, pincite_node **run, pincite_node *item) {
  if (!item)
    return;
  if (!*run)
    *run = pincite__node_new(builder, PINCITE_NODE_RUN, item->at);
  if (!*run)
    return;
  if (item->kind == PINCITE_NODE_RUN) {
    for (pincite_node *part = item->first, *next; part; part = next) {
      next = part->next;
      pincite__run_add(builder, run, part);
    }
    return;
  }
  if (item->depth >= PINCITE__QUESTION_DEPTH) {
    builder->too_deep = true;
    return;
  }
  if (item->kind == PINCITE_NODE_WORD && !item->quoted) {
    if (fold_duplicate(*run, item))
      return;
    item->weak = item->mode == PINCITE_WORD_TERM && pincite__is_stop_word(item->word);
  }
  pincite__node_append(*run, item);
}

pincite_node *pincite__run_end(pincite_node *run) {
  if (!run || !run->first)
    return NULL;
  bool meaning = false;
  for (const pincite_node *item = run->first; item; item = item->next)
    meaning = meaning || (item->mode != PINCITE_WORD_CONCEPT &&
                          (pincite__node_ranks(item) ? !item->weak : item->placed));
  if (!meaning || run->first == run->last)
    for (pincite_node *item = run->first; item; item = item->next)
      item->weak = false;
  return run->first == run->last ? run->first : run;
}
