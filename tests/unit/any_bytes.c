/* SPDX-License-Identifier: MIT
 *
 * Any bytes are answered: nothing that is asked fails, none takes long or much memory,
 * and what it was read as gives the same answer. Through the library and, for some,
 * through the program.
 *
 * On the sample by default. PINCITE_EXACT_INDEX names another index,
 * PINCITE_BYTES_QUESTIONS how many strings are made, PINCITE_BYTES_PROGRAM how many of
 * them the program is given, and PINCITE_BYTES_FILE a file with more, one a line.
 */
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "any_question.h"
#include "sample.h"

#define MEGABYTE ((size_t)1 << 20)
#define MEMORY_MOST 256 /* megabytes, of a process */
/* As long as an argument may be. */
#define ARGUMENT_MOST ((size_t)128 * 1024 - 1)

static bool is_slowed; /* by a sanitizer */
static double slowest;
static char slowest_text[1100];
static long found, nothing;

static void note_time(double seconds, const char *bytes, size_t len) {
  if (seconds <= slowest)
    return;
  size_t kept = len < sizeof slowest_text ? len : sizeof slowest_text - 1;
  slowest = seconds;
  memcpy(slowest_text, bytes, kept);
  slowest_text[kept] = '\0';
  if (!is_slowed && seconds > 1)
    fail_msg("%zu bytes took %.2f s: %s", len, seconds, slowest_text);
}

static void print_slowest(void) {
  for (char *c = slowest_text; *c; c++)
    *c = *c >= ' ' && *c <= '~' ? *c : '.';
  print_message("%ld with hits, %ld without; the slowest took %.3f s: %.60s\n", found,
                nothing, slowest, slowest_text);
  slowest = 0;
  found = nothing = 0;
}

/* Ask and look at the hits. The caller frees them. */
static pincite_hits *ask(const char *bytes, size_t len, pincite_answer *answer) {
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err = {PINCITE_OK, ""};
  pincite_status status = pincite_search(sample, bytes, len, NULL, &hits, &err);
  while (!status)
    status = pincite_hits_next(hits, &hit, &err);
  if (status != PINCITE_DONE)
    fail_msg("%.*s: %s", (int)len, bytes, err.message);
  pincite_hits_answer(hits, answer);
  return hits;
}

static void check_question(const char *bytes, size_t len) {
  pincite_answer answer, again;
  clock_t start = clock();
  pincite_hits *hits = ask(bytes, len, &answer);
  note_time((double)(clock() - start) / CLOCKS_PER_SEC, bytes, len);
  pincite_hits *more = ask(answer.reading, strlen(answer.reading), &again);
  if (strcmp(answer.reading, again.reading) || answer.total != again.total) {
    printf("%.*s\n%lu hits: %s\n%lu hits: %s\n", (int)len, bytes,
           (unsigned long)answer.total, answer.reading, (unsigned long)again.total,
           again.reading);
    fail_msg("a reading is not answered like its question");
  }
  found += answer.total > 0;
  nothing += answer.total == 0;
  pincite_hits_free(hits);
  pincite_hits_free(more);
}

static void whatever_is_asked_is_answered(void **state) {
  (void)state;
  char bytes[1024];
  long questions = sample_count("PINCITE_BYTES_QUESTIONS", is_slowed ? 500 : 3000);
  for (long i = 0; i < questions; i++)
    check_question(bytes, random_question(bytes, sizeof bytes));
  print_slowest();
}

/* ---- the program --------------------------------------------------------------------
 */

static double child_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void silence(int from) {
  int nowhere = open("/dev/null", O_WRONLY);
  if (nowhere < 0 || dup2(nowhere, from) < 0)
    _exit(127);
}

/* What follows a NUL is not seen. */
static void run_program(const char *question) {
  const char *path = getenv("PINCITE_EXACT_INDEX");
  char made[64];
  double before = child_seconds();
  int status;
  snprintf(made, sizeof made, "%s/x.pincite", sample_folder);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    silence(STDOUT_FILENO);
    execl(TEST_BUILD_DIR "/pincite", "pincite", "search", "--index", path ? path : made,
          "--", question, (char *)NULL);
    _exit(127);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
    fail_msg("status %d of: %s", status, question);
  note_time(child_seconds() - before, question, strlen(question));
  found += WEXITSTATUS(status) == 0;
  nothing += WEXITSTATUS(status) == 1;
}

static void the_program_finds_something_or_nothing(void **state) {
  (void)state;
  char bytes[1025];
  long questions = sample_count("PINCITE_BYTES_PROGRAM", is_slowed ? 10 : 50);
  for (long i = 0; i < questions; i++) {
    bytes[random_question(bytes, sizeof bytes - 1)] = '\0';
    run_program(bytes);
  }
  print_slowest();
}

static void a_file_of_questions_is_answered(void **state) {
  (void)state;
  const char *path = getenv("PINCITE_BYTES_FILE");
  FILE *file = path ? fopen(path, "r") : NULL;
  char line[4096];
  if (!path)
    skip();
  assert_non_null(file);
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    check_question(line, strlen(line));
    run_program(line);
  }
  fclose(file);
  print_slowest();
}

/* ---- a megabyte -------------------------------------------------------------------- */

static void check_memory(int who) {
  struct rusage usage;
  getrusage(who, &usage);
  print_message("%ld MB at most, %s\n", usage.ru_maxrss / 1024,
                who == RUSAGE_SELF ? "the library" : "the program");
  if (!is_slowed)
    assert_true(usage.ru_maxrss < MEMORY_MOST * 1024L);
}

static void a_megabyte_is_answered_in_little_memory(void **state) {
  (void)state;
  char *bytes = malloc(MEGABYTE + 1);
  assert_non_null(bytes);
  for (size_t i = 0; i < MEGABYTE; i++)
    bytes[i] = (char)random_below(256);
  check_question(bytes, MEGABYTE);
  for (size_t len = 0; len < MEGABYTE - 1024; bytes[len++] = ' ')
    len += random_question(bytes + len, 1023);
  check_question(bytes, MEGABYTE);
  for (size_t i = 0; i < ARGUMENT_MOST; i++)
    bytes[i] = (char)(1 + random_below(255));
  bytes[ARGUMENT_MOST] = '\0';
  run_program(bytes);
  free(bytes);
  print_slowest();
  check_memory(RUSAGE_SELF);
  check_memory(RUSAGE_CHILDREN);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(a_megabyte_is_answered_in_little_memory),
      cmocka_unit_test(whatever_is_asked_is_answered),
      cmocka_unit_test(the_program_finds_something_or_nothing),
      cmocka_unit_test(a_file_of_questions_is_answered),
  };
  is_slowed = getenv("PINCITE_SANITIZE") != NULL;
  sample_open();
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  sample_close();
  return failed;
}
