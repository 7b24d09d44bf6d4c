/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../corpus/family.h"
#include "../../corpus/handle.h"
#include "../../corpus/rebuild.h"

#define FOLDER "repair-test.pincite"
#define INTO "repair-into.pincite"
#define ARTICLES 40

static void clean(void) {
  static const char *const folders[] = {FOLDER "/compact", FOLDER, INTO,
                                        FOLDER ".damaged", FOLDER ".damaged-2"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    char note[80];
    snprintf(note, sizeof note, "%s/note", folders[i]);
    unlink(note);
    pincite__folder_remove(folders[i], NULL);
  }
}

static pincite_index *open_as(const char *path, pincite_open_mode mode) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  options.mode = mode;
  if (pincite_open(path, &options, &index, &err))
    fail_msg("%s: %s", path, err.message);
  return index;
}

static void text_of(int i, pincite_buf *text) {
  pincite__buf_init(text, PINCITE__BUF_LIMIT);
  for (int n = 0; n < i * 2; n++)
    pincite__buf_addf(text, "%sHotel %d of %d knew of the venture and its room %d.",
                      n % 8 ? " " : "\n\n", n, i, n * 7919 % 1000);
  pincite__buf_adds(text, "\n\nSection 230 is no bar to it.");
}

static void make(void) {
  clean();
  pincite_index *index = open_as(FOLDER, PINCITE_CREATE);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 0; i < ARTICLES; i++) {
    char id[16];
    pincite_buf text;
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    text_of(i, &text);
    snprintf(id, sizeof id, "a%d", i);
    input.id = id;
    input.text = text.data;
    input.title = "Hotels and the law";
    input.author = i % 2 ? "Ann Author" : NULL;
    input.published = i % 5 ? "2019-04" : NULL;
    assert_int_equal(pincite_add(index, &input, NULL), PINCITE_OK);
    pincite__buf_release(&text);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
}

static void fingerprint(const char *path, char out[65]) {
  pincite_state state;
  pincite_index *index = open_as(path, PINCITE_READ);
  assert_int_equal(pincite_state_get(index, &state, NULL), PINCITE_OK);
  memcpy(out, state.fingerprint, 65);
  pincite_close(index);
}

static void damage(const char *statement) {
  pincite_store *store = NULL;
  pincite_error err;
  assert_int_equal(pincite__store_open(FOLDER, PINCITE_WRITE, &store, &err), PINCITE_OK);
  if (sqlite3_exec(pincite__store_db(store), statement, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", statement, sqlite3_errmsg(pincite__store_db(store)));
  pincite__store_close(store);
}

/* Sound, and no article has a text that is not its own. Gives how many there are. */
static int check(const char *path) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = open_as(path, PINCITE_READ);
  int there = 0;
  options.deep = 1;
  if (pincite_verify(index, &options, NULL, &err))
    fail_msg("%s: %s", path, err.message);
  for (int i = 0; i < ARTICLES; i++) {
    char id[16];
    pincite_buf text;
    const pincite_article *article;
    snprintf(id, sizeof id, "a%d", i);
    pincite_status status = pincite_article_get(index, id, &article, NULL, NULL);
    if (status == PINCITE_ENOTFOUND)
      continue;
    assert_int_equal(status, PINCITE_OK);
    text_of(i, &text);
    assert_string_equal(article->text, text.data + 2);
    pincite__buf_release(&text);
    pincite_article_free(article);
    there++;
  }
  pincite_close(index);
  return there;
}

static void what_is_derived_is_made_anew(void **state) {
  (void)state;
  static const char *const statements[] = {
      "SELECT 1",
      "DELETE FROM passage_fts_data WHERE id > 10",
      "DELETE FROM postings_term",
      "DELETE FROM postings_state",
      "UPDATE meta SET value = value + 1 WHERE key IN ('articles', 'sum2', 'passages')",
      "UPDATE article SET published = 20200101, author = NULL",
      "DELETE FROM article_key",
      "UPDATE text_page SET records = records + 1",
      "DELETE FROM author",
  };
  char before[65], after[65];
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
    pincite_repair_report report;
    pincite_error err = {PINCITE_OK, ""};
    make();
    fingerprint(FOLDER, before);
    damage(statements[i]);
    pincite_status status = pincite_repair(FOLDER, NULL, &report, &err);
    if (status && !strstr(statements[i], "meta"))
      fail_msg("%s: %d %s", statements[i], (int)status, err.message);
    assert_int_equal(report.articles, ARTICLES);
    assert_int_equal(check(FOLDER), ARTICLES);
    fingerprint(FOLDER, after);
    assert_string_equal(before, after);
    assert_string_equal(report.fingerprint, after);
  }
  clean();
}

/* Of each article the first one that is of its family; itself, where it is alone. */
static void list_families(const char *path, int first[ARTICLES]) {
  int64_t families[ARTICLES];
  pincite_index *index = open_as(path, PINCITE_READ);
  for (int i = 0; i < ARTICLES; i++) {
    char id[16];
    int64_t rowid = 0;
    snprintf(id, sizeof id, "a%d", i);
    assert_int_equal(pincite__article_find(index->store, pincite__str(id), &rowid, NULL),
                     PINCITE_OK);
    assert_int_equal(pincite__family_of(index->store, rowid, &families[i], NULL),
                     PINCITE_OK);
    first[i] = i;
    for (int k = i; families[i] && k-- > 0;)
      if (families[k] == families[i])
        first[i] = k;
  }
  pincite_close(index);
}

/* Whatever became of their tables; and a deep verification says what did. */
static void families_are_made_anew(void **state) {
  (void)state;
  static const char *const statements[] = {
      "SELECT 1",
      "DELETE FROM family",
      "DELETE FROM sketch",
      "UPDATE family SET family = article",
      "INSERT OR IGNORE INTO family SELECT id, (SELECT min(family) FROM family) FROM "
      "article",
      "UPDATE sketch SET bytes = zeroblob(length(bytes))",
  };
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
    int before[ARTICLES], after[ARTICLES], kin = 0;
    pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
    pincite_error err = {PINCITE_OK, ""};
    options.deep = 1;
    make();
    list_families(FOLDER, before);
    for (int k = 0; k < ARTICLES; k++)
      kin += before[k] != k;
    assert_in_range(kin, 2, ARTICLES - 2);
    damage(statements[i]);
    pincite_index *index = open_as(FOLDER, PINCITE_READ);
    pincite_status status = pincite_verify(index, &options, NULL, &err);
    pincite_close(index);
    if (status != (i ? PINCITE_ECORRUPT : PINCITE_OK))
      fail_msg("%s: %d %s", statements[i], (int)status, err.message);
    if (pincite_repair(FOLDER, NULL, NULL, &err))
      fail_msg("%s: %s", statements[i], err.message);
    assert_int_equal(check(FOLDER), ARTICLES);
    list_families(FOLDER, after);
    assert_memory_equal(before, after, sizeof before);
  }
  clean();
}

static void flip(const char *path, long at) {
  FILE *file = fopen(path, "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, at, SEEK_SET), 0);
  int byte = fgetc(file);
  assert_int_equal(fseek(file, at, SEEK_SET), 0);
  fputc(byte ^ 0x20, file);
  fclose(file);
}

static void hash_file(const char *path, unsigned char out[PINCITE__SHA256_SIZE]) {
  char bytes[4096];
  size_t len;
  pincite_sha256 sha;
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  pincite__sha256_init(&sha);
  while ((len = fread(bytes, 1, sizeof bytes, file)) > 0)
    pincite__sha256_add(&sha, bytes, len);
  pincite__sha256_final(&sha, out);
  fclose(file);
}

/* Whichever page is damaged: what comes out is sound, what is lost is told, and the
   damaged file is not touched. */
static void each_page_may_be_damaged(void **state) {
  (void)state;
  struct stat info;
  make();
  assert_int_equal(stat(FOLDER "/corpus.db", &info), 0);
  int hopeless = 0, whole = 0, pages = (int)(info.st_size / 16384);
  for (int page = 0; page < pages; page++) {
    unsigned char before[PINCITE__SHA256_SIZE], after[PINCITE__SHA256_SIZE];
    pincite_repair_options options = PINCITE_REPAIR_OPTIONS_INIT;
    pincite_repair_report report = {0};
    pincite_error err = {PINCITE_OK, ""};
    long at = page * 16384L + 16384 - 4000;
    options.into = INTO;
    flip(FOLDER "/corpus.db", at);
    hash_file(FOLDER "/corpus.db", before);
    pincite_status status = pincite_repair(FOLDER, &options, &report, &err);
    hash_file(FOLDER "/corpus.db", after);
    assert_memory_equal(before, after, sizeof before);
    if (status == PINCITE_ECORRUPT) {
      hopeless++;
    } else {
      if (status < 0)
        fail_msg("page %d: %s", page, err.message);
      int there = check(INTO);
      assert_int_equal(there, report.articles);
      assert_true(there + (int)report.lost >= ARTICLES);
      whole += there == ARTICLES;
      assert_int_equal(pincite__folder_remove(INTO, NULL), PINCITE_OK);
    }
    flip(FOLDER "/corpus.db", at);
  }
  print_message("%d pages: %d without any loss, %d hopeless\n", pages, whole, hopeless);
  assert_true(hopeless <= 1);
  assert_true(whole > pages / 2);
  clean();
}

static void the_damaged_index_is_kept_and_old_handles_say_so(void **state) {
  (void)state;
  pincite_repair_report report;
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits;
  make();
  FILE *note = fopen(FOLDER "/note", "w");
  assert_non_null(note);
  fclose(note);
  damage("DELETE FROM postings_state");
  pincite_index *old = open_as(FOLDER, PINCITE_READ);
  assert_int_equal(pincite_repair(FOLDER, NULL, &report, &err), PINCITE_OK);
  assert_non_null(strstr(report.kept, FOLDER ".damaged"));
  assert_int_equal(access(FOLDER ".damaged/corpus.db", F_OK), 0);
  assert_int_equal(access(FOLDER "/note", F_OK), 0);
  assert_int_equal(pincite_search(old, "hotel", SIZE_MAX, NULL, &hits, &err),
                   PINCITE_ENOINDEX);
  pincite_close(old);
  assert_int_equal(pincite_repair(FOLDER, NULL, &report, &err), PINCITE_OK);
  assert_non_null(strstr(report.kept, FOLDER ".damaged-2"));
  pincite_repair_options options = PINCITE_REPAIR_OPTIONS_INIT;
  options.into = FOLDER;
  assert_int_equal(pincite_repair(FOLDER, &options, &report, &err), PINCITE_EREFUSED);
  pincite_index *writer = open_as(FOLDER, PINCITE_WRITE);
  assert_int_equal(pincite_repair(FOLDER, NULL, &report, &err), PINCITE_ELOCKED);
  pincite_close(writer);
  assert_int_equal(pincite_repair("nowhere", NULL, &report, &err), PINCITE_ENOINDEX);
  clean();
}

static size_t count_hits(pincite_index *index, const char *query) {
  pincite_hits *hits;
  pincite_answer answer;
  pincite_error err = {PINCITE_OK, ""};
  if (pincite_search(index, query, SIZE_MAX, NULL, &hits, &err))
    fail_msg("%s", err.message);
  pincite_hits_answer(hits, &answer);
  size_t total = (size_t)answer.total;
  pincite_hits_free(hits);
  return total;
}

/* A reader that stays open sees the compacted index; it answers as before. */
static void compacting_changes_no_answer(void **state) {
  (void)state;
  struct stat before, after;
  make();
  pincite_index *reader = open_as(FOLDER, PINCITE_READ);
  pincite_index *writer = open_as(FOLDER, PINCITE_WRITE);
  for (int i = 1; i < ARTICLES; i += 2) {
    char id[16];
    snprintf(id, sizeof id, "a%d", i);
    assert_int_equal(pincite_remove(writer, id, NULL), PINCITE_OK);
  }
  size_t hotels = count_hits(reader, "\"hotel 7\"");
  assert_int_equal(stat(FOLDER "/corpus.db", &before), 0);
  pincite_error err = {PINCITE_OK, ""};
  if (pincite_compact(writer, &err))
    fail_msg("%s", err.message);
  assert_int_equal(count_hits(reader, "\"hotel 7\""), hotels);
  assert_int_equal(count_hits(writer, "\"hotel 7\""), hotels);
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.text = "A hotel 7 of another kind.";
  if (pincite_add(writer, &input, &err))
    fail_msg("%s", err.message);
  assert_int_equal(count_hits(reader, "\"hotel 7\""), hotels + 1);
  pincite_close(reader);
  pincite_close(writer);
  assert_int_equal(check(FOLDER), ARTICLES / 2);
  assert_int_equal(stat(FOLDER "/corpus.db", &after), 0);
  assert_true(after.st_size <= before.st_size);
  assert_int_not_equal(access(FOLDER "/compact", F_OK), 0);
  clean();
}

static void a_damaged_index_is_not_compacted(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  make();
  damage("UPDATE text_page SET data = substr(data, 1, length(data) / 2) WHERE id = "
         "(SELECT min(id) FROM text_page)");
  pincite_index *index = open_as(FOLDER, PINCITE_WRITE);
  assert_int_equal(pincite_compact(index, &err), PINCITE_ECORRUPT);
  pincite_close(index);
  clean();
}

static void a_snapshot_is_frozen(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  make();
  pincite_index *reader = open_as(FOLDER, PINCITE_READ);
  pincite_index *writer = open_as(FOLDER, PINCITE_WRITE);
  assert_int_equal(pincite_begin(writer, NULL), PINCITE_OK);
  assert_int_equal(pincite_remove(writer, "a1", NULL), PINCITE_OK);
  if (pincite_snapshot(reader, INTO, &err))
    fail_msg("%s", err.message);
  assert_int_equal(pincite_commit(writer, NULL), PINCITE_OK);
  assert_int_equal(pincite_snapshot(reader, INTO, &err), PINCITE_EREFUSED);
  pincite_close(reader);
  pincite_close(writer);
  assert_int_equal(check(INTO), ARTICLES);
  assert_int_equal(check(FOLDER), ARTICLES - 1);
  assert_int_not_equal(access(INTO "/corpus.db-wal", F_OK), 0);
  /* It is an index like any other. */
  writer = open_as(INTO, PINCITE_WRITE);
  assert_int_equal(pincite_remove(writer, "a2", NULL), PINCITE_OK);
  pincite_close(writer);
  assert_int_equal(check(INTO), ARTICLES - 1);
  clean();
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(what_is_derived_is_made_anew),
    cmocka_unit_test(families_are_made_anew),
    cmocka_unit_test(each_page_may_be_damaged),
    cmocka_unit_test(the_damaged_index_is_kept_and_old_handles_say_so),
    cmocka_unit_test(compacting_changes_no_answer),
    cmocka_unit_test(a_damaged_index_is_not_compacted),
    cmocka_unit_test(a_snapshot_is_frozen),
};

/* In memory, where there is such a place: a repair waits for the medium often. */
int main(void) {
  char folder[] = "/dev/shm/pincite-repair-XXXXXX";
  bool in_memory = mkdtemp(folder) && chdir(folder) == 0;
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  if (in_memory && chdir("/") == 0)
    rmdir(folder);
  return failed;
}
