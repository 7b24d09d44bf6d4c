/* SPDX-License-Identifier: MIT
 *
 * fold.c - near-duplicates among the hits become one hit.
 *
 * Of passages that are one text in several articles of a family, the one in the
 * article with the earliest date stays (the undated come last), and names the
 * others. When articles are asked for, a family is one hit. More hits are found
 * than are wanted, so that the page is full when some of them are folded.
 */
#include <stdlib.h>

#include "../corpus/family.h"
#include "../corpus/shingle.h"
#include "engine.h"
#include "hits.h"

/* Hits beyond those wanted that are looked at, at first: as many, and these. */
#define SLACK 20

/* A hit while folding. */
typedef struct folding {
  pincite_ranked hit;
  int64_t article, family; /* family 0: alone */
  pincite_day published;
  size_t into;  /* the hit that it is one with; itself at first */
  size_t leads; /* of that one: the hit that stays */
  pincite_shingles shingles;
  bool read;
} folding;

static bool is_earlier(const folding *a, const folding *b) {
  if (!a->published != !b->published)
    return a->published != 0;
  return a->published < b->published;
}

static pincite_status describe(pincite_hits *hits, size_t count, folding *items,
                               pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < count && !status; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    if (status)
      break;
    items[i] = (folding){.hit = hits->items[i],
                         .article = row.article,
                         .published = row.published,
                         .into = i,
                         .leads = i};
    status = pincite__family_of(hits->index->store, row.article, &items[i].family, err);
  }
  return status;
}

static pincite_status read_shingles(pincite_hits *hits, folding *item,
                                    pincite_error *err) {
  if (item->read)
    return PINCITE_OK;
  pincite_passage_text *passage = &hits->looked_at;
  pincite_status status =
      pincite__passage_text(hits->index->store, item->hit.rowid, passage, err);
  if (status)
    return status;
  pincite__shingles_add(&item->shingles, passage->body);
  if (item->shingles.failed)
    return pincite__no_memory(err);
  pincite__shingles_seal(&item->shingles);
  item->read = true;
  return PINCITE_OK;
}

static pincite_status are_one(pincite_hits *hits, folding *a, folding *b, bool *one,
                              pincite_error *err) {
  *one = false;
  if (a->article == b->article)
    return PINCITE_OK;
  if (hits->options.unit == PINCITE_ARTICLES) {
    *one = true;
    return PINCITE_OK;
  }
  pincite_status status = read_shingles(hits, a, err);
  if (!status)
    status = read_shingles(hits, b, err);
  *one = !status && pincite__shingles_akin(&a->shingles, &b->shingles);
  return status;
}

/* Find the hit above, if any, that this one is one with. */
static pincite_status join(pincite_hits *hits, folding *items, size_t at,
                           pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < at && !status; i++) {
    bool one;
    if (items[i].into != i || items[i].family != items[at].family)
      continue;
    status = are_one(hits, &items[i], &items[at], &one, err);
    if (status || !one)
      continue;
    items[at].into = i;
    if (is_earlier(&items[at], &items[items[i].leads]))
      items[i].leads = at;
    break;
  }
  return status;
}

/* Note the hit as folded into another; hits->folded is in the order of ranks. */
static pincite_status note(pincite_hits *hits, uint32_t rowid, uint32_t into,
                           pincite_error *err) {
  if (!pincite__grow(&hits->folded, &hits->folded_capacity, hits->folded_count + 1,
                     sizeof *hits->folded))
    return pincite__no_memory(err);
  hits->folded[hits->folded_count++] = (pincite_folded){rowid, into};
  return PINCITE_OK;
}

/* Each group goes on as the hit that leads it, in that one's own place. */
static pincite_status keep_leaders(pincite_hits *hits, const folding *items, size_t count,
                                   pincite_error *err) {
  pincite_status status = PINCITE_OK;
  size_t kept = 0;
  for (size_t i = 0; i < count && !status; i++) {
    size_t leads = items[items[i].into].leads;
    if (leads == i)
      hits->items[kept++] = items[i].hit;
    else
      status = note(hits, items[i].hit.rowid, items[leads].hit.rowid, err);
  }
  hits->count = kept;
  return status;
}

static pincite_status fold(pincite_hits *hits, pincite_error *err) {
  size_t count = hits->count;
  hits->folded_count = 0;
  folding *items = calloc(count + 1, sizeof *items);
  if (!items)
    return pincite__no_memory(err);
  pincite_status status = describe(hits, count, items, err);
  for (size_t i = 1; i < count && !status; i++)
    if (items[i].family)
      status = join(hits, items, i, err);
  if (!status)
    status = keep_leaders(hits, items, count, err);
  for (size_t i = 0; i < count; i++)
    pincite__shingles_release(&items[i].shingles);
  free(items);
  return status;
}

pincite_status pincite__find_folded(pincite_hits *hits, pincite_error *err) {
  size_t limit = hits->options.limit ? hits->options.limit : 10;
  size_t most = hits->options.offset + limit;
  bool folds = !hits->options.no_collapse && !hits->options.all && most >= limit;
  pincite_status status = PINCITE_OK;
  if (folds)
    status = pincite__families_any(hits->index->store, &folds, err);
  if (status)
    return status;
  for (size_t slack = folds ? most + SLACK : 0;; slack *= 4) {
    hits->slack = slack;
    status = pincite__engine_find(hits, err);
    if (status || !folds)
      break;
    bool all = hits->count < most + slack;
    status = fold(hits, err);
    if (status || all || hits->count >= most || slack > SIZE_MAX / 64)
      break;
  }
  if (!status && folds && hits->count > most)
    hits->count = most;
  return status;
}

pincite_status pincite__folded_ids(pincite_hits *hits, uint32_t rowid, pincite_hit *hit,
                                   pincite_error *err) {
  pincite_buf *names = &hits->also;
  size_t count = 0;
  pincite_status status = PINCITE_OK;
  pincite__buf_clear(names);
  for (size_t i = 0; i < hits->folded_count && !status; i++) {
    if (hits->folded[i].into != rowid)
      continue;
    status = pincite__passage_text(hits->index->store, hits->folded[i].rowid,
                                   &hits->looked_at, err);
    if (status)
      break;
    pincite_str id = hits->looked_at.fields[PINCITE_FIELD_ID];
    pincite__buf_add(names, id.at, id.len);
    pincite__buf_addf(names, "#%u", hits->looked_at.row.ordinal);
    pincite__buf_addc(names, '\0');
    count++;
  }
  if (!status && (names->failed || !pincite__grow(&hits->also_ids, &hits->also_capacity,
                                                  count + 1, sizeof *hits->also_ids)))
    status = pincite__no_memory(err);
  if (status)
    return status;
  const char *at = names->data;
  for (size_t i = 0; i < count; i++) {
    hits->also_ids[i] = at;
    while (*at++)
      ;
  }
  hit->also = hits->also_ids;
  hit->also_count = count;
  return PINCITE_OK;
}
