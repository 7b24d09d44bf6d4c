/* SPDX-License-Identifier: MIT
 *
 * The file of metrics that an indexing run leaves for Prometheus, in its text format,
 * as node_exporter's textfile collector reads it. What is not known is left out: a
 * metric that is absent can be asked for, one that is wrongly 0 cannot.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "run_report.h"

#define PATH_SIZE 4200

static void put_head(FILE *to, const char *name, const char *help) {
  fprintf(to, "# HELP pincite_%s %s\n# TYPE pincite_%s gauge\n", name, help, name);
}

static void put_count(FILE *to, const char *name, const char *help, uint64_t value) {
  put_head(to, name, help);
  fprintf(to, "pincite_%s %" PRIu64 "\n", name, value);
}

/* The value of a label: backslash, quote and line end are escaped. */
static void put_label(FILE *to, const char *name, const char *text) {
  fprintf(to, "%s=\"", name);
  for (; *text; text++)
    if (*text == '\n')
      fputs("\\n", to);
    else if (*text == '\\' || *text == '"')
      fprintf(to, "\\%c", *text);
    else
      putc(*text, to);
  putc('"', to);
}

typedef struct labelled {
  const char *label;
  uint64_t value;
} labelled;

static void put_labelled(FILE *to, const char *name, const char *label,
                         const labelled *values, size_t count) {
  for (size_t i = 0; i < count; i++)
    fprintf(to, "pincite_%s{%s=\"%s\"} %" PRIu64 "\n", name, label, values[i].label,
            values[i].value);
}

static void put_run(FILE *to, const cli_run *run) {
  const pincite_index_report *sum = &run->sum;
  const labelled inputs[] = {{"indexed", sum->indexed},     {"unchanged", sum->unchanged},
                             {"duplicate", sum->duplicate}, {"skipped", sum->skipped},
                             {"failed", sum->failed},       {"gone", sum->gone}};
  const labelled articles[] = {{"added", sum->articles_added},
                               {"changed", sum->articles_changed},
                               {"removed", sum->articles_removed},
                               {"kept", sum->articles_kept}};
  put_count(to, "run_end_timestamp_seconds", "When the last run ended.",
            (uint64_t)run->ended);
  put_count(to, "run_exit_code", "The exit code of the last run.", (uint64_t)run->code);
  if (!run->went)
    return;
  put_head(to, "run_duration_seconds", "How long the last run took.");
  fprintf(to, "pincite_run_duration_seconds %.3f\n", sum->seconds);
  put_head(to, "run_inputs", "Files of the last run, by what became of them.");
  put_labelled(to, "run_inputs", "result", inputs, sizeof inputs / sizeof *inputs);
  put_count(to, "run_failed_parts", "Parts of files that failed, such as lines of JSONL.",
            sum->faults);
  put_head(to, "run_articles", "Articles of the last run, by what became of them.");
  put_labelled(to, "run_articles", "change", articles, sizeof articles / sizeof *articles);
  put_count(to, "run_read_bytes", "Bytes that the last run read.", sum->bytes);
}

static void put_state(FILE *to, const pincite_state *state) {
  put_count(to, "index_generation", "Number of the last commit.", state->generation);
  put_count(to, "index_articles", "Articles in the index.", state->articles);
  put_count(to, "index_undated_articles", "Articles without a date.", state->undated);
  put_count(to, "index_passages", "Passages in the index.", state->passages);
  put_count(to, "index_text_bytes", "Text of all articles.", state->text_bytes);
  put_count(to, "index_database_bytes", "Size of the database.", state->database_bytes);
}

/* One kind of lines after the other, as the format wants it: 'which' 0 is the age,
   1 the inputs that failed. */
static pincite_status put_roots(FILE *to, pincite_index *index, int which,
                                pincite_error *err) {
  pincite_roots *roots = NULL;
  pincite_root root;
  bool any = false;
  pincite_status status = pincite_roots_open(index, &roots, err);
  const char *name = which ? "root_failed_inputs" : "root_good_timestamp_seconds";
  const char *help = which ? "Files of a root that failed."
                           : "When the last run over a root ended that came to its end.";
  while (!status && (status = pincite_roots_next(roots, &root, err)) == PINCITE_OK) {
    if (!which && !root.good)
      continue;
    if (!any)
      put_head(to, name, help);
    any = true;
    fprintf(to, "pincite_%s{", name);
    put_label(to, "root", root.path);
    fprintf(to, "} %" PRIu64 "\n", which ? root.failed : (uint64_t)root.good);
  }
  pincite_roots_free(roots);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

static int cannot_write(const char *path) {
  cli_say("cannot write '%s': %s", path, strerror(errno));
  return CLI_IO;
}

int cli_metrics_write(const char *path, const cli_run *run, pincite_index *index) {
  char fresh[PATH_SIZE];
  pincite_error err = {PINCITE_OK, ""};
  snprintf(fresh, sizeof fresh, "%.4096s.new", path);
  FILE *to = fopen(fresh, "w");
  if (!to)
    return cannot_write(fresh);
  put_run(to, run);
  if (run->state_known)
    put_state(to, &run->state);
  for (int which = 0; index && !err.status && which < 2; which++)
    err.status = put_roots(to, index, which, &err);
  bool done = !fflush(to) && !ferror(to) && !fsync(fileno(to));
  done = !fclose(to) && done;
  if (done && !err.status && !rename(fresh, path))
    return CLI_OK;
  int code = err.status ? cli_failed(&err) : cannot_write(path);
  unlink(fresh);
  return code;
}
