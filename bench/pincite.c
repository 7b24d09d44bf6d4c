/* SPDX-License-Identifier: MIT
 *
 * pincite.c - pincite as a peer, through its public header. See bench.h.
 *
 * The system's name says what is measured: "pincite-plain" ranks by BM25 alone and
 * gives every passage, as the peers do; any other name is the default ranking, second
 * look, folding of near-duplicates and all; one that ends in "-text" also fetches every
 * hit with its snippet. Building is
 * done by 'pincite index', and not here.
 */
#include <pincite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

typedef struct reader {
  pincite_index *index;
  int plain, text;
} reader;

static void write_query(const bench_question *question, char *out, size_t size) {
  if (!strcmp(question->kind, "and"))
    bench_join(question, " AND ", "", out, size);
  else if (!strcmp(question->kind, "phrase")) {
    char words[1024];
    bench_join(question, " ", "", words, sizeof words);
    snprintf(out, size, "\"%s\"", words);
  } else if (!strcmp(question->kind, "near"))
    snprintf(out, size, "%s /10 %s", question->words[0], question->words[1]);
  else if (!strcmp(question->kind, "prefix"))
    snprintf(out, size, "%s*", question->words[0]);
  else
    bench_join(question, " ", "", out, size);
}

static bench_result ask(const bench_question *question, size_t k, void *data) {
  reader *from = data;
  char query[2048];
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err;
  pincite_hits *hits;
  pincite_hit hit;
  write_query(question, query, sizeof query);
  options.limit = k;
  options.model = from->plain ? "plain" : "default";
  options.no_collapse = from->plain;
  options.no_suggestion = from->plain;
  options.zones = "all";
  if (!strcmp(question->kind, "filtered"))
    options.source = question->source;
  if (pincite_search(from->index, query, SIZE_MAX, &options, &hits, &err))
    bench_die("%s: %s", query, err.message);
  pincite_answer answer;
  pincite_hits_answer(hits, &answer);
  bench_result result = {answer.total < k ? answer.total : k, 0};
  pincite_status status;
  while (from->text && (status = pincite_hits_next(hits, &hit, &err)) != PINCITE_DONE) {
    if (status)
      bench_die("%s: %s", query, err.message);
    if (hit.rank == 1)
      result.top = hit.score;
  }
  pincite_hits_free(hits);
  return result;
}

int main(int argc, char **argv) {
  if (argc != 6 || strcmp(argv[1], "ask"))
    bench_die("usage: pincite ask ...");
  reader from = {NULL, strstr(argv[5], "plain") != NULL, strstr(argv[5], "-text") != NULL};
  pincite_error err;
  if (pincite_open(argv[2], NULL, &from.index, &err))
    bench_die("%s", err.message);
  bench_ask(argv[3], strtoull(argv[4], NULL, 10), argv[5], ask, &from);
  pincite_close(from.index);
  return 0;
}
