/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "../../corpus/document.h"

static void expect(const char *text, const char *date) {
  char out[11] = "none";
  if (pincite__date_parse(text, strlen(text), out) != (strcmp(date, "none") != 0))
    fail_msg("%s", text);
  assert_string_equal(out, date);
}

static void expect_found(const char *text, const char *date) {
  char out[11] = "none";
  if (pincite__date_find(text, strlen(text), out) != (strcmp(date, "none") != 0))
    fail_msg("%s", text);
  if (strcmp(date, "none") != 0)
    assert_string_equal(out, date);
}

static void dates_of_machines_are_read(void **state) {
  (void)state;
  expect("2018-03-21T10:00:00Z", "2018-03-21");
  expect("2018-03-21 10:00", "2018-03-21");
  expect("20180321", "2018-03-21");
  expect("2018-03", "2018-03");
  expect("2018", "2018");
  expect("Wed, 21 Mar 2018 10:00:00 GMT", "2018-03-21");
}

static void dates_of_people_are_read(void **state) {
  (void)state;
  expect("March 21, 2018", "2018-03-21");
  expect("21st of March 2018", "2018-03-21");
  expect("Dec. 19, 2025", "2025-12-19");
  expect("3/21/2018", "2018-03-21");
  expect("21/3/2018", "2018-03-21");
}

static void with_dots_the_day_comes_first(void **state) {
  (void)state;
  expect("4.3.2018", "2018-03-04");
  expect("3/4/2018", "2018-03-04");
}

static void months_are_known_in_other_languages(void **state) {
  (void)state;
  expect("21. März 2018", "2018-03-21");
  expect("21 de marzo de 2018", "2018-03-21");
  expect("1 août 2018", "2018-08-01");
  expect("5 de dezembro de 2018", "2018-12-05");
  expect("3 maart 2018", "2018-03-03");
}

static void a_date_is_found_within_a_line(void **state) {
  (void)state;
  expect_found("Updated: 10/31/2024", "2024-10-31");
  expect_found("Stand 12.03.2022, 10 Uhr", "2022-03-12");
  expect_found("By Jane Roe on May 4, 2018 at noon", "2018-05-04");
  expect_found("posted 2018-03-21 by admin", "2018-03-21");
}

static void what_is_no_day_is_no_date(void **state) {
  (void)state;
  expect("February 30, 2018", "none");
  expect("in March", "none");
  expect_found("47 U.S.C. 230", "none");
  expect_found("May 2018", "none");
  expect_found("12/13/14/2018", "none");
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(dates_of_machines_are_read),
    cmocka_unit_test(dates_of_people_are_read),
    cmocka_unit_test(with_dots_the_day_comes_first),
    cmocka_unit_test(months_are_known_in_other_languages),
    cmocka_unit_test(a_date_is_found_within_a_line),
    cmocka_unit_test(what_is_no_day_is_no_date),
};

TEST_MAIN(cases)
