/* SPDX-License-Identifier: MIT
 *
 * The scenarios that ask an index something.
 */
#include "scenarios_private.h"
#include "work.h"

static pincite_status drain(pincite_hits *hits, bool json, pincite_error *err) {
  pincite_hit hit;
  pincite_status status = PINCITE_OK;
  char *text = NULL;
  if (json)
    status = pincite_hits_json(hits, &text, NULL, err);
  else
    while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
      ;
  pincite_free(text);
  pincite_hits_free(hits);
  return status < 0 ? status : PINCITE_OK;
}

pincite_status scenario_ask(const char *path, const char *const *questions,
                            const pincite_search_options *options, bool json,
                            pincite_error *err) {
  pincite_index *index = NULL;
  pincite_status status = work_open(path, PINCITE_READ, NULL, &index, err);
  for (; !status && *questions; questions++) {
    pincite_hits *hits = NULL;
    status = pincite_search(index, *questions, SIZE_MAX, options, &hits, err);
    if (!status)
      status = drain(hits, json, err);
  }
  pincite_close(index);
  return status;
}

pincite_status run_plain(pincite_error *err) {
  static const char *const questions[] = {"hotel venture w7x", "trafikking venture",
                                          "Section 230 hotels", "court number1", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.facets = "source,year,author";
  return scenario_ask(USED, questions, &options, false, err);
}

pincite_status run_boolean(pincite_error *err) {
  static const char *const questions[] = {"\"knew of the trafficking venture\"",
                                          "(hotel OR motel) AND room NOT w7x",
                                          "trafficking /s venture",
                                          "hotel /5 venture",
                                          "knew pre/3 trafficking",
                                          "hotel /p court",
                                          "traff*",
                                          "=Hotel AND title:hotels",
                                          "author:Rivlin AND date:2018..2020",
                                          "undated: AND hotel",
                                          "cite:usc/47/230 AND hotel",
                                          "topic:hotels",
                                          "source:wire hotel AND (",
                                          "traf* AND NOT w7x",
                                          "w1*",
                                          "\"room 37\" OR \"court number3\"",
                                          "=Hotel",
                                          NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.sort = PINCITE_BY_DATE;
  options.unit = PINCITE_ARTICLES;
  return scenario_ask(USED, questions, &options, true, err);
}

pincite_status run_explain(pincite_error *err) {
  static const char *const questions[] = {"hotel venture w7x", "w7x AND hotel", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.explain = 1;
  options.source = "wire";
  options.author = "M. Rivlin";
  options.from = "2018";
  options.to = "2020-01";
  options.limit = 3;
  options.offset = 1;
  options.model = "plain";
  pincite_status status = scenario_ask(USED, questions, &options, true, err);
  static const char *const others[] = {"hotel venture", "\"court number3\" OR hotel",
                                       NULL};
  options = (pincite_search_options)PINCITE_SEARCH_OPTIONS_INIT;
  options.explain = 1;
  return status < 0 ? status : scenario_ask(USED, others, &options, true, err);
}

pincite_status run_all(pincite_error *err) {
  static const char *const questions[] = {"hotel venture", "hotel AND w7x", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.all = 1;
  options.since = 1;
  pincite_status status = scenario_ask(USED, questions, &options, false, err);
  options.since = 0;
  options.sort = PINCITE_BY_DATE;
  return status < 0 ? status : scenario_ask(USED, questions, &options, false, err);
}

pincite_status run_xapian(pincite_error *err) {
  static const char *const questions[] = {
      "hotel venture w7x", "\"trafficking venture\" AND hotel", "w7*", NULL};
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.engine = "xapian";
  options.model = "bm25:k1=0.9,b=0.4";
  options.expand = 5;
  options.source = "wire";
  options.from = "2018";
  pincite_status status = scenario_ask(USED, questions, &options, true, err);
  if (status < 0)
    return status;
  options = (pincite_search_options)PINCITE_SEARCH_OPTIONS_INIT;
  options.engine = "both";
  options.facets = "source";
  status = scenario_ask(USED, questions, &options, false, err);
  if (status < 0)
    return status;
  static const char *const sets[] = {"hotel AND room NOT w7x", "\"court number3\"",
                                     "trafficking /s venture", "title:hotels AND w1*",
                                     NULL};
  options.engine = "xapian";
  options.facets = NULL;
  options.all = 1;
  options.sort = PINCITE_BY_DATE;
  return scenario_ask(USED, sets, &options, false, err);
}

pincite_status run_similar(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_hits *hits = NULL;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_similar(index, "a7", NULL, &hits, err);
  if (!status)
    status = drain(hits, false, err);
  pincite_close(index);
  return status;
}

pincite_status run_context(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_kwic *kwic = NULL;
  pincite_kwic_line line;
  pincite_kwic_options options = PINCITE_KWIC_OPTIONS_INIT;
  pincite_timeline_options months = PINCITE_TIMELINE_OPTIONS_INIT;
  const pincite_timeline *timeline = NULL;
  const pincite_verdict *verdict = NULL;
  months.months = 1;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  for (int sort = 0; status >= 0 && sort < 4; sort++) {
    options.sort = (pincite_kwic_sort)sort;
    kwic = NULL;
    status = pincite_kwic_open(index, "\"trafficking venture\" OR w7x", SIZE_MAX,
                               &options, &kwic, err);
    while (!status)
      status = pincite_kwic_next(kwic, &line, err);
    pincite_kwic_free(kwic);
  }
  if (status >= 0)
    status = pincite_timeline_get(index, "hotel w7x", SIZE_MAX, &months, &timeline, err);
  if (status >= 0)
    status =
        pincite_why_not(index, "hotel AND absent", SIZE_MAX, NULL, "a7#1", &verdict, err);
  pincite_timeline_free(timeline);
  pincite_verdict_free(verdict);
  pincite_close(index);
  return status;
}

static int pass_citation(const pincite_citation *citation, void *data) {
  (void)citation;
  (void)data;
  return 0;
}

static const char own_law[] = "act/lamp-act\tact\tLamp Act\t2020\tHarbour Lamps Act\t\n";

static pincite_status list_authorities(pincite_index *index, const char *question,
                                       pincite_error *err) {
  pincite_authorities *authorities = NULL;
  pincite_authority authority;
  pincite_authorities_options options = PINCITE_AUTHORITIES_OPTIONS_INIT;
  options.parts = 1;
  pincite_status status =
      pincite_authorities_open(index, question, SIZE_MAX, &options, &authorities, err);
  while (!status)
    status = pincite_authorities_next(authorities, &authority, err);
  pincite_authorities_free(authorities);
  return status;
}

pincite_status run_law(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_topics *topics = NULL;
  pincite_topic topic;
  pincite_citations_options citing = PINCITE_CITATIONS_OPTIONS_INIT;
  citing.authorities = own_law;
  pincite_status status =
      pincite_citations("See 47 U.S.C. \xc2\xa7 230 and the Harbour Lamps Act.", SIZE_MAX,
                        &citing, pass_citation, NULL, err);
  if (!status)
    status = work_open(USED, PINCITE_WRITE, NULL, &index, err);
  if (!status)
    status = pincite_authorities_set(index, own_law, SIZE_MAX, err);
  if (!status)
    status = list_authorities(index, NULL, err);
  if (status >= 0)
    status = list_authorities(index, "hotel", err);
  if (status >= 0)
    status = pincite_topics_open(index, "topics", NULL, &topics, err);
  for (int i = 0; !status && i < 4; i++)
    status = pincite_topics_next(topics, &topic, err);
  pincite_topics_free(topics);
  pincite_close(index);
  return status;
}

static pincite_status list_alerts(pincite_index *index, pincite_error *err) {
  pincite_alerts *alerts = NULL;
  pincite_alert alert;
  pincite_status status = pincite_alert_add(index, "news", "hotel venture", 1, err);
  if (!status)
    status = pincite_alerts_open(index, &alerts, err);
  if (!status)
    status = pincite_alerts_next(alerts, &alert, err);
  if (!status)
    status = pincite_alerts_seen(index, &alert, 1, err);
  if (!status)
    status = pincite_alert_remove(index, "news", err);
  pincite_alerts_free(alerts);
  return status;
}

pincite_status run_lists(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_ledger *ledger = NULL;
  pincite_ledger_row row;
  pincite_roots *roots = NULL;
  pincite_root root;
  pincite_state state;
  const pincite_article *article = NULL;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_state_get(index, &state, err);
  if (!status)
    status = pincite_article_get(index, "a7#2", &article, NULL, err);
  pincite_article_free(article);
  if (!status)
    status = list_alerts(index, err);
  if (!status)
    status = pincite_ledger_open(index, NULL, &ledger, err);
  while (!status)
    status = pincite_ledger_next(ledger, &row, err);
  pincite_ledger_free(ledger);
  if (status >= 0)
    status = pincite_roots_open(index, &roots, err);
  while (!status)
    status = pincite_roots_next(roots, &root, err);
  pincite_roots_free(roots);
  pincite_close(index);
  return status;
}

pincite_status run_eval(pincite_error *err) {
  pincite_eval *eval = NULL;
  pincite_measures mean;
  pincite_status status = pincite_eval_open("nothing.tsv", &eval, err);
  if (status == PINCITE_EINVAL) /* as it should be */
    status = pincite_eval_open("judged.tsv", &eval, err);
  if (!status)
    status = pincite_eval_hit(eval, "q1", "d1", 2.0, err);
  if (!status)
    status = pincite_eval_run(eval, "run.trec", err);
  if (!status)
    status = pincite_eval_measure(eval, &mean, err);
  pincite_eval_free(eval);
  return status;
}
