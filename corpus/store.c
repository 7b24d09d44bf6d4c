/* SPDX-License-Identifier: MIT
 *
 * store.c - opening corpus.db, the writer's lock.
 *
 * SQLite in WAL mode gives readers a snapshot that a writer never disturbs. The
 * writer's lock is a flock() on the file 'lock' beside the database: the kernel
 * drops it when its holder dies, so it is never stale.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "boilerplate.h"
#include "family.h"
#include "pages.h"
#include "store_private.h"
#include "xapian_index.h"

/* How long a reader waits for SQLite's own short locks. */
#define BUSY_MILLISECONDS 10000

sqlite3 *pincite__store_db(pincite_store *store) {
  return store->db;
}

pincite_status pincite__store_failed(pincite_store *store, const char *what,
                                     pincite_error *err) {
  int rc = sqlite3_extended_errcode(store->db);
  const char *where = store->path ? store->path : ":memory:";
  const char *why = sqlite3_errmsg(store->db);
  switch (rc & 0xff) {
  case SQLITE_NOMEM:
    return pincite__no_memory(err);
  case SQLITE_NOTADB:
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "'%s/corpus.db' does not begin like a database: it is damaged, "
                         "or none of pincite's",
                         where);
  case SQLITE_FULL:
  case SQLITE_READONLY:
  case SQLITE_PERM:
    why = (rc & 0xff) == SQLITE_FULL ? "the disk is full; what was committed is whole"
                                     : "it may not be written"; /* fall through */
  case SQLITE_CANTOPEN:
  case SQLITE_IOERR:
    return pincite__fail(err, PINCITE_EIO, "cannot %s in '%s': %s", what, where, why);
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return pincite__fail(err, PINCITE_ELOCKED,
                         "'%s' is locked by another program; try again later", where);
  case SQLITE_CORRUPT:
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "cannot %s in '%s': corpus.db is damaged; see: pincite verify, "
                         "then: pincite repair",
                         what, where);
  default:
    return pincite__fail(err, PINCITE_ECORRUPT, "cannot %s in '%s': %s", what, where,
                         why);
  }
}

pincite_status pincite__store_lock(const char *path, int *fd, pincite_error *err) {
  char name[4200];
  snprintf(name, sizeof name, "%s/lock", path);
  int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock < 0)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s' for writing: %s", name,
                         strerror(errno));
  while (flock(lock, LOCK_EX | LOCK_NB)) {
    if (errno == EINTR)
      continue;
    int why = errno;
    close(lock);
    if (why == EWOULDBLOCK)
      return pincite__fail(err, PINCITE_ELOCKED,
                           "'%s' is being written by another run; try again later", path);
    return pincite__fail(err, PINCITE_EIO, "cannot lock '%s': %s", name, strerror(why));
  }
  *fd = lock;
  return PINCITE_OK;
}

/* Is there something at 'path' that can be an index, or may one be made? */
static pincite_status check_folder(const char *path, pincite_open_mode mode,
                                   pincite_error *err) {
  struct stat info;
  if (strlen(path) > 4000)
    return pincite__fail(err, PINCITE_EINVAL, "the name of the index is too long");
  if (stat(path, &info) == 0) {
    if (!S_ISDIR(info.st_mode))
      return pincite__fail(err, PINCITE_ENOINDEX,
                           "'%s' is not an index: an index is a folder", path);
    return PINCITE_OK;
  }
  if (errno != ENOENT)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", path, strerror(errno));
  if (mode != PINCITE_CREATE)
    return pincite__fail(err, PINCITE_ENOINDEX,
                         "there is no index at '%s'; make one with: pincite index", path);
  if (mkdir(path, 0777) && errno != EEXIST)
    return pincite__fail(err, PINCITE_EIO, "cannot make the folder '%s': %s", path,
                         strerror(errno));
  return PINCITE_OK;
}

/* "file:" and the path with what means something in a URI escaped. */
static void add_uri(pincite_buf *uri, const char *path, const char *query) {
  pincite__buf_adds(uri, "file:");
  for (const char *at = path; *at; at++)
    if (*at == '%' || *at == '?' || *at == '#')
      pincite__buf_addf(uri, "%%%02x", (unsigned)*at);
    else
      pincite__buf_addc(uri, *at);
  pincite__buf_addf(uri, "/corpus.db?%s", query);
}

static int open_uri(pincite_store *store, const char *query, int flags) {
  pincite_buf uri;
  pincite__buf_init(&uri, PINCITE__BUF_LIMIT);
  add_uri(&uri, store->path, query);
  sqlite3_close(store->db);
  free(store->layer);
  store->db = NULL;
  store->layer = NULL;
  int rc = uri.failed
               ? SQLITE_NOMEM
               : pincite__pages_open(uri.data, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                     &store->db, &store->layer);
  pincite__buf_release(&uri);
  if (rc == SQLITE_OK) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    rc = sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  }
  return rc;
}

static bool has_file(const char *folder, const char *name) {
  char path[4200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

static pincite_status open_database(pincite_store *store, pincite_open_mode mode,
                                    pincite_error *err) {
  if (mode != PINCITE_CREATE && !has_file(store->path, "corpus.db") && errno != ENOENT)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s/corpus.db': %s", store->path,
                         strerror(errno));
  if (mode == PINCITE_READ && !has_file(store->path, "corpus.db"))
    return pincite__fail(err, PINCITE_ENOINDEX, "there is no index at '%s'", store->path);
  if (mode == PINCITE_WRITE && !has_file(store->path, "corpus.db"))
    return pincite__fail(err, PINCITE_ENOINDEX,
                         "there is no index at '%s'; make one with: pincite index",
                         store->path);
  int flags = mode == PINCITE_READ     ? SQLITE_OPEN_READONLY
              : mode == PINCITE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                       : SQLITE_OPEN_READWRITE;
  int rc = open_uri(store, "", flags);
  /* On a medium that cannot be written WAL's shared memory cannot be made; a
     database without a log can be read as it is. */
  if (mode == PINCITE_READ && rc != SQLITE_OK && !has_file(store->path, "corpus.db-wal"))
    rc = open_uri(store, "immutable=1", flags);
  if (!store->db)
    return pincite__no_memory(err);
  return rc == SQLITE_OK ? PINCITE_OK
                         : pincite__store_failed(store, "open the index", err);
}

static pincite_status open_memory(pincite_store *store, pincite_error *err) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
  int rc = sqlite3_open_v2(":memory:", &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (!store->db)
    return pincite__no_memory(err);
  return rc == SQLITE_OK ? PINCITE_OK : pincite__store_failed(store, "open", err);
}

/* A commit is on the medium before it counts as done: a run commits rarely. */
static pincite_status prepare_to_write(pincite_store *store, bool fresh,
                                       pincite_error *err) {
  if (fresh && pincite__pages_prepare(store->db) != SQLITE_OK)
    return pincite__store_failed(store, "prepare the pages", err);
  return pincite__store_run(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
                            "prepare for writing", err);
}

static pincite_status set_up(pincite_store *store, pincite_open_mode mode,
                             pincite_error *err) {
  bool fresh = false;
  pincite_status status = pincite__fts_register(store, err);
  /* Nothing is written before it is known that the database is ours. */
  if (!status)
    status =
        pincite__schema_check(store, mode == PINCITE_CREATE || !store->path, &fresh, err);
  if (!status && store->writable && store->path)
    status = prepare_to_write(store, fresh, err);
  if (!status)
    status = pincite__store_cache(store, store->writable, err);
  if (!status && fresh)
    status = pincite__schema_create(store, err);
  return status;
}

static pincite_status open_store(const char *path, pincite_open_mode mode, bool damaged,
                                 pincite_store **out, pincite_error *err) {
  bool memory = strcmp(path, ":memory:") == 0;
  pincite_store *store = calloc(1, sizeof *store);
  if (!store)
    return pincite__no_memory(err);
  store->lock = -1;
  store->owns_db = true;
  store->writable = mode != PINCITE_READ || memory;
  pincite__blocks_init(&store->blocks);
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    pincite__tokens_init(&store->tokens[i]);
  store->analyser = pincite__analyser_new();
  store->path = memory ? NULL : pincite__copy(pincite__str(path));
  pincite_status status = PINCITE_OK;
  if (!store->analyser || (!memory && !store->path))
    status = pincite__no_memory(err);
  if (!status && !memory)
    status = check_folder(path, mode, err);
  if (!status && !memory && store->writable)
    status = pincite__store_lock(path, &store->lock, err);
  if (!status)
    status = memory ? open_memory(store, err) : open_database(store, mode, err);
  if (!status)
    status = set_up(store, mode, err);
  if (!status) {
    status = pincite__totals_read(store, err);
    if (!status)
      status = pincite__law_refresh(store, err);
    if (damaged && status == PINCITE_ECORRUPT)
      status = PINCITE_OK;
  }
  if (status)
    goto done;
  *out = store;
  store = NULL;
done:
  pincite__store_close(store);
  return status;
}

pincite_status pincite__store_open(const char *path, pincite_open_mode mode,
                                   pincite_store **out, pincite_error *err) {
  return open_store(path, mode, false, out, err);
}

pincite_status pincite__store_open_damaged(const char *path, pincite_store **out,
                                           pincite_error *err) {
  return open_store(path, PINCITE_READ, true, out, err);
}

void pincite__store_close(pincite_store *store) {
  if (!store)
    return;
  if (store->db && store->owns_db) {
    pincite__store_rollback(store);
    pincite__postings_writer_close(store->postings);
    pincite__xapian_writer_close(store->xapian);
    pincite__statements_release(store);
    sqlite3_close(store->db);
  }
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    pincite__tokens_release(&store->tokens[i]);
  if (store->lock >= 0)
    close(store->lock);
  pincite__blocks_release(&store->blocks);
  pincite__families_free(store->families);
  pincite__boilerplate_free(store->boilerplate);
  pincite__analyser_free(store->analyser);
  pincite__law_release(store);
  free(store->layer);
  free(store->path);
  free(store);
}
