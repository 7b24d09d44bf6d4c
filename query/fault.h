/* SPDX-License-Identifier: MIT
 *
 * fault.h - what is wrong with a question: notes, or the error under --strict.
 */
#ifndef PINCITE_QUERY_FAULT_H
#define PINCITE_QUERY_FAULT_H

#include "question.h"

/* So many notes at most; the first are the most telling. */
#define FAULT_NOTES 6

/* The first fault is kept for the error; every one becomes a note. */
typedef struct fault_list {
  pincite_buf *note;
  size_t count;
  bool found;
  size_t at; /* of the first */
  char first[160];
} fault_list;

/* Say something of the byte 'at' of the question: a fault, or, with 'fault'
   false, merely how it was read. */
void pincite__fault_add(fault_list *faults, bool fault, size_t at, const char *fmt, ...)
    PINCITE__PRINTF(4, 5);

/* PINCITE_EQUERY with the first fault, the line it is in and a caret below it. */
pincite_status pincite__fault_fail(const fault_list *faults, pincite_str text,
                                   pincite_error *err);

#endif
