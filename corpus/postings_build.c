/* SPDX-License-Identifier: MIT
 *
 * postings_build.c - writes a segment in one pass: blocks into list pages as
 * they fill, entries into dictionary pages, and above these, level by level,
 * pages that name them.
 *
 * Invariant: list pages and term pages are each numbered in the order they are
 * written, so SQLite only ever appends.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_format.h"

#define LEVELS_MAX 8   /* of 4,020 bytes each: far beyond 2^32 terms */
#define SKIPS_MAX 1500 /* bytes of a chunk of skips */

/* What is remembered of a list page of the list at hand. */
typedef struct skip {
  uint64_t page, offset, blocks;
  uint32_t last;
  pincite_postings_bounds bounds;
} skip;

/* A page of the dictionary that is being filled. */
typedef struct level {
  pincite_buf page;
  pincite_buf last; /* the term of its last entry */
} level;

struct pincite_postings_builder {
  pincite_postings_blobs *blobs;
  pincite_postings_state *state;
  pincite_postings_segment segment;
  pincite_status status; /* sticks */
  pincite_error error;
  pincite_buf list; /* the list page at hand */
  level levels[LEVELS_MAX];
  size_t level_count;
  /* the term at hand */
  pincite_buf term;
  uint64_t postings;
  uint32_t base; /* the last row of the block before */
  pincite_postings_block block;
  pincite_postings_bounds bounds, list_bounds;
  skip *skips;
  size_t skip_count, skip_capacity;
  pincite_buf scratch, body;
};

static void page_clear(pincite_buf *page) {
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
  builder->segment.first_row = first_row;
  builder->segment.last_row = last_row;
  pincite_buf *bufs[] = {&builder->list, &builder->term, &builder->scratch,
                         &builder->body};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_init(bufs[i], PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < LEVELS_MAX; i++) {
    pincite__buf_init(&builder->levels[i].page, PINCITE__BUF_LIMIT);
    pincite__buf_init(&builder->levels[i].last, PINCITE__BUF_LIMIT);
  }
  page_clear(&builder->list);
  *out = builder;
  return PINCITE_OK;
}

void pincite__builder_close(pincite_postings_builder *builder) {
  if (!builder)
    return;
  pincite__buf_release(&builder->list);
  pincite__buf_release(&builder->term);
  pincite__buf_release(&builder->scratch);
  pincite__buf_release(&builder->body);
  for (size_t i = 0; i < LEVELS_MAX; i++) {
    pincite__buf_release(&builder->levels[i].page);
    pincite__buf_release(&builder->levels[i].last);
  }
  free(builder->skips);
  free(builder);
}

static void write_page(pincite_postings_builder *builder, pincite_postings_table table,
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
  write_page(builder, PINCITE__TABLE_LIST, builder->state->next_list++, &builder->list);
  builder->segment.lists++;
  page_clear(&builder->list);
}

/* Append what may not cross a page. */
static void append_list(pincite_postings_builder *builder, const pincite_buf *bytes) {
  if (builder->list.len + bytes->len > PINCITE__PAGE)
    flush_list_page(builder);
  pincite__buf_add(&builder->list, bytes->data, bytes->len);
}

/* The block stands at the end of the list page: note it for the skips. */
static void note_block(pincite_postings_builder *builder, size_t bytes) {
  uint64_t page = builder->segment.lists;
  skip *own = builder->skip_count ? &builder->skips[builder->skip_count - 1] : NULL;
  if (!own || own->page != page) {
    if (!pincite__grow(&builder->skips, &builder->skip_capacity, builder->skip_count + 1,
                       sizeof *builder->skips)) {
      builder->status = pincite__no_memory(&builder->error);
      return;
    }
    own = &builder->skips[builder->skip_count++];
    *own = (skip){.page = page, .offset = builder->list.len - bytes};
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
  pincite__buf_clear(out);
  pincite__buf_addc(out, (char)block->count);
  pincite__buf_add_varint(out, last - builder->base);
  pincite__buf_add_varint(out, builder->body.len);
  pincite__bounds_write(out, &builder->bounds);
  pincite__buf_add(out, builder->body.data, builder->body.len);
  if (out->failed || builder->body.failed)
    builder->status = pincite__no_memory(&builder->error);
  if (builder->status)
    return;
  append_list(builder, out);
  builder->base = last;
  note_block(builder, out->len);
  pincite__bounds_join(&builder->list_bounds, &builder->bounds);
  builder->bounds.mask = 0;
  block->count = 0;
}

static void write_skip(pincite_buf *out, const skip *own, const skip *before) {
  pincite__buf_add_varint(out, own->page - (before ? before->page : 0));
  pincite__buf_add_varint(out, own->offset);
  pincite__buf_add_varint(out, own->blocks);
  pincite__buf_add_varint(out, own->last - (before ? before->last : 0));
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

/* ---- the dictionary ---------------------------------------------------------- */

static void add_entry(pincite_postings_builder *builder, size_t depth, pincite_str term,
                      pincite_str rest);

static size_t put_number(char *out, uint64_t value) {
  size_t len = 0;
  for (; value >= 0x80; value >>= 7)
    out[len++] = (char)(value | 0x80);
  out[len++] = (char)value;
  return len;
}

/* Write a page of the dictionary and name it one level up by 'first', the term
   of its first entry. */
static void flush_level(pincite_postings_builder *builder, size_t depth) {
  level *own = &builder->levels[depth];
  char first[UINT8_MAX], child[10];
  const unsigned char *at = (unsigned char *)own->page.data + PINCITE__PAGE_HEAD + 1;
  const unsigned char *end = (unsigned char *)own->page.data + own->page.len;
  uint64_t shared = 0, len = 0;
  if (own->page.failed || !pincite__get_varint(&at, end, &shared) ||
      !pincite__get_varint(&at, end, &len) || len > sizeof first) {
    builder->status = pincite__no_memory(&builder->error);
    return;
  }
  memcpy(first, at, (size_t)len);
  uint64_t number = builder->segment.terms++;
  write_page(builder, PINCITE__TABLE_TERM, builder->state->next_term++, &own->page);
  pincite__buf_clear(&own->page);
  pincite__buf_clear(&own->last);
  pincite_str rest = {child, put_number(child, number)};
  if (depth + 1 == LEVELS_MAX) {
    builder->status = pincite__fail(&builder->error, PINCITE_EINVAL, "too many terms");
    return;
  }
  add_entry(builder, depth + 1, (pincite_str){first, (size_t)len}, rest);
}

static void add_entry(pincite_postings_builder *builder, size_t depth, pincite_str term,
                      pincite_str rest) {
  level *own = &builder->levels[depth];
  if (own->page.len &&
      own->page.len + term.len + rest.len + 4 > PINCITE__PAGE) /* two short numbers */
    flush_level(builder, depth);
  if (builder->status)
    return;
  if (own->page.len == 0) {
    page_clear(&own->page);
    pincite__buf_addc(&own->page, (char)depth);
    if (depth >= builder->level_count)
      builder->level_count = depth + 1;
  }
  size_t shared = 0;
  while (shared < own->last.len && shared < term.len &&
         own->last.data[shared] == term.at[shared])
    shared++;
  pincite__buf_add_varint(&own->page, shared);
  pincite__buf_add_varint(&own->page, term.len - shared);
  pincite__buf_add(&own->page, term.at + shared, term.len - shared);
  pincite__buf_add(&own->page, rest.at, rest.len);
  pincite__buf_clear(&own->last);
  pincite__buf_add(&own->last, term.at, term.len);
}

/* ---- terms ------------------------------------------------------------------- */

void pincite__builder_term(pincite_postings_builder *builder, pincite_str term) {
  pincite__buf_clear(&builder->term);
  pincite__buf_add(&builder->term, term.at, term.len);
  builder->postings = 0;
  builder->base = builder->segment.first_row - 1;
  builder->block.count = 0;
  builder->bounds.mask = builder->list_bounds.mask = 0;
  builder->skip_count = 0;
}

void pincite__builder_posting(pincite_postings_builder *builder, uint32_t row,
                              uint32_t tf, uint32_t title, uint32_t first, uint8_t length,
                              uint8_t title_length) {
  pincite_postings_block *block = &builder->block;
  if (block->count == PINCITE__BLOCK)
    flush_block(builder);
  if (builder->status)
    return;
  uint32_t i = block->count++;
  block->rows[i] = row;
  block->tf[i] = tf;
  block->title[i] = title;
  block->first[i] = first;
  builder->postings++;
  pincite__bounds_add(&builder->bounds, tf, title, first, length, title_length);
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
    pincite__buf_clear(&builder->body);
    pincite__block_write(&builder->body, &builder->block, builder->base);
    entry.body = (unsigned char *)builder->body.data;
    entry.body_end = entry.body + builder->body.len;
  }
  pincite__buf_clear(&builder->scratch);
  pincite__entry_write(&builder->scratch, &entry);
  if (builder->scratch.failed || builder->body.failed || builder->term.failed)
    builder->status = pincite__no_memory(&builder->error);
  if (!builder->status)
    add_entry(builder, 0, pincite__buf_view(&builder->term),
              pincite__buf_view(&builder->scratch));
  builder->segment.postings += builder->postings;
  builder->segment.entries++;
}

pincite_status pincite__builder_finish(pincite_postings_builder *builder,
                                       pincite_postings_segment *segment,
                                       pincite_error *err) {
  flush_list_page(builder);
  /* The last page of all is the root: stop where one page holds a level. */
  for (size_t depth = 0; depth < builder->level_count && !builder->status; depth++) {
    level *own = &builder->levels[depth];
    if (depth + 1 == builder->level_count) {
      builder->segment.root = builder->segment.terms++;
      write_page(builder, PINCITE__TABLE_TERM, builder->state->next_term++, &own->page);
    } else {
      flush_level(builder, depth);
    }
  }
  if (builder->status)
    return pincite__fail(err, builder->status, "%s", builder->error.message);
  *segment = builder->segment;
  return PINCITE_OK;
}
