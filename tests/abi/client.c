/* SPDX-License-Identifier: MIT
 *
 * A program of an earlier version: compiled against the header of that version, it runs
 * on the library of today. What it does must not change.
 */
#include <pincite.h>
#include <stdio.h>
#include <string.h>

static pincite_status put(pincite_index *index, const char *id, const char *text,
                          pincite_error *err) {
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.id = id;
  input.text = text;
  input.title = "Harbour lamps";
  input.published = "2019-04-11";
  input.source = "Wire";
  return pincite_add(index, &input, err);
}

static int name_citation(const pincite_citation *citation, void *data) {
  (void)data;
  printf("cites %s\n", citation->normal);
  return 0;
}

static pincite_status ask(pincite_index *index, pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_answer answer;
  options.limit = 3;
  options.source = "wire";
  options.from = "2019";
  options.facets = "year";
  pincite_status status =
      pincite_search(index, "keeper lamp", SIZE_MAX, &options, &hits, err);
  while (!status && (status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
    printf("%zu %s %s %s\n", hit.rank, hit.id, hit.published, hit.snippet);
  if (status >= 0) {
    pincite_hits_answer(hits, &answer);
    printf("%s: %d found\n", answer.reading, (int)answer.total);
  }
  pincite_hits_free(hits);
  return status;
}

int main(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_verify_options checks = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_verify_report report;
  pincite_index *index = NULL;
  pincite_state state;
  pincite_error err;
  options.mode = PINCITE_CREATE;
  pincite_status status = pincite_open(":memory:", &options, &index, &err);
  if (!status)
    status = put(index, "a", "The keeper read 47 U.S.C. \xc2\xa7 230 by the lamp.", &err);
  if (!status)
    status = put(index, "b", "Nobody lit the other lamp.", &err);
  if (!status)
    status = ask(index, &err);
  if (status >= 0)
    status = pincite_citations("See 47 U.S.C. \xc2\xa7 230.", SIZE_MAX, NULL,
                               name_citation, NULL, &err);
  if (status >= 0)
    status = pincite_remove(index, "b", &err);
  if (status >= 0)
    status = pincite_state_get(index, &state, &err);
  checks.deep = 1;
  if (status >= 0)
    status = pincite_verify(index, &checks, &report, &err);
  if (status >= 0)
    printf("%d article, sound: %d\n", (int)state.articles, report.findings == 0);
  else
    fprintf(stderr, "%s\n", err.message);
  pincite_close(index);
  return status < 0;
}
