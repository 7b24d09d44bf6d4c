/* SPDX-License-Identifier: MIT
 *
 * authorities.c - a table of authorities, the most cited first.
 */
#include "authorities.h"

#include <stdlib.h>
#include <string.h>

#include "../corpus/concepts.h"
#include "../corpus/handle.h"
#include "../corpus/law_store.h"
#include "../corpus/xapian_index.h"

static bool is_kind(const char *name) {
  for (int kind = 0; kind <= CITE_ACT; kind++)
    if (!strcmp(name, pincite__cite_kind_name((cite_kind)kind)))
      return true;
  return false;
}

static void init(pincite_authorities *table) {
  *table = (pincite_authorities){.next = 0};
  pincite_buf *bufs[] = {&table->terms, &table->id, &table->name, &table->reading,
                         &table->note};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_init(bufs[i], PINCITE__BUF_LIMIT);
}

static int compare(uint64_t a, uint64_t b) {
  return a < b ? 1 : a > b ? -1 : 0;
}

/* By articles, then mentions; what is left as the terms are sorted, in which order
   'term' grows. */
static int by_weight(const void *left, const void *right) {
  const pincite_authority_item *a = left, *b = right;
  int order = compare(a->articles, b->articles);
  if (!order)
    order = compare(a->mentions, b->mentions);
  return order ? order : a->term < b->term ? -1 : a->term > b->term;
}

static void note_places(pincite_authorities *table, pincite_store *store) {
  table->summary.count = table->count;
  table->summary.note = table->note.len ? table->note.data : NULL;
  table->summary.generation = pincite__generation(store);
  pincite__fingerprint(store, table->fingerprint);
  table->summary.fingerprint = table->fingerprint;
}

pincite_status pincite_authorities_open(pincite_index *index, const char *query,
                                        size_t length,
                                        const pincite_authorities_options *options,
                                        pincite_authorities **out, pincite_error *err) {
  pincite_authorities_options own = PINCITE_AUTHORITIES_OPTIONS_INIT;
  if (!pincite__options_copy(&own, sizeof own, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the table are malformed");
  if (own.kind && !is_kind(own.kind))
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no kind of authority; kinds are statute, public_law, "
                         "bill, regulation, case and others that pincite citations prints",
                         own.kind);
  pincite_authorities *table = malloc(sizeof *table);
  if (!table)
    return pincite__no_memory(err);
  init(table);
  pincite_status status = pincite__store_begin_read(index->store, err);
  bool reading = !status;
  uint64_t engines = PINCITE__ENGINE_FTS5;
  if (!status)
    status = pincite__engines(index->store, &engines, err);
  if (!status && (index->shards || !(engines & PINCITE__ENGINE_FTS5)))
    status = pincite__fail(err, PINCITE_EINVAL,
                           "a table of authorities is counted in the engine fts5 of one "
                           "index; make it with: pincite index --engine fts5,xapian");
  if (!status)
    status = pincite__authorities_count(table, index, query, length, &own, err);
  if (!status && (table->reading.failed || table->note.failed))
    status = pincite__no_memory(err);
  if (status)
    goto done;
  if (table->count)
    qsort(table->items, table->count, sizeof *table->items, by_weight);
  note_places(table, index->store);
  table->law = pincite__store_law(index->store);
  *out = table;
  table = NULL;
done:
  if (reading)
    pincite__store_end_read(index->store);
  pincite_authorities_free(table);
  return status;
}

pincite_status pincite_authorities_next(pincite_authorities *table,
                                        pincite_authority *authority, pincite_error *err) {
  if (table->next >= table->count)
    return PINCITE_DONE;
  const pincite_authority_item *item = &table->items[table->next];
  pincite_str term = {table->terms.data + item->term, item->term_len};
  pincite__buf_clear(&table->id);
  pincite__buf_clear(&table->name);
  pincite__buf_add(&table->id, term.at, term.len);
  pincite__concept_name(table->law, term, &table->name);
  if (table->id.failed || table->name.failed)
    return pincite__no_memory(err);
  *authority = (pincite_authority){.id = table->id.data,
                                   .kind = pincite__cite_kind_name(item->kind),
                                   .name = table->name.data,
                                   .articles = item->articles,
                                   .passages = item->passages,
                                   .mentions = item->mentions,
                                   .undecided = item->undecided,
                                   .years = table->years + item->years,
                                   .year_count = item->year_count};
  table->next++;
  return PINCITE_OK;
}

void pincite_authorities_summarize(const pincite_authorities *table,
                                   pincite_authorities_summary *summary) {
  *summary = table->summary;
}

void pincite_authorities_free(pincite_authorities *table) {
  if (!table)
    return;
  pincite_buf *bufs[] = {&table->terms, &table->id, &table->name, &table->reading,
                         &table->note};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_release(bufs[i]);
  free(table->items);
  free(table->years);
  free(table);
}
