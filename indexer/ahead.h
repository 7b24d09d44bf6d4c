/* SPDX-License-Identifier: MIT
 *
 * ahead.h - what the readers say, with documents made ready on a second thread
 * while the caller writes the ones before.
 */
#ifndef PINCITE_INDEXER_AHEAD_H
#define PINCITE_INDEXER_AHEAD_H

#include "../corpus/analyse.h"
#include "../corpus/citation.h"
#include "intake.h"
#include "walk.h"
#include "worker.h"

typedef struct pincite_ahead pincite_ahead;

/* An event of the pool, without a name; of a document also what pincite__intake_prepare() made. */
typedef struct pincite_ahead_event {
  pincite_reading_event reading; /* its 'data' is a pincite_found */
  pincite_ready *ready;
  pincite_status status; /* of preparing, with 'why' when it failed */
  pincite_error why;
} pincite_ahead_event;

/* Pool, law and what 'from' points to must outlive it; of 'from' all but the uri is
   used. The pool belongs to whoever calls this one, not to the thread inside. ENOMEM. */
pincite_status pincite__ahead_open(pincite_pool *pool, const pincite_provenance *from,
                                   const pincite_law *law, pincite_ahead **out,
                                   pincite_error *err);
/* As pincite__pool_next(): in the same order, borrowed until the next call. */
pincite_status pincite__ahead_next(pincite_ahead *ahead, pincite_ahead_event *event,
                                   pincite_error *err);
/* What was not taken is dropped. NULL is accepted. */
void pincite__ahead_close(pincite_ahead *ahead);

#endif
