/* SPDX-License-Identifier: MIT
 *
 * share.c - how the memory that a writer may use is shared out.
 *
 * What a run gathers before it writes grows with what it reads: each of these has a
 * share, and writes when that is used up. What is left is for the program, and for the
 * blocks of text that are being compressed.
 */
#include <stdio.h>

#include "store_private.h"

/* For what has no share, and for the postings that are being made into a segment while the
   next ones are gathered. */
#define REST ((size_t)40 << 20)
/* To gather in less makes an index of fragments. */
#define LEAST ((size_t)16 << 20)

/* In 256ths. FTS5 walks chains in its table, which are long where that is large: with four
   times as much it takes half as long again. */
static const unsigned parts[PINCITE__SHARES] = {
    [PINCITE__SHARE_POSTINGS] = 75, [PINCITE__SHARE_FTS5] = 9,
    [PINCITE__SHARE_XAPIAN] = 72,   [PINCITE__SHARE_FAMILIES] = 53,
    [PINCITE__SHARE_LINES] = 27,    [PINCITE__SHARE_PAGES] = 18,
};

size_t pincite__share(const pincite_store *store, pincite_share share) {
  size_t memory = store->memory ? store->memory : PINCITE__MEMORY_DEFAULT;
  return (memory > REST + LEAST ? memory - REST : LEAST) / 256 * parts[share];
}

pincite_status pincite__store_memory(pincite_store *store, size_t bytes,
                                     pincite_error *err) {
  char sql[64];
  if (store->memory == bytes)
    return PINCITE_OK;
  store->memory = bytes;
  snprintf(sql, sizeof sql, "PRAGMA cache_size = -%zu",
           pincite__share(store, PINCITE__SHARE_PAGES) >> 10);
  if (store->postings)
    pincite__postings_budget(store->postings,
                             pincite__share(store, PINCITE__SHARE_POSTINGS));
  store->fts_memory = false;
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK
             ? PINCITE_OK
             : pincite__store_failed(store, "set the cache", err);
}

/* FTS5 keeps the number in its own table, so it is written only where FTS5 is about to
   be written to anyway, and where it is another one. What it keeps is found out, too. */
pincite_status pincite__fts_share(pincite_store *store, pincite_error *err) {
  int64_t has = 0, wanted = (int64_t)pincite__share(store, PINCITE__SHARE_FTS5);
  char sql[96];
  if (store->fts_memory)
    return PINCITE_OK;
  pincite_status status = pincite__store_number(
      store, "SELECT coalesce((SELECT v FROM passage_fts_config WHERE k = 'hashsize'), 0)",
      &has, err);
  snprintf(sql, sizeof sql,
           "INSERT INTO passage_fts(passage_fts, rank) VALUES('hashsize', %lld)",
           (long long)wanted);
  if (!status && has != wanted && sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "set what FTS5 gathers", err);
  pincite_fts_detail detail = PINCITE__FTS_FULL;
  if (!status)
    status = pincite__fts_detail(store, &detail, err);
  store->fts_places = detail == PINCITE__FTS_FULL;
  store->fts_memory = !status;
  return status;
}
