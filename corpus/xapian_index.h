/* SPDX-License-Identifier: MIT
 *
 * xapian_index.h - the index as Xapian has it: the folder 'xapian' beside corpus.db.
 *
 *   document  a passage; its id is the passage's rowid
 *   terms     term        as the analyser gives it, at its places: the body from 1 on,
 *                         then the heading, then the title, GAP words apart, so that no
 *                         phrase and no /n reaches from one into another
 *             Tterm       it is in the title
 *             Zn          the zone
 *             Sname Aname the source, the author, folded
 *             Qid         the article's external id
 *             L           fills up the length to twice that of the ranked postings,
 *                         where it is a byte and citations do not count, so that both
 *                         engines give the same score
 *   values    0  the day of publication, 8 digits; none: undated
 *             1  what orders equal weights: 8 hex digits, id, number
 *   data      a record, see below: a passage with all that a hit shows
 *   metadata  form: of all this; generation, fingerprint, key: of corpus.db when they last agreed
 *             base: while changes are written: no passage from this rowid on is
 *             known to be in corpus.db; "" when they agree
 *
 *   record := length:varint crc32:4 deflate(fields heading ordinal start zone day body)
 *
 * corpus.db is the truth. It is committed first, Xapian behind it. Whoever opens the
 * index for writing sees from the metadata what is missing, and makes it good.
 */
#ifndef PINCITE_CORPUS_XAPIAN_INDEX_H
#define PINCITE_CORPUS_XAPIAN_INDEX_H

#include "store.h"
#include "xapian.h"

#define PINCITE__XAPIAN_DAY 0 /* values */
#define PINCITE__XAPIAN_TIE 1

/* What is derived from corpus.db, as kept in its 'meta' under "engines". */
#define PINCITE__ENGINE_FTS5 1U
#define PINCITE__ENGINE_XAPIAN 2U

/* ---- interface of xapian_record.c ------------------------------------------------ */

/* Append the record of a passage. */
pincite_status pincite__xapian_record(const pincite_passage_text *passage,
                                      pincite_buf *out, pincite_error *err);
/* Read one into 'passage', which then holds all of it but rowids of names. */
pincite_status pincite__xapian_record_read(const char *bytes, size_t length,
                                           pincite_passage_text *passage,
                                           pincite_error *err);
/* Append prefix and name as a term: what is too long is cut and told apart by a hash. */
void pincite__xapian_name(pincite_buf *out, char prefix, pincite_str name);

/* ---- interface of xapian_write.c --------------------------------------------------- */

typedef struct pincite_xapian_writer pincite_xapian_writer;

/* For the store, inside its transaction. Each opens the writer when it is first
   wanted; the passage's tokens are in store->tokens. */
pincite_status pincite__xapian_add(pincite_store *store,
                                   const pincite_passage_text *passage,
                                   pincite_error *err);
/* Give 'document' the terms and values of a passage whose tokens are in store->tokens,
   all but its record; 'text' is memory for it. */
pincite_status pincite__xapian_describe(pincite_store *store, const pincite_xapian *x,
                                        pincite_xapian_document *document,
                                        pincite_buf *text,
                                        const pincite_passage_text *passage,
                                        pincite_error *err);
pincite_status pincite__xapian_remove(pincite_store *store, int64_t rowid,
                                      pincite_error *err);
/* After corpus.db was committed, with changes or without. */
pincite_status pincite__xapian_commit(pincite_store *store, bool changed,
                                      pincite_error *err);
/* What was not committed is given up. NULL is accepted. */
void pincite__xapian_writer_close(pincite_xapian_writer *writer);

/* ---- interface of xapian_heal.c ------------------------------------------------------- */

/* Make Xapian agree with corpus.db, inside the writer's transaction: what is missing is
   put in, what is too much removed; anew when they have nothing in common. Cheap when
   they agree already. */
pincite_status pincite__xapian_heal(pincite_store *store, bool anew, pincite_error *err);

/* ---- interface of xapian_folder.c ----------------------------------------------------- */

/* Remove a folder of Xapian's tables. Nothing there is fine. */
pincite_status pincite__tables_remove(const char *path, pincite_error *err);
/* The index in folder 'to' is a copy of corpus.db of the one in 'from', which may be
   written meanwhile: give it a Xapian that agrees with it. */
pincite_status pincite__tables_copy(const char *from, const char *to, pincite_error *err);
/* Have the tables of the index in 'fresh', compacted, ready in the folder of another;
   then put them in the place of its own. */
pincite_status pincite__tables_prepare(const char *fresh, const char *path,
                                       pincite_error *err);
pincite_status pincite__tables_take(const char *path, pincite_error *err);

/* ---- interface of engines.c ----------------------------------------------------------- */

/* Give an empty index that is being written the engines of the one that it is made
   of, as far as that can be read. */
pincite_status pincite__engines_copy(pincite_store *from, pincite_store *to,
                                     pincite_error *err);

/* ---- interface of xapian_read.c --------------------------------------------------------- */

typedef struct pincite_xapian_reader {
  const pincite_xapian *x;
  pincite_xapian_database *db;
  uint64_t generation;    /* of corpus.db, when they last agreed */
  char fingerprint[65];
  bool changing;          /* it is being written, or a writer was stopped */
} pincite_xapian_reader;

/* 'folder' is the index's. Fails with ENOINDEX where there is no Xapian in it. */
pincite_status pincite__xapian_reader_open(const char *folder, pincite_xapian_reader **out,
                                           pincite_error *err);
/* See what was committed since. */
pincite_status pincite__xapian_reader_refresh(pincite_xapian_reader *reader,
                                              pincite_error *err);
void pincite__xapian_reader_close(pincite_xapian_reader *reader); /* NULL is accepted */
/* A number kept as metadata; 0 when there is none. */
pincite_status pincite__xapian_number(const pincite_xapian *x, pincite_xapian_database *db,
                                      const char *key, uint64_t *value,
                                      pincite_error *err);
/* 'folder'/xapian. */
bool pincite__xapian_path(const char *folder, char out[4200]);

#endif
