/* SPDX-License-Identifier: MIT
 *
 * guard.c - giving up every right that reading does not need.
 *
 * The process never opens a user's file: files come as open descriptors. So
 * what is left to take away is memory and processor time without end, writing,
 * the network, other programs.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "reader.h"

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

static void add(char *guards, size_t size, bool active, const char *name) {
  size_t len = strlen(guards);
  if (active)
    snprintf(guards + len, size - len, "%s%s", len ? ", " : "", name);
}

void pincite__guard_renew(unsigned seconds) {
  struct rusage used;
  if (getrusage(RUSAGE_SELF, &used) == 0)
    set_limit(RLIMIT_CPU,
              (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1,
              RLIM_INFINITY);
}

void pincite__guard(unsigned seconds, unsigned megabytes, char *guards, size_t size) {
  guards[0] = '\0';
#if defined(__SANITIZE_ADDRESS__)
  (void)megabytes; /* the sanitizer needs its terabytes */
#else
  add(guards, size,
      set_limit(RLIMIT_DATA, (rlim_t)megabytes << 20, (rlim_t)megabytes << 20), "memory");
#endif
  set_limit(RLIMIT_CORE, 0, 0);
  add(guards, size, set_limit(RLIMIT_FSIZE, 0, 0), "files");
  pincite__guard_renew(seconds);
  add(guards, size, true, "processor time");
}
