/* SPDX-License-Identifier: MIT
 *
 * xapian_folder.c - Xapian's tables as files: removed, copied while a run goes on, put
 * in the place of others.
 *
 * Copying the files one by one would mix what several commits wrote. Xapian's own
 * compaction reads one revision, and says so when a writer has overtaken it.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rebuild.h"
#include "xapian_index.h"

/* A writer commits every so many passages; after that the tables are made anew. */
#define TRIES 3

static bool is_table(const char *name) {
  size_t length = strlen(name);
  return strcmp(name, "iamglass") == 0 || strcmp(name, "flintlock") == 0 ||
         (length > 6 && strcmp(name + length - 6, ".glass") == 0) ||
         (length > 4 && strcmp(name + length - 4, ".tmp") == 0);
}

pincite_status pincite__tables_remove(const char *path, pincite_error *err) {
  DIR *folder = opendir(path);
  if (!folder)
    return errno == ENOENT ? PINCITE_OK
                           : pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", path,
                                           strerror(errno));
  for (struct dirent *entry; (entry = readdir(folder));)
    if (is_table(entry->d_name))
      unlinkat(dirfd(folder), entry->d_name, 0);
  closedir(folder);
  if (rmdir(path) == 0)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_EIO, "cannot remove '%s': %s", path, strerror(errno));
}

static bool name_in(const char *folder, const char *name, char out[4200]) {
  int used = snprintf(out, 4200, "%s/%s", folder, name);
  return used > 0 && used < 4200;
}

static pincite_status compact(const char *from, const char *to, pincite_error *err) {
  const pincite_xapian *x = NULL;
  pincite_status status = pincite__xapian(&x, err);
  for (int i = 0; !status && i < TRIES; i++) {
    status = pincite__tables_remove(to, err);
    if (!status)
      status = x->compact(from, to, err);
    if (status != PINCITE_ELOCKED)
      break;
    status = i + 1 < TRIES ? PINCITE_OK : status;
  }
  if (status)
    pincite__tables_remove(to, NULL);
  return status;
}

pincite_status pincite__tables_copy(const char *from, const char *to,
                                    pincite_error *err) {
  char source[4200], target[4200];
  pincite_store *copy = NULL;
  if (!pincite__xapian_path(from, source) || !pincite__xapian_path(to, target))
    return pincite__fail(err, PINCITE_EINVAL, "the path is too long");
  pincite_error own = {PINCITE_OK, ""};
  pincite_status status = compact(source, target, &own);
  if (status == PINCITE_ENOMEM || status == PINCITE_EINVAL)
    return pincite__fail(err, status, "%s", own.message);
  /* Beginning to write makes good what does not agree, or is not there at all. */
  status = pincite__store_open(to, PINCITE_WRITE, &copy, err);
  if (!status)
    status = pincite__store_begin(copy, err);
  if (!status)
    status = pincite__store_commit(copy, err);
  pincite__store_close(copy);
  return status;
}

pincite_status pincite__tables_prepare(const char *fresh, const char *path,
                                       pincite_error *err) {
  char source[4200], target[4200];
  if (!pincite__xapian_path(fresh, source) || !name_in(path, "xapian.compact", target))
    return pincite__fail(err, PINCITE_EINVAL, "the path is too long");
  return compact(source, target, err);
}

pincite_status pincite__tables_take(const char *path, pincite_error *err) {
  char source[4200], target[4200];
  struct stat info;
  if (!name_in(path, "xapian.compact", source) || !pincite__xapian_path(path, target))
    return pincite__fail(err, PINCITE_EINVAL, "the path is too long");
  pincite_status status = PINCITE_OK;
  if (stat(target, &info) == 0)
    status = pincite__folder_exchange(source, target, err);
  else if (rename(source, target))
    status = pincite__fail(err, PINCITE_EIO, "cannot rename '%s': %s", source,
                           strerror(errno));
  return status ? status : pincite__tables_remove(source, err);
}
