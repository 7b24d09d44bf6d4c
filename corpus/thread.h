/* SPDX-License-Identifier: MIT
 *
 * thread.h - threads of the library's own.
 */
#ifndef PINCITE_CORPUS_THREAD_H
#define PINCITE_CORPUS_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Start a thread that gets none of the program's signals: those are the caller's. False:
   there is none to be had. */
bool pincite__thread_start(pthread_t *thread, void *(*work)(void *data), void *data);

#endif
