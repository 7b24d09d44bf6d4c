/* SPDX-License-Identifier: MIT
 *
 * hash.c - FNV-1a for tables, and digests as text.
 */
#include "base.h"

uint64_t pincite__hash64(const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  uint64_t hash = 0xcbf29ce484222325U;
  for (size_t i = 0; i < len; i++)
    hash = (hash ^ at[i]) * 0x100000001b3U;
  hash ^= hash >> 32;
  hash *= 0x9e3779b97f4a7c15U;
  return hash ^ (hash >> 29);
}

void pincite__hex(const unsigned char *bytes, size_t len, char *hex) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < len; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[2 * len] = '\0';
}
