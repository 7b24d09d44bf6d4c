/* SPDX-License-Identifier: MIT
 *
 * worker.c - one reading process: starting it, talking to it, ending it.
 *
 * The process gets a socket as its standard input and nothing else: no other
 * descriptor, no terminal, no environment of ours, no interrupts meant for the
 * terminal's group. A file comes to it as an open descriptor along with the
 * request, so it never needs a name in the file system.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

/* A reader ahead of its turn may have said this much before it must wait. */
#define AHEAD ((size_t)4 << 20)
#define PIECE ((size_t)256 << 10)

void pincite__worker_init(pincite_worker *worker) {
  *worker = (pincite_worker){.fd = -1};
  pincite__buf_init(&worker->in, AHEAD + PINCITE__FRAME_LIMIT + 2 * PIECE);
}

/* Interrupts are the caller's business; everything else is as if new. */
static int set_signals(posix_spawnattr_t *attributes) {
  sigset_t all, mask;
  sigfillset(&all);
  sigemptyset(&mask);
  sigaddset(&mask, SIGINT);
  sigaddset(&mask, SIGQUIT);
  sigaddset(&mask, SIGHUP);
  int rc = posix_spawnattr_setflags(attributes,
                                    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  if (!rc)
    rc = posix_spawnattr_setsigdefault(attributes, &all);
  return rc ? rc : posix_spawnattr_setsigmask(attributes, &mask);
}

static int set_descriptors(posix_spawn_file_actions_t *actions, int socket) {
  int rc = posix_spawn_file_actions_adddup2(actions, socket, 0);
  if (!rc)
    rc = posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
  return rc ? rc : posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
}

static int spawn(const char *reader, const pincite_reading_limits *limits, int socket,
                 pid_t *pid) {
  char name[] = "pincite-reader", seconds[16], megabytes[16], text[16];
  char language[] = "LC_ALL=C.UTF-8", path[] = "PATH=/usr/bin:/bin";
  snprintf(seconds, sizeof seconds, "%u", limits->seconds);
  snprintf(megabytes, sizeof megabytes, "%u", limits->megabytes);
  snprintf(text, sizeof text, "%u", limits->text_megabytes);
  char *arguments[] = {name, seconds, megabytes, text, NULL};
  char *environment[] = {language, path, NULL};
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int rc = posix_spawnattr_init(&attributes);
  if (rc)
    return rc;
  rc = posix_spawn_file_actions_init(&actions);
  if (!rc) {
    rc = set_signals(&attributes);
    if (!rc)
      rc = set_descriptors(&actions, socket);
    if (!rc)
      rc = posix_spawn(pid, reader, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
  }
  posix_spawnattr_destroy(&attributes);
  return rc;
}

pincite_status pincite__worker_start(pincite_worker *worker, const char *reader,
                                     const pincite_reading_limits *limits,
                                     pincite_error *err) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
    return pincite__fail(err, PINCITE_EIO, "cannot make a socket for '%s'", reader);
  pid_t pid = 0;
  int rc = spawn(reader, limits, pair[1], &pid);
  close(pair[1]);
  if (rc) {
    close(pair[0]);
    char why[128] = "";
    (void)!strerror_r(rc, why, sizeof why);
    return pincite__fail(err, PINCITE_EIO, "cannot run the reading program '%s': %s",
                         reader, why);
  }
  pincite__buf_clear(&worker->in);
  worker->pid = pid;
  worker->fd = pair[0];
  worker->greeted = worker->ended = false;
  worker->fault = NULL;
  worker->at = 0;
  return PINCITE_OK;
}

void pincite__worker_kill(pincite_worker *worker) {
  if (worker->pid > 0 && !worker->ended)
    kill(worker->pid, SIGKILL);
  worker->ended = true;
}

/* Wait for the process, which has ended or is about to. */
static int collect(pincite_worker *worker) {
  int status = 0;
  if (worker->fd >= 0)
    close(worker->fd);
  worker->fd = -1;
  while (worker->pid > 0 && waitpid(worker->pid, &status, 0) < 0)
    if (errno != EINTR) {
      status = 0; /* the program ignores its children: nobody knows */
      break;
    }
  worker->pid = 0;
  return status;
}

void pincite__worker_release(pincite_worker *worker) {
  if (worker->pid > 0) {
    kill(worker->pid, SIGKILL);
    collect(worker);
  }
  pincite__buf_release(&worker->in);
  pincite__worker_init(worker);
}

/* Send all of 'bytes', the descriptor along with the first of them. */
static bool send_all(int socket, int fd, const char *bytes, size_t len) {
  union {
    struct cmsghdr align;
    char space[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct iovec part = {(void *)(uintptr_t)bytes, len};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.space,
                           .msg_controllen = sizeof control.space};
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(head), &fd, sizeof fd);
  while (part.iov_len) {
    ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR)
      return false;
    if (sent <= 0)
      continue;
    part.iov_base = (char *)part.iov_base + sent;
    part.iov_len -= (size_t)sent;
    message.msg_control = NULL;
    message.msg_controllen = 0;
  }
  return true;
}

pincite_status pincite__worker_send(pincite_worker *worker, int fd, const char *name,
                                    const char *map, pincite_error *err) {
  pincite_buf frame;
  pincite__buf_init(&frame, PINCITE__FRAME_LIMIT);
  pincite__frame_request(&frame, name, map);
  if (frame.failed) {
    pincite__buf_release(&frame);
    return pincite__no_memory(err);
  }
  if (!worker->ended)
    (void)send_all(worker->fd, fd, frame.data, frame.len);
  pincite__buf_release(&frame);
  worker->waiting++;
  return PINCITE_OK;
}

bool pincite__worker_full(const pincite_worker *worker) {
  return worker->in.len - worker->at > AHEAD;
}

/* Drop what has been looked at, when it is worth the copying. */
static void compact(pincite_worker *worker) {
  pincite_buf *in = &worker->in;
  if (worker->at < in->len && worker->at < PIECE)
    return;
  if (worker->at)
    memmove(in->data, in->data + worker->at, in->len - worker->at);
  in->len -= worker->at;
  worker->at = 0;
}

pincite_status pincite__worker_listen(pincite_worker *worker, pincite_error *err) {
  compact(worker);
  pincite_buf *in = &worker->in;
  if (!pincite__buf_reserve(in, PIECE))
    return pincite__no_memory(err);
  ssize_t got = recv(worker->fd, in->data + in->len, PIECE, MSG_DONTWAIT);
  if (got > 0)
    in->len += (size_t)got;
  else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
    worker->ended = true;
  return PINCITE_OK;
}

int pincite__worker_frame(pincite_worker *worker, pincite_frame_kind *kind,
                          pincite_str *payload) {
  size_t have = worker->in.len - worker->at, len;
  if (have < PINCITE__FRAME_HEAD)
    return 0;
  const char *head = worker->in.data + worker->at;
  if (!pincite__frame_head((const unsigned char *)head, kind, &len))
    return -1;
  if (have - PINCITE__FRAME_HEAD < len)
    return 0;
  *payload = (pincite_str){head + PINCITE__FRAME_HEAD, len};
  worker->at += PINCITE__FRAME_HEAD + len;
  return 1;
}

static void say(pincite_reading_end *end, const char *reason, const char *name,
                const char *what) {
  snprintf(end->reason, sizeof end->reason, "%s", reason);
  pincite_error sentence;
  pincite__fail(&sentence, PINCITE_EIO, "%s while reading '%s'", what, name);
  size_t cut = pincite__utf8_cut(sentence.message, strlen(sentence.message),
                                 PINCITE__DETAIL_SIZE - 1);
  memcpy(end->detail, sentence.message, cut);
  end->detail[cut] = '\0';
}

void pincite__worker_verdict(pincite_worker *worker, const char *name,
                             const pincite_reading_limits *limits,
                             pincite_reading_end *end) {
  int status = collect(worker);
  *end = (pincite_reading_end){.state = PINCITE_READING_FAILED};
  char what[96];
  int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if ((worker->fault && strcmp(worker->fault, "timeout") == 0) || number == SIGXCPU) {
    snprintf(what, sizeof what, "the reader took more than %u seconds",
             limits->seconds);
    say(end, "timeout", name, what);
  } else if (worker->fault) {
    say(end, worker->fault, name, "the reader's answer made no sense");
  } else if (number == SIGSYS) {
    say(end, "crash", name, "the reader was stopped for a forbidden system call");
  } else if (number) {
    snprintf(what, sizeof what, "the reader was ended by signal %d", number);
    say(end, "crash", name, what);
  } else {
    snprintf(what, sizeof what, "the reader left (exit status %d)", WEXITSTATUS(status));
    say(end, "crash", name, what);
  }
}
