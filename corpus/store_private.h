/* SPDX-License-Identifier: MIT
 *
 * store_private.h - what the files of the store share among themselves and with
 * nobody else.
 */
#ifndef PINCITE_CORPUS_STORE_PRIVATE_H
#define PINCITE_CORPUS_STORE_PRIVATE_H

#include "analyse.h"
#include "block.h"
#include "law_store.h"
#include "postings.h"
#include "store.h"
#include "tokens.h"

/* Title, heading, body. */
#define PINCITE__PASSAGE_FIELDS 3

/* Every statement, by name; the SQL stands in statement.c. */
typedef enum pincite_statement {
  STATEMENT_BEGIN,
  STATEMENT_ROLLBACK,
  STATEMENT_META_GET,
  STATEMENT_META_SET,
  STATEMENT_ARTICLE_AT,
  STATEMENT_ARTICLE_ADD,
  STATEMENT_ARTICLE_DELETE,
  STATEMENT_KEY_FIND,
  STATEMENT_KEY_ADD,
  STATEMENT_KEY_DELETE,
  STATEMENT_CUT_AT,
  STATEMENT_CUT_ADD,
  STATEMENT_CUT_DELETE,
  STATEMENT_TEXT_AT,
  STATEMENT_TEXT_ADD,
  STATEMENT_TEXT_LAST,
  STATEMENT_TEXT_RELEASE,
  STATEMENT_TEXT_DELETE,
  STATEMENT_DICTIONARY_GET,
  STATEMENT_DICTIONARY_ADD,
  STATEMENT_DICTIONARY_LAST,
  STATEMENT_SOURCE_FIND,
  STATEMENT_SOURCE_ADD,
  STATEMENT_SOURCE_PASSAGES,
  STATEMENT_AUTHOR_FIND,
  STATEMENT_AUTHOR_ADD,
  STATEMENT_ROOT_FIND,
  STATEMENT_ROOT_ADD,
  STATEMENT_INPUT_FIND,
  STATEMENT_INPUT_SET,
  STATEMENT_INPUT_LIST,
  STATEMENT_INPUT_URI,
  STATEMENT_FAULT_LIST,
  STATEMENT_FAULT_CLEAR,
  STATEMENT_FAULT_ADD,
  STATEMENT_FAULT_ANY,
  STATEMENT_FAULT_COUNT,
  STATEMENT_RANGE_LIST,
  STATEMENT_RANGE_CLEAR,
  STATEMENT_RANGE_ADD,
  STATEMENT_RANGE_ARTICLES,
  STATEMENT_LEDGER_COUNTS,
  STATEMENT_SKETCH_GET,
  STATEMENT_SKETCH_SET,
  STATEMENT_SKETCH_DELETE,
  STATEMENT_FAMILY_OF,
  STATEMENT_FAMILY_ANY,
  STATEMENT_FAMILY_MEMBERS,
  STATEMENT_FAMILY_JOIN,
  STATEMENT_FAMILY_MERGE,
  STATEMENT_FAMILY_LEAVE,
  STATEMENT_LINE_GET,
  STATEMENT_LINE_SET,
  STATEMENT_LINE_DELETE,
  STATEMENT_LINE_SOURCE_GET,
  STATEMENT_LINE_SOURCE_SET,
  STATEMENT_LINE_SOURCE_DELETE,
  STATEMENT_LINE_SOURCE_TOUCHED,
  STATEMENT_DIVIDED_LIST,
  STATEMENT_DIVIDED_ADD,
  STATEMENT_DIVIDED_CLEAR,
  STATEMENT_FTS_ADD,
  STATEMENT_FTS_DELETE,
  STATEMENT_COUNT
} pincite_statement;

/* Sums over all articles, kept in the table 'meta' and written at commit. */
typedef struct pincite_totals {
  uint64_t generation;
  uint64_t articles, passages, undated, text_bytes;
  int64_t next_passage;       /* rowids are never used twice */
  uint64_t sum[4];            /* of the articles' SHA-256, lane by lane */
  uint64_t law;               /* hash of the user's authorities; 0: there are none */
} pincite_totals;

struct pincite_store {
  sqlite3 *db;
  void *layer;                /* what checks the pages: see pages.h */
  bool owns_db;               /* false inside the SQLite extension */
  bool writable;
  int lock;                   /* file descriptor of the writer's lock, or -1 */
  char *path;                 /* of the directory; NULL in memory */
  sqlite3_stmt *statements[STATEMENT_COUNT];
  int readers;                /* nesting of begin_read */
  unsigned reads;             /* that a reader has begun */
  bool writing;               /* inside the writer's transaction */
  int changes;                /* sqlite3_total_changes() at its begin */
  pincite_totals totals;      /* as of the last begin, plus what was done since */
  uint64_t seen;              /* grows when readers see a change; 0: not known */
  uint64_t seen_last;         /* the greatest so far */
  unsigned seen_version;      /* what SQLite calls the data that was seen */
  pincite_totals printed;     /* what 'print', their fingerprint, was made of */
  char print[65];
  pincite_analyser *analyser;
  pincite_law *law;           /* the user's authorities: see law_store.c */
  uint64_t law_hash;
  pincite_law *old_laws;      /* that were in use before */
  pincite_blocks blocks;
  pincite_postings_writer *postings; /* opened when first written to */
  uint64_t engines;           /* of the batch */
  struct pincite_xapian_writer *xapian; /* likewise */
  bool xapian_agrees;         /* with what was committed */
  pincite_tokens tokens[PINCITE__PASSAGE_FIELDS]; /* of the passage at hand */
  struct pincite_families *families; /* what changed; NULL: nothing */
  struct pincite_boilerplate *boilerplate; /* likewise */
  uint64_t removed;           /* passages, through this handle, since FTS5 was last merged */
  int64_t divided;            /* passages that dividing has made since it was opened */
  bool unsettled;             /* a run settles families when it ends */
  size_t memory;              /* that a writer may use; 0: the default */
  bool fts_memory;            /* FTS5 has been told its share of it */
  bool fts_places;            /* it keeps places; known when a passage is written */
};

/* ---- interface of fts_detail.c ------------------------------------------ */

/* Make the table that FTS5 keeps. */
pincite_status pincite__fts_create(pincite_store *store, pincite_fts_detail detail,
                                   pincite_error *err);

/* ---- interface of schema.c ---------------------------------------------- */

/* The format that this library writes and reads. */
#define PINCITE__FORMAT 5

/* Look whether the database is ours, without writing; *fresh is set when it is
   an empty one and 'may_create' allows to make the tables. */
pincite_status pincite__schema_check(pincite_store *store, bool may_create, bool *fresh,
                                     pincite_error *err);
pincite_status pincite__schema_create(pincite_store *store, pincite_error *err);

/* ---- interface of share.c --------------------------------------------------- */

typedef enum pincite_share {
  PINCITE__SHARE_POSTINGS,
  PINCITE__SHARE_FTS5,
  PINCITE__SHARE_XAPIAN,
  PINCITE__SHARE_FAMILIES,
  PINCITE__SHARE_LINES,    /* of boilerplate.c */
  PINCITE__SHARE_PAGES,    /* SQLite's */
  PINCITE__SHARES
} pincite_share;

/* Bytes of the memory that a writer may use. */
size_t pincite__share(const pincite_store *store, pincite_share share);
/* Tell FTS5 its share; inside the writer's transaction. */
pincite_status pincite__fts_share(pincite_store *store, pincite_error *err);

/* ---- interface of trim.c ---------------------------------------------------- */

/* Give unused pages back when there are many; inside the writer's transaction. */
pincite_status pincite__store_trim(pincite_store *store, pincite_error *err);

/* ---- interface of transaction.c ----------------------------------------- */

/* How many pages SQLite keeps. */
pincite_status pincite__store_cache(pincite_store *store, bool large, pincite_error *err);

/* ---- interface of statement.c ------------------------------------------- */

/* The prepared statement, reset and without bindings; NULL on failure. Give it
   back with pincite__statement_done(), which also resets it. */
sqlite3_stmt *pincite__statement(pincite_store *store, pincite_statement which,
                                 pincite_error *err);
/* With which status it could not be prepared; the error is told already. */
static inline pincite_status pincite__no_statement(pincite_store *store) {
  pincite_status status = pincite__store_failed(store, "prepare a statement", NULL);
  return status ? status : PINCITE_EIO;
}
void pincite__statement_done(pincite_store *store, sqlite3_stmt *statement);
void pincite__statements_release(pincite_store *store);
/* The first number that a statement asked once gives; it has a row. */
pincite_status pincite__store_number(pincite_store *store, const char *text, int64_t *value,
                                     pincite_error *err);

/* ---- interface of totals.c ----------------------------------------------- */

pincite_status pincite__totals_read(pincite_store *store, pincite_error *err);
pincite_status pincite__totals_write(pincite_store *store, pincite_error *err);
/* What 'family_sum' in 'meta' must be, in SQL. */
#define PINCITE__FAMILY_SUM                                                              \
  "(SELECT coalesce(sum(article * 31 + family), 0) FROM family)"
/* 64 hex digits and an end. */
void pincite__totals_fingerprint(const pincite_totals *totals, char hex[65]);

/* ---- interface of positions.c -------------------------------------------- */

/* Note where the generation that is being committed ends. */
pincite_status pincite__position_write(pincite_store *store, pincite_error *err);

/* ---- interface of fts.c --------------------------------------------------- */

/* Make the tokenizer and the SQL functions known to the connection. */
pincite_status pincite__fts_register(pincite_store *store, pincite_error *err);
/* pincite_version() in SQL. */
void pincite__version_function(sqlite3_context *context, int count, sqlite3_value **args);

/* ---- interface of name.c -------------------------------------------------- */

/* The rowid of a source's or author's name, stored if it is new; 0 for "". */
pincite_status pincite__name_keep(pincite_store *store, bool author, pincite_str name,
                                  int64_t *rowid, pincite_error *err);

/* ---- interface of record.c ------------------------------------------------ */

/* An article's row in the table 'article'. */
typedef struct pincite_article_row {
  int64_t rowid;
  int64_t block;
  size_t offset, head, length; /* in the block; bytes of fields; of text */
  size_t count;                /* of passages */
  bool whole;                  /* one passage that is all of the text */
  int64_t input;
  pincite_day published;
  int64_t source, author;
} pincite_article_row;

/* A column less is a byte an article: the offset, which is less than a block, stands
   in the lower bits of the number that the bytes of fields stand in. */
#define PINCITE__PLACE_BITS 14
#define PINCITE__PLACE_OFFSET (((int64_t)1 << PINCITE__PLACE_BITS) - 1)

/* The row whose passages include 'passage'. */
pincite_status pincite__article_row(pincite_store *store, int64_t passage,
                                    pincite_article_row *row, pincite_error *err);
/* Append the fields and page marks of a document to 'out', or find them again. */
void pincite__record_write(pincite_buf *out, const pincite_document *document);
bool pincite__record_read(pincite_str head, pincite_str *fields, pincite_str *pages);
pincite_day pincite__day(pincite_str published);

/* Add (sign 1) or take away (-1) an article in the totals. */
void pincite__totals_count(pincite_totals *totals, const pincite_article_row *row,
                           pincite_str record, int sign);

/* What an external id is found by in 'article_key': few bytes, for the record that is
   read next tells equal keys apart. */
static inline int64_t pincite__id_key(pincite_str id) {
  return (int32_t)pincite__hash64(id.at, id.len);
}

/* ---- interface of put_passages.c ------------------------------------------ */

/* Put an article's passages into the engines, or take them out. 'prepared' may be
   NULL: see pincite__article_put(). */
pincite_status pincite__passages_add(pincite_store *store, const pincite_article_row *row,
                                     const pincite_stored_article *article,
                                     const pincite_cut *cuts,
                                     struct pincite_prepared *prepared,
                                     pincite_error *err);
pincite_status pincite__passages_remove(pincite_store *store,
                                        const pincite_article_row *row,
                                        pincite_error *err);

#endif
