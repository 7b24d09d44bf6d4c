/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "../../corpus/analyse.h"

/* The sentences of a text, written with bars between. */
static void sentences_are(const char *text, const char *wanted) {
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  size_t len = strlen(text);
  for (size_t at = 0; at < len;) {
    size_t end = pincite__sentence_end(text, len, at);
    assert_true(end > at);
    if (out.len)
      pincite__buf_addc(&out, '|');
    pincite__buf_add(&out, text + at, end - at);
    at = end;
    while (at < len && (text[at] == ' ' || text[at] == '\n'))
      at++;
  }
  assert_string_equal(out.data, wanted);
  pincite__buf_release(&out);
}

static void plain_sentences_end(void **state) {
  (void)state;
  sentences_are("One ends. Two ends? Three!", "One ends.|Two ends?|Three!");
  sentences_are("He said \"stop.\" She did.", "He said \"stop.\"|She did.");
  sentences_are("It fell to 1.5 percent. Then rose.", "It fell to 1.5 percent.|Then rose.");
}

static void citations_do_not_end(void **state) {
  (void)state;
  sentences_are("Under 47 U.S.C. \xc2\xa7 230. The court agreed.",
                "Under 47 U.S.C. \xc2\xa7 230.|The court agreed.");
  sentences_are("See Doe v. Backpage.com, LLC, 817 F.3d 12 (1st Cir. 2016). It lost.",
                "See Doe v. Backpage.com, LLC, 817 F.3d 12 (1st Cir. 2016).|It lost.");
  sentences_are("Pub. L. No. 115-164 passed. It did.", "Pub. L. No. 115-164 passed.|It did.");
  sentences_are("It is No. 1 here. Yes.", "It is No. 1 here.|Yes.");
}

static void names_and_initials_do_not_end(void **state) {
  (void)state;
  sentences_are("Mr. Lacey and J. K. Larkin met Sen. McCain. They spoke.",
                "Mr. Lacey and J. K. Larkin met Sen. McCain.|They spoke.");
  sentences_are("Red Roof Inns, Inc. was sued.", "Red Roof Inns, Inc. was sued.");
  sentences_are("They sued Red Roof Inns, Inc. The court heard it.",
                "They sued Red Roof Inns, Inc.|The court heard it.");
  sentences_are("The U.S. Senate voted. It passed.", "The U.S. Senate voted.|It passed.");
}

static void a_blank_line_always_ends(void **state) {
  (void)state;
  sentences_are("No stop here\n\nbut another begins", "No stop here|but another begins");
  assert_int_equal(pincite__paragraph_end("ab\ncd\n\nef", 9, 0), 5);
  assert_int_equal(pincite__paragraph_end("ab\ncd\n \t\nef", 11, 0), 5);
}

static void any_bytes_end(void **state) {
  (void)state;
  srand(11);
  for (int round = 0; round < 3000; round++) {
    char text[120];
    size_t len = (size_t)(rand() % 120);
    for (size_t i = 0; i < len; i++)
      text[i] = (char)(rand() % 3 ? ".?! \n\"')(aA1v"[rand() % 13] : rand());
    for (size_t at = 0; at < len;) {
      size_t end = pincite__sentence_end(text, len, at);
      assert_true(end <= len);
      at = end > at ? end : at + 1;
      size_t paragraph = pincite__paragraph_end(text, len, at < len ? at : 0);
      assert_true(paragraph <= len);
    }
  }
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(plain_sentences_end),
    cmocka_unit_test(citations_do_not_end),
    cmocka_unit_test(names_and_initials_do_not_end),
    cmocka_unit_test(a_blank_line_always_ends),
    cmocka_unit_test(any_bytes_end),
};

TEST_MAIN(cases)
