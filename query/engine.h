/* SPDX-License-Identifier: MIT
 *
 * engine.h - which engine answers: FTS5 with the ranked postings, Xapian, or both.
 */
#ifndef PINCITE_QUERY_ENGINE_H
#define PINCITE_QUERY_ENGINE_H

#include "../corpus/xapian_index.h"
#include "hits.h"
#include "terms.h"

/* Choose as the options say and see that it can answer; the snapshot is held. What
   cannot is named in hits->missing where the options allow to go on without it. */
pincite_status pincite__engine_begin(pincite_hits *hits, pincite_error *err);
/* Fill items, total and total_exact. */
pincite_status pincite__engine_find(pincite_hits *hits, pincite_error *err);
/* The terms of the engine that answers. */
pincite_vocabulary pincite__engine_vocabulary(pincite_hits *hits);

/* ---- interface of engine_state.c ------------------------------------------------- */

/* Have index->xapian, as it is now. ENOINDEX, ECORRUPT, EIO, EINVAL, ENOMEM. */
pincite_status pincite__xapian_ready(pincite_index *index, pincite_error *err);

#define PINCITE__LAG_BYTES 160

/* Has it other articles than the index at that generation? Then 'why' says so. */
bool pincite__xapian_lags(const pincite_xapian_reader *reader, uint64_t generation,
                          const char *fingerprint, char why[PINCITE__LAG_BYTES]);

/* ---- interface of fuse.c --------------------------------------------------------- */

/* Both engines' answers as one, by reciprocal rank. */
pincite_status pincite__fuse(pincite_hits *hits, pincite_error *err);
/* Append "what: why" to what is missing of the answer. */
void pincite__hits_lack(pincite_hits *hits, const char *what, const char *why);

#endif
