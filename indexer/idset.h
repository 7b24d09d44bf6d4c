/* SPDX-License-Identifier: MIT
 *
 * idset.h - a set of hashes.
 */
#ifndef PINCITE_INDEXER_IDSET_H
#define PINCITE_INDEXER_IDSET_H

#include "../corpus/base.h"

typedef struct pincite_idset {
  uint64_t *slots; /* 0: free */
  size_t count, capacity;
} pincite_idset;

void pincite__idset_clear(pincite_idset *set);
void pincite__idset_release(pincite_idset *set);
/* 1: it was in already, 0: it is now, -1: out of memory. */
int pincite__idset_add(pincite_idset *set, uint64_t hash);
bool pincite__idset_has(const pincite_idset *set, uint64_t hash);

#endif
