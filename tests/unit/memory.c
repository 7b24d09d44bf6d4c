/* SPDX-License-Identifier: MIT
 *
 * A run keeps to the memory that it was given, whatever it reads: the highest resident
 * size of a child process that does nothing else.
 */
#define _DEFAULT_SOURCE /* wait4() */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pincite.h"
#include "test.h"

#define READER TEST_BUILD_DIR "/pincite-reader"

static char folder[] = "/tmp/pincite-memory-XXXXXX";

static int enter(void **state) {
  (void)state;
  return !mkdtemp(folder) || chdir(folder);
}

static int leave(void **state) {
  char command[80];
  (void)state;
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return chdir("/") || system(command);
}

static uint64_t random_state = 230;

static unsigned random_below(unsigned n) {
  random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(random_state >> 33) % n;
}

/* More than most texts have: words that are nearly all new weigh most in what is gathered. */
static void write_articles(const char *path, unsigned count) {
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  for (unsigned i = 0; i < count; i++) {
    fprintf(out, "{\"id\":\"a%u\",\"source\":\"s%u\",\"text\":\"", i, i % 7);
    for (int word = 0; word < 90; word++)
      fprintf(out, "w%xk%x ", random_below(1 << 24), random_below(1 << 12));
    fputs("\"}\n", out);
  }
  assert_int_equal(fclose(out), 0);
}

/* The most that a run over 'path' was resident with, in MB. */
static long peak_of(const char *path, unsigned memory, const char *engines) {
  struct rusage used;
  int code = 0;
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
    pincite_index_options run = PINCITE_INDEX_OPTIONS_INIT;
    pincite_index *index = NULL;
    pincite_error err = {PINCITE_OK, ""};
    open.mode = PINCITE_CREATE;
    open.engines = engines;
    run.reader = READER;
    run.memory = memory;
    if (pincite_open("x.pincite", &open, &index, &err) ||
        pincite_index_path(index, path, &run, NULL, &err)) {
      fprintf(stderr, "%s\n", err.message);
      _exit(1);
    }
    pincite_close(index);
    _exit(0);
  }
  assert_int_equal(wait4(child, &code, 0, &used), child);
  assert_int_equal(code, 0);
  assert_int_equal(system("rm -rf x.pincite"), 0);
  return used.ru_maxrss / 1024;
}

static void a_run_keeps_to_its_memory(void **state) {
  (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  skip(); /* a sanitizer's own memory is many times that */
#endif
  write_articles("few.jsonl", 2000);
  write_articles("many.jsonl", 10000);
  long few = peak_of("few.jsonl", 64, "fts5"), many = peak_of("many.jsonl", 64, "fts5");
  long usual = peak_of("many.jsonl", 0, "fts5");
  long both = peak_of("many.jsonl", 64, "fts5,xapian");
  print_message("MB: few %ld, many %ld, with Xapian %ld; by default %ld\n", few, many, both,
                usual);
  assert_in_range(many, few, 64);
  assert_in_range(both, few, 128);
  assert_in_range(usual, many + 20, 256); /* it is the option that bounds it */
}

static void an_article_beyond_an_eighth_of_it_is_left_out(void **state) {
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index_options run = PINCITE_INDEX_OPTIONS_INIT;
  pincite_index_report report;
  pincite_index *index = NULL;
  (void)state;
  FILE *out = fopen("long.txt", "w");
  assert_non_null(out);
  for (int i = 0; i < 9 << 20; i += 32)
    fputs("words and words, and more words\n", out);
  assert_int_equal(fclose(out), 0);
  open.mode = PINCITE_CREATE;
  run.reader = READER;
  run.memory = 64;
  assert_int_equal(pincite_open("x.pincite", &open, &index, NULL), 0);
  assert_int_equal(pincite_index_path(index, "long.txt", &run, &report, NULL),
                   PINCITE_PARTIAL);
  assert_int_equal(report.failed, 1);
  run.memory = 128;
  run.retry_failed = 1;
  assert_int_equal(pincite_index_path(index, "long.txt", &run, &report, NULL), 0);
  assert_int_equal(report.indexed, 1);
  run.memory = 63;
  assert_int_equal(pincite_index_path(index, "long.txt", &run, &report, NULL),
                   PINCITE_EINVAL);
  pincite_close(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_run_keeps_to_its_memory),
      cmocka_unit_test(an_article_beyond_an_eighth_of_it_is_left_out),
  };
  return cmocka_run_group_tests(tests, enter, leave);
}
