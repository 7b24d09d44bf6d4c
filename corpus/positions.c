/* SPDX-License-Identifier: MIT
 *
 * positions.c - from which rowid on passages are newer than a generation.
 *
 *   meta  position:N   the rowid that passages after generation N begin with
 *         mark:N       what that was when N was committed, where the index has been
 *                      rebuilt since and rowids are others
 *
 * A mark tells the generations of this index from those of another one.
 */
#include <stdio.h>
#include <stdlib.h>

#include "rebuild.h"

static void name_of(const char *kind, uint64_t generation, char key[40]) {
  snprintf(key, 40, "%s:%llu", kind, (unsigned long long)generation);
}

pincite_status pincite__position_write(pincite_store *store, pincite_error *err) {
  char key[40];
  name_of("position", store->totals.generation, key);
  return pincite__meta_set(store, key, (uint64_t)store->totals.next_passage, err);
}

pincite_status pincite__generation_position(pincite_store *store, uint64_t generation,
                                            uint64_t *position, pincite_error *err) {
  char key[40];
  name_of("position", generation, key);
  if (generation > store->totals.generation) {
    *position = 0;
    return PINCITE_OK;
  }
  return pincite__meta_get(store, key, position, err);
}

pincite_status pincite__generation_mark(pincite_store *store, uint64_t generation,
                                        uint64_t *mark, pincite_error *err) {
  char key[40];
  uint64_t kept = 0;
  name_of("mark", generation, key);
  pincite_status status = pincite__generation_position(store, generation, mark, err);
  if (!status && *mark)
    status = pincite__meta_get(store, key, &kept, err);
  if (!status && kept)
    *mark = kept;
  return status;
}

/* ---- in a rebuilt index ------------------------------------------------------------- */

/* What cannot be read is left out. */
pincite_status pincite__positions_read(pincite_store *from, pincite_positions *positions,
                                       pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  pincite_status status = PINCITE_OK;
  if (sqlite3_prepare_v2(from->db,
                         "SELECT CAST(substr(key, 10) AS INTEGER), value FROM meta"
                         " WHERE key GLOB 'position:*' ORDER BY value",
                         -1, &rows, NULL) != SQLITE_OK)
    return PINCITE_OK;
  while (!status && sqlite3_step(rows) == SQLITE_ROW) {
    pincite_position position = {(uint64_t)sqlite3_column_int64(rows, 0), 0,
                                 (uint64_t)sqlite3_column_int64(rows, 1), 0};
    if (pincite__generation_mark(from, position.generation, &position.mark, NULL))
      position.mark = position.was;
    if (pincite__grow(&positions->items, &positions->capacity, positions->count + 1,
                      sizeof *positions->items))
      positions->items[positions->count++] = position;
    else
      status = pincite__no_memory(err);
  }
  sqlite3_finalize(rows);
  return status;
}

void pincite__positions_pass(pincite_positions *positions, uint64_t was, uint64_t is) {
  while (positions->passed < positions->count &&
         positions->items[positions->passed].was <= was)
    positions->items[positions->passed++].is = is;
}

pincite_status pincite__positions_write(pincite_store *to, pincite_positions *positions,
                                        pincite_error *err) {
  char key[40];
  pincite_status status = PINCITE_OK;
  pincite__positions_pass(positions, UINT64_MAX, (uint64_t)to->totals.next_passage);
  /* Commits while it was made have left theirs. */
  if (sqlite3_exec(to->db, "DELETE FROM meta WHERE key GLOB 'position:*'", NULL, NULL,
                   NULL) != SQLITE_OK)
    return pincite__store_failed(to, "write the totals", err);
  for (size_t i = 0; i < positions->count && !status; i++) {
    const pincite_position *position = &positions->items[i];
    name_of("position", position->generation, key);
    status = pincite__meta_set(to, key, position->is, err);
    name_of("mark", position->generation, key);
    if (!status && position->mark != position->is)
      status = pincite__meta_set(to, key, position->mark, err);
  }
  return status;
}

void pincite__positions_release(pincite_positions *positions) {
  free(positions->items);
}
