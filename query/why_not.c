/* SPDX-License-Identifier: MIT
 *
 * why_not.c - one passage, asked whether it is a hit, and if not, what is missing.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "scan.h"

/* The public struct comes first, so that one pointer serves for both. */
typedef struct made {
  pincite_verdict verdict;
  pincite_hits *hits;
  pincite_buf clause, sentence;
} made;

static pincite_status find_row(pincite_index *index, const char *id,
                               pincite_passage_row *row, pincite_error *err) {
  const pincite_article *article = NULL;
  size_t ordinal = 0;
  int64_t first = 0;
  pincite_status status = pincite_article_get(index, id, &article, &ordinal, err);
  if (!status && ordinal == 0)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "'%s' is an article; name one of its passages, %s#1 to %s#%zu",
                           id, id, id, article->passage_count);
  if (!status)
    status = pincite__article_find(index->store, pincite__str(article->id), &first, err);
  if (!status)
    status = pincite__passage_row(index->store, first + (int64_t)ordinal - 1, row, err);
  pincite_article_free(article);
  return status;
}

/* Which option leaves the passage out? False: none. */
static bool say_option(made *m, const pincite_passage_row *row) {
  const pincite_filter *filter = &m->hits->filter;
  const pincite_search_options *o = &m->hits->options;
  if (!(filter->zones & 1U << row->zone)) {
    pincite__buf_addf(&m->clause, "zone:%s", o->zones ? o->zones : "body,quote,note");
    pincite__buf_addf(&m->sentence, "it is of the zone %s, which is not looked in",
                      pincite__zone_name(row->zone));
  } else if (filter->to && (row->published < filter->from || row->published > filter->to)) {
    pincite__buf_addf(&m->clause, "date:%s..%s", o->from ? o->from : "",
                      o->to ? o->to : "");
    pincite__buf_adds(&m->sentence, row->published
                                        ? "it was published at another time"
                                        : "it is undated");
  } else if (filter->source && filter->source != row->source) {
    pincite__buf_addf(&m->clause, "source:\"%s\"", o->source);
    pincite__buf_adds(&m->sentence, "it is of another source");
  } else if (filter->author && filter->author != row->author) {
    pincite__buf_addf(&m->clause, "author:\"%s\"", o->author);
    pincite__buf_adds(&m->sentence, "it is by somebody else");
  } else {
    return false;
  }
  return true;
}

static void say_clause(made *m, const pincite_node *fault) {
  pincite__node_text(fault, &m->clause);
  if (fault->kind == PINCITE_NODE_NOT)
    pincite__buf_adds(&m->sentence, "it has what must not be there");
  else if (fault->kind == PINCITE_NODE_RUN || fault->kind == PINCITE_NODE_OR)
    pincite__buf_adds(&m->sentence, "it has none of these");
  else if (fault->kind == PINCITE_NODE_ZONE)
    pincite__buf_adds(&m->sentence, "it is of another zone");
  else if (fault->kind == PINCITE_NODE_DATE)
    pincite__buf_adds(&m->sentence, "it was not published then");
  else
    pincite__buf_adds(&m->sentence, "nothing in it matches this");
}

/* Its place among all hits. */
static pincite_status rank_it(made *m, const pincite_passage_row *row,
                              pincite_error *err) {
  pincite_hits *hits = m->hits;
  pincite_status status = pincite__engine_find(hits, err);
  if (!status)
    status = pincite__hits_gather(hits, err);
  for (size_t i = 0; !status && i < hits->count; i++)
    if (hits->items[i].rowid == (uint32_t)row->rowid) {
      m->verdict.found = 1;
      m->verdict.rank = i + 1;
      m->verdict.score = hits->items[i].score;
      return PINCITE_OK;
    }
  if (!status)
    pincite__buf_adds(&m->sentence, "another passage stands for its article");
  return status;
}

static pincite_status judge(made *m, const pincite_passage_row *row, pincite_error *err) {
  int yes = 0;
  if (say_option(m, row))
    return PINCITE_OK;
  if (!m->hits->question->root) {
    pincite__buf_adds(&m->sentence, "the question has no word in it");
    return PINCITE_OK;
  }
  pincite_status status = pincite__judge_text(m->hits, (uint32_t)row->rowid, &yes, err);
  if (status)
    return status;
  if (yes)
    return rank_it(m, row, err);
  say_clause(m, pincite__match_fault(m->hits->matcher));
  return PINCITE_OK;
}

pincite_status pincite_why_not(pincite_index *index, const char *query, size_t length,
                               const pincite_search_options *options, const char *id,
                               const pincite_verdict **out, pincite_error *err) {
  pincite_passage_row row = {0};
  if (!index || !query || !id || !out)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_why_not needs an index, a question, "
                                              "a passage and a result");
  made *m = calloc(1, sizeof *m);
  if (!m)
    return pincite__no_memory(err);
  pincite__buf_init(&m->clause, PINCITE__BUF_LIMIT);
  pincite__buf_init(&m->sentence, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__ask(index, query, length, options, &m->hits, err);
  if (status)
    goto done;
  m->hits->options.all = 1;
  status = find_row(index, id, &row, err);
  if (!status)
    status = judge(m, &row, err);
  if (!status && (m->clause.failed || m->sentence.failed))
    status = pincite__no_memory(err);
  if (status)
    goto done;
  pincite_hits_answer(m->hits, &m->verdict.answer);
  m->verdict.clause = m->clause.len ? m->clause.data : NULL;
  m->verdict.sentence = m->sentence.len ? m->sentence.data : NULL;
  *out = &m->verdict;
  m = NULL;
done:
  pincite_verdict_free(m ? &m->verdict : NULL);
  return status;
}

void pincite_verdict_free(const pincite_verdict *verdict) {
  made *m;
  if (!verdict)
    return;
  /* The caller's view is const; what lies around it is ours. */
  memcpy(&m, &verdict, sizeof m);
  pincite_hits_free(m->hits);
  pincite__buf_release(&m->clause);
  pincite__buf_release(&m->sentence);
  free(m);
}
