/* SPDX-License-Identifier: MIT
 *
 * tally.c - counts by number, in an open hash table that is at most half full.
 */
#include "tally.h"

#include <stdlib.h>

#define SLOTS_LEAST 64

void pincite__tally_release(pincite_tally *tally) {
  free(tally->items);
  free(tally->slots);
  *tally = (pincite_tally){0};
}

/* The slot of the key, or the free one where it would be. */
static size_t find_slot(const pincite_tally *tally, int64_t key) {
  size_t at = (size_t)pincite__hash64(&key, sizeof key);
  for (;; at++) {
    uint32_t item = tally->slots[at & (tally->slot_count - 1)];
    if (!item || tally->items[item - 1].key == key)
      return at & (tally->slot_count - 1);
  }
}

static bool make_room(pincite_tally *tally) {
  if (2 * (tally->count + 1) <= tally->slot_count)
    return true;
  size_t wanted = tally->slot_count ? 2 * tally->slot_count : SLOTS_LEAST;
  uint32_t *slots = calloc(wanted, sizeof *slots);
  if (!slots)
    return false;
  free(tally->slots);
  tally->slots = slots;
  tally->slot_count = wanted;
  for (size_t i = 0; i < tally->count; i++)
    slots[find_slot(tally, tally->items[i].key)] = (uint32_t)i + 1;
  return true;
}

bool pincite__tally_add(pincite_tally *tally, int64_t key, uint64_t passages) {
  if (!make_room(tally))
    return false;
  size_t slot = find_slot(tally, key);
  if (!tally->slots[slot]) {
    if (!pincite__grow(&tally->items, &tally->capacity, tally->count + 1,
                       sizeof *tally->items))
      return false;
    tally->items[tally->count++] = (pincite_count){.key = key};
    tally->slots[slot] = (uint32_t)tally->count;
  }
  pincite_count *count = &tally->items[tally->slots[slot] - 1];
  count->articles++;
  count->passages += passages;
  return true;
}

const pincite_count *pincite__tally_get(const pincite_tally *tally, int64_t key) {
  if (!tally->count)
    return NULL;
  uint32_t item = tally->slots[find_slot(tally, key)];
  return item ? &tally->items[item - 1] : NULL;
}
