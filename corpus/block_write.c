/* SPDX-License-Identifier: MIT
 *
 * block_write.c - gathering records into blocks and compressing them.
 *
 * Records are gathered until a block is full, so that one inflate gives a page
 * of neighbours; each block is raw deflate, primed with a dictionary learnt from
 * the corpus, beside the CRC-32 of what it holds. Setting a dictionary costs
 * more than compressing a block, so a primed stream is kept and copied.
 */
#include <string.h>

#include "store_private.h"

#define LEVEL 6
/* A dictionary is learnt anew when the corpus has grown to this many times the
   size it had then. */
#define OUTGROWN 16
/* So much text is gathered before it is written: what a dictionary is learnt
   from. */
#define SAMPLE_MAX ((size_t)2 << 20)


/* A primed copy of the deflater in 'stream'. */
static bool copy_deflater(pincite_blocks *blocks, z_stream *stream) {
  if (blocks->deflater_ready && blocks->deflater_dictionary != blocks->dictionary.id) {
    deflateEnd(&blocks->deflater);
    blocks->deflater_ready = false;
  }
  if (!blocks->deflater_ready) {
    blocks->deflater = (z_stream){0};
    if (deflateInit2(&blocks->deflater, LEVEL, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY))
      return false;
    blocks->deflater_ready = true;
    const pincite_buf *dictionary = &blocks->dictionary.bytes;
    if (blocks->dictionary.id &&
        deflateSetDictionary(&blocks->deflater, (const Bytef *)dictionary->data,
                             (uInt)dictionary->len))
      return false;
    blocks->deflater_dictionary = blocks->dictionary.id;
  }
  return deflateCopy(stream, &blocks->deflater) == Z_OK;
}

static bool deflate_block(pincite_blocks *blocks, pincite_str text, pincite_buf *out) {
  z_stream stream;
  if (!copy_deflater(blocks, &stream))
    return false;
  pincite__buf_clear(out);
  bool done = pincite__buf_reserve(out, deflateBound(&stream, text.len));
  if (done) {
    memcpy(&stream.next_in, &text.at, sizeof text.at);
    stream.avail_in = (uInt)text.len;
    stream.next_out = (Bytef *)out->data;
    stream.avail_out = (uInt)(out->cap - 1);
    done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out->len = stream.total_out;
  }
  deflateEnd(&stream);
  return done;
}

static pincite_status last_block(pincite_store *store, int64_t *id, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_BLOCK_LAST, err);
  if (!statement)
    return PINCITE_ECORRUPT;
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) == SQLITE_ROW)
    *id = sqlite3_column_int64(statement, 0);
  else
    status = pincite__store_failed(store, "read the text", err);
  pincite__statement_done(store, statement);
  return status;
}

static pincite_status write_block(pincite_store *store, int64_t id, size_t records,
                                  pincite_str text, pincite_error *err) {
  pincite_buf packed;
  pincite__buf_init(&packed, PINCITE__BUF_LIMIT);
  pincite_status status = PINCITE_OK;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_BLOCK_ADD, err);
  if (!statement) {
    status = PINCITE_EIO;
  } else if (!deflate_block(&store->blocks, text, &packed)) {
    status = pincite__no_memory(err);
  } else {
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_int64(statement, 2, (int64_t)records);
    sqlite3_bind_int64(statement, 3, (int64_t)text.len);
    sqlite3_bind_int64(statement, 4, store->blocks.dictionary.id);
    sqlite3_bind_int64(statement, 5,
                       (int64_t)crc32(0, (const Bytef *)text.at, (uInt)text.len));
    sqlite3_bind_blob64(statement, 6, packed.data, packed.len, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE)
      status = pincite__store_failed(store, "write text", err);
  }
  pincite__statement_done(store, statement);
  pincite__buf_release(&packed);
  return status;
}

static pincite_status add_dictionary(pincite_store *store, pincite_str sample, int64_t id,
                                     pincite_error *err) {
  pincite_dictionary *dictionary = &store->blocks.dictionary;
  dictionary->id = 0;
  if (!pincite__dictionary_train(sample, &dictionary->bytes))
    return pincite__no_memory(err);
  if (dictionary->bytes.len == 0)
    return PINCITE_OK;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_DICTIONARY_ADD, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_int64(statement, 2, (int64_t)store->totals.text_bytes);
  sqlite3_bind_blob64(statement, 3, dictionary->bytes.data, dictionary->bytes.len,
                      SQLITE_STATIC);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) != SQLITE_DONE)
    status = pincite__store_failed(store, "write a dictionary", err);
  else
    dictionary->id = id;
  pincite__statement_done(store, statement);
  return status;
}

/* Have the dictionary that new blocks should use, learning one from 'sample'
   when there is none or the corpus has outgrown it. */
static pincite_status choose_dictionary(pincite_store *store, pincite_str sample,
                                        pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_DICTIONARY_LAST, err);
  if (!statement)
    return PINCITE_ECORRUPT;
  int64_t id = 0;
  uint64_t trained_at = 0;
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    id = sqlite3_column_int64(statement, 0);
    trained_at = (uint64_t)sqlite3_column_int64(statement, 1);
  }
  pincite__statement_done(store, statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return pincite__store_failed(store, "read a dictionary", err);
  bool outgrown = store->totals.text_bytes / OUTGROWN > trained_at + SAMPLE_MAX / OUTGROWN;
  if (sample.len > PINCITE__DICTIONARY_SIZE && (id == 0 || outgrown))
    return add_dictionary(store, sample, id + 1, err);
  return pincite__block_dictionary(store, id, err);
}

pincite_status pincite__block_flush(pincite_store *store, pincite_error *err) {
  pincite_blocks *blocks = &store->blocks;
  if (blocks->pending_count == 0)
    return PINCITE_OK;
  pincite_status status =
      choose_dictionary(store, pincite__buf_view(&blocks->text), err);
  for (size_t i = 0; !status && i < blocks->pending_count; i++) {
    const pincite_pending_block *block = &blocks->pending[i];
    pincite_str text = {blocks->text.data + block->start, block->length};
    if (block->records)
      status = write_block(store, blocks->first_id + (int64_t)i, block->records, text, err);
  }
  blocks->pending_count = 0;
  pincite__buf_clear(&blocks->text);
  return status;
}

/* Begin another pending block; NULL when memory ends. */
static pincite_pending_block *begin_block(pincite_blocks *blocks) {
  if (!pincite__grow(&blocks->pending, &blocks->pending_capacity,
                     blocks->pending_count + 1, sizeof *blocks->pending))
    return NULL;
  pincite_pending_block *block = &blocks->pending[blocks->pending_count++];
  *block = (pincite_pending_block){.start = blocks->text.len};
  return block;
}

static pincite_pending_block *block_for(pincite_blocks *blocks, size_t len) {
  if (blocks->pending_count) {
    pincite_pending_block *last = &blocks->pending[blocks->pending_count - 1];
    if (last->length < PINCITE__BLOCK_TARGET && last->length + len <= PINCITE__BLOCK_MAX)
      return last;
  }
  return begin_block(blocks);
}

pincite_status pincite__block_append(pincite_store *store, pincite_str record,
                                     int64_t *id, size_t *offset, pincite_error *err) {
  pincite_blocks *blocks = &store->blocks;
  pincite_status status = PINCITE_OK;
  if (blocks->text.len >= SAMPLE_MAX)
    status = pincite__block_flush(store, err);
  if (!status && blocks->pending_count == 0) {
    int64_t last = 0;
    status = last_block(store, &last, err);
    if (!status)
      blocks->first_id = last + 1;
  }
  if (status)
    return status;
  pincite_pending_block *block = block_for(blocks, record.len);
  if (!block)
    return pincite__no_memory(err);
  *id = blocks->first_id + (int64_t)blocks->pending_count - 1;
  *offset = block->length;
  for (size_t done = 0;;) {
    size_t rest = record.len - done;
    size_t part = rest <= PINCITE__BLOCK_MAX - block->length ? rest : PINCITE__BLOCK_TARGET;
    pincite__buf_add(&blocks->text, record.at + done, part);
    block->length += part;
    block->records++;
    done += part;
    if (done == record.len)
      break;
    block = begin_block(blocks);
    if (!block)
      return pincite__no_memory(err);
  }
  return blocks->text.failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* Take one record from a block that is written; *size is the block's. */
static pincite_status release_written(pincite_store *store, int64_t id, size_t *size,
                                      pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_BLOCK_RELEASE, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, id);
  int64_t records = -1;
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    records = sqlite3_column_int64(statement, 0);
    *size = (size_t)sqlite3_column_int64(statement, 1);
    rc = sqlite3_step(statement);
  }
  pincite__statement_done(store, statement);
  if (rc != SQLITE_DONE)
    return pincite__store_failed(store, "free text", err);
  if (records < 0)
    return pincite__fail(err, PINCITE_ECORRUPT, "text block %lld is missing", (long long)id);
  if (records > 0)
    return PINCITE_OK;
  statement = pincite__statement(store, STATEMENT_BLOCK_DELETE, err);
  if (!statement)
    return PINCITE_EIO;
  sqlite3_bind_int64(statement, 1, id);
  rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  store->blocks.cache[(uint64_t)id % PINCITE__BLOCK_CACHE].id = 0;
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, "free text", err);
}

pincite_status pincite__block_free(pincite_store *store, int64_t id, size_t offset,
                                   size_t len, pincite_error *err) {
  while (len) {
    size_t size = 0;
    pincite_pending_block *pending = pincite__block_pending(&store->blocks, id);
    pincite_status status = PINCITE_OK;
    if (pending) {
      pending->records--;
      size = pending->length;
    } else {
      status = release_written(store, id, &size, err);
    }
    if (status)
      return status;
    if (offset >= size)
      return pincite__fail(err, PINCITE_ECORRUPT, "text block %lld is too short",
                           (long long)id);
    size_t part = size - offset < len ? size - offset : len;
    len -= part;
    offset = 0;
    id++;
  }
  return PINCITE_OK;
}
