/* SPDX-License-Identifier: MIT
 *
 * hits_json.c - an answer as JSON, schema pincite.search/1.
 */
#include <string.h>

#include "../corpus/json.h"
#include "hits.h"

static void add_text(pincite_buf *out, const char *name, const char *text) {
  pincite__json_key(out, name);
  pincite__json_text(out, text);
}

static void add_count(pincite_buf *out, const char *name, uint64_t value) {
  pincite__json_key(out, name);
  pincite__buf_addf(out, "%llu", (unsigned long long)value);
}

static void add_spans(pincite_buf *out, const char *name, const pincite_span *spans,
                      size_t count) {
  pincite__json_key(out, name);
  pincite__buf_addc(out, '[');
  for (size_t i = 0; i < count; i++) {
    pincite__json_comma(out);
    pincite__buf_addf(out, "[%zu,%zu]", spans[i].start, spans[i].length);
  }
  pincite__buf_addc(out, ']');
}

static void add_cited(pincite_buf *out, const pincite_hit *hit) {
  pincite__json_key(out, "cited");
  pincite__buf_addc(out, '[');
  for (size_t i = 0; i < hit->cited_count; i++) {
    const pincite_cited *cited = &hit->cited[i];
    pincite__json_comma(out);
    pincite__buf_addc(out, '{');
    add_text(out, "id", cited->id);
    add_text(out, "as", cited->as);
    add_text(out, "where", cited->where);
    add_count(out, "start", cited->start);
    add_count(out, "length", cited->length);
    pincite__buf_addc(out, '}');
  }
  pincite__buf_addc(out, ']');
}

static void add_parts(pincite_buf *out, const pincite_hit *hit) {
  pincite__json_key(out, "parts");
  pincite__buf_addc(out, '[');
  for (size_t i = 0; i < hit->part_count; i++) {
    const pincite_score_item *part = &hit->parts[i];
    pincite__json_comma(out);
    pincite__buf_addc(out, '{');
    add_text(out, "rule", part->rule);
    add_text(out, "field", part->field);
    add_text(out, "term", part->term);
    if (part->second)
      add_text(out, "second", part->second);
    add_count(out, "count", part->count);
    pincite__json_key(out, "value");
    pincite__json_number(out, part->value);
    pincite__buf_addc(out, '}');
  }
  pincite__buf_addc(out, ']');
}

static void add_hit(pincite_buf *out, const pincite_hit *hit) {
  pincite__buf_addc(out, '{');
  add_count(out, "rank", hit->rank);
  add_text(out, "id", hit->id);
  add_text(out, "article", hit->article);
  pincite__json_key(out, "score");
  pincite__json_number(out, hit->score);
  if (hit->parts)
    add_parts(out, hit);
  add_text(out, "title", hit->title);
  add_text(out, "author", hit->author);
  add_text(out, "published", hit->published);
  add_text(out, "source", hit->source);
  add_text(out, "uri", hit->uri);
  add_text(out, "zone", hit->zone);
  add_count(out, "start", hit->start);
  add_count(out, "length", hit->length);
  if (hit->page) {
    add_count(out, "page", hit->page);
    add_count(out, "last_page", hit->last_page);
  }
  pincite__json_key(out, "text");
  pincite__json_string(out, hit->text, hit->length);
  add_text(out, "snippet", hit->snippet);
  add_spans(out, "snippet_matches", hit->snippet_matches, hit->snippet_match_count);
  add_spans(out, "matches", hit->matches, hit->match_count);
  if (hit->cited_count)
    add_cited(out, hit);
  pincite__json_key(out, "also");
  pincite__buf_addc(out, '[');
  for (size_t i = 0; i < hit->also_count; i++) {
    pincite__json_comma(out);
    pincite__json_text(out, hit->also[i]);
  }
  pincite__buf_addc(out, ']');
  pincite__buf_addc(out, '}');
}

static void add_facets(pincite_buf *out, const pincite_hits *hits) {
  const pincite_facet *facets;
  size_t count;
  pincite_hits_facets(hits, &facets, &count);
  if (!count)
    return;
  pincite__json_key(out, "facets");
  pincite__buf_addc(out, '{');
  for (size_t i = 0; i < count; i++) {
    pincite__json_key(out, facets[i].name);
    pincite__buf_addc(out, '[');
    for (size_t k = 0; k < facets[i].count; k++) {
      const pincite_facet_value *value = &facets[i].values[k];
      pincite__json_comma(out);
      pincite__buf_addc(out, '{');
      add_text(out, "value", value->value);
      add_count(out, "articles", value->articles);
      add_count(out, "passages", value->passages);
      pincite__buf_addc(out, '}');
    }
    pincite__buf_addc(out, ']');
  }
  pincite__buf_addc(out, '}');
}

static void add_answer(pincite_buf *out, const pincite_hits *hits) {
  pincite_answer answer;
  pincite_hits_answer(hits, &answer);
  add_text(out, "schema", "pincite.search/1");
  add_text(out, "query", answer.query);
  add_text(out, "reading", answer.reading);
  if (answer.note)
    add_text(out, "note", answer.note);
  if (answer.suggestion)
    add_text(out, "suggestion", answer.suggestion);
  add_text(out, "engine", answer.engine);
  if (answer.missing)
    add_text(out, "missing", answer.missing);
  if (answer.expansion)
    add_text(out, "expansion", answer.expansion);
  add_count(out, "generation", answer.generation);
  add_text(out, "fingerprint", answer.fingerprint);
  add_count(out, "total", answer.total);
  if (answer.folded)
    add_count(out, "folded", answer.folded);
  pincite__json_key(out, "total_exact");
  pincite__buf_adds(out, answer.total_exact ? "true" : "false");
  pincite__json_key(out, "elapsed_ms");
  pincite__buf_addf(out, "%llu.%03u", (unsigned long long)answer.elapsed_ms,
                    (unsigned)(answer.elapsed_ms * 1000) % 1000);
}

pincite_status pincite_hits_json(pincite_hits *hits, char **out, size_t *length,
                                 pincite_error *err) {
  if (!out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_hits_json needs a result");
  pincite_buf json;
  pincite_hit hit;
  pincite__buf_init(&json, PINCITE__BUF_LIMIT);
  pincite__buf_addc(&json, '{');
  add_answer(&json, hits);
  add_facets(&json, hits);
  pincite__json_key(&json, "hits");
  pincite__buf_addc(&json, '[');
  pincite_status status;
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK && !json.failed) {
    pincite__json_comma(&json);
    add_hit(&json, &hit);
  }
  if (status < 0)
    goto done;
  pincite__buf_adds(&json, "]}\n");
  status = json.failed ? pincite__no_memory(err) : PINCITE_OK;
  if (status)
    goto done;
  if (length)
    *length = json.len;
  *out = pincite__buf_take(&json);
  if (!*out)
    status = pincite__no_memory(err);
done:
  pincite__buf_release(&json);
  return status;
}
