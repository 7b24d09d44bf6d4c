/* SPDX-License-Identifier: MIT
 *
 * family_private.h - what the files of the families share.
 */
#ifndef PINCITE_CORPUS_FAMILY_PRIVATE_H
#define PINCITE_CORPUS_FAMILY_PRIVATE_H

#include "family.h"
#include "shingle.h"
#include "store_private.h"

/* A key of an article that came or went. */
typedef struct pincite_key_change {
  uint32_t key, article;
  uint8_t keys; /* that the article has */
  bool gone;
} pincite_key_change;

/* Two articles with a key in common. */
typedef struct pincite_kin {
  uint32_t fresh, other; /* 'fresh' came since families were settled last */
  uint8_t keys;          /* of the fresh one */
} pincite_kin;

/* Two articles that are to be compared. */
typedef struct pincite_pair {
  uint32_t fresh, other;
} pincite_pair;

struct pincite_families {
  pincite_key_change *changes;
  size_t change_count, change_capacity;
  uint32_t first; /* the changes tell of all articles from here on; 0: of none */
  uint32_t *torn; /* families that lost a member */
  size_t torn_count, torn_capacity;
  pincite_kin *kin;
  size_t kin_count, kin_capacity;
  pincite_pair *pairs;
  size_t pair_count, pair_capacity;
  pincite_shingles shingles, others;
};

/* ---- interface of family.c -------------------------------------------------- */

/* Do passages of this zone tell what a text is? */
bool pincite__family_counts(pincite_zone zone);
/* The shingles, sealed, of a stored article; none when there is no such. */
pincite_status pincite__family_shingles(pincite_store *store, int64_t article,
                                        pincite_shingles *shingles, pincite_error *err);

/* ---- interface of family_keys.c ---------------------------------------------- */

/* Carry the changes over into the table 'sketch', listing those that share a key. */
pincite_status pincite__family_keys(pincite_store *store, pincite_families *families,
                                    pincite_error *err);

/* All that is in the table, in no order; a non-zero answer ends it. */
pincite_status pincite__family_keys_each(pincite_store *store,
                                         int (*each)(uint32_t key, uint32_t article,
                                                     void *data),
                                         void *data, pincite_error *err);

/* ---- interface of family_link.c ---------------------------------------------- */

/* Compare the kin and join those that are akin. */
pincite_status pincite__family_link(pincite_store *store, pincite_families *families,
                                    pincite_error *err);
/* Make one family of two articles that are akin. */
pincite_status pincite__family_join(pincite_store *store, int64_t a, int64_t b,
                                    pincite_error *err);
/* Put together anew what is left of a family. */
pincite_status pincite__family_mend(pincite_store *store, int64_t family,
                                    pincite_error *err);

/* ---- interface of family_compare.c -------------------------------------------- */

/* Compare the articles of each pair and join those that are akin. */
pincite_status pincite__family_compare(pincite_store *store, pincite_families *families,
                                       const pincite_pair *pairs, size_t count,
                                       pincite_error *err);

#endif
