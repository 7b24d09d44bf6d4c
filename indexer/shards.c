/* SPDX-License-Identifier: MIT
 *
 * shards.c - an indexing run over shards: each reads all, and keeps what is its own.
 *
 * So every shard has a ledger that is whole, and may as well be run by itself, on the
 * machine where it lies. What reading costs is paid once a shard.
 */
#include "shards.h"

/* Every shard sees the same inputs: they are counted once, as that one counts them
   which had most of them to read. */
static void add_shard(pincite_index_report *sum, const pincite_index_report *part,
                      bool first) {
  pincite_index_report inputs = first || part->unchanged < sum->unchanged ? *part : *sum;
  uint64_t generation = sum->generation + part->generation;
  pincite_index_report_add(sum, part);
  sum->found = inputs.found;
  sum->indexed = inputs.indexed;
  sum->unchanged = inputs.unchanged;
  sum->duplicate = inputs.duplicate;
  sum->skipped = inputs.skipped;
  sum->failed = inputs.failed;
  sum->gone = inputs.gone;
  sum->faults = inputs.faults;
  sum->generation = generation;
}

/* Open a shard, which has Xapian from now on. */
static pincite_status open_shard(const char *path, pincite_index **out, pincite_error *err) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  uint64_t engines = 0;
  options.mode = PINCITE_CREATE;
  pincite_index *index = NULL;
  pincite_status status = pincite_open(path, &options, &index, err);
  if (!status)
    status = pincite__engines(index->store, &engines, err);
  if (!status && !(engines & PINCITE__ENGINE_XAPIAN))
    status = pincite__engines_set(index->store, "fts5,xapian", err);
  if (status)
    pincite_close(index);
  else
    *out = index;
  return status;
}

static pincite_status check_lines(const pincite_index *index, pincite_error *err) {
  size_t count = pincite__shards_count(index->shards);
  for (size_t i = 0; i < count; i++) {
    pincite_shard_line line = pincite__shards_line(index->shards, i);
    if (line.host)
      return pincite__fail(err, PINCITE_EINVAL,
                           "'%s' is on another machine; index there with: pincite index "
                           "--shard %zu/%zu",
                           line.name, i + 1, count);
  }
  return PINCITE_OK;
}

pincite_status pincite__index_shards(pincite_index *index, const char *path,
                                     const pincite_index_options *options,
                                     pincite_index_report *report, pincite_error *err) {
  pincite_index_options own = PINCITE_INDEX_OPTIONS_INIT;
  pincite_index_report sum = {0};
  if (!pincite__options_copy(&own, sizeof own, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the run are malformed");
  pincite_status status = check_lines(index, err);
  size_t count = pincite__shards_count(index->shards);
  bool partial = false;
  for (size_t i = 0; !status && i < count; i++) {
    pincite_index *shard = NULL;
    pincite_index_report part = {0};
    own.shard = (unsigned)i + 1;
    own.shard_count = (unsigned)count;
    if (i > 0)
      own.ledger = NULL; /* each would tell the same troubles */
    status = open_shard(pincite__shards_line(index->shards, i).path, &shard, err);
    if (!status)
      status = pincite_index_path(shard, path, &own, &part, err);
    partial = partial || status == PINCITE_PARTIAL;
    status = status == PINCITE_PARTIAL ? PINCITE_OK : status;
    add_shard(&sum, &part, i == 0);
    pincite_close(shard);
  }
  if (report)
    *report = sum;
  return status ? status : partial ? PINCITE_PARTIAL : PINCITE_OK;
}
