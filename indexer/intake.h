/* SPDX-License-Identifier: MIT
 *
 * intake.h - the last steps of a document on its way into the store.
 */
#ifndef PINCITE_INDEXER_INTAKE_H
#define PINCITE_INDEXER_INTAKE_H

#include "cut.h"

/* Where a document comes from. */
typedef struct pincite_provenance {
  int64_t input;    /* the ledger's rowid; 0: from memory */
  pincite_str uri;  /* of the input, relative to its root */
  unsigned shard, shard_count; /* keep what belongs to this one; 0: all */
  pincite_str root; /* last component of the root's path; tells equal uris apart */
} pincite_provenance;

/* Give the document what it lacks (a uri, an id, a text when there is only a
   title), cut it and put it into the store. 'cuts' is scratch of the caller's.
   EINVAL: there is nothing visible in it. */
pincite_status pincite__intake(pincite_store *store, pincite_document *document,
                               const pincite_provenance *from, pincite_cuts *cuts,
                               pincite_put *put, pincite_error *err);

#endif
