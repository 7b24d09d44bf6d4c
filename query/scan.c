/* SPDX-License-Identifier: MIT
 *
 * scan.c - FTS5 gives the passages that can match, in order; those are hits that
 * the filter and the evaluator admit. Xapian gives those that are.
 */
#include "scan.h"

#include <stdlib.h>

#include "xapian_search.h"

static pincite_status open_candidates(pincite_scan *scan, const pincite_buf *expression,
                                      bool some, pincite_error *err) {
  pincite_store *store = scan->hits->index->store;
  const char *sql = some ? "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?1"
                         : "SELECT id FROM passage ORDER BY id";
  if (sqlite3_prepare_v2(pincite__store_db(store), sql, -1, &scan->candidates, NULL) !=
      SQLITE_OK)
    return pincite__store_failed(store, "search", err);
  /* A copy: the statement outlives the expression. */
  if (some)
    sqlite3_bind_text64(scan->candidates, 1, expression->data, expression->len,
                        SQLITE_TRANSIENT, SQLITE_UTF8);
  return PINCITE_OK;
}

pincite_status pincite__scan_open(pincite_hits *hits, pincite_scan *scan,
                                  pincite_error *err) {
  pincite_buf expression;
  bool exact = false;
  *scan = (pincite_scan){.hits = hits};
  if (hits->index->shards)
    return pincite__fail(
        err, PINCITE_EINVAL,
        "facets, concordances and time lines are made of one index, not of "
        "shards: every hit would have to be fetched");
  if (hits->engine == PINCITE_BY_XAPIAN)
    return pincite__xapian_rows(hits, &scan->rows, &scan->count, err);
  pincite__buf_init(&expression, PINCITE__BUF_LIMIT);
  pincite_fts_detail detail;
  pincite_status status = pincite__fts_detail(hits->index->store, &detail, err);
  if (status)
    return status;
  pincite_narrowing narrowing =
      pincite__question_narrow(hits->question, detail, &expression, &exact);
  bool some = narrowing == PINCITE_NARROW_SOME;
  scan->exact = exact && some;
  status = expression.failed ? pincite__no_memory(err) : PINCITE_OK;
  if (!status && !scan->exact)
    status = pincite__places_walk_open(hits, &scan->places, err);
  if (!status && narrowing != PINCITE_NARROW_NONE)
    status = open_candidates(scan, &expression, some, err);
  pincite__buf_release(&expression);
  return status;
}

/* Is it a hit? */
static pincite_status look_at(pincite_scan *scan, int64_t rowid, bool text,
                              pincite_passage_row *row, int *yes, pincite_error *err) {
  pincite_hits *hits = scan->hits;
  *yes = 0;
  if (!pincite__filter_is_new(&hits->filter, rowid))
    return PINCITE_OK;
  pincite_status status = pincite__passage_row(hits->index->store, rowid, row, err);
  if (status)
    return status;
  *yes = pincite__filter_admits(&hits->filter, row) &&
         pincite__question_admits(hits->question, row->zone, row->published);
  if (*yes && !scan->exact)
    status = pincite__places_walk_admits(&scan->places, (uint32_t)rowid, yes, err);
  bool decided = scan->exact || pincite__places_walk_decides(&scan->places);
  return !status && *yes && (text || !decided)
             ? pincite__judge_text(hits, (uint32_t)rowid, yes, err)
             : status;
}

static pincite_status next_row(pincite_scan *scan, bool text, pincite_passage_row *row,
                               pincite_error *err) {
  int yes = 0;
  while (scan->next < scan->count) {
    uint32_t rowid = scan->rows[scan->next++];
    pincite_status status =
        pincite__passage_row(scan->hits->index->store, rowid, row, err);
    if (!status && text)
      status = pincite__judge_text(scan->hits, rowid, &yes, err);
    if (status || yes || !text)
      return status;
  }
  return PINCITE_DONE;
}

pincite_status pincite__scan_next(pincite_scan *scan, bool text, pincite_passage_row *row,
                                  pincite_error *err) {
  if (scan->rows)
    return next_row(scan, text, row, err);
  int rc = SQLITE_DONE, yes = 0;
  while (scan->candidates && (rc = sqlite3_step(scan->candidates)) == SQLITE_ROW) {
    int64_t rowid = sqlite3_column_int64(scan->candidates, 0);
    pincite_status status = look_at(scan, rowid, text, row, &yes, err);
    if (status || yes)
      return status;
  }
  return rc == SQLITE_DONE
             ? PINCITE_DONE
             : pincite__store_failed(scan->hits->index->store, "search", err);
}

void pincite__scan_close(pincite_scan *scan) {
  sqlite3_finalize(scan->candidates);
  scan->candidates = NULL;
  pincite__places_walk_close(&scan->places);
  free(scan->rows);
  scan->rows = NULL;
}

pincite_status pincite__scan_articles(pincite_hits *hits,
                                      bool (*each)(const pincite_found_article *article,
                                                   void *data),
                                      void *data, pincite_error *err) {
  pincite_scan scan;
  pincite_passage_row row;
  pincite_found_article found = {.passages = 0};
  bool kept = true;
  if (!hits->question->root)
    return PINCITE_OK;
  pincite_status status = pincite__scan_open(hits, &scan, err);
  while (!status && kept && !(status = pincite__scan_next(&scan, false, &row, err))) {
    if (found.passages && found.row.article != row.article) {
      kept = each(&found, data);
      found.passages = 0;
    }
    if (found.passages++ == 0)
      found.row = row;
  }
  pincite__scan_close(&scan);
  if (status != PINCITE_DONE && kept)
    return status;
  if (kept && found.passages)
    kept = each(&found, data);
  return kept ? PINCITE_OK : pincite__no_memory(err);
}
