/* SPDX-License-Identifier: MIT
 *
 * citations.c - how fast text is scanned for citations: CPU time of one core, the
 * best of some rounds, without reading, parsing or printing.
 *
 *   citations [-r ROUNDS] FILE...
 *
 * A FILE is JSONL, compressed by gzip or not, with the texts in "text"; each is
 * scanned by itself, as passages are. Prints a row for each file and one for all:
 * file, texts, bytes, citations, seconds, MB/s.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "base.h"

typedef struct texts {
  pincite_buf bytes;
  size_t *ends;
  size_t count, capacity;
} texts;

static bool read_texts(const char *path, texts *out) {
  static char line[1 << 24];
  gzFile file = gzopen(path, "rb");
  bool fine = file != NULL;
  while (fine && gzgets(file, line, sizeof line)) {
    json_t *object = json_loads(line, 0, NULL);
    const char *text = json_string_value(json_object_get(object, "text"));
    if (text) {
      pincite__buf_adds(&out->bytes, text);
      fine = !out->bytes.failed &&
             pincite__grow(&out->ends, &out->capacity, out->count + 1, sizeof *out->ends);
      if (fine)
        out->ends[out->count++] = out->bytes.len;
    }
    json_decref(object);
  }
  if (file)
    gzclose(file);
  return fine;
}

static int count_one(const pincite_citation *citation, void *data) {
  (void)citation;
  ++*(size_t *)data;
  return 0;
}

/* Seconds of CPU time to scan all texts once. */
static double scan(const texts *all, size_t *citations) {
  struct timespec begin, end;
  size_t at = 0;
  *citations = 0;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  for (size_t i = 0; i < all->count; i++) {
    pincite_citations(all->bytes.data + at, all->ends[i] - at, NULL, count_one,
                      citations, NULL);
    at = all->ends[i];
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

static void print_row(const char *name, size_t count, size_t bytes, size_t citations,
                      double seconds) {
  printf("%s\t%zu\t%zu\t%zu\t%.3f\t%.1f\n", name, count, bytes, citations, seconds,
         (double)bytes / 1e6 / seconds);
}

int main(int argc, char **argv) {
  int rounds = 3, first = 1;
  size_t count = 0, bytes = 0, citations = 0;
  double seconds = 0;
  if (argc > 2 && !strcmp(argv[1], "-r")) {
    rounds = atoi(argv[2]);
    first = 3;
  }
  if (first >= argc || rounds < 1) {
    fputs("usage: citations [-r ROUNDS] FILE...\n", stderr);
    return 2;
  }
  puts("file\ttexts\tbytes\tcitations\tseconds\tMB/s");
  for (int i = first; i < argc; i++) {
    texts all = {.count = 0};
    size_t found = 0;
    double best = 0;
    pincite__buf_init(&all.bytes, PINCITE__BUF_LIMIT);
    if (!read_texts(argv[i], &all)) {
      fprintf(stderr, "citations: cannot read %s\n", argv[i]);
      return 1;
    }
    for (int round = 0; round < rounds; round++) {
      double time = scan(&all, &found);
      best = round && best < time ? best : time;
    }
    const char *slash = strrchr(argv[i], '/');
    print_row(slash ? slash + 1 : argv[i], all.count, all.bytes.len, found, best);
    count += all.count;
    bytes += all.bytes.len;
    citations += found;
    seconds += best;
    pincite__buf_release(&all.bytes);
    free(all.ends);
  }
  print_row("all", count, bytes, citations, seconds);
  return 0;
}
