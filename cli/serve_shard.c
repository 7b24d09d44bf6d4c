/* SPDX-License-Identifier: MIT
 *
 * pincite serve-shard: lets other machines search an index, through Xapian's own
 * server, which only reads.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define SERVER "xapian-tcpsrv"
#define DEFAULT_LISTEN "127.0.0.1:7230"

typedef struct arguments {
  const char *index, *listen;
  size_t idle;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_serve_shard_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"listen", CLI_TEXT, AT(listen), "ADDR:PORT", "where (" DEFAULT_LISTEN ")"},
    {"idle-timeout", CLI_COUNT, AT(idle), "MS", "close what is not used (3600000)"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

static bool is_loopback(const char *address) {
  return !strncmp(address, "127.", 4) || !strcmp(address, "localhost") ||
         !strcmp(address, "::1");
}

static int serve(const char *directory, char *address, const char *port, size_t idle) {
  char path[4200], milliseconds[32];
  snprintf(path, sizeof path, "%s/xapian/iamglass", directory);
  if (access(path, R_OK)) {
    cli_say("there is no Xapian in '%s'; make it with: pincite index --engine fts5,xapian",
            directory);
    return CLI_NO_INDEX;
  }
  snprintf(path, sizeof path, "%s/xapian", directory);
  snprintf(milliseconds, sizeof milliseconds, "%zu", idle);
  if (!is_loopback(address))
    cli_say("anybody who reaches %s can read this index: the protocol has no "
            "authentication; see pincite-serve-shard(1)",
            address);
  /* The server ends its whole process group when it is told to end: a script that
     started it in the background is not to go with it. */
  if (!isatty(STDIN_FILENO))
    setpgid(0, 0);
  execlp(SERVER, SERVER, "--interface", address, "--port", port, "--idle-timeout",
         milliseconds, "--active-timeout", "60000", "--quiet", path, (char *)NULL);
  cli_say("cannot run '" SERVER "': %s; it is in the package xapian-tools", strerror(errno));
  return CLI_IO;
}

int cli_serve_shard(const cli_command *self, int argc, char **argv) {
  arguments args = {.listen = DEFAULT_LISTEN, .idle = 3600000};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc > 1 || (argc && args.index))
    return cli_usage(self, "one index is served");
  const char *colon = strrchr(args.listen, ':');
  char *end = NULL;
  unsigned long port = colon ? strtoul(colon + 1, &end, 10) : 0;
  if (!colon || colon == args.listen || !end || *end || port < 1 || port > 65535)
    return cli_usage(self, "--listen needs ADDR:PORT");
  char *address = malloc(strlen(args.listen) + 1);
  if (!address) {
    cli_say("out of memory");
    return CLI_IO;
  }
  memcpy(address, args.listen, (size_t)(colon - args.listen));
  address[colon - args.listen] = '\0';
  code = serve(argc ? argv[0] : cli_directory(args.index), address, colon + 1, args.idle);
  free(address);
  return cli_finish(code);
}
