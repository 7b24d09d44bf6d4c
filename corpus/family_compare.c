/* SPDX-License-Identifier: MIT
 *
 * family_compare.c - comparing many pairs of articles.
 *
 * An article is in several pairs, and a block of text holds many articles: so the
 * shingles of all that a batch of pairs needs are read in the order in which the texts
 * are stored, and what is compared of them is held meanwhile. What there is no room for
 * is read when its turn comes.
 */
#include "family_private.h"

#include <stdlib.h>
#include <string.h>

/* Shingles that a pair is reckoned to add, to see how many pairs make a batch. */
#define SHINGLES_MEAN 48
#define BATCH_MIN 256

/* The sets of a batch, one after the other in 'items'. */
typedef struct shelf {
  uint32_t *articles; /* in order */
  size_t *ends;       /* of their sets in 'items' */
  size_t count, held; /* the first 'held' are there */
  uint32_t *items;
  size_t capacity;
} shelf;

static int by_number(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void release(shelf *own) {
  free(own->articles);
  free(own->ends);
  free(own->items);
}

static bool list_articles(shelf *own, const pincite_pair *pairs, size_t count) {
  size_t kept = 0;
  own->articles = malloc(2 * count * sizeof *own->articles);
  own->ends = malloc(2 * count * sizeof *own->ends);
  if (!own->articles || !own->ends)
    return false;
  for (size_t i = 0; i < count; i++) {
    own->articles[2 * i] = pairs[i].fresh;
    own->articles[2 * i + 1] = pairs[i].other;
  }
  qsort(own->articles, 2 * count, sizeof *own->articles, by_number);
  for (size_t i = 0; i < 2 * count; i++)
    if (kept == 0 || own->articles[kept - 1] != own->articles[i])
      own->articles[kept++] = own->articles[i];
  own->count = kept;
  return true;
}

static pincite_status hold(pincite_store *store, pincite_families *families, shelf *own,
                           pincite_error *err) {
  pincite_shingles *one = &families->others;
  for (size_t used = 0; own->held < own->count; own->held++) {
    pincite_status status =
        pincite__family_shingles(store, own->articles[own->held], one, err);
    if (status)
      return status;
    if (one->count > own->capacity - used)
      return PINCITE_OK;
    if (one->count)
      memcpy(own->items + used, one->marks, one->count * sizeof *one->marks);
    own->ends[own->held] = used += one->count;
  }
  return PINCITE_OK;
}

/* The marks of an article: those that are held, or read into 'scratch'. */
static pincite_status marks_of(pincite_store *store, const shelf *own, uint32_t article,
                               pincite_shingles *scratch, pincite_marks *marks,
                               pincite_error *err) {
  const uint32_t *found =
      own->held ? bsearch(&article, own->articles, own->held, sizeof article, by_number)
                : NULL;
  if (found) {
    size_t at = (size_t)(found - own->articles), start = at ? own->ends[at - 1] : 0;
    *marks = (pincite_marks){own->items + start, own->ends[at] - start};
    return PINCITE_OK;
  }
  pincite_status status = pincite__family_shingles(store, article, scratch, err);
  *marks = pincite__shingles_marks(scratch);
  return status;
}

static pincite_status compare(pincite_store *store, pincite_families *families,
                              const shelf *own, const pincite_pair *pair,
                              pincite_error *err) {
  pincite_marks fresh, other;
  pincite_status status =
      marks_of(store, own, pair->fresh, &families->shingles, &fresh, err);
  if (!status)
    status = marks_of(store, own, pair->other, &families->others, &other, err);
  if (status || !pincite__marks_akin(fresh, other))
    return status;
  return pincite__family_join(store, pair->fresh, pair->other, err);
}

static pincite_status compare_batch(pincite_store *store, pincite_families *families,
                                    const pincite_pair *pairs, size_t count, size_t room,
                                    pincite_error *err) {
  shelf own = {.items = malloc(room * sizeof *own.items), .capacity = room};
  pincite_status status = own.items && list_articles(&own, pairs, count)
                              ? hold(store, families, &own, err)
                              : pincite__no_memory(err);
  for (size_t i = 0; i < count && !status; i++)
    status = compare(store, families, &own, &pairs[i], err);
  release(&own);
  return status;
}

pincite_status pincite__family_compare(pincite_store *store, pincite_families *families,
                                       const pincite_pair *pairs, size_t count,
                                       pincite_error *err) {
  /* The rest is for the list of pairs. */
  size_t share = pincite__share(store, PINCITE__SHARE_FAMILIES) / 8 * 7;
  size_t room = share / sizeof(uint32_t), most = room / SHINGLES_MEAN;
  most = most < BATCH_MIN ? BATCH_MIN : most;
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; i < count && !status; i += most)
    status = compare_batch(store, families, pairs + i,
                           count - i < most ? count - i : most, room, err);
  return status;
}
