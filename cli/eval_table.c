/* SPDX-License-Identifier: MIT
 *
 * What was measured, for programs: TSV by question, CSV by collection, JSON.
 */

#include "eval.h"

void eval_print_tsv(const eval_report *report) {
  fputs("ranking\tquestion\tjudged\trelevant\thits", stdout);
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    printf("\t%s", eval_measures[i].name);
  putchar('\n');
  for (size_t s = 0; s < report->system_count; s++)
    for (size_t i = 0; i < report->count; i++) {
      const pincite_eval_row *row = &report->systems[s].rows[i];
      printf("%s\t%s\t%zu\t%zu\t%zu", report->systems[s].name, row->question, row->judged,
             row->relevant, row->hits);
      for (size_t k = 0; k < EVAL_MEASURES; k++)
        printf("\t%.4f", eval_figure(&row->measures, k));
      putchar('\n');
    }
}

void eval_print_csv(const eval_report *report) {
  fputs("set,ranking,unit,questions", stdout);
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    printf(",%s", eval_measures[i].name);
  putchar('\n');
  for (size_t s = 0; s < report->system_count; s++) {
    cli_put_csv(report->set);
    putchar(',');
    cli_put_csv(report->systems[s].name);
    printf(",%s,%zu", report->articles ? "article" : "passage", report->count);
    for (size_t i = 0; i < EVAL_MEASURES; i++)
      printf(",%.4f", eval_figure(&report->systems[s].mean, i));
    putchar('\n');
  }
}

static void put_measures(cli_json *json, const pincite_measures *measures) {
  for (size_t i = 0; i < EVAL_MEASURES; i++)
    cli_json_number(json, eval_measures[i].name, eval_figure(measures, i));
}

static void put_system(cli_json *json, const eval_report *report,
                       const eval_system *system) {
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "name", system->name);
  cli_json_open(json, "mean", '{');
  put_measures(json, &system->mean);
  cli_json_close(json, '}');
  cli_json_open(json, "by_question", '[');
  for (size_t i = 0; i < report->count; i++) {
    const pincite_eval_row *row = &system->rows[i];
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "question", row->question);
    cli_json_text(json, "text", report->texts[i]);
    cli_json_count(json, "judged", row->judged);
    cli_json_count(json, "relevant", row->relevant);
    cli_json_count(json, "hits", row->hits);
    put_measures(json, &row->measures);
    cli_json_close(json, '}');
  }
  cli_json_close(json, ']');
  cli_json_close(json, '}');
}

void eval_print_json(const eval_report *report) {
  cli_json json = {stdout, false};
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "schema", "pincite.eval/1");
  cli_json_text(&json, "set", report->set);
  cli_json_text(&json, "unit", report->articles ? "article" : "passage");
  cli_json_count(&json, "questions", report->count);
  cli_json_open(&json, "rankings", '[');
  for (size_t s = 0; s < report->system_count; s++)
    put_system(&json, report, &report->systems[s]);
  cli_json_close(&json, ']');
  if (report->system_count > 1) {
    cli_json_open(&json, "compare", '{');
    for (size_t i = 0; i < EVAL_MEASURES; i++) {
      cli_json_open(&json, eval_measures[i].name, '{');
      cli_json_number(&json, "difference",
                      eval_figure(&report->systems[1].mean, i) -
                          eval_figure(&report->systems[0].mean, i));
      cli_json_number(&json, "p", eval_p(report, i));
      cli_json_close(&json, '}');
    }
    cli_json_close(&json, '}');
  }
  cli_json_close(&json, '}');
  putchar('\n');
}
