/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700

#include "disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 32
#define SECTOR 512

/* A write, or with 'bytes' NULL a change of size, that was not synced. */
typedef struct change {
  sqlite3_int64 at;
  int len;
  unsigned char *bytes;
} change;

/* What would be found of a file after a power cut. */
typedef struct medium {
  char *path;
  unsigned char *bytes;
  size_t size;
  bool there;
  change *changes;
  size_t count, capacity;
} medium;

typedef struct file {
  sqlite3_file base;
  sqlite3_file *real; /* right behind this struct */
  medium *medium;     /* NULL: temporary */
} file;

static sqlite3_vfs *below;
static sqlite3_vfs disk;
static medium media[FILES];
static long counts[DISK_KINDS + 1], fail_at, cut_at;
static disk_kind fail_kind;
static bool fail_forever, failed;

void disk_fail(disk_kind kind, long at, bool forever) {
  memset(counts, 0, sizeof counts);
  fail_kind = kind;
  fail_at = at;
  fail_forever = forever;
  cut_at = 0;
  failed = false;
}


long disk_count(disk_kind kind) {
  return counts[kind];
}

bool disk_failed(void) {
  return failed;
}

/* Count an operation; true when it must not happen. */
static bool fails(disk_kind kind) {
  long n = ++counts[kind], any = ++counts[DISK_ANY];
  bool now = (cut_at && any >= cut_at) ||
             (fail_at && kind == fail_kind && (fail_forever ? n >= fail_at : n == fail_at));
  failed = failed || now;
  return now;
}

static void *must(void *memory) {
  if (!memory)
    abort();
  return memory;
}

/* ---- the medium --------------------------------------------------------------------- */

static void load(medium *m) {
  FILE *in = fopen(m->path, "rb");
  free(m->bytes);
  m->bytes = NULL;
  m->size = 0;
  m->there = in != NULL;
  if (!in)
    return;
  fseek(in, 0, SEEK_END);
  m->size = (size_t)ftell(in);
  rewind(in);
  m->bytes = must(malloc(m->size + 1));
  if (fread(m->bytes, 1, m->size, in) != m->size)
    abort();
  fclose(in);
}

static medium *medium_of(const char *path) {
  for (int i = 0; i < FILES; i++) {
    if (media[i].path && strcmp(media[i].path, path) == 0)
      return &media[i];
    if (!media[i].path) {
      media[i].path = must(strdup(path));
      load(&media[i]);
      return &media[i];
    }
  }
  abort();
}

static void forget_changes(medium *m) {
  for (size_t i = 0; i < m->count; i++)
    free(m->changes[i].bytes);
  m->count = 0;
}

static void note(medium *m, sqlite3_int64 at, int len, const void *bytes) {
  if (!m)
    return;
  if (m->count == m->capacity) {
    m->capacity = m->capacity ? 2 * m->capacity : 64;
    m->changes = must(realloc(m->changes, m->capacity * sizeof *m->changes));
  }
  change *c = &m->changes[m->count++];
  *c = (change){at, len, NULL};
  if (bytes) {
    c->bytes = must(malloc((size_t)len + 1));
    memcpy(c->bytes, bytes, (size_t)len);
  }
}

static void resize(medium *m, size_t size) {
  if (size > m->size) {
    m->bytes = must(realloc(m->bytes, size + 1));
    memset(m->bytes + m->size, 0, size - m->size);
  }
  m->size = size;
}

/* Of a change that was under way, some sectors arrived. */
static void apply(medium *m, const change *c, int len) {
  m->there = true;
  if (!c->bytes) {
    resize(m, (size_t)c->at);
    return;
  }
  if ((size_t)c->at + (size_t)len > m->size)
    resize(m, (size_t)c->at + (size_t)len);
  memcpy(m->bytes + c->at, c->bytes, (size_t)len);
}

static void store(const medium *m) {
  if (!m->there) {
    unlink(m->path);
    return;
  }
  FILE *out = fopen(m->path, "wb");
  if (!out || (m->size && fwrite(m->bytes, 1, m->size, out) != m->size) || fclose(out))
    abort();
}

void disk_restore(unsigned seed) {
  for (int i = 0; i < FILES && media[i].path; i++) {
    medium *m = &media[i];
    for (size_t k = 0; k < m->count; k++) {
      const change *c = &m->changes[k];
      seed = seed * 1103515245 + 12345;
      unsigned fate = seed >> 16 & 7;
      if (fate < 3)
        continue;
      int sectors = c->len / SECTOR + 1;
      apply(m, c, fate == 3 && c->bytes ? (int)(seed >> 20) % sectors * SECTOR : c->len);
    }
    forget_changes(m);
    store(m);
    /* Shared memory is not on the medium. */
    char shared[400];
    snprintf(shared, sizeof shared, "%s-shm", m->path);
    unlink(shared);
  }
  disk_cut(0);
}

void disk_cut(long at) {
  for (int i = 0; i < FILES && media[i].path; i++) {
    forget_changes(&media[i]);
    free(media[i].path);
    free(media[i].bytes);
    free(media[i].changes);
    media[i] = (medium){0};
  }
  disk_fail(DISK_ANY, 0, false);
  cut_at = at;
}

/* ---- the file ------------------------------------------------------------------------ */

static sqlite3_file *real(sqlite3_file *f) {
  return ((file *)f)->real;
}

#define BELOW(f) real(f)->pMethods

static int read_file(sqlite3_file *f, void *out, int len, sqlite3_int64 at) {
  if (fails(DISK_READ))
    return SQLITE_IOERR_READ;
  return BELOW(f)->xRead(real(f), out, len, at);
}

static int write_file(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at) {
  if (fails(DISK_WRITE))
    return counts[DISK_WRITE] % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
  note(((file *)f)->medium, at, len, bytes);
  return BELOW(f)->xWrite(real(f), bytes, len, at);
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size) {
  if (fails(DISK_OTHER))
    return SQLITE_IOERR_TRUNCATE;
  note(((file *)f)->medium, size, 0, NULL);
  return BELOW(f)->xTruncate(real(f), size);
}

static int sync_file(sqlite3_file *f, int flags) {
  medium *m = ((file *)f)->medium;
  (void)flags;
  if (fails(DISK_SYNC))
    return SQLITE_IOERR_FSYNC;
  for (size_t i = 0; m && i < m->count; i++)
    apply(m, &m->changes[i], m->changes[i].len);
  if (m) {
    m->there = true;
    forget_changes(m);
  }
  return SQLITE_OK;
}

static int close_file(sqlite3_file *f) {
  return BELOW(f)->xClose(real(f));
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) {
  return fails(DISK_OTHER) ? SQLITE_IOERR_FSTAT : BELOW(f)->xFileSize(real(f), size);
}

static int lock(sqlite3_file *f, int level) {
  return fails(DISK_OTHER) ? SQLITE_IOERR_LOCK : BELOW(f)->xLock(real(f), level);
}

static int unlock(sqlite3_file *f, int level) {
  return BELOW(f)->xUnlock(real(f), level);
}

static int check_reserved(sqlite3_file *f, int *out) {
  return BELOW(f)->xCheckReservedLock(real(f), out);
}

static int control(sqlite3_file *f, int what, void *data) {
  return BELOW(f)->xFileControl(real(f), what, data);
}

static int sector_size(sqlite3_file *f) {
  (void)f;
  return SECTOR;
}

/* It promises nothing. */
static int device(sqlite3_file *f) {
  (void)f;
  return 0;
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
  return fails(DISK_OTHER) ? SQLITE_IOERR_SHMMAP
                           : BELOW(f)->xShmMap(real(f), page, size, extend, out);
}

static int shm_lock(sqlite3_file *f, int offset, int count, int flags) {
  return BELOW(f)->xShmLock(real(f), offset, count, flags);
}

static void shm_barrier(sqlite3_file *f) {
  BELOW(f)->xShmBarrier(real(f));
}

static int shm_unmap(sqlite3_file *f, int remove) {
  return BELOW(f)->xShmUnmap(real(f), remove);
}

static const sqlite3_io_methods methods = {
    2,           close_file,  read_file, write_file, truncate_file,
    sync_file,   file_size,   lock,      unlock,     check_reserved,
    control,     sector_size, device,    shm_map,    shm_lock,
    shm_barrier, shm_unmap,   NULL,      NULL};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags,
                     int *out_flags) {
  file *f = (file *)out;
  (void)vfs;
  memset(f, 0, sizeof *f);
  if (fails(DISK_OTHER))
    return SQLITE_CANTOPEN;
  f->real = (sqlite3_file *)(f + 1);
  f->medium = name ? medium_of(name) : NULL;
  /* A new file of an old name has nothing of the old one. */
  if (name && access(name, F_OK))
    note(f->medium, 0, 0, NULL);
  int rc = below->xOpen(below, name, f->real, flags, out_flags);
  if (f->real->pMethods)
    f->base.pMethods = &methods;
  return rc;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs, (void)sync;
  if (fails(DISK_OTHER))
    return SQLITE_IOERR_DELETE;
  int rc = below->xDelete(below, name, 0);
  if (rc == SQLITE_OK) {
    /* That it is gone may be forgotten, and it is back as it was last synced. */
    medium *m = medium_of(name);
    forget_changes(m);
    m->there = m->there && m->size % 3 == 0;
  }
  return rc;
}

void disk_install(void) {
  below = sqlite3_vfs_find(NULL);
  disk = *below;
  disk.zName = "failing";
  disk.szOsFile = (int)sizeof(file) + below->szOsFile;
  disk.xOpen = open_file;
  disk.xDelete = delete_file;
  sqlite3_vfs_register(&disk, 1);
}
