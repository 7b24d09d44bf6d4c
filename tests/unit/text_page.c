/* SPDX-License-Identifier: MIT
 *
 * Blocks end to end in rows: whatever their lengths, each is found again, whole.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "../../corpus/block.h"

#define ROWS_MAX 4096

typedef struct kept {
  int64_t id;
  uint64_t records;
  char *data;
  size_t len;
} kept;

typedef struct rows {
  kept items[ROWS_MAX];
  size_t count;
} rows;

static pincite_status keep(const pincite_page_row *row, void *data, pincite_error *err) {
  (void)err;
  rows *to = data;
  assert_true(to->count < ROWS_MAX);
  assert_true(row->data.len <= PINCITE__TEXT_PAGE);
  kept *own = &to->items[to->count++];
  *own = (kept){row->id, row->records, malloc(row->data.len), row->data.len};
  assert_non_null(own->data);
  memcpy(own->data, row->data.at, row->data.len);
  return PINCITE_OK;
}

static uint32_t random_below(uint64_t *seed, uint32_t below) {
  *seed = *seed * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(*seed >> 33) % below;
}

/* A batch of blocks with bytes of lengths from 1 to 'most', a part of them dead. */
static void make(pincite_batch *batch, uint64_t seed, size_t count, uint32_t most,
                 uint32_t dead) {
  *batch = (pincite_batch){.first_id = 7};
  pincite__buf_init(&batch->packed, PINCITE__BUF_LIMIT);
  batch->items = calloc(count, sizeof *batch->items);
  assert_non_null(batch->items);
  for (size_t i = 0; i < count; i++) {
    size_t length = 1 + random_below(&seed, most);
    batch->items[batch->count++] =
        (pincite_pending_block){.length = 1 + random_below(&seed, 15000),
                                .records = random_below(&seed, 100) < dead ? 0 : 1 + i % 5,
                                .packed = batch->packed.len,
                                .packed_length = length,
                                .checksum = (uint32_t)(seed >> 7)};
    for (size_t k = 0; k < length; k++)
      pincite__buf_addc(&batch->packed, (char)random_below(&seed, 256));
  }
  assert_false(batch->packed.failed);
}

static const kept *row_of(const rows *all, int64_t id) {
  for (size_t i = 0; i < all->count; i++)
    if (all->items[i].id >= id)
      return &all->items[i];
  return NULL;
}

/* The bytes of a block as a reader puts them together. */
static void check_block(const pincite_batch *batch, const rows *all, size_t index) {
  const pincite_pending_block *block = &batch->items[index];
  int64_t id = batch->first_id + (int64_t)index;
  const kept *row = row_of(all, id);
  pincite_text_page page;
  pincite_page_entry entry;
  assert_non_null(row);
  assert_true(pincite__text_page_read(row->id, row->data, row->len, &page));
  assert_true(pincite__text_page_entry(&page, id, &entry));
  assert_int_equal(entry.size, block->length);
  assert_int_equal(entry.packed, block->packed_length);
  assert_int_equal(entry.checksum, block->checksum);
  const char *bytes = batch->packed.data + block->packed;
  assert_memory_equal(page.bytes + entry.start, bytes, entry.here);
  if (entry.here == entry.packed)
    return;
  assert_true(row + 1 < all->items + all->count);
  assert_true(pincite__text_page_read(row[1].id, row[1].data, row[1].len, &page));
  assert_int_equal(page.first, row->id + 1);
  assert_int_equal(page.tail, entry.packed - entry.here);
  assert_memory_equal(page.bytes, bytes + entry.here, page.tail);
}

static void check(uint64_t seed, size_t count, uint32_t most, uint32_t dead,
                  double waste_max) {
  pincite_batch batch;
  rows *all = calloc(1, sizeof *all);
  assert_non_null(all);
  make(&batch, seed, count, most, dead);
  assert_int_equal(pincite__text_pages_write(&batch, keep, all, NULL), PINCITE_OK);
  for (size_t i = 0; i < count; i++)
    if (batch.items[i].records)
      check_block(&batch, all, i);
  size_t stored = all->count * PINCITE__TEXT_PAGE, needed = batch.packed.len + 8 * count;
  if (!dead && all->count > 1)
    assert_true((double)stored < (double)needed * waste_max + (double)PINCITE__TEXT_PAGE);
  for (size_t i = 0; i < all->count; i++) {
    assert_true(all->items[i].records > 0);
    free(all->items[i].data);
  }
  free(all);
  free(batch.items);
  pincite__buf_release(&batch.packed);
}

static void blocks_are_found(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 60; seed++) {
    check(seed, 1 + seed % 7, 16010, 0, 2);
    check(seed, 200, 16010, 0, 1.02);
    check(seed, 200, 7000, 0, 1.02);
    check(seed, 300, 90, 0, 1.3);
    check(seed, 120, 9000, 30, 0);
    check(seed, 40, 16010, 95, 0);
  }
}

static void damage_is_seen(void **state) {
  (void)state;
  pincite_text_page page;
  pincite_page_entry entry;
  unsigned char row[32] = {1, 0, 0, 10, 0, 12, 0};
  assert_false(pincite__text_page_read(1, NULL, 0, &page));
  assert_false(pincite__text_page_read(1, row, 2, &page));
  assert_false(pincite__text_page_read(1, row, 10, &page)); /* no room for the entry */
  assert_false(pincite__text_page_read(0, row, sizeof row, &page));
  assert_true(pincite__text_page_read(5, row, 23, &page));
  assert_true(pincite__text_page_entry(&page, 5, &entry));
  assert_int_equal(entry.here, 12);
  assert_false(pincite__text_page_entry(&page, 4, &entry));
  assert_false(pincite__text_page_entry(&page, 6, &entry));
  row[1] = 200; /* a tail longer than the row */
  assert_false(pincite__text_page_read(5, row, sizeof row, &page));
  row[0] = 0;
  row[1] = 0;
  assert_false(pincite__text_page_read(5, row, sizeof row, &page));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(blocks_are_found),
    cmocka_unit_test(damage_is_seen),
};

TEST_MAIN(tests)
