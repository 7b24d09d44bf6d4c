/* SPDX-License-Identifier: MIT
 *
 * Where the program is that reads foreign files.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

const char *cli_find_reader(char path[CLI_PATH_LIMIT]) {
  static const char *const places[] = {"/pincite-reader",
                                       "/../libexec/pincite/pincite-reader"};
  char self[CLI_PATH_LIMIT];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length <= 0)
    return NULL;
  self[length] = '\0';
  char *slash = strrchr(self, '/');
  if (!slash)
    return NULL;
  *slash = '\0';
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    int used = snprintf(path, CLI_PATH_LIMIT, "%s%s", self, places[i]);
    if (used > 0 && used < CLI_PATH_LIMIT && !access(path, X_OK))
      return path;
  }
  return NULL;
}
