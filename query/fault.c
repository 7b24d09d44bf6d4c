/* SPDX-License-Identifier: MIT
 *
 * fault.c - say what is wrong with a question, and show where.
 */
#include <stdio.h>
#include <string.h>

#include "fault.h"

/* Bytes of the question shown before and behind a fault. */
#define SHOWN 60

static bool already_said(const fault_list *faults, const char *message) {
  return strstr(faults->note->data, message) != NULL;
}

void pincite__fault_add(fault_list *faults, bool fault, size_t at, const char *fmt, ...) {
  char message[sizeof faults->first];
  if (faults->count == FAULT_NOTES && (faults->found || !fault))
    return;
  va_list args;
  va_start(args, fmt);
  int len = vsnprintf(message, sizeof message, fmt, args);
  va_end(args);
  if (len < 0)
    return;
  message[pincite__utf8_cut(message, strlen(message), sizeof message - 1)] = '\0';
  if (fault && !faults->found) {
    faults->found = true;
    faults->at = at;
    memcpy(faults->first, message, sizeof message);
  }
  if (faults->count == FAULT_NOTES || already_said(faults, message))
    return;
  if (faults->count++)
    pincite__buf_adds(faults->note, "; ");
  pincite__buf_adds(faults->note, message);
}

/* Blanks as wide as the text up to the fault, at one column a character. */
static void add_margin(pincite_buf *out, pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (((unsigned char)text.at[i] & 0xc0U) != 0x80)
      pincite__buf_addc(out, ' ');
}

pincite_status pincite__fault_fail(const fault_list *faults, pincite_str text,
                                   pincite_error *err) {
  size_t from = faults->at, to = faults->at;
  while (from > 0 && faults->at - from < SHOWN && text.at[from - 1] != '\n')
    from--;
  while (from < faults->at && ((unsigned char)text.at[from] & 0xc0U) == 0x80)
    from++;
  while (to < text.len && to - faults->at < SHOWN && text.at[to] != '\n')
    to++;
  to = from + pincite__utf8_cut(text.at + from, text.len - from, to - from);
  pincite_buf shown;
  pincite__buf_init(&shown, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&shown, "\n  ");
  pincite__buf_add(&shown, text.at + from, to - from);
  pincite__buf_adds(&shown, "\n  ");
  add_margin(&shown, (pincite_str){text.at + from, faults->at - from});
  pincite__buf_adds(&shown, "^");
  pincite_status status =
      pincite__fail(err, PINCITE_EQUERY, "%s, at byte %zu of the question%s",
                    faults->first, faults->at, shown.data);
  pincite__buf_release(&shown);
  return status;
}
