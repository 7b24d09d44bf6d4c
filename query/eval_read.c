/* SPDX-License-Identifier: MIT
 *
 * eval_read.c - files of judgments and of runs, as researchers keep them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"

#define COLUMNS 6
#define GRADE_MOST 1000000.0

/* A line in hand: its columns point into 'line'. */
typedef struct table {
  const char *path;
  FILE *file;
  char *line;
  size_t capacity, number;
  char *columns[COLUMNS];
  size_t count;
} table;

static size_t split(char *line, const char *separators, char **columns) {
  char *rest = NULL;
  size_t count = 0;
  for (char *at = strtok_r(line, separators, &rest); at && count < COLUMNS;
       at = strtok_r(NULL, separators, &rest))
    columns[count++] = at;
  return count;
}

/* Columns are set off by tabs, else by blanks. 1: a line; 0: the end; -1: failed. */
static int next_line(table *from, size_t least) {
  for (;;) {
    errno = 0;
    if (getline(&from->line, &from->capacity, from->file) < 0)
      return ferror(from->file) || errno == ENOMEM ? -1 : 0;
    from->number++;
    size_t tabs = 0;
    for (const char *c = from->line; *c; c++)
      tabs += *c == '\t';
    from->count =
        split(from->line, tabs + 1 >= least ? "\t\r\n" : " \t\r\n", from->columns);
    if (from->count)
      return 1;
  }
}

static bool read_number(const char *text, double *number) {
  char *end;
  *number = strtod(text, &end);
  return end != text && *end == '\0' && *number == *number;
}

static pincite_status take_judgment(pincite_eval *eval, const table *from,
                                    pincite_error *err) {
  bool trec = from->count == 4; /* question, 0, document, grade */
  double grade = 0;
  bool sound = from->count >= 3 && read_number(from->columns[trec ? 3 : 2], &grade) &&
               grade <= GRADE_MOST && grade >= -GRADE_MOST;
  if (!sound && from->number == 1 && from->count >= 3)
    return PINCITE_OK; /* a header */
  if (!sound)
    return pincite__fail(err, PINCITE_EINVAL,
                         "'%s', line %zu: not a judgment: question, document, grade",
                         from->path, from->number);
  return pincite__eval_judge(eval, from->columns[0], from->columns[trec ? 2 : 1],
                             (int)grade, err);
}

static pincite_status take_hit(pincite_eval *eval, const table *from,
                               pincite_error *err) {
  double score = 0;
  if (from->count < 5 || !read_number(from->columns[4], &score))
    return pincite__fail(
        err, PINCITE_EINVAL,
        "'%s', line %zu: not a line of a run: question Q0 document rank score tag",
        from->path, from->number);
  return pincite_eval_hit(eval, from->columns[0], from->columns[2], score, err);
}

static pincite_status read_file(pincite_eval *eval, const char *path, size_t least,
                                pincite_status (*take)(pincite_eval *, const table *,
                                                       pincite_error *),
                                pincite_error *err) {
  table from = {.path = path, .file = fopen(path, "r")};
  pincite_status status = PINCITE_OK;
  int more = 0;
  if (!from.file)
    return pincite__fail(err, PINCITE_EIO, "cannot open '%s': %s", path, strerror(errno));
  while (!status && (more = next_line(&from, least)) > 0)
    status = take(eval, &from, err);
  if (!status && more < 0)
    status =
        pincite__fail(err, PINCITE_EIO, "cannot read '%s': %s", path, strerror(errno));
  free(from.line);
  fclose(from.file);
  return status;
}

pincite_status pincite_eval_open(const char *judgments, pincite_eval **out,
                                 pincite_error *err) {
  if (!judgments || !out)
    return pincite__fail(err, PINCITE_EINVAL, "no file of judgments");
  pincite_eval *eval = calloc(1, sizeof *eval);
  if (!eval)
    return pincite__no_memory(err);
  pincite_status status = read_file(eval, judgments, 3, take_judgment, err);
  if (!status)
    status = pincite__eval_sort(eval, err);
  if (!status && !eval->question_count)
    status = pincite__fail(err, PINCITE_EINVAL,
                           "'%s' judges nothing relevant: a line has a question, a "
                           "document and a grade of 1 or more",
                           judgments);
  if (status) {
    pincite_eval_free(eval);
    return status;
  }
  *out = eval;
  return PINCITE_OK;
}

pincite_status pincite_eval_run(pincite_eval *eval, const char *path,
                                pincite_error *err) {
  if (!eval || !path)
    return pincite__fail(err, PINCITE_EINVAL, "no file with a run");
  return read_file(eval, path, COLUMNS, take_hit, err);
}
