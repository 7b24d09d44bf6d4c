/* SPDX-License-Identifier: MIT
 *
 * match.h - does a passage answer a question, and by which bytes? The one
 * evaluator behind match, highlight and explanation.
 *
 * Every part of a question that has a place is evaluated to the stretches of
 * words where it holds:
 *   - a word holds at every word that it equals; a phrase at words in a row;
 *   - A /n B holds from the first word of both to the last where the later begins
 *     at most n words after the earlier ends; pre/n only where A is before B;
 *   - /s and /p likewise, with both in one sentence or paragraph;
 *   - no word of the passage is A's own and B's own; but one may lie in a gap of the
 *     other, so that A /s B /s C is the three in one sentence in any order;
 *   - OR holds where either does; AND and words side by side were turned into
 *     connectors and OR by the reader; NOT and filters speak of the whole passage;
 *   - no stretch reaches from one field (title, heading, body) into another.
 * All stretches count, not only the shortest, so that nothing is missed. A part of
 * 361 words has no more than PINCITE__STRETCHES; were there more in a longer one,
 * only those that contain no other are kept.
 */
#ifndef PINCITE_QUERY_MATCH_H
#define PINCITE_QUERY_MATCH_H

#include "question.h"

#define PINCITE__STRETCHES 65536

/* What the evaluator looks at. */
typedef struct pincite_subject {
  pincite_str parts[PINCITE__PART_COUNT];
  pincite_day published; /* 0: undated */
  pincite_zone zone;
} pincite_subject;

/* The subject that a loaded passage is; borrows from it. */
pincite_subject pincite__subject(const pincite_passage_text *passage);

/* Bytes of one part. */
typedef struct pincite_match_span {
  pincite_part part;
  size_t start, length;
} pincite_match_span;

/* ---- interface of match.c --------------------------------------------- */

typedef struct pincite_matcher pincite_matcher;

/* Question and analyser must outlive it. NULL: out of memory. */
pincite_matcher *pincite__matcher_new(const pincite_question *question,
                                      pincite_analyser *analyser);
void pincite__matcher_free(pincite_matcher *matcher);

/* 1: it matches, 0: it does not, -1: out of memory. */
int pincite__match(pincite_matcher *matcher, const pincite_subject *subject);

/* What matched in the subject of the last pincite__match() that gave 1: by part
   and place, without overlap. Nothing else is ever among them, and for a
   question without NOT the subject does not match without them. Borrowed until
   the next call. NULL with *count 1: out of memory. */
const pincite_match_span *pincite__match_spans(pincite_matcher *matcher, size_t *count);

/* After a 0: the first part of the question that is missing (or, below a NOT,
   that is there and must not be). NULL when the question is empty. */
const pincite_node *pincite__match_fault(pincite_matcher *matcher);

#endif
