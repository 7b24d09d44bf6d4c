/* SPDX-License-Identifier: MIT
 *
 * What the program says on standard error, and how it ends. The library never
 * prints; every message goes through here.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A message longer than this is cut. */
#define MESSAGE_LIMIT 6000

static void put_clean(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '\n')
      fputs("\\n", stderr);
    else if (c < 0x20 || c == 0x7f)
      fprintf(stderr, "\\x%02x", c);
    else
      putc(c, stderr);
  }
}

static void say(const char *format, va_list list) {
  char text[MESSAGE_LIMIT];
  vsnprintf(text, sizeof text, format, list);
  fputs("pincite: ", stderr);
  put_clean(text, strlen(text));
  putc('\n', stderr);
}

void cli_say(const char *format, ...) {
  va_list list;
  va_start(list, format);
  say(format, list);
  va_end(list);
}

int cli_usage(const cli_command *command, const char *format, ...) {
  va_list list;
  va_start(list, format);
  say(format, list);
  va_end(list);
  fprintf(stderr, "usage: pincite %s [OPTION]...%s%s\nmore: pincite %s --help\n",
          command->name, *command->operands ? " " : "", command->operands, command->name);
  return CLI_USAGE;
}

int cli_exit_code(pincite_status status) {
  switch (status) {
  case PINCITE_OK:
  case PINCITE_DONE:
    return CLI_OK;
  case PINCITE_PARTIAL:
    return CLI_PARTIAL;
  case PINCITE_EINVAL:
  case PINCITE_EQUERY:
    return CLI_USAGE;
  case PINCITE_ENOTFOUND:
    return CLI_NOTHING;
  case PINCITE_ENOINDEX:
    return CLI_NO_INDEX;
  case PINCITE_ECORRUPT:
    return CLI_DAMAGED;
  case PINCITE_EVERSION:
  case PINCITE_EREFUSED:
    return CLI_REFUSED;
  case PINCITE_ELOCKED:
    return CLI_LOCKED;
  case PINCITE_EABORTED:
    return CLI_INTERRUPTED;
  case PINCITE_ENOMEM:
  case PINCITE_EIO:
    return CLI_IO;
  }
  return CLI_IO;
}

/* A fault in a question is shown beneath it, on lines of their own. */
static void say_lines(const char *message) {
  int first = (int)strcspn(message, "\n");
  cli_say("%.*s", first, message);
  for (message += first; *message; message += first) {
    first = (int)strcspn(++message, "\n");
    put_clean(message, (size_t)first);
    putc('\n', stderr);
  }
}

int cli_failed(const pincite_error *err) {
  if (err->status == PINCITE_EQUERY)
    say_lines(err->message);
  else
    cli_say("%s", err->message[0] ? err->message : pincite_status_text(err->status));
  return cli_exit_code(err->status);
}

int cli_finish(int code) {
  errno = 0;
  if (!fflush(stdout) && !ferror(stdout))
    return code;
  cli_say("cannot write to standard output: %s",
          errno ? strerror(errno) : "an earlier write failed");
  return CLI_IO;
}

const char *cli_directory(const char *option) {
  const char *directory = option ? option : getenv("PINCITE_INDEX");
  return directory && *directory ? directory : "corpus.pincite";
}

int cli_open(const char *option, pincite_open_mode mode, pincite_index **out) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  options.mode = mode;
  err.status = pincite_open(cli_directory(option), &options, out, &err);
  return err.status < 0 ? cli_failed(&err) : CLI_OK;
}
