/* SPDX-License-Identifier: MIT
 *
 * Snippets: what they show is there, on one line, with a match in it.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snippet.h"

#define ELLIPSIS "\xe2\x80\xa6"

static const char body[] =
    "The court began with the text. Section 230 bars claims that treat a provider as "
    "the publisher of\ncontent from another. Nothing there speaks of hotels.\n\n"
    "A hotel is no website. The plaintiffs say that the hotel knew, that its staff saw "
    "the signs, and that it rented the room all the same. Whether a hotel that rents a "
    "room takes part in a venture is what the beneficiary clause asks. The motion is "
    "denied, and the hotel must answer the complaint within thirty days of this order.";

static pincite_analyser *analyser;

typedef struct shown {
  pincite_buf text;
  pincite_span marks[64];
  size_t count;
} shown;

static void show(shown *s, const char *question_text, const char *text, size_t width) {
  pincite_question *question;
  pincite_error err;
  assert_int_equal(pincite__question_read(analyser, NULL, question_text,
                                          strlen(question_text), false, &question, &err),
                   PINCITE_OK);
  pincite_matcher *matcher = pincite__matcher_new(question, analyser);
  pincite_subject subject = {.zone = PINCITE_ZONE_BODY};
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    subject.parts[i] = pincite__str("");
  subject.parts[PINCITE_PART_TITLE] = pincite__str("Hotels as defendants");
  subject.parts[PINCITE_PART_BODY] = pincite__str(text);
  pincite__match(matcher, &subject);
  size_t count = 0;
  const pincite_match_span *spans = pincite__match_spans(matcher, &count);
  pincite__buf_init(&s->text, PINCITE__BUF_LIMIT);
  s->count = pincite__snippet(subject.parts[PINCITE_PART_BODY], spans, count, width,
                              &s->text, s->marks, 64);
  pincite__matcher_free(matcher);
  pincite__question_free(question);
}

static void assert_mark(const shown *s, size_t mark, const char *text) {
  assert_true(mark < s->count);
  assert_int_equal(s->marks[mark].length, strlen(text));
  assert_memory_equal(s->text.data + s->marks[mark].start, text, strlen(text));
}

static void the_stretch_with_most_words_of_the_question_is_shown(void **state) {
  (void)state;
  shown s;
  show(&s, "hotel room venture", body, 130);
  assert_string_equal(
      s.text.data,
      ELLIPSIS "and that it rented the room all the same. Whether a hotel that rents "
               "a room takes part in a venture is what the beneficiary clause" ELLIPSIS);
  assert_int_equal(s.count, 4);
  assert_mark(&s, 1, "hotel");
  assert_mark(&s, 3, "venture");
  pincite__buf_release(&s.text);
}

static void line_breaks_are_blanks(void **state) {
  (void)state;
  shown s;
  show(&s, "\"publisher of content\"", body, 120);
  assert_int_equal(s.count, 1);
  assert_mark(&s, 0, "publisher of content");
  assert_null(strchr(s.text.data, '\n'));
  pincite__buf_release(&s.text);
}

static void no_break_spaces_are_blanks(void **state) {
  (void)state;
  shown s;
  show(&s, "\"section 230\"",
       "Under section\xc2\xa0\xc2\xa0 230,\xc2\xa0\xc2\xa0it is so.", 240);
  assert_string_equal(s.text.data, "Under section 230, it is so.");
  assert_mark(&s, 0, "section 230");
  pincite__buf_release(&s.text);
}

static void without_a_match_the_beginning_is_shown(void **state) {
  (void)state;
  shown s;
  show(&s, "title:defendants", body, 60);
  assert_int_equal(s.count, 0);
  assert_memory_equal(s.text.data, "The court began", 15);
  pincite__buf_release(&s.text);
}

static void a_short_passage_is_shown_whole(void **state) {
  (void)state;
  shown s;
  show(&s, "hotel", "One hotel.\n", 240);
  assert_string_equal(s.text.data, "One hotel.");
  assert_int_equal(s.count, 1);
  pincite__buf_release(&s.text);
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whatever the width: a match, about that long, cut at words, nothing made up. */
static void at_any_width_it_is_cut_at_words_and_has_a_match(void **state) {
  (void)state;
  char flat[sizeof body];
  size_t used = 0;
  for (size_t i = 0; body[i]; i++)
    if (body[i] != '\n' || (used && flat[used - 1] != ' '))
      flat[used++] = body[i] == '\n' ? ' ' : body[i];
  flat[used] = '\0';
  for (size_t width = 0; width < 700; width++) {
    shown s;
    show(&s, "hotel thirty", body, width);
    assert_true(s.count > 0);
    assert_true(s.text.len <= (width < 40 ? 40 : width) + 2 * strlen(ELLIPSIS) + 20);
    const char *text = s.text.data;
    size_t len = s.text.len;
    if (strncmp(text, ELLIPSIS, 3) == 0)
      text += 3, len -= 3;
    if (len > 3 && strcmp(text + len - 3, ELLIPSIS) == 0)
      len -= 3;
    char *copy = malloc(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    const char *at = strstr(flat, copy);
    assert_non_null(at);
    assert_false(at > flat && is_letter(at[-1]) && is_letter(at[0]));
    assert_false(is_letter(at[len - 1]) && is_letter(at[len]));
    free(copy);
    pincite__buf_release(&s.text);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(the_stretch_with_most_words_of_the_question_is_shown),
      cmocka_unit_test(line_breaks_are_blanks),
      cmocka_unit_test(no_break_spaces_are_blanks),
      cmocka_unit_test(without_a_match_the_beginning_is_shown),
      cmocka_unit_test(a_short_passage_is_shown_whole),
      cmocka_unit_test(at_any_width_it_is_cut_at_words_and_has_a_match),
  };
  analyser = pincite__analyser_new();
  int failed = analyser ? cmocka_run_group_tests(cases, NULL, NULL) : 1;
  pincite__analyser_free(analyser);
  return failed;
}
