/* SPDX-License-Identifier: MIT
 *
 * buffer.c - growing buffers whose failure sticks, so that code which builds
 * text reads straight down and checks once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"

/* What 'data' points to before anything was added: never written to, because
   cap is 0 then. */
static char empty[1];

pincite_str pincite__str(const char *text) {
  return (pincite_str){text, text ? strlen(text) : 0};
}

bool pincite__str_is(pincite_str a, const char *b) {
  return pincite__str_equal(a, pincite__str(b));
}

bool pincite__str_equal(pincite_str a, pincite_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int pincite__str_compare(pincite_str a, pincite_str b) {
  size_t least = a.len < b.len ? a.len : b.len;
  int order = least ? memcmp(a.at, b.at, least) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

void pincite__buf_init(pincite_buf *buf, size_t limit) {
  *buf = (pincite_buf){.data = empty, .limit = limit};
}

void pincite__buf_release(pincite_buf *buf) {
  if (buf->cap)
    free(buf->data);
  pincite__buf_init(buf, buf->limit);
}

void pincite__buf_clear(pincite_buf *buf) {
  buf->len = 0;
  buf->failed = false;
  if (buf->cap)
    buf->data[0] = '\0';
}

bool pincite__buf_reserve(pincite_buf *buf, size_t more) {
  if (buf->failed || more > buf->limit - buf->len) {
    buf->failed = true;
    return false;
  }
  size_t need = buf->len + more + 1;
  if (need <= buf->cap)
    return true;
  size_t cap = buf->cap + buf->cap / 2;
  if (cap < need)
    cap = need < 64 ? 64 : need;
  char *data = realloc(buf->cap ? buf->data : NULL, cap);
  if (!data) {
    buf->failed = true;
    return false;
  }
  data[buf->len] = '\0';
  buf->data = data;
  buf->cap = cap;
  return true;
}

void pincite__buf_add(pincite_buf *buf, const void *bytes, size_t len) {
  if (len == 0 || !pincite__buf_reserve(buf, len))
    return;
  memcpy(buf->data + buf->len, bytes, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
}

void pincite__buf_adds(pincite_buf *buf, const char *text) {
  pincite__buf_add(buf, text, strlen(text));
}

void pincite__buf_addc(pincite_buf *buf, char c) {
  pincite__buf_add(buf, &c, 1);
}

void pincite__buf_addf(pincite_buf *buf, const char *fmt, ...) {
  va_list args, again;
  va_start(args, fmt);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, fmt, args);
  va_end(args);
  if (len < 0)
    buf->failed = true;
  else if (pincite__buf_reserve(buf, (size_t)len)) {
    vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, again);
    buf->len += (size_t)len;
  }
  va_end(again);
}

void pincite__buf_add_varint(pincite_buf *buf, uint64_t value) {
  unsigned char bytes[10];
  size_t len = 0;
  while (value >= 0x80) {
    bytes[len++] = (unsigned char)(value | 0x80);
    value >>= 7;
  }
  bytes[len++] = (unsigned char)value;
  pincite__buf_add(buf, bytes, len);
}

pincite_str pincite__buf_view(const pincite_buf *buf) {
  return (pincite_str){buf->data, buf->len};
}

char *pincite__buf_take(pincite_buf *buf) {
  if (!pincite__buf_reserve(buf, 0)) {
    pincite__buf_release(buf);
    return NULL;
  }
  char *data = buf->data;
  data[buf->len] = '\0';
  pincite__buf_init(buf, buf->limit);
  return data;
}

bool pincite__get_long_varint(const unsigned char **at, const unsigned char *end,
                              uint64_t *value) {
  uint64_t result = 0;
  const unsigned char *byte = *at;
  for (unsigned shift = 0; shift < 64 && byte < end; shift += 7) {
    uint64_t low = *byte & 0x7fU;
    if (shift == 63 && low > 1)
      return false;
    result |= low << shift;
    if (!(*byte++ & 0x80U)) {
      *at = byte;
      *value = result;
      return true;
    }
  }
  return false;
}

bool pincite__grow(void *items, size_t *capacity, size_t count, size_t size) {
  if (count <= *capacity)
    return true;
  size_t wanted = *capacity + *capacity / 2;
  if (wanted < count)
    wanted = count < 8 ? 8 : count;
  if (wanted > SIZE_MAX / size)
    return false;
  void *old;
  memcpy(&old, items, sizeof old);
  void *grown = realloc(old, wanted * size);
  if (!grown)
    return false;
  memcpy(items, &grown, sizeof grown);
  *capacity = wanted;
  return true;
}

char *pincite__copy(pincite_str text) {
  char *copy = malloc(text.len + 1);
  if (!copy)
    return NULL;
  if (text.len)
    memcpy(copy, text.at, text.len);
  copy[text.len] = '\0';
  return copy;
}
