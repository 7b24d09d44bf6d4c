/* SPDX-License-Identifier: MIT
 *
 * Fail the Nth read, write, sync or other call, once or from then on, for every N
 * until nothing fails any more: faults-io [SECONDS], 0: as long as it takes.
 * Whatever fails: an error is reported or the work is done, and what is found
 * afterwards is sound and one of the two states.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "disk.h"
#include "work.h"

#define BASE "base.pincite"
#define USED "used.pincite"

static const char *const kinds[DISK_KINDS] = {"read", "write", "sync", "other call"};

/* False when nothing failed any more. */
static bool try_at(disk_kind kind, long at, bool forever) {
  char what[80];
  bool done;
  pincite_error err = {PINCITE_OK, ""};
  snprintf(what, sizeof what, "%s %ld fails%s", kinds[kind], at,
           forever ? " and all after it" : "");
  work_copy(BASE, USED);
  disk_fail(kind, at, forever);
  pincite_status status = work_run(USED, &done, &err);
  bool failed = disk_failed();
  disk_fail(DISK_ANY, 0, false);
  if (status < 0 && (!failed || !err.message[0])) {
    fprintf(stderr, "%s: status %d, '%s'\n", what, (int)status, err.message);
    exit(1);
  }
  int step = work_check(USED, true, what);
  if (step > 1 || (done && step != 1)) {
    fprintf(stderr, "%s: step %d found, %s\n", what, step, done ? "done" : "not done");
    exit(1);
  }
  return failed;
}

int main(int argc, char **argv) {
  double seconds = argc > 1 ? atof(argv[1]) : 30;
  time_t began = time(NULL);
  disk_install();
  work_enter();
  work_make(BASE);
  for (int mode = 0; mode < 2 * DISK_KINDS; mode++) {
    disk_kind kind = (disk_kind)(mode / 2);
    /* When the time given is over, further and further apart. */
    double until = seconds * (mode + 1) / (2 * DISK_KINDS);
    long at = 1, tries = 0;
    while (try_at(kind, at, mode % 2)) {
      tries++;
      work_progress(kinds[kind], at);
      at += seconds > 0 && difftime(time(NULL), began) > until ? 1 + at / 2 : 1;
    }
    printf("%s%s: %ld places up to %ld\n", kinds[kind], mode % 2 ? ", forever" : "",
           tries, at);
  }
  work_leave();
  return 0;
}
