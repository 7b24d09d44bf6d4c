/* SPDX-License-Identifier: MIT
 *
 * rank_top.c - the best k of what comes by, as a heap with the worst on top.
 *
 * Equal scores are ordered by the tie key and then by the external id, so which
 * of them stay does not depend on where they happen to be stored. Keys are read
 * only when scores are equal.
 */
#include <stdlib.h>

#include "rank_private.h"

void pincite__top_init(pincite_top *top, pincite_postings *postings,
                       const pincite_rank_request *request, size_t limit) {
  *top = (pincite_top){.postings = postings, .request = request, .limit = limit};
}

void pincite__top_release(pincite_top *top) {
  free(top->items);
  top->items = NULL;
  top->count = top->capacity = 0;
}

pincite_points pincite__top_threshold(const pincite_top *top) {
  return top->count < top->limit ? INT64_MIN : top->items[0].points;
}

static void know_tie(pincite_top *top, pincite_top_entry *entry) {
  if (entry->tie_known || top->status)
    return;
  top->status =
      pincite__postings_tie(top->postings, entry->row, &entry->tie, &top->error);
  entry->tie_known = true;
}

/* Is 'a' the worse of two hits with equal scores? */
static bool is_worse_tied(pincite_top *top, pincite_top_entry *a, pincite_top_entry *b) {
  if (a->row == b->row)
    return false;
  know_tie(top, a);
  know_tie(top, b);
  if (a->tie != b->tie)
    return a->tie > b->tie;
  if (top->request->compare) {
    int order = top->request->compare(a->row, b->row, top->request->data);
    if (order)
      return order > 0;
  }
  return a->row > b->row;
}

/* Is 'a' the worse hit? */
static inline bool is_worse(pincite_top *top, pincite_top_entry *a,
                            pincite_top_entry *b) {
  return a->points != b->points ? a->points < b->points : is_worse_tied(top, a, b);
}

static void swap(pincite_top *top, size_t a, size_t b) {
  pincite_top_entry keep = top->items[a];
  top->items[a] = top->items[b];
  top->items[b] = keep;
}

/* The entry at 'at' goes down to where neither child is worse. */
static void sift_down(pincite_top *top, size_t at, size_t count) {
  pincite_top_entry *items = top->items, own = items[at];
  for (size_t child; (child = at * 2 + 1) < count; at = child) {
    if (child + 1 < count && is_worse(top, &items[child + 1], &items[child]))
      child++;
    if (!is_worse(top, &items[child], &own))
      break;
    items[at] = items[child];
  }
  items[at] = own;
}

static void sift_up(pincite_top *top, size_t at) {
  while (at > 0 && is_worse(top, &top->items[at], &top->items[(at - 1) / 2])) {
    swap(top, at, (at - 1) / 2);
    at = (at - 1) / 2;
  }
}

/* The passage's article may be in already: it came in last, then. */
static bool join_article(pincite_top *top, pincite_top_entry *fresh) {
  if (!top->request->articles || top->last_article != fresh->article)
    return false;
  for (size_t i = 0; i < top->count; i++)
    if (top->items[i].article == fresh->article) {
      if (is_worse(top, &top->items[i], fresh)) {
        top->items[i] = *fresh;
        sift_down(top, i, top->count);
      }
      return true;
    }
  return false; /* it was pushed out again */
}

void pincite__top_add(pincite_top *top, uint32_t row, uint32_t article,
                      pincite_points points) {
  pincite_top_entry fresh = {.points = points, .row = row, .article = article};
  if (top->status || top->limit == 0 || join_article(top, &fresh))
    return;
  if (top->count < top->limit) {
    if (!pincite__grow(&top->items, &top->capacity, top->count + 1, sizeof fresh)) {
      top->status = pincite__no_memory(&top->error);
      return;
    }
    top->items[top->count++] = fresh;
    sift_up(top, top->count - 1);
  } else if (is_worse(top, &top->items[0], &fresh)) {
    top->items[0] = fresh;
    sift_down(top, 0, top->count);
  } else {
    return;
  }
  top->last_article = article;
}

void pincite__top_sort(pincite_top *top) {
  for (size_t at = top->count / 2; at-- > 0;)
    sift_down(top, at, top->count);
  for (size_t left = top->count; left > 1; left--) {
    swap(top, 0, left - 1);
    sift_down(top, 0, left - 1);
  }
}
