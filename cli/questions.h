/* SPDX-License-Identifier: MIT
 *
 * questions.h - many questions from a file: one a line, `ID TAB QUESTION`, or
 * JSON objects with `_id` (or `id`) and `text`.
 */
#ifndef PINCITE_CLI_QUESTIONS_H
#define PINCITE_CLI_QUESTIONS_H

#include <stdio.h>

typedef struct cli_questions cli_questions;

typedef struct cli_question {
  const char *id; /* both borrowed until the next call */
  const char *text;
} cli_question;

/* "-" is standard input. NULL after a message. */
cli_questions *cli_questions_open(const char *path);
/* 1: filled in; 0: the end; -1: failed, after a message. */
int cli_questions_next(cli_questions *questions, cli_question *question);
/* NULL is accepted. */
void cli_questions_close(cli_questions *questions);

#endif
