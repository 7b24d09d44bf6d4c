/* SPDX-License-Identifier: MIT
 *
 * shingle.h - texts as sets of shingles, to tell whether two are the same story.
 *
 * A shingle is three words of four bytes or more that follow on each other,
 * shorter words left out: what a text says, whatever stands between. A word
 * changed costs three shingles, a paragraph left out only its own. (Broder, On
 * the resemblance and containment of documents, 1997.)
 */
#ifndef PINCITE_CORPUS_SHINGLE_H
#define PINCITE_CORPUS_SHINGLE_H

#include "base.h"

typedef struct pincite_shingles {
  union {
    uint64_t *items; /* hashes */
    uint32_t *marks; /* once sealed, in their place: see below */
  };
  size_t count, capacity;
  uint64_t words[2]; /* the two before the next one */
  unsigned have;     /* of them */
  bool failed;       /* out of memory */
} pincite_shingles;

void pincite__shingles_clear(pincite_shingles *shingles); /* keeps its memory */
void pincite__shingles_release(pincite_shingles *shingles);
/* Add those of 'text', which goes on where the text before ended. */
void pincite__shingles_add(pincite_shingles *shingles, pincite_str text);
void pincite__shingles_seal(pincite_shingles *shingles);

/* What is compared of sealed sets, which have no hash twice: the upper halves of the
   hashes, in order. Two shingles in four thousand million have the same. */
typedef struct pincite_marks {
  const uint32_t *items;
  size_t count;
} pincite_marks;

static inline pincite_marks pincite__shingles_marks(const pincite_shingles *sealed) {
  return (pincite_marks){sealed->marks, sealed->count};
}
/* Is it one text in two versions? At least half of the shorter one stands in the
   longer one, which is no more than three times as long. */
bool pincite__marks_akin(pincite_marks a, pincite_marks b);
static inline bool pincite__shingles_akin(const pincite_shingles *a,
                                          const pincite_shingles *b) {
  return pincite__marks_akin(pincite__shingles_marks(a), pincite__shingles_marks(b));
}

/* The most keys that a text has. */
#define PINCITE__KEYS_MAX 12

/* A few numbers by which texts that are akin find each other: the smallest hashes
   (Broder's sketch), so that two texts have about as great a part of them in
   common as of their shingles. A short text has one key, which only its copies
   have; a very short one has none. The set is not sealed yet. Returns how many. */
size_t pincite__shingles_keys(const pincite_shingles *shingles,
                              uint32_t keys[PINCITE__KEYS_MAX]);

#endif
