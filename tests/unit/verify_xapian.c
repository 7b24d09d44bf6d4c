/* SPDX-License-Identifier: MIT
 *
 * What a deep check says of a Xapian that is not as the stored passages.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handle.h"
#include "xapian_index.h"

#define PATH "x.pincite"
#define ARTICLES 6

static char folder[] = "/tmp/pincite-verify-XXXXXX";

static pincite_index *open_index(pincite_open_mode mode, const char *engines) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  options.mode = mode;
  options.engines = engines;
  if (pincite_open(PATH, &options, &index, &err))
    fail_msg("%s", err.message);
  return index;
}

static void run(const char *command) {
  assert_int_equal(system(command), 0);
}

static void add(pincite_index *index, int number) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  pincite_error err = {PINCITE_OK, ""};
  char id[8], text[200];
  snprintf(id, sizeof id, "a%d", number);
  snprintf(text, sizeof text,
           "Hotel %d had notice of trafficking under 18 U.S.C. 1595 and of room %d.",
           number, number * 7);
  input.id = id;
  input.text = text;
  input.title = number % 2 ? "Hotels as defendants" : NULL;
  if (pincite_add(index, &input, &err))
    fail_msg("%s", err.message);
}

static void make(void) {
  run("rm -rf " PATH);
  pincite_index *index = open_index(PINCITE_CREATE, "fts5,xapian");
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 1; i <= ARTICLES; i++)
    add(index, i);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
}

typedef struct findings {
  int count;
  char first[512];
} findings;

static int note(const pincite_finding *finding, void *data) {
  findings *f = data;
  if (f->count++ == 0)
    snprintf(f->first, sizeof f->first, "%s: %s", finding->part, finding->sentence);
  return 0;
}

static pincite_status verify(findings *f, uint64_t *behind) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_verify_report report;
  pincite_index *index = open_index(PINCITE_READ, NULL);
  *f = (findings){0};
  options.deep = 1;
  options.finding = note;
  options.data = f;
  pincite_status status = pincite_verify(index, &options, &report, NULL);
  *behind = report.behind;
  pincite_close(index);
  return status;
}

static void assert_sound(const char *when) {
  findings f;
  uint64_t behind;
  if (verify(&f, &behind) || behind)
    fail_msg("%s: %s", when, f.first);
}

/* A document with one term alone, and the record and value that it had unless others
   are given. */
static void put_other(const pincite_xapian *x, pincite_xapian_database *db, uint32_t id,
                      const char *value, const char *record) {
  pincite_xapian_document *document = NULL;
  char *data = NULL, *tie = NULL;
  size_t data_length, tie_length;
  assert_int_equal(x->document_new(&document, NULL), PINCITE_OK);
  assert_int_equal(x->data(db, id, &data, &data_length, NULL), PINCITE_OK);
  assert_int_equal(x->value(db, id, PINCITE__XAPIAN_TIE, &tie, &tie_length, NULL),
                   PINCITE_OK);
  x->document_posting(document, "zebra", 5, 1, NULL);
  x->document_value(document, PINCITE__XAPIAN_TIE, value ? value : tie,
                    value ? strlen(value) : tie_length, NULL);
  x->document_data(document, record ? record : data,
                   record ? strlen(record) : data_length, NULL);
  assert_int_equal(x->put(db, id, document, NULL), PINCITE_OK);
  x->document_free(document);
  free(data);
  free(tie);
}

typedef struct change {
  const char *sentence, *value, *record;
} change;

static const change changes[] = {
    {"xapian: Xapian has 5 passages and the index 6", NULL, NULL}, /* one is removed */
    {"xapian: Xapian's postings are not those of the stored passages", NULL, NULL},
    {"xapian: Xapian does not have passage 1 of article 'a2' as it is stored", "other#1",
     NULL},
    {"xapian: Xapian does not have passage 1 of article 'a2' as it is stored", NULL,
     "no record"},
};

/* Change Xapian alone, and nothing that says of which generation it is. */
static void change_xapian(size_t which) {
  const pincite_xapian *x = NULL;
  pincite_xapian_database *db = NULL;
  assert_int_equal(pincite__xapian(&x, NULL), PINCITE_OK);
  assert_int_equal(x->create(PATH "/xapian", 0, &db, NULL), PINCITE_OK);
  if (which == 0)
    assert_int_equal(x->remove(db, 1, NULL), PINCITE_OK);
  else
    put_other(x, db, 2, changes[which].value, changes[which].record);
  assert_int_equal(x->commit(db, NULL), PINCITE_OK);
  x->close(db);
}

static void what_differs_is_named_and_repaired(void **state) {
  (void)state;
  findings f;
  uint64_t behind;
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    make();
    assert_sound("as it was made");
    change_xapian(i);
    assert_int_equal(verify(&f, &behind), PINCITE_ECORRUPT);
    assert_string_equal(f.first, changes[i].sentence);
    pincite_error err;
    if (pincite_repair(PATH, NULL, NULL, &err))
      fail_msg("%s", err.message);
    assert_sound("repaired");
    run("rm -rf " PATH ".damaged");
  }
}

static void one_that_is_gone_is_damage(void **state) {
  (void)state;
  findings f;
  uint64_t behind;
  make();
  run("rm -rf " PATH "/xapian");
  assert_int_equal(verify(&f, &behind), PINCITE_ECORRUPT);
  assert_non_null(strstr(f.first, "xapian: Xapian cannot be read: "));
}

static void one_that_is_behind_is_said_to_be(void **state) {
  (void)state;
  findings f;
  uint64_t behind;
  make();
  run("cp -r " PATH "/xapian old");
  pincite_index *index = open_index(PINCITE_WRITE, NULL);
  add(index, 9);
  pincite_close(index);
  assert_sound("after a change");
  run("rm -rf " PATH "/xapian && mv old " PATH "/xapian");
  assert_int_equal(verify(&f, &behind), PINCITE_OK);
  assert_int_equal(behind, 1);
  index = open_index(PINCITE_WRITE, NULL);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
  assert_sound("after the next run");
}

static int set_up(void **state) {
  (void)state;
  return !mkdtemp(folder) || chdir(folder);
}

static int tear_down(void **state) {
  (void)state;
  char line[96];
  snprintf(line, sizeof line, "rm -rf %s", folder);
  return system(line);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_differs_is_named_and_repaired),
      cmocka_unit_test(one_that_is_gone_is_damage),
      cmocka_unit_test(one_that_is_behind_is_said_to_be),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
