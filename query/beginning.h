/* SPDX-License-Identifier: MIT
 *
 * beginning.h - the passages that have a word with a given beginning.
 */
#ifndef PINCITE_QUERY_BEGINNING_H
#define PINCITE_QUERY_BEGINNING_H

#include "hits.h"

/* The word, when the question is one word with an open end and nothing else. */
const pincite_node *pincite__only_beginning(const pincite_question *question);

/* Set the bit of every passage that has the word and passes the filter, in bits that
   are all 0 so far; rows are below 'rows'. */
pincite_status pincite__beginning_rows(pincite_hits *hits, const pincite_node *word,
                                       uint64_t *bits, uint32_t rows, pincite_error *err);

#endif
