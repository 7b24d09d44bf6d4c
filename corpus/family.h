/* SPDX-License-Identifier: MIT
 *
 * family.h - families: articles that are one text in several versions.
 *
 * The same story from two sources, a page scraped twice, a bill and its next
 * print. Articles that are akin (see shingle.h) are of one family, and so is what
 * is akin to any of them: the families of a set of articles do not depend on the
 * order in which they came. Derived data; boilerplate and titles do not count.
 */
#ifndef PINCITE_CORPUS_FAMILY_H
#define PINCITE_CORPUS_FAMILY_H

#include "shingle.h"
#include "store.h"

typedef struct pincite_families pincite_families;

void pincite__families_free(pincite_families *families);
/* Forget what was noted: the transaction that it belongs to is given up. */
void pincite__families_forget(pincite_store *store);

/* The keys by which an article and its kin find each other (see shingle.h); 'shingles'
   is scratch. False: out of memory. */
bool pincite__family_sketch(pincite_shingles *shingles, pincite_str text,
                            const pincite_cut *cuts, size_t count,
                            uint32_t keys[PINCITE__KEYS_MAX], size_t *key_count);
/* Note an article that was put in, or is about to be removed. */
pincite_status pincite__family_added(pincite_store *store, int64_t article,
                                     const uint32_t *keys, size_t key_count,
                                     pincite_error *err);
pincite_status pincite__family_removed(pincite_store *store, int64_t article,
                                       size_t passages, pincite_str text,
                                       pincite_error *err);

/* Bring the families up to date with what was noted, and with articles that a run
   that was killed left out. In the middle of a run (see pincite__store_unsettled) only
   what went is taken out, so that the tables are right for what is left should it end
   there. Inside the writer's transaction. */
pincite_status pincite__families_settle(pincite_store *store, pincite_error *err);

/* The family of an article, a number that all of its members have; 0: it is alone. */
pincite_status pincite__family_of(pincite_store *store, int64_t article, int64_t *family,
                                  pincite_error *err);
/* Are there any? */
pincite_status pincite__families_any(pincite_store *store, bool *any, pincite_error *err);

#endif
