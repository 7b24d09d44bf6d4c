/* SPDX-License-Identifier: MIT
 *
 * postings_stream.c - small numbers, packed.
 *
 * With as many bits as suit most of them; the few greater ones are patched in
 * behind (their high bits, with their index).
 */
#include <string.h>

#include "postings_codec.h"

#define PATCHED 0x80

unsigned pincite__bits_of(uint32_t value) {
  unsigned bits = 0;
  while (value) {
    bits++;
    value >>= 1;
  }
  return bits;
}

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

/* The width that makes the stream smallest. */
static unsigned best_width(const uint32_t *values, size_t count) {
  unsigned of_width[33] = {0};
  for (size_t i = 0; i < count; i++)
    of_width[pincite__bits_of(values[i])]++;
  unsigned best = 32;
  size_t best_size = SIZE_MAX, patches = 0;
  for (unsigned width = 33; width-- > 0;) {
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
  pincite_bits bits = {out, 0, 0};
  for (size_t i = 0; i < count; i++)
    pincite__bits_put(&bits, values[i], width);
  pincite__bits_end(&bits);
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
  else
    for (size_t i = 0, bit = 0; i < count; i++, bit += width)
      values[i] = (uint32_t)(pincite__load64(from + (bit >> 3)) >> (bit & 7) & mask);
  *at += bytes;
  return !(head & PATCHED) || stream_patch(at, end, width, count, values);
}
