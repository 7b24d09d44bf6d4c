/* SPDX-License-Identifier: MIT
 *
 * rebuild.h - an index made anew from what another one has stored.
 */
#ifndef PINCITE_CORPUS_REBUILD_H
#define PINCITE_CORPUS_REBUILD_H

#include "store_private.h"

/* ---- interface of salvage.c ----------------------------------------------- */

/* The rows of a table by rowid, over stretches that cannot be read. */
typedef struct pincite_salvage {
  sqlite3_stmt *row; /* the row at hand; its first column is the rowid */
  int64_t id;
  uint64_t gaps; /* stretches that could not be read */
} pincite_salvage;

/* 'table' has an INTEGER PRIMARY KEY named id, its first column. What cannot even
   be prepared is one gap. ENOMEM. */
pincite_status pincite__salvage_open(pincite_store *store, const char *table,
                                     pincite_salvage *out, pincite_error *err);
/* Go to the next row that can be read. PINCITE_DONE, ENOMEM. */
pincite_status pincite__salvage_next(pincite_salvage *salvage, pincite_error *err);
void pincite__salvage_close(pincite_salvage *salvage);

/* Copy the rows of such a table to the table of the same name, all columns. */
pincite_status pincite__salvage_copy(pincite_store *from, pincite_store *to,
                                     const char *table, uint64_t *gaps,
                                     pincite_error *err);

/* ---- interface of rebuild.c ------------------------------------------------ */

typedef struct pincite_rebuild {
  pincite_store *from;       /* read in the snapshot that it holds, or shows */
  pincite_store *to;         /* empty, open for writing */
  size_t shard, shard_count; /* only what belongs to this shard, from 0; count 0: all */
  int (*finding)(const pincite_finding *finding, void *data); /* what is lost */
  void *data;
  uint64_t articles, passages;
  uint64_t lost;      /* articles, at least */
  uint64_t elsewhere; /* articles that belong to other shards */
  uint64_t cut_anew;  /* articles whose passages could not be read */
  uint64_t findings;
} pincite_rebuild;

/* Copy every article that can be read with its passages, and the ledger; make
   FTS5, postings and totals of them. Inputs that have lost something are pending
   afterwards, so that the next run reads them; those that other shards have the
   articles of are not. Committed as the generation after
   the last one known. EABORTED, EIO, ENOMEM. */
pincite_status pincite__rebuild(pincite_rebuild *rebuild, pincite_error *err);

/* ---- interface of positions.c -------------------------------------------------- */

typedef struct pincite_position {
  uint64_t generation, mark;
  uint64_t was, is; /* the rowid after it, in the old index and in the new one */
} pincite_position;

typedef struct pincite_positions {
  pincite_position *items; /* by 'was' */
  size_t count, capacity;
  size_t passed; /* of which 'is' is known */
} pincite_positions;

/* Have the positions of 'from', as far as they can be read. ENOMEM. */
pincite_status pincite__positions_read(pincite_store *from, pincite_positions *positions,
                                       pincite_error *err);
/* The article of rowid 'was' is about to be put in under 'is'; in order. */
void pincite__positions_pass(pincite_positions *positions, uint64_t was, uint64_t is);
/* When all are in. */
pincite_status pincite__positions_write(pincite_store *to, pincite_positions *positions,
                                        pincite_error *err);
void pincite__positions_release(pincite_positions *positions);

/* ---- interface of folder.c -------------------------------------------------- */

/* Remove an index's folder and the files that this library puts there; EREFUSED when
   there is anything else in it. Nothing there is fine. */
pincite_status pincite__folder_remove(const char *path, pincite_error *err);
/* Copy the files beside corpus.db (notes of runs, standing searches). */
pincite_status pincite__folder_copy_notes(const char *from, const char *to,
                                          pincite_error *err);
/* Have what a folder lists on the medium. */
pincite_status pincite__folder_sync(const char *path, pincite_error *err);
/* Rename so that 'from' takes the place of 'to', which is then at 'from'. */
pincite_status pincite__folder_exchange(const char *from, const char *to,
                                        pincite_error *err);
/* Copy all pages of one database over another's, in one transaction. */
pincite_status pincite__pages_copy(pincite_store *from, pincite_store *to,
                                   pincite_error *err);

#endif
