/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "../../corpus/document.h"
#include "../../indexer/frame.h"

static void a_byte_is_on_the_page_of_the_mark_before_it(void **state) {
  (void)state;
  pincite_document document;
  pincite_buf packed;
  pincite__document_init(&document);
  pincite__buf_init(&packed, PINCITE__BUF_LIMIT);
  pincite__document_page(&document, 0, 3);
  pincite__document_page(&document, 100, 3); /* nothing new */
  pincite__document_page(&document, 500, 4);
  pincite__document_page(&document, 400, 9);   /* goes back: passed over */
  pincite__document_page(&document, 70000, 3); /* a note of the page before */
  pincite__document_page(&document, 70000, 5); /* the later one counts */
  assert_int_equal(document.mark_count, 3);
  pincite__paging_pack(document.marks, document.mark_count, &packed);
  static const struct {
    size_t at;
    uint32_t page;
  } cases[] = {{0, 3}, {499, 3}, {500, 4}, {69999, 4}, {70000, 5}, {1u << 30, 5}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(pincite__document_page_at(&document, cases[i].at), cases[i].page);
    assert_int_equal(pincite__paging_find(pincite__buf_view(&packed), cases[i].at),
                     cases[i].page);
  }
  pincite__buf_release(&packed);
  pincite__document_release(&document);
}

static void a_text_without_marks_has_no_pages(void **state) {
  (void)state;
  assert_int_equal(pincite__paging_find((pincite_str){"", 0}, 0), 0);
  assert_int_equal(pincite__paging_find(PINCITE_STR("\x80"), 5), 0);
  assert_int_equal(pincite__paging_find(PINCITE_STR("\x01\x02"), 0), 0);
}

static void pages_cross_the_pipe(void **state) {
  (void)state;
  pincite_document sent, got;
  pincite_buf out, text;
  pincite__document_init(&sent);
  pincite__document_init(&got);
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite__document_add(&sent, PINCITE_ZONE_BODY, "One page and the next", 21);
  pincite__document_page(&sent, 0, 1);
  pincite__document_page(&sent, 9, 2);
  pincite__frame_document(&out, &sent, NULL, NULL);
  bool whole = false;
  for (size_t at = 0; at < out.len && !whole;) {
    pincite_frame_kind kind;
    size_t len;
    assert_true(pincite__frame_head((const unsigned char *)out.data + at, &kind, &len));
    at += PINCITE__FRAME_HEAD;
    assert_true(pincite__frame_apply(kind, (pincite_str){out.data + at, len}, &got, &text,
                                     &whole));
    at += len;
  }
  assert_true(whole);
  assert_int_equal(pincite__document_page_at(&got, 8), 1);
  assert_int_equal(pincite__document_page_at(&got, 9), 2);
  assert_false(pincite__frame_apply(PINCITE_FRAME_PAGE, PINCITE_STR("\x7f\x02"), &got,
                                    &text, &whole)); /* behind the text's end */
  pincite__buf_release(&out);
  pincite__buf_release(&text);
  pincite__document_release(&sent);
  pincite__document_release(&got);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(a_byte_is_on_the_page_of_the_mark_before_it),
    cmocka_unit_test(a_text_without_marks_has_no_pages),
    cmocka_unit_test(pages_cross_the_pipe),
};

TEST_MAIN(cases)
