/* SPDX-License-Identifier: MIT
 *
 * guard.c - limits on a reading process, and the order in which rights go.
 *
 * The process never opens a user's file by name: files come as open descriptors.
 * So what is left to take away is memory and processor time without end, writing,
 * the network, other programs. Three layers do it, each where there is one:
 * resource limits, Landlock, seccomp.
 */
#define _DEFAULT_SOURCE /* for syscall() */
#include "guard.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* More descriptors than this a reader never has. */
#define MOST_FILES 64
/* Nanoseconds within which a limit that counts whole seconds, one more than it must, is
   not set anew: a short article takes less than that. */
#define SOON 200000000L

static bool set_limit(int which, rlim_t soft, rlim_t hard) {
  struct rlimit limit;
  if (getrlimit(which, &limit))
    return false;
  if (limit.rlim_max != RLIM_INFINITY && (hard == RLIM_INFINITY || hard > limit.rlim_max))
    hard = limit.rlim_max;
  if (hard != RLIM_INFINITY && (soft == RLIM_INFINITY || soft > hard))
    soft = hard;
  limit = (struct rlimit){.rlim_cur = soft, .rlim_max = hard};
  return setrlimit(which, &limit) == 0;
}

static void note(char *guards, size_t size, bool active, const char *name) {
  size_t len = strlen(guards);
  if (active)
    snprintf(guards + len, size - len, "%s%s", len ? ", " : "", name);
}

/* What the program that started us forgot to keep to itself. */
static void close_others(void) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0)
    return;
#endif
  for (int fd = 3; fd < 4096; fd++)
    close(fd);
}

static bool is_soon(struct timespec after, struct timespec now) {
  long nanoseconds =
      (now.tv_sec - after.tv_sec) * 1000000000L + now.tv_nsec - after.tv_nsec;
  return nanoseconds < SOON;
}

void pincite__guard_renew(unsigned seconds) {
  /* The limit is the process's, and so is this. */
  static struct timespec renewed;
  static unsigned allowed;
  struct timespec now;
  struct rusage used;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (seconds == allowed && is_soon(renewed, now))
    return;
  if (getrusage(RUSAGE_SELF, &used) == 0 &&
      set_limit(RLIMIT_CPU,
                (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1,
                RLIM_INFINITY)) {
    renewed = now;
    allowed = seconds;
  }
}

void pincite__guard(unsigned seconds, unsigned megabytes, char *guards, size_t size) {
  guards[0] = '\0';
  close_others();
  set_limit(RLIMIT_CORE, 0, 0);
  pincite__guard_renew(seconds);
  note(guards, size, true, "processor time");
#ifdef PINCITE_UNGUARDED
  (void)megabytes; /* sanitizers and coverage need what is taken away here */
#else
  rlim_t memory = (rlim_t)megabytes << 20;
  note(guards, size, set_limit(RLIMIT_DATA, memory, memory), "memory");
  note(guards, size, set_limit(RLIMIT_FSIZE, 0, 0), "file size");
  set_limit(RLIMIT_NOFILE, MOST_FILES, MOST_FILES);
  note(guards, size, pincite__guard_files(), "landlock");
  note(guards, size, pincite__guard_calls(), "seccomp");
#endif
}
