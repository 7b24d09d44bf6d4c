/* SPDX-License-Identifier: MIT
 *
 * postings_merge.c - several neighbouring segments into one, in one pass over
 * their dictionaries; removed passages are left out.
 *
 * Segments are merged in tiers, so that each posting is written about once a
 * tier. Sums of df and count are added as they are: what a segment removes of
 * another one keeps being subtracted, whether or not both are merged.
 */
#include <stdlib.h>

#include "postings_write.h"

#define TIER_WIDTH 8      /* so many segments of a tier become one of the next */
#define TIER_FIRST 65536U /* postings of a segment of the lowest tier */

typedef struct input {
  pincite_postings_source source;
  pincite_postings_walk walk;
  bool done;
} input;

typedef struct merge {
  input *inputs;
  size_t count;
  pincite_postings_builder *builder;
  pincite_postings_list *list;
  pincite_postings_places *places;
  pincite_buf term;
  pincite_lengths_of lengths;
  void *data;
} merge;

static pincite_status step(input *from, pincite_error *err) {
  pincite_status status = pincite__walk_next(&from->walk, err);
  from->done = status == PINCITE_DONE;
  return status < 0 ? status : PINCITE_OK;
}

/* Copy the live postings of the input's entry. */
static pincite_status copy_list(merge *all, input *from, pincite_error *err) {
  pincite_postings_list *list = all->list;
  all->places->list = NULL; /* whatever list that was */
  pincite_status status = pincite__list_open(list, &from->source, &from->walk.entry, err);
  if (!status)
    status = pincite__list_seek(list, 1, err);
  while (!status && list->row != PINCITE__NO_ROW) {
    uint8_t length = 0, title_length = 0;
    const uint32_t *positions;
    uint32_t tf;
    status = pincite__list_positions(list, all->places, &positions, &tf, err);
    if (!status)
      status = all->lengths(all->data, list->row, &length, &title_length, err);
    if (status)
      break;
    if (length)
      pincite__builder_posting(all->builder, list->row, tf, list->block.title[list->at],
                               positions, length, title_length);
    status = pincite__list_seek(list, list->row + 1, err);
  }
  pincite__list_release(list);
  return status;
}

/* Merge the smallest term that any input stands at. False in *more: none is. */
static pincite_status merge_term(merge *all, bool *more, pincite_error *err) {
  const input *least = NULL;
  for (size_t i = 0; i < all->count; i++) {
    const input *own = &all->inputs[i];
    if (!own->done &&
        (!least || pincite__str_compare(pincite__buf_view(&own->walk.term),
                                        pincite__buf_view(&least->walk.term)) < 0))
      least = own;
  }
  *more = least != NULL;
  if (!least)
    return PINCITE_OK;
  pincite__buf_clear(&all->term);
  pincite__buf_add(&all->term, least->walk.term.data, least->walk.term.len);
  if (all->term.failed)
    return pincite__no_memory(err);
  int64_t df = 0, count = 0;
  pincite__builder_term(all->builder, pincite__buf_view(&all->term));
  for (size_t i = 0; i < all->count; i++) {
    input *own = &all->inputs[i];
    if (own->done || !pincite__str_equal(pincite__buf_view(&own->walk.term),
                                         pincite__buf_view(&all->term)))
      continue;
    df += own->walk.entry.df;
    count += own->walk.entry.count;
    pincite_status status = copy_list(all, own, err);
    if (!status)
      status = step(own, err);
    if (status)
      return status;
  }
  pincite__builder_stats(all->builder, df, count);
  return PINCITE_OK;
}

/* Put 'merged' in place of the inputs and delete their rows. */
static pincite_status replace(pincite_postings_blobs *blobs,
                              pincite_postings_state *state, size_t from, size_t count,
                              const pincite_postings_segment *merged,
                              pincite_error *err) {
  for (size_t i = from; i < from + count; i++) {
    const pincite_postings_segment *old = &state->segments[i];
    pincite_status status = PINCITE_OK;
    if (old->lists)
      status = pincite__blob_drop(blobs, PINCITE__TABLE_LIST, old->first_list,
                                  old->first_list + old->lists - 1, err);
    if (!status && old->terms)
      status = pincite__blob_drop(blobs, PINCITE__TABLE_TERM, old->first_term,
                                  old->first_term + old->terms - 1, err);
    if (!status && old->places)
      status = pincite__blob_drop(blobs, PINCITE__TABLE_POSITION, old->first_place,
                                  old->first_place + pincite__place_pages(old) - 1, err);
    if (status)
      return status;
  }
  size_t kept = from;
  if (merged->entries)
    state->segments[kept++] = *merged;
  for (size_t i = from + count; i < state->segment_count; i++)
    state->segments[kept++] = state->segments[i];
  state->segment_count = kept;
  return PINCITE_OK;
}

pincite_status pincite__segments_merge(pincite_postings_blobs *blobs,
                                       pincite_postings_state *state, size_t from,
                                       size_t count, pincite_lengths_of lengths,
                                       void *data, pincite_error *err) {
  merge all = {.count = 0, .lengths = lengths, .data = data};
  pincite_postings_segment merged;
  bool more = true;
  pincite__buf_init(&all.term, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__builder_open(
      blobs, state, state->segments[from].first_row,
      state->segments[from + count - 1].last_row, &all.builder, err);
  if (status)
    goto done;
  all.inputs = calloc(count, sizeof *all.inputs);
  all.list = malloc(sizeof *all.list);
  all.places = malloc(sizeof *all.places);
  if (all.places)
    pincite__places_init(all.places);
  if (!all.inputs || !all.list || !all.places) {
    status = pincite__no_memory(err);
    goto done;
  }
  for (; all.count < count; all.count++) {
    input *own = &all.inputs[all.count];
    pincite__source_init(&own->source, blobs, &state->segments[from + all.count], false,
                         NULL);
    pincite__walk_init(&own->walk, &own->source);
  }
  for (size_t i = 0; i < count && !status; i++)
    status = step(&all.inputs[i], err);
  while (!status && more)
    status = merge_term(&all, &more, err);
  if (!status)
    status = pincite__builder_finish(all.builder, &merged, err);
  if (!status)
    status = replace(blobs, state, from, count, &merged, err);
done:
  for (size_t i = 0; i < all.count; i++) {
    pincite__postings_walk_release(&all.inputs[i].walk);
    pincite__source_release(&all.inputs[i].source);
  }
  free(all.inputs);
  free(all.list);
  if (all.places)
    pincite__places_release(all.places);
  free(all.places);
  pincite__builder_close(all.builder);
  pincite__buf_release(&all.term);
  return status;
}

static unsigned tier_of(const pincite_postings_segment *segment) {
  unsigned tier = 0;
  for (uint64_t size = segment->postings; size >= TIER_FIRST; size /= TIER_WIDTH)
    tier++;
  return tier;
}

bool pincite__segments_due(const pincite_postings_state *state, size_t *from,
                           size_t *count) {
  for (unsigned tier = 0; tier < 16; tier++) {
    size_t first = state->segment_count;
    while (first > 0 && tier_of(&state->segments[first - 1]) <= tier)
      first--;
    if (state->segment_count - first >= TIER_WIDTH) {
      *from = first;
      *count = state->segment_count - first;
      return true;
    }
  }
  return false;
}
