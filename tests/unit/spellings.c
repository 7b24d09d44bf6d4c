/* SPDX-License-Identifier: MIT
 *
 * spellings.c - of more words than there is room for, those that come again stay.
 */
#include "test.h"

#include <stdio.h>

#include "../../corpus/spellings.h"

#define MANY 200000U

/* A word, its folded form, its term: these are the word again, or not. */
static const char *const often[][3] = {{"first", "first", "first"},
                                       {"Liable", "liable", "liabil"},
                                       {"data", "data", "data"},
                                       {"running", "running", "run"},
                                       {"U.S.C.", "usc", "usc"}};
#define OFTEN (sizeof often / sizeof *often)

static pincite_spelling spelling_of(const char *folded, const char *term) {
  return (pincite_spelling){pincite__str(folded), pincite__str(term)};
}

static bool keep(pincite_spellings *spellings, const char *word,
                 pincite_spelling spelling) {
  pincite_str own = pincite__str(word);
  return pincite__spellings_keep(spellings, pincite__spelling_hash(own), own, &spelling);
}

static bool is_kept(pincite_spellings *spellings, const char *const own[3]) {
  pincite_spelling found;
  pincite_str word = pincite__str(own[0]);
  return pincite__spellings_find(spellings, pincite__spelling_hash(word), word, &found) &&
         pincite__str_is(found.folded, own[1]) && pincite__str_is(found.term, own[2]);
}

static void what_comes_again_stays(void **state) {
  (void)state;
  pincite_spellings spellings;
  size_t most = 0, emptied = 0;
  assert_true(pincite__spellings_init(&spellings));
  for (size_t i = 0; i < OFTEN; i++)
    assert_true(keep(&spellings, often[i][0], spelling_of(often[i][1], often[i][2])));
  for (unsigned i = 0; i < MANY; i++) {
    char word[24];
    const char *const once[] = {word, word, word};
    snprintf(word, sizeof word, "word%u", i);
    assert_true(keep(&spellings, word, spelling_of(word, word)));
    assert_true(i % 3 || is_kept(&spellings, once));
    for (size_t k = 0; k < OFTEN; k++)
      assert_true(is_kept(&spellings, often[k]));
    emptied += spellings.used < most;
    most = spellings.used;
  }
  assert_true(emptied > 1);
  pincite__spellings_release(&spellings);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_comes_again_stays),
};

TEST_MAIN(tests)
