/* SPDX-License-Identifier: MIT
 *
 * verify_search.c - do both engines have exactly what is stored?
 *
 * One pass over the stored passages makes ranked postings anew in a temporary
 * database and sums up a hash of every (term, passage, column, position). FTS5's
 * index read from end to end must give the same sum, so nothing is missing in it
 * and nothing is in it that is stored no more; and each term, looked up, must
 * lead to as many places as reading from end to end found. Where FTS5 keeps less
 * than places, each column or passage of a term counts once. On the same pass Xapian
 * and the families are compared: see verify_xapian.c and verify_family.c.
 */
#include <stdlib.h>
#include <string.h>

#include "verify.h"
#include "xapian_index.h"

typedef struct comparison {
  pincite_check *check;
  pincite_postings_writer *writer;
  pincite_xapian_check *xapian;
  pincite_family_check *families;
  uint64_t sum, tokens;
  int64_t rowid;
  unsigned column;
  pincite_fts_detail detail;
  uint64_t *hashes; /* of the passage at hand, without full detail */
  size_t hash_count, hash_capacity;
} comparison;

#define NO_COLUMN 9

static uint64_t hash_place(const void *term, size_t len, int64_t rowid, unsigned column,
                           uint64_t offset) {
  uint64_t hash =
      pincite__hash64(term, len) ^ (uint64_t)rowid * UINT64_C(0x9e3779b97f4a7c15);
  hash ^= (offset * 4 + column + 1) * UINT64_C(0xd6e8feb86659fd93);
  hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
  return hash ^ hash >> 29;
}

static int add_token(const pincite_token *token, void *data) {
  comparison *c = data;
  if (c->detail == PINCITE__FTS_FULL) {
    c->sum +=
        hash_place(token->term.at, token->term.len, c->rowid, c->column, token->position);
    c->tokens++;
    return 0;
  }
  if (!pincite__grow(&c->hashes, &c->hash_capacity, c->hash_count + 1, sizeof *c->hashes))
    return 1;
  unsigned column = c->detail == PINCITE__FTS_NONE ? NO_COLUMN : c->column;
  c->hashes[c->hash_count++] =
      hash_place(token->term.at, token->term.len, c->rowid, column, 0);
  return 0;
}

static int compare_hashes(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Each once. */
static void add_hashes(comparison *c) {
  if (c->hash_count)
    qsort(c->hashes, c->hash_count, sizeof *c->hashes, compare_hashes);
  for (size_t i = 0; i < c->hash_count; i++)
    if (i == 0 || c->hashes[i] != c->hashes[i - 1]) {
      c->sum += c->hashes[i];
      c->tokens++;
    }
  c->hash_count = 0;
}

static pincite_status add_passage(pincite_store *store,
                                  const pincite_passage_text *passage, void *data,
                                  pincite_error *err) {
  comparison *c = data;
  c->check->report.passages++;
  c->rowid = passage->row.rowid;
  for (c->column = 0; c->column < PINCITE__PASSAGE_FIELDS; c->column++)
    if (pincite__tokens_each(&store->tokens[c->column], add_token, c))
      return pincite__no_memory(err);
  add_hashes(c);
  pincite_status status = pincite__passage_rank(store, passage, c->writer, err);
  if (!status)
    status = pincite__check_xapian_add(c->xapian, passage, err);
  return status ? status : pincite__check_family_add(c->families, passage, err);
}

/* ---- FTS5 ---------------------------------------------------------------------- */

#define VOCABULARY                                                                       \
  "CREATE VIRTUAL TABLE temp.verify_place USING fts5vocab(main, passage_fts, instance);" \
  "CREATE VIRTUAL TABLE temp.verify_term USING fts5vocab(main, passage_fts, row)"

typedef struct places {
  pincite_fts_detail detail;
  sqlite3_stmt *all, *one;
  pincite_buf term;
  uint64_t sum, count; /* of everything */
  uint64_t of_term;    /* of the term at hand; passages where FTS5 counts these */
  int64_t last;        /* passage */
  uint64_t terms_lost;
} places;

static unsigned column_number(const char *name) {
  return !name                        ? NO_COLUMN
         : strcmp(name, "title") == 0 ? PINCITE_PASSAGE_TITLE
         : strcmp(name, "body") == 0  ? PINCITE_PASSAGE_BODY
                                      : PINCITE_PASSAGE_HEADING;
}

/* Look the last term up, as a search does. */
static int end_term(places *p) {
  if (p->of_term == 0)
    return SQLITE_OK;
  sqlite3_bind_text64(p->one, 1, p->term.data, p->term.len, SQLITE_STATIC, SQLITE_UTF8);
  int rc = sqlite3_step(p->one);
  if (rc == SQLITE_ROW && (uint64_t)sqlite3_column_int64(p->one, 0) != p->of_term)
    p->terms_lost++;
  p->of_term = 0;
  int end = sqlite3_reset(p->one);
  return rc == SQLITE_ROW ? SQLITE_OK : end ? end : SQLITE_CORRUPT;
}

static int read_places(places *p) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && (rc = sqlite3_step(p->all)) == SQLITE_ROW) {
    const char *term = (const char *)sqlite3_column_text(p->all, 0);
    pincite_str view = {term ? term : "", (size_t)sqlite3_column_bytes(p->all, 0)};
    rc = SQLITE_OK;
    if (!pincite__str_equal(view, pincite__buf_view(&p->term))) {
      rc = end_term(p);
      pincite__buf_clear(&p->term);
      pincite__buf_add(&p->term, view.at, view.len);
    }
    int64_t passage = sqlite3_column_int64(p->all, 1);
    p->of_term += p->detail == PINCITE__FTS_FULL || !p->of_term || passage != p->last;
    p->last = passage;
    p->count++;
    p->sum += hash_place(view.at, view.len, passage,
                         column_number((const char *)sqlite3_column_text(p->all, 2)),
                         (uint64_t)sqlite3_column_int64(p->all, 3));
  }
  return rc == SQLITE_DONE ? end_term(p) : rc;
}

static pincite_status judge_places(const comparison *c, const places *p,
                                   pincite_error *err) {
  if (p->count != c->tokens)
    return pincite__check_found(
        c->check, err, "fts", "FTS5 has %llu words and the stored passages have %llu",
        (unsigned long long)p->count, (unsigned long long)c->tokens);
  if (p->sum != c->sum)
    return pincite__check_found(c->check, err, "fts",
                                "FTS5 has other words than the stored passages");
  if (p->terms_lost)
    return pincite__check_found(c->check, err, "fts",
                                "%llu words cannot be looked up in FTS5",
                                (unsigned long long)p->terms_lost);
  return PINCITE_OK;
}

static pincite_status check_fts(const comparison *c, pincite_error *err) {
  pincite_store *store = c->check->store;
  places p = {.detail = c->detail};
  bool full = c->detail == PINCITE__FTS_FULL;
  pincite__buf_init(&p.term, PINCITE__BUF_LIMIT);
  int rc = sqlite3_exec(store->db, VOCABULARY, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(store->db,
                            "SELECT term, doc, col, \"offset\" FROM temp.verify_place",
                            -1, &p.all, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(store->db,
                            full ? "SELECT cnt FROM temp.verify_term WHERE term = ?1"
                                 : "SELECT doc FROM temp.verify_term WHERE term = ?1",
                            -1, &p.one, NULL);
  if (rc == SQLITE_OK)
    rc = read_places(&p);
  pincite_status status = rc == SQLITE_OK || rc == SQLITE_DONE
                              ? PINCITE_OK
                              : pincite__store_failed(store, "read FTS5", err);
  if (!status)
    status = judge_places(c, &p, err);
  sqlite3_finalize(p.all);
  sqlite3_finalize(p.one);
  pincite__buf_release(&p.term);
  sqlite3_exec(
      store->db,
      "DROP TABLE IF EXISTS temp.verify_place; DROP TABLE IF EXISTS temp.verify_term",
      NULL, NULL, NULL);
  return status;
}

/* ---- ranked postings ------------------------------------------------------------- */

static pincite_status check_postings(const comparison *c, sqlite3 *fresh,
                                     pincite_error *err) {
  uint64_t stored = 0, anew = 0;
  pincite_status status = pincite__postings_check(c->check->store->db, &stored, err);
  if (status)
    return status;
  status = pincite__postings_check(fresh, &anew, err);
  if (!status && stored != anew)
    return pincite__check_found(
        c->check, err, "postings",
        "the ranked postings are not those of the stored passages");
  return status;
}

static pincite_status open_temporary(sqlite3 **db, pincite_error *err) {
  if (sqlite3_open_v2("", db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                      NULL) != SQLITE_OK ||
      sqlite3_exec(*db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN",
                   NULL, NULL, NULL) != SQLITE_OK)
    return pincite__fail(err, PINCITE_EIO, "cannot make a temporary database");
  return pincite__postings_create(*db, err);
}

/* What was summed up over all passages, against what there is. */
static pincite_status check_sums(const comparison *c, sqlite3 *fresh, pincite_error *err) {
  pincite_check *check = c->check;
  uint64_t engines = 0;
  pincite_status status = pincite__engines(check->store, &engines, err);
  if (!status && engines & PINCITE__ENGINE_FTS5) { /* else its tables are empty */
    status =
        pincite__check_damage(check, err, "postings", check_postings(c, fresh, err));
    if (!status)
      status = pincite__check_damage(check, err, "fts", check_fts(c, err));
  }
  if (!status)
    status = pincite__check_damage(check, err, "families",
                                   pincite__check_family_end(c->families, err));
  return status ? status : pincite__check_xapian_end(c->xapian, err);
}

pincite_status pincite__check_search(pincite_check *check, pincite_xapian_check *xapian,
                                     pincite_error *err) {
  comparison c = {.check = check, .xapian = xapian};
  sqlite3 *fresh = NULL;
  pincite_status status = pincite__fts_detail(check->store, &c.detail, err);
  if (!status)
    status = open_temporary(&fresh, err);
  if (!status)
    status = pincite__postings_writer_open(fresh, 0, &c.writer, err);
  if (!status)
    status = pincite__check_family_open(check, &c.families, err);
  if (!status)
    status = pincite__passages_each(check->store, add_passage, &c, err);
  if (!status)
    status = pincite__postings_flush(c.writer, err);
  if (!status)
    status = check_sums(&c, fresh, err);
  pincite__check_family_close(c.families);
  pincite__postings_writer_close(c.writer);
  sqlite3_close(fresh);
  free(c.hashes);
  return status;
}
