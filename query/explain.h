/* SPDX-License-Identifier: MIT
 *
 * explain.h - the parts of which the scores of the hits consist.
 */
#ifndef PINCITE_QUERY_EXPLAIN_H
#define PINCITE_QUERY_EXPLAIN_H

#include "hits.h"

/* Take the scores of all items, just ranked by 'request', apart. */
pincite_status pincite__explain(pincite_hits *hits, const pincite_rank_request *request,
                                pincite_error *err);

/* The same with scores that 'score' takes apart, the parts to be freed; called for every
   item. */
typedef pincite_status pincite_score_fn(pincite_hits *hits, size_t item,
                                        pincite_score *score, void *data,
                                        pincite_error *err);
pincite_status pincite__explain_by(pincite_hits *hits, pincite_score_fn *score, void *data,
                                   pincite_error *err);

/* Tell of the hit in row 'rowid' what its score consists of. */
void pincite__explained(const pincite_hits *hits, uint32_t rowid, pincite_hit *hit);

/* NULL is accepted. */
void pincite__explanations_free(struct pincite_explanations *explanations);

#endif
