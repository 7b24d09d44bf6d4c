/* SPDX-License-Identifier: MIT
 *
 * vocabulary.h - the terms of an index, for prefixes and for spelling.
 */
#ifndef PINCITE_QUERY_VOCABULARY_H
#define PINCITE_QUERY_VOCABULARY_H

#include "../corpus/handle.h"
#include "terms.h"

/* Valid while the index's snapshot is held. */
pincite_vocabulary pincite__vocabulary(pincite_index *index);

/* ---- interface of spelling.c ------------------------------------------------ */

/* See pincite_vocabulary; 'data' is the index. */
pincite_status pincite__spelling(void *data, pincite_str term, pincite_str like,
                                 pincite_buf *out, pincite_error *err);
/* The same from Xapian, also from that of shards. */
pincite_status pincite__xapian_spelling(void *data, pincite_str term, pincite_str like,
                                        pincite_buf *out, pincite_error *err);

#endif
