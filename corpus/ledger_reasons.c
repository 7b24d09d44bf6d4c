/* SPDX-License-Identifier: MIT
 *
 * ledger_reasons.c - what to do about each reason of the ledger's, and which of them
 * may be gone without the input having changed.
 */
#include <string.h>

#include "ledger.h"

typedef struct reason {
  const char *code;
  bool passing; /* the cause may lie outside the input: worth another try */
  const char *advice;
} reason;

static const reason reasons[] = {
    {"bad-archive", false, "fetch or make it anew; what came out before it broke is in"},
    {"bad-json", false, "mend it; the next run reads it again"},
    {"bad-pdf", false, "mend it, or print it to a new PDF; the next run reads it again"},
    {"bad-xml", false, "mend it; the next run reads it again"},
    {"blank", false, "nothing is lost: there was nothing to index"},
    {"bomb", false, "look where it comes from; if it is honest, unpack it and index that"},
    {"crash", false, "report it, with the file; pincite index --retry-failed tries again"},
    {"dangling-link", true, "restore what the link points to, or remove the link"},
    {"duplicate-id", false, "give the article an id of its own, or remove it"},
    {"empty", false, "nothing, unless it should have text: then look whether it is whole"},
    {"encrypted", false, "save it without a password"},
    {"gone", false, "nothing, if it was removed on purpose"},
    {"hidden", false, "name it on the command line to have it"},
    {"link-to-folder", false, "index the folder that the link points to"},
    {"memory", true, "split it, or give the run more memory"},
    {"no-reader", true, "install the library that the detail names"},
    {"no-text", false, "nothing, unless it should have text: then look whether it is whole"},
    {"not-a-file", false, "nothing: pipes, sockets and devices are not read"},
    {"not-text", false, "turn it into text, HTML, Markdown or JSONL to have it"},
    {"revisit", false, "nothing: the page is in from when it was fetched before"},
    {"table", false, "say with --map which column is the text"},
    {"timeout", false, "split it; pincite index --retry-failed tries again"},
    {"too-deep", false, "unpack it and index the folder"},
    {"too-large", false, "split it, or give the run more with --memory and --retry-failed"},
    {"too-many-members", false, "unpack it and index the folder"},
    {"too-many-faults", false, "mend the first ones: more of them were not noted"},
    {"unreadable", true, "give the run the right to read it, or mend the disk"},
};
#define REASON_COUNT (sizeof reasons / sizeof *reasons)

static const reason *find(const char *code) {
  for (size_t i = 0; code && i < REASON_COUNT; i++)
    if (strcmp(reasons[i].code, code) == 0)
      return &reasons[i];
  return NULL;
}

const char *pincite_reason_advice(const char *code) {
  const reason *found = find(code);
  return found ? found->advice : "";
}

bool pincite__reason_passes(const char *code) {
  const reason *found = find(code);
  return !found || found->passing;
}
