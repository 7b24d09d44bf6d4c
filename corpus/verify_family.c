/* SPDX-License-Identifier: MIT
 *
 * verify_family.c - are the tables of families what the stored passages give?
 *
 * The keys of every article that families know of are made anew and summed up; the
 * table 'sketch', read from end to end, must give the same sum. A family must hang
 * together: from each of its articles one gets to every other over pairs that are
 * akin. Which pairs were compared at all depends on limits, so that no family is
 * missing is known from the sum over the table alone: see totals.c.
 */
#include <stdlib.h>

#include "family_private.h"
#include "verify.h"

/* Greater ones are not put together anew when they lose a member, either. */
#define MEMBERS_MAX 64
/* Families that do not hang together are named so often. */
#define TOLD 3

struct pincite_family_check {
  pincite_check *check;
  int64_t known; /* articles from here on are not in the tables yet */
  int64_t article;
  pincite_shingles shingles;
  uint64_t sum, keys, found_sum, found_keys;
  uint64_t torn;
};

static uint64_t hash_key(uint32_t key, uint32_t article) {
  uint64_t hash = ((uint64_t)key << 32 | article) * UINT64_C(0x9e3779b97f4a7c15);
  hash = (hash ^ hash >> 32) * UINT64_C(0xd6e8feb86659fd93);
  return hash ^ hash >> 29;
}

/* ---- keys --------------------------------------------------------------------------- */

static pincite_status end_article(pincite_family_check *families, pincite_error *err) {
  uint32_t keys[PINCITE__KEYS_MAX];
  if (!families->article || families->article >= families->known)
    return PINCITE_OK;
  size_t count = pincite__shingles_keys(&families->shingles, keys);
  if (families->shingles.failed)
    return pincite__no_memory(err);
  for (size_t i = 0; i < count; i++) {
    size_t before = 0;
    while (before < i && keys[before] != keys[i])
      before++;
    if (before < i)
      continue;
    families->keys++;
    families->sum += hash_key(keys[i], (uint32_t)families->article);
  }
  return PINCITE_OK;
}

pincite_status pincite__check_family_add(pincite_family_check *families,
                                         const pincite_passage_text *passage,
                                         pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (passage->row.ordinal == 1) {
    status = end_article(families, err);
    families->article = passage->row.article;
    pincite__shingles_clear(&families->shingles);
  }
  if (pincite__family_counts(passage->row.zone))
    pincite__shingles_add(&families->shingles, passage->body);
  return status;
}

static int add_key(uint32_t key, uint32_t article, void *data) {
  pincite_family_check *families = data;
  families->found_keys++;
  families->found_sum += hash_key(key, article);
  return 0;
}

static pincite_status check_keys(pincite_family_check *families, pincite_error *err) {
  pincite_status status =
      pincite__family_keys_each(families->check->store, add_key, families, err);
  if (status)
    return status;
  if (families->found_keys != families->keys)
    return pincite__check_found(families->check, err, "families",
                                "families have %llu keys and the stored articles %llu",
                                (unsigned long long)families->found_keys,
                                (unsigned long long)families->keys);
  if (families->found_sum != families->sum)
    return pincite__check_found(families->check, err, "families",
                                "families have other keys than the stored articles");
  return PINCITE_OK;
}

/* ---- families ------------------------------------------------------------------------ */

/* Get from the first to all others over pairs that are akin. */
static bool hangs_together(const pincite_shingles *sets, size_t count) {
  size_t reached[MEMBERS_MAX] = {0}, reached_count = 1;
  bool seen[MEMBERS_MAX] = {true};
  for (size_t i = 0; i < reached_count; i++)
    for (size_t k = 0; k < count; k++)
      if (!seen[k] && pincite__shingles_akin(&sets[reached[i]], &sets[k])) {
        seen[k] = true;
        reached[reached_count++] = k;
      }
  return reached_count == count;
}

static pincite_status check_members(pincite_family_check *families, int64_t family,
                                    const int64_t *members, size_t count,
                                    pincite_error *err) {
  pincite_status status = PINCITE_OK;
  pincite_shingles sets[MEMBERS_MAX] = {0};
  for (size_t i = 0; i < count && !status; i++)
    status =
        pincite__family_shingles(families->check->store, members[i], &sets[i], err);
  if (!status && (count < 2 || !hangs_together(sets, count)) && ++families->torn <= TOLD)
    status = pincite__check_found(families->check, err, "families",
                                  "the articles of family %lld are not one text",
                                  (long long)family);
  for (size_t i = 0; i < count; i++)
    pincite__shingles_release(&sets[i]);
  return status;
}

static pincite_status check_families(pincite_family_check *families, pincite_error *err) {
  pincite_store *store = families->check->store;
  sqlite3_stmt *row = NULL;
  int64_t members[MEMBERS_MAX], family = 0;
  size_t count = 0;
  pincite_status status = PINCITE_OK;
  int rc = sqlite3_prepare_v2(
      store->db, "SELECT family, article FROM family ORDER BY family", -1, &row, NULL);
  bool more = rc == SQLITE_OK;
  while (more && !status) {
    rc = sqlite3_step(row);
    more = rc == SQLITE_ROW;
    int64_t next = more ? sqlite3_column_int64(row, 0) : 0;
    if (count && count <= MEMBERS_MAX && (!more || next != family))
      status = check_members(families, family, members, count, err);
    count = next == family ? count : 0;
    family = next;
    if (more && count < MEMBERS_MAX)
      members[count] = sqlite3_column_int64(row, 1);
    count++;
  }
  if (!status && rc != SQLITE_DONE)
    status = pincite__store_failed(store, "read the families", err);
  sqlite3_finalize(row);
  return status;
}

/* ---- the whole ------------------------------------------------------------------------ */

pincite_status pincite__check_family_open(pincite_check *check,
                                          pincite_family_check **out,
                                          pincite_error *err) {
  uint64_t known = 0;
  pincite_status status = pincite__meta_get(check->store, "family_row", &known, err);
  pincite_family_check *families = status ? NULL : calloc(1, sizeof *families);
  if (!families)
    return status ? status : pincite__no_memory(err);
  families->check = check;
  families->known = (int64_t)known;
  *out = families;
  return PINCITE_OK;
}

pincite_status pincite__check_family_end(pincite_family_check *families,
                                         pincite_error *err) {
  pincite_status status = end_article(families, err);
  if (!status)
    status = check_keys(families, err);
  return status ? status : check_families(families, err);
}

void pincite__check_family_close(pincite_family_check *families) {
  if (families)
    pincite__shingles_release(&families->shingles);
  free(families);
}
