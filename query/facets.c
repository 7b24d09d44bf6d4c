/* SPDX-License-Identifier: MIT
 *
 * facets.c - what is found, counted by source, year and author.
 */
#include "facets.h"

#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "tally.h"

typedef enum facet_kind { FACET_SOURCE, FACET_YEAR, FACET_AUTHOR, FACET_KINDS } facet_kind;

static const char *const facet_names[] = {"source", "year", "author"};

struct pincite_facets {
  pincite_facet items[FACET_KINDS];
  pincite_facet_value *values[FACET_KINDS];
  facet_kind kinds[FACET_KINDS];
  size_t count;
  pincite_tally tallies[FACET_KINDS];
  uint64_t articles, passages; /* found */
  pincite_buf names; /* of the values, each ended by a NUL */
};

/* ---- which ----------------------------------------------------------------------- */

static pincite_status add_kind(pincite_facets *facets, pincite_str name,
                               pincite_error *err) {
  for (facet_kind kind = 0; kind < FACET_KINDS; kind++) {
    if (!pincite__str_is(name, facet_names[kind]))
      continue;
    for (size_t i = 0; i < facets->count; i++)
      if (facets->kinds[i] == kind)
        return PINCITE_OK;
    facets->kinds[facets->count] = kind;
    facets->items[facets->count++].name = facet_names[kind];
    return PINCITE_OK;
  }
  return pincite__fail(err, PINCITE_EINVAL,
                       "'%.*s' is no facet; facets are source, year and author",
                       (int)name.len, name.at);
}

static pincite_status read_kinds(pincite_facets *facets, const char *text,
                                 pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (const char *at = text; !status && *at;) {
    size_t len = strcspn(at, ", ");
    if (len)
      status = add_kind(facets, (pincite_str){at, len}, err);
    at += len;
    at += strspn(at, ", ");
  }
  return status;
}

/* ---- counting ---------------------------------------------------------------------- */

static int64_t key_of(facet_kind kind, const pincite_passage_row *row) {
  return kind == FACET_SOURCE ? row->source
         : kind == FACET_YEAR ? row->published / 10000
                              : row->author;
}

static bool count_article(const pincite_found_article *article, void *data) {
  pincite_facets *facets = data;
  facets->articles++;
  facets->passages += article->passages;
  for (size_t i = 0; i < facets->count; i++)
    if (!pincite__tally_add(&facets->tallies[i], key_of(facets->kinds[i], &article->row),
                            article->passages))
      return false;
  return true;
}

static int by_year(const void *a, const void *b) {
  const pincite_count *x = a, *y = b;
  return (x->key < y->key) - (x->key > y->key);
}

static int by_articles(const void *a, const void *b) {
  const pincite_facet_value *x = a, *y = b;
  if (x->articles != y->articles)
    return x->articles > y->articles ? -1 : 1;
  if (x->passages != y->passages)
    return x->passages > y->passages ? -1 : 1;
  if (!x->value || !y->value)
    return !x->value - !y->value;
  return strcmp(x->value, y->value);
}

/* Append the value's name. */
static pincite_status add_name(pincite_facets *facets, facet_kind kind, int64_t key,
                               pincite_store *store, sqlite3_stmt *name,
                               pincite_error *err) {
  if (kind == FACET_YEAR) {
    pincite__buf_addf(&facets->names, "%04d", (int)key);
  } else {
    sqlite3_bind_int64(name, 1, key);
    int rc = sqlite3_step(name);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
      return pincite__store_failed(store, "read a name", err);
    if (rc == SQLITE_ROW)
      pincite__buf_add(&facets->names, sqlite3_column_text(name, 0),
                       (size_t)sqlite3_column_bytes(name, 0));
    sqlite3_reset(name);
  }
  pincite__buf_addc(&facets->names, '\0');
  return PINCITE_OK;
}

/* The names of facet 'i' into the buffer, the counts into values that do not point
   at them yet: the buffer may move. */
static pincite_status fill(pincite_facets *facets, size_t i, pincite_store *store,
                           pincite_error *err) {
  facet_kind kind = facets->kinds[i];
  pincite_tally *tally = &facets->tallies[i];
  sqlite3_stmt *name = NULL;
  pincite_status status = PINCITE_OK;
  pincite_facet_value *values = calloc(tally->count + 1, sizeof *values);
  facets->values[i] = values;
  if (!values)
    return pincite__no_memory(err);
  if (kind == FACET_YEAR && tally->count)
    qsort(tally->items, tally->count, sizeof *tally->items, by_year);
  const char *sql = kind == FACET_SOURCE ? "SELECT name FROM source WHERE id = ?1"
                                         : "SELECT name FROM author WHERE id = ?1";
  if (kind != FACET_YEAR &&
      sqlite3_prepare_v2(pincite__store_db(store), sql, -1, &name, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "read a name", err);
  for (size_t k = 0; !status && k < tally->count; k++) {
    const pincite_count *count = &tally->items[k];
    values[k] = (pincite_facet_value){NULL, count->articles, count->passages};
    if (count->key)
      status = add_name(facets, kind, count->key, store, name, err);
  }
  sqlite3_finalize(name);
  facets->items[i].values = values;
  facets->items[i].count = tally->count;
  return status;
}

/* Point the values at their names, and order them. */
static void finish(pincite_facets *facets) {
  const char *name = facets->names.data;
  for (size_t i = 0; i < facets->count; i++) {
    const pincite_tally *tally = &facets->tallies[i];
    for (size_t k = 0; k < tally->count; k++)
      if (tally->items[k].key) {
        facets->values[i][k].value = name;
        name += strlen(name) + 1;
      }
    if (facets->kinds[i] != FACET_YEAR && tally->count)
      qsort(facets->values[i], tally->count, sizeof **facets->values, by_articles);
  }
}

pincite_status pincite__facets_count(pincite_hits *hits, const char *names,
                                     pincite_facets **out, pincite_error *err) {
  pincite_facets *facets = calloc(1, sizeof *facets);
  if (!facets)
    return pincite__no_memory(err);
  pincite__buf_init(&facets->names, PINCITE__BUF_LIMIT);
  pincite_status status = read_kinds(facets, names, err);
  if (!status)
    status = pincite__scan_articles(hits, count_article, facets, err);
  for (size_t i = 0; !status && i < facets->count; i++)
    status = fill(facets, i, hits->index->store, err);
  if (!status && facets->names.failed)
    status = pincite__no_memory(err);
  if (status)
    goto done;
  finish(facets);
  hits->total = hits->options.unit == PINCITE_ARTICLES ? facets->articles : facets->passages;
  hits->total_exact = true;
  *out = facets;
  facets = NULL;
done:
  pincite__facets_free(facets);
  return status;
}

const pincite_facet *pincite__facets_items(const pincite_facets *facets, size_t *count) {
  *count = facets ? facets->count : 0;
  return facets ? facets->items : NULL;
}

void pincite__facets_free(pincite_facets *facets) {
  if (!facets)
    return;
  for (size_t i = 0; i < facets->count; i++) {
    free(facets->values[i]);
    pincite__tally_release(&facets->tallies[i]);
  }
  pincite__buf_release(&facets->names);
  free(facets);
}
