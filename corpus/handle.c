/* SPDX-License-Identifier: MIT
 *
 * handle.c - the public handle: opening, batches, reading back, state.
 */
#include "handle.h"

#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "source_rows.h"
#include "store_private.h"
#include "xapian_shards.h"

const char *pincite_version(void) {
  return PINCITE_VERSION;
}

void pincite_free(void *memory) {
  free(memory);
}

bool pincite__options_copy(void *to, size_t ours, const void *from) {
  size_t size;
  if (!from)
    return true;
  memcpy(&size, from, sizeof size);
  if (size < sizeof size || size > 65536)
    return false;
  const unsigned char *bytes = from;
  for (size_t i = ours; i < size; i++)
    if (bytes[i])
      return false;
  memcpy(to, from, size < ours ? size : ours);
  return true;
}

void pincite__id_from_uri(pincite_str uri, pincite_str salt, char id[13]) {
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite_sha256 sha;
  pincite__sha256_init(&sha);
  if (salt.len) {
    pincite__sha256_add(&sha, salt.at, salt.len);
    pincite__sha256_add(&sha, "/", 1);
  }
  pincite__sha256_add(&sha, uri.at, uri.len);
  pincite__sha256_final(&sha, digest);
  pincite__hex(digest, 6, id);
}

static pincite_status open_store(pincite_index *index, const char *path,
                                 pincite_open_mode mode, pincite_error *err) {
  if (!pincite__is_shards(path))
    return pincite__store_open(path, mode, &index->store, err);
  pincite_status status = pincite__shards_open(path, &index->shards, err);
  return status ? status : pincite__store_open(":memory:", PINCITE_CREATE, &index->store, err);
}

pincite_status pincite_open(const char *path, const pincite_open_options *options,
                            pincite_index **out, pincite_error *err) {
  pincite_open_options o = PINCITE_OPEN_OPTIONS_INIT;
  if (!path || !*path || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_open needs a path and a result");
  if (!pincite__options_copy(&o, sizeof o, options) || o.mode > PINCITE_CREATE)
    return pincite__fail(err, PINCITE_EINVAL, "the options of pincite_open are malformed");
  pincite_index *index = calloc(1, sizeof *index);
  if (!index)
    return pincite__no_memory(err);
  index->analyser = pincite__analyser_new();
  pincite_status status = index->analyser ? PINCITE_OK : pincite__no_memory(err);
  if (!status)
    status = open_store(index, path, o.mode, err);
  if (!status && o.engines)
    status = index->shards ? PINCITE_OK : pincite__engines_set(index->store, o.engines, err);
  if (!status && o.fts_detail && !index->shards)
    status = pincite__fts_set(index->store, o.fts_detail, err);
  if (status)
    goto done;
  *out = index;
  index = NULL;
done:
  pincite_close(index);
  return status;
}

void pincite_close(pincite_index *index) {
  if (!index)
    return;
  pincite__postings_close(index->postings);
  pincite__source_rows_free(index->source_rows);
  pincite__xapian_reader_close(index->xapian);
  pincite__shards_close(index->shards);
  pincite__store_close(index->store);
  pincite__analyser_free(index->analyser);
  free(index);
}

pincite_status pincite_begin(pincite_index *index, pincite_error *err) {
  if (index->batch)
    return pincite__fail(err, PINCITE_EINVAL, "a batch is open already");
  pincite_status status = pincite__store_begin(index->store, err);
  index->batch = status == PINCITE_OK;
  return status;
}

pincite_status pincite_commit(pincite_index *index, pincite_error *err) {
  if (!index->batch)
    return pincite__fail(err, PINCITE_EINVAL, "there is no batch to commit");
  index->batch = false;
  return pincite__store_commit(index->store, err);
}

void pincite_rollback(pincite_index *index) {
  if (!index->batch)
    return;
  index->batch = false;
  pincite__store_rollback(index->store);
}

pincite_status pincite_remove(pincite_index *index, const char *id, pincite_error *err) {
  if (!id)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_remove needs an id");
  pincite_store *store = index->store;
  int64_t rowid = 0;
  pincite_status status = index->batch ? PINCITE_OK : pincite__store_begin(store, err);
  if (status)
    return status;
  status = pincite__article_find(store, pincite__str(id), &rowid, err);
  if (!status && rowid == 0)
    status = pincite__fail(err, PINCITE_ENOTFOUND, "there is no article '%s'", id);
  if (!status)
    status = pincite__article_remove(store, rowid, err);
  if (index->batch)
    return status;
  if (!status)
    return pincite__store_commit(store, err);
  pincite__store_rollback(store);
  return status;
}

/* ---- state ------------------------------------------------------------------- */

pincite_status pincite_state_get(pincite_index *index, pincite_state *state,
                                 pincite_error *err) {
  pincite_store *store = index->store;
  pincite_state result = {0};
  pincite_ledger_counts counts = {0};
  pincite_fts_detail detail = PINCITE__FTS_FULL;
  pincite_status status = pincite__store_begin_read(store, err);
  if (status)
    return status;
  int64_t stored = 0, database = 0;
  status = pincite__store_number(store, "SELECT total(length(data)) FROM text_page", &stored,
                                 err);
  if (!status)
    status = pincite__store_number(
        store, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        &database, err);
  result.stored_bytes = (uint64_t)stored;
  result.database_bytes = (uint64_t)database;
  if (!status)
    status = pincite__ledger_counts(store, &counts, err);
  if (!status)
    status = pincite__fts_detail(store, &detail, err);
  const pincite_totals *totals = &store->totals;
  result.generation = totals->generation;
  pincite__totals_fingerprint(totals, result.fingerprint);
  result.articles = totals->articles;
  result.passages = totals->passages;
  result.undated = totals->undated;
  result.text_bytes = totals->text_bytes;
  result.format = PINCITE__FORMAT;
  result.fts_detail = pincite__fts_detail_name(detail);
  result.inputs = counts.inputs;
  result.skipped = counts.skipped;
  result.failed = counts.failed;
  result.faults = counts.faults;
  pincite__store_end_read(store);
  if (!status)
    *state = result;
  return status;
}
