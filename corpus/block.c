/* SPDX-License-Identifier: MIT
 *
 * block.c - reading text from its compressed blocks.
 *
 * Invariant: what is read from a block is what was written or an error that
 * names the block.
 */
#include <stdlib.h>
#include <string.h>

#include "store_private.h"

void pincite__blocks_init(pincite_blocks *blocks) {
  *blocks = (pincite_blocks){0};
  for (size_t i = 0; i < PINCITE__BLOCK_CACHE; i++)
    pincite__buf_init(&blocks->cache[i].bytes, PINCITE__BLOCK_MAX);
  pincite__buf_init(&blocks->dictionary.bytes, PINCITE__DICTIONARY_SIZE);
  pincite__buf_init(&blocks->joined, PINCITE__BLOCK_MAX + PINCITE__TEXT_PAGE);
  pincite__buf_init(&blocks->gathering.text, PINCITE__BUF_LIMIT);
  pincite__buf_init(&blocks->gathering.packed, PINCITE__BUF_LIMIT);
  pincite__packer_init(&blocks->packer);
}

void pincite__blocks_forget(pincite_blocks *blocks) {
  for (size_t i = 0; i < PINCITE__BLOCK_CACHE; i++)
    blocks->cache[i].id = 0;
  blocks->dictionary.id = 0;
  blocks->gathering.count = 0;
  pincite__buf_clear(&blocks->gathering.text);
  pincite__packer_release(&blocks->packer);
}

void pincite__blocks_release(pincite_blocks *blocks) {
  pincite__blocks_forget(blocks);
  for (size_t i = 0; i < PINCITE__BLOCK_CACHE; i++)
    pincite__buf_release(&blocks->cache[i].bytes);
  pincite__buf_release(&blocks->dictionary.bytes);
  pincite__buf_release(&blocks->joined);
  pincite__buf_release(&blocks->gathering.text);
  pincite__buf_release(&blocks->gathering.packed);
  free(blocks->gathering.items);
  blocks->gathering.items = NULL;
  blocks->gathering.capacity = 0;
  if (blocks->inflater_ready)
    inflateEnd(&blocks->inflater);
  blocks->inflater_ready = false;
}

/* ---- reading ------------------------------------------------------------- */

pincite_status pincite__block_dictionary(pincite_store *store, int64_t id,
                                         pincite_error *err) {
  pincite_dictionary *dictionary = &store->blocks.dictionary;
  if (dictionary->id == id)
    return PINCITE_OK;
  dictionary->id = 0;
  pincite__buf_clear(&dictionary->bytes);
  if (id == 0)
    return PINCITE_OK;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_DICTIONARY_GET, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, id);
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    pincite__buf_add(&dictionary->bytes, sqlite3_column_blob(statement, 0),
                     (size_t)sqlite3_column_bytes(statement, 0));
    if (dictionary->bytes.failed)
      status = pincite__fail(err, PINCITE_ECORRUPT, "dictionary %lld is damaged",
                             (long long)id);
  } else {
    status = rc == SQLITE_DONE
                 ? pincite__fail(err, PINCITE_ECORRUPT, "dictionary %lld is missing",
                                 (long long)id)
                 : pincite__store_failed(store, "read a dictionary", err);
  }
  pincite__statement_done(store, statement);
  if (!status)
    dictionary->id = id;
  return status;
}

/* Inflate all of 'data' into exactly 'size' bytes. */
static pincite_status inflate_block(pincite_blocks *blocks, const void *data, size_t len,
                                    size_t size, pincite_buf *out) {
  z_stream *stream = &blocks->inflater;
  if (!blocks->inflater_ready) {
    if (inflateInit2(stream, -15) != Z_OK)
      return PINCITE_ENOMEM;
    blocks->inflater_ready = true;
  } else if (inflateReset(stream) != Z_OK) {
    return PINCITE_ECORRUPT;
  }
  const pincite_buf *dictionary = &blocks->dictionary.bytes;
  if (blocks->dictionary.id &&
      inflateSetDictionary(stream, (const Bytef *)dictionary->data,
                           (uInt)dictionary->len) != Z_OK)
    return PINCITE_ECORRUPT;
  pincite__buf_clear(out);
  if (!pincite__buf_reserve(out, size))
    return PINCITE_ENOMEM;
  /* zlib's interface wants a pointer to non-const but does not write there. */
  memcpy(&stream->next_in, &data, sizeof data);
  stream->avail_in = (uInt)len;
  stream->next_out = (Bytef *)out->data;
  stream->avail_out = (uInt)size;
  int rc = inflate(stream, Z_FINISH);
  if (rc != Z_STREAM_END || stream->avail_out != 0)
    return rc == Z_MEM_ERROR ? PINCITE_ENOMEM : PINCITE_ECORRUPT;
  out->len = size;
  out->data[size] = '\0';
  return PINCITE_OK;
}

/* SQLite gives no bytes either when it has no memory for them. */
static pincite_status block_damaged(pincite_store *store, int64_t id, pincite_error *err) {
  if (sqlite3_errcode(store->db) == SQLITE_NOMEM)
    return pincite__no_memory(err);
  return pincite__fail(err, PINCITE_ECORRUPT,
                       "text block %lld is damaged; run: pincite repair", (long long)id);
}

/* Find the row that block 'id' begins in, in 'row', with its page and entry. */
static pincite_status find_row(pincite_store *store, sqlite3_stmt *row, int64_t id,
                               pincite_text_page *page, pincite_page_entry *entry,
                               pincite_error *err) {
  sqlite3_bind_int64(row, 1, id);
  int rc = sqlite3_step(row);
  if (rc == SQLITE_DONE)
    return pincite__fail(err, PINCITE_ECORRUPT, "text block %lld is missing",
                         (long long)id);
  if (rc != SQLITE_ROW)
    return pincite__store_failed(store, "read a text block", err);
  if (!pincite__text_page_read(sqlite3_column_int64(row, 0), sqlite3_column_blob(row, 2),
                               (size_t)sqlite3_column_bytes(row, 2), page))
    return block_damaged(store, id, err);
  if (id < page->first)
    return pincite__fail(err, PINCITE_ECORRUPT, "text block %lld is missing",
                         (long long)id);
  return pincite__text_page_entry(page, id, entry) ? PINCITE_OK : block_damaged(store, id, err);
}

/* Append to blocks.joined the rest of the block that the row before 'after' began. */
static pincite_status join_rest(pincite_store *store, sqlite3_stmt *row, int64_t after,
                                size_t rest, int64_t id, pincite_error *err) {
  pincite_text_page page;
  sqlite3_reset(row);
  sqlite3_bind_int64(row, 1, after + 1);
  int rc = sqlite3_step(row);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return pincite__store_failed(store, "read a text block", err);
  if (rc == SQLITE_DONE ||
      !pincite__text_page_read(sqlite3_column_int64(row, 0), sqlite3_column_blob(row, 2),
                               (size_t)sqlite3_column_bytes(row, 2), &page) ||
      page.first != after + 1 || page.tail != rest)
    return block_damaged(store, id, err);
  pincite__buf_add(&store->blocks.joined, page.bytes, rest);
  return store->blocks.joined.failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* Read block 'id' by means of 'row'. */
static pincite_status read_block(pincite_store *store, sqlite3_stmt *row, int64_t id,
                                 pincite_buf *out, pincite_error *err) {
  pincite_text_page page;
  pincite_page_entry entry;
  pincite_blocks *blocks = &store->blocks;
  pincite_status status = find_row(store, row, id, &page, &entry, err);
  if (!status)
    status = pincite__block_dictionary(store, sqlite3_column_int64(row, 1), err);
  if (status)
    return status;
  const void *packed = page.bytes + entry.start; /* as long as the row stands */
  if (entry.here < entry.packed) {
    pincite__buf_clear(&blocks->joined);
    pincite__buf_add(&blocks->joined, packed, entry.here);
    status = join_rest(store, row, page.first + (int64_t)page.count - 1,
                       entry.packed - entry.here, id, err);
    if (status)
      return status;
    packed = blocks->joined.data;
  }
  if (entry.size == 0 || entry.size > PINCITE__BLOCK_MAX)
    return block_damaged(store, id, err);
  status = inflate_block(blocks, packed, entry.packed, entry.size, out);
  if (status == PINCITE_ENOMEM)
    return pincite__no_memory(err);
  return !status && crc32(0, (const Bytef *)out->data, (uInt)out->len) == entry.checksum
             ? PINCITE_OK
             : block_damaged(store, id, err);
}

static pincite_pending_block *find_in(const pincite_batch *batch, int64_t id,
                                      pincite_str *text) {
  if (batch->count == 0 || id < batch->first_id ||
      (uint64_t)(id - batch->first_id) >= batch->count)
    return NULL;
  pincite_pending_block *block = &batch->items[id - batch->first_id];
  *text = (pincite_str){batch->text.data + block->start, block->length};
  return block;
}

pincite_pending_block *pincite__block_pending(pincite_blocks *blocks, int64_t id,
                                              pincite_str *text) {
  pincite_pending_block *block = find_in(&blocks->gathering, id, text);
  return block ? block : find_in(&blocks->packer.batch, id, text);
}

static pincite_status get_block(pincite_store *store, int64_t id, pincite_str *out,
                                pincite_error *err) {
  pincite_blocks *blocks = &store->blocks;
  if (pincite__block_pending(blocks, id, out))
    return PINCITE_OK;
  pincite_cached_block *cached = &blocks->cache[(uint64_t)id % PINCITE__BLOCK_CACHE];
  if (cached->id != id || id <= 0) {
    cached->id = 0;
    sqlite3_stmt *row = pincite__statement(store, STATEMENT_TEXT_AT, err);
    if (!row)
      return pincite__no_statement(store);
    pincite_status status = read_block(store, row, id, &cached->bytes, err);
    pincite__statement_done(store, row);
    if (status)
      return status;
    cached->id = id;
  }
  *out = pincite__buf_view(&cached->bytes);
  return PINCITE_OK;
}

pincite_status pincite__block_read(pincite_store *store, int64_t id, size_t offset,
                                   size_t len, pincite_buf *out, pincite_error *err) {
  while (len) {
    pincite_str bytes;
    pincite_status status = get_block(store, id, &bytes, err);
    if (status)
      return status;
    if (offset >= bytes.len)
      return pincite__fail(err, PINCITE_ECORRUPT, "text block %lld is too short",
                           (long long)id);
    size_t part = bytes.len - offset < len ? bytes.len - offset : len;
    pincite__buf_add(out, bytes.at + offset, part);
    if (out->failed)
      return pincite__no_memory(err);
    len -= part;
    offset = 0;
    id++;
  }
  return PINCITE_OK;
}

pincite_status pincite__block_places(pincite_store *store, int64_t id, size_t *size,
                                   int64_t rows[2], pincite_error *err) {
  pincite_text_page page;
  pincite_page_entry entry;
  sqlite3_stmt *row = pincite__statement(store, STATEMENT_TEXT_AT, err);
  if (!row)
    return pincite__no_statement(store);
  pincite_status status = find_row(store, row, id, &page, &entry, err);
  rows[0] = rows[1] = 0;
  if (!status) {
    *size = entry.size;
    rows[0] = page.first + (int64_t)page.count - 1;
  }
  if (!status && entry.here < entry.packed) {
    sqlite3_reset(row);
    sqlite3_bind_int64(row, 1, rows[0] + 1);
    int rc = sqlite3_step(row);
    if (rc == SQLITE_ROW)
      rows[1] = sqlite3_column_int64(row, 0);
    else
      status = rc == SQLITE_DONE ? block_damaged(store, id, err)
                                 : pincite__store_failed(store, "read a text block", err);
  }
  pincite__statement_done(store, row);
  return status;
}
