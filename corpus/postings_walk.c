/* SPDX-License-Identifier: MIT
 *
 * postings_walk.c - the terms of a segment one after the other, with their entries or
 * without.
 */
#include "postings_format.h"

#include <string.h>

void pincite__walk_init(pincite_postings_walk *walk, pincite_postings_source *source) {
  *walk = (pincite_postings_walk){.source = source};
  pincite__buf_init(&walk->term, PINCITE__BUF_LIMIT);
}

void pincite__postings_walk_release(pincite_postings_walk *walk) {
  pincite__buf_release(&walk->term);
}

pincite_status pincite__walk_seek(pincite_postings_walk *walk, pincite_str prefix,
                                  pincite_error *err) {
  uint64_t number;
  const pincite_postings_page *page;
  if (walk->source->segment.terms == 0)
    return PINCITE_OK;
  pincite_status status = pincite__source_leaf(walk->source, prefix, &number, &page, err);
  if (!status)
    walk->number = number == UINT64_MAX ? 0 : number;
  return status;
}

/* Go to the next leaf. */
static pincite_status next_page(pincite_postings_walk *walk, pincite_error *err) {
  const pincite_postings_page *page;
  if (walk->number == walk->source->segment.terms)
    return PINCITE_DONE;
  pincite_status status =
      pincite__source_page(walk->source, PINCITE__TABLE_TERM, walk->number++, &page, err);
  if (status)
    return status;
  pincite__buf_clear(&walk->term);
  walk->at = page->at + PINCITE__PAGE_HEAD;
  walk->end = page->at + page->len;
  if (walk->at < walk->end && *walk->at++ != 0)
    walk->at = walk->end; /* not a leaf */
  return PINCITE_OK;
}

static pincite_status damaged(const pincite_postings_walk *walk, pincite_error *err) {
  return pincite__postings_damaged(
      "postings_term", walk->source->segment.first_term + walk->number - 1, err);
}

/* Read the term of the entry at hand; false: damaged. */
static bool read_term(pincite_postings_walk *walk) {
  uint64_t shared;
  pincite_str suffix;
  if (!pincite__suffix_read(&walk->at, walk->end, &shared, &suffix) ||
      shared > walk->term.len)
    return false;
  /* A few bytes each time, for thousands of terms. */
  walk->term.len = (size_t)shared;
  if (pincite__buf_reserve(&walk->term, suffix.len)) {
    char *to = walk->term.data + walk->term.len;
    for (size_t i = 0; i < suffix.len; i++)
      to[i] = suffix.at[i];
    to[suffix.len] = '\0';
    walk->term.len += suffix.len;
  }
  return true;
}

static bool read_entry(pincite_postings_walk *walk) {
  return pincite__entry_read(&walk->at, walk->end, &walk->entry);
}

static bool pass_entry(pincite_postings_walk *walk) {
  return pincite__entry_pass(&walk->at, walk->end);
}

/* Go to the next term, and behind its entry by means of 'pass'. */
static inline pincite_status step(pincite_postings_walk *walk,
                                  bool (*pass)(pincite_postings_walk *walk),
                                  pincite_error *err) {
  pincite_status status = PINCITE_OK;
  while (!status && walk->at == walk->end)
    status = next_page(walk, err);
  if (status)
    return status;
  if (!read_term(walk) || !pass(walk))
    return damaged(walk, err);
  return walk->term.failed ? pincite__no_memory(err) : PINCITE_OK;
}

pincite_status pincite__walk_next(pincite_postings_walk *walk, pincite_error *err) {
  return step(walk, read_entry, err);
}

pincite_status pincite__walk_next_term(pincite_postings_walk *walk, pincite_error *err) {
  return step(walk, pass_entry, err);
}
