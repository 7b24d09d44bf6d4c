/* SPDX-License-Identifier: MIT
 *
 * Options: `--name VALUE`, `--name=VALUE`, `-h`, and `--` before operands
 * that begin with a dash. A lone `-` is an operand.
 */
#include "options.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* The column in which the words about an option begin. */
#define HELP_COLUMN 26

static void print_help(const cli_command *command) {
  printf("usage: pincite %s [OPTION]...%s%s\n\n%s\n\noptions:\n", command->name,
         *command->operands ? " " : "", command->operands, command->summary);
  for (const cli_option *option = command->options; option->name; option++) {
    int width = printf("  --%s%s%s", option->name, option->argument ? " " : "",
                       option->argument ? option->argument : "");
    if (width >= HELP_COLUMN)
      width = printf("\n") - 1;
    printf("%*s%s\n", HELP_COLUMN - width, "", option->help);
  }
  printf("  %-*s%s\n\nThe manual: man pincite-%s\n", HELP_COLUMN - 2, "-h, --help",
         "print this", command->name);
}

/* For the shell: each option, a tab, what it takes. */
static void print_completions(const cli_command *command) {
  for (const cli_option *option = command->options; option->name; option++)
    printf("--%s\t%s\n", option->name, option->argument ? option->argument : "");
  printf("--help\t\n");
}

/* Which of the words in "a|b|c" is 'word'? -1: none. */
static int find_choice(const char *choices, const char *word) {
  size_t length = strlen(word);
  for (int i = 0;; i++) {
    size_t end = strcspn(choices, "|");
    if (end == length && !strncmp(choices, word, length))
      return i;
    if (!choices[end])
      return -1;
    choices += end + 1;
  }
}

static int read_count(const cli_command *command, const cli_option *option,
                      const char *value, size_t *out) {
  char *end;
  errno = 0;
  unsigned long long number = strtoull(value, &end, 10);
  if (*value < '0' || *value > '9' || *end || errno || number > SIZE_MAX)
    return cli_usage(command, "--%s wants a number, not '%s'", option->name, value);
  *out = (size_t)number;
  return -1;
}

/* Put 'value' (NULL: there is none) where the option's row says. */
static int take_value(const cli_command *command, const cli_option *option,
                      const char *value, void *arguments) {
  void *field = (char *)arguments + option->offset;
  if (option->kind == CLI_FLAG) {
    *(int *)field = 1;
    return value ? cli_usage(command, "--%s takes no value", option->name) : -1;
  }
  if (!value)
    return cli_usage(command, "--%s wants %s", option->name, option->argument);
  if (option->kind == CLI_TEXT) {
    *(const char **)field = value;
    return -1;
  }
  if (option->kind == CLI_COUNT)
    return read_count(command, option, value, field);
  int choice = find_choice(option->argument, value);
  if (choice < 0)
    return cli_usage(command, "--%s is one of %s, not '%s'", option->name,
                     option->argument, value);
  *(int *)field = choice;
  return -1;
}

/* argv[*at] begins with two dashes; move *at along when its value follows. */
static int take_long(const cli_command *command, int argc, char **argv, int *at,
                     void *arguments) {
  const char *name = argv[*at] + 2;
  size_t length = strcspn(name, "=");
  const char *value = name[length] ? name + length + 1 : NULL;
  const cli_option *option = command->options;
  while (option->name && (strncmp(option->name, name, length) || option->name[length]))
    option++;
  if (!option->name)
    return cli_usage(command, "unknown option '%s'", argv[*at]);
  if (!value && option->kind != CLI_FLAG && *at + 1 < argc)
    value = argv[++*at];
  return take_value(command, option, value, arguments);
}

int cli_parse(const cli_command *command, int *argc, char **argv, void *arguments) {
  int operands = 0;
  for (int at = 1; at < *argc; at++) {
    char *word = argv[at];
    if (!strcmp(word, "--")) {
      while (++at < *argc)
        argv[operands++] = argv[at];
    } else if (!strcmp(word, "-h") || !strcmp(word, "--help")) {
      print_help(command);
      return cli_finish(CLI_OK);
    } else if (!strcmp(word, "--complete")) {
      print_completions(command);
      return cli_finish(CLI_OK);
    } else if (!strncmp(word, "--", 2)) {
      int code = take_long(command, *argc, argv, &at, arguments);
      if (code >= 0)
        return code;
    } else if (*word == '-' && word[1]) {
      return cli_usage(command,
                       "unknown option '%s' (what begins with a dash and is "
                       "no option comes after --)",
                       word);
    } else {
      argv[operands++] = word;
    }
  }
  *argc = operands;
  return -1;
}
