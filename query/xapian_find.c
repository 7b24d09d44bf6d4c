/* SPDX-License-Identifier: MIT
 *
 * xapian_find.c - from a question to rows and scores, by Xapian.
 *
 * Xapian gives candidates, the best first; where the terms do not decide, the evaluator
 * looks at each until enough match. What matches without a term that ranks follows
 * behind in a fixed order.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "xapian_search.h"

/* More hits than there can be. */
#define EVERY_HIT (SIZE_MAX / 64)
/* Matches are counted up to this many. */
#define COUNTED 1000
/* Expansion reads so many of the best passages; its terms weigh so much. */
#define EXPANDED_FROM 10
#define EXPANSION_WEIGHT 0.3

typedef struct finder {
  pincite_hits *hits;
  pincite_xapian_reader *reader;
  pincite_terms terms;
  pincite_xapian_weights weights;
  pincite_xapian_query *query;
  bool verify; /* the query is not enough: look at the text */
  uint64_t *articles; /* seen, by a hash or a rowid; an open table */
  size_t article_slots, article_count;
} finder;

pincite_status pincite__hits_passage(pincite_hits *hits, uint32_t rowid,
                                     pincite_passage_text *passage, pincite_error *err) {
  pincite_xapian_reader *reader = hits->index->xapian;
  if (!hits->index->shards)
    return pincite__passage_text(hits->index->store, rowid, passage, err);
  char *bytes = NULL;
  size_t length;
  pincite_status status;
  if (hits->next < hits->record_count && hits->items[hits->next].rowid == rowid &&
      hits->records[hits->next].bytes) {
    const pincite_kept_record *kept = &hits->records[hits->next];
    status = pincite__xapian_record_read(kept->bytes, kept->length, passage, err);
  } else {
    status = reader->x->data(reader->db, rowid, &bytes, &length, err);
    if (!status)
      status = pincite__xapian_record_read(bytes, length, passage, err);
  }
  free(bytes);
  passage->row.rowid = rowid;
  return status;
}

/* ---- the query ---------------------------------------------------------------------- */

/* Any of the words, and nothing is required or denied: what ranks is what matches. */
static bool is_any_of_the_terms(const finder *f) {
  for (size_t i = 0; i < f->terms.count; i++)
    if (f->terms.items[i].role != PINCITE_RANK_OPTIONAL)
      return false;
  return f->hits->question->plain && f->terms.count > 0;
}

/* What must match, without weight, and what ranks behind it. Both are used up. */
static pincite_status join_both(finder *f, pincite_xapian_query *must,
                                pincite_xapian_query *rank, pincite_error *err) {
  const pincite_xapian *x = f->reader->x;
  pincite_xapian_query *silent = NULL, *parts[2];
  pincite_status status = must ? PINCITE_OK : x->query_all(&must, err);
  if (!status)
    status = x->query_scale(must, 0, &silent, err);
  parts[0] = silent;
  parts[1] = rank;
  if (!status)
    status = x->query_join(PINCITE_XAPIAN_AND_MAYBE, parts, rank ? 2 : 1, 0, &f->query, err);
  x->query_free(must);
  x->query_free(silent);
  x->query_free(rank);
  return status;
}

/* Make f->query; it stays NULL when nothing can match. */
static pincite_status make_query(finder *f, pincite_error *err) {
  const pincite_xapian *x = f->reader->x;
  pincite_xapian_narrowed narrowed;
  pincite_xapian_query *rank = NULL;
  x->query_free(f->query);
  f->query = NULL;
  pincite_status status = pincite__xapian_narrow(x, f->hits->question, &narrowed, err);
  if (status || narrowed.kind == PINCITE_NARROW_NONE)
    return status;
  f->verify = !(narrowed.kind == PINCITE_NARROW_SOME && narrowed.exact);
  status = pincite__xapian_rank(x, f->reader->db, &f->weights, f->terms.items,
                                f->terms.count, &rank, err);
  if (!status && rank && !f->verify && is_any_of_the_terms(f)) {
    f->query = rank;
    x->query_free(narrowed.query);
  } else if (!status) {
    status = join_both(f, narrowed.query, rank, err);
  } else {
    x->query_free(narrowed.query);
  }
  return status ? status : pincite__xapian_filter(f->hits, x, &f->query, err);
}

/* ---- candidates --------------------------------------------------------------------------- */

static bool is_new_article(finder *f, uint64_t key, bool *memory) {
  if (2 * (f->article_count + 1) > f->article_slots) {
    size_t slots = f->article_slots ? 2 * f->article_slots : 256;
    uint64_t *table = calloc(slots, sizeof *table);
    *memory = table != NULL;
    if (!table)
      return false;
    for (size_t i = 0; i < f->article_slots; i++)
      if (f->articles[i]) {
        size_t at = f->articles[i] * 0x9e3779b97f4a7c15U >> 20;
        while (table[at & (slots - 1)])
          at++;
        table[at & (slots - 1)] = f->articles[i];
      }
    free(f->articles);
    f->articles = table;
    f->article_slots = slots;
  }
  key = key ? key : 1;
  size_t at = key * 0x9e3779b97f4a7c15U >> 20;
  for (; f->articles[at & (f->article_slots - 1)]; at++)
    if (f->articles[at & (f->article_slots - 1)] == key)
      return false;
  f->articles[at & (f->article_slots - 1)] = key;
  f->article_count++;
  return true;
}

static bool looks(const finder *f) {
  return f->verify || f->hits->missing.len || f->hits->filter.first ||
         f->hits->options.unit == PINCITE_ARTICLES;
}

/* Is the candidate a hit? */
static pincite_status accept(finder *f, uint32_t id, bool *yes, pincite_error *err) {
  pincite_hits *hits = f->hits;
  bool memory = true;
  *yes = pincite__filter_is_new(&hits->filter, id);
  if (!looks(f) || !*yes)
    return PINCITE_OK;
  pincite_status status = pincite__hits_passage(hits, id, &hits->passage, err);
  if (status == PINCITE_ENOTFOUND) { /* removed since Xapian was written */
    *yes = false;
    return PINCITE_OK;
  }
  const pincite_passage_row *row = &hits->passage.row;
  if (!status && f->verify) {
    pincite_subject subject = pincite__subject(&hits->passage);
    *yes = pincite__question_admits(hits->question, row->zone, row->published);
    int match = *yes ? pincite__match(hits->matcher, &subject) : 0;
    *yes = match > 0;
    status = match < 0 ? pincite__no_memory(err) : PINCITE_OK;
  }
  if (!status && *yes && hits->options.unit == PINCITE_ARTICLES) {
    pincite_str name = hits->passage.fields[PINCITE_FIELD_ID];
    *yes = is_new_article(f, pincite__hash64(name.at, name.len), &memory);
  }
  return memory ? status : pincite__no_memory(err);
}

static pincite_status take(finder *f, const pincite_xapian_matches *matches, uint32_t from,
                           uint32_t to, pincite_error *err) {
  pincite_hits *hits = f->hits;
  pincite_status status = PINCITE_OK;
  for (uint32_t i = from; !status && i < to; i++) {
    pincite_ranked item;
    bool yes = false;
    status = f->reader->x->match(matches, i, &item.rowid, &item.score, err);
    if (!status)
      status = accept(f, item.rowid, &yes, err);
    if (status || !yes)
      continue;
    if (!pincite__grow(&hits->items, &hits->capacity, hits->count + 1, sizeof *hits->items))
      return pincite__no_memory(err);
    hits->items[hits->count++] = item;
  }
  return status;
}

/* Take candidates until 'most' of them are hits and COUNTED are counted. */
static pincite_status gather(finder *f, size_t most, pincite_error *err) {
  pincite_hits *hits = f->hits;
  pincite_xapian_stats stats;
  pincite_status status = f->reader->x->stats(f->reader->db, &stats, err);
  uint32_t every = stats.documents < UINT32_MAX ? (uint32_t)stats.documents : UINT32_MAX;
  uint32_t page = most < every / 4 ? (uint32_t)most + 10 : every, done = 0;
  hits->count = 0;
  f->article_count = 0;
  if (f->articles)
    memset(f->articles, 0, f->article_slots * sizeof *f->articles);
  for (bool more = true; !status && more; page = page < every / 4 ? 4 * page : every) {
    pincite_xapian_request request = {.query = f->query,
                                      .model = f->weights.model,
                                      .count = page,
                                      .at_least = page > COUNTED ? page : COUNTED,
                                      .tie = PINCITE__XAPIAN_TIE};
    pincite_xapian_matches *matches = NULL;
    pincite_xapian_found found;
    memcpy(request.parameters, f->weights.parameters, sizeof request.parameters);
    status = f->reader->x->search(f->reader->db, &request, &matches, &found, err);
    if (status)
      break;
    status = take(f, matches, done, found.count, err);
    f->reader->x->matches_free(matches);
    done = found.count > done ? found.count : done;
    bool last = found.count < page || page >= every;
    more = !last && (hits->count < most || (looks(f) && hits->count < COUNTED));
    hits->total = looks(f) || last ? hits->count : found.least;
    hits->total_exact = last || (!looks(f) && found.least == found.most);
  }
  return status;
}

/* ---- the whole ----------------------------------------------------------------------------------- */

/* More terms, from the best passages of a first answer; asked once more with them. */
static pincite_status expand(finder *f, size_t most, pincite_error *err) {
  pincite_hits *hits = f->hits;
  uint32_t ids[EXPANDED_FROM];
  size_t count = hits->count < EXPANDED_FROM ? hits->count : EXPANDED_FROM;
  for (size_t i = 0; i < count; i++)
    ids[i] = hits->items[i].rowid;
  pincite__buf_clear(&hits->expansion);
  pincite_status status = pincite__xapian_expansion(
      f->reader, ids, count, &f->terms, hits->options.expand, &hits->expansion, err);
  const char *at = hits->expansion.data;
  while (!status && *at) {
    size_t length = strcspn(at, " ");
    if (!pincite__grow(&f->terms.items, &f->terms.capacity, f->terms.count + 1,
                       sizeof *f->terms.items))
      return pincite__no_memory(err);
    f->terms.items[f->terms.count++] = (pincite_rank_term){
        .term = {at, length}, .weight = EXPANSION_WEIGHT, .role = PINCITE_RANK_OPTIONAL};
    at += length + (at[length] == ' ');
  }
  if (!status)
    status = make_query(f, err);
  return status || !f->query ? status : gather(f, most, err);
}

static pincite_status find(finder *f, pincite_error *err) {
  pincite_hits *hits = f->hits;
  pincite_vocabulary vocabulary = pincite__xapian_vocabulary(hits->index);
  size_t limit = hits->options.limit ? hits->options.limit : 10;
  bool every = hits->options.all || hits->options.offset > EVERY_HIT - limit;
  size_t most = every ? EVERY_HIT : hits->options.offset + limit + hits->slack;
  bool by_date = hits->options.sort == PINCITE_BY_DATE;
  pincite_status status = pincite__xapian_model(hits->options.model, &f->weights, err);
  if (!status)
    status = pincite__terms_of(hits->question, &vocabulary, &f->terms, err);
  if (!status)
    status = make_query(f, err);
  hits->total_exact = true;
  if (status || !f->query)
    return status;
  size_t wanted = by_date ? EVERY_HIT : most;
  status = gather(f, wanted, err);
  if (!status && hits->options.expand)
    status = expand(f, wanted, err);
  if (!status)
    status = by_date ? pincite__xapian_by_date(hits, err)
                     : pincite__xapian_settle_ties(hits, err);
  hits->count = hits->count < most ? hits->count : most;
  if (!status && hits->options.explain)
    status = pincite__xapian_explain(hits, &f->weights, &f->terms, err);
  return status;
}

pincite_status pincite__xapian_find(pincite_hits *hits, pincite_error *err) {
  finder f = {.hits = hits, .reader = hits->index->xapian};
  pincite__terms_init(&f.terms);
  hits->count = 0;
  hits->total = 0;
  pincite_status status = find(&f, err);
  f.reader->x->query_free(f.query);
  pincite__terms_release(&f.terms);
  free(f.articles);
  return status;
}

static int by_row(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

pincite_status pincite__xapian_rows(pincite_hits *hits, uint32_t **rows, size_t *count,
                                    pincite_error *err) {
  pincite_hits answer = *hits;
  hits->items = NULL;
  hits->capacity = 0;
  hits->options.all = 1;
  hits->options.unit = PINCITE_PASSAGES;
  hits->options.sort = PINCITE_BY_RANK;
  hits->options.expand = 0;
  hits->options.explain = 0;
  pincite_status status = pincite__xapian_find(hits, err);
  uint32_t *all = status ? NULL : calloc(hits->count + 1, sizeof *all);
  if (!status && !all)
    status = pincite__no_memory(err);
  for (size_t i = 0; !status && i < hits->count; i++)
    all[i] = hits->items[i].rowid;
  if (!status) {
    qsort(all, hits->count, sizeof *all, by_row);
    *rows = all;
    *count = hits->count;
  }
  free(hits->items);
  hits->items = answer.items;
  hits->count = answer.count;
  hits->capacity = answer.capacity;
  hits->total = answer.total;
  hits->total_exact = answer.total_exact;
  hits->options = answer.options;
  return status;
}
