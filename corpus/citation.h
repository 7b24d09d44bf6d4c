/* SPDX-License-Identifier: MIT
 *
 * citation.h - citations of law in running text: where they are and what they
 * denote, in one normal form however they are written.
 *
 *     47 U.S.C. § 230(c)(1)           statute       usc/47/230/c/1
 *     section 230 of the Decency Act  statute       usc/47/230
 *     Pub. L. No. 115-164, § 4(a)     public_law    us-law/public/115/164/4/a
 *     132 Stat. 1253                  statutes_at_large  stat/132/1253
 *     17 CFR 230.144                  regulation    cfr/17/230.144
 *     85 Fed. Reg. 34,079             fedreg        fedreg/85/34079
 *     H.R. 1865, 115th Cong.          bill          us-bill/115/hr/1865
 *     817 F.3d 12                     case          817 F.3d 12
 */
#ifndef PINCITE_CORPUS_CITATION_H
#define PINCITE_CORPUS_CITATION_H

#include "base.h"

typedef enum cite_kind {
  CITE_STATUTE,
  CITE_PUBLIC_LAW,
  CITE_PRIVATE_LAW,
  CITE_STATUTES_AT_LARGE,
  CITE_REGULATION,
  CITE_FEDREG,
  CITE_BILL,
  CITE_EXEC_ORDER,
  CITE_REPORT,
  CITE_CONGREC,
  CITE_CONSTITUTION,
  CITE_RULE,
  CITE_STATE_LAW,
  CITE_CASE,
  CITE_CASE_SHORT,
  CITE_JOURNAL,
  CITE_ID,
  CITE_SUPRA,
  CITE_ACT
} cite_kind;

/* The word for a kind, such as "public_law". */
const char *pincite__cite_kind_name(cite_kind kind);

/* No normal form is longer; a citation that would need more is passed over. */
#define PINCITE__CITE_LIMIT 96

/* One citation. 'normal' is terminated, borrowed until the callback returns,
   and empty where what it points back to is not known ("supra"). Several may
   cover the same bytes: the readings of an ambiguous one. */
typedef struct pincite_cite {
  cite_kind kind;
  pincite_str normal;
  size_t start, length; /* bytes of the text */
  bool uncertain;       /* a reading that another one outweighs, or a guess */
  int authority;        /* which of the table's it names, or -1 */
} pincite_cite;

/* The authorities that are known; see law.c. NULL stands for those that ship. */
typedef struct pincite_law pincite_law;

/* Call 'each' for every citation of the text, in the order of where they
   begin; a non-zero answer stops and is returned. 'question' reads the text as
   a question: capitals do not matter, and "230(c)(1)" needs no context.
   Takes no memory, and time in proportion to 'len'. */
int pincite__citations(const char *text, size_t len, bool question,
                       int (*each)(const pincite_cite *cite, void *data), void *data);
/* The same with the authorities of 'law'; cite->authority counts among them. */
int pincite__citations_by(const pincite_law *law, const char *text, size_t len,
                          bool question,
                          int (*each)(const pincite_cite *cite, void *data), void *data);

/* ---- interface of law.c --------------------------------------------------- */

/* Those that ship and, before them, those of a table like corpus/authorities.tsv,
   the text of which is copied. EINVAL names the line that is wrong. */
pincite_status pincite__law_read(pincite_str table, pincite_law **out, pincite_error *err);
/* Also frees those that it has taken over. NULL is accepted. */
void pincite__law_free(pincite_law *law);
/* Put 'law' into a chain that is freed as a whole. */
void pincite__law_retire(pincite_law *law, pincite_law **chain);

#endif
