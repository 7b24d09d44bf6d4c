/* SPDX-License-Identifier: MIT
 *
 * coding.c - headers, and what mail and HTTP do to bytes.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "../../indexer/readers/headers.h"

static pincite_buf out;

static int begin(void **state) {
  (void)state;
  pincite__buf_init(&out, (size_t)1 << 20);
  return 0;
}

static int end(void **state) {
  (void)state;
  pincite__buf_release(&out);
  return 0;
}

static void headers_are_found_whatever_their_case(void **state) {
  (void)state;
  static const char text[] =
      "Subject: one\r\n two\r\nX-Empty:\r\nCONTENT-TYPE: text/html; "
      "x=1; Charset=\"utf-8\"\r\n\r\nBody: no header";
  pincite_str whole = PINCITE_STR(text);
  size_t len = pincite__headers_end(whole);
  assert_string_equal(whole.at + len, "Body: no header");
  pincite_str headers = {whole.at, len};
  assert_true(pincite__header(headers, "subject", &out));
  assert_string_equal(out.data, "one two");
  assert_true(pincite__header(headers, "x-empty", &out));
  assert_int_equal(out.len, 0);
  assert_false(pincite__header(headers, "body", &out));
  assert_true(pincite__header(headers, "content-type", &out));
  pincite_buf value;
  pincite__buf_init(&value, 100);
  assert_true(pincite__header_parameter(pincite__buf_view(&out), "charset", &value));
  assert_string_equal(value.data, "utf-8");
  assert_false(pincite__header_parameter(pincite__buf_view(&out), "boundary", &value));
  pincite__buf_release(&value);
  assert_int_equal(pincite__headers_end(PINCITE_STR("A: b\nno blank line")), 0);
}

static void transfer_codings_are_undone(void **state) {
  (void)state;
  pincite__undo_chunked(PINCITE_STR("5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\nrest"),
                        &out);
  assert_string_equal(out.data, "hello world");
  pincite__buf_clear(&out);
  pincite__undo_chunked(PINCITE_STR("ffffff\r\ncut off"), &out);
  assert_string_equal(out.data, "cut off");
  pincite__buf_clear(&out);
  pincite__undo_base64(PINCITE_STR("aGVs\r\nbG8gd29ybGQ=\r\n"), &out);
  assert_string_equal(out.data, "hello world");
  pincite__buf_clear(&out);
  pincite__undo_quoted(PINCITE_STR("caf=C3=A9 soft=\r\nly = x=3"), false, &out);
  assert_string_equal(out.data, "caf\xc3\xa9 softly = x=3");
}

static void words_in_headers_are_undone(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"plain", "plain"},
      {"=?utf-8?Q?caf=C3=A9_one?= two", "caf\xc3\xa9 one two"},
      {"=?utf-8?B?Y2Fmw6k=?= =?iso-8859-1?q?_=E9?= x", "caf\xc3\xa9 \xc3\xa9 x"},
      {"=?broken", "=?broken"},
      {"=?utf-8?Q?never ends", "=?utf-8?Q?never ends"},
      {"a =?x?= b", "a =?x?= b"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite__buf_clear(&out);
    pincite__undo_words(pincite__str(cases[i][0]), &out);
    assert_string_equal(out.data, cases[i][1]);
  }
}

static void deflated_bodies_are_inflated_up_to_the_limit(void **state) {
  (void)state;
  size_t len = (size_t)2 << 20;
  unsigned char *zeros = calloc(1, len), packed[8192];
  uLongf size = sizeof packed;
  assert_non_null(zeros);
  assert_int_equal(compress(packed, &size, (const Bytef *)"hello", 5), Z_OK);
  assert_true(pincite__undo_deflate((pincite_str){(char *)packed, size}, &out));
  assert_string_equal(out.data, "hello");
  pincite__buf_clear(&out);
  assert_false(pincite__undo_deflate((pincite_str){(char *)packed, size - 3}, &out));
  size = sizeof packed;
  assert_int_equal(compress(packed, &size, zeros, len), Z_OK);
  pincite__buf_clear(&out);
  assert_false(pincite__undo_deflate((pincite_str){(char *)packed, size}, &out));
  assert_true(out.len <= (size_t)1 << 20);
  free(zeros);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test_setup_teardown(headers_are_found_whatever_their_case, begin, end),
    cmocka_unit_test_setup_teardown(transfer_codings_are_undone, begin, end),
    cmocka_unit_test_setup_teardown(words_in_headers_are_undone, begin, end),
    cmocka_unit_test_setup_teardown(deflated_bodies_are_inflated_up_to_the_limit, begin,
                                    end),
};

TEST_MAIN(cases)
