/* SPDX-License-Identifier: MIT
 *
 * A user's own authorities: read from a table, kept with an index, found at once.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "citation.h"
#include "pincite.h"

static const char table[] = "# id, kind, name, year, aliases, sections\n"
                            "act/ferry\tact\tFerry Safety Act\t1999\tFerry Safety Act;*FSA-99"
                            "\t7=usc/46/2101 +usc/46/2100\r\n"
                            "\n"
                            "act/fosta-mine\tact\tMine\t\tFOSTA\t\n"
                            "act/one\tact\t\t\t~Twin Act\t\n"
                            "act/two\tact\t\t\t~Twin Act";

static int collect(const pincite_citation *citation, void *data) {
  pincite_buf *found = data;
  pincite__buf_addf(found, "%s%s ", citation->normal, citation->uncertain ? "?" : "");
  return 0;
}

static void check(const char *authorities, const char *text, const char *expected) {
  pincite_citations_options options = PINCITE_CITATIONS_OPTIONS_INIT;
  pincite_buf found;
  pincite__buf_init(&found, 4096);
  options.authorities = authorities;
  assert_int_equal(pincite_citations(text, SIZE_MAX, &options, collect, &found, NULL),
                   PINCITE_OK);
  assert_string_equal(found.data, expected);
  pincite__buf_release(&found);
}

static void ones_own_join_those_that_ship(void **state) {
  (void)state;
  check(NULL, "the Ferry Safety Act, fsa-99 § 7(b)", "");
  check(table, "the Ferry Safety Act", "usc/46/2100 act/ferry ");
  check(table, "fsa-99 § 7(b) and § 8", "usc/46/2101/b act/ferry/8 ");
  check(table, "the ferry safety act of a man", ""); /* capitals count */
  check(table, "Section 230 and SESTA", "usc/47/230 us-law/public/115/164 ");
  check(table, "FOSTA", "act/fosta-mine ");
  check(table, "the Twin Act", "act/one? act/two? ");
  check("", "FOSTA", "us-law/public/115/164 ");
}

static void what_is_wrong_is_told_with_its_line(void **state) {
  (void)state;
  static const struct {
    const char *table, *message;
  } cases[] = {
      {"\nferry\tact\tF\t\tF\t", "line 2 of the authorities: an id is such as act/foo or "
                                 "usc/18/1591, not 'ferry'"},
      {"act/x\tact\tF\tlate\tF\t", "line 1 of the authorities: this is no year: 'late'"},
      {"act/x\tact\tF\t\t7 Up Act\t",
       "line 1 of the authorities: an alias begins with a letter, not as '7 Up Act'"},
      {"act/x\tact\tF\t\tF Act\tusc/1/2",
       "line 1 of the authorities: sections are such as 230=usc/47/230 or +usc/18/1591, "
       "not 'usc/1/2'"},
      {"act/x\tact\t\xff", "the table of authorities is no UTF-8 text"},
  };
  pincite_citations_options options = PINCITE_CITATIONS_OPTIONS_INIT;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_error err = {PINCITE_OK, ""};
    options.authorities = cases[i].table;
    assert_int_equal(pincite_citations("x", 1, &options, collect, NULL, &err),
                     PINCITE_EINVAL);
    assert_string_equal(err.message, cases[i].message);
  }
}

static uint64_t found(pincite_index *index, const char *question) {
  pincite_hits *hits = NULL;
  pincite_answer answer;
  assert_int_equal(pincite_search(index, question, SIZE_MAX, NULL, &hits, NULL), PINCITE_OK);
  pincite_hits_answer(hits, &answer);
  uint64_t total = answer.total;
  pincite_hits_free(hits);
  return total;
}

static void put(pincite_index *index, const char *id, const char *text) {
  pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
  article.id = id;
  article.text = text;
  assert_int_equal(pincite_add(index, &article, NULL), PINCITE_OK);
}

static void verify(pincite_index *index) {
  pincite_verify_options deep = PINCITE_VERIFY_OPTIONS_INIT;
  deep.deep = 1;
  assert_int_equal(pincite_verify(index, &deep, NULL, NULL), PINCITE_OK);
}

static void fingerprint(pincite_index *index, char out[65]) {
  pincite_state now;
  assert_int_equal(pincite_state_get(index, &now, NULL), PINCITE_OK);
  memcpy(out, now.fingerprint, 65);
}

static void an_index_keeps_them_and_its_readers_see_it(void **state) {
  (void)state;
  char path[] = "/tmp/pincite-law-XXXXXX", index_path[64], before[65], after[65];
  assert_non_null(mkdtemp(path));
  snprintf(index_path, sizeof index_path, "%s/x.pincite", path);
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *writer = NULL, *reader = NULL;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(index_path, &options, &writer, NULL), PINCITE_OK);
  put(writer, "a", "See FSA-99.\n\nAnd FOSTA too.");
  assert_int_equal(pincite_open(index_path, NULL, &reader, NULL), PINCITE_OK);
  assert_int_equal(found(reader, "cite:act/ferry"), 0);
  fingerprint(writer, before);
  assert_int_equal(pincite_authorities_set(writer, table, SIZE_MAX, NULL), PINCITE_OK);
  put(writer, "b", "The Ferry Safety Act.");
  assert_int_equal(found(reader, "cite:act/ferry"), 2);
  assert_int_equal(found(reader, "cite:\"ferry safety act\""), 2);
  assert_int_equal(found(reader, "cite:us-law/public/115/164"), 0);
  fingerprint(writer, after);
  assert_string_not_equal(before, after);
  verify(writer);
  assert_int_equal(pincite_compact(writer, NULL), PINCITE_OK);
  assert_int_equal(found(reader, "cite:act/ferry"), 2);
  verify(writer);
  /* A table that is wrong changes nothing; an empty one takes all away. */
  assert_int_equal(pincite_authorities_set(writer, "x", 1, NULL), PINCITE_EINVAL);
  assert_int_equal(found(reader, "cite:act/ferry"), 2);
  assert_int_equal(pincite_remove(writer, "b", NULL), PINCITE_OK);
  assert_int_equal(pincite_authorities_set(writer, "", 0, NULL), PINCITE_OK);
  fingerprint(writer, after);
  assert_string_equal(before, after);
  assert_int_equal(found(reader, "cite:us-law/public/115/164"), 1);
  verify(writer);
  pincite_close(reader);
  pincite_close(writer);
  char command[96];
  snprintf(command, sizeof command, "rm -r %s", path);
  assert_int_equal(system(command), 0);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(ones_own_join_those_that_ship),
    cmocka_unit_test(what_is_wrong_is_told_with_its_line),
    cmocka_unit_test(an_index_keeps_them_and_its_readers_see_it),
};

TEST_MAIN(cases)
