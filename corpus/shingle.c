/* SPDX-License-Identifier: MIT
 *
 * shingle.c - cutting a text into shingles and comparing two.
 *
 * The words are cut by a rule much simpler than the analyser's: it need only be
 * the same for all texts, and every article that comes in goes through it.
 */
#include "shingle.h"

#include <stdlib.h>
#include <string.h>

#define WORD_MIN 4    /* bytes of a word that counts */
#define VERY_SHORT 12 /* shingles; fewer say nothing */
#define SHORT 40      /* fewer: only copies are found */
#define SHINGLES_PER_KEY 20
#define KEYS_MIN 3

void pincite__shingles_clear(pincite_shingles *shingles) {
  shingles->count = 0;
  shingles->have = 0;
  shingles->failed = false;
}

void pincite__shingles_release(pincite_shingles *shingles) {
  free(shingles->items);
  *shingles = (pincite_shingles){0};
}

static uint64_t mix(uint64_t value) {
  value ^= value >> 32;
  value *= 0x9e3779b97f4a7c15U;
  value ^= value >> 29;
  value *= 0xbf58476d1ce4e5b9U;
  return value ^ value >> 32;
}

static void add_word(pincite_shingles *shingles, uint64_t word) {
  if (shingles->have < 2) {
    shingles->words[shingles->have++] = word;
    return;
  }
  if (!pincite__grow(&shingles->items, &shingles->capacity, shingles->count + 1,
                     sizeof *shingles->items)) {
    shingles->failed = true;
    return;
  }
  shingles->items[shingles->count++] =
      mix(mix(shingles->words[0]) * 3 + mix(shingles->words[1]) * 5 + mix(word) * 7);
  shingles->words[0] = shingles->words[1];
  shingles->words[1] = word;
}

/* Bytes of a sign between words that is not ASCII: a no-break space, or general
   punctuation (U+2000 to U+203F); 0: it is a letter. */
static size_t gap_length(const unsigned char *at, size_t len) {
  if (at[0] == 0xc2 && len > 1 && at[1] == 0xa0)
    return 2;
  if (at[0] == 0xe2 && len > 2 && at[1] == 0x80)
    return 3;
  return 0;
}

void pincite__shingles_add(pincite_shingles *shingles, pincite_str text) {
  const unsigned char *at = (const unsigned char *)text.at;
  uint64_t word = 0;
  size_t size = 0;
  for (size_t i = 0; i <= text.len; i++) {
    unsigned char byte = i < text.len ? at[i] : ' ';
    if (byte >= 'A' && byte <= 'Z')
      byte = (unsigned char)(byte + 'a' - 'A');
    size_t gap = byte >= 0x80 ? gap_length(at + i, text.len - i) : 0;
    if (!gap &&
        (byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))) {
      word = (word ^ byte) * 0x100000001b3U;
      size++;
      continue;
    }
    if (size >= WORD_MIN)
      add_word(shingles, word);
    word = 0;
    size = 0;
    i += gap ? gap - 1 : 0;
  }
}

static int ascending(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

void pincite__shingles_seal(pincite_shingles *shingles) {
  size_t kept = 0;
  uint64_t before = 0;
  if (shingles->count > 1)
    qsort(shingles->items, shingles->count, sizeof *shingles->items, ascending);
  for (size_t i = 0; i < shingles->count; i++) {
    uint64_t hash = shingles->items[i];
    uint32_t mark = (uint32_t)(hash >> 32);
    if (i == 0 || hash != before) /* a mark is never behind the hashes to come */
      memcpy(shingles->marks + kept++, &mark, sizeof mark);
    before = hash;
  }
  shingles->count = kept;
}

bool pincite__marks_akin(pincite_marks a, pincite_marks b) {
  size_t shorter = a.count < b.count ? a.count : b.count;
  size_t longer = a.count < b.count ? b.count : a.count, shared = 0;
  if (shorter == 0 || longer > 3 * shorter)
    return false;
  for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
    uint32_t x = a.items[i], y = b.items[k];
    shared += x == y;
    i += x <= y;
    k += y <= x;
  }
  return 2 * shared >= shorter;
}

/* Put 'hash' among the smallest so far, which are sorted; once is enough. */
static size_t keep_smallest(uint64_t *smallest, size_t count, size_t most,
                            uint64_t hash) {
  size_t at = count;
  while (at > 0 && smallest[at - 1] > hash)
    at--;
  if (at == most || (at > 0 && smallest[at - 1] == hash))
    return count;
  count += count < most;
  memmove(smallest + at + 1, smallest + at, (count - at - 1) * sizeof *smallest);
  smallest[at] = hash;
  return count;
}

size_t pincite__shingles_keys(const pincite_shingles *shingles,
                              uint32_t keys[PINCITE__KEYS_MAX]) {
  uint64_t smallest[PINCITE__KEYS_MAX], sum = shingles->count;
  if (shingles->count < VERY_SHORT)
    return 0;
  if (shingles->count < SHORT) {
    for (size_t i = 0; i < shingles->count; i++)
      sum += shingles->items[i];
    keys[0] = (uint32_t)(mix(sum) >> 32);
    return 1;
  }
  size_t most = shingles->count / SHINGLES_PER_KEY, count = 0;
  most = most < KEYS_MIN ? KEYS_MIN : most > PINCITE__KEYS_MAX ? PINCITE__KEYS_MAX : most;
  for (size_t i = 0; i < shingles->count; i++)
    if (count < most || shingles->items[i] < smallest[count - 1])
      count = keep_smallest(smallest, count, most, shingles->items[i]);
  for (size_t i = 0; i < count; i++)
    keys[i] = (uint32_t)(smallest[i] >> 32);
  return count;
}
