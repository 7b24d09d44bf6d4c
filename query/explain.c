/* SPDX-License-Identifier: MIT
 *
 * explain.c - the parts of the scores, kept for the hits of one answer.
 *
 * They are taken apart while the request that ranked them is at hand. Only the
 * first ones were looked at twice; to explain one of those all are ranked again.
 */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

typedef struct explanation {
  uint32_t rowid;
  size_t first, count; /* of the parts */
} explanation;

struct pincite_explanations {
  explanation *items; /* by rowid */
  size_t count;
  pincite_score_item *parts;
  size_t part_count, part_capacity;
  pincite_buf terms; /* each ended by a NUL */
};

static bool add_term(pincite_buf *terms, pincite_str term) {
  pincite__buf_add(terms, term.at, term.len);
  pincite__buf_addc(terms, '\0');
  return !terms->failed;
}

/* The terms go into the buffer; the parts point at them when it moves no more. */
static bool add_part(struct pincite_explanations *to, const pincite_score_part *part) {
  if (!pincite__grow(&to->parts, &to->part_capacity, to->part_count + 1,
                     sizeof *to->parts))
    return false;
  to->parts[to->part_count++] = (pincite_score_item){
      .rule = part->name,
      .field = strcmp(part->name, "title") == 0 ? "title" : "passage",
      .count = part->tf,
      .value = part->value};
  return add_term(&to->terms, part->term) && add_term(&to->terms, part->second);
}

static int by_rowid(const void *a, const void *b) {
  const explanation *x = a, *y = b;
  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

static void point_at_terms(struct pincite_explanations *to) {
  const char *at = to->terms.data;
  for (size_t i = 0; i < to->part_count; i++) {
    const char *second = at + strlen(at) + 1;
    to->parts[i].term = *at ? at : NULL;
    to->parts[i].second = *second ? second : NULL;
    at = second + strlen(second) + 1;
  }
}

static pincite_status explain_all(struct pincite_explanations *to, pincite_hits *hits,
                                  pincite_score_fn *take_apart, void *data,
                                  pincite_error *err) {
  for (size_t i = 0; i < hits->count; i++) {
    pincite_score score = {0};
    pincite_status status = take_apart(hits, i, &score, data, err);
    if (status)
      return status;
    to->items[to->count++] =
        (explanation){hits->items[i].rowid, to->part_count, score.part_count};
    bool kept = true;
    for (size_t k = 0; kept && k < score.part_count; k++)
      kept = add_part(to, &score.parts[k]);
    free(score.parts);
    if (!kept)
      return pincite__no_memory(err);
  }
  return PINCITE_OK;
}

pincite_status pincite__explain_by(pincite_hits *hits, pincite_score_fn *score, void *data,
                                   pincite_error *err) {
  struct pincite_explanations *to = calloc(1, sizeof *to);
  pincite__explanations_free(hits->explanations);
  hits->explanations = to;
  if (!to)
    return pincite__no_memory(err);
  pincite__buf_init(&to->terms, PINCITE__BUF_LIMIT);
  to->items = calloc(hits->count + 1, sizeof *to->items);
  pincite_status status = to->items ? explain_all(to, hits, score, data, err)
                                    : pincite__no_memory(err);
  if (status)
    return status;
  point_at_terms(to);
  if (to->count)
    qsort(to->items, to->count, sizeof *to->items, by_rowid);
  return PINCITE_OK;
}

static pincite_status by_postings(pincite_hits *hits, size_t item, pincite_score *score,
                                  void *data, pincite_error *err) {
  pincite_rank_request asked = *(const pincite_rank_request *)data;
  if (item >= PINCITE__LOOK_DEPTH)
    asked.text = NULL;
  return pincite__score_explain(hits->index->postings, &asked, hits->items[item].rowid,
                                score, err);
}

pincite_status pincite__explain(pincite_hits *hits, const pincite_rank_request *request,
                                pincite_error *err) {
  pincite_rank_request asked = *request;
  return pincite__explain_by(hits, by_postings, &asked, err);
}

void pincite__explained(const pincite_hits *hits, uint32_t rowid, pincite_hit *hit) {
  const struct pincite_explanations *from = hits->explanations;
  explanation key = {.rowid = rowid};
  if (!from || !from->count)
    return;
  const explanation *found =
      bsearch(&key, from->items, from->count, sizeof key, by_rowid);
  if (!found)
    return;
  hit->parts = from->parts + found->first;
  hit->part_count = found->count;
}

void pincite__explanations_free(struct pincite_explanations *explanations) {
  if (!explanations)
    return;
  free(explanations->items);
  free(explanations->parts);
  pincite__buf_release(&explanations->terms);
  free(explanations);
}
