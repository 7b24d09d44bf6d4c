/* SPDX-License-Identifier: MIT
 *
 * search.c - pincite_search(): read the question, hold a snapshot, find.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../corpus/law_store.h"
#include "concepts.h"
#include "engine.h"
#include "explain.h"
#include "facets.h"
#include "hits.h"
#include "spell.h"
#include "topics.h"

/* Near words cost a walk over thousands of terms. With so many hits it is made for words
   that the corpus does not have at all, and not for rare ones. */
#define SUGGEST_BELOW 10

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static pincite_status check_options(const pincite_search_options *options,
                                    pincite_error *err) {
  if (options->unit > PINCITE_ARTICLES || options->sort > PINCITE_BY_DATE)
    return pincite__fail(err, PINCITE_EINVAL, "the unit or the order asked for is unknown");
  return PINCITE_OK;
}

/* Is it the index that the caller means? */
static pincite_status check_expected(const pincite_hits *hits, pincite_error *err) {
  const char *expected = hits->options.expect;
  if (!expected)
    return PINCITE_OK;
  size_t digits = strlen(expected);
  if (digits < 8 || digits > 64 || strspn(expected, "0123456789abcdef") != digits)
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%.80s' is no fingerprint: 8 to 64 hex digits, as pincite "
                         "status prints them",
                         expected);
  if (strncmp(expected, hits->fingerprint, digits) == 0)
    return PINCITE_OK;
  return pincite__fail(err, PINCITE_EREFUSED,
                       "the index has the fingerprint %.16s..., not %.16s...: it holds "
                       "other articles",
                       hits->fingerprint, expected);
}

static pincite_status begin_snapshot(pincite_hits *hits, pincite_error *err) {
  pincite_index *index = hits->index;
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (status)
    return status;
  hits->reading = true;
  hits->generation = pincite__generation(index->store);
  pincite__fingerprint(index->store, hits->fingerprint);
  status = check_expected(hits, err);
  if (status)
    return status;
  status = pincite__postings_ready(index, err);
  return status ? status : pincite__engine_begin(hits, err);
}

static pincite_status read_question(pincite_hits *hits, const char *query, size_t length,
                                    pincite_error *err) {
  pincite_buf folder;
  pincite__buf_init(&folder, PINCITE__BUF_LIMIT);
  pincite__topics_folder(hits->index, hits->options.topics, &folder);
  const pincite_law *law = pincite__store_law(hits->index->store);
  pincite__analyser_use(hits->index->analyser, law);
  hits->cited.concepts.law = law;
  pincite_resolving resolving = {law, folder.len ? folder.data : NULL};
  pincite_resolver resolver = {.data = &resolving,
                               .cite = pincite__resolve_cite,
                               .topic = pincite__resolve_topic};
  pincite_status status =
      folder.failed ? pincite__no_memory(err)
                    : pincite__question_read(hits->index->analyser, &resolver, query,
                                             length, hits->options.strict != 0,
                                             &hits->question, err);
  if (!status) {
    const pincite_buf *note = &hits->question->note;
    pincite__buf_add(&hits->note, note->data, note->len);
    status = pincite__question_reading(hits->question, hits->index->analyser, &resolver,
                                       !hits->options.no_concepts, &hits->note,
                                       &hits->canonical, err);
  }
  pincite__buf_release(&folder);
  if (status)
    return status;
  if (hits->query.len == 0)
    pincite__buf_add(&hits->query, hits->question->text.data, hits->question->text.len);
  hits->matcher = pincite__matcher_new(hits->question, hits->index->analyser);
  if (!hits->matcher || hits->query.failed || hits->canonical.failed || hits->note.failed)
    return pincite__no_memory(err);
  return PINCITE_OK;
}

static void drop_question(pincite_hits *hits) {
  free(hits->admitted);
  hits->admitted = NULL;
  hits->judged = 0;
  pincite__matcher_free(hits->matcher);
  pincite__question_free(hits->question);
  hits->matcher = NULL;
  hits->question = NULL;
  pincite__buf_clear(&hits->canonical);
  pincite__buf_clear(&hits->note);
}

/* Nothing has the phrases of a sentence: ask it again without quotation marks. */
static pincite_status ask_without_quotes(pincite_hits *hits, pincite_error *err) {
  pincite_buf plain;
  pincite__buf_init(&plain, PINCITE__BUF_LIMIT);
  pincite__without_quotes(pincite__buf_view(&hits->canonical), &plain);
  pincite_status status = plain.failed ? pincite__no_memory(err) : PINCITE_OK;
  if (!status) {
    drop_question(hits);
    status = read_question(hits, plain.data, plain.len, err);
  }
  if (!status && hits->question->root)
    status = pincite__find_folded(hits, err);
  if (hits->note.len)
    pincite__buf_adds(&hits->note, "; ");
  pincite__buf_adds(&hits->note, "no passage has the quoted words together: "
                                 "they were looked for one by one");
  pincite__buf_release(&plain);
  return status;
}

static pincite_status answer(pincite_hits *hits, pincite_error *err) {
  if (!hits->question->root) {
    hits->total_exact = true;
    return PINCITE_OK;
  }
  pincite_status status = pincite__find_folded(hits, err);
  if (!status && hits->total == 0 && !hits->options.strict &&
      pincite__relaxes(hits->question))
    status = ask_without_quotes(hits, err);
  return status;
}

pincite_status pincite__suggest(pincite_hits *hits, pincite_error *err) {
  pincite_vocabulary vocabulary = pincite__engine_vocabulary(hits);
  uint64_t rare = hits->total < SUGGEST_BELOW ? PINCITE__SPELL_RARE : 0;
  pincite_status status = pincite__spell(hits->question, rare, hits->index->analyser,
                                         &vocabulary, &hits->suggestion, err);
  /* A shard that is lost by now takes nothing away from the answer. */
  return hits->index->shards && status == PINCITE_EIO ? PINCITE_OK : status;
}

static void init(pincite_hits *hits, pincite_index *index) {
  *hits = (pincite_hits){.index = index};
  pincite_buf *bufs[] = {&hits->query,      &hits->canonical, &hits->note,
                         &hits->suggestion, &hits->id,        &hits->fields,
                         &hits->text,       &hits->snippet,   &hits->also,
                         &hits->missing,    &hits->expansion};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_init(bufs[i], PINCITE__BUF_LIMIT);
  pincite__passage_text_init(&hits->passage);
  pincite__passage_text_init(&hits->looked_at);
  pincite__cited_init(&hits->cited);
}

pincite_status pincite__ask(pincite_index *index, const char *query, size_t length,
                            const pincite_search_options *options, pincite_hits **out,
                            pincite_error *err) {
  pincite_hits *hits = malloc(sizeof *hits);
  if (!hits)
    return pincite__no_memory(err);
  init(hits, index);
  hits->options = (pincite_search_options)PINCITE_SEARCH_OPTIONS_INIT;
  pincite_status status = PINCITE_OK;
  if (!pincite__options_copy(&hits->options, sizeof hits->options, options))
    status = pincite__fail(err, PINCITE_EINVAL, "the options of the search are malformed");
  if (!status)
    status = check_options(&hits->options, err);
  if (!status)
    status = begin_snapshot(hits, err);
  if (!status)
    status = read_question(hits, query, length == SIZE_MAX ? strlen(query) : length, err);
  if (!status)
    status = pincite__filter_read(index->store, hits->question, &hits->options,
                                  &hits->filter, err);
  if (status)
    goto done;
  *out = hits;
  hits = NULL;
done:
  pincite_hits_free(hits);
  return status;
}

/* The hits before the first that is wanted. */
static pincite_status pass_over(pincite_hits *hits, pincite_error *err) {
  const pincite_ranked *item;
  pincite_status status = PINCITE_OK;
  for (size_t left = hits->options.offset; left > 0 && !status;) {
    size_t there = hits->count - hits->next, some = left < there ? left : there;
    hits->next += some;
    left -= some;
    if (left)
      status = pincite__hits_step(hits, &item, err);
  }
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status pincite_search(pincite_index *index, const char *query, size_t length,
                              const pincite_search_options *options, pincite_hits **out,
                              pincite_error *err) {
  if (!index || !query || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_search needs an index, a question "
                                              "and a result");
  double began = milliseconds();
  pincite_hits *hits = NULL;
  pincite_status status = pincite__ask(index, query, length, options, &hits, err);
  if (!status)
    status = answer(hits, err);
  if (!status && !hits->options.no_suggestion)
    status = pincite__suggest(hits, err);
  if (!status && hits->options.facets)
    status = pincite__facets_count(hits, hits->options.facets, &hits->facets, err);
  if (!status)
    status = pass_over(hits, err);
  if (status)
    goto done;
  hits->elapsed = milliseconds() - began;
  *out = hits;
  hits = NULL;
done:
  pincite_hits_free(hits);
  return status;
}

void pincite_hits_free(pincite_hits *hits) {
  if (!hits)
    return;
  if (hits->reading)
    pincite__store_end_read(hits->index->store);
  pincite__matcher_free(hits->matcher);
  pincite__question_free(hits->question);
  pincite_buf *bufs[] = {&hits->query,      &hits->canonical, &hits->note,
                         &hits->suggestion, &hits->id,        &hits->fields,
                         &hits->text,       &hits->snippet,   &hits->also,
                         &hits->missing,    &hits->expansion};
  for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
    pincite__buf_release(bufs[i]);
  pincite__records_free(hits);
  pincite__passage_text_release(&hits->passage);
  pincite__passage_text_release(&hits->looked_at);
  pincite__cited_release(&hits->cited);
  pincite__facets_free(hits->facets);
  pincite__explanations_free(hits->explanations);
  pincite__stream_free(hits->stream);
  free(hits->items);
  free(hits->folded);
  free(hits->also_ids);
  free(hits->admitted);
  free(hits->matches);
  free(hits->marks);
  free(hits);
}

void pincite_hits_answer(const pincite_hits *hits, pincite_answer *answer) {
  static const char *const engines[] = {"fts5", "xapian", "both"};
  *answer = (pincite_answer){
      .query = hits->query.data,
      .reading = hits->canonical.data,
      .note = hits->note.len ? hits->note.data : NULL,
      .suggestion = hits->suggestion.len ? hits->suggestion.data : NULL,
      .engine = engines[hits->engine],
      .missing = hits->missing.len ? hits->missing.data : NULL,
      .expansion = hits->expansion.len ? hits->expansion.data : NULL,
      .generation = hits->generation,
      .fingerprint = hits->fingerprint,
      .total = hits->total,
      .total_exact = hits->total_exact,
      .folded = hits->folded_count,
      .elapsed_ms = hits->elapsed};
}

void pincite_hits_facets(const pincite_hits *hits, const pincite_facet **facets,
                         size_t *count) {
  *facets = pincite__facets_items(hits->facets, count);
}
