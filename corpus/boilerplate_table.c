/* SPDX-License-Identifier: MIT
 *
 * boilerplate_table.c - the tables 'line' and 'line_source'.
 *
 *   line         id -> bytes: id is 256 times the source and the key's bucket,
 *                bytes are entries in the order of article, key
 *   entry :=     article:varint (less the one before) lower half of the key:4 bytes
 *   line_source  source -> how many articles it has; learnt: the keys that are
 *                boilerplate, 5 bytes each, in order; touched: a bit for every bucket
 *                that is to be looked at again, NULL for none
 */
#include <stdlib.h>
#include <string.h>

#include "boilerplate_private.h"

#define KEY_BYTES 5

/* ---- keys ---------------------------------------------------------------------- */

void pincite__keys_add(pincite_keys *keys, uint64_t key, bool *failed) {
  if (!pincite__grow(&keys->items, &keys->capacity, keys->count + 1, sizeof *keys->items))
    *failed = true;
  else
    keys->items[keys->count++] = key;
}

bool pincite__keys_have(const pincite_keys *keys, uint64_t key) {
  size_t low = 0, high = keys->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (keys->items[middle] == key)
      return true;
    if (keys->items[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

/* ---- sources ------------------------------------------------------------------- */

static pincite_status damaged(int64_t source, pincite_error *err) {
  return pincite__fail(err, PINCITE_ECORRUPT,
                       "the table of repeated lines is damaged for source %lld; run: "
                       "pincite repair",
                       (long long)source);
}

static pincite_status take_row(sqlite3_stmt *row, int64_t source, pincite_line_source *out,
                               pincite_error *err) {
  bool failed = false;
  out->articles = (uint64_t)sqlite3_column_int64(row, 0);
  const unsigned char *keys = sqlite3_column_blob(row, 1);
  size_t size = (size_t)sqlite3_column_bytes(row, 1);
  if (size % KEY_BYTES)
    return damaged(source, err);
  for (size_t at = 0; at < size; at += KEY_BYTES) {
    uint64_t key = 0;
    for (size_t i = 0; i < KEY_BYTES; i++)
      key = key << 8 | keys[at + i];
    pincite__keys_add(&out->learnt, key, &failed);
  }
  const void *touched = sqlite3_column_blob(row, 2);
  out->is_touched = touched != NULL;
  if (touched && sqlite3_column_bytes(row, 2) != (int)sizeof out->touched)
    return damaged(source, err);
  if (touched)
    memcpy(out->touched, touched, sizeof out->touched);
  return failed ? pincite__no_memory(err) : PINCITE_OK;
}

pincite_status pincite__line_source_read(pincite_store *store, int64_t source,
                                         pincite_line_source *out, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_LINE_SOURCE_GET, err);
  if (!statement)
    return pincite__no_statement(store);
  pincite_status status = PINCITE_OK;
  out->articles = out->learnt.count = 0;
  out->is_touched = false;
  memset(out->touched, 0, sizeof out->touched);
  sqlite3_bind_int64(statement, 1, source);
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW)
    status = take_row(statement, source, out, err);
  else if (rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the table of repeated lines", err);
  pincite__statement_done(store, statement);
  return status;
}

static pincite_status finish(pincite_store *store, sqlite3_stmt *statement,
                             pincite_error *err) {
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE
             ? PINCITE_OK
             : pincite__store_failed(store, "write the table of repeated lines", err);
}

pincite_status pincite__line_source_write(pincite_store *store, int64_t source,
                                          const pincite_line_source *from,
                                          pincite_error *err) {
  pincite_buf keys;
  pincite__buf_init(&keys, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < from->learnt.count; i++)
    for (int shift = 8 * (KEY_BYTES - 1); shift >= 0; shift -= 8)
      pincite__buf_addc(&keys, (char)(from->learnt.items[i] >> shift));
  bool none = from->articles == 0 && !from->is_touched;
  sqlite3_stmt *statement = pincite__statement(
      store, none ? STATEMENT_LINE_SOURCE_DELETE : STATEMENT_LINE_SOURCE_SET, err);
  pincite_status status = statement ? PINCITE_OK : pincite__no_statement(store);
  if (!status && keys.failed)
    status = pincite__no_memory(err);
  if (!status) {
    sqlite3_bind_int64(statement, 1, source);
    if (!none) {
      sqlite3_bind_int64(statement, 2, (int64_t)from->articles);
      sqlite3_bind_blob64(statement, 3, keys.data, keys.len, SQLITE_STATIC);
      if (from->is_touched)
        sqlite3_bind_blob64(statement, 4, from->touched, sizeof from->touched,
                            SQLITE_STATIC);
    }
    status = finish(store, statement, err);
  }
  pincite__buf_release(&keys);
  return status;
}

/* ---- buckets ------------------------------------------------------------------- */

static int64_t bucket_id(int64_t source, unsigned number) {
  return source * PINCITE__LINE_BUCKETS + number;
}

static pincite_status decode(pincite_str bytes, int64_t source, pincite_line_bucket *bucket,
                             pincite_error *err) {
  const unsigned char *at = (const unsigned char *)bytes.at, *end = at + bytes.len;
  uint64_t article = 0, step;
  while (at < end) {
    if (!pincite__get_varint(&at, end, &step) || end - at < 4 || step > UINT32_MAX ||
        (article += step) > UINT32_MAX)
      return damaged(source, err);
    uint32_t low = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
                   (uint32_t)at[3] << 24;
    if (!pincite__grow(&bucket->items, &bucket->capacity, bucket->count + 1,
                       sizeof *bucket->items))
      return pincite__no_memory(err);
    bucket->items[bucket->count++] = (pincite_line_entry){(uint32_t)article, low};
    at += 4;
  }
  return PINCITE_OK;
}

pincite_status pincite__line_bucket_read(pincite_store *store, int64_t source,
                                         unsigned number, pincite_line_bucket *bucket,
                                         pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_LINE_GET, err);
  if (!statement)
    return pincite__no_statement(store);
  pincite_status status = PINCITE_OK;
  bucket->count = 0;
  sqlite3_bind_int64(statement, 1, bucket_id(source, number));
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    const char *bytes = sqlite3_column_blob(statement, 0);
    pincite_str view = {bytes, (size_t)sqlite3_column_bytes(statement, 0)};
    status = decode(view, source, bucket, err);
  } else if (rc != SQLITE_DONE) {
    status = pincite__store_failed(store, "read the table of repeated lines", err);
  }
  pincite__statement_done(store, statement);
  return status;
}

static int by_article(const void *a, const void *b) {
  const pincite_line_entry *x = a, *y = b;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (x->low > y->low) - (x->low < y->low);
}

static pincite_status bucket_write(pincite_store *store, int64_t source, unsigned number,
                                   pincite_line_bucket *bucket, pincite_error *err) {
  pincite_buf bytes;
  pincite__buf_init(&bytes, PINCITE__BUF_LIMIT);
  if (bucket->count > 1)
    qsort(bucket->items, bucket->count, sizeof *bucket->items, by_article);
  uint32_t before = 0;
  for (size_t i = 0; i < bucket->count; i++) {
    pincite__buf_add_varint(&bytes, bucket->items[i].article - before);
    for (int shift = 0; shift < 32; shift += 8)
      pincite__buf_addc(&bytes, (char)(bucket->items[i].low >> shift & 0xff));
    before = bucket->items[i].article;
  }
  sqlite3_stmt *statement = pincite__statement(
      store, bucket->count ? STATEMENT_LINE_SET : STATEMENT_LINE_DELETE, err);
  pincite_status status = statement ? PINCITE_OK : pincite__no_statement(store);
  if (!status && bytes.failed)
    status = pincite__no_memory(err);
  if (!status) {
    sqlite3_bind_int64(statement, 1, bucket_id(source, number));
    if (bucket->count)
      sqlite3_bind_blob64(statement, 2, bytes.data, bytes.len, SQLITE_STATIC);
    status = finish(store, statement, err);
  }
  pincite__buf_release(&bytes);
  return status;
}

/* ---- carrying changes over ----------------------------------------------------- */

static int by_source(const void *a, const void *b) {
  const pincite_line_change *x = a, *y = b;
  if (x->source != y->source)
    return x->source < y->source ? -1 : 1;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (int)x->gone - (int)y->gone;
}

static void take_out(pincite_line_bucket *bucket, const pincite_line_change *change) {
  for (size_t i = bucket->count; i-- > 0;)
    if (bucket->items[i].article == change->article &&
        bucket->items[i].low == (uint32_t)change->key) {
      bucket->items[i] = bucket->items[--bucket->count];
      return;
    }
}

/* Carry over the changes of one bucket, which begin at changes[0]; *used: how many. */
static pincite_status change_bucket(pincite_store *store,
                                    const pincite_line_change *changes, size_t count,
                                    pincite_line_bucket *bucket, size_t *used,
                                    pincite_error *err) {
  int64_t source = changes->source;
  unsigned number = (unsigned)(changes->key >> 32);
  pincite_status status = pincite__line_bucket_read(store, source, number, bucket, err);
  size_t i = 0;
  for (; i < count && changes[i].source == source && changes[i].key >> 32 == number; i++) {
    if (status)
      continue;
    if (changes[i].gone)
      take_out(bucket, &changes[i]);
    else if (pincite__grow(&bucket->items, &bucket->capacity, bucket->count + 1,
                           sizeof *bucket->items))
      bucket->items[bucket->count++] =
          (pincite_line_entry){changes[i].article, (uint32_t)changes[i].key};
    else
      status = pincite__no_memory(err);
  }
  *used = i;
  return status ? status : bucket_write(store, source, number, bucket, err);
}

static void touch(pincite_line_source *row, unsigned number) {
  row->touched[number / 8] |= (unsigned char)(1 << number % 8);
  row->is_touched = true;
}

/* Count articles in and out; other shares may have all of the lines looked at. */
static void count_articles(pincite_line_source *row, int64_t more) {
  uint64_t before = row->articles;
  row->articles += (uint64_t)more;
  for (int sentence = 0; sentence < 2; sentence++)
    if (pincite__lines_needed(before, sentence) !=
        pincite__lines_needed(row->articles, sentence)) {
      memset(row->touched, 0xff, sizeof row->touched);
      row->is_touched = true;
    }
}

pincite_status pincite__lines_flush(pincite_store *store, pincite_boilerplate *boilerplate,
                                    bool may_touch, pincite_error *err) {
  pincite_line_change *changes = boilerplate->changes;
  size_t count = boilerplate->change_count;
  pincite_line_bucket bucket = {0};
  pincite_line_source row = {0};
  pincite_status status = PINCITE_OK;
  if (count > 1)
    qsort(changes, count, sizeof *changes, by_source);
  for (size_t i = 0; i < count && !status;) {
    int64_t source = changes[i].source, more = 0;
    status = pincite__line_source_read(store, source, &row, err);
    while (!status && i < count && changes[i].source == source) {
      size_t used = 1;
      if (changes[i].key == PINCITE__LINE_ARTICLE) {
        more += changes[i].gone ? -1 : 1;
      } else {
        if (may_touch)
          touch(&row, (unsigned)(changes[i].key >> 32));
        status = change_bucket(store, changes + i, count - i, &bucket, &used, err);
      }
      i += used;
    }
    count_articles(&row, more);
    if (!status)
      status = pincite__line_source_write(store, source, &row, err);
  }
  boilerplate->change_count = 0;
  free(bucket.items);
  free(row.learnt.items);
  return status;
}
