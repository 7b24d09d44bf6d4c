/* SPDX-License-Identifier: MIT
 *
 * postings_terms.c - all terms, for whoever looks for one that is like another.
 */
#include "postings_read.h"

static pincite_status walk_segment(pincite_postings_source *source,
                                   int (*each)(pincite_str term, void *to), void *to,
                                   int *stop, pincite_error *err) {
  pincite_postings_walk walk;
  pincite_status status = PINCITE_OK;
  pincite__walk_init(&walk, source);
  while (!*stop && (status = pincite__walk_next(&walk, err)) == PINCITE_OK)
    *stop = each(pincite__buf_view(&walk.term), to);
  pincite__postings_walk_release(&walk);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite__postings_terms(pincite_postings *postings,
                                       int (*each)(pincite_str term, void *to), void *to,
                                       pincite_error *err) {
  pincite_status status = PINCITE_OK;
  int stop = 0;
  for (size_t i = 0; !status && !stop && i < postings->state.segment_count; i++) {
    /* A source of its own, which keeps no pages. */
    pincite_postings_source source;
    pincite__source_init(&source, &postings->blobs, &postings->state.segments[i], false,
                         NULL);
    status = walk_segment(&source, each, to, &stop, err);
    pincite__source_release(&source);
  }
  return status;
}
