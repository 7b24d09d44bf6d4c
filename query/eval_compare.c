/* SPDX-License-Identifier: MIT
 *
 * eval_compare.c - whether one ranking is better than another or only luckier:
 * Fisher's randomisation test for pairs, as M. D. Smucker, J. Allan and
 * B. Carterette recommend it (CIKM 2007).
 *
 * If both rankings were alike, either figure of a question might as well have come
 * from the other one. So the signs of the differences are flipped in every way, or
 * in a hundred thousand ways drawn by a generator that always draws the same.
 */
#include <math.h>

#include "eval.h"

#define EXACT_MOST 16 /* questions for which every way is tried */
#define ROUNDS UINT64_C(100000)
#define NEARLY 1e-12 /* sums are equal in spite of rounding */

/* xorshift64*, by S. Vigna. */
static uint64_t draw(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

double pincite_eval_compare(const double *a, const double *b, size_t count) {
  double observed = 0;
  size_t different = 0;
  for (size_t i = 0; i < count; i++) {
    observed += b[i] - a[i];
    different += b[i] != a[i];
  }
  bool exact = different <= EXACT_MOST;
  uint64_t rounds = exact ? UINT64_C(1) << different : ROUNDS;
  uint64_t state = UINT64_C(88172645463325252), bits = 0, as_far = 0;
  for (uint64_t round = 0; round < rounds; round++) {
    double sum = 0;
    size_t drawn = 0;
    for (size_t i = 0; i < count; i++) {
      if (b[i] == a[i])
        continue;
      if (drawn % 64 == 0)
        bits = exact ? round : draw(&state);
      sum += bits & 1 ? a[i] - b[i] : b[i] - a[i];
      bits >>= 1;
      drawn++;
    }
    as_far += fabs(sum) >= fabs(observed) - NEARLY;
  }
  return exact ? (double)as_far / (double)rounds
               : ((double)as_far + 1) / ((double)rounds + 1);
}
