/* SPDX-License-Identifier: MIT
 *
 * store.h - what is stored: articles, passages and text in corpus.db.
 *
 * The schema is written out at the top of schema.c.
 */
#ifndef PINCITE_CORPUS_STORE_H
#define PINCITE_CORPUS_STORE_H

#include "analyse.h"
#include "document.h"
#include "sqlite.h"

typedef struct pincite_store pincite_store;

/* ---- interface of store.c: opening, transactions ----------------------- */

/* 'path' is the index directory or ":memory:". */
pincite_status pincite__store_open(const char *path, pincite_open_mode mode,
                                   pincite_store **out, pincite_error *err);
void pincite__store_close(pincite_store *store);
/* Open for reading what may be damaged: the totals are zero where they cannot be
   read. */
pincite_status pincite__store_open_damaged(const char *path, pincite_store **out,
                                           pincite_error *err);
/* Take the writer's lock of the index at 'path'; close *fd to give it back. ELOCKED
   while another holds it. */
pincite_status pincite__store_lock(const char *path, int *fd, pincite_error *err);
sqlite3 *pincite__store_db(pincite_store *store);

/* Turn SQLite's last error into ours; what = "cannot ...". Returns a failure
   even if SQLite reports none. */
pincite_status pincite__store_failed(pincite_store *store, const char *what,
                                     pincite_error *err);

/* ---- interface of transaction.c ----------------------------------------- */

/* Run statements that give nothing; what = "cannot ...". */
pincite_status pincite__store_run(pincite_store *store, const char *sql, const char *what,
                                  pincite_error *err);

/* Readers: hold one snapshot from begin_read to end_read; calls may nest. */
pincite_status pincite__store_begin_read(pincite_store *store, pincite_error *err);
void pincite__store_end_read(pincite_store *store);
/* While it is the same number, and not 0, a reader sees the same data. */
uint64_t pincite__store_seen(const pincite_store *store);

/* The writer's transaction; commit makes a generation when anything changed. */
pincite_status pincite__store_begin(pincite_store *store, pincite_error *err);
pincite_status pincite__store_commit(pincite_store *store, pincite_error *err);
void pincite__store_rollback(pincite_store *store);
/* While true, commits leave families (see family.h), and what is boilerplate (see
   boilerplate.h), as they are. */
void pincite__store_unsettled(pincite_store *store, bool unsettled);
/* What a writer may use of memory, in bytes, until it is told otherwise; 0: the default.
   See share.c. */
#define PINCITE__MEMORY_DEFAULT ((size_t)256 << 20)
pincite_status pincite__store_memory(pincite_store *store, size_t bytes,
                                     pincite_error *err);
/* Compress text on a thread while the caller goes on: for a run. */
void pincite__store_ahead(pincite_store *store, bool ahead);

/* ---- interface of totals.c ---------------------------------------------- */

/* A number kept by name; 0 when there is none. */
pincite_status pincite__meta_get(pincite_store *store, const char *key, uint64_t *value,
                                 pincite_error *err);
pincite_status pincite__meta_set(pincite_store *store, const char *key, uint64_t value,
                                 pincite_error *err);
/* The generation that the snapshot or batch shows. */
uint64_t pincite__generation(const pincite_store *store);
/* Hex digits of what the snapshot holds, and an end. */
void pincite__fingerprint(pincite_store *store, char hex[65]);
/* The index's folder; NULL in memory. */
const char *pincite__store_path(const pincite_store *store);

/* ---- interface of positions.c --------------------------------------------- */

/* The rowid from which on passages were put in after this generation; 0: the index
   has had no such generation, as far as the snapshot shows. */
pincite_status pincite__generation_position(pincite_store *store, uint64_t generation,
                                            uint64_t *position, pincite_error *err);
/* The same as it was when the generation was committed, also after a rebuild: an index
   with another mark is not the one that had this generation. */
pincite_status pincite__generation_mark(pincite_store *store, uint64_t generation,
                                        uint64_t *mark, pincite_error *err);

/* ---- interface of record.c, name.c and put.c: articles and passages ------ */

/* A date as a number that sorts: 20180321, 20180300, 20180000; 0: undated. */
typedef int32_t pincite_day;

/* An article as stored. Views point into memory of the struct's 'record' and
   live until it is loaded again or released. */
typedef struct pincite_stored_article {
  int64_t rowid;            /* of the article: that of its first passage */
  size_t passage_count;     /* their rowids follow on each other */
  pincite_str fields[PINCITE__FIELD_COUNT];
  pincite_str pages;        /* for pincite__paging_find() */
  pincite_str text;
  pincite_buf record;
} pincite_stored_article;

void pincite__stored_article_init(pincite_stored_article *article);
void pincite__stored_article_release(pincite_stored_article *article);

/* Load by rowid of any of its passages. PINCITE_ENOTFOUND when there is none. */
pincite_status pincite__article_load(pincite_store *store, int64_t passage,
                                     pincite_stored_article *article,
                                     pincite_error *err);
/* The rowid of the article with this external id, 0 when there is none. */
pincite_status pincite__article_find(pincite_store *store, pincite_str id,
                                     int64_t *rowid, pincite_error *err);

/* What filters look at, without inflating anything. */
typedef struct pincite_passage_row {
  int64_t rowid;
  int64_t article;          /* rowid */
  uint32_t ordinal;         /* from 1 */
  size_t start, length;     /* bytes of the article's text */
  pincite_zone zone;
  int64_t heading;          /* rowid of the passage that is its heading; 0 */
  pincite_day published;
  int64_t source, author;   /* rowids of pincite__name_find(); 0: unknown */
} pincite_passage_row;

pincite_status pincite__passage_row(pincite_store *store, int64_t rowid,
                                    pincite_passage_row *row, pincite_error *err);

/* A passage with what is searched in it. The views live until the struct is
   loaded again or released. Loading neighbours is cheap: blocks are cached. */
typedef struct pincite_passage_text {
  pincite_passage_row row;
  pincite_str fields[PINCITE__FIELD_COUNT]; /* of the article */
  pincite_str pages;        /* of the article, for pincite__paging_find() */
  pincite_str title;        /* the article's */
  pincite_str heading;      /* the section's */
  pincite_str body;         /* the passage itself */
  pincite_buf bytes;
} pincite_passage_text;

void pincite__passage_text_init(pincite_passage_text *passage);
void pincite__passage_text_release(pincite_passage_text *passage);
pincite_status pincite__passage_text(pincite_store *store, int64_t rowid,
                                     pincite_passage_text *passage,
                                     pincite_error *err);

/* Sources and authors are stored once and compared without case: the rowid of
   a name, 0 when no article has it. */
pincite_status pincite__name_source(pincite_store *store, pincite_str name,
                                    int64_t *rowid, pincite_error *err);
pincite_status pincite__name_author(pincite_store *store, pincite_str name,
                                    int64_t *rowid, pincite_error *err);

/* The words of a name, folded, with blanks between; 'out' is made. False: out of
   memory. */
bool pincite__name_fold(pincite_analyser *analyser, pincite_str name, pincite_buf *out);

/* Orders equal scores: from the external id, so that it is the same everywhere. */
uint32_t pincite__tie_key(pincite_str id, uint32_t ordinal);

/* A passage of an article about to be stored: in order, without overlap. */
typedef struct pincite_cut {
  size_t start, length;
  pincite_zone zone;
  int32_t heading;          /* index of the cut that is its heading, or -1 */
} pincite_cut;

typedef struct pincite_cuts {
  pincite_cut *items;
  size_t count, capacity;
  bool failed; /* out of memory */
} pincite_cuts;

void pincite__cuts_release(pincite_cuts *cuts);

typedef enum pincite_put_change {
  PINCITE_PUT_SAME,     /* exactly this was there; nothing was written */
  PINCITE_PUT_ADDED,
  PINCITE_PUT_REPLACED,
  PINCITE_PUT_TAKEN,    /* the id is another input's; nothing was written */
  PINCITE_PUT_ELSEWHERE /* it belongs to another shard; nothing was written */
} pincite_put_change;

typedef struct pincite_put {
  pincite_put_change change;
  int64_t rowid;            /* of the article that now has the id */
  int64_t owner;            /* the input that had it; 0: none */
} pincite_put;

struct pincite_prepared; /* prepared.h */

/* Put in an article with its passages, replacing the one of the same id, in
   the text, FTS5 and the postings. 'prepared' was made of this document and these
   cuts, or is NULL: what it has is made here; its contents change places for a while.
   'input' is the ledger's rowid; with 0, an article added from memory, the id of any
   input may be taken over. */
pincite_status pincite__article_put(pincite_store *store,
                                    const pincite_document *document,
                                    const pincite_cut *cuts, size_t cut_count,
                                    struct pincite_prepared *prepared, int64_t input,
                                    pincite_put *put, pincite_error *err);
/* The same for an article as it was loaded, from another store. */
pincite_status pincite__article_copy(pincite_store *store,
                                     const pincite_stored_article *article,
                                     const pincite_cut *cuts, size_t cut_count,
                                     int64_t input, pincite_put *put,
                                     pincite_error *err);
pincite_status pincite__article_remove(pincite_store *store, int64_t rowid,
                                       pincite_error *err);

/* ---- interface of fts_detail.c -------------------------------------------- */

/* What FTS5 keeps of a word: its places, the columns it is in, or the passages. */
typedef enum pincite_fts_detail {
  PINCITE__FTS_FULL = 0,
  PINCITE__FTS_COLUMN = 1,
  PINCITE__FTS_NONE = 2,
  PINCITE__FTS_DETAILS = 3
} pincite_fts_detail;

const char *pincite__fts_detail_name(pincite_fts_detail detail);
pincite_status pincite__fts_detail(pincite_store *store, pincite_fts_detail *detail,
                                   pincite_error *err);
/* Change it, of an index that is open for writing; its passages are then given to FTS5
   anew. EINVAL: no such name. */
pincite_status pincite__fts_set(pincite_store *store, const char *name,
                                pincite_error *err);
/* Give 'to', which is empty and in a transaction, the detail of 'from'. */
pincite_status pincite__fts_copy(pincite_store *from, pincite_store *to,
                                 pincite_error *err);

/* ---- interface of engines.c ----------------------------------------------- */

/* What is derived from the text: bits of PINCITE__ENGINE_FTS5 and so on. */
pincite_status pincite__engines(pincite_store *store, uint64_t *engines,
                                pincite_error *err);
/* Have these, and no others: "fts5", "fts5,xapian", "xapian". What is new is made from
   the text, what is not wanted any more goes. Opened for writing, outside a batch. */
pincite_status pincite__engines_set(pincite_store *store, const char *names,
                                    pincite_error *err);

#endif
