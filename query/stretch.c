/* SPDX-License-Identifier: MIT
 *
 * stretch.c - joining lists of stretches.
 *
 * Every pair counts. To keep a strange question on a strange passage from
 * taking forever, a list that grows beyond PINCITE__STRETCHES is reduced to the
 * stretches that contain no other, of which there are at most as many as words.
 */
#include <stdlib.h>
#include <string.h>

#include "stretch.h"

/* How far a list may grow before it is tidied in between. */
#define PENDING_MAX (16 * (size_t)PINCITE__STRETCHES)

void pincite__stretches_release(pincite_stretches *list) {
  free(list->items);
  *list = (pincite_stretches){0};
}

static int compare(const void *a, const void *b) {
  const pincite_stretch *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->last > y->last) - (x->last < y->last);
}

/* Keep those that contain no other; the list is sorted. */
static void keep_shortest(pincite_stretches *list) {
  size_t kept = list->count;
  uint32_t end = UINT32_MAX;
  for (size_t i = list->count; i-- > 0;) {
    pincite_stretch one = list->items[i];
    bool longer = i > 0 && list->items[i - 1].first == one.first;
    if (one.last >= end || longer)
      continue;
    end = one.last;
    list->items[--kept] = one;
  }
  list->count -= kept;
  memmove(list->items, list->items + kept, list->count * sizeof *list->items);
  list->reduced = true;
}

static bool is_tidy(const pincite_stretches *list) {
  for (size_t i = 1; i < list->count; i++)
    if (compare(&list->items[i - 1], &list->items[i]) >= 0)
      return false;
  return true;
}

void pincite__stretches_sort(pincite_stretches *list) {
  if (is_tidy(list))
    return;
  qsort(list->items, list->count, sizeof *list->items, compare);
  size_t kept = 1;
  for (size_t i = 1; i < list->count; i++)
    if (compare(&list->items[kept - 1], &list->items[i]) != 0)
      list->items[kept++] = list->items[i];
  list->count = kept;
}

void pincite__stretches_tidy(pincite_stretches *list) {
  pincite__stretches_sort(list);
  if (list->count > PINCITE__STRETCHES || list->reduced)
    keep_shortest(list);
}

void pincite__stretches_add(pincite_stretches *list, uint32_t first, uint32_t last) {
  if (list->failed)
    return;
  if (list->count >= PENDING_MAX)
    pincite__stretches_tidy(list);
  if (!pincite__grow(&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items)) {
    list->failed = true;
    return;
  }
  list->items[list->count++] = (pincite_stretch){first, last};
}

/* The first item that does not come before (first, last). */
static size_t lower_bound(const pincite_stretches *list, pincite_stretch one) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare(&list->items[middle], &one) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool pincite__stretches_have(const pincite_stretches *list, pincite_stretch one) {
  size_t at = lower_bound(list, one);
  return at < list->count && compare(&list->items[at], &one) == 0;
}

/* ---- pairs ---------------------------------------------------------------------- */

typedef struct pairs {
  const pincite_join *join;
  const pincite_stretches *wanted;         /* NULL: all */
  pincite_stretches *out, *first, *second; /* any may be NULL */
} pairs;

static void take_pair(pairs *to, pincite_stretch a, pincite_stretch b) {
  pincite_stretch both = {a.first < b.first ? a.first : b.first,
                          a.last > b.last ? a.last : b.last};
  if (to->wanted && !pincite__stretches_have(to->wanted, both))
    return;
  if (to->out)
    pincite__stretches_add(to->out, both.first, both.last);
  if (to->first)
    pincite__stretches_add(to->first, a.first, a.last);
  if (to->second)
    pincite__stretches_add(to->second, b.first, b.last);
}

/* May a pair with 'a' before 'b' go on from here, b lying ever farther on? */
static bool within(const pincite_join *join, pincite_stretch a, pincite_stretch b) {
  const pincite_place *places = join->places;
  if (places[a.first].part != places[b.first].part)
    return false;
  switch (join->relation) {
  case PINCITE_RELATION_NEXT:
    return b.first == a.last + 1;
  case PINCITE_RELATION_NEAR:
    return b.first - a.last <= join->distance;
  case PINCITE_RELATION_SENTENCE:
    return places[a.first].sentence == places[b.first].sentence;
  case PINCITE_RELATION_PARAGRAPH:
    return places[a.first].paragraph == places[b.first].paragraph;
  }
  return false;
}

/* 'b' begins inside; does it end there as well? */
static bool ends_within(const pincite_join *join, pincite_stretch b) {
  const pincite_place *places = join->places;
  if (join->relation == PINCITE_RELATION_SENTENCE)
    return places[b.first].sentence == places[b.last].sentence;
  if (join->relation == PINCITE_RELATION_PARAGRAPH)
    return places[b.first].paragraph == places[b.last].paragraph;
  return true;
}

/* All pairs with the one of 'a' before the one of 'b'. */
static void pair_in_order(const pincite_stretches *a, const pincite_stretches *b,
                          pairs *to) {
  for (size_t i = 0; i < a->count; i++) {
    pincite_stretch one = a->items[i];
    if (!ends_within(to->join, one))
      continue;
    for (size_t k = lower_bound(b, (pincite_stretch){one.last + 1, 0});
         k < b->count && within(to->join, one, b->items[k]); k++)
      if (ends_within(to->join, b->items[k]))
        take_pair(to, one, b->items[k]);
  }
}

static void pair(const pincite_stretches *a, const pincite_stretches *b, pairs *to) {
  pair_in_order(a, b, to);
  if (to->join->ordered || to->join->relation == PINCITE_RELATION_NEXT)
    return;
  pincite_stretches *first = to->first;
  to->first = to->second;
  to->second = first;
  pair_in_order(b, a, to);
}

void pincite__stretches_join(const pincite_join *join, const pincite_stretches *a,
                             const pincite_stretches *b, pincite_stretches *out) {
  pairs to = {.join = join, .out = out};
  pair(a, b, &to);
  pincite__stretches_tidy(out);
}

void pincite__stretches_share(const pincite_join *join, const pincite_stretches *a,
                              const pincite_stretches *b, const pincite_stretches *wanted,
                              pincite_stretches *from_a, pincite_stretches *from_b) {
  pairs to = {.join = join, .wanted = wanted, .first = from_a, .second = from_b};
  pair(a, b, &to);
  pincite__stretches_tidy(from_a);
  pincite__stretches_tidy(from_b);
}
