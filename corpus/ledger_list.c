/* SPDX-License-Identifier: MIT
 *
 * ledger_list.c - the ledger as its readers see it: every input by root and uri,
 * each followed by those of its parts that failed.
 *
 * A row is read straight from one statement, which holds its snapshot of the
 * database until the ledger is freed.
 */
#include <stdlib.h>

#include "handle.h"
#include "ledger.h"

struct pincite_ledger {
  pincite_store *store;
  sqlite3_stmt *statement;
};

/* ?1: troubles only. A run that was cut off leaves a "pending" row, which is
   one until the next run. */
static const char list_sql[] =
    "SELECT path, uri, state, reason, detail, 0 AS line, articles, size, generation"
    " FROM input JOIN root ON root.id = input.root"
    " WHERE NOT ?1 OR state IN ('skipped', 'failed', 'pending')"
    " UNION ALL SELECT path, uri,"
    " CASE fault.reason WHEN 'blank' THEN 'skipped' ELSE 'failed' END, fault.reason, "
    "fault.detail, line, 0, 0,"
    " generation FROM fault JOIN input ON input.id = fault.input"
    " JOIN root ON root.id = input.root ORDER BY path, uri, line";

pincite_status pincite_ledger_open(pincite_index *index, int troubles,
                                   pincite_ledger **out, pincite_error *err) {
  pincite_ledger *ledger = calloc(1, sizeof *ledger);
  if (!ledger)
    return pincite__no_memory(err);
  ledger->store = index->store;
  if (sqlite3_prepare_v2(pincite__store_db(index->store), list_sql, -1,
                         &ledger->statement, NULL) != SQLITE_OK) {
    pincite_ledger_free(ledger);
    return pincite__store_failed(index->store, "read the ledger", err);
  }
  sqlite3_bind_int(ledger->statement, 1, troubles != 0);
  *out = ledger;
  return PINCITE_OK;
}

static const char *text(sqlite3_stmt *statement, int column) {
  const unsigned char *value = sqlite3_column_text(statement, column);
  return value ? (const char *)value : "";
}

pincite_status pincite_ledger_next(pincite_ledger *ledger, pincite_ledger_row *row,
                                   pincite_error *err) {
  sqlite3_stmt *statement = ledger->statement;
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_DONE)
    return PINCITE_DONE;
  if (rc != SQLITE_ROW)
    return pincite__store_failed(ledger->store, "read the ledger", err);
  *row = (pincite_ledger_row){
      .root = text(statement, 0),
      .uri = text(statement, 1),
      .state = text(statement, 2),
      .reason = text(statement, 3),
      .detail = text(statement, 4),
      .line = (uint64_t)sqlite3_column_int64(statement, 5),
      .articles = (uint64_t)sqlite3_column_int64(statement, 6),
      .bytes = (uint64_t)sqlite3_column_int64(statement, 7),
      .generation = (uint64_t)sqlite3_column_int64(statement, 8),
  };
  return PINCITE_OK;
}

void pincite_ledger_free(pincite_ledger *ledger) {
  if (!ledger)
    return;
  sqlite3_finalize(ledger->statement);
  free(ledger);
}
