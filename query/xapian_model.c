/* SPDX-License-Identifier: MIT
 *
 * xapian_model.c - weighting models by name, and terms with their weights.
 *
 * Xapian's BM25 takes ln(x) with x = (N - df + 0.5)/(df + 0.5), and something between
 * for frequent terms (x < 2: ln(1 + x/2)); the plain model takes ln(1 + x). The factor
 * between the two depends on the term alone, so it is given with the query, and both
 * engines rank by one formula.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "xapian_search.h"

typedef struct model_row {
  const char *name;
  pincite_xapian_model model;
  const char *parameters[PINCITE__XAPIAN_PARAMETERS + 1];
  double defaults[PINCITE__XAPIAN_PARAMETERS];
} model_row;

/* Xapian's defaults, but for BM25, which is as the plain model, and for the logarithm
   of LM, whose default takes short passages for worth nothing. k3 is 0: how often a word
   stands in the question is in the factor. Lengths count double. */
static const model_row models[] = {
    {"bm25", PINCITE_XAPIAN_BM25, {"k1", "k2", "k3", "b", "minlen"}, {1.2, 0, 0, 0.75, 0}},
    {"bm25+", PINCITE_XAPIAN_BM25_PLUS, {"k1", "k2", "k3", "b", "minlen", "delta"},
     {1.2, 0, 0, 0.75, 0, 1}},
    {"pl2+", PINCITE_XAPIAN_PL2_PLUS, {"c", "delta"}, {1, 0.8}},
    {"pl2", PINCITE_XAPIAN_PL2, {"c"}, {1}},
    {"dlh", PINCITE_XAPIAN_DLH, {NULL}, {0}},
    {"lm", PINCITE_XAPIAN_LM, {"log", "smoothing", "s1", "s2"}, {1e5, 0, 0.7, 4000}},
    {"ifb2", PINCITE_XAPIAN_IFB2, {"c"}, {1}},
    {"inl2", PINCITE_XAPIAN_INL2, {"c"}, {1}},
    {"tfidf", PINCITE_XAPIAN_TFIDF, {NULL}, {0}},
};

static pincite_status read_parameters(const char *at, const model_row *row,
                                      pincite_xapian_weights *weights,
                                      pincite_error *err) {
  while (*at) {
    size_t name = strcspn(at, "="), which = 0;
    char *end = NULL;
    while (row->parameters[which] && (strlen(row->parameters[which]) != name ||
                                      strncmp(row->parameters[which], at, name) != 0))
      which++;
    if (!row->parameters[which] || !at[name])
      return pincite__fail(err, PINCITE_EINVAL,
                           "'%.*s' is no parameter of the model %s; write NAME=NUMBER",
                           (int)name, at, row->name);
    double value = strtod(at + name + 1, &end);
    if (end == at + name + 1 || (*end && *end != ',') || !isfinite(value) || value < 0)
      return pincite__fail(err, PINCITE_EINVAL, "the parameter %s of the model %s needs a "
                           "number that is not negative", row->parameters[which], row->name);
    weights->parameters[which] = value;
    at = *end ? end + 1 : end;
  }
  return PINCITE_OK;
}

pincite_status pincite__xapian_model(const char *text, pincite_xapian_weights *weights,
                                     pincite_error *err) {
  if (!text || strcmp(text, "default") == 0 || strcmp(text, "plain") == 0)
    text = "bm25";
  size_t name = strcspn(text, ":");
  for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
    const model_row *row = &models[i];
    if (strlen(row->name) != name || strncmp(row->name, text, name) != 0)
      continue;
    weights->model = row->model;
    memcpy(weights->parameters, row->defaults, sizeof weights->parameters);
    return read_parameters(text + name + (text[name] == ':'), row, weights, err);
  }
  return pincite__fail(err, PINCITE_EINVAL,
                       "'%.*s' is no model of the engine xapian; models are bm25, bm25+, "
                       "pl2, pl2+, dlh, lm, ifb2, inl2 and tfidf",
                       (int)name, text);
}

/* From Xapian's idf to ours. */
static double idf_factor(double documents, double with) {
  double x = (documents - with + 0.5) / (with + 0.5);
  double theirs = log(x < 2 ? x * 0.5 + 1 : x);
  return theirs > 0 ? log(1 + x) / theirs : 1;
}

static pincite_status rank_term(const pincite_xapian *x, pincite_xapian_database *db,
                                const pincite_xapian_weights *weights,
                                const pincite_rank_term *term, double weight,
                                uint64_t documents, pincite_xapian_query **out,
                                pincite_error *err) {
  uint64_t with = 0, times = 0;
  pincite_xapian_query *plain = NULL;
  pincite_status status = x->term(db, term->term.at, term->term.len, &with, &times, err);
  if (status || with == 0)
    return status;
  bool bm25 =
      weights->model == PINCITE_XAPIAN_BM25 || weights->model == PINCITE_XAPIAN_BM25_PLUS;
  double factor = weight * (bm25 ? idf_factor((double)documents, (double)with) : 1);
  status = x->query_term(term->term.at, term->term.len, 1, &plain, err);
  if (!status)
    status = x->query_scale(plain, factor, out, err);
  x->query_free(plain);
  return status;
}

static bool ranks(const pincite_rank_term *term) {
  return term->role != PINCITE_RANK_EXCLUDED && term->weight > 0 && term->term.len > 0 &&
         term->term.len < PINCITE__XAPIAN_TERM_LIMIT;
}

/* The weight of all that are the same; 0 when one before stood for this. */
static double joined_weight(const pincite_rank_term *terms, size_t count, size_t at) {
  double weight = 0;
  if (!ranks(&terms[at]))
    return 0;
  for (size_t i = 0; i < count; i++) {
    if (!ranks(&terms[i]) || !pincite__str_equal(terms[i].term, terms[at].term))
      continue;
    if (i < at)
      return 0;
    weight += terms[i].weight;
  }
  return weight;
}

pincite_status pincite__xapian_rank_term(const pincite_xapian *x,
                                         pincite_xapian_database *db,
                                         const pincite_xapian_weights *weights,
                                         const pincite_terms *terms, size_t which,
                                         pincite_xapian_query **out, pincite_error *err) {
  pincite_xapian_stats stats;
  double weight = joined_weight(terms->items, terms->count, which);
  *out = NULL;
  if (weight <= 0)
    return PINCITE_OK;
  pincite_status status = x->stats(db, &stats, err);
  return status ? status
                : rank_term(x, db, weights, &terms->items[which], weight, stats.documents,
                            out, err);
}

pincite_status pincite__xapian_rank(const pincite_xapian *x, pincite_xapian_database *db,
                                    const pincite_xapian_weights *weights,
                                    const pincite_rank_term *terms, size_t count,
                                    pincite_xapian_query **out, pincite_error *err) {
  pincite_xapian_stats stats;
  size_t made = 0;
  pincite_xapian_query **parts = calloc(count + 1, sizeof *parts);
  if (!parts)
    return pincite__no_memory(err);
  pincite_status status = x->stats(db, &stats, err);
  for (size_t i = 0; !status && i < count; i++) {
    double weight = joined_weight(terms, count, i);
    if (weight > 0)
      status = rank_term(x, db, weights, &terms[i], weight, stats.documents, &parts[made],
                         err);
    made += parts[made] != NULL;
  }
  *out = NULL;
  if (!status && made)
    status = x->query_join(PINCITE_XAPIAN_OR, parts, made, 0, out, err);
  for (size_t i = 0; i < made; i++)
    x->query_free(parts[i]);
  free(parts);
  return status;
}
