/* SPDX-License-Identifier: MIT
 *
 * Wildcards over stems: no word is lost.
 */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "expand.h"

static pincite_analyser *analyser;
static size_t checked;

typedef struct wanted {
  pincite_str term;
  bool found;
  size_t given;
} wanted;

static int look(pincite_str term, void *data) {
  wanted *w = data;
  w->given++;
  w->found = w->found || pincite__str_equal(term, w->term);
  return 0;
}

/* Whatever a word is cut to, its term is found. */
static void check_word(const char *text, size_t len) {
  char word[PINCITE__TERM_LIMIT], term[PINCITE__TERM_LIMIT];
  pincite_str view = pincite__fold_word(analyser, text, len);
  if (view.len == 0 || view.len > sizeof word)
    return;
  memcpy(word, view.at, view.len);
  pincite_str folded = {word, view.len};
  view = pincite__analyse_word(analyser, text, len);
  memcpy(term, view.at, view.len);
  wanted w = {.term = {term, view.len}};
  for (size_t head = 1; head <= w.term.len; head++)
    if (pincite__head_decides(w.term, (pincite_str){term, head}) &&
        (folded.len < head || memcmp(word, term, head) != 0))
      fail_msg("%.*s decides %.*s*, but %.*s has it", (int)w.term.len, term, (int)head,
               term, (int)folded.len, word);
  for (size_t head = 1; head <= folded.len; head++) {
    checked++;
    if (w.term.len >= head && memcmp(term, word, head) == 0)
      continue;
    w.found = false;
    w.given = 0;
    pincite__head_variants((pincite_str){word, head}, look, &w);
    if (!w.found)
      fail_msg("%.*s* does not find %.*s, whose term is %.*s", (int)head, word,
               (int)folded.len, word, (int)view.len, term);
    assert_true(w.given <= 100);
  }
}

static void check_text(const char *text, size_t len) {
  pincite_word word;
  for (size_t at = 0; pincite__word_next(text, len, &at, &word);)
    check_word(text + word.start, word.length);
}

static void check_file(const char *path) {
  static char text[1 << 20];
  FILE *file = fopen(path, "rb");
  if (!file)
    return;
  check_text(text, fread(text, 1, sizeof text, file));
  fclose(file);
}

static void check_folder(const char *path) {
  DIR *folder = opendir(path);
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));) {
    char below[2048];
    struct stat about;
    snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
    if (entry->d_name[0] == '.' || stat(below, &about) != 0)
      continue;
    if (S_ISDIR(about.st_mode))
      check_folder(below);
    else
      check_file(below);
  }
  closedir(folder);
}

static void no_beginning_of_a_word_of_the_sample_loses_it(void **state) {
  (void)state;
  check_folder(TEST_SOURCE_DIR "/corpus/sample");
  print_message("%zu beginnings of words\n", checked);
  assert_true(checked > 100000);
}

static void hard_stems_are_found(void **state) {
  (void)state;
  static const char words[] =
      "happy parties hopping agreed ability abilities nationalizations rationally "
      "hopefulness skies dying lying tying idly gently ugly early only singly centre "
      "licences labouring organisational liable traffics publications authorizing "
      "communications generously responsibly conditional valency hesitancy vacuously "
      "analogously geologically biologists triplicate formative formalize electricity "
      "electrical goodness revival allowance inference airliner adjustable defensible "
      "irritant replacement adjustment dependent adoption communism activate angularity "
      "homologous effective bowdlerize controlling roll probate rate cease dies ties";
  check_text(words, sizeof words - 1);
}

static void patterns_fit_what_they_say(void **state) {
  (void)state;
  static const struct {
    const char *pattern, *word;
    bool fits, partly;
  } cases[] = {{"wom?n", "women", true, true},
               {"wom?n", "womn", false, true},
               {"lab*r", "labor", true, true},
               {"lab*r", "labour", true, true},
               {"lab*r", "labors", false, true},
               {"l?bor",
                "l\xc3\xa4"
                "bor",
                true, true},
               {"a*b*c", "aXbXbXc", true, true},
               {"organi?ation", "organiz", false, true},
               {"a?", "a", false, true},
               {"a*", "a", true, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_str pattern = pincite__str(cases[i].pattern),
                word = pincite__str(cases[i].word);
    assert_int_equal(pincite__pattern_fits(pattern, word, false), cases[i].fits);
    assert_int_equal(pincite__pattern_fits(pattern, word, true), cases[i].partly);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(no_beginning_of_a_word_of_the_sample_loses_it),
      cmocka_unit_test(hard_stems_are_found),
      cmocka_unit_test(patterns_fit_what_they_say),
  };
  analyser = pincite__analyser_new();
  int failed = analyser ? cmocka_run_group_tests(cases, NULL, NULL) : 1;
  pincite__analyser_free(analyser);
  return failed;
}
