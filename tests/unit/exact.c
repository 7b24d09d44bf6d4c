/* SPDX-License-Identifier: MIT
 *
 * The set of passages that a search finds is the one that reading them all one by
 * one finds, for Boolean, phrase and proximity questions made at random, whichever
 * engine answers; and for plain questions the engines rank alike.
 *
 * On the sample by default. PINCITE_EXACT_INDEX names another index,
 * PINCITE_EXACT_QUESTIONS how many questions it is asked, and PINCITE_EXACT_SEED
 * which. script/language does that.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "brute.h"
#include "hits.h"
#include "sample.h"
#include "scan.h"

static brute_corpus corpus;
static const char *const engines[] = {"fts5", "xapian"};
#define ENGINES (sizeof engines / sizeof *engines)

static int compare_rows(const void *a, const void *b) {
  uint32_t x = ((const pincite_ranked *)a)->rowid, y = ((const pincite_ranked *)b)->rowid;
  return (x > y) - (x < y);
}

static bool is_found(const pincite_ranked *items, size_t count, int64_t rowid) {
  pincite_ranked key = {.rowid = (uint32_t)rowid};
  return count && bsearch(&key, items, count, sizeof *items, compare_rows);
}

/* 'want': of each passage of the corpus, whether it is a hit. */
static size_t check_question(const bool *want, const char *text, const char *engine) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_error err = {PINCITE_OK, ""};
  size_t found = 0;
  options.all = 1;
  options.zones = "all";
  options.strict = 1;
  options.no_concepts = 1;
  options.engine = engine;
  if (pincite_search(sample, text, SIZE_MAX, &options, &hits, &err))
    fail_msg("%s by %s: %s", text, engine, err.message);
  if (pincite__hits_gather(hits, &err))
    fail_msg("%s by %s: %s", text, engine, err.message);
  size_t count = hits->count;
  pincite_ranked *items = malloc((count + 1) * sizeof *items);
  assert_non_null(items);
  if (count)
    memcpy(items, hits->items, count * sizeof *items);
  qsort(items, count, sizeof *items, compare_rows);
  for (size_t i = 0; i < corpus.passage_count; i++) {
    if (want[i] != is_found(items, count, corpus.passages[i].rowid))
      fail_msg("%s by %s: row %d is %s", text, engine, (int)corpus.passages[i].rowid,
               want[i] ? "missing" : "too much");
    found += want[i];
  }
  assert_int_equal(found, count);
  assert_int_equal(hits->total, count);
  assert_true(hits->total_exact);
  free(items);
  pincite_hits_free(hits);
  return found;
}

/* What the question is read as reads back to itself. */
static void check_reading(const char *text) {
  pincite_question *question = NULL;
  pincite_buf readings[2];
  for (int i = 0; i < 2; i++) {
    pincite_error err = {PINCITE_OK, ""};
    pincite__buf_init(&readings[i], PINCITE__BUF_LIMIT);
    const char *asked = i ? readings[0].data : text;
    if (pincite__question_read(corpus.analyser, NULL, asked, strlen(asked), true,
                               &question, &err))
      fail_msg("%s: %s", asked, err.message);
    pincite__question_text(question, &readings[i]);
    pincite__question_free(question);
  }
  assert_string_equal(readings[0].data, readings[1].data);
  pincite__buf_release(&readings[0]);
  pincite__buf_release(&readings[1]);
}

static void every_set_is_the_one_of_reading_all(void **state) {
  (void)state;
  long questions = sample_count("PINCITE_EXACT_QUESTIONS", 1500), empty = 0;
  size_t found = 0;
  bool *want = calloc(corpus.passage_count, sizeof *want);
  assert_non_null(want);
  for (long i = 0; i < questions; i++) {
    brute_tree *tree = brute_random(&corpus, 3, false);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    brute_write(tree, &text);
    check_reading(text.data);
    for (size_t k = 0; k < corpus.passage_count; k++)
      want[k] = brute_matches(&corpus, tree, k);
    size_t more = check_question(want, text.data, engines[0]);
    for (size_t engine = 1; engine < ENGINES; engine++)
      assert_int_equal(check_question(want, text.data, engines[engine]), more);
    found += more;
    empty += more == 0;
    pincite__buf_release(&text);
    brute_free(tree);
  }
  free(want);
  print_message("%ld questions over %zu passages, %zu hits, %ld without any\n", questions,
                corpus.passage_count, found, empty);
  assert_true(empty < questions * 2 / 3);
}

/* ---- without places in FTS5 -------------------------------------------------------- */

/* The same hits, as concordances and time lines go through them. */
static void check_scan(const bool *want, const char *text) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_passage_row row;
  pincite_scan scan;
  pincite_error err = {PINCITE_OK, ""};
  pincite_status status = PINCITE_OK;
  options.zones = "all";
  options.no_concepts = 1;
  assert_int_equal(pincite__ask(sample, text, strlen(text), &options, &hits, &err), 0);
  assert_int_equal(pincite__scan_open(hits, &scan, &err), PINCITE_OK);
  for (size_t i = 0; i < corpus.passage_count; i++) {
    if (!want[i])
      continue;
    status = pincite__scan_next(&scan, false, &row, &err);
    if (status || row.rowid != corpus.passages[i].rowid)
      fail_msg("%s: row %d is missing", text, (int)corpus.passages[i].rowid);
  }
  assert_int_equal(pincite__scan_next(&scan, false, &row, &err), PINCITE_DONE);
  pincite__scan_close(&scan);
  pincite_hits_free(hits);
}

static void what_fts5_keeps_makes_no_difference(void **state) {
  (void)state;
  static const char *const details[] = {"none", "column", "full"};
  long questions = sample_count("PINCITE_DETAIL_QUESTIONS", 150);
  if (getenv("PINCITE_EXACT_INDEX"))
    skip(); /* it is open for reading */
  bool *want = calloc(corpus.passage_count, sizeof *want);
  assert_non_null(want);
  for (size_t detail = 0; detail < 3; detail++) {
    pincite_error err = {PINCITE_OK, ""};
    if (pincite__fts_set(sample->store, details[detail], &err))
      fail_msg("%s", err.message);
    for (long i = 0; i < questions; i++) {
      brute_tree *tree = brute_random(&corpus, 3, false);
      pincite_buf text;
      pincite__buf_init(&text, PINCITE__BUF_LIMIT);
      brute_write(tree, &text);
      for (size_t k = 0; k < corpus.passage_count; k++)
        want[k] = brute_matches(&corpus, tree, k);
      check_question(want, text.data, "fts5");
      check_scan(want, text.data);
      pincite__buf_release(&text);
      brute_free(tree);
    }
    pincite_verify_options deep = PINCITE_VERIFY_OPTIONS_INIT;
    deep.deep = 1;
    if (pincite_verify(sample, &deep, NULL, &err))
      fail_msg("%s: %s", details[detail], err.message);
  }
  free(want);
}

/* ---- order ---------------------------------------------------------------------- */

#define DEPTH 100

/* The best of a plain question by BM25. */
static size_t best_of(const char *text, const char *engine, uint32_t rows[DEPTH]) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_error err = {PINCITE_OK, ""};
  options.limit = DEPTH;
  options.model = "plain";
  options.engine = engine;
  if (pincite_search(sample, text, SIZE_MAX, &options, &hits, &err))
    fail_msg("%s by %s: %s", text, engine, err.message);
  size_t count = hits->count;
  for (size_t i = 0; i < count; i++)
    rows[i] = hits->items[i].rowid;
  pincite_hits_free(hits);
  return count;
}

static size_t place_of(const uint32_t *rows, size_t count, uint32_t row) {
  size_t at = 0;
  while (at < count && rows[at] != row)
    at++;
  return at;
}

/* Kendall's tau over what both have among their best. */
static double tau(const uint32_t *a, const uint32_t *b, size_t count) {
  double agree = 0, pairs = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count; j++) {
      size_t x = place_of(b, count, a[i]), y = place_of(b, count, a[j]);
      if (x == count || y == count)
        continue;
      agree += x < y ? 1 : -1;
      pairs++;
    }
  return pairs > 0 ? agree / pairs : 1;
}

static void the_engines_rank_alike(void **state) {
  (void)state;
  int questions = (int)sample_count("PINCITE_RANKED_QUESTIONS", 200), poor = 0;
  double sum = 0, least = 1;
  for (int i = 0; i < questions; i++) {
    uint32_t a[DEPTH], b[DEPTH];
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    for (int word = 2 + brute_below(4); word > 0; word--) {
      size_t at;
      pincite__buf_adds(&text, brute_random_token(&corpus, &at));
      pincite__buf_addc(&text, ' ');
    }
    size_t count = best_of(text.data, "fts5", a);
    assert_int_equal(best_of(text.data, "xapian", b), count);
    double value = tau(a, b, count);
    sum += value;
    least = value < least ? value : least;
    poor += value < 0.95;
    pincite__buf_release(&text);
  }
  print_message("Kendall's tau over %d questions: %.4f, the least %.4f, below 0.95: %d\n",
                questions, sum / questions, least, poor);
  assert_true(least >= 0.95);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_set_is_the_one_of_reading_all),
      cmocka_unit_test(the_engines_rank_alike),
      cmocka_unit_test(what_fts5_keeps_makes_no_difference),
  };
  brute_seed = (uint64_t)sample_count("PINCITE_EXACT_SEED", 230);
  sample_open();
  corpus.analyser = pincite__analyser_new();
  brute_load(&corpus, sample->store);
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  pincite__analyser_free(corpus.analyser);
  brute_release(&corpus);
  sample_close();
  return failed;
}
