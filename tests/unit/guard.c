/* SPDX-License-Identifier: MIT
 *
 * guard.c - what a reading process can still do once it is guarded: each claim
 * is tried in a process of its own.
 */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../indexer/readers/guard.h"

#ifdef PINCITE_UNGUARDED
#define SKIP_UNGUARDED() skip()
#else
#define SKIP_UNGUARDED() (void)0
#endif

/* Run 'attempt' guarded: its answer, or 1000 plus the signal that ended it. */
static int guarded(int (*attempt)(const char *guards)) {
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    char guards[128];
    pincite__guard(2, 200, guards, sizeof guards);
    _exit(attempt(guards));
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int has(const char *guards, const char *name) {
  return strstr(guards, name) != NULL;
}

static int try_write(const char *guards) {
  char path[] = "/tmp/pincite-guard-must-not-exist";
  int fd = open(path, O_WRONLY | O_CREAT, 0600);
  if (fd < 0)
    return 0;
  /* Where neither Landlock nor seccomp is, a file cannot be longer than nothing. */
  unlink(path);
  return has(guards, "landlock") || has(guards, "seccomp") ? 1 : 0;
}

static int try_socket(const char *guards) {
  return socket(AF_INET, SOCK_STREAM, 0) < 0 || !has(guards, "seccomp") ? 0 : 1;
}

static int try_program(const char *guards) {
  if (!has(guards, "seccomp") && !has(guards, "landlock"))
    return 0;
  execl("/bin/true", "true", (char *)NULL);
  return 77; /* still here: it was refused */
}

static int try_secret(const char *guards) {
  int fd = open("/etc/passwd", O_RDONLY);
  return fd < 0 || !has(guards, "landlock") ? 0 : 1;
}

static int try_memory(const char *guards) {
  (void)guards;
  char *bytes = malloc((size_t)300 << 20);
  if (!bytes)
    return 0;
  bytes[0] = 1;
  return bytes[0];
}

static int try_forever(const char *guards) {
  (void)guards;
  for (volatile unsigned i = 0;; i++)
    ;
  return 0;
}

static int left_open = -1;

static int try_descriptor(const char *guards) {
  (void)guards;
  return fcntl(left_open, F_GETFD) < 0 ? 0 : 1;
}

static void nothing_can_be_written(void **state) {
  (void)state;
  SKIP_UNGUARDED();
  assert_int_equal(guarded(try_write), 0);
  assert_int_equal(access("/tmp/pincite-guard-must-not-exist", F_OK), -1);
}

static void there_is_no_network(void **state) {
  (void)state;
  SKIP_UNGUARDED();
  assert_int_equal(guarded(try_socket), 0);
}

static void no_program_can_be_started(void **state) {
  (void)state;
  SKIP_UNGUARDED();
  int outcome = guarded(try_program);
  assert_true(outcome == 77 || outcome == 1000 + SIGSYS || outcome == 0);
}

static void files_of_users_cannot_be_seen(void **state) {
  (void)state;
  SKIP_UNGUARDED();
  assert_int_equal(guarded(try_secret), 0);
}

static void memory_ends(void **state) {
  (void)state;
  SKIP_UNGUARDED();
  assert_int_equal(guarded(try_memory), 0);
}

static void time_ends(void **state) {
  (void)state;
  assert_int_equal(guarded(try_forever), 1000 + SIGXCPU);
}

static void what_was_left_open_is_closed(void **state) {
  (void)state;
  left_open = open("/dev/null", O_RDONLY);
  assert_true(left_open > 2);
  assert_int_equal(guarded(try_descriptor), 0);
  close(left_open);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(nothing_can_be_written),
    cmocka_unit_test(there_is_no_network),
    cmocka_unit_test(no_program_can_be_started),
    cmocka_unit_test(files_of_users_cannot_be_seen),
    cmocka_unit_test(memory_ends),
    cmocka_unit_test(time_ends),
    cmocka_unit_test(what_was_left_open_is_closed),
};

TEST_MAIN(cases)
