/* SPDX-License-Identifier: MIT
 *
 * postings_codec.h - postings as numbers and as bytes; the grammar stands in
 * postings_format.h. Nothing here knows pages or tables.
 */
#ifndef PINCITE_CORPUS_POSTINGS_CODEC_H
#define PINCITE_CORPUS_POSTINGS_CODEC_H

#include "postings.h"

/* ---- interface of postings_codec.c -------------------------------------- */

/* Lengths as a byte: 0 is no passage, up to 160 words exact, then in steps of
   an eighth. */
uint8_t pincite__length_code(uint64_t words);
uint32_t pincite__length_of(uint8_t code);
bool pincite__length_is_exact(uint8_t code);

/* First positions as one of 8. */
#define PINCITE__FIRSTS 8
uint8_t pincite__first_code(uint32_t position);
uint32_t pincite__first_of(uint8_t code);
/* Where each code begins; the one behind the last wraps to 0. */
extern const uint32_t pincite__first_from[PINCITE__FIRSTS + 1];
/* The positions that have this code; *most is UINT32_MAX for the last. */
static inline void pincite__first_range(uint32_t code, uint32_t *least, uint32_t *most) {
  *least = pincite__first_from[code];
  *most = pincite__first_from[code + 1] - 1;
}

uint64_t pincite__postings_checksum(const void *bytes, size_t len);

static inline uint64_t pincite__zigzag(int64_t value) {
  return ((uint64_t)value << 1) ^ (uint64_t)(value < 0 ? -1 : 0);
}

static inline int64_t pincite__unzigzag(uint64_t value) {
  return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/* Postings of a block. */
#define PINCITE__BLOCK 128

/* Up to 128 postings of one term. */
typedef struct pincite_postings_block {
  uint32_t count;
  bool small; /* written in the form for a few, their positions between them */
  uint32_t rows[PINCITE__BLOCK];
  uint32_t tf[PINCITE__BLOCK];
  uint32_t title[PINCITE__BLOCK];
  uint32_t first[PINCITE__BLOCK]; /* codes */
} pincite_postings_block;

/* The greatest and least of a class of postings. */
typedef struct pincite_postings_class {
  uint32_t tf, title_tf;
  uint8_t length, first, title_length; /* codes */
} pincite_postings_class;

enum { /* the classes */
       PINCITE__CLASS_ONE = 0,
       PINCITE__CLASS_TWO = 1,
       PINCITE__CLASS_MORE = 2,
       PINCITE__CLASS_TITLE = 3,
       PINCITE__CLASSES = 4
};

typedef struct pincite_postings_bounds {
  unsigned mask; /* of the classes present */
  pincite_postings_class of[PINCITE__CLASSES];
} pincite_postings_bounds;

void pincite__bounds_add(pincite_postings_bounds *bounds, uint32_t tf, uint32_t title,
                         uint32_t first, uint8_t length, uint8_t title_length);
void pincite__bounds_join(pincite_postings_bounds *bounds,
                          const pincite_postings_bounds *other);
void pincite__bounds_write(pincite_buf *out, const pincite_postings_bounds *bounds);
bool pincite__bounds_read(const unsigned char **at, const unsigned char *end,
                          pincite_postings_bounds *bounds);

/* Append the body of a block whose rows are greater than 'base'. */
void pincite__block_write(pincite_buf *out, const pincite_postings_block *block,
                          uint32_t base);
/* Read back, step by step: the rows ('*rest' is where the others begin), how often
   the term stands there, the others ('*behind' is where they end). block->count and
   block->small are set by the caller. False: damaged. Reads up to 8 bytes behind
   'end'. */
bool pincite__block_rows(const unsigned char *at, const unsigned char *end, uint32_t base,
                         uint32_t last, pincite_postings_block *block,
                         const unsigned char **rest);
bool pincite__block_tf(const unsigned char **rest, const unsigned char *end,
                       pincite_postings_block *block);
bool pincite__block_rest(const unsigned char *rest, const unsigned char *end,
                         pincite_postings_block *block, const unsigned char **behind);

/* ---- interface of postings_stream.c --------------------------------------- */

/* Eight bytes, low first; compilers make one load of it. */
static inline uint64_t pincite__load64(const unsigned char *at) {
  return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
         (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 |
         (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Numbers of given widths, packed. */
typedef struct pincite_bits {
  pincite_buf *out;
  uint64_t pending;
  unsigned count;
} pincite_bits;

void pincite__bits_put(pincite_bits *bits, uint32_t value, unsigned width);
void pincite__bits_end(pincite_bits *bits);
/* How many it takes. */
static inline unsigned pincite__bits_of(uint32_t value) {
  return value ? 32 - (unsigned)__builtin_clz(value) : 0;
}

/* Up to 128 numbers of about one size. */
void pincite__stream_write(pincite_buf *out, const uint32_t *values, size_t count);
bool pincite__stream_read(const unsigned char **at, const unsigned char *end,
                          size_t count, uint32_t *values);

/* ---- interface of postings_places.c --------------------------------------- */

/* Blocks of so few postings, with so few positions, take the small form. */
#define PINCITE__SMALL 8
#define PINCITE__SMALL_PLACES 64

/* The small form of a block, and its reading. 'places': the positions of all its
   postings, one after the other; NULL: not wanted. */
void pincite__small_write(pincite_buf *out, const pincite_postings_block *block,
                          const uint32_t *places, uint32_t base);
bool pincite__small_read(const unsigned char *at, const unsigned char *end, uint32_t base,
                         pincite_postings_block *block, uint32_t *places);

/* Positions of the postings of a block, as far as they were read. */
typedef struct pincite_postings_places {
  uint32_t first[PINCITE__BLOCK]; /* of each posting */
  uint32_t from[PINCITE__BLOCK];  /* where its other gaps begin */
  uint32_t total;                 /* gaps */
  const unsigned char *at, *end;  /* the gaps that are still to be read */
  uint32_t *gaps, *items;
  size_t read, capacity, item_capacity;
  /* which block it is: private to postings_positions.c */
  const void *list;
  uint32_t base;
  pincite_buf bytes; /* where it crosses a page */
} pincite_postings_places;

void pincite__places_init(pincite_postings_places *places);
void pincite__places_release(pincite_postings_places *places);

/* Append the positions of a block that is not small. */
void pincite__places_write(pincite_buf *out, const pincite_postings_block *block,
                           const uint32_t *places);
/* Begin to read them: the bytes must stay. The rest of the block was read. Reads up
   to 8 bytes behind 'end'. */
bool pincite__places_read(const unsigned char *at, const unsigned char *end,
                          const pincite_postings_block *block,
                          pincite_postings_places *places);
/* The positions of a posting, block->tf[index] of them, until the next call. NULL:
   out of memory, or damaged where *damaged says so. */
const uint32_t *pincite__places_get(pincite_postings_places *places,
                                    const pincite_postings_block *block, uint32_t index,
                                    bool *damaged);

#endif
