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

static bool has(const uint64_t *bits, uint32_t row) {
  return bits[row / 64] >> row % 64 & 1;
}

static void clear(uint64_t *bits, uint32_t row) {
  bits[row / 64] &= ~(UINT64_C(1) << row % 64);
}

/* Does it live, and pass the filter? */
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

/* Leave what is wanted, as one kind or the other, and count it. */
static pincite_status sift(pincite_hits *hits, pincite_beginning *own,
                           pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (uint32_t row = 0; row < own->rows && !status; row++) {
    bool wanted;
    if (!(own->sure[row / 64] | own->open[row / 64])) {
      row |= 63;
      continue;
    }
    if (!has(own->sure, row) && !has(own->open, row))
      continue;
    status = is_wanted(hits, row, &wanted, err);
    if (!wanted)
      clear(own->sure, row);
    if (!wanted || has(own->sure, row))
      clear(own->open, row);
    own->sure_count += has(own->sure, row);
    own->open_count += has(own->open, row);
  }
  return status;
}

pincite_status pincite__beginning_find(pincite_hits *hits, const pincite_node *word,
                                       pincite_beginning *out, pincite_error *err) {
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  *out = (pincite_beginning){.rows = totals.last_rowid + 1};
  out->sure = calloc(out->rows / 64 + 1, sizeof *out->sure);
  out->open = calloc(out->rows / 64 + 1, sizeof *out->open);
  if (!out->sure || !out->open)
    return pincite__no_memory(err);
  finder f = {.postings = hits->index->postings,
              .head = pincite__wildcard_head(word),
              .sure = out->sure,
              .open = out->open,
              .rows = out->rows,
              .err = err};
  pincite_status status = pincite__postings_terms(f.postings, f.head, mark_term, &f, err);
  if (!status && !f.status)
    pincite__head_variants(f.head, mark_term, &f);
  status = status ? status : f.status;
  return status ? status : sift(hits, out, err);
}

void pincite__beginning_release(pincite_beginning *beginning) {
  free(beginning->sure);
  free(beginning->open);
}

/* ---- texts ------------------------------------------------------------------------- */

pincite_status pincite__beginning_judge(uint32_t rowid, int *yes, void *data,
                                        pincite_error *err) {
  pincite_hits *hits = data;
  *yes = has(hits->beginning->sure, rowid);
  return *yes ? PINCITE_OK : pincite__judge_text(hits, rowid, yes, err);
}

pincite_status pincite__beginning_decide(pincite_hits *hits, pincite_beginning *own,
                                         pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (uint32_t row = 0; row < own->rows && own->open_count && !status; row++) {
    int yes = 0;
    if (!has(own->open, row))
      continue;
    status = pincite__judge_text(hits, row, &yes, err);
    clear(own->open, row);
    own->open_count--;
    if (status || !yes)
      continue;
    own->sure[row / 64] |= UINT64_C(1) << row % 64;
    own->sure_count++;
  }
  return status;
}
