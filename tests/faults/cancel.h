/* SPDX-License-Identifier: MIT
 *
 * cancel.h - what a callback may stop, in pieces small enough to be done again for
 * every call.
 */
#ifndef PINCITE_TESTS_FAULTS_CANCEL_H
#define PINCITE_TESTS_FAULTS_CANCEL_H

#include <stdbool.h>

#include "pincite.h"

#define CANCEL_USED "used" /* the copy that the work is done on */
#define CANCEL_MADE "made" /* what it makes, not there before */

typedef struct cancelable {
  const char *name;
  const char *base;      /* what to begin with a copy of; NULL: nothing is there */
  pincite_status status; /* when nobody stops it */
  long least;            /* so many calls there must be */
  /* Does the work, looks at the handle with cancel_check(), and closes it. */
  pincite_status (*run)(pincite_error *err);
  /* Looks at what is left, and does what was stopped to its end; NULL: nothing. */
  void (*after)(bool stopped);
} cancelable;

/* ---- interface of cancel_work.c ------------------------------------------------------
 */

extern const cancelable cancelables[];
extern const int cancelable_count;

/* Make, in the current folder, what they begin with; 'reader' must outlive them. */
void cancel_prepare(const char *reader);

/* ---- interface of cancel.c -----------------------------------------------------------
 */

/* To be called by every callback, and its answer given: non-zero stops. */
int cancel_called(void);
/* The open index answers, and, when 'sound', verifies; else the test is given up. */
void cancel_check(pincite_index *index, bool sound);
void cancel_check_folder(const char *path, bool sound);
/* End the test, saying where and why. */
void give_up(const char *where, const char *why);

#endif
