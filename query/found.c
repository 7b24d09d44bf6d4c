/* SPDX-License-Identifier: MIT
 *
 * found.c - sets of passages: those that match a question, and their order where no
 * term ranks them.
 */
#include <stdlib.h>

#include "beginning.h"
#include "find.h"
#include "scan.h"

pincite_status pincite__found_init(const pincite_hits *hits, pincite_found *set,
                                   pincite_error *err) {
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  *set = (pincite_found){.rows = totals.last_rowid + 1};
  set->bits = calloc(set->rows / 64 + 1, sizeof *set->bits);
  return set->bits ? PINCITE_OK : pincite__no_memory(err);
}

/* One word with an open end is decided by the postings and a few texts. */
static pincite_status match_beginning(pincite_hits *hits, const pincite_node *word,
                                      pincite_found *found, pincite_error *err) {
  pincite_beginning own;
  pincite_status status = pincite__beginning_find(hits, word, &own, err);
  if (!status)
    status = pincite__beginning_decide(hits, &own, err);
  for (uint32_t row = 0; !status && row < own.rows; row++)
    if (own.sure[row / 64] >> row % 64 & 1)
      pincite__found_put(found, row);
  pincite__beginning_release(&own);
  return status;
}

pincite_status pincite__find_matches(pincite_hits *hits, pincite_found *found,
                                     pincite_error *err) {
  pincite_scan scan;
  pincite_passage_row row;
  const pincite_node *beginning = pincite__only_beginning(hits->question);
  if (beginning)
    return match_beginning(hits, beginning, found, err);
  pincite_status status = pincite__scan_open(hits, &scan, err);
  while (!status && !(status = pincite__scan_next(&scan, false, &row, err)))
    pincite__found_put(found, (uint32_t)row.rowid);
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

static int last_first(const void *a, const void *b) {
  return by_tie(b, a);
}

static void sift_down(keyed *items, size_t count) {
  for (size_t at = 0, last = 0;; at = last) {
    for (size_t child = 2 * at + 1; child < count && child < 2 * at + 3; child++)
      if (by_tie(&items[child], &items[last]) > 0)
        last = child;
    if (last == at)
      return;
    keyed keep = items[at];
    items[at] = items[last];
    items[last] = keep;
  }
}

/* Keep the first 'limit' of what comes by; once they are so many, as a heap with the
   last of them on top. */
static bool keep_first(keyed **items, size_t *count, size_t *capacity, size_t limit,
                       keyed fresh) {
  if (*count < limit) {
    if (!pincite__grow(items, capacity, *count + 1, sizeof **items))
      return false;
    (*items)[(*count)++] = fresh;
    if (*count == limit)
      qsort(*items, *count, sizeof **items, last_first);
  } else if (limit && by_tie(&fresh, *items) < 0) {
    **items = fresh;
    sift_down(*items, *count);
  }
  return true;
}

pincite_status pincite__find_unranked(pincite_hits *hits, const pincite_found *found,
                                      size_t limit, pincite_error *err) {
  size_t count = 0, capacity = 0;
  keyed *items = NULL;
  pincite_status status = PINCITE_OK;
  for (uint32_t row = 0; !status && row < found->rows; row++) {
    keyed fresh = {.rowid = row};
    if (!pincite__found_has(found, row))
      continue;
    status = pincite__postings_tie(hits->index->postings, row, &fresh.tie, err);
    if (!status && !keep_first(&items, &count, &capacity, limit, fresh))
      status = pincite__no_memory(err);
  }
  if (!status && count)
    qsort(items, count, sizeof *items, by_tie);
  if (!status && !pincite__grow(&hits->items, &hits->capacity, hits->count + count,
                                sizeof *hits->items))
    status = pincite__no_memory(err);
  for (size_t i = 0; !status && i < count; i++)
    hits->items[hits->count++] = (pincite_ranked){.rowid = items[i].rowid};
  free(items);
  return status;
}

pincite_status pincite__found_by_article(pincite_hits *hits, size_t from,
                                         pincite_error *err) {
  pincite_found seen;
  pincite_status status = pincite__found_init(hits, &seen, err);
  size_t kept = 0;
  for (size_t i = 0; !status && i < hits->count; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    if (status)
      break;
    bool is_new = !pincite__found_has(&seen, (uint32_t)row.article);
    pincite__found_put(&seen, (uint32_t)row.article);
    if (is_new || i < from)
      hits->items[kept++] = hits->items[i];
  }
  if (!status)
    hits->count = kept;
  free(seen.bits);
  return status;
}

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

pincite_status pincite__newest_first(pincite_hits *hits, size_t from,
                                     const pincite_day *days, pincite_error *err) {
  size_t count = hits->count - from;
  dated *items = calloc(count + 1, sizeof *items);
  if (!items)
    return pincite__no_memory(err);
  for (size_t i = 0; i < count; i++)
    items[i] = (dated){hits->items[from + i], days[i], i};
  qsort(items, count, sizeof *items, newest_first);
  for (size_t i = 0; i < count; i++)
    hits->items[from + i] = items[i].hit;
  free(items);
  return PINCITE_OK;
}
