/* SPDX-License-Identifier: MIT
 *
 * verify.h - what the files of a verification share.
 */
#ifndef PINCITE_CORPUS_VERIFY_H
#define PINCITE_CORPUS_VERIFY_H

#include "store_private.h"

/* What is known of a block while articles are looked at. A row of blocks goes by the
   number of the last one that begins in it. */
typedef struct pincite_checked_block {
  uint32_t size;    /* 0: there is no such block */
  uint32_t row;     /* where it begins */
  uint32_t next;    /* the row where it goes on; 0: it does not */
  uint32_t records; /* of the row of this number: those that nothing was seen of yet */
} pincite_checked_block;

typedef struct pincite_check {
  pincite_store *store;
  pincite_verify_options options;
  pincite_verify_report report;
  pincite_totals totals;   /* as counted */
  struct pincite_checked_block *blocks;
  size_t block_count; /* block 0 included */
} pincite_check;

typedef struct pincite_xapian_check pincite_xapian_check;

/* ---- interface of verify.c ------------------------------------------------ */

/* Report one thing that is wrong. EABORTED when the caller has seen enough. */
pincite_status pincite__check_found(pincite_check *check, pincite_error *err,
                                    const char *part, const char *fmt, ...)
    PINCITE__PRINTF(4, 5);
/* Damage is a finding, and the check goes on; what else fails ends it. */
pincite_status pincite__check_damage(pincite_check *check, pincite_error *err,
                                     const char *part, pincite_status status);
/* One number from SQL; 0 when there is none. */
pincite_status pincite__check_number(pincite_check *check, const char *sql,
                                     int64_t *value, pincite_error *err);

/* ---- interface of verify_text.c -------------------------------------------- */

pincite_status pincite__check_blocks(pincite_check *check, pincite_error *err);
pincite_status pincite__check_articles(pincite_check *check, pincite_error *err);

/* ---- interface of verify_search.c ------------------------------------------ */

/* 'xapian' may be NULL. */
pincite_status pincite__check_search(pincite_check *check, pincite_xapian_check *xapian,
                                     pincite_error *err);

/* ---- interface of verify_xapian.c ------------------------------------------ */

/* Look whether Xapian, where it is on, can be read and is at the same generation. For a
   deep check *out is what compares it, unless it is behind. */
pincite_status pincite__check_xapian_open(pincite_check *check,
                                          pincite_xapian_check **out,
                                          pincite_error *err);
/* A stored passage, whose tokens are in store->tokens. NULL is accepted, as below. */
pincite_status pincite__check_xapian_add(pincite_xapian_check *xapian,
                                         const pincite_passage_text *passage,
                                         pincite_error *err);
/* After the last one. */
pincite_status pincite__check_xapian_end(pincite_xapian_check *xapian,
                                         pincite_error *err);
void pincite__check_xapian_close(pincite_xapian_check *xapian);

/* ---- interface of verify_family.c ------------------------------------------- */

typedef struct pincite_family_check pincite_family_check;

pincite_status pincite__check_family_open(pincite_check *check,
                                          pincite_family_check **out,
                                          pincite_error *err);
/* A stored passage, in order. */
pincite_status pincite__check_family_add(pincite_family_check *families,
                                         const pincite_passage_text *passage,
                                         pincite_error *err);
/* After the last one. */
pincite_status pincite__check_family_end(pincite_family_check *families,
                                         pincite_error *err);
void pincite__check_family_close(pincite_family_check *families);

/* ---- interface of refill.c -------------------------------------------------- */

/* Go over all stored passages, in order, as they are indexed: their tokens are in
   store->tokens when 'each' is called. A negative answer ends it. */
pincite_status pincite__passages_each(pincite_store *store,
                                      pincite_status (*each)(pincite_store *store,
                                                             const pincite_passage_text *,
                                                             void *data,
                                                             pincite_error *err),
                                      void *data, pincite_error *err);
/* Have the passage's tokens in store->tokens. */
pincite_status pincite__passage_tokens(pincite_store *store,
                                       const pincite_passage_text *passage,
                                       pincite_error *err);
/* Add the passage whose tokens are in store->tokens to ranked postings. */
pincite_status pincite__passage_rank(pincite_store *store,
                                     const pincite_passage_text *passage,
                                     pincite_postings_writer *writer, pincite_error *err);

#endif
