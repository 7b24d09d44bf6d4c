/* SPDX-License-Identifier: MIT
 *
 * rank_window.h - ranking inside a window of rowids: what rank_search.c sets up,
 * rank_any.c and rank_all.c work through, and rank_window.c helps them with.
 */
#ifndef PINCITE_QUERY_RANK_WINDOW_H
#define PINCITE_QUERY_RANK_WINDOW_H

#include <stddef.h>

#include "rank_private.h"

/* The chunks of the passages' numbers that a window has at most, and its rowids. */
#define PINCITE__WINDOW_CHUNKS 4
#define PINCITE__WINDOW (PINCITE__WINDOW_CHUNKS * PINCITE__CHUNK)

/* A word's list in the segment at hand. */
typedef struct pincite_rank_list {
  const pincite_rank_word *word;
  pincite_points bound;       /* of the list */
  pincite_points window;      /* of the window; 0: no posting in it */
  pincite_points page, block; /* of the page and the block we are in */
  size_t page_at;             /* the page and block that these bounds are of */
  uint32_t block_at;
  /* What a posting of the block can give at most, however long its passage is: for the
     word standing there once, twice, more often; for standing in a title. */
  pincite_points most[PINCITE__SCORED_TF], most_title;
  uint32_t most_at;
  pincite_postings_list list;
} pincite_rank_list;

/* A term whose positions count. */
typedef struct pincite_rank_place {
  pincite_postings_list *list; /* its own or one it is ranked by; NULL: nowhere here */
  bool is_own;
  pincite_postings_list own;
  pincite_postings_places at;
} pincite_rank_place;

/* The numbers of a chunk's passages; NULL: not read yet. */
typedef struct pincite_window_numbers {
  const uint8_t *lengths, *titles, *zones;
} pincite_window_numbers;

/* Passages of the window that may be hits, in the order of their rows, with what the
   lists so far give them. */
typedef struct pincite_rank_sums {
  size_t count;
  uint32_t rows[PINCITE__WINDOW];
  pincite_points points[PINCITE__WINDOW];
} pincite_rank_sums;

typedef struct pincite_rank_state {
  pincite_rank_run *run;
  pincite_rank_list *lists;  /* of words that give scores */
  pincite_rank_list *again;  /* the same, going where scores are to be exact */
  pincite_rank_list **order; /* the same: those aside, the others by window bound */
  size_t asides;             /* how many of them make no hit */
  size_t count;
  uint64_t postings;            /* of these lists */
  pincite_rank_list **required; /* the rarest first */
  size_t required_count;
  pincite_rank_list *excluded;
  size_t excluded_count;
  pincite_rank_place *places; /* of the request's places */
  size_t place_count;         /* opened */
  pincite_points *below; /* below[i]: what the first i of 'order' can give together */
  /* the window */
  uint32_t first, last;                                   /* rows */
  pincite_window_numbers numbers[PINCITE__WINDOW_CHUNKS]; /* by chunk */
  bool exact; /* candidates have their score, not what it can be at most */
  /* A score below it is of no use: INT64_MIN while there is room, and while
     matches are counted and none may be left out. */
  pincite_points threshold;
  pincite_rank_sums sums[2]; /* a list's turn makes one of the other; the last member */
} pincite_rank_state;

static inline size_t pincite__window_chunk(uint32_t row) {
  return row / PINCITE__CHUNK % PINCITE__WINDOW_CHUNKS;
}

/* Decode what scoring needs of the block that the list stands in. */
static inline pincite_status pincite__decode(pincite_rank_list *own, pincite_error *err) {
  return own->word->scorer.core_only ? pincite__list_tf(&own->list, err)
                                     : pincite__list_decode(&own->list, err);
}

/* What a posting of the list gives where it stands. */
static inline pincite_points pincite__posting_points(const pincite_rank_state *s,
                                                     const pincite_rank_list *own,
                                                     uint32_t at) {
  const pincite_postings_block *block = &own->list.block;
  const pincite_scorer *scorer = &own->word->scorer;
  const pincite_window_numbers *numbers =
      &s->numbers[pincite__window_chunk(block->rows[at])];
  size_t cell = block->rows[at] % PINCITE__CHUNK;
  if (scorer->core_only)
    return pincite__scorer_tf(scorer, block->tf[at], numbers->lengths[cell]);
  return pincite__scorer_score(scorer, block->tf[at], block->title[at], block->first[at],
                               numbers->lengths[cell], numbers->titles[cell]);
}

/* What it can give at most, its passage's numbers unseen. */
static inline pincite_points pincite__posting_most(const pincite_rank_list *own,
                                                   uint32_t at) {
  const pincite_postings_block *block = &own->list.block;
  uint32_t more = block->tf[at] - 1;
  pincite_points most =
      own->most[more < PINCITE__SCORED_TF ? more : PINCITE__SCORED_TF - 1];
  if (own->word->scorer.core_only)
    return most;
  most += own->word->scorer.early[block->first[at]];
  return block->title[at] ? most + own->most_title : most;
}

/* What the list can give in the block that it stands in. */
static inline pincite_points pincite__block_bound(pincite_rank_list *own) {
  if (!own->list.skips)
    return own->bound;
  if (own->block_at != own->list.last) {
    own->block = pincite__scorer_bound(&own->word->scorer, &own->list.bounds);
    own->block_at = own->list.last;
  }
  return own->block;
}

/* Go to the first posting with a row >= 'row'. Mostly that is in the block at hand,
   a few postings on. */
static inline pincite_status pincite__reach(pincite_postings_list *list, uint32_t row,
                                            pincite_error *err) {
  if (!list->decoded || row > list->last)
    return pincite__list_seek(list, row, err);
  uint32_t at = list->at;
  while (list->block.rows[at] < row)
    at++;
  list->at = at;
  list->row = list->block.rows[at];
  return PINCITE_OK;
}

/* Until enough matches were counted, nothing is left out. */
static inline bool pincite__is_counting(const pincite_rank_run *run) {
  return run->matched < run->count_limit && !run->request->accept_late;
}

/* ---- interface of rank_order.c ----------------------------------------------- */

/* Say in which order the segments are to be searched, which is PINCITE__SEGMENTS_MAX at
   most. */
void pincite__rank_order(const pincite_rank_run *run, size_t *order);

/* ---- interface of rank_kept.c ------------------------------------------------ */

/* The state of a search, all of it 0 but 'run'; NULL: out of memory. */
pincite_rank_state *pincite__state_take(pincite_rank_run *run);
void pincite__state_give_back(pincite_rank_state *state);

/* ---- interface of rank_place.c ----------------------------------------------- */

/* Open the lists of the places in a segment; *possible becomes false when one that
   every hit has is not there. */
pincite_status pincite__places_open(pincite_rank_state *s,
                                    pincite_postings_source *source, bool *possible,
                                    pincite_error *err);
void pincite__places_close(pincite_rank_state *s);
/* May the passage have all gaps, as far as the postings tell without positions? */
pincite_status pincite__places_may(pincite_rank_state *s, uint32_t row, bool *may,
                                   pincite_error *err);
/* Do its positions admit it? */
pincite_status pincite__places_admit(pincite_rank_state *s, uint32_t row, bool *admits,
                                     pincite_error *err);

/* ---- interface of rank_window.c -------------------------------------------- */

/* See what counts as too low from now on. */
void pincite__window_threshold(pincite_rank_state *s);
/* Know what a posting of the block that the list stands in can give at most. */
void pincite__window_most(pincite_rank_list *own);
/* The same for a list without bounds, whose one block is decoded. */
void pincite__window_most_short(pincite_rank_list *own);
/* Move a list to the window and see what it can give in it. */
pincite_status pincite__window_enter(pincite_rank_state *s, pincite_rank_list *own,
                                     pincite_error *err);
/* Read the lengths of the passages and of their titles in the chunk of 'row', which is in
   the window. */
pincite_status pincite__window_lengths(pincite_rank_state *s, uint32_t row,
                                       pincite_error *err);
pincite_status pincite__window_zones(pincite_rank_state *s, uint32_t row,
                                     pincite_error *err);
/* May the passage be a hit, as far as its own numbers and the filters tell? Its length
   is read. */
pincite_status pincite__window_passes(pincite_rank_state *s, uint32_t row, bool *passes,
                                      pincite_error *err);
/* A passage that matches and passes, with all of its score: count it, keep it. */
pincite_status pincite__window_take(pincite_rank_state *s, uint32_t row,
                                    pincite_points points, pincite_error *err);

/* ---- interface of rank_any.c, rank_all.c ------------------------------------- */

/* Take the hits of the window: of any word that makes hits, or of all that are
   required. */
pincite_status pincite__window_any(pincite_rank_state *s, pincite_error *err);
pincite_status pincite__window_all(pincite_rank_state *s, pincite_error *err);

#endif
