/* SPDX-License-Identifier: MIT
 *
 * How far words are apart, beside the table of all letters, and what is made of it: a
 * suggestion.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pincite.h"

#include "../../query/spell.h"

#define WORDS 1200
#define LETTERS 12

static char words[WORDS][LETTERS + 1];

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* The whole table, as it is taught. */
static unsigned distance(const char *a, const char *b) {
  unsigned rows[LETTERS + 1][LETTERS + 1];
  size_t m = strlen(a), n = strlen(b);
  for (size_t i = 0; i <= m; i++)
    for (size_t k = 0; k <= n; k++) {
      rows[i][k] = (unsigned)(i ? i : k);
      if (!i || !k)
        continue;
      rows[i][k] = least(rows[i - 1][k - 1] + (unsigned)(a[i - 1] != b[k - 1]),
                         least(rows[i - 1][k], rows[i][k - 1]) + 1);
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
        rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
    }
  return rows[m][n];
}

static int by_letters(const void *a, const void *b) {
  return strcmp(a, b);
}

static void make_words(bool sorted) {
  uint32_t seed = 47;
  for (size_t i = 0; i < WORDS; i++) {
    size_t length = 0;
    do {
      seed = seed * 1664525 + 1013904223;
      words[i][length++] = (char)('a' + (seed >> 20) % 3);
    } while (length < LETTERS && (seed >> 8) % 8);
    words[i][length] = '\0';
  }
  if (sorted)
    qsort(words, WORDS, sizeof *words, by_letters);
}

static void far_is_told_from_near(bool sorted) {
  pincite_near near;
  size_t found = 0;
  make_words(sorted);
  for (size_t i = 0; i < WORDS; i += 97)
    for (unsigned most = 0; most < 5; most++) {
      pincite__near_begin(&near, pincite__str(words[i]), most);
      for (size_t k = 0; k < WORDS; k++) {
        unsigned right = least(distance(words[i], words[k]), most + 1);
        unsigned told = pincite__near_step(&near, pincite__str(words[k]));
        if (right != told ||
            right != pincite__word_distance(pincite__str(words[k]),
                                            pincite__str(words[i]), most))
          fail_msg("%s and %s: %u, not %u", words[i], words[k], told, right);
        found += right <= most;
      }
    }
  assert_true(found > 100);
}

static void words_in_order(void **state) {
  (void)state;
  far_is_told_from_near(true);
}

static void words_in_any_order(void **state) {
  (void)state;
  far_is_told_from_near(false);
}

static void no_word_is_longer_than_a_term(void **state) {
  (void)state;
  char word[PINCITE__TERM_LIMIT + 2];
  memset(word, 'a', sizeof word);
  pincite_str whole = {word, PINCITE__TERM_LIMIT}, longer = {word, sizeof word - 1};
  assert_int_equal(pincite__word_distance(whole, whole, 2), 0);
  assert_int_equal(pincite__word_distance(whole, longer, 2), 3);
  assert_int_equal(pincite__word_distance(longer, whole, 2), 3);
  assert_int_equal(
      pincite__word_distance((pincite_str){"", 0}, (pincite_str){"ab", 2}, 2), 2);
  assert_int_equal(
      pincite__word_distance((pincite_str){"abc", 3}, (pincite_str){"", 0}, 2), 3);
}

static void a_suggestion_is_made_where_it_is_wanted(void **state) {
  (void)state;
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  open.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(":memory:", &open, &index, NULL), PINCITE_OK);
  for (int i = 0; i < 3; i++) {
    pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
    char id[16];
    snprintf(id, sizeof id, "a%d", i);
    article.id = id;
    article.text = "The lighthouse keeper wrote to every platform.";
    assert_int_equal(pincite_add(index, &article, NULL), PINCITE_OK);
  }
  for (int no = 0; no < 2; no++) {
    pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
    pincite_answer answer;
    pincite_hits *hits = NULL;
    options.no_suggestion = no;
    assert_int_equal(
        pincite_search(index, "ligthhouse platform", SIZE_MAX, &options, &hits, NULL),
        PINCITE_OK);
    pincite_hits_answer(hits, &answer);
    if (no)
      assert_null(answer.suggestion);
    else
      assert_string_equal(answer.suggestion, "lighthouse platform");
    pincite_hits_free(hits);
  }
  pincite_close(index);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(words_in_order),
    cmocka_unit_test(words_in_any_order),
    cmocka_unit_test(no_word_is_longer_than_a_term),
    cmocka_unit_test(a_suggestion_is_made_where_it_is_wanted),
};

TEST_MAIN(cases)
