/* SPDX-License-Identifier: MIT
 *
 * run_report.h - what an indexing run leaves behind: a line for people, JSON lines
 * for a log, a file for Prometheus.
 */
#ifndef PINCITE_CLI_RUN_REPORT_H
#define PINCITE_CLI_RUN_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "pincite.h"

/* A run over all the paths of one command line. */
typedef struct cli_run {
  const char *directory;    /* of the index */
  const char *const *paths;
  int path_count;
  int64_t began, ended;     /* seconds since 1970 */
  bool went;                /* at least one path was read: 'sum' means something */
  pincite_index_report sum;
  bool state_known;
  pincite_state state;      /* of the index after it */
  uint64_t troubles;        /* told one by one, or counted */
  int code;                 /* the exit code */
} cli_run;

/* ---- interface of run_report.c ------------------------------------------ */

/* One line for the whole run, to standard output. */
void cli_run_summary(const pincite_index_report *report);

/* ---- interface of json_log.c: lines of schema pincite.log/1 --------------- */

void cli_log_trouble(const pincite_ledger_row *row);
void cli_log_error(const pincite_error *err);
void cli_log_run(const cli_run *run);

/* ---- interface of metrics.c ----------------------------------------------- */

/* Write the file as a whole or not at all. 'index' NULL: it could not be opened.
   CLI_OK, or an exit code after the message. */
int cli_metrics_write(const char *path, const cli_run *run, pincite_index *index);

#endif
