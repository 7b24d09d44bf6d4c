/* SPDX-License-Identifier: MIT
 *
 * expand.h - which terms of an index may belong to words with a wildcard.
 *
 * A wildcard speaks of words as they are spelled, the index has stems. These
 * functions bridge the two without losing a word.
 */
#ifndef PINCITE_QUERY_EXPAND_H
#define PINCITE_QUERY_EXPAND_H

#include "question.h"

/* Does 'word' fit a pattern of ? (a character) and * (any number)? With 'partly',
   also when the word ends before the pattern does. */
bool pincite__pattern_fits(pincite_str pattern, pincite_str word, bool partly);

/* What of a pattern lies before its first wildcard; a prefix is that itself. */
pincite_str pincite__wildcard_head(const pincite_node *word);

/* Call 'each' for every term that does not begin with 'head' but may be the stem
   of a word that does: "happy" has "happi", "hopp" has "hop". Some of them are no
   words; none is missing. A non-zero answer stops and is returned. */
int pincite__head_variants(pincite_str head, int (*each)(pincite_str term, void *to),
                           void *to);

/* Do all words of this term begin with 'head'? No is no more than a doubt. */
bool pincite__head_decides(pincite_str term, pincite_str head);

#endif
