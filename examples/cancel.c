/* SPDX-License-Identifier: MIT
 *
 * Index a path and stop after a number of articles: cancel INDEX PATH ARTICLES
 * What was put in by then stays; the next run goes on from there.
 */
#include <pincite.h>
#include <stdio.h>
#include <stdlib.h>

static int stop_at(const pincite_progress *progress, void *data) {
  return progress->articles >= *(const unsigned long *)data;
}

static void tell(const pincite_ledger_row *row, void *data) {
  (void)data;
  printf("%s: %s %s\n", row->uri, row->state, row->reason);
}

int main(int argc, char **argv) {
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index_options options = PINCITE_INDEX_OPTIONS_INIT;
  pincite_index_report report = {0};
  pincite_index *index = NULL;
  pincite_error err;
  if (argc < 4)
    return 2;
  unsigned long most = strtoul(argv[3], NULL, 10);
  open.mode = PINCITE_CREATE;
  options.progress = stop_at;
  options.progress_data = &most;
  options.ledger = tell;
  options.reader = argc > 4 ? argv[4] : NULL;
  pincite_status status = pincite_open(argv[1], &open, &index, &err);
  if (!status)
    status = pincite_index_path(index, argv[2], &options, &report, &err);
  if (status < 0 && status != PINCITE_EABORTED)
    fprintf(stderr, "cancel: %s\n", err.message);
  printf("%s after %llu of %llu files\n",
         status == PINCITE_EABORTED ? "stopped" : "done",
         (unsigned long long)(report.indexed + report.unchanged),
         (unsigned long long)report.found);
  pincite_close(index);
  return status < 0 && status != PINCITE_EABORTED;
}
