/* SPDX-License-Identifier: MIT
 *
 * One table of cases, asked of every engine; and what happens when the second engine is
 * behind, damaged, foreign or gone.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handle.h"
#include "xapian_index.h"

static char folder[] = "/tmp/pincite-engines-XXXXXX";
static char path[64];

static const struct {
  const char *id, *title, *text, *published, *source;
} articles[] = {
    {"zeran", "Zeran v. America Online",
     "The court read immunity broadly. A distributor is a publisher, it said, and a "
     "publisher is immune under 47 U.S.C. 230(c)(1).",
     "1997-11-12", "Docket Reader"},
    {"fosta", "FOSTA passes", "The Senate voted 97 to 2. Hotels were not mentioned.",
     "2018-03-21", "Policy Notes"},
    {"hotel", "Hotels as defendants",
     "A hotel rents rooms. Trafficking in persons was seen by the clerk.\n\nThe chain "
     "earned money from each room, and had notice of trafficking.",
     "2019", "Docket Reader"},
    {"undated", "", "Platforms and hotels differ in what they know of their guests.",
     NULL, NULL},
    {"long", "A title of its own", "Nothing in here is about any of the others.",
     "2020-02", "Policy Notes"},
};
#define ARTICLES (sizeof articles / sizeof *articles)

/* What is asked, the options that matter, and the articles that answer, by name. */
static const struct {
  const char *question, *from, *source, *answer;
  pincite_unit unit;
  pincite_sort sort;
} cases[] = {
    {"hotels", NULL, NULL, "fosta hotel undated", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"\"publisher is immune\"", NULL, NULL, "zeran", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"\"immune publisher\"", NULL, NULL, "", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"hotel AND traffic*", NULL, NULL, "hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"hotel NOT trafficking", NULL, NULL, "fosta undated", PINCITE_PASSAGES,
     PINCITE_BY_RANK},
    {"rooms /s clerk", NULL, NULL, "", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"trafficking /s clerk", NULL, NULL, "hotel", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"court pre/3 immunity", NULL, NULL, "zeran", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"immunity pre/3 court", NULL, NULL, "", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"immunity /3 court", NULL, NULL, "zeran", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"title:hotels", NULL, NULL, "hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"=Hotel", NULL, NULL, "hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"h?tel", NULL, NULL, "hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"cite:\"47 USC 230\"", NULL, NULL, "zeran", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"date:2018..2019", NULL, NULL, "fosta hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"undated:", NULL, NULL, "undated", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"hotels", "2018-06", NULL, "hotel", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"hotels", NULL, "policy notes", "fosta", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"hotels", NULL, "nobody", "", PINCITE_ARTICLES, PINCITE_BY_RANK},
    {"hotels", NULL, NULL, "fosta hotel undated", PINCITE_ARTICLES, PINCITE_BY_DATE},
    {"atleast2(publisher)", NULL, NULL, "zeran", PINCITE_PASSAGES, PINCITE_BY_RANK},
    {"", NULL, NULL, "", PINCITE_PASSAGES, PINCITE_BY_RANK},
};

static pincite_index *open_index(pincite_open_mode mode, const char *engines) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  options.mode = mode;
  options.engines = engines;
  if (pincite_open(path, &options, &index, &err))
    fail_msg("%s", err.message);
  return index;
}

static void add(pincite_index *index, size_t which, const char *text) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  pincite_error err = {PINCITE_OK, ""};
  input.id = articles[which].id;
  input.title = articles[which].title;
  input.text = text ? text : articles[which].text;
  input.published = articles[which].published;
  input.source = articles[which].source;
  if (pincite_add(index, &input, &err))
    fail_msg("%s", err.message);
}

/* A line of the shell, in which $X is the index. */
static void run(const char *command) {
  assert_int_equal(system(command), 0);
}

static void make(const char *engines) {
  run("rm -rf \"$X\"");
  pincite_index *index = open_index(PINCITE_CREATE, engines);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (size_t i = 0; i < ARTICLES; i++)
    add(index, i, NULL);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
}

/* The articles of an answer, in the order of their names: "fosta hotel". */
static void articles_of(pincite_hits *hits, char out[256]) {
  pincite_hit hit;
  unsigned seen = 0;
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK)
    for (unsigned i = 0; i < ARTICLES; i++)
      seen |= strcmp(hit.article, articles[i].id) == 0 ? 1U << i : 0;
  static const unsigned order[] = {1, 2, 4, 3, 0}; /* by name */
  out[0] = '\0';
  for (size_t i = 0; i < ARTICLES; i++)
    if (seen >> order[i] & 1) {
      strcat(out, out[0] ? " " : "");
      strcat(out, articles[order[i]].id);
    }
}

static void ask(pincite_index *index, const char *engine, size_t which) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_error err = {PINCITE_OK, ""};
  char found[256];
  options.engine = engine;
  options.unit = cases[which].unit;
  options.sort = cases[which].sort;
  options.from = cases[which].from;
  options.source = cases[which].source;
  if (pincite_search(index, cases[which].question, SIZE_MAX, &options, &hits, &err))
    fail_msg("%s by %s: %s", cases[which].question, engine, err.message);
  articles_of(hits, found);
  if (strcmp(found, cases[which].answer) != 0)
    fail_msg("%s by %s: '%s'", cases[which].question, engine, found);
  pincite_answer answer;
  pincite_hits_answer(hits, &answer);
  assert_string_equal(answer.engine, engine);
  assert_null(answer.missing);
  pincite_hits_free(hits);
}

static void every_engine_gives_the_answer(void **state) {
  (void)state;
  static const char *const engines[] = {"fts5", "xapian", "both"};
  make("fts5,xapian");
  pincite_index *index = open_index(PINCITE_READ, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t engine = 0; engine < 3; engine++)
      ask(index, engines[engine], i);
  pincite_close(index);
  make("xapian");
  index = open_index(PINCITE_READ, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ask(index, "xapian", i);
  pincite_close(index);
}

/* How many hits, and what is said to be missing; -1: it failed. */
static long count_by(const char *engine, const char *question, char missing[512]) {
  pincite_index *index = open_index(PINCITE_READ, NULL);
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_answer answer;
  long total = -1;
  options.engine = engine;
  missing[0] = '\0';
  if (pincite_search(index, question, SIZE_MAX, &options, &hits, NULL) == PINCITE_OK) {
    pincite_hits_answer(hits, &answer);
    total = (long)answer.total;
    snprintf(missing, 512, "%s", answer.missing ? answer.missing : "");
  }
  pincite_hits_free(hits);
  pincite_close(index);
  return total;
}

/* Do both engines agree, without anything missing? */
static void assert_whole(void) {
  char missing[512];
  pincite_index *index = open_index(PINCITE_READ, NULL);
  pincite_error err = {PINCITE_OK, ""};
  pincite_compare_report report;
  if (pincite_compare(index, NULL, &report, &err))
    fail_msg("%s", err.message);
  assert_int_equal(report.questions, 200);
  pincite_close(index);
  assert_int_equal(count_by("both", "hotels", missing),
                   count_by("fts5", "hotels", missing));
  assert_string_equal(missing, "");
}

/* A Xapian that missed a run is named, and made good by the next. */
static void one_that_is_behind_is_named_and_made_good(void **state) {
  (void)state;
  char missing[512];
  make("fts5,xapian");
  run("cp -r \"$X/xapian\" old");
  pincite_index *index = open_index(PINCITE_WRITE, NULL);
  add(index, 4, "Hotels again, and more hotels.");
  assert_int_equal(pincite_remove(index, "fosta", NULL), PINCITE_OK);
  pincite_close(index);
  assert_whole();
  run("rm -rf \"$X/xapian\" && mv old \"$X/xapian\"");

  long by_fts5 = count_by("fts5", "hotels", missing);
  assert_string_equal(missing, "");
  assert_int_equal(count_by("both", "hotels", missing), by_fts5);
  assert_non_null(strstr(missing, "xapian: at generation"));
  assert_int_equal(count_by("xapian", "hotels", missing), by_fts5 - 1);
  assert_non_null(strstr(missing, "xapian: at generation"));

  index = open_index(PINCITE_READ, NULL);
  pincite_error err;
  assert_int_equal(pincite_compare(index, NULL, NULL, &err), PINCITE_ECORRUPT);
  pincite_close(index);
  index = open_index(PINCITE_WRITE, NULL);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
  assert_whole();
}

static void one_that_is_damaged_or_gone_leaves_the_answer_to_the_other(void **state) {
  (void)state;
  static const char *const damages[] = {"truncate -s 1000 \"$X/xapian/postlist.glass\"",
                                        "truncate -s 10 \"$X/xapian/iamglass\"",
                                        "rm -rf \"$X/xapian\""};
  char missing[512];
  for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
    make("fts5,xapian");
    long whole = count_by("fts5", "hotels", missing);
    run(damages[i]);
    assert_int_equal(count_by("both", "hotels", missing), whole);
    assert_non_null(strstr(missing, "xapian: "));
    assert_int_equal(count_by("xapian", "hotels", missing), -1);
    pincite_index *index = open_index(PINCITE_WRITE, "fts5");
    pincite_close(index);
    pincite_close(open_index(PINCITE_WRITE, "fts5,xapian"));
    assert_whole();
  }
}

/* A batch that is given up leaves nothing behind in either. */
static void a_batch_that_is_given_up_is_in_neither(void **state) {
  (void)state;
  char missing[512];
  make("fts5,xapian");
  pincite_index *index = open_index(PINCITE_WRITE, NULL);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  add(index, 4, "A zebra in a hotel.");
  pincite_rollback(index);
  assert_int_equal(count_by("xapian", "zebra", missing), 0);
  assert_string_equal(missing, "");
  add(index, 4, "A giraffe in a hotel.");
  pincite_close(index);
  assert_int_equal(count_by("xapian", "giraffe", missing), 1);
  assert_whole();
}

/* ---- a passage that one of them has lost ------------------------------------------- */

typedef struct named {
  unsigned not_by_fts5, not_by_xapian, others;
} named;

static int note(const pincite_finding *finding, void *data) {
  named *n = data;
  assert_string_equal(finding->part, "engines");
  const char *lost = strstr(finding->sentence, "; long#1 not by ");
  n->not_by_fts5 += lost && strcmp(lost, "; long#1 not by fts5") == 0;
  n->not_by_xapian += lost && strcmp(lost, "; long#1 not by xapian") == 0;
  n->others += !lost;
  return 0;
}

static named compare_engines(void) {
  named n = {0};
  pincite_index *index = open_index(PINCITE_READ, NULL);
  pincite_compare_options options = PINCITE_COMPARE_OPTIONS_INIT;
  pincite_error err;
  options.finding = note;
  options.data = &n;
  assert_int_equal(pincite_compare(index, &options, NULL, &err), PINCITE_ECORRUPT);
  assert_non_null(strstr(err.message, "of 200 questions"));
  pincite_close(index);
  return n;
}

static uint32_t row_of_long(pincite_index *index) {
  int64_t id = 0;
  assert_int_equal(pincite__store_begin_read(index->store, NULL), PINCITE_OK);
  assert_int_equal(pincite__article_find(index->store, pincite__str("long"), &id, NULL),
                   PINCITE_OK);
  pincite__store_end_read(index->store);
  return (uint32_t)id;
}

static void a_passage_that_one_has_lost_is_named(void **state) {
  (void)state;
  make("fts5,xapian");
  assert_whole();
  pincite_index *index = open_index(PINCITE_WRITE, NULL);
  char sql[256];
  snprintf(sql, sizeof sql,
           "INSERT INTO passage_fts(passage_fts, rowid, title, heading, body) SELECT "
           "'delete', rowid, title, heading, body FROM passage_fts WHERE rowid = %u",
           row_of_long(index));
  assert_int_equal(sqlite3_exec(pincite__store_db(index->store), sql, NULL, NULL, NULL),
                   SQLITE_OK);
  pincite_close(index);
  named n = compare_engines();
  assert_true(n.not_by_fts5 > 0 && n.not_by_xapian == 0 && n.others == 0);

  make("fts5,xapian");
  index = open_index(PINCITE_READ, NULL);
  uint32_t row = row_of_long(index);
  pincite_close(index);
  const pincite_xapian *x = NULL;
  pincite_xapian_database *db = NULL;
  char tables[96];
  snprintf(tables, sizeof tables, "%s/xapian", path);
  assert_int_equal(pincite__xapian(&x, NULL), PINCITE_OK);
  assert_int_equal(x->create(tables, 0, &db, NULL), PINCITE_OK);
  assert_int_equal(x->remove(db, row, NULL), PINCITE_OK);
  assert_int_equal(x->commit(db, NULL), PINCITE_OK);
  x->close(db);
  n = compare_engines();
  assert_true(n.not_by_xapian > 0 && n.not_by_fts5 == 0 && n.others == 0);
}

static void models_and_expansion_are_checked(void **state) {
  (void)state;
  static const char *const good[] = {"bm25", "bm25:k1=2,b=0", "bm25+", "pl2+:c=2", "dlh",
                                     "lm",   "ifb2",          "inl2",  "tfidf"};
  static const char *const bad[] = {"bm26", "bm25:k9=1", "bm25:k1=", "bm25:k1=x",
                                    "dlh:c=1"};
  make("fts5,xapian");
  pincite_index *index = open_index(PINCITE_READ, NULL);
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_answer answer;
  options.engine = "xapian";
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    options.model = good[i];
    assert_int_equal(
        pincite_search(index, "hotels rooms", SIZE_MAX, &options, &hits, NULL),
        PINCITE_OK);
    pincite_hits_answer(hits, &answer);
    assert_int_equal(answer.total, 3);
    pincite_hits_free(hits);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    options.model = bad[i];
    assert_int_equal(pincite_search(index, "hotels", SIZE_MAX, &options, &hits, NULL),
                     PINCITE_EINVAL);
  }
  options.model = "bm25";
  options.engine = "fts5";
  assert_int_equal(pincite_search(index, "hotels", SIZE_MAX, &options, &hits, NULL),
                   PINCITE_EINVAL);
  assert_int_equal(pincite_similar(index, "hotel", NULL, &hits, NULL), PINCITE_OK);
  char found[256];
  articles_of(hits, found);
  assert_null(strstr(found, "hotel"));
  pincite_hits_free(hits);
  pincite_close(index);
}

static int set_up(void **state) {
  (void)state;
  if (!mkdtemp(folder) || chdir(folder))
    return 1;
  snprintf(path, sizeof path, "%s/x.pincite", folder);
  return setenv("X", path, 1);
}

static int tear_down(void **state) {
  (void)state;
  char line[96];
  snprintf(line, sizeof line, "rm -rf %s", folder);
  return system(line);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_engine_gives_the_answer),
      cmocka_unit_test(one_that_is_behind_is_named_and_made_good),
      cmocka_unit_test(one_that_is_damaged_or_gone_leaves_the_answer_to_the_other),
      cmocka_unit_test(a_batch_that_is_given_up_is_in_neither),
      cmocka_unit_test(a_passage_that_one_has_lost_is_named),
      cmocka_unit_test(models_and_expansion_are_checked),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
