/* SPDX-License-Identifier: MIT
 *
 * thread.c - threads of the library's own.
 */
#include "thread.h"

#include <signal.h>

bool pincite__thread_start(pthread_t *thread, void *(*work)(void *data), void *data) {
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);
  bool started = pthread_create(thread, NULL, work, data) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}
