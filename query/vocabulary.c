/* SPDX-License-Identifier: MIT
 *
 * vocabulary.c - the terms of an index, and how many passages have one, through the
 * ranked postings.
 */
#include "vocabulary.h"

#include "hits.h"

static pincite_status passages(void *data, pincite_str term, uint64_t *count,
                               pincite_error *err) {
  pincite_index *index = data;
  pincite_term_stats stats = {0};
  pincite_status status = pincite__postings_term(index->postings, term, &stats, err);
  if (!status)
    *count = stats.passages;
  return status;
}

static pincite_status list(void *data, pincite_str prefix,
                           int (*each)(pincite_str term, void *to), void *to,
                           pincite_error *err) {
  pincite_index *index = data;
  return pincite__postings_terms(index->postings, prefix, each, to, err);
}

pincite_vocabulary pincite__vocabulary(pincite_index *index) {
  return (pincite_vocabulary){
      .data = index, .list = list, .passages = passages, .spelling = pincite__spelling};
}

pincite_status pincite__postings_ready(pincite_index *index, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (!index->postings)
    status =
        pincite__postings_open(pincite__store_db(index->store), &index->postings, err);
  if (status)
    return status;
  pincite__postings_limit(index->postings);
  uint64_t seen = pincite__store_seen(index->store);
  if (seen && seen == index->postings_seen)
    return PINCITE_OK;
  index->postings_seen = 0;
  status = pincite__postings_refresh(index->postings, err);
  if (!status)
    index->postings_seen = seen;
  return status;
}
