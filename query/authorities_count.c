/* SPDX-License-Identifier: MIT
 *
 * authorities_count.c - how often, and by how many articles, what is cited.
 *
 * The index has a concept term at every citation, so the terms are gone through in
 * their order and each is counted by itself in the ranked postings. Its positions
 * tell whether it stands in the passage's own text or in the title, which all
 * passages of an article repeat.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../corpus/concepts.h"
#include "authorities.h"
#include "hits.h"

/* Passages of a plain question that are looked at. */
#define BEST_PASSAGES 100

/* An article: its first passage's rowid, its year, and whether its text does not
   begin with its title. */
typedef struct article_year {
  int64_t first;
  int year;
  bool title_apart;
} article_year;

/* Where something is mentioned: the passage, and which of its words; below zero in
   the title. */
typedef struct place {
  int64_t passage, at;
} place;

typedef struct counting {
  pincite_authorities *table;
  pincite_index *index;
  const pincite_authorities_options *options;
  bool asked;  /* there is a question: titles do not count */
  bool unsure; /* undecided mentions are counted */
  article_year *articles;
  size_t article_count, article_capacity;
  uint64_t *rows; /* a bit for each passage that is looked at */
  int64_t row_count;
  /* The term at hand. */
  pincite_buf term;
  pincite_authority_item now;
  int64_t passage, article; /* counted last */
  place *told;              /* bills of which the Congress is told */
  size_t told_count, told_capacity;
} counting;

/* ---- what is looked at ------------------------------------------------------ */

static pincite_status prepare(counting *c, const char *sql, sqlite3_stmt **out,
                              pincite_error *err) {
  sqlite3 *db = pincite__store_db(c->index->store);
  if (sqlite3_prepare_v2(db, sql, -1, out, NULL) != SQLITE_OK)
    return pincite__store_failed(c->index->store, "read the citations", err);
  return PINCITE_OK;
}

static pincite_status finish(counting *c, sqlite3_stmt *rows, int rc,
                             pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (rc != SQLITE_DONE)
    status = pincite__store_failed(c->index->store, "read the citations", err);
  sqlite3_finalize(rows);
  return status;
}

static pincite_status load_articles(counting *c, pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  int rc;
  pincite_status status =
      prepare(c,
              "SELECT a.id, a.published, max(a.count, 1), coalesce(p.zone, 2)"
              " FROM article a LEFT JOIN passage_cut p ON p.id = a.id"
              " ORDER BY a.id",
              &rows, err);
  if (status)
    return status;
  while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
    if (!pincite__grow(&c->articles, &c->article_capacity, c->article_count + 1,
                       sizeof *c->articles)) {
      sqlite3_finalize(rows);
      return pincite__no_memory(err);
    }
    article_year *article = &c->articles[c->article_count++];
    *article =
        (article_year){sqlite3_column_int64(rows, 0), sqlite3_column_int(rows, 1) / 10000,
                       sqlite3_column_int(rows, 3) != PINCITE_ZONE_TITLE};
    c->row_count = article->first + sqlite3_column_int64(rows, 2);
  }
  return finish(c, rows, rc, err);
}

static void set_row(counting *c, int64_t row, bool value) {
  uint64_t bit = (uint64_t)1 << (row & 63);
  if (row < 0 || row >= c->row_count)
    return;
  if (value)
    c->rows[row >> 6] |= bit;
  else
    c->rows[row >> 6] &= ~bit;
}

static bool has_row(const counting *c, int64_t row) {
  return row >= 0 && row < c->row_count && (c->rows[row >> 6] >> (row & 63) & 1);
}

/* Everything but boilerplate. */
static pincite_status choose_all(counting *c, pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  int rc;
  uint64_t boilerplate = 0;
  pincite_status status =
      prepare(c, "SELECT id FROM passage_cut WHERE zone = ?1", &rows, err);
  if (status)
    return status;
  sqlite3_bind_int(rows, 1, PINCITE_ZONE_BOILERPLATE);
  memset(c->rows, 0xff, ((size_t)c->row_count / 64 + 1) * sizeof *c->rows);
  for (; (rc = sqlite3_step(rows)) == SQLITE_ROW; boilerplate++)
    set_row(c, sqlite3_column_int64(rows, 0), false);
  status = finish(c, rows, rc, err);
  pincite_state state;
  if (!status)
    status = pincite_state_get(c->index, &state, err);
  if (!status) {
    c->table->summary.passages = c->table->summary.total = state.passages - boilerplate;
    c->table->summary.total_exact = 1;
  }
  return status;
}

/* The passages that the question finds, or its best ones. */
static pincite_status choose_found(counting *c, const char *query, size_t length,
                                   pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_authorities *table = c->table;
  if (!pincite__options_copy(&options, sizeof options, c->options->search))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the search are malformed");
  options.unit = PINCITE_PASSAGES;
  options.sort = PINCITE_BY_RANK;
  options.offset = 0;
  options.all = 1;
  options.no_suggestion = 1;
  pincite_status status = pincite_search(c->index, query, length, &options, &hits, err);
  if (status)
    return status;
  size_t most = c->options->passages    ? c->options->passages
                : hits->question->plain ? BEST_PASSAGES
                                        : SIZE_MAX;
  const pincite_ranked *item = NULL;
  size_t count = 0;
  for (; count < most && !(status = pincite__hits_step(hits, &item, err)); count++) {
    set_row(c, item->rowid, true);
    hits->next++;
  }
  status = status == PINCITE_DONE ? PINCITE_OK : status;
  table->summary.passages = count;
  table->summary.total = hits->total;
  table->summary.total_exact = hits->total_exact;
  pincite__buf_add(&table->reading, hits->canonical.data, hits->canonical.len);
  pincite__buf_add(&table->note, hits->note.data, hits->note.len);
  table->summary.reading = table->reading.data;
  pincite_hits_free(hits);
  return status;
}

/* ---- counting --------------------------------------------------------------- */

static const article_year *article_of(const counting *c, int64_t passage) {
  size_t low = 0, high = c->article_count;
  while (low + 1 < high) {
    size_t middle = low + (high - low) / 2;
    if (c->articles[middle].first <= passage)
      low = middle;
    else
      high = middle;
  }
  return c->article_count && c->articles[low].first <= passage ? &c->articles[low] : NULL;
}

/* Years stay sorted, the undated behind. */
static bool count_year(counting *c, int year) {
  pincite_authorities *table = c->table;
  size_t at = c->now.years, end = c->now.years + c->now.year_count;
  while (at < end && table->years[at].year != year &&
         (year == 0 || (table->years[at].year && table->years[at].year < year)))
    at++;
  if (at == end || table->years[at].year != year) {
    if (!pincite__grow(&table->years, &table->year_capacity, table->year_count + 1,
                       sizeof *table->years))
      return false;
    memmove(&table->years[at + 1], &table->years[at], (end - at) * sizeof *table->years);
    table->years[at] = (pincite_year_count){year, 0};
    table->year_count++;
    c->now.year_count++;
  }
  table->years[at].articles++;
  return true;
}

static int by_place(const void *left, const void *right) {
  const place *a = left, *b = right;
  if (a->passage != b->passage)
    return a->passage < b->passage ? -1 : 1;
  return a->at < b->at ? -1 : a->at > b->at;
}

/* "us-bill/hr/1865", as is every bill's number, whatever its Congress. */
static bool is_general_bill(pincite_str term) {
  return term.len > 8 && !memcmp(term.at, "us-bill/", 8) &&
         !(term.at[8] >= '0' && term.at[8] <= '9');
}

/* Is this the number of a bill whose Congress is told at the same place? */
static bool is_told(counting *c, pincite_str term, place where, bool *fine) {
  if (term.len < 8 || memcmp(term.at, "us-bill/", 8) != 0)
    return false;
  if (is_general_bill(term))
    return bsearch(&where, c->told, c->told_count, sizeof where, by_place) != NULL;
  *fine = pincite__grow(&c->told, &c->told_capacity, c->told_count + 1, sizeof *c->told);
  if (*fine)
    c->told[c->told_count++] = where;
  return false;
}

/* One mention of the term at hand. */
static bool count_mention(counting *c, int64_t passage, bool title) {
  const article_year *article = article_of(c, passage);
  if (!article)
    return true;
  c->now.mentions++;
  if (c->unsure)
    return true;
  if (!title && passage != c->passage) {
    c->passage = passage;
    c->now.passages++;
  }
  if (article->first == c->article)
    return true;
  c->article = article->first;
  c->now.articles++;
  return count_year(c, article->year);
}

static bool is_wanted(const counting *c, pincite_str term, cite_kind *kind) {
  if (!pincite__concept_kind(term, kind))
    return false;
  if (c->options->kind && strcmp(c->options->kind, pincite__cite_kind_name(*kind)) != 0)
    return false;
  return c->options->parts || !pincite__concept_parent(term);
}

/* Items are still in the order of their terms. */
static void note_undecided(counting *c) {
  pincite_authorities *table = c->table;
  pincite_str term = pincite__buf_view(&c->term);
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const pincite_authority_item *item = &table->items[middle];
    int order = pincite__str_compare(
        (pincite_str){table->terms.data + item->term, item->term_len}, term);
    if (order == 0)
      table->items[middle].undecided += c->now.mentions;
    if (order == 0)
      return;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
}

/* The term at hand is through: keep it if anything was counted. */
static bool end_term(counting *c) {
  pincite_authorities *table = c->table;
  if (c->now.mentions == 0)
    return true;
  if (c->unsure) {
    note_undecided(c);
    return true;
  }
  if (!pincite__grow(&table->items, &table->capacity, table->count + 1,
                     sizeof *table->items))
    return false;
  c->now.term = table->terms.len;
  c->now.term_len = c->term.len;
  pincite__buf_add(&table->terms, c->term.data, c->term.len);
  table->items[table->count++] = c->now;
  return !table->terms.failed;
}

static bool begin_term(counting *c, pincite_str term) {
  bool fine = end_term(c);
  pincite_str before = pincite__buf_view(&c->term);
  if (is_general_bill(term) && !is_general_bill(before) && c->told_count)
    qsort(c->told, c->told_count, sizeof *c->told, by_place);
  pincite__buf_clear(&c->term);
  pincite__buf_add(&c->term, term.at, term.len);
  c->now = (pincite_authority_item){.years = c->table->year_count};
  c->passage = c->article = 0;
  return fine && !c->term.failed;
}

/* One place of a term in a passage that is looked at: of its title, or of its body. */
static bool count_place(counting *c, pincite_str term, place where, bool title) {
  bool fine = true;
  if (title) {
    const article_year *article = article_of(c, where.passage);
    if (c->asked || !article || article->first != where.passage || !article->title_apart)
      return true;
    where.at = -1 - where.at;
  }
  if (is_told(c, term, where, &fine) || !fine)
    return fine;
  return count_mention(c, where.passage, title);
}

/* ---- what concept_places.c asks ---------------------------------------------- */

static bool begins(void *data, pincite_str term, bool *wanted) {
  counting *c = data;
  *wanted = false;
  if (!begin_term(c, term))
    return false;
  *wanted = is_wanted(c, term, &c->now.kind);
  return true;
}

static bool looks_at(void *data, uint32_t row) {
  return has_row(data, row);
}

static bool stands(void *data, pincite_str term, uint32_t row, int64_t at, bool title) {
  return count_place(data, term, (place){row, at}, title);
}

/* Count all terms that begin with 'prefix', in their order. */
static pincite_status count_prefix(counting *c, const char *prefix, pincite_error *err) {
  pincite_concept_visitor visitor = {c, begins, looks_at, stands};
  pincite_status status = pincite__concept_places(
      c->index, prefix, c->unsure ? strlen(prefix) : 0, &visitor, err);
  return status || begin_term(c, (pincite_str){"", 0}) ? status : pincite__no_memory(err);
}

static pincite_status count_all(counting *c, pincite_error *err) {
  pincite_status status = pincite__postings_ready(c->index, err);
  const char *prefix;
  for (size_t i = 0; !status && (prefix = pincite__concept_prefix(i)); i++)
    status = count_prefix(c, prefix, err);
  c->unsure = true;
  return status ? status : count_prefix(c, PINCITE__CONCEPT_UNSURE, err);
}

pincite_status pincite__authorities_count(pincite_authorities *table,
                                          pincite_index *index, const char *query,
                                          size_t length,
                                          const pincite_authorities_options *options,
                                          pincite_error *err) {
  counting c = {
      .table = table, .index = index, .options = options, .asked = query != NULL};
  pincite__buf_init(&c.term, 1 << 12);
  pincite_status status = load_articles(&c, err);
  if (!status && !(c.rows = calloc((size_t)c.row_count / 64 + 1, sizeof *c.rows)))
    status = pincite__no_memory(err);
  if (!status)
    status = query ? choose_found(&c, query, length, err) : choose_all(&c, err);
  if (!status)
    status = count_all(&c, err);
  pincite__buf_release(&c.term);
  free(c.articles);
  free(c.rows);
  free(c.told);
  return status;
}
