/* SPDX-License-Identifier: MIT
 *
 * worker.h - reading inputs in other processes: a pool of pincite-reader
 * programs that are fed several inputs at once and whose answers come back in
 * the order in which the inputs were given.
 *
 *     while (more inputs or pending) {
 *       while (more inputs && pincite__pool_room(pool))
 *         pincite__pool_submit(pool, &request, err);
 *       pincite__pool_next(pool, true, &event, err);   DOCUMENT... FAULT... END
 *     }
 *
 * A reader that crashes, hangs, breaks a limit or talks nonsense costs the one
 * input it was at: that input ends as failed, with the reason, and a new reader
 * takes over. A reader ahead of its turn is read from up to a limit only; then
 * its socket fills and it waits, so memory is bounded whatever it has to say.
 */
#ifndef PINCITE_INDEXER_WORKER_H
#define PINCITE_INDEXER_WORKER_H

#include <sys/types.h>

#include "frame.h"

/* Changes when more is read, or otherwise; a reason to read unchanged inputs again. */
#define PINCITE__READERS_VERSION 2

/* ---- interface of pool.c ---------------------------------------------- */

typedef struct pincite_pool pincite_pool;

/* Zero means the default. */
typedef struct pincite_reading_limits {
  unsigned seconds;   /* of processor time without an article; 60 */
  unsigned megabytes; /* of memory in one reader; 400 */
  unsigned text_megabytes; /* of text in one article; 64 */
} pincite_reading_limits;

typedef struct pincite_reading_request {
  const char *path; /* the file; NULL: 'fd' is read to its end instead */
  int fd;           /* taken over, also on failure; -1 when there is a path */
  const char *name; /* relative to its root: for messages, for addresses inside
                       archives, and to tell kinds of text apart */
  const char *map;  /* of columns, "title=headline,text=body"; NULL: none */
  void *data;       /* comes back with each event */
} pincite_reading_request;

typedef enum pincite_reading_event_kind {
  PINCITE_READING_DOCUMENT, /* 'document' is an article of it */
  PINCITE_READING_FAULT,    /* 'fault' says what part was left out */
  PINCITE_READING_END,      /* 'end' says how it went; nothing more of it comes */
  PINCITE_READING_WAIT      /* nothing yet; a patient caller is told once a second,
                               so that it can look whether to stop */
} pincite_reading_event_kind;

/* Everything is borrowed until the next call on the pool. The document may be
   changed. A document without PINCITE_FIELD_URI is named by its request. */
typedef struct pincite_reading_event {
  pincite_reading_event_kind kind;
  void *data;
  const char *name;
  pincite_document *document;
  const pincite_reading_fault *fault;
  const pincite_reading_end *end;
} pincite_reading_event;

/* Make a pool of up to 'jobs' readers (0: one per processor); they are started
   when there is something to read. 'reader' NULL is where the program was
   installed. EINVAL when there is no such program, ENOMEM. */
pincite_status pincite__pool_open(const char *reader, int jobs,
                                  const pincite_reading_limits *limits,
                                  pincite_pool **out, pincite_error *err);

/* End all readers, whatever they are at. NULL is accepted. */
void pincite__pool_close(pincite_pool *pool);

/* May another input be submitted now? */
bool pincite__pool_room(const pincite_pool *pool);

/* Give an input. What is wrong with the file is an END, not a failure here:
   EIO when no reader can be started, ENOMEM, EINVAL when there is no room. */
pincite_status pincite__pool_submit(pincite_pool *pool,
                                    const pincite_reading_request *request,
                                    pincite_error *err);

/* The next event of the oldest input that has not ended; when there is none yet, a
   patient caller waits for it. PINCITE_DONE: there is no input. Fails with EIO when no
   reader can be started, ENOMEM. */
pincite_status pincite__pool_next(pincite_pool *pool, bool patient,
                                  pincite_reading_event *event, pincite_error *err);

/* What guards the readers ("memory, cpu, seccomp, landlock"), known once one has
   answered; "" before. */
const char *pincite__pool_guards(const pincite_pool *pool);

/* ---- interface of regular.c, for pool.c alone ---------------------------- */

/* Open a regular file for reading, behind links too. -1, with the reason in
   'end', when it is none or cannot be opened; what is no file is not opened. */
int pincite__open_regular(const char *path, pincite_reading_end *end);

/* ---- interface of worker.c, for pool.c alone ---------------------------- */

/* One reading process. */
typedef struct pincite_worker {
  pid_t pid; /* 0: none */
  int fd;    /* the socket to it; -1: none */
  bool greeted;
  bool ended;        /* it hung up; what it said before is in 'in' */
  const char *fault; /* why it was ended by us: a reason; else NULL */
  size_t waiting;    /* inputs it has and has not ended */
  pincite_buf in;    /* what it said, from 'at' on still to be looked at */
  size_t at;
} pincite_worker;

void pincite__worker_init(pincite_worker *worker);
pincite_status pincite__worker_start(pincite_worker *worker, const char *reader,
                                     const pincite_reading_limits *limits,
                                     pincite_error *err);
/* End it at once. */
void pincite__worker_kill(pincite_worker *worker);
void pincite__worker_release(pincite_worker *worker);

/* Send it an input. A process that is gone is noticed when it is listened to. */
pincite_status pincite__worker_send(pincite_worker *worker, int fd, const char *name,
                                    const char *map, pincite_error *err);

/* Take in what it has said, without waiting. ENOMEM. */
pincite_status pincite__worker_listen(pincite_worker *worker, pincite_error *err);
/* Has it said so much that it should wait? */
bool pincite__worker_full(const pincite_worker *worker);

/* The next frame: 1; 0: not all here yet; -1: nonsense. */
int pincite__worker_frame(pincite_worker *worker, pincite_frame_kind *kind,
                          pincite_str *payload);

/* Collect an ended process and say in 'end' what became of it. */
void pincite__worker_verdict(pincite_worker *worker, const char *name,
                             const pincite_reading_limits *limits,
                             pincite_reading_end *end);

#endif
