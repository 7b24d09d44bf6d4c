/* SPDX-License-Identifier: MIT
 *
 * snapshot.c - a frozen copy of one generation, while a run goes on.
 *
 * The pages are copied in one read transaction, so that a writer neither waits nor
 * shows; each is compared with its checksum on the way. The copy has no log: it can
 * be read where nothing may be written.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "handle.h"
#include "pages.h"
#include "rebuild.h"
#include "xapian_index.h"

#define PATH_BYTES 4200

static pincite_status open_copy(const char *folder, pincite_store *copy,
                                pincite_error *err) {
  char path[PATH_BYTES + 16];
  snprintf(path, sizeof path, "%s/corpus.db", folder);
  int rc = pincite__pages_open(
      path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, &copy->db,
      &copy->layer);
  if (rc == SQLITE_OK)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_EIO, "cannot make '%s': %s", path,
                       sqlite3_errstr(rc));
}

static pincite_status end_copy(pincite_store *copy, pincite_error *err) {
  if (sqlite3_exec(copy->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) ==
      SQLITE_OK)
    return PINCITE_OK;
  return pincite__store_failed(copy, "write the snapshot", err);
}

/* Have no log in the copy. */
static pincite_status settle(const char *folder, pincite_error *err) {
  pincite_store copy = {0};
  pincite_status status = open_copy(folder, &copy, err);
  if (!status)
    status = end_copy(&copy, err);
  sqlite3_close(copy.db);
  free(copy.layer);
  return status;
}

static pincite_status copy_database(pincite_store *store, char *folder, uint64_t *engines,
                                    pincite_error *err) {
  /* Just enough of a store to copy pages into. */
  pincite_store copy = {.path = folder};
  pincite_status status = open_copy(folder, &copy, err);
  if (!status)
    status = pincite__store_begin_read(store, err);
  if (!status) {
    status = pincite__engines(store, engines, err);
    if (!status)
      status = pincite__pages_copy(store, &copy, err);
    pincite__store_end_read(store);
  }
  if (!status)
    status = end_copy(&copy, err);
  sqlite3_close(copy.db);
  free(copy.layer);
  return status;
}

static pincite_status copy_all(pincite_store *store, char *folder, pincite_error *err) {
  uint64_t engines = 0;
  pincite_status status = copy_database(store, folder, &engines, err);
  if (!status && engines & PINCITE__ENGINE_XAPIAN) {
    status = pincite__tables_copy(store->path, folder, err);
    if (!status)
      status = settle(folder, err);
  }
  return status;
}

static pincite_status put_in_place(const char *partial, const char *path,
                                   pincite_error *err) {
  if (rename(partial, path) == 0)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_EIO, "cannot rename '%s' to '%s': %s", partial, path,
                       strerror(errno));
}

pincite_status pincite_snapshot(pincite_index *index, const char *path,
                                pincite_error *err) {
  char partial[PATH_BYTES];
  struct stat info;
  if (!path || !*path || strlen(path) > 4000)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_snapshot needs a path");
  if (!index->store->path || index->store->writing)
    return pincite__fail(err, PINCITE_EINVAL,
                         index->store->path ? "commit the batch before a snapshot"
                                            : "an index in memory has no snapshots");
  if (lstat(path, &info) == 0)
    return pincite__fail(err, PINCITE_EREFUSED, "'%s' is there already", path);
  snprintf(partial, sizeof partial, "%s.partial", path);
  pincite_status status = pincite__folder_remove(partial, err);
  if (status)
    return status;
  if (mkdir(partial, 0777))
    return pincite__fail(err, PINCITE_EIO, "cannot make the folder '%s': %s", partial,
                         strerror(errno));
  status = copy_all(index->store, partial, err);
  if (!status)
    status = pincite__folder_copy_notes(index->store->path, partial, err);
  if (!status)
    status = pincite__folder_sync(partial, err);
  if (!status)
    status = put_in_place(partial, path, err);
  if (status)
    pincite__folder_remove(partial, NULL);
  return status;
}
