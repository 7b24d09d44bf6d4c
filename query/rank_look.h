/* SPDX-License-Identifier: MIT
 *
 * rank_look.h - what the files of the second look share: the best passages
 * as their terms.
 */
#ifndef PINCITE_QUERY_RANK_LOOK_H
#define PINCITE_QUERY_RANK_LOOK_H

#include "rank_private.h"

#define NO_WORD UINT32_MAX

/* A different term of the passages looked at. */
typedef struct look_term {
  uint64_t hash;
  uint32_t name, name_len; /* in 'names' */
  uint32_t word;           /* of the run; NO_WORD: not in the question */
  uint32_t entry;          /* its last entry */
  bool asked; /* for its idf, and not yet added up */
  double idf, leader;
} look_term;

/* A term in a passage. */
typedef struct look_entry {
  uint32_t term, tf;
} look_entry;

/* What is counted in a passage. */
typedef enum look_kind { LOOK_EXACT = 0, LOOK_PAIR = 1, LOOK_STOP = 2 } look_kind;

typedef struct look_feature {
  look_kind kind;
  const pincite_rank_term *typed, *second; /* the second of a pair */
  uint32_t word, second_word;              /* of the run */
  double idf, weight;
  uint32_t tf;
} look_feature;

/* Where a word of the question stands in the passage. */
typedef struct look_place {
  uint32_t position, word;
} look_place;

typedef struct look {
  pincite_rank_run *run;
  look_term *terms;
  size_t term_count, term_capacity;
  uint32_t *table;
  size_t table_size;
  pincite_buf names;
  look_entry *entries;
  size_t entry_count, entry_capacity;
  look_feature *features;
  size_t feature_count;
  look_place *places; /* in the passage at hand */
  size_t place_count, place_capacity;
  struct look_kin *kin; /* words of the question that may have kin */
  size_t kin_count;
  uint8_t *akin; /* by term and kin: see rank_akin.c */
  size_t akin_capacity;
  uint32_t *near; /* by word: how often it stands in the stretch at hand */
  size_t start;   /* where the entries of the passage at hand begin */
  pincite_points gains[PINCITE__LOOK_DEPTH];
  /* the field at hand */
  const char *text;
  uint32_t position; /* of the passage's words */
  uint32_t before;   /* the word before: its number of the run */
} look;

/* A part of the look grows with tf up to that many idf: k1 + 1, as in BM25. */
#define PINCITE__LOOK_MOST 2.2

/* ---- interface of rank_look.c ---------------------------------------------- */

/* The number of a term among the words of the run; NO_WORD: it is none. */
uint32_t pincite__look_word(const pincite_rank_run *run, pincite_str term);
/* Add a part to what passage 'hit' of the best gains. */
void pincite__look_give(look *l, size_t hit, const pincite_look_part *part,
                        pincite_look_each each, void *data);

/* ---- interface of rank_alike.c ---------------------------------------------- */

/* The term of that name, put in if it is new; NULL: out of memory. */
look_term *pincite__look_intern(look *l, pincite_str name);
/* A concept is no word of a passage, so that nothing can be like it. */
bool pincite__is_concept(pincite_str term);
/* Give each of the first 'hits' what its likeness to the leaders is worth; the
   entries of passage i begin at starts[i] and end at starts[i + 1]. */
pincite_status pincite__look_alike(look *l, const size_t *starts, size_t hits,
                                   pincite_look_each each, void *data,
                                   pincite_error *err);

/* ---- interface of rank_akin.c ----------------------------------------------- */

/* Before the first passage is read. False: out of memory, as below. */
bool pincite__look_akin_init(look *l);
/* A term is about to be put in as number term_count. */
bool pincite__look_akin_note(look *l, const look_term *fresh);
/* Give passage 'hit', which was read last, what its akin words are worth. */
void pincite__look_akin(look *l, size_t hit, double k, pincite_look_each each,
                        void *data);

#endif
