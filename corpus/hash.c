/* SPDX-License-Identifier: MIT
 *
 * hash.c - SHA-256 (FIPS 180-4) for identity, FNV-1a for tables.
 *
 * SHA-256 is here because the library's dependencies are few on purpose and
 * none of them has it.
 */
#include <string.h>

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

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n) {
  return (x >> n) | (x << (32 - n));
}

static void compress(uint32_t state[8], const unsigned char block[64]) {
  uint32_t w[64];
  for (size_t i = 0; i < 16; i++)
    w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (size_t i = 16; i < 64; i++) {
    uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
    uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (size_t i = 0; i < 64; i++) {
    uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
    uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1;
    d = c, c = b, b = a, a = t1 + t2;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void pincite__sha256_init(pincite_sha256 *sha) {
  *sha = (pincite_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void pincite__sha256_add(pincite_sha256 *sha, const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  sha->length += len;
  while (len) {
    if (sha->used == 0 && len >= sizeof sha->block) {
      compress(sha->state, at);
      at += sizeof sha->block;
      len -= sizeof sha->block;
      continue;
    }
    size_t room = sizeof sha->block - sha->used;
    size_t part = len < room ? len : room;
    memcpy(sha->block + sha->used, at, part);
    sha->used += part;
    at += part;
    len -= part;
    if (sha->used == sizeof sha->block) {
      compress(sha->state, sha->block);
      sha->used = 0;
    }
  }
}

void pincite__sha256_final(pincite_sha256 *sha,
                           unsigned char digest[PINCITE__SHA256_SIZE]) {
  uint64_t bits = sha->length * 8;
  unsigned char tail[72] = {0x80};
  size_t pad = (sha->used < 56 ? 56 : 120) - sha->used;
  for (size_t i = 0; i < 8; i++)
    tail[pad + i] = (unsigned char)(bits >> (56 - 8 * i));
  pincite__sha256_add(sha, tail, pad + 8);
  for (size_t i = 0; i < PINCITE__SHA256_SIZE; i++)
    digest[i] = (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}

void pincite__hex(const unsigned char *bytes, size_t len, char *hex) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < len; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[2 * len] = '\0';
}
