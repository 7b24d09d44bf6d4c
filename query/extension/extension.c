/* SPDX-License-Identifier: MIT
 *
 * extension.c - an index opened by any SQLite: `.load pincite_sqlite` gives the
 * connection the tokenizer 'pincite' and the function pincite_text(), with which
 * passage_fts can be asked by SELECT ... WHERE passage_fts MATCH ..., and the table
 * pincite_search(), which answers as the library does.
 */
#include <stdlib.h>

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT1

#include "../../corpus/store_private.h"
#include "search_table.h"

#if defined(__GNUC__)
#define EXPORTED __attribute__((visibility("default")))
#else
#define EXPORTED
#endif

EXPORTED int sqlite3_pincitesqlite_init(sqlite3 *db, char **message,
                                        const sqlite3_api_routines *api);

static void release(void *store) {
  pincite__store_close(store);
}

static pincite_status attach(sqlite3 *db, pincite_store **out, pincite_error *err) {
  pincite_store *store = calloc(1, sizeof *store);
  if (!store)
    return pincite__no_memory(err);
  store->db = db;
  store->lock = -1;
  pincite__blocks_init(&store->blocks);
  *out = store;
  return PINCITE_OK;
}

int sqlite3_pincitesqlite_init(sqlite3 *db, char **message,
                               const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api);
  pincite_store *store = NULL;
  pincite_error err = {PINCITE_OK, ""};
  pincite_status status = attach(db, &store, &err);
  if (!status)
    status = pincite__fts_register(store, &err);
  if (!status && pincite__search_table_register(db) != SQLITE_OK)
    status = pincite__fail(&err, PINCITE_EINVAL, "cannot register pincite_search()");
  /* A client-data slot that owns the store: SQLite calls release() when the
     connection closes. */
  if (!status && sqlite3_create_function_v2(
                     db, "pincite_version", 0, SQLITE_UTF8 | SQLITE_INNOCUOUS, store,
                     pincite__version_function, NULL, NULL, release) != SQLITE_OK) {
    status = pincite__fail(&err, PINCITE_EINVAL, "cannot register pincite_version()");
    store = NULL; /* SQLite has called release() already */
  }
  if (!status)
    return SQLITE_OK;
  pincite__store_close(store);
  *message = sqlite3_mprintf("%s", err.message);
  return status == PINCITE_ENOMEM ? SQLITE_NOMEM : SQLITE_ERROR;
}
