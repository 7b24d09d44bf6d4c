/* SPDX-License-Identifier: MIT
 *
 * verify.c - is an index sound? From the pages up: what SQLite says, text blocks,
 * articles, sums, the ledger, and whether both engines have what is stored.
 *
 * Everything is looked at in one snapshot, so a run may go on meanwhile. Damage
 * is a finding and not a failure: the rest is looked at too.
 */
#include "verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "handle.h"

/* SQLite's own check names at most so many faults. */
#define QUICK_CHECK "PRAGMA quick_check(20)"

pincite_status pincite__check_found(pincite_check *check, pincite_error *err,
                                    const char *part, const char *fmt, ...) {
  char sentence[512];
  va_list args;
  va_start(args, fmt);
  vsnprintf(sentence, sizeof sentence, fmt, args);
  va_end(args);
  pincite_finding finding = {part, sentence};
  check->report.findings++;
  if (check->options.finding && check->options.finding(&finding, check->options.data))
    return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  return PINCITE_OK;
}

pincite_status pincite__check_damage(pincite_check *check, pincite_error *err,
                                     const char *part, pincite_status status) {
  if (status != PINCITE_ECORRUPT && status != PINCITE_ENOTFOUND)
    return status;
  pincite_error what = *err;
  return pincite__check_found(check, err, part, "%s", what.message);
}

pincite_status pincite__check_number(pincite_check *check, const char *sql,
                                     int64_t *value, pincite_error *err) {
  sqlite3_stmt *row = NULL;
  *value = 0;
  int rc = sqlite3_prepare_v2(check->store->db, sql, -1, &row, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step(row);
  if (rc == SQLITE_ROW)
    *value = sqlite3_column_int64(row, 0);
  pincite_status status =
      rc == SQLITE_ROW || rc == SQLITE_DONE
          ? PINCITE_OK
          : pincite__store_failed(check->store, "check the index", err);
  sqlite3_finalize(row);
  return status;
}

static pincite_status check_pages(pincite_check *check, pincite_error *err) {
  sqlite3_stmt *row = NULL;
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(check->store->db, QUICK_CHECK, -1, &row, NULL);
  while (!status && rc == SQLITE_OK && (rc = sqlite3_step(row)) == SQLITE_ROW) {
    const char *text = (const char *)sqlite3_column_text(row, 0);
    if (text && strcmp(text, "ok") != 0)
      status = pincite__check_found(check, err, "database", "%s", text);
    rc = SQLITE_OK;
  }
  /* When it has named what it cannot read it may end with an error as well. */
  if (!status && rc != SQLITE_DONE && check->report.findings == 0)
    status = pincite__store_failed(check->store, "read the pages", err);
  sqlite3_finalize(row);
  return status;
}

/* ---- sums ------------------------------------------------------------------------ */

typedef struct rule {
  const char *part;
  const char *sql;      /* gives 0 when all is well */
  const char *sentence; /* with the number */
} rule;

static const rule rules[] = {
    {"totals",
     "SELECT (SELECT count(*) FROM article) - coalesce((SELECT value FROM meta WHERE"
     " key = 'articles'), 0)",
     "%lld more articles are stored than are counted"},
    {"totals",
     "SELECT (SELECT coalesce(sum(max(count, 1)), 0) FROM article) - coalesce((SELECT "
     "value"
     " FROM meta WHERE key = 'passages'), 0)",
     "%lld more passages are stored than are counted"},
    {"totals",
     "SELECT (SELECT coalesce(sum(length), 0) FROM article) - coalesce((SELECT value FROM"
     " meta WHERE key = 'text_bytes'), 0)",
     "%lld more bytes of text are stored than are counted"},
    {"totals",
     "SELECT (SELECT count(*) FROM article WHERE published IS NULL) - coalesce((SELECT"
     " value FROM meta WHERE key = 'undated'), 0)",
     "%lld more articles have no date than are counted"},
    {"articles",
     "SELECT (SELECT count(*) FROM passage_cut) - (SELECT coalesce(sum(count), 0) FROM"
     " article)",
     "%lld more rows of passages are there than articles have"},
    {"articles",
     "SELECT (SELECT count(*) FROM article_key) - (SELECT count(*) FROM article)",
     "%lld more ids are there than articles"},
    {"articles",
     "SELECT count(*) FROM divided WHERE passage NOT IN (SELECT id FROM passage_cut)",
     "%lld passages that were divided are not there"},
    {"articles",
     "SELECT (SELECT count(source) FROM article) - (SELECT coalesce(sum(articles), 0) FROM"
     " line_source)",
     "%lld more articles have a source than repeated lines are counted in"},
    {"families",
     "SELECT count(*) FROM meta WHERE key = 'family_sum' AND value <> " PINCITE__FAMILY_SUM,
     "%lld table of families is not as it was written"},
    {"families",
     "SELECT count(*) FROM family WHERE article NOT IN (SELECT id FROM article)",
     "%lld articles that are not stored have a family"},
    {"ledger",
     "SELECT count(*) FROM article WHERE input IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
     " input_range AS r WHERE r.input = article.input AND article.id BETWEEN r.first AND"
     " r.last)",
     "%lld articles came from inputs that do not know of them"},
    {"ledger",
     "SELECT count(*) FROM (SELECT input, count(*) AS n FROM article WHERE input IS NOT"
     " NULL GROUP BY input) AS had LEFT JOIN input ON input.id = had.input WHERE input.id"
     " IS NULL OR (state IN ('indexed', 'duplicate', 'skipped', 'gone') AND"
     " input.articles <> had.n)",
     "%lld inputs have not as many articles as the ledger says"},
    {"ledger",
     "SELECT count(*) FROM input WHERE state NOT IN ('pending', 'indexed', 'duplicate',"
     " 'skipped', 'failed', 'gone')",
     "%lld inputs are in no known state"},
    {"ledger", "SELECT count(*) FROM input WHERE root NOT IN (SELECT id FROM root)",
     "%lld inputs lie under no known root"},
    {"ledger",
     "SELECT count(*) FROM input WHERE articles > 0 AND state = 'indexed' AND NOT EXISTS"
     " (SELECT 1 FROM input_range WHERE input = input.id)",
     "%lld inputs have articles and do not know which"},
    {"ledger", "SELECT count(*) FROM fault WHERE input NOT IN (SELECT id FROM input)",
     "%lld faults belong to no input"},
};

static pincite_status check_rules(pincite_check *check, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < sizeof rules / sizeof *rules; i++) {
    int64_t value = 0;
    char sentence[256];
    status = pincite__check_number(check, rules[i].sql, &value, err);
    if (status) {
      status = pincite__check_damage(check, err, rules[i].part, status);
    } else if (value) {
      /* The sentence is one of ours and has the one number in it. */
      const char *at = strstr(rules[i].sentence, "%lld");
      snprintf(sentence, sizeof sentence, "%.*s%lld%s", (int)(at - rules[i].sentence),
               rules[i].sentence, (long long)value, at + 4);
      status = pincite__check_found(check, err, rules[i].part, "%s", sentence);
    }
  }
  return status;
}

static pincite_status check_fingerprint(pincite_check *check, pincite_error *err) {
  const pincite_totals *said = &check->store->totals;
  if (memcmp(said->sum, check->totals.sum, sizeof said->sum) == 0)
    return PINCITE_OK;
  return pincite__check_found(check, err, "totals",
                              "the fingerprint is not that of the stored articles");
}

/* ---- the whole -------------------------------------------------------------------- */

/* What is derived can only be compared with a text that is whole. */
static pincite_status check_deep(pincite_check *check, pincite_xapian_check *xapian,
                                 pincite_error *err) {
  uint64_t before = check->report.findings;
  pincite_status status =
      pincite__check_damage(check, err, "articles", pincite__check_articles(check, err));
  if (!status)
    status = check_fingerprint(check, err);
  if (!status && check->report.findings == before)
    status = pincite__check_damage(check, err, "search",
                                   pincite__check_search(check, xapian, err));
  return status;
}

static pincite_status check_all(pincite_check *check, pincite_error *err) {
  pincite_xapian_check *xapian = NULL;
  pincite_status status =
      pincite__check_damage(check, err, "database", check_pages(check, err));
  if (!status)
    status = pincite__check_damage(check, err, "text", pincite__check_blocks(check, err));
  if (!status)
    status = check_rules(check, err);
  if (!status)
    status = pincite__check_damage(check, err, "xapian",
                                   pincite__check_xapian_open(check, &xapian, err));
  if (!status && check->options.deep)
    status = check_deep(check, xapian, err);
  pincite__check_xapian_close(xapian);
  return status;
}

static double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

pincite_status pincite_verify(pincite_index *index, const pincite_verify_options *options,
                              pincite_verify_report *report, pincite_error *err) {
  pincite_error own = {PINCITE_OK, ""};
  pincite_check check = {.store = index->store, .options = PINCITE_VERIFY_OPTIONS_INIT};
  if (!pincite__options_copy(&check.options, sizeof check.options, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the check are malformed");
  double began = now_seconds();
  pincite_status status = pincite__store_begin_read(index->store, &own);
  if (!status) {
    check.report.generation = index->store->totals.generation;
    status = check_all(&check, &own);
    pincite__store_end_read(index->store);
  }
  free(check.blocks);
  check.report.seconds = now_seconds() - began;
  if (report)
    *report = check.report;
  if (status)
    return pincite__fail(err, status, "%s", own.message);
  if (check.report.findings)
    return pincite__fail(err, PINCITE_ECORRUPT, "the index is damaged: %llu %s; see: pincite repair",
                         (unsigned long long)check.report.findings,
                         check.report.findings == 1 ? "thing is wrong"
                                                    : "things are wrong");
  return PINCITE_OK;
}
