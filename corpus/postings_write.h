/* SPDX-License-Identifier: MIT
 *
 * postings_write.h - what the writer of the postings is made of.
 */
#ifndef PINCITE_CORPUS_POSTINGS_WRITE_H
#define PINCITE_CORPUS_POSTINGS_WRITE_H

#include "postings_format.h"

/* ---- interface of postings_memory.c --------------------------------------- */

/* The postings of passages that are not written yet, by term. */
typedef struct pincite_postings_memory pincite_postings_memory;

pincite_postings_memory *pincite__memory_new(void); /* NULL: out of memory */
void pincite__memory_free(pincite_postings_memory *memory);
void pincite__memory_clear(pincite_postings_memory *memory);
size_t pincite__memory_bytes(const pincite_postings_memory *memory);
bool pincite__memory_is_empty(const pincite_postings_memory *memory);

/* The words of a field of passage 'row'; their positions count from 'base'. False: out
   of memory. */
bool pincite__memory_add(pincite_postings_memory *memory, const pincite_tokens *tokens,
                         uint32_t row, uint32_t base, bool in_title);
/* The words of a passage that is removed; 'serial' differs from removal to removal, and
   is not 0. */
bool pincite__memory_remove(pincite_postings_memory *memory, const pincite_tokens *tokens,
                            uint32_t serial);

/* What the builder wants to know of a passage: its lengths' codes; length 0
   drops the posting. */
typedef pincite_status (*pincite_lengths_of)(void *data, uint32_t row, uint8_t *length,
                                             uint8_t *title_length, pincite_error *err);

/* Give everything to the builder, in the order of the terms. */
pincite_status pincite__memory_write(pincite_postings_memory *memory,
                                     pincite_postings_builder *builder,
                                     pincite_lengths_of lengths, void *data,
                                     pincite_error *err);

/* ---- interface of postings_feed.c ------------------------------------------ */

/* Memory that is filled by a thread of its own. All but that is for one thread. */
typedef struct pincite_postings_feed pincite_postings_feed;

/* Whose words are given. */
typedef struct pincite_posting_words {
  uint32_t row;     /* greater than the one before */
  uint32_t base;    /* their positions count from here */
  uint32_t removal; /* 0: the passage is added; else see pincite__memory_remove() */
  bool in_title;
  bool last; /* of the passage */
} pincite_posting_words;

/* FULL: what is in memory is to be taken, or written and pincite__feed_written() called.
   FAILED: out of memory, until pincite__feed_forget(). */
typedef enum pincite_feed_state {
  PINCITE__FEED_DONE,
  PINCITE__FEED_FULL,
  PINCITE__FEED_FAILED
} pincite_feed_state;

pincite_postings_feed *pincite__feed_new(void);       /* NULL: out of memory */
void pincite__feed_free(pincite_postings_feed *feed); /* NULL is accepted */
/* It is full behind a passage with which memory has more bytes than that. */
void pincite__feed_budget(pincite_postings_feed *feed, size_t budget);
/* FULL: they were not taken, give them again. */
pincite_feed_state pincite__feed_give(pincite_postings_feed *feed,
                                      const pincite_posting_words *words,
                                      const pincite_tokens *tokens);
/* DONE: all that was given is in memory, which stays as it is until more is given. */
pincite_feed_state pincite__feed_wait(pincite_postings_feed *feed);
/* After DONE: have no thread until there is much to do again. */
void pincite__feed_rest(pincite_postings_feed *feed);
/* After FULL or DONE: is there nothing? */
bool pincite__feed_is_empty(const pincite_postings_feed *feed);
/* After FULL or DONE: what is there, and of which rows; none: from behind the last. */
pincite_postings_memory *pincite__feed_memory(pincite_postings_feed *feed,
                                              uint32_t *first_row, uint32_t *last_row);
void pincite__feed_written(pincite_postings_feed *feed);
/* After FULL or DONE: have 'empty' filled from now on. What was there is the caller's. */
void pincite__feed_take(pincite_postings_feed *feed, pincite_postings_memory *empty);
/* Forget all that was given; the tables end with 'last_row'. */
void pincite__feed_forget(pincite_postings_feed *feed, uint32_t last_row);

/* ---- interface of postings_make.c ------------------------------------------ */

/* Make a segment of what is in memory; the counters of 'state' move on. */
pincite_status
pincite__segment_make(pincite_postings_feed *feed, pincite_postings_blobs *blobs,
                      pincite_postings_state *state, pincite_lengths_of lengths,
                      void *data, pincite_postings_segment *segment, pincite_error *err);

/* A segment that a thread makes in memory, while the writer goes on with the next one. */
typedef struct pincite_segment_maker pincite_segment_maker;

/* Begin, after FULL or DONE, with all that the feed has. 'lengths' is asked now; until
   the segment is written the counters of 'state' are the thread's. NULL: it is not worth
   a thread, or there is none to be had; the feed has what it had. */
pincite_segment_maker *pincite__maker_begin(pincite_postings_feed *feed,
                                            pincite_postings_state *state,
                                            pincite_lengths_of lengths, void *data);
/* Wait until it is made, and write it. */
pincite_status pincite__maker_write(pincite_segment_maker *maker,
                                    pincite_postings_blobs *blobs,
                                    pincite_postings_segment *segment,
                                    pincite_error *err);
/* Wait and forget it; NULL is accepted. */
void pincite__maker_end(pincite_segment_maker *maker);

/* ---- interface of postings_chunks.c ---------------------------------------- */

/* The numbers of 4096 passages. */
typedef struct pincite_postings_chunk {
  uint32_t number;
  bool dirty;
  uint8_t words[PINCITE__CHUNK], title[PINCITE__CHUNK], zone[PINCITE__CHUNK];
  uint8_t heading[PINCITE__CHUNK];
  uint32_t tie[PINCITE__CHUNK];
} pincite_postings_chunk;

/* Chunks that are being changed, until they are saved. */
typedef struct pincite_postings_chunks {
  pincite_postings_chunk **items;
  size_t count, capacity;
  size_t last; /* asked for */
} pincite_postings_chunks;

/* The chunk that was asked for last, where it is the passage's; else NULL. */
static inline pincite_postings_chunk *
pincite__chunks_last(const pincite_postings_chunks *chunks, uint32_t row) {
  pincite_postings_chunk *chunk = chunks->count ? chunks->items[chunks->last] : NULL;
  return chunk && chunk->number == row / PINCITE__CHUNK ? chunk : NULL;
}

/* The chunk of a passage, read if it is not there; borrowed until save. */
pincite_status pincite__chunks_get(pincite_postings_chunks *chunks,
                                   pincite_postings_blobs *blobs, uint32_t row,
                                   pincite_postings_chunk **out, pincite_error *err);
/* Write those that are dirty; keep the last. */
pincite_status pincite__chunks_save(pincite_postings_chunks *chunks,
                                    pincite_postings_blobs *blobs, pincite_error *err);
void pincite__chunks_release(pincite_postings_chunks *chunks);

/* ---- interface of postings_merge.c ------------------------------------------ */

/* Merge segments [from, from + count) of the state into one, dropping what was
   removed; the rows of the old ones go. */
pincite_status pincite__segments_merge(pincite_postings_blobs *blobs,
                                       pincite_postings_state *state, size_t from,
                                       size_t count, pincite_lengths_of lengths,
                                       void *data, pincite_error *err);
/* Which to merge next; false: nothing is due. */
bool pincite__segments_due(const pincite_postings_state *state, size_t *from,
                           size_t *count);

#endif
