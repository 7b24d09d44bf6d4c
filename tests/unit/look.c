/* SPDX-License-Identifier: MIT
 *
 * What the second look at the words of the best passages gives.
 */
#include "test.h"

#include <stdint.h>
#include <string.h>

#include "pincite.h"

static void add(pincite_index *index, const char *id, const char *text) {
  pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
  article.id = id;
  article.text = text;
  assert_int_equal(pincite_add(index, &article, NULL), PINCITE_OK);
}

/* The score of an article's first passage; 0: it is not found. */
static double score_of(pincite_index *index, const char *question, const char *model,
                       const char *id) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits;
  pincite_hit hit;
  double score = 0;
  options.model = model;
  assert_int_equal(pincite_search(index, question, SIZE_MAX, &options, &hits, NULL), 0);
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK)
    if (strcmp(hit.article, id) == 0)
      score = hit.score;
  pincite_hits_free(hits);
  return score;
}

/* Two passages that the postings cannot tell apart; the first is the better one. */
static void expect_better(const char *question, const char *better, const char *worse) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(":memory:", &options, &index, NULL), PINCITE_OK);
  add(index, "other", "Nobody would indemnify whom the gale and the tide had ruined.");
  add(index, "further", "The city council met twice, and then it dined.");
  add(index, "better", better);
  add(index, "worse", worse);
  double least = score_of(index, question, NULL, "worse");
  assert_true(least > 0);
  assert_true(score_of(index, question, NULL, "better") > least);
  assert_true(score_of(index, question, "plain", "better") ==
              score_of(index, question, "plain", "worse"));
  pincite_close(index);
}

static void a_word_that_is_akin_counts(void **state) {
  (void)state;
  expect_better("harbour indemnify", "The harbour master spoke of indemnity to them.",
                "The harbour master spoke of astronomy to them.");
}

static void a_word_as_it_was_typed_counts(void **state) {
  (void)state;
  expect_better("harbours", "The harbours were closed by noon of that day.",
                "The harbour was closed by noon of that day.");
}

static void words_that_follow_each_other_count(void **state) {
  (void)state;
  expect_better("harbour master", "They saw the harbour master before it was noon.",
                "They saw the master before the harbour was lit.");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_word_that_is_akin_counts),
    cmocka_unit_test(a_word_as_it_was_typed_counts),
    cmocka_unit_test(words_that_follow_each_other_count),
};

TEST_MAIN(tests)
