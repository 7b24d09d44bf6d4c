/* SPDX-License-Identifier: MIT
 *
 * rank_model.c - the score.
 *
 *   score = 0.5 bm25 + 0.5 ifb2 + 1.3 early + 1.5 title       from the postings
 *         + 0.3 exact + 0.3 pair + 0.5 akin + 0.5 stop + 0.3 near + 0.9 alike
 *                                                           from the words
 *
 * Every part is a sum over the question's terms, in units of idf:
 *
 *   bm25   w idf 2.2 tf/(tf + K),  K = 1.2 (0.25 + 0.75 length/average)
 *   ifb2   (1 + ln w) (F+1)/df n/(n+1) log2((N+1)/(F+0.5)),
 *          n = tf log2(1 + average/length): rewards words that cluster
 *   early  idf / (1 + ln(1 + p/20)), p the first position: passages say first
 *          what they are about
 *   title  w idf tt/(tt + 0.5 + 0.5 title length/average), where at least half
 *          of the passages have a title
 *   exact  w idf 2.2 e/(e + K), e = times the word stands there as typed
 *   pair   max(idf, idf') 2.2 a/(a + K), a = times two words that follow on each
 *          other in the question do so in the passage
 *   akin   as exact, for words with other stems that share letters with it, see
 *          rank_akin.c
 *   stop   as bm25, for the words of the question that make no hit by themselves
 *   near   the idf of the different words in the best stretch of 20 words
 *   alike  how much the passage resembles the three best, see rank_alike.c
 *
 * with idf = ln(1 + (N - df + 0.5)/(df + 0.5)), w the term's weight in the
 * question, N, df, F (occurrences) and the averages over the live passages.
 * The plain model is bm25 alone, with factor 1.
 *
 * The weights were chosen on nine public collections; bench/relevance measures
 * them, and docs/ranking.md says what was found. IfB2 alone is better on short passages and much worse on long ones,
 * BM25 the reverse, which is why they stand half and half.
 */
#include <math.h>
#include <stdlib.h>

#include "rank_private.h"

#define POINT 1099511627776.0 /* 2^40 */
#define SCORE_MAX 1000000.0

#define WEIGHT_BM25 0.5
#define WEIGHT_IFB2 0.5
#define WEIGHT_EARLY 1.3
#define WEIGHT_TITLE 1.5

#define K1 1.2
#define B 0.75
#define EARLY_SCALE 20.0

double pincite__points_value(pincite_points points) {
  return (double)points / POINT;
}

pincite_points pincite__points(double value) {
  if (!(value > 0))
    return 0;
  return (pincite_points)((value < SCORE_MAX ? value : SCORE_MAX) * POINT + 0.5);
}

double pincite__model_idf(const pincite_rank_model_data *data, uint64_t df) {
  double all = (double)data->totals.passages, with = (double)df;
  return log(1 + (all - with + 0.5) / (with + 0.5));
}

void pincite__model_init(pincite_rank_model_data *data,
                         const pincite_postings_totals *totals) {
  double passages = totals->passages ? (double)totals->passages : 1;
  data->totals = *totals;
  data->average = totals->words ? (double)totals->words / passages : 1;
  data->title_average = totals->title_words ? (double)totals->title_words / passages : 1;
  data->titles = totals->titled * 2 >= totals->passages;
  for (unsigned code = 0; code < 256; code++) {
    double length = code ? pincite__length_of((uint8_t)code) : 1;
    data->k[code] = K1 * (1 - B + B * length / data->average);
    data->spread[code] = 1 / log2(1 + data->average / length);
    data->title_k[code] = 0.5 + 0.5 * length / data->title_average;
    for (unsigned tf = 1; tf <= PINCITE__SCORED_TF; tf++) {
      data->bm25[tf - 1][code] = tf / (tf + data->k[code]);
      data->ifb2[tf - 1][code] = tf / (tf + data->spread[code]);
    }
  }
}

/* Look-ups instead of divisions, which are the same for every term. */
static bool fill_core(pincite_scorer *scorer) {
  const pincite_rank_model_data *data = scorer->data;
  scorer->core = malloc(PINCITE__SCORED_TF * sizeof *scorer->core);
  if (!scorer->core)
    return false;
  for (unsigned tf = 0; tf < PINCITE__SCORED_TF; tf++)
    for (unsigned code = 0; code < 256; code++)
      scorer->core[tf][code] = pincite__points(scorer->bm25 * data->bm25[tf][code]);
  for (unsigned tf = 0; tf < PINCITE__SCORED_TF && scorer->ifb2 > 0; tf++)
    for (unsigned code = 0; code < 256; code++)
      scorer->core[tf][code] += pincite__points(scorer->ifb2 * data->ifb2[tf][code]);
  return true;
}

bool pincite__scorer_init(pincite_scorer *scorer, const pincite_rank_model_data *data,
                          pincite_rank_model model, const pincite_term_stats *stats,
                          double weight) {
  double df = (double)stats->passages, count = (double)stats->count;
  double rarity = log2(((double)data->totals.passages + 1) / (count + 0.5));
  double log_weight = weight > 1 ? 1 + log(weight) : weight;
  bool plain = model == PINCITE_RANK_PLAIN;
  scorer->data = data;
  scorer->weight = weight;
  scorer->idf = pincite__model_idf(data, stats->passages);
  scorer->bm25 = (plain ? 1 : WEIGHT_BM25) * weight * scorer->idf * (K1 + 1);
  scorer->ifb2 = plain || rarity <= 0 || stats->passages == 0
                     ? 0
                     : WEIGHT_IFB2 * log_weight * (count + 1) / df * rarity;
  scorer->title = plain || !data->titles ? 0 : WEIGHT_TITLE * weight * scorer->idf;
  scorer->core_only = plain;
  double early = plain ? 0 : WEIGHT_EARLY * (weight < 1 ? weight : 1) * scorer->idf;
  for (unsigned code = 0; code < PINCITE__FIRSTS; code++)
    scorer->early[code] = pincite__points(
        early / (1 + log(1 + pincite__first_of((uint8_t)code) / EARLY_SCALE)));
  return fill_core(scorer);
}

void pincite__scorer_release(pincite_scorer *scorer) {
  free(scorer->core);
  scorer->core = NULL;
}

static void core(const pincite_scorer *scorer, uint32_t tf, uint8_t length,
                 pincite_term_points *parts) {
  double times = tf;
  parts->bm25 =
      pincite__points(scorer->bm25 * (times / (times + scorer->data->k[length])));
  parts->ifb2 =
      pincite__points(scorer->ifb2 * (times / (times + scorer->data->spread[length])));
}

pincite_points pincite__scorer_core(const pincite_scorer *scorer, uint32_t tf,
                                    uint8_t length) {
  pincite_term_points parts;
  core(scorer, tf, length, &parts);
  return parts.bm25 + parts.ifb2;
}

pincite_points pincite__scorer_title(const pincite_scorer *scorer, uint32_t title_tf,
                                     uint8_t title_length) {
  double times = title_tf;
  return pincite__points(scorer->title *
                         (times / (times + scorer->data->title_k[title_length])));
}

void pincite__scorer_parts(const pincite_scorer *scorer, uint32_t tf, uint32_t title_tf,
                           uint32_t first, uint8_t length, uint8_t title_length,
                           pincite_term_points *parts) {
  core(scorer, tf, length, parts);
  parts->early = scorer->early[first];
  parts->title = title_tf ? pincite__scorer_title(scorer, title_tf, title_length) : 0;
}

/* Rounding may undo monotony by a unit a part. */
#define BOUND_SLACK 4

pincite_points pincite__scorer_bound(const pincite_scorer *scorer,
                                     const pincite_postings_bounds *bounds) {
  pincite_points most = 0;
  for (unsigned kind = 0; kind < PINCITE__CLASSES; kind++) {
    const pincite_postings_class *one = &bounds->of[kind];
    if (!(bounds->mask & 1u << kind) || one->tf == 0)
      continue;
    pincite_points points = pincite__scorer_score(
        scorer, one->tf, one->title_tf, one->first, one->length, one->title_length);
    most = points > most ? points : most;
  }
  return most + BOUND_SLACK;
}
