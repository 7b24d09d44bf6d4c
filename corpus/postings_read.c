/* SPDX-License-Identifier: MIT
 *
 * postings_read.c - the reader: what the snapshot holds, terms, passages.
 *
 * Pages never change under their number, so what was read stays good while its
 * segment is there; the passages' numbers are read again when anything changed.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_read.h"

/* When more than this is kept, all of it is dropped before the next question. */
#define KEPT_MAX ((size_t)64 << 20)

pincite_status pincite__postings_open(sqlite3 *db, pincite_postings **out,
                                      pincite_error *err) {
  pincite_postings *postings = calloc(1, sizeof *postings);
  if (!postings)
    return pincite__no_memory(err);
  postings->blobs.db = db;
  *out = postings;
  return PINCITE_OK;
}

static void forget_chunks(pincite_postings *postings) {
  for (unsigned kind = 0; kind < PINCITE__CHUNK_KINDS; kind++) {
    for (size_t i = 0; postings->chunks[kind] && i < postings->chunk_count; i++)
      free(postings->chunks[kind][i]);
    free(postings->chunks[kind]);
    postings->chunks[kind] = NULL;
  }
  postings->chunk_count = 0;
}

static void release_sources(pincite_postings *postings) {
  for (size_t i = 0; i < postings->state.segment_count; i++)
    pincite__source_release(&postings->sources[i]);
  postings->state.segment_count = 0;
}

void pincite__postings_close(pincite_postings *postings) {
  if (!postings)
    return;
  if (postings->ranker)
    postings->release_ranker(postings->ranker);
  forget_chunks(postings);
  release_sources(postings);
  pincite__blobs_release(&postings->blobs);
  free(postings);
}

static bool same_segment(const pincite_postings_segment *a,
                         const pincite_postings_segment *b) {
  return a->id == b->id && a->hash == b->hash && a->first_list == b->first_list &&
         a->lists == b->lists && a->first_term == b->first_term && a->terms == b->terms &&
         a->first_place == b->first_place && a->places == b->places;
}

/* Take over the sources of segments that are still there. */
static pincite_status change_state(pincite_postings *postings,
                                   const pincite_postings_state *fresh,
                                   pincite_error *err) {
  pincite_postings_source *sources = calloc(PINCITE__SEGMENTS_MAX, sizeof *sources);
  if (!sources)
    return pincite__no_memory(err);
  for (size_t i = 0; i < fresh->segment_count; i++) {
    pincite__source_init(&sources[i], &postings->blobs, &fresh->segments[i], true,
                         &postings->kept_bytes);
    for (size_t k = 0; k < postings->state.segment_count; k++) {
      pincite_postings_source *old = &postings->sources[k];
      if (!same_segment(&old->segment, &fresh->segments[i]))
        continue;
      memcpy(sources[i].kept, old->kept, sizeof old->kept);
      memset(old->kept, 0, sizeof old->kept);
      sources[i].found = old->found;
      old->found = NULL;
    }
  }
  forget_chunks(postings);
  release_sources(postings);
  memcpy(postings->sources, sources, sizeof postings->sources);
  free(sources);
  postings->state = *fresh;
  return PINCITE_OK;
}

void pincite__postings_limit(pincite_postings *postings) {
  if (postings->kept_bytes <= KEPT_MAX)
    return;
  for (size_t i = 0; i < postings->state.segment_count; i++)
    pincite__source_forget(&postings->sources[i]);
  postings->kept_bytes = 0;
}

pincite_status pincite__postings_refresh(pincite_postings *postings, pincite_error *err) {
  pincite_postings_state fresh;
  pincite_status status = pincite__state_load(postings->blobs.db, &fresh, err);
  if (status)
    return status;
  if (fresh.checksum == postings->state.checksum)
    return PINCITE_OK;
  return change_state(postings, &fresh, err);
}

void pincite__postings_totals(const pincite_postings *postings,
                              pincite_postings_totals *totals) {
  *totals = postings->state.totals;
}

/* Sound sums are never negative, nor more passages than there are. */
static uint64_t sound_df(const pincite_postings *postings, int64_t df) {
  int64_t most = (int64_t)(postings->state.totals.passages & INT64_MAX);
  return (uint64_t)(df < 0 ? 0 : df > most ? most : df);
}

pincite_status pincite__postings_entries(pincite_postings *postings, pincite_str term,
                                         pincite_postings_entry *entries,
                                         pincite_term_stats *stats, pincite_error *err) {
  int64_t df = 0, count = 0;
  for (size_t i = 0; i < postings->state.segment_count; i++) {
    pincite_status status =
        pincite__postings_find(&postings->sources[i], term, &entries[i], err);
    if (status)
      return status;
    df += entries[i].df;
    count += entries[i].count;
  }
  stats->passages = sound_df(postings, df);
  stats->count = (uint64_t)(count < 0 ? 0 : count);
  return PINCITE_OK;
}

pincite_status pincite__postings_term(pincite_postings *postings, pincite_str term,
                                      pincite_term_stats *stats, pincite_error *err) {
  pincite_postings_entry entries[PINCITE__SEGMENTS_MAX];
  return pincite__postings_entries(postings, term, entries, stats, err);
}

static pincite_status segment_df(pincite_postings_source *source, pincite_str term,
                                 int64_t *df, pincite_error *err) {
  uint64_t known = 0;
  pincite_status status = PINCITE_OK;
  if (!source->commons)
    status = pincite__commons_read(source, &source->commons, err);
  if (status)
    return status;
  if (pincite__commons_find(source->commons, term, &known)) {
    *df += (int64_t)known;
    return PINCITE_OK;
  }
  pincite_postings_entry entry;
  status = pincite__postings_find(source, term, &entry, err);
  *df += entry.df;
  return status;
}

pincite_status pincite__postings_df(pincite_postings *postings, pincite_str term,
                                    uint64_t *passages, pincite_error *err) {
  int64_t df = 0;
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < postings->state.segment_count && !status; i++)
    status = segment_df(&postings->sources[i], term, &df, err);
  if (!status)
    *passages = sound_df(postings, df);
  return status;
}

/* ---- passages ---------------------------------------------------------------- */

static pincite_status load_chunk(pincite_postings *postings, unsigned kind,
                                 uint32_t number, pincite_postings_page **out,
                                 pincite_error *err) {
  uint64_t id = (uint64_t)number * PINCITE__CHUNK_KINDS + kind;
  size_t want = (kind == PINCITE__CHUNK_TIE ? 4 : 1) * PINCITE__CHUNK;
  pincite_postings_page *page = NULL;
  pincite_status status =
      pincite__blob_get(&postings->blobs, PINCITE__TABLE_PASSAGE, id, true, &page, err);
  if (status)
    return status;
  if (!page) { /* no passage was ever there */
    page = calloc(1, sizeof *page + PINCITE__PAGE_HEAD + want);
    if (!page)
      return pincite__no_memory(err);
  } else if (page->len != PINCITE__PAGE_HEAD + want) {
    free(page);
    return pincite__postings_damaged("postings_passage", id, err);
  }
  *out = page;
  return PINCITE_OK;
}

static pincite_status chunk_page(pincite_postings *postings, unsigned kind,
                                 uint32_t number, const pincite_postings_page **page,
                                 pincite_error *err) {
  if (postings->chunk_count == 0)
    postings->chunk_count = postings->state.totals.last_rowid / PINCITE__CHUNK + 1;
  if (!postings->chunks[kind]) {
    postings->chunks[kind] =
        calloc(postings->chunk_count, sizeof *postings->chunks[kind]);
    if (!postings->chunks[kind])
      return pincite__no_memory(err);
  }
  if (number >= postings->chunk_count)
    return pincite__postings_damaged("a passage is named that is none", number, err);
  pincite_postings_page **own = &postings->chunks[kind][number];
  if (!*own) {
    pincite_status status = load_chunk(postings, kind, number, own, err);
    if (status)
      return status;
  }
  *page = *own;
  return PINCITE_OK;
}

bool pincite__postings_has_chunk(const pincite_postings *postings, unsigned kind,
                                 uint32_t number) {
  return postings->chunks[kind] && number < postings->chunk_count &&
         postings->chunks[kind][number];
}

pincite_status pincite__postings_chunk(pincite_postings *postings, unsigned kind,
                                       uint32_t number, const uint8_t **bytes,
                                       pincite_error *err) {
  const pincite_postings_page *page = NULL;
  pincite_status status = chunk_page(postings, kind, number, &page, err);
  if (!status)
    *bytes = page->at + PINCITE__PAGE_HEAD;
  return status;
}

pincite_status pincite__postings_passage(pincite_postings *postings, uint32_t rowid,
                                         bool *live, pincite_passage_numbers *numbers,
                                         pincite_error *err) {
  const uint8_t *words, *title, *zone, *heading;
  uint32_t number = rowid / PINCITE__CHUNK;
  size_t at = rowid % PINCITE__CHUNK;
  *live = false;
  if (rowid > postings->state.totals.last_rowid)
    return PINCITE_OK;
  pincite_status status =
      pincite__postings_chunk(postings, PINCITE__CHUNK_WORDS, number, &words, err);
  if (!status)
    status = pincite__postings_chunk(postings, PINCITE__CHUNK_TITLE, number, &title, err);
  if (!status)
    status = pincite__postings_chunk(postings, PINCITE__CHUNK_ZONE, number, &zone, err);
  if (!status)
    status =
        pincite__postings_chunk(postings, PINCITE__CHUNK_HEADING, number, &heading, err);
  if (status)
    return status;
  *live = words[at] != 0;
  *numbers = (pincite_passage_numbers){pincite__length_of(words[at]),
                                       pincite__length_of(title[at]),
                                       heading[at],
                                       false,
                                       (pincite_zone)(zone[at] & PINCITE__ZONE_MASK),
                                       zone[at] & PINCITE__ZONE_OPENS};
  numbers->fields_known = pincite__length_is_exact(title[at]) && heading[at] < UINT8_MAX;
  return PINCITE_OK;
}

pincite_status pincite__postings_tie(pincite_postings *postings, uint32_t rowid,
                                     uint32_t *tie, pincite_error *err) {
  const pincite_postings_page *page = NULL;
  pincite_status status =
      chunk_page(postings, PINCITE__CHUNK_TIE, rowid / PINCITE__CHUNK, &page, err);
  if (status)
    return status;
  const unsigned char *at =
      page->at + PINCITE__PAGE_HEAD + (size_t)(rowid % PINCITE__CHUNK) * 4;
  *tie = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
         (uint32_t)at[3] << 24;
  return PINCITE_OK;
}
