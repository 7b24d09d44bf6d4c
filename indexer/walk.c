/* SPDX-License-Identifier: MIT
 *
 * walk.c - listing what lies under a path.
 *
 * Folders still to be read wait in a list, so that depth costs no stack. Nothing
 * is opened but folders: what a file is, its reader finds out.
 */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What an allocation takes beside its bytes. */
#define MALLOC_OVERHEAD 16

typedef struct walker {
  pincite_walk *walk;
  char **folders; /* pairs: path, uri */
  size_t folder_count, folder_capacity;
  int (*stop)(size_t found, void *data);
  void *data;
  bool stopped; /* it said so */
} walker;

/* A file's name as valid UTF-8: a byte that is none is written %FF. */
static char *name_to_uri(const char *name) {
  pincite_buf out;
  size_t len = strlen(name);
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  for (size_t at = 0; at < len;) {
    size_t valid = pincite__utf8_valid(name + at, len - at);
    pincite__buf_add(&out, name + at, valid);
    at += valid;
    if (at < len)
      pincite__buf_addf(&out, "%%%02X", (unsigned)(unsigned char)name[at++]);
  }
  return pincite__buf_take(&out);
}

static char *join(const char *folder, const char *name) {
  pincite_buf out;
  size_t len = strlen(folder);
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  pincite__buf_add(&out, folder, len);
  if (len && folder[len - 1] != '/')
    pincite__buf_addc(&out, '/');
  pincite__buf_adds(&out, name);
  return pincite__buf_take(&out);
}

/* Takes over path and uri, also on failure. */
static bool add_found(walker *w, char *path, char *uri, const struct stat *info,
                      const char *reason, const char *detail, bool failed) {
  pincite_walk *walk = w->walk;
  char *sentence = detail ? pincite__copy(pincite__str(detail)) : NULL;
  if (!path || !uri || (detail && !sentence) ||
      !pincite__grow(&walk->items, &walk->capacity, walk->count + 1, sizeof *walk->items)) {
    free(path);
    free(uri);
    free(sentence);
    return false;
  }
  pincite_found found = {.path = path, .uri = uri, .reason = reason, .detail = sentence,
                         .failed = failed};
  if (info) {
    found.size = info->st_size;
    found.mtime = (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
    found.inode = (int64_t)info->st_ino;
  }
  walk->items[walk->count++] = found;
  walk->bytes += sizeof found + strlen(path) + strlen(uri) + 2 * MALLOC_OVERHEAD;
  return true;
}

static bool add_folder(walker *w, char *path, char *uri) {
  if (!path || !uri ||
      !pincite__grow(&w->folders, &w->folder_capacity, w->folder_count + 2,
                     sizeof *w->folders)) {
    free(path);
    free(uri);
    return false;
  }
  w->folders[w->folder_count++] = path;
  w->folders[w->folder_count++] = uri;
  return true;
}

static bool is_index_itself(const walker *w, const struct stat *info) {
  return info->st_dev == w->walk->skip_device && info->st_ino == w->walk->skip_inode;
}

/* Decide on one entry; takes over path and uri. 'given' is the path that the run
   was given, for which a link to a folder is followed and a hidden name is meant. */
static bool take_entry(walker *w, char *path, char *uri, const char *name, bool given) {
  struct stat info;
  if (!path || !uri)
    return add_found(w, path, uri, NULL, NULL, NULL, false);
  /* One look for each, but for links. */
  bool there = lstat(path, &info) == 0, link = there && S_ISLNK(info.st_mode);
  if (!there || (link && stat(path, &info))) {
    if (link && (errno == ENOENT || errno == ELOOP))
      return add_found(w, path, uri, NULL, "dangling-link",
                       "the link points to nothing; mend or remove it", false);
    return add_found(w, path, uri, NULL, "unreadable", strerror(errno), true);
  }
  if (S_ISDIR(info.st_mode) && is_index_itself(w, &info)) {
    free(path);
    free(uri);
    return true;
  }
  if (name[0] == '.' && !given)
    return add_found(w, path, uri, &info, "hidden",
                     "hidden names are not read; name it on the command line to have it",
                     false);
  if (S_ISDIR(info.st_mode) && link && !given)
    return add_found(w, path, uri, &info, "link-to-folder",
                     "links to folders are not followed; name the folder itself", false);
  if (S_ISDIR(info.st_mode))
    return add_folder(w, path, uri);
  if (!S_ISREG(info.st_mode))
    return add_found(w, path, uri, &info, "not-a-file",
                     "a pipe, socket or device is not read", false);
  return add_found(w, path, uri, &info, NULL, NULL, false);
}

static bool read_folder(walker *w, const char *path, const char *uri) {
  DIR *folder = opendir(path);
  if (!folder)
    return add_found(w, pincite__copy(pincite__str(path)),
                     pincite__copy(pincite__str(*uri ? uri : ".")), NULL, "unreadable",
                     strerror(errno), true);
  bool done = true;
  struct dirent *entry;
  while (done && (entry = readdir(folder))) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    char *name = name_to_uri(entry->d_name);
    char *below = name ? join(uri, name) : NULL;
    done = take_entry(w, join(path, entry->d_name), below, entry->d_name, false);
    free(name);
    if (done && w->stop && w->walk->count % 1024 == 0 && w->walk->count)
      w->stopped = w->stop(w->walk->count, w->data) != 0;
    done = done && !w->stopped;
  }
  closedir(folder);
  return done;
}

static int by_uri(const void *a, const void *b) {
  return strcmp(((const pincite_found *)a)->uri, ((const pincite_found *)b)->uri);
}

static const char *last_component(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

pincite_status pincite__walk(const char *path, pincite_walk *walk,
                             int (*stop)(size_t found, void *data), void *data,
                             pincite_error *err) {
  walker w = {.walk = walk, .stop = stop, .data = data};
  struct stat info;
  if (stat(path, &info))
    return pincite__fail(err, PINCITE_EINVAL, "cannot read '%s': %s", path,
                         strerror(errno));
  char *uri = S_ISDIR(info.st_mode) ? pincite__copy(PINCITE_STR(""))
                                    : name_to_uri(last_component(path));
  bool done = take_entry(&w, pincite__copy(pincite__str(path)), uri, "", true);
  while (done && w.folder_count) {
    char *below = w.folders[--w.folder_count];
    char *folder = w.folders[--w.folder_count];
    done = read_folder(&w, folder, below);
    free(folder);
    free(below);
  }
  for (size_t i = 0; i < w.folder_count; i++)
    free(w.folders[i]);
  free(w.folders);
  if (!done)
    return w.stopped ? pincite__fail(err, PINCITE_EABORTED, "stopped on request")
                     : pincite__no_memory(err);
  if (walk->count)
    qsort(walk->items, walk->count, sizeof *walk->items, by_uri);
  return PINCITE_OK;
}

void pincite__walked_release(pincite_walk *walk) {
  for (size_t i = 0; i < walk->count; i++) {
    free(walk->items[i].path);
    free(walk->items[i].uri);
    free(walk->items[i].detail);
  }
  free(walk->items);
  *walk = (pincite_walk){0};
}
