/* SPDX-License-Identifier: MIT
 *
 * xapian_private.h - what the files that write to Xapian share.
 */
#ifndef PINCITE_CORPUS_XAPIAN_PRIVATE_H
#define PINCITE_CORPUS_XAPIAN_PRIVATE_H

#include "store_private.h"
#include "xapian_index.h"

/* Changes with what is written of a passage, and with its terms: then all is written
   anew. */
#define PINCITE__XAPIAN_FORM (100 * 1 + PINCITE__ANALYSER_VERSION)

/* Wider than the widest /n of a question. */
#define PINCITE__XAPIAN_GAP 10001

struct pincite_xapian_writer {
  const pincite_xapian *x;
  pincite_xapian_database *db;
  pincite_buf text;
  bool changing; /* 'base' is noted */
  uint64_t base; /* as found: what an unfinished batch may have written; 0: none */
  unsigned held; /* changes since the last commit */
};

/* Into store->xapian; 'anew': an empty one. */
pincite_status pincite__xapian_writer_open(pincite_store *store, bool anew,
                                           pincite_error *err);

#endif
