/* SPDX-License-Identifier: MIT
 *
 * postings_make.c - making a segment of what is in memory, at once or by a thread.
 *
 * Packing is most of the work and needs no database: the pages are held until the
 * writer's thread has time to put them into it.
 */
#include <stdlib.h>

#include "postings_write.h"
#include "thread.h"

/* Less is packed sooner than a thread is there. */
#define BYTES_LEAST ((size_t)128 << 10)
/* More might not fit into what is held. */
#define BYTES_MOST (PINCITE__BUF_LIMIT / 2)

struct pincite_segment_maker {
  pincite_postings_memory *memory; /* the thread's, once it runs */
  uint32_t first_row, last_row;
  pincite_postings_state *state;
  uint8_t *lengths; /* two of each row */
  pthread_t thread;
  bool running;
  pincite_buf held;
  pincite_postings_segment segment;
  pincite_status status;
  pincite_error why;
};

static pincite_status segment_make(pincite_postings_memory *memory, uint32_t first,
                                   uint32_t last, pincite_postings_blobs *blobs,
                                   pincite_postings_state *state,
                                   pincite_lengths_of lengths, void *data,
                                   pincite_postings_segment *segment,
                                   pincite_error *err) {
  pincite_postings_builder *builder = NULL;
  pincite_status status = pincite__builder_open(blobs, state, first, last, &builder, err);
  if (!status)
    status = pincite__memory_write(memory, builder, lengths, data, err);
  if (!status)
    status = pincite__builder_finish(builder, segment, err);
  pincite__builder_close(builder);
  return status;
}

pincite_status
pincite__segment_make(pincite_postings_feed *feed, pincite_postings_blobs *blobs,
                      pincite_postings_state *state, pincite_lengths_of lengths,
                      void *data, pincite_postings_segment *segment, pincite_error *err) {
  uint32_t first, last;
  pincite_postings_memory *memory = pincite__feed_memory(feed, &first, &last);
  return segment_make(memory, first, last, blobs, state, lengths, data, segment, err);
}

/* ---- by a thread ----------------------------------------------------------- */

static pincite_status kept_lengths(void *data, uint32_t row, uint8_t *length,
                                   uint8_t *title_length, pincite_error *err) {
  (void)err;
  const pincite_segment_maker *maker = data;
  const uint8_t *at = maker->lengths + (size_t)(row - maker->first_row) * 2;
  *length = at[0];
  *title_length = at[1];
  return PINCITE_OK;
}

/* The writer changes its passages' numbers while the thread is at work: keep those of
   the segment's. */
static bool keep_lengths(pincite_segment_maker *maker, pincite_lengths_of lengths,
                         void *data) {
  size_t rows = maker->last_row - maker->first_row + 1;
  if (rows && !(maker->lengths = malloc(rows * 2)))
    return false;
  for (size_t i = 0; i < rows; i++)
    if (lengths(data, maker->first_row + (uint32_t)i, &maker->lengths[i * 2],
                &maker->lengths[i * 2 + 1], NULL))
      return false;
  return true;
}

/* Memory is given back as soon as it is not needed: the next segment's grows. */
static void *make(void *data) {
  pincite_segment_maker *maker = data;
  pincite_postings_blobs blobs = {.held = &maker->held};
  maker->status =
      segment_make(maker->memory, maker->first_row, maker->last_row, &blobs, maker->state,
                   kept_lengths, maker, &maker->segment, &maker->why);
  pincite__memory_free(maker->memory);
  return NULL;
}

pincite_segment_maker *pincite__maker_begin(pincite_postings_feed *feed,
                                            pincite_postings_state *state,
                                            pincite_lengths_of lengths, void *data) {
  uint32_t first, last;
  pincite_postings_memory *memory = pincite__feed_memory(feed, &first, &last), *empty;
  size_t bytes = pincite__memory_bytes(memory);
  if (pincite__memory_is_empty(memory) || bytes < BYTES_LEAST || bytes > BYTES_MOST)
    return NULL;
  pincite_segment_maker *maker = calloc(1, sizeof *maker);
  if (!maker)
    return NULL;
  maker->state = state;
  maker->first_row = first;
  maker->last_row = last;
  pincite__buf_init(&maker->held, PINCITE__BUF_LIMIT);
  empty = pincite__memory_new();
  if (empty && keep_lengths(maker, lengths, data)) {
    maker->memory = memory;
    maker->running = pincite__thread_start(&maker->thread, make, maker);
  }
  if (maker->running) {
    pincite__feed_take(feed, empty);
    return maker;
  }
  pincite__memory_free(empty);
  pincite__maker_end(maker);
  return NULL;
}

static void join(pincite_segment_maker *maker) {
  if (maker->running)
    pthread_join(maker->thread, NULL);
  maker->running = false;
}

pincite_status pincite__maker_write(pincite_segment_maker *maker,
                                    pincite_postings_blobs *blobs,
                                    pincite_postings_segment *segment,
                                    pincite_error *err) {
  join(maker);
  if (maker->status)
    return pincite__fail(err, maker->status, "%s", maker->why.message);
  *segment = maker->segment;
  return pincite__blobs_put_held(blobs, &maker->held, err);
}

void pincite__maker_end(pincite_segment_maker *maker) {
  if (!maker)
    return;
  join(maker);
  pincite__buf_release(&maker->held);
  free(maker->lengths);
  free(maker);
}
