/* SPDX-License-Identifier: MIT
 *
 * idset.c - a set of hashes: open addressing, at most half full.
 */
#include <stdlib.h>
#include <string.h>

#include "idset.h"

void pincite__idset_clear(pincite_idset *set) {
  if (set->capacity > 4096) {
    pincite__idset_release(set);
    return;
  }
  if (set->capacity)
    memset(set->slots, 0, set->capacity * sizeof *set->slots);
  set->count = 0;
}

void pincite__idset_release(pincite_idset *set) {
  free(set->slots);
  *set = (pincite_idset){0};
}

static uint64_t *find(uint64_t *slots, size_t capacity, uint64_t hash) {
  size_t at = (size_t)hash & (capacity - 1);
  while (slots[at] && slots[at] != hash)
    at = (at + 1) & (capacity - 1);
  return &slots[at];
}

static bool enlarge(pincite_idset *set) {
  size_t capacity = set->capacity ? 2 * set->capacity : 256;
  uint64_t *slots = calloc(capacity, sizeof *slots);
  if (!slots)
    return false;
  for (size_t i = 0; i < set->capacity; i++)
    if (set->slots[i])
      *find(slots, capacity, set->slots[i]) = set->slots[i];
  free(set->slots);
  set->slots = slots;
  set->capacity = capacity;
  return true;
}

int pincite__idset_add(pincite_idset *set, uint64_t hash) {
  if (hash == 0)
    hash = 1;
  if (2 * (set->count + 1) > set->capacity && !enlarge(set))
    return -1;
  uint64_t *slot = find(set->slots, set->capacity, hash);
  if (*slot)
    return 1;
  *slot = hash;
  set->count++;
  return 0;
}

bool pincite__idset_has(const pincite_idset *set, uint64_t hash) {
  return set->capacity && *find(set->slots, set->capacity, hash ? hash : 1);
}
