/* SPDX-License-Identifier: MIT
 *
 * options.h - one table of options per command. It yields the parsing,
 * --help, the completion, and what a test compares with the man page.
 */
#ifndef PINCITE_CLI_OPTIONS_H
#define PINCITE_CLI_OPTIONS_H

#include <stddef.h>

typedef enum cli_option_kind {
  CLI_FLAG,  /* no argument; an int becomes 1 */
  CLI_TEXT,  /* a const char *, borrowed from argv */
  CLI_COUNT, /* a size_t */
  CLI_CHOICE /* an int: which of the words in 'argument' */
} cli_option_kind;

/* A row of a table; a row without a name ends it. */
typedef struct cli_option {
  const char *name; /* without the two dashes */
  cli_option_kind kind;
  size_t offset;        /* of the field in the command's arguments */
  const char *argument; /* "DIR"; for CLI_CHOICE "text|json"; NULL for a flag */
  const char *help;     /* a few words */
} cli_option;

/* The row that every command's table begins with. */
#define CLI_INDEX_OPTION(arguments)                                                      \
  { "index", CLI_TEXT, offsetof(arguments, index), "DIR", "the index to use" }

typedef struct cli_command {
  const char *name;
  const char *operands; /* as in the usage line */
  const char *summary;  /* a few words */
  int (*run)(const struct cli_command *self, int argc, char **argv);
  const cli_option *options;
} cli_command;

/* Read the options in argv[1..*argc) into 'arguments'. They may stand anywhere
   before "--"; what is left, the operands, moves to argv[0..*argc). Returns -1
   to go on, or the code to exit with at once (after --help, or a mistake). */
int cli_parse(const cli_command *command, int *argc, char **argv, void *arguments);

#endif
