/* SPDX-License-Identifier: MIT
 *
 * rank_window.h - ranking inside a window of rowids: what rank_search.c sets up
 * and rank_window.c works through.
 */
#ifndef PINCITE_QUERY_RANK_WINDOW_H
#define PINCITE_QUERY_RANK_WINDOW_H

#include "rank_private.h"

/* Rowids of a window; the chunks of the passages' numbers are as large. */
#define PINCITE__WINDOW PINCITE__CHUNK

/* A word's list in the segment at hand. */
typedef struct pincite_rank_list {
  const pincite_rank_word *word;
  pincite_points bound;       /* of the list */
  pincite_points window;      /* of the window; 0: no posting in it */
  pincite_points page, block; /* of the page and the block we are in */
  size_t page_at;             /* the page and block that these bounds are of */
  uint32_t block_at;
  pincite_postings_list list;
} pincite_rank_list;

typedef struct pincite_rank_state {
  pincite_rank_run *run;
  pincite_rank_list *lists;  /* of words that give scores */
  pincite_rank_list **order; /* the same: those aside, the others by window bound */
  size_t asides;             /* how many of them make no hit */
  size_t count;
  pincite_rank_list **required; /* the rarest first */
  size_t required_count;
  pincite_rank_list *excluded;
  size_t excluded_count;
  /* lists of terms that have a place, and which of them a gap is between */
  pincite_postings_list *places;
  size_t place_count;
  uint8_t gap_places[PINCITE__GAPS][2];
  /* the window */
  uint32_t first, last; /* rows */
  const uint8_t *lengths, *titles, *zones;
  pincite_points threshold;
  pincite_points sums[PINCITE__WINDOW];
  uint64_t seen[PINCITE__WINDOW / 64];
} pincite_rank_state;

/* What a posting of the list gives where it stands. */
static inline pincite_points pincite__posting_points(const pincite_rank_state *s,
                                                     const pincite_rank_list *own,
                                                     uint32_t at) {
  const pincite_postings_block *block = &own->list.block;
  size_t cell = block->rows[at] % PINCITE__WINDOW;
  return pincite__scorer_score(&own->word->scorer, block->tf[at], block->title[at],
                               block->first[at], s->lengths[cell], s->titles[cell]);
}

/* Until enough matches were counted, nothing is left out. */
static inline bool pincite__is_counting(const pincite_rank_run *run) {
  return run->matched < run->count_limit && !run->request->accept_late;
}

/* ---- interface of rank_gap.c ------------------------------------------------- */

/* Open the lists of the gaps' terms in a segment; *possible becomes false when
   one is not there. */
pincite_status pincite__gaps_open(pincite_rank_state *s, pincite_postings_source *source,
                                  bool *possible, pincite_error *err);
void pincite__gaps_close(pincite_rank_state *s);
/* May the passage have all gaps, as far as the postings tell? */
pincite_status pincite__gaps_admit(pincite_rank_state *s, uint32_t row, bool *admits,
                                   pincite_error *err);

/* ---- interface of rank_window.c -------------------------------------------- */

/* Move a list to the window and see what it can give in it. */
pincite_status pincite__window_enter(pincite_rank_state *s, pincite_rank_list *own,
                                     pincite_error *err);
/* Take the hits of the window: of any word that makes hits, or of all that are
   required. 'below' is room for a sum a list, and one more. */
pincite_status pincite__window_any(pincite_rank_state *s, pincite_points *below,
                                   pincite_error *err);
pincite_status pincite__window_all(pincite_rank_state *s, pincite_error *err);

#endif
