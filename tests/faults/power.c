/* SPDX-License-Identifier: MIT
 *
 * The power goes at a random moment of a row of commits, and of what was not
 * synced some is lost and some is torn: faults-power [COUNT [SEED]].
 * What is found afterwards is sound, and nothing that was committed is missing.
 */
#include <stdio.h>
#include <stdlib.h>

#include "disk.h"
#include "work.h"

#define BASE "base.pincite"
#define USED "used.pincite"

/* All steps, with the index closed and opened again in between; gives how many were
   said to be committed. */
static int work(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = PINCITE_WRITE;
  int done = 0;
  for (int step = 0; step < WORK_STEPS; step++) {
    if (!index && pincite_open(USED, &options, &index, NULL))
      break;
    if (work_step(index, step, NULL))
      break;
    done++;
    if (step % 2) {
      pincite_close(index);
      index = NULL;
    }
  }
  pincite_close(index);
  return done;
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 60;
  unsigned seed = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
  int kept = 0, more = 0;
  disk_install();
  work_enter();
  work_make(BASE);
  work_copy(BASE, USED);
  disk_cut(0);
  work();
  long all = disk_count(DISK_ANY);
  disk_restore(0);
  for (int i = 0; i < count; i++) {
    char what[80];
    seed = seed * 1103515245 + 12345;
    long at = 1 + (long)(seed >> 4) % all;
    snprintf(what, sizeof what, "power cut at %ld of %ld, number %d", at, all, i);
    work_copy(BASE, USED);
    disk_cut(at);
    int done = work();
    disk_restore(seed);
    int step = work_check(USED, i % 4 == 0, what);
    if (step != done && step != done + 1) {
      fprintf(stderr, "%s: %d steps were committed, %d are found\n", what, done, step);
      return 1;
    }
    kept += step == done;
    more += step > done;
  }
  printf("%d power cuts in %ld operations: %d as committed, %d with the step at hand\n",
         count, all, kept, more);
  work_leave();
  return 0;
}
