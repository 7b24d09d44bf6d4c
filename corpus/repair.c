/* SPDX-License-Identifier: MIT
 *
 * repair.c - pincite_repair() and pincite_compact(): an index made anew, and put in
 * the place of the old one when it has been checked.
 *
 * A damaged index is never written to: the repaired one takes its place as a whole
 * folder, and the damaged one stays beside it. A sound one is compacted in its
 * place, all pages in one transaction, so that readers do not notice.
 */
#define _XOPEN_SOURCE 700 /* realpath() */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "handle.h"
#include "rebuild.h"
#include "xapian_index.h"

#define PATH_BYTES 4200

static double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Make the new index in the folder 'path', which is not there yet, and check it. */
static pincite_status build(pincite_rebuild *rebuild, const char *path,
                            char fingerprint[65], uint64_t *generation,
                            pincite_error *err) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *made = NULL;
  options.deep = 1;
  pincite_status status = pincite__store_open(path, PINCITE_CREATE, &rebuild->to, err);
  if (!status)
    status = pincite__rebuild(rebuild, err);
  pincite__store_close(rebuild->to);
  rebuild->to = NULL;
  if (!status)
    status = pincite_open(path, &open, &made, err);
  if (!status)
    status = pincite_verify(made, &options, NULL, err);
  if (!status) {
    *generation = pincite__generation(made->store);
    pincite__fingerprint(made->store, fingerprint);
  }
  pincite_close(made);
  return status ? status : pincite__folder_sync(path, err);
}

static bool exists(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0;
}

/* ---- repairing ----------------------------------------------------------------------
 */

/* A name beside the index that nothing has yet. */
static pincite_status free_name(const char *path, char out[PATH_BYTES],
                                pincite_error *err) {
  for (int i = 1; i < 1000; i++) {
    char number[16] = "";
    if (i > 1)
      snprintf(number, sizeof number, "-%d", i);
    snprintf(out, PATH_BYTES, "%s.damaged%s", path, number);
    if (!exists(out))
      return PINCITE_OK;
  }
  return pincite__fail(err, PINCITE_EREFUSED,
                       "999 damaged indexes are kept beside '%s'; remove some", path);
}

/* Put the new index in the place of the damaged one, which is then at 'kept'. Should
   the machine stop in between, both are there under either name. */
static pincite_status take_place(const char *fresh, const char *path,
                                 char kept[PATH_BYTES], pincite_error *err) {
  pincite_status status = pincite__folder_copy_notes(path, fresh, err);
  if (!status)
    status = free_name(path, kept, err);
  if (!status && rename(fresh, kept))
    status =
        pincite__fail(err, PINCITE_EIO, "cannot rename '%s': %s", fresh, strerror(errno));
  if (!status)
    status = pincite__folder_exchange(kept, path, err);
  return status;
}

static pincite_status open_damaged(const char *path, pincite_store **out,
                                   pincite_error *err) {
  pincite_error why = {PINCITE_OK, ""};
  pincite_status status = pincite__store_open_damaged(path, out, &why);
  if (status == PINCITE_ECORRUPT)
    return pincite__fail(
        err, status,
        "nothing can be read of '%s': corpus.db is damaged where its "
        "tables are listed; put a snapshot in its place, or move it away and "
        "index the articles again",
        path);
  return status ? pincite__fail(err, status, "%s", why.message) : PINCITE_OK;
}

static pincite_status repair(pincite_rebuild *rebuild, const char *path, const char *into,
                             pincite_repair_report *report, pincite_error *err) {
  char place[PATH_BYTES];
  snprintf(place, sizeof place, "%s.repair", path);
  pincite_status status = into ? PINCITE_OK : pincite__folder_remove(place, err);
  const char *fresh = into ? into : place;
  if (!status && into && exists(into))
    status = pincite__fail(err, PINCITE_EREFUSED, "'%s' is there already", into);
  if (!status)
    status = build(rebuild, fresh, report->fingerprint, &report->generation, err);
  else
    return status;
  if (!status && !into)
    status = take_place(fresh, path, report->kept, err);
  else if (!status)
    status = pincite__folder_copy_notes(path, into, err);
  if (status)
    pincite__folder_remove(fresh, NULL);
  report->articles = rebuild->articles;
  report->passages = rebuild->passages;
  report->lost = rebuild->lost;
  report->cut_anew = rebuild->cut_anew;
  return status;
}

pincite_status pincite_repair(const char *path, const pincite_repair_options *options,
                              pincite_repair_report *report, pincite_error *err) {
  pincite_repair_options o = PINCITE_REPAIR_OPTIONS_INIT;
  pincite_repair_report result = {0};
  if (!path || !*path || !pincite__options_copy(&o, sizeof o, options))
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_repair needs the path of an index");
  pincite_rebuild rebuild = {.finding = o.finding, .data = o.data};
  double began = now_seconds();
  int lock = -1;
  char *real = realpath(path, NULL);
  if (!real || strlen(real) > 4000) {
    free(real);
    return pincite__fail(err, PINCITE_ENOINDEX, "there is no index at '%s'", path);
  }
  pincite_status status = open_damaged(real, &rebuild.from, err);
  if (!status && !o.into)
    status = pincite__store_lock(real, &lock, err);
  if (!status)
    status = repair(&rebuild, real, o.into, &result, err);
  pincite__store_close(rebuild.from);
  if (lock >= 0)
    close(lock);
  free(real);
  result.seconds = now_seconds() - began;
  if (!status && report)
    *report = result;
  return !status && rebuild.findings ? PINCITE_PARTIAL : status;
}

/* ---- compacting ---------------------------------------------------------------------
 */

static int refuse(const pincite_finding *finding, void *data) {
  pincite_error *why = data;
  pincite__fail(why, PINCITE_ECORRUPT, "%s", finding->sentence);
  return 1;
}

/* Put the pages of the index in 'fresh' in the place of the store's. Should the machine
   stop before Xapian follows, it is another index's, and made anew by the next run. */
static pincite_status take_pages(const char *fresh, pincite_store *store,
                                 pincite_error *err) {
  pincite_store *made = NULL;
  pincite_status status = pincite__store_open(fresh, PINCITE_READ, &made, err);
  uint64_t engines = 0;
  if (!status)
    status = pincite__engines(made, &engines, err);
  bool tables = engines & PINCITE__ENGINE_XAPIAN;
  if (!status && tables)
    status = pincite__tables_prepare(fresh, store->path, err);
  if (!status)
    status = pincite__pages_copy(made, store, err);
  pincite__store_close(made);
  pincite__xapian_writer_close(store->xapian);
  store->xapian = NULL;
  store->xapian_agrees = false;
  if (!status && tables)
    status = pincite__tables_take(store->path, err);
  /* What was known of the old pages is no more. */
  pincite__blocks_forget(&store->blocks);
  pincite__postings_writer_close(store->postings);
  store->postings = NULL;
  if (!status)
    status = pincite__totals_read(store, err);
  /* Readers of an older generation may need the log for a while yet. */
  if (!status)
    sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return status;
}

pincite_status pincite_compact(pincite_index *index, pincite_error *err) {
  pincite_store *store = index->store;
  pincite_error why = {PINCITE_OK, ""};
  pincite_rebuild rebuild = {.from = store, .finding = refuse, .data = &why};
  char fresh[PATH_BYTES], before[65], after[65];
  uint64_t generation;
  if (!store->path || !store->writable)
    return pincite__fail(err, PINCITE_EREFUSED,
                         store->path ? "the index was opened for reading only"
                                     : "an index in memory is not compacted");
  if (store->writing || store->readers)
    return pincite__fail(err, PINCITE_EINVAL,
                         "commit the batch and free the hits before you compact");
  snprintf(fresh, sizeof fresh, "%s/compact", store->path);
  pincite_status status = pincite__folder_remove(fresh, err);
  if (status)
    return status;
  pincite__xapian_reader_close(index->xapian); /* of tables that go */
  index->xapian = NULL;
  pincite__fingerprint(store, before);
  status = build(&rebuild, fresh, after, &generation, err);
  if (status == PINCITE_EABORTED)
    status = pincite__fail(err, why.status, "%s; see: pincite repair", why.message);
  if (!status && strcmp(before, after) != 0)
    status =
        pincite__fail(err, PINCITE_ECORRUPT,
                      "the totals are not those of the articles; see: pincite repair");
  if (!status)
    status = take_pages(fresh, store, err);
  pincite__folder_remove(fresh, NULL);
  return status;
}
