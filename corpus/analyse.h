/* SPDX-License-Identifier: MIT
 *
 * analyse.h - words to terms: the one analyser that both sides and both
 * engines use, so that what is indexed is what is asked for.
 */
#ifndef PINCITE_CORPUS_ANALYSE_H
#define PINCITE_CORPUS_ANALYSE_H

#include "base.h"

/* ---- interface of words.c -------------------------------------------- */

/* A word as it stands in the text, before it is folded. */
typedef struct pincite_word {
  size_t start, length; /* bytes of the text */
} pincite_word;

/* Find the next word at or after *at in text[0..len), move *at behind it.
   False when there is none left. A word is a run of letters, marks and
   digits by Unicode's classes, with these additions:
     - an apostrophe between letters is inside the word ("isn't");
     - single letters with full stops between are one word ("U.S.C.");
     - a full stop or comma between digits is inside ("230.144", "10,000");
     - an ampersand between capitals is inside ("AT&T");
     - "\u00a7" or a run of them is a word of its own;
     - each character of a script without spaces is a word of its own. */
bool pincite__word_next(const char *text, size_t len, size_t *at, pincite_word *word);

/* ---- interface of analyse.c ------------------------------------------ */

/* No term is longer; a longer word's term is cut, at a character. */
#define PINCITE__TERM_LIMIT 64

/* Changes whenever the same text may give other terms; part of the
   fingerprint, and a reason to reindex. */
#define PINCITE__ANALYSER_VERSION 3

/* One term of a text. 'term' is borrowed until the analyser is asked again, and
   so is 'folded', the word as it is compared without stemming (of a concept: none).
   Positions count words from 0. A concept term (of a citation) has
   'colocated' set and stands at the position of the last word of what it
   covers, right behind that word; several may stand there. */
typedef struct pincite_token {
  pincite_str term, folded;
  uint32_t position;
  bool colocated;
  size_t start, length; /* bytes of the text that it covers */
} pincite_token;

/* An analyser remembers the terms of words it has seen; one per thread. */
typedef struct pincite_analyser pincite_analyser;

pincite_analyser *pincite__analyser_new(void); /* NULL: out of memory */
void pincite__analyser_free(pincite_analyser *analyser);

/* Find concepts by these authorities from now on, which must outlive that; NULL: by
   those that ship. */
struct pincite_law;
void pincite__analyser_use(pincite_analyser *analyser, const struct pincite_law *law);
const struct pincite_law *pincite__analyser_law(const pincite_analyser *analyser);

/* Call 'each' for every token of the text, in order; a non-zero answer stops
   and is returned. -1: out of memory. */
int pincite__analyse(pincite_analyser *analyser, const char *text, size_t len,
                     int (*each)(const pincite_token *token, void *data), void *data);

/* The same without the concepts, which saves looking for citations. */
int pincite__analyse_words(pincite_analyser *analyser, const char *text, size_t len,
                           int (*each)(const pincite_token *token, void *data),
                           void *data);

/* In a MATCH expression, a string that begins with this is one term, as it is:
   how a term that no word gives (a concept) is asked for. */
#define PINCITE__VERBATIM '\x02'

/* The term of one word as pincite__word_next() cut it. Borrowed until the next
   call; an empty view when memory ends. */
pincite_str pincite__analyse_word(pincite_analyser *analyser, const char *word,
                                  size_t len);

/* The word folded but not stemmed: lower case, no accents, plain quotes; what
   =exact compares, and what term* and immun! begin with. Borrowed likewise. */
pincite_str pincite__fold_word(pincite_analyser *analyser, const char *word, size_t len);

/* Is this folded word one of those that carry no meaning in a question ("what",
   "of", "did")? Questions only: every word is in the index. */
bool pincite__is_stop_word(pincite_str folded);

/* ---- interface of sentence.c ------------------------------------------ */

/* The end (offset behind the last byte, closing quotes and brackets included)
   of the sentence that begins at 'start' in text[0..len); len when it is the
   last. Abbreviations, initials, decimals, "v." and citations ("47 U.S.C. \u00a7
   230.") do not end a sentence by themselves; a blank line always does. */
size_t pincite__sentence_end(const char *text, size_t len, size_t start);

/* The end of the paragraph that begins at 'start': the offset of the blank
   line behind it, or len. */
size_t pincite__paragraph_end(const char *text, size_t len, size_t start);

#endif
