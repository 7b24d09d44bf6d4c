/* SPDX-License-Identifier: MIT
 *
 * Fail the Nth allocation, of ours or of SQLite's, until nothing fails any more:
 * faults-memory [SECONDS [ENGINES]], 0: every N. ENOMEM is reported or the work is done,
 * and what is found afterwards is sound and one of the two states.
 *
 * Ours are reached by the linker's --wrap, SQLite's by its own hook.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "work.h"

#define BASE "base.pincite"
#define USED "used.pincite"

static long count, fail_at;
static bool failed;

static bool fails(void) {
  bool now = fail_at && ++count == fail_at;
  failed = failed || now;
  return now;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t number, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
  return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t number, size_t size) {
  return fails() ? NULL : __real_calloc(number, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return fails() ? NULL : __real_realloc(old, size);
}

static sqlite3_mem_methods below;

static void *sqlite_malloc(int size) {
  return fails() ? NULL : below.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size) {
  return fails() ? NULL : below.xRealloc(old, size);
}

static void install(void) {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &below);
  sqlite3_mem_methods ours = below;
  ours.xMalloc = sqlite_malloc;
  ours.xRealloc = sqlite_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

static bool try_at(long at) {
  char what[80];
  bool done;
  pincite_error err = {PINCITE_OK, ""};
  snprintf(what, sizeof what, "allocation %ld fails", at);
  work_copy(BASE, USED);
  count = 0;
  failed = false;
  fail_at = at;
  pincite_status status = work_run(USED, &done, &err);
  fail_at = 0;
  if (status < 0 && (!failed || status != PINCITE_ENOMEM || !err.message[0])) {
    fprintf(stderr, "%s: status %d, '%s'\n", what, (int)status, err.message);
    exit(1);
  }
  int step = work_check(USED, at % 16 == 0, what);
  if (step > 1 || (done && step != 1)) {
    fprintf(stderr, "%s: step %d found, %s\n", what, step, done ? "done" : "not done");
    exit(1);
  }
  return failed;
}

int main(int argc, char **argv) {
  double seconds = argc > 1 ? atof(argv[1]) : 8;
  time_t began = time(NULL);
  long at = 1, tries = 0;
  install();
  work_engines(argc > 2 ? argv[2] : NULL);
  work_enter();
  work_make(BASE);
  while (try_at(at)) {
    tries++;
    work_progress("allocations that failed", tries);
    at += seconds > 0 ? 1 + at / 40 : 1;
    if (seconds > 0 && difftime(time(NULL), began) > seconds)
      at += at / 2;
  }
  printf("%ld places up to %ld\n", tries, at);
  work_leave();
  return 0;
}
