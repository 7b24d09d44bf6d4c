/* SPDX-License-Identifier: MIT
 *
 * Concordance, timeline, facets and explanations: they count and show what a search
 * finds, all of it and nothing else.
 */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pincite.h"

#define FOLDER "kwic-test.pincite" /* where an engine needs one */

static pincite_index *index_;

static const char *const questions[] = {"harbour",
                                        "harbour road -master",
                                        "\"of the\"",
                                        "wind /4 harbour",
                                        "title:log rain",
                                        "m*",
                                        "the",
                                        "NOT harbour",
                                        "date:2001",
                                        "rain date:2001..2003",
                                        "undated: wind",
                                        "zeppelin"};

#define QUESTIONS (sizeof questions / sizeof *questions)

/* Words, dates, sources and authors at random, the same every time. */
static void add_articles(void) {
  static const char *const words[] = {"harbour", "master", "the",  "of",   "road",
                                      "wind",    "rain",   "dune", "motel"};
  static const char *const dates[] = {NULL, "2001", "2001-02", "2001-02-28",
                                      "2003-11-05"};
  static const char *const names[] = {NULL, "Harbour News", "Dune Weekly"};
  char id[16], text[8192];
  uint32_t seed = 230;
  assert_int_equal(pincite_begin(index_, NULL), PINCITE_OK);
  for (int i = 0; i < 60; i++) {
    pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
    size_t len = 0;
    for (int k = 0; k < 300; k++) {
      seed = seed * 1664525 + 1013904223;
      len += (size_t)snprintf(text + len, sizeof text - len, "%s%s",
                              words[(seed >> 20) % (sizeof words / sizeof *words)],
                              k % 50 == 49  ? ".\n\n"
                              : k % 10 == 9 ? ". "
                                            : " ");
    }
    snprintf(id, sizeof id, "a%d", i);
    article.id = id;
    article.text = text;
    article.title = i % 3 ? "A log" : "";
    article.published = dates[i % 5];
    article.source = names[i % 3];
    article.author = names[(i / 3) % 3];
    assert_int_equal(pincite_add(index_, &article, NULL), PINCITE_OK);
  }
  assert_int_equal(pincite_commit(index_, NULL), PINCITE_OK);
}

static int set_up(void **state) {
  (void)state;
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  options.mode = PINCITE_CREATE;
  options.engines = test_engine();
  assert_int_equal(system("rm -rf " FOLDER), 0);
  assert_int_equal(
      pincite_open(test_engine() ? FOLDER : ":memory:", &options, &index_, NULL),
      PINCITE_OK);
  add_articles();
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  pincite_close(index_);
  return system("rm -rf " FOLDER);
}

static pincite_hits *search_all(const char *question) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  options.all = 1;
  options.facets = "source,year,author";
  assert_int_equal(pincite_search(index_, question, SIZE_MAX, &options, &hits, NULL),
                   PINCITE_OK);
  return hits;
}

static pincite_kwic *first_lines(const char *question, pincite_kwic_sort sort,
                                 size_t limit) {
  pincite_kwic_options options = PINCITE_KWIC_OPTIONS_INIT;
  pincite_kwic *kwic = NULL;
  options.sort = sort;
  options.width = 20;
  options.limit = limit;
  assert_int_equal(pincite_kwic_open(index_, question, SIZE_MAX, &options, &kwic, NULL),
                   PINCITE_OK);
  return kwic;
}

static pincite_kwic *concordance(const char *question, pincite_kwic_sort sort) {
  return first_lines(question, sort, 0);
}

/* ---- concordance ------------------------------------------------------------------ */

/* A number for a match, whatever the order in which they come. */
static uint64_t mix(const char *id, size_t start, size_t length) {
  uint64_t hash = start * 1000003 + length;
  for (; *id; id++)
    hash = hash * 31 + (unsigned char)*id;
  return hash * 0x9e3779b97f4a7c15U >> 8;
}

static void every_match_of_a_search_has_its_line(void **state) {
  (void)state;
  for (size_t i = 0; i < QUESTIONS; i++)
    for (pincite_kwic_sort sort = PINCITE_KWIC_STORED; sort <= PINCITE_KWIC_DATE;
         sort++) {
      uint64_t matches = 0, lines = 0, match_sum = 0, line_sum = 0;
      pincite_hit hit;
      pincite_kwic_line line;
      pincite_answer answer;
      pincite_hits *hits = search_all(questions[i]);
      while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK)
        for (size_t k = 0; k < hit.match_count; k++, matches++)
          match_sum += mix(hit.id, hit.matches[k].start, hit.matches[k].length);
      pincite_hits_free(hits);
      pincite_kwic *kwic = concordance(questions[i], sort);
      while (pincite_kwic_next(kwic, &line, NULL) == PINCITE_OK) {
        line_sum += mix(line.id, line.start, line.length);
        lines++;
      }
      pincite_kwic_answer(kwic, &answer);
      assert_true(answer.total_exact);
      assert_int_equal(answer.total, lines);
      pincite_kwic_free(kwic);
      if (lines != matches)
        fail_msg("%s: %d lines, %d matches", questions[i], (int)lines, (int)matches);
      assert_true(line_sum == match_sum);
    }
}

/* What a line shows is the article's text, blanks aside. */
static void a_line_is_the_text_around_its_bytes(void **state) {
  (void)state;
  pincite_kwic *kwic = concordance("harbour /3 master", PINCITE_KWIC_LEFT);
  pincite_kwic_line line;
  size_t lines = 0;
  while (pincite_kwic_next(kwic, &line, NULL) == PINCITE_OK) {
    const pincite_article *article = NULL;
    assert_int_equal(pincite_article_get(index_, line.id, &article, NULL, NULL),
                     PINCITE_OK);
    assert_int_equal(strlen(line.match), line.length);
    assert_memory_equal(article->text + line.start, line.match, line.length);
    size_t right = strlen(line.right), left = strlen(line.left);
    assert_true(right <= 20 && left <= 20);
    for (size_t k = 0; k < right && line.right[k] != ' '; k++)
      assert_int_equal(article->text[line.start + line.length + k], line.right[k]);
    for (size_t k = 0; k < left && line.left[left - 1 - k] != ' '; k++)
      assert_int_equal(article->text[line.start - 1 - k], line.left[left - 1 - k]);
    pincite_article_free(article);
    lines++;
  }
  pincite_kwic_free(kwic);
  assert_true(lines > 20);
}

/* The word next to the match on one side, lower case, without its stop. */
static void next_word(const pincite_kwic_line *line, bool right, char word[32]) {
  const char *text = right ? line->right : line->left;
  size_t len = strlen(text), end = right ? 0 : len, n = 0;
  while (right ? text[end] == ' ' || text[end] == '.'
               : end > 0 && (text[end - 1] == ' ' || text[end - 1] == '.'))
    end = right ? end + 1 : end - 1;
  size_t start = end;
  if (right)
    while (text[end] >= 'a' && text[end] <= 'z')
      end++;
  else
    while (start > 0 && text[start - 1] >= 'a' && text[start - 1] <= 'z')
      start--;
  for (; start < end && n < 31; start++)
    word[n++] = text[start];
  word[n] = '\0';
}

static void lines_are_sorted_by_their_neighbours(void **state) {
  (void)state;
  for (int right = 0; right < 2; right++) {
    pincite_kwic *kwic =
        concordance("wind", right ? PINCITE_KWIC_RIGHT : PINCITE_KWIC_LEFT);
    pincite_kwic_line line;
    char word[32], before[32] = "";
    size_t lines = 0;
    for (; pincite_kwic_next(kwic, &line, NULL) == PINCITE_OK; lines++) {
      next_word(&line, right, word);
      assert_true(strcmp(before, word) <= 0);
      strcpy(before, word);
    }
    assert_string_not_equal(before, "");
    assert_true(lines > 100);
    pincite_kwic_free(kwic);
  }
  pincite_kwic *kwic = concordance("wind", PINCITE_KWIC_DATE);
  pincite_kwic_line line;
  char before[16] = "9999";
  while (pincite_kwic_next(kwic, &line, NULL) == PINCITE_OK) {
    assert_true(strcmp(before, line.published ? line.published : "") >= 0);
    snprintf(before, sizeof before, "%s", line.published ? line.published : "");
  }
  assert_string_equal(before, "");
  pincite_kwic_free(kwic);
}

static void a_limit_leaves_the_first_lines(void **state) {
  (void)state;
  static const size_t limits[] = {1, 7, 100, 500, SIZE_MAX};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    for (pincite_kwic_sort sort = PINCITE_KWIC_STORED; sort <= PINCITE_KWIC_DATE;
         sort++) {
      pincite_kwic *all = concordance("the", sort);
      pincite_kwic *some = first_lines("the", sort, limits[i]);
      pincite_kwic_line one, other;
      pincite_answer answer;
      size_t lines = 0;
      for (; pincite_kwic_next(some, &other, NULL) == PINCITE_OK; lines++) {
        assert_int_equal(pincite_kwic_next(all, &one, NULL), PINCITE_OK);
        assert_string_equal(one.id, other.id);
        assert_string_equal(one.article, other.article);
        assert_string_equal(one.title, other.title);
        assert_string_equal(one.published ? one.published : "",
                            other.published ? other.published : "");
        assert_string_equal(one.left, other.left);
        assert_string_equal(one.right, other.right);
        assert_int_equal(one.start, other.start);
      }
      pincite_kwic_answer(all, &answer);
      assert_true(lines == limits[i] || (limits[i] == SIZE_MAX && lines == answer.total));
      assert_true(lines > 1500 || pincite_kwic_next(all, &one, NULL) == PINCITE_OK);
      pincite_kwic_free(all);
      pincite_kwic_free(some);
    }
}

/* ---- timeline ------------------------------------------------------------------------
 */

static void a_timeline_adds_up(void **state) {
  (void)state;
  for (size_t i = 0; i < QUESTIONS; i++)
    for (int months = 0; months < 2; months++) {
      pincite_timeline_options options = PINCITE_TIMELINE_OPTIONS_INIT;
      const pincite_timeline *timeline = NULL;
      options.months = months;
      assert_int_equal(
          pincite_timeline_get(index_, questions[i], SIZE_MAX, &options, &timeline, NULL),
          PINCITE_OK);
      pincite_hits *hits = search_all(questions[i]);
      pincite_answer answer;
      pincite_hits_answer(hits, &answer);
      uint64_t articles = timeline->undated.articles,
               passages = timeline->undated.passages;
      for (size_t k = 0; k < timeline->period_count; k++) {
        const pincite_period *period = &timeline->periods[k];
        articles += period->articles;
        passages += period->passages;
        assert_true(period->articles <= period->of &&
                    period->articles <= period->passages);
        assert_true(k == 0 || strcmp(timeline->periods[k - 1].name, period->name) < 0);
      }
      assert_int_equal(timeline->whole.articles, articles);
      assert_int_equal(timeline->whole.passages, passages);
      assert_int_equal(timeline->whole.of, 60);
      assert_int_equal(timeline->undated.of, 12);
      assert_int_equal(answer.total, passages);
      pincite_hits_free(hits);
      pincite_timeline_free(timeline);
    }
}

static void months_and_the_years_without_one(void **state) {
  (void)state;
  pincite_timeline_options options = PINCITE_TIMELINE_OPTIONS_INIT;
  const pincite_timeline *timeline = NULL;
  options.months = 1;
  assert_int_equal(
      pincite_timeline_get(index_, "the", SIZE_MAX, &options, &timeline, NULL),
      PINCITE_OK);
  /* 2001, 2001-01..12, 2002-01..12, 2003-01..11 */
  assert_int_equal(timeline->period_count, 1 + 12 + 12 + 11);
  assert_string_equal(timeline->periods[0].name, "2001");
  assert_int_equal(timeline->periods[0].of, 12);
  assert_string_equal(timeline->periods[2].name, "2001-02");
  assert_int_equal(timeline->periods[2].of, 24);
  assert_int_equal(timeline->periods[3].of, 0);
  pincite_timeline_free(timeline);
}

/* The last case: it puts in an article. */
static void since_bounds_both_numbers(void **state) {
  (void)state;
  pincite_state before;
  pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
  pincite_search_options search = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_timeline_options options = PINCITE_TIMELINE_OPTIONS_INIT;
  const pincite_timeline *timeline = NULL;
  assert_int_equal(pincite_state_get(index_, &before, NULL), PINCITE_OK);
  article.id = "new";
  article.text = "The harbour master looked at the road.";
  article.published = "2003";
  assert_int_equal(pincite_add(index_, &article, NULL), PINCITE_OK);
  search.since = before.generation;
  options.search = &search;
  assert_int_equal(
      pincite_timeline_get(index_, "harbour", SIZE_MAX, &options, &timeline, NULL),
      PINCITE_OK);
  assert_int_equal(timeline->whole.articles, 1);
  assert_int_equal(timeline->whole.of, 1);
  pincite_timeline_free(timeline);
}

/* ---- facets --------------------------------------------------------------------------
 */

static void facets_count_what_a_search_finds(void **state) {
  (void)state;
  for (size_t i = 0; i < QUESTIONS; i++) {
    pincite_hits *hits = search_all(questions[i]);
    pincite_answer answer;
    const pincite_facet *facets;
    size_t count;
    pincite_hits_answer(hits, &answer);
    pincite_hits_facets(hits, &facets, &count);
    assert_int_equal(count, 3);
    for (size_t k = 0; k < count; k++) {
      uint64_t passages = 0;
      for (size_t v = 0; v < facets[k].count; v++)
        passages += facets[k].values[v].passages;
      assert_int_equal(passages, answer.total);
    }
    uint64_t harbour = 0;
    pincite_hit hit;
    while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK)
      harbour += hit.source && !strcmp(hit.source, "Harbour News");
    for (size_t v = 0; v < facets[0].count; v++)
      if (facets[0].values[v].value && !strcmp(facets[0].values[v].value, "Harbour News"))
        harbour -= facets[0].values[v].passages;
    assert_int_equal(harbour, 0);
    pincite_hits_free(hits);
  }
}

/* ---- explanations ---------------------------------------------------------------------
 */

static void the_parts_of_a_score_add_up(void **state) {
  (void)state;
  size_t parts = 0;
  for (size_t i = 0; i < 3 * QUESTIONS; i++) {
    pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
    pincite_hits *hits = NULL;
    pincite_hit hit;
    options.limit = 50;
    options.explain = 1;
    options.unit = i % 3 == 1 ? PINCITE_ARTICLES : PINCITE_PASSAGES;
    options.sort = i % 3 == 2 ? PINCITE_BY_DATE : PINCITE_BY_RANK;
    assert_int_equal(
        pincite_search(index_, questions[i / 3], SIZE_MAX, &options, &hits, NULL),
        PINCITE_OK);
    while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK) {
      double sum = 0;
      for (size_t k = 0; k < hit.part_count; k++)
        sum += hit.parts[k].value;
      if (sum - hit.score > 1e-9 || hit.score - sum > 1e-9)
        fail_msg("%s: hit %zu, %s: %.12f, not %.12f", questions[i / 3], hit.rank, hit.id,
                 sum, hit.score);
      parts += hit.part_count;
    }
    pincite_hits_free(hits);
  }
  assert_true(parts > 1000);
}

static void a_passage_is_a_hit_or_there_is_a_reason(void **state) {
  (void)state;
  for (size_t i = 0; i < QUESTIONS; i++) {
    pincite_hits *hits = search_all(questions[i]);
    pincite_hit hit;
    bool found = pincite_hits_next(hits, &hit, NULL) == PINCITE_OK;
    const pincite_verdict *verdict = NULL;
    assert_int_equal(pincite_why_not(index_, questions[i], SIZE_MAX, NULL,
                                     found ? hit.id : "a1#1", &verdict, NULL),
                     PINCITE_OK);
    assert_int_equal(verdict->found, found);
    if (found) {
      assert_int_equal(verdict->rank, 1);
      assert_true(verdict->score == hit.score);
    } else {
      assert_non_null(verdict->clause);
      assert_non_null(verdict->sentence);
    }
    pincite_verdict_free(verdict);
    pincite_hits_free(hits);
  }
}

static void wrong_arguments_are_refused(void **state) {
  (void)state;
  pincite_search_options search = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_kwic_options options = PINCITE_KWIC_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_kwic *kwic = NULL;
  pincite_error err;
  search.facets = "year,colour";
  assert_int_equal(pincite_search(index_, "wind", SIZE_MAX, &search, &hits, &err),
                   PINCITE_EINVAL);
  assert_string_equal(err.message,
                      "'colour' is no facet; facets are source, year and author");
  assert_null(hits);
  options.sort = (pincite_kwic_sort)7;
  assert_int_equal(pincite_kwic_open(index_, "wind", SIZE_MAX, &options, &kwic, &err),
                   PINCITE_EINVAL);
  assert_int_equal(pincite_kwic_open(index_, NULL, 0, NULL, &kwic, &err), PINCITE_EINVAL);
  assert_null(kwic);
  pincite_kwic_free(NULL);
  pincite_timeline_free(NULL);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_match_of_a_search_has_its_line),
      cmocka_unit_test(a_line_is_the_text_around_its_bytes),
      cmocka_unit_test(lines_are_sorted_by_their_neighbours),
      cmocka_unit_test(a_limit_leaves_the_first_lines),
      cmocka_unit_test(a_timeline_adds_up),
      cmocka_unit_test(months_and_the_years_without_one),
      cmocka_unit_test(facets_count_what_a_search_finds),
      cmocka_unit_test(the_parts_of_a_score_add_up),
      cmocka_unit_test(a_passage_is_a_hit_or_there_is_a_reason),
      cmocka_unit_test(wrong_arguments_are_refused),
      cmocka_unit_test(since_bounds_both_numbers),
  };
  return cmocka_run_group_tests(cases, set_up, tear_down);
}
