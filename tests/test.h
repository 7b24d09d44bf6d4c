/* SPDX-License-Identifier: MIT
 *
 * test.h - what every unit test includes first.
 *
 * cmocka.h wants four headers before it and does not include them itself.
 * A test gives its cases the name of what they claim.
 */
#ifndef PINCITE_TESTS_TEST_H
#define PINCITE_TESTS_TEST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdlib.h>

/* The engine that this run of a test is about, see tests/engines.tsv; NULL: fts5. An
   index with another one needs a folder, which none in memory is. */
static inline const char *test_engine(void) {
  return getenv("PINCITE_TEST_ENGINE");
}

/* Run the cases of an array of struct CMUnitTest as the whole program. */
#define TEST_MAIN(cases)                                                                 \
  int main(void) {                                                                       \
    return cmocka_run_group_tests(cases, NULL, NULL);                                    \
  }

#endif
