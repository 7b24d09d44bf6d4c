/* SPDX-License-Identifier: MIT
 *
 * stretch.h - lists of stretches of words, and how two of them are joined.
 */
#ifndef PINCITE_QUERY_STRETCH_H
#define PINCITE_QUERY_STRETCH_H

#include "match.h"

/* From word 'first' to word 'last' of a passage, both included. What a word or a
   phrase holds at is its own from end to end; what a connector found has gaps, and
   only the words at its ends are known to be its own. */
typedef struct pincite_stretch {
  uint32_t first, last;
  bool gaps;
} pincite_stretch;

/* A list is sorted by (first, last) and names none twice, once it is tidy; of two
   that differ in their gaps the one with gaps stays, which lets more join it. */
typedef struct pincite_stretches {
  pincite_stretch *items;
  size_t count, capacity;
  bool reduced; /* had more than PINCITE__STRETCHES; only the shortest are left */
  bool failed;  /* out of memory; sticks */
} pincite_stretches;

/* A word of the passage. */
typedef struct pincite_place {
  uint32_t start, length; /* bytes of its part */
  uint32_t sentence, paragraph;
  uint8_t part;
} pincite_place;

void pincite__stretches_release(pincite_stretches *list);
void pincite__stretches_add(pincite_stretches *list, pincite_stretch one);
/* Sort and drop what is there twice. */
void pincite__stretches_sort(pincite_stretches *list);
/* The same, and reduce. */
void pincite__stretches_tidy(pincite_stretches *list);
bool pincite__stretches_have(const pincite_stretches *list, pincite_stretch one);

/* How two stretches may lie to each other. */
typedef enum pincite_relation {
  PINCITE_RELATION_NEXT,     /* the second right behind the first */
  PINCITE_RELATION_NEAR,     /* at most 'distance' words from one to the other */
  PINCITE_RELATION_SENTENCE, /* in one sentence */
  PINCITE_RELATION_PARAGRAPH /* in one paragraph */
} pincite_relation;

/* Two stretches join when no word is known to be both's own and they lie so. NEXT
   and 'ordered' want the second behind all of the first; else one may lie in the
   gaps of the other or they may cross, and are then no words apart. */
typedef struct pincite_join {
  pincite_relation relation;
  bool ordered;
  uint32_t distance;
  const pincite_place *places; /* of the passage */
} pincite_join;

/* Add to 'out' the stretches over each pair of 'a' and 'b' (both tidy) that joins,
   and tidy it. Takes words times items, not items times items. */
void pincite__stretches_join(const pincite_join *join, const pincite_stretches *a,
                             const pincite_stretches *b, pincite_stretches *out);

/* Which of 'a' and of 'b' are in a pair whose stretch is in 'wanted'? */
void pincite__stretches_share(const pincite_join *join, const pincite_stretches *a,
                              const pincite_stretches *b, const pincite_stretches *wanted,
                              pincite_stretches *from_a, pincite_stretches *from_b);

#endif
