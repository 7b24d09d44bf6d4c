/* SPDX-License-Identifier: MIT
 *
 * eval.c - how good a ranking is, by judgments.
 *
 * The conventions are trec_eval's, so that figures can be set beside published
 * ones: see pincite_measures. Judgments and hits are kept as they come and sorted
 * once, when they are measured.
 */
#include "eval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NDCG_DEPTH 10
#define MRR_DEPTH 10
#define PRECISION_DEPTH 5
#define DEEP 100 /* of recall and average precision */

static int by_judgment(const void *a, const void *b) {
  const eval_judgment *x = a, *y = b;
  int order = strcmp(x->question, y->question);
  order = order ? order : strcmp(x->document, y->document);
  return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_question(const void *a, const void *b) {
  return strcmp(((const eval_judgment *)a)->question,
                ((const eval_judgment *)b)->question);
}

static int by_document(const void *a, const void *b) {
  return strcmp(((const eval_judgment *)a)->document,
                ((const eval_judgment *)b)->document);
}

static int by_place(const void *a, const void *b) {
  const eval_question *x = a, *y = b;
  return (x->place > y->place) - (x->place < y->place);
}

/* Of a document that is listed twice the better one comes first. */
static int by_listing(const void *a, const void *b) {
  const eval_hit *x = a, *y = b;
  int order = strcmp(x->question, y->question);
  order = order ? order : strcmp(x->document, y->document);
  return order ? order : (x->score < y->score) - (x->score > y->score);
}

static int by_rank(const void *a, const void *b) {
  const eval_hit *x = a, *y = b;
  int order = strcmp(x->question, y->question);
  if (!order)
    order = (x->score < y->score) - (x->score > y->score);
  return order ? order : strcmp(y->document, x->document);
}

static int downwards(const void *a, const void *b) {
  return *(const int *)b - *(const int *)a;
}

pincite_status pincite__eval_judge(pincite_eval *eval, const char *question,
                                   const char *document, int grade, pincite_error *err) {
  if (!pincite__grow(&eval->judgments, &eval->judgment_capacity, eval->judgment_count + 1,
                     sizeof *eval->judgments))
    return pincite__no_memory(err);
  const char *own = pincite__eval_keep(eval, question);
  const char *name = own ? pincite__eval_keep(eval, document) : NULL;
  if (!name)
    return pincite__no_memory(err);
  size_t place = eval->judgment_count++;
  eval->judgments[place] = (eval_judgment){own, name, grade, place};
  return PINCITE_OK;
}

const char *pincite__eval_keep(pincite_eval *eval, const char *text) {
  size_t size = strlen(text) + 1;
  char *own = pincite__arena_give(&eval->names, size);
  if (own)
    memcpy(own, text, size);
  return own;
}

/* Sort the judgments, of equal ones keep the last, and list the questions. */
pincite_status pincite__eval_sort(pincite_eval *eval, pincite_error *err) {
  size_t kept = 0;
  eval_judgment *all = eval->judgments;
  if (eval->judgment_count)
    qsort(all, eval->judgment_count, sizeof *all, by_judgment);
  for (size_t i = 0; i < eval->judgment_count; i++) {
    if (kept && by_question(&all[kept - 1], &all[i]) == 0 &&
        by_document(&all[kept - 1], &all[i]) == 0)
      kept--;
    all[kept++] = all[i];
  }
  eval->judgment_count = kept;
  eval->questions = calloc(kept + 1, sizeof *eval->questions);
  if (!eval->questions)
    return pincite__no_memory(err);
  for (size_t i = 0, end; i < kept; i = end) {
    eval_question own = {.row = {.question = all[i].question},
                         .judgments = &all[i],
                         .place = all[i].place};
    for (end = i; end < kept && by_question(&all[i], &all[end]) == 0; end++) {
      own.row.judged += all[end].grade >= 0;
      own.row.relevant += all[end].grade > 0;
      own.place = all[end].place < own.place ? all[end].place : own.place;
    }
    own.judgment_count = end - i;
    if (own.row.relevant)
      eval->questions[eval->question_count++] = own;
  }
  qsort(eval->questions, eval->question_count, sizeof *eval->questions, by_place);
  return PINCITE_OK;
}

pincite_status pincite_eval_hit(pincite_eval *eval, const char *question,
                                const char *document, double score, pincite_error *err) {
  if (!eval || !question || !document || isnan(score))
    return pincite__fail(err, PINCITE_EINVAL,
                         "a hit needs a question, a document and a score");
  if (!pincite__grow(&eval->hits, &eval->hit_capacity, eval->hit_count + 1,
                     sizeof *eval->hits))
    return pincite__no_memory(err);
  const char *own = pincite__eval_keep(eval, question);
  const char *name = own ? pincite__eval_keep(eval, document) : NULL;
  if (!name)
    return pincite__no_memory(err);
  eval->hits[eval->hit_count++] = (eval_hit){own, name, score};
  return PINCITE_OK;
}

void pincite_eval_clear(pincite_eval *eval) {
  if (eval)
    eval->hit_count = 0;
}

static void sort_hits(pincite_eval *eval) {
  size_t kept = 0;
  eval_hit *all = eval->hits;
  if (!eval->hit_count)
    return;
  qsort(all, eval->hit_count, sizeof *all, by_listing);
  for (size_t i = 0; i < eval->hit_count; i++)
    if (!kept || strcmp(all[kept - 1].question, all[i].question) != 0 ||
        strcmp(all[kept - 1].document, all[i].document) != 0)
      all[kept++] = all[i];
  eval->hit_count = kept;
  qsort(all, kept, sizeof *all, by_rank);
}

/* The first hit of a question, and how many there are. */
static const eval_hit *hits_of(const pincite_eval *eval, const char *question,
                               size_t *count) {
  size_t low = 0, high = eval->hit_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(eval->hits[middle].question, question) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < eval->hit_count && strcmp(eval->hits[end].question, question) == 0)
    end++;
  *count = end - low;
  return eval->hits + low;
}

/* What the best possible ranking gains. 'grades' has room for every judgment. */
static double ideal_gain(const eval_question *own, int *grades) {
  double gain = 0;
  size_t count = 0;
  for (size_t i = 0; i < own->judgment_count; i++)
    if (own->judgments[i].grade > 0)
      grades[count++] = own->judgments[i].grade;
  qsort(grades, count, sizeof *grades, downwards);
  for (size_t i = 0; i < count && i < NDCG_DEPTH; i++)
    gain += grades[i] / log2((double)i + 2);
  return gain;
}

static void measure(eval_question *own, const eval_hit *hits, size_t count, int *grades) {
  double gain = 0, precision = 0, first = 0, preferred = 0;
  size_t relevant = own->row.relevant, denied = own->row.judged - relevant;
  size_t found = 0, deep = 0, early = 0, worse = 0;
  double least = (double)(relevant < denied ? relevant : denied);
  for (size_t i = 0; i < count; i++) {
    eval_judgment key = {.document = hits[i].document};
    const eval_judgment *judged =
        bsearch(&key, own->judgments, own->judgment_count, sizeof key, by_document);
    if (judged && judged->grade == 0)
      worse++;
    if (!judged || judged->grade <= 0)
      continue;
    found++;
    preferred += worse ? 1 - (double)(worse < relevant ? worse : relevant) / least : 1;
    if (i < NDCG_DEPTH)
      gain += judged->grade / log2((double)i + 2);
    if (i < MRR_DEPTH && first == 0)
      first = 1 / ((double)i + 1);
    early += i < PRECISION_DEPTH;
    deep += i < DEEP;
    precision += i < DEEP ? (double)found / ((double)i + 1) : 0;
  }
  double all = (double)relevant;
  own->row.hits = count;
  own->row.measures = (pincite_measures){.ndcg_10 = gain / ideal_gain(own, grades),
                                         .recall_100 = (double)deep / all,
                                         .map_100 = precision / all,
                                         .mrr_10 = first,
                                         .p_5 = (double)early / PRECISION_DEPTH,
                                         .bpref = preferred / all};
}

pincite_status pincite_eval_measure(pincite_eval *eval, pincite_measures *mean,
                                    pincite_error *err) {
  if (!eval || !mean)
    return pincite__fail(err, PINCITE_EINVAL, "nothing to measure, or nowhere to put it");
  int *grades = calloc(eval->judgment_count + 1, sizeof *grades);
  if (!grades)
    return pincite__no_memory(err);
  double all = (double)eval->question_count;
  pincite_measures sum = {0};
  sort_hits(eval);
  for (size_t i = 0; i < eval->question_count; i++) {
    eval_question *own = &eval->questions[i];
    const pincite_measures *one = &own->row.measures;
    size_t count;
    const eval_hit *hits = hits_of(eval, own->row.question, &count);
    measure(own, hits, count, grades);
    sum.ndcg_10 += one->ndcg_10 / all;
    sum.recall_100 += one->recall_100 / all;
    sum.map_100 += one->map_100 / all;
    sum.mrr_10 += one->mrr_10 / all;
    sum.p_5 += one->p_5 / all;
    sum.bpref += one->bpref / all;
  }
  free(grades);
  *mean = sum;
  return PINCITE_OK;
}

size_t pincite_eval_count(const pincite_eval *eval) {
  return eval ? eval->question_count : 0;
}

pincite_status pincite_eval_question(const pincite_eval *eval, size_t number,
                                     pincite_eval_row *row) {
  if (!eval || number >= eval->question_count)
    return PINCITE_ENOTFOUND;
  *row = eval->questions[number].row;
  return PINCITE_OK;
}

void pincite_eval_free(pincite_eval *eval) {
  if (!eval)
    return;
  pincite__arena_free(eval->names);
  free(eval->judgments);
  free(eval->hits);
  free(eval->questions);
  free(eval);
}
