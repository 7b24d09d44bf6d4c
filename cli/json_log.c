/* SPDX-License-Identifier: MIT
 *
 * An indexing run as JSON lines on standard output, schema pincite.log/1: a line for
 * every trouble, one for every path that failed, and at the end one for the run. The
 * fields are listed in docs/nightly.md.
 */
#include <time.h>

#include "cli.h"
#include "output.h"
#include "run_report.h"

static void begin_line(cli_json *json, const char *event) {
  char at[CLI_TIME_SIZE];
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "schema", "pincite.log/1");
  cli_json_text(json, "time", cli_time((int64_t)time(NULL), at));
  cli_json_text(json, "event", event);
}

/* Whoever follows the log sees each line when it is written. */
static void end_line(cli_json *json) {
  cli_json_close(json, '}');
  putchar('\n');
  fflush(stdout);
}

void cli_log_trouble(const pincite_ledger_row *row) {
  cli_json json = {stdout, false};
  begin_line(&json, "trouble");
  cli_json_text(&json, "state", row->state);
  cli_json_text(&json, "root", row->root);
  cli_json_text(&json, "uri", row->uri);
  cli_json_count(&json, "line", row->line);
  cli_json_text(&json, "reason", row->reason);
  cli_json_text(&json, "detail", row->detail);
  cli_json_text(&json, "advice", row->advice);
  end_line(&json);
}

void cli_log_error(const pincite_error *err) {
  cli_json json = {stdout, false};
  begin_line(&json, "error");
  cli_json_text(&json, "status", pincite_status_text(err->status));
  cli_json_count(&json, "exit", (uint64_t)cli_exit_code(err->status));
  cli_json_text(&json, "message", err->message);
  end_line(&json);
}

static void put_sum(cli_json *json, const pincite_index_report *sum) {
  cli_json_count(json, "found", sum->found);
  cli_json_count(json, "indexed", sum->indexed);
  cli_json_count(json, "unchanged", sum->unchanged);
  cli_json_count(json, "duplicate", sum->duplicate);
  cli_json_count(json, "skipped", sum->skipped);
  cli_json_count(json, "failed", sum->failed);
  cli_json_count(json, "gone", sum->gone);
  cli_json_count(json, "faults", sum->faults);
  cli_json_count(json, "articles_added", sum->articles_added);
  cli_json_count(json, "articles_changed", sum->articles_changed);
  cli_json_count(json, "articles_removed", sum->articles_removed);
  cli_json_count(json, "articles_kept", sum->articles_kept);
  cli_json_count(json, "passages", sum->passages);
  cli_json_count(json, "bytes", sum->bytes);
}

void cli_log_run(const cli_run *run) {
  cli_json json = {stdout, false};
  begin_line(&json, "run");
  cli_json_text(&json, "index", run->directory);
  cli_json_open(&json, "paths", '[');
  for (int i = 0; i < run->path_count; i++)
    cli_json_text(&json, NULL, run->paths[i]);
  cli_json_close(&json, ']');
  cli_json_count(&json, "exit", (uint64_t)run->code);
  cli_json_number(&json, "seconds", run->sum.seconds);
  if (run->went)
    put_sum(&json, &run->sum);
  cli_json_count(&json, "troubles", run->troubles);
  if (run->state_known) {
    cli_json_count(&json, "generation", run->state.generation);
    cli_json_text(&json, "fingerprint", run->state.fingerprint);
    cli_json_count(&json, "articles", run->state.articles);
  }
  end_line(&json);
}
