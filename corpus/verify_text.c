/* SPDX-License-Identifier: MIT
 *
 * verify_text.c - is the stored text whole, and are articles and passages in it?
 */
#include <stdlib.h>
#include <string.h>

#include "verify.h"

static pincite_status load_block_numbers(pincite_check *check, pincite_error *err) {
  int64_t last = 0;
  pincite_status status =
      pincite__check_number(check, "SELECT coalesce(max(id), 0) FROM block", &last, err);
  if (status)
    return status;
  if (last < 0 || last > INT32_MAX)
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the number of the last text block is absurd");
  check->block_count = (size_t)last + 1;
  check->block_records = calloc(check->block_count, sizeof *check->block_records);
  check->block_sizes = calloc(check->block_count, sizeof *check->block_sizes);
  return check->block_records && check->block_sizes ? PINCITE_OK
                                                    : pincite__no_memory(err);
}

pincite_status pincite__check_blocks(pincite_check *check, pincite_error *err) {
  pincite_store *store = check->store;
  sqlite3_stmt *row = NULL;
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite_status status = load_block_numbers(check, err);
  int rc = status ? SQLITE_DONE
                  : sqlite3_prepare_v2(store->db,
                                       "SELECT id, records, size FROM block ORDER BY id",
                                       -1, &row, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(row)) == SQLITE_ROW) {
    int64_t id = sqlite3_column_int64(row, 0), records = sqlite3_column_int64(row, 1);
    int64_t size = sqlite3_column_int64(row, 2);
    check->report.blocks++;
    pincite__buf_clear(&text);
    if (size <= 0 || records <= 0 || size > (int64_t)PINCITE__BLOCK_MAX ||
        id >= (int64_t)check->block_count || id <= 0) {
      status = pincite__check_found(check, err, "text", "text block %lld is damaged",
                                    (long long)id);
      continue;
    }
    check->block_records[id] = (uint32_t)records;
    check->block_sizes[id] = (uint32_t)size;
    status = pincite__check_damage(
        check, err, "text", pincite__block_read(store, id, 0, (size_t)size, &text, err));
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the text", err);
  sqlite3_finalize(row);
  pincite__buf_release(&text);
  return status;
}

/* ---- articles ------------------------------------------------------------------ */

/* Tick the article off in every block that it has bytes in. */
static bool tick_blocks(pincite_check *check, const pincite_article_row *row) {
  size_t left = row->head + row->length, offset = row->offset;
  for (int64_t id = row->block; left; id++, offset = 0) {
    if (id >= (int64_t)check->block_count || offset >= check->block_sizes[id])
      return false;
    size_t part = check->block_sizes[id] - offset;
    left -= part < left ? part : left;
    check->block_records[id]--;
  }
  return true;
}

/* Are the passages in order, and their headings before them? */
static pincite_status check_cuts(pincite_check *check, const pincite_article_row *article,
                                 pincite_error *err) {
  size_t end = 0;
  for (size_t i = 0; i < article->count; i++) {
    pincite_passage_row row, heading;
    int64_t rowid = article->rowid + (int64_t)i;
    pincite_status status = pincite__passage_row(check->store, rowid, &row, err);
    if (!status && row.heading)
      status = pincite__passage_row(check->store, row.heading, &heading, err);
    if (status)
      return status;
    if (row.start < end || row.article != article->rowid || row.ordinal != i + 1)
      return pincite__fail(err, PINCITE_ECORRUPT, "passage row %lld is out of order",
                           (long long)rowid);
    end = row.start + row.length;
  }
  return PINCITE_OK;
}

/* Do the columns that filters look at say what the record says? */
static pincite_status check_columns(pincite_check *check, const pincite_article_row *row,
                                    const pincite_stored_article *article,
                                    pincite_error *err) {
  int64_t found = 0, source = 0, author = 0;
  const pincite_str *fields = article->fields;
  pincite_status status =
      pincite__article_find(check->store, fields[PINCITE_FIELD_ID], &found, err);
  if (!status)
    status =
        pincite__name_source(check->store, fields[PINCITE_FIELD_SOURCE], &source, err);
  if (!status)
    status =
        pincite__name_author(check->store, fields[PINCITE_FIELD_AUTHOR], &author, err);
  if (status)
    return status;
  if (found != row->rowid)
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the article in row %lld is not found by its id",
                         (long long)row->rowid);
  if (source != row->source || author != row->author ||
      pincite__day(fields[PINCITE_FIELD_PUBLISHED]) != row->published)
    return pincite__fail(
        err, PINCITE_ECORRUPT,
        "the date, source or author of article '%.*s' is not the stored one",
        (int)fields[PINCITE_FIELD_ID].len, fields[PINCITE_FIELD_ID].at);
  return PINCITE_OK;
}

static pincite_status check_article(pincite_check *check, int64_t rowid, int64_t *next,
                                    pincite_stored_article *article, pincite_error *err) {
  pincite_article_row row;
  pincite_status status = pincite__article_row(check->store, rowid, &row, err);
  if (!status &&
      (rowid < *next || rowid + (int64_t)row.count > check->store->totals.next_passage))
    status = pincite__fail(err, PINCITE_ECORRUPT, "article row %lld overlaps another",
                           (long long)rowid);
  if (status)
    return status;
  *next = rowid + (int64_t)row.count;
  if (!tick_blocks(check, &row))
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the text of article row %lld is not where it should be",
                         (long long)rowid);
  status = pincite__article_load(check->store, rowid, article, err);
  if (!status)
    pincite__totals_count(&check->totals, &row, pincite__buf_view(&article->record), 1);
  if (!status)
    status = check_columns(check, &row, article, err);
  return status ? status : check_cuts(check, &row, err);
}

static pincite_status check_ticks(pincite_check *check, pincite_error *err) {
  size_t wrong = 0, first = 0;
  for (size_t i = 1; i < check->block_count; i++)
    if (check->block_records[i] && !wrong++)
      first = i;
  if (!wrong)
    return PINCITE_OK;
  return pincite__check_found(check, err, "text",
                              "%zu text blocks do not hold as many articles as they say; "
                              "the first is %zu",
                              wrong, first);
}

pincite_status pincite__check_articles(pincite_check *check, pincite_error *err) {
  sqlite3_stmt *row = NULL;
  pincite_stored_article article;
  uint64_t before = check->report.findings;
  int64_t next = 1;
  pincite__stored_article_init(&article);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(check->store->db, "SELECT id FROM article ORDER BY id", -1,
                              &row, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(row)) == SQLITE_ROW) {
    check->report.articles++;
    status = pincite__check_damage(
        check, err, "articles",
        check_article(check, sqlite3_column_int64(row, 0), &next, &article, err));
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(check->store, "read the articles", err);
  if (!status && check->report.findings == before)
    status = check_ticks(check, err);
  sqlite3_finalize(row);
  pincite__stored_article_release(&article);
  return status;
}
