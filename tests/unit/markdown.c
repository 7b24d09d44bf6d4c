/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "../../indexer/readers/front_matter.h"
#include "../../indexer/readers/reader.h"

static pincite_document document;

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

static void read_markdown(const char *text) {
  pincite__document_clear(&document);
  pincite__read_markdown(pincite__str(text), &document);
  assert_false(document.failed);
}

static void expect_field(pincite_field field, const char *value) {
  assert_string_equal(document.fields[field].data, value);
}

static void expect_block(size_t i, pincite_zone zone, const char *text) {
  assert_true(i < document.block_count);
  const pincite_block *block = &document.blocks[i];
  assert_int_equal(block->zone, zone);
  assert_int_equal(block->length, strlen(text));
  assert_memory_equal(document.text.data + block->start, text, block->length);
}

static void front_matter_gives_the_fields(void **state) {
  (void)state;
  read_markdown("---\ntitle: \"On \\\"Platforms\\\" and\\_Law \\u00a7\\\n  \\ 230\"\n"
                "authors:\n  - A. Writer\n  - 'B. O''Hara'\ndate: '2021-10-22'\n"
                "source_url: https://example.org/a\nsource: The Paper\nlang: en\n"
                "tags: [x, y]\n---\n\nBody text.\n");
  expect_field(PINCITE_FIELD_TITLE, "On \"Platforms\" and Law \xc2\xa7 230");
  expect_field(PINCITE_FIELD_AUTHOR, "A. Writer, B. O'Hara");
  expect_field(PINCITE_FIELD_PUBLISHED, "2021-10-22");
  expect_field(PINCITE_FIELD_URI, "https://example.org/a");
  expect_field(PINCITE_FIELD_SOURCE, "The Paper");
  expect_field(PINCITE_FIELD_LANGUAGE, "en");
  assert_string_equal(document.origins[PINCITE_FIELD_TITLE].data, "front matter");
  expect_block(0, PINCITE_ZONE_BODY, "Body text.");
}

static void a_plain_value_goes_on_over_lines(void **state) {
  (void)state;
  read_markdown(
      "---\ntitle: Joint Statement on a\n  Framework\ndate: 2025-10-26\n---\nText.");
  expect_field(PINCITE_FIELD_TITLE, "Joint Statement on a Framework");
  expect_field(PINCITE_FIELD_PUBLISHED, "2025-10-26");
}

static void a_rule_is_no_front_matter(void **state) {
  (void)state;
  read_markdown("---\nThis is a sentence.\n---\n\nMore.");
  assert_int_equal(document.block_count, 2);
  assert_non_null(strstr(document.text.data, "This is a sentence."));
}

static void marks_go_and_words_and_line_ends_stay(void **state) {
  (void)state;
  read_markdown("# The Title\n\nSome *emphasis*, a [link](https://x.org) and `code`,\n"
                "wrapped &amp; &#8220;quoted&#8221;.\n");
  expect_field(PINCITE_FIELD_TITLE, "The Title");
  expect_block(0, PINCITE_ZONE_TITLE, "The Title");
  expect_block(
      1, PINCITE_ZONE_BODY,
      "Some emphasis, a link and code,\nwrapped & \xe2\x80\x9cquoted\xe2\x80\x9d.");
}

static void structure_becomes_zones(void **state) {
  (void)state;
  read_markdown(
      "# The Title\n\n## A Part\n\nA sentence of the part.\n\n> Quoted words.\n\n"
      "- one\n- two\n  - inner\n\n1. first\n2. second\n\n"
      "| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: https://example.org/note\n");
  expect_block(1, PINCITE_ZONE_HEADING, "A Part");
  expect_block(2, PINCITE_ZONE_BODY, "A sentence of the part.");
  expect_block(3, PINCITE_ZONE_QUOTE, "Quoted words.");
  expect_block(4, PINCITE_ZONE_BODY, "- one");
  expect_block(5, PINCITE_ZONE_BODY, "- two");
  expect_block(6, PINCITE_ZONE_BODY, "- inner");
  expect_block(7, PINCITE_ZONE_BODY, "1. first");
  expect_block(8, PINCITE_ZONE_BODY, "2. second");
  expect_block(9, PINCITE_ZONE_BODY, "a | b\n1 | 2");
  expect_block(10, PINCITE_ZONE_NOTE, "[^1]: https://example.org/note");
}

static void a_paragraph_of_links_is_a_menu(void **state) {
  (void)state;
  read_markdown("# The Title\n\n[Home](/)[About us](/about)[Cases](/cases)\n\n"
                "A sentence with [one link](/x), which is body text as it should be.\n");
  expect_block(1, PINCITE_ZONE_BOILERPLATE, "Home About us Cases");
  assert_int_equal(document.blocks[2].zone, PINCITE_ZONE_BODY);
}

static void raw_html_loses_its_tags(void **state) {
  (void)state;
  read_markdown("A line<br>and <b>another</b>.\n\n<div class=\"x\">\nBoxed &nbsp;words.\n"
                "<!-- not seen -->\n</div>\n");
  expect_block(0, PINCITE_ZONE_BODY, "A line\nand another.");
  assert_non_null(strstr(document.text.data, "Boxed"));
  assert_null(strstr(document.text.data, "not seen"));
  assert_null(strstr(document.text.data, "div"));
}

static void any_bytes_are_markdown(void **state) {
  (void)state;
  static const char *const odd[] = {"---",
                                    "---\n",
                                    "---\n---",
                                    "---\na: \"\n---\n",
                                    "[^",
                                    "[^]:",
                                    "---\na: [\n---\n",
                                    "---\na: \"\\u12\"\n---\nx",
                                    "&#;",
                                    "<",
                                    "<!--",
                                    "- - - -",
                                    ">>>>>",
                                    "---\nx: |\n\n---\n"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    read_markdown(odd[i]);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(front_matter_gives_the_fields),
      cmocka_unit_test(a_plain_value_goes_on_over_lines),
      cmocka_unit_test(a_rule_is_no_front_matter),
      cmocka_unit_test(marks_go_and_words_and_line_ends_stay),
      cmocka_unit_test(structure_becomes_zones),
      cmocka_unit_test(a_paragraph_of_links_is_a_menu),
      cmocka_unit_test(raw_html_loses_its_tags),
      cmocka_unit_test(any_bytes_are_markdown),
  };
  return cmocka_run_group_tests(cases, begin, end);
}
