/* SPDX-License-Identifier: MIT
 *
 * rank_search.c - the first step: the best k by what the postings say, without
 * looking at most of them.
 *
 * Segment by segment, the richest first (rank_order.c), in windows of rowids. In each
 * window every term has a bound of what it can give there; often one rare term is left
 * to be walked, or none, and the window is passed over. (MaxScore with block maxima;
 * rank_any.c and rank_all.c go through the window.)
 *
 * Invariant: a passage left out could not have been among the best k; scores
 * are sums of whole numbers, so nothing depends on the order of summing.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_window.h"

/* ---- a segment --------------------------------------------------------------------- */

/* A list without bounds has few postings: take the best of them. */
static pincite_status bound_short(pincite_rank_list *own, pincite_error *err) {
  pincite_status status = pincite__decode(own, err);
  if (status)
    return status;
  pincite__window_most_short(own);
  for (uint32_t i = 0; i < own->list.block.count; i++) {
    pincite_points points = pincite__posting_most(own, i);
    own->bound = points > own->bound ? points : own->bound;
  }
  return PINCITE_OK;
}

/* The list of a word that the segment has. */
static pincite_status open_list(pincite_postings_source *source,
                                const pincite_rank_word *word,
                                const pincite_postings_entry *entry,
                                pincite_rank_list *own, pincite_error *err) {
  own->word = word;
  own->bound = own->window = 0;
  own->page_at = SIZE_MAX;
  own->block_at = own->most_at = 0;
  pincite_status status = pincite__list_open(&own->list, source, entry, err);
  if (!status && own->list.skips)
    own->bound = pincite__scorer_bound(&word->scorer, &entry->bounds);
  else if (!status)
    status = bound_short(own, err);
  if (status)
    pincite__list_release(&own->list);
  return status;
}

static pincite_status open_lists(pincite_rank_state *s, size_t segment, bool *possible,
                                 pincite_error *err) {
  pincite_postings_source *source = &s->run->postings->sources[segment];
  *possible = true;
  for (size_t i = 0; i < s->run->word_count; i++) {
    const pincite_rank_word *word = &s->run->words[i];
    bool excluded = word->role == PINCITE_RANK_EXCLUDED;
    if (!excluded && !pincite__rank_scores(s->run, word))
      continue;
    const pincite_postings_entry *entry = &word->entries[segment];
    if (!entry->postings && word->role == PINCITE_RANK_REQUIRED)
      *possible = false;
    if (!entry->postings)
      continue;
    pincite_rank_list *own =
        excluded ? &s->excluded[s->excluded_count] : &s->lists[s->count];
    pincite_status status = open_list(source, word, entry, own, err);
    if (status)
      return status;
    if (excluded) {
      s->excluded_count++;
      continue;
    }
    if (word->role == PINCITE_RANK_REQUIRED)
      s->required[s->required_count++] = own;
    s->order[s->count++] = own;
    s->postings += own->list.entry.postings;
    if (word->role == PINCITE_RANK_ASIDE) {
      s->order[s->count - 1] = s->order[s->asides];
      s->order[s->asides++] = own;
    }
  }
  /* What these share is the first's. */
  if (!s->required_count)
    memcpy(s->again, s->lists, s->count * sizeof *s->lists);
  *possible = *possible && s->count > s->asides;
  return pincite__places_open(s, source, possible, err);
}

static void close_lists(pincite_rank_state *s) {
  for (size_t i = 0; i < s->count; i++)
    pincite__list_release(&s->lists[i].list);
  for (size_t i = 0; i < s->excluded_count; i++)
    pincite__list_release(&s->excluded[i].list);
  pincite__places_close(s);
  s->count = s->asides = s->excluded_count = s->required_count = 0;
  s->postings = 0;
}

/* The rarest first. */
static void sort_required(pincite_rank_state *s) {
  for (size_t i = 1; i < s->required_count; i++) {
    pincite_rank_list *own = s->required[i];
    size_t at = i;
    for (; at > 0 && s->required[at - 1]->list.entry.postings > own->list.entry.postings;
         at--)
      s->required[at] = s->required[at - 1];
    s->required[at] = own;
  }
}

/* Can anything from here on get in? */
static bool is_over(const pincite_rank_state *s) {
  pincite_points most = 0;
  for (size_t i = 0; i < s->count; i++)
    if (s->lists[i].list.last != PINCITE__NO_ROW)
      most += s->lists[i].bound;
  return most < s->threshold;
}

#define WINDOW_LEAST 1024U /* rows */

/* Once passages may be left out, much of a window is: one in which none may is not larger
   than it takes to find as many as are needed. */
static uint32_t window_size(const pincite_rank_state *s,
                            const pincite_postings_segment *segment) {
  const pincite_rank_run *run = s->run;
  uint64_t rows = segment->last_row - segment->first_row + 1, size = PINCITE__WINDOW;
  uint64_t wanted = pincite__is_counting(run) ? run->count_limit - run->matched : 0;
  if (s->threshold != INT64_MIN || s->required_count)
    return PINCITE__WINDOW;
  if (wanted < run->top.limit - run->top.count)
    wanted = run->top.limit - run->top.count;
  while (size > WINDOW_LEAST && s->postings * size / rows > wanted)
    size /= 2;
  return (uint32_t)size;
}

static pincite_status search_windows(pincite_rank_state *s,
                                     const pincite_postings_segment *segment,
                                     pincite_error *err) {
  sort_required(s);
  uint64_t first = segment->first_row;
  while (first <= segment->last_row && !is_over(s)) {
    uint64_t last = first | (window_size(s, segment) - 1);
    s->first = (uint32_t)first;
    s->last = last < segment->last_row ? (uint32_t)last : segment->last_row;
    first = last + 1;
    pincite_points most = 0;
    for (size_t i = 0; i < s->count; i++) {
      pincite_status status = pincite__window_enter(s, &s->lists[i], err);
      if (status)
        return status;
      most += s->lists[i].window;
    }
    if (most == 0 || most < s->threshold)
      continue;
    memset(s->numbers, 0, sizeof s->numbers);
    pincite_status status =
        s->required_count ? pincite__window_all(s, err) : pincite__window_any(s, err);
    if (!status && s->run->top.status)
      status = pincite__fail(err, s->run->top.status, "%s", s->run->top.error.message);
    if (status)
      return status;
  }
  return PINCITE_OK;
}

pincite_status pincite__rank_search(pincite_rank_run *run, pincite_error *err) {
  size_t words = run->word_count + 1, order[PINCITE__SEGMENTS_MAX];
  pincite_rank_state *s = pincite__state_take(run);
  pincite_status status = PINCITE_OK;
  if (s) {
    s->below = malloc(words * sizeof *s->below);
    s->lists = malloc(words * sizeof *s->lists);
    s->again = malloc(words * sizeof *s->again);
    s->excluded = malloc(words * sizeof *s->excluded);
    s->order = malloc(words * sizeof *s->order);
    s->required = malloc(words * sizeof *s->required);
    s->places = malloc((run->request->place_count + 1) * sizeof *s->places);
    for (size_t i = 0; s->places && i < run->request->place_count; i++)
      pincite__places_init(&s->places[i].at);
  }
  if (!s || !s->below || !s->lists || !s->again || !s->excluded || !s->order ||
      !s->required || !s->places) {
    status = pincite__no_memory(err);
    goto done;
  }
  pincite__rank_order(run, order);
  for (size_t i = 0; i < run->postings->state.segment_count && !status; i++) {
    bool possible;
    pincite__window_threshold(s);
    status = open_lists(s, order[i], &possible, err);
    if (!status && possible)
      status = search_windows(s, &run->postings->state.segments[order[i]], err);
    close_lists(s);
  }
done:
  if (s) {
    free(s->below);
    free(s->lists);
    free(s->again);
    free(s->excluded);
    free(s->order);
    free(s->required);
    for (size_t i = 0; s->places && i < run->request->place_count; i++)
      pincite__places_release(&s->places[i].at);
    free(s->places);
    pincite__state_give_back(s);
  }
  return status;
}
