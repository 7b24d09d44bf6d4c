/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "../../indexer/cut.h"

static void add(pincite_document *document, pincite_zone zone, const char *text) {
  pincite__document_add(document, zone, text, strlen(text));
}

static void add_words(pincite_document *document, pincite_zone zone, size_t words,
                      size_t in_sentence) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < words; i++)
    pincite__buf_adds(&text, in_sentence && i % in_sentence == in_sentence - 1 ? "end. Next "
                                                                               : "word ");
  pincite__document_add(document, zone, text.data, text.len);
  pincite__buf_release(&text);
}

static size_t words_of(const pincite_document *document, const pincite_cut *cut) {
  size_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < cut->length; i++) {
    char c = document->text.data[cut->start + i];
    bool space = c == ' ' || c == '\n';
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

/* Every visible byte is in one passage, in order. */
static void covers(const pincite_document *document, const pincite_cuts *cuts) {
  size_t at = 0;
  for (size_t i = 0; i < cuts->count; i++) {
    const pincite_cut *cut = &cuts->items[i];
    assert_true(cut->start >= at && cut->length > 0);
    for (; at < cut->start; at++)
      assert_non_null(strchr(" \n\t", document->text.data[at]));
    at = cut->start + cut->length;
    assert_null(strchr(" \n\t", document->text.data[cut->start]));
    assert_null(strchr(" \n\t", document->text.data[at - 1]));
  }
  for (; at < document->text.len; at++)
    assert_non_null(strchr(" \n\t", document->text.data[at]));
}

static void short_paragraphs_are_gathered(void **state) {
  (void)state;
  pincite_document document;
  pincite_cuts cuts = {0};
  pincite__document_init(&document);
  for (int i = 0; i < 12; i++)
    add_words(&document, PINCITE_ZONE_BODY, 20, 7);
  pincite__cut(&document, &cuts);
  covers(&document, &cuts);
  assert_in_range(cuts.count, 2, 6);
  for (size_t i = 0; i < cuts.count; i++)
    assert_in_range(words_of(&document, &cuts.items[i]), 40, 200);
  pincite__cuts_release(&cuts);
  pincite__document_release(&document);
}

static void long_paragraphs_are_divided_at_sentences(void **state) {
  (void)state;
  pincite_document document;
  pincite_cuts cuts = {0};
  pincite__document_init(&document);
  add_words(&document, PINCITE_ZONE_BODY, 1000, 15);
  pincite__cut(&document, &cuts);
  covers(&document, &cuts);
  for (size_t i = 0; i < cuts.count; i++) {
    const pincite_cut *cut = &cuts.items[i];
    assert_in_range(words_of(&document, cut), 25, 260);
    if (i + 1 < cuts.count)
      assert_int_equal(document.text.data[cut->start + cut->length - 1], '.');
  }
  pincite__cuts_release(&cuts);
  pincite__document_release(&document);
}

static void headings_stand_alone_and_are_pointed_to(void **state) {
  (void)state;
  pincite_document document;
  pincite_cuts cuts = {0};
  pincite__document_init(&document);
  add(&document, PINCITE_ZONE_TITLE, "The title");
  add_words(&document, PINCITE_ZONE_BODY, 30, 10);
  add(&document, PINCITE_ZONE_HEADING, "First part");
  add_words(&document, PINCITE_ZONE_BODY, 30, 10);
  add_words(&document, PINCITE_ZONE_QUOTE, 30, 10);
  add(&document, PINCITE_ZONE_HEADING, "A part without text");
  pincite__cut(&document, &cuts);
  covers(&document, &cuts);
  assert_int_equal(cuts.count, 6);
  assert_int_equal(cuts.items[0].zone, PINCITE_ZONE_TITLE);
  assert_int_equal(cuts.items[1].heading, -1);
  assert_int_equal(cuts.items[2].zone, PINCITE_ZONE_HEADING);
  assert_int_equal(cuts.items[3].heading, 2);
  assert_int_equal(cuts.items[4].zone, PINCITE_ZONE_QUOTE);
  assert_int_equal(cuts.items[4].heading, 2);
  assert_int_equal(cuts.items[5].zone, PINCITE_ZONE_BODY);
  pincite__cuts_release(&cuts);
  pincite__document_release(&document);
}

static void text_without_an_end_is_divided_at_words(void **state) {
  (void)state;
  pincite_document document;
  pincite_cuts cuts = {0};
  pincite__document_init(&document);
  add_words(&document, PINCITE_ZONE_BODY, 3000, 0);
  char *one = malloc(100001);
  assert_non_null(one);
  for (size_t i = 0; i < 100000; i += 2)
    memcpy(one + i, "\xd0\xb6", 2);
  one[100000] = '\0';
  add(&document, PINCITE_ZONE_BODY, one);
  free(one);
  pincite__cut(&document, &cuts);
  covers(&document, &cuts);
  for (size_t i = 0; i < cuts.count; i++) {
    const pincite_cut *cut = &cuts.items[i];
    assert_in_range(cut->length, 1, 4100);
    assert_int_equal(pincite__utf8_valid(document.text.data + cut->start, cut->length),
                     cut->length);
  }
  pincite__cuts_release(&cuts);
  pincite__document_release(&document);
}

static void an_article_of_headings_alone_can_be_found(void **state) {
  (void)state;
  pincite_document document;
  pincite_cuts cuts = {0};
  pincite__document_init(&document);
  add(&document, PINCITE_ZONE_TITLE, "Nothing but a title");
  pincite__cut(&document, &cuts);
  assert_int_equal(cuts.count, 1);
  assert_int_equal(cuts.items[0].zone, PINCITE_ZONE_BODY);
  pincite__cuts_release(&cuts);
  pincite__document_release(&document);
}

static void random_documents_are_covered(void **state) {
  (void)state;
  srand(3);
  for (int round = 0; round < 300; round++) {
    pincite_document document;
    pincite_cuts cuts = {0};
    pincite__document_init(&document);
    for (int i = rand() % 20; i >= 0; i--)
      add_words(&document, (pincite_zone)(rand() % PINCITE__ZONE_COUNT),
                1 + (size_t)(rand() % (rand() % 5 ? 60 : 900)), (size_t)(rand() % 40));
    pincite__cut(&document, &cuts);
    covers(&document, &cuts);
    pincite__cuts_release(&cuts);
    pincite__document_release(&document);
  }
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(short_paragraphs_are_gathered),
    cmocka_unit_test(long_paragraphs_are_divided_at_sentences),
    cmocka_unit_test(headings_stand_alone_and_are_pointed_to),
    cmocka_unit_test(text_without_an_end_is_divided_at_words),
    cmocka_unit_test(an_article_of_headings_alone_can_be_found),
    cmocka_unit_test(random_documents_are_covered),
};

TEST_MAIN(cases)
