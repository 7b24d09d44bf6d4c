/* SPDX-License-Identifier: MIT
 *
 * find.h - sets of passages, and what find.c does with them for stream.c.
 */
#ifndef PINCITE_QUERY_FIND_H
#define PINCITE_QUERY_FIND_H

#include "hits.h"
#include "terms.h"

/* A set of passages: a bit for every rowid below 'rows'. */
typedef struct pincite_found {
  uint64_t *bits;
  uint32_t rows;
  uint64_t count;
} pincite_found;

static inline bool pincite__found_has(const pincite_found *set, uint32_t row) {
  return row < set->rows && set->bits[row / 64] >> row % 64 & 1;
}

static inline void pincite__found_put(pincite_found *set, uint32_t row) {
  if (row < set->rows && !pincite__found_has(set, row)) {
    set->bits[row / 64] |= (uint64_t)1 << row % 64;
    set->count++;
  }
}

static inline void pincite__found_drop(pincite_found *set, uint32_t row) {
  if (pincite__found_has(set, row)) {
    set->bits[row / 64] &= ~((uint64_t)1 << row % 64);
    set->count--;
  }
}

/* What to rank, and how much of it. */
typedef struct pincite_find_request {
  const pincite_terms *terms;
  const pincite_found *within; /* hits that are known; NULL: judge all */
  pincite_found *collect;      /* put all hits into it; NULL: do not */
  size_t limit;
  bool look; /* a second look at the best */
} pincite_find_request;

/* ---- interface of found.c ----------------------------------------------------- */

/* An empty set of the passages of the index; release with free(set->bits). */
pincite_status pincite__found_init(const pincite_hits *hits, pincite_found *set,
                                   pincite_error *err);

/* Sort the items from 'from' on, the newest first; days[i] is the i-th one's. Those of
   one day keep their order. */
pincite_status pincite__newest_first(pincite_hits *hits, size_t from,
                                     const pincite_day *days, pincite_error *err);

/* Put all that matches into a set, by FTS5 and the evaluator. */
pincite_status pincite__find_matches(pincite_hits *hits, pincite_found *found,
                                     pincite_error *err);

/* Append the first 'limit' of a set, in the order of what has no score. */
pincite_status pincite__find_unranked(pincite_hits *hits, const pincite_found *found,
                                      size_t limit, pincite_error *err);

/* Leave one passage of every article, the first, in the items from 'from' on. */
pincite_status pincite__found_by_article(pincite_hits *hits, size_t from,
                                         pincite_error *err);

/* ---- interface of find.c ------------------------------------------------------ */

/* Append the best hits that have a term that ranks; sets total and total_exact. */
pincite_status pincite__find_ranked(pincite_hits *hits, const pincite_find_request *request,
                                    pincite_error *err);

/* ---- interface of stream.c ---------------------------------------------------- */

/* Find all hits a batch at a time, and the first batch of them. The terms become the
   stream's. */
pincite_status pincite__stream_open(pincite_hits *hits, pincite_terms *terms,
                                    pincite_error *err);
/* Append the next batch to the items: OK or DONE. */
pincite_status pincite__stream_add(pincite_hits *hits, pincite_error *err);

#endif
