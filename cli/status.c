/* SPDX-License-Identifier: MIT
 *
 * pincite status: what an index holds, in numbers, and how old it is: when the last
 * run over each root came to its end.
 */
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cli.h"
#include "output.h"
#include "status_shards.h"

/* A clock may differ by this much without its having been set back. */
#define CLOCK_SLACK 60

typedef struct arguments {
  const char *index, *root, *max_age;
  int format;
  int64_t age_most; /* seconds; -1: any */
  int64_t now;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_status_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|json", "how to print"},
    {"root", CLI_TEXT, AT(root), "PATH", "look at this root only"},
    {"max-age", CLI_TEXT, AT(max_age), "SPAN",
     "exit with 1 if a root's last good run is older: 36h, 2d, 90min"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* The numbers of a state under the names that both formats use. */
typedef struct named_count {
  const char *name;
  uint64_t number;
} named_count;

#define COUNTS 12

static void name_counts(const pincite_state *state, named_count counts[COUNTS]) {
  const named_count all[COUNTS] = {
      {"generation", state->generation},
      {"format", (uint64_t)state->format},
      {"articles", state->articles},
      {"undated", state->undated},
      {"passages", state->passages},
      {"text_bytes", state->text_bytes},
      {"stored_bytes", state->stored_bytes},
      {"database_bytes", state->database_bytes},
      {"inputs", state->inputs},
      {"skipped", state->skipped},
      {"failed", state->failed},
      {"faults", state->faults},
  };
  for (size_t i = 0; i < COUNTS; i++)
    counts[i] = all[i];
}

/* What guards the readers: "none" where nothing does. */
static const char *guards_of(char out[256]) {
  char reader[CLI_PATH_LIMIT];
  if (pincite_reader_guards(cli_find_reader(reader), out, 256, NULL) < 0)
    return "not known: the reading program does not start";
  return *out ? out : "none";
}

static int put_engine_text(const pincite_engine *engine, void *data) {
  const pincite_state *state = data;
  bool fts5 = !strcmp(engine->name, "fts5");
  printf("%-16s%s\n", engine->name,
         *engine->trouble ? engine->trouble
         : fts5           ? state->fts_detail
                          : "has the same passages");
  return 0;
}

static int put_engine_json(const pincite_engine *engine, void *data) {
  cli_json *json = data;
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "name", engine->name);
  cli_json_count(json, "generation", engine->generation);
  cli_json_text(json, "trouble", *engine->trouble ? engine->trouble : NULL);
  cli_json_close(json, '}');
  return 0;
}

/* That one is behind is told; that it is not known is a failure. */
static int engines_code(pincite_status status, const pincite_error *err) {
  return status < 0 ? cli_failed(err) : CLI_OK;
}

static int put_state_text(pincite_index *index, pincite_state *state) {
  pincite_error err = {PINCITE_OK, ""};
  named_count counts[COUNTS];
  char grouped[CLI_GROUPED_SIZE];
  name_counts(state, counts);
  for (size_t i = 0; i < COUNTS; i++)
    printf("%-16s%s\n", counts[i].name, cli_grouped(counts[i].number, grouped));
  printf("%-16s%s\n", "fingerprint", state->fingerprint);
  int code = engines_code(pincite_engines(index, put_engine_text, state, &err), &err);
  char guards[256];
  printf("%-16s%s\n", "reader guards", guards_of(guards));
  return code;
}

static int put_state_json(pincite_index *index, cli_json *json,
                          const pincite_state *state) {
  pincite_error err = {PINCITE_OK, ""};
  named_count counts[COUNTS];
  name_counts(state, counts);
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "schema", "pincite.status/1");
  for (size_t i = 0; i < COUNTS; i++)
    cli_json_count(json, counts[i].name, counts[i].number);
  cli_json_text(json, "fingerprint", state->fingerprint);
  cli_json_text(json, "fts5", state->fts_detail);
  cli_json_open(json, "engines", '[');
  int code = engines_code(pincite_engines(index, put_engine_json, json, &err), &err);
  cli_json_close(json, ']');
  char guards[256];
  cli_json_text(json, "reader_guards", guards_of(guards));
  cli_json_open(json, "roots", '[');
  return code;
}

static void put_moment(const char *label, int64_t moment, int64_t now) {
  char at[CLI_TIME_SIZE], ago[CLI_TIME_SIZE];
  if (!moment)
    printf("  %-14snot known\n", label);
  else
    printf("  %-14s%s, %s ago\n", label, cli_time(moment, at),
           cli_span(now - moment, ago));
}

static void put_root_text(const pincite_root *root, int64_t now) {
  const struct {
    const char *name;
    uint64_t count;
  } parts[] = {{"indexed", root->indexed},
               {"duplicate", root->duplicate},
               {"skipped", root->skipped},
               {"failed", root->failed}};
  char number[CLI_COUNTED_SIZE];
  fputs("\nroot            ", stdout);
  cli_put_clean(root->path, strlen(root->path), stdout);
  printf("\n  %-14s%s", "inputs", cli_grouped(root->inputs, number));
  const char *between = " = ";
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i].count)
      continue;
    printf("%s%s %s", between, cli_grouped(parts[i].count, number), parts[i].name);
    between = " + ";
  }
  if (root->faults)
    printf("; %s failed", cli_counted(root->faults, "part", number));
  putchar('\n');
  put_moment("last good run", root->good, now);
  if (root->status < 0) {
    put_moment("last run", root->finished, now);
    printf("  %-14s", "it failed:");
    cli_put_clean(root->message, strlen(root->message), stdout);
    putchar('\n');
  }
}

static void put_moment_json(cli_json *json, const char *key, int64_t moment) {
  char at[CLI_TIME_SIZE];
  cli_json_text(json, key, moment ? cli_time(moment, at) : NULL);
}

static void put_age_json(cli_json *json, int64_t moment, int64_t now) {
  if (!moment)
    cli_json_text(json, "age_seconds", NULL);
  else if (now >= moment)
    cli_json_count(json, "age_seconds", (uint64_t)(now - moment));
  else
    cli_json_number(json, "age_seconds", (double)(now - moment));
}

static void put_root_json(cli_json *json, const pincite_root *root, int64_t now) {
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "path", root->path);
  cli_json_count(json, "inputs", root->inputs);
  cli_json_count(json, "indexed", root->indexed);
  cli_json_count(json, "duplicate", root->duplicate);
  cli_json_count(json, "skipped", root->skipped);
  cli_json_count(json, "failed", root->failed);
  cli_json_count(json, "faults", root->faults);
  put_moment_json(json, "last_good_run", root->good);
  put_age_json(json, root->good, now);
  put_moment_json(json, "last_run", root->finished);
  if (root->finished) {
    cli_json_number(json, "last_run_seconds", root->seconds);
    cli_json_count(json, "last_run_exit", (uint64_t)cli_exit_code(root->status));
    cli_json_text(json, "last_run_message", root->message);
  }
  cli_json_close(json, '}');
}

/* Is the root as fresh as was asked? If not, say why. */
static bool is_fresh(const pincite_root *root, const arguments *args) {
  char age[CLI_TIME_SIZE];
  int64_t seconds = args->now - root->good;
  if (args->age_most < 0)
    return true;
  if (!root->good) {
    cli_say("'%s': no run over it has come to its end, as far as is noted", root->path);
    return false;
  }
  if (seconds < -CLOCK_SLACK) {
    cli_say("'%s': its last good run lies in the future: look at the clock", root->path);
    return false;
  }
  if (seconds <= args->age_most)
    return true;
  cli_say("'%s': its last good run ended %s ago", root->path, cli_span(seconds, age));
  return false;
}

/* Are both the same place, however they are written? */
static bool is_same_place(const char *path, const char *root) {
  struct stat a, b;
  return !strcmp(path, root) || (!stat(path, &a) && !stat(root, &b) &&
                                 a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

/* Print the roots and look at their age. CLI_OK; CLI_NOTHING when one is too old. */
static int put_roots(pincite_index *index, const arguments *args, cli_json *json,
                     int64_t *good) {
  pincite_roots *roots = NULL;
  pincite_root root;
  pincite_error err = {PINCITE_OK, ""};
  bool any = false, fresh = true;
  err.status = pincite_roots_open(index, &roots, &err);
  while (!err.status && !(err.status = pincite_roots_next(roots, &root, &err))) {
    if (args->root && !is_same_place(args->root, root.path))
      continue;
    any = true;
    *good = root.good > *good ? root.good : *good;
    fresh = is_fresh(&root, args) && fresh;
    if (args->format)
      put_root_json(json, &root, args->now);
    else
      put_root_text(&root, args->now);
  }
  pincite_roots_free(roots);
  if (err.status < 0)
    return cli_failed(&err);
  if (any || (!args->root && args->age_most < 0))
    return fresh ? CLI_OK : CLI_NOTHING;
  if (args->root)
    cli_say("'%s' is no root of this index", args->root);
  else
    cli_say("no path was indexed yet");
  return CLI_NOTHING;
}

static int put_all(pincite_index *index, pincite_state *state, const arguments *args) {
  cli_json json = {stdout, false};
  int64_t good = 0;
  int engines =
      args->format ? put_state_json(index, &json, state) : put_state_text(index, state);
  int code = put_roots(index, args, &json, &good);
  code = engines ? engines : code;
  if (!args->format)
    return code;
  cli_json_close(&json, ']');
  put_moment_json(&json, "last_good_run", good);
  put_age_json(&json, good, args->now);
  cli_json_close(&json, '}');
  putchar('\n');
  return code;
}

int cli_status(const cli_command *self, int argc, char **argv) {
  arguments args = {.age_most = -1, .now = (int64_t)time(NULL)};
  pincite_index *index = NULL;
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  if (args.max_age && !cli_read_span(args.max_age, &args.age_most))
    return cli_usage(self, "--max-age wants a span such as 36h, 2d or 90min, not '%s'",
                     args.max_age);
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  if (pincite_shard_count(index)) {
    code = cli_status_shards(index, args.format != 0);
    pincite_close(index);
    return cli_finish(code);
  }
  err.status = pincite_state_get(index, &state, &err);
  code = err.status < 0 ? cli_failed(&err) : put_all(index, &state, &args);
  pincite_close(index);
  return cli_finish(code);
}
