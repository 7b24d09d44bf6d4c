/* SPDX-License-Identifier: MIT
 *
 * salvage.c - reading a table of which some pages cannot be read.
 *
 * A row is looked up by "the first one from here on". Where that fails, places
 * further on are tried at doubling distances until one answers, and the first
 * such place is found by halving: so a damaged leaf costs some twenty look-ups
 * and nothing but its own rows.
 */
#include <stdio.h>
#include <string.h>

#include "rebuild.h"

static bool is_fatal(int rc) {
  return (rc & 0xff) == SQLITE_NOMEM || (rc & 0xff) == SQLITE_INTERRUPT;
}

static int look(pincite_salvage *salvage, int64_t from) {
  sqlite3_reset(salvage->row);
  sqlite3_bind_int64(salvage->row, 1, from);
  return sqlite3_step(salvage->row);
}

pincite_status pincite__salvage_open(pincite_store *store, const char *table,
                                     pincite_salvage *out, pincite_error *err) {
  char sql[160];
  *out = (pincite_salvage){.id = INT64_MIN};
  snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE id >= ?1 ORDER BY id LIMIT 1", table);
  int rc = sqlite3_prepare_v2(store->db, sql, -1, &out->row, NULL);
  out->gaps = rc != SQLITE_OK;
  return is_fatal(rc) ? pincite__no_memory(err) : PINCITE_OK;
}

/* Nothing can be read from 'from' on: the first place behind it that answers. */
static int pass_gap(pincite_salvage *salvage, int64_t from) {
  int64_t bad = from, good = from;
  int rc = SQLITE_CORRUPT;
  salvage->gaps++;
  for (int64_t ahead = 1; rc != SQLITE_ROW && rc != SQLITE_DONE; ahead *= 2) {
    if (is_fatal(rc) || ahead > INT64_C(1) << 40)
      return is_fatal(rc) ? rc : SQLITE_DONE;
    bad = good;
    good = from + ahead;
    rc = look(salvage, good);
  }
  while (bad + 1 < good) {
    int64_t middle = bad + (good - bad) / 2;
    rc = look(salvage, middle);
    if (is_fatal(rc))
      return rc;
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
      good = middle;
    else
      bad = middle;
  }
  return look(salvage, good);
}

pincite_status pincite__salvage_next(pincite_salvage *salvage, pincite_error *err) {
  if (!salvage->row)
    return PINCITE_DONE;
  int64_t from = salvage->id == INT64_MIN ? 0 : salvage->id + 1;
  int rc = look(salvage, from);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE && !is_fatal(rc))
    rc = pass_gap(salvage, from);
  if (rc == SQLITE_ROW) {
    salvage->id = sqlite3_column_int64(salvage->row, 0);
    return PINCITE_OK;
  }
  return rc == SQLITE_DONE ? PINCITE_DONE : pincite__no_memory(err);
}

void pincite__salvage_close(pincite_salvage *salvage) {
  sqlite3_finalize(salvage->row);
  salvage->row = NULL;
}

static pincite_status prepare_copy(pincite_store *to, const char *table, int columns,
                                   sqlite3_stmt **out, pincite_error *err) {
  pincite_buf sql;
  pincite__buf_init(&sql, PINCITE__BUF_LIMIT);
  pincite__buf_addf(&sql, "INSERT INTO %s VALUES(?1", table);
  for (int i = 2; i <= columns; i++)
    pincite__buf_addf(&sql, ", ?%d", i);
  pincite__buf_addc(&sql, ')');
  pincite_status status =
      sql.failed ? pincite__no_memory(err)
      : sqlite3_prepare_v2(to->db, sql.data, -1, out, NULL) == SQLITE_OK
          ? PINCITE_OK
          : pincite__store_failed(to, "write the ledger", err);
  pincite__buf_release(&sql);
  return status;
}

pincite_status pincite__salvage_copy(pincite_store *from, pincite_store *to,
                                     const char *table, uint64_t *gaps,
                                     pincite_error *err) {
  pincite_salvage rows;
  sqlite3_stmt *insert = NULL;
  pincite_status status = pincite__salvage_open(from, table, &rows, err);
  int columns = rows.row ? sqlite3_column_count(rows.row) : 0;
  if (!status && rows.row)
    status = prepare_copy(to, table, columns, &insert, err);
  while (!status && (status = pincite__salvage_next(&rows, err)) == PINCITE_OK) {
    for (int i = 0; i < columns; i++)
      sqlite3_bind_value(insert, i + 1, sqlite3_column_value(rows.row, i));
    if (sqlite3_step(insert) != SQLITE_DONE)
      status = pincite__store_failed(to, "write the ledger", err);
    sqlite3_reset(insert);
  }
  *gaps += rows.gaps;
  sqlite3_finalize(insert);
  pincite__salvage_close(&rows);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}
