/* SPDX-License-Identifier: MIT
 *
 * fault.c - the parts of an input that failed, in memory and in the ledger.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "store_private.h"

void pincite__faults_clear(pincite_faults *faults) {
  for (size_t i = 0; i < faults->count; i++) {
    free(faults->items[i].reason);
    free(faults->items[i].detail);
  }
  faults->count = 0;
}

void pincite__faults_release(pincite_faults *faults) {
  pincite__faults_clear(faults);
  free(faults->items);
  *faults = (pincite_faults){0};
}

bool pincite__faults_add(pincite_faults *faults, uint64_t line, pincite_str reason,
                         pincite_str detail) {
  if (!pincite__grow(&faults->items, &faults->capacity, faults->count + 1,
                     sizeof *faults->items))
    return false;
  pincite_fault fault = {line, pincite__copy(reason), pincite__copy(detail)};
  if (!fault.reason || !fault.detail) {
    free(fault.reason);
    free(fault.detail);
    return false;
  }
  faults->items[faults->count++] = fault;
  return true;
}

static bool row_is(sqlite3_stmt *row, const pincite_fault *fault) {
  const char *reason = (const char *)sqlite3_column_text(row, 1);
  const char *detail = (const char *)sqlite3_column_text(row, 2);
  return (uint64_t)sqlite3_column_int64(row, 0) == fault->line && reason && detail &&
         strcmp(reason, fault->reason) == 0 && strcmp(detail, fault->detail) == 0;
}

/* Does the ledger name these faults, in this order, and no others? */
static pincite_status are_noted(pincite_store *store, int64_t input,
                                const pincite_faults *faults, bool *noted,
                                pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_FAULT_LIST, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, input);
  size_t count = 0;
  bool same = true;
  int rc;
  while ((rc = sqlite3_step(row)) == SQLITE_ROW && same) {
    same = count < faults->count && row_is(row, &faults->items[count]);
    count++;
  }
  pincite__statement_done(store, row);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return pincite__store_failed(store, "read the ledger", err);
  *noted = same && count == faults->count;
  return PINCITE_OK;
}

static pincite_status run_one(pincite_store *store, sqlite3_stmt *statement,
                              pincite_error *err) {
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, "write the ledger", err);
}

pincite_status pincite__ledger_faults(pincite_store *store, int64_t input,
                                      const pincite_faults *faults, pincite_error *err) {
  bool noted = false;
  pincite_status status = are_noted(store, input, faults, &noted, err);
  if (status || noted)
    return status;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_FAULT_CLEAR, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, input);
  status = run_one(store, statement, err);
  for (size_t i = 0; !status && i < faults->count; i++) {
    const pincite_fault *fault = &faults->items[i];
    statement = pincite__statement(store, STATEMENT_FAULT_ADD, err);
    if (!statement)
      return pincite__no_statement(store);
    sqlite3_bind_int64(statement, 1, input);
    sqlite3_bind_int64(statement, 2, (int64_t)fault->line);
    sqlite3_bind_text(statement, 3, fault->reason, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 4, fault->detail, -1, SQLITE_STATIC);
    status = run_one(store, statement, err);
  }
  return status;
}
