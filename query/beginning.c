/* SPDX-License-Identifier: MIT
 *
 * beginning.c - the passages that have a word with a given beginning.
 *
 * The word is asked for as it is spelled, and the index has stems. A stem is the
 * beginning of its word but for the few letters that the stemmer may have put at the
 * end. So a stem that has the beginning even without such letters belongs to words
 * that have it, and its postings decide; a text is read only for passages that have
 * nothing but stems that leave it open.
 */
#include "beginning.h"

#include <stdlib.h>
#include <string.h>

#include "../corpus/postings_read.h"
#include "expand.h"

const pincite_node *pincite__only_beginning(const pincite_question *question) {
  const pincite_node *node = question->root;
  while (node && node->kind == PINCITE_NODE_RUN && node->first == node->last)
    node = node->first;
  return node && node->kind == PINCITE_NODE_WORD && node->mode == PINCITE_WORD_PREFIX
             ? node
             : NULL;
}

typedef struct finder {
  pincite_postings *postings;
  pincite_str head;
  uint64_t *sure, *open; /* bits by row */
  uint32_t rows;
  pincite_status status;
  pincite_error *err;
} finder;

/* ---- terms ------------------------------------------------------------------------- */

static void set_bits(const finder *f, uint64_t *bits, const pincite_postings_list *list) {
  for (uint32_t at = list->at; at < list->block.count; at++) {
    uint32_t row = list->block.rows[at];
    if (row < f->rows)
      bits[row / 64] |= UINT64_C(1) << row % 64;
  }
}

static pincite_status mark_list(const finder *f, pincite_postings_source *source,
                                pincite_str term, uint64_t *bits, pincite_error *err) {
  pincite_postings_entry entry;
  pincite_postings_list *list = NULL;
  pincite_status status = pincite__postings_find(source, term, &entry, err);
  if (status || !entry.postings)
    return status;
  list = malloc(sizeof *list);
  if (!list)
    return pincite__no_memory(err);
  status = pincite__list_open(list, source, &entry, err);
  for (uint32_t row = 1; !status; row = list->last + 1) {
    status = pincite__list_seek(list, row, err);
    if (status || list->last == PINCITE__NO_ROW)
      break;
    set_bits(f, bits, list);
  }
  pincite__list_release(list);
  free(list);
  return status;
}

static int mark_term(pincite_str term, void *data) {
  finder *f = data;
  if (memchr(term.at, '/', term.len))
    return 0; /* a concept is no word */
  uint64_t *bits = pincite__head_decides(term, f->head) ? f->sure : f->open;
  for (size_t i = 0; !f->status && i < f->postings->state.segment_count; i++)
    f->status = mark_list(f, &f->postings->sources[i], term, bits, f->err);
  return f->status != PINCITE_OK;
}

/* ---- rows -------------------------------------------------------------------------- */

/* Take out what is removed or not wanted. */
static pincite_status is_wanted(pincite_hits *hits, uint32_t row, bool *wanted,
                                pincite_error *err) {
  pincite_passage_numbers numbers;
  pincite_status status =
      pincite__postings_passage(hits->index->postings, row, wanted, &numbers, err);
  *wanted = !status && *wanted && hits->filter.zones >> numbers.zone & 1;
  if (!*wanted || !pincite__filter_looks_up(&hits->filter))
    return status;
  pincite_passage_row stored;
  status = pincite__passage_row(hits->index->store, row, &stored, err);
  *wanted = !status && pincite__filter_admits(&hits->filter, &stored);
  return status;
}

static pincite_status decide(pincite_hits *hits, const finder *f, uint32_t row,
                             pincite_error *err) {
  uint64_t bit = UINT64_C(1) << row % 64;
  bool wanted;
  pincite_status status = is_wanted(hits, row, &wanted, err);
  int yes = wanted;
  if (!status && wanted && !(f->sure[row / 64] & bit))
    status = pincite__judge_text(hits, row, &yes, err);
  if (!status && yes)
    f->sure[row / 64] |= bit;
  else
    f->sure[row / 64] &= ~bit;
  return status;
}

pincite_status pincite__beginning_rows(pincite_hits *hits, const pincite_node *word,
                                       uint64_t *bits, uint32_t rows,
                                       pincite_error *err) {
  finder f = {.postings = hits->index->postings,
              .head = pincite__wildcard_head(word),
              .sure = bits,
              .open = calloc(rows / 64 + 1, sizeof *f.open),
              .rows = rows,
              .err = err};
  if (!f.open)
    return pincite__no_memory(err);
  pincite_status status = pincite__postings_terms(f.postings, f.head, mark_term, &f, err);
  if (!status && !f.status)
    pincite__head_variants(f.head, mark_term, &f);
  status = status ? status : f.status;
  for (uint32_t row = 0; row < rows && !status; row++) {
    if (!(f.sure[row / 64] | f.open[row / 64]))
      row |= 63; /* none in this word */
    else if ((f.sure[row / 64] | f.open[row / 64]) >> row % 64 & 1)
      status = decide(hits, &f, row, err);
  }
  free(f.open);
  return status;
}
