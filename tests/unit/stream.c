/* SPDX-License-Identifier: MIT
 *
 * Every hit, a batch at a time: the same hits in the same order, however few are found
 * at a time, by rank and by date.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "hits.h"
#include "sample.h"

/* With terms that rank, and without; filters alone; more to look at than the terms. */
static const char *const questions[] = {
    "section", "platform liability trafficking", "\"section 230\"", "hotel OR date:2010..",
    "date:2005..", "undated:", "NOT platform", "traffick* /s court", "zone:body",
    "immun! OR NOT section", "the", "nothinghasthis", "(act OR NOT act) AND law"};
#define QUESTIONS (sizeof questions / sizeof *questions)

typedef struct row {
  char id[64];
  double score;
} row;

typedef struct rows {
  row *items;
  size_t count, capacity;
} rows;

static void ask(const char *question, const pincite_search_options *options, rows *to) {
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_answer answer;
  pincite_error err = {PINCITE_OK, ""};
  if (pincite_search(sample, question, SIZE_MAX, options, &hits, &err))
    fail_msg("%s: %s", question, err.message);
  pincite_status status;
  for (to->count = 0; !(status = pincite_hits_next(hits, &hit, &err)); to->count++) {
    assert_true(pincite__grow(&to->items, &to->capacity, to->count + 1, sizeof(row)));
    snprintf(to->items[to->count].id, sizeof to->items->id, "%s", hit.id);
    to->items[to->count].score = hit.score;
    assert_int_equal(hit.rank, options->offset + to->count + 1);
  }
  assert_int_equal(status, PINCITE_DONE);
  assert_int_equal(pincite_hits_next(hits, &hit, &err), PINCITE_DONE);
  pincite_hits_answer(hits, &answer);
  if (options->all && !options->offset) {
    assert_true(answer.total_exact);
    assert_int_equal(answer.total, to->count);
  }
  pincite_hits_free(hits);
}

static void assert_same(const char *question, const rows *a, const rows *b, size_t from,
                        size_t count) {
  assert_int_equal(b->count, count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(a->items[from + i].id, b->items[i].id) ||
        a->items[from + i].score != b->items[i].score)
      fail_msg("%s: hit %zu is %s (%.9f), not %s (%.9f)", question, from + i + 1,
               b->items[i].id, b->items[i].score, a->items[from + i].id,
               a->items[from + i].score);
}

static void check(const char *question, pincite_sort sort, rows *whole, rows *part) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  static const size_t sizes[] = {0, 30, 31, 50};
  options.all = 1;
  options.sort = sort;
  options.explain = 1; /* then all are found at once */
  ask(question, &options, whole);
  options.explain = 0;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    sample->hits_at_a_time = sizes[i];
    ask(question, &options, part);
    assert_same(question, whole, part, 0, whole->count);
    options.offset = 20;
    ask(question, &options, part);
    size_t passed = whole->count < 20 ? whole->count : 20;
    assert_same(question, whole, part, passed, whole->count - passed);
    options.offset = 0;
  }
  /* A page of it is the same as well. */
  options.all = 0;
  options.limit = 15;
  options.no_collapse = 1;
  ask(question, &options, part);
  assert_same(question, whole, part, 0, whole->count < 15 ? whole->count : 15);
}

static void in_batches_the_hits_are_the_same(void **state) {
  (void)state;
  rows whole = {0}, part = {0};
  size_t hits = 0;
  for (size_t i = 0; i < QUESTIONS; i++) {
    check(questions[i], PINCITE_BY_RANK, &whole, &part);
    hits += whole.count;
    check(questions[i], PINCITE_BY_DATE, &whole, &part);
  }
  free(whole.items);
  free(part.items);
  assert_true(hits > 500);
}

static void by_date_the_newest_come_first(void **state) {
  (void)state;
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  char last[16] = "9999";
  size_t dated = 0, undated = 0;
  options.all = 1;
  options.sort = PINCITE_BY_DATE;
  sample->hits_at_a_time = 5;
  assert_int_equal(pincite_search(sample, "act OR law OR court", SIZE_MAX, &options, &hits, NULL), PINCITE_OK);
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK) {
    const char *published = hit.published ? hit.published : "";
    assert_true(strcmp(published, last) <= 0);
    snprintf(last, sizeof last, "%s", published);
    dated += *published != '\0';
    undated += *published == '\0';
  }
  assert_true(dated > 10 && undated > 10);
  pincite_hits_free(hits);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(in_batches_the_hits_are_the_same),
      cmocka_unit_test(by_date_the_newest_come_first),
  };
  sample_open();
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  sample_close();
  return failed;
}
