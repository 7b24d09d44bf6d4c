/* SPDX-License-Identifier: MIT
 *
 * postings_format.h - what the files of the postings share: the stored format
 * and the parts that read and write it. Nobody else includes this, but the
 * ranker, which lives on the lists themselves.
 *
 * The tables (all blobs begin with a checksum of the rest, 8 bytes):
 *
 *   postings_state    one row: the sums, the segments
 *   postings_list     pages of blocks of postings, numbered for ever upwards
 *   postings_term     pages of the segments' dictionaries, likewise
 *   postings_position pages of positions, likewise
 *   postings_passage  id = chunk * 5 + kind; a byte (kind 3: four bytes) for
 *                     each of 4096 rowids: length, title length, zone, tie key,
 *                     words of the heading (255: so many or more; no row: none)
 *
 * Numbers are LEB128 ("n") unless a width is given; signed ones are zigzag
 * ("z"); b is a byte.
 *
 *   state    := n:format n:next_list n:next_term n:next_place n:next_segment
 *               n:passages n:words n:titled n:title_words n:last_rowid
 *               n:segments { segment }
 *   segment  := n:id n:first_list n:lists n:first_term n:terms n:root
 *               n:first_row n:last_row n:postings n:entries n:hash
 *               n:first_place n:places           a page, and bytes in all
 *
 * A segment holds the postings of a range of rowids; ranges do not overlap and
 * are in the order of the segments. Its dictionary is a tree of term pages:
 *
 *   page     := b:level { entry }          in the order of the terms
 *   entry    := n:shared n:suffix bytes    the term: so much of the one before
 *               n:child                    level > 0: a page of the segment
 *             | stats list                 level 0
 *   commons  := b:255 { n:shared n:suffix bytes n:df }
 *                                          pages behind the root, or none: some
 *                                          of the terms that most passages have
 *   stats    := z:df-postings z:count-df   what is added less what is removed
 *   list     := n:postings                 0: a removal only
 *               [ n:bytes*2 (small | body places) ]
 *               [ n:bytes*2+1 body where ]       up to 128: right here
 *               [ bounds n:page n:offset n:pages ]   more: in list pages
 *
 * df and count are sums over all segments; a segment's own may be negative,
 * when it removes more than it adds. The postings of a removed passage stay
 * until a merge drops them; its length is 0 and readers pass over it.
 *
 * In the list pages a list is blocks, none crossing a page, then skips:
 *
 *   block    := b:postings n:last-base n:bytes n:place_bytes bounds body
 *   skips    := { n:entries { skip } }     a chunk does not cross a page
 *   skip     := n:page-previous n:offset n:blocks n:last-previous n:place bounds
 *   body     := rows tf title first        streams
 *   small    := { n:delta n:position*4+title*2+many [n:tf-2] [n:title-1] {n:gap} }
 *                                           below 8 postings, 64 positions
 *   stream   := b:width|0x80 if patched, packed bits, [b:count {b:index n:high}]
 *               128 numbers: in four lanes, see postings_stream.c
 *   bounds   := b:mask, for the classes present, tf 1: b:length b:first; tf 2:
 *               the same; tf 3 and more: n:tf b:length b:first; in the title:
 *               n:tf b:length b:first n:title_tf b:title_length
 *
 * Positions count words through title, heading and body; a concept's is that of
 * the last word that it covers. Those of a list in pages stand one block after the
 * other from where its first skip says; a segment's are one run of bytes, cut into
 * pages of 4,072. So ranking by words does not read them.
 *
 *   places   := b:width firsts { stream }
 *   firsts   := position - least position of its rough one, packed with the bits
 *               that this can take; of the last rough one: with 'width' bits
 *   stream   of distances to the position before, 128 at a time, for all postings
 *               with a tf above 1
 *   where    := n:place n:place_bytes
 *
 * A row is stored as its distance from the one before, less one; the base of a
 * block is the last row of the block before, of the first the segment's
 * first_row - 1. Bounds name the greatest tf, the least length, the least first
 * position of a class: an upper bound of any score that grows with the first
 * and falls with the others, whatever the average length is.
 */
#ifndef PINCITE_CORPUS_POSTINGS_FORMAT_H
#define PINCITE_CORPUS_POSTINGS_FORMAT_H

#include "postings_codec.h"

#define PINCITE__POSTINGS_FORMAT 3
/* Bytes of a page: four are a database page, with what SQLite puts beside a row (the
   number of it in at most six bytes). */
#define PINCITE__PAGE 4080
#define PINCITE__PAGE_HEAD 8
/* Bytes of positions in a page: they run on from page to page. */
#define PINCITE__PAGE_PLACES (PINCITE__PAGE - PINCITE__PAGE_HEAD)
/* Bytes that may be read behind a page. */
#define PINCITE__PAGE_SLACK 8
#define PINCITE__CHUNK 4096
#define PINCITE__CHUNK_KINDS 5

enum { /* the kinds of a chunk */
       PINCITE__CHUNK_WORDS = 0,
       PINCITE__CHUNK_TITLE = 1,
       PINCITE__CHUNK_ZONE = 2,
       PINCITE__CHUNK_TIE = 3,
       PINCITE__CHUNK_HEADING = 4
};

/* In a zone byte. */
#define PINCITE__ZONE_OPENS 0x80
#define PINCITE__ZONE_MASK 0x0f

/* ---- interface of postings_state.c --------------------------------------- */

typedef struct pincite_postings_segment {
  uint64_t id, first_list, lists, first_term, terms, root;
  uint32_t first_row, last_row;
  uint64_t postings, entries, hash;
  uint64_t first_place, places; /* a page; bytes */
} pincite_postings_segment;

/* Pages of its positions. */
static inline uint64_t pincite__place_pages(const pincite_postings_segment *segment) {
  return (segment->places + PINCITE__PAGE_PLACES - 1) / PINCITE__PAGE_PLACES;
}

/* More segments than this are merged before anything else is written. */
#define PINCITE__SEGMENTS_MAX 64

typedef struct pincite_postings_state {
  uint64_t next_list, next_term, next_place, next_segment;
  pincite_postings_totals totals;
  size_t segment_count;
  pincite_postings_segment segments[PINCITE__SEGMENTS_MAX];
  uint64_t checksum; /* as read or written; 0: nothing there yet */
} pincite_postings_state;

pincite_status pincite__state_load(sqlite3 *db, pincite_postings_state *state,
                                   pincite_error *err);
pincite_status pincite__state_save(sqlite3 *db, pincite_postings_state *state,
                                   pincite_error *err);

/* The statements that read and write blobs by their id. */
typedef enum pincite_postings_table {
  PINCITE__TABLE_LIST = 0,
  PINCITE__TABLE_TERM = 1,
  PINCITE__TABLE_POSITION = 2,
  PINCITE__TABLE_PASSAGE = 3,
  PINCITE__TABLE_COUNT = 4
} pincite_postings_table;

typedef struct pincite_postings_blobs {
  sqlite3 *db;
  sqlite3_stmt *get[PINCITE__TABLE_COUNT];
  sqlite3_stmt *put[PINCITE__TABLE_COUNT];
  pincite_buf *held; /* what is put goes there, and not yet into the database; or NULL */
} pincite_postings_blobs;

void pincite__blobs_release(pincite_postings_blobs *blobs);

/* A page in memory: 'len' bytes with the checksum, then slack. */
typedef struct pincite_postings_page {
  uint32_t len;
  unsigned char at[];
} pincite_postings_page;

/* Read and check a blob into fresh memory (free() it). When there is none it is
   ECORRUPT, or success with NULL if 'missing_is_fine'. */
pincite_status pincite__blob_get(pincite_postings_blobs *blobs,
                                 pincite_postings_table table, uint64_t id,
                                 bool missing_is_fine, pincite_postings_page **out,
                                 pincite_error *err);
/* Fill in the checksum of bytes[0..len), whose first 8 are room for it, and
   write; *checksum (NULL accepted) is told. */
pincite_status pincite__blob_put(pincite_postings_blobs *blobs,
                                 pincite_postings_table table, uint64_t id, void *bytes,
                                 size_t len, uint64_t *checksum, pincite_error *err);
/* Put what was held. */
pincite_status pincite__blobs_put_held(pincite_postings_blobs *blobs, pincite_buf *held,
                                       pincite_error *err);
pincite_status pincite__blob_drop(pincite_postings_blobs *blobs,
                                  pincite_postings_table table, uint64_t first,
                                  uint64_t last, pincite_error *err);
pincite_status pincite__postings_damaged(const char *what, uint64_t id,
                                         pincite_error *err);
pincite_status pincite__postings_sqlite(sqlite3 *db, const char *what,
                                        pincite_error *err);

/* ---- interface of postings_build.c -------------------------------------- */

/* Writes one segment: its terms in order, each with its postings in order. */
typedef struct pincite_postings_builder pincite_postings_builder;

pincite_status pincite__builder_open(pincite_postings_blobs *blobs,
                                     pincite_postings_state *state, uint32_t first_row,
                                     uint32_t last_row, pincite_postings_builder **out,
                                     pincite_error *err);
void pincite__builder_close(pincite_postings_builder *builder);
/* Begin a term (greater than the one before), its postings, end it. Failures
   stick and are told by the end of the segment. */
void pincite__builder_term(pincite_postings_builder *builder, pincite_str term);
/* 'positions': tf of them, never falling. */
void pincite__builder_posting(pincite_postings_builder *builder, uint32_t row,
                              uint32_t tf, uint32_t title, const uint32_t *positions,
                              uint8_t length, uint8_t title_length);
void pincite__builder_stats(pincite_postings_builder *builder, int64_t df, int64_t count);
/* Finish: the segment into *segment, the counters of 'state' moved on. */
pincite_status pincite__builder_finish(pincite_postings_builder *builder,
                                       pincite_postings_segment *segment,
                                       pincite_error *err);

/* ---- interface of postings_dictionary.c ---------------------------------- */

/* An entry of a dictionary, as it stands in a leaf. */
typedef struct pincite_postings_entry {
  int64_t df, count;
  uint64_t postings;
  const unsigned char *body, *body_end; /* of up to 128 */
  uint64_t place, place_bytes;          /* of these; 0 bytes: in the body */
  pincite_postings_bounds bounds;       /* of more */
  uint64_t page, offset, pages;
} pincite_postings_entry;

void pincite__entry_write(pincite_buf *out, const pincite_postings_entry *entry);
bool pincite__entry_read(const unsigned char **at, const unsigned char *end,
                         pincite_postings_entry *entry);

/* Go behind an entry that is not wanted. */
bool pincite__entry_pass(const unsigned char **at, const unsigned char *end);

/* A step through the entries of a page: what is shared, the suffix. */
bool pincite__suffix_read(const unsigned char **at, const unsigned char *end,
                          uint64_t *shared, pincite_str *suffix);

/* ---- interface of postings_common.c ------------------------------------------ */

/* Where other pages of a dictionary have their level. */
#define PINCITE__COMMON_LEVEL 255

/* Some of the commonest terms of a segment, with their df in it. */
typedef struct pincite_postings_commons pincite_postings_commons;
typedef struct pincite_postings_source pincite_postings_source;

pincite_status pincite__commons_read(pincite_postings_source *source,
                                     pincite_postings_commons **out, pincite_error *err);
void pincite__commons_free(pincite_postings_commons *commons); /* NULL is accepted */
size_t pincite__commons_count(const pincite_postings_commons *commons);
/* False: it is not one of them. */
bool pincite__commons_find(const pincite_postings_commons *commons, pincite_str term,
                           uint64_t *df);

/* ---- interface of postings_guide.c ----------------------------------------- */

typedef struct pincite_postings_guide pincite_postings_guide;

/* Of the children of an upper page. NULL: out of memory, which costs time alone. */
pincite_postings_guide *pincite__guide_new(const unsigned char *at,
                                           const unsigned char *end);
void pincite__guide_free(pincite_postings_guide *guide);
size_t pincite__guide_bytes(const pincite_postings_guide *guide);
/* How far into the children to begin, at one whose term is not greater, and how many
   bytes its term has in common with 'term'; 0: at the first. */
size_t pincite__guide_find(const pincite_postings_guide *guide, pincite_str term,
                           size_t *same);

/* ---- interface of postings_dictionary.c, continued --------------------------- */

/* The pages of one segment, as they are asked for. 'keep': they stay until the
   source is released and *bytes counts them; else the last few do. */
#define PINCITE__SOURCE_RECENT 4
#define PINCITE__SOURCE_TABLES 3 /* list, term, position */
/* A question looks up each of its terms several times, to weigh, to walk and to
   spell it; a source that keeps its pages keeps so many answers with them. */
#define PINCITE__SOURCE_FOUND 32

typedef struct pincite_postings_found {
  size_t len; /* of the term; 0: none */
  char term[PINCITE__TERM_LIMIT];
  pincite_postings_entry entry;
} pincite_postings_found;

struct pincite_postings_source {
  pincite_postings_blobs *blobs;
  pincite_postings_segment segment;
  bool keep;
  size_t *bytes;
  pincite_postings_page **kept[PINCITE__SOURCE_TABLES]; /* by number */
  pincite_postings_page *recent[PINCITE__SOURCE_TABLES][PINCITE__SOURCE_RECENT];
  uint64_t recent_number[PINCITE__SOURCE_TABLES][PINCITE__SOURCE_RECENT];
  unsigned recent_next[PINCITE__SOURCE_TABLES];
  pincite_postings_found *found;   /* by hash of the term */
  pincite_postings_guide **guides; /* of the dictionary's upper pages, by number */
  pincite_postings_commons *commons; /* NULL: not read yet */
};

void pincite__source_init(pincite_postings_source *source, pincite_postings_blobs *blobs,
                          const pincite_postings_segment *segment, bool keep,
                          size_t *bytes);
void pincite__source_release(pincite_postings_source *source);
/* Drop the pages. */
void pincite__source_forget(pincite_postings_source *source);
pincite_status pincite__source_page(pincite_postings_source *source,
                                    pincite_postings_table table, uint64_t number,
                                    const pincite_postings_page **page,
                                    pincite_error *err);
/* Look up a term; not found: all of *entry is 0. */
pincite_status pincite__postings_find(pincite_postings_source *source, pincite_str term,
                                      pincite_postings_entry *entry, pincite_error *err);

/* Go down to the leaf that has 'term', if any has: *number is UINT64_MAX when the term
   is smaller than all. */
pincite_status pincite__source_leaf(pincite_postings_source *source, pincite_str term,
                                    uint64_t *number, const pincite_postings_page **page,
                                    pincite_error *err);

/* ---- interface of postings_walk.c --------------------------------------------- */

/* Walk over a dictionary in order. */
typedef struct pincite_postings_walk {
  pincite_postings_source *source;
  uint64_t number; /* of the next page */
  const unsigned char *at, *end;
  pincite_buf term;
  pincite_postings_entry entry; /* valid until the next step */
} pincite_postings_walk;

void pincite__walk_init(pincite_postings_walk *walk, pincite_postings_source *source);
void pincite__postings_walk_release(pincite_postings_walk *walk);
/* Begin at the page that holds the first term >= 'prefix', or would. */
pincite_status pincite__walk_seek(pincite_postings_walk *walk, pincite_str prefix,
                                  pincite_error *err);
/* PINCITE_DONE behind the last. */
pincite_status pincite__walk_next(pincite_postings_walk *walk, pincite_error *err);
/* The same for the term alone: 'entry' is undefined. */
pincite_status pincite__walk_next_term(pincite_postings_walk *walk, pincite_error *err);

/* ---- interface of postings_list.c ----------------------------------------- */

/* What is kept of a list page that a list stands in. */
typedef struct pincite_postings_skip {
  uint64_t page, offset, blocks, place;
  uint32_t last;
  pincite_postings_bounds bounds;
} pincite_postings_skip;

/* A walk over one segment's postings of a term, removed passages included. */
typedef struct pincite_postings_list {
  pincite_postings_source *source;
  pincite_postings_entry entry;
  pincite_postings_skip *skips;    /* NULL: one block that has no bounds */
  size_t skip_count, skip;         /* the skip we are in */
  const unsigned char *next, *end; /* the header of the next block; the page's end */
  uint64_t left;                   /* blocks left in the page */
  /* the block we are in */
  uint32_t base, last; /* its rows are in (base, last] */
  const unsigned char *body, *body_end, *rest, *behind;
  uint64_t place, place_bytes; /* of its positions; 0 bytes: in the body */
  pincite_postings_bounds bounds;
  unsigned decoded; /* 0 the header, 1 the rows, 2 tf, 3 all */
  uint32_t at;      /* the posting we are at, when decoded */
  uint32_t row;     /* its row; PINCITE__NO_ROW at the end */
  pincite_postings_block block;
} pincite_postings_list;

/* The entry's memory must outlive the list. Stands before the first posting,
   in the first block. */
pincite_status pincite__list_open(pincite_postings_list *list,
                                  pincite_postings_source *source,
                                  const pincite_postings_entry *entry,
                                  pincite_error *err);
void pincite__list_release(pincite_postings_list *list);
/* Go to the block that holds the first row >= 'row', if it is further on;
   decode nothing. Behind the last block list->last is PINCITE__NO_ROW. */
pincite_status pincite__list_block(pincite_postings_list *list, uint32_t row,
                                   pincite_error *err);
/* Go to the first posting with a row >= 'row', if it is further on. */
pincite_status pincite__list_seek(pincite_postings_list *list, uint32_t row,
                                  pincite_error *err);
/* Decode tf of the block we are in; tf, title and first. */
pincite_status pincite__list_tf(pincite_postings_list *list, pincite_error *err);
pincite_status pincite__list_decode(pincite_postings_list *list, pincite_error *err);

/* ---- interface of postings_positions.c ------------------------------------ */

/* The positions of the posting that the list is at, never falling, until the next
   call with these places; those are the list's own as long as it goes on. */
pincite_status pincite__list_positions(pincite_postings_list *list,
                                       pincite_postings_places *places,
                                       const uint32_t **positions, uint32_t *count,
                                       pincite_error *err);

#endif
