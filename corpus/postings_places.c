/* SPDX-License-Identifier: MIT
 *
 * postings_places.c - where the words of a block's postings stand; the grammar
 * stands in postings_format.h.
 *
 * The rough first position, which the block has already, leaves only a few bits
 * of the first one to tell. The others are told by their distances, 128 at a time
 * whatever posting they are of, and unpacked no further than somebody asks.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_codec.h"

#define GROUP PINCITE__BLOCK /* distances in a stream */
#define OPEN_ENDED (PINCITE__FIRSTS - 1)

/* ---- the small form -------------------------------------------------------- */

void pincite__small_write(pincite_buf *out, const pincite_postings_block *block,
                          const uint32_t *places, uint32_t base) {
  for (uint32_t i = 0; i < block->count; i++) {
    uint32_t tf = block->tf[i], title = block->title[i];
    pincite__buf_add_varint(out, block->rows[i] - base - 1);
    pincite__buf_add_varint(out,
                            (uint64_t)places[0] * 4 + (title ? 2 : 0) + (tf > 1 ? 1 : 0));
    if (tf > 1)
      pincite__buf_add_varint(out, tf - 2);
    if (title)
      pincite__buf_add_varint(out, title - 1);
    for (uint32_t k = 1; k < tf; k++)
      pincite__buf_add_varint(out, places[k] - places[k - 1]);
    base = block->rows[i];
    places += tf;
  }
}

/* The distances of a posting, 'more' of them. */
static bool small_places(const unsigned char **at, const unsigned char *end,
                         uint64_t first, uint64_t more, uint32_t *places) {
  uint64_t place = first;
  if (places)
    places[0] = (uint32_t)place;
  for (uint64_t k = 1; k <= more; k++) {
    uint64_t gap;
    if (!pincite__get_varint(at, end, &gap) || gap > UINT32_MAX - place)
      return false;
    place += gap;
    if (places)
      places[k] = (uint32_t)place;
  }
  return true;
}

bool pincite__small_read(const unsigned char *at, const unsigned char *end, uint32_t base,
                         pincite_postings_block *block, uint32_t *places) {
  uint64_t row = base, total = 0;
  for (uint32_t i = 0; i < block->count; i++) {
    uint64_t delta, code, tf = 0, title = 0;
    if (!pincite__get_varint(&at, end, &delta) || !pincite__get_varint(&at, end, &code))
      return false;
    if (code & 1 && !pincite__get_varint(&at, end, &tf))
      return false;
    if (code & 2 && !pincite__get_varint(&at, end, &title))
      return false;
    if (delta > UINT32_MAX || tf >= PINCITE__SMALL_PLACES ||
        title >= PINCITE__SMALL_PLACES || code >> 2 > UINT32_MAX)
      return false;
    row += delta + 1;
    tf = code & 1 ? tf + 2 : 1;
    total += tf;
    if (row >= PINCITE__NO_ROW || total > PINCITE__SMALL_PLACES ||
        !small_places(&at, end, code >> 2, tf - 1, places))
      return false;
    block->rows[i] = (uint32_t)row;
    block->tf[i] = (uint32_t)tf;
    block->title[i] = code & 2 ? (uint32_t)title + 1 : 0;
    block->first[i] = pincite__first_code((uint32_t)(code >> 2));
    if (places)
      places += tf;
  }
  return at == end;
}

/* ---- writing ---------------------------------------------------------------- */

/* How many bits the first positions of each code take: as many as tell those of its
   range apart. */
static void first_widths(unsigned open_ended, unsigned widths[PINCITE__FIRSTS]) {
  static const unsigned of_code[PINCITE__FIRSTS] = {2, 2, 3, 3, 4, 5, 6, 0};
  memcpy(widths, of_code, sizeof of_code);
  widths[OPEN_ENDED] = open_ended;
}

static void write_firsts(pincite_buf *out, const pincite_postings_block *block,
                         const uint32_t *places) {
  uint32_t offsets[PINCITE__BLOCK];
  unsigned widths[PINCITE__FIRSTS], open_ended = 0;
  for (uint32_t i = 0; i < block->count; i++) {
    uint32_t least, most;
    pincite__first_range((uint8_t)block->first[i], &least, &most);
    offsets[i] = places[0] - least;
    unsigned bits = pincite__bits_of(offsets[i]);
    if (block->first[i] == OPEN_ENDED && bits > open_ended)
      open_ended = bits;
    places += block->tf[i];
  }
  first_widths(open_ended, widths);
  pincite__buf_addc(out, (char)open_ended);
  pincite_bits bits = {out, 0, 0};
  for (uint32_t i = 0; i < block->count; i++)
    pincite__bits_put(&bits, offsets[i], widths[block->first[i]]);
  pincite__bits_end(&bits);
}

void pincite__places_write(pincite_buf *out, const pincite_postings_block *block,
                           const uint32_t *places) {
  uint32_t gaps[GROUP];
  size_t count = 0;
  write_firsts(out, block, places);
  for (uint32_t i = 0; i < block->count; i++) {
    for (uint32_t k = 1; k < block->tf[i]; k++) {
      gaps[count++] = places[k] - places[k - 1];
      if (count == GROUP) {
        pincite__stream_write(out, gaps, count);
        count = 0;
      }
    }
    places += block->tf[i];
  }
  if (count)
    pincite__stream_write(out, gaps, count);
}

/* ---- reading ------------------------------------------------------------------ */

void pincite__places_init(pincite_postings_places *places) {
  places->gaps = places->items = NULL;
  places->capacity = places->item_capacity = 0;
  places->list = NULL;
  pincite__buf_init(&places->bytes, PINCITE__BUF_LIMIT);
}

void pincite__places_release(pincite_postings_places *places) {
  free(places->gaps);
  free(places->items);
  pincite__buf_release(&places->bytes);
  pincite__places_init(places);
}

bool pincite__places_read(const unsigned char *at, const unsigned char *end,
                          const pincite_postings_block *block,
                          pincite_postings_places *places) {
  unsigned widths[PINCITE__FIRSTS];
  if (at >= end || *at > 32)
    return false;
  first_widths(*at++, widths);
  size_t bit = 0, bits = (size_t)(end - at) * 8;
  uint64_t total = 0;
  for (uint32_t i = 0; i < block->count; i++) {
    uint32_t code = block->first[i];
    unsigned width = widths[code];
    if (width > bits - bit)
      return false;
    uint64_t packed = pincite__load64(at + (bit >> 3)) >> (bit & 7);
    places->first[i] =
        pincite__first_from[code] + (uint32_t)(packed & ((UINT64_C(1) << width) - 1));
    places->from[i] = (uint32_t)total;
    total += block->tf[i] - 1;
    bit += width;
  }
  places->at = at + (bit + 7) / 8;
  places->end = end;
  places->total = (uint32_t)total;
  places->read = 0;
  /* Every group of distances takes a byte at least. */
  return total / GROUP <= (size_t)(end - places->at);
}

/* Unpack the distances before number 'until'. */
static bool read_gaps(pincite_postings_places *places, size_t until, bool *damaged) {
  size_t room = (until + GROUP - 1) / GROUP * GROUP;
  if (!pincite__grow(&places->gaps, &places->capacity, room, sizeof *places->gaps))
    return false;
  while (places->read < until) {
    size_t left = places->total - places->read, count = left < GROUP ? left : GROUP;
    if (!pincite__stream_read(&places->at, places->end, count,
                              places->gaps + places->read)) {
      *damaged = true;
      return false;
    }
    places->read += count;
  }
  return true;
}

const uint32_t *pincite__places_get(pincite_postings_places *places,
                                    const pincite_postings_block *block, uint32_t index,
                                    bool *damaged) {
  uint32_t tf = block->tf[index], place = places->first[index];
  *damaged = false;
  if (tf == 1)
    return &places->first[index];
  if (!read_gaps(places, (size_t)places->from[index] + tf - 1, damaged) ||
      !pincite__grow(&places->items, &places->item_capacity, tf, sizeof *places->items))
    return NULL;
  const uint32_t *gaps = places->gaps + places->from[index];
  places->items[0] = place;
  for (uint32_t k = 1; k < tf; k++)
    places->items[k] = place += gaps[k - 1];
  return places->items;
}
