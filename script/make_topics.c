/* SPDX-License-Identifier: MIT
 *
 * make_topics.c - compiles the topics that ship into C: their names and their
 * files' text, sorted by name.
 *
 *     make_topics OUTPUT.c NAME.topic...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what, const char *which) {
  fprintf(stderr, "make_topics: %s '%s'\n", what, which);
  exit(1);
}

static const char *base_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static int by_base(const void *left, const void *right) {
  return strcmp(base_of(*(char *const *)left), base_of(*(char *const *)right));
}

static void print_topic(const char *path) {
  const char *base = base_of(path), *dot = strstr(base, ".topic");
  FILE *file = fopen(path, "r");
  if (!file || !dot)
    die("cannot read", path);
  printf("    {\"%.*s\",\n     \"", (int)(dot - base), base);
  for (int c; (c = getc(file)) != EOF;) {
    if (c == '\n')
      printf("\\n\"\n     \"");
    else if (c == '"' || c == '\\')
      printf("\\%c", c);
    else
      putchar(c);
  }
  printf("\"},\n");
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc < 3)
    die("usage", "make_topics OUTPUT.c NAME.topic...");
  if (!freopen(argv[1], "w", stdout))
    die("cannot write", argv[1]);
  qsort(argv + 2, (size_t)argc - 2, sizeof *argv, by_base);
  printf("/* Made by make_topics.c from the files of corpus/topics. */\n"
         "#include \"topic.h\"\n\n"
         "const pincite_topic_file pincite__topic_files[] = {\n");
  for (int i = 2; i < argc; i++)
    print_topic(argv[i]);
  printf("};\nconst size_t pincite__topic_file_count = %d;\n", argc - 2);
  if (fclose(stdout))
    die("cannot write", argv[1]);
  return 0;
}
