/* SPDX-License-Identifier: MIT
 *
 * utf8.c - decoding, checking and normalising UTF-8.
 *
 * Everything stored went through pincite__utf8_normalize(), so the rest of
 * the library may rely on valid UTF-8 in NFC without NUL. utf8proc is asked
 * only for stretches that can be out of NFC; most text never gets there.
 */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base.h"

size_t pincite__utf8_decode(const char *text, size_t len, uint32_t *code) {
  const unsigned char *at = (const unsigned char *)text;
  uint32_t c = at[0];
  size_t need = c < 0x80   ? 1
                : c < 0xc2 ? 0
                : c < 0xe0 ? 2
                : c < 0xf0 ? 3
                : c < 0xf5 ? 4
                           : 0;
  if (need == 1) {
    *code = c;
    return 1;
  }
  *code = 0xfffd;
  if (need == 0 || need > len)
    return 1;
  uint32_t value = c & (0x7fU >> need);
  for (size_t i = 1; i < need; i++) {
    if ((at[i] & 0xc0U) != 0x80U)
      return 1;
    value = value << 6 | (at[i] & 0x3fU);
  }
  bool overlong = (need == 3 && value < 0x800) || (need == 4 && value < 0x10000);
  if (overlong || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
    return 1;
  *code = value;
  return need;
}

size_t pincite__utf8_encode(uint32_t code, char out[4]) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (char)(0xc0U | code >> 6);
    out[1] = (char)(0x80U | (code & 0x3fU));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = (char)(0xe0U | code >> 12);
    out[1] = (char)(0x80U | (code >> 6 & 0x3fU));
    out[2] = (char)(0x80U | (code & 0x3fU));
    return 3;
  }
  out[0] = (char)(0xf0U | code >> 18);
  out[1] = (char)(0x80U | (code >> 12 & 0x3fU));
  out[2] = (char)(0x80U | (code >> 6 & 0x3fU));
  out[3] = (char)(0x80U | (code & 0x3fU));
  return 4;
}

/* How many bytes of ASCII a text begins with, eight at a time: at least one when
   the first is, and seven less than there are at most. */
static size_t ascii_run(const char *text, size_t len) {
  size_t at = 0;
  uint64_t word;
  for (; len - at >= sizeof word; at += sizeof word) {
    memcpy(&word, text + at, sizeof word);
    if (word & UINT64_C(0x8080808080808080))
      break;
  }
  return at ? at : 1;
}

size_t pincite__utf8_valid(const char *text, size_t len) {
  size_t at = 0;
  while (at < len) {
    if (!((unsigned char)text[at] & 0x80U)) {
      at += ascii_run(text + at, len - at);
      continue;
    }
    uint32_t code;
    size_t size = pincite__utf8_decode(text + at, len - at, &code);
    if (size == 1)
      return at;
    at += size;
  }
  return len;
}

size_t pincite__utf8_cut(const char *text, size_t len, size_t most) {
  if (most >= len)
    return len;
  while (most > 0 && ((unsigned char)text[most] & 0xc0U) == 0x80U)
    most--;
  return most;
}

/* The end of the stretch from 'at' in which every character is its own NFC:
   below U+0300 nothing composes, and nothing there decomposes in NFC. */
static size_t plain_end(const char *text, size_t len, size_t at) {
  while (at < len) {
    unsigned char c = (unsigned char)text[at];
    if (c < 0x80) {
      if (c == '\r' || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t'))
        break;
      at++;
    } else if (c >= 0xc2 && c < 0xcc && at + 1 < len &&
               ((unsigned char)text[at + 1] & 0xc0U) == 0x80U &&
               !(c == 0xc2 && (unsigned char)text[at + 1] < 0xa0)) {
      at += 2;
    } else if (c == 0xe2 && at + 2 < len && text[at + 1] == '\x80' &&
               (unsigned char)text[at + 2] >= 0x82 &&
               (unsigned char)text[at + 2] < 0xa8) {
      at += 3; /* dashes, curly quotes, ellipsis: the commonest of all */
    } else {
      break;
    }
  }
  return at;
}

/* One stretch that is not plain, ended before the next ASCII character, put
   into NFC together with the last character written, which it may combine
   with. */
static void add_composed(pincite_buf *out, const char *text, size_t len) {
  size_t base = out->len;
  while (base > 0 && ((unsigned char)out->data[base - 1] & 0xc0U) == 0x80U)
    base--;
  if (base > 0 && out->data[base - 1] != '\n')
    base--;
  pincite_buf part;
  pincite__buf_init(&part, PINCITE__BUF_LIMIT);
  pincite__buf_add(&part, out->data + base, out->len - base);
  for (size_t at = 0; at < len;) {
    uint32_t code;
    size_t size = pincite__utf8_decode(text + at, len - at, &code);
    char bytes[4];
    if (code >= 0x80 && code < 0xa0)
      code = ' ';
    pincite__buf_add(&part, bytes, pincite__utf8_encode(code, bytes));
    at += size;
  }
  utf8proc_uint8_t *composed = NULL;
  utf8proc_ssize_t size = -1;
  if (!part.failed)
    size = utf8proc_map((const utf8proc_uint8_t *)part.data, (utf8proc_ssize_t)part.len,
                        &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (size < 0 || out->failed) {
    out->failed = true;
  } else {
    out->len = base;
    out->data[base] = '\0';
    pincite__buf_add(out, composed, (size_t)size);
  }
  free(composed);
  pincite__buf_release(&part);
}

void pincite__utf8_normalize(pincite_buf *out, const char *text, size_t len) {
  /* Room for the whole at once; what grows beyond it reallocates. */
  pincite__buf_reserve(out, len);
  for (size_t at = 0; at < len && !out->failed;) {
    size_t end = plain_end(text, len, at);
    pincite__buf_add(out, text + at, end - at);
    at = end;
    if (at == len)
      break;
    unsigned char c = (unsigned char)text[at];
    if (c == '\r') {
      pincite__buf_addc(out, '\n');
      at += at + 1 < len && text[at + 1] == '\n' ? 2 : 1;
    } else if (c < 0x80) {
      pincite__buf_addc(out, ' ');
      at++;
    } else {
      while (end < len && (unsigned char)text[end] >= 0x80)
        end++;
      add_composed(out, text + at, end - at);
      at = end;
    }
  }
}
