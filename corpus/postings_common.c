/* SPDX-License-Identifier: MIT
 *
 * postings_common.c - how many passages have a term, for the commonest without a look
 * into the dictionary.
 */
#include "postings_format.h"

#include <stdlib.h>

typedef struct common {
  uint64_t df;
  uint32_t name, name_len; /* in 'names' */
} common;

struct pincite_postings_commons {
  common *items; /* in the order of the terms */
  size_t count, capacity;
  pincite_buf names;
};

void pincite__commons_free(pincite_postings_commons *commons) {
  if (!commons)
    return;
  free(commons->items);
  pincite__buf_release(&commons->names);
  free(commons);
}

size_t pincite__commons_count(const pincite_postings_commons *commons) {
  return commons->count;
}

static pincite_str name_of(const pincite_postings_commons *commons, size_t i) {
  return (pincite_str){commons->names.data + commons->items[i].name,
                       commons->items[i].name_len};
}

/* The terms of a page. ECORRUPT has no sentence yet. */
static pincite_status read_page(pincite_postings_commons *commons,
                                const pincite_postings_page *page) {
  const unsigned char *at = page->at + PINCITE__PAGE_HEAD, *end = page->at + page->len;
  size_t before = 0, before_len = 0;
  if (at >= end || *at++ != PINCITE__COMMON_LEVEL)
    return PINCITE_ECORRUPT;
  while (at < end) {
    uint64_t shared, df;
    pincite_str suffix;
    pincite_buf *names = &commons->names;
    size_t start = names->len;
    if (!pincite__suffix_read(&at, end, &shared, &suffix) || shared > before_len ||
        !pincite__get_varint(&at, end, &df) || df > PINCITE__NO_ROW)
      return PINCITE_ECORRUPT;
    if (!pincite__grow(&commons->items, &commons->capacity, commons->count + 1,
                       sizeof *commons->items) ||
        !pincite__buf_reserve(names, (size_t)shared + suffix.len))
      return PINCITE_ENOMEM;
    pincite__buf_add(names, names->data + before, (size_t)shared);
    pincite__buf_add(names, suffix.at, suffix.len);
    before = start;
    before_len = names->len - start;
    commons->items[commons->count++] =
        (common){df, (uint32_t)start, (uint32_t)before_len};
    if (commons->count > 1 &&
        pincite__str_compare(name_of(commons, commons->count - 2),
                             name_of(commons, commons->count - 1)) >= 0)
      return PINCITE_ECORRUPT;
  }
  return PINCITE_OK;
}

pincite_status pincite__commons_read(pincite_postings_source *source,
                                     pincite_postings_commons **out, pincite_error *err) {
  const pincite_postings_segment *segment = &source->segment;
  pincite_postings_commons *commons = calloc(1, sizeof *commons);
  if (!commons)
    return pincite__no_memory(err);
  pincite__buf_init(&commons->names, PINCITE__BUF_LIMIT);
  pincite_status status = PINCITE_OK;
  for (uint64_t i = segment->root + 1; i < segment->terms && !status; i++) {
    const pincite_postings_page *page;
    status = pincite__source_page(source, PINCITE__TABLE_TERM, i, &page, err);
    if (status)
      break;
    status = read_page(commons, page);
    if (status == PINCITE_ECORRUPT)
      pincite__postings_damaged("postings_term", segment->first_term + i, err);
    else if (status)
      pincite__no_memory(err);
  }
  if (!status)
    *out = commons;
  else
    pincite__commons_free(commons);
  return status;
}

bool pincite__commons_find(const pincite_postings_commons *commons, pincite_str term,
                           uint64_t *df) {
  size_t from = 0, to = commons->count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    int order = pincite__str_compare(name_of(commons, middle), term);
    if (order == 0) {
      *df = commons->items[middle].df;
      return true;
    }
    if (order < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return false;
}
