/* SPDX-License-Identifier: MIT
 *
 * What is read as a citation, and into which normal form; and what is not.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "citation.h"

typedef struct sample {
  const char *text;
  const char *normal; /* of those that are certain, "; " between; "" for none */
} sample;

static int collect(const pincite_cite *cite, void *data) {
  pincite_buf *found = data;
  if (cite->uncertain)
    return 0;
  if (found->len)
    pincite__buf_adds(found, "; ");
  pincite__buf_add(found, cite->normal.at, cite->normal.len);
  return 0;
}

static void check(const sample *samples, size_t count, bool question) {
  for (size_t i = 0; i < count; i++) {
    pincite_buf found;
    pincite__buf_init(&found, 4096);
    const char *text = samples[i].text;
    assert_int_equal(pincite__citations(text, strlen(text), question, collect, &found),
                     0);
    if (strcmp(found.data, samples[i].normal) != 0)
      fail_msg("'%s' was read as '%s', not '%s'", text, found.data, samples[i].normal);
    pincite__buf_release(&found);
  }
}

#define CHECK(samples) check(samples, sizeof samples / sizeof *samples, false)

static void the_code_is_read_however_it_is_written(void **state) {
  (void)state;
  static const sample samples[] = {
      {"see 18 U.S.C. § 1589(a)(2).", "usc/18/1589/a/2"},
      {"18 USC 1589", "usc/18/1589"},
      {"18 U. S. C. §1589 (b)", "usc/18/1589/b"},
      {"18 U.S.C.A. sec. 1589", "usc/18/1589"},
      {"18 United States Code section 1589", "usc/18/1589"},
      {"Title 18, United States Code, Sections 1589 and 1590",
       "usc/18/1589; usc/18/1590"},
      {"section 1589(a) of title 18, United States Code", "usc/18/1589/a"},
      {"§ 1589 of Title 18", "usc/18/1589"},
      {"sections 7102(11) and 7105 of title 22", "usc/22/7102/11; usc/22/7105"},
      {"18\xc2\xa0U.S.C.\xc2\xa0\xc2\xa7\xc2\xa0"
       "1592",
       "usc/18/1592"},
      {"18 U.S.C. \xc3\x82\xc2\xa7 1592", "usc/18/1592"},
      {"18 U.S.C. &sect; 1592", "usc/18/1592"},
      {"18\xc3\x82 U.S.C. \xc3\x82\xc2\xa7 1592", "usc/18/1592"},
      {"18 U.S.C. § 1592<sup>14</sup>", "usc/18/1592"},
      {"18\nU.S.C.\n§ 1592", "usc/18/1592"},
      {"22 U.S.C. § 7101 et seq.", "usc/22/7101/et-seq"},
      {"22 U.S.C. 7101 note;", "usc/22/7101/note"},
      {"22 U.S.C. 7101 note that this", "usc/22/7101"},
      {"50 U.S.C. App. § 1701", "usc/50-app/1701"},
      {"22 U.S.C. ch. 78", "usc/22/ch78"},
      {"chapter 77 of title 18, United States Code", "usc/18/ch77"},
  };
  CHECK(samples);
}

static void lists_and_ranges_are_taken_apart(void **state) {
  (void)state;
  static const sample samples[] = {
      {"18 U.S.C. §§ 1584, 1589(b), and 1593A are",
       "usc/18/1584; usc/18/1589/b; usc/18/1593A"},
      {"18 U.S.C. §§ 1581-1597", "usc/18/1581; usc/18/1597"},
      {"18 U.S.C. §§ 1581–97", "usc/18/1581; usc/18/1597"},
      {"18 U.S.C. § 2255(a), (c)", "usc/18/2255/a; usc/18/2255/c"},
      {"47 U.S.C. § 230(c)(1) and (2)", "usc/47/230/c/1; usc/47/230/c/2"},
      {"47 U.S.C. § 230(c)(2)(A), (e)", "usc/47/230/c/2/A; usc/47/230/e"},
      {"42 U.S.C. § 300aa-11(c)", "usc/42/300aa-11/c"},
      {"42 U.S.C. § 2000e-5", "usc/42/2000e-5"},
      {"18 U.S.C. § 1595 and 42 U.S.C. § 1983", "usc/18/1595; usc/42/1983"},
      {"18 U.S.C. § 1595, 12 people", "usc/18/1595"},
      {"18 U.S.C. § 1595 (2018)", "usc/18/1595"},
      {"18 U.S.C. §§ 1591(a), 1595; 22 U.S.C. § 7102",
       "usc/18/1591/a; usc/18/1595; usc/22/7102"},
  };
  CHECK(samples);
}

static void laws_and_their_sections(void **state) {
  (void)state;
  static const sample samples[] = {
      {"Pub. L. No. 106-386", "us-law/public/106/386"},
      {"P.L. 106–386", "us-law/public/106/386"},
      {"Public Law 106 - 386", "us-law/public/106/386"},
      {"Public Laws 106-386 and 108-193", "us-law/public/106/386; us-law/public/108/193"},
      {"Pub. L. 106-386, div. A, § 107(b)", "us-law/public/106/386/107/b"},
      {"section 112 of Public Law 106-386", "us-law/public/106/386/112"},
      {"Private Law 98-3", "us-law/private/98/3"},
      {"114 Stat. 1464, 1466", "stat/114/1464"},
      {"112 Stat. 2681-739", "stat/112/2681-739"},
      {"117 Stat. 2875-80", "stat/117/2875"},
      {"PL-480 shipments", ""},
      {"Pub. Ltd. 106-386", ""},
  };
  CHECK(samples);
}

static void regulations_registers_and_orders(void **state) {
  (void)state;
  static const sample samples[] = {
      {"17 C.F.R. § 230.144(d)", "cfr/17/230.144/d"},
      {"17 CFR 230.144", "cfr/17/230.144"},
      {"8 CFR parts 212 and 214", "cfr/8/212; cfr/8/214"},
      {"26 CFR 1.162(k)-1T", "cfr/26/1.162(k)-1T"},
      {"48 C.F.R. §§ 22.1701–22.1705", "cfr/48/22.1701-22.1705"},
      {"section 214.11 of title 8, Code of Federal Regulations", "cfr/8/214.11"},
      {"67 Fed. Reg. 4,784", "fedreg/67/4784"},
      {"67 FR 4784, 4790", "fedreg/67/4784"},
      {"Exec. Order No. 13,627", "exec-order/13627"},
      {"Executive Orders 13627 and 13903", "exec-order/13627; exec-order/13903"},
      {"E.O. 13773", "exec-order/13773"},
      {"the FR 85 jersey", ""},
  };
  CHECK(samples);
}

static void bills_need_their_house(void **state) {
  (void)state;
  static const sample samples[] = {
      {"H.R. 2200", "us-bill/hr/2200"},
      {"H. R. 2200, 115th Cong.", "us-bill/115/hr/2200"},
      {"S. 1312 (115th Congress)", "us-bill/115/s/1312"},
      {"S. 1312 of the 115th Congress", "us-bill/115/s/1312"},
      {"HR2200-115", "us-bill/115/hr/2200"},
      {"H.J. Res. 39 (116th)", "us-bill/116/hjres/39"},
      {"In the 114th Congress it had been S. 7.", "us-bill/114/s/7"},
      {"S. 7 of the 114th Congress, H.R. 8 of the 115th, 115th Congress: S. 9",
       "us-bill/114/s/7; us-bill/hr/8; us-bill/s/9"},
      {"S.Con.Res. 8", "us-bill/sconres/8"},
      {"House Joint Resolution 12", "us-bill/hjres/12"},
      {"H.R. Rep. No. 115-572", "report/hrpt/115/572"},
      {"S. Rept. 115–199", "report/srpt/115/199"},
      {"164 Cong. Rec. H1290", "congrec/164/H1290"},
      {"Mr. S. 2 more", ""},
      {"J. S. 12", ""},
      {"the S. 4th Street bridge", ""},
      {"120 S. 400 East", ""},
      {"U.S. 1312", ""},
      {"HR hired 20 people", ""},
      {"page S1312", ""},
  };
  CHECK(samples);
}

static void cases_by_volume_and_page(void **state) {
  (void)state;
  static const sample samples[] = {
      {"Batzel v. Smith, 333 F.3d 1018, 1030 (9th Cir. 2003)", "333 F.3d 1018"},
      {"333 F. 3d 1018", "333 F.3d 1018"},
      {"333 F3d 1018", "333 F.3d 1018"},
      {"992 F.Supp. 44", "992 F. Supp. 44"},
      {"598 U. S. 617", "598 U.S. 617"},
      {"598 U.S. ___", "598 U.S. _"},
      {"598 U.S., at 621", "598 U.S. 621"},
      {"765 Fed. Appx. 586", "765 F. App'x 586"},
      {"184 Wn. 2d 95", "184 Wash. 2d 95"},
      {"51 Cal. 4th 12, 121 Cal.Rptr.3d 58", "51 Cal. 4th 12; 121 Cal. Rptr. 3d 58"},
      {"2 U.S. (2 Dall.) 419", "2 U.S. 419"},
      {"2013 WL 4502097", "2013 WL 4502097"},
      {"2005-NMSC-012", "2005 NMSC 012"},
      {"T.C. Memo. 2012-7", "2012 T.C. Memo. 7"},
      {"127 Harv. L. Rev. 2010", "127 Harv. L. Rev. 2010"},
      {"14 Nw. U. L. Rev. 7", "14 Nw. U. L. Rev. 7"},
      {"the 3 U.S. teams", ""},
      {"45 N.W. 9th Avenue", ""},
      {"he was 5 So. far", ""},
  };
  CHECK(samples);
}

static void acts_by_their_names(void **state) {
  (void)state;
  static const sample samples[] = {
      {"Immigration and Nationality Act (INA) § 101(a)(15)", "usc/8/1101/a/15"},
      {"SESTA-FOSTA passed", "us-law/public/115/164"},
      {"FOSTASESTA", "us-law/public/115/164"},
      {"FOSTA § 5", "us-law/public/115/164/5"},
      {"CDA § 230(e)(3)", "usc/47/230/e/3"},
      {"the CDA’s section 230", "usc/47/230"},
      {"section 230 of the Communications Act of 1934", "usc/47/230"},
      {"section 502 of the Telecommunications Act of 1996", "us-law/public/104/104/502"},
      {"INA § 101(a)(15)(T)", "usc/8/1101/a/15/T"},
      {"an INA spokesman", ""},
      {"they save act after act", ""},
      {"TVPA claims by victims of torture", "us-law/public/102/256"},
      {"TVPA and human trafficking", "us-law/public/106/386"},
      {"the TVPA", ""},
      {"First Amendment rights", "usconst/amendment-1"},
      {"U.S. Const. amend. XIV, § 1", "usconst/amendment-14/section-1"},
  };
  CHECK(samples);
}

static void section_230_by_itself(void **state) {
  (void)state;
  static const sample samples[] = {
      {"Why Section 230 matters", "usc/47/230"},
      {"under § 230(e)(1)", "usc/47/230/e/1"},
      {"SEC. 230. REPORT TO CONGRESS.", ""},
      {"Section 230 of Public Law 93-66", "us-law/public/93/66/230"},
      {"section 230 of this Act", ""},
      {"section 230 of the Tariff Act", ""},
      {"16 U.S.C. 230a", "usc/16/230a"},
      {"17 CFR 230.144", "cfr/17/230.144"},
      {"section 230.12", ""},
      {"230 victims", ""},
      {"Section 2301", ""},
      {"Penal Code § 230", ""},
  };
  CHECK(samples);
}

static void short_forms_take_up_what_went_before(void **state) {
  (void)state;
  static const sample samples[] = {
      {"18 U.S.C. § 1591(a). § 1595", "usc/18/1591/a; usc/18/1595"},
      {"18 U.S.C. § 1591(a). Id. § 1595(b)", "usc/18/1591/a; usc/18/1595/b"},
      {"18 U.S.C. § 1591(a). Id. at (c).", "usc/18/1591/a; usc/18/1591/c"},
      {"Va. Code Ann. § 18.2-48. § 18.2-50", "va-code/18.2/48; Va. Code Ann. § 18.2-50"},
      {"an id card", ""},
  };
  CHECK(samples);
}

static void a_question_needs_no_capitals(void **state) {
  (void)state;
  static const sample samples[] = {
      {"47 usc 230", "usc/47/230"},    {"cda 230", "usc/47/230"},
      {"230(c)(1)", "usc/47/230/c/1"}, {"817 f.3d 12", "817 F.3d 12"},
      {"what about 230?", ""},         {"mann act", "act/mann"},
  };
  check(samples, sizeof samples / sizeof *samples, true);
}

/* Both readings of an ambiguous name are there, and say that they are unsure. */
static int count_uncertain(const pincite_cite *cite, void *data) {
  *(int *)data += cite->uncertain;
  return 0;
}

static void an_undecided_name_keeps_both_readings(void **state) {
  (void)state;
  int uncertain = 0;
  pincite__citations("the TVPA", 8, false, count_uncertain, &uncertain);
  assert_int_equal(uncertain, 2);
}

static int stop_at_second(const pincite_cite *cite, void *data) {
  (void)cite;
  return ++*(int *)data == 2 ? 7 : 0;
}

static void the_callback_can_stop(void **state) {
  (void)state;
  static const char text[] = "18 U.S.C. § 1589; 18 U.S.C. § 1590; 18 U.S.C. § 1591";
  int seen = 0;
  assert_int_equal(pincite__citations(text, strlen(text), false, stop_at_second, &seen),
                   7);
  assert_int_equal(seen, 2);
}

typedef struct bounds {
  size_t len, last;
  bool wrong;
} bounds;

static int within(const pincite_cite *cite, void *data) {
  bounds *b = data;
  b->wrong |= cite->length == 0 || cite->start + cite->length > b->len ||
              cite->normal.len >= PINCITE__CITE_LIMIT ||
              strlen(cite->normal.at) != cite->normal.len;
  return 0;
}

/* Pieces of citations in any order, cut off anywhere, in a buffer that ends
   where the text does. */
static void any_bytes_are_read_within_bounds(void **state) {
  (void)state;
  static const char *const pieces[] = {"47",
                                       " U.S.C.",
                                       " § ",
                                       "230",
                                       "(c)",
                                       "(1)",
                                       "-",
                                       "–",
                                       ", ",
                                       "and ",
                                       "section ",
                                       "of ",
                                       "title ",
                                       "Pub. L. ",
                                       "No. ",
                                       "115-164",
                                       "17 CFR ",
                                       "230.144",
                                       "H.R. ",
                                       "S. ",
                                       "1865",
                                       "th Cong.",
                                       "817 F.3d ",
                                       "12",
                                       "(",
                                       ")",
                                       "\xc2",
                                       "\xa7",
                                       "\xe2\x80",
                                       "&sect;",
                                       "Id. at ",
                                       "supra",
                                       "CDA ",
                                       "FOSTA",
                                       "TVPA ",
                                       "the ",
                                       "Act ",
                                       "Cal. ",
                                       "Code ",
                                       "\n",
                                       "\xc3\x82",
                                       "§",
                                       "1",
                                       "9999999999",
                                       "Stat. ",
                                       "Fed. Reg. ",
                                       "U.S. Const. art. ",
                                       "XIV"};
  uint32_t random = 12345;
  for (int round = 0; round < 20000; round++) {
    char text[512];
    size_t len = 0;
    int count = 1 + (int)(random >> 16) % 14;
    for (int i = 0; i < count; i++) {
      random = random * 1664525U + 1013904223U;
      const char *piece = pieces[(random >> 8) % (sizeof pieces / sizeof *pieces)];
      size_t size = strlen(piece);
      memcpy(text + len, piece, size);
      len += size;
    }
    len -= (random >> 4) % (len < 3 ? 1 : 3);
    char *exact = malloc(len ? len : 1);
    assert_non_null(exact);
    memcpy(exact, text, len);
    bounds b = {len, 0, false};
    pincite__citations(exact, len, round % 2, within, &b);
    assert_false(b.wrong);
    free(exact);
  }
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(the_code_is_read_however_it_is_written),
    cmocka_unit_test(lists_and_ranges_are_taken_apart),
    cmocka_unit_test(laws_and_their_sections),
    cmocka_unit_test(regulations_registers_and_orders),
    cmocka_unit_test(bills_need_their_house),
    cmocka_unit_test(cases_by_volume_and_page),
    cmocka_unit_test(acts_by_their_names),
    cmocka_unit_test(section_230_by_itself),
    cmocka_unit_test(short_forms_take_up_what_went_before),
    cmocka_unit_test(a_question_needs_no_capitals),
    cmocka_unit_test(an_undecided_name_keeps_both_readings),
    cmocka_unit_test(the_callback_can_stop),
    cmocka_unit_test(any_bytes_are_read_within_bounds),
};

TEST_MAIN(cases)
