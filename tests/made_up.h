/* SPDX-License-Identifier: MIT
 *
 * made_up.h - passages made up at random, put into ranked postings and kept
 * beside them as the truth to compare with.
 */
#ifndef PINCITE_TESTS_MADE_UP_H
#define PINCITE_TESTS_MADE_UP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../corpus/postings_format.h"

#define WORDS 60 /* different words */
#define LENGTH_MAX 40

/* The truth: what every passage says. */
typedef struct truth {
  bool live;
  unsigned title_count, heading_count, count;
  unsigned char words[LENGTH_MAX];
} truth;

static uint64_t random_state;

static unsigned random_below(unsigned n) {
  random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407U;
  return (unsigned)(random_state >> 33) % n;
}

static void term_of(unsigned word, char out[16]) {
  snprintf(out, 16, "w%u", word * 7919 % 1000);
}

/* Low words are common, high ones rare. */
static void make_up(truth *passage) {
  passage->live = true;
  passage->title_count = random_below(5);
  passage->heading_count = random_below(4) ? 0 : random_below(4);
  passage->count =
      passage->title_count + passage->heading_count + 1 + random_below(LENGTH_MAX - 9);
  for (unsigned i = 0; i < passage->count; i++)
    passage->words[i] =
        (unsigned char)(random_below(WORDS) * random_below(WORDS) / WORDS);
}

/* Give the words [from, to) of a passage as one of its fields. */
static void give_field(pincite_postings_writer *writer, pincite_passage_field field,
                       const truth *passage, unsigned from, unsigned to) {
  pincite_tokens tokens;
  pincite__tokens_init(&tokens);
  assert_true(pincite__tokens_begin(&tokens, (pincite_str){"", 0}));
  for (unsigned i = from; i < to; i++) {
    char term[16];
    term_of(passage->words[i], term);
    pincite_token token = {.term = pincite__str(term), .position = i - from};
    assert_true(pincite__tokens_add(&tokens, &token));
  }
  pincite__postings_words(writer, field, &tokens);
  pincite__tokens_release(&tokens);
}

static void give_tokens(pincite_postings_writer *writer, const truth *passage) {
  unsigned title = passage->title_count, head = title + passage->heading_count;
  give_field(writer, PINCITE_PASSAGE_TITLE, passage, 0, title);
  give_field(writer, PINCITE_PASSAGE_HEADING, passage, title, head);
  give_field(writer, PINCITE_PASSAGE_BODY, passage, head, passage->count);
}

static pincite_zone zone_of(uint32_t rowid) {
  return rowid % 7 == 0 ? PINCITE_ZONE_NOTE : PINCITE_ZONE_BODY;
}

static void add(pincite_postings_writer *writer, const truth *passage, uint32_t rowid) {
  pincite_posting_passage numbers = {rowid, zone_of(rowid), rowid % 3 == 1,
                                     rowid * 2654435761U};
  pincite_error err;
  pincite__postings_add(writer, &numbers);
  give_tokens(writer, passage);
  assert_int_equal(pincite__postings_end(writer, &err), PINCITE_OK);
}

static void drop(pincite_postings_writer *writer, truth *passage, uint32_t rowid) {
  pincite_error err;
  pincite__postings_remove(writer, rowid);
  give_tokens(writer, passage);
  assert_int_equal(pincite__postings_end(writer, &err), PINCITE_OK);
  passage->live = false;
}

static sqlite3 *open_database(void) {
  sqlite3 *db;
  pincite_error err;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  assert_int_equal(pincite__postings_create(db, &err), PINCITE_OK);
  return db;
}

#endif
