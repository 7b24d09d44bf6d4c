/* SPDX-License-Identifier: MIT
 *
 * put_passages.c - the passages of an article on their way into the engines.
 *
 * Passages get rows that were never used before, so what is derived from them can be
 * append-only.
 */
#include "prepared.h"
#include "store_private.h"
#include "verify.h"
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

static void swap(pincite_tokens *a, pincite_tokens *b) {
  pincite_tokens was = *a;
  *a = *b;
  *b = was;
}

/* Have the tokens that were prepared of a passage in store->tokens; once more, and
   they are back. A heading is a passage itself. */
static void exchange_tokens(pincite_store *store, pincite_prepared *prepared,
                            const pincite_cut *cuts, size_t index) {
  int32_t heading = cuts[index].heading;
  swap(&store->tokens[PINCITE_PASSAGE_TITLE], &prepared->title);
  swap(&store->tokens[PINCITE_PASSAGE_BODY], &prepared->passages[index]);
  if (heading >= 0)
    swap(&store->tokens[PINCITE_PASSAGE_HEADING], &prepared->passages[heading]);
}

static pincite_status fts_change(pincite_store *store, pincite_statement which,
                                 const pincite_passage_text *passage, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, passage->row.rowid);
  bind_str(statement, 2, passage->title);
  bind_str(statement, 3, passage->heading);
  bind_str(statement, 4, passage->body);
  return step(store, statement, "index a passage", err);
}

/* Give the tokens at hand to the postings, and end the passage. */
static pincite_status feed_postings(pincite_store *store, pincite_postings_writer *writer,
                                    pincite_error *err) {
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    pincite__postings_words(writer, (pincite_passage_field)i, &store->tokens[i]);
  return pincite__postings_end(writer, err);
}

pincite_status pincite__passage_rank(pincite_store *store,
                                     const pincite_passage_text *passage,
                                     pincite_postings_writer *writer,
                                     pincite_error *err) {
  pincite_posting_passage row = {
      .rowid = (uint32_t)passage->row.rowid,
      .zone = passage->row.zone,
      .opens_article = passage->row.ordinal == 1,
      .tie = pincite__tie_key(passage->fields[PINCITE_FIELD_ID], passage->row.ordinal)};
  pincite__postings_add(writer, &row);
  return feed_postings(store, writer, err);
}

static pincite_status postings_change(pincite_store *store, bool add,
                                      const pincite_passage_text *passage,
                                      pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (!store->postings)
    status = pincite__postings_writer_open(
        store->db, pincite__share(store, PINCITE__SHARE_POSTINGS), &store->postings, err);
  if (status)
    return status;
  if (add)
    return pincite__passage_rank(store, passage, store->postings, err);
  pincite__postings_remove(store->postings, (uint32_t)passage->row.rowid);
  return feed_postings(store, store->postings, err);
}

static pincite_status xapian_change(pincite_store *store, bool add,
                                    const pincite_passage_text *passage,
                                    pincite_error *err) {
  return add ? pincite__xapian_add(store, passage, err)
             : pincite__xapian_remove(store, passage->row.rowid, err);
}

/* Add a passage to the engines, or remove it. */
static pincite_status change_passage(pincite_store *store, bool add,
                                     const pincite_passage_text *passage, pincite_error *err) {
  if (passage->row.rowid >= UINT32_MAX)
    return pincite__fail(err, PINCITE_EREFUSED,
                         "the index has had 4 billion passages; make a new one");
  if (!tokenize(store, PINCITE_PASSAGE_TITLE, passage->title) ||
      !tokenize(store, PINCITE_PASSAGE_HEADING, passage->heading) ||
      !tokenize(store, PINCITE_PASSAGE_BODY, passage->body))
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  if (store->engines & PINCITE__ENGINE_FTS5) {
    status = pincite__fts_share(store, err);
    if (!status)
      status = fts_change(store, add ? STATEMENT_FTS_ADD : STATEMENT_FTS_DELETE, passage, err);
    store->removed += !add;
    if (!status)
      status = postings_change(store, add, passage, err);
  }
  if (!status && store->engines & PINCITE__ENGINE_XAPIAN)
    status = xapian_change(store, add, passage, err);
  return status;
}

uint32_t pincite__tie_key(pincite_str id, uint32_t ordinal) {
  uint64_t hash = pincite__hash64(id.at, id.len) + ordinal * 0x9e3779b97f4a7c15U;
  return (uint32_t)(hash ^ hash >> 32);
}

/* ---- the passages of an article ------------------------------------------------ */

pincite_status pincite__passages_remove(pincite_store *store,
                                        const pincite_article_row *row,
                                        pincite_error *err) {
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < row->count; i++) {
    forget_tokens(store);
    status = pincite__passage_text(store, row->rowid + (int64_t)i, &passage, err);
    if (!status)
      status = change_passage(store, false, &passage, err);
  }
  forget_tokens(store);
  pincite__passage_text_release(&passage);
  return status;
}

static pincite_status add_cut(pincite_store *store, int64_t article, size_t index,
                              const pincite_cut *cut, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_CUT_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, article + (int64_t)index);
  sqlite3_bind_int64(statement, 2, article);
  sqlite3_bind_int64(statement, 3, (int64_t)cut->start);
  sqlite3_bind_int64(statement, 4, (int64_t)cut->length);
  sqlite3_bind_int64(statement, 5, (int64_t)cut->zone);
  if (cut->heading >= 0)
    sqlite3_bind_int64(statement, 6, (int64_t)index - cut->heading);
  return step(store, statement, "add a passage", err);
}

pincite_status pincite__passages_add(pincite_store *store, const pincite_article_row *row,
                                     const pincite_stored_article *article,
                                     const pincite_cut *cuts, pincite_prepared *prepared,
                                     pincite_error *err) {
  const char *text = article->text.at;
  pincite_passage_text passage = {.row = {.article = row->rowid, .published = row->published}};
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    passage.fields[i] = article->fields[i];
  passage.title = passage.fields[PINCITE_FIELD_TITLE];
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
    if (prepared)
      exchange_tokens(store, prepared, cuts, i);
    if (!status)
      status = change_passage(store, true, &passage, err);
    if (prepared)
      exchange_tokens(store, prepared, cuts, i);
  }
  forget_tokens(store);
  return status;
}
