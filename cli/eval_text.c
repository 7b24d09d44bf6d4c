/* SPDX-License-Identifier: MIT
 *
 * What was measured, for people: a table of means and a picture of the questions.
 *
 *     T01   0.81  ================----  47 U.S.C. 230(c)(1)
 *
 * and of two rankings, the difference to the left or to the right of a line:
 *
 *     T01   0.81  0.72  -0.09      ==|        47 U.S.C. 230(c)(1)
 */
#include <math.h>
#include <string.h>

#include "eval.h"

#define BAR 20  /* columns of a bar */
#define HALF 10 /* columns on either side of the line */
#define GREEN "\033[32m"
#define RED "\033[31m"
#define PLAIN "\033[0m"
#define CERTAIN 0.05 /* a p-value below it is marked */

static const char *color(const eval_report *report, const char *code) {
  return report->color ? code : "";
}

static void put_many(char c, size_t count) {
  for (; count > 0; count--)
    putchar(c);
}

/* Columns of a figure from 0 to 1 on a scale of 'most' columns. */
static size_t columns_of(double figure, size_t most) {
  double columns = fabs(figure) * (double)most + 0.5;
  return columns > (double)most ? most : (size_t)columns;
}

/* As much of the text as fits, its control characters made blank. */
static void put_cut(const char *text, size_t room) {
  size_t length = text ? strlen(text) : 0, at = 0, used = 0;
  while (at < length) {
    size_t bytes, columns = cli_character(text + at, length - at, &bytes);
    if (used + columns > room)
      break;
    used += columns;
    at += bytes;
  }
  cli_put_clean(text ? text : "", at, stdout);
  putchar('\n');
}

static size_t widest_question(const eval_report *report) {
  size_t widest = 4;
  for (size_t i = 0; i < report->count; i++) {
    size_t length = strlen(report->systems[0].rows[i].question);
    widest = length > widest ? length : widest;
  }
  return widest > 16 ? 16 : widest;
}

static int column_width(size_t measure) {
  size_t width = strlen(eval_measures[measure].title) + 2;
  return width > 8 ? (int)width : 8;
}

static void put_row(const char *name, const pincite_measures *measures) {
  printf("%-16.16s", name);
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    printf("%*.4f", column_width(i), eval_figure(measures, i));
  putchar('\n');
}

static void put_difference(const eval_report *report) {
  printf("%-16s", "difference");
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    printf("%+*.4f", column_width(i),
           eval_figure(&report->systems[1].mean, i) -
               eval_figure(&report->systems[0].mean, i));
  printf("\n%-16s", "p");
  for (size_t i = 0; i < EVAL_MEASURES; i++) {
    char text[16];
    double p = eval_p(report, i);
    snprintf(text, sizeof text, "%.4f%s", p, p < CERTAIN ? "*" : " ");
    printf("%*s", column_width(i) + 1 - (i > 0), text);
  }
  putchar('\n');
}

static void put_means(const eval_report *report) {
  printf("%-16s", "");
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    printf("%*s", column_width(i), eval_measures[i].title);
  putchar('\n');
  for (size_t i = 0; i < report->system_count; i++) {
    const char *name = report->systems[i].name, *slash = strrchr(name, '/');
    put_row(slash ? slash + 1 : name, &report->systems[i].mean);
  }
  if (report->system_count > 1)
    put_difference(report);
}

static void put_bar(const eval_report *report, size_t number, size_t widest) {
  const pincite_eval_row *row = &report->systems[0].rows[number];
  size_t full = columns_of(row->measures.ndcg_10, BAR);
  printf("%-*.*s  %.2f  %s", (int)widest, (int)widest, row->question,
         row->measures.ndcg_10, color(report, GREEN));
  put_many('=', full);
  fputs(color(report, PLAIN), stdout);
  put_many('-', BAR - full);
  fputs("  ", stdout);
  put_cut(report->texts[number], report->columns - widest - 10 - BAR);
}

static void put_pair(const eval_report *report, size_t number, size_t widest) {
  const pincite_eval_row *row = &report->systems[0].rows[number];
  double a = row->measures.ndcg_10;
  double b = report->systems[1].rows[number].measures.ndcg_10;
  size_t less = b < a ? columns_of(a - b, HALF) : 0;
  size_t more = b > a ? columns_of(b - a, HALF) : 0;
  /* No minus before a nought. */
  double difference = fabs(b - a) < 0.005 ? 0 : b - a;
  printf("%-*.*s  %.2f  %.2f  %+.2f  ", (int)widest, (int)widest, row->question, a, b,
         difference);
  put_many(' ', HALF - less);
  fputs(color(report, RED), stdout);
  put_many('=', less);
  printf("%s|%s", color(report, PLAIN), color(report, GREEN));
  put_many('=', more);
  fputs(color(report, PLAIN), stdout);
  put_many(' ', HALF - more);
  fputs("  ", stdout);
  put_cut(report->texts[number], report->columns - widest - 26 - 2 * HALF);
}

void eval_print_text(const eval_report *report) {
  char questions[CLI_COUNTED_SIZE];
  bool two = report->system_count > 1;
  size_t widest = widest_question(report);
  printf("%s: %s, by %s\n\n", report->set,
         cli_counted(report->count, "question", questions),
         report->articles ? "articles" : "passages");
  put_means(report);
  printf("\nnDCG@10%s\n", two ? ", first and second, and the second less the first" : "");
  for (size_t i = 0; i < report->count; i++)
    (two ? put_pair : put_bar)(report, i, widest);
}
