/* SPDX-License-Identifier: MIT
 *
 * heap.c - how malloc() is to be set for what is asked of the program.
 *
 * A process that answers one question touches some ten megabytes once: the pages that
 * it reads, and what it remembers. To have them four kilobytes at a time costs as much
 * as the answer.
 */
#define _DEFAULT_SOURCE /* madvise() */

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "cli.h"

#define ROOM ((size_t)16 << 20)
#define PAGE ((uintptr_t)2 << 20)
#define HEAD (2 * sizeof(size_t)) /* of a piece of malloc()'s */
#define LARGE (256 << 10)

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
/* Memory is given out from below: what lies under the first large page is held for good,
   so that nothing comes from there. */
static void *volatile below;
#endif

void cli_make_room(void) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  mallopt(M_MMAP_THRESHOLD, 2 * (int)ROOM);
  mallopt(M_TRIM_THRESHOLD, 4 * (int)ROOM);
  char *room = malloc(ROOM);
  uintptr_t first = ((uintptr_t)room + PAGE - 1) / PAGE * PAGE;
  uintptr_t end = ((uintptr_t)room + ROOM) / PAGE * PAGE;
  /* Advice: where it is not taken, all is as it was. */
  if (room && end > first)
    madvise(room + (first - (uintptr_t)room), end - first, MADV_HUGEPAGE);
  free(room);
  if (room && first > (uintptr_t)room + HEAD)
    below = malloc(first - (uintptr_t)room - HEAD);
#endif
}

void cli_give_back(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}
