/* SPDX-License-Identifier: MIT
 *
 * Fail an allocation at every place of the library that allocates, in all that it does:
 * faults-sites [FRAMES [SCENARIO]]
 *
 * A place is a call of malloc, calloc or realloc in the library's code. Many of them
 * serve many callers, so that a place is failed once for each different way that leads
 * to it through FRAMES calls (1: the place alone). The work must then end with ENOMEM
 * and a sentence, or have gone on without that memory, and free all that it holds.
 * SQLite's own allocations are failed by faults-memory.
 *
 * Prints the places that were made to fail, one a line, as distances from
 * __executable_start; sites.sh compares them with the program's code.
 */
#define _GNU_SOURCE /* backtrace */

#include <execinfo.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios.h"
#include "work.h"

#define FRAMES_MAX 16
#define WAYS_MAX 65536 /* a power of two */

extern char __executable_start[], etext[];

/* A way to an allocation. */
typedef struct way {
  uint64_t hash;
  size_t place; /* where the call returns to, from __executable_start */
  bool failed;
} way;

static way ways[WAYS_MAX];
static size_t order[WAYS_MAX], way_count;
static int frames;

static enum { OFF, LEARNING, FAILING } mode;
static const way *target;
static bool fired;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool inside; /* what backtrace() allocates is not ours */

/* The hash of the innermost 'frames' calls within the program that led here. */
static uint64_t where(size_t place) {
  void *stack[FRAMES_MAX + 24];
  uint64_t hash = 1469598103934665603U;
  int seen = 0;
  inside = true;
  int depth = backtrace(stack, FRAMES_MAX + 24);
  inside = false;
  for (int i = 0; i < depth && seen < frames; i++) {
    char *at = stack[i];
    size_t distance = (size_t)(at - __executable_start);
    /* The hooks themselves come before the place. */
    if (at < __executable_start || at >= etext || (!seen && distance != place))
      continue;
    seen++;
    hash = (hash ^ distance) * 1099511628211U;
  }
  return hash ? hash : 1;
}

static way *find(uint64_t hash) {
  size_t at = hash % WAYS_MAX;
  while (ways[at].hash && ways[at].hash != hash)
    at = (at + 1) % WAYS_MAX;
  if (!ways[at].hash) {
    if (way_count == WAYS_MAX / 2)
      abort();
    ways[at].hash = hash;
    order[way_count++] = at;
  }
  return &ways[at];
}

static bool fails(const char *returns_to) {
  if (mode == OFF || inside)
    return false;
  size_t place = (size_t)(returns_to - __executable_start);
  if (mode == FAILING && (fired || place != target->place))
    return false;
  bool now = false;
  uint64_t hash = where(place);
  pthread_mutex_lock(&lock);
  if (mode == LEARNING)
    find(hash)->place = place;
  else if (hash == target->hash && !fired)
    fired = now = true;
  pthread_mutex_unlock(&lock);
  return now;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t number, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
  return fails(__builtin_return_address(0)) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t number, size_t size) {
  return fails(__builtin_return_address(0)) ? NULL : __real_calloc(number, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return fails(__builtin_return_address(0)) ? NULL : __real_realloc(old, size);
}

static void clear(const scenario *work) {
  static const char *const made[] = {"made.pincite", "made.snapshot", "made-1.pincite",
                                     "made-2.pincite", "made.shards"};
  for (size_t i = 0; work->changes && i < sizeof made / sizeof *made; i++)
    work_remove(made[i]);
  if (work->base)
    work_copy(work->base, "used.pincite");
}

/* Do the work while the allocation at 'at' fails. */
static bool fail_one(const scenario *work, const way *at, size_t *absorbed) {
  pincite_error err = {PINCITE_OK, ""};
  if (work->changes)
    clear(work);
  target = at;
  fired = false;
  mode = FAILING;
  pincite_status status = work->run(&err);
  mode = OFF;
  *absorbed += fired && status >= 0;
  if (status >= 0 || (fired && status == PINCITE_ENOMEM && err.message[0]))
    return true;
  fprintf(stderr, "%s, place %zx%s: status %d, '%s'\n", work->name, at->place,
          fired ? "" : " (not reached)", (int)status, err.message);
  return false;
}

static size_t try_scenario(const scenario *work) {
  size_t known = way_count, reached = 0, absorbed = 0, wrong = 0;
  pincite_error err = {PINCITE_OK, ""};
  clear(work);
  mode = LEARNING;
  pincite_status status = work->run(&err);
  mode = OFF;
  if (status < 0) {
    fprintf(stderr, "%s: status %d, '%s'\n", work->name, (int)status, err.message);
    return 1;
  }
  for (size_t i = known; i < way_count; i++) {
    way *at = &ways[order[i]];
    wrong += !fail_one(work, at, &absorbed);
    at->failed = fired;
    reached += fired;
  }
  fprintf(stderr, "%s: %zu new ways, %zu failed, %zu of them did no harm\n", work->name,
          way_count - known, reached, absorbed);
  return wrong;
}

int main(int argc, char **argv) {
  size_t wrong = 0;
  frames = argc > 1 ? atoi(argv[1]) : 1;
  if (frames < 1 || frames > FRAMES_MAX)
    frames = FRAMES_MAX;
  work_enter();
  scenarios_prepare(TEST_BUILD_DIR "/pincite-reader");
  for (int i = 0; i < scenario_count; i++)
    if (argc < 3 || !strcmp(argv[2], scenarios[i].name))
      wrong += try_scenario(&scenarios[i]);
  for (size_t i = 0; i < way_count; i++)
    if (ways[order[i]].failed)
      printf("%zx\n", ways[order[i]].place);
  work_leave();
  return wrong != 0;
}
