/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "../../indexer/readers/xml.h"

static pincite_document document;
static uint64_t broken;

static int begin(void **state) {
  (void)state;
  pincite__document_init(&document);
  return 0;
}

static int end(void **state) {
  (void)state;
  pincite__document_release(&document);
  return 0;
}

static void read_xml(const char *text) {
  pincite__document_clear(&document);
  assert_int_equal(pincite__read_xml(text, strlen(text), &document, &broken, NULL),
                   PINCITE_OK);
}

static void expect_block(size_t i, pincite_zone zone, const char *text) {
  assert_true(i < document.block_count);
  const pincite_block *block = &document.blocks[i];
  char found[512] = "";
  assert_true(block->length < sizeof found);
  memcpy(found, document.text.data + block->start, block->length);
  assert_string_equal(found, text);
  assert_int_equal(block->zone, zone);
}

static void a_bill_reads_as_it_is_printed(void **state) {
  (void)state;
  read_xml(
      "<bill><metadata><dc:title xmlns:dc='x'>A Bill to Try</dc:title></metadata><form>"
      "<legis-num>H. R. 1</legis-num>\n<session>1st Session</session>"
      "<action><action-date date='20250812'>August 12, 2025</action-date><action-desc>"
      "<sponsor>Ms. Doe</sponsor> introduced it.</action-desc></action></form>"
      "<section><enum>1.</enum><header>Short title</header><subsection><enum>(a)</enum>"
      "<header>In general</header><text>Section 230 (<external-xref>47 U.S.C. 230"
      "</external-xref>) of the <term>Act</term> is amended-</text><paragraph>"
      "<enum>(1)</enum><header>Scope</header><text>by striking:</text><quoted-block>"
      "<paragraph><enum>(5)</enum><text>No effect.</text></paragraph>"
      "<after-quoted-block>.</after-quoted-block></quoted-block></paragraph></subsection>"
      "</section></bill>");
  assert_int_equal(broken, 0);
  assert_string_equal(document.fields[PINCITE_FIELD_TITLE].data, "A Bill to Try");
  assert_string_equal(document.fields[PINCITE_FIELD_AUTHOR].data, "Ms. Doe");
  assert_string_equal(document.fields[PINCITE_FIELD_PUBLISHED].data, "2025-08-12");
  expect_block(0, PINCITE_ZONE_BODY, "H. R. 1\n1st Session");
  expect_block(3, PINCITE_ZONE_HEADING, "Sec. 1. Short title");
  expect_block(4, PINCITE_ZONE_HEADING, "(a) In general");
  expect_block(5, PINCITE_ZONE_BODY,
               "Section 230 (47 U.S.C. 230) of the \xe2\x80\x9c"
               "Act\xe2\x80\x9d is amended-");
  expect_block(6, PINCITE_ZONE_BODY,
               "(1) Scope.\xe2\x80\x94"
               "by striking:");
  expect_block(7, PINCITE_ZONE_QUOTE, "(5) No effect.");
}

static void contents_and_notes_have_their_zones(void **state) {
  (void)state;
  read_xml("<law xmlns='u'><toc><referenceItem><designator>Sec. 1.</designator>"
           "<label>One.</label></referenceItem></toc><section><num>SEC. 1. </num>"
           "<heading>ONE.</heading><content>Text<footnote>Below.</footnote> goes on."
           "<page>128 STAT. 1193</page></content></section></law>");
  expect_block(0, PINCITE_ZONE_BOILERPLATE, "Sec. 1. One.");
  expect_block(1, PINCITE_ZONE_HEADING, "SEC. 1. ONE.");
  expect_block(2, PINCITE_ZONE_BODY, "Text goes on.");
  expect_block(3, PINCITE_ZONE_NOTE, "Below.");
}

static void a_link_that_says_more_is_put_in_brackets(void **state) {
  (void)state;
  read_xml("<law xmlns='u'><content>As in <ref href='/us/usc/t47/s230/c/1'>such section"
           "</ref>, and <ref href='/us/usc/t18/s1591'>18 U.S.C. 1591</ref>, see <ref "
           "href='/us/pl/115/164/s4'>that Act</ref>.</content><content>Under <ref "
           "href='/us/usc/t47/s230'>section 230(c) of title 47, United States Code</ref>;"
           " <ref href='/us/usc/t47/ch5'>chapter 5</ref>, <ref href='//x/y'>z</ref> and "
           "<ref href='/us/stat/132/1253'/>.<footnote>By <ref href='/us/cfr/t45/s164.1'>"
           "rule</ref>.</footnote></content></law>");
  expect_block(0, PINCITE_ZONE_BODY,
               "As in such section [47 U.S.C. \xc2\xa7 230(c)(1)], and 18 U.S.C. 1591, see "
               "that Act [Pub. L. 115-164, \xc2\xa7 4].");
  expect_block(1, PINCITE_ZONE_BODY,
               "Under section 230(c) of title 47, United States Code; chapter 5, z and "
               "[132 Stat. 1253] .");
  expect_block(2, PINCITE_ZONE_NOTE, "By rule [45 C.F.R. \xc2\xa7 164.1].");
  read_xml("<bill><section><text>Under <external-xref parsable-cite='usc/47/230'>such "
           "section</external-xref> it is.</text></section></bill>");
  expect_block(0, PINCITE_ZONE_BODY,
               "Under such section [47 U.S.C. \xc2\xa7 230] it is.");
}

static void broken_xml_gives_what_came_before(void **state) {
  (void)state;
  read_xml("<law>\n<p>One.</p>\n<p>Two");
  expect_block(0, PINCITE_ZONE_BODY, "One.");
  assert_int_not_equal(broken, 0);
}

static void entities_are_not_expanded(void **state) {
  (void)state;
  read_xml(
      "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
      "<l><p>x &c; &x; y</p></l>");
  assert_true(document.text.len < 20);
}

static void depth_is_bounded(void **state) {
  (void)state;
  char text[60000] = "";
  for (size_t i = 0; i < 10000; i++)
    memcpy(text + 3 * i, "<a>", 3);
  memcpy(text + 30000, "deep", 5);
  read_xml(text);
  assert_int_not_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(a_bill_reads_as_it_is_printed),
      cmocka_unit_test(contents_and_notes_have_their_zones),
      cmocka_unit_test(a_link_that_says_more_is_put_in_brackets),
      cmocka_unit_test(broken_xml_gives_what_came_before),
      cmocka_unit_test(entities_are_not_expanded),
      cmocka_unit_test(depth_is_bounded),
  };
  return cmocka_run_group_tests(cases, begin, end);
}
