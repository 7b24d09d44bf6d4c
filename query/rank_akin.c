/* SPDX-License-Identifier: MIT
 *
 * rank_akin.c - words of a passage that are akin to words of the question though
 * their stems differ: indemnity and indemnify, cited and citation.
 *
 * Two words are as akin as the sequences of four letters that they share (Dice's
 * coefficient over those of both, a mark before the word and behind it included). An
 * akin word counts as that part of the word itself.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_look.h"

#define WEIGHT_AKIN 0.5
#define AKIN_LEAST 0.35 /* less is chance */
#define STEM_LEAST 4    /* shorter stems are akin to anything */
#define GRAM 4
#define GRAMS_MOST 32
#define AKIN_WORDS 24 /* of the question; further ones have no kin */

typedef struct grams {
  uint32_t items[GRAMS_MOST]; /* ascending, each once */
  size_t count;
} grams;

struct look_kin {
  uint32_t word; /* of the run */
  grams own;
  double tf; /* in the passage at hand */
  uint32_t times;
};

static void put_gram(grams *to, uint32_t gram) {
  size_t at = to->count;
  while (at > 0 && to->items[at - 1] > gram)
    at--;
  if (to->count == GRAMS_MOST || (at > 0 && to->items[at - 1] == gram))
    return;
  memmove(to->items + at + 1, to->items + at, (to->count - at) * sizeof *to->items);
  to->items[at] = gram;
  to->count++;
}

static void take_grams(pincite_str stem, grams *to) {
  uint32_t gram = '_';
  to->count = 0;
  for (size_t i = 0; i <= stem.len; i++) {
    gram = gram << 8 | (unsigned char)(i < stem.len ? stem.at[i] : '_');
    if (i + 2 >= GRAM)
      put_gram(to, gram);
  }
}

static double resemblance(const grams *a, const grams *b) {
  size_t common = 0;
  for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
    uint32_t x = a->items[i], y = b->items[k];
    common += x == y;
    i += x <= y;
    k += y <= x;
  }
  return common ? 2.0 * (double)common / (double)(a->count + b->count) : 0;
}

bool pincite__look_akin_init(look *l) {
  l->kin = calloc(AKIN_WORDS, sizeof *l->kin);
  if (!l->kin)
    return false;
  for (size_t i = 0; i < l->run->word_count && l->kin_count < AKIN_WORDS; i++) {
    const pincite_rank_word *word = &l->run->words[i];
    if (word->role >= PINCITE_RANK_EXCLUDED || word->term->term.len < STEM_LEAST ||
        pincite__is_concept(word->term->term))
      continue;
    l->kin[l->kin_count].word = (uint32_t)i;
    take_grams(word->term->term, &l->kin[l->kin_count++].own);
  }
  return true;
}

/* To which words of the question the fresh term is akin, and how much: a byte a
   word, of 255 parts. */
bool pincite__look_akin_note(look *l, const look_term *fresh) {
  grams own;
  size_t at = l->term_count * l->kin_count;
  if (!pincite__grow(&l->akin, &l->akin_capacity, at + l->kin_count + 1, 1))
    return false;
  memset(l->akin + at, 0, l->kin_count);
  if (fresh->word != NO_WORD || fresh->name_len < STEM_LEAST)
    return true;
  take_grams((pincite_str){l->names.data + fresh->name, fresh->name_len}, &own);
  for (size_t i = 0; i < l->kin_count; i++) {
    double akin = resemblance(&own, &l->kin[i].own);
    l->akin[at + i] = akin >= AKIN_LEAST ? (uint8_t)(akin * 255) : 0;
  }
  return true;
}

void pincite__look_akin(look *l, size_t hit, double k, pincite_look_each each,
                        void *data) {
  for (size_t i = 0; i < l->kin_count; i++)
    l->kin[i].tf = l->kin[i].times = 0;
  for (size_t at = l->start; at < l->entry_count; at++) {
    const look_entry *entry = &l->entries[at];
    const uint8_t *akin = l->akin + (size_t)entry->term * l->kin_count;
    for (size_t i = 0; i < l->kin_count; i++)
      if (akin[i]) {
        l->kin[i].tf += entry->tf * (double)akin[i] / 255;
        l->kin[i].times += entry->tf;
      }
  }
  for (size_t i = 0; i < l->kin_count; i++) {
    const struct look_kin *own = &l->kin[i];
    const pincite_rank_word *word = &l->run->words[own->word];
    double value =
        word->weight * word->scorer.idf * PINCITE__LOOK_MOST * own->tf / (own->tf + k);
    pincite_look_part part = {
        "akin", word->term->term, {0}, own->times, pincite__points(WEIGHT_AKIN * value)};
    pincite__look_give(l, hit, &part, each, data);
  }
}
