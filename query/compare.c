/* SPDX-License-Identifier: MIT
 *
 * compare.c - one engine as a watchman for the other: questions made of the corpus's own
 * words are asked of both, and every difference is a finding. The engine fts5 is asked
 * twice: as it answers, which most questions do from the ranked postings, and through
 * the table of FTS5 itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

#define QUESTIONS 200
#define SEED 230
/* Findings name so many passages of a difference. */
#define NAMED 20

typedef struct comparer {
  pincite_index *index;
  const pincite_compare_options *options;
  pincite_compare_report *report;
  uint64_t seed;
  uint32_t *passages; /* rowids to take words from */
  size_t count, capacity;
  pincite_buf words; /* of the passage at hand, each terminated */
  size_t word_count;
  char trouble[512]; /* why an engine did not answer last; it is named once */
} comparer;

static size_t below(comparer *c, size_t most) {
  c->seed = c->seed * 6364136223846793005U + 1442695040888963407U;
  return (size_t)((c->seed >> 33) % most);
}

static pincite_status list_passages(comparer *c, pincite_error *err) {
  sqlite3_stmt *rows = NULL;
  pincite_store *store = c->index->store;
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(pincite__store_db(store),
                              "SELECT id FROM article WHERE id % 7 = 0 OR id < 1000", -1,
                              &rows, NULL);
  while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
         (rc = sqlite3_step(rows)) == SQLITE_ROW) {
    if (pincite__grow(&c->passages, &c->capacity, c->count + 1, sizeof *c->passages))
      c->passages[c->count++] = (uint32_t)sqlite3_column_int64(rows, 0);
    else
      status = pincite__no_memory(err);
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "list the articles", err);
  sqlite3_finalize(rows);
  return status;
}

static bool is_plain(const char *word, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!(word[i] >= 'a' && word[i] <= 'z'))
      return false;
  return length > 1 && length < 32;
}

/* Words of a passage as they follow on each other. */
static pincite_status read_words(comparer *c, pincite_error *err) {
  pincite_passage_text passage;
  pincite_word word;
  size_t at = 0;
  pincite__passage_text_init(&passage);
  pincite__buf_clear(&c->words);
  c->word_count = 0;
  pincite_status status = pincite__passage_text(
      c->index->store, c->passages[below(c, c->count)], &passage, err);
  while (!status && c->word_count < 400 &&
         pincite__word_next(passage.body.at, passage.body.len, &at, &word)) {
    pincite_str folded =
        pincite__fold_word(c->index->analyser, passage.body.at + word.start, word.length);
    if (!is_plain(folded.at, folded.len))
      continue;
    pincite__buf_add(&c->words, folded.at, folded.len);
    pincite__buf_addc(&c->words, '\0');
    c->word_count++;
  }
  pincite__passage_text_release(&passage);
  return !status && c->words.failed ? pincite__no_memory(err) : status;
}

static const char *word_at(const comparer *c, size_t number) {
  const char *at = c->words.data;
  while (number--)
    at += strlen(at) + 1;
  return at;
}

static void make_question(comparer *c, pincite_buf *out) {
  static const char *const forms[] = {
      "%s %s",       "%s AND %s",         "%s OR %s",   "\"%s %s\"",
      "%s NOT %s",   "%s /s %s",          "%s /p %s",   "%s /5 %s",
      "%s pre/3 %s", "(%s) NOT (\"%s\")", "%s* AND %s", "title:%s OR %s"};
  size_t form = below(c, sizeof forms / sizeof *forms);
  size_t one = below(c, c->word_count), other = one + 1 < c->word_count ? one + 1 : 0;
  if (form != 3 && below(c, 2))
    other = below(c, c->word_count);
  const char *at = forms[form];
  const char *words[] = {word_at(c, one), word_at(c, other)};
  for (size_t used = 0; *at; at++) {
    if (at[0] == '%' && at[1] == 's') {
      pincite__buf_adds(out, words[used++]);
      at++;
    } else {
      pincite__buf_addc(out, *at);
    }
  }
}

static int by_row(const void *a, const void *b) {
  uint32_t x = ((const pincite_ranked *)a)->rowid, y = ((const pincite_ranked *)b)->rowid;
  return (x > y) - (x < y);
}

static void set_options(pincite_search_options *options, const char *engine) {
  options->all = 1;
  options->zones = "all";
  options->engine = engine;
  options->no_suggestion = 1;
}

static void in_order(pincite_hits *hits) {
  if (hits->count)
    qsort(hits->items, hits->count, sizeof *hits->items, by_row);
}

/* The set that an engine finds, in the order of rowids; the hits are the caller's. */
static pincite_status ask(comparer *c, const char *question, const char *engine,
                          pincite_hits **out, pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  set_options(&options, engine);
  pincite_status status =
      pincite_search(c->index, question, SIZE_MAX, &options, out, err);
  if (!status)
    status = pincite__hits_gather(*out, err);
  if (!status)
    in_order(*out);
  return status;
}

/* The same from FTS5's table. */
static pincite_status ask_table(comparer *c, const char *question, pincite_hits **out,
                                pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_scan scan = {0};
  pincite_passage_row row;
  set_options(&options, "fts5");
  pincite_status status =
      pincite__ask(c->index, question, strlen(question), &options, &hits, err);
  if (!status && hits->question->root)
    status = pincite__scan_open(hits, &scan, err);
  while (!status && scan.candidates &&
         !(status = pincite__scan_next(&scan, false, &row, err)))
    if (pincite__grow(&hits->items, &hits->capacity, hits->count + 1,
                      sizeof *hits->items))
      hits->items[hits->count++] = (pincite_ranked){(uint32_t)row.rowid, 0};
    else
      status = pincite__no_memory(err);
  pincite__scan_close(&scan);
  if (status < 0) {
    pincite_hits_free(hits);
    return status;
  }
  in_order(hits);
  *out = hits;
  return PINCITE_OK;
}

#define SIDES 3
static const char *const sides[SIDES] = {"postings", "fts5", "xapian"};

/* 'has': a bit for each side that finds the passage; some do not. */
static void name_row(comparer *c, uint32_t row, unsigned has, pincite_buf *out) {
  pincite_passage_text passage;
  unsigned lacks = ~has & 7;
  bool alone = (has & (has - 1)) == 0;
  unsigned told = alone ? has : lacks;
  pincite__passage_text_init(&passage);
  if (!pincite__passage_text(c->index->store, row, &passage, NULL))
    pincite__buf_addf(
        out, "; %.*s#%u %sby %s%s", (int)passage.fields[PINCITE_FIELD_ID].len,
        passage.fields[PINCITE_FIELD_ID].at, passage.row.ordinal, alone ? "" : "not ",
        sides[told == 1   ? 0
              : told == 2 ? 1
                          : 2],
        alone ? " alone" : "");
  pincite__passage_text_release(&passage);
}

static pincite_status find(comparer *c, const char *sentence, pincite_error *err) {
  pincite_finding finding = {"engines", sentence};
  if (c->options->finding && c->options->finding(&finding, c->options->data))
    return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  return PINCITE_OK;
}

/* Why an engine answers not at all, or is behind, is named once. */
static pincite_status find_trouble(comparer *c, const char *sentence,
                                   pincite_error *err) {
  if (strncmp(c->trouble, sentence, sizeof c->trouble - 1) == 0)
    return PINCITE_OK;
  snprintf(c->trouble, sizeof c->trouble, "%s", sentence);
  return find(c, sentence, err);
}

/* Take the lowest row of all lists: which of them have it. */
static unsigned next_row(pincite_hits *const lists[SIDES], size_t at[SIDES],
                         uint32_t *row) {
  unsigned has = 0;
  *row = UINT32_MAX;
  for (int i = 0; i < SIDES; i++)
    if (at[i] < lists[i]->count && lists[i]->items[at[i]].rowid < *row)
      *row = lists[i]->items[at[i]].rowid;
  for (int i = 0; i < SIDES; i++)
    if (at[i] < lists[i]->count && lists[i]->items[at[i]].rowid == *row) {
      has |= 1U << i;
      at[i]++;
    }
  return has;
}

static pincite_status compare(comparer *c, const char *question,
                              pincite_hits *const lists[SIDES], pincite_error *err) {
  pincite_buf text;
  size_t at[SIDES] = {0}, different = 0;
  uint32_t row;
  const char *missing =
      lists[SIDES - 1]->missing.len ? lists[SIDES - 1]->missing.data : NULL;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite__buf_addf(&text, "%s", question);
  for (unsigned has; (has = next_row(lists, at, &row)) != 0;)
    if (has != 7 && different++ < NAMED)
      name_row(c, row, has, &text);
  if (different > NAMED)
    pincite__buf_addf(&text, "; and %zu more", different - NAMED);
  pincite_status status = text.failed ? pincite__no_memory(err) : PINCITE_OK;
  c->report->findings += different || missing;
  if (!status && missing)
    status = find_trouble(c, missing, err);
  if (!status && different)
    status = find(c, text.data, err);
  pincite__buf_release(&text);
  return status;
}

static pincite_status ask_all(comparer *c, const char *question,
                              pincite_hits *lists[SIDES], pincite_error *err) {
  pincite_status status = ask(c, question, "fts5", &lists[0], err);
  if (!status)
    status = ask_table(c, question, &lists[1], err);
  return status ? status : ask(c, question, "xapian", &lists[2], err);
}

/* An engine that cannot answer is a finding, too. */
static pincite_status check_question(comparer *c, pincite_error *err) {
  pincite_buf question;
  pincite_hits *lists[SIDES] = {NULL};
  pincite_error why = {PINCITE_OK, ""};
  pincite__buf_init(&question, PINCITE__BUF_LIMIT);
  make_question(c, &question);
  pincite_status status = question.failed ? pincite__no_memory(err) : PINCITE_OK;
  pincite_status asked = status ? status : ask_all(c, question.data, lists, &why);
  if (!status && (asked == PINCITE_ENOMEM || asked == PINCITE_EINVAL))
    status = pincite__fail(err, asked, "%s", why.message);
  c->report->questions += !status;
  c->report->findings += !status && asked;
  if (!status && asked)
    status = find_trouble(c, why.message, err);
  else if (!status)
    status = compare(c, question.data, lists, err);
  for (int i = 0; i < SIDES; i++)
    pincite_hits_free(lists[i]);
  pincite__buf_release(&question);
  return status;
}

pincite_status pincite_compare(pincite_index *index,
                               const pincite_compare_options *options,
                               pincite_compare_report *report, pincite_error *err) {
  pincite_compare_options own = PINCITE_COMPARE_OPTIONS_INIT;
  pincite_compare_report counted = {0};
  if (!pincite__options_copy(&own, sizeof own, options))
    return pincite__fail(err, PINCITE_EINVAL,
                         "the options of the comparison are malformed");
  comparer c = {.index = index, .options = &own, .report = &counted};
  c.seed = own.seed ? own.seed : SEED;
  pincite__buf_init(&c.words, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__store_begin_read(index->store, err);
  if (status)
    return status;
  status = list_passages(&c, err);
  size_t questions = own.questions ? own.questions : QUESTIONS;
  for (size_t i = 0, tries = 0;
       !status && c.count && i < questions && tries < 4 * questions; tries++) {
    status = read_words(&c, err);
    if (status || c.word_count < 2)
      continue;
    status = check_question(&c, err);
    i++;
  }
  pincite__store_end_read(index->store);
  free(c.passages);
  pincite__buf_release(&c.words);
  if (report)
    *report = counted;
  if (!status && counted.findings)
    status = pincite__fail(
        err, PINCITE_ECORRUPT, "the engines differ in %llu of %llu questions",
        (unsigned long long)counted.findings, (unsigned long long)counted.questions);
  return status;
}
