/* SPDX-License-Identifier: MIT
 *
 * pages.c - a checksum in every page of the database.
 *
 * SQLite has none: a flipped bit in a page of FTS5 or of a table is a wrong
 * answer and no error. So the database is opened through a thin layer over the
 * system's own VFS. It fills the last 8 bytes of a page, which SQLite is asked to
 * leave free, when the page is written to corpus.db, and compares them when it is
 * read. The page's number joins in, so that a page in the wrong place is noticed
 * too. The log beside the database has checksums of SQLite's own.
 *
 * Any other SQLite can read such a database; it must not write to it.
 *
 * The layer is registered only while a database is opened: nothing global stays.
 */
#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK_BYTES 8
#define HEADER_BYTES 100
#define PAGE_MAX 65536
#define PATH_BYTES 4200

typedef struct layer {
  sqlite3_vfs vfs; /* first: SQLite hands this back to us */
  sqlite3_vfs *system;
  char name[40];
  char path[PATH_BYTES]; /* of the database; "": it has none */
  /* of the temporary file opened last; SQLite keeps the pointer */
  char temporary[PATH_BYTES + 100];
  unsigned opened;
} layer;

typedef struct file {
  sqlite3_file base;
  sqlite3_file *real;     /* right behind this struct */
  int page;               /* size; 0: not known yet, nothing is checked */
  unsigned char *scratch; /* a page with its checksum, on its way out */
} file;

static sqlite3_file *real(sqlite3_file *from) {
  return ((file *)from)->real;
}

static uint64_t load64(const unsigned char *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

/* Two lanes of multiply and mix: every step can be undone, so that one changed
   word always shows. */
static void checksum(const unsigned char *page, size_t len, uint64_t number,
                     unsigned char out[CHECK_BYTES]) {
  const uint64_t factor = UINT64_C(0xd6e8feb86659fd93);
  uint64_t a = UINT64_C(0x9e3779b97f4a7c15) ^ number, b = UINT64_C(0x2545f4914f6cdd1d);
  for (size_t i = 0; i + 16 <= len; i += 16) {
    a = (a ^ load64(page + i)) * factor;
    b = (b ^ load64(page + i + 8)) * factor;
    a ^= a >> 32;
    b ^= b >> 32;
  }
  if (len % 16)
    a = (a ^ load64(page + len - 8)) * factor;
  a = (a ^ (b << 23 | b >> 41)) * factor;
  a ^= a >> 32;
  for (unsigned i = 0; i < CHECK_BYTES; i++)
    out[i] = (unsigned char)(a >> 8 * i);
}

/* Learn the page size from the database's header. */
static void look_at_header(file *f, const unsigned char *header) {
  static const unsigned char ours[4] = {'P', 'I', 'N', 'C'};
  int size = header[16] << 8 | header[17];
  size = size == 1 ? PAGE_MAX : size;
  if (memcmp(header, "SQLite format 3", 16) != 0 || size < 512 || (size & (size - 1)) ||
      (header[20] != CHECK_BYTES && memcmp(header + 68, ours, sizeof ours) != 0))
    return;
  if (f->page != size) {
    free(f->scratch);
    f->scratch = NULL;
  }
  f->page = size;
}

static int read_file(sqlite3_file *from, void *out, int len, sqlite3_int64 at) {
  file *f = (file *)from;
  int rc = f->real->pMethods->xRead(f->real, out, len, at);
  /* What is missing at the end of a page would count as zeros. */
  if (rc == SQLITE_IOERR_SHORT_READ && f->page && len == f->page)
    return SQLITE_CORRUPT;
  if (rc != SQLITE_OK)
    return rc;
  if (at == 0 && len >= HEADER_BYTES)
    look_at_header(f, out);
  if (f->page == 0 || len != f->page || at % len)
    return SQLITE_OK;
  unsigned char sum[CHECK_BYTES];
  const unsigned char *page = out;
  checksum(page, (size_t)(len - CHECK_BYTES), (uint64_t)(at / len), sum);
  return memcmp(sum, page + len - CHECK_BYTES, CHECK_BYTES) ? SQLITE_CORRUPT : SQLITE_OK;
}

static int write_file(sqlite3_file *to, const void *bytes, int len, sqlite3_int64 at) {
  file *f = (file *)to;
  if (at == 0 && len >= HEADER_BYTES)
    look_at_header(f, bytes);
  if (f->page == 0 || len != f->page || at % len)
    return f->real->pMethods->xWrite(f->real, bytes, len, at);
  if (!f->scratch)
    f->scratch = malloc((size_t)f->page);
  if (!f->scratch)
    return SQLITE_IOERR_NOMEM;
  memcpy(f->scratch, bytes, (size_t)(len - CHECK_BYTES));
  checksum(f->scratch, (size_t)(len - CHECK_BYTES), (uint64_t)(at / len),
           f->scratch + len - CHECK_BYTES);
  return f->real->pMethods->xWrite(f->real, f->scratch, len, at);
}

static int close_file(sqlite3_file *from) {
  file *f = (file *)from;
  free(f->scratch);
  f->scratch = NULL;
  return f->real->pMethods->xClose(f->real);
}

/* A mapped page would not be checked: there are none. */
static int fetch(sqlite3_file *from, sqlite3_int64 at, int len, void **page) {
  (void)from, (void)at, (void)len;
  *page = NULL;
  return SQLITE_OK;
}

static int unfetch(sqlite3_file *from, sqlite3_int64 at, void *page) {
  (void)from, (void)at, (void)page;
  return SQLITE_OK;
}

/* ---- handed on as it comes ----------------------------------------------------- */

static int truncate_file(sqlite3_file *f, sqlite3_int64 size) {
  return real(f)->pMethods->xTruncate(real(f), size);
}

static int sync_file(sqlite3_file *f, int flags) {
  return real(f)->pMethods->xSync(real(f), flags);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}

static int lock(sqlite3_file *f, int level) {
  return real(f)->pMethods->xLock(real(f), level);
}

static int unlock(sqlite3_file *f, int level) {
  return real(f)->pMethods->xUnlock(real(f), level);
}

static int check_reserved(sqlite3_file *f, int *out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int control(sqlite3_file *f, int what, void *data) {
  return real(f)->pMethods->xFileControl(real(f), what, data);
}

static int sector_size(sqlite3_file *f) {
  return real(f)->pMethods->xSectorSize(real(f));
}

static int device(sqlite3_file *f) {
  return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}

static int shm_lock(sqlite3_file *f, int offset, int count, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
}

static void shm_barrier(sqlite3_file *f) {
  real(f)->pMethods->xShmBarrier(real(f));
}

static int shm_unmap(sqlite3_file *f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

static const sqlite3_io_methods methods = {
    3,           close_file,  read_file, write_file, truncate_file,
    sync_file,   file_size,   lock,      unlock,     check_reserved,
    control,     sector_size, device,    shm_map,    shm_lock,
    shm_barrier, shm_unmap,   fetch,     unfetch};

/* ---- opening ------------------------------------------------------------------- */

/* What SQLite has no room for lies beside the database, where there is room for it, and
   not wherever the system keeps temporary files: on a disk that is as large. It has a
   name for a moment only. */
static int open_temporary(layer *l, sqlite3_file *out, int flags, int *out_flags) {
  if (!*l->path || !(flags & SQLITE_OPEN_DELETEONCLOSE))
    return SQLITE_CANTOPEN;
  memset(l->temporary, 0, sizeof l->temporary); /* ends with more than one zero */
  snprintf(l->temporary, sizeof l->temporary - 1, "%s-%lx-%p-%u", l->path,
           (unsigned long)getpid(), (void *)l, l->opened++);
  return l->system->xOpen(l->system, l->temporary, out, flags, out_flags);
}

/* Only the database itself gets the layer; its log and temporary files are the
   system's alone. */
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags,
                     int *out_flags) {
  layer *l = (layer *)vfs;
  sqlite3_vfs *system = l->system;
  if (!name && open_temporary(l, out, flags, out_flags) == SQLITE_OK)
    return SQLITE_OK;
  if (!(flags & SQLITE_OPEN_MAIN_DB))
    return system->xOpen(system, name, out, flags, out_flags);
  if (!*l->path && name && strlen(name) < PATH_BYTES) /* not one attached later */
    snprintf(l->path, sizeof l->path, "%s", name);
  file *f = (file *)out;
  memset(f, 0, sizeof *f);
  f->real = (sqlite3_file *)(f + 1);
  int rc = system->xOpen(system, name, f->real, flags, out_flags);
  if (f->real->pMethods)
    f->base.pMethods = &methods;
  return rc;
}

int pincite__pages_open(const char *uri, int flags, sqlite3 **db, void **layer_out) {
  sqlite3_vfs *system = sqlite3_vfs_find(NULL);
  layer *l = system ? calloc(1, sizeof *l) : NULL;
  if (!l)
    return SQLITE_NOMEM;
  /* What else a VFS does, the system's functions do: they look at nothing in it
     but what is copied here. */
  l->vfs = *system;
  l->system = system;
  snprintf(l->name, sizeof l->name, "pincite-%p", (void *)l);
  l->vfs.zName = l->name;
  l->vfs.szOsFile = (int)sizeof(file) + system->szOsFile;
  l->vfs.pNext = NULL;
  l->vfs.xOpen = open_file;
  int rc = sqlite3_vfs_register(&l->vfs, 0);
  if (rc == SQLITE_OK) {
    rc = sqlite3_open_v2(uri, db, flags, l->name);
    sqlite3_vfs_unregister(&l->vfs);
  }
  *layer_out = l;
  return rc;
}

int pincite__pages_prepare(sqlite3 *db) {
  int bytes = CHECK_BYTES;
  int rc = sqlite3_exec(db, "PRAGMA page_size = 16384", NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
  /* Last, for it writes the first page. */
  return rc == SQLITE_OK
             ? sqlite3_exec(db, "PRAGMA auto_vacuum = INCREMENTAL", NULL, NULL, NULL)
             : rc;
}

int pincite__pages_vacuum(sqlite3 *db, void *layer_in) {
  layer *l = layer_in;
  int rc = l ? sqlite3_vfs_register(&l->vfs, 0) : SQLITE_OK;
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, "VACUUM", NULL, NULL, NULL);
  if (l)
    sqlite3_vfs_unregister(&l->vfs);
  return rc;
}
