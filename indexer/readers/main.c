/* SPDX-License-Identifier: MIT
 *
 * main.c - pincite-reader, the process in which foreign files are read.
 *
 * It is started by the library, never by hand: its standard input is a socket
 * from which requests come and to which articles go. See ../frame.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "guard.h"
#include "reader.h"

#define SOCKET 0

static bool receive(char *out, size_t len) {
  while (len) {
    ssize_t got = recv(SOCKET, out, len, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    out += got;
    len -= (size_t)got;
  }
  return true;
}

/* The head of a request and the descriptor that comes with its first byte. */
static bool receive_head(unsigned char head[PINCITE__FRAME_HEAD], int *fd) {
  union {
    struct cmsghdr align;
    char space[CMSG_SPACE(sizeof(int))];
  } control;
  struct iovec part = {head, PINCITE__FRAME_HEAD};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.space,
                           .msg_controllen = sizeof control.space};
  ssize_t got;
  do
    got = recvmsg(SOCKET, &message, 0);
  while (got < 0 && errno == EINTR);
  const struct cmsghdr *first = CMSG_FIRSTHDR(&message);
  if (got <= 0 || !first || first->cmsg_type != SCM_RIGHTS)
    return false;
  memcpy(fd, CMSG_DATA(first), sizeof *fd);
  return receive((char *)head + got, PINCITE__FRAME_HEAD - (size_t)got);
}

/* The next request; *payload holds what it says. */
static bool next_request(pincite_buf *payload, int *fd) {
  unsigned char head[PINCITE__FRAME_HEAD];
  pincite_frame_kind kind;
  size_t len;
  pincite__buf_clear(payload);
  if (!receive_head(head, fd) || !pincite__frame_head(head, &kind, &len) ||
      kind != PINCITE_FRAME_REQUEST || !pincite__buf_reserve(payload, len))
    return false;
  payload->len = len;
  return receive(payload->data, len);
}

static void answer(pincite_reading *reading, int fd, const char *name, const char *map) {
  pincite_file file = {.fd = fd};
  pincite_stream stream;
  pincite__sha256_init(&file.sha);
  pincite__stream_init(&stream, pincite__file_read, &file);
  pincite__reading_begin(reading, name, map);
  reading->file = &file;
  pincite__read(reading, &stream);
  pincite__stream_release(&stream);
  pincite__reading_finish(reading, &file);
}

/* Read input after input until the library hangs up. */
static int serve(pincite_reading *reading, unsigned seconds) {
  pincite_buf payload;
  pincite__buf_init(&payload, PINCITE__FRAME_LIMIT);
  int fd = -1;
  bool going = true;
  while (going && next_request(&payload, &fd)) {
    pincite_str name_view, map_view;
    char *name = NULL, *map = NULL;
    going =
        pincite__frame_read_request(pincite__buf_view(&payload), &name_view, &map_view);
    if (going) {
      name = pincite__copy(name_view);
      map = pincite__copy(map_view);
      going = name && map;
    }
    if (going) {
      pincite__guard_renew(seconds);
      answer(reading, fd, name, map);
    }
    going = going && !reading->cut_off;
    free(name);
    free(map);
    close(fd);
  }
  pincite__buf_release(&payload);
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4 || isatty(SOCKET)) {
    fputs("pincite-reader is started by pincite; it does nothing by itself\n", stderr);
    return 2;
  }
  unsigned seconds = (unsigned)strtoul(argv[1], NULL, 10);
  unsigned megabytes = (unsigned)strtoul(argv[2], NULL, 10);
  char guards[128];
  pincite_reading reading;
  pincite__guard(seconds, megabytes, guards, sizeof guards);
  pincite__reading_init(&reading, SOCKET);
  reading.seconds = seconds;
  reading.text_megabytes = (unsigned)strtoul(argv[3], NULL, 10);
  pincite__frame_hello(&reading.frames, guards);
  pincite__reading_send(&reading);
  int rc = serve(&reading, seconds);
  pincite__reading_release(&reading);
  return rc;
}
