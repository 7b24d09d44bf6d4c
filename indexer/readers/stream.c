/* SPDX-License-Identifier: MIT
 *
 * stream.c - reading bytes from somewhere, with a look ahead.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "reader.h"

void pincite__stream_init(pincite_stream *stream,
                          long (*read)(void *data, char *out, size_t len), void *data) {
  *stream = (pincite_stream){.read = read, .data = data};
  pincite__buf_init(&stream->ahead, PINCITE__PEEK_LIMIT);
}

void pincite__stream_release(pincite_stream *stream) {
  pincite__buf_release(&stream->ahead);
}

/* Read on, unless the stream is at its end. */
static size_t pull(pincite_stream *stream, char *out, size_t len) {
  if (stream->ended)
    return 0;
  long got = stream->read(stream->data, out, len);
  if (got <= 0) {
    stream->ended = true;
    stream->broken = got < 0;
    return 0;
  }
  return (size_t)got;
}

pincite_str pincite__stream_peek(pincite_stream *stream) {
  pincite_buf *ahead = &stream->ahead;
  if (stream->at) {
    memmove(ahead->data, ahead->data + stream->at, ahead->len - stream->at);
    ahead->len -= stream->at;
    stream->at = 0;
  }
  size_t got = 1;
  while (got && ahead->len < PINCITE__PEEK_LIMIT &&
         pincite__buf_reserve(ahead, PINCITE__PEEK_LIMIT - ahead->len)) {
    got = pull(stream, ahead->data + ahead->len, PINCITE__PEEK_LIMIT - ahead->len);
    ahead->len += got;
    ahead->data[ahead->len] = '\0';
  }
  if (ahead->failed)
    stream->broken = true;
  return pincite__buf_view(ahead);
}

size_t pincite__stream_take(pincite_stream *stream, char *out, size_t len) {
  size_t have = stream->ahead.len - stream->at;
  if (have == 0)
    return pull(stream, out, len);
  size_t part = have < len ? have : len;
  memcpy(out, stream->ahead.data + stream->at, part);
  stream->at += part;
  return part;
}

bool pincite__stream_rest(pincite_stream *stream, pincite_buf *out) {
  pincite_str head = pincite__stream_peek(stream);
  pincite__buf_add(out, head.at, head.len);
  stream->at = head.len;
  while (!stream->ended && !stream->broken && !out->failed) {
    /* One byte more than may be held shows that there is too much. */
    size_t room = out->limit - out->len, part = (size_t)1 << 20;
    char more;
    if (room == 0) {
      if (pull(stream, &more, 1)) {
        out->failed = true;
        pincite__buf_clear(&stream->ahead);
        pincite__buf_addc(&stream->ahead, more);
        stream->at = 0;
      }
    } else if (pincite__buf_reserve(out, part < room ? part : room)) {
      out->len += pull(stream, out->data + out->len, part < room ? part : room);
      out->data[out->len] = '\0';
    }
  }
  return !stream->broken && !out->failed;
}

bool pincite__stream_line(pincite_stream *stream, pincite_buf *line) {
  bool any = false;
  for (;;) {
    const char *at = stream->ahead.data + stream->at;
    size_t have = stream->ahead.len - stream->at;
    const char *end = have ? memchr(at, '\n', have) : NULL;
    size_t part = end ? (size_t)(end - at) : have;
    pincite__buf_add(line, at, part);
    stream->at += part + (end ? 1 : 0);
    any = any || have;
    if (end)
      return true;
    if (pincite__stream_peek(stream).len == 0)
      return any;
  }
}

long pincite__file_read(void *data, char *out, size_t len) {
  pincite_file *file = data;
  ssize_t got;
  do
    got = read(file->fd, out, len);
  while (got < 0 && errno == EINTR);
  if (got > 0) {
    pincite__sha256_add(&file->sha, out, (size_t)got);
    file->bytes += (uint64_t)got;
  }
  return (long)got;
}

long pincite__memory_read(void *data, char *out, size_t len) {
  pincite_str *left = data;
  size_t part = left->len < len ? left->len : len;
  if (part)
    memcpy(out, left->at, part);
  left->at += part;
  left->len -= part;
  return (long)part;
}
