/* SPDX-License-Identifier: MIT
 *
 * The terminal: colour, width, and text that is safe to show there.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "output.h"

/* Lines outside these are hard to read. */
#define COLUMNS_LEAST 40
#define COLUMNS_MOST 120
#define COLUMNS_DEFAULT 80

bool cli_wants_color(cli_color color) {
  if (color != CLI_COLOR_AUTO)
    return color == CLI_COLOR_ALWAYS;
  const char *never = getenv("NO_COLOR"), *terminal = getenv("TERM");
  return isatty(STDOUT_FILENO) && !(never && *never) && terminal &&
         strcmp(terminal, "dumb") != 0;
}

size_t cli_columns(int fd) {
  const char *wish = getenv("COLUMNS");
  long columns = wish ? strtol(wish, NULL, 10) : 0;
  struct winsize size;
  if (columns <= 0 && isatty(fd) && !ioctl(fd, TIOCGWINSZ, &size))
    columns = size.ws_col;
  if (columns <= 0)
    columns = COLUMNS_DEFAULT;
  if (columns < COLUMNS_LEAST)
    columns = COLUMNS_LEAST;
  return columns > COLUMNS_MOST ? COLUMNS_MOST : (size_t)columns;
}

size_t cli_character(const char *text, size_t length, size_t *bytes) {
  utf8proc_int32_t code;
  utf8proc_ssize_t used =
      utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &code);
  *bytes = used > 0 ? (size_t)used : 1;
  if (used <= 0 || code < 0x20)
    return 1;
  int width = utf8proc_charwidth(code);
  return width < 0 ? 1 : (size_t)width;
}

void cli_put_clean(const char *text, size_t length, FILE *to) {
  for (size_t at = 0, bytes; at < length; at += bytes) {
    cli_character(text + at, length - at, &bytes);
    unsigned char first = (unsigned char)text[at];
    bool control = first < 0x20 || first == 0x7f ||
                   (bytes == 2 && first == 0xc2 && (unsigned char)text[at + 1] < 0xa0);
    if (control)
      putc(' ', to);
    else
      fwrite(text + at, 1, bytes, to);
  }
}

size_t cli_line_end(const char *text, size_t from, size_t room, size_t *next) {
  size_t length = strlen(text), at = from, used = 0, blank = 0;
  while (at < length) {
    size_t bytes, columns = cli_character(text + at, length - at, &bytes);
    if (text[at] == ' ' && at > from)
      blank = at;
    if (used + columns > room)
      break;
    used += columns;
    at += bytes;
  }
  size_t end = at == length || !blank ? at : blank;
  *next = end;
  while (text[*next] == ' ')
    ++*next;
  return end;
}

const char *cli_grouped(uint64_t number, char out[CLI_GROUPED_SIZE]) {
  char digits[24];
  int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
  size_t used = 0;
  for (int i = 0; i < count; i++) {
    if (i && (count - i) % 3 == 0)
      out[used++] = ',';
    out[used++] = digits[i];
  }
  out[used] = '\0';
  return out;
}

const char *cli_counted(uint64_t number, const char *noun, char out[CLI_COUNTED_SIZE]) {
  char grouped[CLI_GROUPED_SIZE];
  snprintf(out, CLI_COUNTED_SIZE, "%s %.24s%s", cli_grouped(number, grouped), noun,
           number == 1 ? "" : "s");
  return out;
}

void cli_put_tsv(const char *text) {
  static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
  for (;;) {
    size_t plain = strcspn(text, special);
    fwrite(text, 1, plain, stdout);
    text += plain;
    if (!*text)
      return;
    putchar('\\');
    putchar(letters[strchr(special, *text++) - special]);
  }
}

void cli_put_csv(const char *text) {
  if (!strpbrk(text, ",\"\r\n")) {
    fputs(text, stdout);
    return;
  }
  putchar('"');
  for (; *text; text++) {
    if (*text == '"')
      putchar('"');
    putchar(*text);
  }
  putchar('"');
}
