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
  const pincite_law *law; /* NULL: the authorities that ship */
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
void pincite__concepts_asked(const pincite_law *law, const char *text, size_t len,
                             pincite_buf *out);

/* The same for one citation: what denotes it, without ancestors. */
void pincite__concept_of(const pincite_cite *cite, pincite_buf *out);

/* "817 F.3d 12" as "817-f-3d-12": runs of what is no letter or digit become one
   hyphen. */
void pincite__concept_slug(pincite_str text, pincite_buf *out);

/* ---- interface of concept_name.c ------------------------------------------ */

/* What a term begins with when its reading is undecided. */
#define PINCITE__CONCEPT_UNSURE "unsure/"

/* What the terms of each kind begin with, sorted; NULL behind the last. */
const char *pincite__concept_prefix(size_t number);
/* The kind of a term; false when it is none. */
bool pincite__concept_kind(pincite_str term, cite_kind *kind);
/* The length of the term that it lies in, of which it is the beginning; 0 when it
   is a whole section, law, part or the like. */
size_t pincite__concept_parent(pincite_str term);
/* Append what people call it: "47 U.S.C. § 230(c)(1)". */
void pincite__concept_name(const pincite_law *law, pincite_str term, pincite_buf *out);

#endif
