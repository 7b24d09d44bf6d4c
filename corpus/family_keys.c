/* SPDX-License-Identifier: MIT
 *
 * family_keys.c - the table 'sketch': which articles have a key.
 *
 *   sketch   id -> bytes: id is the upper half of a key, and bytes are entries in
 *            the order of article, key
 *   entry := article:varint (less the one before) lower half of the key:2 bytes
 *
 * All changes are carried over in the order of the keys, so that a row is read and
 * written once however many they are.
 */
#include "family_private.h"

#include <stdlib.h>

/* A key that more articles have is a turn of phrase, and makes no kin. */
#define HOLDERS_MAX 32

typedef struct entry {
  uint32_t article;
  uint16_t low;
} entry;

typedef struct bucket {
  entry *items;
  size_t count, capacity;
} bucket;

static int by_key(const void *a, const void *b) {
  const pincite_key_change *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (int)x->gone - (int)y->gone;
}

static int by_article(const void *a, const void *b) {
  const entry *x = a, *y = b;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (x->low > y->low) - (x->low < y->low);
}

static bool append(bucket *row, uint32_t article, uint16_t low) {
  if (!pincite__grow(&row->items, &row->capacity, row->count + 1, sizeof *row->items))
    return false;
  row->items[row->count++] = (entry){article, low};
  return true;
}

static pincite_status damaged(uint32_t id, pincite_error *err) {
  return pincite__fail(err, PINCITE_ECORRUPT,
                       "row %u of the table of families is damaged; run: pincite repair",
                       id);
}

static pincite_status decode(pincite_str bytes, uint32_t id, bucket *row,
                             pincite_error *err) {
  const unsigned char *at = (const unsigned char *)bytes.at, *end = at + bytes.len;
  uint64_t article = 0, step;
  while (at < end) {
    if (!pincite__get_varint(&at, end, &step) || end - at < 2 ||
        (article += step) >= UINT32_MAX)
      return damaged(id, err);
    if (!append(row, (uint32_t)article, (uint16_t)(at[0] | at[1] << 8)))
      return pincite__no_memory(err);
    at += 2;
  }
  return PINCITE_OK;
}

static pincite_status read_row(pincite_store *store, uint32_t id, bucket *row,
                               pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_SKETCH_GET, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, id);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_step(statement);
  row->count = 0;
  if (rc == SQLITE_ROW) {
    const char *bytes = sqlite3_column_blob(statement, 0);
    pincite_str view = {bytes, (size_t)sqlite3_column_bytes(statement, 0)};
    status = decode(view, id, row, err);
  } else if (rc != SQLITE_DONE) {
    status = pincite__store_failed(store, "read the table of families", err);
  }
  pincite__statement_done(store, statement);
  return status;
}

static pincite_status write_row(pincite_store *store, uint32_t id, bucket *row,
                                pincite_error *err) {
  pincite_buf bytes;
  pincite__buf_init(&bytes, PINCITE__BUF_LIMIT);
  if (row->count > 1)
    qsort(row->items, row->count, sizeof *row->items, by_article);
  uint32_t before = 0;
  for (size_t i = 0; i < row->count; i++) {
    pincite__buf_add_varint(&bytes, row->items[i].article - before);
    pincite__buf_addc(&bytes, (char)(row->items[i].low & 0xff));
    pincite__buf_addc(&bytes, (char)(row->items[i].low >> 8));
    before = row->items[i].article;
  }
  sqlite3_stmt *statement = pincite__statement(
      store, row->count ? STATEMENT_SKETCH_SET : STATEMENT_SKETCH_DELETE, err);
  pincite_status status = PINCITE_OK;
  if (bytes.failed)
    status = pincite__no_memory(err);
  else if (!statement)
    status = pincite__no_statement(store);
  if (!status) {
    sqlite3_bind_int64(statement, 1, id);
    if (row->count)
      sqlite3_bind_blob64(statement, 2, bytes.data, bytes.len, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE)
      status = pincite__store_failed(store, "write the table of families", err);
  }
  pincite__statement_done(store, statement);
  pincite__buf_release(&bytes);
  return status;
}

static void take_out(bucket *row, uint32_t article, uint16_t low) {
  for (size_t i = 0; i < row->count; i++)
    if (row->items[i].article == article && row->items[i].low == low) {
      row->items[i] = row->items[--row->count];
      return;
    }
}

/* Put an article in, and list those that were there before it. */
static bool put_in(pincite_families *families, bucket *row,
                   const pincite_key_change *change) {
  uint16_t low = (uint16_t)change->key;
  size_t holders = 0, first = families->kin_count;
  for (size_t i = 0; i < row->count && holders <= HOLDERS_MAX; i++) {
    if (row->items[i].low != low)
      continue;
    if (row->items[i].article == change->article)
      return true;
    holders++;
    if (!pincite__grow(&families->kin, &families->kin_capacity, families->kin_count + 1,
                       sizeof *families->kin))
      return false;
    families->kin[families->kin_count++] =
        (pincite_kin){change->article, row->items[i].article, change->keys};
  }
  if (holders > HOLDERS_MAX)
    families->kin_count = first;
  return append(row, change->article, low);
}

pincite_status pincite__family_keys(pincite_store *store, pincite_families *families,
                                    pincite_error *err) {
  bucket row = {0};
  pincite_status status = PINCITE_OK;
  pincite_key_change *changes = families->changes;
  size_t count = families->change_count;
  if (count > 1)
    qsort(changes, count, sizeof *changes, by_key);
  for (size_t i = 0; i < count && !status;) {
    uint32_t id = changes[i].key >> 16;
    status = read_row(store, id, &row, err);
    for (; i < count && changes[i].key >> 16 == id && !status; i++) {
      if (changes[i].gone)
        take_out(&row, changes[i].article, (uint16_t)changes[i].key);
      else if (!put_in(families, &row, &changes[i]))
        status = pincite__no_memory(err);
    }
    if (!status)
      status = write_row(store, id, &row, err);
  }
  free(row.items);
  return status;
}

pincite_status pincite__family_keys_each(pincite_store *store,
                                         int (*each)(uint32_t key, uint32_t article,
                                                     void *data),
                                         void *data, pincite_error *err) {
  sqlite3_stmt *all = NULL;
  bucket row = {0};
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(store->db, "SELECT id, bytes FROM sketch", -1, &all, NULL);
  while (!status && rc == SQLITE_OK && sqlite3_step(all) == SQLITE_ROW) {
    uint32_t id = (uint32_t)sqlite3_column_int64(all, 0);
    const char *bytes = sqlite3_column_blob(all, 1);
    row.count = 0;
    status = decode((pincite_str){bytes, (size_t)sqlite3_column_bytes(all, 1)}, id, &row,
                    err);
    for (size_t i = 0; i < row.count && !status; i++)
      if (each(id << 16 | row.items[i].low, row.items[i].article, data))
        status = PINCITE_DONE;
  }
  if (sqlite3_finalize(all) != SQLITE_OK || rc != SQLITE_OK)
    status = status ? status : pincite__store_failed(store, "read the families", err);
  free(row.items);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}
