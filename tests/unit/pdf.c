/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "../../indexer/readers/pdf.h"
#include "made_pdf.h"

static pincite_reading reading;

static int begin(void **state) {
  (void)state;
  pincite__reading_init(&reading, -1);
  return 0;
}

static int end(void **state) {
  (void)state;
  pincite__reading_release(&reading);
  return 0;
}

/* Read what was made; the text is then reading.document's. */
static const char *text_of(made_pdf *pdf) {
  pincite__reading_begin(&reading, "made.pdf", "");
  made_pdf_end(pdf);
  assert_true(pincite__pdf_document(&reading, pincite__buf_view(&pdf->bytes)));
  made_pdf_release(pdf);
  return reading.document.text.data;
}

static pincite_zone zone_of(const char *text) {
  const char *at = strstr(reading.document.text.data, text);
  assert_non_null(at);
  size_t start = (size_t)(at - reading.document.text.data);
  for (size_t i = 0; i < reading.document.block_count; i++) {
    const pincite_block *block = &reading.document.blocks[i];
    if (start >= block->start && start < block->start + block->length)
      return block->zone;
  }
  fail_msg("'%s' is in no block", text);
  return PINCITE_ZONE_BODY;
}

static uint32_t page_of(const char *text) {
  const char *at = strstr(reading.document.text.data, text);
  assert_non_null(at);
  return pincite__document_page_at(&reading.document,
                                   (size_t)(at - reading.document.text.data));
}

/* Lines of a column, 12 points apart. */
static void column(made_pdf *pdf, int x, int y, const char *const *lines) {
  for (size_t i = 0; lines[i]; i++)
    made_pdf_text(pdf, x, y + 12 * (int)i, 10, false, lines[i]);
}

static void columns_are_read_one_after_the_other(void **state) {
  (void)state;
  static const char *const left[] = {
      "The ferry company told the court that it", "had never asked who was on its boats.",
      "Its clerks sold tickets at a window and",  "looked at nothing but the money that",
      "was pushed across to them, and the",       NULL};
  static const char *const right[] = {
      "captain looked at the weather alone.", "A witness said that this was not so.",
      "He had seen the clerk write names in", "a book, and had asked her for whom.",
      "She had not answered him at all.",     NULL};
  made_pdf pdf;
  made_pdf_begin(&pdf);
  made_pdf_text(&pdf, 150, 60, 18, true, "The Harbour Company in Court");
  column(&pdf, 72, 100, left);
  column(&pdf, 320, 100, right);
  made_pdf_page(&pdf);
  const char *text = text_of(&pdf);
  assert_non_null(strstr(text, "it had never asked who was on its boats. Its clerks"));
  assert_non_null(strstr(text, "and the captain looked at the weather alone."));
  assert_int_equal(zone_of("The Harbour Company"), PINCITE_ZONE_TITLE);
  assert_string_equal(reading.document.fields[PINCITE_FIELD_TITLE].data,
                      "The Harbour Company in Court");
}

static void a_table_is_read_line_by_line(void **state) {
  (void)state;
  static const char *const left[] = {"Tickets", "Boats", "Clerks", "Captains", NULL};
  static const char *const right[] = {"1,200", "12", "7", "4", NULL};
  made_pdf pdf;
  made_pdf_begin(&pdf);
  column(&pdf, 72, 100, left);
  column(&pdf, 320, 100, right);
  made_pdf_page(&pdf);
  assert_non_null(strstr(text_of(&pdf), "Tickets 1,200"));
}

/* Three pages with a head, a foot and a sentence that goes on overleaf. */
static void a_sentence_goes_on_overleaf(void **state) {
  (void)state;
  static const char *const first[] = {
      "The report of the harbour master begins with the year of the flood and",
      "goes on to the year in which the second pier was built, which nobody had", NULL};
  static const char *const second[] = {
      "asked for. The third pier came ten years later.",
      "It has never been used by any boat of the company since then, says he.", NULL};
  static const char *const third[] = {
      "Of the fourth, planned in the same year, there is nothing but a drawing.", NULL};
  const char *const *const pages[] = {first, second, third};
  made_pdf pdf;
  made_pdf_begin(&pdf);
  for (int page = 0; page < 3; page++) {
    char foot[24];
    snprintf(foot, sizeof foot, "%d", page + 1);
    made_pdf_text(&pdf, 200, 30, 9, false, "Annals of the Harbour");
    column(&pdf, 72, 100, pages[page]);
    made_pdf_text(&pdf, 300, 760, 9, false, foot);
    made_pdf_page(&pdf);
  }
  const char *text = text_of(&pdf);
  assert_non_null(strstr(text, "which nobody had asked for. The third pier"));
  assert_int_equal(page_of("which nobody had asked"), 1);
  assert_int_equal(page_of("asked for. The third"), 2);
  assert_int_equal(page_of("It has never been used"), 2);
  assert_int_equal(zone_of("Annals of the Harbour"), PINCITE_ZONE_BOILERPLATE);
  assert_int_equal(reading.document.mark_count >= 3, 1);
}

static void numbers_of_lines_are_set_aside(void **state) {
  (void)state;
  made_pdf pdf;
  made_pdf_begin(&pdf);
  for (int i = 1; i <= 12; i++) {
    char number[16];
    snprintf(number, sizeof number, "%2d", i);
    made_pdf_text(&pdf, i < 10 ? 65 : 60, 80 + 24 * i, 10, false, number + (i < 10));
    made_pdf_text(&pdf, 110, 80 + 24 * i, 10, false,
                  i % 2 ? "MR. BOATMAN: I saw the clerk at her window on the day and"
                        : "she did not look up from the book that lay before her then");
  }
  made_pdf_page(&pdf);
  const char *text = text_of(&pdf);
  assert_int_equal(zone_of("1 2 3 4 5 6 7 8 9 10 11 12"), PINCITE_ZONE_BOILERPLATE);
  assert_non_null(strstr(text, "on the day and she did not look up"));
}

static void broken_words_are_mended(void **state) {
  (void)state;
  static const char *const lines[] = {
      "The company kept no infor-",
      "mation on its off-",
      "shore boats, whose long-",
      "term tenants had a long-term lease and the information they wanted. See",
      "https://example.org/annals/",
      "flood-of-1911 and the years 1911-",
      "1912 there.",
      NULL};
  made_pdf pdf;
  made_pdf_begin(&pdf);
  column(&pdf, 72, 100, lines);
  made_pdf_page(&pdf);
  const char *text = text_of(&pdf);
  assert_non_null(strstr(text, "kept no information on its offshore boats"));
  assert_non_null(strstr(text, "whose long-term tenants"));
  assert_non_null(strstr(text, "https://example.org/annals/flood-of-1911 and"));
  assert_non_null(strstr(text, "1911-1912 there"));
}

static void a_note_stands_behind_its_paragraph(void **state) {
  (void)state;
  static const char *const lines[] = {
      "The harbour was built by the town, as the annals say in more than one place.",
      "It was paid for by the fishermen, who had no other choice in that winter, and",
      "they have remembered it ever since in a song that is still sung on the quays.",
      NULL};
  made_pdf pdf;
  made_pdf_begin(&pdf);
  column(&pdf, 72, 100, lines);
  made_pdf_text(&pdf, 399, 96, 6, false, "7");
  made_pdf_text(&pdf, 72, 696, 5, false, "7");
  made_pdf_text(&pdf, 78, 700, 8, false, "Annals, volume two, page 14.");
  made_pdf_page(&pdf);
  text_of(&pdf);
  assert_int_equal(zone_of("7 Annals, volume two"), PINCITE_ZONE_NOTE);
  assert_int_equal(zone_of("The harbour was built"), PINCITE_ZONE_BODY);
}

static void what_cannot_be_read_has_a_reason(void **state) {
  (void)state;
  made_pdf pdf;
  made_pdf_begin(&pdf);
  made_pdf_page(&pdf);
  made_pdf_end(&pdf);
  pincite__reading_begin(&reading, "scan.pdf", "");
  assert_false(pincite__pdf_document(&reading, pincite__buf_view(&pdf.bytes)));
  assert_string_equal(reading.end.reason, "no-text");
  assert_non_null(strstr(reading.end.detail, "scan"));
  made_pdf_release(&pdf);
  pincite__reading_begin(&reading, "broken.pdf", "");
  assert_false(pincite__pdf_document(&reading, PINCITE_STR("%PDF-1.4\nno more")));
  assert_string_equal(reading.end.reason, "bad-pdf");
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test_setup_teardown(columns_are_read_one_after_the_other, begin, end),
    cmocka_unit_test_setup_teardown(a_table_is_read_line_by_line, begin, end),
    cmocka_unit_test_setup_teardown(a_sentence_goes_on_overleaf, begin, end),
    cmocka_unit_test_setup_teardown(numbers_of_lines_are_set_aside, begin, end),
    cmocka_unit_test_setup_teardown(broken_words_are_mended, begin, end),
    cmocka_unit_test_setup_teardown(a_note_stands_behind_its_paragraph, begin, end),
    cmocka_unit_test_setup_teardown(what_cannot_be_read_has_a_reason, begin, end),
};

TEST_MAIN(cases)
