/* SPDX-License-Identifier: MIT
 *
 * folder.c - an index's folder as a whole: removing it, putting one in another's
 * place, copying what lies in it.
 *
 * A whole folder is exchanged, never corpus.db in it: the log and the shared memory
 * beside a database belong to it by their names.
 */
#define _GNU_SOURCE /* renameat2() */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rebuild.h"
#include "xapian_index.h"

#define NAME_MAX_BYTES 4400
/* No note is longer. */
#define NOTE_MAX ((size_t)64 << 20)

static bool is_database(const char *name) {
  return strncmp(name, "corpus.db", 9) == 0 || strcmp(name, "lock") == 0;
}

/* Xapian's tables, and compact ones that were not put in their place. */
static pincite_status remove_tables(const char *path, pincite_error *err) {
  static const char *const names[] = {"xapian", "xapian.compact"};
  char name[NAME_MAX_BYTES];
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < sizeof names / sizeof *names; i++) {
    snprintf(name, sizeof name, "%s/%s", path, names[i]);
    status = pincite__tables_remove(name, err);
  }
  return status;
}

pincite_status pincite__folder_remove(const char *path, pincite_error *err) {
  pincite_status status = remove_tables(path, err);
  if (status)
    return status;
  DIR *folder = opendir(path);
  if (!folder)
    return errno == ENOENT ? PINCITE_OK
                           : pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", path,
                                           strerror(errno));
  struct dirent *entry;
  while ((entry = readdir(folder)))
    if (is_database(entry->d_name))
      unlinkat(dirfd(folder), entry->d_name, 0);
  closedir(folder);
  if (rmdir(path) == 0)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_EREFUSED,
                       "'%s' is in the way and cannot be removed: %s", path,
                       strerror(errno));
}

static pincite_status copy_note(const char *from, const char *to, pincite_error *err) {
  char bytes[16384];
  FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
  size_t len = 0, all = 0;
  bool done = out != NULL;
  while (done && all < NOTE_MAX && (len = fread(bytes, 1, sizeof bytes, in)) > 0) {
    done = fwrite(bytes, 1, len, out) == len;
    all += len;
  }
  done = done && !ferror(in) && fflush(out) == 0 && fsync(fileno(out)) == 0;
  int why = errno;
  if (in)
    fclose(in);
  if (out)
    fclose(out);
  return done ? PINCITE_OK
              : pincite__fail(err, PINCITE_EIO, "cannot copy '%s' to '%s': %s", from, to,
                              strerror(why));
}

pincite_status pincite__folder_copy_notes(const char *from, const char *to,
                                          pincite_error *err) {
  DIR *folder = opendir(from);
  if (!folder)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", from, strerror(errno));
  pincite_status status = PINCITE_OK;
  struct dirent *entry;
  while (!status && (entry = readdir(folder))) {
    struct stat info;
    char source[NAME_MAX_BYTES], target[NAME_MAX_BYTES];
    if (is_database(entry->d_name) ||
        fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) ||
        !S_ISREG(info.st_mode))
      continue;
    int a = snprintf(source, sizeof source, "%s/%s", from, entry->d_name);
    int b = snprintf(target, sizeof target, "%s/%s", to, entry->d_name);
    if (a < (int)sizeof source && b < (int)sizeof target)
      status = copy_note(source, target, err);
  }
  closedir(folder);
  return status;
}

pincite_status pincite__folder_sync(const char *path, pincite_error *err) {
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool done = folder >= 0 && fsync(folder) == 0;
  int why = errno;
  if (folder >= 0)
    close(folder);
  /* Some file systems cannot sync a folder; they need not. */
  return done || why == EINVAL ? PINCITE_OK
                               : pincite__fail(err, PINCITE_EIO, "cannot write '%s': %s",
                                               path, strerror(why));
}

pincite_status pincite__folder_exchange(const char *from, const char *to,
                                        pincite_error *err) {
#ifdef RENAME_EXCHANGE
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0)
    return PINCITE_OK;
  if (errno == EINVAL || errno == ENOSYS)
#endif
  {
    /* The file system cannot exchange: for a moment there is no index. */
    char aside[NAME_MAX_BYTES];
    int used = snprintf(aside, sizeof aside, "%s.aside", to);
    if (used < (int)sizeof aside && rename(to, aside) == 0) {
      if (rename(from, to) == 0 && rename(aside, from) == 0)
        return PINCITE_OK;
      int why = errno;
      rename(aside, to);
      errno = why;
    }
  }
  return pincite__fail(err, PINCITE_EIO, "cannot put '%s' in the place of '%s': %s", from,
                       to, strerror(errno));
}

pincite_status pincite__pages_copy(pincite_store *from, pincite_store *to,
                                   pincite_error *err) {
  sqlite3_backup *copy = sqlite3_backup_init(to->db, "main", from->db, "main");
  if (!copy)
    return pincite__store_failed(to, "copy the pages", err);
  int rc = sqlite3_backup_step(copy, -1);
  int end = sqlite3_backup_finish(copy);
  if (rc == SQLITE_DONE && end == SQLITE_OK)
    return PINCITE_OK;
  /* Which side failed is known by what failed. */
  rc = end != SQLITE_OK ? end : rc;
  if ((rc & 0xff) == SQLITE_CORRUPT)
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "cannot copy '%s': corpus.db is damaged; see: pincite repair",
                         from->path);
  if ((rc & 0xff) == SQLITE_FULL)
    return pincite__fail(err, PINCITE_EIO, "cannot write '%s': the disk is full",
                         to->path);
  if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
    return pincite__fail(err, PINCITE_ELOCKED, "'%s' is in use; try again later",
                         to->path);
  return pincite__fail(err, PINCITE_EIO, "cannot copy '%s' to '%s': %s", from->path,
                       to->path, sqlite3_errstr(rc));
}
