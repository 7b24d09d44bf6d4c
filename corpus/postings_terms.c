/* SPDX-License-Identifier: MIT
 *
 * postings_terms.c - the terms that begin alike, for whoever looks for more than
 * one.
 */
#include "postings_read.h"

static int compare_beginning(pincite_str term, pincite_str prefix) {
  pincite_str head = {term.at, term.len < prefix.len ? term.len : prefix.len};
  return pincite__str_compare(head, prefix);
}

static pincite_status walk_segment(pincite_postings_source *source, pincite_str prefix,
                                   int (*each)(pincite_str term, void *to), void *to,
                                   int *stop, pincite_error *err) {
  pincite_postings_walk walk;
  pincite__walk_init(&walk, source);
  pincite_status status = pincite__walk_seek(&walk, prefix, err);
  while (!status && !*stop &&
         (status = pincite__walk_next_term(&walk, err)) == PINCITE_OK) {
    int order = compare_beginning(pincite__buf_view(&walk.term), prefix);
    if (order > 0)
      break;
    if (order == 0)
      *stop = each(pincite__buf_view(&walk.term), to);
  }
  pincite__postings_walk_release(&walk);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite__postings_terms(pincite_postings *postings, pincite_str prefix,
                                       int (*each)(pincite_str term, void *to), void *to,
                                       pincite_error *err) {
  pincite_status status = PINCITE_OK;
  int stop = 0;
  for (size_t i = 0; !status && !stop && i < postings->state.segment_count; i++)
    status = walk_segment(&postings->sources[i], prefix, each, to, &stop, err);
  return status;
}
