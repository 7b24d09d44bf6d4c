/* SPDX-License-Identifier: MIT
 *
 * postings_build.c - writes a segment in one pass: blocks into list pages as
 * they fill, their positions into pages of their own, entries into the dictionary.
 *
 * Invariant: list pages, term pages and position pages are each numbered in the order
 * they are written, so SQLite only ever appends.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_build.h"

#define SKIPS_MAX 1500 /* bytes of a chunk of skips */
#define INLINE_MAX 512 /* bytes of positions in a dictionary */

void pincite__page_clear(pincite_buf *page) {
  pincite__buf_clear(page);
  pincite__buf_add(page, "\0\0\0\0\0\0\0", PINCITE__PAGE_HEAD);
}

pincite_status pincite__builder_open(pincite_postings_blobs *blobs,
                                     pincite_postings_state *state, uint32_t first_row,
                                     uint32_t last_row, pincite_postings_builder **out,
                                     pincite_error *err) {
  pincite_postings_builder *builder = calloc(1, sizeof *builder);
  if (!builder)
    return pincite__no_memory(err);
  builder->blobs = blobs;
  builder->state = state;
  builder->segment.id = state->next_segment++;
  builder->segment.first_list = state->next_list;
  builder->segment.first_term = state->next_term;
  builder->segment.first_place = state->next_place;
  builder->segment.first_row = first_row;
  builder->segment.last_row = last_row;
  pincite_buf *bufs[] = {&builder->list,    &builder->place, &builder->term,
                         &builder->scratch, &builder->body,  &builder->places,
                         &builder->names};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_init(bufs[i], PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < PINCITE__LEVELS_MAX; i++) {
    pincite__buf_init(&builder->levels[i].page, PINCITE__BUF_LIMIT);
    pincite__buf_init(&builder->levels[i].last, PINCITE__BUF_LIMIT);
  }
  pincite__page_clear(&builder->list);
  pincite__page_clear(&builder->place);
  *out = builder;
  return PINCITE_OK;
}

void pincite__builder_close(pincite_postings_builder *builder) {
  if (!builder)
    return;
  pincite__buf_release(&builder->list);
  pincite__buf_release(&builder->place);
  pincite__buf_release(&builder->places);
  pincite__buf_release(&builder->term);
  pincite__buf_release(&builder->scratch);
  pincite__buf_release(&builder->body);
  pincite__buf_release(&builder->names);
  free(builder->common);
  for (size_t i = 0; i < PINCITE__LEVELS_MAX; i++) {
    pincite__buf_release(&builder->levels[i].page);
    pincite__buf_release(&builder->levels[i].last);
  }
  free(builder->skips);
  free(builder->positions);
  free(builder);
}

void pincite__page_write(pincite_postings_builder *builder, pincite_postings_table table,
                         uint64_t id, pincite_buf *page) {
  uint64_t checksum = 0;
  if (!builder->status && page->failed)
    builder->status = pincite__no_memory(&builder->error);
  if (!builder->status)
    builder->status = pincite__blob_put(builder->blobs, table, id, page->data, page->len,
                                        &checksum, &builder->error);
  builder->segment.hash = builder->segment.hash * 31 + checksum;
}

/* ---- lists ------------------------------------------------------------------ */

static void flush_list_page(pincite_postings_builder *builder) {
  if (builder->list.len == PINCITE__PAGE_HEAD)
    return;
  pincite__page_write(builder, PINCITE__TABLE_LIST, builder->state->next_list++,
                      &builder->list);
  builder->segment.lists++;
  pincite__page_clear(&builder->list);
}

/* Append what may not cross a page. */
static void append_list(pincite_postings_builder *builder, const pincite_buf *bytes) {
  if (builder->list.len + bytes->len > PINCITE__PAGE)
    flush_list_page(builder);
  pincite__buf_add(&builder->list, bytes->data, bytes->len);
}

static void flush_place_page(pincite_postings_builder *builder) {
  if (builder->place.len == PINCITE__PAGE_HEAD)
    return;
  pincite__page_write(builder, PINCITE__TABLE_POSITION, builder->state->next_place++,
                      &builder->place);
  pincite__page_clear(&builder->place);
}

/* Write the positions of the block at hand into builder->places. */
static void write_places(pincite_postings_builder *builder) {
  pincite__buf_clear(&builder->places);
  pincite__places_write(&builder->places, &builder->block, builder->positions);
}

/* Append these to the segment's; tells where they begin. */
static uint64_t append_places(pincite_postings_builder *builder) {
  const pincite_buf *bytes = &builder->places;
  uint64_t begin = builder->segment.places;
  for (size_t at = 0; at < bytes->len && !builder->status;) {
    size_t room = PINCITE__PAGE - builder->place.len, left = bytes->len - at;
    size_t here = left < room ? left : room;
    pincite__buf_add(&builder->place, bytes->data + at, here);
    at += here;
    if (here == room)
      flush_place_page(builder);
  }
  builder->segment.places += bytes->len;
  return begin;
}

/* The block stands at the end of the list page: note it for the skips. */
static void note_block(pincite_postings_builder *builder, size_t bytes, uint64_t place) {
  uint64_t page = builder->segment.lists;
  pincite_postings_skip *own =
      builder->skip_count ? &builder->skips[builder->skip_count - 1] : NULL;
  if (!own || own->page != page) {
    if (!pincite__grow(&builder->skips, &builder->skip_capacity, builder->skip_count + 1,
                       sizeof *builder->skips)) {
      builder->status = pincite__no_memory(&builder->error);
      return;
    }
    own = &builder->skips[builder->skip_count++];
    *own = (pincite_postings_skip){
        .page = page, .offset = builder->list.len - bytes, .place = place};
  }
  own->blocks++;
  own->last = builder->base;
  pincite__bounds_join(&own->bounds, &builder->bounds);
}

/* Write the block at hand into the list pages. */
static void flush_block(pincite_postings_builder *builder) {
  pincite_postings_block *block = &builder->block;
  pincite_buf *out = &builder->scratch;
  if (block->count == 0)
    return;
  uint32_t last = block->rows[block->count - 1];
  pincite__buf_clear(&builder->body);
  pincite__block_write(&builder->body, block, builder->base);
  write_places(builder);
  pincite__buf_clear(out);
  pincite__buf_addc(out, (char)block->count);
  pincite__buf_add_varint(out, last - builder->base);
  pincite__buf_add_varint(out, builder->body.len);
  pincite__buf_add_varint(out, builder->places.len);
  pincite__bounds_write(out, &builder->bounds);
  pincite__buf_add(out, builder->body.data, builder->body.len);
  if (out->failed || builder->body.failed || builder->places.failed)
    builder->status = pincite__no_memory(&builder->error);
  if (builder->status)
    return;
  append_list(builder, out);
  builder->base = last;
  note_block(builder, out->len, append_places(builder));
  pincite__bounds_join(&builder->list_bounds, &builder->bounds);
  builder->bounds.mask = 0;
  block->count = 0;
  builder->position_count = 0;
}

static void write_skip(pincite_buf *out, const pincite_postings_skip *own,
                       const pincite_postings_skip *before) {
  pincite__buf_add_varint(out, own->page - (before ? before->page : 0));
  pincite__buf_add_varint(out, own->offset);
  pincite__buf_add_varint(out, own->blocks);
  pincite__buf_add_varint(out, own->last - (before ? before->last : 0));
  pincite__buf_add_varint(out, own->place);
  pincite__bounds_write(out, &own->bounds);
}

/* Write the skips behind the list, in chunks; tell where they begin. */
static void flush_skips(pincite_postings_builder *builder,
                        pincite_postings_entry *entry) {
  pincite_buf *chunk = &builder->scratch;
  for (size_t i = 0; i < builder->skip_count;) {
    size_t from = i;
    pincite__buf_clear(&builder->body);
    while (i < builder->skip_count && builder->body.len < SKIPS_MAX) {
      write_skip(&builder->body, &builder->skips[i], i ? &builder->skips[i - 1] : NULL);
      i++;
    }
    pincite__buf_clear(chunk);
    pincite__buf_add_varint(chunk, i - from);
    pincite__buf_add(chunk, builder->body.data, builder->body.len);
    append_list(builder, chunk);
    if (from == 0) {
      entry->page = builder->segment.lists;
      entry->offset = builder->list.len - chunk->len;
    }
  }
  entry->pages = builder->skip_count;
}

/* ---- terms ------------------------------------------------------------------- */

void pincite__builder_term(pincite_postings_builder *builder, pincite_str term) {
  pincite__buf_clear(&builder->term);
  pincite__buf_add(&builder->term, term.at, term.len);
  builder->postings = 0;
  builder->base = builder->segment.first_row - 1;
  builder->block.count = 0;
  builder->position_count = 0;
  builder->bounds.mask = builder->list_bounds.mask = 0;
  builder->skip_count = 0;
}

void pincite__builder_posting(pincite_postings_builder *builder, uint32_t row,
                              uint32_t tf, uint32_t title, const uint32_t *positions,
                              uint8_t length, uint8_t title_length) {
  pincite_postings_block *block = &builder->block;
  if (block->count == PINCITE__BLOCK)
    flush_block(builder);
  if (!builder->status &&
      !pincite__grow(&builder->positions, &builder->position_capacity,
                     builder->position_count + tf, sizeof *builder->positions))
    builder->status = pincite__no_memory(&builder->error);
  if (builder->status)
    return;
  uint32_t i = block->count++;
  uint8_t first = pincite__first_code(positions[0]);
  memcpy(builder->positions + builder->position_count, positions, tf * sizeof *positions);
  builder->position_count += tf;
  block->rows[i] = row;
  block->tf[i] = tf;
  block->title[i] = title;
  block->first[i] = first;
  builder->postings++;
  pincite__bounds_add(&builder->bounds, tf, title, first, length, title_length);
}

/* The postings of a list that stands in the dictionary. */
static void write_short(pincite_postings_builder *builder,
                        pincite_postings_entry *entry) {
  pincite_buf *body = &builder->body;
  const pincite_postings_block *block = &builder->block;
  bool few = block->count < PINCITE__SMALL;
  pincite__buf_clear(body);
  if (few && builder->position_count <= PINCITE__SMALL_PLACES) {
    pincite__small_write(body, block, builder->positions, builder->base);
  } else {
    pincite__block_write(body, block, builder->base);
    write_places(builder);
    bool outside = few || builder->places.len > INLINE_MAX;
    if (builder->places.failed)
      builder->status = pincite__no_memory(&builder->error);
    else if (!outside)
      pincite__buf_add(body, builder->places.data, builder->places.len);
    else {
      entry->place = append_places(builder);
      entry->place_bytes = builder->places.len;
    }
  }
  entry->body = (unsigned char *)body->data;
  entry->body_end = entry->body + body->len;
}

void pincite__builder_stats(pincite_postings_builder *builder, int64_t df,
                            int64_t count) {
  pincite_postings_entry entry = {
      .df = df, .count = count, .postings = builder->postings};
  if (builder->status || (!df && !count && !builder->postings))
    return;
  if (builder->postings > PINCITE__BLOCK) {
    flush_block(builder);
    flush_skips(builder, &entry);
    entry.bounds = builder->list_bounds;
  } else {
    write_short(builder, &entry);
  }
  pincite__buf_clear(&builder->scratch);
  pincite__entry_write(&builder->scratch, &entry);
  if (builder->scratch.failed || builder->body.failed || builder->term.failed)
    builder->status = pincite__no_memory(&builder->error);
  if (!builder->status)
    pincite__dictionary_add(builder, pincite__buf_view(&builder->term),
                            pincite__buf_view(&builder->scratch));
  pincite__common_note(builder, pincite__buf_view(&builder->term), df);
  builder->segment.postings += builder->postings;
  builder->segment.entries++;
}

pincite_status pincite__builder_finish(pincite_postings_builder *builder,
                                       pincite_postings_segment *segment,
                                       pincite_error *err) {
  flush_list_page(builder);
  flush_place_page(builder);
  pincite__dictionary_finish(builder);
  pincite__common_finish(builder);
  if (builder->status)
    return pincite__fail(err, builder->status, "%s", builder->error.message);
  *segment = builder->segment;
  return PINCITE_OK;
}
