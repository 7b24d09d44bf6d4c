/* SPDX-License-Identifier: MIT
 *
 * sha256.c - SHA-256 (FIPS 180-4), for identity.
 *
 * It is here because the library's dependencies are few on purpose and none of them
 * has it.
 */
#include <string.h>

#include "base.h"

#define BLOCK ((size_t)64)

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n) {
  return (x >> n) | (x << (32 - n));
}

/* ---- a block: by any machine ------------------------------------------------- */

static void compress_block(uint32_t state[8], const unsigned char block[BLOCK]) {
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

static void compress_plain(uint32_t state[8], const unsigned char *at, size_t blocks) {
  for (; blocks; blocks--, at += BLOCK)
    compress_block(state, at);
}

/* ---- by a machine that has instructions for it ---------------------------------- */

#if defined(__x86_64__) && defined(__GNUC__) && !defined(PINCITE__SHA256_PLAIN)
#include <cpuid.h>
#include <immintrin.h>

/* Two rounds an instruction; the eight words are held as ABEF and CDGH. (Intel, New
   Instructions Supporting the Secure Hash Algorithm, 2013.) */
__attribute__((target("sha,sse4.1"))) static void
compress_sha(uint32_t state[8], const unsigned char *at, size_t blocks) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i half = _mm_loadu_si128((const __m128i *)(const void *)state);
  __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));
  half = _mm_shuffle_epi32(half, 0xb1);
  high = _mm_shuffle_epi32(high, 0x1b);
  __m128i low = _mm_alignr_epi8(half, high, 8);
  high = _mm_blend_epi16(high, half, 0xf0);
  for (; blocks; blocks--, at += BLOCK) {
    __m128i low_before = low, high_before = high, w[4];
    for (size_t i = 0; i < 4; i++)
      w[i] = _mm_shuffle_epi8(
          _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i)), order);
    for (size_t i = 0; i < 16; i++) {
      __m128i k =
          _mm_loadu_si128((const __m128i *)(const void *)(round_constants + 4 * i));
      k = _mm_add_epi32(k, w[i % 4]);
      high = _mm_sha256rnds2_epu32(high, low, k);
      low = _mm_sha256rnds2_epu32(low, high, _mm_shuffle_epi32(k, 0x0e));
      __m128i next = _mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]);
      next = _mm_add_epi32(next, _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4));
      w[i % 4] = _mm_sha256msg2_epu32(next, w[(i + 3) % 4]);
    }
    low = _mm_add_epi32(low, low_before);
    high = _mm_add_epi32(high, high_before);
  }
  half = _mm_shuffle_epi32(low, 0x1b);
  high = _mm_shuffle_epi32(high, 0xb1);
  _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(half, high, 0xf0));
  _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(high, half, 8));
}

static bool has_sha(void) {
  unsigned a, b, c, d;
  return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3) &&
         __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Asking takes microseconds in a virtual machine; every thread finds the same. */
static bool use_sha(void) {
  enum { NOT_ASKED, NO, YES };
  static _Atomic int known = NOT_ASKED;
  if (known == NOT_ASKED)
    known = has_sha() ? YES : NO;
  return known == YES;
}

static void compress(uint32_t state[8], const unsigned char *at, size_t blocks) {
  if (use_sha())
    compress_sha(state, at, blocks);
  else
    compress_plain(state, at, blocks);
}
#else
static void compress(uint32_t state[8], const unsigned char *at, size_t blocks) {
  compress_plain(state, at, blocks);
}
#endif

/* ---- a text ----------------------------------------------------------------------- */

void pincite__sha256_init(pincite_sha256 *sha) {
  *sha = (pincite_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void pincite__sha256_add(pincite_sha256 *sha, const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  sha->length += len;
  while (len) {
    if (sha->used == 0 && len >= BLOCK) {
      compress(sha->state, at, len / BLOCK);
      at += len - len % BLOCK;
      len %= BLOCK;
      continue;
    }
    size_t room = BLOCK - sha->used;
    size_t part = len < room ? len : room;
    memcpy(sha->block + sha->used, at, part);
    sha->used += part;
    at += part;
    len -= part;
    if (sha->used == BLOCK) {
      compress(sha->state, sha->block, 1);
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
