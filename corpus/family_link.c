/* SPDX-License-Identifier: MIT
 *
 * family_link.c - comparing articles that share keys, and joining families.
 */
#include "family_private.h"

#include <stdlib.h>

/* Comparisons that an article is worth; those it shares most with come first. */
#define COMPARISONS_MAX 8
/* Members of a family that are compared anew when it has lost one. */
#define MEND_MAX 64

static pincite_status change(pincite_store *store, pincite_statement which, int64_t a,
                             int64_t b, pincite_error *err) {
  sqlite3_stmt *statement = pincite__statement(store, which, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, a);
  sqlite3_bind_int64(statement, 2, b);
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  return rc == SQLITE_DONE ? PINCITE_OK
                           : pincite__store_failed(store, "change a family", err);
}

/* Join the families of two articles; the smaller number stays. */
static pincite_status join(pincite_store *store, int64_t a, int64_t a_family, int64_t b,
                           int64_t b_family, pincite_error *err) {
  int64_t family = a < b ? a : b;
  if (a_family || b_family)
    family = !a_family               ? b_family
             : !b_family             ? a_family
             : (a_family < b_family) ? a_family
                                     : b_family;
  pincite_status status = PINCITE_OK;
  if (a_family && b_family)
    return change(store, STATEMENT_FAMILY_MERGE,
                  a_family < b_family ? b_family : a_family, family, err);
  if (!a_family)
    status = change(store, STATEMENT_FAMILY_JOIN, a, family, err);
  if (!status && !b_family)
    status = change(store, STATEMENT_FAMILY_JOIN, b, family, err);
  return status;
}

/* ---- comparing kin --------------------------------------------------------------- */

static int by_pair(const void *a, const void *b) {
  const pincite_kin *x = a, *y = b;
  if (x->fresh != y->fresh)
    return x->fresh < y->fresh ? -1 : 1;
  return (x->other > y->other) - (x->other < y->other);
}

/* A pair once, with the number of keys that it shares. */
typedef struct pair {
  uint32_t other, shared;
} pair;

static int most_shared_first(const void *a, const void *b) {
  const pair *x = a, *y = b;
  if (x->shared != y->shared)
    return x->shared > y->shared ? -1 : 1;
  return (x->other > y->other) - (x->other < y->other);
}

/* How many keys an article with so many must share to be worth a comparison. */
static uint32_t needed(uint32_t keys) {
  return keys < 8 ? 1 : 2;
}

static pincite_status compare(pincite_store *store, pincite_families *families,
                              int64_t fresh, int64_t other, bool *read,
                              pincite_error *err) {
  int64_t fresh_family, other_family;
  pincite_status status = pincite__family_of(store, fresh, &fresh_family, err);
  if (!status)
    status = pincite__family_of(store, other, &other_family, err);
  if (status || (fresh_family && fresh_family == other_family))
    return status;
  if (!*read) {
    status = pincite__family_shingles(store, fresh, &families->shingles, err);
    pincite__shingles_seal(&families->shingles);
    *read = true;
  }
  if (!status)
    status = pincite__family_shingles(store, other, &families->others, err);
  pincite__shingles_seal(&families->others);
  if (status || !pincite__shingles_akin(&families->shingles, &families->others))
    return status;
  return join(store, fresh, fresh_family, other, other_family, err);
}

static pincite_status compare_all(pincite_store *store, pincite_families *families,
                                  int64_t fresh, pair *pairs, size_t count, uint32_t keys,
                                  pincite_error *err) {
  bool read = false;
  pincite_status status = PINCITE_OK;
  qsort(pairs, count, sizeof *pairs, most_shared_first);
  for (size_t i = 0; i < count && i < COMPARISONS_MAX && !status; i++) {
    if (pairs[i].shared < needed(keys))
      break;
    status = compare(store, families, fresh, pairs[i].other, &read, err);
  }
  return status;
}

pincite_status pincite__family_link(pincite_store *store, pincite_families *families,
                                    pincite_error *err) {
  pincite_kin *kin = families->kin;
  size_t count = families->kin_count, capacity = 0;
  pair *pairs = NULL;
  pincite_status status = PINCITE_OK;
  if (count > 1)
    qsort(kin, count, sizeof *kin, by_pair);
  for (size_t i = 0; i < count && !status;) {
    uint32_t fresh = kin[i].fresh, keys = kin[i].keys;
    size_t kept = 0;
    for (; i < count && kin[i].fresh == fresh && !status; i++) {
      if (kept && pairs[kept - 1].other == kin[i].other)
        pairs[kept - 1].shared++;
      else if (pincite__grow(&pairs, &capacity, kept + 1, sizeof *pairs))
        pairs[kept++] = (pair){kin[i].other, 1};
      else
        status = pincite__no_memory(err);
    }
    if (!status)
      status = compare_all(store, families, fresh, pairs, kept, keys, err);
  }
  free(pairs);
  return status;
}

/* ---- after a loss ------------------------------------------------------------------ */

static pincite_status list_members(pincite_store *store, int64_t family,
                                   int64_t members[MEND_MAX + 1], size_t *count,
                                   pincite_error *err) {
  sqlite3_stmt *list = pincite__statement(store, STATEMENT_FAMILY_MEMBERS, err);
  if (!list)
    return pincite__no_statement(store);
  int rc = SQLITE_ROW;
  *count = 0;
  sqlite3_bind_int64(list, 1, family);
  while (*count <= MEND_MAX && (rc = sqlite3_step(list)) == SQLITE_ROW)
    members[(*count)++] = sqlite3_column_int64(list, 0);
  pincite__statement_done(store, list);
  return rc == SQLITE_ROW || rc == SQLITE_DONE
             ? PINCITE_OK
             : pincite__store_failed(store, "list a family", err);
}

static pincite_status join_members(pincite_store *store, const int64_t *members,
                                   const pincite_shingles *sets, size_t count,
                                   pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < count && !status; i++)
    for (size_t k = 0; k < i && !status; k++) {
      int64_t left, right;
      if (!pincite__shingles_akin(&sets[i], &sets[k]))
        continue;
      status = pincite__family_of(store, members[i], &left, err);
      if (!status)
        status = pincite__family_of(store, members[k], &right, err);
      if (!status && (!left || left != right))
        status = join(store, members[i], left, members[k], right, err);
    }
  return status;
}

pincite_status pincite__family_mend(pincite_store *store, int64_t family,
                                    pincite_error *err) {
  int64_t members[MEND_MAX + 1];
  size_t count = 0;
  pincite_status status = list_members(store, family, members, &count, err);
  if (status || count == 0 || count > MEND_MAX)
    return status;
  pincite_shingles *sets = calloc(count, sizeof *sets);
  if (!sets)
    return pincite__no_memory(err);
  for (size_t i = 0; i < count && !status; i++) {
    status = pincite__family_shingles(store, members[i], &sets[i], err);
    pincite__shingles_seal(&sets[i]);
    if (!status)
      status = change(store, STATEMENT_FAMILY_LEAVE, members[i], 0, err);
  }
  if (!status)
    status = join_members(store, members, sets, count, err);
  for (size_t i = 0; i < count; i++)
    pincite__shingles_release(&sets[i]);
  free(sets);
  return status;
}
