/* SPDX-License-Identifier: MIT
 *
 * kwic.h - what the files of the concordance share.
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

/* ---- interface of kwic_keep.c ------------------------------------------------- */

/* A line that waits for its turn: offsets in the buffer, and lengths. */
typedef struct pincite_kept_line {
  const char *key; /* while lines are compared */
  uint32_t article, article_length;
  uint32_t line, line_length;
  uint32_t key_at;        /* from 'line' on */
  uint32_t start, length; /* of the match, in the article's text */
  pincite_day published;
} pincite_kept_line;

typedef struct pincite_kept_lines {
  pincite_kwic_sort sort;
  size_t most;       /* how many are wanted; 0: all */
  size_t last;       /* none comes in behind this one; SIZE_MAX: all come in */
  pincite_buf bytes; /* strings, in the order in which the lines were found */
  pincite_kept_line *lines;
  size_t count, capacity;
} pincite_kept_lines;

void pincite__kept_init(pincite_kept_lines *kept, pincite_kwic_sort sort, size_t most);
void pincite__kept_release(pincite_kept_lines *kept);

/* Add the line whose strings are the end of the buffer. It is let in unless enough
   come before it: then the caller takes the strings away. False: out of memory. */
bool pincite__kept_add(pincite_kept_lines *kept, const pincite_kept_line *line, bool *in);

/* Throw out lines if there are many more than are wanted; true: strings have moved,
   and those of an article no line of which was let in are gone. */
bool pincite__kept_trim(pincite_kept_lines *kept);

/* All have been added: put them in order, those that are wanted. */
void pincite__kept_sort(pincite_kept_lines *kept);

#endif
