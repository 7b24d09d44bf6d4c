/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../corpus/analyse.h"
#include "../../corpus/stem.h"

static int add_term(const pincite_token *token, void *data) {
  pincite_buf *out = data;
  if (token->colocated)
    return 0;
  if (out->len)
    pincite__buf_addc(out, ' ');
  pincite__buf_add(out, token->term.at, token->term.len);
  return 0;
}

static void terms_are(const char *text, const char *wanted) {
  pincite_analyser *analyser = pincite__analyser_new();
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  assert_non_null(analyser);
  assert_int_equal(pincite__analyse(analyser, text, strlen(text), add_term, &out), 0);
  assert_string_equal(out.data, wanted);
  pincite__buf_release(&out);
  pincite__analyser_free(analyser);
}

static void words_are_folded(void **state) {
  (void)state;
  terms_are("Caf\xc3\xa9 NA\xc3\x8fVE", "cafe naiv");
  terms_are("\xef\xac\x81nal", "final");
  terms_are("plat\xc2\xad"
            "form",
            "platform");
  terms_are("isn\xe2\x80\x99t isn't", "isnt isnt");
  terms_are("Backpage\xe2\x80\x99s Backpage's", "backpag backpag");
}

static void initials_and_numbers_stay_whole(void **state) {
  (void)state;
  terms_are("47 U.S.C. \xc2\xa7 230", "47 usc section 230");
  terms_are("\xc2\xa7\xc2\xa7 1591, 1595", "section 1591 1595");
  terms_are("\xc3\x82\xc2\xa7 230", "section 230");
  terms_are("17 CFR 230.144", "17 cfr 230.144");
  terms_are("$10,000 and 1.5", "10000 and 1.5");
  terms_are("AT&T and R&D", "at&t and r&d");
  terms_are("C.D.A. U.S. e.g.", "cda us eg");
}

static void compounds_are_split(void **state) {
  (void)state;
  terms_are("Backpage.com", "backpag com");
  terms_are("FOSTA-SESTA end-to-end", "fosta sesta end to end");
  terms_are("230(c)(1)", "230 c 1");
  terms_are("v.Backpage", "v backpag");
}

static void one_meaning_has_one_term(void **state) {
  (void)state;
  terms_are("liable liability liabilities", "liabil liabil liabil");
  terms_are("traffic trafficking trafficked traffickers",
            "traffick traffick traffick traffick");
  terms_are("labour labor", "labor labor");
  terms_are("organize organization organisations", "organiz organiz organiz");
}

static void different_meanings_have_different_terms(void **state) {
  (void)state;
  terms_are("organ author minor import intern",
            "organ author minor import intern");
  terms_are("authority minority important international university",
            "authoriti minoriti important international universiti");
  terms_are("community communications", "communiti communic");
}

static void unspaced_scripts_give_a_term_a_character(void **state) {
  (void)state;
  terms_are("\xe4\xba\xba\xe6\x9d\x83", "\xe4\xba\xba \xe6\x9d\x83");
}

static void long_words_are_cut_at_a_character(void **state) {
  (void)state;
  char text[401];
  for (size_t i = 0; i < 400; i += 2)
    memcpy(text + i, "\xd0\xb6", 2);
  text[400] = '\0';
  char wanted[PINCITE__TERM_LIMIT + 1];
  memcpy(wanted, text, PINCITE__TERM_LIMIT);
  wanted[PINCITE__TERM_LIMIT] = '\0';
  terms_are(text, wanted);
}

/* Whatever was analysed before, a word gives the same term: 200,000 words are more than
   the analyser remembers, and some of them come again and again. */
static void memory_does_not_change_terms(void **state) {
  (void)state;
  static const char *const often[][2] = {{"Liable", "liabil"},
                                         {"data", "data"},
                                         {"Cr\xc3\xa8mes", "creme"},
                                         {"U.S.C.", "usc"}};
  pincite_analyser *analyser = pincite__analyser_new();
  assert_non_null(analyser);
  for (unsigned i = 0; i < 200000; i++) {
    char word[32], first[32];
    int len = snprintf(word, sizeof word, "w%xtraffickings", i);
    pincite_str term = pincite__analyse_word(analyser, word, (size_t)len);
    assert_true(term.len > 0);
    snprintf(first, sizeof first, "%.*s", (int)term.len, term.at);
    if (i % 3 == 0)
      assert_true(
          pincite__str_is(pincite__analyse_word(analyser, word, (size_t)len), first));
    const char *const *pair = often[i % 4];
    term = pincite__analyse_word(analyser, pair[0], strlen(pair[0]));
    assert_true(pincite__str_is(term, pair[1]));
  }
  pincite__analyser_free(analyser);
}

static void any_bytes_are_words_in_order(void **state) {
  (void)state;
  srand(7);
  for (int round = 0; round < 2000; round++) {
    char text[200];
    size_t len = (size_t)(rand() % 200);
    for (size_t i = 0; i < len; i++)
      text[i] = (char)(rand() % 4 ? "a'.,&-1B\xc2\xa7\xcc\x81 "[rand() % 13] : rand());
    size_t at = 0, last = 0;
    pincite_word word;
    while (pincite__word_next(text, len, &at, &word)) {
      assert_true(word.start >= last && word.length > 0 && word.start + word.length <= len);
      assert_int_equal(at, word.start + word.length);
      last = at;
    }
  }
}

static void stop_words_are_known(void **state) {
  (void)state;
  static const char *const words[] = {"a", "what", "did", "yourself", "the", "isnt"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_true(pincite__is_stop_word(pincite__str(words[i])));
  assert_false(pincite__is_stop_word(PINCITE_STR("platform")));
  assert_false(pincite__is_stop_word(PINCITE_STR("us")));
}

static void every_exception_is_found(void **state) {
  (void)state;
  static const char *const words[] = {"authorities", "authorizing", "labour", "liable",
                                      "organise",    "programme",   "traffic", "university"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_non_null(pincite__stem_exception(pincite__str(words[i])));
  assert_null(pincite__stem_exception(PINCITE_STR("platform")));
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(words_are_folded),
    cmocka_unit_test(initials_and_numbers_stay_whole),
    cmocka_unit_test(compounds_are_split),
    cmocka_unit_test(one_meaning_has_one_term),
    cmocka_unit_test(different_meanings_have_different_terms),
    cmocka_unit_test(unspaced_scripts_give_a_term_a_character),
    cmocka_unit_test(long_words_are_cut_at_a_character),
    cmocka_unit_test(memory_does_not_change_terms),
    cmocka_unit_test(any_bytes_are_words_in_order),
    cmocka_unit_test(stop_words_are_known),
    cmocka_unit_test(every_exception_is_found),
};

TEST_MAIN(cases)
