/* SPDX-License-Identifier: MIT
 *
 * work.h - what the fault tests do to an index while something fails: it is
 * brought from one state to the next, which are the only two that may be found
 * afterwards.
 */
#ifndef PINCITE_TESTS_FAULTS_WORK_H
#define PINCITE_TESTS_FAULTS_WORK_H

#include <stdbool.h>

#include "pincite.h"

/* Steps of work; each is a generation. */
#define WORK_STEPS 6

/* Go into an empty scratch folder, in memory where there is such a place, and out
   of it again with all in it removed. */
void work_enter(void);
void work_leave(void);

/* The engines of the indexes that are made; NULL: FTS5 alone. */
void work_engines(const char *engines);
/* Say on standard error how far a long test is, now and then. */
void work_progress(const char *what, long done);
/* pincite_open() with these engines; NULL: those that it has, or the usual. */
pincite_status work_open(const char *path, pincite_open_mode mode, const char *with,
                         pincite_index **out, pincite_error *err);
/* An index of step 0 in the folder 'path'. Aborts the test when it fails. */
void work_make(const char *path);
/* Bring the open index from this step to the next: articles are added, replaced and
   removed in one batch. */
pincite_status work_step(pincite_index *index, int step, pincite_error *err);
/* Ask a few questions: OK when every answer is that of the step, ECORRUPT or another
   failure as the library gives it. A wrong answer aborts the test. */
pincite_status work_ask(pincite_index *index, int step, pincite_error *err);
/* Open an index of step 0, ask, bring it to step 1, ask, close. *done: that step was
   said to be committed. */
pincite_status work_run(const char *path, bool *done, pincite_error *err);
/* Open the index, look which step it shows, and check it: 'deep' or quick, and its
   answers. Gives the step; anything wrong aborts the test, naming 'what'. */
int work_check(const char *path, bool deep, const char *what);

void work_remove(const char *path);
void work_copy(const char *from, const char *to);

#endif
