/* SPDX-License-Identifier: MIT
 *
 * fts5.c - the peer that is plain FTS5: content stored, porter unicode61,
 * optimised, ORDER BY rank. See bench.h.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

typedef struct base {
  sqlite3 *db;
  sqlite3_stmt *statement, *filtered;
} base;

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    bench_die("%s: %s", sql, sqlite3_errmsg(db));
}

static void prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out) {
  if (sqlite3_prepare_v2(db, sql, -1, out, NULL) != SQLITE_OK)
    bench_die("%s: %s", sql, sqlite3_errmsg(db));
}

static void add(const bench_passage *passage, void *data) {
  base *to = data;
  const char *const values[] = {passage->title, passage->text, passage->id,
                                passage->source};
  for (int i = 0; i < 4; i++)
    sqlite3_bind_text(to->statement, i + 1, values[i], -1, SQLITE_STATIC);
  if (sqlite3_step(to->statement) != SQLITE_DONE)
    bench_die("insert: %s", sqlite3_errmsg(to->db));
  sqlite3_reset(to->statement);
}

static void build(const char *path, char **files, int count) {
  base to;
  remove(path);
  if (sqlite3_open(path, &to.db))
    bench_die("cannot make '%s'", path);
  run(to.db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
             "CREATE VIRTUAL TABLE t USING fts5(title, body, id UNINDEXED,"
             " source UNINDEXED, tokenize = 'porter unicode61'); BEGIN");
  prepare(to.db, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", &to.statement);
  bench_read(files, count, add, &to);
  run(to.db, "INSERT INTO t(t) VALUES ('optimize')");
  run(to.db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite3_finalize(to.statement);
  sqlite3_close(to.db);
}

static void write_query(const bench_question *question, char *out, size_t size) {
  if (!strcmp(question->kind, "and"))
    bench_join(question, " AND ", "\"", out, size);
  else if (!strcmp(question->kind, "phrase"))
    bench_join(question, " + ", "\"", out, size);
  else if (!strcmp(question->kind, "near"))
    snprintf(out, size, "NEAR(\"%s\" \"%s\", 9)", question->words[0], question->words[1]);
  else if (!strcmp(question->kind, "prefix"))
    snprintf(out, size, "\"%s\" *", question->words[0]);
  else
    bench_join(question, " OR ", "\"", out, size);
}

static bench_result ask(const bench_question *question, size_t k, void *data) {
  base *from = data;
  char query[2048];
  bench_result result = {0, 0};
  int filtered = !strcmp(question->kind, "filtered");
  sqlite3_stmt *statement = filtered ? from->filtered : from->statement;
  write_query(question, query, sizeof query);
  sqlite3_bind_text(statement, 1, query, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 2, (sqlite3_int64)k);
  if (filtered)
    sqlite3_bind_text(statement, 3, question->source, -1, SQLITE_STATIC);
  int rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
    if (result.hits++ == 0)
      result.top = -sqlite3_column_double(statement, 1);
  if (rc != SQLITE_DONE)
    bench_die("%s: %s", query, sqlite3_errmsg(from->db));
  sqlite3_reset(statement);
  return result;
}

int main(int argc, char **argv) {
  if (argc > 3 && !strcmp(argv[1], "build")) {
    build(argv[2], argv + 3, argc - 3);
    return 0;
  }
  if (argc != 6)
    bench_die("usage: fts5 build|ask ...");
  base from;
  if (sqlite3_open(argv[2], &from.db))
    bench_die("cannot open '%s'", argv[2]);
  run(from.db, "PRAGMA cache_size = -400000; PRAGMA mmap_size = 4000000000");
  prepare(from.db, "SELECT rowid, rank FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT ?2",
          &from.statement);
  prepare(from.db,
          "SELECT rowid, rank FROM t WHERE t MATCH ?1 AND source = ?3"
          " ORDER BY rank LIMIT ?2",
          &from.filtered);
  bench_ask(argv[3], strtoull(argv[4], NULL, 10), argv[5], ask, &from);
  sqlite3_finalize(from.statement);
  sqlite3_finalize(from.filtered);
  sqlite3_close(from.db);
  return 0;
}
