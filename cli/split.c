/* SPDX-License-Identifier: MIT
 *
 * pincite split: cuts an index into shards, by a hash of the articles' ids.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index, *to;
} arguments;

const cli_option cli_split_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"to", CLI_TEXT, offsetof(arguments, to), "NAME", "what the shards are called"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

/* The name of the index without its ending. */
static char *default_name(const char *directory) {
  size_t length = strlen(directory);
  while (length > 1 && directory[length - 1] == '/')
    length--;
  if (length > 8 && strncmp(directory + length - 8, ".pincite", 8) == 0)
    length -= 8;
  char *name = malloc(length + 1);
  if (name) {
    memcpy(name, directory, length);
    name[length] = '\0';
  }
  return name;
}

int cli_split(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  char *end = NULL;
  unsigned long count = argc == 1 ? strtoul(argv[0], &end, 10) : 0;
  if (!end || *end || count < 1 || count > 1024)
    return cli_usage(self, "give the number of shards, 1 to 1024");
  char *name = args.to ? default_name(args.to) : default_name(cli_directory(args.index));
  if (!name) {
    cli_say("out of memory");
    return CLI_IO;
  }
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code) {
    err.status = pincite_split(index, count, name, &err);
    if (err.status < 0)
      code = cli_failed(&err);
    else
      printf("%s.shards: %lu shards, %s-1.pincite and on\n", name, count, name);
  }
  pincite_close(index);
  free(name);
  return cli_finish(code);
}
