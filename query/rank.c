/* SPDX-License-Identifier: MIT
 *
 * rank.c - ranking from end to end: the question's words with their numbers,
 * the first step from the postings, the second look at the words of the best.
 */
#include <stdlib.h>
#include <string.h>

#include "rank_private.h"

#define COUNT_DEFAULT 1000

static pincite_rank_role stronger(pincite_rank_role a, pincite_rank_role b) {
  static const int strength[] = {1, 2, 3, 0}; /* by role */
  return strength[a] > strength[b] ? a : b;
}

static int by_term(const void *a, const void *b) {
  const pincite_rank_term *left = *(pincite_rank_term *const *)a;
  const pincite_rank_term *right = *(pincite_rank_term *const *)b;
  int order = pincite__str_compare(left->term, right->term);
  return order ? order : (left > right) - (left < right);
}

/* The different terms, each with the sum of its weights. */
static size_t join_terms(const pincite_rank_request *request,
                         const pincite_rank_term **order, pincite_rank_word *words) {
  size_t count = 0;
  for (size_t i = 0; i < request->term_count; i++)
    order[i] = &request->terms[i];
  qsort(order, request->term_count, sizeof *order, by_term);
  for (size_t i = 0; i < request->term_count; i++) {
    pincite_rank_word *own = count ? &words[count - 1] : NULL;
    if (own && pincite__str_equal(own->term->term, order[i]->term)) {
      own->weight += order[i]->weight;
      own->role = stronger(own->role, order[i]->role);
      continue;
    }
    words[count++] = (pincite_rank_word){
        .term = order[i], .role = order[i]->role, .weight = order[i]->weight};
  }
  return count;
}

/* Look up the terms; leave out those that are nowhere. */
static pincite_status look_up(pincite_rank_run *run, size_t count, pincite_error *err) {
  size_t segments = run->postings->state.segment_count;
  for (size_t i = 0; i < count; i++) {
    pincite_rank_word word = run->words[i];
    pincite_postings_entry *entries = &run->entries[run->word_count * segments];
    word.entries = entries;
    pincite_status status = pincite__postings_entries(run->postings, word.term->term,
                                                      entries, &word.stats, err);
    if (status)
      return status;
    if (!word.stats.passages) {
      run->impossible = run->impossible || word.role == PINCITE_RANK_REQUIRED;
      continue;
    }
    if (!pincite__scorer_init(&word.scorer, run->model, run->request->model, &word.stats,
                              word.weight))
      return pincite__no_memory(err);
    run->words[run->word_count++] = word;
  }
  return PINCITE_OK;
}

void pincite__rank_release(pincite_rank_run *run) {
  for (size_t i = 0; i < run->word_count; i++)
    pincite__scorer_release(&run->words[i].scorer);
  free(run->words);
  free(run->entries);
  free(run->late);
  pincite__top_release(&run->top);
}

bool pincite__rank_looks_twice(const pincite_rank_request *request) {
  return request->model == PINCITE_RANK_DEFAULT && request->text && request->analyser;
}

pincite_status pincite__rank_init(pincite_rank_run *run, pincite_postings *postings,
                                  const pincite_rank_request *request,
                                  pincite_error *err) {
  *run = (pincite_rank_run){.postings = postings, .request = request};
  run->count_limit = request->count ? request->count : COUNT_DEFAULT;
  run->model = pincite__rank_model(postings);
  size_t limit = request->limit;
  if (pincite__rank_looks_twice(request) && limit && limit < PINCITE__LOOK_DEPTH)
    limit = PINCITE__LOOK_DEPTH;
  pincite__top_init(&run->top, postings, request, limit);
  const pincite_rank_term **order = malloc((request->term_count + 1) * sizeof *order);
  run->words = calloc(request->term_count + 1, sizeof *run->words);
  run->entries = malloc((request->term_count * postings->state.segment_count + 1) *
                        sizeof *run->entries);
  pincite_status status = order && run->words && run->entries && run->model
                              ? PINCITE_OK
                              : pincite__no_memory(err);
  if (!status)
    status = look_up(run, join_terms(request, order, run->words), err);
  free(order);
  return status;
}

pincite_status pincite__rank_run(pincite_rank_run *run, pincite_look_each each,
                                 void *data, pincite_error *err) {
  if (run->impossible)
    return PINCITE_OK;
  pincite_status status = pincite__rank_search(run, err);
  if (!status && run->request->accept_late)
    status = pincite__late_settle(run, err);
  if (status)
    return status;
  pincite__top_sort(&run->top);
  if (pincite__rank_looks_twice(run->request))
    status = pincite__rank_look(run, each, data, err);
  if (!status && run->top.status)
    status = pincite__fail(err, run->top.status, "%s", run->top.error.message);
  return status;
}

pincite_status pincite__rank(pincite_postings *postings,
                             const pincite_rank_request *request,
                             pincite_ranking *ranking, pincite_error *err) {
  pincite_rank_run run;
  pincite_ranked *hits = NULL;
  pincite_status status = pincite__rank_init(&run, postings, request, err);
  if (!status)
    status = pincite__rank_run(&run, NULL, NULL, err);
  if (status)
    goto done;
  size_t count = run.top.count < request->limit ? run.top.count : request->limit;
  hits = malloc((count + 1) * sizeof *hits);
  if (!hits) {
    status = pincite__no_memory(err);
    goto done;
  }
  for (size_t i = 0; i < count; i++)
    hits[i] = (pincite_ranked){run.top.items[i].row,
                               pincite__points_value(run.top.items[i].points)};
  bool exact = request->accept_late ? !run.late_cut : run.matched < run.count_limit;
  *ranking = (pincite_ranking){hits, count, run.matched, exact};
done:
  pincite__rank_release(&run);
  return status;
}
