/* SPDX-License-Identifier: MIT
 *
 * scan.h - every passage that is a hit, in the order in which they are stored.
 */
#ifndef PINCITE_QUERY_SCAN_H
#define PINCITE_QUERY_SCAN_H

#include "places_walk.h"

typedef struct pincite_scan {
  pincite_hits *hits;         /* the question, its filter and its snapshot */
  sqlite3_stmt *candidates;   /* NULL: nothing can match */
  bool exact;                 /* what they give matches: no text need be read */
  pincite_places_walk places; /* else positions are asked first */
  uint32_t *rows;             /* by Xapian: hits, all of them */
  size_t count, next;
} pincite_scan;

/* Begin. Needs a question that has a root. The passages of an article come one
   behind the other, the articles by their rowids; memory does not depend on how
   many there are, but for 4 bytes each by Xapian. */
pincite_status pincite__scan_open(pincite_hits *hits, pincite_scan *scan,
                                  pincite_error *err);

/* The next hit: OK or DONE. With 'text', hits->passage is it, and the matcher was
   asked about it. */
pincite_status pincite__scan_next(pincite_scan *scan, bool text, pincite_passage_row *row,
                                  pincite_error *err);

void pincite__scan_close(pincite_scan *scan);

/* An article that has a hit. */
typedef struct pincite_found_article {
  pincite_passage_row row; /* of its first hit */
  uint64_t passages;       /* hits in it */
} pincite_found_article;

/* Call 'each' for every article with a hit, by rowid; false: out of memory. A
   question without a root has none. */
pincite_status pincite__scan_articles(pincite_hits *hits,
                                      bool (*each)(const pincite_found_article *article,
                                                   void *data),
                                      void *data, pincite_error *err);

#endif
