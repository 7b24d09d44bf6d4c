/* SPDX-License-Identifier: MIT
 *
 * postings.h - ranked postings: for every term the passages that have it, made
 * for finding the best few without looking at all.
 *
 * They live in tables of corpus.db (postings_*), are written inside the
 * caller's transaction and read in the caller's snapshot. All of it is derived
 * from the stored passages. Every number that a score is made of is exact over
 * the live passages: what is removed is subtracted at once.
 *
 * May touch SQLite and the ground floor.
 */
#ifndef PINCITE_CORPUS_POSTINGS_H
#define PINCITE_CORPUS_POSTINGS_H

#include "sqlite.h"

#include "document.h"
#include "tokens.h"

/* Make the tables where they are missing. */
pincite_status pincite__postings_create(sqlite3 *db, pincite_error *err);

/* ---- interface of postings_write.c -------------------------------------- */

typedef struct pincite_postings_writer pincite_postings_writer;

/* A passage has three fields, read in this order; positions run on through
   them, so that the first word of the body stands behind the heading. */
typedef enum pincite_passage_field {
  PINCITE_PASSAGE_TITLE = 0,   /* its article's title */
  PINCITE_PASSAGE_HEADING = 1, /* its section's heading */
  PINCITE_PASSAGE_BODY = 2
} pincite_passage_field;

/* What is known of a passage besides its words. */
typedef struct pincite_posting_passage {
  uint32_t rowid; /* > 0, greater than every one before */
  pincite_zone zone;
  bool opens_article; /* it is its article's first passage */
  uint32_t tie;       /* orders equal scores, smaller first; made from the
                         external id, never from the rowid */
} pincite_posting_passage;

/* 'memory': bytes of postings held before a segment is written; 0: 64 MiB.
   The writer begins where the tables stand; one writer at a time. */
pincite_status pincite__postings_writer_open(sqlite3 *db, size_t memory,
                                             pincite_postings_writer **out,
                                             pincite_error *err);
/* From now on it may hold so many bytes before it writes a segment. */
void pincite__postings_budget(pincite_postings_writer *writer, size_t memory);
/* What was not flushed is given up. NULL is accepted. */
void pincite__postings_writer_close(pincite_postings_writer *writer);

/* Add a passage: begin, the tokens of each field in the order of the fields, end. A
   failure inside is remembered and returned by end. The tokens are the caller's again
   at once; a thread of the writer's has a copy. */
void pincite__postings_add(pincite_postings_writer *writer,
                           const pincite_posting_passage *passage);
/* Remove one that was added, now or long ago: the same with the same tokens. */
void pincite__postings_remove(pincite_postings_writer *writer, uint32_t rowid);
void pincite__postings_words(pincite_postings_writer *writer, pincite_passage_field field,
                             const pincite_tokens *tokens);
/* May write a segment when the memory is used up. */
pincite_status pincite__postings_end(pincite_postings_writer *writer, pincite_error *err);

/* Begin with what a flush has to do, on a thread where that is worth it. */
pincite_status pincite__postings_begin_flush(pincite_postings_writer *writer,
                                             pincite_error *err);
/* Write everything that is pending, merge what has become due: before the
   caller commits. */
pincite_status pincite__postings_flush(pincite_postings_writer *writer,
                                       pincite_error *err);
/* After the caller rolled back: forget, and begin where the tables stand. */
pincite_status pincite__postings_rollback(pincite_postings_writer *writer,
                                          pincite_error *err);
/* Merge all into one segment without a trace of what was removed. */
pincite_status pincite__postings_optimize(pincite_postings_writer *writer,
                                          pincite_error *err);
/* Drop everything; all passages may then be added anew. */
pincite_status pincite__postings_clear(pincite_postings_writer *writer,
                                       pincite_error *err);

/* ---- interface of postings_read.c --------------------------------------- */

typedef struct pincite_postings pincite_postings;

/* Nothing is read before it is needed. The reader keeps what it has read. */
pincite_status pincite__postings_open(sqlite3 *db, pincite_postings **out,
                                      pincite_error *err);
void pincite__postings_close(pincite_postings *postings); /* NULL is accepted */

/* Before a question: drop the pages that are kept when they are too many. */
void pincite__postings_limit(pincite_postings *postings);
/* At the start of every read transaction, unless the data is the same: see what the
   snapshot holds. */
pincite_status pincite__postings_refresh(pincite_postings *postings, pincite_error *err);

/* Sums over the live passages. Lengths count words as far as the stored byte
   tells them apart. */
typedef struct pincite_postings_totals {
  uint64_t passages; /* N */
  uint64_t words;    /* the sum of their lengths */
  uint64_t titled;   /* how many have a title */
  uint64_t title_words;
  uint32_t last_rowid; /* no passage has a greater one; it may be removed */
} pincite_postings_totals;

void pincite__postings_totals(const pincite_postings *postings,
                              pincite_postings_totals *totals);

/* A term over the live passages; both 0 when there is none. */
typedef struct pincite_term_stats {
  uint64_t passages; /* df: how many have it */
  uint64_t count;    /* F: how often it stands in them */
} pincite_term_stats;

pincite_status pincite__postings_term(pincite_postings *postings, pincite_str term,
                                      pincite_term_stats *stats, pincite_error *err);
/* Its df alone, which for a common term takes no look into the dictionary. */
pincite_status pincite__postings_df(pincite_postings *postings, pincite_str term,
                                    uint64_t *passages, pincite_error *err);

/* Call 'each' for the terms that begin with 'prefix' until it answers non-zero, also
   for those that no live passage has any more; a term may come several times. 'each'
   may look terms up. */
pincite_status pincite__postings_terms(pincite_postings *postings, pincite_str prefix,
                                       int (*each)(pincite_str term, void *to), void *to,
                                       pincite_error *err);

/* A passage's own numbers. False: no such passage (any more). */
typedef struct pincite_passage_numbers {
  uint32_t words, title_words; /* as the stored bytes tell */
  uint32_t heading_words;      /* 255: so many or more */
  bool fields_known;           /* the fields before the body are exactly so long */
  pincite_zone zone;
  bool opens_article;
} pincite_passage_numbers;

pincite_status pincite__postings_passage(pincite_postings *postings, uint32_t rowid,
                                         bool *live, pincite_passage_numbers *numbers,
                                         pincite_error *err);
/* The key that orders equal scores. */
pincite_status pincite__postings_tie(pincite_postings *postings, uint32_t rowid,
                                     uint32_t *tie, pincite_error *err);

/* Walk over the live passages of a term, by rowid. */
typedef struct pincite_postings_cursor pincite_postings_cursor;

#define PINCITE__NO_ROW UINT32_MAX

typedef struct pincite_posting {
  uint32_t rowid;    /* PINCITE__NO_ROW: behind the last */
  uint32_t tf;       /* times in the passage, title and heading included */
  uint32_t title_tf; /* times in the title */
  uint32_t first;    /* position of the first, roughly */
} pincite_posting;

/* An unknown term gives a cursor that is at its end. A fresh cursor stands
   before the first passage. */
pincite_status pincite__postings_cursor_open(pincite_postings *postings, pincite_str term,
                                             pincite_postings_cursor **out,
                                             pincite_error *err);
void pincite__postings_cursor_close(pincite_postings_cursor *cursor);
/* Go to the first passage with a rowid of at least 'rowid' (never back). */
pincite_status pincite__postings_cursor_seek(pincite_postings_cursor *cursor,
                                             uint32_t rowid, uint32_t *found,
                                             pincite_error *err);
pincite_status pincite__postings_cursor_next(pincite_postings_cursor *cursor,
                                             uint32_t *found, pincite_error *err);
/* What is known of the passage that the cursor stands at. */
pincite_status pincite__postings_cursor_get(pincite_postings_cursor *cursor,
                                            pincite_posting *posting, pincite_error *err);

/* Its positions there, 'count' of them, never falling; until the cursor moves. */
pincite_status pincite__postings_cursor_positions(pincite_postings_cursor *cursor,
                                                  const uint32_t **positions,
                                                  uint32_t *count, pincite_error *err);

/* ---- interface of postings_check.c -------------------------------------- */

/* Read every blob, check every checksum, order and sum; *sum (NULL accepted)
   is a hash over all live postings that depends on nothing but them: compare
   it with that of postings made anew. */
pincite_status pincite__postings_check(sqlite3 *db, uint64_t *sum, pincite_error *err);

#endif
