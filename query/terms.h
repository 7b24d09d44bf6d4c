/* SPDX-License-Identifier: MIT
 *
 * terms.h - from a question to the terms that its passages are ranked by.
 */
#ifndef PINCITE_QUERY_TERMS_H
#define PINCITE_QUERY_TERMS_H

#include "question.h"
#include "rank.h"

/* The terms of an index, as the engine keeps them. */
typedef struct pincite_vocabulary {
  void *data;
  /* Call 'each' for the terms that begin with 'prefix', until it answers non-zero;
     one may come several times. */
  pincite_status (*list)(void *data, pincite_str prefix,
                         int (*each)(pincite_str term, void *to), void *to,
                         pincite_error *err);
  /* In how many passages the term is; 0: in none. */
  pincite_status (*passages)(void *data, pincite_str term, uint64_t *passages,
                             pincite_error *err);
  /* Append a word of the corpus whose term this is, as it is spelled in running
     text, the nearer to 'like' the better. May be NULL: the term stands for it. */
  pincite_status (*spelling)(void *data, pincite_str term, pincite_str like,
                             pincite_buf *out, pincite_error *err);
  size_t head; /* near words are looked for only among those with the same first so
                  many bytes; 0: among all */
} pincite_vocabulary;

/* A prefix or a pattern stands for its most frequent terms, so many at most. */
#define PINCITE__EXPANSION 64

/* The terms that are not denied. Words without meaning are left out unless there
   is nothing else. */
typedef struct pincite_terms {
  pincite_rank_term *items; /* in the order of the question */
  size_t count, capacity;
  bool necessary; /* every match has all that are required and, where none is,
                     one of the optional ones */
  bool decided;   /* and what fulfils that, and has nothing excluded, is a match */
  char **memory;  /* private: terms that came from the vocabulary */
  size_t memory_count, memory_capacity;
} pincite_terms;

/* ---- interface of terms.c ------------------------------------------------- */

void pincite__terms_init(pincite_terms *terms);
void pincite__terms_release(pincite_terms *terms);

/* 'vocabulary' may be NULL; wildcards are then without terms. The views live as
   long as the question and the terms. Fails with ENOMEM and as the vocabulary
   does. */
pincite_status pincite__terms_of(const pincite_question *question,
                                 const pincite_vocabulary *vocabulary,
                                 pincite_terms *terms, pincite_error *err);

#endif
