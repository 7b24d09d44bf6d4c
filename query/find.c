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

#include "beginning.h"
#include "explain.h"
#include "scan.h"
#include "terms.h"
#include "vocabulary.h"

typedef struct rowset {
  uint64_t *bits;
  uint32_t rows;
  uint64_t count;
} rowset;

static bool has_row(const rowset *set, uint32_t row) {
  return row < set->rows && set->bits[row / 64] >> row % 64 & 1;
}

static void put_row(rowset *set, uint32_t row) {
  if (row < set->rows && !has_row(set, row)) {
    set->bits[row / 64] |= (uint64_t)1 << row % 64;
    set->count++;
  }
}

static void drop_row(rowset *set, uint32_t row) {
  if (has_row(set, row))
    set->bits[row / 64] &= ~((uint64_t)1 << row % 64);
}

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

/* How many must be ranked for that. */
static size_t wanted(const pincite_hits *hits) {
  return hits->options.sort == PINCITE_BY_DATE ? EVERY_HIT : last_wanted(hits);
}

static bool looks_late(const pincite_hits *hits) {
  return wanted(hits) <= LATE_MOST && hits->options.unit == PINCITE_PASSAGES;
}

static pincite_status rank(pincite_hits *hits, const pincite_terms *terms,
                           const pincite_rowset *within, pincite_error *err) {
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  size_t most = wanted(hits);
  bool plain = hits->options.model && strcmp(hits->options.model, "plain") == 0;
  bool looks_up = !within && (hits->verify || pincite__filter_looks_up(&hits->filter));
  bool places = !within && !terms->decided;
  pincite_rank_request request = {
      .terms = terms->items,
      .term_count = terms->count,
      .model = plain ? PINCITE_RANK_PLAIN : PINCITE_RANK_DEFAULT,
      .limit = most < totals.passages ? most : (size_t)totals.passages,
      .articles = hits->options.unit == PINCITE_ARTICLES,
      .count = most < totals.passages ? 0 : UINT64_MAX,
      .zones = hits->filter.zones,
      .within = within,
      .accept = hits->beginning ? pincite__beginning_judge
                : looks_up      ? pincite__judge
                                : NULL,
      .accept_late = hits->beginning || (looks_up && hits->verify && looks_late(hits)),
      .places = hits->places.terms,
      .place_count = places ? hits->places.term_count : 0,
      .gaps = hits->places.gaps,
      .gap_count = places ? hits->places.gap_count : 0,
      .admits = places && hits->places.say != PINCITE_PLACES_SAY_GAPS
                    ? pincite__judge_places
                    : NULL,
      .text = give_text,
      .analyser = hits->index->analyser,
      .compare = compare_rows,
      .data = hits};
  pincite_ranking ranking = {0};
  pincite_status status = pincite__rank(hits->index->postings, &request, &ranking, err);
  if (status)
    return status;
  free(hits->items);
  hits->items = ranking.hits;
  hits->count = hits->capacity = ranking.hit_count;
  hits->total = ranking.matched;
  hits->total_exact = ranking.exact;
  return hits->options.explain ? pincite__explain(hits, &request, err) : PINCITE_OK;
}

/* ---- the two steps ---------------------------------------------------------------- */

static pincite_status match_all(pincite_hits *hits, rowset *found, pincite_error *err) {
  pincite_scan scan;
  pincite_passage_row row;
  pincite_status status = pincite__scan_open(hits, &scan, err);
  while (!status && !(status = pincite__scan_next(&scan, false, &row, err)))
    put_row(found, (uint32_t)row.rowid);
  pincite__scan_close(&scan);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

typedef struct keyed {
  uint32_t rowid, tie;
} keyed;

static int by_tie(const void *a, const void *b) {
  const keyed *x = a, *y = b;
  if (x->tie != y->tie)
    return x->tie < y->tie ? -1 : 1;
  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

static pincite_status append_hit(pincite_hits *hits, uint32_t rowid, pincite_error *err) {
  if (!pincite__grow(&hits->items, &hits->capacity, hits->count + 1, sizeof *hits->items))
    return pincite__no_memory(err);
  hits->items[hits->count++] = (pincite_ranked){.rowid = rowid};
  return PINCITE_OK;
}

/* Leave one passage of every article. 'items' is in order. */
static pincite_status keep_first_of_articles(pincite_hits *hits, size_t from,
                                             pincite_error *err) {
  rowset seen = {.rows = UINT32_MAX};
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  seen.rows = totals.last_rowid + 1;
  seen.bits = calloc(seen.rows / 64 + 1, sizeof *seen.bits);
  if (!seen.bits)
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  size_t kept = 0;
  for (size_t i = 0; !status && i < hits->count; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    if (status)
      break;
    bool is_new = !has_row(&seen, (uint32_t)row.article);
    put_row(&seen, (uint32_t)row.article);
    if (is_new || i < from)
      hits->items[kept++] = hits->items[i];
  }
  hits->count = kept;
  free(seen.bits);
  return status;
}

/* What matches and was not ranked, behind the rest. */
static pincite_status append_unranked(pincite_hits *hits, rowset *found,
                                      pincite_error *err) {
  size_t ranked = hits->count;
  for (size_t i = 0; i < ranked; i++)
    drop_row(found, hits->items[i].rowid);
  size_t rest = 0, capacity = 0;
  keyed *items = NULL;
  pincite_status status = PINCITE_OK;
  for (uint32_t row = 0; !status && row < found->rows; row++) {
    if (!has_row(found, row))
      continue;
    if (!pincite__grow(&items, &capacity, rest + 1, sizeof *items)) {
      status = pincite__no_memory(err);
      break;
    }
    items[rest].rowid = row;
    status = pincite__postings_tie(hits->index->postings, row, &items[rest].tie, err);
    rest++;
  }
  if (!status && rest)
    qsort(items, rest, sizeof *items, by_tie);
  for (size_t i = 0; !status && i < rest; i++)
    status = append_hit(hits, items[i].rowid, err);
  free(items);
  if (!status && hits->options.unit == PINCITE_ARTICLES)
    status = keep_first_of_articles(hits, ranked, err);
  return status;
}

/* Rank the passages found, and put behind them what has no term that ranks. */
static pincite_status rank_found(pincite_hits *hits, const pincite_terms *terms,
                                 rowset *found, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  uint64_t matched = found->count;
  pincite_rowset within = {found->bits, found->rows};
  if (found->count && terms->count)
    status = rank(hits, terms, &within, err);
  bool enough = hits->count >= wanted(hits);
  if (!status && !enough)
    status = append_unranked(hits, found, err);
  bool articles = hits->options.unit == PINCITE_ARTICLES;
  if (!articles || !enough) {
    hits->total = articles ? hits->count : matched;
    hits->total_exact = true;
  }
  return status;
}

static pincite_status find_in_two_steps(pincite_hits *hits, const pincite_terms *terms,
                                        pincite_error *err) {
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  rowset found = {.rows = totals.last_rowid + 1};
  found.bits = calloc(found.rows / 64 + 1, sizeof *found.bits);
  if (!found.bits)
    return pincite__no_memory(err);
  pincite_status status = match_all(hits, &found, err);
  if (!status)
    status = rank_found(hits, terms, &found, err);
  free(found.bits);
  return status;
}

/* ---- the beginning of a word ----------------------------------------------------------
 */

/* So few texts are read to have all hits counted. */
#define TEXTS_FEW 64

/* Rank what has the word and what may have it, and read the texts of those alone that
   would be among the hits. *enough: there are as many as wanted. */
static pincite_status rank_open(pincite_hits *hits, const pincite_terms *terms,
                                const pincite_beginning *own, bool *enough,
                                pincite_error *err) {
  uint64_t *bits = malloc((own->rows / 64 + 1) * sizeof *bits);
  if (!bits)
    return pincite__no_memory(err);
  for (uint32_t i = 0; i <= own->rows / 64; i++)
    bits[i] = own->sure[i] | own->open[i];
  pincite_rowset within = {bits, own->rows};
  hits->beginning = own;
  pincite_status status = rank(hits, terms, &within, err);
  hits->beginning = NULL;
  free(bits);
  *enough = hits->count >= wanted(hits);
  hits->total = own->sure_count > hits->total ? own->sure_count : hits->total;
  hits->total_exact = false;
  return status;
}

static pincite_status find_by_beginning(pincite_hits *hits, const pincite_terms *terms,
                                        const pincite_node *word, pincite_error *err) {
  pincite_beginning own;
  bool enough = false;
  pincite_status status = pincite__beginning_find(hits, word, &own, err);
  if (!status && own.open_count > TEXTS_FEW && terms->count && looks_late(hits))
    status = rank_open(hits, terms, &own, &enough, err);
  if (!status && !enough) {
    status = pincite__beginning_decide(hits, &own, err);
    rowset found = {own.sure, own.rows, own.sure_count};
    if (!status)
      status = rank_found(hits, terms, &found, err);
  }
  pincite__beginning_release(&own);
  return status;
}

/* ---- by date ------------------------------------------------------------------------
 */

typedef struct dated {
  pincite_ranked hit;
  pincite_day published;
  size_t place;
} dated;

static int newest_first(const void *a, const void *b) {
  const dated *x = a, *y = b;
  if (x->published != y->published)
    return x->published > y->published ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static pincite_status sort_by_date(pincite_hits *hits, pincite_error *err) {
  dated *items = calloc(hits->count + 1, sizeof *items);
  if (!items)
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < hits->count; i++) {
    pincite_passage_row row = {0};
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    items[i] = (dated){hits->items[i], row.published, i};
  }
  if (!status) {
    qsort(items, hits->count, sizeof *items, newest_first);
    for (size_t i = 0; i < hits->count; i++)
      hits->items[i] = items[i].hit;
  }
  free(items);
  return status;
}

pincite_status pincite__find(pincite_hits *hits, pincite_error *err) {
  pincite_terms terms;
  pincite_vocabulary vocabulary = pincite__vocabulary(hits->index);
  pincite__terms_init(&terms);
  pincite_status status = pincite__terms_of(hits->question, &vocabulary, &terms, err);
  pincite__question_places(hits->question, &hits->places);
  hits->verify = !terms.decided && hits->places.say != PINCITE_PLACES_DECIDE;
  const pincite_node *beginning = pincite__only_beginning(hits->question);
  if (!status)
    status = terms.count && (terms.decided || terms.necessary)
                 ? rank(hits, &terms, NULL, err)
             : beginning ? find_by_beginning(hits, &terms, beginning, err)
                         : find_in_two_steps(hits, &terms, err);
  if (!status && hits->options.sort == PINCITE_BY_DATE)
    status = sort_by_date(hits, err);
  size_t most = last_wanted(hits);
  hits->count = hits->count < most ? hits->count : most;
  pincite__terms_release(&terms);
  return status;
}
