/* SPDX-License-Identifier: MIT
 *
 * rank_window.c - what a list can give in a window of rowids, and what becomes of
 * a passage that matches.
 */
#include "rank_window.h"

/* ---- bounds ---------------------------------------------------------------- */

void pincite__window_threshold(pincite_rank_state *s) {
  s->threshold =
      pincite__is_counting(s->run) ? INT64_MIN : pincite__top_threshold(&s->run->top);
}

static pincite_points page_bound(pincite_rank_list *own) {
  if (own->page_at != own->list.skip) {
    own->page = pincite__scorer_bound(&own->word->scorer,
                                      &own->list.skips[own->list.skip].bounds);
    own->page_at = own->list.skip;
  }
  return own->page;
}

/* Rounding may undo monotony by a unit a part. */
#define SLACK 4

static void set_most(pincite_rank_list *own, const uint8_t lengths[PINCITE__SCORED_TF],
                     uint32_t most_tf) {
  const pincite_scorer *scorer = &own->word->scorer;
  for (uint32_t i = 0; i < PINCITE__SCORED_TF; i++) {
    uint32_t tf = i + 1 < PINCITE__SCORED_TF || most_tf <= i ? i + 1 : most_tf;
    own->most[i] = pincite__scorer_tf(scorer, tf, lengths[i]) + SLACK;
  }
  own->most_at = own->list.last;
}

void pincite__window_most(pincite_rank_list *own) {
  if (own->most_at == own->list.last || !own->list.skips)
    return;
  const pincite_postings_bounds *bounds = &own->list.bounds;
  const pincite_postings_class *title = &bounds->of[PINCITE__CLASS_TITLE];
  const pincite_postings_class *more = &bounds->of[PINCITE__CLASS_MORE];
  bool titled = bounds->mask & 1u << PINCITE__CLASS_TITLE;
  uint8_t lengths[PINCITE__SCORED_TF]; /* the least of each class; the longest: none */
  uint32_t most_tf = bounds->mask & 1u << PINCITE__CLASS_MORE ? more->tf : 0;
  for (unsigned kind = 0; kind < PINCITE__SCORED_TF; kind++) {
    lengths[kind] = bounds->mask & 1u << kind ? bounds->of[kind].length : UINT8_MAX;
    if (titled && title->length < lengths[kind])
      lengths[kind] = title->length;
  }
  if (titled && title->tf > most_tf)
    most_tf = title->tf;
  set_most(own, lengths, most_tf);
  own->most_title = titled && !own->word->scorer.core_only
                        ? pincite__scorer_title(&own->word->scorer, title->title_tf,
                                                title->title_length) +
                              SLACK
                        : 0;
}

void pincite__window_most_short(pincite_rank_list *own) {
  static const uint8_t shortest[PINCITE__SCORED_TF] = {1, 1, 1};
  const pincite_postings_block *block = &own->list.block;
  uint32_t most_tf = 0, most_title = 0;
  bool core_only = own->word->scorer.core_only;
  for (uint32_t i = 0; i < block->count; i++) {
    most_tf = block->tf[i] > most_tf ? block->tf[i] : most_tf;
    if (!core_only && block->title[i] > most_title)
      most_title = block->title[i];
  }
  set_most(own, shortest, most_tf);
  own->most_title =
      most_title ? pincite__scorer_title(&own->word->scorer, most_title, 1) + SLACK : 0;
}

pincite_status pincite__window_enter(pincite_rank_state *s, pincite_rank_list *own,
                                     pincite_error *err) {
  pincite_postings_list *list = &own->list;
  pincite_status status = pincite__list_block(list, s->first, err);
  if (status)
    return status;
  if (list->last == PINCITE__NO_ROW || list->base >= s->last)
    own->window = 0;
  else if (list->last >= s->last)
    own->window = pincite__block_bound(own);
  else if (list->skips && list->skips[list->skip].last >= s->last)
    own->window = page_bound(own);
  else
    own->window = own->bound;
  return PINCITE_OK;
}

/* ---- numbers --------------------------------------------------------------- */

static pincite_status read_numbers(pincite_rank_state *s, unsigned kind, uint32_t row,
                                   const uint8_t **numbers, pincite_error *err) {
  if (*numbers)
    return PINCITE_OK;
  return pincite__postings_chunk(s->run->postings, kind, row / PINCITE__CHUNK, numbers,
                                 err);
}

pincite_status pincite__window_lengths(pincite_rank_state *s, uint32_t row,
                                       pincite_error *err) {
  pincite_window_numbers *own = &s->numbers[pincite__window_chunk(row)];
  pincite_status status = read_numbers(s, PINCITE__CHUNK_WORDS, row, &own->lengths, err);
  return status ? status : read_numbers(s, PINCITE__CHUNK_TITLE, row, &own->titles, err);
}

pincite_status pincite__window_zones(pincite_rank_state *s, uint32_t row,
                                     pincite_error *err) {
  return read_numbers(s, PINCITE__CHUNK_ZONE, row,
                      &s->numbers[pincite__window_chunk(row)].zones, err);
}

/* ---- candidates -------------------------------------------------------------- */

static bool is_within(const pincite_rowset *rows, uint32_t row) {
  return row < rows->rows && rows->bits[row / 64] >> row % 64 & 1;
}

pincite_status pincite__window_passes(pincite_rank_state *s, uint32_t row, bool *passes,
                                      pincite_error *err) {
  const pincite_rank_request *request = s->run->request;
  const pincite_window_numbers *numbers = &s->numbers[pincite__window_chunk(row)];
  size_t cell = row % PINCITE__CHUNK;
  *passes = numbers->lengths[cell] && /* else it was removed */
            (!request->within || is_within(request->within, row));
  if (!*passes || !request->zones)
    return PINCITE_OK;
  pincite_status status = pincite__window_zones(s, row, err);
  *passes = !status && request->zones >> (numbers->zones[cell] & PINCITE__ZONE_MASK) & 1;
  return status;
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
  pincite_status status = pincite__window_zones(s, row, err);
  const uint8_t *zones = s->numbers[pincite__window_chunk(row)].zones;
  uint32_t at = row;
  if (status)
    return status;
  while (at > 1 && !(zones[at % PINCITE__CHUNK] & PINCITE__ZONE_OPENS)) {
    at--;
    if (at % PINCITE__CHUNK == PINCITE__CHUNK - 1) {
      status = pincite__postings_chunk(s->run->postings, PINCITE__CHUNK_ZONE,
                                       at / PINCITE__CHUNK, &zones, err);
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
  pincite__window_threshold(s);
  return status;
}

pincite_status pincite__window_take(pincite_rank_state *s, uint32_t row,
                                    pincite_points points, pincite_error *err) {
  pincite_rank_run *run = s->run;
  const pincite_rank_request *request = run->request;
  bool excluded;
  uint32_t article = row;
  int yes = 1;
  pincite_status status = is_excluded(s, row, &excluded, err);
  if (status || excluded)
    return status;
  if (request->place_count) {
    bool admits;
    status = pincite__places_admit(s, row, &admits, err);
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
  if (pincite__is_counting(run))
    count(run, article);
  pincite__top_add(&run->top, row, article, points);
  pincite__window_threshold(s);
  return PINCITE_OK;
}
