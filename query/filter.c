/* SPDX-License-Identifier: MIT
 *
 * filter.c - options that restrict an answer: zone, date, source, author.
 */
#include <string.h>

#include "hits.h"

#define USUAL_ZONES                                                                      \
  (1U << PINCITE_ZONE_BODY | 1U << PINCITE_ZONE_QUOTE | 1U << PINCITE_ZONE_NOTE)

static pincite_status read_zones(const char *text, unsigned *zones, pincite_error *err) {
  *zones = 0;
  for (const char *at = text; *at;) {
    size_t len = strcspn(at, ", ");
    pincite_str name = {at, len};
    pincite_zone zone;
    if (pincite__str_is(name, "all"))
      *zones = PINCITE__ALL_ZONES;
    else if (pincite__zone_from_name(name, &zone))
      *zones |= 1U << zone;
    else if (len)
      return pincite__fail(err, PINCITE_EINVAL,
                           "'%.*s' is no zone; zones are title, heading, body, quote, note, "
                           "boilerplate and all",
                           (int)len, at);
    at += len;
    at += strspn(at, ", ");
  }
  if (*zones == 0)
    return pincite__fail(err, PINCITE_EINVAL, "no zone is named");
  return PINCITE_OK;
}

/* YYYY[-MM[-DD]] as a day; for the end of a range, its last one. */
static pincite_status read_day(const char *text, bool last, pincite_day *day,
                               pincite_error *err) {
  char date[11];
  if (!pincite__date_parse(text, strlen(text), date))
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no date; write YYYY, YYYY-MM or YYYY-MM-DD", text);
  int part[3] = {0, 0, 0};
  size_t at = 0;
  for (const char *c = date; *c; c++)
    if (*c == '-')
      at++;
    else
      part[at] = 10 * part[at] + (*c - '0');
  if (last)
    for (size_t i = 1; i < 3; i++)
      part[i] = part[i] ? part[i] : 99;
  *day = part[0] * 10000 + part[1] * 100 + part[2];
  return PINCITE_OK;
}

static pincite_status read_dates(const pincite_search_options *options,
                                 pincite_filter *filter, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (!options->from && !options->to)
    return PINCITE_OK;
  filter->from = 1;
  filter->to = 99999999;
  if (options->from)
    status = read_day(options->from, false, &filter->from, err);
  if (!status && options->to)
    status = read_day(options->to, true, &filter->to, err);
  return status;
}

static pincite_status read_since(pincite_store *store, uint64_t since,
                                 pincite_filter *filter, pincite_error *err) {
  uint64_t position = 0;
  if (since == 0)
    return PINCITE_OK;
  pincite_status status = pincite__generation_position(store, since, &position, err);
  if (!status && position == 0)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "the index has not had a generation %llu; its last one is %llu",
                           (unsigned long long)since,
                           (unsigned long long)pincite__generation(store));
  filter->first = (int64_t)position;
  return status;
}

pincite_status pincite__filter_read(pincite_store *store, const pincite_question *question,
                                    const pincite_search_options *options,
                                    pincite_filter *filter, pincite_error *err) {
  *filter =
      (pincite_filter){.zones = question->names_zone ? PINCITE__ALL_ZONES : USUAL_ZONES};
  pincite_status status = read_dates(options, filter, err);
  if (!status)
    status = read_since(store, options->since, filter, err);
  if (!status && options->zones)
    status = read_zones(options->zones, &filter->zones, err);
  if (!status && options->source) {
    status = pincite__name_source(store, pincite__str(options->source), &filter->source, err);
    filter->source = filter->source ? filter->source : -1;
  }
  if (!status && options->author) {
    status = pincite__name_author(store, pincite__str(options->author), &filter->author, err);
    filter->author = filter->author ? filter->author : -1;
  }
  return status;
}

bool pincite__filter_is_new(const pincite_filter *filter, int64_t rowid) {
  return rowid >= filter->first;
}

bool pincite__filter_admits(const pincite_filter *filter, const pincite_passage_row *row) {
  if (!(filter->zones & 1U << row->zone) || !pincite__filter_is_new(filter, row->rowid))
    return false;
  if (filter->to && (row->published < filter->from || row->published > filter->to))
    return false;
  return (!filter->source || filter->source == row->source) &&
         (!filter->author || filter->author == row->author);
}

bool pincite__filter_looks_up(const pincite_filter *filter) {
  return filter->to || filter->source || filter->author || filter->first;
}

bool pincite__filter_is_source(const pincite_filter *filter) {
  return filter->source && !filter->to && !filter->author && !filter->first;
}
