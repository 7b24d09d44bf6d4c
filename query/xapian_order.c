/* SPDX-License-Identifier: MIT
 *
 * xapian_order.c - the order of Xapian's hits where their scores do not decide it.
 */
#include <stdlib.h>
#include <string.h>

#include "xapian_search.h"

typedef struct placed {
  pincite_ranked item;
  pincite_day published;
  uint32_t tie, ordinal;
  char *id;
  size_t place;
} placed;

static int by_key(const void *a, const void *b) {
  const placed *x = a, *y = b;
  if (x->tie != y->tie)
    return x->tie < y->tie ? -1 : 1;
  int order = strcmp(x->id, y->id);
  return order ? order : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static int newest_first(const void *a, const void *b) {
  const placed *x = a, *y = b;
  if (x->published != y->published)
    return x->published > y->published ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

/* Put a stretch of the items into the order of their passages. */
static pincite_status reorder(pincite_hits *hits, size_t first, size_t count,
                              int (*compare)(const void *, const void *),
                              pincite_error *err) {
  placed *all = calloc(count + 1, sizeof *all);
  pincite_status status = all ? PINCITE_OK : pincite__no_memory(err);
  for (size_t i = 0; !status && i < count; i++) {
    all[i].item = hits->items[first + i];
    all[i].place = i;
    status = pincite__hits_passage(hits, all[i].item.rowid, &hits->passage, err);
    if (status)
      break;
    pincite_str id = hits->passage.fields[PINCITE_FIELD_ID];
    all[i].published = hits->passage.row.published;
    all[i].ordinal = hits->passage.row.ordinal;
    all[i].tie = pincite__tie_key(id, all[i].ordinal);
    all[i].id = pincite__copy(id);
    if (!all[i].id)
      status = pincite__no_memory(err);
  }
  if (!status) {
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++)
      hits->items[first + i] = all[i].item;
  }
  for (size_t i = 0; all && i < count; i++)
    free(all[i].id);
  free(all);
  return status;
}

pincite_status pincite__xapian_by_date(pincite_hits *hits, pincite_error *err) {
  return reorder(hits, 0, hits->count, newest_first, err);
}

pincite_status pincite__xapian_settle_ties(pincite_hits *hits, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0, end; !status && i < hits->count; i = end) {
    double score = hits->items[i].score;
    for (end = i + 1;
         end < hits->count && score > 0 && score - hits->items[end].score <= 1e-9 * score;
         end++)
      ;
    if (end - i > 1)
      status = reorder(hits, i, end - i, by_key, err);
  }
  return status;
}
