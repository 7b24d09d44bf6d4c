/* SPDX-License-Identifier: MIT
 *
 * verify_text.c - is the stored text whole, and are articles and passages in it?
 */
#include <stdlib.h>
#include <string.h>

#include "verify.h"

static pincite_status count_blocks(pincite_check *check, pincite_error *err) {
  int64_t last = 0;
  pincite_status status = pincite__check_number(
      check, "SELECT coalesce(max(id), 0) FROM text_page", &last, err);
  if (status)
    return status;
  if (last < 0 || last > INT32_MAX)
    return pincite__fail(err, PINCITE_ECORRUPT,
                         "the number of the last text block is absurd");
  check->block_count = (size_t)last + 1;
  check->blocks = calloc(check->block_count, sizeof *check->blocks);
  return check->blocks ? PINCITE_OK : pincite__no_memory(err);
}

/* Note one block of a row and read it. */
static pincite_status check_block(pincite_check *check, int64_t id, int64_t row,
                                  const pincite_page_entry *entry, pincite_buf *text,
                                  pincite_error *err) {
  pincite_checked_block *block = &check->blocks[id];
  *block = (pincite_checked_block){.size = (uint32_t)entry->size,
                                   .row = (uint32_t)row,
                                   .records = block->records};
  if (entry->size == 0)
    return PINCITE_OK;
  check->report.blocks++;
  pincite__buf_clear(text);
  return pincite__check_damage(
      check, err, "text", pincite__block_read(check->store, id, 0, entry->size, text, err));
}

/* *cut: the last block of the row before, when it goes on in this one; then the same
   of this row. */
static pincite_status check_row(pincite_check *check, sqlite3_stmt *stored, int64_t *cut,
                                pincite_buf *text, pincite_error *err) {
  int64_t row = sqlite3_column_int64(stored, 0), records = sqlite3_column_int64(stored, 1);
  int64_t before = *cut;
  pincite_text_page page;
  pincite_page_entry entry = {0};
  *cut = 0;
  if (records <= 0 || row <= 0 ||
      !pincite__text_page_read(row, sqlite3_column_blob(stored, 2),
                               (size_t)sqlite3_column_bytes(stored, 2), &page))
    return pincite__check_found(check, err, "text", "row %lld of the text is damaged",
                                (long long)row);
  check->blocks[row].records = (uint32_t)records;
  if (before && before + 1 == page.first)
    check->blocks[before].next = (uint32_t)row;
  pincite_status status = PINCITE_OK;
  for (int64_t id = page.first; !status && id <= row; id++) {
    if (!pincite__text_page_entry(&page, id, &entry))
      return pincite__check_found(check, err, "text", "text block %lld is damaged",
                                  (long long)id);
    status = check_block(check, id, row, &entry, text, err);
  }
  *cut = entry.here < entry.packed ? row : 0;
  return status;
}

pincite_status pincite__check_blocks(pincite_check *check, pincite_error *err) {
  pincite_store *store = check->store;
  sqlite3_stmt *row = NULL;
  pincite_buf text;
  int64_t cut = 0;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite_status status = count_blocks(check, err);
  int rc = status ? SQLITE_DONE
                  : sqlite3_prepare_v2(store->db,
                                       "SELECT id, records, data FROM text_page ORDER BY id",
                                       -1, &row, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(row)) == SQLITE_ROW)
    status = check_row(check, row, &cut, &text, err);
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the text", err);
  sqlite3_finalize(row);
  pincite__buf_release(&text);
  return status;
}

/* ---- articles ------------------------------------------------------------------ */

/* Tick the article off in every row that a block of it has bytes in. */
static bool tick_blocks(pincite_check *check, const pincite_article_row *row) {
  size_t left = row->head + row->length, offset = row->offset;
  for (int64_t id = row->block; left; id++, offset = 0) {
    if (id <= 0 || id >= (int64_t)check->block_count || offset >= check->blocks[id].size)
      return false;
    const pincite_checked_block *block = &check->blocks[id];
    size_t part = block->size - offset;
    left -= part < left ? part : left;
    check->blocks[block->row].records--;
    if (block->next)
      check->blocks[block->next].records--;
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
    if (check->blocks[i].records && !wrong++)
      first = i;
  if (!wrong)
    return PINCITE_OK;
  return pincite__check_found(check, err, "text",
                              "%zu rows of text do not hold as many articles as they say; "
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
