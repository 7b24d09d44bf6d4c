/* SPDX-License-Identifier: MIT
 *
 * What a plain question cites ranks beside its words, and only there.
 */
#include "test.h"

#include <string.h>

#include "../../query/concepts.h"
#include "concepts.h"

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

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(a_citation_adds_its_concept),
    cmocka_unit_test(exact_and_quoted_words_stay_words),
    cmocka_unit_test(cite_takes_any_spelling),
};

TEST_MAIN(cases)
