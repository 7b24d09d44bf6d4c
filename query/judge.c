/* SPDX-License-Identifier: MIT
 *
 * judge.c - is a passage that has the terms of the question a match?
 *
 * Reading it tells, at the price of a block of text. When the first few dozen did
 * not settle the answer, and FTS5 can decide the question by itself, it is asked
 * once for all that match, and no more text is read.
 */
#include <stdlib.h>

#include "../corpus/source_rows.h"
#include "hits.h"

/* Texts read before FTS5 is asked. */
#define LOOKS 48

pincite_status pincite__judge_text(struct pincite_hits *hits, uint32_t rowid, int *yes,
                                   pincite_error *err) {
  pincite_status status =
      pincite__passage_text(hits->index->store, rowid, &hits->passage, err);
  if (status)
    return status;
  pincite_subject subject = pincite__subject(&hits->passage);
  *yes = pincite__match(hits->matcher, &subject);
  return *yes < 0 ? pincite__no_memory(err) : PINCITE_OK;
}

pincite_status pincite__judge_places(uint32_t rowid, const pincite_rank_found *found,
                                     int *yes, void *data, pincite_error *err) {
  struct pincite_hits *hits = data;
  *yes = found->fields_known ? pincite__match_places(hits->matcher, &hits->places, found)
                             : 2;
  if (*yes < 0)
    return pincite__no_memory(err);
  if (*yes == 2 && hits->places.say == PINCITE_PLACES_DECIDE)
    return pincite__judge_text(hits, rowid, yes, err);
  return PINCITE_OK;
}

static pincite_status find_admitted(struct pincite_hits *hits, const pincite_buf *match,
                                    pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  sqlite3 *db = pincite__store_db(hits->index->store);
  pincite_postings_totals totals;
  pincite__postings_totals(hits->index->postings, &totals);
  hits->admitted_rows = totals.last_rowid + 1;
  hits->admitted = calloc(hits->admitted_rows / 64 + 1, sizeof *hits->admitted);
  if (!hits->admitted)
    return pincite__no_memory(err);
  int rc = sqlite3_prepare_v2(
      db, "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?1", -1, &rows, NULL);
  if (rc == SQLITE_OK) {
    sqlite3_bind_text64(rows, 1, match->data, match->len, SQLITE_STATIC, SQLITE_UTF8);
    while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
      uint64_t row = (uint64_t)sqlite3_column_int64(rows, 0);
      if (row < hits->admitted_rows)
        hits->admitted[row / 64] |= (uint64_t)1 << row % 64;
    }
  }
  pincite_status status = rc == SQLITE_DONE
                              ? PINCITE_OK
                              : pincite__store_failed(hits->index->store, "search", err);
  sqlite3_finalize(rows);
  return status;
}

static pincite_status ask_index(struct pincite_hits *hits, pincite_error *err) {
  pincite_buf match;
  bool exact = false;
  pincite__buf_init(&match, PINCITE__BUF_LIMIT);
  pincite_fts_detail detail;
  pincite_status status = pincite__fts_detail(hits->index->store, &detail, err);
  if (status)
    return status;
  pincite_narrowing narrowing =
      pincite__question_narrow(hits->question, detail, &match, &exact);
  status = match.failed ? pincite__no_memory(err) : PINCITE_OK;
  if (!status && narrowing == PINCITE_NARROW_SOME && exact)
    status = find_admitted(hits, &match, err);
  pincite__buf_release(&match);
  return status;
}

pincite_status pincite__judge(uint32_t rowid, int *yes, void *data, pincite_error *err) {
  struct pincite_hits *hits = data;
  pincite_passage_row row;
  if (!pincite__filter_is_new(&hits->filter, rowid)) {
    *yes = 0;
    return PINCITE_OK;
  }
  pincite_status status = pincite__passage_row(hits->index->store, rowid, &row, err);
  if (status)
    return status;
  pincite__source_rows_count(&hits->index->source_rows, hits->index->store,
                             hits->filter.source);
  *yes = pincite__filter_admits(&hits->filter, &row) &&
         pincite__question_admits(hits->question, row.zone, row.published);
  if (!*yes || !hits->verify)
    return PINCITE_OK;
  if (++hits->judged == LOOKS)
    status = ask_index(hits, err);
  if (!status && hits->admitted)
    *yes = rowid < hits->admitted_rows && hits->admitted[rowid / 64] >> rowid % 64 & 1;
  else if (!status)
    status = pincite__judge_text(hits, rowid, yes, err);
  return status;
}
