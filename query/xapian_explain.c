/* SPDX-License-Identifier: MIT
 *
 * xapian_explain.c - the parts of a score that Xapian gave.
 *
 * Xapian does not tell them. What a term gives to a passage does not depend on the other
 * terms, so each is asked for by itself, within the passage's article. Some models give
 * something for the length alone, whatever the terms: that is what is left over.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "xapian_search.h"

/* Passages of one article that have the term. */
#define OF_ARTICLE 100000
/* Less than that is rounding. */
#define ROUNDING 1e-9

typedef struct explainer {
  const pincite_xapian *x;
  pincite_xapian_database *db;
  const pincite_xapian_weights *weights;
  const pincite_terms *terms;
} explainer;

/* What the term gives to the passage; 0 when it is not in it. */
static pincite_status weigh(const explainer *e, const pincite_xapian_query *query,
                            uint32_t rowid, double *weight, pincite_error *err) {
  pincite_xapian_request request = {
      .query = query, .model = e->weights->model, .count = OF_ARTICLE, .tie = -1};
  pincite_xapian_matches *matches = NULL;
  pincite_xapian_found found;
  memcpy(request.parameters, e->weights->parameters, sizeof request.parameters);
  pincite_status status = e->x->search(e->db, &request, &matches, &found, err);
  *weight = 0;
  if (status)
    return status;
  for (uint32_t i = 0, id; !status && i < found.count; i++) {
    double one = 0;
    status = e->x->match(matches, i, &id, &one, err);
    if (!status && id == rowid)
      *weight = one;
  }
  e->x->matches_free(matches);
  return status;
}

typedef struct standing {
  uint32_t rowid, times;
} standing;

static int note_times(uint32_t number, uint32_t times, void *data) {
  standing *s = data;
  s->times = number == s->rowid ? times : 0;
  return 1; /* the first one tells */
}

static pincite_status explain_term(const explainer *e, size_t which, uint32_t rowid,
                                   pincite_xapian_query *article,
                                   pincite_score_part *part, pincite_error *err) {
  pincite_xapian_query *parts[2] = {NULL, article}, *joined = NULL;
  pincite_str term = e->terms->items[which].term;
  standing s = {rowid, 0};
  *part = (pincite_score_part){.name = "term", .term = term};
  pincite_status status =
      pincite__xapian_rank_term(e->x, e->db, e->weights, e->terms, which, &parts[0], err);
  if (!status && parts[0])
    status = e->x->query_join(PINCITE_XAPIAN_FILTER, parts, 2, 0, &joined, err);
  if (!status && joined)
    status = weigh(e, joined, rowid, &part->value, err);
  if (!status && part->value > 0)
    status = e->x->postings(e->db, term.at, term.len, rowid, note_times, &s, err);
  part->tf = s.times;
  e->x->query_free(parts[0]);
  e->x->query_free(joined);
  return status;
}

/* The passages of one article, by the name that its documents have. */
static pincite_status make_article(const explainer *e, pincite_hits *hits, uint32_t rowid,
                                   pincite_xapian_query **out, pincite_error *err) {
  pincite_buf name;
  pincite__buf_init(&name, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__hits_passage(hits, rowid, &hits->passage, err);
  if (!status)
    pincite__xapian_name(&name, 'Q', hits->passage.fields[PINCITE_FIELD_ID]);
  if (!status && name.failed)
    status = pincite__no_memory(err);
  if (!status)
    status = e->x->query_term(name.data, name.len, 1, out, err);
  pincite__buf_release(&name);
  return status;
}

static pincite_status take_apart(pincite_hits *hits, size_t item, pincite_score *score,
                                 void *data, pincite_error *err) {
  const explainer *e = data;
  uint32_t rowid = hits->items[item].rowid;
  pincite_xapian_query *article = NULL;
  pincite_score_part *parts = calloc(e->terms->count + 1, sizeof *parts);
  size_t count = 0;
  double rest = hits->items[item].score;
  if (!parts)
    return pincite__no_memory(err);
  pincite_status status = make_article(e, hits, rowid, &article, err);
  for (size_t i = 0; !status && i < e->terms->count; i++) {
    status = explain_term(e, i, rowid, article, &parts[count], err);
    rest -= status ? 0 : parts[count].value;
    count += !status && parts[count].value != 0;
  }
  if (!status && fabs(rest) > ROUNDING * (1 + fabs(hits->items[item].score)))
    parts[count++] = (pincite_score_part){.name = "length", .value = rest};
  e->x->query_free(article);
  if (status) {
    free(parts);
    return status;
  }
  *score = (pincite_score){hits->items[item].score, parts, count};
  return PINCITE_OK;
}

pincite_status pincite__xapian_explain(pincite_hits *hits,
                                       const pincite_xapian_weights *weights,
                                       const pincite_terms *terms, pincite_error *err) {
  const pincite_xapian_reader *reader = hits->index->xapian;
  explainer e = {reader->x, reader->db, weights, terms};
  return pincite__explain_by(hits, take_apart, &e, err);
}
