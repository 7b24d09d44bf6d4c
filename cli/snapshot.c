/* SPDX-License-Identifier: MIT
 *
 * pincite snapshot: a frozen copy of an index, while a run goes on.
 */
#include <inttypes.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
} arguments;

const cli_option cli_snapshot_options[] = {
    CLI_INDEX_OPTION(arguments),
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

/* The copy speaks for itself: a run may have gone on since it was begun. */
static int report(const char *path) {
  pincite_index *copy = NULL;
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  char number[CLI_COUNTED_SIZE];
  int code = cli_open(path, PINCITE_READ, &copy);
  if (code)
    return code;
  err.status = pincite_state_get(copy, &state, &err);
  pincite_close(copy);
  if (err.status < 0)
    return cli_failed(&err);
  printf("snapshot of generation %" PRIu64 ": %s, ", state.generation,
         cli_counted(state.articles, "article", number));
  printf("%s\n", cli_counted(state.database_bytes, "byte", number));
  return CLI_OK;
}

int cli_snapshot(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc != 1)
    return cli_usage(self, argc ? "one folder at a time" : "no folder for the snapshot");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  err.status = pincite_snapshot(index, argv[0], &err);
  pincite_close(index);
  code = err.status < 0 ? cli_failed(&err) : report(argv[0]);
  return cli_finish(code);
}
