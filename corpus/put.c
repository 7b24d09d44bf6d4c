/* SPDX-License-Identifier: MIT
 *
 * put.c - storing and removing articles.
 *
 * An article goes into the text, the tables, FTS5 and the postings together, inside the
 * writer's transaction.
 */
#include <string.h>

#include "boilerplate.h"
#include "family.h"
#include "prepared.h"
#include "store_private.h"

static pincite_status step(pincite_store *store, sqlite3_stmt *statement,
                           const char *what, pincite_error *err) {
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, what, err);
}

/* ---- removing -------------------------------------------------------------- */

static pincite_status delete_rows(pincite_store *store, const pincite_article_row *row,
                                  pincite_str id, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_KEY_DELETE, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, pincite__id_key(id));
  sqlite3_bind_int64(statement, 2, row->rowid);
  pincite_status status = step(store, statement, "remove an article", err);
  if (!status && !row->whole) {
    statement = pincite__statement(store, STATEMENT_CUT_DELETE, err);
    if (!statement)
      return pincite__no_statement(store);
    sqlite3_bind_int64(statement, 1, row->rowid);
    sqlite3_bind_int64(statement, 2, row->rowid + (int64_t)row->count);
    status = step(store, statement, "remove passages", err);
  }
  if (status)
    return status;
  statement = pincite__statement(store, STATEMENT_ARTICLE_DELETE, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, row->rowid);
  return step(store, statement, "remove an article", err);
}

pincite_status pincite__article_remove(pincite_store *store, int64_t rowid,
                                       pincite_error *err) {
  pincite_article_row row;
  pincite_stored_article article;
  pincite__stored_article_init(&article);
  pincite_status status = pincite__article_row(store, rowid, &row, err);
  if (!status)
    status = pincite__article_load(store, rowid, &article, err);
  if (!status)
    status = pincite__family_removed(store, rowid, row.count, article.text, err);
  if (!status)
    status = pincite__boilerplate_removed(store, rowid, row.count, row.source,
                                          article.text, err);
  if (!status)
    status = pincite__passages_remove(store, &row, err);
  if (!status)
    status = delete_rows(store, &row, article.fields[PINCITE_FIELD_ID], err);
  if (!status)
    status = pincite__block_free(store, row.block, row.offset, row.head + row.length, err);
  if (!status)
    pincite__totals_count(&store->totals, &row, pincite__buf_view(&article.record), -1);
  pincite__stored_article_release(&article);
  return status;
}

/* ---- adding ---------------------------------------------------------------- */

static pincite_status add_article_row(pincite_store *store, const pincite_article_row *row,
                                      pincite_str id, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_ARTICLE_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, row->rowid);
  sqlite3_bind_int64(statement, 2, row->block);
  sqlite3_bind_int64(statement, 3,
                     (int64_t)(row->head << PINCITE__PLACE_BITS | row->offset));
  sqlite3_bind_int64(statement, 4, (int64_t)row->length);
  sqlite3_bind_int64(statement, 5, row->whole ? 0 : (int64_t)row->count);
  if (row->input)
    sqlite3_bind_int64(statement, 6, row->input);
  if (row->published)
    sqlite3_bind_int64(statement, 7, row->published);
  if (row->source)
    sqlite3_bind_int64(statement, 8, row->source);
  if (row->author)
    sqlite3_bind_int64(statement, 9, row->author);
  pincite_status status = step(store, statement, "add an article", err);
  if (status)
    return status;
  statement = pincite__statement(store, STATEMENT_KEY_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, pincite__id_key(id));
  sqlite3_bind_int64(statement, 2, row->rowid);
  return step(store, statement, "add an article", err);
}

/* Is the stored article the same, record and passages? */
static pincite_status is_same(pincite_store *store, int64_t rowid, pincite_str record,
                              const pincite_cut *cuts, size_t count, bool *same,
                              pincite_error *err) {
  pincite_stored_article article;
  pincite_cuts had = {0};
  pincite__stored_article_init(&article);
  pincite_status status = pincite__article_load(store, rowid, &article, err);
  *same = !status && pincite__str_equal(pincite__buf_view(&article.record), record);
  if (*same)
    status = pincite__cuts_read(store, rowid, article.passage_count, &had, err);
  *same = *same && !status && had.count == count;
  for (size_t i = 0; *same && i < count; i++)
    *same = had.items[i].start == cuts[i].start && had.items[i].length == cuts[i].length &&
            had.items[i].zone == cuts[i].zone && had.items[i].heading == cuts[i].heading;
  pincite__cuts_release(&had);
  pincite__stored_article_release(&article);
  return status;
}

/* Does the article belong to another input than the one that brings it now? */
static pincite_status is_taken(pincite_store *store, int64_t rowid, int64_t input,
                               bool *taken, pincite_put *put, pincite_error *err) {
  pincite_article_row row;
  pincite_status status = pincite__article_row(store, rowid, &row, err);
  if (!status) {
    *taken = input && row.input && row.input != input;
    put->owner = row.input;
  }
  return status;
}

static pincite_status add_to_families(pincite_store *store, int64_t rowid, pincite_str text,
                                      const pincite_cut *cuts, size_t count,
                                      const pincite_prepared *prepared,
                                      pincite_error *err) {
  if (prepared)
    return pincite__family_added(store, rowid, prepared->keys, prepared->key_count, err);
  pincite_shingles shingles = {0};
  uint32_t keys[PINCITE__KEYS_MAX];
  size_t key_count;
  bool done = pincite__family_sketch(&shingles, text, cuts, count, keys, &key_count);
  pincite__shingles_release(&shingles);
  return done ? pincite__family_added(store, rowid, keys, key_count, err)
              : pincite__no_memory(err);
}

/* Add an article whose id is free; its record is the fields and then the text. */
static pincite_status add(pincite_store *store, const pincite_stored_article *article,
                          const pincite_cut *cuts, size_t count,
                          pincite_prepared *prepared, int64_t input, int64_t *rowid,
                          pincite_error *err) {
  const pincite_str *fields = article->fields;
  pincite_str record = pincite__buf_view(&article->record);
  pincite_article_row row = {.rowid = store->totals.next_passage,
                             .head = record.len - article->text.len,
                             .length = article->text.len,
                             .input = input,
                             .published = pincite__day(fields[PINCITE_FIELD_PUBLISHED])};
  pincite_status status = pincite__name_keep(store, false, fields[PINCITE_FIELD_SOURCE],
                                             &row.source, err);
  if (!status)
    status =
        pincite__name_keep(store, true, fields[PINCITE_FIELD_AUTHOR], &row.author, err);
  const pincite_cut *whole = cuts;
  if (!status)
    status = pincite__boilerplate_divide(store, row.source, article->text,
                                         prepared ? &prepared->lines : NULL, &cuts, &count,
                                         err);
  if (cuts != whole)
    prepared = NULL; /* for other passages */
  row.count = count;
  row.whole = count == 1 && cuts[0].start == 0 && cuts[0].length == row.length &&
              cuts[0].zone == PINCITE_ZONE_BODY;
  if (!status)
    status = pincite__block_append(store, record, &row.block, &row.offset, err);
  if (!status)
    status = add_article_row(store, &row, fields[PINCITE_FIELD_ID], err);
  if (!status)
    status = pincite__passages_add(store, &row, article, cuts, prepared, err);
  if (!status)
    status = pincite__boilerplate_added(store, row.rowid, row.source, err);
  if (!status)
    status = add_to_families(store, row.rowid, article->text, cuts, count, prepared, err);
  if (status)
    return status;
  *rowid = row.rowid;
  store->totals.next_passage += (int64_t)count;
  pincite__totals_count(&store->totals, &row, record, 1);
  return PINCITE_OK;
}

static pincite_status put_article(pincite_store *store,
                                  const pincite_stored_article *article,
                                  const pincite_cut *cuts, size_t cut_count,
                                  pincite_prepared *prepared, int64_t input,
                                  pincite_put *put, pincite_error *err) {
  pincite_str bytes = pincite__buf_view(&article->record);
  pincite_status status = PINCITE_OK;
  int64_t old = 0, fresh = 0;
  bool same = false, taken = false;
  *put = (pincite_put){PINCITE_PUT_SAME, 0, 0};
  status = pincite__article_find(store, article->fields[PINCITE_FIELD_ID], &old, err);
  if (!status && old)
    status = is_taken(store, old, input, &taken, put, err);
  if (!status && old && !taken)
    status = is_same(store, old, bytes, cuts, cut_count, &same, err);
  /* An input makes what was added from memory its own. */
  same = same && (!input || put->owner == input);
  if (!status && old && !taken && !same)
    status = pincite__article_remove(store, old, err);
  if (!status && !taken && !same)
    status = add(store, article, cuts, cut_count, prepared, input, &fresh, err);
  if (!status) {
    put->rowid = fresh ? fresh : old;
    put->change = taken  ? PINCITE_PUT_TAKEN
                  : same ? PINCITE_PUT_SAME
                  : old  ? PINCITE_PUT_REPLACED
                         : PINCITE_PUT_ADDED;
  }
  return status;
}

pincite_status pincite__article_copy(pincite_store *store,
                                     const pincite_stored_article *article,
                                     const pincite_cut *cuts, size_t cut_count,
                                     int64_t input, pincite_put *put,
                                     pincite_error *err) {
  return put_article(store, article, cuts, cut_count, NULL, input, put, err);
}

pincite_status pincite__article_put(pincite_store *store,
                                    const pincite_document *document,
                                    const pincite_cut *cuts, size_t cut_count,
                                    pincite_prepared *prepared, int64_t input,
                                    pincite_put *put, pincite_error *err) {
  pincite_stored_article article;
  pincite__stored_article_init(&article);
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    article.fields[i] = pincite__document_get(document, (pincite_field)i);
  pincite__record_write(&article.record, document);
  pincite__buf_add(&article.record, document->text.data, document->text.len);
  article.text = (pincite_str){document->text.data, document->text.len};
  pincite_status status =
      article.record.failed
          ? pincite__no_memory(err)
          : put_article(store, &article, cuts, cut_count, prepared, input, put, err);
  pincite__stored_article_release(&article);
  return status;
}
