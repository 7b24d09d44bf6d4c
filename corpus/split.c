/* SPDX-License-Identifier: MIT
 *
 * split.c - one index cut into shards: every article goes, as it is stored and cut, to
 * the shard that a hash of its id names. Each has the whole ledger, as if it had been
 * indexed by itself, so that the next run reads only what has changed.
 *
 * The shards are made one after the other: the index is read once for each, which costs
 * little beside the analysis, and memory does not depend on how many there are.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "handle.h"
#include "rebuild.h"
#include "xapian_shards.h"

#define SHARDS_MAX 1024
#define PATH_BYTES 4200
#define SENTENCE_BYTES 512

static void name_list(const char *prefix, char path[PATH_BYTES]) {
  snprintf(path, PATH_BYTES, "%.4000s.shards", prefix);
}

static pincite_status no_list(const char *path, pincite_error *err) {
  return pincite__fail(err, PINCITE_EIO, "cannot make '%s'; is it there already?", path);
}

/* PREFIX-1.pincite and so on. */
static void name_shard(const char *prefix, size_t shard, char path[PATH_BYTES]) {
  snprintf(path, PATH_BYTES, "%.4000s-%zu.pincite", prefix, shard + 1);
}

static pincite_status check_free(const char *prefix, size_t count, pincite_error *err) {
  char path[PATH_BYTES];
  for (size_t i = 0; i < count; i++) {
    name_shard(prefix, i, path);
    if (access(path, F_OK) == 0)
      return pincite__fail(
          err, PINCITE_EREFUSED,
          "'%s' is there already; remove it, or split under another name", path);
  }
  name_list(prefix, path);
  return access(path, F_OK) == 0 ? no_list(path, err) : PINCITE_OK;
}

/* Shards are made of a sound index only: the first damage ends it. */
static int note_damage(const pincite_finding *finding, void *data) {
  snprintf(data, SENTENCE_BYTES, "%s", finding->sentence);
  return 1;
}

static pincite_status fill_shard(pincite_store *from, size_t shard, size_t count,
                                 pincite_store *to, pincite_error *err) {
  char damage[SENTENCE_BYTES] = "";
  pincite_rebuild rebuild = {.from = from,
                             .to = to,
                             .shard = shard,
                             .shard_count = count,
                             .finding = note_damage,
                             .data = damage};
  pincite_status status = pincite__engines_set(to, "fts5,xapian", err);
  if (!status)
    status = pincite__rebuild(&rebuild, err);
  return *damage ? pincite__fail(err, PINCITE_ECORRUPT,
                                 "only a sound index is split: %s; run: pincite repair",
                                 damage)
                 : status;
}

static pincite_status make_shard(pincite_store *from, const char *prefix, size_t shard,
                                 size_t count, pincite_error *err) {
  char path[PATH_BYTES];
  pincite_store *to = NULL;
  name_shard(prefix, shard, path);
  pincite_status status = pincite__store_open(path, PINCITE_CREATE, &to, err);
  if (!status)
    status = fill_shard(from, shard, count, to, err);
  pincite__store_close(to);
  return status;
}

static void remove_shards(const char *prefix, size_t count) {
  char path[PATH_BYTES];
  for (size_t i = 0; i < count; i++) {
    name_shard(prefix, i, path);
    pincite__folder_remove(path, NULL);
  }
}

/* Names are written as seen from the file. */
static pincite_status write_list(const char *prefix, size_t count, pincite_error *err) {
  char path[PATH_BYTES];
  const char *slash = strrchr(prefix, '/'), *name = slash ? slash + 1 : prefix;
  name_list(prefix, path);
  FILE *file = fopen(path, "wxe");
  if (!file)
    return no_list(path, err);
  fprintf(file,
          "# A shard a line: the folder of an index, or HOST:PORT of a "
          "`pincite serve-shard`.\n# The order decides where an article belongs.\n");
  for (size_t i = 1; i <= count; i++)
    fprintf(file, "%s-%zu.pincite\n", name, i);
  bool failed = ferror(file) != 0;
  if (fclose(file) || failed)
    return pincite__fail(err, PINCITE_EIO, "cannot write '%s'", path);
  return PINCITE_OK;
}

pincite_status pincite_split(pincite_index *index, size_t count, const char *prefix,
                             pincite_error *err) {
  if (!prefix || !*prefix || count < 1 || count > SHARDS_MAX)
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_split needs 1 to %d shards and a name", SHARDS_MAX);
  if (index->shards)
    return pincite__fail(err, PINCITE_EINVAL, "it is split already: split each shard");
  pincite_status status = check_free(prefix, count, err);
  if (!status)
    status = pincite__store_begin_read(index->store, err);
  if (status)
    return status;
  size_t made = 0;
  while (!status && made < count)
    status = make_shard(index->store, prefix, made++, count, err);
  pincite__store_end_read(index->store);
  if (!status)
    status = write_list(prefix, count, err);
  if (status)
    remove_shards(prefix, made);
  return status;
}

/* ---- how shards fare -------------------------------------------------------------- */

size_t pincite_shard_count(const pincite_index *index) {
  return index->shards ? pincite__shards_count(index->shards) : 0;
}

pincite_status pincite_shards(pincite_index *index, int timeout_ms,
                              int (*each)(const pincite_shard *shard, void *data),
                              void *data, pincite_error *err) {
  if (!index->shards || !each)
    return pincite__fail(err, PINCITE_EINVAL, "the index has no shards");
  pincite_buf missing;
  pincite__buf_init(&missing, PINCITE__BUF_LIMIT);
  pincite__shards_restart(index->shards);
  pincite_status status =
      pincite__shards_gather(index->shards, timeout_ms > 0 ? (unsigned)timeout_ms : 10000,
                             &index->xapian, &missing, err);
  bool none = status == PINCITE_EIO; /* that, too, is what was asked for */
  bool partial = none || missing.len > 0;
  pincite__buf_release(&missing);
  if (status && !none)
    return status;
  for (size_t i = 0; i < pincite__shards_count(index->shards); i++) {
    pincite_shard_line line = pincite__shards_line(index->shards, i);
    pincite_shard shard = {.name = line.name, .remote = line.host != NULL};
    shard.trouble =
        pincite__shards_state(index->shards, i, &shard.passages, &shard.generation);
    if (each(&shard, data))
      return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  }
  return partial ? PINCITE_PARTIAL : PINCITE_OK;
}
