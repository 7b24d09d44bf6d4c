/* SPDX-License-Identifier: MIT
 *
 * tree.h - building the tree of a question; shared by the files that read one.
 */
#ifndef PINCITE_QUERY_TREE_H
#define PINCITE_QUERY_TREE_H

#include "question.h"

/* ---- interface of arena.c ------------------------------------------------ */

typedef struct pincite_arena pincite_arena;

/* 'size' bytes of zero that live as long as the arena; NULL: out of memory. */
void *pincite__arena_give(pincite_arena **arena, size_t size);
void pincite__arena_free(pincite_arena *arena);

/* ---- interface of tree.c -------------------------------------------------- */

/* What builds a tree. */
typedef struct pincite_builder {
  pincite_question *question;
  pincite_analyser *analyser;
  const pincite_node **leaves; /* an open hash table of the distinct WORDs */
  size_t slots;                /* of it: a power of two */
  size_t words;                /* made so far */
  bool too_deep;               /* something was passed over for that */
  bool failed;                 /* out of memory; sticks, nodes are then NULL */
} pincite_builder;

/* ---- interface of tree_leaves.c -------------------------------------------- */

bool pincite__builder_init(pincite_builder *builder, pincite_question *question,
                           pincite_analyser *analyser);
void pincite__builder_release(pincite_builder *builder);
/* What a word is compared by. */
pincite_str pincite__leaf_key(const pincite_node *word);
/* Give the word its number: those that are compared alike share one. */
void pincite__leaf_number(pincite_builder *builder, pincite_node *word);

/* ---- interface of tree.c, continued ------------------------------------------ */

pincite_node *pincite__node_new(pincite_builder *builder, pincite_node_kind kind,
                                size_t at);
void pincite__node_append(pincite_node *parent, pincite_node *child);
/* A copy that lives as long as the question. */
pincite_str pincite__node_keep(pincite_builder *builder, pincite_str bytes);

/* A word of the question; 'text' is kept, not copied. NULL when nothing is left
   of it when folded. */
pincite_node *pincite__node_word(pincite_builder *builder, pincite_word_mode mode,
                                 pincite_str text, size_t at);

/* Make a node like 'like' over 'right' (and 'left', where the kind takes two), and
   return what stands for all of it: an AND in an AND becomes one, NOT NOT
   nothing, a connector beside a part without a place an AND, and a tree that
   would be too deep loses 'right'. Either may be NULL. */
pincite_node *pincite__node_join(pincite_builder *builder, const pincite_node *like,
                                 pincite_node *left, pincite_node *right);

/* Add to what is typed side by side, and end it. *run begins as NULL. */
void pincite__run_add(pincite_builder *builder, pincite_node **run, pincite_node *item);
pincite_node *pincite__run_end(pincite_node *run);

#endif
