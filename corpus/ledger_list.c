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
#include "store_private.h"

struct pincite_ledger {
  pincite_store *store;
  sqlite3_stmt *statement;
};

/* ?1: troubles only; ?2: noted after this generation. A run that was cut off leaves
   a "pending" row, which is a trouble until the next run. */
static const char list_sql[] =
    "SELECT path, uri, state, reason, detail, 0 AS line, articles, size, generation"
    " FROM input JOIN root ON root.id = input.root"
    " WHERE generation > ?2 AND (NOT ?1 OR state IN ('skipped', 'failed', 'pending'))"
    " UNION ALL SELECT path, uri,"
    " CASE fault.reason WHEN 'blank' THEN 'skipped' ELSE 'failed' END, fault.reason, "
    "fault.detail, line, 0, 0,"
    " generation FROM fault JOIN input ON input.id = fault.input"
    " JOIN root ON root.id = input.root WHERE generation > ?2 ORDER BY path, uri, line";

pincite_status pincite_ledger_open(pincite_index *index,
                                   const pincite_ledger_options *options,
                                   pincite_ledger **out, pincite_error *err) {
  pincite_ledger_options o = PINCITE_LEDGER_OPTIONS_INIT;
  if (!pincite__options_copy(&o, sizeof o, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the ledger are malformed");
  pincite_ledger *ledger = calloc(1, sizeof *ledger);
  if (!ledger)
    return pincite__no_memory(err);
  ledger->store = index->store;
  if (sqlite3_prepare_v2(pincite__store_db(index->store), list_sql, -1,
                         &ledger->statement, NULL) != SQLITE_OK) {
    pincite_ledger_free(ledger);
    return pincite__store_failed(index->store, "read the ledger", err);
  }
  sqlite3_bind_int(ledger->statement, 1, o.troubles != 0);
  sqlite3_bind_int64(ledger->statement, 2, (int64_t)o.since);
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
  row->advice = pincite_reason_advice(row->reason);
  return PINCITE_OK;
}

void pincite_ledger_free(pincite_ledger *ledger) {
  if (!ledger)
    return;
  sqlite3_finalize(ledger->statement);
  free(ledger);
}

/* Ask for one number; ?1 and ?2 are bound. */
static pincite_status count(pincite_store *store, pincite_statement which, int64_t first,
                            pincite_str second, uint64_t *number, pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, which, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, first);
  sqlite3_bind_text64(row, 2, second.at ? second.at : "", second.len, SQLITE_STATIC,
                      SQLITE_UTF8);
  int rc = sqlite3_step(row);
  if (rc == SQLITE_ROW)
    *number = (uint64_t)sqlite3_column_int64(row, 0);
  pincite__statement_done(store, row);
  return rc == SQLITE_ROW ? PINCITE_OK
                          : pincite__store_failed(store, "read the ledger", err);
}

pincite_status pincite__ledger_has_faults(pincite_store *store, int64_t input, bool *has,
                                          pincite_error *err) {
  uint64_t number = 0;
  pincite_status status =
      count(store, STATEMENT_FAULT_ANY, input, PINCITE_STR(""), &number, err);
  *has = number > 0;
  return status;
}

pincite_status pincite__ledger_fault_count(pincite_store *store, int64_t root,
                                           pincite_str prefix, uint64_t *number,
                                           pincite_error *err) {
  return count(store, STATEMENT_FAULT_COUNT, root, prefix, number, err);
}
