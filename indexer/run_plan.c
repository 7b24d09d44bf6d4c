/* SPDX-License-Identifier: MIT
 *
 * run_plan.c - before a run reads anything: which root, what lies there, what is
 * gone, and whether so much is gone that the index must be protected.
 */
#define _XOPEN_SOURCE 700 /* realpath() */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run.h"
#include "scrape.h"

/* Changes when readers give other documents for the same bytes. */
#define READING_VERSION                                                                  \
  (100000000U * PINCITE__READERS_VERSION + 1000000U * PINCITE__SCRAPE_VERSION +           \
   1000U * PINCITE__CUT_VERSION + PINCITE__ANALYSER_VERSION)

/* Links that point to links, and folders that are missing, before a path is given up. */
#define MOST_STEPS 64

/* folder/name, or the name alone where it is absolute. NULL: out of memory. */
static char *join(pincite_str folder, const char *name) {
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  if (*name != '/') {
    pincite__buf_add(&out, folder.at, folder.len);
    if (folder.len && folder.at[folder.len - 1] != '/')
      pincite__buf_addc(&out, '/');
  }
  pincite__buf_adds(&out, name);
  return pincite__buf_take(&out);
}

/* The absolute path of something that need not exist, as it was when it did: links are
   followed as far as they lead. NULL: out of memory. */
static char *absolute(const char *path, unsigned steps) {
  char *resolved = realpath(path, NULL), target[4096];
  pincite_str whole = pincite__str(path);
  while (whole.len > 1 && path[whole.len - 1] == '/')
    whole.len--;
  if (resolved || steps == MOST_STEPS || whole.len == 0)
    return resolved ? resolved : pincite__copy(whole);
  pincite_str folder = whole;
  while (folder.len && path[folder.len - 1] != '/')
    folder.len--;
  char *given = pincite__copy(whole), *parent = NULL, *next = NULL;
  ssize_t linked = given ? readlink(given, target, sizeof target - 1) : -1;
  if (linked > 0) {
    target[linked] = '\0';
    next = join(folder, target);
    resolved = next ? absolute(next, steps + 1) : NULL;
  } else if (given) {
    next = pincite__copy(folder.len ? folder : PINCITE_STR("."));
    parent = next ? absolute(next, steps + 1) : NULL;
    resolved = parent ? join(pincite__str(parent), given + folder.len) : NULL;
  }
  free(given);
  free(parent);
  free(next);
  return resolved;
}

static bool lies_under(const char *path, const char *folder) {
  size_t len = strlen(folder);
  return strncmp(path, folder, len) == 0 && (path[len] == '/' || folder[len - 1] == '/') &&
         path[len] != '\0';
}

/* The known root that the path is, or lies under; else the path becomes one. */
static pincite_status find_root(pincite_run *run, bool *is_new, pincite_error *err) {
  sqlite3_stmt *row = NULL;
  sqlite3 *db = pincite__store_db(run->store);
  if (sqlite3_prepare_v2(db, "SELECT path FROM root ORDER BY length(path)", -1, &row, NULL))
    return pincite__store_failed(run->store, "read the ledger", err);
  char *root = NULL;
  while (!root && sqlite3_step(row) == SQLITE_ROW) {
    const char *path = (const char *)sqlite3_column_text(row, 0);
    if (path && *path && lies_under(run->root_path, path)) {
      const char *below = run->root_path + strlen(path);
      pincite__buf_adds(&run->prefix, below + (*below == '/'));
      root = pincite__copy(pincite__str(path));
    }
  }
  sqlite3_finalize(row);
  if (root) {
    free(run->root_path);
    run->root_path = root;
  }
  const char *slash = strrchr(run->root_path, '/');
  run->root_name = slash && slash[1] ? slash + 1 : run->root_path;
  return pincite__ledger_root(run->store, pincite__str(run->root_path), &run->root, is_new,
                              err);
}

/* Put the part of the root that is read in front of what was found in it. */
static pincite_status add_prefix(pincite_run *run, bool is_file, pincite_error *err) {
  for (size_t i = 0; run->prefix.len && i < run->walk.count; i++) {
    pincite_buf uri;
    pincite__buf_init(&uri, PINCITE__BUF_LIMIT);
    pincite__buf_adds(&uri, run->prefix.data);
    if (!is_file)
      pincite__buf_addf(&uri, "/%s", run->walk.items[i].uri);
    char *whole = pincite__buf_take(&uri);
    if (!whole)
      return pincite__no_memory(err);
    free(run->walk.items[i].uri);
    run->walk.items[i].uri = whole;
  }
  return PINCITE_OK;
}

static int compare_found(const void *key, const void *item) {
  return strcmp(key, ((const pincite_found *)item)->uri);
}

typedef struct lost {
  pincite_run *run;
  char **uris;
  size_t count, capacity;
  size_t known; /* inputs that have articles */
  size_t lost_with_articles;
  bool failed;
} lost;

static bool in_scope(const pincite_run *run, const char *uri) {
  return run->prefix.len == 0 || strcmp(uri, run->prefix.data) == 0 ||
         lies_under(uri, run->prefix.data);
}

static const pincite_found *find(const pincite_walk *walk, const char *uri) {
  return walk->count ? bsearch(uri, walk->items, walk->count, sizeof *walk->items,
                               compare_found)
                     : NULL;
}

/* Does the input lie in a folder that could not be read? What is in it is not known:
   nothing of it is gone. */
static bool is_out_of_sight(const pincite_run *run, pincite_buf *uri) {
  const char *whole = run->prefix.len ? run->prefix.data : "";
  char root[8192];
  int used = snprintf(root, sizeof root, "%s%s.", whole, *whole ? "/" : "");
  const pincite_found *folder =
      used < (int)sizeof root ? find(&run->walk, root) : NULL;
  for (size_t at = 0; at < uri->len && !(folder && folder->failed); at++) {
    if (uri->data[at] != '/')
      continue;
    uri->data[at] = '\0';
    folder = find(&run->walk, uri->data);
    uri->data[at] = '/';
  }
  return folder && folder->failed;
}

static int look_for(const pincite_input *input, void *data) {
  lost *l = data;
  if (input->state == PINCITE_INPUT_GONE || !in_scope(l->run, input->uri.data))
    return 0;
  l->known += input->articles > 0;
  if (find(&l->run->walk, input->uri.data))
    return 0;
  pincite_buf uri;
  pincite__buf_init(&uri, PINCITE__BUF_LIMIT);
  pincite__buf_add(&uri, input->uri.data, input->uri.len);
  l->failed = uri.failed ||
              !pincite__grow(&l->uris, &l->capacity, l->count + 1, sizeof *l->uris);
  if (!l->failed && !is_out_of_sight(l->run, &uri)) {
    l->lost_with_articles += input->articles > 0;
    l->uris[l->count] = pincite__buf_take(&uri);
    l->failed = !l->uris[l->count];
    l->count += !l->failed;
  }
  pincite__buf_release(&uri);
  return l->failed;
}

static pincite_status remove_one(pincite_run *run, const char *uri, pincite_error *err) {
  pincite_status status =
      pincite__ledger_find(run->store, run->root, pincite__str(uri), &run->input, err);
  if (!status && run->input.id)
    status = pincite__reindex_remove(run, &run->input, err);
  pincite__reindex_row(run, uri, "gone", "gone", "it was indexed before and is there no more", 0);
  return status;
}

static pincite_status remove_gone(pincite_run *run, pincite_error *err) {
  lost l = {.run = run};
  pincite_status status = pincite__ledger_each(run->store, run->root, look_for, &l, err);
  if (l.failed)
    status = pincite__no_memory(err);
  if (!status && 2 * l.lost_with_articles > l.known && !run->options.allow_shrink)
    status = pincite__fail(err, PINCITE_EREFUSED,
                           "%zu of %zu inputs indexed from '%s' are gone; if that is meant, "
                           "say --allow-shrink",
                           l.lost_with_articles, l.known, run->root_path);
  for (size_t i = 0; !status && i < l.count; i++)
    status = remove_one(run, l.uris[i], err);
  run->had_gone = l.count > 0;
  for (size_t i = 0; i < l.count; i++)
    free(l.uris[i]);
  free(l.uris);
  return status;
}

static int keep_walking(size_t found, void *data) {
  pincite_run *run = data;
  run->report.found = found;
  return pincite__reindex_progress(run, NULL) != PINCITE_OK;
}

static int is_alive(const pincite_input *input, void *data) {
  lost *l = data;
  l->count += input->state != PINCITE_INPUT_GONE && in_scope(l->run, input->uri.data);
  return 0;
}

/* Was anything indexed from the path before? */
static pincite_status is_known(pincite_run *run, bool *known, pincite_error *err) {
  lost l = {.run = run};
  bool is_new = true;
  pincite_status status = pincite__store_begin_read(run->store, err);
  if (status)
    return status;
  status = find_root(run, &is_new, err);
  if (!status && !is_new)
    status = pincite__ledger_each(run->store, run->root, is_alive, &l, err);
  pincite__store_end_read(run->store);
  *known = l.count > 0;
  return status;
}

/* There is nothing to be seen at 'path'. OK: its being gone is meant. */
static pincite_status missing_root(pincite_run *run, const char *path, int why,
                                   pincite_error *err) {
  bool known = false;
  bool gone = why == ENOENT || why == ENOTDIR;
  pincite_status status = is_known(run, &known, err);
  if (status)
    return status;
  if (!known)
    return pincite__fail(err, PINCITE_EINVAL, "cannot read '%s': %s", path, strerror(why));
  if (!gone)
    return pincite__fail(err, PINCITE_EREFUSED,
                         "'%s' was indexed before and cannot be read now: %s; nothing was "
                         "changed",
                         path, strerror(why));
  if (!run->options.allow_shrink)
    return pincite__fail(err, PINCITE_EREFUSED,
                         "'%s' was indexed before and is missing now (is it mounted?); "
                         "nothing was changed; --allow-shrink if that is meant",
                         path);
  return PINCITE_OK;
}

/* The name under which a root's reading version is kept. */
static void version_key(const pincite_run *run, char key[40]) {
  snprintf(key, 40, "reading:%lld", (long long)run->root);
}

/* What this run reads, and how: columns of tables may be mapped. */
static uint64_t version_of(const pincite_run *run) {
  const char *map = run->options.map;
  uint64_t mapped = map ? pincite__hash64(map, strlen(map)) & 0xffffff : 0;
  return READING_VERSION + (mapped << 36);
}

static pincite_status check_reading_version(pincite_run *run, bool is_new,
                                            pincite_error *err) {
  char key[40];
  uint64_t version = 0;
  version_key(run, key);
  pincite_status status = pincite__meta_get(run->store, key, &version, err);
  run->reread = !is_new && version != version_of(run);
  run->new_version = version != version_of(run) && run->prefix.len == 0;
  return status;
}

pincite_status pincite__reindex_note_version(pincite_run *run, pincite_error *err) {
  char key[40];
  if (!run->new_version)
    return PINCITE_OK;
  version_key(run, key);
  return pincite__meta_set(run->store, key, version_of(run), err);
}

pincite_status pincite__reindex_plan(pincite_run *run, const char *path, pincite_error *err) {
  struct stat info;
  bool is_new = false;
  pincite_status status = PINCITE_OK;
  run->root_path = absolute(path, 0);
  if (!run->root_path)
    return pincite__no_memory(err);
  bool missing = stat(path, &info) != 0;
  if (missing)
    status = missing_root(run, path, errno, err);
  bool is_file = !missing && !S_ISDIR(info.st_mode);
  struct stat own;
  const char *index_path = pincite__store_path(run->store);
  if (index_path && stat(index_path, &own) == 0) {
    run->walk.skip_device = own.st_dev;
    run->walk.skip_inode = own.st_ino;
  }
  if (!status && !missing)
    status = pincite__walk(path, &run->walk, keep_walking, run, err);
  if (!status)
    status = pincite__store_begin(run->store, err);
  if (!status && !missing)
    status = find_root(run, &is_new, err);
  if (!status)
    status = add_prefix(run, is_file, err);
  if (!status)
    status = check_reading_version(run, is_new, err);
  if (!status)
    status = remove_gone(run, err);
  run->report.found = run->walk.count;
  for (size_t i = 0; i < run->walk.count; i++)
    run->bytes_total += (uint64_t)run->walk.items[i].size;
  return status;
}

pincite_status pincite__reindex_unchanged(pincite_run *run, const pincite_found *found,
                                      bool *unchanged, pincite_error *err) {
  pincite_input *input = &run->input;
  pincite_status status = pincite__ledger_find(run->store, run->root,
                                               pincite__str(found->uri), input, err);
  if (status)
    return status;
  bool retry = run->options.retry_failed != 0;
  bool settled = input->state == PINCITE_INPUT_INDEXED ||
                 input->state == PINCITE_INPUT_SKIPPED ||
                 (input->state == PINCITE_INPUT_DUPLICATE && !run->had_gone) ||
                 (input->state == PINCITE_INPUT_FAILED && !retry &&
                  !pincite__reason_passes(input->reason.data));
  *unchanged = input->id && settled && !run->reread && !run->options.paranoid &&
               input->size == found->size && input->mtime == found->mtime &&
               input->inode == found->inode;
  bool has_faults = false;
  if (*unchanged && retry)
    status = pincite__ledger_has_faults(run->store, input->id, &has_faults, err);
  *unchanged = *unchanged && !has_faults;
  return status;
}
