/* SPDX-License-Identifier: MIT
 *
 * rank_any.c - the hits of a window that have any of the words.
 *
 * List by list, the most promising first, the candidates of the window are added up:
 * a passage stays one while what it has so far, with all that the lists to come can
 * give, reaches the worst of the best k (MaxScore). Where a block could bring up a
 * candidate by itself the two are merged; where it could not, it is only asked about
 * those that there are, and is not decoded unless it can lift one of them.
 *
 * Where the lengths of the window's passages would have to be read first, what postings
 * can give at most is added up instead; few candidates are left then, mostly none, and
 * these alone are scored.
 */
#include <string.h>

#include "rank_window.h"

/* ---- a block ------------------------------------------------------------------- */

/* A list's turn. */
typedef struct turn {
  pincite_rank_list *own;
  const pincite_rank_sums *from; /* the candidates so far */
  pincite_rank_sums *to;         /* and after it */
  size_t at;                     /* the next of 'from' */
  pincite_points least;          /* with less than this it is a candidate no more */
} turn;

static inline void keep(turn *t, uint32_t row, pincite_points points) {
  pincite_rank_sums *to = t->to;
  to->rows[to->count] = row;
  to->points[to->count] = points;
  to->count += points >= t->least;
}

/* The same for many. Whether one is kept cannot be foreseen: no branch depends on it. */
static void keep_all(turn *t, const uint32_t *rows, const pincite_points *points,
                     size_t count) {
  uint32_t *to_rows = t->to->rows;
  pincite_points *to_points = t->to->points, least = t->least;
  size_t to = t->to->count;
  for (size_t i = 0; i < count; i++) {
    to_rows[to] = rows[i];
    to_points[to] = points[i];
    to += points[i] >= least;
  }
  t->to->count = to;
}

/* Keep the candidates before 'end', to whom the list gives nothing. */
static void pass_on(turn *t, size_t end) {
  keep_all(t, t->from->rows + t->at, t->from->points + t->at, end - t->at);
  t->at = end;
}

/* The first candidate behind 'row'. */
static size_t find_behind(const turn *t, uint32_t row) {
  size_t at = t->at;
  while (at < t->from->count && t->from->rows[at] <= row)
    at++;
  return at;
}

#define CACHE_LINE 64

static pincite_status read_lengths(pincite_rank_state *s, uint32_t row,
                                   pincite_error *err) {
  const pincite_window_numbers *numbers = &s->numbers[pincite__window_chunk(row)];
  if (numbers->titles)
    return PINCITE_OK;
  pincite_status status = pincite__window_lengths(s, row, err);
#if defined(__GNUC__)
  /* Postings ask for lengths here and there: fetch them while blocks are decoded. */
  for (size_t i = 0; !status && i < PINCITE__CHUNK; i += CACHE_LINE)
    __builtin_prefetch(numbers->lengths + i);
#endif
  return status;
}

/* Those of all chunks from the row 'first' up to 'last'. */
static pincite_status read_all_lengths(pincite_rank_state *s, uint32_t first,
                                       uint32_t last, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (uint32_t row = first; row <= last && !status;
       row = (row | (PINCITE__CHUNK - 1)) + 1)
    status = read_lengths(s, row, err);
  return status;
}

/* Say what the postings from list->at up to 'last' give; returns behind which. */
static uint32_t give(const pincite_rank_state *s, pincite_rank_list *own, uint32_t last,
                     pincite_points *given) {
  const pincite_postings_block *block = &own->list.block;
  const pincite_scorer *scorer = &own->word->scorer;
  uint32_t at = own->list.at, end = block->count;
  if (own->list.last > last)
    for (end = at; block->rows[end] <= last;)
      end++;
  if (s->exact && scorer->core_only)
    for (; at < end; at++) {
      uint32_t row = block->rows[at];
      given[at] = pincite__scorer_tf(
          scorer, block->tf[at],
          s->numbers[pincite__window_chunk(row)].lengths[row % PINCITE__CHUNK]);
    }
  if (s->exact)
    for (; at < end; at++)
      given[at] = pincite__posting_points(s, own, at);
  pincite__window_most(own);
  for (; at < end; at++)
    given[at] = pincite__posting_most(own, at);
  return end;
}

/* Merge the candidates with the block's postings, both from 'row' up to 'last'. */
static pincite_status merge(pincite_rank_state *s, turn *t, uint32_t row, uint32_t last,
                            pincite_error *err) {
  pincite_points given[PINCITE__BLOCK];
  pincite_postings_list *list = &t->own->list;
  pincite_status status = s->exact ? read_all_lengths(s, row, last, err) : PINCITE_OK;
  if (!status)
    status = pincite__reach(list, row, err);
  if (!status)
    status = pincite__decode(t->own, err);
  if (status)
    return status;
  const uint32_t *rows = list->block.rows, *others = t->from->rows;
  const pincite_points *points = t->from->points;
  uint32_t at = give(s, t->own, last, given);
  size_t end = at, other = t->at, others_end = find_behind(t, last);
  /* Which comes next cannot be foreseen, either. */
  uint32_t *to_rows = t->to->rows;
  pincite_points *to_points = t->to->points, least = t->least;
  size_t to = t->to->count;
  for (at = list->at; at < end && other < others_end;) {
    uint32_t a = rows[at], b = others[other];
    pincite_points from_a = given[at] & -(pincite_points)(a <= b);
    pincite_points from_b = points[other] & -(pincite_points)(b <= a);
    to_rows[to] = a < b ? a : b;
    to_points[to] = from_a + from_b;
    to += from_a + from_b >= least;
    at += a <= b;
    other += b <= a;
  }
  t->to->count = to;
  keep_all(t, rows + at, given + at, end - at);
  t->at = other;
  pass_on(t, others_end);
  list->at = (uint32_t)(end < list->block.count ? end : end - 1);
  return PINCITE_OK;
}

/* Ask the block about the candidates up to 'last'. */
static pincite_status ask(pincite_rank_state *s, turn *t, uint32_t last,
                          pincite_points bound, pincite_error *err) {
  pincite_postings_list *list = &t->own->list;
  const pincite_rank_sums *from = t->from;
  pincite__window_most(t->own);
  for (; t->at < from->count && from->rows[t->at] <= last; t->at++) {
    uint32_t row = from->rows[t->at];
    pincite_points points = from->points[t->at];
    if (points + bound < t->least)
      continue;
    pincite_status status = pincite__reach(list, row, err);
    if (!status && list->row == row) {
      status = pincite__decode(t->own, err);
      points += status     ? 0
                : s->exact ? pincite__posting_points(s, t->own, list->at)
                           : pincite__posting_most(t->own, list->at);
    }
    if (status)
      return status;
    keep(t, row, points);
  }
  return PINCITE_OK;
}

/* ---- a list ------------------------------------------------------------------- */

/* Give a list its turn; what is not 'alone' brings up no candidates. */
static pincite_status take_turn(pincite_rank_state *s, turn *t, bool alone,
                                pincite_error *err) {
  pincite_postings_list *list = &t->own->list;
  uint32_t row = s->first;
  while (row <= s->last) {
    if (!alone) { /* blocks without candidates do not matter */
      if (t->at == t->from->count)
        return PINCITE_OK;
      row = t->from->rows[t->at];
    }
    pincite_status status = pincite__list_block(list, row, err);
    if (status)
      return status;
    if (list->last == PINCITE__NO_ROW || list->base >= s->last)
      break;
    uint32_t last = list->last < s->last ? list->last : s->last;
    pincite_points bound = pincite__block_bound(t->own);
    status = alone && bound >= t->least ? merge(s, t, row, last, err)
                                        : ask(s, t, last, bound, err);
    if (status)
      return status;
    row = last + 1;
  }
  pass_on(t, t->from->count);
  return PINCITE_OK;
}

/* Order the lists by what they can give here, those aside before all others; from
   window to window that changes little. Returns the first that may bring up candidates.
 */
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

/* ---- the window ------------------------------------------------------------------ */

/* The score of a candidate of which it is known what it can be at most. */
static pincite_status score(pincite_rank_state *s, uint32_t row, pincite_points *points,
                            pincite_error *err) {
  *points = 0;
  for (size_t i = 0; i < s->count; i++) {
    pincite_rank_list *own = &s->again[i];
    if (!s->lists[i].window)
      continue;
    pincite_status status = pincite__reach(&own->list, row, err);
    if (!status && own->list.row == row) {
      status = pincite__decode(own, err);
      *points += status ? 0 : pincite__posting_points(s, own, own->list.at);
    }
    if (status)
      return status;
  }
  return PINCITE_OK;
}

/* What is left of the candidates are hits, if they pass. */
static pincite_status take_sums(pincite_rank_state *s, const pincite_rank_sums *sums,
                                pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < sums->count && !status; i++) {
    uint32_t row = sums->rows[i];
    pincite_points points = sums->points[i];
    bool passes;
    if (points < s->threshold)
      continue;
    status = pincite__window_lengths(s, row, err);
    if (!status)
      status = pincite__window_passes(s, row, &passes, err);
    if (status || !passes)
      continue;
    if (!s->exact)
      status = score(s, row, &points, err);
    if (!status && points >= s->threshold)
      status = pincite__window_take(s, row, points, err);
  }
  return status;
}

/* Are they, for the whole window? To read them costs more than to go without. */
static bool lengths_are_there(const pincite_rank_state *s) {
  for (uint32_t chunk = s->first / PINCITE__CHUNK; chunk <= s->last / PINCITE__CHUNK;
       chunk++)
    if (!pincite__postings_has_chunk(s->run->postings, PINCITE__CHUNK_WORDS, chunk))
      return false;
  return true;
}

pincite_status pincite__window_any(pincite_rank_state *s, pincite_error *err) {
  size_t from = arrange(s);
  if (from == s->count)
    return PINCITE_OK;
  pincite_status status = PINCITE_OK;
  pincite_rank_sums *sums = &s->sums[0], *fresh = &s->sums[1];
  sums->count = 0;
  s->exact = s->threshold == INT64_MIN || lengths_are_there(s);
  for (size_t i = s->count; !status && i-- > 0 && (i >= from || sums->count);) {
    if (!s->order[i]->window)
      continue;
    turn t = {.own = s->order[i], .from = sums, .to = fresh};
    t.least = s->threshold == INT64_MIN ? INT64_MIN : s->threshold - s->below[i];
    fresh->count = 0;
    status = take_turn(s, &t, i >= from, err);
    pincite_rank_sums *before = sums;
    sums = fresh;
    fresh = before;
  }
  return status ? status : take_sums(s, sums, err);
}
