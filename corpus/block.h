/* SPDX-License-Identifier: MIT
 *
 * block.h - compressed text in blocks, with a dictionary learnt from the corpus.
 */
#ifndef PINCITE_CORPUS_BLOCK_H
#define PINCITE_CORPUS_BLOCK_H

#include <pthread.h>
#include <zlib.h>

#include "base.h"

/* A record that fits is never split; what is longer than a block is. However little a
   block can be compressed, it is shorter than a row. */
#define PINCITE__BLOCK_TARGET ((size_t)12 << 10)
#define PINCITE__BLOCK_MAX ((size_t)16000)
/* Bytes of a row of blocks: with SQLite's overhead it fills a page. */
#define PINCITE__TEXT_PAGE ((size_t)16320)
/* The least that a block leaves in a row when it goes on in the next one. */
#define PINCITE__PIECE_MIN ((size_t)64)
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

/* What a stream of zlib that compresses asks for: its state and four tables. */
#define PINCITE__SPARES 5

/* Compresses a batch: see block_pack.c. Does not move while it is primed. */
typedef struct pincite_packer {
  pincite_batch batch; /* being compressed; none when its count is 0 */
  pincite_dictionary dictionary;
  bool train;          /* learn the dictionary from the batch's text first */
  uint64_t trained_at; /* bytes of text in the store at that time */
  bool primed;
  z_stream deflater;   /* primed with 'primed_with' */
  int64_t primed_with;
  union pincite_spare *spare[PINCITE__SPARES]; /* memory of the stream before */
  size_t spare_count;
  bool running;        /* on 'thread' */
  pthread_t thread;
  bool failed;         /* out of memory */
} pincite_packer;

typedef struct pincite_blocks {
  pincite_cached_block cache[PINCITE__BLOCK_CACHE];
  pincite_dictionary dictionary; /* the last one read with */
  bool inflater_ready;
  z_stream inflater;
  pincite_buf joined; /* a block that lies in two rows */
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
/* The size of a block that is written, and the rows that its bytes are in: the second
   is 0 when there is one. */
pincite_status pincite__block_places(struct pincite_store *store, int64_t id, size_t *size,
                                   int64_t rows[2], pincite_error *err);
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

/* ---- interface of block_page.c --------------------------------------------- */

/* A row of the table 'text_page', in place. */
typedef struct pincite_text_page {
  int64_t first; /* the first block that begins in it */
  size_t count;
  size_t tail;   /* bytes, first of all, of the last block of the row before */
  const unsigned char *entries, *bytes;
  size_t length; /* of 'bytes' */
} pincite_text_page;

typedef struct pincite_page_entry {
  size_t size;         /* of the block; 0: nothing in it was ever needed */
  size_t packed, here; /* its bytes compressed, and how many lie in this row */
  size_t start;        /* in 'bytes' */
  uint32_t checksum;
} pincite_page_entry;

/* False: it is damaged. */
bool pincite__text_page_read(int64_t id, const void *data, size_t len,
                             pincite_text_page *page);
/* The entry of block 'id'. False: it does not begin here, or is damaged. */
bool pincite__text_page_entry(const pincite_text_page *page, int64_t id,
                              pincite_page_entry *entry);

typedef struct pincite_page_row {
  int64_t id;
  uint64_t records;
  pincite_str data;
} pincite_page_row;

/* Give the rows of a batch that is compressed, without those that nobody needs. */
pincite_status pincite__text_pages_write(const pincite_batch *batch,
                                         pincite_status (*each)(const pincite_page_row *,
                                                                void *data,
                                                                pincite_error *err),
                                         void *data, pincite_error *err);

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
