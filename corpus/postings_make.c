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
  pincite_postings_feed *feed;
  pincite_postings_state *state;
  pincite_lengths_of lengths;
  void *data;
  pthread_t thread;
  bool running;
  pincite_buf held;
  pincite_postings_segment segment;
  pincite_status status;
  pincite_error why;
};

pincite_status
pincite__segment_make(pincite_postings_feed *feed, pincite_postings_blobs *blobs,
                      pincite_postings_state *state, pincite_lengths_of lengths,
                      void *data, pincite_postings_segment *segment, pincite_error *err) {
  pincite_postings_builder *builder = NULL;
  uint32_t first, last;
  pincite_postings_memory *memory = pincite__feed_memory(feed, &first, &last);
  pincite_status status = pincite__builder_open(blobs, state, first, last, &builder, err);
  if (!status)
    status = pincite__memory_write(memory, builder, lengths, data, err);
  if (!status)
    status = pincite__builder_finish(builder, segment, err);
  pincite__builder_close(builder);
  return status;
}

static void *make(void *data) {
  pincite_segment_maker *maker = data;
  pincite_postings_blobs blobs = {.held = &maker->held};
  maker->status = pincite__segment_make(maker->feed, &blobs, maker->state, maker->lengths,
                                        maker->data, &maker->segment, &maker->why);
  return NULL;
}

pincite_segment_maker *pincite__maker_begin(pincite_postings_feed *feed,
                                            pincite_postings_state *state,
                                            pincite_lengths_of lengths, void *data) {
  uint32_t first, last;
  size_t bytes = pincite__memory_bytes(pincite__feed_memory(feed, &first, &last));
  if (pincite__feed_is_empty(feed) || bytes < BYTES_LEAST || bytes > BYTES_MOST)
    return NULL;
  pincite_segment_maker *maker = calloc(1, sizeof *maker);
  if (!maker)
    return NULL;
  maker->feed = feed;
  maker->state = state;
  maker->lengths = lengths;
  maker->data = data;
  pincite__buf_init(&maker->held, PINCITE__BUF_LIMIT);
  maker->running = pincite__thread_start(&maker->thread, make, maker);
  if (!maker->running) {
    pincite__maker_end(maker);
    return NULL;
  }
  return maker;
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
  free(maker);
}
