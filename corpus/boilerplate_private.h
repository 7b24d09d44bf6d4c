/* SPDX-License-Identifier: MIT
 *
 * boilerplate_private.h - what the files of boilerplate.h share.
 */
#ifndef PINCITE_CORPUS_BOILERPLATE_PRIVATE_H
#define PINCITE_CORPUS_BOILERPLATE_PRIVATE_H

#include "boilerplate.h"
#include "store_private.h"

/* A key is 40 bits of a line's hash; the lowest says whether it is a sentence. The
   highest eight are its bucket: a row of the table 'line'. */
#define PINCITE__LINE_BITS 40
#define PINCITE__LINE_BUCKETS 256
/* Stands for the article itself, in the count of its source; behind every key. */
#define PINCITE__LINE_ARTICLE ((uint64_t)1 << PINCITE__LINE_BITS)

typedef struct pincite_keys {
  uint64_t *items;
  size_t count, capacity;
} pincite_keys;

/* What became of a passage when it was divided. */
typedef struct pincite_division {
  size_t index;      /* of the passage now */
  pincite_zone zone; /* that it had */
  bool joined;       /* it was one with the passage before it */
} pincite_division;

/* A line of an article that came or went. */
typedef struct pincite_line_change {
  int64_t source;
  uint64_t key;
  uint32_t article;
  bool gone;
} pincite_line_change;

/* An article's line in a bucket. */
typedef struct pincite_line_entry {
  uint32_t article, low; /* the lower 32 bits of the key */
} pincite_line_entry;

typedef struct pincite_line_bucket {
  pincite_line_entry *items;
  size_t count, capacity;
} pincite_line_bucket;

/* A row of the table 'line_source'. */
typedef struct pincite_line_source {
  uint64_t articles;
  pincite_keys learnt; /* its boilerplate, in order */
  unsigned char touched[PINCITE__LINE_BUCKETS / 8]; /* buckets to look at again */
  bool is_touched;
} pincite_line_source;

struct pincite_boilerplate {
  pincite_line_change *changes;
  size_t change_count, change_capacity;
  pincite_lines lines;   /* of the article at hand */
  pincite_cuts cuts;     /* of it, divided */
  pincite_division *divisions;
  size_t division_count, division_capacity;
  pincite_line_source at; /* the source it was divided for */
  int64_t source;         /* whose 'at' is; 0: none */
};

/* ---- interface of boilerplate_lines.c ------------------------------------------ */

/* In how many of a source's articles must such a line stand? 0: it has too few. */
uint64_t pincite__lines_needed(uint64_t articles, bool sentence);
/* Divide what 'boilerplate' has the lines of, by what it knows of the source. False:
   out of memory. */
bool pincite__lines_divide(pincite_boilerplate *boilerplate, pincite_str text,
                           const pincite_cut *cuts, size_t count);

/* ---- interface of boilerplate_cuts.c ------------------------------------------- */

/* Write, and remove, what became of an article's passages. */
pincite_status pincite__divisions_write(pincite_store *store,
                                        const pincite_boilerplate *boilerplate,
                                        int64_t article, pincite_error *err);
pincite_status pincite__divisions_clear(pincite_store *store, int64_t article,
                                        size_t passages, pincite_error *err);

/* ---- interface of boilerplate_table.c ------------------------------------------ */

void pincite__keys_add(pincite_keys *keys, uint64_t key, bool *failed);
bool pincite__keys_have(const pincite_keys *keys, uint64_t key);
/* Read the row of a source, all zeros where there is none, and write it. */
pincite_status pincite__line_source_read(pincite_store *store, int64_t source,
                                         pincite_line_source *out, pincite_error *err);
pincite_status pincite__line_source_write(pincite_store *store, int64_t source,
                                          const pincite_line_source *from,
                                          pincite_error *err);
pincite_status pincite__line_bucket_read(pincite_store *store, int64_t source,
                                         unsigned number, pincite_line_bucket *bucket,
                                         pincite_error *err);
/* Carry the changes over; with 'touch', what they change is to be looked at again. */
pincite_status pincite__lines_flush(pincite_store *store, pincite_boilerplate *boilerplate,
                                    bool touch, pincite_error *err);

#endif
