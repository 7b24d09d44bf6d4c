/* SPDX-License-Identifier: MIT
 *
 * rank_any.c - the hits of a window that have any of the words.
 *
 * Terms whose bounds together cannot reach the worst of the best k so far are
 * not walked, only asked about the passages that the others bring up (MaxScore).
 * Of the others one alone is walked as it is; several are added up passage by
 * passage in an array as long as the window.
 */
#include <string.h>

#include "rank_window.h"

/* ---- candidates -------------------------------------------------------------- */

/* Ask the lists that were not walked about a candidate, the most promising first;
   give up when the rest of them cannot lift it. What a block can give is asked
   before it is decoded: that is less than what the window can. */
static pincite_status complete(pincite_rank_state *s, size_t walked_from, uint32_t row,
                               pincite_points *points, pincite_error *err) {
  for (size_t i = walked_from; i-- > 0;) {
    pincite_rank_list *own = s->order[i];
    if (*points + s->below[i + 1] < s->threshold)
      return PINCITE_OK;
    if (!own->window)
      continue;
    pincite_status status = PINCITE_OK;
    if (row > own->list.last)
      status = pincite__list_block(&own->list, row, err);
    if (!status && own->list.decoded < 2 &&
        *points + pincite__block_bound(own) + s->below[i] < s->threshold)
      return PINCITE_OK;
    if (!status)
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

/* A passage with what the walked lists give it. */
static pincite_status look_at(pincite_rank_state *s, size_t walked_from, uint32_t row,
                              pincite_points points, pincite_error *err) {
  pincite_status status = complete(s, walked_from, row, &points, err);
  if (status || points < s->threshold || !pincite__window_passes(s, row))
    return status;
  return pincite__window_take(s, row, points, err);
}

/* ---- walking ------------------------------------------------------------------- */

/* Go to the next block with rows of the window from *row on that matters: all that
   the others can give is 'rest'. *found: it is decoded, list->at is where to begin. */
static pincite_status next_block(pincite_rank_state *s, pincite_rank_list *own,
                                 uint32_t row, pincite_points rest, bool *found,
                                 pincite_error *err) {
  pincite_postings_list *list = &own->list;
  *found = false;
  while (row <= s->last) {
    pincite_status status = pincite__list_block(list, row, err);
    if (status || list->last == PINCITE__NO_ROW || list->base >= s->last)
      return status;
    if (pincite__block_bound(own) + rest >= s->threshold) {
      status = pincite__reach(list, row, err);
      *found = !status;
      return status ? status : pincite__decode(own, err);
    }
    row = list->last + 1;
  }
  return PINCITE_OK;
}

/* The only list that is walked. */
static pincite_status walk(pincite_rank_state *s, size_t only, pincite_error *err) {
  pincite_rank_list *own = s->order[only];
  pincite_points rest = s->below[only];
  uint32_t row = s->first;
  for (;;) {
    bool found;
    pincite_status status = next_block(s, own, row, rest, &found, err);
    if (status || !found)
      return status;
    const pincite_postings_block *block = &own->list.block;
    for (uint32_t at = own->list.at; at < block->count && block->rows[at] <= s->last;
         at++) {
      pincite_points points = pincite__posting_points(s, own, at);
      if (points + rest < s->threshold)
        continue;
      status = look_at(s, only, block->rows[at], points, err);
      if (status)
        return status;
    }
    if (own->list.last >= s->last)
      return PINCITE_OK;
    row = own->list.last + 1;
  }
}

/* Add up what one of several lists gives in the window. */
static pincite_status add_list(pincite_rank_state *s, pincite_rank_list *own,
                               pincite_points rest, pincite_error *err) {
  uint32_t row = s->first;
  for (;;) {
    bool found;
    pincite_status status = next_block(s, own, row, rest, &found, err);
    if (status || !found)
      return status;
    const pincite_postings_block *block = &own->list.block;
    for (uint32_t at = own->list.at; at < block->count && block->rows[at] <= s->last;
         at++) {
      size_t cell = block->rows[at] % PINCITE__WINDOW;
      s->sums[cell] += pincite__posting_points(s, own, at);
      s->seen[cell / 64] |= UINT64_C(1) << cell % 64;
    }
    if (own->list.last >= s->last)
      return PINCITE_OK;
    row = own->list.last + 1;
  }
}

static unsigned lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(bits);
#else
  unsigned at = 0;
  for (; !(bits & 1); bits >>= 1)
    at++;
  return at;
#endif
}

/* Look at the passages that were added up, and clear the sums. */
static pincite_status look_at_all(pincite_rank_state *s, size_t walked_from,
                                  pincite_error *err) {
  pincite_status status = PINCITE_OK;
  uint32_t base = s->first / PINCITE__WINDOW * PINCITE__WINDOW;
  for (uint32_t word = 0; word < PINCITE__WINDOW / 64; word++) {
    for (uint64_t bits = s->seen[word]; bits; bits &= bits - 1) {
      uint32_t cell = word * 64 + lowest_bit(bits);
      pincite_points points = s->sums[cell];
      s->sums[cell] = 0;
      if (!status && points + s->below[walked_from] >= s->threshold)
        status = look_at(s, walked_from, base + cell, points, err);
    }
    s->seen[word] = 0;
  }
  return status;
}

/* ---- the window ------------------------------------------------------------------ */

/* Order the lists by what they can give here, those aside before all others; from
   window to window that changes little. Returns the first that must be walked. */
static size_t arrange(pincite_rank_state *s) {
  size_t from = s->asides;
  for (size_t i = s->asides + 1; i < s->count; i++) {
    pincite_rank_list *own = s->order[i];
    size_t at = i;
    for (; at > s->asides && s->order[at - 1]->window > own->window; at--)
      s->order[at] = s->order[at - 1];
    s->order[at] = own;
  }
  s->below[0] = 0;
  for (size_t i = 0; i < s->count; i++) {
    s->below[i + 1] = s->below[i] + s->order[i]->window;
    if (i >= from && (s->order[i]->window == 0 || s->below[i + 1] < s->threshold))
      from = i + 1;
  }
  return from;
}

pincite_status pincite__window_any(pincite_rank_state *s, pincite_error *err) {
  size_t from = arrange(s);
  if (from == s->count)
    return PINCITE_OK;
  if (from + 1 == s->count)
    return walk(s, from, err);
  pincite_status status = PINCITE_OK;
  for (size_t i = from; i < s->count && !status; i++)
    status = add_list(s, s->order[i], s->below[s->count] - s->order[i]->window, err);
  pincite_status looked = look_at_all(s, from, err);
  return status ? status : looked;
}
