/* SPDX-License-Identifier: MIT
 *
 * Files that are read as a whole.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

char *cli_read_all(FILE *file, size_t *length) {
  size_t capacity = 1 << 16, used = 0, size;
  char *text = malloc(capacity);
  while (text && (size = fread(text + used, 1, capacity - used - 1, file)) > 0) {
    used += size;
    if (capacity - used > 1)
      continue;
    char *more = capacity > SIZE_MAX / 2 ? NULL : realloc(text, capacity * 2);
    if (!more) {
      free(text);
      return NULL;
    }
    text = more;
    capacity *= 2;
  }
  if (text && ferror(file)) {
    free(text);
    return NULL;
  }
  if (text)
    text[used] = '\0';
  *length = used;
  return text;
}

int cli_read_file(const char *path, char **out) {
  FILE *file = fopen(path, "rb");
  size_t length = 0;
  char *text = file ? cli_read_all(file, &length) : NULL;
  if (!text)
    cli_say("cannot read '%s': %s", path, strerror(errno));
  if (file)
    fclose(file);
  if (text && strlen(text) != length) {
    cli_say("'%s' is no text", path);
    free(text);
    return CLI_USAGE;
  }
  if (!text)
    return CLI_IO;
  *out = text;
  return CLI_OK;
}
