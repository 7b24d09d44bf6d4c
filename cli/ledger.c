/* SPDX-License-Identifier: MIT
 *
 * pincite ledger: what became of every input that was ever seen, and the sums:
 * found = indexed + duplicate + skipped + failed.
 */
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  size_t since;
  int format, failed, summary;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_ledger_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|tsv|json|jsonl", "how to print"},
    {"failed", CLI_FLAG, AT(failed), NULL, "only what was skipped or failed, and why"},
    {"since", CLI_COUNT, AT(since), "GENERATION", "only what was noted after it"},
    {"summary", CLI_FLAG, AT(summary), NULL, "only the sums, by reason"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

enum { TEXT, TSV, JSON, JSONL };

/* How often each state and each reason came; there are some twenty reasons. */
#define STATES 6
#define REASONS_MOST 40
#define REASON_SIZE 32

static const char *const state_names[STATES] = {"indexed", "duplicate", "skipped",
                                                "failed",  "pending",   "gone"};
#define GONE (STATES - 1)

typedef struct sums {
  uint64_t states[STATES], faults;
  struct {
    char code[REASON_SIZE];
    uint64_t count;
  } reasons[REASONS_MOST];
  size_t reason_count;
} sums;

static void add_reason(sums *all, const char *code) {
  size_t i = 0;
  while (i < all->reason_count && strcmp(all->reasons[i].code, code) != 0)
    i++;
  if (i == REASONS_MOST)
    return;
  if (i == all->reason_count)
    snprintf(all->reasons[all->reason_count++].code, REASON_SIZE, "%s", code);
  all->reasons[i].count++;
}

static void add_row(sums *all, const pincite_ledger_row *row) {
  for (size_t i = 0; !row->line && i < STATES; i++)
    all->states[i] += !strcmp(row->state, state_names[i]);
  all->faults += row->line && !strcmp(row->state, "failed");
  if (*row->reason)
    add_reason(all, row->reason);
}

static uint64_t found(const sums *all) {
  uint64_t sum = 0;
  for (size_t i = 0; i < GONE; i++)
    sum += all->states[i];
  return sum;
}

static void put_sums_text(const sums *all) {
  char number[CLI_COUNTED_SIZE], grouped[CLI_GROUPED_SIZE];
  const char *between = " = ";
  fputs(cli_counted(found(all), "input", number), stdout);
  for (size_t i = 0; i < GONE; i++) {
    if (!all->states[i])
      continue;
    printf("%s%s %s", between, cli_grouped(all->states[i], grouped), state_names[i]);
    between = " + ";
  }
  if (all->faults)
    printf("; %s failed", cli_counted(all->faults, "part", number));
  if (all->states[GONE])
    printf("; %s gone", cli_grouped(all->states[GONE], grouped));
  putchar('\n');
  for (size_t i = 0; i < all->reason_count; i++)
    printf("  %-15s %9s  %s\n", all->reasons[i].code,
           cli_grouped(all->reasons[i].count, grouped),
           pincite_reason_advice(all->reasons[i].code));
}

static void put_sums_json(cli_json *json, const sums *all) {
  cli_json_open(json, "sums", '{');
  cli_json_count(json, "found", found(all));
  for (size_t i = 0; i < STATES; i++)
    cli_json_count(json, state_names[i], all->states[i]);
  cli_json_count(json, "faults", all->faults);
  cli_json_open(json, "reasons", '{');
  for (size_t i = 0; i < all->reason_count; i++)
    cli_json_count(json, all->reasons[i].code, all->reasons[i].count);
  cli_json_close(json, '}');
  cli_json_close(json, '}');
}

/* A name as one line: control characters and backslashes as escapes. */
static void put_escaped(const char *text) {
  for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
    if (*c == '\\')
      fputs("\\\\", stdout);
    else if (*c == '\n')
      fputs("\\n", stdout);
    else if (*c == '\t')
      fputs("\\t", stdout);
    else if (*c == '\r')
      fputs("\\r", stdout);
    else if (*c < 0x20 || *c == 0x7f)
      printf("\\x%02x", *c);
    else
      putchar(*c);
  }
}

static void put_text(const pincite_ledger_row *row) {
  printf("%-10s ", row->state);
  put_escaped(row->uri);
  if (row->line)
    printf(", line %" PRIu64, row->line);
  if (*row->detail || *row->reason) {
    fputs(": ", stdout);
    put_escaped(*row->detail ? row->detail : row->reason);
  } else if (row->articles != 1) {
    char number[CLI_COUNTED_SIZE];
    printf(" (%s)", cli_counted(row->articles, "article", number));
  }
  putchar('\n');
}

static void put_tsv(const pincite_ledger_row *row) {
  const char *const fields[] = {row->state, row->root, row->uri, row->reason,
                                row->detail};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    put_escaped(fields[i]);
    putchar('\t');
  }
  printf("%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%s\n", row->line,
         row->articles, row->bytes, row->generation, row->advice);
}

static void put_json(cli_json *json, const pincite_ledger_row *row) {
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "state", row->state);
  cli_json_text(json, "root", row->root);
  cli_json_text(json, "uri", row->uri);
  cli_json_text(json, "reason", row->reason);
  cli_json_text(json, "detail", row->detail);
  cli_json_count(json, "line", row->line);
  cli_json_count(json, "articles", row->articles);
  cli_json_count(json, "bytes", row->bytes);
  cli_json_count(json, "generation", row->generation);
  cli_json_text(json, "advice", row->advice);
  cli_json_close(json, '}');
}

static void put_row(cli_json *json, const pincite_ledger_row *row, int format) {
  if (format == TEXT)
    put_text(row);
  else if (format == TSV)
    put_tsv(row);
  else
    put_json(json, row);
  if (format == JSONL)
    putchar('\n');
  json->comma = format == JSON;
}

static void put_head(cli_json *json, const arguments *args) {
  if (args->format == TSV && !args->summary)
    puts("state\troot\turi\treason\tdetail\tline\tarticles\tbytes\tgeneration\tadvice");
  if (args->format != JSON)
    return;
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "schema", "pincite.ledger/1");
  if (!args->summary)
    cli_json_open(json, "inputs", '[');
}

static void put_foot(cli_json *json, const arguments *args, const sums *all, bool any) {
  if (args->format == TEXT && (any || !args->failed)) {
    if (!args->summary && any)
      putchar('\n');
    put_sums_text(all);
  }
  if (args->format != JSON)
    return;
  if (!args->summary)
    cli_json_close(json, ']');
  put_sums_json(json, all);
  cli_json_close(json, '}');
  putchar('\n');
}

/* Print every row; CLI_NOTHING when there is none. */
static int put_rows(pincite_ledger *ledger, const arguments *args, pincite_error *err) {
  cli_json json = {stdout, false};
  pincite_ledger_row row;
  sums all;
  bool any = false;
  memset(&all, 0, sizeof all);
  put_head(&json, args);
  while ((err->status = pincite_ledger_next(ledger, &row, err)) == PINCITE_OK) {
    any = true;
    add_row(&all, &row);
    if (!args->summary)
      put_row(&json, &row, args->format);
  }
  if (err->status < 0)
    return cli_failed(err);
  put_foot(&json, args, &all, any);
  return any ? CLI_OK : CLI_NOTHING;
}

int cli_ledger(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_ledger *ledger = NULL;
  pincite_error err = {PINCITE_OK, ""};
  pincite_ledger_options options = PINCITE_LEDGER_OPTIONS_INIT;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  if (args.summary && args.format != TEXT && args.format != JSON)
    return cli_usage(self, "--summary goes with --format text or json");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  options.troubles = args.failed;
  options.since = args.since;
  err.status = pincite_ledger_open(index, &options, &ledger, &err);
  code = err.status < 0 ? cli_failed(&err) : put_rows(ledger, &args, &err);
  pincite_ledger_free(ledger);
  pincite_close(index);
  return cli_finish(code);
}
