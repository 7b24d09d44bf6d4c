/* SPDX-License-Identifier: MIT
 *
 * postings_codec.c - postings to bytes and back; the grammar stands in
 * postings_format.h.
 *
 * What is read may be damaged in spite of its checksum: every length is checked,
 * no index leaves a block.
 */
#include <string.h>

#include "postings_format.h"

#define LENGTHS_EXACT 160

static uint64_t length_step(uint64_t length) {
  return length < LENGTHS_EXACT ? length + 1 : length + length / 8;
}

uint8_t pincite__length_code(uint64_t words) {
  if (words <= LENGTHS_EXACT)
    return (uint8_t)(words ? words : 1);
  uint64_t length = LENGTHS_EXACT;
  unsigned code = LENGTHS_EXACT;
  while (code < UINT8_MAX && length_step(length) <= words) {
    length = length_step(length);
    code++;
  }
  return (uint8_t)code;
}

bool pincite__length_is_exact(uint8_t code) {
  return code < LENGTHS_EXACT;
}

uint32_t pincite__length_of(uint8_t code) {
  if (code <= LENGTHS_EXACT)
    return code;
  uint64_t length = LENGTHS_EXACT;
  for (unsigned c = LENGTHS_EXACT; c < code; c++)
    length = length_step(length);
  return (uint32_t)length;
}

/* Where each code of a first position begins, and what it stands for. */
const uint32_t pincite__first_from[PINCITE__FIRSTS + 1] = {0,  3,  7,   13, 21,
                                                           33, 57, 101, 0};
static const uint32_t first_means[PINCITE__FIRSTS] = {1, 5, 10, 17, 27, 44, 78, 150};

uint8_t pincite__first_code(uint32_t position) {
  uint8_t code = 0;
  while (code + 1 < PINCITE__FIRSTS && position >= pincite__first_from[code + 1])
    code++;
  return code;
}

uint32_t pincite__first_of(uint8_t code) {
  return first_means[code < PINCITE__FIRSTS ? code : PINCITE__FIRSTS - 1];
}

/* Each step maps its lane one to one, so one altered word is always noticed. */
uint64_t pincite__postings_checksum(const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  const uint64_t factor = UINT64_C(0x9fb21c651e98df25);
  uint64_t a = UINT64_C(0x2545f4914f6cdd1d) ^ len, b = UINT64_C(0x9e3779b97f4a7c15);
  size_t left = len;
  for (; left >= 16; left -= 16, at += 16) {
    a = (a ^ pincite__load64(at)) * factor;
    b = (b ^ pincite__load64(at + 8)) * factor;
    a ^= a >> 29;
    b ^= b >> 31;
  }
  unsigned char tail[16] = {0};
  if (left)
    memcpy(tail, at, left);
  a = (a ^ pincite__load64(tail)) * factor;
  b = (b ^ pincite__load64(tail + 8)) * factor;
  a ^= (b << 23 | b >> 41) ^ a >> 32;
  a *= factor;
  return a ^ a >> 32;
}

/* ---- blocks --------------------------------------------------------------- */

void pincite__block_write(pincite_buf *out, const pincite_postings_block *block,
                          uint32_t base) {
  uint32_t values[PINCITE__BLOCK];
  for (uint32_t i = 0; i < block->count; i++)
    values[i] = block->rows[i] - (i ? block->rows[i - 1] : base) - 1;
  pincite__stream_write(out, values, block->count);
  for (uint32_t i = 0; i < block->count; i++)
    values[i] = block->tf[i] - 1;
  pincite__stream_write(out, values, block->count);
  pincite__stream_write(out, block->title, block->count);
  pincite__stream_write(out, block->first, block->count);
}

bool pincite__block_rows(const unsigned char *at, const unsigned char *end, uint32_t base,
                         uint32_t last, pincite_postings_block *block,
                         const unsigned char **rest) {
  if (block->count == 0 || block->count > PINCITE__BLOCK)
    return false;
  if (block->small) {
    *rest = at;
    if (!pincite__small_read(at, end, base, block, NULL))
      return false;
  } else {
    if (!pincite__stream_read(&at, end, block->count, block->rows))
      return false;
    uint64_t row = base;
    for (uint32_t i = 0; i < block->count; i++) {
      row += (uint64_t)block->rows[i] + 1;
      block->rows[i] = (uint32_t)row;
    }
    if (row >= PINCITE__NO_ROW)
      return false;
    *rest = at;
  }
  return block->rows[block->count - 1] <= last;
}

bool pincite__block_tf(const unsigned char **rest, const unsigned char *end,
                       pincite_postings_block *block) {
  if (block->small)
    return true; /* read with the rows, as is all of it */
  if (!pincite__stream_read(rest, end, block->count, block->tf))
    return false;
  for (uint32_t i = 0; i < block->count; i++)
    block->tf[i]++;
  return true;
}

bool pincite__block_rest(const unsigned char *rest, const unsigned char *end,
                         pincite_postings_block *block, const unsigned char **behind) {
  if (block->small) {
    *behind = end;
    return true;
  }
  if (!pincite__stream_read(&rest, end, block->count, block->title) ||
      !pincite__stream_read(&rest, end, block->count, block->first))
    return false;
  uint32_t wrong = 0;
  for (uint32_t i = 0; i < block->count; i++)
    wrong |= block->first[i] >= PINCITE__FIRSTS;
  *behind = rest;
  return !wrong;
}

/* ---- bounds --------------------------------------------------------------- */

static void class_add(pincite_postings_bounds *bounds, unsigned kind,
                      const pincite_postings_class *other) {
  pincite_postings_class *own = &bounds->of[kind];
  if (!(bounds->mask & 1u << kind)) {
    *own = *other;
    bounds->mask |= 1u << kind;
    return;
  }
  own->tf = other->tf > own->tf ? other->tf : own->tf;
  own->title_tf = other->title_tf > own->title_tf ? other->title_tf : own->title_tf;
  own->length = other->length < own->length ? other->length : own->length;
  own->first = other->first < own->first ? other->first : own->first;
  own->title_length =
      other->title_length < own->title_length ? other->title_length : own->title_length;
}

void pincite__bounds_add(pincite_postings_bounds *bounds, uint32_t tf, uint32_t title,
                         uint32_t first, uint8_t length, uint8_t title_length) {
  pincite_postings_class one = {tf, title, length, (uint8_t)first,
                                title ? title_length : 0};
  unsigned kind = title    ? PINCITE__CLASS_TITLE
                  : tf > 2 ? PINCITE__CLASS_MORE
                  : tf > 1 ? PINCITE__CLASS_TWO
                           : PINCITE__CLASS_ONE;
  class_add(bounds, kind, &one);
}

void pincite__bounds_join(pincite_postings_bounds *bounds,
                          const pincite_postings_bounds *other) {
  for (unsigned kind = 0; kind < PINCITE__CLASSES; kind++)
    if (other->mask & 1u << kind)
      class_add(bounds, kind, &other->of[kind]);
}

void pincite__bounds_write(pincite_buf *out, const pincite_postings_bounds *bounds) {
  pincite__buf_addc(out, (char)bounds->mask);
  for (unsigned kind = 0; kind < PINCITE__CLASSES; kind++) {
    const pincite_postings_class *one = &bounds->of[kind];
    if (!(bounds->mask & 1u << kind))
      continue;
    if (kind >= PINCITE__CLASS_MORE)
      pincite__buf_add_varint(out, one->tf);
    pincite__buf_addc(out, (char)one->length);
    pincite__buf_addc(out, (char)one->first);
    if (kind == PINCITE__CLASS_TITLE) {
      pincite__buf_add_varint(out, one->title_tf);
      pincite__buf_addc(out, (char)one->title_length);
    }
  }
}

static bool class_read(const unsigned char **at, const unsigned char *end, unsigned kind,
                       pincite_postings_class *one) {
  uint64_t tf = kind + 1, title = 0;
  if (kind >= PINCITE__CLASS_MORE && !pincite__get_varint(at, end, &tf))
    return false;
  if (end - *at < 2)
    return false;
  uint8_t length = *(*at)++, first = *(*at)++, title_length = 0;
  if (kind == PINCITE__CLASS_TITLE) {
    if (!pincite__get_varint(at, end, &title) || *at >= end)
      return false;
    title_length = *(*at)++;
  }
  if (tf > UINT32_MAX || title > UINT32_MAX || first >= PINCITE__FIRSTS)
    return false;
  *one = (pincite_postings_class){(uint32_t)tf, (uint32_t)title, length, first,
                                  title_length};
  return true;
}

bool pincite__bounds_read(const unsigned char **at, const unsigned char *end,
                          pincite_postings_bounds *bounds) {
  if (*at >= end)
    return false;
  bounds->mask = *(*at)++;
  for (unsigned kind = 0; kind < PINCITE__CLASSES; kind++)
    if (bounds->mask & 1u << kind && !class_read(at, end, kind, &bounds->of[kind]))
      return false;
  return bounds->mask < 1u << PINCITE__CLASSES;
}
