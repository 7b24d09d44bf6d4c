/* SPDX-License-Identifier: MIT
 *
 * postings_stream.c - small numbers, packed.
 *
 * With as many bits as suit most of them; the few greater ones are patched in
 * behind (their high bits, with their index).
 *
 * A full block is packed in four lanes: number i is in lane i mod 4, and a row of
 * the bytes is a 32-bit word of each lane. Four numbers that follow on each other
 * are then cut out by the same shifts, which a compiler turns into one instruction
 * for all four on any machine that has such. (Lemire, Boytsov: Decoding billions of
 * integers per second through vectorization, 2015.)
 */
#include <string.h>

#include "postings_codec.h"

#define PATCHED 0x80

void pincite__bits_put(pincite_bits *bits, uint32_t value, unsigned width) {
  bits->pending |= (value & ((UINT64_C(1) << width) - 1)) << bits->count;
  bits->count += width;
  while (bits->count >= 8) {
    pincite__buf_addc(bits->out, (char)(bits->pending & 0xff));
    bits->pending >>= 8;
    bits->count -= 8;
  }
}

void pincite__bits_end(pincite_bits *bits) {
  if (bits->count)
    pincite__buf_addc(bits->out, (char)(bits->pending & 0xff));
  bits->pending = bits->count = 0;
}

/* ---- four lanes ------------------------------------------------------------ */

#define LANES 4
#define STEPS (PINCITE__BLOCK / LANES)
#define WORD 32 /* bits */

static void load_words(const unsigned char *from, size_t count, uint32_t *words) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(words, from, count * sizeof *words);
#else
  for (size_t i = 0; i < count; i++, from += sizeof *words)
    words[i] = (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 |
               (uint32_t)from[3] << 24;
#endif
}

static void store32(unsigned char *at, uint32_t value) {
  for (unsigned byte = 0; byte < sizeof value; byte++)
    at[byte] = (unsigned char)(value >> 8 * byte);
}

static void lanes_write(pincite_buf *out, const uint32_t *values, unsigned width) {
  unsigned char words[PINCITE__BLOCK * sizeof(uint32_t)], *at = words;
  uint64_t pending[LANES] = {0};
  unsigned bits = 0;
  for (unsigned step = 0; step < STEPS; step++) {
    for (unsigned lane = 0; lane < LANES; lane++)
      pending[lane] |= (values[step * LANES + lane] & ((UINT64_C(1) << width) - 1))
                       << bits;
    bits += width;
    for (; bits >= WORD; bits -= WORD)
      for (unsigned lane = 0; lane < LANES; lane++, at += sizeof(uint32_t)) {
        store32(at, (uint32_t)pending[lane]);
        pending[lane] >>= WORD;
      }
  }
  pincite__buf_add(out, words, (size_t)(at - words));
}

/* 'width' is a constant wherever this is called, so that the shifts are, too. */
static inline void lanes_unpack(const uint32_t *words, unsigned width, uint32_t *values) {
  const uint32_t mask = (uint32_t)((UINT64_C(1) << width) - 1);
#pragma GCC unroll 32
  for (unsigned step = 0; step < STEPS; step++) {
    unsigned bit = step * width, word = bit / WORD, shift = bit % WORD;
    const uint32_t *low = words + word * LANES;
    uint32_t *out = values + step * LANES;
    if (shift + width <= WORD)
      for (unsigned lane = 0; lane < LANES; lane++)
        out[lane] = low[lane] >> shift & mask;
    else
      for (unsigned lane = 0; lane < LANES; lane++)
        out[lane] = (low[lane] >> shift | low[LANES + lane] << (WORD - shift)) & mask;
  }
}

static void lanes_read(const unsigned char *from, unsigned width, uint32_t *values) {
  uint32_t words[PINCITE__BLOCK];
  load_words(from, (size_t)width * LANES, words);
#define CASE(width)                                                                      \
  case width:                                                                            \
    lanes_unpack(words, width, values);                                                  \
    break
  switch (width) {
    CASE(1);
    CASE(2);
    CASE(3);
    CASE(4);
    CASE(5);
    CASE(6);
    CASE(7);
    CASE(8);
    CASE(9);
    CASE(10);
    CASE(11);
    CASE(12);
  default: /* wide ones are rare: a loop does */
    for (unsigned i = 0; i < PINCITE__BLOCK; i++) {
      unsigned bit = i / LANES * width, word = bit / WORD * LANES + i % LANES;
      uint64_t two = words[word];
      if (bit % WORD + width > WORD)
        two |= (uint64_t)words[word + LANES] << WORD;
      values[i] = (uint32_t)(two >> bit % WORD & ((UINT64_C(1) << width) - 1));
    }
  }
#undef CASE
}

/* ---- streams --------------------------------------------------------------- */

/* The width that makes the stream smallest. */
static unsigned best_width(const uint32_t *values, size_t count) {
  unsigned of_width[33] = {0};
  uint32_t all = 0;
  for (size_t i = 0; i < count; i++) {
    of_width[pincite__bits_of(values[i])]++;
    all |= values[i];
  }
  unsigned best = 32;
  size_t best_size = SIZE_MAX, patches = 0;
  for (unsigned width = pincite__bits_of(all) + 1; width-- > 0;) {
    size_t size = (count * width + 7) / 8 + (patches ? 1 + patches * 2 : 0);
    if (size <= best_size) {
      best_size = size;
      best = width;
    }
    patches += of_width[width];
  }
  return best;
}

void pincite__stream_write(pincite_buf *out, const uint32_t *values, size_t count) {
  unsigned width = best_width(values, count);
  unsigned patches = 0;
  for (size_t i = 0; i < count; i++)
    patches += pincite__bits_of(values[i]) > width;
  pincite__buf_addc(out, (char)(width | (patches ? PATCHED : 0)));
  if (count == PINCITE__BLOCK) {
    lanes_write(out, values, width);
  } else {
    pincite_bits bits = {out, 0, 0};
    for (size_t i = 0; i < count; i++)
      pincite__bits_put(&bits, values[i], width);
    pincite__bits_end(&bits);
  }
  if (!patches)
    return;
  pincite__buf_addc(out, (char)patches);
  for (size_t i = 0; i < count; i++)
    if (pincite__bits_of(values[i]) > width) {
      pincite__buf_addc(out, (char)i);
      pincite__buf_add_varint(out, (uint64_t)values[i] >> width);
    }
}

static bool stream_patch(const unsigned char **at, const unsigned char *end,
                         unsigned width, size_t count, uint32_t *values) {
  if (*at >= end)
    return false;
  for (unsigned patches = *(*at)++; patches; patches--) {
    uint64_t high;
    if (*at >= end)
      return false;
    size_t index = *(*at)++;
    if (index >= count || width > 31 || !pincite__get_varint(at, end, &high) ||
        high > UINT32_MAX >> width)
      return false;
    values[index] |= (uint32_t)high << width;
  }
  return true;
}

bool pincite__stream_read(const unsigned char **at, const unsigned char *end,
                          size_t count, uint32_t *values) {
  if (*at >= end)
    return false;
  unsigned char head = *(*at)++;
  unsigned width = head & 0x3f;
  size_t bytes = (count * width + 7) / 8;
  if (width > 32 || bytes > (size_t)(end - *at))
    return false;
  uint64_t mask = (UINT64_C(1) << width) - 1;
  const unsigned char *from = *at;
  if (width == 0)
    memset(values, 0, count * sizeof *values);
  else if (count == PINCITE__BLOCK)
    lanes_read(from, width, values);
  else
    for (size_t i = 0, bit = 0; i < count; i++, bit += width)
      values[i] = (uint32_t)(pincite__load64(from + (bit >> 3)) >> (bit & 7) & mask);
  *at += bytes;
  return !(head & PATCHED) || stream_patch(at, end, width, count, values);
}
