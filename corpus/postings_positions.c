/* SPDX-License-Identifier: MIT
 *
 * postings_positions.c - the positions of the posting that a list stands at.
 *
 * They stand apart from the postings, one run of bytes a segment cut into pages, so
 * that ranking by words alone never reads them. Those of a block are read when one
 * of its postings is asked about.
 */
#include <string.h>

#include "postings_format.h"

static pincite_status damaged(const pincite_postings_list *list, pincite_error *err) {
  uint64_t page = list->place / PINCITE__PAGE_PLACES;
  return pincite__postings_damaged("postings_position",
                                   list->source->segment.first_place + page, err);
}

/* The bytes of a run, in one piece: *at..*end. */
static pincite_status find_bytes(const pincite_postings_list *list,
                                 pincite_postings_places *places,
                                 const unsigned char **at, const unsigned char **end,
                                 pincite_error *err) {
  uint64_t place = list->place, left = list->place_bytes;
  uint64_t bytes = list->source->segment.places;
  if (place > bytes || left > bytes - place || left == 0)
    return damaged(list, err);
  pincite__buf_clear(&places->bytes);
  for (;;) {
    const pincite_postings_page *page;
    pincite_status status = pincite__source_page(
        list->source, PINCITE__TABLE_POSITION, place / PINCITE__PAGE_PLACES, &page, err);
    if (status)
      return status;
    size_t from = PINCITE__PAGE_HEAD + (size_t)(place % PINCITE__PAGE_PLACES);
    if (from >= page->len)
      return damaged(list, err);
    size_t here = page->len - from;
    if (here >= left && places->bytes.len == 0) {
      *at = page->at + from;
      *end = *at + left;
      return PINCITE_OK;
    }
    here = here < left ? here : (size_t)left;
    pincite__buf_add(&places->bytes, page->at + from, here);
    place += here;
    left -= here;
    if (left == 0)
      break;
  }
  size_t len = places->bytes.len;
  pincite__buf_add(&places->bytes, "\0\0\0\0\0\0\0", PINCITE__PAGE_SLACK);
  if (places->bytes.failed)
    return pincite__no_memory(err);
  *at = (unsigned char *)places->bytes.data;
  *end = *at + len;
  return PINCITE_OK;
}

/* All positions of a small block, made to look like any other. */
static pincite_status read_small(const pincite_postings_list *list,
                                 pincite_postings_places *places, pincite_error *err) {
  uint32_t items[PINCITE__SMALL_PLACES];
  pincite_postings_block block = {.count = list->block.count};
  if (!pincite__grow(&places->gaps, &places->capacity, PINCITE__SMALL_PLACES,
                     sizeof *places->gaps))
    return pincite__no_memory(err);
  if (!pincite__small_read(list->body, list->body_end, list->base, &block, items))
    return damaged(list, err);
  places->total = 0;
  for (uint32_t i = 0, at = 0; i < block.count; i++) {
    places->first[i] = items[at];
    places->from[i] = places->total;
    for (uint32_t k = 1; k < block.tf[i]; k++)
      places->gaps[places->total++] = items[at + k] - items[at + k - 1];
    at += block.tf[i];
  }
  places->read = places->total;
  return PINCITE_OK;
}

static pincite_status read_block(const pincite_postings_list *list,
                                 pincite_postings_places *places, pincite_error *err) {
  const unsigned char *at = list->behind, *end = list->body_end;
  pincite_status status = PINCITE_OK;
  places->list = NULL;
  if (list->block.small) {
    status = read_small(list, places, err);
  } else {
    if (list->place_bytes)
      status = find_bytes(list, places, &at, &end, err);
    if (!status && !pincite__places_read(at, end, &list->block, places))
      status = damaged(list, err);
  }
  if (!status) {
    places->list = list;
    places->base = list->base;
  }
  return status;
}

pincite_status pincite__list_positions(pincite_postings_list *list,
                                       pincite_postings_places *places,
                                       const uint32_t **positions, uint32_t *count,
                                       pincite_error *err) {
  bool wrong;
  pincite_status status = pincite__list_decode(list, err);
  if (!status && (places->list != list || places->base != list->base))
    status = read_block(list, places, err);
  if (status)
    return status;
  const uint32_t *found = pincite__places_get(places, &list->block, list->at, &wrong);
  if (!found)
    return wrong ? damaged(list, err) : pincite__no_memory(err);
  *positions = found;
  *count = list->block.tf[list->at];
  return PINCITE_OK;
}
