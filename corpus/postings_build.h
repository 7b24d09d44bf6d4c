/* SPDX-License-Identifier: MIT
 *
 * postings_build.h - what the files of the segment builder share.
 */
#ifndef PINCITE_CORPUS_POSTINGS_BUILD_H
#define PINCITE_CORPUS_POSTINGS_BUILD_H

#include "postings_format.h"

#define PINCITE__LEVELS_MAX 8 /* of 4,080 bytes each: far beyond 2^32 terms */

/* A page of the dictionary that is being filled. */
typedef struct pincite_postings_level {
  pincite_buf page;
  pincite_buf last; /* the term of its last entry */
} pincite_postings_level;

/* A term that may be one of the commonest. */
typedef struct pincite_postings_common {
  int64_t df;
  uint32_t name, name_len; /* in the builder's names */
} pincite_postings_common;

struct pincite_postings_builder {
  pincite_postings_blobs *blobs;
  pincite_postings_state *state;
  pincite_postings_segment segment;
  pincite_status status; /* sticks */
  pincite_error error;
  pincite_buf list;  /* the list page at hand */
  pincite_buf place; /* the page of positions */
  pincite_postings_level levels[PINCITE__LEVELS_MAX];
  size_t level_count;
  /* the term at hand */
  pincite_buf term;
  uint64_t postings;
  uint32_t base; /* the last row of the block before */
  pincite_postings_block block;
  uint32_t *positions; /* of the block */
  size_t position_count, position_capacity;
  pincite_postings_bounds bounds, list_bounds;
  pincite_postings_skip *skips;
  size_t skip_count, skip_capacity;
  pincite_buf scratch, body, places;
  pincite_postings_common *common;
  size_t common_count, common_capacity;
  pincite_buf names;
};

/* ---- interface of postings_build.c ---------------------------------------- */

void pincite__page_clear(pincite_buf *page);
void pincite__page_write(pincite_postings_builder *builder, pincite_postings_table table,
                         uint64_t id, pincite_buf *page);

/* ---- interface of postings_build_dictionary.c ------------------------------ */

/* Append a term as what it shares with the one before, which is empty at the beginning
   of a page, and the rest of it. */
void pincite__suffix_add(pincite_buf *page, pincite_str before, pincite_str term);
/* Add what stands behind a term to the dictionary. */
void pincite__dictionary_add(pincite_postings_builder *builder, pincite_str term,
                             pincite_str rest);
/* Write what is left of it; the last page of all is the root. */
void pincite__dictionary_finish(pincite_postings_builder *builder);

/* ---- interface of postings_build_common.c ---------------------------------- */

/* The terms in their order, each with the passages that have it in this segment. */
void pincite__common_note(pincite_postings_builder *builder, pincite_str term,
                          int64_t df);
/* Write the commonest, behind the dictionary's root; none where it is small. */
void pincite__common_finish(pincite_postings_builder *builder);

#endif
