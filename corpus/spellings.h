/* SPDX-License-Identifier: MIT
 *
 * spellings.h - the words that were met, with what was worked out for them.
 */
#ifndef PINCITE_CORPUS_SPELLINGS_H
#define PINCITE_CORPUS_SPELLINGS_H

#include "base.h"

#define PINCITE__SPELLING_SLOTS ((size_t)1 << 16) /* a power of two */
/* Where records begin is told in 20 bits, as a multiple of this. */
#define PINCITE__SPELLING_ALIGN ((size_t)4)
/* Longer words are not kept. */
#define PINCITE__SPELLING_MAX UINT8_MAX

typedef struct pincite_spelling {
  pincite_str folded;
  pincite_str term;
} pincite_spelling;

typedef struct pincite_spellings {
  uint32_t *slots; /* 12 bits of the hash, 20 of the record's place + 1; 0: free */
  size_t used;
  pincite_buf bytes;
} pincite_spellings;

bool pincite__spellings_init(pincite_spellings *spellings); /* false: out of memory */
void pincite__spellings_release(pincite_spellings *spellings);

static inline uint32_t pincite__spelling_hash(pincite_str word) {
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < word.len; i++)
    hash = (hash ^ (unsigned char)word.at[i]) * 16777619U;
  return hash ^ hash >> 15;
}

/* What was kept of a word with that hash; good until another is kept. */
bool pincite__spellings_find(pincite_spellings *spellings, uint32_t hash,
                             pincite_str word, pincite_spelling *out);
/* Keep one that is not there, forgetting others where there are too many. False: out of
   memory. */
bool pincite__spellings_keep(pincite_spellings *spellings, uint32_t hash,
                             pincite_str word, const pincite_spelling *own);

/* Before several are sought: have their slots on the way, then, for each, its record. */
PINCITE__PREFETCHES void pincite__spellings_slot(const pincite_spellings *spellings,
                                                 uint32_t hash) {
  __builtin_prefetch(&spellings->slots[hash & (PINCITE__SPELLING_SLOTS - 1)]);
}

PINCITE__PREFETCHES void pincite__spellings_record(const pincite_spellings *spellings,
                                                   uint32_t hash) {
  uint32_t slot = spellings->slots[hash & (PINCITE__SPELLING_SLOTS - 1)];
  if (slot)
    __builtin_prefetch(spellings->bytes.data +
                       ((slot & 0xfffff) - 1) * PINCITE__SPELLING_ALIGN);
}

#endif
