/* SPDX-License-Identifier: MIT
 *
 * timeline.c - what matches, over time. The index says how many articles there
 * are in every period; those with a hit are counted beside.
 */
#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "tally.h"

/* The public struct comes first, so that one pointer serves for both. */
typedef struct made {
  pincite_timeline timeline;
  pincite_hits *hits;
  pincite_period *periods;
  size_t capacity;
  char (*names)[8];
  size_t names_capacity;
} made;

typedef struct counting {
  pincite_tally found, all;
  pincite_day unit; /* that many days are a period, as days are written */
} counting;

static bool count_article(const pincite_found_article *article, void *data) {
  counting *to = data;
  return pincite__tally_add(&to->found, article->row.published / to->unit,
                            article->passages);
}

/* All articles that the options admit, by period, whatever their zones. */
static pincite_status count_all(const pincite_hits *hits, counting *to,
                                pincite_error *err) {
  static const char sql[] =
      "SELECT published / ?1 FROM article WHERE (?2 = 0 OR source = ?2)"
      " AND (?3 = 0 OR author = ?3) AND (?5 = 0 OR published BETWEEN ?4 AND ?5)"
      " AND (?6 = 0 OR id IN (SELECT article FROM passage WHERE id >= ?6))";
  const pincite_filter *filter = &hits->filter;
  pincite_store *store = hits->index->store;
  sqlite3_stmt *rows = NULL;
  int rc = sqlite3_prepare_v2(pincite__store_db(store), sql, -1, &rows, NULL);
  const int64_t values[] = {to->unit, filter->source, filter->author, filter->from,
                            filter->to, filter->first};
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof values / sizeof *values; i++)
    rc = sqlite3_bind_int64(rows, (int)i + 1, values[i]);
  bool kept = true;
  while (rc == SQLITE_OK || (rc == SQLITE_ROW && kept))
    if ((rc = sqlite3_step(rows)) == SQLITE_ROW)
      kept = pincite__tally_add(&to->all, sqlite3_column_int64(rows, 0), 0);
  sqlite3_finalize(rows);
  if (!kept)
    return pincite__no_memory(err);
  return rc == SQLITE_DONE ? PINCITE_OK
                           : pincite__store_failed(store, "count the articles", err);
}

static pincite_period period_of(const counting *from, int64_t key) {
  const pincite_count *found = pincite__tally_get(&from->found, key);
  const pincite_count *all = pincite__tally_get(&from->all, key);
  return (pincite_period){.articles = found ? found->articles : 0,
                          .passages = found ? found->passages : 0,
                          .of = all ? all->articles : 0};
}

static bool add_period(made *m, const counting *from, int64_t key) {
  pincite_timeline *timeline = &m->timeline;
  size_t count = timeline->period_count + 1;
  if (!pincite__grow(&m->periods, &m->capacity, count, sizeof *m->periods) ||
      !pincite__grow(&m->names, &m->names_capacity, count, sizeof *m->names))
    return false;
  m->periods[count - 1] = period_of(from, key);
  bool month = from->unit == 100;
  int year = (int)(month ? key / 100 : key) % 10000, of_year = month ? (int)key % 100 : 0;
  pincite_buf name;
  pincite__buf_init(&name, 64);
  pincite__buf_addf(&name, of_year ? "%04d-%02d" : "%04d", year, of_year);
  bool named = !name.failed;
  if (named)
    memcpy(m->names[count - 1], name.data, name.len + 1);
  pincite__buf_release(&name);
  timeline->period_count = count;
  return named;
}

/* From the first period with a hit to the last. A year stands among months only
   when the index has something that is dated by it alone. */
static bool add_periods(made *m, const counting *from) {
  int64_t first = INT64_MAX, last = 0;
  bool months = from->unit == 100;
  for (size_t i = 0; i < from->found.count; i++) {
    int64_t key = from->found.items[i].key;
    first = key && key < first ? key : first;
    last = key > last ? key : last;
  }
  for (int64_t key = first; key <= last; key++) {
    if (months && key % 100 > 12)
      key += 100 - key % 100;
    if (months && key % 100 == 0 && !pincite__tally_get(&from->all, key))
      continue;
    if (!add_period(m, from, key))
      return false;
  }
  for (size_t i = 0; i < m->timeline.period_count; i++)
    m->periods[i].name = m->names[i];
  return true;
}

static void sum_up(made *m, const counting *from) {
  pincite_timeline *timeline = &m->timeline;
  pincite_period *whole = &timeline->whole;
  timeline->periods = m->periods;
  timeline->undated = period_of(from, 0);
  for (size_t i = 0; i < from->found.count; i++) {
    whole->articles += from->found.items[i].articles;
    whole->passages += from->found.items[i].passages;
  }
  for (size_t i = 0; i < from->all.count; i++)
    whole->of += from->all.items[i].articles;
  pincite_hits_answer(m->hits, &timeline->answer);
  timeline->answer.total = whole->articles;
  timeline->answer.total_exact = 1;
}

pincite_status pincite_timeline_get(pincite_index *index, const char *query, size_t length,
                                    const pincite_timeline_options *options,
                                    const pincite_timeline **out, pincite_error *err) {
  pincite_timeline_options o = PINCITE_TIMELINE_OPTIONS_INIT;
  counting counts = {.unit = 0};
  if (!index || !query || !out || !pincite__options_copy(&o, sizeof o, options))
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_timeline_get needs an index, a question, a result and "
                         "well-formed options");
  made *m = calloc(1, sizeof *m);
  if (!m)
    return pincite__no_memory(err);
  counts.unit = o.months ? 100 : 10000;
  pincite_status status = pincite__ask(index, query, length, o.search, &m->hits, err);
  if (!status)
    status = pincite__scan_articles(m->hits, count_article, &counts, err);
  if (!status)
    status = count_all(m->hits, &counts, err);
  if (!status)
    status = pincite__suggest(m->hits, err);
  if (!status && !add_periods(m, &counts))
    status = pincite__no_memory(err);
  if (status)
    goto done;
  sum_up(m, &counts);
  *out = &m->timeline;
  m = NULL;
done:
  pincite__tally_release(&counts.found);
  pincite__tally_release(&counts.all);
  pincite_timeline_free(m ? &m->timeline : NULL);
  return status;
}

void pincite_timeline_free(const pincite_timeline *timeline) {
  made *m;
  if (!timeline)
    return;
  /* The caller's view is const; what lies around it is ours. */
  memcpy(&m, &timeline, sizeof m);
  pincite_hits_free(m->hits);
  free(m->periods);
  free(m->names);
  free(m);
}
