/* SPDX-License-Identifier: MIT
 *
 * concepts.h - citations in a question: what cite: stands for, and what a plain
 * question names without saying so.
 */
#ifndef PINCITE_QUERY_CONCEPTS_H
#define PINCITE_QUERY_CONCEPTS_H

#include "../corpus/citation.h"
#include "question.h"

/* A plain question names no more than this many authorities; the rest are words. */
#define PINCITE__QUESTION_CONCEPTS 8

/* What the functions of a resolver are given. */
typedef struct pincite_resolving {
  const pincite_law *law; /* NULL: the authorities that ship */
  const char *folder;     /* of topics; NULL: only those that ship */
} pincite_resolving;

/* Turns the argument of cite: into terms; see pincite_resolver. 'data' is a
   pincite_resolving. */
bool pincite__resolve_cite(void *data, pincite_str text, pincite_buf *terms);

/* Add to what ranks, beside the words, the concepts that they name: "47 USC 230"
   finds "section 230 of the Decency Act" too. Words after = and in quotation
   marks stay words. What was added is appended to 'note'. Fails with ENOMEM. */
pincite_status pincite__question_concepts(pincite_question *question,
                                          const pincite_law *law, pincite_buf *note,
                                          pincite_error *err);

/* ---- interface of reading.c --------------------------------------------------- */

/* Add the concepts, unless 'asked' is false, and write what the question was read as.
   Read again, it gives the same tree with the same concepts: where its own words
   would not, names: says which they are. Fails with ENOMEM. */
pincite_status pincite__question_reading(pincite_question *question,
                                         pincite_analyser *analyser,
                                         const pincite_resolver *resolver, bool asked,
                                         pincite_buf *note, pincite_buf *reading,
                                         pincite_error *err);

#endif
