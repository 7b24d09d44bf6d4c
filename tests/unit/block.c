/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../corpus/handle.h"
#include "../../corpus/pages.h"

#define FOLDER "block-test.pincite"

static void clean(void) {
  static const char *const names[] = {"corpus.db", "corpus.db-wal", "corpus.db-shm",
                                      "lock"};
  for (size_t i = 0; i < 4; i++) {
    char path[64];
    snprintf(path, sizeof path, FOLDER "/%s", names[i]);
    unlink(path);
  }
  rmdir(FOLDER);
}

static char *article_text(int i) {
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  for (int n = 0; n < 400; n++)
    pincite__buf_addf(&out, "Sentence %d of article %d speaks of hotels and platforms. ",
                      n, i);
  out.data[out.len - 1] = '\0';
  return pincite__buf_take(&out);
}

static pincite_index *open_as(pincite_open_mode mode, pincite_error *err) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = mode;
  return pincite_open(FOLDER, &options, &index, err) ? NULL : index;
}

static void make(int count) {
  pincite_error err;
  clean();
  pincite_index *index = open_as(PINCITE_CREATE, &err);
  assert_non_null(index);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 0; i < count; i++) {
    char id[16];
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    char *text = article_text(i);
    snprintf(id, sizeof id, "a%d", i);
    input.id = id;
    input.text = text;
    assert_int_equal(pincite_add(index, &input, &err), PINCITE_OK);
    free(text);
  }
  assert_int_equal(pincite_commit(index, &err), PINCITE_OK);
  pincite_close(index);
}

static void text_comes_back_through_the_dictionary(void **state) {
  (void)state;
  make(30);
  pincite_error err;
  pincite_index *index = open_as(PINCITE_READ, &err);
  assert_non_null(index);
  for (int i = 29; i >= 0; i--) {
    char id[16];
    const pincite_article *article = NULL;
    char *text = article_text(i);
    snprintf(id, sizeof id, "a%d", i);
    assert_int_equal(pincite_article_get(index, id, &article, NULL, &err), PINCITE_OK);
    assert_string_equal(article->text, text);
    pincite_article_free(article);
    free(text);
  }
  pincite_state s;
  assert_int_equal(pincite_state_get(index, &s, &err), PINCITE_OK);
  assert_true(s.stored_bytes * 4 < s.text_bytes);
  pincite_close(index);
  clean();
}

/* Change what is stored as a fault in the program would: the pages are sound. */
static void damage(const char *sql) {
  sqlite3 *db = NULL;
  void *layer = NULL;
  assert_int_equal(
      pincite__pages_open(FOLDER "/corpus.db", SQLITE_OPEN_READWRITE, &db, &layer),
      SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  free(layer);
}

static void damaged_text_is_an_error_that_names_the_block(void **state) {
  (void)state;
  static const char *const kinds[] = {
      "UPDATE text_page SET data = substr(data, 1, 60)",
      "UPDATE text_page SET data = zeroblob(length(data))",
      "UPDATE text_page SET data = CAST(substr(data, 1, 7) || x'00' || substr(data, 9) AS "
      "BLOB)",
      "UPDATE text_page SET data = CAST(substr(data, 1, 3) || x'01' || substr(data, 5) AS "
      "BLOB)",
      "UPDATE text_page SET data = CAST(substr(data, 1, 1) || x'ff' || substr(data, 3) AS "
      "BLOB)",
      "UPDATE text_page SET data = NULL",
      "UPDATE text_page SET dictionary = 77",
      "DELETE FROM text_page",
      "DELETE FROM dictionary",
      "UPDATE dictionary SET bytes = zeroblob(length(bytes))",
      "UPDATE article SET place = place + 3",
      "UPDATE article SET place = place + (1 << 14)",
      "UPDATE article SET length = 9223372036854775807",
      "UPDATE passage_cut SET start = 100000000",
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    pincite_error err = {PINCITE_OK, ""};
    const pincite_article *article = NULL;
    make(3);
    damage(kinds[i]);
    pincite_index *index = open_as(PINCITE_READ, &err);
    assert_non_null(index);
    pincite_status status = pincite_article_get(index, "a0", &article, NULL, &err);
    if (status != PINCITE_ECORRUPT)
      fail_msg("%s: status %d, %s", kinds[i], (int)status, err.message);
    assert_true(strlen(err.message) > 10);
    pincite_close(index);
  }
  clean();
}

static void foreign_newer_and_older_files_are_refused(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  make(1);
  damage("PRAGMA user_version = 99");
  assert_null(open_as(PINCITE_READ, &err));
  assert_int_equal(err.status, PINCITE_EVERSION);
  make(1);
  damage("PRAGMA user_version = 1");
  assert_null(open_as(PINCITE_READ, &err));
  assert_int_equal(err.status, PINCITE_EVERSION);
  assert_non_null(strstr(err.message, "index again"));
  make(1);
  damage("PRAGMA application_id = 7");
  assert_null(open_as(PINCITE_READ, &err));
  assert_int_equal(err.status, PINCITE_ENOINDEX);
  clean();
  assert_null(open_as(PINCITE_READ, &err));
  assert_int_equal(err.status, PINCITE_ENOINDEX);
  assert_int_equal(mkdir(FOLDER, 0777), 0);
  FILE *file = fopen(FOLDER "/corpus.db", "w");
  assert_non_null(file);
  fputs("this is no database, whatever its name says, and it is long enough to tell",
        file);
  fclose(file);
  assert_null(open_as(PINCITE_CREATE, &err));
  assert_int_equal(err.status, PINCITE_ECORRUPT);
  clean();
}

static uint64_t find_hotels(pincite_index *index, pincite_error *err) {
  pincite_hits *hits = NULL;
  pincite_hit hit;
  uint64_t found = 0;
  pincite_status status =
      pincite_search(index, "\"article 1\" hotels", SIZE_MAX, NULL, &hits, err);
  if (status)
    return 0;
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
    found = found * 31 + pincite__hash64(hit.text, hit.length) + hit.start;
  pincite_hits_free(hits);
  return status == PINCITE_DONE ? found : 0;
}

/* No damaged page is read as if it were sound. */
static void a_changed_byte_is_an_error_and_never_another_answer(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  make(20);
  pincite_index *index = open_as(PINCITE_READ, &err);
  uint64_t answer = find_hotels(index, &err);
  assert_int_not_equal(answer, 0);
  pincite_close(index);
  struct stat info;
  assert_int_equal(stat(FOLDER "/corpus.db", &info), 0);
  int noticed = 0;
  srand(7);
  for (int i = 0; i < 150; i++) {
    FILE *file = fopen(FOLDER "/corpus.db", "r+");
    long at = i < 30 ? i * 4 : rand() % (long)info.st_size;
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 1 << rand() % 8, file);
    fclose(file);
    index = open_as(PINCITE_READ, &err);
    uint64_t found = index ? find_hotels(index, &err) : 0;
    if (found != answer) {
      noticed++;
      if (found || (err.status != PINCITE_ECORRUPT && err.status != PINCITE_EVERSION &&
                    err.status != PINCITE_ENOINDEX))
        fail_msg("a byte at %ld: %s", at, err.message);
    }
    pincite_close(index);
    file = fopen(FOLDER "/corpus.db", "r+");
    fseek(file, at, SEEK_SET);
    fputc(byte, file);
    fclose(file);
  }
  assert_true(noticed > 30);
  clean();
}

static void one_writer_at_a_time(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  make(1);
  pincite_index *one = open_as(PINCITE_WRITE, &err);
  assert_non_null(one);
  assert_null(open_as(PINCITE_WRITE, &err));
  assert_int_equal(err.status, PINCITE_ELOCKED);
  pincite_index *reader = open_as(PINCITE_READ, &err);
  assert_non_null(reader);
  pincite_close(reader);
  pincite_close(one);
  one = open_as(PINCITE_WRITE, &err);
  assert_non_null(one);
  pincite_close(one);
  clean();
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(text_comes_back_through_the_dictionary),
    cmocka_unit_test(damaged_text_is_an_error_that_names_the_block),
    cmocka_unit_test(foreign_newer_and_older_files_are_refused),
    cmocka_unit_test(a_changed_byte_is_an_error_and_never_another_answer),
    cmocka_unit_test(one_writer_at_a_time),
};

TEST_MAIN(cases)
