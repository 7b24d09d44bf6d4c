/* SPDX-License-Identifier: MIT
 *
 * block_pack.c - compressing a batch of blocks, on a thread if wanted.
 *
 * Each block is raw deflate, primed with a dictionary learnt from the corpus, beside
 * the CRC-32 of what it holds. Setting a dictionary costs more than compressing a
 * block, so a primed stream is kept and copied.
 *
 * Nothing here knows the store: while a batch is at work, the packer is the thread's.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"
#include "thread.h"

#define LEVEL 6
/* How far zlib goes at level 6 for a better match: with a third of its own 8, 16, 128,
   128 a text takes two fifths less time and one percent more bytes. Level 5 takes 28 %
   less and 1 % more, level 4 half and 5 % more. */
#define GOOD_LENGTH 4
#define LAZY_LENGTH 8
#define NICE_LENGTH 64
#define CHAIN 40

void pincite__packer_init(pincite_packer *packer) {
  *packer = (pincite_packer){0};
  pincite__buf_init(&packer->dictionary.bytes, PINCITE__DICTIONARY_SIZE);
  pincite__buf_init(&packer->batch.text, PINCITE__BUF_LIMIT);
  pincite__buf_init(&packer->batch.packed, PINCITE__BUF_LIMIT);
}

void pincite__packer_release(pincite_packer *packer) {
  pincite__packer_finish(packer);
  if (packer->primed)
    deflateEnd(&packer->deflater);
  while (packer->spare_count)
    free(packer->spare[--packer->spare_count]);
  pincite__buf_release(&packer->dictionary.bytes);
  pincite__buf_release(&packer->batch.text);
  pincite__buf_release(&packer->batch.packed);
  free(packer->batch.items);
  pincite__packer_init(packer);
}

/* ---- zlib's memory --------------------------------------------------------- */

/* Stands before what zlib is given, and is as long as the strictest alignment asks. */
typedef union pincite_spare {
  size_t size;
  max_align_t aligned;
} pincite_spare;

/* A stream is copied for each block: memory that came from the system and went back to
   it each time would cost a sixth of the compression. */
static void *take(void *own, unsigned count, unsigned size) {
  pincite_packer *packer = own;
  size_t bytes = (size_t)count * size;
  for (size_t i = 0; i < packer->spare_count; i++)
    if (packer->spare[i]->size == bytes) {
      pincite_spare *spare = packer->spare[i];
      packer->spare[i] = packer->spare[--packer->spare_count];
      return spare + 1;
    }
  pincite_spare *spare = malloc(sizeof *spare + bytes);
  if (!spare)
    return NULL;
  spare->size = bytes;
  return spare + 1;
}

static void give_back(void *own, void *at) {
  pincite_packer *packer = own;
  pincite_spare *spare = (pincite_spare *)at - 1;
  if (packer->spare_count < PINCITE__SPARES)
    packer->spare[packer->spare_count++] = spare;
  else
    free(spare);
}

/* ---- blocks ---------------------------------------------------------------- */

/* Have 'deflater' primed with the dictionary. */
static bool prime(pincite_packer *packer) {
  const pincite_buf *dictionary = &packer->dictionary.bytes;
  if (packer->primed && packer->primed_with == packer->dictionary.id)
    return true;
  if (packer->primed)
    deflateEnd(&packer->deflater);
  packer->deflater = (z_stream){.zalloc = take, .zfree = give_back, .opaque = packer};
  packer->primed = deflateInit2(&packer->deflater, LEVEL, Z_DEFLATED, -15, 8,
                                Z_DEFAULT_STRATEGY) == Z_OK;
  packer->primed_with = packer->dictionary.id;
  return packer->primed &&
         deflateTune(&packer->deflater, GOOD_LENGTH, LAZY_LENGTH, NICE_LENGTH, CHAIN) ==
             Z_OK &&
         (packer->dictionary.id == 0 ||
          deflateSetDictionary(&packer->deflater, (const Bytef *)dictionary->data,
                               (uInt)dictionary->len) == Z_OK);
}

static bool pack_block(pincite_packer *packer, pincite_pending_block *block) {
  pincite_batch *batch = &packer->batch;
  pincite_buf *out = &batch->packed;
  pincite_str text = {batch->text.data + block->start, block->length};
  z_stream stream;
  if (deflateCopy(&stream, &packer->deflater) != Z_OK)
    return false;
  uLong bound = deflateBound(&stream, text.len);
  bool done = pincite__buf_reserve(out, bound);
  if (done) {
    /* zlib's interface wants a pointer to non-const but does not write there. */
    memcpy(&stream.next_in, &text.at, sizeof text.at);
    stream.avail_in = (uInt)text.len;
    stream.next_out = (Bytef *)out->data + out->len;
    stream.avail_out = (uInt)bound;
    done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    block->packed = out->len;
    block->packed_length = stream.total_out;
    out->len += stream.total_out;
  }
  deflateEnd(&stream);
  block->checksum = (uint32_t)crc32(0, (const Bytef *)text.at, (uInt)text.len);
  return done;
}

static void *pack(void *data) {
  pincite_packer *packer = data;
  pincite_batch *batch = &packer->batch;
  bool done = true;
  if (packer->train) {
    done = pincite__dictionary_train(pincite__buf_view(&batch->text),
                                     &packer->dictionary.bytes);
    if (packer->dictionary.bytes.len == 0)
      packer->dictionary.id = 0;
  }
  done = done && prime(packer);
  for (size_t i = 0; done && i < batch->count; i++)
    done = pack_block(packer, &batch->items[i]);
  packer->failed = !done;
  return NULL;
}

void pincite__packer_start(pincite_packer *packer, bool ahead) {
  pincite__buf_clear(&packer->batch.packed);
  packer->running = ahead && pincite__thread_start(&packer->thread, pack, packer);
  if (!packer->running)
    pack(packer);
}

bool pincite__packer_finish(pincite_packer *packer) {
  if (packer->running)
    pthread_join(packer->thread, NULL);
  packer->running = false;
  return !packer->failed;
}
