/* SPDX-License-Identifier: MIT
 *
 * postings_write.c - the writer: passages in and out, segments when memory is
 * used up, merges when they are due.
 *
 * Invariant: at every flush the stored sums are those of the live passages.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_write.h"

#define MEMORY_DEFAULT ((size_t)64 << 20)
/* When rowids in use span so many times the live passages, what was removed
   weighs more than what is there, and everything is merged. */
#define SPAN_MAX 3
#define SPAN_LEAST 50000U

struct pincite_postings_writer {
  pincite_postings_blobs blobs;
  pincite_postings_state state;
  pincite_postings_chunks chunks;
  pincite_postings_feed *feed;
  pincite_segment_maker *maker; /* a segment that is being made; or NULL */
  bool dirty;                   /* the state differs from the stored one */
  uint32_t removals;
  /* the passage at hand */
  pincite_posting_passage passage;
  bool removing;
  uint64_t words, title_words, heading_words; /* so far */
  pincite_status status; /* of the passage at hand; sticks until end, with its reason */
  pincite_error why;
};

pincite_status pincite__postings_writer_open(sqlite3 *db, size_t memory,
                                             pincite_postings_writer **out,
                                             pincite_error *err) {
  pincite_postings_writer *writer = calloc(1, sizeof *writer);
  if (!writer)
    return pincite__no_memory(err);
  writer->blobs.db = db;
  writer->feed = pincite__feed_new();
  pincite_status status = writer->feed ? pincite__state_load(db, &writer->state, err)
                                       : pincite__no_memory(err);
  if (status) {
    pincite__postings_writer_close(writer);
    return status;
  }
  pincite__feed_budget(writer->feed, memory ? memory : MEMORY_DEFAULT);
  pincite__feed_forget(writer->feed, writer->state.totals.last_rowid);
  *out = writer;
  return PINCITE_OK;
}

void pincite__postings_budget(pincite_postings_writer *writer, size_t memory) {
  pincite__feed_budget(writer->feed, memory);
}

void pincite__postings_writer_close(pincite_postings_writer *writer) {
  if (!writer)
    return;
  pincite__maker_end(writer->maker);
  pincite__blobs_release(&writer->blobs);
  pincite__chunks_release(&writer->chunks);
  pincite__feed_free(writer->feed);
  free(writer);
}

/* ---- passages ------------------------------------------------------------------ */

static void begin(pincite_postings_writer *writer, bool removing) {
  writer->removing = removing;
  writer->words = writer->title_words = writer->heading_words = 0;
  writer->status = PINCITE_OK;
}

void pincite__postings_add(pincite_postings_writer *writer,
                           const pincite_posting_passage *passage) {
  begin(writer, false);
  writer->passage = *passage;
  if (writer->status)
    return;
  if (passage->rowid <= writer->state.totals.last_rowid ||
      passage->rowid >= PINCITE__NO_ROW)
    writer->status =
        pincite__fail(&writer->why, PINCITE_EINVAL, "passage %lu is out of order",
                      (unsigned long)passage->rowid);
}

void pincite__postings_remove(pincite_postings_writer *writer, uint32_t rowid) {
  begin(writer, true);
  writer->passage.rowid = rowid;
  writer->removals++;
}

static pincite_status hand_over(pincite_postings_writer *writer, pincite_error *err);

void pincite__postings_words(pincite_postings_writer *writer, pincite_passage_field field,
                             const pincite_tokens *tokens) {
  if (writer->status)
    return;
  bool in_title = field == PINCITE_PASSAGE_TITLE;
  pincite_posting_words words = {.row = writer->passage.rowid,
                                 .base = (uint32_t)writer->words,
                                 .removal = writer->removing ? writer->removals : 0,
                                 .in_title = in_title,
                                 .last = field == PINCITE_PASSAGE_BODY};
  writer->words += tokens->words;
  writer->title_words += in_title ? tokens->words : 0;
  writer->heading_words += field == PINCITE_PASSAGE_HEADING ? tokens->words : 0;
  pincite_feed_state state;
  while ((state = pincite__feed_give(writer->feed, &words, tokens)) == PINCITE__FEED_FULL)
    if ((writer->status = hand_over(writer, &writer->why)) != PINCITE_OK)
      return;
  if (state == PINCITE__FEED_FAILED)
    writer->status = pincite__no_memory(&writer->why);
}

/* Have all that was given in memory, handing it over when that is full. */
static pincite_status drain(pincite_postings_writer *writer, pincite_error *err) {
  pincite_feed_state state;
  pincite_status status = PINCITE_OK;
  while (!status && (state = pincite__feed_wait(writer->feed)) != PINCITE__FEED_DONE)
    status =
        state == PINCITE__FEED_FULL ? hand_over(writer, err) : pincite__no_memory(err);
  return status;
}

static pincite_status end_add(pincite_postings_writer *writer, pincite_error *err) {
  const pincite_posting_passage *passage = &writer->passage;
  pincite_postings_totals *totals = &writer->state.totals;
  pincite_postings_chunk *chunk;
  pincite_status status =
      pincite__chunks_get(&writer->chunks, &writer->blobs, passage->rowid, &chunk, err);
  if (status)
    return status;
  size_t at = passage->rowid % PINCITE__CHUNK;
  chunk->dirty = true;
  chunk->words[at] = pincite__length_code(writer->words);
  chunk->title[at] = writer->title_words ? pincite__length_code(writer->title_words) : 0;
  chunk->zone[at] = (uint8_t)((unsigned)passage->zone |
                              (passage->opens_article ? PINCITE__ZONE_OPENS : 0U));
  chunk->heading[at] =
      (uint8_t)(writer->heading_words < UINT8_MAX ? writer->heading_words : UINT8_MAX);
  chunk->tie[at] = passage->tie;
  totals->passages++;
  totals->words += pincite__length_of(chunk->words[at]);
  totals->titled += writer->title_words > 0;
  totals->title_words += pincite__length_of(chunk->title[at]);
  totals->last_rowid = passage->rowid;
  return PINCITE_OK;
}

static pincite_status end_remove(pincite_postings_writer *writer, pincite_error *err) {
  uint32_t rowid = writer->passage.rowid;
  pincite_postings_totals *totals = &writer->state.totals;
  pincite_postings_chunk *chunk;
  pincite_status status =
      pincite__chunks_get(&writer->chunks, &writer->blobs, rowid, &chunk, err);
  if (status)
    return status;
  size_t at = rowid % PINCITE__CHUNK;
  if (!chunk->words[at] || chunk->words[at] != pincite__length_code(writer->words))
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the ranked postings do not know passage %lu as it is stored; "
                         "'pincite repair' makes them anew",
                         (unsigned long)rowid);
  totals->passages--;
  totals->words -= pincite__length_of(chunk->words[at]);
  totals->titled -= chunk->title[at] > 0;
  totals->title_words -= pincite__length_of(chunk->title[at]);
  chunk->dirty = true;
  chunk->words[at] = chunk->title[at] = chunk->heading[at] = 0;
  chunk->zone[at] &= PINCITE__ZONE_OPENS; /* where an article begins stays known */
  chunk->tie[at] = 0;
  return PINCITE_OK;
}

pincite_status pincite__postings_end(pincite_postings_writer *writer,
                                     pincite_error *err) {
  if (writer->status)
    return pincite__fail(err, writer->status, "%s", writer->why.message);
  writer->dirty = true;
  return writer->removing ? end_remove(writer, err) : end_add(writer, err);
}

/* ---- segments ------------------------------------------------------------------- */

static pincite_status lengths_of(void *data, uint32_t row, uint8_t *length,
                                 uint8_t *title_length, pincite_error *err) {
  pincite_postings_writer *writer = data;
  pincite_postings_chunk *chunk = pincite__chunks_last(&writer->chunks, row);
  pincite_status status =
      chunk ? PINCITE_OK
            : pincite__chunks_get(&writer->chunks, &writer->blobs, row, &chunk, err);
  if (status)
    return status;
  *length = chunk->words[row % PINCITE__CHUNK];
  *title_length = chunk->title[row % PINCITE__CHUNK];
  return PINCITE_OK;
}

static pincite_status merge(pincite_postings_writer *writer, size_t from, size_t count,
                            pincite_error *err) {
  return pincite__segments_merge(&writer->blobs, &writer->state, from, count, lengths_of,
                                 writer, err);
}

/* One of removals only has no rows: it ends where it should begin. */
static pincite_status keep_segment(pincite_postings_writer *writer,
                                   const pincite_postings_segment *segment,
                                   pincite_error *err) {
  pincite_postings_state *state = &writer->state;
  pincite_status status = PINCITE_OK;
  size_t from, count;
  if (segment->entries)
    state->segments[state->segment_count++] = *segment;
  while (!status && pincite__segments_due(state, &from, &count))
    status = merge(writer, from, count, err);
  return status;
}

static pincite_status write_segment(pincite_postings_writer *writer, pincite_error *err) {
  pincite_postings_segment segment;
  if (pincite__feed_is_empty(writer->feed))
    return PINCITE_OK;
  pincite_status status = pincite__segment_make(
      writer->feed, &writer->blobs, &writer->state, lengths_of, writer, &segment, err);
  if (status)
    return status;
  pincite__feed_written(writer->feed);
  return keep_segment(writer, &segment, err);
}

/* Write the segment that was made meanwhile: not before the next one is due, so that the
   order of what is done does not depend on who was faster. */
static pincite_status take_made(pincite_postings_writer *writer, pincite_error *err) {
  pincite_postings_segment segment;
  pincite_status status =
      pincite__maker_write(writer->maker, &writer->blobs, &segment, err);
  pincite__maker_end(writer->maker);
  writer->maker = NULL;
  return status ? status : keep_segment(writer, &segment, err);
}

/* Have a segment made of what is in memory, while that is filled anew. */
static pincite_status hand_over(pincite_postings_writer *writer, pincite_error *err) {
  pincite_status status = writer->maker ? take_made(writer, err) : PINCITE_OK;
  if (status)
    return status;
  writer->maker = pincite__maker_begin(writer->feed, &writer->state, lengths_of, writer);
  return writer->maker ? PINCITE_OK : write_segment(writer, err);
}

/* Do the removed passages outweigh the live ones? */
static bool is_hollow(const pincite_postings_state *state) {
  uint64_t span = 0;
  for (size_t i = 0; i < state->segment_count; i++)
    span += state->segments[i].last_row - state->segments[i].first_row + 1;
  return span > SPAN_LEAST && span / SPAN_MAX > state->totals.passages;
}

static pincite_status finish(pincite_postings_writer *writer, bool merge_all,
                             pincite_error *err) {
  pincite_postings_state *state = &writer->state;
  pincite_status status = drain(writer, err);
  if (!status && writer->maker)
    status = take_made(writer, err);
  if (!status) {
    pincite__feed_rest(writer->feed);
    status = write_segment(writer, err);
  }
  if (!status && state->segment_count && (merge_all || is_hollow(state)))
    status = merge(writer, 0, state->segment_count, err);
  if (!status)
    status = pincite__chunks_save(&writer->chunks, &writer->blobs, err);
  if (!status)
    status = pincite__state_save(writer->blobs.db, state, err);
  writer->dirty = writer->dirty && status;
  return status;
}

pincite_status pincite__postings_begin_flush(pincite_postings_writer *writer,
                                             pincite_error *err) {
  if (!writer->dirty)
    return PINCITE_OK;
  pincite_status status = drain(writer, err);
  if (status)
    return status;
  pincite__feed_rest(writer->feed);
  return pincite__feed_is_empty(writer->feed) ? PINCITE_OK : hand_over(writer, err);
}

pincite_status pincite__postings_flush(pincite_postings_writer *writer,
                                       pincite_error *err) {
  return writer->dirty ? finish(writer, false, err) : PINCITE_OK;
}

pincite_status pincite__postings_optimize(pincite_postings_writer *writer,
                                          pincite_error *err) {
  return finish(writer, true, err);
}

pincite_status pincite__postings_rollback(pincite_postings_writer *writer,
                                          pincite_error *err) {
  pincite__maker_end(writer->maker);
  writer->maker = NULL;
  pincite__feed_forget(writer->feed, 0);
  pincite__chunks_release(&writer->chunks);
  writer->dirty = false;
  pincite_status status = pincite__state_load(writer->blobs.db, &writer->state, err);
  pincite__feed_forget(writer->feed, writer->state.totals.last_rowid);
  return status;
}

pincite_status pincite__postings_clear(pincite_postings_writer *writer,
                                       pincite_error *err) {
  static const char *const sql =
      "DELETE FROM postings_state; DELETE FROM postings_list;"
      "DELETE FROM postings_term; DELETE FROM postings_position;"
      "DELETE FROM postings_passage;";
  if (sqlite3_exec(writer->blobs.db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return pincite__postings_sqlite(writer->blobs.db, "clear", err);
  pincite_status status = pincite__postings_rollback(writer, err);
  writer->dirty = true;
  return status;
}
