/* SPDX-License-Identifier: MIT
 *
 * read.h - the state of reading one question.
 */
#ifndef PINCITE_QUERY_READ_H
#define PINCITE_QUERY_READ_H

#include "fault.h"
#include "lex.h"
#include "tree.h"

typedef struct reader {
  lexer lex;
  lex_token token; /* the one at hand */
  pincite_builder builder;
  fault_list faults;
  const pincite_resolver *resolver;
  int parens;   /* that are open */
  int nested;   /* brackets and fields, one inside the other */
  int topics;   /* that are being read, one inside the other */
  bool in_near; /* inside NEAR( */
} reader;

/* ---- interface of read.c ------------------------------------------------- */

/* All of the text; NULL when there is no word in it. */
pincite_node *pincite__read_text(reader *read);
void pincite__read_advance(reader *read);
/* The words between two bytes of the text, as words and nothing else. */
pincite_node *pincite__read_plain(reader *read, size_t start, size_t end);

/* ---- interface of argument.c ---------------------------------------------- */

/* zone: date: undated: cite: names: topic:. What its argument cannot mean is text. */
pincite_node *pincite__read_argument(reader *read);

#endif
