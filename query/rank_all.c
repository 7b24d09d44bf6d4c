/* SPDX-License-Identifier: MIT
 *
 * rank_all.c - the hits of a window that have all of the required words.
 *
 * The lists leapfrog: each goes to where the one before stands, the rarest first.
 * Stretches of rows in which the blocks at hand cannot give enough together are
 * jumped over without decoding them.
 */
#include "rank_window.h"

static pincite_status score_all(pincite_rank_state *s, uint32_t row,
                                pincite_points *points, pincite_error *err) {
  *points = 0;
  for (size_t i = 0; i < s->count; i++) {
    pincite_rank_list *own = &s->lists[i];
    pincite_status status = PINCITE_OK;
    if (!own->window)
      continue;
    status = pincite__reach(&own->list, row, err);
    if (!status && own->list.row == row) {
      status = pincite__decode(own, err);
      if (!status)
        *points += pincite__posting_points(s, own, own->list.at);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

/* From *row on, find a row whose blocks together could give enough; up to and with
 *until they are the same blocks. Behind the window: there is none. */
static pincite_status find_promising(pincite_rank_state *s, uint32_t *row,
                                     uint32_t *until, pincite_error *err) {
  while (*row <= s->last) {
    pincite_points most = 0;
    *until = s->last;
    for (size_t i = 0; i < s->count; i++) {
      pincite_rank_list *own = &s->lists[i];
      if (!own->window)
        continue;
      pincite_status status = pincite__list_block(&own->list, *row, err);
      if (status)
        return status;
      if (own->list.last == PINCITE__NO_ROW)
        continue; /* of a required one leapfrogging finds the same */
      most += pincite__block_bound(own);
      *until = own->list.last < *until ? own->list.last : *until;
    }
    if (most >= s->threshold)
      return PINCITE_OK;
    *row = *until + 1;
  }
  return PINCITE_OK;
}

/* Go to the first row from *row on that all required lists have. */
static pincite_status leapfrog(pincite_rank_state *s, uint32_t *row, pincite_error *err) {
  for (size_t at = 0; at < s->required_count && *row <= s->last;) {
    pincite_postings_list *list = &s->required[at]->list;
    pincite_status status = pincite__reach(list, *row, err);
    if (status)
      return status;
    if (list->row == *row) {
      at++;
      continue;
    }
    *row = list->row; /* begin anew from there; this list has it */
    at = at == 0 ? 1 : 0;
  }
  return PINCITE_OK;
}

pincite_status pincite__window_all(pincite_rank_state *s, pincite_error *err) {
  for (size_t i = 0; i < s->required_count; i++)
    if (!s->required[i]->window)
      return PINCITE_OK;
  for (uint32_t row = s->first, until = 0; row <= s->last; row++) {
    pincite_status status = PINCITE_OK;
    if (row > until)
      status = find_promising(s, &row, &until, err);
    uint32_t promising = row;
    if (!status)
      status = leapfrog(s, &row, err);
    if (status || row > s->last)
      return status;
    if (row > until && row > promising) {
      row--; /* other blocks: look at what they can give first */
      continue;
    }
    pincite_points points;
    bool passes, may;
    status = pincite__window_lengths(s, row, err);
    if (!status)
      status = pincite__window_passes(s, row, &passes, err);
    if (!status && !passes)
      continue;
    /* Most have no phrase, which is cheaper to see than a score. */
    if (!status)
      status = pincite__places_may(s, row, &may, err);
    if (!status && !may)
      continue;
    if (!status)
      status = score_all(s, row, &points, err);
    if (!status && points >= s->threshold)
      status = pincite__window_take(s, row, points, err);
    if (status)
      return status;
  }
  return PINCITE_OK;
}
