/* SPDX-License-Identifier: MIT
 *
 * The growing buffer and the varints it carries.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base.h"

static void an_empty_buffer_is_a_string(void **state) {
  (void)state;
  pincite_buf buf;
  pincite__buf_init(&buf, 100);
  assert_string_equal(buf.data, "");
  pincite__buf_release(&buf);
}

static void past_the_limit_the_failure_sticks(void **state) {
  (void)state;
  pincite_buf buf;
  pincite__buf_init(&buf, 4);
  pincite__buf_adds(&buf, "abcd");
  assert_false(buf.failed);
  pincite__buf_addc(&buf, 'e');
  assert_true(buf.failed);
  pincite__buf_adds(&buf, "");
  assert_true(buf.failed);
  assert_null(pincite__buf_take(&buf));
  pincite__buf_release(&buf);
}

static void a_taken_buffer_starts_anew(void **state) {
  (void)state;
  pincite_buf buf;
  pincite__buf_init(&buf, 100);
  pincite__buf_addf(&buf, "%s-%d", "a", 1);
  char *taken = pincite__buf_take(&buf);
  assert_string_equal(taken, "a-1");
  assert_int_equal(buf.len, 0);
  free(taken);
  pincite__buf_release(&buf);
}

static void varints_come_back(void **state) {
  (void)state;
  const uint64_t values[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
  pincite_buf buf;
  pincite__buf_init(&buf, 1000);
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    pincite__buf_add_varint(&buf, values[i]);
  const unsigned char *at = (const unsigned char *)buf.data, *end = at + buf.len;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    uint64_t value;
    assert_true(pincite__get_varint(&at, end, &value));
    assert_true(value == values[i]);
  }
  uint64_t beyond;
  assert_false(pincite__get_varint(&at, end, &beyond));
  pincite__buf_release(&buf);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(an_empty_buffer_is_a_string),
    cmocka_unit_test(past_the_limit_the_failure_sticks),
    cmocka_unit_test(a_taken_buffer_starts_anew),
    cmocka_unit_test(varints_come_back),
};
TEST_MAIN(cases)
