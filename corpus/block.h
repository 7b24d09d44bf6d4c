/* SPDX-License-Identifier: MIT
 *
 * block.h - compressed text in blocks, with a dictionary learnt from the corpus.
 */
#ifndef PINCITE_CORPUS_BLOCK_H
#define PINCITE_CORPUS_BLOCK_H

#include <pthread.h>
#include <zlib.h>

#include "base.h"

/* A record that fits is never split; what is longer than a block is. */
#define PINCITE__BLOCK_TARGET ((size_t)8 << 10)
#define PINCITE__BLOCK_MAX ((size_t)12 << 10)
#define PINCITE__DICTIONARY_SIZE ((size_t)32 << 10)
/* Blocks inflated and kept. */
#define PINCITE__BLOCK_CACHE 64

typedef struct pincite_cached_block {
  int64_t id; /* 0: empty */
  pincite_buf bytes;
} pincite_cached_block;

/* A dictionary as loaded; blocks name theirs. */
typedef struct pincite_dictionary {
  int64_t id; /* 0: none */
  pincite_buf bytes;
} pincite_dictionary;

/* A block that is not written yet. */
typedef struct pincite_pending_block {
  size_t start, length; /* in the batch's text */
  size_t records;       /* that have bytes in it and are not gone */
  size_t packed, packed_length; /* in the batch's 'packed', once it is compressed */
  uint32_t checksum;
} pincite_pending_block;

/* Blocks that gather end to end, until enough are there to learn a dictionary from,
   or a commit is due. */
typedef struct pincite_batch {
  int64_t first_id; /* the id that items[0] will have */
  pincite_pending_block *items;
  size_t count, capacity;
  pincite_buf text;
  pincite_buf packed;
} pincite_batch;

/* Compresses a batch: see block_pack.c. */
typedef struct pincite_packer {
  pincite_batch batch; /* being compressed; none when its count is 0 */
  pincite_dictionary dictionary;
  bool train;          /* learn the dictionary from the batch's text first */
  uint64_t trained_at; /* bytes of text in the store at that time */
  bool primed;
  z_stream deflater;   /* primed with 'primed_with' */
  int64_t primed_with;
  bool running;        /* on 'thread' */
  pthread_t thread;
  bool failed;         /* out of memory */
} pincite_packer;

typedef struct pincite_blocks {
  pincite_cached_block cache[PINCITE__BLOCK_CACHE];
  pincite_dictionary dictionary; /* the last one read with */
  bool inflater_ready;
  z_stream inflater;
  /* The writer's end. */
  bool ahead;                    /* compress on a thread */
  pincite_batch gathering;
  pincite_packer packer;
} pincite_blocks;

struct pincite_store;

void pincite__blocks_init(pincite_blocks *blocks);
void pincite__blocks_release(pincite_blocks *blocks);
/* Forget what was read and what is not written: after a rollback, or when the
   snapshot changes. */
void pincite__blocks_forget(pincite_blocks *blocks);

/* ---- interface of block.c ------------------------------------------------- */

/* Append 'len' bytes that begin 'offset' bytes into block 'id' and may go on in
   the next ones. ECORRUPT names the block that is damaged. */
pincite_status pincite__block_read(struct pincite_store *store, int64_t id, size_t offset,
                                   size_t len, pincite_buf *out, pincite_error *err);
/* Have dictionary 'id' in blocks.dictionary; 0 is none. */
pincite_status pincite__block_dictionary(struct pincite_store *store, int64_t id,
                                         pincite_error *err);
/* The block of this id that is not written yet, with its text; or NULL. */
pincite_pending_block *pincite__block_pending(pincite_blocks *blocks, int64_t id,
                                              pincite_str *text);

/* ---- interface of block_write.c ------------------------------------------- */

/* Store a record, say where. */
pincite_status pincite__block_append(struct pincite_store *store, pincite_str record,
                                     int64_t *id, size_t *offset, pincite_error *err);
/* Write the pending blocks; before a commit. */
pincite_status pincite__block_flush(struct pincite_store *store, pincite_error *err);
/* A record of 'len' bytes at this place is gone; blocks without one are deleted. */
pincite_status pincite__block_free(struct pincite_store *store, int64_t id, size_t offset,
                                   size_t len, pincite_error *err);

/* ---- interface of block_pack.c --------------------------------------------- */

void pincite__packer_init(pincite_packer *packer);
void pincite__packer_release(pincite_packer *packer);
/* Compress packer->batch, with the dictionary that is there, 0 for none, or with one
   that is learnt from the batch; on a thread when 'ahead'. Until it is finished its
   text may be read, and 'records' changed, but nothing else touched. */
void pincite__packer_start(pincite_packer *packer, bool ahead);
/* Wait for it. False: out of memory. */
bool pincite__packer_finish(pincite_packer *packer);

/* ---- interface of dictionary.c -------------------------------------------- */

/* Choose the stretches of 'sample' that are most like the rest of it, the best
   at the end, at most PINCITE__DICTIONARY_SIZE bytes, into 'out'. */
bool pincite__dictionary_train(pincite_str sample, pincite_buf *out);

#endif
