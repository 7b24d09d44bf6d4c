/* SPDX-License-Identifier: MIT
 *
 * concepts.h - the terms that citations add to the words of a text.
 *
 * A concept term has a slash, which no word has: the normal form of what is
 * cited in small letters, "usc/47/230/c/1", then its ancestors down to the
 * section, the law or the part, "usc/47/230/c", "usc/47/230". What has blanks in
 * its normal form is written with hyphens behind its kind: "case/817-f-3d-12".
 * An act also brings the sections that it made ("usc/18/2421a" for FOSTA). Both
 * meanings of an undecided name are there, each also as "unsure/...".
 */
#ifndef PINCITE_CORPUS_CONCEPTS_H
#define PINCITE_CORPUS_CONCEPTS_H

#include "citation.h"

typedef struct pincite_concept {
  size_t start, end; /* bytes of the text that the citation covers */
  size_t offset;     /* of the term in 'terms' */
  size_t len;
} pincite_concept;

/* The concepts of one text, in the order in which their citations end. */
typedef struct pincite_concepts {
  pincite_concept *items;
  size_t count, capacity;
  pincite_buf terms;
  bool failed; /* out of memory */
} pincite_concepts;

void pincite__concepts_init(pincite_concepts *concepts);
void pincite__concepts_release(pincite_concepts *concepts);

/* Find the concepts of a text anew. They depend on the text alone. False: out
   of memory. */
bool pincite__concepts_find(pincite_concepts *concepts, const char *text, size_t len);

/* What somebody asks for who writes 'text' behind "cite:": a citation in any
   form, the name of an act, or a concept term itself. Its terms are appended
   to 'out', each on a line; none: nothing is cited. */
void pincite__concepts_asked(const char *text, size_t len, pincite_buf *out);

/* The same for one citation: what denotes it, without ancestors. */
void pincite__concept_of(const pincite_cite *cite, pincite_buf *out);

#endif
