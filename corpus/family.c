/* SPDX-License-Identifier: MIT
 *
 * family.c - noting what changes, and settling families when a run ends.
 *
 * While articles come in, only their keys are kept in memory; at the end of a run
 * they go into the table 'sketch' in one sweep, which also finds who shares a key
 * with whom. What goes is taken out with the commit that it goes with. 'family_row' in the table 'meta' is the first article that families
 * do not know yet: a run that was killed before its end leaves it behind, and the
 * next one reads the articles from there on once more.
 */
#include "family_private.h"

#include <stdlib.h>

/* More than that are not kept: the articles are read again instead. */
static size_t changes_most(const pincite_store *store) {
  return pincite__share(store, PINCITE__SHARE_FAMILIES) / sizeof(pincite_key_change);
}

/* Settled in one sweep when articles are read again. */
static size_t sweep_most(const pincite_store *store) {
  return changes_most(store) / 4;
}

bool pincite__family_counts(pincite_zone zone) {
  return zone != PINCITE_ZONE_BOILERPLATE && zone != PINCITE_ZONE_TITLE;
}

static pincite_families *families_of(pincite_store *store) {
  if (!store->families)
    store->families = calloc(1, sizeof *store->families);
  return store->families;
}

void pincite__families_free(pincite_families *families) {
  if (!families)
    return;
  free(families->changes);
  free(families->torn);
  free(families->kin);
  free(families->pairs);
  pincite__shingles_release(&families->shingles);
  pincite__shingles_release(&families->others);
  free(families);
}

void pincite__families_forget(pincite_store *store) {
  pincite__families_free(store->families);
  store->families = NULL;
}

/* ---- noting -------------------------------------------------------------------- */

static pincite_status note(pincite_families *families, int64_t article,
                           const uint32_t *keys, size_t count, bool gone,
                           pincite_error *err) {
  if (!pincite__grow(&families->changes, &families->change_capacity,
                     families->change_count + count, sizeof *families->changes))
    return pincite__no_memory(err);
  for (size_t i = 0; i < count; i++)
    families->changes[families->change_count++] =
        (pincite_key_change){keys[i], (uint32_t)article, (uint8_t)count, gone};
  return PINCITE_OK;
}

/* Note what was read into families->shingles. */
static pincite_status note_read(pincite_families *families, int64_t article, bool gone,
                                pincite_error *err) {
  uint32_t keys[PINCITE__KEYS_MAX];
  if (families->shingles.failed)
    return pincite__no_memory(err);
  size_t count = pincite__shingles_keys(&families->shingles, keys);
  return note(families, article, keys, count, gone, err);
}

bool pincite__family_sketch(pincite_shingles *shingles, pincite_str text,
                            const pincite_cut *cuts, size_t count,
                            uint32_t keys[PINCITE__KEYS_MAX], size_t *key_count) {
  pincite__shingles_clear(shingles);
  for (size_t i = 0; i < count; i++)
    if (pincite__family_counts(cuts[i].zone))
      pincite__shingles_add(shingles,
                            (pincite_str){text.at + cuts[i].start, cuts[i].length});
  *key_count = pincite__shingles_keys(shingles, keys);
  return !shingles->failed;
}

/* What went is noted, and what came is not. */
static void keep_gone(pincite_families *families) {
  size_t kept = 0;
  for (size_t i = 0; i < families->change_count; i++)
    if (families->changes[i].gone)
      families->changes[kept++] = families->changes[i];
  families->change_count = kept;
}

pincite_status pincite__family_added(pincite_store *store, int64_t article,
                                     const uint32_t *keys, size_t key_count,
                                     pincite_error *err) {
  pincite_families *families = families_of(store);
  if (!families)
    return pincite__no_memory(err);
  if (families->change_count >= changes_most(store) && families->first != UINT32_MAX) {
    keep_gone(families);
    families->first = UINT32_MAX;
  }
  if (families->first == 0)
    families->first = (uint32_t)article;
  return families->first == UINT32_MAX
             ? PINCITE_OK
             : note(families, article, keys, key_count, false, err);
}

/* The shingles of an article's passages, as they are stored; not sealed. */
static pincite_status read_shingles(pincite_store *store, int64_t article,
                                    size_t passages, pincite_str text,
                                    pincite_shingles *shingles, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  pincite__shingles_clear(shingles);
  for (size_t i = 0; i < passages && !status; i++) {
    pincite_passage_row row;
    status = pincite__passage_row(store, article + (int64_t)i, &row, err);
    if (!status && pincite__family_counts(row.zone))
      pincite__shingles_add(shingles, (pincite_str){text.at + row.start, row.length});
  }
  return status;
}

pincite_status pincite__family_shingles(pincite_store *store, int64_t article,
                                        pincite_shingles *shingles, pincite_error *err) {
  pincite_stored_article stored;
  pincite__stored_article_init(&stored);
  pincite__shingles_clear(shingles);
  pincite_status status = pincite__article_load(store, article, &stored, err);
  if (status == PINCITE_ENOTFOUND)
    status = PINCITE_OK;
  else if (!status)
    status =
        read_shingles(store, article, stored.passage_count, stored.text, shingles, err);
  pincite__stored_article_release(&stored);
  if (!status && shingles->failed)
    status = pincite__no_memory(err);
  pincite__shingles_seal(shingles);
  return status;
}

/* Take the article out of its family, which is looked at again later. */
static pincite_status leave(pincite_store *store, pincite_families *families,
                            int64_t article, pincite_error *err) {
  int64_t family;
  pincite_status status = pincite__family_of(store, article, &family, err);
  if (status || !family)
    return status;
  sqlite3_stmt *statement = pincite__statement(store, STATEMENT_FAMILY_LEAVE, err);
  if (!statement)
    return pincite__no_statement(store);
  sqlite3_bind_int64(statement, 1, article);
  int rc = sqlite3_step(statement);
  pincite__statement_done(store, statement);
  if (rc != SQLITE_DONE)
    return pincite__store_failed(store, "change a family", err);
  if (!pincite__grow(&families->torn, &families->torn_capacity, families->torn_count + 1,
                     sizeof *families->torn))
    return pincite__no_memory(err);
  families->torn[families->torn_count++] = (uint32_t)family;
  return PINCITE_OK;
}

pincite_status pincite__family_removed(pincite_store *store, int64_t article,
                                       size_t passages, pincite_str text,
                                       pincite_error *err) {
  pincite_families *families = families_of(store);
  if (!families)
    return pincite__no_memory(err);
  pincite_status status =
      read_shingles(store, article, passages, text, &families->shingles, err);
  if (!status)
    status = note_read(families, article, true, err);
  return status ? status : leave(store, families, article, err);
}

/* ---- settling -------------------------------------------------------------------- */

static pincite_status sweep(pincite_store *store, pincite_families *families,
                            pincite_error *err) {
  pincite_status status = pincite__family_keys(store, families, err);
  free(families->changes); /* what is compared needs the room */
  families->changes = NULL;
  families->change_count = families->change_capacity = 0;
  if (!status)
    status = pincite__family_link(store, families, err);
  families->kin_count = 0;
  return status;
}

/* Note the stored articles from 'from' on until there are enough; *next is where
   the rest begins, 0: there is none. */
static pincite_status read_again(pincite_store *store, pincite_families *families,
                                 int64_t from, int64_t *next, pincite_error *err) {
  sqlite3_stmt *list = NULL;
  if (sqlite3_prepare_v2(store->db, "SELECT id FROM article WHERE id >= ?1 ORDER BY id",
                         -1, &list, NULL) != SQLITE_OK)
    return pincite__store_failed(store, "list the articles", err);
  sqlite3_bind_int64(list, 1, from);
  pincite_status status = PINCITE_OK;
  int rc = SQLITE_DONE;
  *next = 0;
  while (!status && (rc = sqlite3_step(list)) == SQLITE_ROW) {
    int64_t article = sqlite3_column_int64(list, 0);
    if (families->change_count >= sweep_most(store)) {
      *next = article;
      break;
    }
    pincite_stored_article stored;
    pincite__stored_article_init(&stored);
    status = pincite__article_load(store, article, &stored, err);
    if (!status)
      status = read_shingles(store, article, stored.passage_count, stored.text,
                             &families->shingles, err);
    if (!status)
      status = note_read(families, article, false, err);
    pincite__stored_article_release(&stored);
  }
  if (!status && rc != SQLITE_DONE && rc != SQLITE_ROW)
    status = pincite__store_failed(store, "list the articles", err);
  sqlite3_finalize(list);
  return status;
}

static pincite_status settle_all(pincite_store *store, pincite_families *families,
                                 uint64_t known, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (families->first == known) {
    status = sweep(store, families, err);
  } else {
    keep_gone(families); /* not all that came is noted */
    for (int64_t next = (int64_t)known; next && !status;) {
      status = read_again(store, families, next, &next, err);
      if (!status)
        status = sweep(store, families, err);
    }
  }
  for (size_t i = 0; i < families->torn_count && !status; i++)
    status = pincite__family_mend(store, families->torn[i], err);
  return status;
}

/* Take the keys of what went out of the table, as far as they are in it. */
static pincite_status take_gone(pincite_store *store, pincite_families *families,
                                pincite_error *err) {
  uint64_t known = 0;
  pincite_families gone = {0};
  size_t kept = 0;
  pincite_status status = pincite__meta_get(store, "family_row", &known, err);
  for (size_t i = 0; i < families->change_count && !status; i++) {
    pincite_key_change change = families->changes[i];
    if (!change.gone || change.article >= known)
      families->changes[kept++] = change;
    else if (pincite__grow(&gone.changes, &gone.change_capacity, gone.change_count + 1,
                           sizeof *gone.changes))
      gone.changes[gone.change_count++] = change;
    else
      status = pincite__no_memory(err);
  }
  if (!status) {
    families->change_count = kept;
    status = pincite__family_keys(store, &gone, err);
  }
  free(gone.changes);
  return status;
}

/* In the middle of a run: the tables become right for what is left of it. */
static pincite_status keep(pincite_store *store, pincite_error *err) {
  pincite_families *families = store->families;
  if (!families)
    return PINCITE_OK;
  pincite_status status = take_gone(store, families, err);
  for (size_t i = 0; i < families->torn_count && !status; i++)
    status = pincite__family_mend(store, families->torn[i], err);
  families->torn_count = 0;
  return status;
}

pincite_status pincite__families_settle(pincite_store *store, pincite_error *err) {
  if (store->unsettled)
    return keep(store, err);
  uint64_t known = 0, next = (uint64_t)store->totals.next_passage;
  pincite_status status = pincite__meta_get(store, "family_row", &known, err);
  if (status)
    return status;
  known = known ? known : 1;
  pincite_families *families = store->families;
  if (known == next && (!families || (!families->change_count && !families->torn_count)))
    return PINCITE_OK;
  families = families_of(store);
  if (!families)
    return pincite__no_memory(err);
  /* Nothing came: what went is all there is to it. */
  if (known == next)
    families->first = (uint32_t)known;
  status = settle_all(store, families, known, err);
  pincite__families_forget(store);
  if (!status && known != next)
    status = pincite__meta_set(store, "family_row", next, err);
  return status;
}

void pincite__store_unsettled(pincite_store *store, bool unsettled) {
  store->unsettled = unsettled;
}

/* ---- asking ------------------------------------------------------------------------ */

pincite_status pincite__family_of(pincite_store *store, int64_t article, int64_t *family,
                                  pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_FAMILY_OF, err);
  if (!found)
    return pincite__no_statement(store);
  sqlite3_bind_int64(found, 1, article);
  int rc = sqlite3_step(found);
  *family = rc == SQLITE_ROW ? sqlite3_column_int64(found, 0) : 0;
  pincite__statement_done(store, found);
  return rc == SQLITE_ROW || rc == SQLITE_DONE
             ? PINCITE_OK
             : pincite__store_failed(store, "look for a family", err);
}

pincite_status pincite__families_any(pincite_store *store, bool *any,
                                     pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_FAMILY_ANY, err);
  if (!found)
    return pincite__no_statement(store);
  int rc = sqlite3_step(found);
  *any = rc == SQLITE_ROW;
  pincite__statement_done(store, found);
  return rc == SQLITE_ROW || rc == SQLITE_DONE
             ? PINCITE_OK
             : pincite__store_failed(store, "look for families", err);
}
