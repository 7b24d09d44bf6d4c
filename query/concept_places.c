/* SPDX-License-Identifier: MIT
 *
 * concept_places.c - where concepts stand, in the order of their terms.
 */
#include <stdlib.h>
#include <string.h>

#include "authorities.h"
#include "vocabulary.h"

/* The passage that the cursor stands at. */
static pincite_status tell_passage(pincite_index *index, pincite_str term,
                                   pincite_postings_cursor *cursor,
                                   const pincite_concept_visitor *visitor,
                                   pincite_error *err) {
  pincite_posting posting;
  pincite_passage_numbers numbers;
  const uint32_t *positions;
  uint32_t count;
  bool live;
  pincite_status status = pincite__postings_cursor_get(cursor, &posting, err);
  if (!status)
    status = pincite__postings_cursor_positions(cursor, &positions, &count, err);
  if (!status)
    status =
        pincite__postings_passage(index->postings, posting.rowid, &live, &numbers, err);
  if (status)
    return status;
  uint32_t body = numbers.title_words + numbers.heading_words;
  for (uint32_t i = 0; i < count; i++) {
    bool title = i < posting.title_tf;
    int64_t at = (int64_t)positions[i] - (title ? 0 : body);
    if (at >= 0 && !visitor->stands(visitor->data, term, posting.rowid, at, title))
      return pincite__no_memory(err);
  }
  return PINCITE_OK;
}

static pincite_status tell_term(pincite_index *index, pincite_str stored,
                                pincite_str term, const pincite_concept_visitor *visitor,
                                pincite_error *err) {
  pincite_postings_cursor *cursor = NULL;
  uint32_t row;
  bool wanted;
  if (!visitor->begins(visitor->data, term, &wanted))
    return pincite__no_memory(err);
  if (!wanted)
    return PINCITE_OK;
  pincite_status status =
      pincite__postings_cursor_open(index->postings, stored, &cursor, err);
  if (!status)
    status = pincite__postings_cursor_next(cursor, &row, err);
  while (!status && row != PINCITE__NO_ROW) {
    if (visitor->looks_at(visitor->data, row))
      status = tell_passage(index, term, cursor, visitor, err);
    if (!status)
      status = pincite__postings_cursor_next(cursor, &row, err);
  }
  pincite__postings_cursor_close(cursor);
  return status;
}

static int keep_term(pincite_str term, void *to) {
  pincite_buf *terms = to;
  pincite__buf_add(terms, term.at, term.len);
  pincite__buf_addc(terms, '\0');
  return terms->failed;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The terms in order: segment by segment they come several times. */
static const char **sort_terms(const pincite_buf *terms, size_t *count) {
  size_t most = 0, at = 0;
  for (size_t i = 0; i < terms->len; i++)
    most += terms->data[i] == '\0';
  const char **items = malloc((most + 1) * sizeof *items);
  if (!items)
    return NULL;
  for (size_t i = 0; i < most; i++) {
    items[i] = terms->data + at;
    at += strlen(items[i]) + 1;
  }
  qsort(items, most, sizeof *items, by_bytes);
  *count = 0;
  for (size_t i = 0; i < most; i++)
    if (i == 0 || strcmp(items[i], items[*count - 1]) != 0)
      items[(*count)++] = items[i];
  return items;
}

pincite_status pincite__concept_places(pincite_index *index, const char *prefix,
                                       size_t skip,
                                       const pincite_concept_visitor *visitor,
                                       pincite_error *err) {
  pincite_vocabulary vocabulary = pincite__vocabulary(index);
  const char **items = NULL;
  size_t count = 0;
  pincite_buf terms;
  pincite__buf_init(&terms, PINCITE__BUF_LIMIT);
  pincite_status status =
      vocabulary.list(vocabulary.data, pincite__str(prefix), keep_term, &terms, err);
  if (!status && !terms.failed)
    items = sort_terms(&terms, &count);
  if (!status && !items)
    status = pincite__no_memory(err);
  for (size_t i = 0; i < count && !status; i++) {
    pincite_str stored = pincite__str(items[i]);
    status = tell_term(index, stored, (pincite_str){stored.at + skip, stored.len - skip},
                       visitor, err);
  }
  free(items);
  pincite__buf_release(&terms);
  return status;
}
