/* SPDX-License-Identifier: MIT
 *
 * places_walk.h - asking positions about passages that something else brings up.
 */
#ifndef PINCITE_QUERY_PLACES_WALK_H
#define PINCITE_QUERY_PLACES_WALK_H

#include "hits.h"

typedef struct pincite_places_walk {
  struct pincite_hits *hits;
  pincite_postings_cursor *cursors[PINCITE__PLACES];
  size_t count; /* 0: positions say nothing of this question */
} pincite_places_walk;

pincite_status pincite__places_walk_open(struct pincite_hits *hits,
                                         pincite_places_walk *walk, pincite_error *err);
void pincite__places_walk_close(pincite_places_walk *walk);
/* Are those hits that it admits? */
bool pincite__places_walk_decides(const pincite_places_walk *walk);
/* May the passage match? Rowids only grow. */
pincite_status pincite__places_walk_admits(pincite_places_walk *walk, uint32_t rowid,
                                           int *yes, pincite_error *err);

#endif
