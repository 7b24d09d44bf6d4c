/* SPDX-License-Identifier: MIT
 *
 * pincite index: runs over the paths one after the other. Ctrl-C ends the run
 * after the batch at hand; a second one ends the program at once, which does
 * no harm to the index either.
 */
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "output.h"
#include "progress.h"

/* More troubles than this are only counted: the ledger has them all. */
#define TROUBLES_SHOWN 20
#define PATH_LIMIT 4096

typedef struct arguments {
  const char *index, *name;
  size_t jobs;
  int allow_shrink, paranoid;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_index_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"jobs", CLI_COUNT, AT(jobs), "N", "reading processes (one per processor)"},
    {"name", CLI_TEXT, AT(name), "NAME", "what standard input is called (stdin)"},
    {"paranoid", CLI_FLAG, AT(paranoid), NULL,
     "read every file, even if it looks unchanged"},
    {"allow-shrink", CLI_FLAG, AT(allow_shrink), NULL,
     "go on even if most of a folder is gone"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* What the callbacks of a run share. */
typedef struct run {
  cli_bar bar;
  uint64_t troubles;
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
  bool part = row->line > 0;
  if (!part && strcmp(row->state, "skipped") != 0 && strcmp(row->state, "failed") != 0)
    return;
  if (this->troubles++ >= TROUBLES_SHOWN)
    return;
  char line[40] = "";
  if (part)
    snprintf(line, sizeof line, ", line %" PRIu64, row->line);
  cli_bar_clear(&this->bar);
  cli_say("%s '%s'%s: %s", row->state, row->uri, line,
          *row->detail ? row->detail : row->reason);
}

/* pincite-reader stands beside the program, or where both were installed;
   NULL leaves it to the library. */
static const char *find_reader(char path[PATH_LIMIT]) {
  static const char *const places[] = {"/pincite-reader",
                                       "/../libexec/pincite/pincite-reader"};
  char self[PATH_LIMIT];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length <= 0)
    return NULL;
  self[length] = '\0';
  char *slash = strrchr(self, '/');
  if (!slash)
    return NULL;
  *slash = '\0';
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    int used = snprintf(path, PATH_LIMIT, "%s%s", self, places[i]);
    if (used > 0 && used < PATH_LIMIT && !access(path, X_OK))
      return path;
  }
  return NULL;
}

static void add_report(pincite_index_report *sum, const pincite_index_report *part) {
  sum->found += part->found;
  sum->indexed += part->indexed;
  sum->unchanged += part->unchanged;
  sum->duplicate += part->duplicate;
  sum->skipped += part->skipped;
  sum->failed += part->failed;
  sum->gone += part->gone;
  sum->faults += part->faults;
  sum->articles_added += part->articles_added;
  sum->articles_changed += part->articles_changed;
  sum->articles_removed += part->articles_removed;
  sum->articles_kept += part->articles_kept;
  sum->passages += part->passages;
  sum->bytes += part->bytes;
  sum->seconds += part->seconds;
}

static void put_part(uint64_t number, const char *word, bool *any) {
  char grouped[CLI_GROUPED_SIZE];
  if (!number)
    return;
  printf("%s%s %s", *any ? ", " : "", cli_grouped(number, grouped), word);
  *any = true;
}

/* The articles that changed, by kind, unless all of them are simply new. */
static void put_changes(const pincite_index_report *report) {
  bool any = false;
  if (!report->articles_changed && !report->articles_removed && !report->articles_kept)
    return;
  fputs(" (", stdout);
  put_part(report->articles_added, "new", &any);
  put_part(report->articles_changed, "changed", &any);
  put_part(report->articles_removed, "removed", &any);
  put_part(report->articles_kept, "kept", &any);
  putchar(')');
}

/* One line for the whole run. */
static void put_summary(const pincite_index_report *report) {
  char number[CLI_COUNTED_SIZE];
  uint64_t put = report->articles_added + report->articles_changed;
  bool any = false;
  if (!put && !report->articles_removed) {
    printf("0 changed, %s kept", cli_counted(report->articles_kept, "article", number));
  } else {
    printf("indexed %s", cli_counted(put, "article", number));
    put_changes(report);
    printf(", %s", cli_counted(report->passages, "passage", number));
  }
  printf(" in %.1f s (%s: ", report->seconds, cli_counted(report->found, "file", number));
  put_part(report->indexed, "indexed", &any);
  put_part(report->unchanged, "unchanged", &any);
  put_part(report->duplicate, "duplicate", &any);
  put_part(report->skipped, "skipped", &any);
  put_part(report->failed, "failed", &any);
  put_part(report->gone, "gone", &any);
  if (report->faults)
    printf("; %s failed", cli_counted(report->faults, "line", number));
  printf("%s)\n", any ? "" : "none");
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
  add_report(sum, &report);
  return status;
}

/* Run over all paths; one that cannot be read does not keep the next from it,
   an interrupt and a damaged index do. The first failure decides the code. */
static int index_all(pincite_index *index, const arguments *args, int count, char **paths,
                     run *this) {
  char reader[PATH_LIMIT];
  pincite_index_options options = PINCITE_INDEX_OPTIONS_INIT;
  options.jobs = (int)args->jobs;
  options.reader = find_reader(reader);
  options.allow_shrink = args->allow_shrink;
  options.paranoid = args->paranoid;
  options.progress = on_progress;
  options.progress_data = this;
  options.ledger = on_ledger;
  options.ledger_data = this;
  pincite_index_report sum;
  memset(&sum, 0, sizeof sum);
  int code = CLI_OK;
  bool done = false;
  for (int i = 0; i < count && !interrupted; i++) {
    pincite_error err = {PINCITE_OK, ""};
    err.status = index_one(index, paths[i], args->name, &options, &sum, &err);
    cli_bar_clear(&this->bar);
    int failed = err.status < 0 ? cli_failed(&err) : cli_exit_code(err.status);
    done = done || err.status >= 0 || err.status == PINCITE_EABORTED;
    if (!code || code == CLI_PARTIAL)
      code = failed ? failed : code;
    if (err.status == PINCITE_ECORRUPT || err.status == PINCITE_EIO)
      break;
  }
  if (this->troubles > TROUBLES_SHOWN)
    cli_say("... and %" PRIu64 " more: pincite ledger --failed",
            this->troubles - TROUBLES_SHOWN);
  if (done)
    put_summary(&sum);
  return interrupted ? CLI_INTERRUPTED : code;
}

/* Open the index; none is made for a path that was mistyped. */
static int open_index(const arguments *args, int count, char **paths,
                      pincite_index **out) {
  for (int i = 0; i < count; i++)
    if (!strcmp(paths[i], "-") || !access(paths[i], F_OK))
      return cli_open(args->index, PINCITE_CREATE, out);
  if (access(cli_directory(args->index), F_OK)) {
    cli_say("there is no '%s'", paths[0]);
    return CLI_USAGE;
  }
  return cli_open(args->index, PINCITE_WRITE, out);
}

int cli_index(const cli_command *self, int argc, char **argv) {
  arguments args = {.name = "stdin"};
  pincite_index *index = NULL;
  run this = {.troubles = 0};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (!argc)
    return cli_usage(self, "no path; - is standard input");
  if (args.jobs > 1024)
    return cli_usage(self, "--jobs is at most 1024");
  cli_bar_init(&this.bar);
  catch_signals();
  code = open_index(&args, argc, argv, &index);
  if (!code)
    code = index_all(index, &args, argc, argv, &this);
  pincite_close(index);
  return cli_finish(code);
}
