/* SPDX-License-Identifier: MIT
 *
 * shards.h - an indexing run over shards.
 */
#ifndef PINCITE_INDEXER_SHARDS_H
#define PINCITE_INDEXER_SHARDS_H

#include "../corpus/handle.h"
#include "../corpus/xapian_shards.h"

/* pincite_index_path() for an index that is cut into shards, all of them local. */
pincite_status pincite__index_shards(pincite_index *index, const char *path,
                                     const pincite_index_options *options,
                                     pincite_index_report *report, pincite_error *err);

#endif
