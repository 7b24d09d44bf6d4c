/* SPDX-License-Identifier: MIT
 *
 * stream.c - every hit, a batch at a time.
 *
 * A set of bits, one for each passage of the index, holds the hits that were not in a
 * batch yet. The next batch is the best of them, which are ranked anew: time is given
 * for memory, which does not depend on how many hits there are. By date, the date of
 * every passage is kept as well, and a batch is some days, or a part of one.
 *
 * Invariant: what the batches have one after the other is what one ranking of all would
 * have; the second look is at the best of all, so they are remembered.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "find.h"
#include "tally.h"

/* Hits of a batch. */
#define BATCH ((size_t)32768)

struct pincite_stream {
  pincite_terms terms;
  pincite_found left; /* hits that were not in a batch yet */
  size_t batch;
  bool all_ranked; /* what is left has no term that ranks */
  uint64_t total;
  /* by date: */
  pincite_day *days; /* by rowid; NULL: by rank */
  pincite_tally tally; /* hits by day, the newest first */
  size_t day;          /* of these, the first that is not in a group yet */
  pincite_found group; /* hits of the days at hand that were not in a batch yet */
  bool is_one_day;
  pincite_ranked best[PINCITE__LOOK_DEPTH]; /* of all, after the second look */
  size_t best_count;
};

void pincite__stream_free(struct pincite_stream *stream) {
  if (!stream)
    return;
  pincite__terms_release(&stream->terms);
  pincite__tally_release(&stream->tally);
  free(stream->left.bits);
  free(stream->group.bits);
  free(stream->days);
  free(stream);
}

/* ---- by rank ---------------------------------------------------------------------- */

static void drop_items(const pincite_hits *hits, size_t from, pincite_found *set) {
  for (size_t i = from; i < hits->count; i++)
    pincite__found_drop(set, hits->items[i].rowid);
}

/* Move the best 'limit' of a set behind the items. */
static pincite_status add_best(pincite_hits *hits, pincite_found *set, size_t limit,
                               bool look, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  size_t from = hits->count, ranked;
  pincite_find_request request = {
      .terms = &stream->terms, .within = set, .limit = limit, .look = look};
  pincite_status status = PINCITE_OK;
  if (stream->terms.count && !stream->all_ranked)
    status = pincite__find_ranked(hits, &request, err);
  ranked = hits->count - from;
  drop_items(hits, from, set);
  stream->all_ranked = stream->all_ranked || (ranked < limit && set == &stream->left);
  if (!status && ranked < limit && set->count)
    status = pincite__find_unranked(hits, set, limit - ranked, err);
  if (!status)
    drop_items(hits, from + ranked, set);
  return status;
}

/* Find out which passages are hits, and append the best of them. */
static pincite_status begin(pincite_hits *hits, size_t limit, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  const pincite_terms *terms = &stream->terms;
  if (!terms->count || (!terms->decided && !terms->necessary)) {
    pincite_status status = pincite__find_matches(hits, &stream->left, err);
    stream->total = stream->left.count;
    return status ? status : add_best(hits, &stream->left, limit, true, err);
  }
  pincite_find_request request = {
      .terms = terms, .collect = &stream->left, .limit = limit, .look = true};
  pincite_status status = pincite__find_ranked(hits, &request, err);
  stream->total = stream->left.count;
  drop_items(hits, 0, &stream->left);
  return status;
}

/* ---- by date ------------------------------------------------------------------------ */

static int newest_day_first(const void *a, const void *b) {
  const pincite_count *x = a, *y = b;
  return (x->key < y->key) - (x->key > y->key);
}

/* The best of all go back into the set: their turn comes with their day. */
static pincite_status remember_best(pincite_hits *hits, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  stream->best_count =
      hits->count < PINCITE__LOOK_DEPTH ? hits->count : PINCITE__LOOK_DEPTH;
  if (stream->best_count)
    memcpy(stream->best, hits->items, stream->best_count * sizeof *stream->best);
  for (size_t i = 0; i < hits->count; i++)
    pincite__found_put(&stream->left, hits->items[i].rowid);
  hits->count = 0;
  stream->all_ranked = false;
  stream->days = calloc(stream->left.rows, sizeof *stream->days);
  return stream->days ? pincite__found_init(hits, &stream->group, err)
                      : pincite__no_memory(err);
}

static pincite_status read_days(pincite_hits *hits, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  pincite_status status = remember_best(hits, err);
  for (uint32_t row = 0; !status && row < stream->left.rows; row++) {
    pincite_passage_row passage = {0};
    if (!pincite__found_has(&stream->left, row))
      continue;
    status = pincite__passage_row(hits->index->store, row, &passage, err);
    if (!status && !pincite__tally_add(&stream->tally, passage.published, 0))
      status = pincite__no_memory(err);
    stream->days[row] = passage.published;
  }
  if (!status && stream->tally.count)
    qsort(stream->tally.items, stream->tally.count, sizeof *stream->tally.items,
          newest_day_first);
  return status;
}

/* The next days that are a batch together, or one that is more. */
static void choose_days(struct pincite_stream *stream) {
  const pincite_tally *tally = &stream->tally;
  size_t first = stream->day, at = first;
  uint64_t sum = 0;
  while (at < tally->count &&
         (at == first || sum + tally->items[at].articles <= stream->batch))
    sum += tally->items[at++].articles;
  stream->day = at;
  stream->is_one_day = at == first + 1;
  for (uint32_t row = 0; row < stream->left.rows; row++)
    if (pincite__found_has(&stream->left, row) &&
        stream->days[row] <= tally->items[first].key &&
        stream->days[row] >= tally->items[at - 1].key) {
      pincite__found_put(&stream->group, row);
      pincite__found_drop(&stream->left, row);
    }
}

static pincite_status sort_days(pincite_hits *hits, size_t from, pincite_error *err) {
  size_t count = hits->count - from;
  pincite_day *days = calloc(count + 1, sizeof *days);
  if (!days)
    return pincite__no_memory(err);
  for (size_t i = 0; i < count; i++)
    days[i] = hits->stream->days[hits->items[from + i].rowid];
  pincite_status status = pincite__newest_first(hits, from, days, err);
  free(days);
  return status;
}

static pincite_status add_days(pincite_hits *hits, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  size_t from = hits->count;
  if (!stream->group.count) {
    if (stream->day == stream->tally.count)
      return PINCITE_DONE;
    choose_days(stream);
    if (!pincite__grow(&hits->items, &hits->capacity, from + stream->best_count,
                       sizeof *hits->items))
      return pincite__no_memory(err);
    for (size_t i = 0; i < stream->best_count; i++)
      if (pincite__found_has(&stream->group, stream->best[i].rowid))
        hits->items[hits->count++] = stream->best[i];
    drop_items(hits, from, &stream->group);
  }
  pincite_status status = PINCITE_OK;
  if (stream->group.count)
    status = add_best(hits, &stream->group, stream->batch, false, err);
  return status || stream->is_one_day ? status : sort_days(hits, from, err);
}

/* ---- the whole ---------------------------------------------------------------------- */

pincite_status pincite__stream_add(pincite_hits *hits, pincite_error *err) {
  struct pincite_stream *stream = hits->stream;
  if (!stream->days && !stream->left.count)
    return PINCITE_DONE;
  pincite_status status = stream->days
                              ? add_days(hits, err)
                              : add_best(hits, &stream->left, stream->batch, false, err);
  hits->total = stream->total;
  hits->total_exact = true;
  return status;
}

pincite_status pincite__stream_open(pincite_hits *hits, pincite_terms *terms,
                                    pincite_error *err) {
  bool by_date = hits->options.sort == PINCITE_BY_DATE;
  struct pincite_stream *stream = calloc(1, sizeof *stream);
  if (!stream)
    return pincite__no_memory(err);
  hits->stream = stream;
  stream->terms = *terms;
  pincite__terms_init(terms);
  stream->batch = hits->index->hits_at_a_time ? hits->index->hits_at_a_time : BATCH;
  if (stream->batch < PINCITE__LOOK_DEPTH)
    stream->batch = PINCITE__LOOK_DEPTH; /* which the first batch has all of */
  pincite_status status = pincite__found_init(hits, &stream->left, err);
  if (!status)
    status = begin(hits, by_date ? PINCITE__LOOK_DEPTH : stream->batch, err);
  if (!status && by_date)
    status = read_days(hits, err);
  if (!status && by_date)
    status = pincite__stream_add(hits, err);
  hits->total = stream->total;
  hits->total_exact = true;
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite__hits_step(pincite_hits *hits, const pincite_ranked **item,
                                  pincite_error *err) {
  while (hits->next >= hits->count) {
    if (!hits->stream)
      return PINCITE_DONE;
    hits->passed += hits->count;
    hits->next = hits->count = 0;
    pincite_status status = pincite__stream_add(hits, err);
    if (status)
      return status;
  }
  *item = &hits->items[hits->next];
  return PINCITE_OK;
}

pincite_status pincite__hits_gather(pincite_hits *hits, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  while (!status && hits->stream)
    status = pincite__stream_add(hits, err);
  pincite__stream_free(hits->stream);
  hits->stream = NULL;
  return status == PINCITE_DONE ? PINCITE_OK : status;
}
