/* SPDX-License-Identifier: MIT
 *
 * pincite status: what an index holds, in numbers.
 */
#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  int format;
} arguments;

const cli_option cli_status_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, offsetof(arguments, format), "text|json", "how to print"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

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

static void put_text(const pincite_state *state) {
  named_count counts[COUNTS];
  char grouped[CLI_GROUPED_SIZE];
  name_counts(state, counts);
  for (size_t i = 0; i < COUNTS; i++)
    printf("%-16s%s\n", counts[i].name, cli_grouped(counts[i].number, grouped));
  printf("%-16s%s\n", "fingerprint", state->fingerprint);
}

static void put_json(const pincite_state *state) {
  named_count counts[COUNTS];
  cli_json json = {stdout, false};
  name_counts(state, counts);
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "schema", "pincite.status/1");
  for (size_t i = 0; i < COUNTS; i++)
    cli_json_count(&json, counts[i].name, counts[i].number);
  cli_json_text(&json, "fingerprint", state->fingerprint);
  cli_json_close(&json, '}');
  putchar('\n');
}

int cli_status(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  err.status = pincite_state_get(index, &state, &err);
  if (err.status < 0)
    code = cli_failed(&err);
  else if (args.format)
    put_json(&state);
  else
    put_text(&state);
  pincite_close(index);
  return cli_finish(code);
}
