/* SPDX-License-Identifier: MIT
 *
 * fuse.c - two rankings as one.
 *
 * Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): the score is the
 * sum of 1/(60 + rank) over the rankings that have the passage. It needs no scores that
 * can be compared. An engine that fails leaves the answer to the other.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "xapian_search.h"

#define FUSION_RANK 60.0
/* So deep at least each is asked. */
#define FUSION_DEPTH 100

typedef struct fused {
  pincite_ranked item;
  int64_t key;    /* of the passage, or of its article */
  size_t best;    /* place in the ranking where it stands higher */
} fused;

typedef struct ranking {
  pincite_ranked *items;
  size_t count;
  uint64_t total;
  bool exact;
} ranking;

static int by_key(const void *a, const void *b) {
  const fused *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->best > y->best) - (x->best < y->best);
}

static int by_score(const void *a, const void *b) {
  const fused *x = a, *y = b;
  if (x->item.score != y->item.score)
    return x->item.score > y->item.score ? -1 : 1;
  if (x->best != y->best)
    return x->best < y->best ? -1 : 1;
  return (x->item.rowid > y->item.rowid) - (x->item.rowid < y->item.rowid);
}

static pincite_status add(pincite_hits *hits, const ranking *from, fused *to,
                          pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < from->count; i++) {
    pincite_passage_row row = {.article = from->items[i].rowid};
    if (hits->options.unit == PINCITE_ARTICLES)
      status = pincite__passage_row(hits->index->store, from->items[i].rowid, &row, err);
    to[i] = (fused){{from->items[i].rowid, 1 / (FUSION_RANK + (double)i + 1)}, row.article, i};
  }
  return status;
}

static pincite_status merge(pincite_hits *hits, const ranking *a, const ranking *b,
                            pincite_error *err) {
  size_t count = a->count + b->count, kept = 0;
  fused *all = calloc(count + 1, sizeof *all);
  pincite_ranked *items = calloc(count + 1, sizeof *items);
  pincite_status status = all && items ? PINCITE_OK : pincite__no_memory(err);
  if (!status)
    status = add(hits, a, all, err);
  if (!status)
    status = add(hits, b, all + a->count, err);
  if (status) {
    free(all);
    free(items);
    return status;
  }
  qsort(all, count, sizeof *all, by_key);
  for (size_t i = 0; i < count; i++)
    if (kept && all[kept - 1].key == all[i].key)
      all[kept - 1].item.score += all[i].item.score;
    else
      all[kept++] = all[i];
  qsort(all, kept, sizeof *all, by_score);
  for (size_t i = 0; i < kept; i++)
    items[i] = all[i].item;
  free(all);
  free(hits->items);
  hits->items = items;
  hits->count = kept;
  hits->capacity = count + 1;
  return PINCITE_OK;
}

/* Let one engine answer and take its ranking out of the hits. */
static pincite_status ask(pincite_hits *hits,
                          pincite_status (*find)(pincite_hits *, pincite_error *),
                          ranking *out, pincite_error *err) {
  pincite_status status = find(hits, err);
  if (!status)
    status = pincite__hits_gather(hits, err);
  *out = (ranking){NULL, 0, 0, false};
  if (!status) {
    *out = (ranking){hits->items, hits->count, hits->total, hits->total_exact};
    hits->items = NULL;
  }
  free(hits->items);
  hits->items = NULL;
  hits->count = hits->capacity = 0;
  return status;
}

static bool is_the_engines_fault(pincite_status status) {
  return status == PINCITE_ECORRUPT || status == PINCITE_EIO || status == PINCITE_ELOCKED ||
         status == PINCITE_EVERSION || status == PINCITE_ENOINDEX;
}

pincite_status pincite__fuse(pincite_hits *hits, pincite_error *err) {
  pincite_search_options asked = hits->options;
  size_t limit = asked.limit ? asked.limit : 10;
  size_t most = asked.all || asked.offset > SIZE_MAX / 64 - limit ? SIZE_MAX
                                                                 : asked.offset + limit + hits->slack;
  pincite_error first = {PINCITE_OK, ""}, second = {PINCITE_OK, ""};
  ranking a, b;
  hits->options.offset = 0;
  hits->options.limit = most < FUSION_DEPTH ? FUSION_DEPTH : most;
  hits->options.all = asked.all || most == SIZE_MAX;
  pincite_status one = ask(hits, pincite__find, &a, &first);
  pincite_status other = ask(hits, pincite__xapian_find, &b, &second);
  hits->options = asked;
  pincite_status status = PINCITE_OK;
  if (one && (other || !is_the_engines_fault(one)))
    status = pincite__fail(err, one, "%s", first.message);
  else if (other && !is_the_engines_fault(other))
    status = pincite__fail(err, other, "%s", second.message);
  if (!status && one)
    pincite__hits_lack(hits, "fts5", first.message);
  if (!status && other)
    pincite__hits_lack(hits, "xapian", second.message);
  if (!status)
    hits->engine = one ? PINCITE_BY_XAPIAN : other ? PINCITE_BY_FTS5 : PINCITE_BY_BOTH;
  bool by_date = asked.sort == PINCITE_BY_DATE;
  ranking none = {NULL, 0, 0, false};
  if (!status)
    status = merge(hits, one ? &none : &a, other || (by_date && !one) ? &none : &b, err);
  const ranking *whole = one || (!other && b.exact && !a.exact) ? &b : &a;
  hits->total = whole->total;
  hits->total_exact = whole->exact;
  hits->count = hits->count < most ? hits->count : most;
  free(a.items);
  free(b.items);
  return status;
}
