/* SPDX-License-Identifier: MIT
 *
 * postings_list.c - a walk over one term's postings in one segment: over pages
 * by the skips, over blocks by their headers, decoding only where it must.
 *
 * Invariant: rows only grow. A list that says otherwise is damaged, and every
 * walk ends, whatever the bytes are.
 */
#include <stdlib.h>

#include "postings_format.h"

static pincite_status damaged(const pincite_postings_list *list, pincite_error *err) {
  uint64_t page = list->skips && list->skip < list->skip_count
                      ? list->skips[list->skip].page
                      : list->entry.page;
  return pincite__postings_damaged("postings_list",
                                   list->source->segment.first_list + page, err);
}

static bool read_skip(const unsigned char **at, const unsigned char *end,
                      pincite_postings_skip *own, const pincite_postings_skip *before) {
  uint64_t page, last;
  if (!pincite__get_varint(at, end, &page) ||
      !pincite__get_varint(at, end, &own->offset) ||
      !pincite__get_varint(at, end, &own->blocks) ||
      !pincite__get_varint(at, end, &last) ||
      !pincite__get_varint(at, end, &own->place) ||
      !pincite__bounds_read(at, end, &own->bounds))
    return false;
  if (page >= UINT32_MAX || last == 0 || last >= PINCITE__NO_ROW || own->blocks == 0)
    return false;
  own->page = page + (before ? before->page : 0);
  last += before ? before->last : 0;
  own->last = (uint32_t)last;
  return last < PINCITE__NO_ROW;
}

/* Read the chunks of skips, which follow on each other. */
static pincite_status read_skips(pincite_postings_list *list, pincite_error *err) {
  uint64_t number = list->entry.page, offset = list->entry.offset;
  while (list->skip_count < list->entry.pages) {
    const pincite_postings_page *page;
    pincite_status status =
        pincite__source_page(list->source, PINCITE__TABLE_LIST, number, &page, err);
    if (status)
      return status;
    if (offset >= page->len && offset > PINCITE__PAGE_HEAD) {
      number++;
      offset = PINCITE__PAGE_HEAD;
      continue;
    }
    if (offset < PINCITE__PAGE_HEAD || offset >= page->len)
      return damaged(list, err);
    const unsigned char *at = page->at + offset, *end = page->at + page->len;
    uint64_t chunk;
    if (!pincite__get_varint(&at, end, &chunk) || chunk == 0 ||
        chunk > list->entry.pages - list->skip_count)
      return damaged(list, err);
    for (; chunk; chunk--) {
      pincite_postings_skip *own = &list->skips[list->skip_count];
      if (!read_skip(&at, end, own, list->skip_count ? own - 1 : NULL))
        return damaged(list, err);
      list->skip_count++;
    }
    offset = (uint64_t)(at - page->at);
  }
  if (list->skips[list->skip_count - 1].last > list->source->segment.last_row)
    return damaged(list, err);
  return PINCITE_OK;
}

/* Stand before the first block of the page of list->skip. */
static pincite_status enter_page(pincite_postings_list *list, pincite_error *err) {
  const pincite_postings_skip *own = &list->skips[list->skip];
  const pincite_postings_page *page;
  pincite_status status =
      pincite__source_page(list->source, PINCITE__TABLE_LIST, own->page, &page, err);
  if (status)
    return status;
  if (own->offset < PINCITE__PAGE_HEAD || own->offset >= page->len)
    return damaged(list, err);
  list->next = page->at + own->offset;
  list->end = page->at + page->len;
  list->left = own->blocks;
  list->place = own->place;
  list->place_bytes = 0;
  list->last = list->skip ? own[-1].last : list->source->segment.first_row - 1;
  return PINCITE_OK;
}

/* Read the header of the next block of this page. */
static pincite_status enter_block(pincite_postings_list *list, pincite_error *err) {
  uint64_t rows, bytes;
  list->base = list->last;
  list->place += list->place_bytes;
  if (list->next >= list->end)
    return damaged(list, err);
  list->block.count = *list->next++;
  if (list->block.count == 0 || list->block.count > PINCITE__BLOCK ||
      !pincite__get_varint(&list->next, list->end, &rows) ||
      !pincite__get_varint(&list->next, list->end, &bytes) ||
      !pincite__get_varint(&list->next, list->end, &list->place_bytes) || rows == 0 ||
      rows > list->skips[list->skip].last - list->base ||
      !pincite__bounds_read(&list->next, list->end, &list->bounds) ||
      bytes > (uint64_t)(list->end - list->next))
    return damaged(list, err);
  list->last = list->base + (uint32_t)rows;
  list->body = list->next;
  list->next += bytes;
  list->body_end = list->next;
  list->decoded = 0;
  list->left--;
  return PINCITE_OK;
}

static void to_the_end(pincite_postings_list *list) {
  list->last = list->row = PINCITE__NO_ROW;
  list->decoded = 0;
}

pincite_status pincite__list_block(pincite_postings_list *list, uint32_t row,
                                   pincite_error *err) {
  if (row <= list->last)
    return PINCITE_OK;
  if (!list->skips) {
    to_the_end(list);
    return PINCITE_OK;
  }
  pincite_status status = PINCITE_OK;
  if (row > list->skips[list->skip].last) {
    do
      list->skip++;
    while (list->skip < list->skip_count && row > list->skips[list->skip].last);
    if (list->skip == list->skip_count) {
      to_the_end(list);
      return PINCITE_OK;
    }
    status = enter_page(list, err);
  }
  while (!status && row > list->last)
    status = list->left ? enter_block(list, err) : damaged(list, err);
  return status;
}

static pincite_status decode_rows(pincite_postings_list *list, pincite_error *err) {
  if (!pincite__block_rows(list->body, list->body_end, list->base, list->last,
                           &list->block, &list->rest))
    return damaged(list, err);
  if (list->skips && list->block.rows[list->block.count - 1] != list->last)
    return damaged(list, err);
  list->decoded = 1;
  list->at = 0;
  return PINCITE_OK;
}

pincite_status pincite__list_seek(pincite_postings_list *list, uint32_t row,
                                  pincite_error *err) {
  pincite_status status = pincite__list_block(list, row, err);
  if (status || list->last == PINCITE__NO_ROW)
    return status;
  if (!list->decoded && (status = decode_rows(list, err)) != PINCITE_OK)
    return status;
  const uint32_t *rows = list->block.rows;
  uint32_t at = list->at;
  /* The last row of the block is not before 'row', so this ends. */
  while (rows[at] < row)
    at++;
  list->at = at;
  list->row = rows[at];
  return PINCITE_OK;
}

pincite_status pincite__list_tf(pincite_postings_list *list, pincite_error *err) {
  if (list->decoded >= 2)
    return PINCITE_OK;
  pincite_status status = list->decoded ? PINCITE_OK : decode_rows(list, err);
  if (!status && !pincite__block_tf(&list->rest, list->body_end, &list->block))
    status = damaged(list, err);
  if (!status)
    list->decoded = 2;
  return status;
}

pincite_status pincite__list_decode(pincite_postings_list *list, pincite_error *err) {
  if (list->decoded == 3)
    return PINCITE_OK;
  pincite_status status = pincite__list_tf(list, err);
  if (!status &&
      !pincite__block_rest(list->rest, list->body_end, &list->block, &list->behind))
    status = damaged(list, err);
  if (!status)
    list->decoded = 3;
  return status;
}

/* A list of one block: decoded at once, for its last row stands nowhere. */
static pincite_status open_short(pincite_postings_list *list, pincite_error *err) {
  list->block.count = (uint32_t)list->entry.postings;
  list->block.small = list->block.count < PINCITE__SMALL && !list->entry.place_bytes;
  list->place = list->entry.place;
  list->place_bytes = list->entry.place_bytes;
  list->base = list->source->segment.first_row - 1;
  list->last = list->source->segment.last_row;
  list->body = list->entry.body;
  list->body_end = list->entry.body_end;
  pincite_status status = decode_rows(list, err);
  if (!status)
    list->last = list->block.rows[list->block.count - 1];
  return status;
}

pincite_status pincite__list_open(pincite_postings_list *list,
                                  pincite_postings_source *source,
                                  const pincite_postings_entry *entry,
                                  pincite_error *err) {
  list->source = source;
  list->entry = *entry;
  list->skips = NULL;
  list->skip_count = list->skip = 0;
  list->decoded = 0;
  list->at = list->row = 0;
  if (entry->postings == 0) {
    to_the_end(list);
    return PINCITE_OK;
  }
  if (entry->postings <= PINCITE__BLOCK)
    return open_short(list, err);
  if (entry->pages > source->segment.lists)
    return damaged(list, err);
  list->block.small = false;
  list->skips = calloc((size_t)entry->pages, sizeof *list->skips);
  if (!list->skips)
    return pincite__no_memory(err);
  pincite_status status = read_skips(list, err);
  if (!status)
    status = enter_page(list, err);
  if (!status)
    status = enter_block(list, err);
  return status;
}

void pincite__list_release(pincite_postings_list *list) {
  free(list->skips);
  list->skips = NULL;
}
