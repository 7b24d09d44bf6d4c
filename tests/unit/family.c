/* SPDX-License-Identifier: MIT
 *
 * family.c - versions of a text find each other, others do not, whatever the order
 * in which they came and whatever was removed.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../corpus/family.h"
#include "../../corpus/handle.h"
#include "../../corpus/store_private.h"

#define STORIES 20
#define VERSIONS 8
#define OTHERS 150
#define ARTICLES (STORIES * VERSIONS + OTHERS)
#define WORDS 3000 /* of the language that the articles are in */
#define LENGTH_MIN 120

static uint64_t random_state;

static unsigned random_below(unsigned limit) {
  random_state = random_state * 6364136223846793005U + 1442695040888963407U;
  return (unsigned)(random_state >> 33) % limit;
}

/* Frequent words are short ones, as in any language. */
static void add_word(pincite_buf *out, unsigned word) {
  unsigned length = word < 100 ? 2 : 4 + word % 7;
  for (unsigned i = 0; i < length; i++, word = word / 5 + 17 * i)
    pincite__buf_addc(out, (char)('a' + word % 26));
  pincite__buf_addc(out, ' ');
}

static unsigned some_word(void) {
  return random_below(2) ? random_below(100) : random_below(WORDS);
}

typedef struct story {
  unsigned words[600];
  unsigned count;
} story;

static void tell(story *own) {
  own->count = LENGTH_MIN + random_below(480);
  for (unsigned i = 0; i < own->count; i++)
    own->words[i] = some_word();
}

static void add_noise(pincite_buf *out, unsigned words) {
  while (words--)
    add_word(out, some_word());
  pincite__buf_adds(out, ".\n\n");
}

/* A version: cut at an end, one word in twenty changed, another beginning. */
static void write_version(const story *own, unsigned version, pincite_buf *out) {
  unsigned from = 0, to = own->count;
  pincite__buf_clear(out);
  if (version % 4 == 1)
    from = own->count / 3;
  if (version % 4 == 2)
    to = own->count * 2 / 3;
  if (version & 4)
    add_noise(out, own->count / 5);
  for (unsigned i = from; i < to; i++) {
    add_word(out, version && random_below(20) == 0 ? some_word() : own->words[i]);
    if (i % 40 == 39)
      pincite__buf_adds(out, ".\n\n");
  }
  if (version % 4 == 3)
    add_noise(out, own->count / 4);
}

typedef struct article {
  char id[24], *text;
  unsigned story; /* those of one story have one number */
} article;

static void write_all(article *articles) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (unsigned i = 0, number = 0; i < ARTICLES; number++) {
    story own;
    tell(&own);
    for (unsigned v = 0; v < (number < STORIES ? VERSIONS : 1); v++, i++) {
      write_version(&own, v, &text);
      articles[i].text = pincite__copy(pincite__buf_view(&text));
      articles[i].story = number;
      snprintf(articles[i].id, sizeof articles[i].id, "s%u-v%u", number, v);
    }
  }
  pincite__buf_release(&text);
}

static pincite_index *open_index(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(":memory:", &options, &index, NULL), PINCITE_OK);
  return index;
}

static void add(pincite_index *index, const char *id, const char *text) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  pincite_error err = {PINCITE_OK, ""};
  input.id = id;
  input.text = text;
  if (pincite_add(index, &input, &err))
    fail_msg("%s", err.message);
}

static int64_t family_of(pincite_index *index, const char *id) {
  int64_t rowid = 0, family = 0;
  pincite_store *store = index->store;
  assert_int_equal(pincite__article_find(store, pincite__str(id), &rowid, NULL), 0);
  assert_true(rowid > 0);
  assert_int_equal(pincite__family_of(store, rowid, &family, NULL), PINCITE_OK);
  return family;
}

static void list_families(pincite_index *index, const article *articles,
                          int64_t families[ARTICLES]) {
  for (unsigned i = 0; i < ARTICLES; i++)
    families[i] = family_of(index, articles[i].id);
}

static bool are_kin(const int64_t *families, unsigned a, unsigned b) {
  return families[a] && families[a] == families[b];
}

/* F1 over pairs of articles. */
static double pair_f1(const article *articles, const int64_t *families) {
  double both = 0, found = 0, true_pairs = 0;
  for (unsigned i = 0; i < ARTICLES; i++)
    for (unsigned k = 0; k < i; k++) {
      bool kin = are_kin(families, i, k), same = articles[i].story == articles[k].story;
      both += kin && same;
      found += kin;
      true_pairs += same;
    }
  return 2 * both / (found + true_pairs);
}

static void versions_find_each_other_in_any_order(void **state) {
  (void)state;
  static article articles[ARTICLES];
  static int64_t first[ARTICLES], second[ARTICLES];
  random_state = 11;
  write_all(articles);
  pincite_index *forth = open_index(), *back = open_index();
  assert_int_equal(pincite_begin(forth, NULL), PINCITE_OK);
  for (unsigned i = 0; i < ARTICLES; i++)
    add(forth, articles[i].id, articles[i].text);
  assert_int_equal(pincite_commit(forth, NULL), PINCITE_OK);
  for (unsigned i = ARTICLES; i-- > 0;) /* each a batch of its own */
    add(back, articles[i].id, articles[i].text);
  list_families(forth, articles, first);
  list_families(back, articles, second);
  assert_true(pair_f1(articles, first) > 0.97);
  for (unsigned i = 0; i < ARTICLES; i++)
    for (unsigned k = 0; k < i; k++)
      assert_int_equal(are_kin(first, i, k), are_kin(second, i, k));
  pincite_close(forth);
  pincite_close(back);
  for (unsigned i = 0; i < ARTICLES; i++)
    free(articles[i].text);
}

/* Two halves are no kin; the whole is that of both. */
static void a_family_falls_apart_without_what_held_it(void **state) {
  (void)state;
  pincite_buf halves[2], whole;
  random_state = 3;
  for (unsigned h = 0; h < 2; h++) {
    pincite__buf_init(&halves[h], PINCITE__BUF_LIMIT);
    for (unsigned i = 0; i < 4; i++)
      add_noise(&halves[h], 40);
  }
  pincite__buf_init(&whole, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&whole, halves[0].data);
  pincite__buf_adds(&whole, halves[1].data);
  pincite_index *index = open_index();
  add(index, "left", halves[0].data);
  add(index, "right", halves[1].data);
  assert_int_equal(family_of(index, "left"), 0);
  add(index, "whole", whole.data);
  assert_true(family_of(index, "left") != 0);
  assert_int_equal(family_of(index, "left"), family_of(index, "right"));
  assert_int_equal(pincite_remove(index, "whole", NULL), PINCITE_OK);
  assert_int_equal(family_of(index, "left"), 0);
  assert_int_equal(family_of(index, "right"), 0);
  add(index, "whole", whole.data);
  assert_int_equal(family_of(index, "left"), family_of(index, "right"));
  add(index, "whole", "Of something else entirely.");
  assert_int_equal(family_of(index, "right"), 0);
  pincite_close(index);
  pincite__buf_release(&whole);
  pincite__buf_release(&halves[0]);
  pincite__buf_release(&halves[1]);
}

/* A run that was killed before its families were settled. */
static void what_a_run_left_out_is_read_by_the_next(void **state) {
  (void)state;
  pincite_buf text;
  random_state = 4;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (unsigned i = 0; i < 4; i++)
    add_noise(&text, 40);
  pincite_index *index = open_index();
  pincite__store_unsettled(index->store, true);
  add(index, "one", text.data);
  add(index, "two", text.data);
  pincite__families_forget(index->store);
  pincite__store_unsettled(index->store, false);
  assert_int_equal(family_of(index, "one"), 0);
  add(index, "three", "Nothing to do with it.");
  assert_true(family_of(index, "one") != 0);
  assert_int_equal(family_of(index, "one"), family_of(index, "two"));
  assert_int_equal(family_of(index, "three"), 0);
  pincite_close(index);
  pincite__buf_release(&text);
}

#define COPIES 1500

/* With the least memory, what is held is not all that is compared at once. */
static void what_there_is_no_room_for_is_compared_too(void **state) {
  (void)state;
  pincite_buf text;
  char id[24];
  random_state = 5;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite_index *index = open_index();
  assert_int_equal(pincite__store_memory(index->store, 1, NULL), PINCITE_OK);
  size_t held = pincite__share(index->store, PINCITE__SHARE_FAMILIES) / sizeof(uint32_t);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  size_t words = 0;
  for (unsigned i = 0; i < COPIES; i++) {
    pincite__buf_clear(&text);
    for (unsigned k = 0; k < 15; k++)
      add_noise(&text, 40);
    for (const char *at = text.data; *at; at++) /* words that count */
      words += at - text.data >= 5 && *at == ' ' && !memchr(at - 4, ' ', 4);
    for (unsigned copy = 0; copy < 2; copy++) {
      snprintf(id, sizeof id, "c%u-%u", i, copy);
      add(index, id, text.data);
    }
  }
  assert_true(2 * words > held);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  for (unsigned i = 0; i < COPIES; i++) {
    snprintf(id, sizeof id, "c%u-0", i);
    int64_t family = family_of(index, id);
    snprintf(id, sizeof id, "c%u-1", i);
    assert_true(family != 0);
    assert_int_equal(family_of(index, id), family);
  }
  pincite_close(index);
  pincite__buf_release(&text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_there_is_no_room_for_is_compared_too),
    cmocka_unit_test(versions_find_each_other_in_any_order),
    cmocka_unit_test(a_family_falls_apart_without_what_held_it),
    cmocka_unit_test(what_a_run_left_out_is_read_by_the_next),
};
TEST_MAIN(tests)
