/* SPDX-License-Identifier: MIT
 *
 * The terms that citations add to a text: which, where, and the same every time.
 */
#include "test.h"

#include <string.h>

#include "analyse.h"
#include "concepts.h"

typedef struct seen {
  pincite_buf out;
  uint32_t last;
} seen;

/* Each concept as "position:term ". */
static int note_concept(const pincite_token *token, void *data) {
  seen *s = data;
  if (!token->colocated) {
    s->last = token->position;
    return 0;
  }
  assert_int_equal(token->position, s->last);
  pincite__buf_addf(&s->out, "%u:%.*s ", (unsigned)token->position, (int)token->term.len,
                    token->term.at);
  return 0;
}

static void check(const char *text, const char *expected) {
  seen s = {.last = 0};
  pincite__buf_init(&s.out, 8192);
  pincite_analyser *analyser = pincite__analyser_new();
  assert_non_null(analyser);
  assert_int_equal(pincite__analyse(analyser, text, strlen(text), note_concept, &s), 0);
  assert_string_equal(s.out.data, expected);
  pincite__analyser_free(analyser);
  pincite__buf_release(&s.out);
}

static void a_section_brings_its_ancestors(void **state) {
  (void)state;
  check("see 47 U.S.C. § 230(c)(1) here",
        "6:usc/47/230/c/1 6:usc/47/230/c 6:usc/47/230 ");
  check("8 CFR 214.11(d) x", "3:cfr/8/214.11/d 3:cfr/8/214.11 3:cfr/8/214 ");
  check("Pub. L. 115-164, § 4(a)",
        "6:us-law/public/115/164/4/a 6:us-law/public/115/164/4 6:us-law/public/115/164 ");
}

static void an_act_brings_the_sections_that_it_made(void **state) {
  (void)state;
  check("after FOSTA", "1:us-law/public/115/164 1:usc/18/2421a 1:usc/47/230/e/5 ");
  check("the Decency Act", "2:usc/47/230 2:act/cda ");
}

static void what_has_blanks_is_spelled_with_hyphens(void **state) {
  (void)state;
  check("817 F.3d 12", "3:case/817-f-3d-12 ");
}

static void a_bill_is_found_without_its_congress(void **state) {
  (void)state;
  check("H.R. 1865, 115th Cong.", "3:us-bill/115/hr/1865 3:us-bill/hr/1865 ");
}

static void an_undecided_name_says_so(void **state) {
  (void)state;
  check("the TVPA", "1:us-law/public/106/386 1:unsure/us-law/public/106/386 "
                    "1:us-law/public/102/256 1:unsure/us-law/public/102/256 ");
  check("TVPA and torture", "0:us-law/public/102/256 0:usc/28/1350 ");
}

static void false_friends_add_nothing_to_section_230(void **state) {
  (void)state;
  check("SEC. 230. REPORT.", "");
  check("230 victims", "");
  check("16 U.S.C. 230a", "2:usc/16/230a ");
  check("the benefit base for the year under section 230", "");
  check("Rule 144, 17 CFR 230.144", "4:cfr/17/230.144 4:cfr/17/230 ");
  check("Section 230 of Public Law 93-66",
        "6:us-law/public/93/66/230 6:us-law/public/93/66 ");
}

static void asked(const char *text, const char *expected) {
  pincite_buf out;
  pincite__buf_init(&out, 4096);
  pincite__concepts_asked(NULL, text, strlen(text), &out);
  assert_string_equal(out.data, expected);
  pincite__buf_release(&out);
}

static void four_spellings_ask_for_one_thing(void **state) {
  (void)state;
  asked("Section 230", "usc/47/230\n");
  asked("47 U.S.C. 230", "usc/47/230\n");
  asked("CDA 230", "usc/47/230\n");
  asked("communications decency act section 230", "usc/47/230\n");
  asked("usc/47/230/C/1", "usc/47/230/c/1\n");
  asked("817 f.3d 12", "case/817-f-3d-12\n");
  asked("fosta", "us-law/public/115/164\n");
  asked("nothing of the kind", "");
}

static void named(const char *term, const char *expected) {
  pincite_buf out;
  pincite__buf_init(&out, 4096);
  pincite__concept_name(NULL, pincite__str(term), &out);
  assert_string_equal(out.data, expected);
  pincite__buf_release(&out);
}

static void a_term_is_written_as_people_do(void **state) {
  (void)state;
  named("usc/47/230/c/2/a", "47 U.S.C. § 230(c)(2)(A)");
  named("usc/18/2421a/b", "18 U.S.C. § 2421A(b)");
  named("usc/42/1396a/note", "42 U.S.C. § 1396a note");
  named("usc/18/ch77", "18 U.S.C. ch. 77");
  named("us-law/public/93/66/230", "Pub. L. No. 93-66, § 230");
  named("us-law/private/115/1", "Priv. L. No. 115-1");
  named("cfr/17/230.144/a", "17 C.F.R. § 230.144(a)");
  named("cfr/17/230", "17 C.F.R. pt. 230");
  named("us-bill/102/hr/7", "H.R. 7, 102d Cong.");
  named("us-bill/111/sconres/7", "S. Con. Res. 7, 111th Cong.");
  named("us-bill/hr/7", "H.R. 7");
  named("fedreg/79/77012", "79 Fed. Reg. 77,012");
  named("stat/132/1253", "132 Stat. 1253");
  named("congrec/164/s1849", "164 Cong. Rec. S1849");
  named("exec-order/13999", "Exec. Order No. 13,999");
  named("report/srpt/115/7", "S. Rep. No. 115-7");
  named("usconst/amendment-14/1", "U.S. Const. amend. XIV, § 1");
  named("case/410-f-supp-2d-7", "410 F. Supp. 2d 7");
  named("us-law/public/115/164", "Allow States and Victims to Fight Online Sex Trafficking "
                                 "Act of 2017, Pub. L. No. 115-164, 132 Stat. 1253");
  named("", "");
  named("usc/", "usc/");
}

static void a_part_lies_in_what_it_is_a_part_of(void **state) {
  (void)state;
  assert_int_equal(pincite__concept_parent(PINCITE_STR("usc/47/230/c")), 10);
  assert_int_equal(pincite__concept_parent(PINCITE_STR("usc/47/230")), 0);
  assert_int_equal(pincite__concept_parent(PINCITE_STR("cfr/17/230.144")), 10);
  assert_int_equal(pincite__concept_parent(PINCITE_STR("cfr/17/230")), 0);
  assert_int_equal(pincite__concept_parent(PINCITE_STR("case/410-f-supp-2d-7")), 0);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(a_section_brings_its_ancestors),
    cmocka_unit_test(an_act_brings_the_sections_that_it_made),
    cmocka_unit_test(what_has_blanks_is_spelled_with_hyphens),
    cmocka_unit_test(a_bill_is_found_without_its_congress),
    cmocka_unit_test(an_undecided_name_says_so),
    cmocka_unit_test(false_friends_add_nothing_to_section_230),
    cmocka_unit_test(four_spellings_ask_for_one_thing),
    cmocka_unit_test(a_term_is_written_as_people_do),
    cmocka_unit_test(a_part_lies_in_what_it_is_a_part_of),
};

TEST_MAIN(cases)
