/* SPDX-License-Identifier: MIT
 *
 * intake.c - the last steps of a document on its way into the store, and
 * pincite_add(), for which they are the only ones.
 */
#include "intake.h"

#include <string.h>

#include "../corpus/handle.h"
#include "../corpus/xapian_shards.h"
#include "scrape.h"

/* Tokens take several times the room of their text: a longer text's are made passage
   by passage, as it is stored. */
#define ANALYSE_MAX ((size_t)1 << 20)

static bool failed(const pincite_document *document) {
  bool any = document->failed || document->text.failed;
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++)
    any = any || document->fields[i].failed;
  return any;
}

static bool has_field(const pincite_document *document, pincite_field field) {
  return document->fields[field].len > 0;
}

static void set_id(pincite_document *document, const char *id) {
  pincite__buf_clear(&document->fields[PINCITE_FIELD_ID]);
  pincite__buf_adds(&document->fields[PINCITE_FIELD_ID], id);
}

/* An id made from the uri is the same on every machine. */
static void give_id(pincite_document *document, const pincite_provenance *from) {
  pincite_str basis = from->uri;
  char id[13];
  if (basis.len == 0)
    basis = pincite__document_get(document, PINCITE_FIELD_URI);
  if (basis.len == 0)
    basis = pincite__buf_view(&document->text);
  pincite_buf name;
  pincite__buf_init(&name, PINCITE__BUF_LIMIT);
  pincite__buf_add(&name, basis.at, basis.len);
  if (document->line)
    pincite__buf_addf(&name, "#%llu", (unsigned long long)document->line);
  document->failed = document->failed || name.failed;
  pincite__id_from_uri(pincite__buf_view(&name), (pincite_str){0}, id);
  pincite__buf_release(&name);
  set_id(document, id);
}

static void complete(pincite_document *document, const pincite_provenance *from) {
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  if (document->block_count == 0 && title.len)
    pincite__document_add(document, PINCITE_ZONE_BODY, title.at, title.len);
  if (!has_field(document, PINCITE_FIELD_URI) && from->uri.len)
    pincite__document_set(document, PINCITE_FIELD_URI, from->uri.at, from->uri.len, "path");
}

void pincite__ready_init(pincite_ready *ready) {
  *ready = (pincite_ready){0};
  pincite__prepared_init(&ready->prepared);
  pincite__buf_init(&ready->place, PINCITE__BUF_LIMIT);
}

void pincite__ready_release(pincite_ready *ready) {
  pincite__cuts_release(&ready->cuts);
  pincite__prepared_release(&ready->prepared);
  pincite__buf_release(&ready->place);
}

static bool is_elsewhere(const pincite_document *document, const pincite_provenance *from) {
  pincite_str id = pincite__document_get(document, PINCITE_FIELD_ID);
  return from->shard_count && pincite__shard_of(id, from->shard_count) + 1 != from->shard;
}

/* Cut a document that is complete and make what can be made of it. */
static bool cut_and_analyse(const pincite_document *document, pincite_analyser *analyser,
                            pincite_ready *ready) {
  pincite_cuts *cuts = &ready->cuts;
  pincite__cut(document, cuts);
  ready->analysed = analyser && document->text.len <= ANALYSE_MAX;
  return !cuts->failed &&
         (!ready->analysed || pincite__prepare(&ready->prepared, analyser, document,
                                               cuts->items, cuts->count));
}

pincite_status pincite__intake_prepare(pincite_document *document,
                                       const pincite_provenance *from,
                                       pincite_analyser *analyser, pincite_ready *ready,
                                       pincite_error *err) {
  pincite_provenance place = *from;
  pincite__buf_clear(&ready->place);
  ready->analysed = false;
  ready->told = ready->named = has_field(document, PINCITE_FIELD_ID);
  if (ready->named &&
      strcmp(document->origins[PINCITE_FIELD_ID].data, PINCITE__BY_PLACE) == 0) {
    pincite__buf_adds(&ready->place, document->fields[PINCITE_FIELD_ID].data);
    place.uri = pincite__buf_view(&ready->place);
    ready->named = false;
  }
  complete(document, &place);
  if (!ready->named)
    give_id(document, &place);
  if (failed(document) || ready->place.failed)
    return pincite__no_memory(err);
  if (document->block_count == 0)
    return pincite__fail(err, PINCITE_EINVAL, "there is no text in it");
  ready->elsewhere = is_elsewhere(document, from);
  if (!ready->elsewhere && !cut_and_analyse(document, analyser, ready))
    return pincite__no_memory(err);
  return PINCITE_OK;
}

static pincite_status put_ready(pincite_store *store, const pincite_document *document,
                                const pincite_provenance *from, pincite_ready *ready,
                                pincite_put *put, pincite_error *err) {
  return pincite__article_put(store, document, ready->cuts.items, ready->cuts.count,
                              ready->analysed ? &ready->prepared : NULL, from->input, put,
                              err);
}

pincite_status pincite__intake_put(pincite_store *store, pincite_document *document,
                                   const pincite_provenance *from, pincite_ready *ready,
                                   pincite_put *put, pincite_error *err) {
  char id[13];
  if (ready->elsewhere) {
    put->change = PINCITE_PUT_ELSEWHERE;
    return PINCITE_OK;
  }
  pincite_status status = put_ready(store, document, from, ready, put, err);
  if (status || put->change != PINCITE_PUT_TAKEN || ready->named || document->line)
    return status;
  /* Two roots may hold files of the same name: then the root's name joins in. */
  pincite__id_from_uri(ready->place.len ? pincite__buf_view(&ready->place) : from->uri,
                       from->root, id);
  set_id(document, id);
  return put_ready(store, document, from, ready, put, err);
}

/* ---- pincite_add ---------------------------------------------------------------- */

static void set_text(pincite_document *document, pincite_field field, const char *text) {
  if (text)
    pincite__document_set(document, field, text, strlen(text), "given");
}

static pincite_status fill(pincite_document *document, const pincite_article_input *input,
                           pincite_error *err) {
  size_t length = input->text_length ? input->text_length : strlen(input->text);
  if (length > PINCITE__TEXT_LIMIT)
    return pincite__fail(err, PINCITE_EINVAL, "the text is longer than 64 MiB; divide it");
  set_text(document, PINCITE_FIELD_ID, input->id);
  set_text(document, PINCITE_FIELD_TITLE, input->title);
  set_text(document, PINCITE_FIELD_AUTHOR, input->author);
  set_text(document, PINCITE_FIELD_PUBLISHED, input->published);
  set_text(document, PINCITE_FIELD_SOURCE, input->source);
  set_text(document, PINCITE_FIELD_LANGUAGE, input->language);
  set_text(document, PINCITE_FIELD_URI, input->uri);
  if (failed(document))
    return pincite__no_memory(err);
  if (input->published && !has_field(document, PINCITE_FIELD_PUBLISHED))
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s' is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
                         input->published);
  pincite__text_blocks(document, input->text, length);
  pincite__scrape(document);
  return failed(document) ? pincite__no_memory(err) : PINCITE_OK;
}

pincite_status pincite_add(pincite_index *index, const pincite_article_input *article,
                           pincite_error *err) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  if (!article || !pincite__options_copy(&input, sizeof input, article))
    return pincite__fail(err, PINCITE_EINVAL, "the article given is malformed");
  if (!input.text)
    return pincite__fail(err, PINCITE_EINVAL, "an article needs a text");
  pincite_document document;
  pincite_ready ready;
  pincite_put put;
  pincite_provenance nowhere = {0};
  pincite__document_init(&document);
  pincite__ready_init(&ready);
  pincite_status status = fill(&document, &input, err);
  bool own_batch = !index->batch;
  if (!status && own_batch)
    status = pincite__store_begin(index->store, err);
  if (status)
    goto done;
  status = pincite__intake_prepare(&document, &nowhere, NULL, &ready, err);
  if (!status)
    status = pincite__intake_put(index->store, &document, &nowhere, &ready, &put, err);
  if (own_batch && !status) {
    status = pincite__store_commit(index->store, err);
  } else if (status && (own_batch || status != PINCITE_EINVAL)) {
    /* Half an article may have been written: the batch is lost. */
    pincite__store_rollback(index->store);
    index->batch = false;
  }
done:
  pincite__ready_release(&ready);
  pincite__document_release(&document);
  return status;
}
