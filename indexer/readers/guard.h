/* SPDX-License-Identifier: MIT
 *
 * guard.h - giving up every right that reading does not need.
 */
#ifndef PINCITE_READERS_GUARD_H
#define PINCITE_READERS_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* ---- interface of guard.c ------------------------------------------------ */

/* Close every descriptor but 0, 1 and 2, bound memory and processor time, and
   give up writing, the network and other programs, for good. What the system
   does not offer is left out; 'guards' is filled with the names of what is in
   force, comma-separated. */
void pincite__guard(unsigned seconds, unsigned megabytes, char *guards, size_t size);

/* Allow another 'seconds' of processor time from now on. */
void pincite__guard_renew(unsigned seconds);

/* ---- interface of guard_files.c ------------------------------------------- */

/* Landlock: no file can be opened but for reading, and only the system's. */
bool pincite__guard_files(void);

/* ---- interface of guard_calls.c ------------------------------------------- */

/* Seccomp: no system call works but those that reading takes. */
bool pincite__guard_calls(void);

#endif
