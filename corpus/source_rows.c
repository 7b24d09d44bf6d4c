/* SPDX-License-Identifier: MIT
 *
 * source_rows.c - the passages of a source as bits, for who asks of it often.
 *
 * Whether a passage is of a source stands in its article's row, and a look at one row
 * costs as much as a walk over many. So looks are counted by source, and when they have
 * cost about as much as a walk over all articles, that is made, once while the data is
 * the same.
 */
#include "source_rows.h"

#include <stdlib.h>
#include <string.h>

#include "store_private.h"

/* Sources that are kept at a time, by the remainder of their number. */
#define SLOTS 4
/* Rows that are walked over in the time of a look. */
#define WALKED 16

typedef struct slot {
  int64_t source;
  uint64_t seen; /* what the store had seen; 0: nothing is kept here */
  uint64_t looks;
  uint64_t *bits; /* NULL: not made yet */
  uint32_t rows;
} slot;

struct pincite_source_rows {
  slot slots[SLOTS];
};

void pincite__source_rows_free(pincite_source_rows *kept) {
  for (size_t i = 0; kept && i < SLOTS; i++)
    free(kept->slots[i].bits);
  free(kept);
}

static slot *slot_of(pincite_source_rows *kept, int64_t source, uint64_t seen) {
  slot *own = &kept->slots[(uint64_t)source % SLOTS];
  if (own->source == source && own->seen == seen)
    return own;
  free(own->bits);
  *own = (slot){.source = source, .seen = seen};
  return own;
}

void pincite__source_rows_count(pincite_source_rows **kept, pincite_store *store,
                                int64_t source) {
  uint64_t seen = pincite__store_seen(store);
  if (!seen || source <= 0)
    return;
  if (!*kept)
    *kept = calloc(1, sizeof **kept); /* without memory, looks go on */
  if (*kept)
    slot_of(*kept, source, seen)->looks++;
}

static void set_bits(uint64_t *bits, uint32_t rows, uint64_t first, uint64_t count) {
  for (uint64_t row = first; row < rows && row - first < count; row++)
    bits[row / 64] |= UINT64_C(1) << row % 64;
}

static pincite_status walk(slot *own, pincite_store *store, pincite_error *err) {
  sqlite3_stmt *found = pincite__statement(store, STATEMENT_SOURCE_PASSAGES, err);
  if (!found)
    return pincite__no_statement(store);
  int rc;
  sqlite3_bind_int64(found, 1, own->source);
  while ((rc = sqlite3_step(found)) == SQLITE_ROW) {
    int64_t first = sqlite3_column_int64(found, 0),
            count = sqlite3_column_int64(found, 1);
    if (first > 0 && count >= 0)
      set_bits(own->bits, own->rows, (uint64_t)first, count ? (uint64_t)count : 1);
  }
  pincite_status status = rc == SQLITE_DONE
                              ? PINCITE_OK
                              : pincite__store_failed(store, "read the articles", err);
  pincite__statement_done(store, found);
  return status;
}

pincite_status pincite__source_rows(pincite_source_rows *kept, pincite_store *store,
                                    int64_t source, const uint64_t **bits, uint32_t *rows,
                                    pincite_error *err) {
  uint64_t seen = pincite__store_seen(store);
  int64_t end = store->totals.next_passage;
  *bits = NULL;
  if (!kept || !seen || source <= 0 || end <= 0 || end > UINT32_MAX)
    return PINCITE_OK;
  slot *own = slot_of(kept, source, seen);
  if (!own->bits && own->looks >= store->totals.articles / WALKED) {
    own->rows = (uint32_t)end;
    own->bits = calloc((size_t)own->rows / 64 + 1, sizeof *own->bits);
    pincite_status status = own->bits ? walk(own, store, err) : pincite__no_memory(err);
    if (status) {
      free(own->bits);
      *own = (slot){0};
      return status;
    }
  }
  *bits = own->bits;
  *rows = own->rows;
  return PINCITE_OK;
}
