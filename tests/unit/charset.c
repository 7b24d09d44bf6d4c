/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "../../indexer/readers/charset.h"

static void expect(const char *bytes, size_t len, const char *hint, const char *text) {
  pincite_buf out;
  pincite__buf_init(&out, 4096);
  pincite__to_utf8(bytes, len, hint, &out);
  assert_false(out.failed);
  assert_string_equal(out.data, text);
  pincite__buf_release(&out);
}

#define EXPECT(bytes, hint, text) expect(bytes, sizeof bytes - 1, hint, text)

static void valid_utf8_is_believed_before_its_label(void **state) {
  (void)state;
  EXPECT("caf\xc3\xa9", "iso-8859-1", "café");
  EXPECT("caf\xc3\xa9", NULL, "café");
  EXPECT("plain", "utf-16", "plain");
}

static void bytes_beyond_utf8_are_windows_1252(void **state) {
  (void)state;
  EXPECT("\x93quoted\x94 \x96 caf\xe9 \x80", NULL, "“quoted” – café €");
  EXPECT("caf\xe9 \x85", "ISO-8859-1", "café …");
  EXPECT("caf\xe9", "no-such-set", "café");
}

static void a_label_that_is_known_decides(void **state) {
  (void)state;
  EXPECT("\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251", "Привет");
  EXPECT("Z\xfcrich \xb3", "iso-8859-2", "Zürich ł");
  EXPECT("\x93\xfa\x96{", "Shift_JIS", "日本");
}

static void a_byte_order_mark_decides(void **state) {
  (void)state;
  EXPECT("\xef\xbb\xbf"
         "caf\xc3\xa9",
         "windows-1251", "café");
  EXPECT("\xff\xfeh\0\xe9\0", "utf-8", "hé");
  EXPECT("\xfe\xff\0h\xd8\x3d\xde\x00", NULL, "h😀");
}

static void utf16_without_a_mark_shows_by_its_zeros(void **state) {
  (void)state;
  EXPECT("<\0h\0t\0m\0l\0>\0", NULL, "<html>");
  EXPECT("\0<\0h\0t\0m\0l\0>", NULL, "<html>");
}

static void a_few_broken_characters_do_not_unmake_utf8(void **state) {
  (void)state;
  EXPECT("ääääääääääää\xe4", NULL, "ääääääääääää\xef\xbf\xbd");
  EXPECT("\xc3", "utf-8", "\xef\xbf\xbd");
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(valid_utf8_is_believed_before_its_label),
    cmocka_unit_test(bytes_beyond_utf8_are_windows_1252),
    cmocka_unit_test(a_label_that_is_known_decides),
    cmocka_unit_test(a_byte_order_mark_decides),
    cmocka_unit_test(utf16_without_a_mark_shows_by_its_zeros),
    cmocka_unit_test(a_few_broken_characters_do_not_unmake_utf8),
};

TEST_MAIN(cases)
