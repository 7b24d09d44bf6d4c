/* SPDX-License-Identifier: MIT
 *
 * startup.c - what a whole process costs, from its start to its end:
 *
 *     startup RUNS PROGRAM ARGUMENT...
 *
 * Runs it once unmeasured, then RUNS times with its output thrown away, and prints a
 * line "runs,cpu_p50,cpu_p95,cpu_p99,wall_p50,wall_p95,wall_p99", in ms.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static double milliseconds_of(struct timeval time) {
  return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static void run(char **command, double *cpu, double *wall) {
  struct rusage used;
  int status = 0;
  double began = now();
  pid_t child = fork();
  if (child < 0)
    bench_die("cannot start a process");
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0)
      dup2(null, STDOUT_FILENO);
    execvp(command[0], command);
    _exit(127);
  }
  if (wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
      WEXITSTATUS(status) != 0)
    bench_die("'%s' failed", command[0]);
  *wall = now() - began;
  *cpu = milliseconds_of(used.ru_utime) + milliseconds_of(used.ru_stime);
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print(double *times, size_t count) {
  static const double shares[] = {0.5, 0.95, 0.99};
  qsort(times, count, sizeof *times, by_size);
  for (size_t i = 0; i < 3; i++) {
    size_t at = (size_t)((double)count * shares[i]);
    printf(",%.2f", times[at < count ? at : count - 1]);
  }
}

int main(int argc, char **argv) {
  size_t runs = argc > 2 ? strtoull(argv[1], NULL, 10) : 0;
  if (runs == 0)
    bench_die("usage: startup RUNS PROGRAM ARGUMENT...");
  double *cpu = calloc(runs, sizeof *cpu), *wall = calloc(runs, sizeof *wall);
  if (!cpu || !wall)
    bench_die("out of memory");
  run(argv + 2, cpu, wall);
  for (size_t i = 0; i < runs; i++)
    run(argv + 2, &cpu[i], &wall[i]);
  printf("%zu", runs);
  print(cpu, runs);
  print(wall, runs);
  putchar('\n');
  free(cpu);
  free(wall);
  return 0;
}
