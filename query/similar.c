/* SPDX-License-Identifier: MIT
 *
 * similar.c - passages like one that is known.
 *
 * Xapian names the terms that tell the passage (or those of an article) from all
 * others; the question is the words that have them, and what is in the same article is
 * left out of the answer.
 */
#include <stdlib.h>
#include <string.h>

#include "xapian_search.h"

/* Terms of the question; passages of an article that they are taken from. */
#define TERMS 24
#define PASSAGES 32

typedef struct original {
  int64_t article;
  uint32_t ids[PASSAGES];
  size_t count;
  pincite_buf terms, question; /* stems with blanks around, words */
} original;

/* The passages that an id names: one, or the first ones of an article. */
static pincite_status find_original(pincite_index *index, const char *id, original *o,
                                    pincite_error *err) {
  const pincite_article *article = NULL;
  size_t ordinal = 0;
  pincite_status status = pincite_article_get(index, id, &article, &ordinal, err);
  if (status)
    return status;
  size_t most = article->passage_count < PASSAGES ? article->passage_count : PASSAGES;
  status = pincite__article_find(index->store, pincite__str(article->id), &o->article, err);
  if (ordinal)
    o->ids[o->count++] = (uint32_t)(o->article + (int64_t)ordinal - 1);
  else
    for (size_t i = 0; i < most; i++)
      o->ids[o->count++] = (uint32_t)(o->article + (int64_t)i);
  pincite_article_free(article);
  return status;
}

typedef struct taker {
  original *o;
  pincite_str text;
} taker;

/* The first word of a term that is wanted stands for it. */
static int take_word(const pincite_token *token, void *data) {
  taker *t = data;
  char name[PINCITE__TERM_LIMIT + 3];
  if (token->colocated || token->term.len > PINCITE__TERM_LIMIT)
    return 0;
  name[0] = ' ';
  memcpy(name + 1, token->term.at, token->term.len);
  name[token->term.len + 1] = ' ';
  name[token->term.len + 2] = '\0';
  char *at = strstr(t->o->terms.data, name);
  if (!at)
    return 0;
  memset(at + 1, '\n', token->term.len);
  pincite__buf_add(&t->o->question, t->text.at + token->start, token->length);
  pincite__buf_addc(&t->o->question, ' ');
  return 0;
}

static pincite_status make_question(pincite_index *index, original *o, pincite_error *err) {
  static const pincite_terms none;
  pincite_buf chosen;
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  pincite__buf_init(&chosen, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__xapian_expansion(index->xapian, o->ids, o->count, &none,
                                                    TERMS, &chosen, err);
  pincite__buf_addf(&o->terms, " %s ", chosen.data);
  for (size_t i = 0; !status && i < o->count; i++) {
    status = pincite__passage_text(index->store, o->ids[i], &passage, err);
    taker t = {o, passage.body};
    if (!status && pincite__analyse(index->analyser, passage.body.at, passage.body.len,
                                    take_word, &t))
      status = pincite__no_memory(err);
  }
  if (!status && (o->question.failed || o->terms.failed))
    status = pincite__no_memory(err);
  if (!status && o->question.len == 0)
    status = pincite__fail(err, PINCITE_ENOTFOUND,
                           "it has no word that tells it from other passages");
  pincite__buf_release(&chosen);
  pincite__passage_text_release(&passage);
  return status;
}

/* Leave out what is in the same article. */
static pincite_status drop_own(pincite_hits *hits, int64_t article, size_t limit,
                               pincite_error *err) {
  size_t kept = 0;
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < hits->count; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(hits->index->store, hits->items[i].rowid, &row, err);
    if (!status && row.article != article)
      hits->items[kept++] = hits->items[i];
  }
  hits->total -= hits->count - kept;
  hits->count = kept < limit ? kept : limit;
  return status;
}

pincite_status pincite_similar(pincite_index *index, const char *id,
                               const pincite_search_options *options, pincite_hits **out,
                               pincite_error *err) {
  pincite_search_options own = PINCITE_SEARCH_OPTIONS_INIT;
  if (!id || !out || !pincite__options_copy(&own, sizeof own, options))
    return pincite__fail(err, PINCITE_EINVAL, "pincite_similar needs an id and sound options");
  if (index->shards)
    return pincite__fail(err, PINCITE_EINVAL, "ask the shard that has the article");
  original o = {0};
  pincite_hits *hits = NULL;
  size_t limit = own.limit ? own.limit : 10;
  pincite__buf_init(&o.terms, PINCITE__BUF_LIMIT);
  pincite__buf_init(&o.question, PINCITE__BUF_LIMIT);
  own.engine = "xapian";
  own.strict = 0;
  own.no_concepts = 1;
  own.no_suggestion = 1;
  /* A question without words sees to it that the engine is there and up to date. */
  pincite_status status = pincite_search(index, "", 0, &own, &hits, err);
  pincite_hits_free(hits);
  hits = NULL;
  if (!status)
    status = find_original(index, id, &o, err);
  if (!status)
    status = make_question(index, &o, err);
  own.limit = limit + own.offset + PASSAGES;
  if (!status)
    status = pincite_search(index, o.question.data, o.question.len, &own, &hits, err);
  if (!status)
    status = drop_own(hits, o.article, own.offset + limit, err);
  if (!status) {
    *out = hits;
    hits = NULL;
  }
  pincite_hits_free(hits);
  pincite__buf_release(&o.terms);
  pincite__buf_release(&o.question);
  return status;
}
