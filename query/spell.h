/* SPDX-License-Identifier: MIT
 *
 * spell.h - near words of the corpus, for a word that it hardly has.
 */
#ifndef PINCITE_QUERY_SPELL_H
#define PINCITE_QUERY_SPELL_H

#include <string.h>

#include "terms.h"

/* So few passages make a word a rare one. */
#define PINCITE__SPELL_RARE 2
/* No more words of one question are looked up. */
#define PINCITE__SPELL_WORDS 8

/* ---- interface of spell.c ---------------------------------------------------- */

/* Append what the asker may have meant: the question's canonical text with every
   word that 'rare' passages or fewer have replaced by the likeliest near one. Nothing is
   appended when there is none. The question is as it was when this returns. */
pincite_status pincite__spell(pincite_question *question, uint64_t rare,
                              pincite_analyser *analyser,
                              const pincite_vocabulary *vocabulary, pincite_buf *out,
                              pincite_error *err);

/* ---- interface of near.c ------------------------------------------------------- */

/* How many letters must be added, left out, changed or swapped with their
   neighbours to make one word the other; 'most' + 1 when it is more than 'most', or
   one is longer than PINCITE__TERM_LIMIT. 'most' is at most 200. */
unsigned pincite__word_distance(pincite_str a, pincite_str b, unsigned most);

/* The same for one word and many others, which is fast when they come in order. */
typedef struct pincite_near {
  pincite_str word;
  unsigned most;
  char letters[PINCITE__TERM_LIMIT]; /* of the other word, as far as it was compared */
  size_t depth;                      /* letters */
  size_t too_far;                    /* what has these letters is; 0: it was not */
  uint8_t rows[PINCITE__TERM_LIMIT + 1][PINCITE__TERM_LIMIT + 1];
} pincite_near;

/* 'word' is borrowed. */
void pincite__near_begin(pincite_near *near, pincite_str word, unsigned most);
unsigned pincite__near_step(pincite_near *near, pincite_str other);
/* Is it known to be too far already? Says no to what has not been compared. */
static inline bool pincite__near_ruled_out(const pincite_near *near, pincite_str other) {
  return near->too_far && other.len >= near->too_far &&
         memcmp(near->letters, other.at, near->too_far) == 0;
}

#endif
