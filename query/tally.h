/* SPDX-License-Identifier: MIT
 *
 * tally.h - what is found, counted by a number: a year, a name's rowid.
 */
#ifndef PINCITE_QUERY_TALLY_H
#define PINCITE_QUERY_TALLY_H

#include "../corpus/base.h"

typedef struct pincite_count {
  int64_t key;
  uint64_t articles, passages;
} pincite_count;

typedef struct pincite_tally {
  pincite_count *items; /* in the order in which they came up */
  size_t count, capacity;
  uint32_t *slots; /* an open hash table: item + 1; a power of two of them */
  size_t slot_count;
} pincite_tally;

/* Begins as all zero. */
void pincite__tally_release(pincite_tally *tally);
/* Count one article with so many passages. False: out of memory. */
bool pincite__tally_add(pincite_tally *tally, int64_t key, uint64_t passages);
/* NULL: the key did not come up. */
const pincite_count *pincite__tally_get(const pincite_tally *tally, int64_t key);

#endif
