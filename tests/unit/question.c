/* SPDX-License-Identifier: MIT
 *
 * The reader of questions: the cases of tests/queries, and that nothing at all
 * can make it fail, hang or contradict itself.
 */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "any_question.h"
#include "question.h"

typedef struct reading {
  pincite_question *question;
  pincite_buf text, tree;
} reading;

static pincite_analyser *analyser;

static int set_up(void **state) {
  (void)state;
  analyser = pincite__analyser_new();
  return analyser ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  pincite__analyser_free(analyser);
  return 0;
}

/* cite: and topic: as an index would resolve them. */
static bool resolve_cite(void *data, pincite_str text, pincite_buf *terms) {
  (void)data;
  if (!pincite__str_is(text, "47 USC 230"))
    return false;
  pincite__buf_adds(terms, "usc/47/230\nus-law/public/104/104");
  return true;
}

static bool resolve_topic(void *data, pincite_str name, pincite_buf *question) {
  (void)data;
  if (pincite__str_is(name, "loop"))
    pincite__buf_adds(question, "topic:loop OR x");
  else if (pincite__str_is(name, "hotels"))
    pincite__buf_adds(question, "hotel* AND traffick!");
  else
    return false;
  return true;
}

static const pincite_resolver resolver = {NULL, resolve_cite, resolve_topic};

static void read_bytes(reading *r, const char *bytes, size_t len) {
  pincite_error err;
  pincite__buf_init(&r->text, PINCITE__BUF_LIMIT);
  pincite__buf_init(&r->tree, PINCITE__BUF_LIMIT);
  assert_int_equal(
      pincite__question_read(analyser, &resolver, bytes, len, false, &r->question, &err),
      PINCITE_OK);
  pincite__question_text(r->question, &r->text);
  pincite__node_tree(r->question->root, &r->tree);
  assert_false(r->text.failed || r->tree.failed);
}

static void release(reading *r) {
  pincite__question_free(r->question);
  pincite__buf_release(&r->text);
  pincite__buf_release(&r->tree);
}

/* The canonical text reads back to itself and to the same tree. */
static void assert_fixed(const reading *r) {
  reading again;
  read_bytes(&again, r->text.data, r->text.len);
  if (strcmp(again.text.data, r->text.data) || strcmp(again.tree.data, r->tree.data))
    fail_msg("'%s' reads back as '%s'\n%s\n%s", r->text.data, again.text.data,
             r->tree.data, again.tree.data);
  release(&again);
}

/* ---- the cases of tests/queries ---------------------------------------------------- */

static bool next_line(FILE *file, char *line, size_t size) {
  if (!fgets(line, (int)size, file))
    return false;
  line[strcspn(line, "\n")] = '\0';
  return true;
}

static size_t run_cases(const char *name) {
  char path[1024], line[4096], text[4096], tree[8192];
  size_t cases = 0;
  snprintf(path, sizeof path, "%s/tests/queries/%s", TEST_SOURCE_DIR, name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  while (next_line(file, line, sizeof line)) {
    if (line[0] == '#')
      continue;
    assert_true(next_line(file, text, sizeof text));
    assert_true(next_line(file, tree, sizeof tree));
    reading r;
    read_bytes(&r, line, strlen(line));
    if (strcmp(r.text.data, text) || strcmp(r.tree.data, tree))
      fail_msg("%s: '%s' is read as\n%s\n%s", name, line, r.text.data, r.tree.data);
    assert_fixed(&r);
    release(&r);
    cases++;
    next_line(file, line, sizeof line);
    assert_string_equal(line, "");
  }
  fclose(file);
  return cases;
}

static void every_case_reads_as_it_says(void **state) {
  (void)state;
  size_t cases = 0;
  DIR *folder = opendir(TEST_SOURCE_DIR "/tests/queries");
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, ".test"))
      cases += run_cases(entry->d_name);
  closedir(folder);
  assert_true(cases > 60);
}

/* ---- any bytes ------------------------------------------------------------------------
 */

static void any_bytes_are_a_question_that_reads_back_to_itself(void **state) {
  (void)state;
  char bytes[1024];
  seed = 20180411;
  for (int i = 0; i < 100000; i++) {
    reading r;
    size_t len = random_question(bytes, sizeof bytes);
    read_bytes(&r, bytes, len);
    assert_fixed(&r);
    release(&r);
  }
}

static double cpu_seconds(clock_t since) {
  return (double)(clock() - since) / CLOCKS_PER_SEC;
}

static void assert_quick(const char *bytes, size_t len) {
  reading r;
  clock_t start = clock();
  read_bytes(&r, bytes, len);
  double seconds = cpu_seconds(start);
  if (!getenv("PINCITE_SANITIZE") && seconds > 1)
    fail_msg("%zu bytes that begin with '%.10s' took %.2f s", len, bytes, seconds);
  assert_fixed(&r);
  release(&r);
}

static void a_megabyte_of_anything_is_read_in_a_second(void **state) {
  (void)state;
  static const char *const repeated[] = {"(",
                                         ")",
                                         "\"",
                                         "a ",
                                         "-\"\" ",
                                         "NOT ",
                                         "a /5 ",
                                         "a AND ",
                                         "a OR ",
                                         "a-",
                                         "/5 ",
                                         "title:",
                                         "a(b)",
                                         "*",
                                         "? ",
                                         "((a)",
                                         "NEAR(",
                                         "atleast2(",
                                         "AND ",
                                         "date:2016 ",
                                         "cite:x/y ",
                                         "topic:loop ",
                                         "\xc2\xa7",
                                         "a.",
                                         "\xe2\x80\x9c",
                                         "=",
                                         "a OR (",
                                         "a /5 (",
                                         "-(",
                                         "\xcc\x81",
                                         "'",
                                         "topic:hotels /5 "};
  size_t size = 1 << 20;
  char *bytes = malloc(size);
  assert_non_null(bytes);
  seed = 1;
  for (size_t i = 0; i < size; i++)
    bytes[i] = (char)random_below(256);
  assert_quick(bytes, size);
  for (size_t k = 0; k < sizeof repeated / sizeof *repeated; k++) {
    size_t len = strlen(repeated[k]);
    for (size_t i = 0; i < size; i++)
      bytes[i] = repeated[k][i % len];
    assert_quick(bytes, size);
  }
  free(bytes);
}

static void what_lies_behind_the_first_words_is_noted(void **state) {
  (void)state;
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (int i = 0; i < 5000; i++)
    pincite__buf_addf(&text, "w%d ", i);
  reading r;
  read_bytes(&r, text.data, text.len);
  assert_int_equal(r.question->leaf_count, PINCITE__QUESTION_LEAVES);
  assert_string_equal(r.question->note.data, "only the first 4096 words are read");
  assert_fixed(&r);
  release(&r);
  pincite__buf_release(&text);
}

/* ---- strict
 * ------------------------------------------------------------------------------ */

static void assert_refused(const char *question, const char *message) {
  pincite_question *read = NULL;
  pincite_error err;
  assert_int_equal(pincite__question_read(analyser, &resolver, question, strlen(question),
                                          true, &read, &err),
                   PINCITE_EQUERY);
  assert_null(read);
  assert_string_equal(err.message, message);
}

static void strict_points_at_the_fault(void **state) {
  (void)state;
  assert_refused("section 230 AND",
                 "AND has nothing on one side, at byte 12 of the question\n"
                 "  section 230 AND\n"
                 "              ^");
  assert_refused(
      "\xc2\xa7 230 colour:red",
      "there is no field 'colour:'; it was read as text, at byte 7 of the question\n"
      "  \xc2\xa7 230 colour:red\n"
      "        ^");
  assert_refused("a) b",
                 "a bracket closes nothing, at byte 1 of the question\n  a) b\n   ^");
}

static void strict_takes_what_is_well_formed(void **state) {
  (void)state;
  static const char *const questions[] = {
      "immun! /5 platform! AND (hotel OR \"red roof\") -act date:2016..2018 zone:quote",
      "title:\"good faith\" pre/3 (x OR y) undated: topic:hotels cite:\"47 USC 230\"",
      "what did the court say about 230(c)(1)?", ""};
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    pincite_question *read = NULL;
    pincite_error err;
    assert_int_equal(pincite__question_read(analyser, &resolver, questions[i],
                                            strlen(questions[i]), true, &read, &err),
                     PINCITE_OK);
    pincite__question_free(read);
  }
}

/* ---- filters
 * -------------------------------------------------------------------------------- */

static bool admits(const char *text, pincite_zone zone, pincite_day day) {
  reading r;
  read_bytes(&r, text, strlen(text));
  bool answer = pincite__question_admits(r.question, zone, day);
  release(&r);
  return answer;
}

static void filters_are_seen_before_the_text(void **state) {
  (void)state;
  assert_true(admits("x date:2016", PINCITE_ZONE_BODY, 20160500));
  assert_false(admits("x date:2016", PINCITE_ZONE_BODY, 20170101));
  assert_false(admits("x date:2016", PINCITE_ZONE_BODY, 0));
  assert_true(admits("x undated:", PINCITE_ZONE_BODY, 0));
  assert_false(admits("x AND NOT undated:", PINCITE_ZONE_BODY, 0));
  assert_false(admits("zone:quote AND x", PINCITE_ZONE_BODY, 0));
  assert_true(admits("zone:quote OR x", PINCITE_ZONE_BODY, 0));
  assert_false(admits("", PINCITE_ZONE_BODY, 0));
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_case_reads_as_it_says),
      cmocka_unit_test(any_bytes_are_a_question_that_reads_back_to_itself),
      cmocka_unit_test(a_megabyte_of_anything_is_read_in_a_second),
      cmocka_unit_test(what_lies_behind_the_first_words_is_noted),
      cmocka_unit_test(strict_points_at_the_fault),
      cmocka_unit_test(strict_takes_what_is_well_formed),
      cmocka_unit_test(filters_are_seen_before_the_text),
  };
  return cmocka_run_group_tests(cases, set_up, tear_down);
}
