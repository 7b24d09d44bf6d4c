/* SPDX-License-Identifier: MIT
 *
 * fetch.c - an article handed to the caller, whole.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handle.h"

/* The public struct comes first, so that one pointer serves for both. */
typedef struct fetched {
  pincite_article article;
  pincite_stored_article stored;
  pincite_passage_row *rows;
  char *strings[PINCITE__FIELD_COUNT];
  char *text;
  char sha256[33];
  pincite_buf passage_id;
} fetched;

/* "ARTICLE#N" asked for: cut off the ordinal. False when there is none. */
static bool split_id(pincite_str id, pincite_str *article, size_t *ordinal) {
  size_t at = id.len, value = 0, scale = 1;
  while (at > 0 && id.at[at - 1] >= '0' && id.at[at - 1] <= '9' && id.len - at < 9) {
    value += scale * (size_t)(id.at[at - 1] - '0');
    scale *= 10;
    at--;
  }
  if (at == id.len || at < 2 || id.at[at - 1] != '#' || value == 0)
    return false;
  *article = (pincite_str){id.at, at - 1};
  *ordinal = value;
  return true;
}

/* The row of an article by its own id, or else by that of a passage. An id may
   itself end like a passage's, so the whole is tried first. */
static pincite_status find(pincite_store *store, const char *id, int64_t *rowid,
                           size_t *ordinal, pincite_error *err) {
  pincite_str whole = pincite__str(id), article;
  size_t number = 0;
  int64_t found = 0;
  pincite_status status = pincite__article_find(store, whole, &found, err);
  if (!status && found == 0 && split_id(whole, &article, &number)) {
    status = pincite__article_find(store, article, &found, err);
    pincite_passage_row row;
    if (!status && found &&
        (pincite__passage_row(store, found + (int64_t)number - 1, &row, NULL) ||
         row.article != found))
      return pincite__fail(err, PINCITE_ENOTFOUND, "article '%.*s' has no passage %zu",
                           (int)article.len, article.at, number);
  }
  if (status)
    return status;
  if (found == 0)
    return pincite__fail(err, PINCITE_ENOTFOUND, "there is no article or passage '%s'", id);
  *rowid = found;
  *ordinal = number;
  return PINCITE_OK;
}

static pincite_status load_rows(pincite_store *store, fetched *f, pincite_error *err) {
  f->rows = calloc(f->stored.passage_count, sizeof *f->rows);
  if (!f->rows)
    return pincite__no_memory(err);
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < f->stored.passage_count; i++)
    status = pincite__passage_row(store, f->stored.rowid + (int64_t)i, &f->rows[i], err);
  return status;
}

static pincite_status fill(fetched *f, pincite_error *err) {
  const char **out[PINCITE__FIELD_COUNT] = {
      [PINCITE_FIELD_ID] = &f->article.id,
      [PINCITE_FIELD_TITLE] = &f->article.title,
      [PINCITE_FIELD_AUTHOR] = &f->article.author,
      [PINCITE_FIELD_PUBLISHED] = &f->article.published,
      [PINCITE_FIELD_SOURCE] = &f->article.source,
      [PINCITE_FIELD_LANGUAGE] = &f->article.language,
      [PINCITE_FIELD_URI] = &f->article.uri};
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    if (f->stored.fields[i].len == 0 && i != PINCITE_FIELD_TITLE)
      continue;
    f->strings[i] = pincite__copy(f->stored.fields[i]);
    if (!f->strings[i])
      return pincite__no_memory(err);
    *out[i] = f->strings[i];
  }
  f->text = pincite__copy(f->stored.text);
  if (!f->text)
    return pincite__no_memory(err);
  f->article.text = f->text;
  f->article.text_length = f->stored.text.len;
  f->article.passage_count = f->stored.passage_count;
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite_sha256 sha;
  pincite__sha256_init(&sha);
  pincite__sha256_add(&sha, f->text, f->stored.text.len);
  pincite__sha256_final(&sha, digest);
  pincite__hex(digest, 16, f->sha256);
  f->article.sha256 = f->sha256;
  return PINCITE_OK;
}

pincite_status pincite_article_get(pincite_index *index, const char *id,
                                   const pincite_article **out, size_t *ordinal,
                                   pincite_error *err) {
  if (!id || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_article_get needs an id");
  fetched *f = calloc(1, sizeof *f);
  if (!f)
    return pincite__no_memory(err);
  pincite__stored_article_init(&f->stored);
  pincite__buf_init(&f->passage_id, PINCITE__BUF_LIMIT);
  int64_t rowid = 0;
  size_t number = 0;
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (!status) {
    status = find(index->store, id, &rowid, &number, err);
    if (!status)
      status = pincite__article_load(index->store, rowid, &f->stored, err);
    if (!status)
      status = load_rows(index->store, f, err);
    pincite__store_end_read(index->store);
  }
  if (!status)
    status = fill(f, err);
  if (status)
    goto done;
  if (ordinal)
    *ordinal = number;
  *out = &f->article;
  f = NULL;
done:
  pincite_article_free(f ? &f->article : NULL);
  return status;
}

/* The caller's view is const; what lies around it is ours. */
static fetched *owner(const pincite_article *article) {
  fetched *f;
  memcpy(&f, &article, sizeof f);
  return f;
}

pincite_status pincite_article_passage(const pincite_article *article, size_t ordinal,
                                       pincite_passage *passage) {
  fetched *f = owner(article);
  if (ordinal == 0 || ordinal > article->passage_count)
    return PINCITE_ENOTFOUND;
  pincite__buf_clear(&f->passage_id);
  pincite__buf_addf(&f->passage_id, "%s#%zu", article->id, ordinal);
  if (f->passage_id.failed)
    return PINCITE_ENOMEM;
  const pincite_passage_row *row = &f->rows[ordinal - 1];
  *passage = (pincite_passage){.id = f->passage_id.data,
                               .ordinal = ordinal,
                               .start = row->start,
                               .length = row->length,
                               .zone = pincite__zone_name(row->zone)};
  passage->page = pincite__paging_find(f->stored.pages, row->start);
  passage->last_page = pincite__paging_find(
      f->stored.pages, row->start + row->length - (row->length > 0));
  return PINCITE_OK;
}

void pincite_article_free(const pincite_article *article) {
  if (!article)
    return;
  fetched *f = owner(article);
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++)
    free(f->strings[i]);
  free(f->text);
  free(f->rows);
  pincite__buf_release(&f->passage_id);
  pincite__stored_article_release(&f->stored);
  free(f);
}
