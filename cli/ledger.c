/* SPDX-License-Identifier: MIT
 *
 * pincite ledger: what became of every input that was ever seen.
 */
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  int format, failed;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_ledger_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|tsv|json", "how to print"},
    {"failed", CLI_FLAG, AT(failed), NULL, "only what was skipped or failed, and why"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

enum { TEXT, TSV, JSON };

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
  printf("%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", row->line, row->articles,
         row->bytes, row->generation);
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
  cli_json_close(json, '}');
}

/* Print every row; CLI_NOTHING when there is none. */
static int put_rows(pincite_ledger *ledger, int format, pincite_error *err) {
  cli_json json = {stdout, false};
  pincite_ledger_row row;
  bool any = false;
  if (format == TSV)
    puts("state\troot\turi\treason\tdetail\tline\tarticles\tbytes\tgeneration");
  if (format == JSON) {
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "schema", "pincite.ledger/1");
    cli_json_open(&json, "inputs", '[');
  }
  while ((err->status = pincite_ledger_next(ledger, &row, err)) == PINCITE_OK) {
    any = true;
    if (format == TEXT)
      put_text(&row);
    else if (format == TSV)
      put_tsv(&row);
    else
      put_json(&json, &row);
  }
  if (err->status < 0)
    return cli_failed(err);
  if (format == JSON) {
    cli_json_close(&json, ']');
    cli_json_close(&json, '}');
    putchar('\n');
  }
  return any ? CLI_OK : CLI_NOTHING;
}

int cli_ledger(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_ledger *ledger = NULL;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  err.status = pincite_ledger_open(index, args.failed, &ledger, &err);
  code = err.status < 0 ? cli_failed(&err) : put_rows(ledger, args.format, &err);
  pincite_ledger_free(ledger);
  pincite_close(index);
  return cli_finish(code);
}
