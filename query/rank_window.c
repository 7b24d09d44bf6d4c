/* SPDX-License-Identifier: MIT
 *
 * rank_window.c - the hits of a window of rowids.
 *
 * Terms whose bounds together cannot reach the worst of the best k so far are
 * not walked, only asked about the passages that the others bring up. The
 * others are added up passage by passage in an array as long as the window.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_window.h"

/* ---- bounds ---------------------------------------------------------------- */

static pincite_points block_bound(pincite_rank_list *own) {
  if (!own->list.skips)
    return own->bound;
  if (own->block_at != own->list.last) {
    own->block = pincite__scorer_bound(&own->word->scorer, &own->list.bounds);
    own->block_at = own->list.last;
  }
  return own->block;
}

static pincite_points page_bound(pincite_rank_list *own) {
  if (own->page_at != own->list.skip) {
    own->page = pincite__scorer_bound(&own->word->scorer,
                                      &own->list.skips[own->list.skip].bounds);
    own->page_at = own->list.skip;
  }
  return own->page;
}

/* Move to the window and see what the list can give in it. */
pincite_status pincite__window_enter(pincite_rank_state *s, pincite_rank_list *own,
                                     pincite_error *err) {
  pincite_postings_list *list = &own->list;
  pincite_status status = pincite__list_block(list, s->first, err);
  if (status)
    return status;
  if (list->last == PINCITE__NO_ROW || list->base >= s->last)
    own->window = 0;
  else if (list->last >= s->last)
    own->window = block_bound(own);
  else if (list->skips && list->skips[list->skip].last >= s->last)
    own->window = page_bound(own);
  else
    own->window = own->bound;
  return PINCITE_OK;
}

/* ---- candidates -------------------------------------------------------------- */

static bool passes(const pincite_rank_state *s, uint32_t row) {
  const pincite_rank_request *request = s->run->request;
  size_t cell = row % PINCITE__WINDOW;
  if (!s->lengths[cell])
    return false; /* removed */
  if (request->zones && !(request->zones >> (s->zones[cell] & PINCITE__ZONE_MASK) & 1))
    return false;
  const pincite_rowset *within = request->within;
  return !within || (row < within->rows && within->bits[row / 64] >> row % 64 & 1);
}

static pincite_status is_excluded(pincite_rank_state *s, uint32_t row, bool *excluded,
                                  pincite_error *err) {
  *excluded = false;
  for (size_t i = 0; i < s->excluded_count && !*excluded; i++) {
    pincite_postings_list *list = &s->excluded[i].list;
    pincite_status status = pincite__list_seek(list, row, err);
    if (status)
      return status;
    *excluded = list->row == row;
  }
  return PINCITE_OK;
}

/* The row that opens the passage's article. */
static pincite_status find_article(pincite_rank_state *s, uint32_t row, uint32_t *article,
                                   pincite_error *err) {
  const uint8_t *zones = s->zones;
  uint32_t at = row;
  while (at > 1 && !(zones[at % PINCITE__WINDOW] & PINCITE__ZONE_OPENS)) {
    at--;
    if (at % PINCITE__WINDOW == PINCITE__WINDOW - 1) {
      pincite_status status = pincite__postings_chunk(
          s->run->postings, PINCITE__CHUNK_ZONE, at / PINCITE__WINDOW, &zones, err);
      if (status)
        return status;
    }
  }
  *article = at;
  return PINCITE_OK;
}

static void count(pincite_rank_run *run, uint32_t article) {
  if (!run->request->articles || run->counted_article != article)
    run->matched++;
  run->counted_article = article;
}

static pincite_status late(pincite_rank_state *s, uint32_t row, pincite_points points,
                           pincite_error *err) {
  pincite_status status = pincite__late_add(s->run, row, points, err);
  s->threshold = pincite__top_threshold(&s->run->top);
  return status;
}

/* A passage that matches, with all of its score: count it, keep it. */
static pincite_status take(pincite_rank_state *s, uint32_t row, pincite_points points,
                           pincite_error *err) {
  pincite_rank_run *run = s->run;
  const pincite_rank_request *request = run->request;
  bool counting = pincite__is_counting(run), excluded;
  uint32_t article = row;
  int yes = 1;
  if (!counting && points < s->threshold)
    return PINCITE_OK;
  pincite_status status = is_excluded(s, row, &excluded, err);
  if (status || excluded)
    return status;
  if (request->gap_count) {
    bool admits;
    status = pincite__gaps_admit(s, row, &admits, err);
    if (status || !admits)
      return status;
  }
  if (request->accept_late)
    return late(s, row, points, err);
  if (request->accept)
    status = request->accept(row, &yes, request->data, err);
  if (!status && yes && request->articles)
    status = find_article(s, row, &article, err);
  if (status || !yes)
    return status;
  if (counting)
    count(run, article);
  pincite__top_add(&run->top, row, article, points);
  s->threshold = pincite__top_threshold(&run->top);
  return PINCITE_OK;
}

/* ---- any of the words ---------------------------------------------------------- */

/* Add up what an essential list gives in the window; blocks that cannot matter
   ('rest': what all others can give) are passed over. */
static pincite_status add_list(pincite_rank_state *s, pincite_rank_list *own,
                               pincite_points rest, pincite_error *err) {
  pincite_postings_list *list = &own->list;
  bool all = pincite__is_counting(s->run);
  uint32_t row = s->first;
  for (;;) {
    pincite_status status = pincite__list_block(list, row, err);
    if (status || list->last == PINCITE__NO_ROW || list->base >= s->last)
      return status;
    if (!all && block_bound(own) + rest < s->threshold) {
      if (list->last >= s->last)
        return PINCITE_OK;
      row = list->last + 1;
      continue;
    }
    if ((status = pincite__list_seek(list, row, err)) != PINCITE_OK ||
        (status = pincite__list_decode(list, err)) != PINCITE_OK)
      return status;
    uint32_t at = list->at, end = list->block.count;
    for (; at < end && list->block.rows[at] <= s->last; at++) {
      size_t cell = list->block.rows[at] % PINCITE__WINDOW;
      uint64_t bit = UINT64_C(1) << cell % 64;
      pincite_points points = pincite__posting_points(s, own, at);
      s->sums[cell] = (s->seen[cell / 64] & bit ? s->sums[cell] : 0) + points;
      s->seen[cell / 64] |= bit;
    }
    if (at < end || list->last >= s->last)
      return PINCITE_OK; /* the list stands in the window, but is not asked again */
    row = list->last + 1;
  }
}

/* Ask the lists that were not walked about a candidate, the most promising
   first; give up when the rest of them cannot lift it. */
static pincite_status complete(pincite_rank_state *s, size_t walked_from, uint32_t row,
                               const pincite_points *below, pincite_points *points,
                               pincite_error *err) {
  for (size_t i = walked_from; i-- > 0;) {
    pincite_rank_list *own = s->order[i];
    if (!pincite__is_counting(s->run) && *points + below[i + 1] < s->threshold)
      return PINCITE_OK;
    if (!own->window)
      continue;
    pincite_status status = pincite__list_seek(&own->list, row, err);
    if (!status && own->list.row == row) {
      status = pincite__list_decode(&own->list, err);
      if (!status)
        *points += pincite__posting_points(s, own, own->list.at);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

static int by_window(const void *a, const void *b) {
  const pincite_rank_list *left = *(pincite_rank_list *const *)a;
  const pincite_rank_list *right = *(pincite_rank_list *const *)b;
  return (left->window > right->window) - (left->window < right->window);
}

/* Order the lists by what they can give here, those aside before all others.
   below[i] is the sum of the first i. Returns the first that must be walked. */
static size_t arrange(pincite_rank_state *s, pincite_points *below) {
  bool all = pincite__is_counting(s->run);
  size_t from = s->asides;
  qsort(s->order + s->asides, s->count - s->asides, sizeof(pincite_rank_list *),
        by_window);
  below[0] = 0;
  for (size_t i = 0; i < s->count; i++) {
    pincite_points window = s->order[i]->window;
    below[i + 1] = below[i] + window;
    if (i >= from && (window == 0 || (!all && below[i + 1] < s->threshold)))
      from = i + 1;
  }
  return from;
}

pincite_status pincite__window_any(pincite_rank_state *s, pincite_points *below,
                                   pincite_error *err) {
  size_t from = arrange(s, below);
  pincite_status status = PINCITE_OK;
  if (from == s->count)
    return PINCITE_OK;
  memset(s->seen, 0, sizeof s->seen);
  for (size_t i = from; i < s->count && !status; i++)
    status = add_list(s, s->order[i], below[s->count] - s->order[i]->window, err);
  uint32_t base = s->first / PINCITE__WINDOW * PINCITE__WINDOW;
  for (size_t word = 0; word < PINCITE__WINDOW / 64 && !status; word++) {
    for (uint64_t bits = s->seen[word]; bits && !status; bits &= bits - 1) {
      uint32_t cell = (uint32_t)(word * 64);
      for (uint64_t low = bits & (~bits + 1); low > 1; low >>= 1)
        cell++;
      pincite_points points = s->sums[cell];
      if ((!pincite__is_counting(s->run) && points + below[from] < s->threshold) ||
          !passes(s, base + cell))
        continue;
      status = complete(s, from, base + cell, below, &points, err);
      if (!status)
        status = take(s, base + cell, points, err);
    }
  }
  return status;
}

/* ---- all of the required words --------------------------------------------------- */

static pincite_status score_all(pincite_rank_state *s, uint32_t row,
                                pincite_points *points, pincite_error *err) {
  *points = 0;
  for (size_t i = 0; i < s->count; i++) {
    pincite_rank_list *own = &s->lists[i];
    pincite_status status = PINCITE_OK;
    if (own->window)
      status = pincite__list_seek(&own->list, row, err);
    if (!status && own->window && own->list.row == row) {
      status = pincite__list_decode(&own->list, err);
      if (!status)
        *points += pincite__posting_points(s, own, own->list.at);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

pincite_status pincite__window_all(pincite_rank_state *s, pincite_error *err) {
  pincite_points most = 0;
  uint32_t row = s->first;
  for (size_t i = 0; i < s->count; i++)
    most += s->lists[i].window;
  for (size_t i = 0; i < s->required_count; i++)
    if (!s->required[i]->window)
      return PINCITE_OK;
  if (!pincite__is_counting(s->run) && most < s->threshold)
    return PINCITE_OK;
  for (size_t at = 0; row <= s->last;) {
    pincite_postings_list *list = &s->required[at]->list;
    pincite_status status = pincite__list_seek(list, row, err);
    if (status)
      return status;
    if (list->row > row) { /* begin anew from there */
      row = list->row;
      at = at == 0 ? 1 : 0;
      if (at < s->required_count)
        continue;
    } else if (++at < s->required_count) {
      continue;
    }
    at = 0;
    if (row > s->last)
      break;
    pincite_points points;
    if (passes(s, row)) {
      status = score_all(s, row, &points, err);
      if (!status)
        status = take(s, row, points, err);
      if (status)
        return status;
    }
    row++;
  }
  return PINCITE_OK;
}
