/* SPDX-License-Identifier: MIT
 *
 * boilerplate_cuts.c - the table 'divided', and how an article was cut before.
 *
 *   divided  passage -> zone, joined: a passage that was made when an article was
 *            divided; the zone that it had, and whether it was one with the passage
 *            before it
 */
#include "boilerplate_private.h"

#include <stdlib.h>

void pincite__cuts_release(pincite_cuts *cuts) {
  free(cuts->items);
  *cuts = (pincite_cuts){0};
}

pincite_status pincite__divisions_write(pincite_store *store, const pincite_boilerplate *b,
                                        int64_t article, pincite_error *err) {
  for (size_t i = 0; i < b->division_count; i++) {
    sqlite3_stmt *add = pincite__statement(store, STATEMENT_DIVIDED_ADD, err);
    if (!add)
      return pincite__no_statement(store);
    sqlite3_bind_int64(add, 1, article + (int64_t)b->divisions[i].index);
    sqlite3_bind_int64(add, 2, b->divisions[i].zone);
    sqlite3_bind_int64(add, 3, b->divisions[i].joined);
    int rc = sqlite3_step(add);
    pincite__statement_done(store, add);
    if (rc != SQLITE_DONE)
      return pincite__store_failed(store, "add a passage", err);
  }
  return PINCITE_OK;
}

pincite_status pincite__divisions_clear(pincite_store *store, int64_t article,
                                        size_t passages, pincite_error *err) {
  sqlite3_stmt *clear = pincite__statement(store, STATEMENT_DIVIDED_CLEAR, err);
  if (!clear)
    return pincite__no_statement(store);
  sqlite3_bind_int64(clear, 1, article);
  sqlite3_bind_int64(clear, 2, article + (int64_t)passages);
  int rc = sqlite3_step(clear);
  pincite__statement_done(store, clear);
  return rc == SQLITE_DONE ? PINCITE_OK
                           : pincite__store_failed(store, "remove passages", err);
}

/* ---- reading ------------------------------------------------------------------- */

static pincite_status add_cut(pincite_cuts *cuts, pincite_cut cut, pincite_error *err) {
  if (!pincite__grow(&cuts->items, &cuts->capacity, cuts->count + 1, sizeof *cuts->items))
    return pincite__no_memory(err);
  cuts->items[cuts->count++] = cut;
  return PINCITE_OK;
}

/* Read the passages as they are. */
static pincite_status read_passages(pincite_store *store, int64_t article,
                                    size_t passages, pincite_cuts *cuts,
                                    pincite_error *err) {
  pincite_status status = PINCITE_OK;
  size_t end = 0;
  cuts->count = 0;
  for (size_t i = 0; i < passages && !status; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(store, article + (int64_t)i, &row, err);
    if (status)
      break;
    if (row.article != article || row.start < end)
      return pincite__fail(err, PINCITE_ECORRUPT, "passage row %lld is out of order",
                           (long long)row.rowid);
    end = row.start + row.length;
    int32_t heading = row.heading ? (int32_t)(row.heading - article) : -1;
    status = add_cut(cuts, (pincite_cut){row.start, row.length, row.zone, heading}, err);
  }
  return status;
}

/* The next row of 'divided'; index SIZE_MAX: there is none. */
static pincite_status next_division(pincite_store *store, sqlite3_stmt *list,
                                    int64_t article, pincite_division *out,
                                    pincite_error *err) {
  int rc = sqlite3_step(list);
  *out = (pincite_division){.index = SIZE_MAX};
  if (rc == SQLITE_DONE)
    return PINCITE_OK;
  if (rc != SQLITE_ROW)
    return pincite__store_failed(store, "read a passage", err);
  int64_t zone = sqlite3_column_int64(list, 1);
  *out = (pincite_division){(size_t)(sqlite3_column_int64(list, 0) - article),
                            (pincite_zone)zone, sqlite3_column_int64(list, 2) != 0};
  if (zone < 0 || zone >= PINCITE__ZONE_COUNT || (out->joined && out->index == 0))
    return pincite__fail(err, PINCITE_ECORRUPT, "what passage row %lld was is damaged",
                         (long long)sqlite3_column_int64(list, 0));
  return PINCITE_OK;
}

/* Put the passages together again: those that are joined, and the zones. */
static pincite_status join(pincite_store *store, sqlite3_stmt *list, int64_t article,
                           pincite_cuts *cuts, pincite_error *err) {
  pincite_division next;
  pincite_status status = next_division(store, list, article, &next, err);
  if (status || next.index == SIZE_MAX)
    return status;
  int32_t *was = calloc(cuts->count + 1, sizeof *was);
  if (!was)
    return pincite__no_memory(err);
  size_t kept = 0;
  for (size_t i = 0; i < cuts->count && !status; i++) {
    pincite_cut cut = cuts->items[i];
    bool made = next.index == i, joined = made && next.joined;
    if (joined) {
      pincite_cut *before = &cuts->items[kept - 1];
      before->length = cut.start + cut.length - before->start;
    } else {
      if (made)
        cut.zone = next.zone;
      if (cut.heading >= 0)
        cut.heading = was[cut.heading];
      cuts->items[kept++] = cut;
    }
    was[i] = (int32_t)kept - 1;
    if (made)
      status = next_division(store, list, article, &next, err);
  }
  cuts->count = kept;
  free(was);
  return status;
}

pincite_status pincite__cuts_read(pincite_store *store, int64_t article, size_t passages,
                                  pincite_cuts *cuts, pincite_error *err) {
  pincite_status status = read_passages(store, article, passages, cuts, err);
  if (status)
    return status;
  sqlite3_stmt *list = pincite__statement(store, STATEMENT_DIVIDED_LIST, err);
  if (!list)
    return pincite__no_statement(store);
  sqlite3_bind_int64(list, 1, article);
  sqlite3_bind_int64(list, 2, article + (int64_t)passages);
  status = join(store, list, article, cuts, err);
  pincite__statement_done(store, list);
  return status;
}
