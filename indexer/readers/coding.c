/* SPDX-License-Identifier: MIT
 *
 * coding.c - undoing what was done to bytes on their way: RFC 9112 chunks, RFC 2045
 * base64 and quoted-printable, RFC 2047 words in headers, deflate.
 */
#include <string.h>
#include <zlib.h>

#include "charset.h"
#include "headers.h"

/* Of a header no more is looked at. */
#define LONGEST ((size_t)16 << 10)

static int hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  char l = (char)(c | 32);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

void pincite__undo_chunked(pincite_str text, pincite_buf *out) {
  size_t at = 0;
  while (at < text.len) {
    size_t size = 0, digits = 0;
    for (; at < text.len && hex(text.at[at]) >= 0 && digits < 8; at++, digits++)
      size = 16 * size + (size_t)hex(text.at[at]);
    const char *end = memchr(text.at + at, '\n', text.len - at);
    if (!digits || !end || size == 0)
      return;
    at = (size_t)(end - text.at) + 1;
    size_t part = size < text.len - at ? size : text.len - at;
    pincite__buf_add(out, text.at + at, part);
    at += part;
    while (at < text.len && (text.at[at] == '\r' || text.at[at] == '\n'))
      at++;
  }
}

static int sixbits(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void pincite__undo_base64(pincite_str text, pincite_buf *out) {
  unsigned bits = 0, have = 0;
  for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
    int value = sixbits(text.at[i]);
    if (value < 0)
      continue;
    bits = (bits << 6 | (unsigned)value) & 0xffffff;
    have += 6;
    if (have >= 8) {
      have -= 8;
      pincite__buf_addc(out, (char)(bits >> have & 0xff));
    }
  }
}

void pincite__undo_quoted(pincite_str text, bool header, pincite_buf *out) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    size_t left = text.len - i;
    if (c == '=' && left > 2 && hex(text.at[i + 1]) >= 0 && hex(text.at[i + 2]) >= 0) {
      pincite__buf_addc(out, (char)(16 * hex(text.at[i + 1]) + hex(text.at[i + 2])));
      i += 2;
    } else if (c == '=' && left > 1 && text.at[i + 1] == '\n') {
      i += 1;
    } else if (c == '=' && left > 2 && text.at[i + 1] == '\r' && text.at[i + 2] == '\n') {
      i += 2;
    } else {
      pincite__buf_addc(out, header && c == '_' ? ' ' : c);
    }
  }
}

bool pincite__undo_deflate(pincite_str text, pincite_buf *out) {
  z_stream stream = {.next_in = (Bytef *)(uintptr_t)text.at, .avail_in = (uInt)text.len};
  bool gzip = text.len > 2 && (unsigned char)text.at[0] == 0x1f;
  bool zlib =
      text.len > 2 && (text.at[0] & 0x0f) == 8 &&
      (((unsigned)(unsigned char)text.at[0] << 8) + (unsigned char)text.at[1]) % 31 == 0;
  if (inflateInit2(&stream, gzip ? 15 + 16 : zlib ? 15 : -15) != Z_OK)
    return false;
  int rc = Z_OK;
  while (rc == Z_OK && !out->failed) {
    size_t room = out->limit - out->len, part = (size_t)256 << 10;
    if (room == 0 || !pincite__buf_reserve(out, part < room ? part : room))
      break;
    part = part < room ? part : room;
    stream.next_out = (Bytef *)out->data + out->len;
    stream.avail_out = (uInt)part;
    rc = inflate(&stream, Z_NO_FLUSH);
    out->len += part - stream.avail_out;
    out->data[out->len] = '\0';
    if (rc == Z_OK && stream.avail_in == 0 && stream.avail_out)
      break;
  }
  inflateEnd(&stream);
  return rc == Z_STREAM_END && !out->failed;
}

/* One encoded word at 'text', which begins with "=?"; its length, 0: it is none. */
static size_t undo_word(pincite_str text, pincite_buf *out) {
  const char *at = text.at + 2, *end = text.at + text.len;
  const char *set_end = memchr(at, '?', (size_t)(end - at));
  if (!set_end || end - set_end < 4 || set_end[2] != '?' || set_end - at > 40)
    return 0;
  const char *body = set_end + 3, *stop = body;
  while (stop + 1 < end && !(stop[0] == '?' && stop[1] == '='))
    stop++;
  if (stop + 1 >= end)
    return 0;
  pincite_buf bytes;
  pincite__buf_init(&bytes, PINCITE__BUF_LIMIT);
  pincite_str coded = {body, (size_t)(stop - body)};
  if ((set_end[1] | 32) == 'b')
    pincite__undo_base64(coded, &bytes);
  else
    pincite__undo_quoted(coded, true, &bytes);
  char label[48];
  size_t len = (size_t)(set_end - at);
  memcpy(label, at, len);
  label[len] = '\0';
  label[strcspn(label, "*")] = '\0'; /* a language may follow */
  (void)pincite__to_utf8(bytes.data, bytes.len, label, out);
  out->failed = out->failed || bytes.failed;
  pincite__buf_release(&bytes);
  return (size_t)(stop + 2 - text.at);
}

void pincite__undo_words(pincite_str text, pincite_buf *out) {
  if (text.len > LONGEST)
    text.len = LONGEST;
  size_t plain = 0;
  bool after = false;
  for (size_t i = 0; i < text.len;) {
    pincite_str rest = {text.at + i, text.len - i};
    size_t mark = out->len, len = 0;
    if (rest.len > 6 && rest.at[0] == '=' && rest.at[1] == '?') {
      /* Blanks between two words of this kind are not part of the text. */
      bool gap = true;
      for (size_t k = plain; k < i; k++)
        gap = gap && text.at[k] == ' ';
      if (!(after && gap))
        pincite__buf_add(out, text.at + plain, i - plain);
      len = undo_word(rest, out);
      if (len == 0 && !out->failed && out->cap)
        out->data[out->len = mark] = '\0';
    }
    if (len) {
      i += len;
      plain = i;
      after = true;
    } else {
      i++;
    }
  }
  pincite__buf_add(out, text.at + plain, text.len - plain);
}
