/* SPDX-License-Identifier: MIT
 *
 * totals.c - what is true of all articles together, and the fingerprint.
 *
 * The fingerprint must not depend on the order in which articles came, so it is
 * made from a sum, lane by lane modulo 2^64, of the SHA-256 of every article's
 * record; adding and removing an article keep it up to date without a look at
 * the others. The analyser's version joins in, since other terms are another
 * index.
 */
#include <stdio.h>
#include <string.h>

#include "store_private.h"

pincite_status pincite__meta_get(pincite_store *store, const char *key, uint64_t *value,
                                 pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_META_GET, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
  int rc = sqlite3_step(statement);
  pincite_status status = PINCITE_OK;
  if (rc == SQLITE_ROW)
    *value = (uint64_t)sqlite3_column_int64(statement, 0);
  else if (rc == SQLITE_DONE)
    *value = 0;
  else
    status = pincite__store_failed(store, "read the totals", err);
  pincite__statement_done(store, statement);
  return status;
}

pincite_status pincite__meta_set(pincite_store *store, const char *key, uint64_t value,
                                 pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_META_SET, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 2, (int64_t)value);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) != SQLITE_DONE)
    status = pincite__store_failed(store, "write the totals", err);
  pincite__statement_done(store, statement);
  return status;
}

typedef struct member {
  const char *key;
  uint64_t *value;
} member;

#define MEMBERS 10

static void list_members(pincite_totals *totals, uint64_t *next, member out[MEMBERS]) {
  member members[MEMBERS] = {
      {"generation", &totals->generation}, {"articles", &totals->articles},
      {"passages", &totals->passages},     {"undated", &totals->undated},
      {"text_bytes", &totals->text_bytes}, {"next_passage", next},
      {"sum0", &totals->sum[0]},           {"sum1", &totals->sum[1]},
      {"sum2", &totals->sum[2]},           {"authorities_hash", &totals->law}};
  memcpy(out, members, sizeof members);
}

pincite_status pincite__totals_read(pincite_store *store, pincite_error *err) {
  pincite_totals totals = {0};
  uint64_t next = 0;
  member members[MEMBERS];
  list_members(&totals, &next, members);
  pincite_status status = pincite__meta_get(store, "sum3", &totals.sum[3], err);
  for (size_t i = 0; !status && i < MEMBERS; i++)
    status = pincite__meta_get(store, members[i].key, members[i].value, err);
  if (status)
    return status;
  totals.next_passage = next ? (int64_t)next : 1;
  store->totals = totals;
  return PINCITE_OK;
}

/* So that a family that is lost is missed. */
static pincite_status write_family_sum(pincite_store *store, pincite_error *err) {
  return sqlite3_exec(store->db,
                      "INSERT INTO meta(key, value) SELECT 'family_sum', " PINCITE__FAMILY_SUM
                      " WHERE true ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                      NULL, NULL, NULL) == SQLITE_OK
             ? PINCITE_OK
             : pincite__store_failed(store, "write the totals", err);
}

pincite_status pincite__totals_write(pincite_store *store, pincite_error *err) {
  pincite_totals totals = store->totals;
  uint64_t next = (uint64_t)totals.next_passage;
  member members[MEMBERS];
  list_members(&totals, &next, members);
  pincite_status status = pincite__meta_set(store, "sum3", totals.sum[3], err);
  for (size_t i = 0; !status && i < MEMBERS; i++)
    status = pincite__meta_set(store, members[i].key, *members[i].value, err);
  if (!status)
    status = pincite__position_write(store, err);
  return status ? status : write_family_sum(store, err);
}

void pincite__totals_count(pincite_totals *totals, const pincite_article_row *row,
                           pincite_str record, int sign) {
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite_sha256 sha;
  pincite__sha256_init(&sha);
  pincite__sha256_add(&sha, record.at, record.len);
  pincite__sha256_final(&sha, digest);
  for (size_t lane = 0; lane < 4; lane++) {
    uint64_t value = 0;
    for (size_t i = 0; i < 8; i++)
      value = value << 8 | digest[8 * lane + i];
    totals->sum[lane] += sign > 0 ? value : 0 - value;
  }
  uint64_t one = sign > 0 ? 1 : UINT64_MAX;
  totals->articles += one;
  totals->passages += one * row->count;
  totals->undated += row->published ? 0 : one;
  totals->text_bytes += one * row->length;
}

void pincite__totals_fingerprint(const pincite_totals *totals, char hex[65]) {
  char text[256];
  int len = snprintf(text, sizeof text, "pincite analyser %d articles %llu %016llx%016llx%016llx%016llx",
                     PINCITE__ANALYSER_VERSION, (unsigned long long)totals->articles,
                     (unsigned long long)totals->sum[0], (unsigned long long)totals->sum[1],
                     (unsigned long long)totals->sum[2], (unsigned long long)totals->sum[3]);
  if (totals->law)
    len += snprintf(text + len, sizeof text - (size_t)len, " authorities %016llx",
                    (unsigned long long)totals->law);
  pincite_sha256 sha;
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite__sha256_init(&sha);
  pincite__sha256_add(&sha, text, (size_t)len);
  pincite__sha256_final(&sha, digest);
  pincite__hex(digest, sizeof digest, hex);
}

uint64_t pincite__generation(const pincite_store *store) {
  return store->totals.generation;
}

void pincite__fingerprint(pincite_store *store, char hex[65]) {
  if (!*store->print || memcmp(&store->printed, &store->totals, sizeof store->totals)) {
    pincite__totals_fingerprint(&store->totals, store->print);
    store->printed = store->totals;
  }
  memcpy(hex, store->print, sizeof store->print);
}

const char *pincite__store_path(const pincite_store *store) {
  return store->path;
}
