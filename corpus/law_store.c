/* SPDX-License-Identifier: MIT
 *
 * law_store.c - a user's authorities as a part of an index.
 *
 * The table lies in meta, for terms depend on it: whoever reads or writes the index
 * finds concepts by the same authorities. Its hash is one of the totals, so that a
 * reader sees when another takes its place, and it joins the fingerprint. To change
 * it all passages are indexed anew, in one transaction.
 */
#include <string.h>

#include "handle.h"
#include "law_store.h"
#include "store_private.h"
#include "verify.h"

static uint64_t hash_of(pincite_str table) {
  return table.len ? pincite__hash64(table.at, table.len) | 1 : 0;
}

const pincite_law *pincite__store_law(const pincite_store *store) {
  return store->law;
}

/* What was in use before is kept until the index is closed: a table of authorities
   that is still read may name it. */
static void put_to_use(pincite_store *store, pincite_law *law, uint64_t hash) {
  if (store->law)
    pincite__law_retire(store->law, &store->old_laws);
  store->law = law;
  store->law_hash = hash;
  if (store->analyser)
    pincite__analyser_use(store->analyser, law);
}

/* Append the table that lies in the database; nothing when there is none. */
static pincite_status read_table(pincite_store *store, pincite_buf *out,
                                 pincite_error *err) {
  sqlite3_stmt *row = NULL;
  pincite_status status = PINCITE_OK;
  if (sqlite3_prepare_v2(store->db, "SELECT value FROM meta WHERE key = 'authorities'", -1,
                         &row, NULL) != SQLITE_OK)
    return pincite__store_failed(store, "read the authorities", err);
  int rc = sqlite3_step(row);
  if (rc == SQLITE_ROW)
    pincite__buf_add(out, sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0));
  else if (rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the authorities", err);
  sqlite3_finalize(row);
  return !status && out->failed ? pincite__no_memory(err) : status;
}

pincite_status pincite__law_load(pincite_store *store, pincite_error *err) {
  pincite_law *law = NULL;
  pincite_buf table;
  pincite__buf_init(&table, PINCITE__BUF_LIMIT);
  pincite_status status = read_table(store, &table, err);
  if (!status && table.len)
    status = pincite__law_read(pincite__buf_view(&table), &law, err);
  if (!status)
    put_to_use(store, law, hash_of(pincite__buf_view(&table)));
  pincite__buf_release(&table);
  return status;
}

pincite_status pincite__law_refresh(pincite_store *store, pincite_error *err) {
  return store->totals.law == store->law_hash ? PINCITE_OK : pincite__law_load(store, err);
}

void pincite__law_release(pincite_store *store) {
  pincite__law_free(store->law);
  pincite__law_free(store->old_laws);
}

/* ---- changing it --------------------------------------------------------------- */

static pincite_status write_table(pincite_store *store, pincite_str table,
                                  pincite_error *err) {
  sqlite3_stmt *put = NULL;
  if (sqlite3_prepare_v2(store->db,
                         "INSERT OR REPLACE INTO meta(key, value) VALUES('authorities', ?1)",
                         -1, &put, NULL) != SQLITE_OK)
    return pincite__store_failed(store, "write the authorities", err);
  sqlite3_bind_text64(put, 1, table.at, table.len, SQLITE_STATIC, SQLITE_UTF8);
  int rc = sqlite3_step(put);
  sqlite3_finalize(put);
  return rc == SQLITE_DONE ? PINCITE_OK
                           : pincite__store_failed(store, "write the authorities", err);
}

pincite_status pincite__law_copy(pincite_store *from, pincite_store *to,
                                 pincite_error *err) {
  pincite_buf table;
  pincite__buf_init(&table, PINCITE__BUF_LIMIT);
  pincite_status status = read_table(from, &table, err);
  if (!status && table.len)
    status = write_table(to, pincite__buf_view(&table), err);
  if (!status && table.len)
    status = pincite__law_load(to, err);
  to->totals.law = to->law_hash;
  pincite__buf_release(&table);
  return status;
}

static pincite_status rank_passage(pincite_store *store,
                                   const pincite_passage_text *passage, void *data,
                                   pincite_error *err) {
  (void)data;
  return pincite__passage_rank(store, passage, store->postings, err);
}

/* Make what depends on terms anew. */
static pincite_status index_anew(pincite_store *store, pincite_error *err) {
  static const char sql[] = "INSERT INTO passage_fts(passage_fts) VALUES('rebuild')";
  if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return pincite__store_failed(store, "index the passages anew", err);
  pincite_status status = PINCITE_OK;
  if (!store->postings)
    status = pincite__postings_writer_open(
        store->db, pincite__share(store, PINCITE__SHARE_POSTINGS), &store->postings, err);
  if (!status)
    status = pincite__postings_clear(store->postings, err);
  return status ? status : pincite__passages_each(store, rank_passage, NULL, err);
}

static pincite_status change(pincite_store *store, pincite_str table, pincite_law *law,
                             pincite_error *err) {
  pincite_status status = pincite__store_begin(store, err);
  if (status) {
    pincite__law_free(law);
    return status;
  }
  put_to_use(store, law, hash_of(table));
  store->totals.law = store->law_hash;
  status = write_table(store, table, err);
  if (!status && store->totals.passages)
    status = index_anew(store, err);
  if (!status)
    status = pincite__store_commit(store, err);
  if (!status)
    return PINCITE_OK;
  pincite__store_rollback(store);
  pincite__law_refresh(store, NULL);
  return status;
}

pincite_status pincite_authorities_set(pincite_index *index, const char *table,
                                       size_t length, pincite_error *err) {
  pincite_store *store = index->store;
  pincite_law *law = NULL;
  if (!table)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_authorities_set needs a table");
  if (index->batch)
    return pincite__fail(err, PINCITE_EINVAL, "commit the batch before you change the "
                                              "authorities");
  pincite_str text = {table, length == SIZE_MAX ? strlen(table) : length};
  if (hash_of(text) == store->law_hash)
    return PINCITE_OK;
  pincite_status status = text.len ? pincite__law_read(text, &law, err) : PINCITE_OK;
  if (!status)
    status = change(store, text, law, err);
  pincite__analyser_use(index->analyser, store->law);
  return status;
}
