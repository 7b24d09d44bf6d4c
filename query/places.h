/* SPDX-License-Identifier: MIT
 *
 * places.h - answering from the positions of terms, without a passage's text.
 */
#ifndef PINCITE_QUERY_PLACES_H
#define PINCITE_QUERY_PLACES_H

#include "match.h"
#include "rank.h"

/* How much the positions of its terms say of a question. */
typedef enum pincite_places_say {
  PINCITE_PLACES_SAY_GAPS, /* words that are in every match are near each other */
  PINCITE_PLACES_SAY_NO,   /* a passage that they do not admit is no match */
  PINCITE_PLACES_DECIDE    /* and one that they admit is one */
} pincite_places_say;

typedef struct pincite_places {
  pincite_places_say say;
  pincite_str terms[PINCITE__PLACES]; /* the views live as long as the question */
  size_t term_count;
  pincite_rank_gap gaps[PINCITE__GAPS];
  size_t gap_count;
  uint8_t of_leaf[PINCITE__PLACES]; /* the number of its term, from 1; 0: not needed */
} pincite_places;

/* ---- interface of places.c ------------------------------------------------- */

void pincite__question_places(const pincite_question *question, pincite_places *out);
/* Is there a concept in it, of which only the end has a position? */
bool pincite__has_concept(const pincite_node *node);

/* ---- interface of passage_places.c ----------------------------------------- */

/* pincite__match() on positions, for questions that these say more of than gaps.
   2: they do not tell in this passage. */
int pincite__match_places(pincite_matcher *matcher, const pincite_places *places,
                          const pincite_rank_found *found);

#endif
