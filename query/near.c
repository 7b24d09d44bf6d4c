/* SPDX-License-Identifier: MIT
 *
 * near.c - how far two words are apart, when they are not far.
 */
#include <string.h>

#include "spell.h"

/* Letters added, left out, changed, or two in a row swapped, each is one. Three
   rows of the usual table, cut off where all of a row is too far. */
unsigned pincite__word_distance(pincite_str a, pincite_str b, unsigned most) {
  unsigned rows[3][PINCITE__TERM_LIMIT + 1];
  if (a.len > PINCITE__TERM_LIMIT || b.len > PINCITE__TERM_LIMIT ||
      a.len > b.len + most || b.len > a.len + most)
    return most + 1;
  for (unsigned k = 0; k <= b.len; k++)
    rows[0][k] = k;
  for (unsigned i = 1; i <= a.len; i++) {
    unsigned *row = rows[i % 3], *before = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
    unsigned least = row[0] = i;
    for (unsigned k = 1; k <= b.len; k++) {
      unsigned cost = before[k - 1] + (a.at[i - 1] != b.at[k - 1]);
      cost = cost < before[k] + 1 ? cost : before[k] + 1;
      cost = cost < row[k - 1] + 1 ? cost : row[k - 1] + 1;
      if (i > 1 && k > 1 && a.at[i - 1] == b.at[k - 2] && a.at[i - 2] == b.at[k - 1] &&
          two[k - 2] + 1 < cost)
        cost = two[k - 2] + 1;
      row[k] = cost;
      least = cost < least ? cost : least;
    }
    if (least > most)
      return most + 1;
  }
  return rows[a.len % 3][b.len];
}
