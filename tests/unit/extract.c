/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "pincite.h"

#define READER TEST_BUILD_DIR "/pincite-reader"
#define FILE_NAME TEST_BUILD_DIR "/unit/extracted.txt"

static pincite_status extract(const char *text, int all, char **out, pincite_error *err) {
  FILE *file = fopen(FILE_NAME, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  pincite_extract_options options = PINCITE_EXTRACT_OPTIONS_INIT;
  options.reader = READER;
  options.all = all;
  size_t length = 0;
  pincite_status status = pincite_extract(FILE_NAME, &options, out, &length, err);
  if (status >= 0)
    assert_int_equal(length, strlen(*out));
  remove(FILE_NAME);
  return status;
}

#define TEXT                                                                             \
  "A Title Here\n\nBy Jane Writer\n\nThe court dismissed the suit, and the plaintiffs "  \
  "appealed.\n\nLeave a Comment"

static void an_article_is_its_text_and_where_it_lies(void **state) {
  (void)state;
  char *json = NULL;
  pincite_error err;
  assert_int_equal(extract(TEXT, 0, &json, &err), PINCITE_OK);
  assert_non_null(strstr(json, "\"id\":\"extracted\""));
  assert_non_null(strstr(json, "\"title\":\"A Title Here\""));
  assert_non_null(strstr(json, "\"author\":\"Jane Writer\""));
  assert_non_null(strstr(json, "\"published\":null"));
  assert_non_null(strstr(json, "[{\"zone\":\"body\",\"start\":0,\"length\":58}]"));
  assert_null(strstr(json, "Leave a Comment"));
  pincite_free(json);
}

static void all_of_it_can_be_had(void **state) {
  (void)state;
  char *json = NULL;
  pincite_error err;
  assert_int_equal(extract(TEXT, 1, &json, &err), PINCITE_OK);
  assert_non_null(strstr(json, "{\"zone\":\"title\",\"start\":0,\"length\":12}"));
  assert_non_null(strstr(json, "Leave a Comment"));
  pincite_free(json);
}

static void a_broken_part_is_told(void **state) {
  (void)state;
  char *json = NULL;
  pincite_error err;
  assert_int_equal(extract("{\"text\":\"One.\"}\n{\"text\":\n", 0, &json, &err),
                   PINCITE_PARTIAL);
  assert_non_null(strstr(json, "\"line\":2,\"fault\":\"bad-json\""));
  pincite_free(json);
}

static void what_cannot_be_read_is_said(void **state) {
  (void)state;
  char *json = NULL;
  pincite_error err;
  assert_int_equal(extract("", 0, &json, &err), PINCITE_EINVAL);
  assert_non_null(strstr(err.message, "empty"));
  assert_null(json);
  assert_int_equal(pincite_extract(NULL, NULL, &json, NULL, &err), PINCITE_EINVAL);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(an_article_is_its_text_and_where_it_lies),
    cmocka_unit_test(all_of_it_can_be_had),
    cmocka_unit_test(a_broken_part_is_told),
    cmocka_unit_test(what_cannot_be_read_is_said),
};

TEST_MAIN(cases)
