/* SPDX-License-Identifier: MIT
 *
 * split.c - one index cut into shards: every article goes, as it is stored and cut, to
 * the shard that a hash of its id names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "boilerplate.h"
#include "handle.h"
#include "xapian_shards.h"

/* Text that is put in before all shards are committed. */
#define BATCH_BYTES ((size_t)64 << 20)
#define SHARDS_MAX 1024

typedef struct splitter {
  pincite_store *from;
  pincite_store **to;
  size_t count, bytes;
} splitter;

static pincite_status begin_all(splitter *s, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < s->count; i++)
    status = pincite__store_begin(s->to[i], err);
  return status;
}

static pincite_status commit_all(splitter *s, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < s->count; i++)
    status = pincite__store_commit(s->to[i], err);
  s->bytes = 0;
  return status;
}

static pincite_status copy_article(splitter *s, int64_t rowid,
                                   pincite_stored_article *article,
                                   pincite_document *document, pincite_error *err) {
  pincite_status status = pincite__article_load(s->from, rowid, article, err);
  if (status)
    return status;
  pincite_put put = {0};
  pincite_cuts cuts = {0};
  pincite__document_clear(document);
  pincite__buf_add(&document->text, article->text.at, article->text.len);
  bool failed = document->text.failed;
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite__buf_add(&document->fields[i], article->fields[i].at, article->fields[i].len);
    failed = failed || document->fields[i].failed;
  }
  if (failed)
    status = pincite__no_memory(err);
  if (!status)
    status = pincite__cuts_read(s->from, article->rowid, article->passage_count, &cuts, err);
  size_t shard = pincite__shard_of(article->fields[PINCITE_FIELD_ID], s->count);
  if (!status)
    status = pincite__article_put(s->to[shard], document, cuts.items, cuts.count, NULL, 0,
                                  &put, err);
  pincite__cuts_release(&cuts);
  s->bytes += article->text.len;
  if (!status && s->bytes >= BATCH_BYTES) {
    status = commit_all(s, err);
    if (!status)
      status = begin_all(s, err);
  }
  return status;
}

static pincite_status copy_all(splitter *s, pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  pincite_stored_article article;
  pincite_document document;
  pincite__stored_article_init(&article);
  pincite__document_init(&document);
  pincite_status status = begin_all(s, err);
  int rc = SQLITE_DONE;
  if (!status)
    rc = sqlite3_prepare_v2(pincite__store_db(s->from), "SELECT id FROM article ORDER BY id",
                            -1, &rows, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(rows)) == SQLITE_ROW)
    status = copy_article(s, sqlite3_column_int64(rows, 0), &article, &document, err);
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(s->from, "read the articles", err);
  sqlite3_finalize(rows);
  pincite__document_release(&document);
  pincite__stored_article_release(&article);
  return status ? status : commit_all(s, err);
}

/* PREFIX-1.pincite and so on; a folder that is there already is not touched. */
static pincite_status open_shards(splitter *s, const char *prefix, pincite_error *err) {
  char path[4200];
  pincite_fts_detail detail;
  pincite_status status = pincite__fts_detail(s->from, &detail, err);
  for (size_t i = 0; !status && i < s->count; i++) {
    snprintf(path, sizeof path, "%.4000s-%zu.pincite", prefix, i + 1);
    if (access(path, F_OK) == 0)
      return pincite__fail(err, PINCITE_EREFUSED,
                           "'%s' is there already; remove it, or split under another name",
                           path);
    status = pincite__store_open(path, PINCITE_CREATE, &s->to[i], err);
    if (!status)
      status = pincite__fts_set(s->to[i], pincite__fts_detail_name(detail), err);
    if (!status)
      status = pincite__engines_set(s->to[i], "fts5,xapian", err);
  }
  return status;
}

/* Names are written as seen from the file. */
static pincite_status write_list(const char *prefix, size_t count, pincite_error *err) {
  char path[4200];
  const char *slash = strrchr(prefix, '/'), *name = slash ? slash + 1 : prefix;
  snprintf(path, sizeof path, "%.4000s.shards", prefix);
  FILE *file = fopen(path, "wxe");
  if (!file)
    return pincite__fail(err, PINCITE_EIO, "cannot make '%s'; is it there already?", path);
  fprintf(file, "# A shard a line: the folder of an index, or HOST:PORT of a "
                "`pincite serve-shard`.\n# The order decides where an article belongs.\n");
  for (size_t i = 1; i <= count; i++)
    fprintf(file, "%s-%zu.pincite\n", name, i);
  bool failed = ferror(file) != 0;
  if (fclose(file) || failed)
    return pincite__fail(err, PINCITE_EIO, "cannot write '%s'", path);
  return PINCITE_OK;
}

pincite_status pincite_split(pincite_index *index, size_t count, const char *prefix,
                             pincite_error *err) {
  if (!prefix || !*prefix || count < 1 || count > SHARDS_MAX)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_split needs 1 to %d shards and a name",
                         SHARDS_MAX);
  if (index->shards)
    return pincite__fail(err, PINCITE_EINVAL, "it is split already: split each shard");
  splitter s = {.from = index->store, .count = count};
  s.to = calloc(count, sizeof *s.to);
  if (!s.to)
    return pincite__no_memory(err);
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (!status) {
    status = open_shards(&s, prefix, err);
    if (!status)
      status = copy_all(&s, err);
    pincite__store_end_read(index->store);
  }
  for (size_t i = 0; i < count; i++)
    pincite__store_close(s.to[i]);
  free(s.to);
  return status ? status : write_list(prefix, count, err);
}

/* ---- how shards fare -------------------------------------------------------------- */

size_t pincite_shard_count(const pincite_index *index) {
  return index->shards ? pincite__shards_count(index->shards) : 0;
}

pincite_status pincite_shards(pincite_index *index, int timeout_ms,
                              int (*each)(const pincite_shard *shard, void *data),
                              void *data, pincite_error *err) {
  if (!index->shards || !each)
    return pincite__fail(err, PINCITE_EINVAL, "the index has no shards");
  pincite_buf missing;
  pincite__buf_init(&missing, PINCITE__BUF_LIMIT);
  pincite__shards_restart(index->shards);
  pincite_status status =
      pincite__shards_gather(index->shards, timeout_ms > 0 ? (unsigned)timeout_ms : 10000,
                             &index->xapian, &missing, err);
  bool none = status == PINCITE_EIO; /* that, too, is what was asked for */
  bool partial = none || missing.len > 0;
  pincite__buf_release(&missing);
  if (status && !none)
    return status;
  for (size_t i = 0; i < pincite__shards_count(index->shards); i++) {
    pincite_shard_line line = pincite__shards_line(index->shards, i);
    pincite_shard shard = {.name = line.name, .remote = line.host != NULL};
    shard.trouble = pincite__shards_state(index->shards, i, &shard.passages, &shard.generation);
    if (each(&shard, data))
      return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  }
  return partial ? PINCITE_PARTIAL : PINCITE_OK;
}
