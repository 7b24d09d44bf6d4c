/* SPDX-License-Identifier: MIT
 *
 * spell.h - near words of the corpus, for a word that it hardly has.
 */
#ifndef PINCITE_QUERY_SPELL_H
#define PINCITE_QUERY_SPELL_H

#include "terms.h"

/* So few passages make a word a rare one. */
#define PINCITE__SPELL_RARE 2
/* No more words of one question are looked up. */
#define PINCITE__SPELL_WORDS 8

/* ---- interface of spell.c ---------------------------------------------------- */

/* Append what the asker may have meant: the question's canonical text with every
   word that 'rare' passages or fewer have replaced by the likeliest near one. Nothing is appended when there is
   none. The question is as it was when this returns. */
pincite_status pincite__spell(pincite_question *question, uint64_t rare,
                              pincite_analyser *analyser,
                              const pincite_vocabulary *vocabulary, pincite_buf *out,
                              pincite_error *err);

/* ---- interface of near.c ------------------------------------------------------- */

/* How many letters must be added, left out, changed or swapped with their
   neighbours to make one word the other; 'most' + 1 when it is more than 'most'. */
unsigned pincite__word_distance(pincite_str a, pincite_str b, unsigned most);

#endif
