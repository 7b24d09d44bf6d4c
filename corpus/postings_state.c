/* SPDX-License-Identifier: MIT
 *
 * postings_state.c - the tables of the postings: blobs with checksums, and the
 * one row that says which segments there are and what the sums are.
 *
 * Invariant: a blob whose checksum is wrong never gets further than here.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_format.h"

static const char *const create_tables =
    "CREATE TABLE IF NOT EXISTS postings_state("
    "  id INTEGER PRIMARY KEY CHECK(id = 1), body BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS postings_list(id INTEGER PRIMARY KEY, body BLOB NOT "
    "NULL);"
    "CREATE TABLE IF NOT EXISTS postings_term(id INTEGER PRIMARY KEY, body BLOB NOT "
    "NULL);"
    "CREATE TABLE IF NOT EXISTS postings_position("
    "  id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS postings_passage("
    "  id INTEGER PRIMARY KEY, body BLOB NOT NULL);";

static const char *const table_names[PINCITE__TABLE_COUNT] = {
    "postings_list", "postings_term", "postings_position", "postings_passage"};

static const char *const get_sql[PINCITE__TABLE_COUNT] = {
    "SELECT body FROM postings_list WHERE id = ?1",
    "SELECT body FROM postings_term WHERE id = ?1",
    "SELECT body FROM postings_position WHERE id = ?1",
    "SELECT body FROM postings_passage WHERE id = ?1"};

static const char *const put_sql[PINCITE__TABLE_COUNT] = {
    "INSERT OR REPLACE INTO postings_list(id, body) VALUES(?1, ?2)",
    "INSERT OR REPLACE INTO postings_term(id, body) VALUES(?1, ?2)",
    "INSERT OR REPLACE INTO postings_position(id, body) VALUES(?1, ?2)",
    "INSERT OR REPLACE INTO postings_passage(id, body) VALUES(?1, ?2)"};

static const char *const drop_sql[PINCITE__TABLE_COUNT] = {
    "DELETE FROM postings_list WHERE id BETWEEN ?1 AND ?2",
    "DELETE FROM postings_term WHERE id BETWEEN ?1 AND ?2",
    "DELETE FROM postings_position WHERE id BETWEEN ?1 AND ?2",
    "DELETE FROM postings_passage WHERE id BETWEEN ?1 AND ?2"};

pincite_status pincite__postings_sqlite(sqlite3 *db, const char *what,
                                        pincite_error *err) {
  int code = sqlite3_errcode(db) & 0xff;
  pincite_status status = PINCITE_EIO;
  if (code == SQLITE_NOMEM)
    return pincite__no_memory(err);
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    status = PINCITE_ECORRUPT;
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    status = PINCITE_ELOCKED;
  return pincite__fail(err, status, "cannot %s the ranked postings: %s", what,
                       sqlite3_errmsg(db));
}

pincite_status pincite__postings_damaged(const char *what, uint64_t id,
                                         pincite_error *err) {
  return pincite__fail(err, PINCITE_ECORRUPT,
                       "the ranked postings are damaged (%s, row %llu); "
                       "'pincite repair' makes them anew",
                       what, (unsigned long long)id);
}

pincite_status pincite__postings_create(sqlite3 *db, pincite_error *err) {
  if (sqlite3_exec(db, create_tables, NULL, NULL, NULL) != SQLITE_OK)
    return pincite__postings_sqlite(db, "make the tables of", err);
  return PINCITE_OK;
}

/* ---- blobs ----------------------------------------------------------------- */

void pincite__blobs_release(pincite_postings_blobs *blobs) {
  for (int table = 0; table < PINCITE__TABLE_COUNT; table++) {
    sqlite3_finalize(blobs->get[table]);
    sqlite3_finalize(blobs->put[table]);
    blobs->get[table] = blobs->put[table] = NULL;
  }
}

static bool prepare(sqlite3 *db, sqlite3_stmt **statement, const char *sql) {
  return *statement || sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                          statement, NULL) == SQLITE_OK;
}

/* Copy a checked blob out of SQLite. */
static pincite_status take_page(const void *bytes, size_t len, const char *table,
                                uint64_t id, pincite_postings_page **out,
                                pincite_error *err) {
  uint64_t checksum;
  if (!bytes || len < PINCITE__PAGE_HEAD || len > UINT32_MAX - PINCITE__PAGE_SLACK)
    return pincite__postings_damaged(table, id, err);
  memcpy(&checksum, bytes, sizeof checksum);
  if (checksum != pincite__postings_checksum((const char *)bytes + sizeof checksum,
                                             len - sizeof checksum))
    return pincite__postings_damaged(table, id, err);
  pincite_postings_page *page = malloc(sizeof *page + len + PINCITE__PAGE_SLACK);
  if (!page)
    return pincite__no_memory(err);
  page->len = (uint32_t)len;
  memcpy(page->at, bytes, len);
  memset(page->at + len, 0, PINCITE__PAGE_SLACK);
  *out = page;
  return PINCITE_OK;
}

/* SQLite gives no bytes either when it has no memory for them. */
static pincite_status take_column(sqlite3 *db, sqlite3_stmt *row, const char *table,
                                  uint64_t id, pincite_postings_page **out,
                                  pincite_error *err) {
  const void *bytes = sqlite3_column_blob(row, 0);
  if (!bytes && sqlite3_errcode(db) == SQLITE_NOMEM)
    return pincite__no_memory(err);
  return take_page(bytes, (size_t)sqlite3_column_bytes(row, 0), table, id, out, err);
}

pincite_status pincite__blob_get(pincite_postings_blobs *blobs,
                                 pincite_postings_table table, uint64_t id,
                                 bool missing_is_fine, pincite_postings_page **out,
                                 pincite_error *err) {
  if (!prepare(blobs->db, &blobs->get[table], get_sql[table]))
    return pincite__postings_sqlite(blobs->db, "read", err);
  sqlite3_stmt *get = blobs->get[table];
  pincite_status status = PINCITE_OK;
  sqlite3_bind_int64(get, 1, (sqlite3_int64)id);
  int step = sqlite3_step(get);
  if (step == SQLITE_ROW)
    status = take_column(blobs->db, get, table_names[table], id, out, err);
  else if (step != SQLITE_DONE)
    status = pincite__postings_sqlite(blobs->db, "read", err);
  else if (missing_is_fine)
    *out = NULL;
  else
    status = pincite__postings_damaged(table_names[table], id, err);
  sqlite3_reset(get);
  return status;
}

/* Before each blob that is held. */
typedef struct held_head {
  uint64_t id;
  uint32_t table, len;
} held_head;

static pincite_status hold(pincite_buf *held, pincite_postings_table table, uint64_t id,
                           const void *bytes, size_t len, pincite_error *err) {
  held_head head = {id, (uint32_t)table, (uint32_t)len};
  pincite__buf_add(held, &head, sizeof head);
  pincite__buf_add(held, bytes, len);
  return held->failed ? pincite__no_memory(err) : PINCITE_OK;
}

static pincite_status put(pincite_postings_blobs *blobs, pincite_postings_table table,
                          uint64_t id, const void *bytes, size_t len,
                          pincite_error *err) {
  if (blobs->held)
    return hold(blobs->held, table, id, bytes, len, err);
  if (!prepare(blobs->db, &blobs->put[table], put_sql[table]))
    return pincite__postings_sqlite(blobs->db, "write", err);
  sqlite3_stmt *statement = blobs->put[table];
  sqlite3_bind_int64(statement, 1, (sqlite3_int64)id);
  sqlite3_bind_blob64(statement, 2, bytes, len, SQLITE_STATIC);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) != SQLITE_DONE)
    status = pincite__postings_sqlite(blobs->db, "write", err);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return status;
}

pincite_status pincite__blob_put(pincite_postings_blobs *blobs,
                                 pincite_postings_table table, uint64_t id, void *bytes,
                                 size_t len, uint64_t *checksum, pincite_error *err) {
  uint64_t sum = pincite__postings_checksum((char *)bytes + sizeof sum, len - sizeof sum);
  memcpy(bytes, &sum, sizeof sum);
  if (checksum)
    *checksum = sum;
  return put(blobs, table, id, bytes, len, err);
}

pincite_status pincite__blobs_put_held(pincite_postings_blobs *blobs, pincite_buf *held,
                                       pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t at = 0; at < held->len && !status;) {
    held_head head;
    memcpy(&head, held->data + at, sizeof head);
    at += sizeof head;
    status = put(blobs, (pincite_postings_table)head.table, head.id, held->data + at,
                 head.len, err);
    at += head.len;
  }
  return status;
}

pincite_status pincite__blob_drop(pincite_postings_blobs *blobs,
                                  pincite_postings_table table, uint64_t first,
                                  uint64_t last, pincite_error *err) {
  sqlite3_stmt *drop = NULL;
  pincite_status status = PINCITE_OK;
  if (sqlite3_prepare_v2(blobs->db, drop_sql[table], -1, &drop, NULL) != SQLITE_OK ||
      sqlite3_bind_int64(drop, 1, (sqlite3_int64)first) != SQLITE_OK ||
      sqlite3_bind_int64(drop, 2, (sqlite3_int64)last) != SQLITE_OK ||
      sqlite3_step(drop) != SQLITE_DONE)
    status = pincite__postings_sqlite(blobs->db, "merge", err);
  sqlite3_finalize(drop);
  return status;
}

/* ---- the state -------------------------------------------------------------- */

/* One number at a time, so that reading and writing cannot fall apart: the
   fields of the state, and of a segment, in their stored order. */
#define STATE_FIELDS 9
#define SEGMENT_FIELDS 13

static void state_fields(const pincite_postings_state *state,
                         uint64_t out[STATE_FIELDS]) {
  const pincite_postings_totals *totals = &state->totals;
  const uint64_t all[STATE_FIELDS] = {
      state->next_list,    state->next_term,    state->next_place,
      state->next_segment, totals->passages,    totals->words,
      totals->titled,      totals->title_words, totals->last_rowid};
  memcpy(out, all, sizeof all);
}

static void segment_fields(const pincite_postings_segment *segment,
                           uint64_t out[SEGMENT_FIELDS]) {
  const uint64_t all[SEGMENT_FIELDS] = {
      segment->id,       segment->first_list, segment->lists,     segment->first_term,
      segment->terms,    segment->root,       segment->first_row, segment->last_row,
      segment->postings, segment->entries,    segment->hash,      segment->first_place,
      segment->places};
  memcpy(out, all, sizeof all);
}

static bool read_numbers(const unsigned char **at, const unsigned char *end,
                         uint64_t *out, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!pincite__get_varint(at, end, &out[i]))
      return false;
  return true;
}

static bool read_segment(const unsigned char **at, const unsigned char *end,
                         pincite_postings_segment *segment) {
  uint64_t in[SEGMENT_FIELDS];
  if (!read_numbers(at, end, in, SEGMENT_FIELDS) || in[6] == 0 || in[6] > in[7] + 1 ||
      in[7] >= PINCITE__NO_ROW || in[2] >= UINT32_MAX || in[4] >= UINT32_MAX ||
      in[5] >= in[4] || in[12] / PINCITE__PAGE_PLACES >= UINT32_MAX)
    return false;
  *segment = (pincite_postings_segment){
      in[0],           in[1], in[2], in[3],  in[4],  in[5], (uint32_t)in[6],
      (uint32_t)in[7], in[8], in[9], in[10], in[11], in[12]};
  return true;
}

static bool read_state(const unsigned char *at, const unsigned char *end,
                       pincite_postings_state *state) {
  uint64_t format, in[STATE_FIELDS], segments;
  if (!pincite__get_varint(&at, end, &format) || format != PINCITE__POSTINGS_FORMAT ||
      !read_numbers(&at, end, in, STATE_FIELDS) || in[8] >= PINCITE__NO_ROW ||
      !pincite__get_varint(&at, end, &segments) || segments > PINCITE__SEGMENTS_MAX)
    return false;
  state->next_list = in[0];
  state->next_term = in[1];
  state->next_place = in[2];
  state->next_segment = in[3];
  state->totals = (pincite_postings_totals){in[4], in[5], in[6], in[7], (uint32_t)in[8]};
  state->segment_count = (size_t)segments;
  for (size_t i = 0; i < state->segment_count; i++)
    if (!read_segment(&at, end, &state->segments[i]) ||
        (i && state->segments[i].first_row <= state->segments[i - 1].last_row))
      return false;
  return at == end && (segments == 0 || state->segments[segments - 1].last_row <=
                                            state->totals.last_rowid);
}

pincite_status pincite__state_load(sqlite3 *db, pincite_postings_state *state,
                                   pincite_error *err) {
  sqlite3_stmt *get = NULL;
  pincite_postings_page *page = NULL;
  pincite_postings_state fresh = {
      .next_list = 1, .next_term = 1, .next_place = 1, .next_segment = 1};
  pincite_status status = PINCITE_OK;
  if (sqlite3_prepare_v2(db, "SELECT body FROM postings_state WHERE id = 1", -1, &get,
                         NULL) != SQLITE_OK) {
    status = pincite__postings_sqlite(db, "read", err);
    goto done;
  }
  int step = sqlite3_step(get);
  if (step == SQLITE_ROW)
    status = take_page(sqlite3_column_blob(get, 0), (size_t)sqlite3_column_bytes(get, 0),
                       "postings_state", 1, &page, err);
  else if (step != SQLITE_DONE)
    status = pincite__postings_sqlite(db, "read", err);
  if (status)
    goto done;
  if (page) {
    if (!read_state(page->at + PINCITE__PAGE_HEAD, page->at + page->len, &fresh)) {
      status = pincite__postings_damaged("postings_state", 1, err);
      goto done;
    }
    memcpy(&fresh.checksum, page->at, sizeof fresh.checksum);
  }
  *state = fresh;
done:
  free(page);
  sqlite3_finalize(get);
  return status;
}

static void add_numbers(pincite_buf *out, const uint64_t *numbers, size_t count) {
  for (size_t i = 0; i < count; i++)
    pincite__buf_add_varint(out, numbers[i]);
}

pincite_status pincite__state_save(sqlite3 *db, pincite_postings_state *state,
                                   pincite_error *err) {
  pincite_buf out;
  uint64_t numbers[SEGMENT_FIELDS];
  sqlite3_stmt *put = NULL;
  pincite_status status = PINCITE_OK;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  pincite__buf_add(&out, "\0\0\0\0\0\0\0", PINCITE__PAGE_HEAD);
  pincite__buf_add_varint(&out, PINCITE__POSTINGS_FORMAT);
  state_fields(state, numbers);
  add_numbers(&out, numbers, STATE_FIELDS);
  pincite__buf_add_varint(&out, state->segment_count);
  for (size_t i = 0; i < state->segment_count; i++) {
    segment_fields(&state->segments[i], numbers);
    add_numbers(&out, numbers, SEGMENT_FIELDS);
  }
  if (out.failed) {
    status = pincite__no_memory(err);
    goto done;
  }
  uint64_t sum = pincite__postings_checksum(out.data + sizeof sum, out.len - sizeof sum);
  memcpy(out.data, &sum, sizeof sum);
  if (sqlite3_prepare_v2(db,
                         "INSERT OR REPLACE INTO postings_state(id, body) VALUES(1, ?1)",
                         -1, &put, NULL) != SQLITE_OK ||
      sqlite3_bind_blob64(put, 1, out.data, out.len, SQLITE_STATIC) != SQLITE_OK ||
      sqlite3_step(put) != SQLITE_DONE)
    status = pincite__postings_sqlite(db, "write", err);
  else
    state->checksum = sum;
done:
  sqlite3_finalize(put);
  pincite__buf_release(&out);
  return status;
}
