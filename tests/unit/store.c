/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../corpus/handle.h"

#define ARTICLES 40

typedef struct model {
  char *texts[ARTICLES]; /* NULL: not in the index */
} model;

static pincite_index *open_memory(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(":memory:", &options, &index, NULL), PINCITE_OK);
  return index;
}

static char *random_text(void) {
  static const char *const words[] = {
      "platform",    "liability",   "section",   "230",     "hotel",
      "trafficking", "court",       "the",       "of",      "victim",
      "Backpage",    "caf\xc3\xa9", "immunity.", "Congress"};
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  size_t count = (size_t)(rand() % 10 == 0 ? rand() % 9000 : 1 + rand() % 300);
  for (size_t i = 0; i < count; i++) {
    if (i)
      pincite__buf_adds(&out, rand() % 40 ? " " : "\n\n");
    pincite__buf_adds(&out, words[rand() % 14]);
  }
  return pincite__buf_take(&out);
}

static void check_all(pincite_index *index, const model *m) {
  for (int i = 0; i < ARTICLES; i++) {
    char id[20];
    const pincite_article *article = NULL;
    snprintf(id, sizeof id, "article-%d", i);
    pincite_status status = pincite_article_get(index, id, &article, NULL, NULL);
    if (!m->texts[i]) {
      assert_int_equal(status, PINCITE_ENOTFOUND);
      continue;
    }
    assert_int_equal(status, PINCITE_OK);
    assert_string_equal(article->text, m->texts[i]);
    size_t covered = 0, last = 0;
    for (size_t n = 1; n <= article->passage_count; n++) {
      pincite_passage passage;
      assert_int_equal(pincite_article_passage(article, n, &passage), PINCITE_OK);
      assert_true(passage.start >= last);
      last = passage.start + passage.length;
      covered += passage.length;
    }
    assert_true(last <= article->text_length && covered > 0);
    pincite_article_free(article);
  }
}

/* FTS5's own check with rank 1 compares the index with the content. */
static void check_fts(pincite_index *index) {
  sqlite3 *db = pincite__store_db(index->store);
  char *message = NULL;
  int rc = sqlite3_exec(
      db, "INSERT INTO passage_fts(passage_fts, rank) VALUES('integrity-check', 1)", NULL,
      NULL, &message);
  if (rc != SQLITE_OK)
    print_error("%s\n", message);
  assert_int_equal(rc, SQLITE_OK);
}

static void put(pincite_index *index, model *m, int i) {
  char id[20];
  snprintf(id, sizeof id, "article-%d", i);
  free(m->texts[i]);
  m->texts[i] = random_text();
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.id = id;
  input.title = "A title of its own";
  input.text = m->texts[i];
  input.published = i % 2 ? "2018-03-21" : NULL;
  pincite_error err = {PINCITE_OK, ""};
  if (pincite_add(index, &input, &err))
    fail_msg("%s", err.message);
}

static void drop(pincite_index *index, model *m, int i) {
  char id[20];
  snprintf(id, sizeof id, "article-%d", i);
  pincite_status wanted = m->texts[i] ? PINCITE_OK : PINCITE_ENOTFOUND;
  assert_int_equal(pincite_remove(index, id, NULL), wanted);
  free(m->texts[i]);
  m->texts[i] = NULL;
}

static void what_was_put_in_is_there(void **state) {
  (void)state;
  srand(1);
  model m = {{NULL}};
  pincite_index *index = open_memory();
  for (int round = 0; round < 12; round++) {
    assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
    for (int change = 0; change < 25; change++) {
      int i = rand() % ARTICLES;
      if (rand() % 3)
        put(index, &m, i);
      else
        drop(index, &m, i);
    }
    assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
    check_all(index, &m);
    check_fts(index);
  }
  for (int i = 0; i < ARTICLES; i++)
    free(m.texts[i]);
  pincite_close(index);
}

static void fingerprint_of(pincite_index *index, char out[65]) {
  pincite_state s;
  assert_int_equal(pincite_state_get(index, &s, NULL), PINCITE_OK);
  memcpy(out, s.fingerprint, 65);
}

static void add_simple(pincite_index *index, const char *id, const char *text) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.id = id;
  input.text = text;
  assert_int_equal(pincite_add(index, &input, NULL), PINCITE_OK);
}

static void the_fingerprint_knows_no_order(void **state) {
  (void)state;
  char a[65], b[65], c[65];
  pincite_index *one = open_memory(), *two = open_memory();
  add_simple(one, "x", "Backpage was sued.");
  add_simple(one, "y", "Hotels were sued.");
  add_simple(two, "z", "This goes again.");
  add_simple(two, "y", "Hotels were not sued.");
  add_simple(two, "y", "Hotels were sued.");
  add_simple(two, "x", "Backpage was sued.");
  assert_int_equal(pincite_remove(two, "z", NULL), PINCITE_OK);
  fingerprint_of(one, a);
  fingerprint_of(two, b);
  assert_string_equal(a, b);
  add_simple(two, "x", "Backpage was sued!");
  fingerprint_of(two, c);
  assert_string_not_equal(a, c);
  pincite_close(one);
  pincite_close(two);
}

static void a_rollback_leaves_no_trace(void **state) {
  (void)state;
  char before[65], after[65];
  pincite_index *index = open_memory();
  add_simple(index, "x", "Backpage was sued.");
  fingerprint_of(index, before);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  add_simple(index, "y", "Never to be seen.");
  assert_int_equal(pincite_remove(index, "x", NULL), PINCITE_OK);
  pincite_rollback(index);
  fingerprint_of(index, after);
  assert_string_equal(before, after);
  const pincite_article *article = NULL;
  assert_int_equal(pincite_article_get(index, "x", &article, NULL, NULL), PINCITE_OK);
  pincite_article_free(article);
  assert_int_equal(pincite_article_get(index, "y", &article, NULL, NULL),
                   PINCITE_ENOTFOUND);
  add_simple(index, "y", "Now it may be seen.");
  check_fts(index);
  pincite_close(index);
}

static void an_equal_article_is_no_change(void **state) {
  (void)state;
  pincite_state before, after;
  pincite_index *index = open_memory();
  add_simple(index, "x", "Backpage was sued.");
  assert_int_equal(pincite_state_get(index, &before, NULL), PINCITE_OK);
  add_simple(index, "x", "Backpage was sued.");
  assert_int_equal(pincite_state_get(index, &after, NULL), PINCITE_OK);
  assert_int_equal(before.generation, after.generation);
  pincite_close(index);
}

static void passages_are_found_by_id(void **state) {
  (void)state;
  pincite_index *index = open_memory();
  const pincite_article *article = NULL;
  size_t ordinal = 99;
  add_simple(index, "doc#1", "An id may look like a passage's.");
  assert_int_equal(pincite_article_get(index, "doc#1", &article, &ordinal, NULL),
                   PINCITE_OK);
  assert_int_equal(ordinal, 0);
  pincite_article_free(article);
  assert_int_equal(pincite_article_get(index, "doc#1#1", &article, &ordinal, NULL),
                   PINCITE_OK);
  assert_int_equal(ordinal, 1);
  pincite_article_free(article);
  pincite_error err;
  assert_int_equal(pincite_article_get(index, "doc#1#2", &article, &ordinal, &err),
                   PINCITE_ENOTFOUND);
  assert_string_equal(err.message, "article 'doc#1' has no passage 2");
  pincite_close(index);
}

/* How many files this process has open whose names have both parts. */
static size_t open_files(const char *one, const char *other) {
  char path[64], to[4200];
  size_t count = 0;
  for (int fd = 0; fd < 256; fd++) {
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(path, to, sizeof to - 1);
    to[length > 0 ? length : 0] = '\0';
    count += strstr(to, one) && strstr(to, other);
  }
  return count;
}

static void temporary_files_lie_beside_the_database(void **state) {
  (void)state;
  pincite_store *store = NULL;
  assert_int_equal(system("rm -rf store-test.pincite"), 0);
  assert_int_equal(
      pincite__store_open("store-test.pincite", PINCITE_CREATE, &store, NULL),
      PINCITE_OK);
  assert_int_equal(
      sqlite3_exec(pincite__store_db(store),
                   "PRAGMA temp.cache_size = 2; CREATE TEMP TABLE large AS WITH RECURSIVE"
                   " n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                   " SELECT randomblob(10000) AS bytes FROM n",
                   NULL, NULL, NULL),
      SQLITE_OK);
  assert_true(open_files("store-test.pincite/corpus.db-", " (deleted)") >= 1);
  assert_int_equal(open_files("etilqs", ""), 0);
  pincite__store_close(store);
  assert_int_equal(system("rm -r store-test.pincite"), 0);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(what_was_put_in_is_there),
    cmocka_unit_test(the_fingerprint_knows_no_order),
    cmocka_unit_test(a_rollback_leaves_no_trace),
    cmocka_unit_test(an_equal_article_is_no_change),
    cmocka_unit_test(passages_are_found_by_id),
    cmocka_unit_test(temporary_files_lie_beside_the_database),
};

TEST_MAIN(cases)
