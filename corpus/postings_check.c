/* SPDX-License-Identifier: MIT
 *
 * postings_check.c - are the postings whole, and do their sums agree?
 *
 * Everything is read once, segment after segment. What a segment says of another
 * one's passages (it may remove them) shows only in sums over all segments: they
 * are taken term by term, weighted by a hash of the term, so that no table of
 * terms is needed.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_read.h"

typedef struct check {
  pincite_postings *postings;
  pincite_postings_list *list;
  pincite_postings_places places;
  uint64_t sum;
  uint64_t df, count;           /* as the dictionaries say, weighted by term */
  uint64_t live_df, live_count; /* as the live postings are */
} check;

static uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * UINT64_C(0x9fb21c651e98df25);
  return hash ^ hash >> 32;
}

static pincite_status check_passages(check *c, pincite_error *err) {
  pincite_postings *postings = c->postings;
  pincite_postings_totals sums = {.last_rowid = postings->state.totals.last_rowid};
  for (uint32_t row = 1; row <= sums.last_rowid && sums.last_rowid; row++) {
    bool live;
    uint32_t tie;
    pincite_passage_numbers numbers;
    pincite_status status =
        pincite__postings_passage(postings, row, &live, &numbers, err);
    if (!status && live)
      status = pincite__postings_tie(postings, row, &tie, err);
    if (status)
      return status;
    if (!live)
      continue;
    sums.passages++;
    sums.words += numbers.words;
    sums.titled += numbers.title_words > 0;
    sums.title_words += numbers.title_words;
    uint64_t hash = mix(mix(row, numbers.words), numbers.title_words);
    hash = mix(hash, numbers.heading_words);
    c->sum += mix(mix(hash, (uint64_t)numbers.zone * 2 + numbers.opens_article), tie);
  }
  const pincite_postings_totals *said = &postings->state.totals;
  if (sums.passages != said->passages || sums.words != said->words ||
      sums.titled != said->titled || sums.title_words != said->title_words)
    return pincite__postings_damaged("the sums are not those of the passages", 1, err);
  return PINCITE_OK;
}

static pincite_status check_posting(check *c, uint64_t term, uint32_t last,
                                    pincite_error *err) {
  pincite_postings_list *list = c->list;
  const uint8_t *words;
  const uint32_t *positions;
  uint32_t count;
  if (list->row <= last || list->row > c->postings->state.totals.last_rowid)
    return pincite__postings_damaged("postings are out of order", list->row, err);
  pincite_status status = pincite__postings_chunk(
      c->postings, PINCITE__CHUNK_WORDS, list->row / PINCITE__CHUNK, &words, err);
  if (!status)
    status = pincite__list_positions(list, &c->places, &positions, &count, err);
  if (status || !words[list->row % PINCITE__CHUNK])
    return status;
  const pincite_postings_block *block = &list->block;
  uint32_t at = list->at;
  if (block->tf[at] == 0 || block->title[at] > block->tf[at] ||
      pincite__first_code(positions[0]) != block->first[at])
    return pincite__postings_damaged("a posting counts nonsense", list->row, err);
  c->live_df += term;
  c->live_count += term * block->tf[at];
  uint64_t hash = mix(mix(mix(term, list->row), block->tf[at]), block->title[at]);
  for (uint32_t i = 0; i < count; i++)
    hash = mix(hash, positions[i]);
  c->sum += hash;
  return PINCITE_OK;
}

static pincite_status check_entry(check *c, pincite_postings_source *source,
                                  const pincite_postings_walk *walk, pincite_error *err) {
  uint64_t term = pincite__hash64(walk->term.data, walk->term.len) | 1;
  c->df += term * (uint64_t)walk->entry.df;
  c->count += term * (uint64_t)walk->entry.count;
  if (!walk->entry.postings)
    return PINCITE_OK;
  uint64_t seen = 0;
  uint32_t last = 0;
  c->places.list = NULL; /* whatever list that was */
  pincite_status status = pincite__list_open(c->list, source, &walk->entry, err);
  if (!status)
    status = pincite__list_seek(c->list, 1, err);
  while (!status && c->list->row != PINCITE__NO_ROW) {
    status = pincite__list_decode(c->list, err);
    if (!status)
      status = check_posting(c, term, last, err);
    last = c->list->row;
    seen++;
    if (!status)
      status = pincite__list_seek(c->list, last + 1, err);
  }
  pincite__list_release(c->list);
  if (!status && seen != walk->entry.postings)
    return pincite__postings_damaged("a list is not as long as it says", seen, err);
  return status;
}

/* What is said once more of the commonest terms. */
static pincite_status check_common(pincite_postings_source *source,
                                   const pincite_postings_walk *walk, size_t *found,
                                   pincite_error *err) {
  uint64_t df;
  if (!pincite__commons_find(source->commons, pincite__buf_view(&walk->term), &df))
    return PINCITE_OK;
  ++*found;
  return (int64_t)df == walk->entry.df
             ? PINCITE_OK
             : pincite__postings_damaged("a common term is counted wrongly in a segment",
                                         source->segment.id, err);
}

static pincite_status check_segment(check *c, const pincite_postings_segment *segment,
                                    pincite_error *err) {
  pincite_postings_source source;
  pincite_postings_walk walk;
  uint64_t entries = 0;
  size_t common = 0;
  pincite__source_init(&source, &c->postings->blobs, segment, false, NULL);
  pincite__walk_init(&walk, &source);
  pincite_status status = pincite__commons_read(&source, &source.commons, err);
  while (!status && (status = pincite__walk_next(&walk, err)) == PINCITE_OK) {
    entries++;
    status = check_common(&source, &walk, &common, err);
    if (!status)
      status = check_entry(c, &source, &walk, err);
    if (status)
      break;
  }
  if (status == PINCITE_DONE)
    status =
        entries == segment->entries && common == pincite__commons_count(source.commons)
            ? PINCITE_OK
            : pincite__postings_damaged("terms are missing in a segment", segment->id,
                                        err);
  pincite__postings_walk_release(&walk);
  pincite__source_release(&source);
  return status;
}

pincite_status pincite__postings_check(sqlite3 *db, uint64_t *sum, pincite_error *err) {
  check c = {.list = malloc(sizeof(pincite_postings_list))};
  if (!c.list)
    return pincite__no_memory(err);
  pincite__places_init(&c.places);
  pincite_status status = pincite__postings_open(db, &c.postings, err);
  if (!status)
    status = pincite__postings_refresh(c.postings, err);
  if (!status)
    status = check_passages(&c, err);
  for (size_t i = 0; !status && i < c.postings->state.segment_count; i++)
    status = check_segment(&c, &c.postings->state.segments[i], err);
  if (!status && (c.df != c.live_df || c.count != c.live_count))
    status = pincite__postings_damaged("the terms' sums are not those of the postings", 1,
                                       err);
  if (!status && sum)
    *sum = c.sum;
  pincite__postings_close(c.postings);
  pincite__places_release(&c.places);
  free(c.list);
  return status;
}
