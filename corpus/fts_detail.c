/* SPDX-License-Identifier: MIT
 *
 * fts_detail.c - how much FTS5 keeps: with full detail every place of every word, so
 * that MATCH finds phrases in any SQLite shell; else a third of that. Searching does
 * not need them: places stand in the ranked postings, too.
 */
#include <string.h>

#include "store_private.h"
#include "xapian_index.h"

static const char *const names[PINCITE__FTS_DETAILS] = {"full", "column", "none"};

const char *pincite__fts_detail_name(pincite_fts_detail detail) {
  return names[detail];
}

pincite_status pincite__fts_detail(pincite_store *store, pincite_fts_detail *detail,
                                   pincite_error *err) {
  uint64_t value = 0;
  pincite_status status = pincite__meta_get(store, "fts_detail", &value, err);
  if (!status)
    *detail =
        value < PINCITE__FTS_DETAILS ? (pincite_fts_detail)value : PINCITE__FTS_FULL;
  return status;
}

pincite_status pincite__fts_create(pincite_store *store, pincite_fts_detail detail,
                                   pincite_error *err) {
  /* What FTS5 gathers in memory before it writes a segment: with its 1 MB it would
     merge over and over. */
  char *sql = sqlite3_mprintf(
      "CREATE VIRTUAL TABLE passage_fts USING fts5(body, title, heading,"
      " content='passage_text', content_rowid='id', tokenize='pincite', columnsize=0,"
      " detail=%s);"
      "INSERT INTO passage_fts(passage_fts, rank) VALUES('hashsize', %lld);",
      names[detail], (long long)pincite__share(store, PINCITE__SHARE_FTS5));
  if (!sql)
    return pincite__no_memory(err);
  int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  return rc == SQLITE_OK ? pincite__meta_set(store, "fts_detail", detail, err)
                         : pincite__store_failed(store, "make the tables", err);
}

/* Inside a transaction. */
static pincite_status change(pincite_store *store, pincite_fts_detail detail, bool fill,
                             pincite_error *err) {
  pincite_status status = PINCITE_OK;
  store->fts_memory = false; /* to be found out again */
  if (sqlite3_exec(store->db, "DROP TABLE passage_fts", NULL, NULL, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "change full-text search", err);
  if (!status)
    status = pincite__fts_create(store, detail, err);
  if (!status && fill &&
      sqlite3_exec(store->db, "INSERT INTO passage_fts(passage_fts) VALUES('rebuild')",
                   NULL, NULL, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "index the passages anew", err);
  return status;
}

pincite_status pincite__fts_set(pincite_store *store, const char *name,
                                pincite_error *err) {
  pincite_fts_detail from, to = PINCITE__FTS_FULL;
  uint64_t engines = 0;
  while (to < PINCITE__FTS_DETAILS && strcmp(name, names[to]) != 0)
    to++;
  if (to == PINCITE__FTS_DETAILS)
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no detail of FTS5; it is full, column or none", name);
  if (!store->writable)
    return pincite__fail(err, PINCITE_EREFUSED, "the index was opened for reading only");
  pincite_status status = pincite__store_begin_read(store, err);
  if (status)
    return status;
  status = pincite__fts_detail(store, &from, err);
  if (!status)
    status = pincite__engines(store, &engines, err);
  pincite__store_end_read(store);
  if (status || from == to)
    return status;
  status = pincite__store_begin(store, err);
  if (status)
    return status;
  status = change(store, to, engines & PINCITE__ENGINE_FTS5, err);
  if (!status)
    return pincite__store_commit(store, err);
  pincite__store_rollback(store);
  return status;
}

pincite_status pincite__fts_copy(pincite_store *from, pincite_store *to,
                                 pincite_error *err) {
  pincite_fts_detail wanted, has;
  if (pincite__fts_detail(from, &wanted, NULL))
    return PINCITE_OK; /* the database does not tell any more */
  pincite_status status = pincite__fts_detail(to, &has, err);
  return status || has == wanted ? status : change(to, wanted, false, err);
}
