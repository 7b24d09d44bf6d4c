/* SPDX-License-Identifier: MIT
 *
 * readers.c - how many questions two reading threads answer in the time of one:
 *
 *     readers INDEX QUESTIONS [ROUNDS [THREADS]]
 *
 * QUESTIONS has one a line, behind the last tab where there is one, so that what
 * questions.c writes is understood. Each thread has a handle of its own and asks all of
 * them, beginning at another place. A round is one thread, then THREADS (2), so that
 * both meet the same load; after a round that is not counted, ROUNDS (11) are. Prints
 * "threads,questions/s,ms of CPU a question" of the median round, and the median of the
 * rounds' ratios.
 */
#include <pincite.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

#define THREADS_MAX 64

typedef struct question_list {
  char **items;
  size_t count;
} question_list;

typedef struct asker {
  pthread_t thread;
  pincite_index *index;
  const question_list *questions;
  size_t first;
  double cpu;
} asker;

typedef struct measured {
  double rate, cpu; /* questions a second, seconds a question */
} measured;

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static question_list read_questions(const char *path) {
  question_list list = {NULL, 0};
  char *line = NULL;
  size_t capacity = 0;
  FILE *file = fopen(path, "r");
  if (!file)
    bench_die("cannot open '%s'", path);
  while (getline(&line, &capacity, file) > 0) {
    line[strcspn(line, "\n")] = '\0';
    char *tab = strrchr(line, '\t');
    list.items = realloc(list.items, (list.count + 1) * sizeof *list.items);
    char *copy = strdup(tab ? tab + 1 : line);
    if (!list.items || !copy)
      bench_die("out of memory");
    list.items[list.count++] = copy;
  }
  free(line);
  fclose(file);
  if (list.count == 0)
    bench_die("no questions in '%s'", path);
  return list;
}

static void *ask_all(void *data) {
  asker *a = data;
  pincite_error err;
  a->cpu = -seconds(CLOCK_THREAD_CPUTIME_ID);
  for (size_t i = 0; i < a->questions->count; i++) {
    const char *question = a->questions->items[(a->first + i) % a->questions->count];
    pincite_hits *hits = NULL;
    pincite_hit hit;
    pincite_status status =
        pincite_search(a->index, question, SIZE_MAX, NULL, &hits, &err);
    while (!status)
      status = pincite_hits_next(hits, &hit, &err);
    pincite_hits_free(hits);
    if (status < 0)
      bench_die("'%s': %s", question, err.message);
  }
  a->cpu += seconds(CLOCK_THREAD_CPUTIME_ID);
  return NULL;
}

static measured measure(asker *askers, size_t count) {
  double cpu = 0, began = seconds(CLOCK_MONOTONIC);
  for (size_t i = 0; i < count; i++)
    if (pthread_create(&askers[i].thread, NULL, ask_all, &askers[i]))
      bench_die("cannot start a thread");
  for (size_t i = 0; i < count; i++) {
    pthread_join(askers[i].thread, NULL);
    cpu += askers[i].cpu;
  }
  double asked = (double)count * (double)askers->questions->count;
  return (measured){asked / (seconds(CLOCK_MONOTONIC) - began), cpu / asked};
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, by_size);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void run(asker *askers, size_t threads, size_t rounds) {
  double *rates[2], *cpus[2], *ratios = calloc(rounds, sizeof *ratios);
  size_t counts[2] = {1, threads};
  for (int i = 0; i < 2; i++) {
    rates[i] = calloc(rounds, sizeof **rates);
    cpus[i] = calloc(rounds, sizeof **cpus);
    if (!rates[i] || !cpus[i] || !ratios)
      bench_die("out of memory");
    measure(askers, counts[i]);
  }
  for (size_t round = 0; round < rounds; round++) {
    for (int i = 0; i < 2; i++) {
      measured m = measure(askers, counts[i]);
      rates[i][round] = m.rate;
      cpus[i][round] = m.cpu * 1e3;
    }
    ratios[round] = rates[1][round] / rates[0][round];
  }
  for (int i = 0; i < 2; i++)
    printf("%zu,%.1f,%.3f\n", counts[i], median(rates[i], rounds),
           median(cpus[i], rounds));
  printf("ratio %.2f\n", median(ratios, rounds));
  for (int i = 0; i < 2; i++) {
    free(rates[i]);
    free(cpus[i]);
  }
  free(ratios);
}

int main(int argc, char **argv) {
  size_t rounds = argc > 3 ? strtoull(argv[3], NULL, 10) : 11;
  size_t threads = argc > 4 ? strtoull(argv[4], NULL, 10) : 2;
  if (argc < 3 || rounds == 0 || threads == 0 || threads > THREADS_MAX)
    bench_die("usage: readers INDEX QUESTIONS [ROUNDS [THREADS]]");
  question_list questions = read_questions(argv[2]);
  static asker askers[THREADS_MAX];
  pincite_error err;
  for (size_t i = 0; i < threads; i++) {
    askers[i].questions = &questions;
    askers[i].first = i * questions.count / threads;
    if (pincite_open(argv[1], NULL, &askers[i].index, &err))
      bench_die("%s", err.message);
  }
  run(askers, threads, rounds);
  for (size_t i = 0; i < threads; i++)
    pincite_close(askers[i].index);
  for (size_t i = 0; i < questions.count; i++)
    free(questions.items[i]);
  free(questions.items);
  return 0;
}
