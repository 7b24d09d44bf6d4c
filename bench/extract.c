/* SPDX-License-Identifier: MIT
 *
 * extract.c - read HTML files and print one JSON object a line: what the
 * reader makes of each, for scoring. With -t, read everything N times and
 * print how long that took instead.
 *
 *   extract FILE...          {"id":"NAME","title":...,"text":...}
 *   extract -t N FILE...     pages, bytes, seconds, pages/s
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../indexer/readers/html.h"

static const struct {
  const char *name;
  pincite_field field;
} fields[] = {{"title", PINCITE_FIELD_TITLE},
              {"author", PINCITE_FIELD_AUTHOR},
              {"published", PINCITE_FIELD_PUBLISHED},
              {"date", PINCITE_FIELD_PUBLISHED},
              {"language", PINCITE_FIELD_LANGUAGE},
              {"site", PINCITE_FIELD_SOURCE},
              {"uri", PINCITE_FIELD_URI}};

static bool read_file(const char *path, pincite_buf *out) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  char part[65536];
  size_t got;
  pincite__buf_clear(out);
  while ((got = fread(part, 1, sizeof part, file)) > 0)
    pincite__buf_add(out, part, got);
  bool fine = !ferror(file) && !out->failed;
  fclose(file);
  return fine;
}

/* The name of a file without its folders and its last extension. */
static void add_id(json_t *object, const char *path) {
  const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  const char *dot = strrchr(name, '.');
  json_object_set_new(object, "id",
                      json_stringn(name, dot ? (size_t)(dot - name) : strlen(name)));
}

static void print_document(const char *path, const pincite_document *document, bool all) {
  json_t *object = json_object(), *zones = json_array(), *origins = json_object();
  add_id(object, path);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    pincite_str text = pincite__document_get(document, fields[i].field);
    json_object_set_new(object, fields[i].name,
                        text.len ? json_stringn(text.at, text.len) : json_null());
    json_object_set_new(origins, fields[i].name,
                        json_string(document->origins[fields[i].field].data));
  }
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__TEXT_LIMIT);
  for (size_t i = 0; i < document->block_count; i++) {
    const pincite_block *block = &document->blocks[i];
    json_array_append_new(zones, json_string(pincite__zone_name(block->zone)));
    if (!all &&
        (block->zone == PINCITE_ZONE_BOILERPLATE || block->zone == PINCITE_ZONE_TITLE))
      continue;
    if (text.len)
      pincite__buf_adds(&text, "\n\n");
    if (all)
      pincite__buf_addf(&text, "[%s] ", pincite__zone_name(block->zone));
    pincite__buf_add(&text, document->text.data + block->start, block->length);
  }
  json_object_set_new(object, "text", json_stringn(text.data, text.len));
  json_object_set_new(object, "zones", zones);
  json_object_set_new(object, "origins", origins);
  json_dumpf(object, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(object);
  pincite__buf_release(&text);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  int first = 1, rounds = 0, failed = 0;
  bool all = false;
  if (argc > 2 && strcmp(argv[1], "-t") == 0) {
    rounds = atoi(argv[2]);
    first = 3;
  } else if (argc > 1 && strcmp(argv[1], "-a") == 0) {
    all = true;
    first = 2;
  }
  pincite_buf bytes;
  pincite_document document;
  pincite_error err;
  double seconds = 0, size = 0;
  pincite__buf_init(&bytes, PINCITE__BUF_LIMIT);
  pincite__document_init(&document);
  for (int i = first; i < argc; i++) {
    if (!read_file(argv[i], &bytes)) {
      fprintf(stderr, "cannot read '%s'\n", argv[i]);
      failed = 1;
      continue;
    }
    double start = now();
    for (int round = 0; round < (rounds ? rounds : 1); round++) {
      pincite__document_clear(&document);
      if (pincite__read_html(bytes.data, bytes.len, NULL, &document, &err)) {
        fprintf(stderr, "%s: %s\n", argv[i], err.message);
        failed = 1;
      }
    }
    seconds += now() - start;
    size += (double)bytes.len;
    if (!rounds)
      print_document(argv[i], &document, all);
  }
  if (rounds) {
    double pages = (double)(argc - first) * rounds;
    printf("pages %.0f  MB %.1f  seconds %.3f  pages/s %.0f  MB/s %.1f\n", pages,
           size * rounds / 1e6, seconds, pages / seconds, size * rounds / 1e6 / seconds);
  }
  pincite__document_release(&document);
  pincite__buf_release(&bytes);
  return failed;
}
