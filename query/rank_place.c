/* SPDX-License-Identifier: MIT
 *
 * rank_place.c - words that stand together.
 *
 * A posting has the number of times and, roughly, the first position. A word that
 * stands in the passage once is where its first position is, one that stands
 * there more often is there or behind. That is enough to pass over most passages
 * that have the words of a phrase and not the phrase; positions tell the rest.
 */
#include <stdlib.h>

#include "rank_window.h"

/* The list that a term is ranked by, where it is walked together with the
   candidates. */
static pincite_postings_list *shared_list(pincite_rank_state *s, pincite_str term) {
  for (size_t i = 0; s->required_count && i < s->count; i++)
    if (pincite__str_equal(s->lists[i].word->term->term, term))
      return &s->lists[i].list;
  return NULL;
}

static bool is_in_gap(const pincite_rank_request *request, size_t term) {
  for (size_t i = 0; i < request->gap_count; i++)
    if (request->gaps[i].first == term || request->gaps[i].second == term)
      return true;
  return false;
}

pincite_status pincite__places_open(pincite_rank_state *s,
                                    pincite_postings_source *source, bool *possible,
                                    pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  for (; s->place_count < request->place_count && *possible; s->place_count++) {
    pincite_rank_place *own = &s->places[s->place_count];
    pincite_postings_entry entry;
    pincite_str term = request->places[s->place_count];
    own->is_own = false;
    own->at.list = NULL; /* whatever list that was */
    own->list = shared_list(s, term);
    if (own->list)
      continue;
    pincite_status status = pincite__postings_find(source, term, &entry, err);
    if (status)
      return status;
    if (entry.postings == 0) {
      *possible = !is_in_gap(request, s->place_count);
      continue;
    }
    status = pincite__list_open(&own->own, source, &entry, err);
    if (status) {
      pincite__list_release(&own->own);
      return status;
    }
    own->list = &own->own;
    own->is_own = true;
  }
  return PINCITE_OK;
}

void pincite__places_close(pincite_rank_state *s) {
  for (size_t i = 0; i < s->place_count; i++)
    if (s->places[i].is_own)
      pincite__list_release(&s->places[i].own);
  s->place_count = 0;
}

/* Go to the passage; *there: it has the term. */
static pincite_status go_to(pincite_rank_place *place, uint32_t row, bool *there,
                            pincite_error *err) {
  *there = false;
  if (!place->list)
    return PINCITE_OK;
  pincite_status status = pincite__reach(place->list, row, err);
  *there = !status && place->list->row == row;
  return *there ? pincite__list_decode(place->list, err) : status;
}

/* Where the word may be. */
static void bounds(const pincite_postings_list *list, int64_t *least, int64_t *most) {
  uint32_t from, to;
  pincite__first_range((uint8_t)list->block.first[list->at], &from, &to);
  *least = from;
  *most = list->block.tf[list->at] == 1 ? to : UINT32_MAX;
}

pincite_status pincite__places_may(pincite_rank_state *s, uint32_t row, bool *may,
                                   pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  *may = true;
  for (size_t i = 0; i < request->gap_count && *may; i++) {
    const pincite_rank_gap *gap = &request->gaps[i];
    pincite_rank_place *first = &s->places[gap->first], *second = &s->places[gap->second];
    pincite_status status = go_to(first, row, may, err);
    if (!status && *may)
      status = go_to(second, row, may, err);
    if (status || !*may)
      return status;
    int64_t from, to, second_from, second_to;
    bounds(first->list, &from, &to);
    bounds(second->list, &second_from, &second_to);
    *may = second_to - from >= gap->least && second_from - to <= gap->most;
  }
  return PINCITE_OK;
}

static bool are_near(const pincite_rank_gap *gap, const uint32_t *a, uint32_t a_count,
                     const uint32_t *b, uint32_t b_count) {
  for (uint32_t i = 0, k = 0; i < a_count; i++) {
    while (k < b_count && (int64_t)b[k] - a[i] < gap->least)
      k++;
    if (k == b_count)
      return false;
    if ((int64_t)b[k] - a[i] <= gap->most)
      return true;
  }
  return false;
}

static pincite_status read_positions(pincite_rank_state *s, size_t term,
                                     pincite_rank_found *found, pincite_error *err) {
  pincite_rank_place *place = &s->places[term];
  if (found->counts[term])
    return PINCITE_OK;
  return pincite__list_positions(place->list, &place->at, &found->positions[term],
                                 &found->counts[term], err);
}

/* What a passage is besides its words. */
static pincite_status tell_fields(pincite_rank_state *s, uint32_t row,
                                  pincite_rank_found *found, pincite_error *err) {
  const uint8_t *headings;
  const pincite_window_numbers *numbers = &s->numbers[pincite__window_chunk(row)];
  size_t cell = row % PINCITE__CHUNK;
  pincite_status status = pincite__postings_chunk(
      s->run->postings, PINCITE__CHUNK_HEADING, row / PINCITE__CHUNK, &headings, err);
  if (!status)
    status = pincite__window_zones(s, row, err);
  if (status)
    return status;
  found->zone = (pincite_zone)(numbers->zones[cell] & PINCITE__ZONE_MASK);
  found->title_words = pincite__length_of(numbers->titles[cell]);
  found->heading_words = headings[cell];
  found->fields_known =
      pincite__length_is_exact(numbers->titles[cell]) && headings[cell] < UINT8_MAX;
  return PINCITE_OK;
}

pincite_status pincite__places_admit(pincite_rank_state *s, uint32_t row, bool *admits,
                                     pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  pincite_rank_found found;
  int yes = 1;
  pincite_status status = pincite__places_may(s, row, admits, err);
  if (status || !*admits)
    return status;
  for (size_t i = 0; i < request->place_count; i++)
    found.counts[i] = 0;
  for (size_t i = 0; i < request->gap_count && *admits; i++) {
    uint8_t a = request->gaps[i].first, b = request->gaps[i].second;
    if ((status = read_positions(s, a, &found, err)) != PINCITE_OK ||
        (status = read_positions(s, b, &found, err)) != PINCITE_OK)
      return status;
    *admits = are_near(&request->gaps[i], found.positions[a], found.counts[a],
                       found.positions[b], found.counts[b]);
  }
  if (!*admits || !request->admits)
    return PINCITE_OK;
  for (size_t i = 0; i < request->place_count; i++) {
    bool there;
    status = go_to(&s->places[i], row, &there, err);
    if (!status && there)
      status = read_positions(s, i, &found, err);
    if (status)
      return status;
  }
  status = tell_fields(s, row, &found, err);
  if (!status)
    status = request->admits(row, &found, &yes, request->data, err);
  *admits = yes;
  return status;
}
