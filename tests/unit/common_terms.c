/* SPDX-License-Identifier: MIT
 *
 * common_terms.c - the commonest terms stand twice, and say the same.
 */
#include "test.h"

#include <stdio.h>

#include "../../corpus/postings_read.h"

#define ROWS 6000U
#define OFTEN 4000U /* terms of many passages: more than are kept */
#define KEPT 3072
#define EACH 40U /* of these in a passage, and as many that are nowhere else */

/* The i-th word of a passage. */
static void word_of(uint32_t row, unsigned i, char out[24]) {
  if (i % 2)
    snprintf(out, 24, "only%uin%u", i, row);
  else
    snprintf(out, 24, "often%u", ((row * EACH + i / 2) * 2654435761U >> 7) % OFTEN);
}

static void give(pincite_postings_writer *writer, uint32_t row) {
  pincite_tokens tokens;
  pincite__tokens_init(&tokens);
  assert_true(pincite__tokens_begin(&tokens, (pincite_str){"", 0}));
  for (unsigned i = 0; i < 2 * EACH; i++) {
    char word[24];
    word_of(row, i, word);
    pincite_token token = {.term = pincite__str(word), .position = i};
    assert_true(pincite__tokens_add(&tokens, &token));
  }
  pincite__postings_words(writer, PINCITE_PASSAGE_BODY, &tokens);
  pincite__tokens_release(&tokens);
  assert_int_equal(pincite__postings_end(writer, NULL), PINCITE_OK);
}

static void add(pincite_postings_writer *writer, uint32_t from, uint32_t to) {
  for (uint32_t row = from; row < to; row++) {
    pincite_posting_passage passage = {row, PINCITE_ZONE_BODY, true, row};
    pincite__postings_add(writer, &passage);
    give(writer, row);
  }
  assert_int_equal(pincite__postings_flush(writer, NULL), PINCITE_OK);
}

static void same(pincite_postings *postings, const char *word) {
  pincite_term_stats stats;
  uint64_t passages;
  assert_int_equal(pincite__postings_term(postings, pincite__str(word), &stats, NULL), 0);
  assert_int_equal(pincite__postings_df(postings, pincite__str(word), &passages, NULL),
                   0);
  assert_int_equal(passages, stats.passages);
}

static void check(sqlite3 *db, size_t segments) {
  pincite_postings *postings;
  char word[24];
  uint64_t sum;
  assert_int_equal(pincite__postings_open(db, &postings, NULL), PINCITE_OK);
  assert_int_equal(pincite__postings_refresh(postings, NULL), PINCITE_OK);
  assert_int_equal(postings->state.segment_count, segments);
  for (unsigned i = 0; i < OFTEN; i++) {
    snprintf(word, sizeof word, "often%u", i);
    same(postings, word);
  }
  for (uint32_t row = 1; row < ROWS; row += 17) {
    word_of(row, 1, word);
    same(postings, word);
  }
  same(postings, "nowhere");
  for (size_t i = 0; i < segments; i++) {
    size_t count = pincite__commons_count(postings->sources[i].commons);
    /* None where few pages are as quickly looked into. */
    assert_int_equal(count, i < 2 ? KEPT : 0);
  }
  pincite__postings_close(postings);
  assert_int_equal(pincite__postings_check(db, &sum, NULL), PINCITE_OK);
}

static void common_terms_are_counted_as_in_the_dictionary(void **state) {
  (void)state;
  sqlite3 *db;
  pincite_postings_writer *writer;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  assert_int_equal(pincite__postings_create(db, NULL), PINCITE_OK);
  assert_int_equal(pincite__postings_writer_open(db, 0, &writer, NULL), PINCITE_OK);
  add(writer, 1, ROWS / 2);
  check(db, 1);
  add(writer, ROWS / 2, ROWS);
  check(db, 2);
  for (uint32_t row = 1; row < ROWS; row += 90) {
    pincite__postings_remove(writer, row);
    give(writer, row);
  }
  assert_int_equal(pincite__postings_flush(writer, NULL), PINCITE_OK);
  check(db, 3);
  assert_int_equal(pincite__postings_optimize(writer, NULL), PINCITE_OK);
  check(db, 1);
  pincite__postings_writer_close(writer);
  sqlite3_close(db);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(common_terms_are_counted_as_in_the_dictionary),
};

TEST_MAIN(tests)
