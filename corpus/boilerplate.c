/* SPDX-License-Identifier: MIT
 *
 * boilerplate.c - noting the lines of articles, and settling which of them are
 * boilerplate when a run ends.
 *
 * The tables follow every commit. What they say is boilerplate changes only here,
 * together with every article that it divides otherwise: a run that was killed in
 * between leaves buckets that are touched, and the next one settles them.
 */
#include "boilerplate_private.h"

#include <stdlib.h>

#include "ledger.h"

static pincite_boilerplate *boilerplate_of(pincite_store *store) {
  if (!store->boilerplate)
    store->boilerplate = calloc(1, sizeof *store->boilerplate);
  return store->boilerplate;
}

void pincite__boilerplate_free(pincite_boilerplate *boilerplate) {
  if (!boilerplate)
    return;
  free(boilerplate->changes);
  free(boilerplate->lines.items);
  free(boilerplate->divisions);
  free(boilerplate->at.learnt.items);
  pincite__cuts_release(&boilerplate->cuts);
  free(boilerplate);
}

void pincite__boilerplate_forget(pincite_store *store) {
  pincite__boilerplate_free(store->boilerplate);
  store->boilerplate = NULL;
}

/* ---- noting -------------------------------------------------------------------- */

static int by_key(const void *a, const void *b) {
  const pincite_line *x = a, *y = b;
  return (x->key > y->key) - (x->key < y->key);
}

/* Note the article and each of its lines, once; the lines lose their order. */
static pincite_status note(pincite_store *store, pincite_boilerplate *b, int64_t source,
                           int64_t article, bool gone, pincite_error *err) {
  pincite_lines *lines = &b->lines;
  /* More than its share are carried over before the commit. */
  if (b->change_count >=
      pincite__share(store, PINCITE__SHARE_LINES) / sizeof *b->changes) {
    pincite_status status = pincite__lines_flush(store, b, true, err);
    if (status)
      return status;
  }
  if (!pincite__grow(&b->changes, &b->change_capacity, b->change_count + lines->count + 1,
                     sizeof *b->changes))
    return pincite__no_memory(err);
  if (lines->count > 1)
    qsort(lines->items, lines->count, sizeof *lines->items, by_key);
  pincite_line_change change = {source, PINCITE__LINE_ARTICLE, (uint32_t)article, gone};
  b->changes[b->change_count++] = change;
  for (size_t i = 0; i < lines->count; i++) {
    if (i && lines->items[i].key == lines->items[i - 1].key)
      continue;
    change.key = lines->items[i].key;
    b->changes[b->change_count++] = change;
  }
  return PINCITE_OK;
}

static void exchange(pincite_lines *a, pincite_lines *b) {
  pincite_lines was = *a;
  *a = *b;
  *b = was;
}

pincite_status pincite__boilerplate_divide(pincite_store *store, int64_t source,
                                           pincite_str text, pincite_lines *lines,
                                           const pincite_cut **cuts, size_t *count,
                                           pincite_error *err) {
  pincite_boilerplate *b = boilerplate_of(store);
  if (!b)
    return pincite__no_memory(err);
  b->division_count = 0;
  if (!source)
    return PINCITE_OK;
  if (b->source != source) {
    pincite_status status = pincite__line_source_read(store, source, &b->at, err);
    b->source = status ? 0 : source;
    if (status)
      return status;
  }
  if (lines)
    exchange(lines, &b->lines);
  else
    pincite__lines_list(text, *cuts, *count, &b->lines);
  if (b->lines.failed || !pincite__lines_divide(b, text, *cuts, *count))
    return pincite__no_memory(err);
  if (b->cuts.count) {
    store->divided += (int64_t)b->cuts.count - (int64_t)*count;
    *cuts = b->cuts.items;
    *count = b->cuts.count;
  }
  return PINCITE_OK;
}

pincite_status pincite__boilerplate_added(pincite_store *store, int64_t article,
                                          int64_t source, pincite_error *err) {
  pincite_boilerplate *b = store->boilerplate;
  if (!source || !b)
    return PINCITE_OK;
  pincite_status status = pincite__divisions_write(store, b, article, err);
  return status ? status : note(store, b, source, article, false, err);
}

pincite_status pincite__boilerplate_removed(pincite_store *store, int64_t article,
                                            size_t passages, int64_t source,
                                            pincite_str text, pincite_error *err) {
  pincite_boilerplate *b = boilerplate_of(store);
  if (!b)
    return pincite__no_memory(err);
  if (!source)
    return PINCITE_OK;
  pincite_status status = pincite__cuts_read(store, article, passages, &b->cuts, err);
  if (status)
    return status;
  pincite__lines_list(text, b->cuts.items, b->cuts.count, &b->lines);
  if (b->lines.failed)
    return pincite__no_memory(err);
  status = note(store, b, source, article, true, err);
  return status ? status : pincite__divisions_clear(store, article, passages, err);
}

int64_t pincite__passages_divided(const pincite_store *store) {
  return store->divided;
}

/* ---- settling ------------------------------------------------------------------ */

/* What settling has to do. */
typedef struct work {
  pincite_store *store;
  pincite_boilerplate *boilerplate;
  pincite_line_bucket bucket;
  pincite_line_source row;
  pincite_keys learnt;
  pincite_rows articles; /* that have a line which changed sides */
  pincite_rows inputs;   /* pairs: the input of an article and its new row */
  pincite_cuts cuts;
  bool failed;
} work;

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void add_row(work *w, pincite_rows *rows, int64_t value) {
  if (pincite__grow(&rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items))
    rows->items[rows->count++] = value;
  else
    w->failed = true;
}

static int by_low(const void *a, const void *b) {
  const pincite_line_entry *x = a, *y = b;
  return (x->low > y->low) - (x->low < y->low);
}

static void find_learnt(work *w, unsigned number) {
  pincite_line_bucket *bucket = &w->bucket;
  if (bucket->count > 1)
    qsort(bucket->items, bucket->count, sizeof *bucket->items, by_low);
  for (size_t i = 0, end; i < bucket->count; i = end) {
    uint64_t key = (uint64_t)number << 32 | bucket->items[i].low;
    for (end = i; end < bucket->count && bucket->items[end].low == bucket->items[i].low;)
      end++;
    uint64_t needed = pincite__lines_needed(w->row.articles, key & 1);
    bool is = needed && end - i >= needed;
    if (is)
      pincite__keys_add(&w->learnt, key, &w->failed);
    if (is != pincite__keys_have(&w->row.learnt, key))
      for (size_t k = i; k < end; k++)
        add_row(w, &w->articles, bucket->items[k].article);
  }
}

/* Find what is boilerplate in a source, and the articles that this concerns. */
static pincite_status settle_source(work *w, int64_t source, pincite_error *err) {
  pincite_status status = pincite__line_source_read(w->store, source, &w->row, err);
  size_t had = 0;
  w->learnt.count = 0;
  for (unsigned i = 0; i < PINCITE__LINE_BUCKETS && !status; i++) {
    bool touched = w->row.touched[i / 8] >> i % 8 & 1;
    for (; had < w->row.learnt.count && w->row.learnt.items[had] >> 32 == i; had++)
      if (!touched)
        pincite__keys_add(&w->learnt, w->row.learnt.items[had], &w->failed);
    if (!touched ||
        (w->row.learnt.count == 0 && !pincite__lines_needed(w->row.articles, false)))
      continue;
    status = pincite__line_bucket_read(w->store, source, i, &w->bucket, err);
    if (!status)
      find_learnt(w, i);
  }
  if (!status && w->failed)
    status = pincite__no_memory(err);
  if (status)
    return status;
  pincite_keys old = w->row.learnt;
  w->row.learnt = w->learnt;
  w->learnt = old;
  w->row.is_touched = false;
  return pincite__line_source_write(w->store, source, &w->row, err);
}

static pincite_status list_touched(work *w, pincite_rows *sources, pincite_error *err) {
  sqlite3_stmt *list = pincite__statement(w->store, STATEMENT_LINE_SOURCE_TOUCHED, err);
  if (!list)
    return pincite__no_statement(w->store);
  int rc;
  while ((rc = sqlite3_step(list)) == SQLITE_ROW)
    add_row(w, sources, sqlite3_column_int64(list, 0));
  pincite__statement_done(w->store, list);
  if (rc != SQLITE_DONE)
    return pincite__store_failed(w->store, "read the table of repeated lines", err);
  return w->failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* Put an article in anew, divided by what is boilerplate now. */
static pincite_status divide_anew(work *w, int64_t rowid, pincite_error *err) {
  pincite_article_row row;
  pincite_stored_article article;
  pincite_put put;
  pincite__stored_article_init(&article);
  pincite_status status = pincite__article_row(w->store, rowid, &row, err);
  if (!status)
    status = pincite__article_load(w->store, rowid, &article, err);
  if (!status)
    status = pincite__cuts_read(w->store, rowid, row.count, &w->cuts, err);
  if (!status)
    w->store->divided -= (int64_t)row.count - (int64_t)w->cuts.count;
  if (!status)
    status = pincite__article_remove(w->store, rowid, err);
  if (!status)
    status = pincite__article_copy(w->store, &article, w->cuts.items, w->cuts.count,
                                   row.input, &put, err);
  if (!status && row.input) {
    add_row(w, &w->inputs, row.input);
    add_row(w, &w->inputs, put.rowid);
  }
  pincite__stored_article_release(&article);
  return status;
}

static int by_input(const void *a, const void *b) {
  const int64_t *x = a, *y = b;
  return x[0] != y[0] ? (x[0] > y[0]) - (x[0] < y[0]) : (x[1] > y[1]) - (x[1] < y[1]);
}

/* Tell the ledger where the articles of its inputs are now. */
static pincite_status tell_ledger(work *w, pincite_error *err) {
  int64_t *pairs = w->inputs.items;
  size_t count = w->inputs.count / 2;
  pincite_status status = PINCITE_OK;
  if (count > 1)
    qsort(pairs, count, 2 * sizeof *pairs, by_input);
  for (size_t i = 0; i < count && !status;) {
    pincite_rows rows = {0};
    int64_t input = pairs[2 * i];
    for (; i < count && pairs[2 * i] == input; i++)
      add_row(w, &rows, pairs[2 * i + 1]);
    status = pincite__ledger_ranges(w->store, input, &rows, false, err);
    rows.count = 0;
    if (!status)
      status = pincite__ledger_articles(w->store, input, &rows, err);
    if (!status && rows.count)
      status = pincite__ledger_ranges(w->store, input, &rows, true, err);
    free(rows.items);
  }
  return status;
}

static pincite_status divide_all(work *w, pincite_error *err) {
  pincite_rows *articles = &w->articles;
  pincite_status status = PINCITE_OK;
  if (articles->count > 1)
    qsort(articles->items, articles->count, sizeof *articles->items, by_number);
  w->boilerplate->source = 0;
  for (size_t i = 0; i < articles->count && !status; i++)
    if (i == 0 || articles->items[i] != articles->items[i - 1])
      status = divide_anew(w, articles->items[i], err);
  if (!status && w->failed)
    status = pincite__no_memory(err);
  if (!status)
    status = tell_ledger(w, err);
  /* The same lines are there as before, of articles with other rows. */
  return status ? status : pincite__lines_flush(w->store, w->boilerplate, false, err);
}

pincite_status pincite__boilerplate_settle(pincite_store *store, pincite_error *err) {
  pincite_rows sources = {0};
  work w = {.store = store, .boilerplate = boilerplate_of(store)};
  if (!w.boilerplate)
    return pincite__no_memory(err);
  pincite_status status = pincite__lines_flush(store, w.boilerplate, true, err);
  if (!status && !store->unsettled)
    status = list_touched(&w, &sources, err);
  for (size_t i = 0; i < sources.count && !status; i++)
    status = settle_source(&w, sources.items[i], err);
  if (!status && w.articles.count)
    status = divide_all(&w, err);
  free(sources.items);
  free(w.bucket.items);
  free(w.row.learnt.items);
  free(w.learnt.items);
  free(w.articles.items);
  free(w.inputs.items);
  pincite__cuts_release(&w.cuts);
  pincite__boilerplate_forget(store);
  return status;
}
