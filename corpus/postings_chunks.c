/* SPDX-License-Identifier: MIT
 *
 * postings_chunks.c - the passages' own numbers while they are written.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_write.h"

#define TIE_BYTES (sizeof(uint32_t) * PINCITE__CHUNK)

/* Tie keys are stored low byte first. */
static void put_ties(unsigned char *out, const uint32_t *ties) {
  for (size_t i = 0; i < PINCITE__CHUNK; i++)
    for (unsigned byte = 0; byte < 4; byte++)
      out[i * 4 + byte] = (unsigned char)(ties[i] >> 8 * byte);
}

static void get_ties(const unsigned char *in, uint32_t *ties) {
  for (size_t i = 0; i < PINCITE__CHUNK; i++)
    ties[i] = (uint32_t)in[i * 4] | (uint32_t)in[i * 4 + 1] << 8 |
              (uint32_t)in[i * 4 + 2] << 16 | (uint32_t)in[i * 4 + 3] << 24;
}

static uint8_t *bytes_of(pincite_postings_chunk *chunk, unsigned kind) {
  return kind == PINCITE__CHUNK_WORDS   ? chunk->words
         : kind == PINCITE__CHUNK_TITLE ? chunk->title
         : kind == PINCITE__CHUNK_ZONE  ? chunk->zone
                                        : chunk->heading;
}

static pincite_status load(pincite_postings_chunk *chunk, pincite_postings_blobs *blobs,
                           pincite_error *err) {
  for (unsigned kind = 0; kind < PINCITE__CHUNK_KINDS; kind++) {
    uint64_t id = (uint64_t)chunk->number * PINCITE__CHUNK_KINDS + kind;
    pincite_postings_page *page = NULL;
    pincite_status status =
        pincite__blob_get(blobs, PINCITE__TABLE_PASSAGE, id, true, &page, err);
    if (status)
      return status;
    size_t want = kind == PINCITE__CHUNK_TIE ? TIE_BYTES : PINCITE__CHUNK;
    if (page && page->len != PINCITE__PAGE_HEAD + want)
      status = pincite__postings_damaged("postings_passage", id, err);
    else if (page && kind == PINCITE__CHUNK_TIE)
      get_ties(page->at + PINCITE__PAGE_HEAD, chunk->tie);
    else if (page)
      memcpy(bytes_of(chunk, kind), page->at + PINCITE__PAGE_HEAD, want);
    free(page);
    if (status)
      return status;
  }
  return PINCITE_OK;
}

/* Many corpora have none at all. */
static bool has_headings(const pincite_postings_chunk *chunk) {
  for (size_t i = 0; i < PINCITE__CHUNK; i++)
    if (chunk->heading[i])
      return true;
  return false;
}

static pincite_status save(pincite_postings_chunk *chunk, pincite_postings_blobs *blobs,
                           pincite_error *err) {
  unsigned char *out = malloc(PINCITE__PAGE_HEAD + TIE_BYTES);
  pincite_status status = out ? PINCITE_OK : pincite__no_memory(err);
  for (unsigned kind = 0; kind < PINCITE__CHUNK_KINDS && !status; kind++) {
    uint64_t id = (uint64_t)chunk->number * PINCITE__CHUNK_KINDS + kind;
    size_t len = kind == PINCITE__CHUNK_TIE ? TIE_BYTES : PINCITE__CHUNK;
    if (kind == PINCITE__CHUNK_TIE)
      put_ties(out + PINCITE__PAGE_HEAD, chunk->tie);
    else
      memcpy(out + PINCITE__PAGE_HEAD, bytes_of(chunk, kind), len);
    if (kind == PINCITE__CHUNK_HEADING && !has_headings(chunk))
      status = pincite__blob_drop(blobs, PINCITE__TABLE_PASSAGE, id, id, err);
    else
      status = pincite__blob_put(blobs, PINCITE__TABLE_PASSAGE, id, out,
                                 PINCITE__PAGE_HEAD + len, NULL, err);
  }
  free(out);
  if (!status)
    chunk->dirty = false;
  return status;
}

pincite_status pincite__chunks_get(pincite_postings_chunks *chunks,
                                   pincite_postings_blobs *blobs, uint32_t row,
                                   pincite_postings_chunk **out, pincite_error *err) {
  uint32_t number = row / PINCITE__CHUNK;
  /* Rows mostly come in order: it is the last one again, or the next. */
  for (size_t i = 0; i < chunks->count; i++) {
    size_t at = (chunks->last + i) % chunks->count;
    if (chunks->items[at]->number == number) {
      *out = chunks->items[chunks->last = at];
      return PINCITE_OK;
    }
  }
  if (!pincite__grow(&chunks->items, &chunks->capacity, chunks->count + 1,
                     sizeof(pincite_postings_chunk *)))
    return pincite__no_memory(err);
  pincite_postings_chunk *chunk = calloc(1, sizeof *chunk);
  if (!chunk)
    return pincite__no_memory(err);
  chunk->number = number;
  pincite_status status = load(chunk, blobs, err);
  if (status) {
    free(chunk);
    return status;
  }
  chunks->last = chunks->count++;
  *out = chunks->items[chunks->last] = chunk;
  return PINCITE_OK;
}

pincite_status pincite__chunks_save(pincite_postings_chunks *chunks,
                                    pincite_postings_blobs *blobs, pincite_error *err) {
  for (size_t i = 0; i < chunks->count; i++)
    if (chunks->items[i]->dirty) {
      pincite_status status = save(chunks->items[i], blobs, err);
      if (status)
        return status;
    }
  while (chunks->count > 1) {
    size_t older = chunks->items[0]->number < chunks->items[chunks->count - 1]->number
                       ? 0
                       : chunks->count - 1;
    free(chunks->items[older]);
    chunks->items[older] = chunks->items[--chunks->count];
  }
  chunks->last = 0;
  return PINCITE_OK;
}

void pincite__chunks_release(pincite_postings_chunks *chunks) {
  for (size_t i = 0; i < chunks->count; i++)
    free(chunks->items[i]);
  free(chunks->items);
  *chunks = (pincite_postings_chunks){0};
}
