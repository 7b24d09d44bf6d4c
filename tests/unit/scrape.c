/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "../../indexer/scrape.h"

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

static void read_text(const char *text) {
  pincite__document_clear(&document);
  pincite__text_blocks(&document, text, strlen(text));
  pincite__scrape(&document);
}

/* One letter a block: t h b q n x (boilerplate). */
static void expect_zones(const char *zones) {
  char found[64];
  size_t count = document.block_count < 63 ? document.block_count : 63;
  for (size_t i = 0; i < count; i++)
    found[i] = "thbqnx"[document.blocks[i].zone];
  found[count] = '\0';
  assert_string_equal(found, zones);
}

static void expect_field(pincite_field field, const char *value) {
  assert_string_equal(document.fields[field].data, value);
}

#define PROSE                                                                            \
  "The court held that the service was not the speaker of what its users had posted, "   \
  "and dismissed the suit."

static void a_title_told_three_times_counts_once(void **state) {
  (void)state;
  read_text(
      "Sites & Their Friends\n\nSites & Their Friends\n\nSites & their  friends\n\n" PROSE
      "\n\n" PROSE "\n\nLeave a Comment");
  expect_zones("txxbbx");
  expect_field(PINCITE_FIELD_TITLE, "Sites & Their Friends");
  assert_string_equal(document.origins[PINCITE_FIELD_TITLE].data, "first line");
}

static void a_title_that_is_known_is_found_and_kept(void **state) {
  (void)state;
  pincite__document_clear(&document);
  pincite__document_set(&document, PINCITE_FIELD_TITLE, "The Known Title", 15, "json");
  const char *text = "Home\n\nThe Known Title\n\n" PROSE;
  pincite__text_blocks(&document, text, strlen(text));
  pincite__scrape(&document);
  expect_zones("xtb");
  expect_field(PINCITE_FIELD_TITLE, "The Known Title");
}

static void a_first_sentence_is_no_title(void **state) {
  (void)state;
  read_text(PROSE "\n\n" PROSE);
  expect_zones("bb");
  expect_field(PINCITE_FIELD_TITLE, "");
}

static void one_paragraph_stays_as_it_is(void **state) {
  (void)state;
  read_text("compact memories have flexible capacities");
  expect_zones("b");
  read_text("Leave a Comment");
  expect_zones("b");
}

static void bylines_and_dates_are_read(void **state) {
  (void)state;
  read_text("What the Senate Heard\n\nBy Jane Q. Writer | March 21, 2018\n\n" PROSE);
  expect_zones("txb");
  expect_field(PINCITE_FIELD_AUTHOR, "Jane Q. Writer");
  expect_field(PINCITE_FIELD_PUBLISHED, "2018-03-21");
  read_text("What the Senate Heard\n\nPosted on 3 May 2016\n\n" PROSE);
  expect_zones("txb");
  expect_field(PINCITE_FIELD_PUBLISHED, "2016-05-03");
}

static void a_sentence_with_a_date_is_text(void **state) {
  (void)state;
  read_text("Reports\n\nNot later than 180 days after May 29, 2015, the Secretary "
            "shall-\n\n" PROSE);
  expect_field(PINCITE_FIELD_PUBLISHED, "");
  assert_int_equal(document.blocks[1].zone, PINCITE_ZONE_BODY);
}

static void lines_of_facts_are_read_and_kept(void **state) {
  (void)state;
  read_text("A Report\n\nReport No.: X11\nPublication Date: 04/20/2016\n"
            "Source: https://example.org/x\n\n" PROSE);
  expect_zones("tnb");
  expect_field(PINCITE_FIELD_PUBLISHED, "2016-04-20");
  expect_field(PINCITE_FIELD_URI, "https://example.org/x");
}

static void menus_and_share_bars_are_furniture(void **state) {
  (void)state;
  read_text(
      "Skip to content\n\nHome | About Us | Our Cases | Contact\n\nA Title Here\n\n" PROSE
      "\n\nShare this:\nTwitter\nFacebook\n\nRelated Posts\n\nAnother story of ours\n\n"
      "Copyright 2018 The Site. All rights reserved");
  expect_zones("xxtbxxxx");
}

static void a_trailer_that_clings_to_a_paragraph_comes_off(void **state) {
  (void)state;
  read_text("A Title Here\n\n" PROSE "\n" PROSE "\nLeave a Comment");
  expect_zones("tbx");
  size_t last = document.block_count - 1;
  assert_int_equal(document.blocks[last].length, strlen("Leave a Comment"));
}

static void prose_is_never_furniture(void **state) {
  (void)state;
  static const char *const prose[] = {
      "Share this evidence with the committee, the senator told her, and the vote will "
      "follow.",
      "Comments on the proposed rule are due by Friday, and most of them oppose it.",
      "Copyright law has its own safe harbor, which Section 230 leaves as it is.",
      "Search warrants were served on the offices of the company in Dallas that morning.",
      "She would rather\nshare on that\nspecific issue what she had heard from others "
      "there.",
      "Related posts on the site had been flagged before, but nobody had taken them "
      "down."};
  for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
    char text[1024] = "A Title Here\n\n" PROSE "\n\n";
    strcat(text, prose[i]);
    read_text(text);
    expect_zones("tbb");
  }
}

static void headings_stand_before_prose(void **state) {
  (void)state;
  read_text("A Title Here\n\n" PROSE "\n\nThe Road to the Senate\n\n" PROSE
            "\n\n2. Findings\n\n" PROSE "\n\nin lower case\n\n" PROSE
            "\n\nIt ends as a sentence does.\n\n" PROSE);
  expect_zones("tbhbhbbbbb");
}

static void a_statute_saved_line_by_line_keeps_its_parts(void **state) {
  (void)state;
  read_text(
      "\xc2\xa7 230.\nProtection for private blocking\n(a)\nFindings\nThe Congress finds "
      "the following:\n(1)\nThe rapidly developing array of services.\n(2)\nScope\nThese "
      "services offer users control.\n(b)\nPolicy\nIt is the policy of the United "
      "States.");
  expect_field(PINCITE_FIELD_TITLE, "\xc2\xa7 230. Protection for private blocking");
  expect_zones("thbbbhb");
  pincite_str part = pincite__block_text(&document, 4);
  assert_int_equal(part.len, strlen("(2)\nScope\nThese services offer users control."));
  for (size_t i = 0; i < document.block_count; i++)
    assert_int_not_equal(document.blocks[i].zone, PINCITE_ZONE_BOILERPLATE);
}

static void roman_numbers_are_no_letters(void **state) {
  (void)state;
  read_text("\xc2\xa7 1.\nTitle of it\n(a)\nFirst\nText of the first.\n(i)\nInner\nText "
            "of it.\n"
            "(b)\nSecond\nText of the second.");
  expect_zones("thbbhb");
}

static void wrapped_lines_are_one_paragraph_and_long_ones_are_many(void **state) {
  (void)state;
  read_text("one line\nanother line\n\nnext paragraph");
  assert_int_equal(document.block_count, 2);
  char text[1024];
  memset(text, 'a', 600);
  text[300] = '\n';
  text[600] = '\0';
  read_text(text);
  assert_int_equal(document.block_count, 2);
  read_text("page one\fpage two\r\n\r\nthird");
  assert_int_equal(document.block_count, 3);
}

static void where_nothing_would_be_left_nothing_goes(void **state) {
  (void)state;
  read_text("Share this\n\nPrint\n\nEmail");
  for (size_t i = 0; i < document.block_count; i++)
    assert_int_equal(document.blocks[i].zone, PINCITE_ZONE_BODY);
}

static void every_byte_stays(void **state) {
  (void)state;
  const char *text =
      "Home\n\nA Title Here\n\nBy A. Writer\n\n" PROSE "\nLeave a Comment\n\nShare";
  read_text(text);
  size_t letters = 0, kept = 0;
  for (const char *at = text; *at; at++)
    letters += *at != '\n';
  for (size_t i = 0; i < document.block_count; i++)
    for (size_t k = 0; k < document.blocks[i].length; k++)
      kept += document.text.data[document.blocks[i].start + k] != '\n';
  assert_int_equal(kept, letters);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(a_title_told_three_times_counts_once),
      cmocka_unit_test(a_title_that_is_known_is_found_and_kept),
      cmocka_unit_test(a_first_sentence_is_no_title),
      cmocka_unit_test(one_paragraph_stays_as_it_is),
      cmocka_unit_test(bylines_and_dates_are_read),
      cmocka_unit_test(a_sentence_with_a_date_is_text),
      cmocka_unit_test(lines_of_facts_are_read_and_kept),
      cmocka_unit_test(menus_and_share_bars_are_furniture),
      cmocka_unit_test(a_trailer_that_clings_to_a_paragraph_comes_off),
      cmocka_unit_test(prose_is_never_furniture),
      cmocka_unit_test(headings_stand_before_prose),
      cmocka_unit_test(a_statute_saved_line_by_line_keeps_its_parts),
      cmocka_unit_test(roman_numbers_are_no_letters),
      cmocka_unit_test(wrapped_lines_are_one_paragraph_and_long_ones_are_many),
      cmocka_unit_test(where_nothing_would_be_left_nothing_goes),
      cmocka_unit_test(every_byte_stays),
  };
  return cmocka_run_group_tests(cases, begin, end);
}
