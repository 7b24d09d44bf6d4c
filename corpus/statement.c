/* SPDX-License-Identifier: MIT
 *
 * statement.c - every statement of the store as a named string, prepared when it
 * is first wanted.
 *
 * Inside the SQLite extension nothing stays prepared between calls: the host
 * must be able to close its connection.
 */
#include "store_private.h"

static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_META_GET] = "SELECT value FROM meta WHERE key = ?1",
    [STATEMENT_META_SET] = "INSERT INTO meta(key, value) VALUES(?1, ?2)"
                           " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    [STATEMENT_ARTICLE_AT] =
        "SELECT id, block, place, length, count, input, published, source, author"
        " FROM article WHERE id <= ?1 ORDER BY id DESC LIMIT 1",
    [STATEMENT_ARTICLE_ADD] =
        "INSERT INTO article(id, block, place, length, count, input, published, source,"
        " author) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [STATEMENT_ARTICLE_DELETE] = "DELETE FROM article WHERE id = ?1",
    [STATEMENT_KEY_FIND] = "SELECT article FROM article_key WHERE key = ?1",
    [STATEMENT_KEY_ADD] = "INSERT INTO article_key(key, article) VALUES(?1, ?2)",
    [STATEMENT_KEY_DELETE] = "DELETE FROM article_key WHERE key = ?1 AND article = ?2",
    [STATEMENT_CUT_AT] =
        "SELECT start, length, zone, heading FROM passage_cut WHERE id = ?1",
    [STATEMENT_CUT_ADD] = "INSERT INTO passage_cut(id, article, start, length, zone,"
                          " heading) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [STATEMENT_CUT_DELETE] = "DELETE FROM passage_cut WHERE id >= ?1 AND id < ?2",
    [STATEMENT_TEXT_AT] = "SELECT id, dictionary, data FROM text_page WHERE id >= ?1"
                          " ORDER BY id LIMIT 1",
    [STATEMENT_TEXT_ADD] = "INSERT INTO text_page(id, records, dictionary, data)"
                           " VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_TEXT_LAST] =
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'text_page'",
    [STATEMENT_TEXT_RELEASE] = "UPDATE text_page SET records = records - 1 WHERE id = ?1"
                               " RETURNING records",
    [STATEMENT_TEXT_DELETE] = "DELETE FROM text_page WHERE id = ?1",
    [STATEMENT_DICTIONARY_GET] = "SELECT bytes FROM dictionary WHERE id = ?1",
    [STATEMENT_DICTIONARY_ADD] =
        "INSERT INTO dictionary(id, trained_at, bytes) VALUES(?1, ?2, ?3)",
    [STATEMENT_DICTIONARY_LAST] =
        "SELECT id, trained_at FROM dictionary ORDER BY id DESC LIMIT 1",
    [STATEMENT_SOURCE_FIND] = "SELECT id FROM source WHERE folded = ?1",
    [STATEMENT_SOURCE_ADD] = "INSERT INTO source(folded, name) VALUES(?1, ?2)",
    [STATEMENT_SOURCE_PASSAGES] = "SELECT id, count FROM article WHERE source = ?1",
    [STATEMENT_AUTHOR_FIND] = "SELECT id FROM author WHERE folded = ?1",
    [STATEMENT_AUTHOR_ADD] = "INSERT INTO author(folded, name) VALUES(?1, ?2)",
    [STATEMENT_ROOT_FIND] = "SELECT id FROM root WHERE path = ?1",
    [STATEMENT_ROOT_ADD] = "INSERT INTO root(path) VALUES(?1)",
    [STATEMENT_INPUT_FIND] = "SELECT id, size, mtime, inode, hash, state, articles, reason,"
                             " detail, uri FROM input WHERE root = ?1 AND uri = ?2",
    [STATEMENT_INPUT_SET] =
        "INSERT INTO input(root, uri, size, mtime, inode, hash, state, reason, detail,"
        " articles, generation) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        " ON CONFLICT(root, uri) DO UPDATE SET size = excluded.size,"
        " mtime = excluded.mtime, inode = excluded.inode, hash = excluded.hash,"
        " state = excluded.state, reason = excluded.reason, detail = excluded.detail,"
        " articles = excluded.articles, generation = excluded.generation RETURNING id",
    [STATEMENT_INPUT_LIST] = "SELECT id, size, mtime, inode, hash, state, articles, reason,"
                             " detail, uri FROM input WHERE root = ?1 ORDER BY uri",
    [STATEMENT_INPUT_URI] = "SELECT uri FROM input WHERE id = ?1",
    [STATEMENT_FAULT_LIST] = "SELECT line, reason, detail FROM fault WHERE input = ?1"
                             " ORDER BY line, reason",
    [STATEMENT_FAULT_CLEAR] = "DELETE FROM fault WHERE input = ?1",
    [STATEMENT_FAULT_ADD] = "INSERT OR REPLACE INTO fault(input, line, reason, detail)"
                            " VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_FAULT_ANY] = "SELECT EXISTS (SELECT 1 FROM fault WHERE input = ?1"
                            " AND reason <> 'blank' AND ?2 = '')",
    [STATEMENT_FAULT_COUNT] =
        "SELECT count(*) FROM fault JOIN input ON input.id = fault.input WHERE root = ?1"
        " AND fault.reason <> 'blank' AND (?2 = '' OR uri = ?2"
        " OR substr(uri, 1, length(?2) + 1) = ?2 || '/')",
    [STATEMENT_RANGE_LIST] = "SELECT first, last FROM input_range WHERE input = ?1",
    [STATEMENT_RANGE_CLEAR] = "DELETE FROM input_range WHERE input = ?1",
    [STATEMENT_RANGE_ADD] =
        "INSERT INTO input_range(input, first, last) VALUES(?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
    [STATEMENT_RANGE_ARTICLES] =
        "SELECT DISTINCT article.id FROM input_range JOIN article"
        " ON article.id BETWEEN first AND last"
        " WHERE input_range.input = ?1 AND article.input = ?1 ORDER BY article.id",
    [STATEMENT_LEDGER_COUNTS] =
        "SELECT count(*) FILTER (WHERE state <> 'gone'),"
        " count(*) FILTER (WHERE state = 'skipped'),"
        " count(*) FILTER (WHERE state = 'failed'), (SELECT count(*) FROM fault WHERE reason <> 'blank') FROM input",
    [STATEMENT_SKETCH_GET] = "SELECT bytes FROM sketch WHERE id = ?1",
    [STATEMENT_SKETCH_SET] = "INSERT INTO sketch(id, bytes) VALUES(?1, ?2)"
                             " ON CONFLICT(id) DO UPDATE SET bytes = excluded.bytes",
    [STATEMENT_SKETCH_DELETE] = "DELETE FROM sketch WHERE id = ?1",
    [STATEMENT_FAMILY_OF] = "SELECT family FROM family WHERE article = ?1",
    [STATEMENT_FAMILY_ANY] = "SELECT 1 FROM family LIMIT 1",
    [STATEMENT_FAMILY_MEMBERS] =
        "SELECT article FROM family WHERE family = ?1 ORDER BY article",
    [STATEMENT_FAMILY_JOIN] = "INSERT INTO family(article, family) VALUES(?1, ?2)",
    [STATEMENT_FAMILY_MERGE] = "UPDATE family SET family = ?2 WHERE family = ?1",
    [STATEMENT_FAMILY_LEAVE] = "DELETE FROM family WHERE article = ?1",
    [STATEMENT_LINE_GET] = "SELECT bytes FROM line WHERE id = ?1",
    [STATEMENT_LINE_SET] = "INSERT INTO line(id, bytes) VALUES(?1, ?2)"
                           " ON CONFLICT(id) DO UPDATE SET bytes = excluded.bytes",
    [STATEMENT_LINE_DELETE] = "DELETE FROM line WHERE id = ?1",
    [STATEMENT_LINE_SOURCE_GET] =
        "SELECT articles, learnt, touched FROM line_source WHERE source = ?1",
    [STATEMENT_LINE_SOURCE_SET] = "INSERT OR REPLACE INTO line_source(source, articles,"
                                  " learnt, touched) VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_LINE_SOURCE_DELETE] = "DELETE FROM line_source WHERE source = ?1",
    [STATEMENT_LINE_SOURCE_TOUCHED] =
        "SELECT source FROM line_source WHERE touched IS NOT NULL ORDER BY source",
    [STATEMENT_DIVIDED_LIST] = "SELECT passage, zone, joined FROM divided"
                               " WHERE passage >= ?1 AND passage < ?2 ORDER BY passage",
    [STATEMENT_DIVIDED_ADD] =
        "INSERT INTO divided(passage, zone, joined) VALUES(?1, ?2, ?3)",
    [STATEMENT_DIVIDED_CLEAR] = "DELETE FROM divided WHERE passage >= ?1 AND passage < ?2",
    [STATEMENT_FTS_ADD] =
        "INSERT INTO passage_fts(rowid, title, heading, body) VALUES(?1, ?2, ?3, ?4)",
    [STATEMENT_FTS_DELETE] = "INSERT INTO passage_fts(passage_fts, rowid, title, heading,"
                             " body) VALUES('delete', ?1, ?2, ?3, ?4)",
};

sqlite3_stmt *pincite__statement(pincite_store *store, pincite_statement which,
                                 pincite_error *err) {
  sqlite3_stmt *statement = store->statements[which];
  if (statement)
    return statement;
  unsigned flags = store->owns_db ? SQLITE_PREPARE_PERSISTENT : 0;
  int rc = sqlite3_prepare_v3(store->db, sql[which], -1, flags, &statement, NULL);
  if (rc != SQLITE_OK) {
    pincite__store_failed(store, "prepare a statement", err);
    return NULL;
  }
  if (store->owns_db)
    store->statements[which] = statement;
  return statement;
}

void pincite__statement_done(pincite_store *store, sqlite3_stmt *statement) {
  if (!statement)
    return;
  if (store->owns_db) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  } else {
    sqlite3_finalize(statement);
  }
}

void pincite__statements_release(pincite_store *store) {
  for (int i = 0; i < STATEMENT_COUNT; i++) {
    sqlite3_finalize(store->statements[i]);
    store->statements[i] = NULL;
  }
}

pincite_status pincite__store_number(pincite_store *store, const char *text, int64_t *value,
                                     pincite_error *err) {
  sqlite3_stmt *statement = NULL;
  pincite_status status = PINCITE_OK;
  if (sqlite3_prepare_v2(store->db, text, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    *value = sqlite3_column_int64(statement, 0);
  else
    status = pincite__store_failed(store, "measure the index", err);
  sqlite3_finalize(statement);
  return status;
}
