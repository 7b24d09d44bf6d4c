/* SPDX-License-Identifier: MIT
 *
 * The scenarios that need more than a few articles, or an index that a run left
 * halfway, or one with holes.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "handle.h"
#include "scenarios_private.h"
#include "work.h"

pincite_status scenario_fill_many(const char *path, pincite_error *err) {
  pincite_index *index = NULL;
  pincite_status status = work_open(path, PINCITE_CREATE, "fts5,xapian", &index, err);
  if (!status)
    status = pincite_begin(index, err);
  for (int i = 0; !status && i < 200; i++) {
    char id[16], text[200];
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    snprintf(id, sizeof id, "many%d", i);
    snprintf(text, sizeof text, "Hotel number%d has a room%d and a lamp, and keepers.", i,
             i % 7);
    input.id = id;
    input.title = "Harbour hotels";
    input.text = text;
    input.source = i % 2 ? "Wire" : NULL;
    status = pincite_add(index, &input, err);
  }
  if (!status)
    status = pincite_commit(index, err);
  pincite_close(index);
  return status;
}

/* Questions that postings do not decide, of more passages than are read for them. */
pincite_status run_many(pincite_error *err) {
  static const char *const questions[] = {"title:hotels AND lamp", "hotels*",
                                          "title:harbour AND keeper NOT room3", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_status status = scenario_ask(USED, questions, &options, false, err);
  options.unit = PINCITE_ARTICLES;
  options.limit = 190;
  return status < 0 ? status : scenario_ask(USED, questions, &options, false, err);
}

pincite_status run_many_xapian(pincite_error *err) {
  static const char *const questions[] = {"hotel lamp", "hotel AND keepers", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.engine = "xapian";
  options.unit = PINCITE_ARTICLES;
  options.limit = 190;
  pincite_status status = scenario_ask(USED, questions, &options, false, err);
  if (status < 0)
    return status;
  options = (pincite_search_options)PINCITE_SEARCH_OPTIONS_INIT;
  options.engine = "xapian";
  options.explain = 1;
  options.facets = "source,year";
  options.limit = 3;
  options.model = "pl2";
  return scenario_ask(USED, questions, &options, true, err);
}

/* A run was killed before it settled the families; the next commit does so. */
pincite_status run_settle(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_status status = work_open(USED, PINCITE_WRITE, NULL, &index, err);
  if (!status)
    status = pincite_begin(index, err);
  if (!status)
    status = pincite_commit(index, err);
  pincite_close(index);
  return status;
}

/* By the library's own connection, whose pages have checksums. */
void scenario_change(const char *path, const char *sql) {
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  char *why = err.message;
  if (work_open(path, PINCITE_WRITE, NULL, &index, &err) ||
      sqlite3_exec(pincite__store_db(index->store), sql, NULL, NULL, &why)) {
    fprintf(stderr, "%s: %s\n", path, why);
    exit(1);
  }
  pincite_close(index);
}

/* What is known of the passages is gone: no hits, or the damage is reported. */
pincite_status run_holes(pincite_error *err) {
  static const char *const questions[] = {"hotel venture", "traff*", "hotel /s venture",
                                          "w7x AND room", NULL};
  pincite_status status = PINCITE_OK;
  for (int i = 0; questions[i]; i++) {
    const char *const one[] = {questions[i], NULL};
    status = scenario_ask(USED, one, NULL, false, err);
    if (status < 0 && status != PINCITE_ECORRUPT)
      return status;
  }
  return PINCITE_OK;
}
