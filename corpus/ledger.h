/* SPDX-License-Identifier: MIT
 *
 * ledger.h - one row for every input ever seen, and which articles came from it.
 */
#ifndef PINCITE_CORPUS_LEDGER_H
#define PINCITE_CORPUS_LEDGER_H

#include "store.h"

/* Stored by name; "pending" is a run that was cut off. */
typedef enum pincite_input_state {
  PINCITE_INPUT_PENDING,
  PINCITE_INPUT_INDEXED,
  PINCITE_INPUT_DUPLICATE,
  PINCITE_INPUT_SKIPPED,
  PINCITE_INPUT_FAILED,
  PINCITE_INPUT_GONE
} pincite_input_state;

#define PINCITE__STATE_COUNT 6

const char *pincite__input_state_name(pincite_input_state state);

typedef struct pincite_input {
  int64_t id;               /* 0: not in the ledger yet */
  int64_t size, mtime, inode; /* mtime in nanoseconds */
  unsigned char hash[PINCITE__SHA256_SIZE]; /* of its bytes; zeros: not read */
  pincite_input_state state;
  uint64_t articles;
  pincite_buf uri, reason, detail;
} pincite_input;

void pincite__input_init(pincite_input *input);
void pincite__input_release(pincite_input *input);

/* The rowid of a root; *is_new says whether it was made just now. */
pincite_status pincite__ledger_root(pincite_store *store, pincite_str path, int64_t *root,
                                    bool *is_new, pincite_error *err);
/* Read the row of an input into *input; id 0 when there is none. */
pincite_status pincite__ledger_find(pincite_store *store, int64_t root, pincite_str uri,
                                    pincite_input *input, pincite_error *err);
/* Write a row and set its id. Writes nothing when the row says the same already. */
pincite_status pincite__ledger_set(pincite_store *store, int64_t root,
                                   pincite_input *input, pincite_error *err);
/* Every input of a root, by uri, until 'each' answers non-zero (PINCITE_EABORTED
   is returned then). 'each' must not write to the ledger. */
pincite_status pincite__ledger_each(pincite_store *store, int64_t root,
                                    int (*each)(const pincite_input *input, void *data),
                                    void *data, pincite_error *err);
/* The uri of an input, appended; nothing when there is no such input. */
pincite_status pincite__ledger_uri(pincite_store *store, int64_t input, pincite_buf *uri,
                                   pincite_error *err);

/* Parts of an input that failed. */
typedef struct pincite_fault {
  uint64_t line;            /* from 1; 0: not known */
  char *reason, *detail;
} pincite_fault;

typedef struct pincite_faults {
  pincite_fault *items;
  size_t count, capacity;
} pincite_faults;

void pincite__faults_clear(pincite_faults *faults);
void pincite__faults_release(pincite_faults *faults);
bool pincite__faults_add(pincite_faults *faults, uint64_t line, pincite_str reason,
                         pincite_str detail); /* false: out of memory */
/* Have the ledger name these faults of an input and no others. Writes nothing
   when it does already. */
pincite_status pincite__ledger_faults(pincite_store *store, int64_t input,
                                      const pincite_faults *faults, pincite_error *err);

/* Which rows of 'article' came from an input, kept as ranges. */
typedef struct pincite_rows {
  int64_t *items;
  size_t count, capacity;
} pincite_rows;

pincite_status pincite__ledger_articles(pincite_store *store, int64_t input,
                                        pincite_rows *rows, pincite_error *err);
/* Add the ranges that 'rows' make up to those the input has; with 'replace', it
   has these and no others. 'rows' is put in order. */
pincite_status pincite__ledger_ranges(pincite_store *store, int64_t input,
                                      pincite_rows *rows, bool replace,
                                      pincite_error *err);

/* Has the input parts that failed? */
pincite_status pincite__ledger_has_faults(pincite_store *store, int64_t input, bool *has,
                                          pincite_error *err);
/* How many parts failed of all inputs of a root; of those at and below 'prefix',
   unless that is empty. */
pincite_status pincite__ledger_fault_count(pincite_store *store, int64_t root,
                                           pincite_str prefix, uint64_t *count,
                                           pincite_error *err);

/* May the cause of this reason be gone though the input is as it was? */
bool pincite__reason_passes(const char *code);

typedef struct pincite_ledger_counts {
  uint64_t inputs, skipped, failed, faults;
} pincite_ledger_counts;

pincite_status pincite__ledger_counts(pincite_store *store, pincite_ledger_counts *counts,
                                      pincite_error *err);

#endif
