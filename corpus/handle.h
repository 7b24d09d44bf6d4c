/* SPDX-License-Identifier: MIT
 *
 * handle.h - what stands behind the public handle.
 */
#ifndef PINCITE_CORPUS_HANDLE_H
#define PINCITE_CORPUS_HANDLE_H

#include "analyse.h"
#include "postings.h"
#include "store.h"

struct pincite_index {
  pincite_store *store;
  pincite_analyser *analyser;
  pincite_postings *postings; /* the reader's end; opened when first wanted */
  uint64_t postings_seen;     /* what the store had seen when these were read */
  struct pincite_source_rows *source_rows; /* that were asked of; likewise */
  struct pincite_xapian_reader *xapian; /* likewise */
  struct pincite_shard_set *shards; /* NULL: one index; else 'store' is empty */
  bool batch;                 /* between pincite_begin() and its end */
  size_t hits_at_a_time;      /* of a search for every hit; 0: as many as is usual */
};

/* Copy the caller's options over defaults: at most 'ours' bytes; a longer struct
   whose tail is not zero asks for what this version does not know. False then,
   and when the size is implausible. */
bool pincite__options_copy(void *to, size_t ours, const void *from);

/* An id made from a uri: 12 hex digits and an end. 'salt' tells apart equal uris
   under different roots; "" at first. */
void pincite__id_from_uri(pincite_str uri, pincite_str salt, char id[13]);

#endif
