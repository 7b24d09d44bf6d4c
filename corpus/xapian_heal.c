/* SPDX-License-Identifier: MIT
 *
 * xapian_heal.c - Xapian brought back to what corpus.db holds.
 *
 * Rowids are never used twice and a passage never changes under one, so the two agree
 * when they have the same rowids: but for those from 'base' on, which a batch that was
 * never committed may have written. A Xapian of another index, or of a later state of
 * this one (which was then put back from a copy), has nothing in common with it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "verify.h"
#include "xapian_private.h"

typedef struct healer {
  uint64_t *bits; /* of the documents that Xapian has and nobody has asked for */
  uint32_t rows;
  bool failed;
} healer;

static int note(uint32_t id, uint32_t times, void *data) {
  healer *h = data;
  (void)times;
  if (id < h->rows)
    h->bits[id / 64] |= (uint64_t)1 << id % 64;
  return 0;
}

static bool take(healer *h, int64_t id) {
  if (id < 0 || id >= h->rows || !(h->bits[id / 64] >> id % 64 & 1))
    return false;
  h->bits[id / 64] &= ~((uint64_t)1 << id % 64);
  return true;
}

/* Note what Xapian has; what stands from 'base' on is as good as not there. */
static pincite_status list_documents(pincite_store *store, uint64_t base, healer *h,
                                     pincite_error *err) {
  const pincite_xapian *x = store->xapian->x;
  pincite_xapian_stats stats;
  pincite_status status = x->stats(store->xapian->db, &stats, err);
  if (status)
    return status;
  h->rows = stats.last_document + 1;
  h->bits = calloc(h->rows / 64 + 1, sizeof *h->bits);
  if (!h->bits)
    return pincite__no_memory(err);
  status = x->postings(store->xapian->db, "", 0, 0, note, h, err);
  for (uint64_t id = base ? base : h->rows; !status && id < h->rows; id++)
    if (take(h, (int64_t)id))
      status = pincite__xapian_remove(store, (int64_t)id, err);
  return status;
}

static pincite_status add_missing(pincite_store *store, int64_t rowid,
                                  pincite_passage_text *passage, pincite_error *err) {
  pincite_status status = pincite__passage_text(store, rowid, passage, err);
  if (!status)
    status = pincite__passage_tokens(store, passage, err);
  if (!status)
    status = pincite__xapian_add(store, passage, err);
  for (size_t i = 0; i < PINCITE__PASSAGE_FIELDS; i++)
    store->tokens[i].text = (pincite_str){0};
  return status;
}

static pincite_status add_all_missing(pincite_store *store, healer *h,
                                      pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  pincite_passage_text passage;
  pincite_status status = PINCITE_OK;
  pincite__passage_text_init(&passage);
  int rc = sqlite3_prepare_v2(store->db, "SELECT id, max(count, 1) FROM article ORDER BY id",
                              -1, &rows, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(rows)) == SQLITE_ROW) {
    int64_t first = sqlite3_column_int64(rows, 0), count = sqlite3_column_int64(rows, 1);
    for (int64_t id = first; !status && id < first + count; id++)
      if (!take(h, id))
        status = add_missing(store, id, &passage, err);
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the articles", err);
  sqlite3_finalize(rows);
  pincite__passage_text_release(&passage);
  return status;
}

static pincite_status make_good(pincite_store *store, uint64_t base, pincite_error *err) {
  healer h = {0};
  pincite_status status = list_documents(store, base, &h, err);
  if (!status)
    status = add_all_missing(store, &h, err);
  for (uint32_t id = 0; !status && id < h.rows; id++)
    if (take(&h, id))
      status = pincite__xapian_remove(store, id, err);
  free(h.bits);
  return status;
}

/* Tells the Xapian of this index from that of another. */
static pincite_status have_key(pincite_store *store, uint64_t *key, pincite_error *err) {
  pincite_status status = pincite__meta_get(store, "xapian_key", key, err);
  if (status || *key)
    return status;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct {
    struct timespec now;
    const void *here;
  } chance = {now, store};
  *key = pincite__hash64(&chance, sizeof chance) >> 2 | 1;
  return pincite__meta_set(store, "xapian_key", *key, err);
}

pincite_status pincite__xapian_heal(pincite_store *store, bool anew, pincite_error *err) {
  uint64_t key = 0, its_key = 0, its_form = 0, generation = 0, base = 0;
  char hex[65], *its = NULL;
  size_t length = 0;
  pincite_status status = have_key(store, &key, err);
  if (!status && !store->xapian)
    status = pincite__xapian_writer_open(store, anew, err);
  if (status == PINCITE_ECORRUPT || status == PINCITE_EVERSION)
    status = pincite__xapian_writer_open(store, true, err); /* nothing in it is unique */
  if (status)
    return status;
  const pincite_xapian *x = store->xapian->x;
  pincite_xapian_database *db = store->xapian->db;
  status = pincite__xapian_number(x, db, "key", &its_key, err);
  if (!status)
    status = pincite__xapian_number(x, db, "form", &its_form, err);
  if (!status)
    status = pincite__xapian_number(x, db, "generation", &generation, err);
  if (!status)
    status = pincite__xapian_number(x, db, "base", &base, err);
  if (!status)
    status = x->metadata(db, "fingerprint", &its, &length, err);
  if (status)
    return status;
  pincite__totals_fingerprint(&store->totals, hex);
  bool agrees = its_key == key && generation == store->totals.generation &&
                strcmp(its, hex) == 0 && !base;
  bool same_form = its_form == PINCITE__XAPIAN_FORM;
  agrees = agrees && same_form;
  bool related = same_form && its_key == key && generation <= store->totals.generation;
  free(its);
  if (agrees)
    return PINCITE_OK;
  if (related || anew) {
    store->xapian->base = base;
    status = make_good(store, base, err);
    if (status != PINCITE_ECORRUPT)
      return status;
  }
  pincite__xapian_writer_close(store->xapian);
  store->xapian = NULL;
  status = pincite__xapian_writer_open(store, true, err);
  return status ? status : make_good(store, 0, err);
}
