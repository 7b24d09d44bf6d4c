/* SPDX-License-Identifier: MIT
 *
 * schema.c - the tables of corpus.db, and whether a file is one.
 *
 * The stored format, number 5:
 *
 *   meta         key -> value: generation, totals, the fingerprint's sum
 *   dictionary   a preset dictionary for deflate; blocks name the one they use
 *   text_page    text, in blocks of 12-16 KB, compressed, several to a row: see
 *                block_page.c; a block of a number never changes, and no number is
 *                used twice
 *   article      id      rowid of its first passage; the others follow on it
 *                block   where its record begins; one that is longer than a block goes
 *                        on in the next ones
 *                place   the lower 14 bits: how many bytes into the block; above them
 *                        the bytes of the record's fields; 'length' bytes of text follow
 *                count   passages; 0: one, which is all of the text, zone body
 *   article_key  32 bits, signed, of a hash of the external id -> article (equal ones are
 *                told apart by the id in the record)
 *   passage_cut  passages of articles that have more than a whole one; 'heading'
 *                is how many rows before it its heading stands
 *   passage      all passages, as one view
 *   passage_text what FTS5 indexes: a view that inflates
 *   passage_fts  FTS5 over it, see fts_detail.c; the body comes first, since FTS5 spends two bytes a
 *                passage and term to name any other column than the first
 *   source, author  names, stored once
 *   sketch, family  which articles are one text in several versions: see
 *                family_keys.c
 *   line, line_source  lines of each source's articles, and which of them are
 *                boilerplate: see boilerplate_table.c
 *   divided      passages that were made of one that has such lines: see
 *                boilerplate_cuts.c
 *   root, input, fault, input_range   the ledger: see ledger.c
 *   postings_*   ranked postings: see postings_format.h
 *
 * Every page ends in a checksum: see pages.c
 *
 *   record := fields pages text
 *   fields := { length:varint bytes }  one for each pincite_field, in order
 *   pages  := nothing, or length:varint { bytes:varint page:varint }, see paging.c
 */
#include <string.h>

#include "store_private.h"

#define APPLICATION_ID 0x50494e43 /* "PINC" */

static const char ddl[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE dictionary(id INTEGER PRIMARY KEY, trained_at INTEGER, bytes BLOB);"
    "CREATE TABLE text_page(id INTEGER PRIMARY KEY AUTOINCREMENT, records INTEGER,"
    " dictionary INTEGER, data BLOB);"
    "CREATE TABLE article(id INTEGER PRIMARY KEY, block INTEGER, place INTEGER,"
    " length INTEGER, count INTEGER, input INTEGER, published INTEGER, source INTEGER,"
    " author INTEGER);"
    "CREATE TABLE article_key(key INTEGER, article INTEGER, PRIMARY KEY(key, article))"
    " WITHOUT ROWID;"
    "CREATE TABLE passage_cut(id INTEGER PRIMARY KEY, article INTEGER, start INTEGER,"
    " length INTEGER, zone INTEGER, heading INTEGER);"
    "CREATE TABLE source(id INTEGER PRIMARY KEY, folded TEXT UNIQUE, name TEXT);"
    "CREATE TABLE author(id INTEGER PRIMARY KEY, folded TEXT UNIQUE, name TEXT);"
    "CREATE VIEW passage(id, article, ordinal, start, length, zone, heading) AS"
    " SELECT id, article, id - article + 1, start, length, zone, id - heading"
    " FROM passage_cut"
    " UNION ALL SELECT id, id, 1, 0, length, 2, NULL FROM article WHERE count = 0;"
    "CREATE VIEW passage_text(id, body, title, heading) AS"
    " SELECT id, pincite_text(id, 'body'), pincite_text(id, 'title'),"
    " pincite_text(id, 'heading') FROM passage;"
    "CREATE TABLE sketch(id INTEGER PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE family(article INTEGER PRIMARY KEY, family INTEGER);"
    "CREATE INDEX family_members ON family(family);"
    "CREATE TABLE line(id INTEGER PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE line_source(source INTEGER PRIMARY KEY, articles INTEGER, learnt BLOB,"
    " touched BLOB);"
    "CREATE TABLE divided(passage INTEGER PRIMARY KEY, zone INTEGER, joined INTEGER);"
    "CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT UNIQUE);"
    "CREATE TABLE input(id INTEGER PRIMARY KEY, root INTEGER, uri TEXT, size INTEGER,"
    " mtime INTEGER, inode INTEGER, hash BLOB, state TEXT, reason TEXT, detail TEXT,"
    " articles INTEGER, generation INTEGER, UNIQUE(root, uri));"
    "CREATE TABLE fault(input INTEGER, line INTEGER, reason TEXT, detail TEXT,"
    " PRIMARY KEY(input, line, reason, detail)) WITHOUT ROWID;"
    "CREATE TABLE input_range(input INTEGER, first INTEGER, last INTEGER,"
    " PRIMARY KEY(input, first)) WITHOUT ROWID;";

static pincite_status pragma_int(pincite_store *store, const char *name, int64_t *value,
                                 pincite_error *err) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(store->db, name, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW) {
    sqlite3_finalize(statement);
    return pincite__store_failed(store, "read the header", err);
  }
  *value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return PINCITE_OK;
}

pincite_status pincite__schema_create(pincite_store *store, pincite_error *err) {
  char *text = sqlite3_mprintf("BEGIN IMMEDIATE; PRAGMA application_id = %d;"
                               " PRAGMA user_version = %d; %s",
                               APPLICATION_ID, PINCITE__FORMAT, ddl);
  if (!text)
    return pincite__no_memory(err);
  int rc = sqlite3_exec(store->db, text, NULL, NULL, NULL);
  sqlite3_free(text);
  pincite_status status = PINCITE_OK;
  if (rc != SQLITE_OK)
    status = pincite__store_failed(store, "make the tables", err);
  if (!status)
    status = pincite__fts_create(store, PINCITE__FTS_NONE, err);
  if (!status)
    status = pincite__postings_create(store->db, err);
  if (!status && sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "make the tables", err);
  if (!status)
    return PINCITE_OK;
  sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  return status;
}

pincite_status pincite__schema_check(pincite_store *store, bool may_create, bool *fresh,
                                     pincite_error *err) {
  int64_t application = 0, format = 0, tables = 0;
  pincite_status status = pragma_int(store, "PRAGMA application_id", &application, err);
  if (!status)
    status = pragma_int(store, "PRAGMA user_version", &format, err);
  if (!status)
    status = pragma_int(store, "SELECT count(*) FROM sqlite_schema", &tables, err);
  if (status)
    return status;
  const char *where = store->path ? store->path : ":memory:";
  if (application == 0 && tables == 0) {
    if (!may_create)
      return pincite__fail(err, PINCITE_ENOINDEX, "there is no index at '%s'", where);
    *fresh = true;
    return PINCITE_OK;
  }
  if (application != APPLICATION_ID)
    return pincite__fail(err, PINCITE_ENOINDEX,
                         "'%s' holds a database that is not an index of pincite's",
                         where);
  if (format != PINCITE__FORMAT)
    return pincite__fail(err, PINCITE_EVERSION,
                         "'%s' has format %lld and this pincite reads %d; %s", where,
                         (long long)format, PINCITE__FORMAT,
                         format > PINCITE__FORMAT
                             ? "update pincite, or index into another folder"
                             : "index again, into another folder");
  return PINCITE_OK;
}
