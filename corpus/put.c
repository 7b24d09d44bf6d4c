/* SPDX-License-Identifier: MIT
 *
 * put.c - storing and removing articles.
 *
 * An article goes into the text, the tables, FTS5 and the postings together, inside the
 * writer's transaction. Passages get rows that were never used before, so what
 * is derived from them can be append-only.
 */
#include <string.h>

#include "family.h"
#include "store_private.h"
#include "xapian_index.h"

static pincite_status step(pincite_store *store, sqlite3_stmt *statement,
                           const char *what, pincite_error *err) {
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, what, err);
}

static void bind_str(sqlite3_stmt *statement, int index, pincite_str text) {
  sqlite3_bind_text64(statement, index, text.at ? text.at : "", text.len, SQLITE_STATIC,
                      SQLITE_UTF8);
}

/* ---- the two engines --------------------------------------------------------- */

typedef struct feeder {
  pincite_postings_writer *writer;
  pincite_passage_field field;
} feeder;

static int feed(const pincite_token *token, void *data) {
  feeder *f = data;
  pincite__postings_token(f->writer, f->field, token);
  return 0;
}

/* Have the tokens of a field in store->tokens, unless they are those of this very
   text already, as a title's are from passage to passage. */
static bool tokenize(pincite_store *store, size_t field, pincite_str text) {
  pincite_tokens *tokens = &store->tokens[field];
  if (tokens->text.at == text.at && tokens->text.len == text.len && text.len)
    return true;
  return pincite__tokens_fill(tokens, store->analyser, text);
}

/* Texts are about to move: what their addresses meant is no longer so. */
static void forget_tokens(pincite_store *store) {
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    store->tokens[i].text = (pincite_str){0};
}

static pincite_status fts_change(pincite_store *store, pincite_statement which,
                                 const pincite_passage_text *passage, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, passage->row.rowid);
  bind_str(statement, 2, passage->title);
  bind_str(statement, 3, passage->heading);
  bind_str(statement, 4, passage->body);
  return step(store, statement, "index a passage", err);
}

static pincite_status postings_change(pincite_store *store, bool add,
                                      const pincite_passage_text *passage, uint32_t tie,
                                      pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (!store->postings)
    status = pincite__postings_writer_open(store->db, 0, &store->postings, err);
  if (status)
    return status;
  pincite_posting_passage row = {.rowid = (uint32_t)passage->row.rowid,
                                 .zone = passage->row.zone,
                                 .opens_article = passage->row.ordinal == 1,
                                 .tie = tie};
  if (add)
    pincite__postings_add(store->postings, &row);
  else
    pincite__postings_remove(store->postings, row.rowid);
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++) {
    feeder f = {store->postings, (pincite_passage_field)i};
    pincite__tokens_each(&store->tokens[i], feed, &f);
  }
  return pincite__postings_end(store->postings, err);
}

static pincite_status xapian_change(pincite_store *store, bool add,
                                    const pincite_passage_text *passage, uint32_t tie,
                                    pincite_error *err) {
  return add ? pincite__xapian_add(store, passage, tie, err)
             : pincite__xapian_remove(store, passage->row.rowid, err);
}

/* Add a passage to the engines, or remove it. */
static pincite_status change_passage(pincite_store *store, bool add,
                                     const pincite_passage_text *passage, uint32_t tie,
                                     pincite_error *err) {
  if (passage->row.rowid >= UINT32_MAX)
    return pincite__fail(err, PINCITE_EREFUSED,
                         "the index has had 4 billion passages; make a new one");
  if (!tokenize(store, PINCITE_PASSAGE_TITLE, passage->title) ||
      !tokenize(store, PINCITE_PASSAGE_HEADING, passage->heading) ||
      !tokenize(store, PINCITE_PASSAGE_BODY, passage->body))
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  if (store->engines & PINCITE__ENGINE_FTS5) {
    status = fts_change(store, add ? STATEMENT_FTS_ADD : STATEMENT_FTS_DELETE, passage, err);
    if (!status)
      status = postings_change(store, add, passage, tie, err);
  }
  if (!status && store->engines & PINCITE__ENGINE_XAPIAN)
    status = xapian_change(store, add, passage, tie, err);
  return status;
}

uint32_t pincite__tie_key(pincite_str id, uint32_t ordinal) {
  uint64_t hash = pincite__hash64(id.at, id.len) + ordinal * 0x9e3779b97f4a7c15U;
  return (uint32_t)(hash ^ hash >> 32);
}

/* ---- removing -------------------------------------------------------------- */

static pincite_status remove_passages(pincite_store *store, const pincite_article_row *row,
                                      pincite_error *err) {
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < row->count; i++) {
    forget_tokens(store);
    status = pincite__passage_text(store, row->rowid + (int64_t)i, &passage, err);
    if (!status)
      status = change_passage(store, false, &passage, 0, err);
  }
  forget_tokens(store);
  pincite__passage_text_release(&passage);
  return status;
}

static pincite_status delete_rows(pincite_store *store, const pincite_article_row *row,
                                  pincite_str id, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_KEY_DELETE, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, (int64_t)pincite__hash64(id.at, id.len));
  sqlite3_bind_int64(statement, 2, row->rowid);
  pincite_status status = step(store, statement, "remove an article", err);
  if (!status && !row->whole) {
    statement = pincite__statement(store, STATEMENT_CUT_DELETE, err);
    if (!statement)
      return PINCITE_EIO;
    sqlite3_bind_int64(statement, 1, row->rowid);
    sqlite3_bind_int64(statement, 2, row->rowid + (int64_t)row->count);
    status = step(store, statement, "remove passages", err);
  }
  if (status)
    return status;
  statement = pincite__statement(store, STATEMENT_ARTICLE_DELETE, err);
  if (!statement)
    return PINCITE_EIO;
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
    status = remove_passages(store, &row, err);
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
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, row->rowid);
  sqlite3_bind_int64(statement, 2, row->block);
  sqlite3_bind_int64(statement, 3, (int64_t)row->offset);
  sqlite3_bind_int64(statement, 4, (int64_t)row->head);
  sqlite3_bind_int64(statement, 5, (int64_t)row->length);
  sqlite3_bind_int64(statement, 6, row->whole ? 0 : (int64_t)row->count);
  if (row->input)
    sqlite3_bind_int64(statement, 7, row->input);
  if (row->published)
    sqlite3_bind_int64(statement, 8, row->published);
  if (row->source)
    sqlite3_bind_int64(statement, 9, row->source);
  if (row->author)
    sqlite3_bind_int64(statement, 10, row->author);
  pincite_status status = step(store, statement, "add an article", err);
  if (status)
    return status;
  statement = pincite__statement(store, STATEMENT_KEY_ADD, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, (int64_t)pincite__hash64(id.at, id.len));
  sqlite3_bind_int64(statement, 2, row->rowid);
  return step(store, statement, "add an article", err);
}

static pincite_status add_cut(pincite_store *store, int64_t article, size_t index,
                              const pincite_cut *cut, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_CUT_ADD, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, article + (int64_t)index);
  sqlite3_bind_int64(statement, 2, article);
  sqlite3_bind_int64(statement, 3, (int64_t)cut->start);
  sqlite3_bind_int64(statement, 4, (int64_t)cut->length);
  sqlite3_bind_int64(statement, 5, (int64_t)cut->zone);
  if (cut->heading >= 0)
    sqlite3_bind_int64(statement, 6, (int64_t)index - cut->heading);
  return step(store, statement, "add a passage", err);
}

static pincite_status add_passages(pincite_store *store, const pincite_article_row *row,
                                   const pincite_stored_article *article,
                                   const pincite_cut *cuts, pincite_error *err) {
  const char *text = article->text.at;
  pincite_passage_text passage = {.row = {.article = row->rowid, .published = row->published}};
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    passage.fields[i] = article->fields[i];
  passage.title = passage.fields[PINCITE_FIELD_TITLE];
  pincite_str id = passage.fields[PINCITE_FIELD_ID];
  pincite_status status = PINCITE_OK;
  forget_tokens(store);
  for (size_t i = 0; !status && i < row->count; i++) {
    const pincite_cut *cut = &cuts[i];
    passage.row.rowid = row->rowid + (int64_t)i;
    passage.row.ordinal = (uint32_t)i + 1;
    passage.row.start = cut->start;
    passage.row.length = cut->length;
    passage.row.zone = cut->zone;
    passage.body = (pincite_str){text + cut->start, cut->length};
    passage.heading = (pincite_str){text, 0};
    if (cut->heading >= 0)
      passage.heading = (pincite_str){text + cuts[cut->heading].start,
                                      cuts[cut->heading].length};
    if (!row->whole)
      status = add_cut(store, row->rowid, i, cut, err);
    if (!status)
      status = change_passage(store, true, &passage, pincite__tie_key(id, (uint32_t)i + 1), err);
  }
  forget_tokens(store);
  return status;
}

/* Is the stored article the same, record and passages? */
static pincite_status is_same(pincite_store *store, int64_t rowid, pincite_str record,
                              const pincite_cut *cuts, size_t count, bool *same,
                              pincite_error *err) {
  pincite_stored_article article;
  pincite__stored_article_init(&article);
  pincite_status status = pincite__article_load(store, rowid, &article, err);
  *same = !status && article.passage_count == count &&
          pincite__str_equal(pincite__buf_view(&article.record), record);
  for (size_t i = 0; !status && *same && i < count; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(store, rowid + (int64_t)i, &row, err);
    *same = !status && row.start == cuts[i].start && row.length == cuts[i].length &&
            row.zone == cuts[i].zone &&
            row.heading == (cuts[i].heading < 0 ? 0 : rowid + cuts[i].heading);
  }
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

/* Add an article whose id is free; its record is the fields and then the text. */
static pincite_status add(pincite_store *store, const pincite_stored_article *article,
                          const pincite_cut *cuts, size_t count, int64_t input,
                          int64_t *rowid, pincite_error *err) {
  const pincite_str *fields = article->fields;
  pincite_str record = pincite__buf_view(&article->record);
  pincite_article_row row = {.rowid = store->totals.next_passage,
                             .head = record.len - article->text.len,
                             .length = article->text.len,
                             .count = count,
                             .input = input,
                             .published = pincite__day(fields[PINCITE_FIELD_PUBLISHED])};
  row.whole = count == 1 && cuts[0].start == 0 && cuts[0].length == row.length &&
              cuts[0].zone == PINCITE_ZONE_BODY;
  pincite_status status = pincite__name_keep(store, false, fields[PINCITE_FIELD_SOURCE],
                                             &row.source, err);
  if (!status)
    status =
        pincite__name_keep(store, true, fields[PINCITE_FIELD_AUTHOR], &row.author, err);
  if (!status)
    status = pincite__block_append(store, record, &row.block, &row.offset, err);
  if (!status)
    status = add_article_row(store, &row, fields[PINCITE_FIELD_ID], err);
  if (!status)
    status = add_passages(store, &row, article, cuts, err);
  if (!status)
    status = pincite__family_added(store, row.rowid, article->text, cuts, count, err);
  if (status)
    return status;
  *rowid = row.rowid;
  store->totals.next_passage += (int64_t)count;
  pincite__totals_count(&store->totals, &row, record, 1);
  return PINCITE_OK;
}

pincite_status pincite__article_copy(pincite_store *store,
                                     const pincite_stored_article *article,
                                     const pincite_cut *cuts, size_t cut_count,
                                     int64_t input, pincite_put *put,
                                     pincite_error *err) {
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
    status = add(store, article, cuts, cut_count, input, &fresh, err);
  if (!status) {
    put->rowid = fresh ? fresh : old;
    put->change = taken  ? PINCITE_PUT_TAKEN
                  : same ? PINCITE_PUT_SAME
                  : old  ? PINCITE_PUT_REPLACED
                         : PINCITE_PUT_ADDED;
  }
  return status;
}

pincite_status pincite__article_put(pincite_store *store,
                                    const pincite_document *document,
                                    const pincite_cut *cuts, size_t cut_count,
                                    int64_t input, pincite_put *put,
                                    pincite_error *err) {
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
          : pincite__article_copy(store, &article, cuts, cut_count, input, put, err);
  pincite__stored_article_release(&article);
  return status;
}
