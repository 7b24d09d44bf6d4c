/* SPDX-License-Identifier: MIT
 *
 * Searching for what came since a generation, and standing searches, through the
 * public header alone.
 */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../include/pincite.h"

static pincite_index *index_of(const char *path) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  options.mode = PINCITE_CREATE;
  if (pincite_open(path, &options, &index, &err))
    fail_msg("%s", err.message);
  return index;
}

static char *folder(void) {
  static char path[64];
  snprintf(path, sizeof path, "alerts-XXXXXX");
  assert_non_null(mkdtemp(path));
  return path;
}

static void clean(const char *path) {
  char command[128];
  snprintf(command, sizeof command, "rm -r %s", path);
  assert_int_equal(system(command), 0);
}

static void put(pincite_index *index, const char *id, const char *text) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.id = id;
  input.text = text;
  assert_int_equal(pincite_add(index, &input, NULL), PINCITE_OK);
}

static uint64_t generation_of(pincite_index *index) {
  pincite_state state;
  assert_int_equal(pincite_state_get(index, &state, NULL), PINCITE_OK);
  return state.generation;
}

/* The ids of all articles found, in order of their names, one letter each. */
static const char *found(pincite_index *index, const char *query, uint64_t since) {
  static char ids[32];
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  bool seen[128] = {false};
  size_t count = 0;
  options.since = since;
  options.all = 1;
  assert_int_equal(pincite_search(index, query, SIZE_MAX, &options, &hits, NULL),
                   PINCITE_OK);
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK)
    seen[(unsigned char)hit.article[0] % 128] = true;
  pincite_hits_free(hits);
  for (int c = 0; c < 128; c++)
    if (seen[c])
      ids[count++] = (char)c;
  ids[count] = '\0';
  return ids;
}

static void since_finds_what_was_put_in_or_changed_later(void **state) {
  (void)state;
  pincite_index *index = index_of(":memory:");
  const char *const questions[] = {"light", "\"the light\"", "li*", "NOT harbour"};
  put(index, "a", "The light of the tower.");
  put(index, "b", "Under the light of the moon.");
  uint64_t first = generation_of(index);
  put(index, "c", "Another light, the light of day.");
  uint64_t second = generation_of(index);
  put(index, "a", "The light of the tower went out.");
  put(index, "b", "Under the light of the moon.");
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    assert_string_equal(found(index, questions[i], 0), "abc");
    assert_string_equal(found(index, questions[i], first), "ac");
    assert_string_equal(found(index, questions[i], second), "a");
    assert_string_equal(found(index, questions[i], generation_of(index)), "");
  }
  assert_int_equal(pincite_remove(index, "a", NULL), PINCITE_OK);
  assert_string_equal(found(index, "light", first), "c");
  pincite_close(index);
}

static void a_generation_that_never_was_is_refused(void **state) {
  (void)state;
  pincite_index *index = index_of(":memory:");
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_error err;
  put(index, "a", "The light of the tower.");
  options.since = 9;
  assert_int_equal(pincite_search(index, "light", SIZE_MAX, &options, &hits, &err),
                   PINCITE_EINVAL);
  assert_string_equal(err.message,
                      "the index has not had a generation 9; its last one is 1");
  pincite_close(index);
}

static pincite_alert first_alert(pincite_index *index, pincite_alerts **alerts) {
  pincite_alert alert = {0};
  assert_int_equal(pincite_alerts_open(index, alerts, NULL), PINCITE_OK);
  assert_int_equal(pincite_alerts_next(*alerts, &alert, NULL), PINCITE_OK);
  return alert;
}

static void what_is_not_acknowledged_is_not_seen(void **state) {
  (void)state;
  char *path = folder();
  pincite_index *index = index_of(path);
  pincite_alerts *alerts = NULL;
  put(index, "a", "The light of the tower.");
  assert_int_equal(pincite_alert_add(index, "x", "light", 0, NULL), PINCITE_OK);
  put(index, "b", "The light of the moon.");
  for (int again = 0; again < 2; again++) {
    pincite_alert alert = first_alert(index, &alerts);
    assert_int_equal(alert.seen, 1);
    assert_string_equal(found(index, alert.query, alert.seen), "b");
    pincite_alerts_free(alerts);
  }
  pincite_alert seen = {.name = "x", .seen = 2};
  assert_int_equal(pincite_alerts_seen(index, &seen, 1, NULL), PINCITE_OK);
  pincite_alert alert = first_alert(index, &alerts);
  assert_int_equal(alert.seen, 2);
  assert_int_equal(alert.lost, 0);
  assert_int_equal(pincite_alerts_next(alerts, &alert, NULL), PINCITE_DONE);
  pincite_alerts_free(alerts);
  pincite_close(index);
  clean(path);
}

static void names_and_questions_keep_their_bytes(void **state) {
  (void)state;
  char *path = folder();
  pincite_index *index = index_of(path);
  pincite_alerts *alerts = NULL;
  const char *query = "\"back\\slash\" OR\ttab\nline";
  assert_int_equal(pincite_alert_add(index, "caf\xc3\xa9 \\n", query, 1, NULL), PINCITE_OK);
  pincite_alert alert = first_alert(index, &alerts);
  assert_string_equal(alert.name, "caf\xc3\xa9 \\n");
  assert_string_equal(alert.query, query);
  pincite_alerts_free(alerts);
  assert_int_equal(pincite_alert_remove(index, "caf\xc3\xa9 \\n", NULL), PINCITE_OK);
  assert_int_equal(pincite_alert_remove(index, "caf\xc3\xa9 \\n", NULL), PINCITE_ENOTFOUND);
  pincite_close(index);
  clean(path);
}

static void an_index_in_memory_keeps_none(void **state) {
  (void)state;
  pincite_index *index = index_of(":memory:");
  pincite_alerts *alerts = NULL;
  assert_int_equal(pincite_alerts_open(index, &alerts, NULL), PINCITE_EINVAL);
  assert_int_equal(pincite_alert_add(index, "x", "light", 0, NULL), PINCITE_EINVAL);
  assert_int_equal(pincite_alert_remove(index, "x", NULL), PINCITE_EINVAL);
  pincite_close(index);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(since_finds_what_was_put_in_or_changed_later),
    cmocka_unit_test(a_generation_that_never_was_is_refused),
    cmocka_unit_test(what_is_not_acknowledged_is_not_seen),
    cmocka_unit_test(names_and_questions_keep_their_bytes),
    cmocka_unit_test(an_index_in_memory_keeps_none),
};

TEST_MAIN(cases)
