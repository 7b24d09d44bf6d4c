/* SPDX-License-Identifier: MIT
 *
 * rank_gap.c - words that stand together, as far as postings tell.
 *
 * A posting has the number of times and, roughly, the first position. A word that
 * stands in the passage once is where its first position is, one that stands
 * there more often is there or behind. That is enough to pass over most passages
 * that have the words of a phrase and not the phrase.
 */
#include <stdlib.h>

#include "rank_window.h"

static pincite_status open_place(pincite_rank_state *s, pincite_postings_source *source,
                                 pincite_str term, uint8_t *place, bool *there,
                                 pincite_error *err) {
  pincite_postings_entry entry;
  pincite_status status = pincite__postings_find(source, term, &entry, err);
  *there = !status && entry.postings > 0;
  if (!*there)
    return status;
  *place = (uint8_t)s->place_count;
  status = pincite__list_open(&s->places[s->place_count], source, &entry, err);
  if (!status)
    s->place_count++;
  return status;
}

/* A term that was met in an earlier gap has its list. */
static bool find_place(const pincite_rank_state *s, size_t gap, pincite_str term,
                       uint8_t *place) {
  const pincite_rank_gap *gaps = s->run->request->gaps;
  for (size_t i = 0; i <= gap; i++) {
    if (i < gap && pincite__str_equal(gaps[i].first, term)) {
      *place = s->gap_places[i][0];
      return true;
    }
    if (i < gap && pincite__str_equal(gaps[i].second, term)) {
      *place = s->gap_places[i][1];
      return true;
    }
  }
  return false;
}

pincite_status pincite__gaps_open(pincite_rank_state *s, pincite_postings_source *source,
                                  bool *possible, pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < request->gap_count && !status && *possible; i++)
    for (size_t side = 0; side < 2 && !status && *possible; side++) {
      pincite_str term = side ? request->gaps[i].second : request->gaps[i].first;
      if (side && pincite__str_equal(term, request->gaps[i].first))
        s->gap_places[i][1] = s->gap_places[i][0];
      else if (!find_place(s, i, term, &s->gap_places[i][side]))
        status = open_place(s, source, term, &s->gap_places[i][side], possible, err);
    }
  return status;
}

void pincite__gaps_close(pincite_rank_state *s) {
  for (size_t i = 0; i < s->place_count; i++)
    pincite__list_release(&s->places[i]);
  s->place_count = 0;
}

/* Where the word may be. */
static void positions(const pincite_postings_list *list, int64_t *least, int64_t *most) {
  uint32_t from, to;
  pincite__first_range((uint8_t)list->block.first[list->at], &from, &to);
  *least = from;
  *most = list->block.tf[list->at] == 1 ? to : UINT32_MAX;
}

pincite_status pincite__gaps_admit(pincite_rank_state *s, uint32_t row, bool *admits,
                                   pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  *admits = false;
  for (size_t i = 0; i < s->place_count; i++) {
    pincite_status status = pincite__list_seek(&s->places[i], row, err);
    if (!status && s->places[i].row == row)
      status = pincite__list_decode(&s->places[i], err);
    if (status || s->places[i].row != row)
      return status;
  }
  for (size_t i = 0; i < request->gap_count; i++) {
    int64_t from, to, second_from, second_to;
    positions(&s->places[s->gap_places[i][0]], &from, &to);
    positions(&s->places[s->gap_places[i][1]], &second_from, &second_to);
    if (second_to - from < request->gaps[i].least ||
        second_from - to > request->gaps[i].most)
      return PINCITE_OK;
  }
  *admits = true;
  return PINCITE_OK;
}
