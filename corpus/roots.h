/* SPDX-License-Identifier: MIT
 *
 * roots.h - what the last run over each root notes about itself, in the file 'runs'
 * beside the database.
 *
 *   runs := "pincite runs 1\n" { root }
 *   root := path began finished status good good_generation seconds message "\n"
 *
 * Times are seconds since 1970; 'good' is when the last run that came to its end
 * did so.
 */
#ifndef PINCITE_CORPUS_ROOTS_H
#define PINCITE_CORPUS_ROOTS_H

#include "store.h"

typedef struct pincite_run_note {
  char *path;
  uint64_t began, finished, good, good_generation;
  double seconds;
  pincite_status status;
  char *message;
} pincite_run_note;

typedef struct pincite_run_notes {
  pincite_run_note *items;
  size_t count, capacity;
} pincite_run_notes;

void pincite__run_notes_release(pincite_run_notes *notes);
/* Empty in memory, and where no run has noted anything. ECORRUPT, EIO, ENOMEM. */
pincite_status pincite__run_notes_read(pincite_store *store, pincite_run_notes *notes,
                                       pincite_error *err);
/* Note a run that has ended: with the status that it returns, and the message if
   that is a failure. 'good' is kept from the last note unless the run came to its
   end. What is there but cannot be read is begun anew. EIO, ENOMEM. */
pincite_status pincite__run_note(pincite_store *store, const pincite_run_note *note,
                                 pincite_error *err);

#endif
