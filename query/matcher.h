/* SPDX-License-Identifier: MIT
 *
 * matcher.h - what the files of the evaluator share.
 */
#ifndef PINCITE_QUERY_MATCHER_H
#define PINCITE_QUERY_MATCHER_H

#include "stretch.h"

#define PINCITE__TEXT_PARTS                                                              \
  (1U << PINCITE_PART_TITLE | 1U << PINCITE_PART_HEADING | 1U << PINCITE_PART_BODY)

/* A word of the question found in the passage. */
typedef struct pincite_found {
  uint32_t leaf, first, last;
} pincite_found;

/* Where the occurrences of a leaf lie in 'found'. */
typedef struct pincite_leaf_range {
  uint32_t start, count;
} pincite_leaf_range;

#define PINCITE__BEGIN_WORDS 64

/* Finds leaves by what is compared: an open hash table, and before it a bit for each
   first byte and length that a key has, since most words of a text are none. */
typedef struct pincite_leaf_table {
  uint32_t *slots; /* leaf + 1 */
  size_t count;    /* a power of two */
  uint64_t begins[PINCITE__BEGIN_WORDS];
} pincite_leaf_table;

/* The bit of a key in 'begins'. */
static inline size_t pincite__begin_bit(pincite_str key) {
  return key.len ? (size_t)(unsigned char)key.at[0] << 4 | (key.len & 15) : 0;
}

struct pincite_matcher {
  const pincite_question *question;
  pincite_analyser *analyser;
  /* the words of the question, by number and by how they are compared */
  const pincite_node **leaves;
  pincite_leaf_table by_term, by_word;
  uint32_t *others; /* prefixes and patterns */
  size_t other_count;
  /* what is needed */
  bool terms, words, concepts, sentences, paragraphs, fields;
  /* the passage */
  pincite_subject subject; /* as given; its text is looked at once */
  bool asked;              /* there is one */
  pincite_place *places;
  size_t place_count, place_capacity;
  pincite_found *found;
  size_t found_count, found_capacity;
  pincite_leaf_range *ranges; /* by leaf */
  pincite_stretches marks;
  pincite_match_span *spans;
  size_t span_count, span_capacity;
  uint8_t part;   /* being analysed */
  bool by_places; /* looking at positions: no sentences, no fields beside the text */
  bool loosely;   /* and what these cannot decide is admitted */
  bool failed;    /* out of memory */
};

/* ---- interface of passage.c ------------------------------------------------ */

/* Find the words of the question in the subject. */
void pincite__passage_read(pincite_matcher *matcher, const pincite_subject *subject);

/* ---- interface of evaluate.c ------------------------------------------------- */

/* 'parts': a bit for each part in which words are looked for. */
bool pincite__node_matches(pincite_matcher *matcher, const pincite_node *node,
                           unsigned parts);
/* Add where it holds. */
void pincite__node_places(pincite_matcher *matcher, const pincite_node *node,
                          unsigned parts, pincite_stretches *out);
/* How a connector or a phrase joins its children. */
pincite_join pincite__node_join_of(const pincite_matcher *matcher,
                                   const pincite_node *node);

/* ---- interface of mark.c ------------------------------------------------------- */

/* Collect into 'marks' what makes the node match. */
void pincite__node_mark(pincite_matcher *matcher, const pincite_node *node,
                        unsigned parts);

#endif
