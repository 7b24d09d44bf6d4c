/* SPDX-License-Identifier: MIT
 *
 * scenarios.h - all that the library does, in pieces small enough to be done again
 * for every allocation that may fail in them.
 */
#ifndef PINCITE_TESTS_FAULTS_SCENARIOS_H
#define PINCITE_TESTS_FAULTS_SCENARIOS_H

#include <stdbool.h>

#include "pincite.h"

typedef struct scenario {
  const char *name;
  const char *base; /* the index to begin with a copy of, as "used.pincite"; NULL:
                       the name is free */
  bool changes;     /* the copy must be made anew for every run */
  /* Does its work to the end or to the first failure, which it gives, and frees all
     that it made. */
  pincite_status (*run)(pincite_error *err);
} scenario;

extern const scenario scenarios[];
extern const int scenario_count;

/* Make, in the current folder, what the scenarios begin with; 'reader' is the path of
   pincite-reader and must outlive them. Aborts the test when it fails. */
void scenarios_prepare(const char *reader);

#endif
