/* SPDX-License-Identifier: MIT
 *
 * stretch.c - joining lists of stretches.
 *
 * Every pair counts, but few need to be looked at. What joins from one word on, all
 * of 'a' that begins there, is taken together: for a stretch of 'b' only the nearest end
 * before it, the first end inside it and whether an end lies behind it matter.
 */
#include <stdlib.h>
#include <string.h>

#include "stretch.h"

/* How far a list may grow before it is tidied in between. */
#define PENDING_MAX (4 * (size_t)PINCITE__STRETCHES)

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
    else if (list->items[i].gaps)
      list->items[kept - 1].gaps = true;
  list->count = kept;
}

void pincite__stretches_tidy(pincite_stretches *list) {
  pincite__stretches_sort(list);
  if (list->count > PINCITE__STRETCHES || list->reduced)
    keep_shortest(list);
}

void pincite__stretches_add(pincite_stretches *list, pincite_stretch one) {
  if (list->failed)
    return;
  if (list->count >= PENDING_MAX)
    pincite__stretches_tidy(list);
  if (!pincite__grow(&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items)) {
    list->failed = true;
    return;
  }
  list->items[list->count++] = one;
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

/* ---- what joins ------------------------------------------------------------------- */

static bool may_cross(const pincite_join *join) {
  return !join->ordered && join->relation != PINCITE_RELATION_NEXT;
}

/* Are both words in one field, and in one sentence or paragraph if that is asked? */
static bool in_one_unit(const pincite_join *join, uint32_t word, uint32_t other) {
  const pincite_place *a = &join->places[word], *b = &join->places[other];
  if (a->part != b->part)
    return false;
  if (join->relation == PINCITE_RELATION_SENTENCE)
    return a->sentence == b->sentence;
  return join->relation != PINCITE_RELATION_PARAGRAPH || a->paragraph == b->paragraph;
}

/* Is 'word' too far behind 'end'? */
static bool is_beyond(const pincite_join *join, uint32_t end, uint32_t word) {
  uint32_t most = join->relation == PINCITE_RELATION_NEXT   ? 1
                  : join->relation == PINCITE_RELATION_NEAR ? join->distance
                                                            : UINT32_MAX;
  return word > end && word - end > most;
}

/* The stretches of a list that begin at one word, by their ends. */
typedef struct group {
  const pincite_stretch *items;
  size_t count;
} group;

/* Those of the first group from 'at' on that lie in one unit. */
static group group_at(const pincite_join *join, const pincite_stretches *list, size_t at,
                      size_t *behind) {
  group found = {list->items + at, 0};
  uint32_t first = list->items[at].first;
  for (; at < list->count && list->items[at].first == first; at++)
    if (in_one_unit(join, first, list->items[at].last))
      found.count++;
  *behind = at;
  return found;
}

/* How many of them end before 'word'? */
static size_t ends_before(const group *from, uint32_t word) {
  size_t low = 0, high = from->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (from->items[middle].last < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Does one of them, from 'at' on, end in a gap of the other, which begins in its own? */
static bool crosses(const group *from, size_t at, pincite_stretch other) {
  for (; other.gaps && at < from->count && from->items[at].last < other.last; at++)
    if (from->items[at].gaps && from->items[at].last != other.first)
      return true;
  return false;
}

/* Add what the group joins with what of 'others' begins behind it. */
static void join_group(const pincite_join *join, const group *from,
                       const pincite_stretches *others, pincite_stretches *out) {
  uint32_t first = from->items[0].first, farthest = from->items[from->count - 1].last;
  uint32_t earliest = UINT32_MAX; /* end of another */
  bool cross = may_cross(join), gaps = join->relation != PINCITE_RELATION_NEXT;
  pincite_stretch next = {.first = (cross ? first : from->items[0].last) + 1};
  for (size_t i = lower_bound(others, next); i < others->count; i++) {
    pincite_stretch other = others->items[i];
    if (!in_one_unit(join, first, other.first) || is_beyond(join, farthest, other.first))
      break;
    if (!in_one_unit(join, first, other.last))
      continue;
    if (other.last < earliest)
      earliest = other.last;
    size_t before = ends_before(from, other.first);
    if ((before && !is_beyond(join, from->items[before - 1].last, other.first)) ||
        (cross && crosses(from, before, other)))
      pincite__stretches_add(out, (pincite_stretch){first, other.last, gaps});
  }
  for (size_t i = from->count; cross && i-- > 0 && from->items[i].last > earliest;)
    if (from->items[i].gaps)
      pincite__stretches_add(out, from->items[i]);
}

static void join_in_order(const pincite_join *join, const pincite_stretches *a,
                          const pincite_stretches *b, pincite_stretches *out) {
  for (size_t at = 0; at < a->count;) {
    group from = group_at(join, a, at, &at);
    if (from.count)
      join_group(join, &from, b, out);
  }
}

void pincite__stretches_join(const pincite_join *join, const pincite_stretches *a,
                             const pincite_stretches *b, pincite_stretches *out) {
  join_in_order(join, a, b, out);
  if (may_cross(join))
    join_in_order(join, b, a, out);
  pincite__stretches_tidy(out);
}

/* ---- which of them joined ------------------------------------------------------------
 */

/* May 'a' join 'b', which begins behind it and is in its unit? */
static bool joins(const pincite_join *join, pincite_stretch a, pincite_stretch b) {
  if (b.first > a.last)
    return !is_beyond(join, a.last, b.first);
  return may_cross(join) && a.gaps && b.first != a.last &&
         (b.last < a.last || (b.gaps && b.last > a.last));
}

/* Tick what joins to one of 'wanted', the one of 'a' beginning first. */
static void tick_in_order(const pincite_join *join, const pincite_stretches *a,
                          const pincite_stretches *b, const pincite_stretches *wanted,
                          bool *in_a, bool *in_b) {
  for (size_t i = 0; i < a->count; i++) {
    pincite_stretch one = a->items[i];
    if (!in_one_unit(join, one.first, one.last))
      continue;
    for (size_t k = lower_bound(b, (pincite_stretch){.first = one.first + 1});
         k < b->count; k++) {
      pincite_stretch other = b->items[k];
      if (!in_one_unit(join, one.first, other.first) ||
          is_beyond(join, one.last, other.first))
        break;
      pincite_stretch both = {one.first, one.last > other.last ? one.last : other.last,
                              true};
      if (!in_one_unit(join, one.first, other.last) || !joins(join, one, other) ||
          !pincite__stretches_have(wanted, both))
        continue;
      in_a[i] = in_b[k] = true;
    }
  }
}

static void take_ticked(const pincite_stretches *list, const bool *in,
                        pincite_stretches *out) {
  for (size_t i = 0; i < list->count; i++)
    if (in[i])
      pincite__stretches_add(out, list->items[i]);
}

void pincite__stretches_share(const pincite_join *join, const pincite_stretches *a,
                              const pincite_stretches *b, const pincite_stretches *wanted,
                              pincite_stretches *from_a, pincite_stretches *from_b) {
  bool *in_a = calloc(a->count + b->count + 1, sizeof *in_a);
  if (!in_a) {
    from_a->failed = true;
    return;
  }
  bool *in_b = in_a + a->count;
  tick_in_order(join, a, b, wanted, in_a, in_b);
  if (may_cross(join))
    tick_in_order(join, b, a, wanted, in_b, in_a);
  take_ticked(a, in_a, from_a);
  take_ticked(b, in_b, from_b);
  free(in_a);
}
