/* SPDX-License-Identifier: MIT
 *
 * source_rows.h - the passages of a source as bits, for who asks of it often.
 */
#ifndef PINCITE_CORPUS_SOURCE_ROWS_H
#define PINCITE_CORPUS_SOURCE_ROWS_H

#include "store.h"

typedef struct pincite_source_rows pincite_source_rows;

void pincite__source_rows_free(pincite_source_rows *kept); /* NULL is accepted */
/* A passage's article was looked up to see whether it is of the source. */
void pincite__source_rows_count(pincite_source_rows **kept, pincite_store *store,
                                int64_t source);
/* The source's passages by rowid, below *rows; they live until the next call. *bits is
   NULL while too few were looked up for it to pay. Inside a read transaction. */
pincite_status pincite__source_rows(pincite_source_rows *kept, pincite_store *store,
                                    int64_t source, const uint64_t **bits, uint32_t *rows,
                                    pincite_error *err);

#endif
