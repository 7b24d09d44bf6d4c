/* SPDX-License-Identifier: MIT
 *
 * Hits for programs: `json` is the library's own object (pincite.search/1);
 * `jsonl` is one hit a line, with the same names, and with the question's id
 * where there are several.
 */
#include <string.h>

#include "printer.h"

pincite_status cli_print_json(const cli_page *page, pincite_hits *hits,
                              pincite_error *err) {
  (void)page;
  char *text = NULL;
  size_t length = 0;
  pincite_status status = pincite_hits_json(hits, &text, &length, err);
  if (status < 0)
    return status;
  fwrite(text, 1, length, stdout);
  if (!length || text[length - 1] != '\n')
    putchar('\n');
  pincite_free(text);
  return PINCITE_OK;
}

static void put_cited(cli_json *json, const pincite_hit *hit) {
  if (!hit->cited_count)
    return;
  cli_json_open(json, "cited", '[');
  for (size_t i = 0; i < hit->cited_count; i++) {
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "id", hit->cited[i].id);
    cli_json_text(json, "as", hit->cited[i].as);
    cli_json_text(json, "where", hit->cited[i].where);
    cli_json_count(json, "start", hit->cited[i].start);
    cli_json_count(json, "length", hit->cited[i].length);
    cli_json_close(json, '}');
  }
  cli_json_close(json, ']');
}

static void put_line(const cli_page *page, const pincite_hit *hit) {
  cli_json json = {stdout, false};
  cli_json_open(&json, NULL, '{');
  if (page->question)
    cli_json_text(&json, "question", page->question);
  cli_json_count(&json, "rank", hit->rank);
  cli_json_text(&json, "id", hit->id);
  cli_json_text(&json, "article", hit->article);
  cli_json_number(&json, "score", hit->score);
  cli_json_text(&json, "title", hit->title);
  cli_json_text(&json, "author", hit->author);
  cli_json_text(&json, "published", hit->published);
  cli_json_text(&json, "source", hit->source);
  cli_json_text(&json, "uri", hit->uri);
  cli_json_text(&json, "zone", hit->zone);
  cli_json_count(&json, "start", hit->start);
  cli_json_count(&json, "length", hit->length);
  if (hit->page) {
    cli_json_count(&json, "page", hit->page);
    cli_json_count(&json, "last_page", hit->last_page);
  }
  cli_json_bytes(&json, "text", hit->text, hit->length);
  cli_json_text(&json, "snippet", hit->snippet);
  cli_json_open(&json, "matches", '[');
  for (size_t i = 0; i < hit->match_count; i++) {
    cli_json_open(&json, NULL, '[');
    cli_json_count(&json, NULL, hit->matches[i].start);
    cli_json_count(&json, NULL, hit->matches[i].length);
    cli_json_close(&json, ']');
  }
  cli_json_close(&json, ']');
  put_cited(&json, hit);
  cli_json_close(&json, '}');
  putchar('\n');
}

pincite_status cli_print_jsonl(const cli_page *page, pincite_hits *hits,
                               pincite_error *err) {
  pincite_hit hit;
  pincite_status status;
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
    put_line(page, &hit);
  return status < 0 ? status : PINCITE_OK;
}
