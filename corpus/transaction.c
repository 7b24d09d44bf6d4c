/* SPDX-License-Identifier: MIT
 *
 * transaction.c - snapshots of readers and batches of the writer.
 */
#include "boilerplate.h"
#include "family.h"
#include "store_private.h"
#include "xapian_index.h"

/* A reader that begins so often asks more than one question. */
#define SEVERAL 3

pincite_status pincite__store_run(pincite_store *store, const char *sql, const char *what,
                                  pincite_error *err) {
  if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return PINCITE_OK;
  return pincite__store_failed(store, what, err);
}

/* Who asks once reads hardly a page twice, and memory that is not used need not be
   cleared. */
pincite_status pincite__store_cache(pincite_store *store, bool large, pincite_error *err) {
  return pincite__store_run(
      store, large ? "PRAGMA cache_size = -16384" : "PRAGMA cache_size = -2048",
      "set the cache", err);
}

/* Does another index stand where this one was opened? */
static pincite_status check_place(pincite_store *store, pincite_error *err) {
  int moved = 0;
  if (!store->path || !store->owns_db)
    return PINCITE_OK;
  sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (!moved)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_ENOINDEX,
                       "the index at '%s' has been replaced or removed; open it again",
                       store->path);
}

static pincite_status run(pincite_store *store, pincite_statement which, const char *what,
                          pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return pincite__no_statement(store);
  pincite_status status = sqlite3_step(statement) == SQLITE_DONE
                              ? PINCITE_OK
                              : pincite__store_failed(store, what, err);
  pincite__statement_done(store, statement);
  return status;
}

/* Rolling back takes a little memory, and so may fail; what is open then goes before the
   next one begins. */
static void undo(pincite_store *store) {
  for (int i = 0; i < 2 && !sqlite3_get_autocommit(store->db); i++)
    run(store, STATEMENT_ROLLBACK, "end a transaction", NULL);
}

/* Make sure that no transaction is left open. */
static pincite_status make_way(pincite_store *store, pincite_error *err) {
  if (store->owns_db)
    undo(store);
  return sqlite3_get_autocommit(store->db) || !store->owns_db ? PINCITE_OK
                                                              : pincite__no_memory(err);
}

static pincite_status read_state(pincite_store *store, pincite_error *err) {
  uint64_t before = store->totals.generation;
  pincite_status status = pincite__totals_read(store, err);
  if (!status && before != store->totals.generation)
    pincite__blocks_forget(&store->blocks);
  return status ? status : pincite__law_refresh(store, err);
}

/* Read what is true of all articles, unless SQLite knows that nothing has changed since:
   it says so once the snapshot is there, and that it is when something was read. */
static pincite_status refresh(pincite_store *store, pincite_error *err) {
  uint64_t generation = 0;
  unsigned version = 0;
  pincite_status status = pincite__meta_get(store, "generation", &generation, err);
  bool known = !status && store->owns_db &&
               sqlite3_file_control(store->db, "main", SQLITE_FCNTL_DATA_VERSION,
                                    &version) == SQLITE_OK;
  if (known && store->seen && version == store->seen_version)
    return PINCITE_OK;
  store->seen = 0;
  if (!status)
    status = read_state(store, err);
  if (!status && known) {
    store->seen = ++store->seen_last;
    store->seen_version = version;
  }
  return status;
}

uint64_t pincite__store_seen(const pincite_store *store) {
  return store->writing ? 0 : store->seen;
}

pincite_status pincite__store_begin_read(pincite_store *store, pincite_error *err) {
  if (store->readers++ || store->writing)
    return PINCITE_OK;
  pincite_status status = check_place(store, err);
  if (!status)
    status = make_way(store, err);
  if (!status)
    status = run(store, STATEMENT_BEGIN, "begin to read", err);
  if (!status) {
    status = refresh(store, err);
    if (!status && !store->writable && store->owns_db && ++store->reads == SEVERAL)
      status = pincite__store_cache(store, true, err);
    if (status)
      undo(store);
  }
  if (status)
    store->readers--;
  return status;
}

void pincite__store_end_read(pincite_store *store) {
  if (--store->readers == 0 && !store->writing)
    undo(store);
}

pincite_status pincite__store_begin(pincite_store *store, pincite_error *err) {
  if (!store->writable)
    return pincite__fail(err, PINCITE_EREFUSED, "the index was opened for reading only");
  if (store->writing || store->readers)
    return pincite__fail(err, PINCITE_EINVAL,
                         store->writing ? "a batch is open already"
                                        : "free the hits before you change the index");
  store->seen = 0; /* totals change before they are written, and may be put back */
  pincite_status status = make_way(store, err);
  if (!status)
    status = pincite__store_run(store, "BEGIN IMMEDIATE", "begin to write", err);
  if (!status)
    status = pincite__totals_read(store, err);
  if (!status)
    status = pincite__law_refresh(store, err);
  if (status) {
    undo(store);
    return status;
  }
  store->writing = true;
  store->changes = sqlite3_total_changes(store->db);
  status = pincite__engines(store, &store->engines, err);
  if (!status && store->engines & PINCITE__ENGINE_XAPIAN && !store->xapian_agrees)
    status = pincite__xapian_heal(store, false, err);
  if (status)
    pincite__store_rollback(store);
  return status;
}

pincite_status pincite__store_commit(pincite_store *store, pincite_error *err) {
  if (!store->writing)
    return pincite__fail(err, PINCITE_EINVAL, "there is no batch to commit");
  pincite_status status = pincite__boilerplate_settle(store, err);
  if (!status && store->postings)
    status = pincite__postings_begin_flush(store->postings, err);
  if (!status)
    status = pincite__families_settle(store, err);
  if (!status)
    status = pincite__block_flush(store, err);
  /* FTS5 writes what it has gathered, which else it would do in the end. */
  if (!status)
    status = pincite__store_run(store, "SAVEPOINT gathered; RELEASE gathered", "write", err);
  if (!status && store->postings)
    status = pincite__postings_flush(store->postings, err);
  bool changed = sqlite3_total_changes(store->db) != store->changes;
  if (!status && changed) {
    store->totals.generation++;
    status = pincite__totals_write(store, err);
  }
  if (!status && changed && !store->unsettled)
    status = pincite__store_trim(store, err);
  if (!status)
    status = pincite__store_run(store, "COMMIT", "commit", err);
  if (status) {
    pincite__store_rollback(store);
    return status;
  }
  store->writing = false;
  return store->engines & PINCITE__ENGINE_XAPIAN
             ? pincite__xapian_commit(store, changed, err)
             : PINCITE_OK;
}

void pincite__store_rollback(pincite_store *store) {
  if (!store->writing)
    return;
  undo(store);
  store->writing = false;
  pincite__families_forget(store);
  pincite__boilerplate_forget(store);
  pincite__blocks_forget(&store->blocks);
  pincite__totals_read(store, NULL);
  /* Opened anew when next wanted: it then begins where the tables stand. */
  pincite__postings_writer_close(store->postings);
  store->postings = NULL;
  pincite__xapian_writer_close(store->xapian);
  store->xapian = NULL;
  store->xapian_agrees = false;
}
