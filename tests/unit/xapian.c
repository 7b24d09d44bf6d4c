/* SPDX-License-Identifier: MIT
 *
 * Xapian in C: what goes in comes out; nothing that is thrown gets out, whichever
 * allocation fails and however the database is damaged.
 */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base.h"
#include "xapian.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* Seen from the module and from Xapian. */
#define EXPORTED __attribute__((visibility("default")))

#if SANITIZED
/* Xapian itself loses memory when it throws while compacting. Ours is still seen: it
   is not taken from within that library. */
EXPORTED const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libxapian\n";
}
#endif

/* ---- memory that ends on demand -------------------------------------------------- */

static unsigned long left; /* allocations until one fails; 0: none will */
static int failed_once;

#if !SANITIZED
static int is_over(void) {
  if (left == 0 || --left)
    return 0;
  failed_once = 1;
  return 1;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

EXPORTED void *malloc(size_t size) {
  return is_over() ? NULL : __libc_malloc(size);
}
EXPORTED void *calloc(size_t count, size_t size) {
  return is_over() ? NULL : __libc_calloc(count, size);
}
EXPORTED void *realloc(void *memory, size_t size) {
  return is_over() ? NULL : __libc_realloc(memory, size);
}
#endif

/* ---- a small database -------------------------------------------------------------- */

static const pincite_xapian *x;
static char folder[] = "/tmp/pincite-xapian-XXXXXX";
static char path[64];

#define WORDS(...) (const char *const[]){__VA_ARGS__, NULL}

static pincite_xapian_document *make(const char *const *words, const char *day,
                                     const char *data) {
  pincite_xapian_document *document = NULL;
  assert_int_equal(x->document_new(&document, NULL), PINCITE_OK);
  for (uint32_t i = 0; words[i]; i++)
    assert_int_equal(
        x->document_posting(document, words[i], strlen(words[i]), i + 1, NULL), PINCITE_OK);
  assert_int_equal(x->document_term(document, "Zbody", 5, 0, NULL), PINCITE_OK);
  assert_int_equal(x->document_value(document, 0, day, strlen(day), NULL), PINCITE_OK);
  assert_int_equal(x->document_data(document, data, strlen(data), NULL), PINCITE_OK);
  return document;
}

static void put(pincite_xapian_database *db, uint32_t id, const char *const *words,
                const char *day, const char *data) {
  pincite_xapian_document *document = make(words, day, data);
  assert_int_equal(x->put(db, id, document, NULL), PINCITE_OK);
  x->document_free(document);
}

static void fill(const char *where) {
  pincite_xapian_database *db = NULL;
  pincite_error err = {PINCITE_OK, ""};
  if (x->create(where, 1, &db, &err))
    fail_msg("%s", err.message);
  put(db, 1, WORDS("platform", "liability", "for", "hotels"), "20180411", "one");
  put(db, 2, WORDS("liability", "of", "platform", "hosts"), "20190101", "two");
  put(db, 7, WORDS("traffic", "on", "roads"), "", "seven");
  for (uint32_t i = 100; i < 400; i++)
    put(db, i, WORDS("filler", i % 2 ? "odd" : "even", i % 3 ? "some" : "third"), "2000",
        "filler");
  assert_int_equal(x->add_spelling(db, "platform", 8, 3, NULL), PINCITE_OK);
  assert_int_equal(x->set_metadata(db, "generation", "12", 2, NULL), PINCITE_OK);
  assert_int_equal(x->commit(db, NULL), PINCITE_OK);
  x->close(db);
}

static pincite_xapian_database *open_it(void) {
  pincite_xapian_database *db = NULL;
  pincite_error err = {PINCITE_OK, ""};
  if (x->open(path, &db, &err))
    fail_msg("%s", err.message);
  return db;
}

static pincite_xapian_query *word(const char *term) {
  pincite_xapian_query *query = NULL;
  assert_int_equal(x->query_term(term, strlen(term), 1, &query, NULL), PINCITE_OK);
  return query;
}

static pincite_xapian_query *join(pincite_xapian_join how, pincite_xapian_query *a,
                                  pincite_xapian_query *b, uint32_t window) {
  pincite_xapian_query *parts[] = {a, b}, *query = NULL;
  assert_int_equal(x->query_join(how, parts, 2, window, &query, NULL), PINCITE_OK);
  x->query_free(a);
  x->query_free(b);
  return query;
}

static pincite_xapian_request request_for(const pincite_xapian_query *query) {
  return (pincite_xapian_request){.query = query,
                                  .parameters = {1.2, 0, 1000, 0.75, 0},
                                  .count = 1000,
                                  .at_least = 1000,
                                  .tie = -1};
}

/* The ids that a query finds, in order, "1 2 "; the query is freed. */
static const char *ids_of(pincite_xapian_database *db, pincite_xapian_query *query) {
  static char out[8192];
  pincite_xapian_request request = request_for(query);
  pincite_xapian_matches *matches = NULL;
  pincite_xapian_found found;
  pincite_error err = {PINCITE_OK, ""};
  if (x->search(db, &request, &matches, &found, &err))
    fail_msg("%s", err.message);
  out[0] = '\0';
  for (uint32_t i = 0; i < found.count; i++) {
    uint32_t id = 0;
    double weight = 0;
    assert_int_equal(x->match(matches, i, &id, &weight, NULL), PINCITE_OK);
    snprintf(out + strlen(out), sizeof out - strlen(out), "%u ", id);
  }
  x->matches_free(matches);
  x->query_free(query);
  return out;
}

/* ---- what goes in comes out ------------------------------------------------------------ */

static int count_term(const char *term, size_t length, uint64_t documents, double weight,
                      void *data) {
  (void)term, (void)length, (void)documents, (void)weight;
  return ++*(int *)data == 1000;
}

static int count_number(uint32_t number, uint32_t times, void *data) {
  (void)number, (void)times;
  return ++*(int *)data == 1000;
}

static void documents_terms_and_values_come_back(void **state) {
  (void)state;
  pincite_xapian_database *db = open_it();
  pincite_xapian_stats stats;
  uint64_t documents, times;
  char *out = NULL;
  size_t length;
  int count = 0;
  assert_int_equal(x->stats(db, &stats, NULL), PINCITE_OK);
  assert_int_equal(stats.documents, 303);
  assert_int_equal(stats.last_document, 399);
  assert_int_equal(x->term(db, "liability", 9, &documents, &times, NULL), PINCITE_OK);
  assert_int_equal(documents, 2);
  assert_int_equal(x->data(db, 7, &out, &length, NULL), PINCITE_OK);
  assert_string_equal(out, "seven");
  free(out);
  assert_int_equal(x->value(db, 1, 0, &out, &length, NULL), PINCITE_OK);
  assert_string_equal(out, "20180411");
  free(out);
  assert_int_equal(x->metadata(db, "generation", &out, &length, NULL), PINCITE_OK);
  assert_string_equal(out, "12");
  free(out);
  assert_int_equal(x->suggest(db, "platfrom", 8, &out, NULL), PINCITE_OK);
  assert_string_equal(out, "platform");
  free(out);
  assert_int_equal(x->terms(db, "o", 1, count_term, &count, NULL), PINCITE_OK);
  assert_int_equal(count, 3); /* odd of on */
  count = 0;
  assert_int_equal(x->postings(db, "filler", 6, 390, count_number, &count, NULL), PINCITE_OK);
  assert_int_equal(count, 10);
  count = 0;
  assert_int_equal(x->positions(db, 2, "platform", 8, count_number, &count, NULL), PINCITE_OK);
  assert_int_equal(count, 1);
  count = 0;
  assert_int_equal(x->expand(db, (const uint32_t[]){1, 2}, 2, 3, count_term, &count, NULL),
                   PINCITE_OK);
  assert_true(count > 0);
  x->close(db);
}

static void queries_find_what_they_say(void **state) {
  (void)state;
  pincite_xapian_database *db = open_it();
  pincite_xapian_query *query = NULL;
  assert_string_equal(
      ids_of(db, join(PINCITE_XAPIAN_AND, word("platform"), word("hotels"), 0)), "1 ");
  assert_string_equal(
      ids_of(db, join(PINCITE_XAPIAN_OR, word("traffic"), word("hotels"), 0)), "7 1 ");
  assert_string_equal(
      ids_of(db, join(PINCITE_XAPIAN_AND_NOT, word("platform"), word("hotels"), 0)), "2 ");
  assert_string_equal(
      ids_of(db, join(PINCITE_XAPIAN_PHRASE, word("platform"), word("liability"), 2)),
      "1 ");
  assert_string_equal(
      ids_of(db, join(PINCITE_XAPIAN_NEAR, word("liability"), word("hosts"), 4)), "2 ");
  assert_int_equal(x->query_prefix("plat", 4, &query, NULL), PINCITE_OK);
  assert_string_equal(ids_of(db, query), "1 2 ");
  assert_int_equal(x->query_range(0, "20180101", "20181231", &query, NULL), PINCITE_OK);
  assert_string_equal(ids_of(db, query), "1 ");
  x->close(db);
}

static void what_is_not_committed_is_given_up(void **state) {
  (void)state;
  pincite_xapian_database *db = NULL;
  pincite_error err;
  assert_int_equal(x->create(path, 0, &db, NULL), PINCITE_OK);
  put(db, 500, WORDS("never"), "", "never");
  pincite_xapian_database *second = NULL;
  assert_int_equal(x->create(path, 0, &second, &err), PINCITE_ELOCKED);
  x->close(db);
  db = open_it();
  uint64_t documents = 1, times;
  assert_int_equal(x->term(db, "never", 5, &documents, &times, NULL), PINCITE_OK);
  assert_int_equal(documents, 0);
  char *out = NULL;
  size_t length;
  assert_int_equal(x->data(db, 500, &out, &length, &err), PINCITE_ENOTFOUND);
  assert_int_equal(x->set_metadata(db, "k", "v", 1, &err), PINCITE_EINVAL);
  assert_int_equal(x->open("/nowhere/at/all", &db, &err), PINCITE_ENOINDEX);
  assert_int_equal(x->open_remote("127.0.0.1", 1, 500, &second, &err), PINCITE_EIO);
  x->close(db);
}

/* Many commits pass a reader by: it is brought up to date without being asked. */
static void an_overtaken_reader_reads_on(void **state) {
  (void)state;
  char where[80];
  snprintf(where, sizeof where, "%s/overtaken", folder);
  fill(where);
  pincite_xapian_database *db = NULL, *reader = NULL;
  assert_int_equal(x->create(where, 0, &db, NULL), PINCITE_OK);
  int seen = 0;
  char data[1001]; /* many blocks, so that the reader cannot have kept them all */
  data[1000] = '\0';
  for (uint32_t i = 0, noise = 1; i < 1000; i++, noise = noise * 1664525U + 1013904223U)
    data[i] = (char)('a' + (noise >> 16) % 26);
  for (uint32_t round = 0; round < 30 && !seen; round++) {
    data[0] = round ? 'L' : 'E';
    for (uint32_t i = 100; i < 400; i++)
      put(db, i, WORDS("filler", round % 2 ? "odd" : "even"), "2000", data);
    assert_int_equal(x->commit(db, NULL), PINCITE_OK);
    if (!reader)
      assert_int_equal(x->open(where, &reader, NULL), PINCITE_OK);
    int count = 0;
    char *out = NULL;
    size_t length;
    pincite_error err = {PINCITE_OK, ""};
    if (x->postings(reader, "filler", 6, 0, count_number, &count, &err) ||
        x->data(reader, 100 + 10 * round, &out, &length, &err))
      fail_msg("round %u: %s", round, err.message);
    assert_true(count >= 300);
    seen = out[0] == 'L';
    free(out);
  }
  assert_true(seen);
  x->close(reader);
  x->close(db);
}

static void a_group_counts_as_one(void **state) {
  (void)state;
  char where[80];
  snprintf(where, sizeof where, "%s/second", folder);
  fill(where);
  pincite_xapian_database *a = open_it(), *b = NULL, *group = NULL;
  uint64_t documents, times;
  assert_int_equal(x->open(where, &b, NULL), PINCITE_OK);
  assert_int_equal(x->group(&group, NULL), PINCITE_OK);
  assert_int_equal(x->add(group, a, NULL), PINCITE_OK);
  assert_int_equal(x->add(group, b, NULL), PINCITE_OK);
  assert_int_equal(x->term(group, "platform", 8, &documents, &times, NULL), PINCITE_OK);
  assert_int_equal(documents, 4);
  x->close(a);
  x->close(b);
  assert_int_equal(x->term(group, "platform", 8, &documents, &times, NULL), PINCITE_OK);
  x->close(group);
  snprintf(where, sizeof where, "%s/compact", folder);
  assert_int_equal(x->compact(path, where, NULL), PINCITE_OK);
  uint64_t faults = 9;
  assert_int_equal(x->open(where, &b, NULL), PINCITE_OK);
  assert_int_equal(x->check(b, &faults, NULL), PINCITE_OK);
  x->close(b);
  assert_int_equal(faults, 0);
}

static void every_model_ranks(void **state) {
  (void)state;
  static const struct {
    pincite_xapian_model model;
    double parameters[PINCITE__XAPIAN_PARAMETERS];
  } models[] = {{PINCITE_XAPIAN_BM25, {1, 0, 1, 0.5, 0.5}},
                {PINCITE_XAPIAN_BM25_PLUS, {1, 0, 1, 0.5, 0.5, 1}},
                {PINCITE_XAPIAN_PL2_PLUS, {1, 0.8}},
                {PINCITE_XAPIAN_DLH, {0}},
                {PINCITE_XAPIAN_LM, {0, 0, 0.7, 2000}},
                {PINCITE_XAPIAN_IFB2, {1}},
                {PINCITE_XAPIAN_INL2, {1}},
                {PINCITE_XAPIAN_TFIDF, {0}}};
  pincite_xapian_database *db = open_it();
  for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
    pincite_xapian_query *query = join(PINCITE_XAPIAN_OR, word("platform"), word("odd"), 0);
    pincite_xapian_request request = request_for(query);
    request.model = models[i].model;
    memcpy(request.parameters, models[i].parameters, sizeof request.parameters);
    pincite_xapian_matches *matches = NULL;
    pincite_xapian_found found;
    assert_int_equal(x->search(db, &request, &matches, &found, NULL), PINCITE_OK);
    assert_int_equal(found.count, 152);
    x->matches_free(matches);
    x->query_free(query);
  }
  x->close(db);
}

/* ---- each function by itself, while something fails ---------------------------------------- */

typedef struct stage {
  pincite_xapian_database *reader, *writer, *other;
  pincite_xapian_document *document;
  pincite_xapian_query *query, *made;
  pincite_xapian_matches *matches;
  pincite_xapian_found found;
  char *out;
  char scratch[96];
} stage;

#define IS(name) static pincite_status run_##name(stage *s, pincite_error *err)
static size_t length_out;
static uint64_t number_out;
static int counter;

IS(open) { return x->open(path, &s->other, err); }
IS(open_remote) { return x->open_remote("127.0.0.1", 1, 200, &s->other, err); }
IS(create) { return x->create(s->scratch, 1, &s->other, err); }
IS(group) { return x->group(&s->other, err); }
IS(add) { pincite_status st = x->group(&s->other, err); return st ? st : x->add(s->other, s->reader, err); }
IS(reopen) { return x->reopen(s->reader, err); }
IS(commit) { return x->commit(s->writer, err); }
IS(stats) { pincite_xapian_stats stats; return x->stats(s->reader, &stats, err); }
IS(check) { return x->check(s->reader, &number_out, err); }
IS(compact) { return x->compact(path, s->scratch, err); }
IS(metadata) { return x->metadata(s->reader, "generation", &s->out, &length_out, err); }
IS(set_metadata) { return x->set_metadata(s->writer, "k", "v", 1, err); }
IS(add_spelling) { return x->add_spelling(s->writer, "hotel", 5, 1, err); }
IS(suggest) { return x->suggest(s->reader, "platfrom", 8, &s->out, err); }
IS(term) { return x->term(s->reader, "platform", 8, &number_out, &number_out, err); }
IS(terms) { return x->terms(s->reader, "", 0, count_term, &counter, err); }
IS(postings) { return x->postings(s->reader, "filler", 6, 150, count_number, &counter, err); }
IS(positions) { return x->positions(s->reader, 2, "platform", 8, count_number, &counter, err); }
IS(document_new) { x->document_free(s->document); s->document = NULL; return x->document_new(&s->document, err); }
IS(document_posting) { return x->document_posting(s->document, "a", 1, 1, err); }
IS(document_term) { return x->document_term(s->document, "b", 1, 1, err); }
IS(document_value) { return x->document_value(s->document, 3, "v", 1, err); }
IS(document_data) { return x->document_data(s->document, "data", 4, err); }
IS(put) { return x->put(s->writer, 2, s->document, err); }
IS(remove) { return x->remove(s->writer, 1, err); }
IS(remove_all) { return x->remove_all(s->writer, "odd", 3, err); }
IS(data) { return x->data(s->reader, 2, &s->out, &length_out, err); }
IS(value) { return x->value(s->reader, 2, 0, &s->out, &length_out, err); }
IS(query_term) { return x->query_term("a", 1, 1, &s->made, err); }
IS(query_join) { return x->query_join(PINCITE_XAPIAN_AND, &s->query, 1, 0, &s->made, err); }
IS(query_scale) { return x->query_scale(s->query, 0.5, &s->made, err); }
IS(query_range) { return x->query_range(0, "1", "2", &s->made, err); }
IS(query_prefix) { return x->query_prefix("pl", 2, &s->made, err); }
IS(query_all) { return x->query_all(&s->made, err); }
IS(query_text) { return x->query_text(s->query, &s->out, err); }
IS(search) {
  pincite_xapian_request request = request_for(s->query);
  return x->search(s->reader, &request, &s->matches, &s->found, err);
}
IS(match_data) {
  pincite_status status = run_search(s, err);
  uint32_t id;
  double weight;
  if (!status && s->found.count)
    status = x->match(s->matches, 0, &id, &weight, err);
  return status || !s->found.count
             ? status
             : x->match_data(s->reader, s->matches, 0, &s->out, &length_out, err);
}
IS(expand) { return x->expand(s->reader, (const uint32_t[]){1, 2}, 2, 5, count_term, &counter, err); }

#define ROW(name, writes) {#name, run_##name, writes}
static const struct {
  const char *name;
  pincite_status (*run)(stage *, pincite_error *);
  int writes;
} functions[] = {
    ROW(open, 0), ROW(open_remote, 0), ROW(create, 0), ROW(group, 0), ROW(add, 0),
    ROW(reopen, 0), ROW(commit, 1), ROW(stats, 0), ROW(check, 0), ROW(compact, 0),
    ROW(metadata, 0), ROW(set_metadata, 1), ROW(add_spelling, 1), ROW(suggest, 0),
    ROW(term, 0), ROW(terms, 0), ROW(postings, 0), ROW(positions, 0), ROW(document_new, 0),
    ROW(document_posting, 0), ROW(document_term, 0), ROW(document_value, 0),
    ROW(document_data, 0), ROW(put, 1), ROW(remove, 1), ROW(remove_all, 1), ROW(data, 0),
    ROW(value, 0), ROW(query_term, 0), ROW(query_join, 0), ROW(query_scale, 0),
    ROW(query_range, 0), ROW(query_prefix, 0), ROW(query_all, 0), ROW(query_text, 0),
    ROW(search, 0), ROW(match_data, 0), ROW(expand, 0)};
#define FUNCTIONS (sizeof functions / sizeof *functions)

/* False: not even the stage can be set, which a damaged database may well do. */
static int set(stage *s, size_t which, int round) {
  *s = (stage){0};
  counter = 0;
  snprintf(s->scratch, sizeof s->scratch, "%s/made-%zu-%d", folder, which, round);
  s->document = make(WORDS("new", "words"), "2020", "new");
  s->query = join(PINCITE_XAPIAN_OR, word("platform"), word("odd"), 0);
  if (functions[which].writes)
    return x->create(path, 0, &s->writer, NULL) == PINCITE_OK;
  return x->open(path, &s->reader, NULL) == PINCITE_OK;
}

static void strike(stage *s) {
  char command[128];
  x->matches_free(s->matches);
  x->query_free(s->query);
  x->query_free(s->made);
  x->document_free(s->document);
  x->close(s->other);
  x->close(s->reader);
  x->close(s->writer);
  free(s->out);
  snprintf(command, sizeof command, "rm -rf %s", s->scratch);
  if (access(s->scratch, F_OK) == 0)
    assert_int_equal(system(command), 0);
}

static void no_failed_allocation_gets_out(void **state) {
  (void)state;
  if (SANITIZED)
    skip(); /* the sanitizer's own malloc cannot be made to fail one by one */
  unsigned tried = 0;
  bool every = getenv("PINCITE_XAPIAN_EVERY") != NULL;
  for (size_t which = 0; which < FUNCTIONS; which++) {
    unsigned long at = 1, step = 1;
    for (int round = 0;; round++, at += step) {
      stage s;
      pincite_error err = {PINCITE_OK, ""};
      assert_true(set(&s, which, round));
      failed_once = 0;
      left = at;
      pincite_status status = functions[which].run(&s, &err);
      left = 0;
      int reached = failed_once;
      if (status > 0 || (status < 0) != (err.message[0] != '\0'))
        fail_msg("%s, allocation %lu: status %d, '%s'", functions[which].name, at, status,
                 err.message);
      strike(&s);
      if (!reached) {
        /* Every allocation was tried, and the one run in which all went well is well. */
        assert_true(status == PINCITE_OK || functions[which].run == run_open_remote);
        break;
      }
      tried++;
      if (at > 120 && !every)
        step = at / 12;
    }
  }
  print_message("%u allocations failed, in %zu functions\n", tried, (size_t)FUNCTIONS);
  assert_true(tried > 10 * FUNCTIONS);
}

/* ---- a database of wrong bytes --------------------------------------------------------------- */

static uint32_t random_state = 230;
static uint32_t below(uint32_t most) {
  random_state = random_state * 1664525U + 1013904223U;
  return (random_state >> 8) % most;
}

static void spoil(const char *file, int how) {
  char name[96];
  struct stat info;
  snprintf(name, sizeof name, "%s/%s", path, file);
  if (stat(name, &info) || info.st_size == 0)
    return;
  int fd = open(name, O_RDWR);
  assert_true(fd >= 0);
  if (how == 0) {
    assert_int_equal(ftruncate(fd, (off_t)below((uint32_t)info.st_size)), 0);
  } else {
    for (int i = 0; i < how; i++) {
      unsigned char byte = (unsigned char)below(256);
      assert_int_equal(pwrite(fd, &byte, 1, (off_t)below((uint32_t)info.st_size)), 1);
    }
  }
  close(fd);
}

static void damage_is_told_not_thrown(void **state) {
  (void)state;
  static const char *const files[] = {"iamglass", "postlist.glass", "termlist.glass",
                                      "docdata.glass", "position.glass", "spelling.glass"};
  char command[256];
  unsigned told = 0;
  int rounds = getenv("PINCITE_XAPIAN_ROUNDS") ? atoi(getenv("PINCITE_XAPIAN_ROUNDS")) : 4;
  fill(path);
  snprintf(command, sizeof command, "cp -r %s %s-good", path, path);
  assert_int_equal(system(command), 0);
  for (int round = 0; round < rounds * 6; round++) {
    snprintf(command, sizeof command, "rm -rf %s && cp -r %s-good %s", path, path, path);
    assert_int_equal(system(command), 0);
    /* Xapian trusts the bytes of its blocks and may then read beside its own memory,
       which a sanitizer ends; a file that was cut off it sees. */
    spoil(files[round % 6], SANITIZED || round % 12 < 6 ? 0 : 20);
    for (size_t which = 0; which < FUNCTIONS; which++) {
      stage s;
      pincite_error err = {PINCITE_OK, ""};
      if (set(&s, which, 0)) {
        pincite_status status = functions[which].run(&s, &err);
        assert_true(status <= 0 && (status < 0) == (err.message[0] != '\0'));
        /* A file cut off may be told as a read that came short. */
        told += status == PINCITE_ECORRUPT ||
                (status == PINCITE_EIO && functions[which].run != run_open_remote);
      }
      strike(&s);
    }
  }
  assert_true(told > 0);
}

static int set_up(void **state) {
  (void)state;
  pincite_error err = {PINCITE_OK, ""};
  if (pincite__xapian(&x, &err))
    fail_msg("%s", err.message);
  if (!mkdtemp(folder))
    return 1;
  snprintf(path, sizeof path, "%s/db", folder);
  fill(path);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  char command[96];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(documents_terms_and_values_come_back),
      cmocka_unit_test(queries_find_what_they_say),
      cmocka_unit_test(what_is_not_committed_is_given_up),
      cmocka_unit_test(an_overtaken_reader_reads_on),
      cmocka_unit_test(a_group_counts_as_one),
      cmocka_unit_test(every_model_ranks),
      cmocka_unit_test(no_failed_allocation_gets_out),
      cmocka_unit_test(damage_is_told_not_thrown),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
