/* SPDX-License-Identifier: MIT
 *
 * trim.c - giving unused pages back.
 *
 * Merged segments leave pages behind that nothing uses. A part of them is left for
 * what comes next; what is more goes back to the file system.
 */
#include "store_private.h"
#include "xapian_index.h"

/* One page in so many may be unused. */
#define SPARE 64

/* FTS5 notes what is removed, and drops both when it comes to merge them: it does so now
   where more went than is left. */
static pincite_status merge_removed(pincite_store *store, pincite_error *err) {
  if (!(store->engines & PINCITE__ENGINE_FTS5) ||
      store->removed <= store->totals.passages)
    return PINCITE_OK;
  store->removed = 0;
  return pincite__store_run(store, "INSERT INTO passage_fts(passage_fts) VALUES('optimize')",
                            "merge what was removed", err);
}

pincite_status pincite__store_trim(pincite_store *store, pincite_error *err) {
  int64_t pages = 0, unused = 0;
  pincite_status status = merge_removed(store, err);
  if (!status)
    status = pincite__store_number(store, "PRAGMA page_count", &pages, err);
  if (!status)
    status = pincite__store_number(store, "PRAGMA freelist_count", &unused, err);
  if (status || unused <= pages / SPARE)
    return status;
  return sqlite3_exec(store->db, "PRAGMA incremental_vacuum", NULL, NULL, NULL) == SQLITE_OK
             ? PINCITE_OK
             : pincite__store_failed(store, "give unused pages back", err);
}
