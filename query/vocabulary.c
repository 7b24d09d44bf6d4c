/* SPDX-License-Identifier: MIT
 *
 * vocabulary.c - the terms of an index: some through FTS5's own vocabulary table,
 * all of them, and how many passages have one, through the ranked postings.
 */
#include "vocabulary.h"

static pincite_status passages(void *data, pincite_str term, uint64_t *count,
                               pincite_error *err) {
  pincite_index *index = data;
  pincite_term_stats stats = {0};
  pincite_status status = pincite__postings_term(index->postings, term, &stats, err);
  if (!status)
    *count = stats.passages;
  return status;
}

/* Give each term that begins with 'prefix' to 'each', until it has enough. */
static pincite_status walk(pincite_index *index, sqlite3_stmt *rows, pincite_str prefix,
                           int (*each)(pincite_str term, void *to), void *to,
                           pincite_error *err) {
  int rc;
  while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
    pincite_str term = {(const char *)sqlite3_column_text(rows, 0),
                        (size_t)sqlite3_column_bytes(rows, 0)};
    if (term.len < prefix.len ||
        !pincite__str_equal((pincite_str){term.at, prefix.len}, prefix))
      return PINCITE_OK;
    if (each(term, to))
      return PINCITE_OK;
  }
  return rc == SQLITE_DONE ? PINCITE_OK
                           : pincite__store_failed(index->store, "list the terms", err);
}

static pincite_status make_table(pincite_index *index, pincite_error *err) {
  static const char sql[] = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_terms"
                            " USING fts5vocab('main', 'passage_fts', 'row')";
  if (sqlite3_exec(pincite__store_db(index->store), sql, NULL, NULL, NULL) != SQLITE_OK)
    return pincite__store_failed(index->store, "list the terms", err);
  return PINCITE_OK;
}

static pincite_status list(void *data, pincite_str prefix,
                           int (*each)(pincite_str term, void *to), void *to,
                           pincite_error *err) {
  pincite_index *index = data;
  if (prefix.len == 0)
    return pincite__postings_terms(index->postings, each, to, err);
  sqlite3_stmt *rows = NULL;
  sqlite3 *db = pincite__store_db(index->store);
  pincite_status status = make_table(index, err);
  /* The column 'term' alone is read, so FTS5 need not count anything. */
  if (!status &&
      sqlite3_prepare_v2(db, "SELECT term FROM temp.passage_terms WHERE term >= ?1", -1,
                         &rows, NULL) != SQLITE_OK)
    status = pincite__store_failed(index->store, "list the terms", err);
  if (!status) {
    sqlite3_bind_text64(rows, 1, prefix.at, prefix.len, SQLITE_STATIC, SQLITE_UTF8);
    status = walk(index, rows, prefix, each, to, err);
  }
  sqlite3_finalize(rows);
  return status;
}

pincite_vocabulary pincite__vocabulary(pincite_index *index) {
  return (pincite_vocabulary){
      .data = index, .list = list, .passages = passages, .spelling = pincite__spelling};
}
