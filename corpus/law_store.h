/* SPDX-License-Identifier: MIT
 *
 * law_store.h - the authorities that an index was given.
 */
#ifndef PINCITE_CORPUS_LAW_STORE_H
#define PINCITE_CORPUS_LAW_STORE_H

#include "citation.h"
#include "store.h"

/* Those that the snapshot is indexed by, for as long as the index is open; NULL:
   only those that ship. */
const pincite_law *pincite__store_law(const pincite_store *store);

/* ---- for the store itself ------------------------------------------------- */

/* Read them from the database, and use them. */
pincite_status pincite__law_load(pincite_store *store, pincite_error *err);
/* The same when the totals say that they are others than those in use. */
pincite_status pincite__law_refresh(pincite_store *store, pincite_error *err);
void pincite__law_release(pincite_store *store);
/* Give 'to', which is being written and has no articles yet, those of 'from'. */
pincite_status pincite__law_copy(pincite_store *from, pincite_store *to,
                                 pincite_error *err);

#endif
