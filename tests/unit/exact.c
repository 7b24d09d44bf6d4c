/* SPDX-License-Identifier: MIT
 *
 * The set of passages that a search finds is the one that reading them all one by
 * one finds, for Boolean, phrase and proximity questions made at random, whichever
 * engine answers; and for plain questions the engines rank alike.
 *
 * On the sample by default. PINCITE_EXACT_INDEX names another index, and
 * PINCITE_EXACT_QUESTIONS how many questions it is asked.
 */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "brute.h"
#include "hits.h"

static brute_corpus corpus;
static pincite_index *index_;
static char folder_[] = "/tmp/pincite-exact-XXXXXX";
static const char *const engines[] = {"fts5", "xapian"};
#define ENGINES (sizeof engines / sizeof *engines)

static void add_article(const char *path, const char *id) {
  FILE *file = fopen(path, "rb");
  static char text[1 << 16];
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
  char *body = strchr(text, '\n');
  if (!body)
    return;
  *body = '\0';
  article.id = id;
  article.title = text;
  article.text = body + 1;
  assert_int_equal(pincite_add(index_, &article, NULL), PINCITE_OK);
}

static void add_folder(const char *name) {
  char path[2048];
  snprintf(path, sizeof path, "%s/corpus/sample/%s", TEST_SOURCE_DIR, name);
  DIR *folder = opendir(path);
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, ".txt") || strstr(entry->d_name, ".md")) {
      snprintf(path, sizeof path, "%s/corpus/sample/%s/%s", TEST_SOURCE_DIR, name,
               entry->d_name);
      add_article(path, entry->d_name);
    }
  closedir(folder);
}

static void open_index(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  const char *path = getenv("PINCITE_EXACT_INDEX");
  char made[64];
  pincite_error err = {PINCITE_OK, ""};
  options.mode = path ? PINCITE_READ : PINCITE_CREATE;
  options.engines = path ? NULL : "fts5,xapian";
  if (!path)
    assert_non_null(mkdtemp(folder_));
  snprintf(made, sizeof made, "%s/x.pincite", folder_);
  if (pincite_open(path ? path : made, &options, &index_, &err))
    fail_msg("%s", err.message);
  if (path)
    return;
  assert_int_equal(pincite_begin(index_, NULL), PINCITE_OK);
  add_folder("section-230");
  add_folder("backpage");
  add_folder("fosta");
  assert_int_equal(pincite_commit(index_, NULL), PINCITE_OK);
}

/* Read every passage as it is stored. */
static void load(void) {
  sqlite3_stmt *rows = NULL;
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  assert_int_equal(pincite__store_begin_read(index_->store, NULL), PINCITE_OK);
  assert_int_equal(sqlite3_prepare_v2(pincite__store_db(index_->store),
                                      "SELECT id FROM passage", -1, &rows, NULL),
                   SQLITE_OK);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    int64_t rowid = sqlite3_column_int64(rows, 0);
    assert_int_equal(pincite__passage_text(index_->store, rowid, &passage, NULL),
                     PINCITE_OK);
    brute_add(&corpus, rowid, passage.title, passage.heading, passage.body);
  }
  sqlite3_finalize(rows);
  pincite__store_end_read(index_->store);
  pincite__passage_text_release(&passage);
}

static int compare_rows(const void *a, const void *b) {
  uint32_t x = ((const pincite_ranked *)a)->rowid, y = ((const pincite_ranked *)b)->rowid;
  return (x > y) - (x < y);
}

static bool is_found(const pincite_ranked *items, size_t count, int64_t rowid) {
  pincite_ranked key = {.rowid = (uint32_t)rowid};
  return count && bsearch(&key, items, count, sizeof *items, compare_rows);
}

static size_t check_question(const brute_tree *tree, const char *text,
                             const char *engine) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_error err = {PINCITE_OK, ""};
  size_t found = 0;
  options.all = 1;
  options.zones = "all";
  options.strict = 1;
  options.no_concepts = 1;
  options.engine = engine;
  if (pincite_search(index_, text, SIZE_MAX, &options, &hits, &err))
    fail_msg("%s by %s: %s", text, engine, err.message);
  size_t count = hits->count;
  pincite_ranked *items = malloc((count + 1) * sizeof *items);
  assert_non_null(items);
  if (count)
    memcpy(items, hits->items, count * sizeof *items);
  qsort(items, count, sizeof *items, compare_rows);
  for (size_t i = 0; i < corpus.passage_count; i++) {
    bool want = brute_matches(&corpus, tree, i);
    if (want != is_found(items, count, corpus.passages[i].rowid))
      fail_msg("%s by %s: row %d is %s", text, engine, (int)corpus.passages[i].rowid,
               want ? "missing" : "too much");
    found += want;
  }
  assert_int_equal(found, count);
  assert_int_equal(hits->total, count);
  assert_true(hits->total_exact);
  free(items);
  pincite_hits_free(hits);
  return found;
}

static void every_set_is_the_one_of_reading_all(void **state) {
  (void)state;
  const char *wanted = getenv("PINCITE_EXACT_QUESTIONS");
  long questions = wanted ? strtol(wanted, NULL, 10) : 1500, empty = 0;
  size_t found = 0;
  for (long i = 0; i < questions; i++) {
    brute_tree *tree = brute_random(&corpus, 3, false);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    brute_write(tree, &text);
    size_t more = check_question(tree, text.data, engines[0]);
    for (size_t engine = 1; engine < ENGINES; engine++)
      assert_int_equal(check_question(tree, text.data, engines[engine]), more);
    found += more;
    empty += more == 0;
    pincite__buf_release(&text);
    brute_free(tree);
  }
  print_message("%ld questions over %zu passages, %zu hits, %ld without any\n", questions,
                corpus.passage_count, found, empty);
  assert_true(empty < questions * 2 / 3);
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
  if (pincite_search(index_, text, SIZE_MAX, &options, &hits, &err))
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
  const char *wanted = getenv("PINCITE_RANKED_QUESTIONS");
  int questions = wanted ? atoi(wanted) : 200, poor = 0;
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

static void close_index(void) {
  char command[96];
  pincite_close(index_);
  snprintf(command, sizeof command, "rm -rf %s", folder_);
  if (!getenv("PINCITE_EXACT_INDEX"))
    assert_int_equal(system(command), 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_set_is_the_one_of_reading_all),
      cmocka_unit_test(the_engines_rank_alike),
  };
  open_index();
  corpus.analyser = pincite__analyser_new();
  load();
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  pincite__analyser_free(corpus.analyser);
  brute_release(&corpus);
  close_index();
  return failed;
}
