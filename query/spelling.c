/* SPDX-License-Identifier: MIT
 *
 * spelling.c - a stem as the corpus spells it, read from a few passages.
 */
#include <string.h>

#include "spell.h"
#include "vocabulary.h"

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

static pincite_status read_passage(finder *f, int64_t rowid,
                                   pincite_passage_text *passage, pincite_error *err) {
  pincite_status status = pincite__passage_text(f->index->store, rowid, passage, err);
  f->text = passage->body;
  if (!status &&
      pincite__analyse(f->index->analyser, f->text.at, f->text.len, take_token, f))
    status = pincite__no_memory(err);
  return status;
}

pincite_status pincite__spelling(void *data, pincite_str term, pincite_str like,
                                 pincite_buf *out, pincite_error *err) {
  finder f = {.index = data,
              .term = term,
              .like = like,
              .distance = FAR + 1,
              .out = out,
              .start = out->len};
  sqlite3_stmt *rows = NULL;
  pincite_passage_text passage;
  pincite_buf match;
  int rc = SQLITE_DONE;
  pincite__passage_text_init(&passage);
  pincite__buf_init(&match, PINCITE__BUF_LIMIT);
  pincite_fts_detail detail = PINCITE__FTS_FULL;
  pincite_status status = pincite__fts_detail(f.index->store, &detail, err);
  /* Without columns a word of titles alone is looked for in vain. */
  pincite__buf_addf(&match, "%s\"%c%.*s\"", detail == PINCITE__FTS_NONE ? "" : "body : ",
                    PINCITE__VERBATIM, (int)term.len, term.at);
  if (!status && match.failed)
    status = pincite__no_memory(err);
  if (!status && sqlite3_prepare_v2(
                     pincite__store_db(f.index->store),
                     "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?1 LIMIT ?2",
                     -1, &rows, NULL) != SQLITE_OK)
    status = pincite__store_failed(f.index->store, "look for a spelling", err);
  if (!status) {
    sqlite3_bind_text64(rows, 1, match.data, match.len, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int(rows, 2, PASSAGES_READ);
  }
  /* No other word is nearer than one slip. */
  while (!status && f.distance > 1 && (rc = sqlite3_step(rows)) == SQLITE_ROW)
    status = read_passage(&f, sqlite3_column_int64(rows, 0), &passage, err);
  if (!status && rc != SQLITE_DONE && rc != SQLITE_ROW)
    status = pincite__store_failed(f.index->store, "look for a spelling", err);
  sqlite3_finalize(rows);
  pincite__buf_release(&match);
  pincite__passage_text_release(&passage);
  return status;
}
