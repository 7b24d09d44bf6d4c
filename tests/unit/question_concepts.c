/* SPDX-License-Identifier: MIT
 *
 * What a plain question cites ranks beside its words, and only there.
 */
#include "test.h"

#include <string.h>

#include "../../query/concepts.h"
#include "concepts.h"

/* What it was read as; read again, it is the same with the same concepts. */
static void check_reading(const char *text, const char *reading) {
  pincite_resolving resolving = {NULL, NULL};
  const pincite_resolver resolver = {.data = &resolving, .cite = pincite__resolve_cite};
  pincite_analyser *analyser = pincite__analyser_new();
  pincite_buf trees[2];
  const char *asked[] = {text, reading};
  for (size_t i = 0; i < 2; i++) {
    pincite_question *question = NULL;
    pincite_buf note, out;
    pincite__buf_init(&note, 4096);
    pincite__buf_init(&out, 4096);
    pincite__buf_init(&trees[i], 4096);
    assert_int_equal(pincite__question_read(analyser, &resolver, asked[i],
                                            strlen(asked[i]), false, &question, NULL),
                     PINCITE_OK);
    assert_int_equal(pincite__question_reading(question, analyser, &resolver, true, &note,
                                               &out, NULL),
                     PINCITE_OK);
    assert_string_equal(out.data, reading);
    pincite__node_tree(question->root, &trees[i]);
    pincite__question_free(question);
    pincite__buf_release(&note);
    pincite__buf_release(&out);
  }
  assert_string_equal(trees[0].data, trees[1].data);
  pincite__buf_release(&trees[0]);
  pincite__buf_release(&trees[1]);
  pincite__analyser_free(analyser);
}

/* The tree of a question after its concepts were added. */
static void check(const char *text, const char *tree, const char *note) {
  static const pincite_resolver resolver = {.cite = pincite__resolve_cite};
  pincite_analyser *analyser = pincite__analyser_new();
  pincite_question *question = NULL;
  pincite_buf out, told;
  pincite__buf_init(&out, 4096);
  pincite__buf_init(&told, 4096);
  assert_int_equal(pincite__question_read(analyser, &resolver, text, strlen(text), false,
                                          &question, NULL),
                   PINCITE_OK);
  assert_int_equal(pincite__question_concepts(question, NULL, &told, NULL), PINCITE_OK);
  pincite__node_tree(question->root, &out);
  assert_string_equal(out.data, tree);
  assert_string_equal(told.data, note);
  pincite__question_free(question);
  pincite__analyser_free(analyser);
  pincite__buf_release(&out);
  pincite__buf_release(&told);
}

static void a_citation_adds_its_concept(void **state) {
  (void)state;
  check("fosta", "(run fosta concept us-law/public/115/164)",
        "'fosta' is read as us-law/public/115/164 or its words");
  check("47 usc 230 hotels", "(run 47 usc 230 hotel concept usc/47/230)",
        "'47 usc 230' is read as usc/47/230 or its words");
}

static void exact_and_quoted_words_stay_words(void **state) {
  (void)state;
  check("=fosta", "=fosta", "");
  check("\"section 230\" hotels", "(run (phrase section 230) hotel)", "");
}

static void cite_takes_any_spelling(void **state) {
  (void)state;
  check("cite:\"CDA 230\"", "(cite [CDA 230] concept usc/47/230)", "");
  check("cite:usc/47/230/c", "(cite [usc/47/230/c] concept usc/47/230/c)", "");
}

static void a_reading_names_what_its_words_alone_would_not(void **state) {
  (void)state;
  check_reading("47 usc 230, hotels", "47 usc 230 hotels");
  check_reading("FOSTA/SESTA:\xff\xc2\xa7 230(c)(1)",
                "FOSTA SESTA \xc2\xa7 230(c)(1) names:us-law/public/115/164^5 "
                "names:usc/47/230/c/1");
  check_reading("Doe v. Roe, 1 U.S. 1 (1982)",
                "Doe v Roe 1^2 U.S 1982 names:case/1-u-s-1");
  check_reading("1 So.2d at 1", "1^2 So.2d at names:none");
  check_reading("fosta names:none", "fosta names:none");
  check_reading("names:none", "names none");
  check_reading("names:\"47 USC 230\" hotels", "names:usc/47/230 hotels");
  check_reading("hotels names:usc/47/230^5 names:usc/47/230", "hotels names:usc/47/230^5");
  check_reading("names:usc/47/230", "names:usc/47/230");
  check_reading("hotels AND fosta names:none", "hotels AND fosta");
  check_reading("names:nobody", "names nobody");
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(a_citation_adds_its_concept),
    cmocka_unit_test(exact_and_quoted_words_stay_words),
    cmocka_unit_test(cite_takes_any_spelling),
    cmocka_unit_test(a_reading_names_what_its_words_alone_would_not),
};

TEST_MAIN(cases)
