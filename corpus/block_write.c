/* SPDX-License-Identifier: MIT
 *
 * block_write.c - gathering records into blocks and writing them.
 *
 * Records are gathered until a block is full, so that one inflate gives a page of
 * neighbours, and blocks until there is a batch of them. A batch is compressed while
 * the next one gathers; its rows (see block_page.c) are written when that one is full,
 * or at a commit.
 */
#include <string.h>

#include "store_private.h"

/* A dictionary is learnt anew when the corpus has grown to this many times the
   size it had then. */
#define OUTGROWN 16
/* So much text is gathered before it is written: what a dictionary is learnt
   from. */
#define SAMPLE_MAX ((size_t)4 << 20)

void pincite__store_ahead(pincite_store *store, bool ahead) {
  store->blocks.ahead = ahead;
}

static pincite_status last_block(pincite_store *store, int64_t *id, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_TEXT_LAST, err);
  if (!statement)
    return pincite__no_statement(store);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) == SQLITE_ROW)
    *id = sqlite3_column_int64(statement, 0);
  else
    status = pincite__store_failed(store, "read the text", err);
  pincite__statement_done(store, statement);
  return status;
}

/* ---- writing what is compressed -------------------------------------------- */

static pincite_status write_row(const pincite_page_row *row, void *data,
                                pincite_error *err) {
  pincite_store *store = data;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_TEXT_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  pincite_status status = PINCITE_OK;
  sqlite3_bind_int64(statement, 1, row->id);
  sqlite3_bind_int64(statement, 2, (int64_t)row->records);
  sqlite3_bind_int64(statement, 3, store->blocks.packer.dictionary.id);
  sqlite3_bind_blob64(statement, 4, row->data.at, row->data.len, SQLITE_STATIC);
  if (sqlite3_step(statement) != SQLITE_DONE)
    status = pincite__store_failed(store, "write text", err);
  pincite__statement_done(store, statement);
  return status;
}

static pincite_status write_dictionary(pincite_store *store, pincite_error *err) {
  const pincite_dictionary *dictionary = &store->blocks.packer.dictionary;
  if (dictionary->id == 0)
    return PINCITE_OK;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_DICTIONARY_ADD, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, dictionary->id);
  sqlite3_bind_int64(statement, 2, (int64_t)store->blocks.packer.trained_at);
  sqlite3_bind_blob64(statement, 3, dictionary->bytes.data, dictionary->bytes.len,
                      SQLITE_STATIC);
  pincite_status status = PINCITE_OK;
  if (sqlite3_step(statement) != SQLITE_DONE)
    status = pincite__store_failed(store, "write a dictionary", err);
  pincite__statement_done(store, statement);
  return status;
}

/* Wait for the batch that is being compressed, and write it. */
static pincite_status write_packed(pincite_store *store, pincite_error *err) {
  pincite_packer *packer = &store->blocks.packer;
  pincite_batch *batch = &packer->batch;
  if (batch->count == 0)
    return PINCITE_OK;
  pincite_status status =
      pincite__packer_finish(packer) ? PINCITE_OK : pincite__no_memory(err);
  if (!status && packer->train)
    status = write_dictionary(store, err);
  if (!status)
    status = pincite__text_pages_write(batch, write_row, store, err);
  batch->count = 0;
  pincite__buf_clear(&batch->text);
  return status;
}

/* ---- having it compressed ------------------------------------------------------ */

/* Say which dictionary the packer is to use: the last one, or one learnt from the
   batch when there is none or the corpus has outgrown it. */
static pincite_status choose_dictionary(pincite_store *store, size_t sample,
                                        pincite_error *err) {
  pincite_packer *packer = &store->blocks.packer;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_DICTIONARY_LAST, err);
  if (!statement)
    return pincite__no_statement(store);
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
  packer->train = sample > PINCITE__DICTIONARY_SIZE && (id == 0 || outgrown);
  packer->trained_at = store->totals.text_bytes;
  if (packer->train)
    packer->dictionary.id = id + 1;
  if (packer->train || packer->dictionary.id == id)
    return PINCITE_OK;
  pincite_status status = pincite__block_dictionary(store, id, err);
  if (status)
    return status;
  const pincite_buf *bytes = &store->blocks.dictionary.bytes;
  packer->dictionary.id = id;
  pincite__buf_clear(&packer->dictionary.bytes);
  pincite__buf_add(&packer->dictionary.bytes, bytes->data, bytes->len);
  return packer->dictionary.bytes.failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* Write what is compressed, have what has gathered compressed. */
static pincite_status hand_over(pincite_store *store, bool ahead, pincite_error *err) {
  pincite_blocks *blocks = &store->blocks;
  pincite_status status = write_packed(store, err);
  if (status || blocks->gathering.count == 0)
    return status;
  status = choose_dictionary(store, blocks->gathering.text.len, err);
  if (status)
    return status;
  pincite_batch empty = blocks->packer.batch;
  blocks->packer.batch = blocks->gathering;
  blocks->gathering = empty;
  pincite__packer_start(&blocks->packer, ahead);
  return PINCITE_OK;
}

pincite_status pincite__block_flush(pincite_store *store, pincite_error *err) {
  pincite_status status = hand_over(store, false, err);
  return status ? status : write_packed(store, err);
}

/* ---- gathering ------------------------------------------------------------------- */

/* Begin another pending block; NULL when memory ends. */
static pincite_pending_block *begin_block(pincite_batch *batch) {
  if (!pincite__grow(&batch->items, &batch->capacity, batch->count + 1,
                     sizeof *batch->items))
    return NULL;
  pincite_pending_block *block = &batch->items[batch->count++];
  *block = (pincite_pending_block){.start = batch->text.len};
  return block;
}

static pincite_pending_block *block_for(pincite_batch *batch, size_t len) {
  if (batch->count) {
    pincite_pending_block *last = &batch->items[batch->count - 1];
    if (last->length < PINCITE__BLOCK_TARGET && last->length + len <= PINCITE__BLOCK_MAX)
      return last;
  }
  return begin_block(batch);
}

/* An empty batch begins behind the last block there is. */
static pincite_status number_batch(pincite_store *store, pincite_error *err) {
  pincite_blocks *blocks = &store->blocks;
  const pincite_batch *before = &blocks->packer.batch;
  int64_t last = before->first_id + (int64_t)before->count - 1;
  pincite_status status = before->count ? PINCITE_OK : last_block(store, &last, err);
  blocks->gathering.first_id = last + 1;
  return status;
}

pincite_status pincite__block_append(pincite_store *store, pincite_str record,
                                     int64_t *id, size_t *offset, pincite_error *err) {
  pincite_batch *batch = &store->blocks.gathering;
  pincite_status status = PINCITE_OK;
  if (batch->text.len >= SAMPLE_MAX)
    status = hand_over(store, store->blocks.ahead, err);
  if (!status && batch->count == 0)
    status = number_batch(store, err);
  if (status)
    return status;
  pincite_pending_block *block = block_for(batch, record.len);
  if (!block)
    return pincite__no_memory(err);
  *id = batch->first_id + (int64_t)batch->count - 1;
  *offset = block->length;
  for (size_t done = 0;;) {
    size_t rest = record.len - done;
    size_t part = rest <= PINCITE__BLOCK_MAX - block->length ? rest : PINCITE__BLOCK_TARGET;
    pincite__buf_add(&batch->text, record.at + done, part);
    block->length += part;
    block->records++;
    done += part;
    if (done == record.len)
      break;
    block = begin_block(batch);
    if (!block)
      return pincite__no_memory(err);
  }
  return batch->text.failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* Take one record from a row; at the last one the row goes. */
static pincite_status release_row(pincite_store *store, int64_t row, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_TEXT_RELEASE, err);
  if (!statement)
    return pincite__no_statement(store);
  int64_t records = -1;
  sqlite3_bind_int64(statement, 1, row);
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) {
    records = sqlite3_column_int64(statement, 0);
    rc = sqlite3_step(statement);
  }
  pincite__statement_done(store, statement);
  if (rc != SQLITE_DONE)
    return pincite__store_failed(store, "free text", err);
  if (records < 0)
    return pincite__fail(err, PINCITE_ECORRUPT, "row %lld of the text is missing",
                         (long long)row);
  if (records > 0)
    return PINCITE_OK;
  statement = pincite__statement(store, STATEMENT_TEXT_DELETE, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, row);
  rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK : pincite__store_failed(store, "free text", err);
}

/* Take one record from a block that is written; *size is the block's. */
static pincite_status release_written(pincite_store *store, int64_t id, size_t *size,
                                      pincite_error *err) {
  int64_t rows[2];
  pincite_status status = pincite__block_places(store, id, size, rows, err);
  for (size_t i = 0; !status && i < 2 && rows[i]; i++)
    status = release_row(store, rows[i], err);
  return status;
}

pincite_status pincite__block_free(pincite_store *store, int64_t id, size_t offset,
                                   size_t len, pincite_error *err) {
  while (len) {
    size_t size = 0;
    pincite_str text;
    pincite_pending_block *pending = pincite__block_pending(&store->blocks, id, &text);
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
