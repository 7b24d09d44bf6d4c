/* SPDX-License-Identifier: MIT
 *
 * beginning.h - the passages that have a word with a given beginning.
 */
#ifndef PINCITE_QUERY_BEGINNING_H
#define PINCITE_QUERY_BEGINNING_H

#include "hits.h"

/* The word, when the question is one word with an open end and nothing else. */
const pincite_node *pincite__only_beginning(const pincite_question *question);

/* Passages that may have the word and pass the filter, as bits by row. */
typedef struct pincite_beginning {
  uint64_t *sure; /* have it */
  uint64_t *open; /* may have it: their texts decide */
  uint32_t rows;  /* rows are below */
  uint64_t sure_count, open_count;
} pincite_beginning;

/* Release it, whatever comes back. */
pincite_status pincite__beginning_find(pincite_hits *hits, const pincite_node *word,
                                       pincite_beginning *out, pincite_error *err);
void pincite__beginning_release(pincite_beginning *beginning);
/* Read the texts of all that are open. */
pincite_status pincite__beginning_decide(pincite_hits *hits, pincite_beginning *beginning,
                                         pincite_error *err);
/* Has a passage of either kind the word, by hits->beginning? For
   pincite_rank_request. */
pincite_status pincite__beginning_judge(uint32_t rowid, int *yes, void *hits,
                                        pincite_error *err);

#endif
