/* SPDX-License-Identifier: MIT
 *
 * ahead.c - a ring of events between the pool and the writer.
 *
 * The caller's thread puts the pool's events in and takes them out at the other
 * end; between the two a thread cuts and analyses the documents. It touches
 * neither the pool nor the store.
 *
 * Invariant: taken <= ready <= given; a slot belongs to the thread inside from the
 * moment it is given until it is ready, else to the caller.
 */
#include "ahead.h"

#include <stdlib.h>

#include "../corpus/thread.h"

#define SLOTS 256
/* Documents for which an idle thread is woken before it is waited for. */
#define WAKE 32
/* After the readers had nothing to say they are not asked again for so many events. */
#define REST 16
/* Text in the ring; one document always fits. */
#define BYTES_MAX ((size_t)4 << 20)
/* What a slot may keep for the next document. */
#define KEEP_MAX ((size_t)256 << 10)

typedef struct slot {
  pincite_reading_event event;
  pincite_document document;
  pincite_reading_fault fault;
  pincite_reading_end end;
  pincite_ready ready;
  pincite_status status;
  pincite_error why;
} slot;

struct pincite_ahead {
  pincite_pool *pool;
  pincite_provenance from;    /* all but the uri */
  pincite_analyser *analyser; /* of the thread inside */
  pthread_t thread;
  bool has_thread;
  bool drained; /* the pool has nothing left */
  bool lent;    /* slot 'taken - 1' is with the caller */
  size_t bytes; /* of text between taken and given */
  uint64_t ask; /* the readers again when so many are taken */
  /* shared */
  pthread_mutex_t mutex;
  pthread_cond_t given_more, ready_more;
  bool idle, awaited; /* the thread inside, the caller's: who is to be woken */
  bool stop;
  uint64_t taken, ready, given;
  slot slots[SLOTS];
};

static slot *slot_at(pincite_ahead *ahead, uint64_t number) {
  return &ahead->slots[number % SLOTS];
}

/* ---- the thread inside ------------------------------------------------------ */

static void prepare(pincite_ahead *ahead, slot *own) {
  const pincite_found *found = own->event.data;
  own->status = PINCITE_OK;
  if (own->event.kind != PINCITE_READING_DOCUMENT)
    return;
  pincite_provenance from = ahead->from;
  from.uri = pincite__str(found->uri);
  own->status = pincite__intake_prepare(&own->document, &from, ahead->analyser,
                                        &own->ready, &own->why);
}

static void *work(void *data) {
  pincite_ahead *ahead = data;
  pthread_mutex_lock(&ahead->mutex);
  while (!ahead->stop) {
    if (ahead->ready == ahead->given) {
      ahead->idle = true;
      pthread_cond_wait(&ahead->given_more, &ahead->mutex);
      ahead->idle = false;
      continue;
    }
    slot *own = slot_at(ahead, ahead->ready);
    pthread_mutex_unlock(&ahead->mutex);
    prepare(ahead, own);
    pthread_mutex_lock(&ahead->mutex);
    ahead->ready++;
    if (ahead->awaited) {
      pthread_mutex_unlock(&ahead->mutex); /* for who wakes wants it at once */
      pthread_cond_signal(&ahead->ready_more);
      pthread_mutex_lock(&ahead->mutex);
    }
  }
  pthread_mutex_unlock(&ahead->mutex);
  return NULL;
}

/* ---- the caller's thread ------------------------------------------------------ */

pincite_status pincite__ahead_open(pincite_pool *pool, const pincite_provenance *from,
                                   const pincite_law *law, pincite_ahead **out,
                                   pincite_error *err) {
  pincite_ahead *ahead = calloc(1, sizeof *ahead);
  if (!ahead)
    return pincite__no_memory(err);
  ahead->pool = pool;
  ahead->from = *from;
  pthread_mutex_init(&ahead->mutex, NULL);
  pthread_cond_init(&ahead->given_more, NULL);
  pthread_cond_init(&ahead->ready_more, NULL);
  for (size_t i = 0; i < SLOTS; i++) {
    pincite__document_init(&ahead->slots[i].document);
    pincite__ready_init(&ahead->slots[i].ready);
  }
  ahead->analyser = pincite__analyser_new();
  if (!ahead->analyser) {
    pincite__ahead_close(ahead);
    return pincite__no_memory(err);
  }
  pincite__analyser_use(ahead->analyser, law);
  /* Without a thread the caller prepares what it takes. */
  ahead->has_thread = pincite__thread_start(&ahead->thread, work, ahead);
  *out = ahead;
  return PINCITE_OK;
}

void pincite__ahead_close(pincite_ahead *ahead) {
  if (!ahead)
    return;
  if (ahead->has_thread) {
    pthread_mutex_lock(&ahead->mutex);
    ahead->stop = true;
    pthread_cond_signal(&ahead->given_more);
    pthread_mutex_unlock(&ahead->mutex);
    pthread_join(ahead->thread, NULL);
  }
  for (size_t i = 0; i < SLOTS; i++) {
    pincite__document_release(&ahead->slots[i].document);
    pincite__ready_release(&ahead->slots[i].ready);
  }
  pincite__analyser_free(ahead->analyser);
  pthread_cond_destroy(&ahead->ready_more);
  pthread_cond_destroy(&ahead->given_more);
  pthread_mutex_destroy(&ahead->mutex);
  free(ahead);
}

/* Keep a copy of what the pool lends; a document changes places with the slot's. */
static void fill(slot *own, const pincite_reading_event *event) {
  own->event = *event;
  own->event.name = NULL; /* the pool's until its next event */
  if (event->document) {
    pincite_document empty = own->document;
    own->document = *event->document;
    *event->document = empty;
    own->event.document = &own->document;
  }
  if (event->fault) {
    own->fault = *event->fault;
    own->event.fault = &own->fault;
  }
  if (event->end) {
    own->end = *event->end;
    own->event.end = &own->end;
  }
}

static void give(pincite_ahead *ahead, const pincite_reading_event *event) {
  fill(slot_at(ahead, ahead->given), event);
  ahead->bytes += event->document ? slot_at(ahead, ahead->given)->document.text.len : 0;
  pthread_mutex_lock(&ahead->mutex);
  ahead->given++;
  /* Waking costs as much as a short document: a few are worth it. */
  bool wake = ahead->idle && ahead->given - ahead->ready >= WAKE;
  pthread_mutex_unlock(&ahead->mutex);
  if (wake)
    pthread_cond_signal(&ahead->given_more);
}

/* The slot that the caller had may be filled again. */
static void take_back(pincite_ahead *ahead) {
  if (!ahead->lent)
    return;
  slot *own = slot_at(ahead, ahead->taken - 1);
  ahead->lent = false;
  if (own->event.kind != PINCITE_READING_DOCUMENT)
    return;
  if (own->document.text.cap > KEEP_MAX) {
    pincite__document_release(&own->document);
    pincite__document_init(&own->document);
    pincite__ready_release(&own->ready);
    pincite__ready_init(&own->ready);
  }
  pincite__document_clear(&own->document);
}

/* Fill the ring. *waited: the readers have nothing to say yet; only for an empty ring
   are they waited for. */
static pincite_status fetch(pincite_ahead *ahead, bool *waited, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (ahead->taken < ahead->ask && ahead->given != ahead->taken)
    return PINCITE_OK;
  while (!status && !*waited && !ahead->drained &&
         ahead->given - ahead->taken < SLOTS - 1 && ahead->bytes < BYTES_MAX) {
    pincite_reading_event event = {0};
    status = pincite__pool_next(ahead->pool, ahead->given == ahead->taken, &event, err);
    ahead->drained = status == PINCITE_DONE;
    if (status == PINCITE_DONE)
      return PINCITE_OK;
    *waited = !status && event.kind == PINCITE_READING_WAIT;
    if (!status && !*waited)
      give(ahead, &event);
  }
  ahead->ask = ahead->taken + (*waited ? REST : 0);
  return status;
}

static slot *take(pincite_ahead *ahead) {
  slot *own = slot_at(ahead, ahead->taken);
  if (!ahead->has_thread) {
    prepare(ahead, own);
    ahead->ready++;
  }
  pthread_mutex_lock(&ahead->mutex);
  while (ahead->ready == ahead->taken) {
    if (ahead->idle)
      pthread_cond_signal(&ahead->given_more);
    ahead->awaited = true;
    pthread_cond_wait(&ahead->ready_more, &ahead->mutex);
    ahead->awaited = false;
  }
  ahead->taken++;
  pthread_mutex_unlock(&ahead->mutex);
  ahead->lent = true;
  return own;
}

pincite_status pincite__ahead_next(pincite_ahead *ahead, pincite_ahead_event *event,
                                   pincite_error *err) {
  bool waited = false;
  take_back(ahead);
  ahead->drained = false; /* more may have been submitted */
  pincite_status status = fetch(ahead, &waited, err);
  if (status)
    return status;
  if (ahead->given == ahead->taken) {
    event->reading = (pincite_reading_event){.kind = PINCITE_READING_WAIT};
    event->ready = NULL;
    return ahead->drained ? PINCITE_DONE : PINCITE_OK;
  }
  slot *own = take(ahead);
  if (own->event.document)
    ahead->bytes -= own->document.text.len < ahead->bytes ? own->document.text.len
                                                          : ahead->bytes;
  *event = (pincite_ahead_event){own->event, &own->ready, own->status, own->why};
  return PINCITE_OK;
}
