/* SPDX-License-Identifier: MIT
 *
 * The evaluator against the simple one of brute.h, and by hand.
 */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "brute.h"
#include "match.h"

static pincite_analyser *analyser;
static brute_corpus corpus;
static char **texts; /* of the passages */
static size_t text_count, text_capacity;

static void add_text(const char *bytes, size_t len) {
  pincite_buf clean;
  pincite__buf_init(&clean, PINCITE__BUF_LIMIT);
  pincite__utf8_normalize(&clean, bytes, len);
  assert_true(pincite__grow(&texts, &text_capacity, text_count + 1, sizeof *texts));
  char *text = texts[text_count++] = pincite__buf_take(&clean);
  assert_non_null(text);
  brute_add(&corpus, (int64_t)text_count, pincite__str(""), pincite__str(""),
            pincite__str(text));
}

/* Two paragraphs at a time. */
static void add_file(const char *path) {
  FILE *file = fopen(path, "rb");
  static char text[1 << 16];
  assert_non_null(file);
  size_t len = fread(text, 1, sizeof text, file);
  fclose(file);
  for (size_t at = 0; at < len;) {
    size_t end = pincite__paragraph_end(text, len, at);
    if (end < len)
      end = pincite__paragraph_end(text, len, end);
    add_text(text + at, end - at);
    at = end > at ? end : len;
  }
}

static int set_up(void **state) {
  (void)state;
  char path[2048];
  const char *folder_path = TEST_SOURCE_DIR "/corpus/sample/section-230";
  corpus.analyser = analyser = pincite__analyser_new();
  assert_non_null(analyser);
  DIR *folder = opendir(folder_path);
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, ".txt") || strstr(entry->d_name, ".md")) {
      snprintf(path, sizeof path, "%s/%s", folder_path, entry->d_name);
      add_file(path);
    }
  closedir(folder);
  assert_true(text_count > 50);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  for (size_t i = 0; i < text_count; i++)
    free(texts[i]);
  free(texts);
  brute_release(&corpus);
  pincite__analyser_free(analyser);
  return 0;
}

static pincite_question *read_question(const char *text) {
  pincite_question *question;
  pincite_error err;
  assert_int_equal(
      pincite__question_read(analyser, NULL, text, strlen(text), true, &question, &err),
      PINCITE_OK);
  return question;
}

static pincite_subject subject_of(const char *text) {
  pincite_subject subject = {.zone = PINCITE_ZONE_BODY};
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    subject.parts[i] = pincite__str("");
  subject.parts[PINCITE_PART_BODY] = pincite__str(text);
  return subject;
}

static bool brute_denies(const brute_tree *t) {
  return t && (t->kind == BRUTE_NOT || brute_denies(t->left) || brute_denies(t->right));
}

/* What is marked made it match: put something else in its place and it does not. */
static void assert_marks_decide(pincite_matcher *matcher, const char *question,
                                const char *text) {
  size_t count;
  const pincite_match_span *spans = pincite__match_spans(matcher, &count);
  assert_non_null(spans);
  char *changed = malloc(strlen(text) + 1);
  assert_non_null(changed);
  memcpy(changed, text, strlen(text) + 1);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(spans[i].part, PINCITE_PART_BODY);
    if (i)
      assert_true(spans[i].start >= spans[i - 1].start + spans[i - 1].length);
    for (size_t k = 0; k < spans[i].length; k++)
      if (changed[spans[i].start + k] != '\n')
        changed[spans[i].start + k] = 'q';
  }
  pincite_subject subject = subject_of(changed);
  if (pincite__match(matcher, &subject) != 0)
    fail_msg("without its marks '%s' still matches: %s", question, changed);
  free(changed);
}

static void every_answer_is_that_of_the_simple_evaluator(void **state) {
  (void)state;
  long matched = 0, compared = 0, marked = 0;
  for (int i = 0; i < 5000; i++) {
    brute_tree *t = brute_random(&corpus, 3, false);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    brute_write(t, &text);
    pincite_question *question = read_question(text.data);
    pincite_matcher *matcher = pincite__matcher_new(question, analyser);
    assert_non_null(matcher);
    for (int k = 0; k < 20; k++) {
      size_t at = (size_t)brute_below(text_count);
      pincite_subject subject = subject_of(texts[at]);
      int got = pincite__match(matcher, &subject), want = brute_matches(&corpus, t, at);
      if (got != want)
        fail_msg("%s: %d instead of %d on\n%s", text.data, got, want, texts[at]);
      matched += got;
      compared++;
      if (got && !brute_denies(t)) {
        assert_marks_decide(matcher, text.data, texts[at]);
        marked++;
      }
    }
    pincite__matcher_free(matcher);
    pincite__question_free(question);
    pincite__buf_release(&text);
    brute_free(t);
  }
  print_message("%ld comparisons, %ld matches, %ld of them without their marks\n",
                compared, matched, marked);
  assert_true(matched > compared / 20);
}

static int match_text(const char *question_text, const char *text) {
  pincite_question *question = read_question(question_text);
  pincite_matcher *matcher = pincite__matcher_new(question, analyser);
  pincite_subject subject = subject_of(text);
  int answer = pincite__match(matcher, &subject);
  pincite__matcher_free(matcher);
  pincite__question_free(question);
  return answer;
}

static void connectors_mean_what_lawyers_mean(void **state) {
  (void)state;
  const char *text = "The provider is immune. It did not write the notice.\n\n"
                     "A provider of an interactive computer service acted in good faith.";
  assert_int_equal(match_text("provider /2 immune", text), 1);
  assert_int_equal(match_text("provider /1 immune", text), 0);
  assert_int_equal(match_text("immune pre/2 provider", text), 0);
  assert_int_equal(match_text("immune /s notice", text), 0);
  assert_int_equal(match_text("immune /p notice", text), 1);
  assert_int_equal(match_text("notice /p \"good faith\"", text), 0);
  assert_int_equal(match_text("\"good faith\" /s (provider /5 service)", text), 1);
  assert_int_equal(match_text("atleast2(provider)", text), 1);
  assert_int_equal(match_text("atleast3(provider)", text), 0);
  assert_int_equal(match_text("provider /5 provider", "one provider only"), 0);
  assert_int_equal(match_text("=providers", text), 0);
  assert_int_equal(match_text("providers", text), 1);
  assert_int_equal(match_text("immun! AND NOT hotel*", text), 1);
}

static void parts_of_a_connector_may_lie_within_each_other(void **state) {
  (void)state;
  const char *text = "A court held that the platform had immunity from suit.\n\n"
                     "Bad faith is not good faith.";
  assert_int_equal(match_text("court /s immunity /s platform", text), 1);
  assert_int_equal(match_text("court /s (immunity /s platform)", text), 1);
  assert_int_equal(match_text("(court /9 suit) /1 (held /5 immunity)", text), 1);
  assert_int_equal(match_text("(court /9 immunity) /1 (platform /5 suit)", text), 1);
  assert_int_equal(match_text("(court /9 suit) pre/5 platform", text), 0);
  assert_int_equal(match_text("\"court held that\" /5 held", text), 0);
  assert_int_equal(match_text("(court /s held) /s held", text), 0);
  assert_int_equal(match_text("faith /s faith", text), 1);
  assert_int_equal(match_text("(faith /s faith) /s faith", text), 0);
  assert_int_equal(match_text("\"bad faith\" /s \"good faith\"", text), 1);
  assert_int_equal(match_text("(bad /s faith) /s (good /s faith)", text), 1);
  assert_int_equal(match_text("atleast2(bad AND good AND faith)", text), 1);
}

/* The places of a common word joined twice are more than a list once held. */
static void every_pair_of_a_long_passage_counts(void **state) {
  (void)state;
  char text[3 * 260 + 1] = "";
  for (int i = 0; i < 260; i++)
    memcpy(text + 3 * i, i == 130 ? "zq " : "to ", 4);
  assert_int_equal(match_text("atleast9999((to /p to) /p zq)", text), 1);
  assert_int_equal(match_text("((to /p to) /p (to /p to)) /p zq /p to", text), 1);
  assert_int_equal(match_text("((to /p to) /p to) pre/1 zq", text), 1);
  assert_int_equal(match_text("(to /1 to) pre/1 zq /1 to", text), 1);
  assert_int_equal(match_text("zq /s zq", text), 0);
}

static void fields_and_filters_bind(void **state) {
  (void)state;
  pincite_subject subject = subject_of("Nothing about it here");
  subject.parts[PINCITE_PART_TITLE] = pincite__str("Backpage and the law");
  subject.parts[PINCITE_PART_AUTHOR] = pincite__str("Geoffrey Rivlin");
  subject.published = 20180411;
  static const struct {
    const char *question;
    int answer;
  } cases[] = {{"title:backpage", 1},
               {"title:nothing", 0},
               {"backpage", 1},
               {"author:rivlin", 1},
               {"rivlin", 0},
               {"author:\"geoffrey rivlin\"", 1},
               {"date:2018 nothing", 1},
               {"date:2018-05 nothing", 0},
               {"undated: nothing", 0},
               {"zone:body nothing", 1},
               {"zone:quote nothing", 0},
               {"\"law nothing\"", 0},
               {"law /s nothing", 0},
               {"law AND nothing", 1},
               {"date:2018 absent", 0},
               {"title:law -author:smith", 1},
               {"title:(law AND nothing)", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_question *question = read_question(cases[i].question);
    pincite_matcher *matcher = pincite__matcher_new(question, analyser);
    if (pincite__match(matcher, &subject) != cases[i].answer)
      fail_msg("%s is not %d", cases[i].question, cases[i].answer);
    pincite__matcher_free(matcher);
    pincite__question_free(question);
  }
}

static void the_first_part_that_fails_is_named(void **state) {
  (void)state;
  static const struct {
    const char *question, *fault;
  } cases[] = {{"one AND three AND four", "three"},
               {"one AND (two /2 one) NOT two", "NOT two"},
               {"one /2 (three OR four)", "one /2 (three OR four)"},
               {"five \"two three\"", "\"two three\""},
               {"five six", "five six"},
               {"title:(one AND two)", "title:(one AND two)"},
               {"one", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_question *question = read_question(cases[i].question);
    pincite_matcher *matcher = pincite__matcher_new(question, analyser);
    pincite_subject subject = subject_of("one and two");
    pincite__match(matcher, &subject);
    const pincite_node *fault = pincite__match_fault(matcher);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    pincite__node_text(fault, &text);
    assert_string_equal(text.data, cases[i].fault ? cases[i].fault : "");
    pincite__buf_release(&text);
    pincite__matcher_free(matcher);
    pincite__question_free(question);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(connectors_mean_what_lawyers_mean),
      cmocka_unit_test(parts_of_a_connector_may_lie_within_each_other),
      cmocka_unit_test(every_pair_of_a_long_passage_counts),
      cmocka_unit_test(fields_and_filters_bind),
      cmocka_unit_test(the_first_part_that_fails_is_named),
      cmocka_unit_test(every_answer_is_that_of_the_simple_evaluator),
  };
  return cmocka_run_group_tests(cases, set_up, tear_down);
}
