/* SPDX-License-Identifier: MIT
 *
 * family_link.c - choosing which articles to compare, and joining families.
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

/* Join two families, or articles without one (0); the smaller number stays. */
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

pincite_status pincite__family_join(pincite_store *store, int64_t a, int64_t b,
                                    pincite_error *err) {
  int64_t a_family, b_family;
  pincite_status status = pincite__family_of(store, a, &a_family, err);
  if (!status)
    status = pincite__family_of(store, b, &b_family, err);
  if (status || (a_family && a_family == b_family))
    return status;
  return join(store, a, a_family, b, b_family, err);
}

/* ---- choosing whom to compare --------------------------------------------------- */

static int by_pair(const void *a, const void *b) {
  const pincite_kin *x = a, *y = b;
  if (x->fresh != y->fresh)
    return x->fresh < y->fresh ? -1 : 1;
  return (x->other > y->other) - (x->other < y->other);
}

/* Who shares keys with an article, and how many. */
typedef struct candidate {
  uint32_t other, shared;
} candidate;

static int most_shared_first(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  if (x->shared != y->shared)
    return x->shared > y->shared ? -1 : 1;
  return (x->other > y->other) - (x->other < y->other);
}

/* How many keys an article with so many must share to be worth a comparison. */
static uint32_t needed(uint32_t keys) {
  return keys < 8 ? 1 : 2;
}

/* List the articles that one is worth comparing with. */
static bool choose(pincite_families *families, uint32_t fresh, candidate *candidates,
                   size_t count, uint32_t keys) {
  qsort(candidates, count, sizeof *candidates, most_shared_first);
  for (size_t i = 0; i < count && i < COMPARISONS_MAX; i++) {
    if (candidates[i].shared < needed(keys))
      break;
    if (!pincite__grow(&families->pairs, &families->pair_capacity,
                       families->pair_count + 1, sizeof *families->pairs))
      return false;
    families->pairs[families->pair_count++] = (pincite_pair){fresh, candidates[i].other};
  }
  return true;
}

/* Make pairs of the kin. */
static bool choose_all(pincite_families *families) {
  pincite_kin *kin = families->kin;
  size_t count = families->kin_count, capacity = 0;
  candidate *candidates = NULL;
  bool done = true;
  if (count > 1)
    qsort(kin, count, sizeof *kin, by_pair);
  for (size_t i = 0; i < count && done;) {
    uint32_t fresh = kin[i].fresh, keys = kin[i].keys;
    size_t kept = 0;
    for (; i < count && kin[i].fresh == fresh && done; i++) {
      if (kept && candidates[kept - 1].other == kin[i].other)
        candidates[kept - 1].shared++;
      else if ((done =
                    pincite__grow(&candidates, &capacity, kept + 1, sizeof *candidates)))
        candidates[kept++] = (candidate){kin[i].other, 1};
    }
    done = done && choose(families, fresh, candidates, kept, keys);
  }
  free(candidates);
  return done;
}

pincite_status pincite__family_link(pincite_store *store, pincite_families *families,
                                    pincite_error *err) {
  families->pair_count = 0;
  if (!choose_all(families))
    return pincite__no_memory(err);
  return pincite__family_compare(store, families, families->pairs, families->pair_count,
                                 err);
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
      if (pincite__shingles_akin(&sets[i], &sets[k]))
        status = pincite__family_join(store, members[i], members[k], err);
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
