/* SPDX-License-Identifier: MIT
 *
 * places_walk.c - asking positions about passages that something else brings up.
 */
#include "places_walk.h"

void pincite__places_walk_close(pincite_places_walk *walk) {
  for (size_t i = 0; i < walk->count; i++)
    pincite__postings_cursor_close(walk->cursors[i]);
  walk->count = 0;
}

pincite_status pincite__places_walk_open(struct pincite_hits *hits,
                                         pincite_places_walk *walk, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  walk->hits = hits;
  walk->count = 0;
  pincite__question_places(hits->question, &hits->places);
  if (hits->places.say == PINCITE_PLACES_SAY_GAPS)
    return PINCITE_OK;
  for (; !status && walk->count < hits->places.term_count; walk->count++)
    status = pincite__postings_cursor_open(hits->index->postings,
                                           hits->places.terms[walk->count],
                                           &walk->cursors[walk->count], err);
  if (status)
    walk->count--;
  return status;
}

bool pincite__places_walk_decides(const pincite_places_walk *walk) {
  return walk->count && walk->hits->places.say == PINCITE_PLACES_DECIDE;
}

pincite_status pincite__places_walk_admits(pincite_places_walk *walk, uint32_t rowid,
                                           int *yes, pincite_error *err) {
  pincite_rank_found found;
  pincite_passage_numbers numbers;
  bool live;
  *yes = 1;
  if (walk->count == 0)
    return PINCITE_OK;
  for (size_t i = 0; i < walk->count; i++) {
    uint32_t row;
    found.counts[i] = 0;
    pincite_status status =
        pincite__postings_cursor_seek(walk->cursors[i], rowid, &row, err);
    if (!status && row == rowid)
      status = pincite__postings_cursor_positions(walk->cursors[i], &found.positions[i],
                                                  &found.counts[i], err);
    if (status)
      return status;
  }
  pincite_status status =
      pincite__postings_passage(walk->hits->index->postings, rowid, &live, &numbers, err);
  if (status)
    return status;
  found.zone = numbers.zone;
  found.title_words = numbers.title_words;
  found.heading_words = numbers.heading_words;
  found.fields_known = numbers.fields_known;
  return pincite__judge_places(rowid, &found, yes, walk->hits, err);
}
