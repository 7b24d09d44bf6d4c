/* SPDX-License-Identifier: MIT
 *
 * Stop at the Nth call of every callback that may stop something, until it comes to its
 * end: faults-cancel [0], 0: every N. The work then ends with EABORTED and a sentence and
 * calls nobody again; the handle answers, the index is sound, and what was stopped can
 * be done to its end.
 *
 * Progress is told ten times a second. Here a tenth of one passes whenever the library
 * looks at the clock, so that it is told wherever it can be.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cancel.h"
#include "work.h"

#define TENTH 110000000 /* nanoseconds, and a little */

static long calls, stop_at;
static bool called_again;
static const char *what; /* is being done */

int __real_clock_gettime(clockid_t clock, struct timespec *out);
int __wrap_clock_gettime(clockid_t clock, struct timespec *out);

int __wrap_clock_gettime(clockid_t clock, struct timespec *out) {
  static atomic_llong passed;
  int failed = __real_clock_gettime(clock, out);
  long long nanoseconds = out->tv_nsec + atomic_fetch_add(&passed, TENTH) + TENTH;
  out->tv_sec += (time_t)(nanoseconds / 1000000000);
  out->tv_nsec = (long)(nanoseconds % 1000000000);
  return failed;
}

void give_up(const char *where, const char *why) {
  fprintf(stderr, "%s, stopped at call %ld: %s: %s\n", what ? what : "preparing", stop_at,
          where, why);
  exit(1);
}

int cancel_called(void) {
  called_again = called_again || (stop_at && calls >= stop_at);
  return ++calls == stop_at ? -1 : 0;
}

/* ---- what must hold afterwards --------------------------------------------------------
 */

static int print_finding(const pincite_finding *finding, void *data) {
  (void)data;
  fprintf(stderr, "%s: %s\n", finding->part, finding->sentence);
  return 0;
}

/* Every article has the word, so that as many are found as there are. */
static void check_answer(pincite_index *index, bool sound) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_state state;
  uint64_t found = 0;
  options.all = 1;
  options.unit = PINCITE_ARTICLES;
  pincite_status status = pincite_search(index, "lamp", SIZE_MAX, &options, &hits, &err);
  while (!status && (status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK) {
    found++;
    if (!strstr(hit.text, "lamp"))
      give_up(hit.id, "a wrong text");
  }
  pincite_hits_free(hits);
  if (status == PINCITE_ECORRUPT && !sound)
    return;
  if (status < 0 || pincite_state_get(index, &state, &err))
    give_up("asking", err.message);
  if (sound && found != state.articles)
    give_up("asking", "not every article is found");
}

void cancel_check(pincite_index *index, bool sound) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  check_answer(index, sound);
  if (!sound)
    return;
  options.deep = 1;
  options.finding = print_finding;
  if (pincite_verify(index, &options, NULL, &err))
    give_up("verifying", err.message);
}

void cancel_check_folder(const char *path, bool sound) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  if (pincite_open(path, NULL, &index, &err))
    give_up(path, err.message);
  cancel_check(index, sound);
  pincite_close(index);
}

/* ---- one after another ---------------------------------------------------------------
 */

static void prepare(const cancelable *work, long at) {
  work_remove(CANCEL_USED);
  work_remove(CANCEL_MADE);
  if (work->base)
    work_copy(work->base, CANCEL_USED);
  calls = 0;
  called_again = false;
  stop_at = at;
}

/* Give whether it came to its end. */
static bool try_at(const cancelable *work, long at) {
  pincite_error err = {PINCITE_OK, ""};
  prepare(work, at);
  pincite_status status = work->run(&err);
  bool stopped = calls >= at;
  if (called_again)
    give_up("stopping", "called again");
  if (status != (stopped ? PINCITE_EABORTED : work->status) ||
      (status < 0 && (err.status != status || !err.message[0]))) {
    fprintf(stderr, "status %d, not %d\n", (int)status,
            (int)(stopped ? PINCITE_EABORTED : work->status));
    give_up("ending", err.message);
  }
  stop_at = 0; /* nothing is stopped any more */
  if (work->after)
    work->after(stopped);
  return !stopped;
}

int main(int argc, char **argv) {
  bool every = argc > 1 && strcmp(argv[1], "0") == 0;
  work_enter();
  cancel_prepare(TEST_BUILD_DIR "/pincite-reader");
  for (int i = 0; i < cancelable_count; i++) {
    const cancelable *work = &cancelables[i];
    what = work->name;
    long at = 1, tries = 1;
    for (; !try_at(work, at); tries++) {
      at += every ? 1 : 1 + at / 6;
      work_progress(what, at);
    }
    if (calls < work->least)
      give_up("counting", "hardly ever called");
    printf("%s: %ld calls, stopped at %ld\n", what, calls, tries - 1);
  }
  work_leave();
  return 0;
}
