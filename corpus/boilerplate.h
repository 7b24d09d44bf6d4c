/* SPDX-License-Identifier: MIT
 *
 * boilerplate.h - lines that stand in many articles of one source.
 *
 * A short paragraph that a good part of a source's articles have is no part of any
 * of them: "Sign up for our newsletter". What is one is a function of the articles
 * that the index holds, whatever the order, or the runs, in which they came: when
 * it changes, the articles that have the line are divided anew at the end of a run.
 *
 * Invariant: every article is divided by the lines that the table 'line_source'
 * names for its source, and how it had been cut before can be told.
 */
#ifndef PINCITE_CORPUS_BOILERPLATE_H
#define PINCITE_CORPUS_BOILERPLATE_H

#include "store.h"

typedef struct pincite_boilerplate pincite_boilerplate;

/* Free what was noted; NULL is accepted. */
void pincite__boilerplate_free(pincite_boilerplate *boilerplate);
/* Forget what was noted: the transaction that it belongs to is given up. */
void pincite__boilerplate_forget(pincite_store *store);

/* A line that may turn out to be boilerplate. */
typedef struct pincite_line {
  size_t start, length;
  uint64_t key;
  uint32_t words;
  uint32_t cut; /* index of the passage that it is in */
} pincite_line;

typedef struct pincite_lines {
  pincite_line *items;
  size_t count, capacity;
  size_t words; /* of all that is read in the article */
  bool failed;
} pincite_lines;

/* List the lines of an article that may be boilerplate. */
void pincite__lines_list(pincite_str text, const pincite_cut *cuts, size_t count,
                         pincite_lines *lines);

/* Divide the passages of an article that is about to be put in: *cuts then tell
   the lines that are boilerplate apart. They are the store's until the next call.
   'lines' are those of the article, which the store takes; NULL: not listed yet. */
pincite_status pincite__boilerplate_divide(pincite_store *store, int64_t source,
                                           pincite_str text, pincite_lines *lines,
                                           const pincite_cut **cuts, size_t *count,
                                           pincite_error *err);
/* Note the article that was divided last, or one that is about to be removed. */
pincite_status pincite__boilerplate_added(pincite_store *store, int64_t article,
                                          int64_t source, pincite_error *err);
pincite_status pincite__boilerplate_removed(pincite_store *store, int64_t article,
                                            size_t passages, int64_t source,
                                            pincite_str text, pincite_error *err);

/* The passages of an article as they were cut, before it was divided. */
pincite_status pincite__cuts_read(pincite_store *store, int64_t article, size_t passages,
                                  pincite_cuts *cuts, pincite_error *err);

/* How many passages dividing has made since the store was opened. */
int64_t pincite__passages_divided(const pincite_store *store);

/* Carry over what was noted into the tables; unless the store is unsettled, find what
   is boilerplate now and divide anew what has it. Inside the writer's transaction. */
pincite_status pincite__boilerplate_settle(pincite_store *store, pincite_error *err);

#endif
