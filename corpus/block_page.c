/* SPDX-License-Identifier: MIT
 *
 * block_page.c - compressed blocks end to end in rows that fill a page of the database.
 *
 * A block is a few KB once it is compressed, and few of those fill a page without a
 * gap: kept in rows of their own they would waste a tenth of the text's room. So they
 * lie end to end, and the last block of a row may go on in the next one.
 *
 *   data  := count:1 tail:2 { entry } bytes
 *   entry := size:2 packed:2 checksum:4    of a block that begins here
 *
 * Numbers have their lowest byte first. 'bytes' are first the 'tail' bytes that belong
 * to the last block of the row before, then the blocks. A row's id is the number of the
 * last block that begins in it, and each has one, for no block fills a row. Its
 * 'records' are counted once for each block of the row that they have bytes in; at 0
 * nothing in it is needed.
 */
#include <string.h>

#include "block.h"

#define HEAD 3
#define ENTRY 8

static uint32_t get(const unsigned char *at, size_t bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < bytes; i++)
    value |= (uint32_t)at[i] << 8 * i;
  return value;
}

static void put(unsigned char *at, uint32_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; i++)
    at[i] = (unsigned char)(value >> 8 * i);
}

/* ---- reading ------------------------------------------------------------------ */

bool pincite__text_page_read(int64_t id, const void *data, size_t len,
                             pincite_text_page *page) {
  const unsigned char *at = data;
  if (!at || len < HEAD)
    return false;
  page->count = at[0];
  page->tail = get(at + 1, 2);
  page->first = id - (int64_t)page->count + 1;
  page->entries = at + HEAD;
  size_t head = HEAD + page->count * ENTRY;
  if (page->count == 0 || page->first <= 0 || len < head + page->tail)
    return false;
  page->bytes = at + head;
  page->length = len - head;
  return true;
}

bool pincite__text_page_entry(const pincite_text_page *page, int64_t id,
                              pincite_page_entry *entry) {
  if (id < page->first || id >= page->first + (int64_t)page->count)
    return false;
  size_t index = (size_t)(id - page->first), start = page->tail;
  for (size_t i = 0; i < index; i++)
    start += get(page->entries + i * ENTRY + 2, 2);
  const unsigned char *at = page->entries + index * ENTRY;
  *entry = (pincite_page_entry){.size = get(at, 2),
                                .packed = get(at + 2, 2),
                                .checksum = get(at + 4, 4),
                                .start = start};
  if (start > page->length)
    return false;
  entry->here = page->length - start;
  if (entry->here > entry->packed)
    entry->here = entry->packed;
  return entry->here == entry->packed || index + 1 == page->count;
}

/* ---- writing ------------------------------------------------------------------- */

/* Blocks of a batch that begin in the row that is being filled. */
typedef struct filling {
  const pincite_batch *batch;
  size_t first, count;
  size_t tail;     /* bytes of the block before 'first' */
  size_t used;     /* with their entries, as far as they fit */
  uint64_t records;
} filling;

static void begin_row(filling *row, size_t first, size_t tail, size_t records) {
  row->first = first;
  row->count = 0;
  row->tail = tail;
  row->used = HEAD + tail;
  row->records = tail ? records : 0;
}

/* May block 'i' go on in the next row? Not unless the next block begins there and has
   room, or may go on in its turn. */
static bool may_go_on(const filling *row, size_t i) {
  const pincite_batch *batch = row->batch;
  size_t used = row->used + ENTRY + batch->items[i].packed_length;
  while (used > PINCITE__TEXT_PAGE) {
    if (++i == batch->count)
      return false;
    used = HEAD + used - PINCITE__TEXT_PAGE + ENTRY + batch->items[i].packed_length;
  }
  return true;
}

/* May block 'i' begin here? A piece of it should be worth its entry. */
static bool takes(const filling *row, size_t i) {
  size_t room = PINCITE__TEXT_PAGE - row->used;
  if (row->count == UINT8_MAX || row->used > PINCITE__TEXT_PAGE)
    return false;
  return row->batch->items[i].packed_length + ENTRY <= room ||
         (room >= ENTRY + PINCITE__PIECE_MIN && may_go_on(row, i));
}

/* The row as it is stored. */
static bool write_row(const filling *row, pincite_buf *out) {
  const pincite_batch *batch = row->batch;
  const pincite_pending_block *items = batch->items + row->first;
  pincite__buf_clear(out);
  if (!pincite__buf_reserve(out, PINCITE__TEXT_PAGE))
    return false;
  unsigned char *at = (unsigned char *)out->data;
  at[0] = (unsigned char)row->count;
  put(at + 1, (uint32_t)row->tail, 2);
  at += HEAD;
  for (size_t i = 0; i < row->count; i++, at += ENTRY) {
    put(at, (uint32_t)(items[i].records ? items[i].length : 0), 2);
    put(at + 2, (uint32_t)items[i].packed_length, 2);
    put(at + 4, items[i].checksum, 4);
  }
  out->len = HEAD + row->count * ENTRY;
  size_t room = PINCITE__TEXT_PAGE - out->len, end = items[row->count - 1].packed +
                                                     items[row->count - 1].packed_length;
  size_t begin = items[0].packed - row->tail;
  pincite__buf_add(out, batch->packed.data + begin,
                   end - begin < room ? end - begin : room);
  return !out->failed;
}

/* Bytes of the row's last block that do not fit into it. */
static size_t rest_of(const filling *row) {
  return row->used > PINCITE__TEXT_PAGE ? row->used - PINCITE__TEXT_PAGE : 0;
}

pincite_status pincite__text_pages_write(const pincite_batch *batch,
                                         pincite_status (*each)(const pincite_page_row *,
                                                                void *data,
                                                                pincite_error *err),
                                         void *data, pincite_error *err) {
  pincite_buf bytes;
  pincite__buf_init(&bytes, PINCITE__BUF_LIMIT);
  filling row = {.batch = batch};
  pincite_status status = PINCITE_OK;
  begin_row(&row, 0, 0, 0);
  for (size_t i = 0; !status && i < batch->count;) {
    for (; i < batch->count && takes(&row, i); i++) {
      row.used += ENTRY + batch->items[i].packed_length;
      row.records += batch->items[i].records;
      row.count++;
    }
    if (!write_row(&row, &bytes))
      status = pincite__no_memory(err);
    pincite_page_row made = {batch->first_id + (int64_t)i - 1, row.records,
                             pincite__buf_view(&bytes)};
    if (!status && made.records)
      status = each(&made, data, err);
    begin_row(&row, i, rest_of(&row), batch->items[i - 1].records);
  }
  pincite__buf_release(&bytes);
  return status;
}
