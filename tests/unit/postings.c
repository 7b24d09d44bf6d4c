/* SPDX-License-Identifier: MIT
 *
 * postings.c - what the ranked postings say equals what was put in, whatever
 * the history: flushes, merges, removals, rollbacks.
 */
#include "test.h"

#include "made_up.h"

#define PASSAGES 3000

static void check_term(pincite_postings *postings, const truth *passages, unsigned word) {
  char term[16];
  uint64_t df = 0, count = 0;
  uint32_t found = 0;
  pincite_error err;
  pincite_postings_cursor *cursor;
  pincite_term_stats stats;
  term_of(word, term);
  assert_int_equal(
      pincite__postings_cursor_open(postings, pincite__str(term), &cursor, &err), 0);
  for (uint32_t row = 1; row <= PASSAGES; row++) {
    const truth *own = &passages[row];
    unsigned tf = 0, title = 0, first = 0, places[LENGTH_MAX];
    for (unsigned i = own->live ? own->count : 0; i-- > 0;)
      if (own->words[i] == word) {
        places[LENGTH_MAX - ++tf] = i;
        title += i < own->title_count;
        first = i;
      }
    if (!tf)
      continue;
    pincite_posting posting;
    assert_int_equal(pincite__postings_cursor_next(cursor, &found, &err), 0);
    assert_int_equal(found, row);
    assert_int_equal(pincite__postings_cursor_get(cursor, &posting, &err), 0);
    assert_int_equal(posting.tf, tf);
    assert_int_equal(posting.title_tf, title);
    assert_int_equal(posting.first, pincite__first_of(pincite__first_code(first)));
    const uint32_t *positions;
    uint32_t found_count;
    assert_int_equal(
        pincite__postings_cursor_positions(cursor, &positions, &found_count, &err), 0);
    assert_int_equal(found_count, tf);
    for (unsigned i = 0; i < tf; i++)
      assert_int_equal(positions[i], places[LENGTH_MAX - tf + i]);
    df++;
    count += tf;
  }
  assert_int_equal(pincite__postings_cursor_next(cursor, &found, &err), 0);
  assert_int_equal(found, PINCITE__NO_ROW);
  pincite__postings_cursor_close(cursor);
  assert_int_equal(pincite__postings_term(postings, pincite__str(term), &stats, &err), 0);
  assert_int_equal(stats.passages, df);
  assert_int_equal(stats.count, count);
}

static void check(sqlite3 *db, const truth *passages) {
  pincite_postings *postings;
  pincite_postings_totals totals, own = {0};
  pincite_error err;
  assert_int_equal(pincite__postings_open(db, &postings, &err), PINCITE_OK);
  assert_int_equal(pincite__postings_refresh(postings, &err), PINCITE_OK);
  for (unsigned word = 0; word < WORDS; word++)
    check_term(postings, passages, word);
  for (uint32_t row = 1; row <= PASSAGES; row++) {
    bool live;
    pincite_passage_numbers numbers;
    assert_int_equal(pincite__postings_passage(postings, row, &live, &numbers, &err), 0);
    assert_int_equal(live, passages[row].live);
    if (!live)
      continue;
    assert_int_equal(numbers.words, passages[row].count);
    assert_int_equal(numbers.title_words, passages[row].title_count);
    assert_int_equal(numbers.heading_words, passages[row].heading_count);
    assert_int_equal(numbers.opens_article, row % 3 == 1);
    own.passages++;
    own.words += numbers.words;
    own.titled += numbers.title_words > 0;
    own.title_words += numbers.title_words;
  }
  pincite__postings_totals(postings, &totals);
  assert_int_equal(totals.passages, own.passages);
  assert_int_equal(totals.words, own.words);
  assert_int_equal(totals.titled, own.titled);
  assert_int_equal(totals.title_words, own.title_words);
  pincite__postings_close(postings);
}

static void they_equal_what_was_put_in_whatever_the_history(void **state) {
  (void)state;
  truth *passages = calloc(PASSAGES + 1, sizeof *passages);
  for (unsigned history = 0; history < 4; history++) {
    sqlite3 *db = open_database();
    pincite_postings_writer *writer;
    pincite_error err;
    random_state = history;
    memset(passages, 0, (PASSAGES + 1) * sizeof *passages);
    assert_int_equal(pincite__postings_writer_open(db, 0, &writer, &err), 0);
    for (uint32_t row = 1; row <= PASSAGES; row++) {
      make_up(&passages[row]);
      add(writer, &passages[row], row);
      uint32_t victim = 1 + random_below(row);
      if (history > 0 && row % 3 == 0 && passages[victim].live)
        drop(writer, &passages[victim], victim);
      if (history > 1 && random_below(60) == 0)
        assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
    }
    assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
    check(db, passages);
    for (uint32_t row = 1; row <= PASSAGES && history > 2; row++)
      if (passages[row].live && row % 2)
        drop(writer, &passages[row], row);
    assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
    check(db, passages);
    assert_int_equal(pincite__postings_optimize(writer, &err), PINCITE_OK);
    check(db, passages);
    pincite__postings_writer_close(writer);
    sqlite3_close(db);
  }
  free(passages);
}

static void a_rollback_leaves_them_as_they_were(void **state) {
  (void)state;
  truth *passages = calloc(PASSAGES + 1, sizeof *passages);
  truth lost;
  sqlite3 *db = open_database();
  pincite_postings_writer *writer;
  pincite_error err;
  random_state = 9;
  assert_int_equal(pincite__postings_writer_open(db, 0, &writer, &err), 0);
  for (uint32_t row = 1; row <= 500; row++) {
    make_up(&passages[row]);
    add(writer, &passages[row], row);
  }
  assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
  sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
  for (uint32_t row = 501; row <= 700; row++) {
    make_up(&lost);
    add(writer, &lost, row);
  }
  lost = passages[7];
  drop(writer, &lost, 7);
  assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
  sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  assert_int_equal(pincite__postings_rollback(writer, &err), PINCITE_OK);
  check(db, passages);
  for (uint32_t row = 501; row <= 900; row++) {
    make_up(&passages[row]);
    add(writer, &passages[row], row);
  }
  assert_int_equal(pincite__postings_flush(writer, &err), PINCITE_OK);
  check(db, passages);
  pincite__postings_writer_close(writer);
  sqlite3_close(db);
  free(passages);
}

static void lengths_are_exact_up_to_160_and_close_above(void **state) {
  (void)state;
  for (uint32_t words = 1; words < 2000000; words += 1 + words / 50) {
    uint32_t back = pincite__length_of(pincite__length_code(words));
    assert_true(back <= words);
    assert_true(words <= 160 ? back == words : back + back / 8 + 1 > words);
  }
  assert_int_equal(pincite__length_code(0), 1);
  assert_int_equal(pincite__length_code(UINT64_MAX), 255);
}

static void check_block(pincite_postings_block *block, uint32_t base) {
  pincite_buf out;
  pincite_postings_block back = {.count = block->count};
  const unsigned char *rest, *behind;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  pincite__block_write(&out, block, base);
  size_t len = out.len;
  pincite__buf_add(&out, "\0\0\0\0\0\0\0", 8);
  const unsigned char *at = (unsigned char *)out.data;
  assert_true(pincite__block_rows(at, at + len, base, block->rows[block->count - 1],
                                  &back, &rest));
  assert_true(pincite__block_tf(&rest, at + len, &back));
  assert_true(pincite__block_rest(rest, at + len, &back, &behind));
  assert_ptr_equal(behind, at + len);
  for (uint32_t i = 0; i < block->count; i++) {
    assert_int_equal(back.rows[i], block->rows[i]);
    assert_int_equal(back.tf[i], block->tf[i]);
    assert_int_equal(back.title[i], block->title[i]);
    assert_int_equal(back.first[i], block->first[i]);
  }
  pincite__buf_release(&out);
}

static void blocks_read_back(void **state) {
  (void)state;
  random_state = 3;
  for (unsigned round = 0; round < 3000; round++) {
    pincite_postings_block block = {.count = 1 + random_below(PINCITE__BLOCK)};
    uint32_t row = random_below(1000), base = row;
    for (uint32_t i = 0; i < block.count; i++) {
      row += 1 + random_below(1u << random_below(24));
      block.rows[i] = row;
      block.tf[i] = 1 + random_below(1u << random_below(random_below(10) ? 3 : 30));
      block.title[i] = random_below(1u << random_below(3));
      block.first[i] = random_below(PINCITE__FIRSTS);
    }
    check_block(&block, base);
  }
}

/* Positions that never fall, of 'count' postings. */
static uint32_t *make_up_places(pincite_postings_block *block, size_t *total) {
  *total = 0;
  for (uint32_t i = 0; i < block->count; i++)
    *total += block->tf[i];
  uint32_t *places = calloc(*total, sizeof *places);
  for (uint32_t i = 0, at = 0; i < block->count; i++) {
    uint32_t place = random_below(1u << random_below(8));
    block->first[i] = pincite__first_code(place);
    for (uint32_t k = 0; k < block->tf[i]; k++, at++)
      places[at] = place += k ? random_below(1u << random_below(12)) : 0;
  }
  return places;
}

static void positions_read_back(void **state) {
  (void)state;
  random_state = 5;
  for (unsigned round = 0; round < 1000; round++) {
    pincite_postings_block block = {.count = 1 + random_below(PINCITE__BLOCK)};
    pincite_postings_places read;
    pincite_buf out;
    size_t total;
    bool damaged;
    for (uint32_t i = 0; i < block.count; i++)
      block.tf[i] = 1 + random_below(random_below(3) ? 2 : 200);
    uint32_t *places = make_up_places(&block, &total);
    pincite__buf_init(&out, PINCITE__BUF_LIMIT);
    pincite__places_write(&out, &block, places);
    size_t len = out.len;
    pincite__buf_add(&out, "\0\0\0\0\0\0\0", 8);
    const unsigned char *end = (unsigned char *)out.data + len;
    pincite__places_init(&read);
    assert_true(pincite__places_read((unsigned char *)out.data, end, &block, &read));
    for (uint32_t i = 0, at = 0; i < block.count; at += block.tf[i++]) {
      if (random_below(3) == 0)
        continue; /* not every one is asked for */
      const uint32_t *own = pincite__places_get(&read, &block, i, &damaged);
      assert_non_null(own);
      assert_memory_equal(own, places + at, block.tf[i] * sizeof *own);
    }
    pincite__places_release(&read);
    pincite__buf_release(&out);
    free(places);
  }
}

static void a_small_block_reads_back(void **state) {
  (void)state;
  random_state = 6;
  for (unsigned round = 0; round < 3000; round++) {
    pincite_postings_block block = {.count = 1 + random_below(PINCITE__SMALL - 1)};
    pincite_postings_block back = {.count = block.count, .small = true};
    uint32_t read[PINCITE__SMALL_PLACES], row = 9;
    const unsigned char *rest;
    pincite_buf out;
    size_t total;
    for (uint32_t i = 0; i < block.count; i++) {
      block.rows[i] = row += 1 + random_below(1u << random_below(24));
      block.tf[i] = 1 + random_below(random_below(3) ? 2 : 9);
      block.title[i] = random_below(block.tf[i] + 1);
    }
    uint32_t *places = make_up_places(&block, &total);
    pincite__buf_init(&out, PINCITE__BUF_LIMIT);
    pincite__small_write(&out, &block, places, 9);
    const unsigned char *at = (unsigned char *)out.data;
    assert_true(pincite__block_rows(at, at + out.len, 9, row, &back, &rest));
    assert_true(pincite__small_read(at, at + out.len, 9, &back, read));
    assert_memory_equal(read, places, total * sizeof *places);
    for (uint32_t i = 0; i < block.count; i++) {
      assert_int_equal(back.rows[i], block.rows[i]);
      assert_int_equal(back.tf[i], block.tf[i]);
      assert_int_equal(back.title[i], block.title[i]);
      assert_int_equal(back.first[i], block.first[i]);
    }
    pincite__buf_release(&out);
    free(places);
  }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lengths_are_exact_up_to_160_and_close_above),
    cmocka_unit_test(blocks_read_back),
    cmocka_unit_test(positions_read_back),
    cmocka_unit_test(a_small_block_reads_back),
    cmocka_unit_test(they_equal_what_was_put_in_whatever_the_history),
    cmocka_unit_test(a_rollback_leaves_them_as_they_were),
};

TEST_MAIN(tests)
