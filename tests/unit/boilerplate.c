/* SPDX-License-Identifier: MIT
 *
 * boilerplate.c - lines that a source repeats are told apart, the same whatever the
 * order of its articles, the commits they came in and what was removed meanwhile.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../corpus/boilerplate.h"
#include "../../corpus/handle.h"

#define ARTICLES 48
#define GONE 12 /* that are put in and removed again */

static unsigned random_state;

static unsigned random_below(unsigned n) {
  random_state = random_state * 1103515245 + 12345;
  return (random_state >> 16) % n;
}

static const char *const repeated[] = {
    "The Gazette of the valley",
    "Keep this paper alive with a gift to its reporters today.",
    "Report an error to our desk"};
/* Stand in as many articles, and are none: it cites, it is long, it is a word. */
static const char *const kept[] = {
    "Section 230 is no bar to the claim against the hotel.",
    "Afterwards",
    "This paragraph is in every article of the paper as well, but it is far longer than "
    "what a paper puts under its articles, since it goes on and on about whatever it is "
    "that it goes on about, without ever coming to a point at which anybody would stop "
    "reading it, and so it is more than a line."};

static void add_prose(pincite_buf *text, unsigned article, unsigned number) {
  for (unsigned i = 0; i < 60; i++)
    pincite__buf_addf(text, "%s%c%u%c", i ? " w" : "W", 'a' + (article + i) % 26,
                      article * 131 + number * 17 + i, 'a' + i % 26);
  pincite__buf_adds(text, ".\n\n");
}

/* Article 'n': of two sources; the other has the lines in few of its articles. */
static void add_article(pincite_index *index, unsigned n) {
  char id[16];
  pincite_buf text;
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  bool has = n % 2 == 0 || n % 16 == 1;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  snprintf(id, sizeof id, "a%u", n);
  add_prose(&text, n, 0);
  if (has)
    pincite__buf_addf(&text, "%s\n\n", repeated[0]);
  for (unsigned i = 1; i < 3; i++)
    add_prose(&text, n, i);
  for (unsigned i = 0; i < 3; i++)
    pincite__buf_addf(&text, "%s\n\n", kept[i]);
  for (unsigned i = 1; i < 3 && has; i++)
    pincite__buf_addf(&text, "%s\n\n", repeated[i]);
  input.id = id;
  input.text = text.data;
  input.source = n % 2 ? "Herald" : "GAZETTE";
  assert_int_equal(pincite_add(index, &input, NULL), PINCITE_OK);
  pincite__buf_release(&text);
}

/* All passages of an article: zone and text, a line each. */
static void describe(pincite_index *index, unsigned n, pincite_buf *out) {
  char id[16];
  int64_t rowid = 0;
  pincite_stored_article article;
  pincite__stored_article_init(&article);
  snprintf(id, sizeof id, "a%u", n);
  assert_int_equal(pincite__article_find(index->store, pincite__str(id), &rowid, NULL),
                   PINCITE_OK);
  assert_true(rowid > 0);
  assert_int_equal(pincite__article_load(index->store, rowid, &article, NULL), PINCITE_OK);
  for (size_t i = 0; i < article.passage_count; i++) {
    pincite_passage_row row;
    assert_int_equal(
        pincite__passage_row(index->store, rowid + (int64_t)i, &row, NULL), PINCITE_OK);
    pincite__buf_addf(out, "%s %s ", id, pincite__zone_name(row.zone));
    pincite__buf_add(out, article.text.at + row.start, row.length);
    pincite__buf_addc(out, '\n');
  }
  pincite__stored_article_release(&article);
}

static char *describe_all(pincite_index *index) {
  pincite_buf out;
  pincite_verify_options deep = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  deep.deep = 1;
  if (pincite_verify(index, &deep, NULL, &err))
    fail_msg("%s", err.message);
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  for (unsigned n = 0; n < ARTICLES; n++)
    describe(index, n, &out);
  return pincite__buf_take(&out);
}

static pincite_index *make_index(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(":memory:", &options, &index, NULL), PINCITE_OK);
  return index;
}

/* Put all in, in an order of chance, with a commit at every 'every'th; some more
   articles come and go. */
static char *run(unsigned seed, unsigned every) {
  unsigned order[ARTICLES + GONE];
  pincite_index *index = make_index();
  random_state = seed;
  for (unsigned i = 0; i < ARTICLES + GONE; i++) {
    unsigned other = seed ? random_below(i + 1) : i;
    order[i] = order[other];
    order[other] = i;
  }
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (unsigned i = 0; i < ARTICLES + GONE; i++) {
    add_article(index, order[i]);
    if (i % every == every - 1) {
      assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
      assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
    }
  }
  for (unsigned n = ARTICLES; n < ARTICLES + GONE; n++) {
    char id[16];
    snprintf(id, sizeof id, "a%u", n);
    assert_int_equal(pincite_remove(index, id, NULL), PINCITE_OK);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  char *all = describe_all(index);
  pincite_close(index);
  return all;
}

static unsigned count(const char *text, const char *part) {
  unsigned n = 0;
  for (; (text = strstr(text, part)); text++)
    n++;
  return n;
}

static void what_a_source_repeats_is_boilerplate(void **state) {
  (void)state;
  char *all = run(0, 1000);
  char line[200];
  /* The Gazette's 24 have them; of the Herald's 24 three, and there they are text. */
  for (int i = 0; i < 3; i++)
    assert_int_equal(count(all, repeated[i]), ARTICLES / 2 + 3);
  snprintf(line, sizeof line, " boilerplate %s\n", repeated[0]);
  assert_int_equal(count(all, line), ARTICLES / 2);
  snprintf(line, sizeof line, " boilerplate %s\n\n%s\n", repeated[1], repeated[2]);
  assert_int_equal(count(all, line), ARTICLES / 2);
  assert_int_equal(count(all, " boilerplate "), ARTICLES);
  free(all);
}

static void neither_order_nor_commits_matter(void **state) {
  (void)state;
  char *all = run(0, 1000);
  static const unsigned commits[] = {1, 3, 7, 20, 1000};
  for (unsigned seed = 1; seed <= 5; seed++) {
    char *other = run(seed, commits[seed - 1]);
    assert_string_equal(all, other);
    free(other);
  }
  free(all);
}

static void what_is_no_more_repeated_is_text_again(void **state) {
  (void)state;
  pincite_index *index = make_index();
  for (unsigned n = 0; n < 16; n += 2)
    add_article(index, n);
  pincite_buf alone, later;
  pincite__buf_init(&alone, PINCITE__BUF_LIMIT);
  pincite__buf_init(&later, PINCITE__BUF_LIMIT);
  describe(index, 0, &later);
  assert_int_equal(count(later.data, " boilerplate "), 2);
  pincite__buf_clear(&later);
  for (unsigned n = 2; n < 16; n += 2) {
    char id[16];
    snprintf(id, sizeof id, "a%u", n);
    assert_int_equal(pincite_remove(index, id, NULL), PINCITE_OK);
  }
  describe(index, 0, &later);
  pincite_close(index);
  index = make_index();
  add_article(index, 0);
  describe(index, 0, &alone);
  assert_string_equal(alone.data, later.data);
  assert_null(strstr(alone.data, " boilerplate "));
  pincite_close(index);
  pincite__buf_release(&alone);
  pincite__buf_release(&later);
}

static void the_same_article_again_is_no_change(void **state) {
  (void)state;
  pincite_index *index = make_index();
  pincite_state before, after;
  for (unsigned n = 0; n < 16; n += 2)
    add_article(index, n);
  assert_int_equal(pincite_state_get(index, &before, NULL), PINCITE_OK);
  for (unsigned n = 14; n > 0; n -= 2)
    add_article(index, n);
  assert_int_equal(pincite_state_get(index, &after, NULL), PINCITE_OK);
  assert_int_equal(before.generation, after.generation);
  pincite_close(index);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_a_source_repeats_is_boilerplate),
    cmocka_unit_test(neither_order_nor_commits_matter),
    cmocka_unit_test(what_is_no_more_repeated_is_text_again),
    cmocka_unit_test(the_same_article_again_is_no_change),
};

TEST_MAIN(tests)
