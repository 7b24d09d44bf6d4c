/* SPDX-License-Identifier: MIT
 *
 * spelling.c - a stem as the corpus spells it, read from a few passages.
 */
#include <stdlib.h>
#include <string.h>

#include "spell.h"
#include "vocabulary.h"
#include "xapian_search.h"

/* Passages that are read for one stem. */
#define PASSAGES_READ 4
/* Words farther apart than that do not count as near. */
#define FAR 16

typedef struct finder {
  pincite_index *index;
  pincite_str term, like, text;
  unsigned distance; /* of the best so far */
  pincite_buf *out;
  size_t start; /* of the word in 'out' */
} finder;

static int take_token(const pincite_token *token, void *data) {
  finder *f = data;
  if (token->colocated || !pincite__str_equal(token->term, f->term))
    return 0;
  char word[PINCITE__TERM_LIMIT];
  size_t len = token->length < sizeof word ? token->length : sizeof word;
  for (size_t i = 0; i < len; i++) {
    char c = f->text.at[token->start + i];
    word[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  if (len > 2 && memcmp(word + len - 2, "'s", 2) == 0)
    len -= 2;
  len = pincite__utf8_cut(word, len, len);
  unsigned distance = pincite__word_distance(f->like, (pincite_str){word, len}, FAR);
  if (distance >= f->distance)
    return 0;
  f->distance = distance;
  f->out->len = f->start;
  pincite__buf_add(f->out, word, len);
  return f->out->failed ? -1 : 0;
}

typedef struct rows {
  uint32_t ids[PASSAGES_READ];
  size_t count;
} rows;

static pincite_status rows_of_fts5(const finder *f, rows *out, pincite_error *err) {
  sqlite3_stmt *found = NULL;
  pincite_buf match;
  int rc = SQLITE_DONE;
  pincite_store *store = f->index->store;
  pincite__buf_init(&match, PINCITE__BUF_LIMIT);
  pincite_fts_detail detail = PINCITE__FTS_FULL;
  pincite_status status = pincite__fts_detail(store, &detail, err);
  /* Without columns a word of titles alone is looked for in vain. */
  pincite__buf_addf(&match, "%s\"%c%.*s\"", detail == PINCITE__FTS_NONE ? "" : "body : ",
                    PINCITE__VERBATIM, (int)f->term.len, f->term.at);
  if (!status && match.failed)
    status = pincite__no_memory(err);
  if (!status && sqlite3_prepare_v2(
                     pincite__store_db(store),
                     "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?1 LIMIT ?2",
                     -1, &found, NULL) != SQLITE_OK)
    status = pincite__store_failed(store, "look for a spelling", err);
  if (!status) {
    sqlite3_bind_text64(found, 1, match.data, match.len, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int(found, 2, PASSAGES_READ);
  }
  while (!status && out->count < PASSAGES_READ &&
         (rc = sqlite3_step(found)) == SQLITE_ROW)
    out->ids[out->count++] = (uint32_t)sqlite3_column_int64(found, 0);
  if (!status && rc != SQLITE_DONE && rc != SQLITE_ROW)
    status = pincite__store_failed(store, "look for a spelling", err);
  sqlite3_finalize(found);
  pincite__buf_release(&match);
  return status;
}

static int note_row(uint32_t id, uint32_t times, void *data) {
  rows *out = data;
  (void)times;
  out->ids[out->count++] = id;
  return out->count == PASSAGES_READ;
}

static pincite_status load(const finder *f, uint32_t id, pincite_passage_text *passage,
                           pincite_error *err) {
  const pincite_xapian_reader *reader = f->index->xapian;
  char *bytes = NULL;
  size_t length;
  if (!f->index->shards)
    return pincite__passage_text(f->index->store, id, passage, err);
  pincite_status status = reader->x->data(reader->db, id, &bytes, &length, err);
  if (!status)
    status = pincite__xapian_record_read(bytes, length, passage, err);
  free(bytes);
  return status;
}

static pincite_status read_passage(finder *f, uint32_t id, pincite_passage_text *passage,
                                   pincite_error *err) {
  pincite_status status = load(f, id, passage, err);
  if (status == PINCITE_ENOTFOUND) /* removed since Xapian was written */
    return PINCITE_OK;
  f->text = passage->body;
  if (!status &&
      pincite__analyse(f->index->analyser, f->text.at, f->text.len, take_token, f))
    status = pincite__no_memory(err);
  return status;
}

static pincite_status spell_out(pincite_index *index, pincite_str term, pincite_str like,
                                bool by_xapian, pincite_buf *out, pincite_error *err) {
  finder f = {.index = index,
              .term = term,
              .like = like,
              .distance = FAR + 1,
              .out = out,
              .start = out->len};
  rows found = {.count = 0};
  pincite_passage_text passage;
  const pincite_xapian_reader *reader = index->xapian;
  pincite__passage_text_init(&passage);
  pincite_status status = by_xapian ? reader->x->postings(reader->db, term.at, term.len,
                                                          0, note_row, &found, err)
                                    : rows_of_fts5(&f, &found, err);
  /* No other word is nearer than one slip. */
  for (size_t i = 0; !status && f.distance > 1 && i < found.count; i++)
    status = read_passage(&f, found.ids[i], &passage, err);
  pincite__passage_text_release(&passage);
  return status;
}

pincite_status pincite__spelling(void *data, pincite_str term, pincite_str like,
                                 pincite_buf *out, pincite_error *err) {
  return spell_out(data, term, like, false, out, err);
}

pincite_status pincite__xapian_spelling(void *data, pincite_str term, pincite_str like,
                                        pincite_buf *out, pincite_error *err) {
  return spell_out(data, term, like, true, out, err);
}
