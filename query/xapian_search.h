/* SPDX-License-Identifier: MIT
 *
 * xapian_search.h - what the files of the second engine share.
 *
 * It answers the same questions with the same sets: Xapian says which passages can
 * match, the evaluator looks at them where the terms do not decide, and Xapian's
 * weighting models order them.
 */
#ifndef PINCITE_QUERY_XAPIAN_SEARCH_H
#define PINCITE_QUERY_XAPIAN_SEARCH_H

#include "../corpus/xapian_index.h"
#include "hits.h"
#include "terms.h"

/* ---- interface of xapian_query.c --------------------------------------------------- */

typedef struct pincite_xapian_narrowed {
  pincite_narrowing kind;
  bool exact;                  /* it finds the matches and nothing else */
  pincite_xapian_query *query; /* SOME: the caller's; else NULL */
} pincite_xapian_narrowed;

/* A query that every match of the question fulfils. */
pincite_status pincite__xapian_narrow(const pincite_xapian *x,
                                      const pincite_question *question,
                                      pincite_xapian_narrowed *out, pincite_error *err);

/* ---- interface of xapian_model.c --------------------------------------------------- */

typedef struct pincite_xapian_weights {
  pincite_xapian_model model;
  double parameters[PINCITE__XAPIAN_PARAMETERS];
} pincite_xapian_weights;

/* Read "bm25", "bm25:k1=0.9,b=0.4" and the like; NULL, "default" and "plain" are BM25
   as the plain model has it. EINVAL names what is wrong. */
pincite_status pincite__xapian_model(const char *text, pincite_xapian_weights *weights,
                                     pincite_error *err);
/* The query that ranks by the terms, in OR; *out is NULL when there are none. */
pincite_status pincite__xapian_rank(const pincite_xapian *x, pincite_xapian_database *db,
                                    const pincite_xapian_weights *weights,
                                    const pincite_rank_term *terms, size_t count,
                                    pincite_xapian_query **out, pincite_error *err);

/* The same for one of the terms; *out is NULL when it does not rank, is in no passage,
   or one before stands for it. */
pincite_status pincite__xapian_rank_term(const pincite_xapian *x,
                                         pincite_xapian_database *db,
                                         const pincite_xapian_weights *weights,
                                         const pincite_terms *terms, size_t which,
                                         pincite_xapian_query **out, pincite_error *err);

/* ---- interface of xapian_explain.c --------------------------------------------------- */

/* Take the scores of all items apart. */
pincite_status pincite__xapian_explain(pincite_hits *hits,
                                       const pincite_xapian_weights *weights,
                                       const pincite_terms *terms, pincite_error *err);

/* ---- interface of xapian_filter.c ---------------------------------------------------- */

/* Restrict *query, which is replaced, as the options do. */
pincite_status pincite__xapian_filter(pincite_hits *hits, const pincite_xapian *x,
                                      pincite_xapian_query **query, pincite_error *err);

/* ---- interface of xapian_vocabulary.c -------------------------------------------------- */

/* 'index' has its reader open. */
pincite_vocabulary pincite__xapian_vocabulary(pincite_index *index);
/* Terms that the best passages have and others have not, without those of the question,
   stop words and numbers; appended to 'out', one a line. */
pincite_status pincite__xapian_expansion(pincite_xapian_reader *reader,
                                         const uint32_t *ids, size_t count,
                                         const pincite_terms *terms, size_t most,
                                         pincite_buf *out, pincite_error *err);

/* ---- interface of xapian_order.c ----------------------------------------------------- */

/* Put the items into the order of their dates, the newest first. */
pincite_status pincite__xapian_by_date(pincite_hits *hits, pincite_error *err);
/* Shards add up the parts of a score in an order of their own, so that equal scores may
   differ in the last bit; their keys decide then. Those without a score are in order. */
pincite_status pincite__xapian_settle_ties(pincite_hits *hits, pincite_error *err);

/* ---- interface of xapian_find.c ------------------------------------------------------- */

/* As pincite__find(). */
pincite_status pincite__xapian_find(pincite_hits *hits, pincite_error *err);
/* All rows that are hits, in order, whatever the options say of their number; the
   answer stays as it is. The caller's to be given to free(). */
pincite_status pincite__xapian_rows(pincite_hits *hits, uint32_t **rows, size_t *count,
                                    pincite_error *err);
/* Load the passage that an item of the hits names, wherever it lies. */
pincite_status pincite__hits_passage(pincite_hits *hits, uint32_t rowid,
                                     pincite_passage_text *passage, pincite_error *err);

#endif
