/* SPDX-License-Identifier: MIT
 *
 * pincite index: runs over the paths one after the other. Ctrl-C ends the run
 * after the batch at hand; a second one ends the program at once, which does
 * no harm to the index either.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "output.h"
#include "progress.h"
#include "run_report.h"

/* More troubles than this are only counted: the ledger has them all. */
#define TROUBLES_SHOWN 20
#define TROUBLES_LOGGED 10000

typedef struct arguments {
  const char *index, *name, *map, *metrics, *authorities, *engine, *fts5, *shard;
  size_t jobs, timeout, memory;
  unsigned part, parts;
  int allow_shrink, paranoid, retry_failed, json_log;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_index_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"jobs", CLI_COUNT, AT(jobs), "N", "reading processes (one per processor)"},
    {"name", CLI_TEXT, AT(name), "NAME", "what standard input is called (stdin)"},
    {"map", CLI_TEXT, AT(map), "FIELD=COLUMN,...", "what the columns of tables are"},
    {"timeout", CLI_COUNT, AT(timeout), "SECONDS",
     "for one file without an article (60)"},
    {"memory", CLI_COUNT, AT(memory), "MB", "that the run may use (256)"},
    {"paranoid", CLI_FLAG, AT(paranoid), NULL,
     "read every file, even if it looks unchanged"},
    {"retry-failed", CLI_FLAG, AT(retry_failed), NULL,
     "read again what failed; without a path, wherever something did"},
    {"allow-shrink", CLI_FLAG, AT(allow_shrink), NULL,
     "go on even if most of a folder is gone"},
    {"authorities", CLI_TEXT, AT(authorities), "FILE",
     "authorities of your own, from now on"},
    {"engine", CLI_TEXT, AT(engine), "ENGINES", "fts5, xapian or fts5,xapian (as it is)"},
    {"fts5", CLI_TEXT, AT(fts5), "DETAIL",
     "full, column or none: what SQL finds (as it is)"},
    {"shard", CLI_TEXT, AT(shard), "I/N", "keep only the articles of shard I of N"},
    {"json-log", CLI_FLAG, AT(json_log), NULL, "say all as JSON lines, for a log"},
    {"metrics", CLI_TEXT, AT(metrics), "FILE", "write the run's numbers for Prometheus"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* A run, and what its callbacks share. */
typedef struct run {
  const arguments *args;
  cli_bar bar;
  cli_run report;
  char **own_paths; /* those of a run without paths */
} run;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

static void catch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_interrupt;
  action.sa_flags = (int)SA_RESETHAND;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = SIG_IGN;
  action.sa_flags = 0;
  sigaction(SIGPIPE, &action, NULL);
}

static int on_progress(const pincite_progress *progress, void *data) {
  run *this = data;
  cli_bar_draw(&this->bar, progress);
  return interrupted;
}

static void on_ledger(const pincite_ledger_row *row, void *data) {
  run *this = data;
  bool part = row->line > 0, log = this->args->json_log != 0;
  if (!part && strcmp(row->state, "skipped") != 0 && strcmp(row->state, "failed") != 0)
    return;
  if (this->report.troubles++ >= (log ? TROUBLES_LOGGED : TROUBLES_SHOWN))
    return;
  if (log) {
    cli_log_trouble(row);
    return;
  }
  char line[40] = "";
  if (part)
    snprintf(line, sizeof line, ", line %" PRIu64, row->line);
  cli_bar_clear(&this->bar);
  cli_say("%s '%s'%s: %s", row->state, row->uri, line,
          *row->detail ? row->detail : row->reason);
}

/* Run over one path. PINCITE_OK, PINCITE_PARTIAL or a failure; *sum grows. */
static pincite_status index_one(pincite_index *index, const char *path, const char *name,
                                const pincite_index_options *options,
                                pincite_index_report *sum, pincite_error *err) {
  pincite_index_report report;
  memset(&report, 0, sizeof report);
  pincite_status status =
      strcmp(path, "-")
          ? pincite_index_path(index, path, options, &report, err)
          : pincite_index_stream(index, STDIN_FILENO, name, options, &report, err);
  pincite_index_report_add(sum, &report);
  return status;
}

/* Say what failed, in the log too, and give its exit code. */
static int failed(const run *this, const pincite_error *err) {
  if (this->args->json_log)
    cli_log_error(err);
  return cli_failed(err);
}

/* Run over all paths; one that cannot be read does not keep the next from it,
   an interrupt and a damaged index do. The first failure decides the code. */
static int index_all(pincite_index *index, run *this) {
  char reader[CLI_PATH_LIMIT];
  cli_run *report = &this->report;
  pincite_index_options options = PINCITE_INDEX_OPTIONS_INIT;
  options.jobs = (int)this->args->jobs;
  options.reader = cli_find_reader(reader);
  options.map = this->args->map;
  options.timeout = (unsigned)this->args->timeout;
  options.memory = (unsigned)this->args->memory;
  options.allow_shrink = this->args->allow_shrink;
  options.paranoid = this->args->paranoid;
  options.retry_failed = this->args->retry_failed;
  options.shard = this->args->part;
  options.shard_count = this->args->parts;
  options.progress = on_progress;
  options.progress_data = this;
  options.ledger = on_ledger;
  options.ledger_data = this;
  int code = CLI_OK;
  for (int i = 0; i < report->path_count && !interrupted; i++) {
    pincite_error err = {PINCITE_OK, ""};
    err.status = index_one(index, report->paths[i], this->args->name, &options,
                           &report->sum, &err);
    cli_bar_clear(&this->bar);
    int ended = err.status < 0 ? failed(this, &err) : cli_exit_code(err.status);
    report->went = report->went || err.status >= 0 || err.status == PINCITE_EABORTED;
    if (!code || code == CLI_PARTIAL)
      code = ended ? ended : code;
    if (err.status == PINCITE_ECORRUPT || err.status == PINCITE_EIO)
      break;
  }
  return interrupted ? CLI_INTERRUPTED : code;
}

/* Give the index the user's own authorities. */
static int set_authorities(pincite_index *index, const run *this) {
  pincite_error err = {PINCITE_OK, ""};
  char *table = NULL;
  int code = cli_read_file(this->args->authorities, &table);
  if (!code) {
    err.status = pincite_authorities_set(index, table, SIZE_MAX, &err);
    code = err.status < 0 ? failed(this, &err) : CLI_OK;
  }
  free(table);
  return code;
}

/* The roots where something failed become the paths of the run. */
static int find_failed(pincite_index *index, run *this) {
  pincite_roots *roots = NULL;
  pincite_root root;
  pincite_error err = {PINCITE_OK, ""};
  int count = 0;
  err.status = pincite_roots_open(index, &roots, &err);
  while (!err.status && !(err.status = pincite_roots_next(roots, &root, &err))) {
    if (!root.failed && !root.faults)
      continue;
    if (!strncmp(root.path, "stream:", 7)) {
      cli_say("'%s' came by a pipe: give it again to retry it", root.path);
      continue;
    }
    char **more = realloc(this->own_paths, (size_t)(count + 1) * sizeof *more);
    if (more)
      this->own_paths = more;
    if (!more || !(more[count] = strdup(root.path))) {
      err.status = PINCITE_ENOMEM;
      break;
    }
    this->report.path_count = ++count;
  }
  pincite_roots_free(roots);
  this->report.paths = (const char *const *)this->own_paths;
  return err.status < 0 ? failed(this, &err) : CLI_OK;
}

/* Open the index; none is made for a path that was mistyped. */
static int open_index(run *this, pincite_index **out) {
  const cli_run *report = &this->report;
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  options.mode = PINCITE_WRITE;
  options.engines = this->args->engine;
  options.fts_detail = this->args->fts5;
  for (int i = 0; i < report->path_count; i++)
    if (!strcmp(report->paths[i], "-") || !access(report->paths[i], F_OK))
      options.mode = PINCITE_CREATE;
  if (report->path_count && options.mode == PINCITE_WRITE &&
      access(report->directory, F_OK)) {
    err.status = PINCITE_EINVAL;
    snprintf(err.message, sizeof err.message, "there is no '%.400s'", report->paths[0]);
  } else {
    err.status = pincite_open(report->directory, &options, out, &err);
  }
  return err.status < 0 ? failed(this, &err) : CLI_OK;
}

/* What the run leaves behind. A run that was locked out left nothing, and the
   metrics of the one that holds the lock are to stay. */
static int report_run(pincite_index *index, run *this) {
  cli_run *report = &this->report;
  report->ended = (int64_t)time(NULL);
  report->state_known = index && !pincite_state_get(index, &report->state, NULL);
  uint64_t told = this->args->json_log ? TROUBLES_LOGGED : TROUBLES_SHOWN;
  if (report->troubles > told)
    cli_say("... and %" PRIu64 " more: pincite ledger --failed", report->troubles - told);
  else if (report->code == CLI_PARTIAL && !report->troubles)
    cli_say("what failed before fails still: pincite ledger --failed");
  if (this->args->json_log)
    cli_log_run(report);
  else if (report->went)
    cli_run_summary(&report->sum);
  if (!this->args->metrics || report->code == CLI_LOCKED)
    return report->code;
  int written = cli_metrics_write(this->args->metrics, report, index);
  return report->code && report->code != CLI_PARTIAL ? report->code
         : written                                   ? written
                                                     : report->code;
}

/* "3/4": the third shard of four. */
static bool read_shard(arguments *args) {
  char end;
  return !args->shard ||
         (sscanf(args->shard, "%u/%u%c", &args->part, &args->parts, &end) == 2 &&
          args->part >= 1 && args->part <= args->parts);
}

static int check(const cli_command *self, arguments *args, int count) {
  if (!read_shard(args))
    return cli_usage(self, "--shard wants I/N, such as 3/4, not '%s'", args->shard);
  if (!count && !args->retry_failed && !args->authorities && !args->fts5)
    return cli_usage(self, "no path; - is standard input");
  if (args->jobs > 1024)
    return cli_usage(self, "--jobs is at most 1024");
  if (args->timeout > 86400)
    return cli_usage(self, "--timeout is at most 86400");
  if (args->memory && (args->memory < 64 || args->memory > 8192))
    return cli_usage(self, "--memory is from 64 to 8192");
  return CLI_OK;
}

int cli_index(const cli_command *self, int argc, char **argv) {
  arguments args = {.name = "stdin"};
  pincite_index *index = NULL;
  run this = {.args = &args};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  code = check(self, &args, argc);
  if (code)
    return code;
  cli_give_back();
  cli_bar_init(&this.bar);
  catch_signals();
  this.report.directory = cli_directory(args.index);
  this.report.paths = (const char *const *)argv;
  this.report.path_count = argc;
  this.report.began = (int64_t)time(NULL);
  code = open_index(&this, &index);
  if (!code && args.authorities)
    code = set_authorities(index, &this);
  if (!code && !argc && args.retry_failed)
    code = find_failed(index, &this);
  if (!code) {
    this.report.went = args.retry_failed && this.report.path_count == 0;
    code = index_all(index, &this);
  }
  this.report.code = code;
  code = report_run(index, &this);
  pincite_close(index);
  for (int i = 0; this.own_paths && i < this.report.path_count; i++)
    free(this.own_paths[i]);
  free(this.own_paths);
  return cli_finish(code);
}
