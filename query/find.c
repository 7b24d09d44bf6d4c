/* SPDX-License-Identifier: MIT
 *
 * find.c - from a question to rows and scores.
 *
 * A plain question, and any whose terms and roles say all of it, is answered by
 * the ranked postings alone. Where the terms are necessary but not enough (a
 * phrase, say), the postings name the candidates and the evaluator looks at those
 * that would rank. Every other question is answered in two steps: FTS5 gives the
 * passages that can match, the evaluator looks at each (the beginning of a word alone
 * is decided by postings), and those that match are ranked by their terms. What matches
 * without a term that ranks (a date alone, say) follows behind in a fixed order.
 */
#include <stdlib.h>
#include <string.h>

#include "../corpus/source_rows.h"
#include "beginning.h"
#include "explain.h"
#include "find.h"
#include "vocabulary.h"

/* ---- what ranked postings ask back --------------------------------------------- */

/* The words of a passage, for the ranker's second look. */
static pincite_status give_text(uint32_t rowid, pincite_rank_text *text, void *data,
                                pincite_error *err) {
  pincite_hits *hits = data;
  pincite_status status =
      pincite__passage_text(hits->index->store, rowid, &hits->looked_at, err);
  if (!status)
    *text = (pincite_rank_text){hits->looked_at.title, hits->looked_at.heading,
                                hits->looked_at.body};
  return status;
}

/* Equal scores and equal keys: by external id, then by number. */
static int compare_rows(uint32_t a, uint32_t b, void *data) {
  pincite_hits *hits = data;
  pincite_passage_text x, y;
  pincite__passage_text_init(&x);
  pincite__passage_text_init(&y);
  int order = 0;
  if (!pincite__passage_text(hits->index->store, a, &x, NULL) &&
      !pincite__passage_text(hits->index->store, b, &y, NULL))
    order = pincite__str_compare(x.fields[PINCITE_FIELD_ID], y.fields[PINCITE_FIELD_ID]);
  if (order == 0)
    order = (x.row.ordinal > y.row.ordinal) - (x.row.ordinal < y.row.ordinal);
  pincite__passage_text_release(&x);
  pincite__passage_text_release(&y);
  return order;
}

/* Who wants more hits than this has most of the candidates looked at anyway. */
#define LATE_MOST 1000

/* More hits than there can be. */
#define EVERY_HIT (SIZE_MAX / 64)

/* How many hits the caller wants to see, those passed over included. */
static size_t last_wanted(const pincite_hits *hits) {
  size_t limit = hits->options.limit ? hits->options.limit : 10;
  bool every = hits->options.all || hits->options.offset > EVERY_HIT - limit;
  return every ? EVERY_HIT : hits->options.offset + limit + hits->slack;
}

static bool looks_late(const pincite_hits *hits, size_t most) {
  return most <= LATE_MOST && hits->options.unit == PINCITE_PASSAGES;
}

/* Note the hits of what is ranked. */
static pincite_status judge_and_collect(uint32_t rowid, int *yes, void *data,
                                        pincite_error *err) {
  pincite_hits *hits = data;
  pincite_status status =
      hits->looks_up ? pincite__judge(rowid, yes, hits, err) : PINCITE_OK;
  if (!status && *yes)
    pincite__found_put(hits->collect, rowid);
  return status;
}

static pincite_status append_ranking(pincite_hits *hits, const pincite_ranking *ranking,
                                     pincite_error *err) {
  size_t count = hits->count + ranking->hit_count;
  if (!pincite__grow(&hits->items, &hits->capacity, count, sizeof *hits->items))
    return pincite__no_memory(err);
  if (ranking->hit_count)
    memcpy(hits->items + hits->count, ranking->hits,
           ranking->hit_count * sizeof *hits->items);
  hits->count = count;
  hits->total = ranking->matched;
  hits->total_exact = ranking->exact;
  return PINCITE_OK;
}

pincite_status pincite__find_ranked(pincite_hits *hits, const pincite_find_request *find,
                                    pincite_error *err) {
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  size_t most = find->limit;
  bool plain = hits->options.model && strcmp(hits->options.model, "plain") == 0;
  bool every = find->collect || most >= totals.passages;
  bool places = !find->within && !find->terms->decided;
  hits->collect = find->collect;
  hits->looks_up =
      !find->within && (hits->verify || pincite__filter_looks_up(&hits->filter));
  pincite_rowset within = {0};
  pincite_status status = PINCITE_OK;
  if (find->within)
    within = (pincite_rowset){find->within->bits, find->within->rows};
  else if (!hits->verify && pincite__filter_is_source(&hits->filter))
    status = pincite__source_rows(hits->index->source_rows, hits->index->store,
                                  hits->filter.source, &within.bits, &within.rows, err);
  if (status)
    return status;
  hits->looks_up = hits->looks_up && !within.bits;
  pincite_rank_request request = {
      .terms = find->terms->items,
      .term_count = find->terms->count,
      .model = plain ? PINCITE_RANK_PLAIN : PINCITE_RANK_DEFAULT,
      .limit = most < totals.passages ? most : (size_t)totals.passages,
      .articles = hits->options.unit == PINCITE_ARTICLES,
      .count = every ? UINT64_MAX : 0,
      .zones = hits->filter.zones == PINCITE__ALL_ZONES ? 0 : hits->filter.zones,
      .within = find->within || within.bits ? &within : NULL,
      .accept = hits->beginning  ? pincite__beginning_judge
                : find->collect  ? judge_and_collect
                : hits->looks_up ? pincite__judge
                                 : NULL,
      .accept_late = hits->beginning || (hits->looks_up && hits->verify && !every &&
                                         looks_late(hits, most)),
      .places = hits->places.terms,
      .place_count = places ? hits->places.term_count : 0,
      .gaps = hits->places.gaps,
      .gap_count = places ? hits->places.gap_count : 0,
      .admits = places && hits->places.say != PINCITE_PLACES_SAY_GAPS
                    ? pincite__judge_places
                    : NULL,
      .text = find->look ? give_text : NULL,
      .analyser = hits->index->analyser,
      .compare = compare_rows,
      .data = hits};
  pincite_ranking ranking = {0};
  status = pincite__rank(hits->index->postings, &request, &ranking, err);
  if (!status)
    status = append_ranking(hits, &ranking, err);
  free(ranking.hits);
  return status || !hits->options.explain ? status : pincite__explain(hits, &request, err);
}

/* ---- the two steps ---------------------------------------------------------------- */

/* Rank the passages found, and put behind them what has no term that ranks. */
static pincite_status rank_found(pincite_hits *hits, const pincite_find_request *asked,
                                 pincite_found *found, pincite_error *err) {
  pincite_find_request request = *asked;
  pincite_status status = PINCITE_OK;
  uint64_t matched = found->count;
  request.within = found;
  if (matched && request.terms->count)
    status = pincite__find_ranked(hits, &request, err);
  bool enough = hits->count >= request.limit;
  bool articles = hits->options.unit == PINCITE_ARTICLES;
  size_t ranked = hits->count;
  for (size_t i = 0; i < ranked; i++)
    pincite__found_drop(found, hits->items[i].rowid);
  if (!status && !enough)
    status = pincite__find_unranked(hits, found,
                                    articles ? SIZE_MAX : request.limit - ranked, err);
  if (!status && !enough && articles)
    status = pincite__found_by_article(hits, ranked, err);
  if (!articles || !enough) {
    hits->total = articles ? hits->count : matched;
    hits->total_exact = true;
  }
  return status;
}

static pincite_status find_in_two_steps(pincite_hits *hits,
                                        const pincite_find_request *request,
                                        pincite_error *err) {
  pincite_found found;
  pincite_status status = pincite__found_init(hits, &found, err);
  if (!status)
    status = pincite__find_matches(hits, &found, err);
  if (!status)
    status = rank_found(hits, request, &found, err);
  free(found.bits);
  return status;
}

/* ---- the beginning of a word ----------------------------------------------------------
 */

/* So few texts are read to have all hits counted. */
#define TEXTS_FEW 64

/* Rank what has the word and what may have it, and read the texts of those alone that
   would be among the hits. *enough: there are as many as wanted. */
static pincite_status rank_open(pincite_hits *hits, const pincite_find_request *asked,
                                const pincite_beginning *own, bool *enough,
                                pincite_error *err) {
  uint64_t *bits = malloc((own->rows / 64 + 1) * sizeof *bits);
  if (!bits)
    return pincite__no_memory(err);
  for (uint32_t i = 0; i <= own->rows / 64; i++)
    bits[i] = own->sure[i] | own->open[i];
  pincite_found within = {bits, own->rows, own->sure_count + own->open_count};
  pincite_find_request request = *asked;
  request.within = &within;
  hits->beginning = own;
  pincite_status status = pincite__find_ranked(hits, &request, err);
  hits->beginning = NULL;
  free(bits);
  *enough = hits->count >= request.limit;
  hits->total = own->sure_count > hits->total ? own->sure_count : hits->total;
  hits->total_exact = false;
  return status;
}

static pincite_status find_by_beginning(pincite_hits *hits,
                                        const pincite_find_request *request,
                                        const pincite_node *word, pincite_error *err) {
  pincite_beginning own;
  bool enough = false;
  pincite_status status = pincite__beginning_find(hits, word, &own, err);
  if (!status && own.open_count > TEXTS_FEW && request->terms->count &&
      looks_late(hits, request->limit))
    status = rank_open(hits, request, &own, &enough, err);
  if (!status && !enough) {
    status = pincite__beginning_decide(hits, &own, err);
    pincite_found found = {own.sure, own.rows, own.sure_count};
    hits->count = 0;
    if (!status)
      status = rank_found(hits, request, &found, err);
  }
  pincite__beginning_release(&own);
  return status;
}

/* ---- by date ------------------------------------------------------------------------
 */

static pincite_status sort_by_date(pincite_hits *hits, pincite_error *err) {
  pincite_day *days = calloc(hits->count + 1, sizeof *days);
  if (!days)
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < hits->count; i++) {
    pincite_passage_row row = {0};
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    days[i] = row.published;
  }
  if (!status)
    status = pincite__newest_first(hits, 0, days, err);
  free(days);
  return status;
}

/* All at once: articles, which are few, and hits that are explained, which is slow. */
static pincite_status find_at_once(pincite_hits *hits, const pincite_terms *terms,
                                   pincite_error *err) {
  bool by_date = hits->options.sort == PINCITE_BY_DATE;
  bool decides = terms->count && (terms->decided || terms->necessary);
  const pincite_node *beginning = pincite__only_beginning(hits->question);
  pincite_find_request request = {.terms = terms,
                                  .limit = by_date ? EVERY_HIT : last_wanted(hits),
                                  .look = true};
  pincite_status status =
      decides     ? pincite__find_ranked(hits, &request, err)
      : beginning ? find_by_beginning(hits, &request, beginning, err)
                  : find_in_two_steps(hits, &request, err);
  return status || !by_date ? status : sort_by_date(hits, err);
}

/* As many batches as have what is wanted. */
static pincite_status find_in_batches(pincite_hits *hits, pincite_terms *terms,
                                      pincite_error *err) {
  size_t most = last_wanted(hits);
  pincite_status status = pincite__stream_open(hits, terms, err);
  while (!status && most < EVERY_HIT && hits->count < most)
    status = pincite__stream_add(hits, err);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite__find(pincite_hits *hits, pincite_error *err) {
  pincite_terms terms;
  pincite_vocabulary vocabulary = pincite__vocabulary(hits->index);
  pincite__terms_init(&terms);
  pincite__stream_free(hits->stream);
  hits->stream = NULL;
  hits->count = 0;
  pincite_status status = pincite__terms_of(hits->question, &vocabulary, &terms, err);
  pincite__question_places(hits->question, &hits->places);
  hits->verify = !terms.decided && hits->places.say != PINCITE_PLACES_DECIDE;
  bool many = hits->options.sort == PINCITE_BY_DATE || last_wanted(hits) == EVERY_HIT;
  bool at_once = hits->options.unit == PINCITE_ARTICLES || hits->options.explain;
  if (!status)
    status = many && !at_once ? find_in_batches(hits, &terms, err)
                              : find_at_once(hits, &terms, err);
  size_t most = last_wanted(hits);
  hits->count = hits->count < most ? hits->count : most;
  if (most < EVERY_HIT) {
    pincite__stream_free(hits->stream);
    hits->stream = NULL;
  }
  pincite__terms_release(&terms);
  return status;
}
