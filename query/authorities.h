/* SPDX-License-Identifier: MIT
 *
 * authorities.h - a table of authorities as it is counted.
 */
#ifndef PINCITE_QUERY_AUTHORITIES_H
#define PINCITE_QUERY_AUTHORITIES_H

#include "../corpus/citation.h"

typedef struct pincite_authority_item {
  size_t term, term_len; /* in 'terms' */
  cite_kind kind;
  uint64_t articles, passages, mentions, undecided;
  size_t years, year_count; /* in 'years' */
} pincite_authority_item;

struct pincite_authorities {
  pincite_authority_item *items;
  size_t count, capacity, next;
  pincite_buf terms, id, name, reading, note;
  pincite_year_count *years;
  size_t year_count, year_capacity;
  pincite_authorities_summary summary;
  const pincite_law *law; /* of the index, which outlives the table */
  char fingerprint[65];
};

/* Count into an empty table, in the snapshot that is held: what the index cites, or
   the passages of a question. */
pincite_status pincite__authorities_count(pincite_authorities *table, pincite_index *index,
                                          const char *query, size_t length,
                                          const pincite_authorities_options *options,
                                          pincite_error *err);

/* ---- interface of concept_places.c ---------------------------------------- */

/* Who is told where concepts stand; false: out of memory. */
typedef struct pincite_concept_visitor {
  void *data;
  bool (*begins)(void *data, pincite_str term, bool *wanted);
  bool (*looks_at)(void *data, uint32_t row); /* is the passage wanted? */
  /* 'at' counts the words of the title, or of the body. */
  bool (*stands)(void *data, pincite_str term, uint32_t row, int64_t at, bool title);
} pincite_concept_visitor;

/* Go through all concepts whose terms begin with 'prefix', in their order; they are
   named without their first 'skip' bytes. */
pincite_status pincite__concept_places(pincite_index *index, const char *prefix,
                                       size_t skip,
                                       const pincite_concept_visitor *visitor,
                                       pincite_error *err);
#endif
