/* SPDX-License-Identifier: MIT
 *
 * postings_cursor.c - a walk over the live passages of a term, segment after
 * segment.
 */
#include <stdlib.h>

#include "postings_read.h"

struct pincite_postings_cursor {
  pincite_postings *postings;
  pincite_buf term;
  size_t segment; /* the next to open */
  bool open;      /* 'list' is one */
  uint32_t row;   /* where we are; 0: before the first */
  pincite_postings_list list;
  pincite_postings_places places;
};

pincite_status pincite__postings_cursor_open(pincite_postings *postings, pincite_str term,
                                             pincite_postings_cursor **out,
                                             pincite_error *err) {
  pincite_postings_cursor *cursor = malloc(sizeof *cursor);
  if (!cursor)
    return pincite__no_memory(err);
  cursor->postings = postings;
  cursor->segment = 0;
  cursor->open = false;
  cursor->row = 0;
  pincite__places_init(&cursor->places);
  pincite__buf_init(&cursor->term, PINCITE__BUF_LIMIT);
  pincite__buf_add(&cursor->term, term.at, term.len);
  if (cursor->term.failed) {
    pincite__postings_cursor_close(cursor);
    return pincite__no_memory(err);
  }
  *out = cursor;
  return PINCITE_OK;
}

void pincite__postings_cursor_close(pincite_postings_cursor *cursor) {
  if (!cursor)
    return;
  if (cursor->open)
    pincite__list_release(&cursor->list);
  pincite__places_release(&cursor->places);
  pincite__buf_release(&cursor->term);
  free(cursor);
}

/* Open the list of the next segment that may hold 'row'. */
static pincite_status open_list(pincite_postings_cursor *cursor, uint32_t row,
                                pincite_error *err) {
  while (cursor->segment < cursor->postings->state.segment_count) {
    pincite_postings_source *source = &cursor->postings->sources[cursor->segment++];
    pincite_postings_entry entry;
    if (source->segment.last_row < row)
      continue;
    pincite_status status =
        pincite__postings_find(source, pincite__buf_view(&cursor->term), &entry, err);
    if (status)
      return status;
    if (!entry.postings)
      continue;
    cursor->open = true;
    cursor->places.list = NULL; /* whatever list that was */
    return pincite__list_open(&cursor->list, source, &entry, err);
  }
  cursor->row = PINCITE__NO_ROW;
  return PINCITE_OK;
}

/* Go to the first row >= 'row' of any segment, live or not. */
static pincite_status seek(pincite_postings_cursor *cursor, uint32_t row,
                           pincite_error *err) {
  pincite_status status = PINCITE_OK;
  while (!status && cursor->row != PINCITE__NO_ROW) {
    if (!cursor->open) {
      status = open_list(cursor, row, err);
      continue;
    }
    status = pincite__list_seek(&cursor->list, row, err);
    if (!status && cursor->list.row != PINCITE__NO_ROW) {
      cursor->row = cursor->list.row;
      break;
    }
    pincite__list_release(&cursor->list);
    cursor->open = false;
  }
  return status;
}

pincite_status pincite__postings_cursor_seek(pincite_postings_cursor *cursor,
                                             uint32_t rowid, uint32_t *found,
                                             pincite_error *err) {
  pincite_status status = PINCITE_OK;
  if (cursor->row == 0 || cursor->row < rowid)
    status = seek(cursor, rowid ? rowid : 1, err);
  while (!status && cursor->row != PINCITE__NO_ROW) {
    const uint8_t *words;
    status = pincite__postings_chunk(cursor->postings, PINCITE__CHUNK_WORDS,
                                     cursor->row / PINCITE__CHUNK, &words, err);
    if (status || words[cursor->row % PINCITE__CHUNK])
      break;
    status = seek(cursor, cursor->row + 1, err);
  }
  if (!status)
    *found = cursor->row;
  return status;
}

pincite_status pincite__postings_cursor_next(pincite_postings_cursor *cursor,
                                             uint32_t *found, pincite_error *err) {
  uint32_t next = cursor->row == PINCITE__NO_ROW ? cursor->row : cursor->row + 1;
  return pincite__postings_cursor_seek(cursor, next, found, err);
}

pincite_status pincite__postings_cursor_get(pincite_postings_cursor *cursor,
                                            pincite_posting *posting,
                                            pincite_error *err) {
  *posting = (pincite_posting){.rowid = cursor->row};
  if (cursor->row == PINCITE__NO_ROW || cursor->row == 0)
    return PINCITE_OK;
  pincite_status status = pincite__list_decode(&cursor->list, err);
  if (status)
    return status;
  const pincite_postings_block *block = &cursor->list.block;
  uint32_t at = cursor->list.at;
  *posting = (pincite_posting){cursor->row, block->tf[at], block->title[at],
                               pincite__first_of((uint8_t)block->first[at])};
  return PINCITE_OK;
}

pincite_status pincite__postings_cursor_positions(pincite_postings_cursor *cursor,
                                                  const uint32_t **positions,
                                                  uint32_t *count, pincite_error *err) {
  *count = 0;
  if (cursor->row == PINCITE__NO_ROW || cursor->row == 0)
    return PINCITE_OK;
  return pincite__list_positions(&cursor->list, &cursor->places, positions, count, err);
}
