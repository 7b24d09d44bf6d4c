/* SPDX-License-Identifier: MIT
 *
 * record.c - finding articles and passages and reading them.
 */
#include <stdlib.h>
#include <string.h>

#include "store_private.h"

pincite_day pincite__day(pincite_str published) {
  int32_t parts[3] = {0, 0, 0};
  size_t part = 0;
  for (size_t i = 0; i < published.len && part < 3; i++) {
    char c = published.at[i];
    if (c == '-')
      part++;
    else
      parts[part] = 10 * parts[part] + (c - '0');
  }
  return parts[0] * 10000 + parts[1] * 100 + parts[2];
}

void pincite__record_write(pincite_buf *out, const pincite_document *document) {
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite_str field = pincite__document_get(document, (pincite_field)i);
    pincite__buf_add_varint(out, field.len);
    pincite__buf_add(out, field.at, field.len);
  }
  if (document->mark_count == 0)
    return;
  pincite_buf pages;
  pincite__buf_init(&pages, PINCITE__BUF_LIMIT);
  pincite__paging_pack(document->marks, document->mark_count, &pages);
  pincite__buf_add_varint(out, pages.len);
  pincite__buf_add(out, pages.data, pages.len);
  out->failed = out->failed || pages.failed;
  pincite__buf_release(&pages);
}

bool pincite__record_read(pincite_str head, pincite_str *fields, pincite_str *pages) {
  const unsigned char *at = (const unsigned char *)head.at;
  const unsigned char *end = at + head.len;
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    uint64_t len;
    if (!pincite__get_varint(&at, end, &len) || len > (uint64_t)(end - at))
      return false;
    fields[i] = (pincite_str){(const char *)at, (size_t)len};
    at += len;
  }
  uint64_t len = 0;
  if (at < end && (!pincite__get_varint(&at, end, &len) || len == 0))
    return false;
  *pages = (pincite_str){(const char *)at, (size_t)len};
  return len == (uint64_t)(end - at);
}

static pincite_status missing(int64_t passage, pincite_error *err) {
  return pincite__fail(err, PINCITE_ENOTFOUND, "there is no passage in row %lld",
                       (long long)passage);
}

static bool plausible(const pincite_article_row *row) {
  return row->block > 0 && row->offset < PINCITE__BLOCK_MAX &&
         row->head <= PINCITE__FIELD_COUNT * (PINCITE__FIELD_LIMIT + 10) +
                          PINCITE__PAGE_LIMIT * 10 + 10 &&
         row->length <= PINCITE__TEXT_LIMIT && row->count <= row->length + 1;
}

pincite_status pincite__article_row(pincite_store *store, int64_t passage,
                                    pincite_article_row *row, pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_ARTICLE_AT, err);
  if (!found)
    return pincite__no_statement(store);
  sqlite3_bind_int64(found, 1, passage);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_step(found);
  if (rc == SQLITE_ROW) {
    int64_t place = sqlite3_column_int64(found, 2);
    int64_t count = sqlite3_column_int64(found, 4);
    *row = (pincite_article_row){.rowid = sqlite3_column_int64(found, 0),
                                 .block = sqlite3_column_int64(found, 1),
                                 .offset = (size_t)(place & PINCITE__PLACE_OFFSET),
                                 .head = (size_t)(place >> PINCITE__PLACE_BITS),
                                 .length = (size_t)sqlite3_column_int64(found, 3),
                                 .count = count ? (size_t)count : 1,
                                 .whole = count == 0,
                                 .input = sqlite3_column_int64(found, 5),
                                 .published = (pincite_day)sqlite3_column_int64(found, 6),
                                 .source = sqlite3_column_int64(found, 7),
                                 .author = sqlite3_column_int64(found, 8)};
    if (!plausible(row))
      status = pincite__fail(err, PINCITE_ECORRUPT, "article row %lld is damaged",
                             (long long)row->rowid);
    else if (passage - row->rowid >= (int64_t)row->count)
      status = missing(passage, err);
  } else {
    status = rc == SQLITE_DONE ? missing(passage, err)
                               : pincite__store_failed(store, "read an article", err);
  }
  pincite__statement_done(store, found);
  return status;
}

void pincite__stored_article_init(pincite_stored_article *article) {
  *article = (pincite_stored_article){0};
  pincite__buf_init(&article->record, PINCITE__BUF_LIMIT);
}

void pincite__stored_article_release(pincite_stored_article *article) {
  pincite__buf_release(&article->record);
}

static pincite_status load(pincite_store *store, const pincite_article_row *row,
                           pincite_stored_article *article, pincite_error *err) {
  if (article->rowid == row->rowid)
    return PINCITE_OK;
  article->rowid = 0;
  pincite__buf_clear(&article->record);
  pincite_status status = pincite__block_read(store, row->block, row->offset,
                                              row->head + row->length, &article->record, err);
  if (status)
    return status;
  pincite_str head = {article->record.data, row->head};
  if (!pincite__record_read(head, article->fields, &article->pages))
    return pincite__fail(err, PINCITE_ECORRUPT, "the record of article row %lld is damaged",
                         (long long)row->rowid);
  article->text = (pincite_str){article->record.data + row->head, row->length};
  article->passage_count = row->count;
  article->rowid = row->rowid;
  return PINCITE_OK;
}

pincite_status pincite__article_load(pincite_store *store, int64_t passage,
                                     pincite_stored_article *article,
                                     pincite_error *err) {
  pincite_article_row row = {0};
  pincite_status status = pincite__article_row(store, passage, &row, err);
  article->rowid = 0;
  return status ? status : load(store, &row, article, err);
}

/* Does the article in this row have this external id? */
static pincite_status has_id(pincite_store *store, int64_t rowid, pincite_str id,
                             bool *same, pincite_error *err) {
  pincite_stored_article article;
  pincite__stored_article_init(&article);
  pincite_status status = pincite__article_load(store, rowid, &article, err);
  if (!status)
    *same = pincite__str_equal(article.fields[PINCITE_FIELD_ID], id);
  pincite__stored_article_release(&article);
  return status;
}

pincite_status pincite__article_find(pincite_store *store, pincite_str id,
                                     int64_t *rowid, pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_KEY_FIND, err);
  if (!found)
    return pincite__no_statement(store);
  sqlite3_bind_int64(found, 1, pincite__id_key(id));
  pincite_status status = PINCITE_OK;
  int64_t result = 0;
  int rc = SQLITE_DONE;
  while (!status && result == 0 && (rc = sqlite3_step(found)) == SQLITE_ROW) {
    bool same = false;
    int64_t candidate = sqlite3_column_int64(found, 0);
    status = has_id(store, candidate, id, &same, err);
    if (same)
      result = candidate;
  }
  if (!status && rc != SQLITE_ROW && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "look for an article", err);
  pincite__statement_done(store, found);
  if (!status)
    *rowid = result;
  return status;
}

static pincite_status read_cut(pincite_store *store, const pincite_article_row *article,
                               int64_t rowid, pincite_passage_row *out,
                               pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_CUT_AT, err);
  if (!found)
    return pincite__no_statement(store);
  sqlite3_bind_int64(found, 1, rowid);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_step(found);
  if (rc == SQLITE_ROW) {
    out->start = (size_t)sqlite3_column_int64(found, 0);
    out->length = (size_t)sqlite3_column_int64(found, 1);
    out->zone = (pincite_zone)sqlite3_column_int64(found, 2);
    int64_t before = sqlite3_column_int64(found, 3);
    out->heading = before ? rowid - before : 0;
    if (out->start > article->length || out->length > article->length - out->start ||
        (unsigned)out->zone >= PINCITE__ZONE_COUNT || before < 0 ||
        before > rowid - article->rowid)
      status = pincite__fail(err, PINCITE_ECORRUPT, "passage row %lld is damaged",
                             (long long)rowid);
  } else {
    status = rc == SQLITE_DONE
                 ? pincite__fail(err, PINCITE_ECORRUPT, "passage row %lld is missing",
                                 (long long)rowid)
                 : pincite__store_failed(store, "read a passage", err);
  }
  pincite__statement_done(store, found);
  return status;
}

static pincite_status passage_of(pincite_store *store, const pincite_article_row *article,
                                 int64_t rowid, pincite_passage_row *out,
                                 pincite_error *err) {
  *out = (pincite_passage_row){.rowid = rowid,
                               .article = article->rowid,
                               .ordinal = (uint32_t)(rowid - article->rowid + 1),
                               .length = article->length,
                               .zone = PINCITE_ZONE_BODY,
                               .published = article->published,
                               .source = article->source,
                               .author = article->author};
  return article->whole ? PINCITE_OK : read_cut(store, article, rowid, out, err);
}

pincite_status pincite__passage_row(pincite_store *store, int64_t rowid,
                                    pincite_passage_row *row, pincite_error *err) {
  pincite_article_row article;
  pincite_passage_row found;
  pincite_status status = pincite__article_row(store, rowid, &article, err);
  if (!status)
    status = passage_of(store, &article, rowid, &found, err);
  if (!status)
    *row = found;
  return status;
}

void pincite__passage_text_init(pincite_passage_text *passage) {
  *passage = (pincite_passage_text){0};
  pincite__buf_init(&passage->bytes, PINCITE__BUF_LIMIT);
}

void pincite__passage_text_release(pincite_passage_text *passage) {
  pincite__buf_release(&passage->bytes);
}

/* Append 'len' bytes of an article's record from 'at' on, without inflating what
   lies before. A record that was split begins a block, and all but its last
   block hold PINCITE__BLOCK_TARGET bytes. */
static pincite_status read_part(pincite_store *store, const pincite_article_row *row,
                                size_t at, size_t len, pincite_buf *out,
                                pincite_error *err) {
  size_t record = row->head + row->length;
  if (row->offset + record <= PINCITE__BLOCK_MAX)
    return pincite__block_read(store, row->block, row->offset + at, len, out, err);
  size_t last = (record - PINCITE__BLOCK_MAX + PINCITE__BLOCK_TARGET - 1) /
                PINCITE__BLOCK_TARGET;
  size_t skip = at / PINCITE__BLOCK_TARGET < last ? at / PINCITE__BLOCK_TARGET : last;
  return pincite__block_read(store, row->block + (int64_t)skip,
                             at - skip * PINCITE__BLOCK_TARGET, len, out, err);
}

pincite_status pincite__passage_text(pincite_store *store, int64_t rowid,
                                     pincite_passage_text *passage,
                                     pincite_error *err) {
  pincite_article_row row;
  pincite_passage_row heading = {0};
  pincite_buf *bytes = &passage->bytes;
  pincite__buf_clear(bytes);
  pincite_status status = pincite__article_row(store, rowid, &row, err);
  if (!status)
    status = passage_of(store, &row, rowid, &passage->row, err);
  if (!status && passage->row.heading)
    status = passage_of(store, &row, passage->row.heading, &heading, err);
  if (!status)
    status = read_part(store, &row, 0, row.head, bytes, err);
  if (!status)
    status = read_part(store, &row, row.head + heading.start, heading.length, bytes, err);
  if (!status)
    status = read_part(store, &row, row.head + passage->row.start, passage->row.length,
                       bytes, err);
  if (status)
    return status;
  if (!pincite__record_read((pincite_str){bytes->data, row.head}, passage->fields,
                            &passage->pages))
    return pincite__fail(err, PINCITE_ECORRUPT, "the record of article row %lld is damaged",
                         (long long)row.rowid);
  passage->title = passage->fields[PINCITE_FIELD_TITLE];
  passage->heading = (pincite_str){bytes->data + row.head, heading.length};
  passage->body =
      (pincite_str){bytes->data + row.head + heading.length, passage->row.length};
  return PINCITE_OK;
}
