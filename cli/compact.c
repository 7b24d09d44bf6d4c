/* SPDX-License-Identifier: MIT
 *
 * pincite compact: an index without the room that removed articles left.
 */
#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
} arguments;

const cli_option cli_compact_options[] = {
    CLI_INDEX_OPTION(arguments),
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

static pincite_status compact(pincite_index *index, uint64_t *before, uint64_t *after,
                              pincite_error *err) {
  pincite_state state;
  pincite_status status = pincite_state_get(index, &state, err);
  *before = state.database_bytes;
  if (!status)
    status = pincite_compact(index, err);
  if (!status)
    status = pincite_state_get(index, &state, err);
  *after = state.database_bytes;
  return status;
}

int cli_compact(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  uint64_t before, after;
  char number[CLI_COUNTED_SIZE];
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  code = cli_open(args.index, PINCITE_WRITE, &index);
  if (code)
    return cli_finish(code);
  err.status = compact(index, &before, &after, &err);
  if (err.status < 0) {
    code = cli_failed(&err);
  } else {
    printf("compacted: %s before, ", cli_counted(before, "byte", number));
    printf("%s now\n", cli_counted(after, "byte", number));
  }
  pincite_close(index);
  return cli_finish(code);
}
