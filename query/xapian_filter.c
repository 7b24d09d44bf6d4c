/* SPDX-License-Identifier: MIT
 *
 * xapian_filter.c - options that restrict an answer, as parts of the query: zone, date,
 * source, author.
 */
#include <stdio.h>

#include "xapian_search.h"

/* Replace *query by itself joined with 'other', which is used up. */
static pincite_status restrict_by(const pincite_xapian *x, pincite_xapian_query **query,
                                  pincite_xapian_join how, pincite_xapian_query *other,
                                  pincite_error *err) {
  pincite_xapian_query *parts[] = {*query, other}, *out = NULL;
  pincite_status status = x->query_join(how, parts, 2, 0, &out, err);
  x->query_free(other);
  if (!status) {
    x->query_free(*query);
    *query = out;
  }
  return status;
}

/* Any of some zones; what few there are of is quicker to look at. */
static pincite_status by_zones(const pincite_xapian *x, unsigned zones,
                               pincite_xapian_query **query, pincite_error *err) {
  pincite_xapian_query *parts[PINCITE__ZONE_COUNT] = {NULL}, *any = NULL;
  size_t wanted = 0, count = 0;
  pincite_status status = PINCITE_OK;
  if ((zones & PINCITE__ALL_ZONES) == PINCITE__ALL_ZONES)
    return PINCITE_OK;
  for (unsigned zone = 0; zone < PINCITE__ZONE_COUNT; zone++)
    wanted += zones >> zone & 1;
  bool without = wanted > 2;
  for (unsigned zone = 0; !status && zone < PINCITE__ZONE_COUNT; zone++) {
    char term[2] = {'Z', (char)('0' + (int)zone)};
    if ((zones >> zone & 1) == without)
      continue;
    status = x->query_term(term, 2, 1, &parts[count], err);
    count += !status;
  }
  if (!status)
    status = x->query_join(PINCITE_XAPIAN_OR, parts, count, 0, &any, err);
  for (size_t i = 0; i < count; i++)
    x->query_free(parts[i]);
  return status ? status
                : restrict_by(x, query,
                              without ? PINCITE_XAPIAN_AND_NOT : PINCITE_XAPIAN_FILTER,
                              any, err);
}

static pincite_status by_dates(const pincite_xapian *x, const pincite_filter *filter,
                               pincite_xapian_query **query, pincite_error *err) {
  char from[16], to[16];
  pincite_xapian_query *range = NULL;
  if (!filter->to)
    return PINCITE_OK;
  snprintf(from, sizeof from, "%08d", (int)filter->from);
  snprintf(to, sizeof to, "%08d", (int)filter->to);
  pincite_status status = x->query_range(PINCITE__XAPIAN_DAY, from, to, &range, err);
  return status ? status : restrict_by(x, query, PINCITE_XAPIAN_FILTER, range, err);
}

static pincite_status by_name(pincite_hits *hits, const pincite_xapian *x, char prefix,
                              const char *name, pincite_xapian_query **query,
                              pincite_error *err) {
  pincite_buf folded, term;
  pincite_xapian_query *named = NULL;
  if (!name)
    return PINCITE_OK;
  pincite__buf_init(&term, PINCITE__BUF_LIMIT);
  bool done = pincite__name_fold(hits->index->analyser, pincite__str(name), &folded);
  pincite__xapian_name(&term, prefix, pincite__buf_view(&folded));
  pincite_status status = done && !term.failed ? PINCITE_OK : pincite__no_memory(err);
  if (!status)
    status = x->query_term(term.data, term.len, 1, &named, err);
  pincite__buf_release(&folded);
  pincite__buf_release(&term);
  return status ? status : restrict_by(x, query, PINCITE_XAPIAN_FILTER, named, err);
}

pincite_status pincite__xapian_filter(pincite_hits *hits, const pincite_xapian *x,
                                      pincite_xapian_query **query, pincite_error *err) {
  pincite_status status = by_zones(x, hits->filter.zones, query, err);
  if (!status)
    status = by_dates(x, &hits->filter, query, err);
  if (!status)
    status = by_name(hits, x, 'S', hits->options.source, query, err);
  if (!status)
    status = by_name(hits, x, 'A', hits->options.author, query, err);
  return status;
}
