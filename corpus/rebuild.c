/* SPDX-License-Identifier: MIT
 *
 * rebuild.c - an index made anew from what another one has stored: for repairing it,
 * for compacting it, and for cutting it into shards, which differ in what may be
 * missing.
 *
 * The text, where the passages are cut, and the ledger are true and are copied;
 * everything else is made of them.
 */
#include "rebuild.h"
#include "xapian_index.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boilerplate.h"
#include "pages.h"
#include "xapian_shards.h"

/* Text that is gathered before it is committed. */
#define BATCH_BYTES ((uint64_t)64 << 20)

typedef struct work {
  pincite_rebuild *rebuild;
  pincite_stored_article article;
  pincite_cuts cuts;
  uint64_t bytes;
  pincite_positions positions;
  int64_t input, first, last; /* the range of articles at hand */
} work;

static pincite_status found(pincite_rebuild *rebuild, pincite_error *err,
                            const char *part, const char *fmt, ...) PINCITE__PRINTF(4, 5);

static pincite_status found(pincite_rebuild *rebuild, pincite_error *err,
                            const char *part, const char *fmt, ...) {
  char sentence[512];
  va_list args;
  va_start(args, fmt);
  vsnprintf(sentence, sizeof sentence, fmt, args);
  va_end(args);
  pincite_finding finding = {part, sentence};
  rebuild->findings++;
  if (rebuild->finding && rebuild->finding(&finding, rebuild->data))
    return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  return PINCITE_OK;
}

static pincite_status run(pincite_store *store, const char *sql, pincite_error *err) {
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK
             ? PINCITE_OK
             : pincite__store_failed(store, "write the new index", err);
}

/* ---- passages --------------------------------------------------------------------- */

static bool add_cut(work *w, size_t start, size_t length) {
  pincite_cuts *cuts = &w->cuts;
  if (!pincite__grow(&cuts->items, &cuts->capacity, cuts->count + 1, sizeof *cuts->items))
    return false;
  cuts->items[cuts->count++] = (pincite_cut){start, length, PINCITE_ZONE_BODY, -1};
  return true;
}

/* Where the passages were is not known any more: the paragraphs, until the input
   is read again. */
static pincite_status cut_paragraphs(work *w, pincite_error *err) {
  pincite_str text = w->article.text;
  w->cuts.count = 0;
  for (size_t at = 0; at < text.len;) {
    size_t end = at;
    while (end < text.len &&
           !(text.at[end] == '\n' && end + 1 < text.len && text.at[end + 1] == '\n'))
      end++;
    if (end > at && !add_cut(w, at, end - at))
      return pincite__no_memory(err);
    for (at = end; at < text.len && text.at[at] == '\n';)
      at++;
  }
  return PINCITE_OK;
}

/* ---- articles -----------------------------------------------------------------------
 */

/* Which articles came from an input is kept in ranges; its articles mostly follow on
   each other. */
static pincite_status end_range(work *w, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (w->input) {
    sqlite3_stmt *add = pincite__statement(w->rebuild->to, STATEMENT_RANGE_ADD, err);
    if (!add)
      return pincite__no_statement(w->rebuild->to);
    sqlite3_bind_int64(add, 1, w->input);
    sqlite3_bind_int64(add, 2, w->first);
    sqlite3_bind_int64(add, 3, w->last);
    if (sqlite3_step(add) != SQLITE_DONE)
      status = pincite__store_failed(w->rebuild->to, "write the ledger", err);
    pincite__statement_done(w->rebuild->to, add);
  }
  w->input = 0;
  return status;
}

static pincite_status note_range(work *w, int64_t input, int64_t rowid,
                                 pincite_error *err) {
  pincite_status status = input == w->input ? PINCITE_OK : end_range(w, err);
  if (w->input != input)
    w->first = rowid;
  w->input = input;
  w->last = rowid;
  return status;
}

static pincite_status set_pending(pincite_store *store, int64_t input,
                                  pincite_error *err) {
  char sql[80];
  snprintf(sql, sizeof sql, "UPDATE input SET state = 'pending' WHERE id = %lld",
           (long long)input);
  return run(store, sql, err);
}

static pincite_status commit_when_due(work *w, pincite_error *err) {
  if (w->bytes < BATCH_BYTES)
    return PINCITE_OK;
  w->bytes = 0;
  pincite_status status = pincite__store_commit(w->rebuild->to, err);
  return status ? status : pincite__store_begin(w->rebuild->to, err);
}

static bool is_damage(pincite_status status) {
  return status == PINCITE_ECORRUPT || status == PINCITE_ENOTFOUND ||
         status == PINCITE_EIO;
}

static pincite_status put_article(work *w, const pincite_article_row *row, bool anew,
                                  pincite_error *err) {
  pincite_rebuild *rebuild = w->rebuild;
  pincite_put put;
  pincite__positions_pass(&w->positions, (uint64_t)row->rowid,
                          (uint64_t)rebuild->to->totals.next_passage);
  pincite_status status = pincite__article_copy(rebuild->to, &w->article, w->cuts.items,
                                                w->cuts.count, row->input, &put, err);
  if (status)
    return status;
  if (put.change != PINCITE_PUT_ADDED)
    return found(rebuild, err, "articles",
                 "two articles have the same id; row %lld is lost",
                 (long long)row->rowid);
  rebuild->articles++;
  rebuild->passages += w->cuts.count;
  rebuild->cut_anew += anew;
  w->bytes += w->article.text.len;
  status = note_range(w, row->input, put.rowid, err);
  if (!status && anew && row->input)
    status = set_pending(rebuild->to, row->input, err);
  return status ? status : commit_when_due(w, err);
}

static bool belongs_elsewhere(const pincite_rebuild *rebuild, pincite_str id) {
  return rebuild->shard_count &&
         pincite__shard_of(id, rebuild->shard_count) != rebuild->shard;
}

static pincite_status copy_article(work *w, int64_t rowid, pincite_error *err) {
  pincite_rebuild *rebuild = w->rebuild;
  pincite_article_row row;
  pincite_error why = {PINCITE_OK, ""};
  bool anew = false;
  pincite_status status = pincite__article_row(rebuild->from, rowid, &row, &why);
  if (!status)
    status = pincite__article_load(rebuild->from, rowid, &w->article, &why);
  if (is_damage(status)) {
    rebuild->lost++;
    return found(rebuild, err, "articles", "the article in row %lld is lost: %s",
                 (long long)rowid, why.message);
  }
  if (!status && belongs_elsewhere(rebuild, w->article.fields[PINCITE_FIELD_ID])) {
    rebuild->elsewhere++;
    return PINCITE_OK;
  }
  if (!status) {
    status = pincite__cuts_read(rebuild->from, rowid, w->article.passage_count, &w->cuts,
                                &why);
    anew = is_damage(status);
  }
  if (anew) {
    pincite_str id = w->article.fields[PINCITE_FIELD_ID];
    status = cut_paragraphs(w, &why);
    if (!status)
      status =
          found(rebuild, &why, "articles",
                "the passages of article '%.*s' cannot be read: its paragraphs stand "
                "for them until it is indexed again",
                (int)(id.len < 200 ? id.len : 200), id.at);
  }
  if (status)
    return pincite__fail(err, status, "%s", why.message);
  return put_article(w, &row, anew, err);
}

static pincite_status copy_articles(pincite_rebuild *rebuild, pincite_error *err) {
  work w = {.rebuild = rebuild};
  pincite_salvage rows;
  pincite__stored_article_init(&w.article);
  pincite_status status = pincite__salvage_open(rebuild->from, "article", &rows, err);
  if (!status)
    status = pincite__positions_read(rebuild->from, &w.positions, err);
  while (!status && (status = pincite__salvage_next(&rows, err)) == PINCITE_OK)
    status = copy_article(&w, rows.id, err);
  if (status == PINCITE_DONE)
    status = end_range(&w, err);
  if (!status)
    status = pincite__positions_write(rebuild->to, &w.positions, err);
  uint64_t had = rebuild->from->totals.articles;
  uint64_t known = rebuild->articles + rebuild->lost + rebuild->elsewhere;
  if (!status && (rows.gaps || had > known)) {
    uint64_t more = had > known ? had - known : rows.gaps;
    rebuild->lost += more;
    status = found(rebuild, err, "articles",
                   "%llu more articles are lost: their rows cannot be read",
                   (unsigned long long)more);
  }
  pincite__salvage_close(&rows);
  pincite__stored_article_release(&w.article);
  pincite__positions_release(&w.positions);
  pincite__cuts_release(&w.cuts);
  return status;
}

/* ---- the ledger -----------------------------------------------------------------------
 */

/* What the tables without a rowid say, as far as it can be read; *whole: all of it. */
static pincite_status copy_plain(pincite_rebuild *rebuild, const char *select,
                                 const char *insert, bool *whole, pincite_error *err) {
  sqlite3_stmt *from = NULL, *to = NULL;
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(rebuild->from->db, select, -1, &from, NULL);
  if (sqlite3_prepare_v2(rebuild->to->db, insert, -1, &to, NULL) != SQLITE_OK)
    status = pincite__store_failed(rebuild->to, "write the ledger", err);
  while (!status && from && (rc = sqlite3_step(from)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(from); i++)
      sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
    if (sqlite3_step(to) != SQLITE_DONE)
      status = pincite__store_failed(rebuild->to, "write the ledger", err);
    sqlite3_reset(to);
  }
  *whole = *whole && from && rc == SQLITE_DONE;
  sqlite3_finalize(from);
  sqlite3_finalize(to);
  return status;
}

static pincite_status copy_ledger(pincite_rebuild *rebuild, pincite_error *err) {
  uint64_t gaps = 0;
  bool whole = true;
  pincite_status status =
      pincite__salvage_copy(rebuild->from, rebuild->to, "root", &gaps, err);
  if (!status)
    status = pincite__salvage_copy(rebuild->from, rebuild->to, "input", &gaps, err);
  if (!status)
    status = copy_plain(rebuild, "SELECT input, line, reason, detail FROM fault",
                        "INSERT INTO fault VALUES(?1, ?2, ?3, ?4)", &whole, err);
  if (!status)
    status = copy_plain(rebuild, "SELECT key, value FROM meta WHERE key GLOB 'reading:*'",
                        "INSERT INTO meta VALUES(?1, ?2)", &whole, err);
  if (status || (whole && !gaps))
    return status;
  return found(rebuild, err, "ledger",
               "a part of the ledger is lost: the next run reads what it is about again");
}

/* How many articles of each input are here. */
#define ARTICLES_NOW                                                                     \
  " FROM (SELECT input.id AS i, count(article.id) AS n FROM input LEFT JOIN article ON"  \
  " article.input = input.id GROUP BY input.id) AS now WHERE now.i = input.id"

/* An input has the articles that are here. */
static pincite_status count_articles(pincite_rebuild *rebuild, pincite_error *err) {
  return run(rebuild->to, "UPDATE input SET articles = now.n" ARTICLES_NOW, err);
}

/* Articles whose input is lost belong to none; inputs that lost some are read again;
   after a loss in the ledger all are. */
static pincite_status settle_ledger(pincite_rebuild *rebuild, bool lost,
                                    pincite_error *err) {
  pincite_status status =
      run(rebuild->to,
          "DELETE FROM input WHERE root NOT IN (SELECT id FROM root);"
          "DELETE FROM fault WHERE input NOT IN (SELECT id FROM input);"
          "DELETE FROM input_range WHERE input NOT IN (SELECT id FROM input);"
          "UPDATE article SET input = NULL WHERE input NOT IN (SELECT id FROM input);"
          "UPDATE input SET state = 'pending', articles = now.n" ARTICLES_NOW
          " AND state <> 'failed' AND articles <> now.n",
          err);
  if (!status && lost)
    status =
        run(rebuild->to, "UPDATE input SET state = 'pending' WHERE state <> 'gone'", err);
  return status;
}

static pincite_status last_generation(pincite_store *store, uint64_t *out,
                                      pincite_error *err) {
  sqlite3_stmt *row = NULL;
  if (sqlite3_prepare_v2(store->db, "SELECT coalesce(max(generation), 0) FROM input", -1,
                         &row, NULL) != SQLITE_OK ||
      sqlite3_step(row) != SQLITE_ROW) {
    sqlite3_finalize(row);
    return pincite__store_failed(store, "read the ledger", err);
  }
  uint64_t noted = (uint64_t)sqlite3_column_int64(row, 0);
  *out = *out < noted ? noted : *out;
  sqlite3_finalize(row);
  return PINCITE_OK;
}

/* ---- the whole ----------------------------------------------------------------------
 */

static pincite_status fill(pincite_rebuild *rebuild, pincite_error *err) {
  pincite_store *to = rebuild->to;
  uint64_t generation = rebuild->from->totals.generation;
  pincite_status status = copy_ledger(rebuild, err);
  bool ledger_lost = rebuild->findings > 0;
  /* Rows of articles are noted until the last: none may change before. */
  pincite__store_unsettled(to, true);
  if (!status)
    status = copy_articles(rebuild, err);
  pincite__store_unsettled(to, false);
  if (!status)
    status = pincite__boilerplate_settle(to, err);
  if (!status)
    status = rebuild->shard_count ? count_articles(rebuild, err)
                                  : settle_ledger(rebuild, ledger_lost, err);
  if (!status && to->postings)
    status = pincite__postings_flush(to->postings, err);
  if (!status && to->postings)
    status = pincite__postings_optimize(to->postings, err);
  if (!status)
    status = run(to, "INSERT INTO passage_fts(passage_fts) VALUES('optimize')", err);
  if (!status)
    status = last_generation(to, &generation, err);
  if (!status)
    to->totals.generation = generation;
  return status;
}

pincite_status pincite__rebuild(pincite_rebuild *rebuild, pincite_error *err) {
  pincite_store *from = rebuild->from;
  bool held = !sqlite3_get_autocommit(from->db); /* by the caller, who goes on */
  if (!held && sqlite3_exec(from->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return pincite__store_failed(from, "begin to read", err);
  pincite__totals_read(from, NULL);
  pincite_status status = pincite__store_begin(rebuild->to, err);
  if (!status)
    status = pincite__engines_copy(from, rebuild->to, err);
  if (!status)
    status = pincite__fts_copy(from, rebuild->to, err);
  if (!status && pincite__law_copy(from, rebuild->to, NULL))
    status = found(rebuild, err, "search",
                   "your own authorities are lost: give them again, pincite index "
                   "--authorities FILE");
  if (!status)
    status = fill(rebuild, err);
  if (!status)
    status = pincite__store_commit(rebuild->to, err);
  else
    pincite__store_rollback(rebuild->to);
  if (!held)
    sqlite3_exec(from->db, "ROLLBACK", NULL, NULL, NULL);
  if (!status && pincite__pages_vacuum(rebuild->to->db, rebuild->to->layer) != SQLITE_OK)
    status = pincite__store_failed(rebuild->to, "write the new index", err);
  return status;
}
