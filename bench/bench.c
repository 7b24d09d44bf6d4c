/* SPDX-License-Identifier: MIT
 *
 * bench.c - see bench.h.
 */
#include "bench.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void bench_die(const char *format, ...) {
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  exit(1);
}

static const char *string_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

void bench_read(char **files, int count, void (*each)(const bench_passage *, void *),
                void *data) {
  char *line = NULL;
  size_t capacity = 0;
  for (int i = 0; i < count; i++) {
    FILE *file = fopen(files[i], "r");
    if (!file)
      bench_die("cannot open '%s'", files[i]);
    ssize_t length;
    while ((length = getline(&line, &capacity, file)) > 0) {
      json_t *object = json_loadb(line, (size_t)length, 0, NULL);
      if (!object)
        bench_die("a line of '%s' is not JSON", files[i]);
      bench_passage passage = {string_of(object, "_id"), string_of(object, "title"),
                               string_of(object, "text"), string_of(object, "source")};
      each(&passage, data);
      json_decref(object);
    }
    fclose(file);
  }
  free(line);
}

/* ---- questions -------------------------------------------------------------------- */

static void parse(char *line, bench_question *question) {
  memset(question, 0, sizeof *question);
  line[strcspn(line, "\n")] = '\0';
  char *source = strchr(line, '\t'), *words = source ? strchr(source + 1, '\t') : NULL;
  if (!words)
    bench_die("no question: '%s'", line);
  *source++ = *words++ = '\0';
  snprintf(question->kind, sizeof question->kind, "%s", line);
  snprintf(question->source, sizeof question->source, "%s", source);
  snprintf(question->text, sizeof question->text, "%s", words);
  char *rest = NULL;
  for (char *word = strtok_r(question->text, " ", &rest);
       word && question->count < BENCH_WORDS; word = strtok_r(NULL, " ", &rest))
    question->words[question->count++] = word;
}

static double microseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* So many microseconds are not measured twice: reading for the first time is no part
   of them that matters. */
#define SLOW 100000

void bench_ask(const char *questions, size_t k, const char *system, bench_asker ask,
               void *data) {
  FILE *file = fopen(questions, "r");
  if (!file)
    bench_die("cannot open '%s'", questions);
  char *line = NULL;
  size_t capacity = 0, number = 0;
  bench_question question;
  while (getline(&line, &capacity, file) > 0) {
    parse(line, &question);
    number++;
    double wall = 0, cpu = 0;
    bench_result result = {0, 0};
    for (int pass = 0; pass < 2 && cpu < SLOW; pass++) {
      wall = -microseconds(CLOCK_MONOTONIC);
      cpu = -microseconds(CLOCK_THREAD_CPUTIME_ID);
      result = ask(&question, k, data);
      cpu += microseconds(CLOCK_THREAD_CPUTIME_ID);
      wall += microseconds(CLOCK_MONOTONIC);
    }
    if (result.hits == SIZE_MAX)
      continue;
    printf("%s\t%zu\t%s\t%zu\t%.1f\t%.1f\t%zu\t%.6f\n", system, k, question.kind, number,
           wall, cpu, result.hits, result.top);
  }
  fclose(file);
  free(line);
}

void bench_join(const bench_question *question, const char *join, const char *quote,
                char *out, size_t size) {
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < question->count && at < size; i++)
    at += (size_t)snprintf(out + at, size - at, "%s%s%s%s", i ? join : "", quote,
                           question->words[i], quote);
}
