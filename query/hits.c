/* SPDX-License-Identifier: MIT
 *
 * hits.c - one hit after the other: its text, what matched in it, a snippet.
 */
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "snippet.h"
#include "xapian_search.h"

#define SNIPPET_WIDTH 240
#define MARKS_MAX 256

/* A field, copied behind the others in hits->fields; offsets, since the buffer may
   move. */
static size_t keep_field(pincite_hits *hits, pincite_field field) {
  size_t at = hits->fields.len;
  pincite_str text = hits->passage.fields[field];
  pincite__buf_add(&hits->fields, text.at, text.len);
  pincite__buf_addc(&hits->fields, '\0');
  return at;
}

static const char *field_at(const pincite_hits *hits, size_t at) {
  const char *text = hits->fields.data + at;
  return *text ? text : NULL;
}

static pincite_status fill_fields(pincite_hits *hits, pincite_hit *hit,
                                  pincite_error *err) {
  size_t at[PINCITE__FIELD_COUNT];
  const pincite_passage_text *passage = &hits->passage;
  pincite__buf_clear(&hits->fields);
  pincite__buf_clear(&hits->id);
  pincite__buf_clear(&hits->text);
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    at[i] = keep_field(hits, (pincite_field)i);
  pincite__buf_add(&hits->id, passage->fields[PINCITE_FIELD_ID].at,
                   passage->fields[PINCITE_FIELD_ID].len);
  pincite__buf_addf(&hits->id, "#%u", passage->row.ordinal);
  pincite__buf_add(&hits->text, passage->body.at, passage->body.len);
  if (hits->fields.failed || hits->id.failed || hits->text.failed)
    return pincite__no_memory(err);
  hit->id = hits->id.data;
  hit->article = hits->fields.data + at[PINCITE_FIELD_ID];
  hit->title = hits->fields.data + at[PINCITE_FIELD_TITLE];
  hit->author = field_at(hits, at[PINCITE_FIELD_AUTHOR]);
  hit->published = field_at(hits, at[PINCITE_FIELD_PUBLISHED]);
  hit->source = field_at(hits, at[PINCITE_FIELD_SOURCE]);
  hit->uri = field_at(hits, at[PINCITE_FIELD_URI]);
  hit->zone = pincite__zone_name(passage->row.zone);
  hit->start = passage->row.start;
  hit->length = passage->row.length;
  hit->text = hits->text.data;
  hit->page = pincite__paging_find(passage->pages, hit->start);
  hit->last_page =
      pincite__paging_find(passage->pages, hit->start + hit->length - (hit->length > 0));
  return PINCITE_OK;
}

/* The spans that lie in the body, counted from the start of the article. */
static pincite_status fill_matches(pincite_hits *hits, const pincite_match_span *spans,
                                   size_t count, pincite_hit *hit, pincite_error *err) {
  if (!pincite__grow(&hits->matches, &hits->match_capacity, count + 1,
                     sizeof *hits->matches))
    return pincite__no_memory(err);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (spans[i].part == PINCITE_PART_BODY)
      hits->matches[kept++] =
          (pincite_span){spans[i].start + hits->passage.row.start, spans[i].length};
  hit->matches = hits->matches;
  hit->match_count = kept;
  return PINCITE_OK;
}

static pincite_status fill_snippet(pincite_hits *hits, const pincite_match_span *spans,
                                   size_t count, pincite_hit *hit, pincite_error *err) {
  if (!pincite__grow(&hits->marks, &hits->mark_capacity, MARKS_MAX, sizeof *hits->marks))
    return pincite__no_memory(err);
  size_t width = hits->options.snippet_width ? hits->options.snippet_width : SNIPPET_WIDTH;
  pincite__buf_clear(&hits->snippet);
  hit->snippet_match_count = pincite__snippet(hits->passage.body, spans, count, width,
                                              &hits->snippet, hits->marks, MARKS_MAX);
  if (hits->snippet.failed)
    return pincite__no_memory(err);
  hit->snippet = hits->snippet.data;
  hit->snippet_matches = hits->marks;
  return PINCITE_OK;
}

pincite_status pincite_hits_next(pincite_hits *hits, pincite_hit *hit, pincite_error *err) {
  const pincite_ranked *item = NULL;
  pincite_status status = pincite__hits_step(hits, &item, err);
  if (status)
    return status;
  pincite_hit result = {.rank = hits->passed + hits->next + 1, .score = item->score};
  status =
      pincite__hits_passage(hits, item->rowid, &hits->passage, err);
  if (status == PINCITE_ENOTFOUND)
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the ranked postings name passage row %u, which is not there; "
                         "run: pincite repair",
                         item->rowid);
  if (!status)
    status = fill_fields(hits, &result, err);
  if (status)
    return status;
  pincite_subject subject = pincite__subject(&hits->passage);
  int matches = pincite__match(hits->matcher, &subject);
  size_t count = 0;
  const pincite_match_span *spans =
      matches > 0 ? pincite__match_spans(hits->matcher, &count) : NULL;
  if (matches < 0 || (!spans && count))
    return pincite__no_memory(err);
  status = fill_matches(hits, spans, count, &result, err);
  if (!status)
    status = fill_snippet(hits, spans, count, &result, err);
  if (!status)
    status = pincite__folded_ids(hits, item->rowid, &result, err);
  if (!status)
    status = pincite__hits_cited(hits, &result, err);
  pincite__explained(hits, item->rowid, &result);
  if (status)
    return status;
  *hit = result;
  hits->next++;
  return PINCITE_OK;
}
