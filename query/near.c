/* SPDX-License-Identifier: MIT
 *
 * near.c - how far words are from one, when they are not far.
 *
 * Letters added, left out, changed, or two in a row swapped, each is one. It is the
 * usual table with a row for each letter of the other word, of which only the band is
 * filled that can be near enough. A row depends on the letters before it alone: for
 * words that come in order those that they share are not looked at again, and what
 * is too far by its first letters is too far whatever follows.
 */
#include "spell.h"

void pincite__near_begin(pincite_near *near, pincite_str word, unsigned most) {
  near->word = word;
  near->most = most;
  near->depth = near->too_far = 0;
  for (size_t k = 0; k <= word.len && k <= PINCITE__TERM_LIMIT; k++)
    near->rows[0][k] = (uint8_t)(k > most ? most + 1 : k);
}

static uint8_t least_of(unsigned a, unsigned b) {
  return (uint8_t)(a < b ? a : b);
}

/* Fill row 'i', of the letter before it; returns its least. */
static unsigned fill_row(pincite_near *near, size_t i) {
  size_t most = near->most, len = near->word.len;
  size_t first = i > most ? i - most : 1, last = i + most < len ? i + most : len;
  uint8_t none = (uint8_t)(most + 1), *row = near->rows[i];
  const uint8_t *before = near->rows[i - 1];
  const char *word = near->word.at, *letters = near->letters;
  if (first > len + 1)
    return none;
  unsigned least = row[first - 1] = first == 1 && i <= most ? (uint8_t)i : none;
  for (size_t k = first; k <= last; k++) {
    unsigned differ = letters[i - 1] != word[k - 1];
    uint8_t cost = least_of(before[k - 1] + differ, none);
    cost = least_of(cost, before[k] + 1U);
    cost = least_of(cost, row[k - 1] + 1U);
    if (i > 1 && k > 1 && letters[i - 1] == word[k - 2] && letters[i - 2] == word[k - 1])
      cost = least_of(cost, near->rows[i - 2][k - 2] + 1U);
    row[k] = cost;
    least = least_of(least, cost);
  }
  if (last < len)
    row[last + 1] = none;
  return least;
}

unsigned pincite__near_step(pincite_near *near, pincite_str other) {
  size_t i = 0, most = near->most;
  if (near->word.len > PINCITE__TERM_LIMIT || other.len > PINCITE__TERM_LIMIT)
    return near->most + 1;
  if (pincite__near_ruled_out(near, other))
    return near->most + 1;
  while (i < near->depth && i < other.len && near->letters[i] == other.at[i])
    i++;
  near->too_far = 0;
  for (near->depth = i; i < other.len; near->depth = i) {
    near->letters[i] = other.at[i];
    if (fill_row(near, ++i) > most) {
      near->depth = near->too_far = i;
      return near->most + 1;
    }
  }
  return i + most < near->word.len ? near->most + 1 : near->rows[i][near->word.len];
}

unsigned pincite__word_distance(pincite_str a, pincite_str b, unsigned most) {
  pincite_near near;
  pincite__near_begin(&near, a, most);
  return pincite__near_step(&near, b);
}
