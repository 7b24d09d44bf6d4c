/* SPDX-License-Identifier: MIT
 *
 * pool.c - several readers at work, one order of answers.
 *
 * Inputs wait in a ring. Each is sent at once to the reader that has the least
 * to do, and stays in the ring until it has ended, so that it can be sent again
 * when a reader dies over one that came before it. Only the reader that has the
 * oldest input is understood; the others are at most listened to, up to a limit.
 *
 * Invariant: a reader's inputs come in ring order, so the first of them in the
 * ring is the one that it is at.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "worker.h"

/* Inputs that each reader may have waiting, so that it need not wait. */
#define AHEAD 4
#define MOST_JOBS 256
/* A reader is held to its time by the processor's clock; by the wall's it gets more,
   since the machine may be busy. */
#define WALL_FACTOR 4
/* How long to wait before the caller is asked whether it still wants to. */
#define PATIENCE_MS 1000

#ifndef PINCITE_READER_PATH
#define PINCITE_READER_PATH "pincite-reader"
#endif

typedef struct slot {
  char *name;
  char *map;
  void *data;
  int fd; /* -1: there was nothing to open, 'end' says why */
  size_t worker;
  pincite_reading_end end;
} slot;

struct pincite_pool {
  char *reader;
  pincite_reading_limits limits;
  pincite_worker *workers;
  size_t worker_count;
  slot *slots;
  size_t capacity, head, count;
  double waited; /* seconds spent on the oldest input since its last sign of life */
  bool between;  /* an event was given, so a document may begin */
  pincite_document document;
  pincite_buf text; /* of a block that comes in parts */
  pincite_reading_fault fault;
  pincite_reading_end end;
  char *name; /* of the input that ended last, for its event */
  char guards[128];
};

static slot *slot_at(const pincite_pool *pool, size_t i) {
  return &pool->slots[(pool->head + i) % pool->capacity];
}

static void slot_release(slot *one) {
  if (one->fd >= 0)
    close(one->fd);
  free(one->name);
  free(one->map);
  *one = (slot){.fd = -1};
}

/* ---- opening and closing ------------------------------------------------ */

static size_t job_count(int jobs) {
  long count = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > MOST_JOBS ? MOST_JOBS : (size_t)count;
}

static pincite_status check_reader(const char *reader, pincite_error *err) {
  if (access(reader, X_OK) == 0)
    return PINCITE_OK;
  char why[128] = "";
  (void)!strerror_r(errno, why, sizeof why);
  return pincite__fail(err, PINCITE_EINVAL,
                       "cannot run the reading program '%s': %s; say where it is", reader,
                       why);
}

pincite_status pincite__pool_open(const char *reader, int jobs,
                                  const pincite_reading_limits *limits,
                                  pincite_pool **out, pincite_error *err) {
  if (!reader)
    reader = PINCITE_READER_PATH;
  pincite_status status = check_reader(reader, err);
  if (status)
    return status;
  pincite_pool *pool = calloc(1, sizeof *pool);
  if (!pool)
    return pincite__no_memory(err);
  pool->limits = limits ? *limits : (pincite_reading_limits){0};
  pool->limits.seconds = pool->limits.seconds ? pool->limits.seconds : 60;
  pool->limits.megabytes = pool->limits.megabytes ? pool->limits.megabytes : 400;
  if (!pool->limits.text_megabytes)
    pool->limits.text_megabytes = PINCITE__TEXT_LIMIT >> 20;
  pincite__document_init(&pool->document);
  pincite__buf_init(&pool->text, PINCITE__TEXT_LIMIT);
  size_t count = job_count(jobs), capacity = count * AHEAD;
  pool->reader = pincite__copy(pincite__str(reader));
  pool->workers = calloc(count, sizeof *pool->workers);
  pool->slots = calloc(capacity, sizeof *pool->slots);
  if (!pool->reader || !pool->workers || !pool->slots) {
    pincite__pool_close(pool);
    return pincite__no_memory(err);
  }
  for (pool->worker_count = 0; pool->worker_count < count; pool->worker_count++)
    pincite__worker_init(&pool->workers[pool->worker_count]);
  for (pool->capacity = 0; pool->capacity < capacity; pool->capacity++)
    pool->slots[pool->capacity].fd = -1;
  *out = pool;
  return PINCITE_OK;
}

void pincite__pool_close(pincite_pool *pool) {
  if (!pool)
    return;
  for (size_t i = 0; i < pool->worker_count; i++)
    pincite__worker_release(&pool->workers[i]);
  for (size_t i = 0; i < pool->capacity; i++)
    slot_release(&pool->slots[i]);
  pincite__document_release(&pool->document);
  pincite__buf_release(&pool->text);
  free(pool->workers);
  free(pool->slots);
  free(pool->reader);
  free(pool->name);
  free(pool);
}

bool pincite__pool_room(const pincite_pool *pool) {
  return pool->count < pool->capacity;
}

const char *pincite__pool_guards(const pincite_pool *pool) {
  return pool->guards;
}

/* ---- giving out ----------------------------------------------------------- */

/* The reader with the least to do; one that is not running only if all are busy. */
static size_t least_busy(const pincite_pool *pool) {
  size_t best = 0;
  for (size_t i = 1; i < pool->worker_count; i++)
    if (pool->workers[i].waiting < pool->workers[best].waiting)
      best = i;
  return best;
}

static pincite_status dispatch(pincite_pool *pool, slot *one, pincite_error *err) {
  pincite_worker *worker = &pool->workers[one->worker];
  pincite_status status = PINCITE_OK;
  if (worker->ended && worker->waiting == 0)
    pincite__worker_release(worker);
  if (!worker->pid)
    status = pincite__worker_start(worker, pool->reader, &pool->limits, err);
  if (!status)
    status = pincite__worker_send(worker, one->fd, one->name, one->map, err);
  return status;
}

pincite_status pincite__pool_submit(pincite_pool *pool,
                                    const pincite_reading_request *request,
                                    pincite_error *err) {
  slot one = {.data = request->data, .fd = request->path ? -1 : request->fd};
  one.name = pincite__copy(pincite__str(request->name ? request->name : ""));
  one.map = pincite__copy(pincite__str(request->map));
  pincite_status status = PINCITE_OK;
  if (!one.name || !one.map)
    status = pincite__no_memory(err);
  else if (!pincite__pool_room(pool) || (!request->path && request->fd < 0))
    status = pincite__fail(err, PINCITE_EINVAL, "there is no room for '%s'", one.name);
  else if (request->path)
    one.fd = pincite__open_regular(request->path, &one.end);
  if (!status && one.fd >= 0) {
    one.worker = least_busy(pool);
    status = dispatch(pool, &one, err);
  }
  if (status) {
    slot_release(&one);
    return status;
  }
  *slot_at(pool, pool->count++) = one;
  return PINCITE_OK;
}

/* ---- taking in ------------------------------------------------------------ */

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Wait until a reader says something, or for so long. */
static pincite_status wait_for_news(pincite_pool *pool, int milliseconds,
                                    pincite_error *err) {
  struct pollfd polled[MOST_JOBS];
  size_t who[MOST_JOBS];
  nfds_t count = 0;
  for (size_t i = 0; i < pool->worker_count; i++) {
    const pincite_worker *worker = &pool->workers[i];
    if (!worker->pid || worker->ended || pincite__worker_full(worker))
      continue;
    who[count] = i;
    polled[count++] = (struct pollfd){.fd = worker->fd, .events = POLLIN};
  }
  double start = seconds_now();
  int ready = poll(polled, count, milliseconds);
  if (ready < 0 && errno != EINTR)
    return pincite__fail(err, PINCITE_EIO, "cannot wait for the readers");
  pool->waited += seconds_now() - start;
  pincite_status status = PINCITE_OK;
  for (nfds_t i = 0; i < count && ready > 0 && !status; i++)
    if (polled[i].revents)
      status = pincite__worker_listen(&pool->workers[who[i]], err);
  return status;
}

/* The oldest input has ended: take it out, keep its name for the event. */
static void finish(pincite_pool *pool, const pincite_reading_end *end,
                   pincite_reading_event *event) {
  slot *one = slot_at(pool, 0);
  pool->end = *end;
  free(pool->name);
  pool->name = one->name;
  one->name = NULL;
  *event = (pincite_reading_event){.kind = PINCITE_READING_END,
                                   .data = one->data,
                                   .name = pool->name,
                                   .end = &pool->end};
  if (one->fd >= 0 && pool->workers[one->worker].waiting)
    pool->workers[one->worker].waiting--;
  slot_release(one);
  pool->head = (pool->head + 1) % pool->capacity;
  pool->count--;
  pool->waited = 0;
}

/* The reader of the oldest input is no more. That input has failed; what else
   the reader had is given to a new one. */
static pincite_status bury(pincite_pool *pool, pincite_reading_event *event,
                           pincite_error *err) {
  size_t which = slot_at(pool, 0)->worker;
  pincite_worker *worker = &pool->workers[which];
  bool greeted = worker->greeted;
  pincite_reading_end end;
  pincite__worker_verdict(worker, slot_at(pool, 0)->name, &pool->limits, &end);
  pincite__worker_release(worker);
  if (!greeted)
    return pincite__fail(err, PINCITE_EIO,
                         "the reading program '%s' does not work: it ended, or is of "
                         "another version; install it again",
                         pool->reader);
  pincite_status status = PINCITE_OK;
  for (size_t i = 1; i < pool->count && !status; i++) {
    slot *one = slot_at(pool, i);
    if (one->fd >= 0 && one->worker == which)
      status = dispatch(pool, one, err);
  }
  if (!status) {
    worker->waiting++; /* which finish() takes away again */
    finish(pool, &end, event);
  }
  return status;
}

static bool greet(pincite_pool *pool, pincite_worker *worker, pincite_str payload) {
  uint64_t protocol;
  pincite_str guards;
  if (!pincite__frame_read_hello(payload, &protocol, &guards) ||
      protocol != PINCITE__FRAME_PROTOCOL)
    return false;
  size_t len = guards.len < sizeof pool->guards ? guards.len : sizeof pool->guards - 1;
  for (size_t i = 0; i < len; i++)
    pool->guards[i] = guards.at[i] >= ' ' && guards.at[i] <= '~' ? guards.at[i] : '?';
  pool->guards[len] = '\0';
  worker->greeted = true;
  return true;
}

/* Understand one frame of the oldest input. *given: it made an event. False: it
   makes no sense. */
static bool understand(pincite_pool *pool, pincite_frame_kind kind, pincite_str payload,
                       pincite_reading_event *event, bool *given) {
  slot *one = slot_at(pool, 0);
  pincite_worker *worker = &pool->workers[one->worker];
  *event = (pincite_reading_event){.data = one->data, .name = one->name};
  if (!worker->greeted)
    return kind == PINCITE_FRAME_HELLO && greet(pool, worker, payload);
  switch (kind) {
  case PINCITE_FRAME_FAULT:
    event->kind = PINCITE_READING_FAULT;
    event->fault = &pool->fault;
    *given = true;
    pool->waited = 0;
    return pincite__frame_read_fault(payload, &pool->fault);
  case PINCITE_FRAME_END: {
    pincite_reading_end end;
    if (!pincite__frame_read_end(payload, &end))
      return false;
    finish(pool, &end, event);
    *given = true;
    return true;
  }
  default:
    event->kind = PINCITE_READING_DOCUMENT;
    event->document = &pool->document;
    if (!pincite__frame_apply(kind, payload, &pool->document, &pool->text, given) ||
        pool->document.text.failed || pool->document.failed)
      return false;
    if (*given)
      pool->waited = 0;
    return true;
  }
}

/* Try to make an event of what is here. *more: nothing to be made of it yet. */
static pincite_status advance(pincite_pool *pool, pincite_reading_event *event,
                              bool *more, pincite_error *err) {
  pincite_worker *worker = &pool->workers[slot_at(pool, 0)->worker];
  pincite_frame_kind kind;
  pincite_str payload;
  int got;
  *more = false;
  while ((got = pincite__worker_frame(worker, &kind, &payload)) == 1) {
    bool given = false;
    if (!understand(pool, kind, payload, event, &given)) {
      got = -1;
      break;
    }
    if (given)
      return PINCITE_OK;
  }
  if (got < 0) {
    worker->fault = "crash";
    pincite__worker_kill(worker);
  }
  if (worker->ended) {
    pincite__buf_clear(&pool->text);
    return bury(pool, event, err);
  }
  *more = true;
  return PINCITE_OK;
}

/* Wait a little; end a reader that has been silent for too long. */
static pincite_status be_patient(pincite_pool *pool, bool patient, pincite_error *err) {
  pincite_worker *worker = &pool->workers[slot_at(pool, 0)->worker];
  pincite_status status = wait_for_news(pool, patient ? PATIENCE_MS : 0, err);
  if (!status && pool->waited > (double)pool->limits.seconds * WALL_FACTOR) {
    worker->fault = "timeout";
    pincite__worker_kill(worker);
  }
  return status;
}

pincite_status pincite__pool_next(pincite_pool *pool, bool patient,
                                  pincite_reading_event *event, pincite_error *err) {
  if (pool->count == 0)
    return PINCITE_DONE;
  if (pool->between) {
    pincite__document_clear(&pool->document);
    pincite__buf_clear(&pool->text);
  }
  const slot *oldest = slot_at(pool, 0);
  pool->between = true;
  if (oldest->fd < 0) {
    pincite_reading_end end = oldest->end;
    finish(pool, &end, event);
    return PINCITE_OK;
  }
  double until = seconds_now() + (patient ? PATIENCE_MS / 1000.0 : 0);
  for (bool asked = false;; asked = true) {
    bool more;
    pincite_status status = advance(pool, event, &more, err);
    if (status || !more)
      return status;
    if (!asked || seconds_now() < until) {
      status = be_patient(pool, patient, err);
      if (status)
        return status;
    } else {
      *event = (pincite_reading_event){
          .kind = PINCITE_READING_WAIT, .data = oldest->data, .name = oldest->name};
      pool->between = false;
      return PINCITE_OK;
    }
  }
}
