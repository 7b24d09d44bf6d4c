/* SPDX-License-Identifier: MIT
 *
 * postings_read.h - the reader from inside, for the ranker: segments, lists,
 * and the passages' numbers by chunk.
 */
#ifndef PINCITE_CORPUS_POSTINGS_READ_H
#define PINCITE_CORPUS_POSTINGS_READ_H

#include "postings_format.h"

struct pincite_postings {
  pincite_postings_blobs blobs;
  pincite_postings_state state;
  pincite_postings_source sources[PINCITE__SEGMENTS_MAX]; /* of the segments */
  size_t kept_bytes;                                      /* in pages */
  /* by kind and chunk; NULL: not read yet */
  pincite_postings_page **chunks[PINCITE__CHUNK_KINDS];
  size_t chunk_count;
  /* What the ranker keeps between questions, and how it is released. */
  void *ranker;
  void (*release_ranker)(void *ranker);
};

/* Look a term up in all segments: its entry in each, which is valid as long as the pages
   are kept, and what these come to. */
pincite_status pincite__postings_entries(pincite_postings *postings, pincite_str term,
                                         pincite_postings_entry *entries,
                                         pincite_term_stats *stats, pincite_error *err);

/* Is this chunk in memory already? */
bool pincite__postings_has_chunk(const pincite_postings *postings, unsigned kind,
                                 uint32_t number);
/* The bytes of a chunk, of a kind but PINCITE__CHUNK_TIE. */
pincite_status pincite__postings_chunk(pincite_postings *postings, unsigned kind,
                                       uint32_t number, const uint8_t **bytes,
                                       pincite_error *err);

#endif
