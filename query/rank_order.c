/* SPDX-License-Identifier: MIT
 *
 * rank_order.c - which segments are searched first: those that are rich in the question's
 * words. The sooner good passages are found, the fewer others need to be looked at.
 */
#include "rank_window.h"

/* The shares of the words' postings that the segment has, by how much the words matter,
   for each of its rows. */
static pincite_status richness_of(const pincite_rank_run *run,
                                  pincite_postings_source *source, double *richness,
                                  pincite_error *err) {
  const pincite_postings_segment *segment = &source->segment;
  double sum = 0;
  for (size_t i = 0; i < run->word_count; i++) {
    const pincite_rank_word *word = &run->words[i];
    pincite_postings_entry entry;
    if (!pincite__rank_scores(run, word))
      continue;
    pincite_status status = pincite__postings_find(source, word->term->term, &entry, err);
    if (status)
      return status;
    double share = (double)entry.postings / (double)word->stats.passages;
    sum += word->weight * word->scorer.idf * word->scorer.idf * share;
  }
  *richness = sum / ((double)segment->last_row - segment->first_row + 1);
  return PINCITE_OK;
}

pincite_status pincite__rank_order(const pincite_rank_run *run, size_t *order,
                                   pincite_error *err) {
  double richness[PINCITE__SEGMENTS_MAX];
  pincite_postings *postings = run->postings;
  for (size_t i = 0; i < postings->state.segment_count; i++) {
    double own = 0;
    pincite_status status =
        run->request->articles /* these come in the order of their rows */
            ? PINCITE_OK
            : richness_of(run, &postings->sources[i], &own, err);
    if (status)
      return status;
    size_t at = i;
    for (; at > 0 && richness[at - 1] < own; at--) {
      richness[at] = richness[at - 1];
      order[at] = order[at - 1];
    }
    richness[at] = own;
    order[at] = i;
  }
  return PINCITE_OK;
}
