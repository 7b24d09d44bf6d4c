/* SPDX-License-Identifier: MIT
 *
 * disk.h - a disk that fails when it is told to, or loses its power.
 *
 * It is a VFS over the system's, made the default one, under the files that the
 * library opens through SQLite. What is written goes to the real file at once; what
 * was not synced is remembered, so that a power cut can take it back.
 */
#ifndef PINCITE_TESTS_FAULTS_DISK_H
#define PINCITE_TESTS_FAULTS_DISK_H

#include <stdbool.h>

typedef enum disk_kind {
  DISK_READ,
  DISK_WRITE,
  DISK_SYNC,
  DISK_OTHER, /* open, delete, truncate, size, lock, shared memory */
  DISK_ANY
} disk_kind;

#define DISK_KINDS 4

void disk_install(void);
/* The next operations are counted from 1; the one numbered 'at' of this kind fails,
   with 'forever' all of that kind after it too. 0: none. */
void disk_fail(disk_kind kind, long at, bool forever);
/* The power goes when the operation numbered 'at', of any kind, would begin: nothing
   works from then on; 0: never. What is on the medium is what lies there now:
   everything must be closed. */
void disk_cut(long at);
/* How many operations of a kind there were. */
long disk_count(disk_kind kind);
/* Did a fault come to pass? */
bool disk_failed(void);
/* The power is back, and what had not been synced is kept, torn, or lost, by 'seed'.
   Everything must be closed. */
void disk_restore(unsigned seed);

#endif
