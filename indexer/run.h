/* SPDX-License-Identifier: MIT
 *
 * run.h - what the files of an indexing run share.
 */
#ifndef PINCITE_INDEXER_RUN_H
#define PINCITE_INDEXER_RUN_H

#include "../corpus/handle.h"
#include "../corpus/ledger.h"
#include "ahead.h"
#include "idset.h"

/* One run. What it has of an input gathers in the second half and is settled
   when the input ends. */
typedef struct pincite_run {
  pincite_index *index;
  pincite_store *store;
  pincite_index_options options;
  pincite_index_report report;
  pincite_walk walk;
  pincite_pool *pool;
  pincite_ahead *ahead;
  char *root_path;          /* absolute */
  const char *root_name;    /* its last component */
  pincite_buf prefix;       /* of the uris, when only a part of the root is read */
  int64_t root;             /* the ledger's rowid */
  bool reread;              /* inputs read by an older reader count as changed */
  bool new_version;         /* and when all were read, that is to be noted */
  bool had_gone;            /* an input is gone: ids may have become free */
  int64_t began;            /* clock, in nanoseconds */
  int64_t reported;         /* when progress was last called */
  int64_t divided;          /* passages made by dividing, when it began */
  uint64_t batch_bytes, bytes_total, files_done;
  const char *current;

  pincite_input input;      /* the ledger's row of the input at hand */
  bool input_known;         /* it was in the ledger before */
  bool input_open;
  bool input_pending;       /* the ledger says so, since a commit came in the middle */
  uint64_t documents, taken, empty;
  int64_t owner;            /* an input whose ids it wanted */
  pincite_rows rows;        /* articles it has now */
  pincite_idset ids;
  pincite_faults faults;
} pincite_run;

/* ---- interface of run_input.c --------------------------------------------- */

pincite_status pincite__reindex_document(pincite_run *run, const pincite_found *found,
                                     const pincite_ahead_event *event, pincite_error *err);
pincite_status pincite__reindex_fault(pincite_run *run, const pincite_found *found,
                                  const pincite_reading_fault *fault, pincite_error *err);
pincite_status pincite__reindex_end(pincite_run *run, const pincite_found *found,
                                const pincite_reading_end *end, pincite_error *err);
/* Note something that is not read at all. */
pincite_status pincite__reindex_unread(pincite_run *run, const pincite_found *found,
                                   pincite_error *err);
/* Save which articles the input at hand has so far: before a commit. */
pincite_status pincite__reindex_save(pincite_run *run, pincite_error *err);
/* Remove all articles of an input and note that it is gone. */
pincite_status pincite__reindex_remove(pincite_run *run, pincite_input *input,
                                   pincite_error *err);

/* ---- interface of run_plan.c ------------------------------------------------ */

/* Find the root, list what lies there, compare with the ledger, remove what is
   gone; the store's batch is open afterwards. */
pincite_status pincite__reindex_plan(pincite_run *run, const char *path, pincite_error *err);
/* All of the root was read by this version. */
pincite_status pincite__reindex_note_version(pincite_run *run, pincite_error *err);
/* Is the input as the ledger has it? 'found->reason' is NULL. */
pincite_status pincite__reindex_unchanged(pincite_run *run, const pincite_found *found,
                                      bool *unchanged, pincite_error *err);

/* ---- interface of run.c ------------------------------------------------------ */

/* Tell the caller how far it is, at most ten times a second; EABORTED when the
   caller wants to stop. */
pincite_status pincite__reindex_progress(pincite_run *run, pincite_error *err);
void pincite__reindex_row(pincite_run *run, const char *uri, const char *state,
                      const char *reason, const char *detail, uint64_t line);

#endif
