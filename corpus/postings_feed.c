/* SPDX-License-Identifier: MIT
 *
 * postings_feed.c - words on their way into memory, by a thread where there are many.
 *
 * The writer gives copies of tokens at one end of a ring; a thread takes them out at
 * the other and puts them into the table of terms, which is most of the work and needs
 * no database. It stops behind the passage with which memory is used up, until that is
 * written: so segments do not depend on who was faster.
 *
 * Invariant: taken <= given; a slot is the thread's from the moment it is given until
 * it is taken, else the writer's. While the thread has something to take, memory is its
 * own.
 */
#include <stdlib.h>

#include "postings_write.h"
#include "thread.h"

#define SLOTS 256
/* What is given before a thread is worth it. */
#define ALONE 512
/* An idle thread is woken for so many, or when it is waited for. */
#define WAKE 96
/* Longer texts are not copied. */
#define TOKENS_MAX ((size_t)4096)

typedef struct slot {
  pincite_posting_words words;
  pincite_tokens tokens;
} slot;

struct pincite_postings_feed {
  pincite_postings_memory *memory;
  size_t budget;
  uint32_t first_row, last_row; /* of what is in memory; first 0: no passage */
  uint64_t alone;               /* given without a thread */
  bool has_thread;
  pthread_t thread;
  /* shared */
  pthread_mutex_t mutex;
  pthread_cond_t more, less;
  bool idle, awaited; /* the thread, the writer: who is to be woken */
  bool stop, full, failed;
  uint64_t given, taken;
  slot slots[SLOTS];
};

pincite_postings_feed *pincite__feed_new(void) {
  pincite_postings_feed *feed = calloc(1, sizeof *feed);
  if (!feed)
    return NULL;
  pthread_mutex_init(&feed->mutex, NULL);
  pthread_cond_init(&feed->more, NULL);
  pthread_cond_init(&feed->less, NULL);
  for (size_t i = 0; i < SLOTS; i++)
    pincite__tokens_init(&feed->slots[i].tokens);
  feed->memory = pincite__memory_new();
  if (!feed->memory) {
    pincite__feed_free(feed);
    return NULL;
  }
  return feed;
}

/* ---- gathering ------------------------------------------------------------------ */

static bool gather(pincite_postings_feed *feed, const pincite_posting_words *words,
                   const pincite_tokens *tokens, bool *full) {
  bool done;
  if (words->removal) {
    done = pincite__memory_remove(feed->memory, tokens, words->removal);
  } else {
    feed->first_row = feed->first_row ? feed->first_row : words->row;
    feed->last_row = words->row;
    done = pincite__memory_add(feed->memory, tokens, words->row, words->base,
                               words->in_title);
  }
  *full = words->last && pincite__memory_bytes(feed->memory) > feed->budget;
  return done;
}

/* Take [from, to) out of the ring, up to where memory is full. Returns how many. */
static uint64_t take(pincite_postings_feed *feed, uint64_t from, uint64_t to, bool *full,
                     bool *failed) {
  uint64_t at = from;
  while (at < to && !*full && !*failed) {
    slot *own = &feed->slots[at++ % SLOTS];
    *failed = !gather(feed, &own->words, &own->tokens, full);
  }
  return at - from;
}

static void *work(void *data) {
  pincite_postings_feed *feed = data;
  pthread_mutex_lock(&feed->mutex);
  while (!feed->stop) {
    if (feed->taken == feed->given || feed->full || feed->failed) {
      feed->idle = true;
      pthread_cond_wait(&feed->more, &feed->mutex);
      feed->idle = false;
      continue;
    }
    uint64_t from = feed->taken, to = feed->given;
    bool full = false, failed = false;
    pthread_mutex_unlock(&feed->mutex);
    uint64_t count = take(feed, from, to, &full, &failed);
    pthread_mutex_lock(&feed->mutex);
    feed->taken += count;
    feed->full = full;
    feed->failed = failed;
    if (feed->awaited)
      pthread_cond_signal(&feed->less);
  }
  pthread_mutex_unlock(&feed->mutex);
  return NULL;
}

/* ---- the writer's thread ----------------------------------------------------------- */

static void start(pincite_postings_feed *feed) {
  feed->stop = false;
  /* Without a thread all is gathered at once. */
  feed->has_thread = pincite__thread_start(&feed->thread, work, feed);
}

static void stop(pincite_postings_feed *feed) {
  feed->alone = 0;
  if (!feed->has_thread)
    return;
  pthread_mutex_lock(&feed->mutex);
  feed->stop = true;
  pthread_cond_signal(&feed->more);
  pthread_mutex_unlock(&feed->mutex);
  pthread_join(feed->thread, NULL);
  feed->has_thread = false;
}

void pincite__feed_free(pincite_postings_feed *feed) {
  if (!feed)
    return;
  stop(feed);
  for (size_t i = 0; i < SLOTS; i++)
    pincite__tokens_release(&feed->slots[i].tokens);
  pincite__memory_free(feed->memory);
  pthread_cond_destroy(&feed->more);
  pthread_cond_destroy(&feed->less);
  pthread_mutex_destroy(&feed->mutex);
  free(feed);
}

/* Wait until no more than 'most' slots are the thread's, or it has stopped. */
static pincite_feed_state await(pincite_postings_feed *feed, uint64_t most) {
  pthread_mutex_lock(&feed->mutex);
  while (feed->has_thread && feed->given - feed->taken > most && !feed->full &&
         !feed->failed) {
    if (feed->idle)
      pthread_cond_signal(&feed->more);
    feed->awaited = true;
    pthread_cond_wait(&feed->less, &feed->mutex);
    feed->awaited = false;
  }
  pincite_feed_state state = feed->failed ? PINCITE__FEED_FAILED
                             : feed->full ? PINCITE__FEED_FULL
                                          : PINCITE__FEED_DONE;
  pthread_mutex_unlock(&feed->mutex);
  return state;
}

static void hand_over(pincite_postings_feed *feed) {
  pthread_mutex_lock(&feed->mutex);
  feed->given++;
  bool wake = feed->idle && feed->given - feed->taken >= WAKE;
  pthread_mutex_unlock(&feed->mutex);
  if (wake) /* which would wait for the mutex if it were not free */
    pthread_cond_signal(&feed->more);
}

static pincite_feed_state gather_at_once(pincite_postings_feed *feed,
                                         const pincite_posting_words *words,
                                         const pincite_tokens *tokens) {
  bool full = false, done = gather(feed, words, tokens, &full);
  pthread_mutex_lock(&feed->mutex);
  feed->full = full;
  feed->failed = !done;
  pthread_mutex_unlock(&feed->mutex);
  if (!feed->has_thread && ++feed->alone == ALONE)
    start(feed);
  return done ? PINCITE__FEED_DONE : PINCITE__FEED_FAILED;
}

pincite_feed_state pincite__feed_give(pincite_postings_feed *feed,
                                      const pincite_posting_words *words,
                                      const pincite_tokens *tokens) {
  bool at_once = !feed->has_thread || tokens->count > TOKENS_MAX;
  pincite_feed_state state = await(feed, at_once ? 0 : SLOTS - 1);
  if (state != PINCITE__FEED_DONE)
    return state;
  if (at_once)
    return gather_at_once(feed, words, tokens);
  slot *own = &feed->slots[feed->given % SLOTS];
  own->words = *words;
  if (!pincite__tokens_copy(&own->tokens, tokens))
    return PINCITE__FEED_FAILED;
  hand_over(feed);
  return PINCITE__FEED_DONE;
}

pincite_feed_state pincite__feed_wait(pincite_postings_feed *feed) {
  return await(feed, 0);
}

void pincite__feed_rest(pincite_postings_feed *feed) {
  stop(feed);
}

void pincite__feed_budget(pincite_postings_feed *feed, size_t budget) {
  await(feed, 0);
  feed->budget = budget;
}

bool pincite__feed_is_empty(const pincite_postings_feed *feed) {
  return pincite__memory_is_empty(feed->memory);
}

pincite_postings_memory *pincite__feed_memory(pincite_postings_feed *feed,
                                              uint32_t *first_row, uint32_t *last_row) {
  *first_row = feed->first_row ? feed->first_row : feed->last_row + 1;
  *last_row = feed->last_row;
  return feed->memory;
}

/* Memory is empty: the thread may go on. */
static void go_on(pincite_postings_feed *feed) {
  pthread_mutex_lock(&feed->mutex);
  feed->first_row = 0;
  feed->full = false;
  if (feed->idle)
    pthread_cond_signal(&feed->more);
  pthread_mutex_unlock(&feed->mutex);
}

void pincite__feed_written(pincite_postings_feed *feed) {
  pincite__memory_clear(feed->memory);
  go_on(feed);
}

void pincite__feed_take(pincite_postings_feed *feed, pincite_postings_memory *empty) {
  feed->memory = empty;
  go_on(feed);
}

void pincite__feed_forget(pincite_postings_feed *feed, uint32_t last_row) {
  stop(feed);
  pincite__memory_clear(feed->memory);
  feed->first_row = 0;
  feed->last_row = last_row;
  feed->taken = feed->given;
  feed->full = feed->failed = false;
}
