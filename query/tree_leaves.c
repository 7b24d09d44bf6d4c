/* SPDX-License-Identifier: MIT
 *
 * tree_leaves.c - what builds a tree, and the numbers of its distinct words: an open
 * hash table that grows, for most questions are short.
 */
#include <stdlib.h>

#include "tree.h"

/* Slots at first, a power of two. */
#define LEAF_SLOTS 64

bool pincite__builder_init(pincite_builder *builder, pincite_question *question,
                           pincite_analyser *analyser) {
  *builder = (pincite_builder){.question = question, .analyser = analyser};
  builder->slots = LEAF_SLOTS;
  builder->leaves = calloc(LEAF_SLOTS, sizeof *builder->leaves);
  builder->failed = !builder->leaves;
  return !builder->failed;
}

void pincite__builder_release(pincite_builder *builder) {
  free(builder->leaves);
  builder->leaves = NULL;
}

pincite_str pincite__leaf_key(const pincite_node *word) {
  return word->mode == PINCITE_WORD_TERM || word->mode == PINCITE_WORD_CONCEPT
             ? word->term
             : word->word;
}

/* The slot of the leaf that is compared as 'word' is, or where it would go. */
static const pincite_node **leaf_slot(const pincite_builder *builder,
                                      const pincite_node *word) {
  pincite_str key = pincite__leaf_key(word);
  size_t at = (size_t)pincite__hash64(key.at, key.len) + (size_t)word->mode;
  for (;; at++) {
    const pincite_node **leaf = &builder->leaves[at & (builder->slots - 1)];
    if (!*leaf || ((*leaf)->mode == word->mode &&
                   pincite__str_equal(pincite__leaf_key(*leaf), key)))
      return leaf;
  }
}

static void grow_leaves(pincite_builder *builder) {
  const pincite_node **old = builder->leaves;
  size_t count = builder->slots;
  builder->leaves = calloc(2 * count, sizeof *builder->leaves);
  if (!builder->leaves) {
    builder->leaves = old;
    builder->failed = true;
    return;
  }
  builder->slots = 2 * count;
  for (size_t i = 0; i < count; i++)
    if (old[i])
      *leaf_slot(builder, old[i]) = old[i];
  free(old);
}

void pincite__leaf_number(pincite_builder *builder, pincite_node *word) {
  const pincite_node **leaf = leaf_slot(builder, word);
  if (*leaf) {
    word->leaf = (*leaf)->leaf;
    return;
  }
  *leaf = word;
  word->leaf = builder->question->leaf_count++;
  if (builder->question->leaf_count > builder->slots / 2)
    grow_leaves(builder);
}
