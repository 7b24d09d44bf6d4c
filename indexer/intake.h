/* SPDX-License-Identifier: MIT
 *
 * intake.h - the last steps of a document on its way into the store: first what
 * needs no store, then the store.
 */
#ifndef PINCITE_INDEXER_INTAKE_H
#define PINCITE_INDEXER_INTAKE_H

#include "../corpus/prepared.h"
#include "cut.h"

/* Where a document comes from. */
typedef struct pincite_provenance {
  int64_t input;    /* the ledger's rowid; 0: from memory */
  pincite_str uri;  /* of the input, relative to its root */
  unsigned shard, shard_count; /* keep what belongs to this one; 0: all */
  pincite_str root; /* last component of the root's path; tells equal uris apart */
} pincite_provenance;

/* A document that is ready for the store. */
typedef struct pincite_ready {
  bool told;      /* it brought an id along, or an address that tells it apart */
  bool named;     /* it was an id */
  bool elsewhere; /* it belongs to another shard: nothing was made of it */
  bool analysed;  /* 'prepared' is filled */
  pincite_buf place; /* the address */
  pincite_cuts cuts;
  pincite_prepared prepared;
} pincite_ready;

void pincite__ready_init(pincite_ready *ready);
void pincite__ready_release(pincite_ready *ready);

/* Give the document what it lacks (a uri, an id, a text when there is only a
   title) and cut it into 'ready', which may hold another's; with an analyser, make its
   tokens too. Needs no store, so it may run on a thread of its own, with its own
   analyser; 'from->input' does not matter yet.
   EINVAL: there is nothing visible in it. ENOMEM. */
pincite_status pincite__intake_prepare(pincite_document *document,
                                       const pincite_provenance *from,
                                       pincite_analyser *analyser, pincite_ready *ready,
                                       pincite_error *err);
/* Put a prepared document into the store. */
pincite_status pincite__intake_put(pincite_store *store, pincite_document *document,
                                   const pincite_provenance *from, pincite_ready *ready,
                                   pincite_put *put, pincite_error *err);

#endif
