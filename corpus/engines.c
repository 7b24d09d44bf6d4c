/* SPDX-License-Identifier: MIT
 *
 * engines.c - which engines an index has, and giving it others.
 */
#include <string.h>
#include <sys/stat.h>

#include "verify.h"
#include "xapian_index.h"

pincite_status pincite__engines(pincite_store *store, uint64_t *engines,
                                pincite_error *err) {
  uint64_t value = 0;
  pincite_status status = pincite__meta_get(store, "engines", &value, err);
  if (!status)
    *engines = value ? value : PINCITE__ENGINE_FTS5;
  return status;
}

static pincite_status read_names(const char *names, uint64_t *engines,
                                 pincite_error *err) {
  *engines = 0;
  for (const char *at = names; *at;) {
    size_t length = strcspn(at, ", ");
    pincite_str name = {at, length};
    if (pincite__str_is(name, "fts5"))
      *engines |= PINCITE__ENGINE_FTS5;
    else if (pincite__str_is(name, "xapian"))
      *engines |= PINCITE__ENGINE_XAPIAN;
    else if (length)
      return pincite__fail(err, PINCITE_EINVAL,
                           "'%.*s' is no engine; engines are fts5 and xapian",
                           (int)length, at);
    at += length;
    at += strspn(at, ", ");
  }
  return *engines ? PINCITE_OK : pincite__fail(err, PINCITE_EINVAL, "no engine is named");
}

static pincite_status remove_xapian(pincite_store *store, pincite_error *err) {
  char path[4200];
  if (!store->path || !pincite__xapian_path(store->path, path))
    return PINCITE_OK;
  return pincite__tables_remove(path, err);
}

static pincite_status change(pincite_store *store, uint64_t from, uint64_t to,
                             pincite_error *err) {
  /* What is to go need not be made good before, and may be damaged. */
  if (!(to & PINCITE__ENGINE_XAPIAN))
    store->xapian_agrees = true;
  pincite_status status = pincite__store_begin(store, err);
  if (status)
    return status;
  status = pincite__meta_set(store, "engines", to, err);
  store->engines = to;
  store->xapian_agrees = false;
  if (store->totals.generation == 0)
    store->totals.generation--; /* committing counts up: there is no first one yet */
  if (!status && to & ~from & PINCITE__ENGINE_XAPIAN)
    status = pincite__xapian_heal(store, true, err);
  if (!status)
    return pincite__store_commit(store, err);
  pincite__store_rollback(store);
  return status;
}

pincite_status pincite__engines_set(pincite_store *store, const char *names,
                                    pincite_error *err) {
  uint64_t from = 0, to = 0;
  pincite_status status = read_names(names, &to, err);
  if (!status && !store->writable)
    status =
        pincite__fail(err, PINCITE_EREFUSED, "the index was opened for reading only");
  if (!status)
    status = pincite__store_begin_read(store, err);
  if (status)
    return status;
  uint64_t articles = store->totals.articles;
  status = pincite__engines(store, &from, err);
  pincite__store_end_read(store);
  if (status || from == to)
    return status;
  if (articles && (from ^ to) & PINCITE__ENGINE_FTS5)
    return pincite__fail(err, PINCITE_EINVAL,
                         "an index with articles cannot take up or give up fts5; make a "
                         "new one");
  status = change(store, from, to, err);
  if (!status && from & ~to & PINCITE__ENGINE_XAPIAN) {
    pincite__xapian_writer_close(store->xapian);
    store->xapian = NULL;
    status = remove_xapian(store, err);
  }
  return status;
}

/* Where the database does not tell, the folder does. */
static bool has_tables(const pincite_store *store) {
  char path[4200];
  struct stat info;
  return store->path && pincite__xapian_path(store->path, path) && stat(path, &info) == 0;
}

pincite_status pincite__engines_copy(pincite_store *from, pincite_store *to,
                                     pincite_error *err) {
  uint64_t engines = 0;
  if (pincite__engines(from, &engines, NULL))
    engines = PINCITE__ENGINE_FTS5 | (has_tables(from) ? PINCITE__ENGINE_XAPIAN : 0);
  if (engines == PINCITE__ENGINE_FTS5)
    return PINCITE_OK;
  pincite_status status = pincite__meta_set(to, "engines", engines, err);
  to->engines = engines;
  to->xapian_agrees = false;
  return status ? status : pincite__xapian_heal(to, true, err);
}
