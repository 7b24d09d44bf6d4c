/* SPDX-License-Identifier: MIT
 *
 * ledger.c - what became of every input.
 *
 *   root         a path that was given to a run, made absolute
 *   input        a file below it: what stat() said, SHA-256 of its bytes, state,
 *                reason, a sentence, how many articles it gave, since which
 *                generation this is so
 *   fault        a part of an input that failed, by line
 *   input_range  rows of 'article' that came from an input: between first and last
 *                are its articles, and those of other inputs do not count
 */
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "store_private.h"

static const char *const state_names[PINCITE__STATE_COUNT] = {
    "pending", "indexed", "duplicate", "skipped", "failed", "gone"};

const char *pincite__input_state_name(pincite_input_state state) {
  return (unsigned)state < PINCITE__STATE_COUNT ? state_names[state] : "unknown";
}

static pincite_input_state state_from_name(const char *name) {
  for (int i = 0; name && i < PINCITE__STATE_COUNT; i++)
    if (strcmp(name, state_names[i]) == 0)
      return (pincite_input_state)i;
  return PINCITE_INPUT_PENDING;
}

void pincite__input_init(pincite_input *input) {
  *input = (pincite_input){0};
  pincite__buf_init(&input->uri, PINCITE__BUF_LIMIT);
  pincite__buf_init(&input->reason, PINCITE__BUF_LIMIT);
  pincite__buf_init(&input->detail, PINCITE__BUF_LIMIT);
}

void pincite__input_release(pincite_input *input) {
  pincite__buf_release(&input->uri);
  pincite__buf_release(&input->reason);
  pincite__buf_release(&input->detail);
}

static void bind_str(sqlite3_stmt *statement, int index, pincite_str text) {
  sqlite3_bind_text64(statement, index, text.at ? text.at : "", text.len, SQLITE_STATIC,
                      SQLITE_UTF8);
}

/* Run a statement that gives no row. */
static pincite_status finish(pincite_store *store, sqlite3_stmt *statement,
                             pincite_error *err) {
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, "write the ledger", err);
}

/* Run a statement that gives at most one number. */
static pincite_status one_number(pincite_store *store, sqlite3_stmt *statement,
                                 int64_t *value, pincite_error *err) {
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    *value = sqlite3_column_int64(statement, 0);
    rc = sqlite3_step(statement);
  }
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE || rc == SQLITE_ROW
             ? PINCITE_OK
             : pincite__store_failed(store, "read the ledger", err);
}

pincite_status pincite__ledger_root(pincite_store *store, pincite_str path, int64_t *root,
                                    bool *is_new, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_ROOT_FIND, err);
  if (!statement)
    return pincite__no_statement(store);
  int64_t found = 0;
  bind_str(statement, 1, path);
  pincite_status status = one_number(store, statement, &found, err);
  *is_new = found == 0;
  if (!status && found == 0 && store->writing) {
    statement = pincite__statement(store, STATEMENT_ROOT_ADD, err);
    if (!statement)
      return pincite__no_statement(store);
    bind_str(statement, 1, path);
    status = finish(store, statement, err);
    found = sqlite3_last_insert_rowid(store->db);
  }
  if (!status)
    *root = found;
  return status;
}

static void copy_column(sqlite3_stmt *row, int column, pincite_buf *out) {
  pincite__buf_clear(out);
  pincite__buf_add(out, sqlite3_column_text(row, column),
                   (size_t)sqlite3_column_bytes(row, column));
}

static bool read_row(sqlite3_stmt *row, pincite_input *input) {
  input->id = sqlite3_column_int64(row, 0);
  input->size = sqlite3_column_int64(row, 1);
  input->mtime = sqlite3_column_int64(row, 2);
  input->inode = sqlite3_column_int64(row, 3);
  memset(input->hash, 0, sizeof input->hash);
  if (sqlite3_column_bytes(row, 4) == PINCITE__SHA256_SIZE)
    memcpy(input->hash, sqlite3_column_blob(row, 4), sizeof input->hash);
  input->state = state_from_name((const char *)sqlite3_column_text(row, 5));
  input->articles = (uint64_t)sqlite3_column_int64(row, 6);
  copy_column(row, 7, &input->reason);
  copy_column(row, 8, &input->detail);
  copy_column(row, 9, &input->uri);
  return !input->reason.failed && !input->detail.failed && !input->uri.failed;
}

pincite_status pincite__ledger_find(pincite_store *store, int64_t root, pincite_str uri,
                                    pincite_input *input, pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_INPUT_FIND, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, root);
  bind_str(row, 2, uri);
  pincite_status status = PINCITE_OK;
  input->id = 0;
  int rc = sqlite3_step(row);
  if (rc == SQLITE_ROW && !read_row(row, input))
    status = pincite__no_memory(err);
  else if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the ledger", err);
  pincite__statement_done(store, row);
  return status;
}

/* Does the ledger say exactly this of the input already? */
static pincite_status is_noted(pincite_store *store, int64_t root,
                               const pincite_input *input, bool *noted,
                               pincite_error *err) {
  pincite_input old;
  pincite__input_init(&old);
  pincite_status status =
      pincite__ledger_find(store, root, pincite__buf_view(&input->uri), &old, err);
  *noted = !status && old.id && old.size == input->size && old.mtime == input->mtime &&
           old.inode == input->inode && old.state == input->state &&
           old.articles == input->articles &&
           memcmp(old.hash, input->hash, sizeof old.hash) == 0 &&
           pincite__str_equal(pincite__buf_view(&old.reason),
                              pincite__buf_view(&input->reason)) &&
           pincite__str_equal(pincite__buf_view(&old.detail),
                              pincite__buf_view(&input->detail));
  pincite__input_release(&old);
  return status;
}

pincite_status pincite__ledger_set(pincite_store *store, int64_t root,
                                   pincite_input *input, pincite_error *err) {
  bool noted = false;
  pincite_status status = is_noted(store, root, input, &noted, err);
  if (status || noted)
    return status;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_INPUT_SET, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, root);
  bind_str(statement, 2, pincite__buf_view(&input->uri));
  sqlite3_bind_int64(statement, 3, input->size);
  sqlite3_bind_int64(statement, 4, input->mtime);
  sqlite3_bind_int64(statement, 5, input->inode);
  sqlite3_bind_blob(statement, 6, input->hash, sizeof input->hash, SQLITE_STATIC);
  sqlite3_bind_text(statement, 7, pincite__input_state_name(input->state), -1,
                    SQLITE_STATIC);
  bind_str(statement, 8, pincite__buf_view(&input->reason));
  bind_str(statement, 9, pincite__buf_view(&input->detail));
  sqlite3_bind_int64(statement, 10, (int64_t)input->articles);
  sqlite3_bind_int64(statement, 11, (int64_t)store->totals.generation + 1);
  return one_number(store, statement, &input->id, err);
}

pincite_status pincite__ledger_each(pincite_store *store, int64_t root,
                                    int (*each)(const pincite_input *input, void *data),
                                    void *data, pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_INPUT_LIST, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, root);
  pincite_input input;
  pincite__input_init(&input);
  pincite_status status = PINCITE_OK;
  int rc = SQLITE_DONE;
  while (!status && (rc = sqlite3_step(row)) == SQLITE_ROW) {
    if (!read_row(row, &input))
      status = pincite__no_memory(err);
    else if (each(&input, data))
      status = PINCITE_EABORTED;
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the ledger", err);
  pincite__statement_done(store, row);
  pincite__input_release(&input);
  return status;
}

pincite_status pincite__ledger_uri(pincite_store *store, int64_t input, pincite_buf *uri,
                                   pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_INPUT_URI, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, input);
  int rc = sqlite3_step(row);
  if (rc == SQLITE_ROW)
    pincite__buf_add(uri, sqlite3_column_text(row, 0), (size_t)sqlite3_column_bytes(row, 0));
  pincite__statement_done(store, row);
  return rc == SQLITE_ROW || rc == SQLITE_DONE
             ? PINCITE_OK
             : pincite__store_failed(store, "read the ledger", err);
}

pincite_status pincite__ledger_articles(pincite_store *store, int64_t input,
                                        pincite_rows *rows, pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_RANGE_ARTICLES, err);
  if (!row)
    return pincite__no_statement(store);
  sqlite3_bind_int64(row, 1, input);
  pincite_status status = PINCITE_OK;
  int rc = SQLITE_DONE;
  rows->count = 0;
  while (!status && (rc = sqlite3_step(row)) == SQLITE_ROW) {
    if (!pincite__grow(&rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items))
      status = pincite__no_memory(err);
    else
      rows->items[rows->count++] = sqlite3_column_int64(row, 0);
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the ledger", err);
  pincite__statement_done(store, row);
  return status;
}

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static pincite_status add_range(pincite_store *store, int64_t input, int64_t first,
                                int64_t last, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_RANGE_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, input);
  sqlite3_bind_int64(statement, 2, first);
  sqlite3_bind_int64(statement, 3, last);
  return finish(store, statement, err);
}

/* Articles of an input stand closely behind one another, a few hundred passages
   apart at the most, unless another input came between. Joining over such gaps
   keeps the ranges few, and article.input tells whose an article is. */
#define GAP 4096

pincite_status pincite__ledger_ranges(pincite_store *store, int64_t input,
                                      pincite_rows *rows, bool replace,
                                      pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (replace) {
    sqlite3_stmt *statement = pincite__statement(store, STATEMENT_RANGE_CLEAR, err);
    if (!statement)
      return pincite__no_statement(store);
    sqlite3_bind_int64(statement, 1, input);
    status = finish(store, statement, err);
  }
  if (rows->count)
    qsort(rows->items, rows->count, sizeof *rows->items, by_number);
  for (size_t i = 0; !status && i < rows->count;) {
    size_t end = i + 1;
    while (end < rows->count && rows->items[end] - rows->items[end - 1] <= GAP)
      end++;
    status = add_range(store, input, rows->items[i], rows->items[end - 1], err);
    i = end;
  }
  return status;
}

pincite_status pincite__ledger_counts(pincite_store *store, pincite_ledger_counts *counts,
                                      pincite_error *err) {
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_LEDGER_COUNTS, err);
  if (!row)
    return pincite__no_statement(store);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(row) == SQLITE_ROW)
    *counts = (pincite_ledger_counts){(uint64_t)sqlite3_column_int64(row, 0),
                                      (uint64_t)sqlite3_column_int64(row, 1),
                                      (uint64_t)sqlite3_column_int64(row, 2),
                                      (uint64_t)sqlite3_column_int64(row, 3)};
  else
    status = pincite__store_failed(store, "read the ledger", err);
  pincite__statement_done(store, row);
  return status;
}
