/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../corpus/handle.h"
#include "../../corpus/pages.h"
#include "../../corpus/store_private.h"

#define FOLDER "verify-test.pincite"

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

static pincite_index *open_as(pincite_open_mode mode) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = mode;
  assert_int_equal(pincite_open(FOLDER, &options, &index, NULL), PINCITE_OK);
  return index;
}

/* Articles with headings, of one passage and of several, some removed again. */
static void make(void) {
  clean();
  pincite_index *index = open_as(PINCITE_CREATE);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 0; i < 30; i++) {
    char id[16];
    pincite_buf text;
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    for (int n = 0; n < i * 9; n++)
      pincite__buf_addf(&text, "%sHotel %d of %d knew of the venture.",
                        n % 8 ? " " : "\n\n", n, i);
    pincite__buf_adds(&text, "\n\nSection 230 is no bar to it.");
    snprintf(id, sizeof id, "a%d", i);
    input.id = id;
    input.text = text.data;
    input.title = i % 3 ? "Hotels and the law" : NULL;
    input.author = i % 2 ? "Ann Author" : NULL;
    input.source = i % 4 ? "Journal" : NULL;
    input.published = i % 5 ? "2019-04" : NULL;
    assert_int_equal(pincite_add(index, &input, NULL), PINCITE_OK);
    pincite__buf_release(&text);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  assert_int_equal(pincite_remove(index, "a7", NULL), PINCITE_OK);
  pincite_close(index);
}

/* Change what is stored as a fault in the program would: the pages are sound. */
static void damage(const char *statement) {
  pincite_store *store = NULL;
  pincite_error err;
  assert_int_equal(pincite__store_open(FOLDER, PINCITE_WRITE, &store, &err), PINCITE_OK);
  if (sqlite3_exec(pincite__store_db(store), statement, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", statement, sqlite3_errmsg(pincite__store_db(store)));
  pincite__store_close(store);
}

typedef struct seen {
  int count;
  char part[32], sentence[512];
} seen;

static int note(const pincite_finding *finding, void *data) {
  seen *s = data;
  if (s->count++ == 0) {
    snprintf(s->part, sizeof s->part, "%s", finding->part);
    snprintf(s->sentence, sizeof s->sentence, "%s", finding->sentence);
  }
  return 0;
}

static pincite_status verify(int deep, seen *s) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_verify_report report;
  pincite_error err;
  *s = (seen){0};
  options.deep = deep;
  options.finding = note;
  options.data = s;
  pincite_index *index = open_as(PINCITE_READ);
  pincite_status status = pincite_verify(index, &options, &report, &err);
  assert_int_equal(report.findings, s->count);
  pincite_close(index);
  return status;
}

static void a_sound_index_has_no_findings(void **state) {
  (void)state;
  seen s;
  make();
  assert_int_equal(verify(0, &s), PINCITE_OK);
  pincite_status status = verify(1, &s);
  if (status)
    fail_msg("%s: %s", s.part, s.sentence);
  clean();
}

typedef struct kind {
  const char *part; /* that the first finding is about */
  bool quick;       /* seen without --deep */
  const char *statement;
} kind;

static const kind kinds[] = {
    {"text", true,
     "UPDATE text_page SET data = substr(data, 1, length(data) / 2) WHERE id = (SELECT min(id) FROM text_page)"},
    {"text", true, "DELETE FROM dictionary"},
    {"text", false, "UPDATE text_page SET records = records + 1 WHERE id = (SELECT min(id) FROM text_page)"},
    {"totals", true, "DELETE FROM article WHERE id = 1"},
    {"totals", true, "UPDATE meta SET value = value + 1 WHERE key = 'articles'"},
    {"totals", true, "UPDATE meta SET value = value - 1 WHERE key = 'undated'"},
    {"totals", false, "UPDATE meta SET value = value + 1 WHERE key = 'sum2'"},
    {"articles", false, "UPDATE article SET published = 20200101 WHERE id = 2"},
    {"articles", true, "UPDATE article SET source = NULL WHERE source > 0"},
    {"articles", false, "UPDATE article SET place = place + 1 WHERE id = 3"},
    {"articles", true, "DELETE FROM article_key WHERE article = 1"},
    {"articles", false, "UPDATE article_key SET key = key + 1 WHERE article = 2"},
    {"articles", true,
     "DELETE FROM passage_cut WHERE id = (SELECT max(id) FROM passage_cut)"},
    {"articles", false, "UPDATE passage_cut SET length = length + 9 WHERE start = 0"},
    {"ledger", true, "UPDATE article SET input = 99 WHERE id = 1"},
    {"ledger", true, "INSERT INTO fault VALUES(7, 1, 'x', 'y')"},
    {"postings", false, "UPDATE postings_passage SET body = zeroblob(length(body))"},
    {"postings", false, "DELETE FROM postings_term"},
    {"postings", false, "DELETE FROM postings_state"},
    {"families", false,
     "UPDATE sketch SET bytes = substr(bytes, 1, 3) WHERE id = (SELECT id FROM sketch)"},
    {"families", false, "DELETE FROM sketch WHERE id = (SELECT max(id) FROM sketch)"},
    {"families", false,
     "UPDATE sketch SET id = id + 1 WHERE id = (SELECT max(id) FROM sketch)"},
    {"families", true,
     "DELETE FROM family WHERE article = (SELECT max(article) FROM family)"},
    {"families", true, "UPDATE family SET family = family + 1"},
    {"families", true, "INSERT INTO family VALUES((SELECT max(id) + 1 FROM article), 3)"},
    {"fts", false, "DELETE FROM passage_fts_data WHERE id > 10"},
    {"fts", false,
     "INSERT INTO passage_fts(rowid, title, heading, body) VALUES(9999, '', '', "
     "'ghost')"},
    {"fts", false,
     "INSERT INTO passage_fts(passage_fts, rowid, title, heading, body) SELECT 'delete', "
     "id,"
     " title, heading, body FROM passage_text LIMIT 1"},
};

static void every_kind_of_damage_is_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    seen s;
    make();
    damage(kinds[i].statement);
    pincite_status status = verify(0, &s);
    if ((status == PINCITE_ECORRUPT) != kinds[i].quick || (!kinds[i].quick && status))
      fail_msg("%s: quick gives %d, %s", kinds[i].statement, (int)status, s.sentence);
    status = verify(1, &s);
    if (status != PINCITE_ECORRUPT || strcmp(s.part, kinds[i].part) != 0)
      fail_msg("%s: deep gives %d, %s: %s", kinds[i].statement, (int)status, s.part,
               s.sentence);
  }
  clean();
}

static int stop(const pincite_finding *finding, void *data) {
  (void)finding;
  return ++*(int *)data;
}

static void the_caller_may_stop_at_a_finding(void **state) {
  (void)state;
  int calls = 0;
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  make();
  damage("DELETE FROM dictionary");
  options.finding = stop;
  options.data = &calls;
  pincite_index *index = open_as(PINCITE_READ);
  assert_int_equal(pincite_verify(index, &options, NULL, NULL), PINCITE_EABORTED);
  assert_int_equal(calls, 1);
  pincite_close(index);
  clean();
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(a_sound_index_has_no_findings),
    cmocka_unit_test(every_kind_of_damage_is_named),
    cmocka_unit_test(the_caller_may_stop_at_a_finding),
};

TEST_MAIN(cases)
