/* SPDX-License-Identifier: MIT
 *
 * kwic.h - what the two files of the concordance share.
 */
#ifndef PINCITE_QUERY_KWIC_H
#define PINCITE_QUERY_KWIC_H

#include "match.h"
#include "scan.h"

/* The words before or behind a match by which lines are sorted. */
#define PINCITE__KWIC_WORDS 3

/* The strings of a line or of an article, one behind the other, each ended by a
   NUL. Of a line: id, left, match, right, key. Of an article: id, title,
   published, source. */

/* ---- interface of kwic_line.c ------------------------------------------------- */

/* Append the strings of the article of a passage. */
void pincite__kwic_article(const pincite_passage_text *passage, pincite_buf *out);

/* Append the strings of the line of one match, with 'width' characters on each
   side and, unless they are sorted otherwise, the words that 'sort' compares. */
void pincite__kwic_line(const pincite_passage_text *passage,
                        const pincite_match_span *span, pincite_analyser *analyser,
                        size_t width, pincite_kwic_sort sort, pincite_buf *out);

/* Point a line's fields at such strings; returns the key. */
const char *pincite__kwic_point(const char *article, const char *line,
                                pincite_kwic_line *to);

#endif
