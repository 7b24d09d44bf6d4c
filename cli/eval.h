/* SPDX-License-Identifier: MIT
 *
 * eval.h - what the files of `pincite eval` share.
 */
#ifndef PINCITE_CLI_EVAL_H
#define PINCITE_CLI_EVAL_H

#include "output.h"

#define EVAL_MEASURES 6

/* A measure: its name in tables, its name for people, where it is. */
typedef struct eval_measure {
  const char *name, *title;
  size_t offset; /* of the double in pincite_measures */
  bool gated;    /* --gate looks at it */
} eval_measure;

extern const eval_measure eval_measures[EVAL_MEASURES];
double eval_figure(const pincite_measures *measures, size_t number);

/* What was measured of one ranking; the questions are the same for all. */
typedef struct eval_system {
  const char *name; /* default, plain, or the file of a run */
  pincite_eval_row *rows;
  pincite_measures mean;
} eval_system;

typedef struct eval_report {
  const char *set;
  bool articles;
  bool color;
  size_t columns;
  char **texts; /* of the questions; an item is NULL where it is not known */
  size_t count;
  eval_system systems[2];
  size_t system_count;
} eval_report;

/* The p-value of a measure between the two systems; -1: out of memory. */
double eval_p(const eval_report *report, size_t measure);

/* ---- interface of eval_text.c, eval_table.c --------------------------------- */

void eval_print_text(const eval_report *report);
void eval_print_tsv(const eval_report *report);
void eval_print_csv(const eval_report *report);
void eval_print_json(const eval_report *report);

/* ---- interface of eval_gate.c ------------------------------------------------ */

/* Compare the means with the rows of a file that --format csv wrote. CLI_OK,
   CLI_NOTHING when one is worse, or another code; both after a message. */
int eval_gate(const eval_report *report, const char *path);

#endif
