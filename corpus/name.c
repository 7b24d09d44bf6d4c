/* SPDX-License-Identifier: MIT
 *
 * name.c - sources and authors, stored once and found without regard to case,
 * accents or punctuation.
 */
#include "store_private.h"

/* The words of a name, folded, with blanks between. */
bool pincite__name_fold(pincite_analyser *analyser, pincite_str name, pincite_buf *out) {
  pincite_word word;
  size_t at = 0;
  pincite__buf_init(out, PINCITE__BUF_LIMIT);
  while (pincite__word_next(name.at, name.len, &at, &word)) {
    pincite_str folded =
        pincite__fold_word(analyser, name.at + word.start, word.length);
    if (out->len)
      pincite__buf_addc(out, ' ');
    pincite__buf_add(out, folded.at, folded.len);
  }
  if (out->len == 0)
    pincite__buf_add(out, name.at, name.len);
  return !out->failed;
}

static pincite_status find(pincite_store *store, pincite_statement which,
                           pincite_str folded, int64_t *rowid, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_text64(statement, 1, folded.at, folded.len, SQLITE_STATIC, SQLITE_UTF8);
  int rc = sqlite3_step(statement);
  int64_t found = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  pincite__statement_done(store, statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return pincite__store_failed(store, "look for a name", err);
  *rowid = found;
  return PINCITE_OK;
}

static pincite_status find_name(pincite_store *store, pincite_statement which,
                                pincite_str name, int64_t *rowid, pincite_error *err) {
  pincite_buf folded;
  bool done = pincite__name_fold(store->analyser, name, &folded);
  pincite_status status =
      done ? find(store, which, pincite__buf_view(&folded), rowid, err)
           : pincite__no_memory(err);
  pincite__buf_release(&folded);
  return status;
}

pincite_status pincite__name_source(pincite_store *store, pincite_str name,
                                    int64_t *rowid, pincite_error *err) {
  return find_name(store, STATEMENT_SOURCE_FIND, name, rowid, err);
}

pincite_status pincite__name_author(pincite_store *store, pincite_str name,
                                    int64_t *rowid, pincite_error *err) {
  return find_name(store, STATEMENT_AUTHOR_FIND, name, rowid, err);
}

static pincite_status add(pincite_store *store, pincite_statement which, pincite_str folded,
                          pincite_str name, int64_t *rowid, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_text64(statement, 1, folded.at, folded.len, SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text64(statement, 2, name.at, name.len, SQLITE_STATIC, SQLITE_UTF8);
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  if (rc != SQLITE_DONE)
    return pincite__store_failed(store, "write a name", err);
  *rowid = sqlite3_last_insert_rowid(store->db);
  return PINCITE_OK;
}

pincite_status pincite__name_keep(pincite_store *store, bool author, pincite_str name,
                                  int64_t *rowid, pincite_error *err) {
  *rowid = 0;
  if (name.len == 0)
    return PINCITE_OK;
  pincite_buf folded;
  pincite_status status =
      pincite__name_fold(store->analyser, name, &folded) ? PINCITE_OK : pincite__no_memory(err);
  if (!status)
    status = find(store, author ? STATEMENT_AUTHOR_FIND : STATEMENT_SOURCE_FIND,
                  pincite__buf_view(&folded), rowid, err);
  if (!status && *rowid == 0)
    status = add(store, author ? STATEMENT_AUTHOR_ADD : STATEMENT_SOURCE_ADD,
                 pincite__buf_view(&folded), name, rowid, err);
  pincite__buf_release(&folded);
  return status;
}
