/* SPDX-License-Identifier: MIT
 *
 * base.h - the ground floor: strings, growing buffers, errors, hashes.
 *
 * May touch nothing but the C library and pincite.h. Every other file may
 * include this one.
 */
#ifndef PINCITE_CORPUS_BASE_H
#define PINCITE_CORPUS_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pincite.h"

#if defined(__GNUC__)
#define PINCITE__PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
/* Of a function that does nothing but prefetch: gcc drops the call of such a one. */
#define PINCITE__PREFETCHES __attribute__((always_inline)) static inline
#else
#define PINCITE__PRINTF(fmt, args)
#endif

/* ---- interface of error.c ------------------------------------------- */

/* Fill 'err' (which may be NULL) with 'status' and a finished sentence, and
   return 'status'. A message longer than the field is cut at a character. */
pincite_status pincite__fail(pincite_error *err, pincite_status status, const char *fmt,
                             ...) PINCITE__PRINTF(3, 4);

/* The same for exhausted memory, which needs no words of the caller's. */
pincite_status pincite__no_memory(pincite_error *err);

/* ---- interface of buffer.c ------------------------------------------ */

/* A borrowed view of bytes; not terminated. */
typedef struct pincite_str {
  const char *at;
  size_t len;
} pincite_str;

#define PINCITE_STR(literal) ((pincite_str){(literal), sizeof(literal) - 1})

pincite_str pincite__str(const char *text); /* NULL gives an empty view */
bool pincite__str_is(pincite_str a, const char *b);
bool pincite__str_equal(pincite_str a, pincite_str b);
int pincite__str_compare(pincite_str a, pincite_str b); /* by bytes */

/* A growing buffer. 'data' is never NULL and always terminated; 'limit' is
   set at birth and a failure, of memory or of the limit, sticks: add, add,
   add, then look at 'failed' once. */
typedef struct pincite_buf {
  char *data;
  size_t len;
  size_t cap;
  size_t limit;
  bool failed;
} pincite_buf;

/* The most that a buffer without foreign data may hold. */
#define PINCITE__BUF_LIMIT ((size_t)1 << 30)

void pincite__buf_init(pincite_buf *buf, size_t limit);
void pincite__buf_release(pincite_buf *buf);
void pincite__buf_clear(pincite_buf *buf); /* empties; keeps memory, clears failed */
bool pincite__buf_reserve(pincite_buf *buf, size_t more);
void pincite__buf_add(pincite_buf *buf, const void *bytes, size_t len);
void pincite__buf_adds(pincite_buf *buf, const char *text);
void pincite__buf_addc(pincite_buf *buf, char c);
void pincite__buf_addf(pincite_buf *buf, const char *fmt, ...) PINCITE__PRINTF(2, 3);
/* Unsigned LEB128: seven bits a byte, low bits first. */
void pincite__buf_add_varint(pincite_buf *buf, uint64_t value);
pincite_str pincite__buf_view(const pincite_buf *buf);
/* Hand over the terminated bytes (free with free()) and start anew; NULL when
   the buffer failed. */
char *pincite__buf_take(pincite_buf *buf);

/* Read one LEB128 number at *at (not past 'end'); false when it is cut off
   or longer than 64 bits. Nearly all are one byte long, which is read in place. */
bool pincite__get_long_varint(const unsigned char **at, const unsigned char *end,
                              uint64_t *value);
static inline bool pincite__get_varint(const unsigned char **at, const unsigned char *end,
                                       uint64_t *value) {
  const unsigned char *byte = *at;
  if (byte < end && byte[0] < 0x80) {
    *value = byte[0];
    *at = byte + 1;
    return true;
  }
  if (end - byte > 1 && byte[1] < 0x80) {
    *value = (uint64_t)byte[1] << 7 | (byte[0] & 0x7fU);
    *at = byte + 2;
    return true;
  }
  return pincite__get_long_varint(at, end, value);
}

/* Make room for 'count' items of 'size' bytes in *items; *capacity counts
   items. False, with nothing changed, when memory ends. */
bool pincite__grow(void *items, size_t *capacity, size_t count, size_t size);

/* A terminated copy of a view; NULL when memory ends. */
char *pincite__copy(pincite_str text);

/* ---- interface of hash.c -------------------------------------------- */

/* 64-bit FNV-1a, finished with a mixer; not for adversarial keys. */
uint64_t pincite__hash64(const void *bytes, size_t len);
/* CRC-32C is not wanted: zlib's crc32() serves where a checksum is meant. */

#define PINCITE__SHA256_SIZE 32

typedef struct pincite_sha256 {
  uint32_t state[8];
  uint64_t length;
  unsigned char block[64];
  size_t used;
} pincite_sha256;

void pincite__sha256_init(pincite_sha256 *sha);
void pincite__sha256_add(pincite_sha256 *sha, const void *bytes, size_t len);
void pincite__sha256_final(pincite_sha256 *sha,
                           unsigned char digest[PINCITE__SHA256_SIZE]);
/* Lower-case hex of 'len' bytes into 'hex' (2*len+1 bytes). */
void pincite__hex(const unsigned char *bytes, size_t len, char *hex);

/* ---- interface of utf8.c -------------------------------------------- */

/* Decode one character at text[0..len), len > 0. Returns its length in
   bytes; an invalid sequence gives *code = 0xFFFD and length 1. */
size_t pincite__utf8_decode(const char *text, size_t len, uint32_t *code);
/* Write 'code' as UTF-8 (at most 4 bytes), return the length. */
size_t pincite__utf8_encode(uint32_t code, char out[4]);
/* The offset of the first byte that is not valid UTF-8, or len. */
size_t pincite__utf8_valid(const char *text, size_t len);
/* The largest length <= 'most' that cuts text between two characters. */
size_t pincite__utf8_cut(const char *text, size_t len, size_t most);
/* Append 'text' as valid UTF-8 in NFC, without NUL, line ends as '\n'; other
   control characters than tab and newline become spaces; bytes that are not
   UTF-8 become U+FFFD. */
void pincite__utf8_normalize(pincite_buf *out, const char *text, size_t len);

#endif
