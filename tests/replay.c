/* SPDX-License-Identifier: MIT
 *
 * replay.c - run a fuzz target over files, without a fuzzer: replay FOLDER...
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LIMIT ((size_t)4 << 20)

static int replay(const char *folder, const char *name, uint8_t *bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    return 1;
  }
  size_t size = fread(bytes, 1, LIMIT, file);
  fclose(file);
  /* A copy of its own size, so that reading behind its end is noticed. */
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy)
    return 1;
  memcpy(copy, bytes, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
  return 0;
}

int main(int argc, char **argv) {
  uint8_t *bytes = malloc(LIMIT);
  size_t count = 0;
  int failed = !bytes;
  for (int i = 1; i < argc && !failed; i++) {
    DIR *folder = opendir(argv[i]);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)))
      if (entry->d_name[0] != '.') {
        failed += replay(argv[i], entry->d_name, bytes);
        count++;
      }
    if (folder)
      closedir(folder);
  }
  free(bytes);
  printf("%zu inputs\n", count);
  return failed || !count;
}
