/* SPDX-License-Identifier: MIT
 *
 * facets.h - what is found, counted by source, year and author.
 */
#ifndef PINCITE_QUERY_FACETS_H
#define PINCITE_QUERY_FACETS_H

#include "hits.h"

typedef struct pincite_facets pincite_facets;

/* Count by each of the facets named, "source,year", and thereby the answer's total.
   EINVAL names one that is none. */
pincite_status pincite__facets_count(pincite_hits *hits, const char *names,
                                     pincite_facets **out, pincite_error *err);
/* NULL has none. */
const pincite_facet *pincite__facets_items(const pincite_facets *facets, size_t *count);
void pincite__facets_free(pincite_facets *facets);

#endif
