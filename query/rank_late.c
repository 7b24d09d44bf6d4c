/* SPDX-License-Identifier: MIT
 *
 * rank_late.c - candidates that are asked about when all of them are scored.
 *
 * Where it takes a passage's text to tell a hit from a candidate (a phrase, say),
 * scoring thousands costs less than reading ten. So they gather in a heap, and are
 * asked about from the best down until the hits cannot change any more; what is
 * left then is dropped, uncounted.
 */
#include <stdlib.h>

#include "rank_private.h"

/* With so many, the best of them are settled: the worst hit then bounds what is
   still to be scored. */
#define GATHER 4096

pincite_status pincite__late_add(pincite_rank_run *run, uint32_t row,
                                 pincite_points points, pincite_error *err) {
  if (run->late_count == GATHER) {
    pincite_status status = pincite__late_settle(run, err);
    if (status)
      return status;
    run->late_cut = run->late_cut || pincite__top_threshold(&run->top) != INT64_MIN;
  }
  if (!pincite__grow(&run->late, &run->late_capacity, run->late_count + 1,
                     sizeof *run->late))
    return pincite__no_memory(err);
  run->late[run->late_count++] = (pincite_late){points, row};
  return PINCITE_OK;
}

static bool is_better(const pincite_late *a, const pincite_late *b) {
  return a->points != b->points ? a->points > b->points : a->row < b->row;
}

static void sift_down(pincite_late *items, size_t at, size_t count) {
  for (;;) {
    size_t best = at, child = at * 2 + 1;
    for (size_t i = child; i < count && i < child + 2; i++)
      if (is_better(&items[i], &items[best]))
        best = i;
    if (best == at)
      return;
    pincite_late keep = items[at];
    items[at] = items[best];
    items[best] = keep;
    at = best;
  }
}

pincite_status pincite__late_settle(pincite_rank_run *run, pincite_error *err) {
  const pincite_rank_request *request = run->request;
  pincite_status status = PINCITE_OK;
  for (size_t at = run->late_count / 2; at-- > 0;)
    sift_down(run->late, at, run->late_count);
  while (!status && run->late_count) {
    pincite_late best = run->late[0];
    if (best.points < pincite__top_threshold(&run->top)) {
      run->late_count = 0;
      run->late_cut = true;
      break;
    }
    run->late[0] = run->late[--run->late_count];
    sift_down(run->late, 0, run->late_count);
    int yes = 1;
    status = request->accept(best.row, &yes, request->data, err);
    if (status || !yes)
      continue;
    run->matched++;
    pincite__top_add(&run->top, best.row, best.row, best.points);
  }
  return status;
}
