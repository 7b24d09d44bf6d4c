/* SPDX-License-Identifier: MIT
 *
 * eval.h - what the files that measure rankings share.
 */
#ifndef PINCITE_QUERY_EVAL_H
#define PINCITE_QUERY_EVAL_H

#include "tree.h"

typedef struct eval_judgment {
  const char *question, *document;
  int grade;
  size_t place; /* in the file */
} eval_judgment;

typedef struct eval_hit {
  const char *question, *document;
  double score;
} eval_hit;

typedef struct eval_question {
  pincite_eval_row row;
  const eval_judgment *judgments; /* sorted by document */
  size_t judgment_count;
  size_t place; /* of its first judgment */
} eval_question;

struct pincite_eval {
  pincite_arena *names;
  eval_judgment *judgments; /* sorted by question and document */
  size_t judgment_count, judgment_capacity;
  eval_hit *hits;
  size_t hit_count, hit_capacity;
  eval_question *questions; /* those that have something relevant */
  size_t question_count;
};

/* ---- interface of eval.c ---------------------------------------------------- */

/* A copy that lives as long as 'eval'; NULL: out of memory. */
const char *pincite__eval_keep(pincite_eval *eval, const char *text);
pincite_status pincite__eval_judge(pincite_eval *eval, const char *question,
                                   const char *document, int grade, pincite_error *err);
/* After the last judgment, before the first measurement. */
pincite_status pincite__eval_sort(pincite_eval *eval, pincite_error *err);

#endif
