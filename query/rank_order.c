/* SPDX-License-Identifier: MIT
 *
 * rank_order.c - which segments are searched first: those that are rich in the question's
 * words. The sooner good passages are found, the fewer others need to be looked at.
 */
#include "rank_window.h"

/* The shares of the words' postings that the segment has, by how much the words matter,
   for each of its rows. */
static double richness_of(const pincite_rank_run *run, size_t number) {
  const pincite_postings_segment *segment = &run->postings->state.segments[number];
  double sum = 0;
  if (segment->last_row < segment->first_row) /* of removals only */
    return 0;
  for (size_t i = 0; i < run->word_count; i++) {
    const pincite_rank_word *word = &run->words[i];
    if (!pincite__rank_scores(run, word))
      continue;
    double share = (double)word->entries[number].postings / (double)word->stats.passages;
    sum += word->weight * word->scorer.idf * word->scorer.idf * share;
  }
  return sum / ((double)segment->last_row - segment->first_row + 1);
}

void pincite__rank_order(const pincite_rank_run *run, size_t *order) {
  double richness[PINCITE__SEGMENTS_MAX];
  for (size_t i = 0; i < run->postings->state.segment_count; i++) {
    /* Articles are told apart by the order of their rows. */
    double own = run->request->articles ? 0 : richness_of(run, i);
    size_t at = i;
    for (; at > 0 && richness[at - 1] < own; at--) {
      richness[at] = richness[at - 1];
      order[at] = order[at - 1];
    }
    richness[at] = own;
    order[at] = i;
  }
}
