/* SPDX-License-Identifier: MIT
 *
 * dictionary.c - learning a preset dictionary for deflate.
 *
 * The idea is COVER's (Liao, Petri, Moffat, Wirth: "Effective Construction of
 * Relative Lempel-Ziv Dictionaries", WWW 2016), as fastCover simplifies it:
 * count the strings of eight bytes in the sample, cut the sample into as many
 * epochs as the dictionary has segments, take from each epoch the segment whose
 * strings are the most frequent, and count those strings no more. Deflate codes
 * near matches with fewer bits, so the best segments go to the end.
 */
#include <stdlib.h>
#include <string.h>

#include "block.h"

#define STRING 8             /* bytes of a counted string */
#define SEGMENT ((size_t)96) /* bytes of a segment taken */
#define TABLE_BITS 18

typedef struct segment {
  size_t start;
  uint64_t score;
} segment;

static size_t slot_of(const char *at) {
  uint64_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return (size_t)((bytes * 0x9e3779b97f4a7c15U) >> (64 - TABLE_BITS));
}

/* The best segment that begins in [from, to). 'values' has room for the counts of all
   strings that begin there or in the last segment: each is looked up once. */
static segment best_segment(const char *text, size_t from, size_t to,
                            const uint16_t *counts, uint16_t *values) {
  segment best = {from, 0};
  uint64_t score = 0;
  size_t strings = SEGMENT - STRING + 1, all = to - from + strings - 1;
  for (size_t i = 0; i < all; i++)
    values[i] = counts[slot_of(text + from + i)];
  for (size_t i = 0; i < strings; i++)
    score += values[i];
  best.score = score;
  for (size_t i = 1; i < to - from; i++) {
    score += values[i + strings - 1];
    score -= values[i - 1];
    if (score > best.score)
      best = (segment){from + i, score};
  }
  return best;
}

static int by_score(const void *a, const void *b) {
  const segment *x = a, *y = b;
  if (x->score != y->score)
    return x->score < y->score ? -1 : 1;
  return (x->start > y->start) - (x->start < y->start);
}

/* Bytes of the sample for each segment. */
static size_t epoch_of(pincite_str sample, size_t count) {
  return (sample.len - SEGMENT) / count;
}

static size_t choose(pincite_str sample, uint16_t *counts, uint16_t *values,
                     segment *segments, size_t count) {
  size_t epoch = epoch_of(sample, count);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    segment best = best_segment(sample.at, i * epoch, (i + 1) * epoch, counts,
                                values);
    if (best.score <= SEGMENT)
      continue; /* nothing in this epoch stands anywhere else */
    for (size_t j = 0; j + STRING <= SEGMENT; j++)
      counts[slot_of(sample.at + best.start + j)] = 0;
    segments[kept++] = best;
  }
  return kept;
}

bool pincite__dictionary_train(pincite_str sample, pincite_buf *out) {
  size_t count = PINCITE__DICTIONARY_SIZE / SEGMENT;
  if (sample.len < 4 * PINCITE__DICTIONARY_SIZE)
    count = sample.len / (4 * SEGMENT);
  pincite__buf_clear(out);
  if (count == 0)
    return true;
  uint16_t *counts = calloc((size_t)1 << TABLE_BITS, sizeof *counts);
  uint16_t *values = calloc(epoch_of(sample, count) + SEGMENT, sizeof *values);
  segment *segments = calloc(count, sizeof *segments);
  bool done = counts && values && segments;
  if (done) {
    for (size_t i = 0; i + STRING <= sample.len; i++) {
      uint16_t *counter = &counts[slot_of(sample.at + i)];
      *counter = (uint16_t)(*counter + (*counter < UINT16_MAX));
    }
    size_t kept = choose(sample, counts, values, segments, count);
    qsort(segments, kept, sizeof *segments, by_score);
    for (size_t i = 0; i < kept; i++)
      pincite__buf_add(out, sample.at + segments[i].start, SEGMENT);
    done = !out->failed;
  }
  free(counts);
  free(values);
  free(segments);
  return done;
}
