/* SPDX-License-Identifier: MIT
 *
 * engine.c - choosing the engine, and asking shards until an answer is whole or says
 * what is missing.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

#include "../corpus/xapian_shards.h"
#include "vocabulary.h"
#include "xapian_search.h"

/* How long shards may take where nothing is said. */
#define TIMEOUT_MILLISECONDS 10000

void pincite__hits_lack(pincite_hits *hits, const char *what, const char *why) {
  if (hits->missing.len)
    pincite__buf_adds(&hits->missing, "; ");
  pincite__buf_addf(&hits->missing, "%s: %s", what, why);
}

/* What is asked of the hits besides: not all of it makes sense everywhere. */
static pincite_status check_shown(const pincite_hits *hits, pincite_error *err) {
  if (hits->index->shards && hits->options.since)
    return pincite__fail(
        err, PINCITE_EINVAL,
        "each shard counts generations of its own: what is new since one "
        "is asked of a shard by itself");
  if (hits->index->shards && hits->options.facets)
    return pincite__fail(err, PINCITE_EINVAL,
                         "facets are counted in one index, not over shards: every hit "
                         "would have to be fetched");
  if (hits->engine == PINCITE_BY_BOTH && hits->options.explain)
    return pincite__fail(
        err, PINCITE_EINVAL,
        "the score of a hit of both engines is made of its two ranks; to "
        "have one taken apart ask with --engine fts5 or xapian");
  return PINCITE_OK;
}

static pincite_status read_engine(pincite_hits *hits, unsigned engines,
                                  pincite_error *err) {
  const char *name = hits->options.engine;
  bool both = name && strcmp(name, "both") == 0;
  if (!name)
    hits->engine = engines & PINCITE__ENGINE_FTS5 ? PINCITE_BY_FTS5 : PINCITE_BY_XAPIAN;
  else if (strcmp(name, "fts5") == 0)
    hits->engine = PINCITE_BY_FTS5;
  else if (strcmp(name, "xapian") == 0)
    hits->engine = PINCITE_BY_XAPIAN;
  else if (both)
    hits->engine = PINCITE_BY_BOTH;
  else
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no engine; engines are fts5, xapian and both", name);
  if (hits->engine != PINCITE_BY_FTS5 && !(engines & PINCITE__ENGINE_XAPIAN))
    return pincite__fail(err, PINCITE_EINVAL,
                         "the index has no Xapian; run: pincite index --engine "
                         "fts5,xapian PATH");
  if (hits->engine != PINCITE_BY_XAPIAN && !(engines & PINCITE__ENGINE_FTS5))
    return pincite__fail(err, PINCITE_EINVAL,
                         hits->index->shards
                             ? "shards are asked through the engine xapian"
                             : "the index has Xapian alone; ask with --engine xapian");
  return check_shown(hits, err);
}

static pincite_status check_model(const pincite_hits *hits, pincite_error *err) {
  const char *model = hits->options.model;
  pincite_xapian_weights weights;
  if (!model || strcmp(model, "default") == 0 || strcmp(model, "plain") == 0)
    return PINCITE_OK;
  if (hits->engine == PINCITE_BY_FTS5)
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no model of the engine fts5; models are default and "
                         "plain, and more with --engine xapian",
                         model);
  return pincite__xapian_model(model, &weights, err);
}

/* ---- Xapian beside the index ----------------------------------------------------------
 */

/* Does Xapian lack what corpus.db holds in this snapshot? */
static bool is_behind(pincite_hits *hits) {
  char why[PINCITE__LAG_BYTES];
  if (!pincite__xapian_lags(hits->index->xapian, hits->generation, hits->fingerprint,
                            why))
    return false;
  pincite__hits_lack(hits, "xapian", why);
  return true;
}

/* Xapian names the block; the asker wants to know what to do. */
static pincite_status tell(pincite_status status, const pincite_error *own,
                           pincite_error *err) {
  return pincite__fail(err, status,
                       status == PINCITE_ECORRUPT ? "%s; run: pincite repair" : "%s",
                       own->message);
}

static pincite_status begin_xapian(pincite_hits *hits, pincite_error *err) {
  pincite_error own = {PINCITE_OK, ""};
  pincite_status status = pincite__xapian_ready(hits->index, &own);
  bool both = hits->engine == PINCITE_BY_BOTH;
  if (status == PINCITE_ENOINDEX)
    status = PINCITE_ECORRUPT; /* the index is there, a part of it is not */
  if (status && both && status != PINCITE_ENOMEM) {
    pincite__hits_lack(hits, "xapian", own.message);
    hits->engine = PINCITE_BY_FTS5;
    return PINCITE_OK;
  }
  if (status)
    return tell(status, &own, err);
  if (is_behind(hits) && both)
    hits->engine = PINCITE_BY_FTS5;
  return PINCITE_OK;
}

/* ---- shards
 * ------------------------------------------------------------------------------ */

static pincite_status gather_shards(pincite_hits *hits, pincite_error *err) {
  unsigned timeout = hits->options.timeout_ms ? (unsigned)hits->options.timeout_ms
                                              : TIMEOUT_MILLISECONDS;
  pincite_index *index = hits->index;
  pincite__buf_clear(&hits->missing);
  pincite_status status =
      pincite__shards_gather(index->shards, timeout, &index->xapian, &hits->missing, err);
  if (status)
    return status;
  hits->generation = index->xapian->generation;
  memcpy(hits->fingerprint, index->xapian->fingerprint, sizeof hits->fingerprint);
  if (hits->missing.len && hits->options.require_all)
    return pincite__fail(err, PINCITE_EIO, "not all shards answer: %s",
                         hits->missing.data);
  return PINCITE_OK;
}

/* Have what the caller will look at, so that a shard lost later takes nothing away. */
static pincite_status fetch_records(pincite_hits *hits, pincite_error *err) {
  const pincite_xapian_reader *reader = hits->index->xapian;
  pincite__records_free(hits);
  hits->records = calloc(hits->count + 1, sizeof *hits->records);
  if (!hits->records)
    return pincite__no_memory(err);
  hits->record_count = hits->count;
  pincite_status status = PINCITE_OK;
  for (size_t i = hits->options.offset; !status && i < hits->count; i++)
    status = reader->x->data(reader->db, hits->items[i].rowid, &hits->records[i].bytes,
                             &hits->records[i].length, err);
  return status;
}

static pincite_status find_in_shards(pincite_hits *hits, pincite_error *err) {
  pincite_error own = {PINCITE_OK, ""};
  for (;;) {
    pincite__records_free(hits);
    pincite_status status = pincite__xapian_find(hits, &own);
    if (!status)
      status = fetch_records(hits, &own);
    if (!status)
      return PINCITE_OK;
    const pincite_xapian_reader *reader = hits->index->xapian;
    if (!pincite__shards_drop(hits->index->shards, reader->x->failed_at(reader->db),
                              own.message))
      return pincite__fail(err, status, "%s", own.message);
    status = gather_shards(hits, err);
    if (status)
      return status;
  }
}

void pincite__records_free(pincite_hits *hits) {
  for (size_t i = 0; i < hits->record_count; i++)
    free(hits->records[i].bytes);
  free(hits->records);
  hits->records = NULL;
  hits->record_count = 0;
}

/* ---- the whole
 * --------------------------------------------------------------------------- */

pincite_status pincite__engine_begin(pincite_hits *hits, pincite_error *err) {
  uint64_t engines = PINCITE__ENGINE_XAPIAN;
  pincite_status status = PINCITE_OK;
  if (!hits->index->shards)
    status = pincite__engines(hits->index->store, &engines, err);
  if (!status)
    status = read_engine(hits, (unsigned)engines, err);
  if (!status)
    status = check_model(hits, err);
  if (status)
    return status;
  if (hits->options.expand && hits->engine == PINCITE_BY_FTS5)
    return pincite__fail(err, PINCITE_EINVAL, "expansion needs the engine xapian");
  if (hits->index->shards) {
    pincite__shards_restart(hits->index->shards);
    return gather_shards(hits, err);
  }
  return hits->engine == PINCITE_BY_FTS5 ? PINCITE_OK : begin_xapian(hits, err);
}

pincite_status pincite__engine_find(pincite_hits *hits, pincite_error *err) {
  if (hits->index->shards)
    return find_in_shards(hits, err);
  pincite_error own = {PINCITE_OK, ""};
  pincite_status status;
  switch (hits->engine) {
  case PINCITE_BY_XAPIAN:
    status = pincite__xapian_find(hits, &own);
    return status ? tell(status, &own, err) : PINCITE_OK;
  case PINCITE_BY_BOTH:
    return pincite__fuse(hits, err);
  case PINCITE_BY_FTS5:
    break;
  }
  return pincite__find(hits, err);
}

pincite_vocabulary pincite__engine_vocabulary(pincite_hits *hits) {
  return hits->engine == PINCITE_BY_XAPIAN ? pincite__xapian_vocabulary(hits->index)
                                           : pincite__vocabulary(hits->index);
}
