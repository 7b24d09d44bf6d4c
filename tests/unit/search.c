/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../include/pincite.h"

#define FOLDER "search-test.pincite"

static void clean(void) {
  assert_int_equal(system("rm -rf " FOLDER), 0);
}

static pincite_index *open_as(const char *path, pincite_open_mode mode) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  options.mode = mode;
  if (test_engine() && mode == PINCITE_CREATE)
    options.engines = test_engine();
  if (test_engine() && strcmp(path, ":memory:") == 0) {
    clean();
    path = FOLDER;
  }
  if (pincite_open(path, &options, &index, &err))
    fail_msg("%s", err.message);
  return index;
}

static void add(pincite_index *index, const char *id, const char *title, const char *text,
                const char *published, const char *source) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  pincite_error err = {PINCITE_OK, ""};
  input.id = id;
  input.title = title;
  input.text = text;
  input.published = published;
  input.source = source;
  if (pincite_add(index, &input, &err))
    fail_msg("%s", err.message);
}

/* Five articles that differ in what is asked for below. */
static pincite_index *small_index(const char *path) {
  pincite_index *index = open_as(path, PINCITE_CREATE);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  add(index, "zeran", "Zeran v. America Online",
      "The court read immunity broadly. A distributor is a publisher, it said, and a "
      "publisher is immune under Section 230.",
      "1997-11-12", "Docket Reader");
  add(index, "fosta", "FOSTA passes",
      "The Senate voted 97 to 2. Hotels were not mentioned.", "2018-03-21",
      "Policy Notes");
  add(index, "hotel", "Hotels as defendants",
      "A hotel that rents a room is no publisher. Beneficiary liability under 18 U.S.C. "
      "\xc2\xa7 1595 reaches it.",
      "2021-06", "Docket Reader");
  add(index, "gao", "What GAO found", "Prosecutors had used the new crime once.", "2021",
      "policy notes");
  add(index, "undated", NULL, "An undated page on immunity and on hotels.", NULL, NULL);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  return index;
}

/* The ids of an answer, with blanks between. */
static char *ids_of(pincite_index *index, const char *query,
                    const pincite_search_options *options) {
  static char out[4096];
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_status status;
  if (pincite_search(index, query, SIZE_MAX, options, &hits, &err))
    fail_msg("%s", err.message);
  out[0] = '\0';
  while ((status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK) {
    if (out[0])
      strcat(out, " ");
    strcat(out, hit.article);
  }
  assert_int_equal(status, PINCITE_DONE);
  pincite_hits_free(hits);
  return out;
}

static void any_word_finds_and_coverage_leads(void **state) {
  (void)state;
  pincite_index *index = small_index(":memory:");
  assert_string_equal(ids_of(index, "beneficiary liability hotel", NULL),
                      "hotel undated fosta");
  assert_string_equal(ids_of(index, "\"is immune\"", NULL), "zeran");
  assert_string_equal(ids_of(index, "immunity NOT hotels", NULL), "zeran");
  assert_string_equal(ids_of(index, "nowhere", NULL), "");
  assert_string_equal(ids_of(index, "", NULL), "");
  assert_string_equal(ids_of(index, "\xff\xfe(((\"", NULL), "");
  pincite_close(index);
}

static void filters_restrict(void **state) {
  (void)state;
  pincite_index *index = small_index(":memory:");
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.from = "2018";
  assert_string_equal(ids_of(index, "hotel OR hotels", &options), "hotel fosta");
  options.to = "2018-03";
  assert_string_equal(ids_of(index, "hotels", &options), "fosta");
  options.to = "2018-02";
  assert_string_equal(ids_of(index, "hotels", &options), "");
  options.from = options.to = NULL;
  options.source = "POLICY notes";
  assert_string_equal(ids_of(index, "hotels crime", &options), "gao fosta");
  options.source = "Nobody";
  assert_string_equal(ids_of(index, "hotels", &options), "");
  options.source = NULL;
  options.sort = PINCITE_BY_DATE;
  assert_string_equal(ids_of(index, "hotels", &options), "hotel fosta undated");
  pincite_close(index);
}

static void wrong_options_are_named(void **state) {
  (void)state;
  pincite_index *index = small_index(":memory:");
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err;
  pincite_hits *hits = NULL;
  options.from = "soon";
  assert_int_equal(pincite_search(index, "x", SIZE_MAX, &options, &hits, &err),
                   PINCITE_EINVAL);
  assert_string_equal(err.message,
                      "'soon' is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
  options.from = NULL;
  options.zones = "body,footer";
  assert_int_equal(pincite_search(index, "x", SIZE_MAX, &options, &hits, &err),
                   PINCITE_EINVAL);
  assert_non_null(strstr(err.message, "'footer' is no zone"));
  options.zones = NULL;
  options.size = 3;
  assert_int_equal(pincite_search(index, "x", SIZE_MAX, &options, &hits, &err),
                   PINCITE_EINVAL);
  pincite_close(index);
}

static void limit_and_offset_cut_one_order(void **state) {
  (void)state;
  pincite_index *index = open_as(":memory:", PINCITE_CREATE);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 0; i < 300; i++) {
    char id[16], text[200];
    snprintf(id, sizeof id, "n%03d", i);
    snprintf(text, sizeof text, "Hotels %s are sued%s.", i % 3 ? "and motels" : "",
             i % 7 ? "" : " by hotels");
    add(index, id, "", text, NULL, NULL);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.all = 1;
  char *all = strdup(ids_of(index, "hotels sued", &options));
  assert_int_equal(strlen(all), 300 * 5 - 1);
  options.all = 0;
  options.limit = 20;
  options.offset = 40;
  char *part = ids_of(index, "hotels sued", &options);
  assert_memory_equal(all + 40 * 5, part, strlen(part));
  assert_int_equal(strlen(part), 20 * 5 - 1);
  free(all);
  pincite_close(index);
}

/* The text, the matches and the snippet of a hit are bytes of the article. */
static void check_hit(pincite_index *index, const pincite_hit *hit) {
  const pincite_article *article = NULL;
  size_t ordinal = 0;
  assert_int_equal(pincite_article_get(index, hit->id, &article, &ordinal, NULL),
                   PINCITE_OK);
  pincite_passage passage;
  assert_int_equal(pincite_article_passage(article, ordinal, &passage), PINCITE_OK);
  assert_string_equal(passage.id, hit->id);
  assert_int_equal(passage.start, hit->start);
  assert_int_equal(passage.length, hit->length);
  assert_memory_equal(article->text + hit->start, hit->text, hit->length);
  assert_int_equal(strlen(hit->text), hit->length);
  for (size_t i = 0; i < hit->match_count; i++) {
    assert_true(hit->matches[i].start >= hit->start);
    assert_true(hit->matches[i].start + hit->matches[i].length <=
                hit->start + hit->length);
  }
  for (size_t i = 0; i < hit->snippet_match_count; i++)
    assert_true(hit->snippet_matches[i].start + hit->snippet_matches[i].length <=
                strlen(hit->snippet));
  pincite_article_free(article);
}

static void hits_are_exact_quotations(void **state) {
  (void)state;
  pincite_index *index = open_as(":memory:", PINCITE_CREATE);
  static const char *const words[] = {"hotel",    "platform",   "caf\xc3\xa9", "court",
                                      "the",      "liability.", "Section",     "230",
                                      "immunity", "ads"};
  srand(5);
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = 0; i < 60; i++) {
    char id[16], text[20000] = "";
    snprintf(id, sizeof id, "r%d", i);
    for (int n = rand() % 2000; n >= 0; n--) {
      strcat(text, words[rand() % 10]);
      strcat(text, rand() % 30 ? " " : "\n\n");
    }
    add(index, id, "A title", text, NULL, NULL);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  static const char *const queries[] = {"hotel platform",   "\"Section 230\"",
                                        "caf\xc3\xa9",      "hotel /s ads",
                                        "immun! NOT court", "the"};
  size_t checked = 0;
  for (size_t q = 0; q < 6; q++) {
    pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
    pincite_hits *hits = NULL;
    pincite_hit hit;
    double last = 1e300;
    options.all = 1;
    assert_int_equal(pincite_search(index, queries[q], SIZE_MAX, &options, &hits, NULL),
                     PINCITE_OK);
    while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK) {
      assert_true(hit.score <= last);
      last = hit.score;
      check_hit(index, &hit);
      checked++;
    }
    pincite_hits_free(hits);
  }
  assert_true(checked > 1000);
  pincite_close(index);
}

static void an_answer_is_of_one_generation(void **state) {
  (void)state;
  clean();
  pincite_close(small_index(FOLDER));
  pincite_index *reader = open_as(FOLDER, PINCITE_READ);
  pincite_index *writer = open_as(FOLDER, PINCITE_WRITE);
  pincite_hits *hits = NULL;
  pincite_hit hit;
  assert_int_equal(pincite_search(reader, "hotels", SIZE_MAX, NULL, &hits, NULL),
                   PINCITE_OK);
  assert_int_equal(pincite_remove(writer, "hotel", NULL), PINCITE_OK);
  add(writer, "new", "More hotels", "Hotels, hotels, hotels.", NULL, NULL);
  size_t count = 0;
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK) {
    assert_string_not_equal(hit.article, "new");
    count++;
  }
  assert_int_equal(count, 3);
  pincite_hits_free(hits);
  assert_string_equal(ids_of(reader, "hotels", NULL), "new undated fosta");
  pincite_close(writer);
  pincite_close(reader);
  clean();
}

static void json_has_the_contract(void **state) {
  (void)state;
  pincite_index *index = small_index(":memory:");
  pincite_hits *hits = NULL;
  char *json = NULL;
  size_t length = 0;
  assert_int_equal(
      pincite_search(index, "immune \"publisher\"", SIZE_MAX, NULL, &hits, NULL),
      PINCITE_OK);
  assert_int_equal(pincite_hits_json(hits, &json, &length, NULL), PINCITE_OK);
  static const char *const parts[] = {
      "{\"schema\":\"pincite.search/1\",\"query\":\"immune \\\"publisher\\\"\"",
      "\"reading\":",
      "\"generation\":1,",
      "\"fingerprint\":\"",
      "\"total\":2,",
      "\"total_exact\":true",
      "\"elapsed_ms\":",
      "\"hits\":[{\"rank\":1,\"id\":\"zeran#1\"",
      "\"article\":\"zeran\"",
      "\"author\":null",
      "\"published\":\"1997-11-12\"",
      "\"zone\":\"body\",\"start\":0,\"length\":",
      "\"matches\":[[",
      "\"also\":[]"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strstr(json, parts[i]))
      fail_msg("%s is not in %s", parts[i], json);
  assert_int_equal(strlen(json), length);
  pincite_free(json);
  pincite_hits_free(hits);
  pincite_close(index);
}

static void a_sentence_with_quotes_is_asked_again(void **state) {
  (void)state;
  pincite_index *index = small_index(":memory:");
  pincite_hits *hits = NULL;
  pincite_answer answer;
  const char *query =
      "how did the senate vote on \"purple hotels\" and crime prosecutors";
  assert_int_equal(pincite_search(index, query, SIZE_MAX, NULL, &hits, NULL), PINCITE_OK);
  pincite_hits_answer(hits, &answer);
  assert_true(answer.total > 0);
  assert_string_equal(answer.query, query);
  assert_non_null(answer.note);
  pincite_hits_free(hits);
  assert_string_equal(ids_of(index, "senate \"purple hotels\"", NULL), "");
  pincite_close(index);
}

/* Articles by turns of three sources, of several passages each. */
static void add_numbered(pincite_index *index, unsigned number) {
  static const char *const sources[] = {"Docket Reader", "Policy Notes", NULL};
  char id[16], text[400];
  snprintf(id, sizeof id, "n%u", number);
  snprintf(text, sizeof text,
           "The harbour has %u boats.\n\nA boat is no ship, said clerk %u.\n\n"
           "Nobody counted boats %s.",
           number, number % 7, number % 2 ? "twice, or three times" : "at all");
  add(index, id, NULL, text, "2020", sources[number % 3]);
}

static bool has_id(const char *ids, const char *id) {
  char all[4200], one[32];
  snprintf(all, sizeof all, " %s ", ids);
  snprintf(one, sizeof one, " %s ", id);
  return strstr(all, one) != NULL;
}

static void a_source_asked_for_often_keeps_its_hits(void **state) {
  (void)state;
  char first[4096];
  pincite_index *index = small_index(":memory:");
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.limit = 200;
  options.no_collapse = 1;
  options.source = "policy notes";
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (unsigned number = 0; number < 120; number++)
    add_numbered(index, number);
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  strcpy(first, ids_of(index, "boats clerk", &options));
  assert_true(has_id(first, "n1"));
  for (int i = 0; i < 12; i++)
    assert_string_equal(ids_of(index, "boats clerk", &options), first);
  options.source = "Docket Reader";
  assert_string_equal(ids_of(index, "immunity", &options), "zeran");
  options.source = "policy notes";
  assert_int_equal(pincite_remove(index, "n1", NULL), PINCITE_OK);
  add_numbered(index, 301);
  for (int i = 0; i < 12; i++)
    assert_false(has_id(ids_of(index, "boats clerk", &options), "n1"));
  assert_true(has_id(ids_of(index, "boats clerk", &options), "n301"));
  pincite_close(index);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(any_word_finds_and_coverage_leads),
    cmocka_unit_test(filters_restrict),
    cmocka_unit_test(wrong_options_are_named),
    cmocka_unit_test(limit_and_offset_cut_one_order),
    cmocka_unit_test(hits_are_exact_quotations),
    cmocka_unit_test(an_answer_is_of_one_generation),
    cmocka_unit_test(json_has_the_contract),
    cmocka_unit_test(a_sentence_with_quotes_is_asked_again),
    cmocka_unit_test(a_source_asked_for_often_keeps_its_hits),
};

TEST_MAIN(cases)
