/* SPDX-License-Identifier: MIT
 *
 * pincite eval: how good a ranking is, by judgments; of an index, or of runs that
 * other programs wrote.
 */
#include "eval.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "questions.h"

typedef struct arguments {
  const char *index, *queries, *qrels, *set, *gate;
  size_t depth;
  int format, unit, compare, color, no_concepts;
} arguments;

static void (*const printers[])(const eval_report *) = {eval_print_text, eval_print_json,
                                                        eval_print_tsv, eval_print_csv};

#define AT(field) offsetof(arguments, field)
const cli_option cli_eval_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"qrels", CLI_TEXT, AT(qrels), "FILE", "judgments: question, document, grade"},
    {"queries", CLI_TEXT, AT(queries), "FILE", "the questions, for asking an index"},
    {"unit", CLI_CHOICE, AT(unit), "passage|article", "what was judged"},
    {"compare", CLI_FLAG, AT(compare), NULL, "two rankings, question by question"},
    {"gate", CLI_TEXT, AT(gate), "FILE", "exit with 1 if worse than FILE says"},
    {"set", CLI_TEXT, AT(set), "NAME", "name of the collection in tables"},
    {"depth", CLI_COUNT, AT(depth), "N", "hits taken for a question (100)"},
    {"no-concepts", CLI_FLAG, AT(no_concepts), NULL,
     "take citations and popular names as plain words"},
    {"format", CLI_CHOICE, AT(format), "text|json|tsv|csv", "how to print"},
    {"color", CLI_CHOICE, AT(color), CLI_COLOR_CHOICES, "colour the picture"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

#define AT(field) offsetof(pincite_measures, field)
const eval_measure eval_measures[EVAL_MEASURES] = {
    {"ndcg@10", "nDCG@10", AT(ndcg_10), true},
    {"recall@100", "Recall@100", AT(recall_100), true},
    {"map@100", "MAP@100", AT(map_100), true},
    {"mrr@10", "MRR@10", AT(mrr_10), false},
    {"p@5", "P@5", AT(p_5), false},
    {"bpref", "bpref", AT(bpref), false},
};
#undef AT

double eval_figure(const pincite_measures *measures, size_t number) {
  double figure;
  memcpy(&figure, (const char *)measures + eval_measures[number].offset, sizeof figure);
  return figure;
}

double eval_p(const eval_report *report, size_t measure) {
  double *a = calloc(report->count * 2 + 1, sizeof *a), *b = a + report->count, p = -1;
  for (size_t i = 0; a && i < report->count; i++) {
    a[i] = eval_figure(&report->systems[0].rows[i].measures, measure);
    b[i] = eval_figure(&report->systems[1].rows[i].measures, measure);
  }
  if (a)
    p = pincite_eval_compare(a, b, report->count);
  free(a);
  return p;
}

/* ---- asking ------------------------------------------------------------------- */

/* The number of a judged question; the count of them: it is none. */
static size_t find_question(const pincite_eval *eval, const char *id) {
  pincite_eval_row row;
  size_t number = 0;
  while (pincite_eval_question(eval, number, &row) == PINCITE_OK &&
         strcmp(row.question, id) != 0)
    number++;
  return number;
}

/* As a run has the score, so that its ties are ties here too. */
static double written(double score) {
  char text[64];
  snprintf(text, sizeof text, "%.6f", score);
  return strtod(text, NULL);
}

static pincite_status ask(pincite_index *index, const arguments *args, const char *model,
                          const cli_question *question, pincite_eval *eval,
                          pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  options.limit = args->depth;
  options.unit = args->unit ? PINCITE_ARTICLES : PINCITE_PASSAGES;
  options.model = model;
  options.no_concepts = args->no_concepts;
  options.no_suggestion = 1;
  options.no_collapse = 1; /* a run that is judged has all its documents */
  pincite_status status =
      pincite_search(index, question->text, SIZE_MAX, &options, &hits, err);
  while (status == PINCITE_OK &&
         (status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
    status = pincite_eval_hit(eval, question->id, args->unit ? hit.article : hit.id,
                              written(hit.score), err);
  pincite_hits_free(hits);
  return status < 0 ? status : PINCITE_OK;
}

/* Ask every question that is judged, and keep its text. */
static int ask_all(pincite_index *index, const arguments *args, const char *model,
                   pincite_eval *eval, eval_report *report) {
  cli_questions *questions = cli_questions_open(args->queries);
  cli_question question;
  pincite_error err = {PINCITE_OK, ""};
  int more = 0, code = CLI_OK;
  if (!questions)
    return CLI_IO;
  while (!code && (more = cli_questions_next(questions, &question)) > 0) {
    size_t number = find_question(eval, question.id);
    if (number == report->count)
      continue;
    if (!report->texts[number] && !(report->texts[number] = strdup(question.text)))
      err.status = PINCITE_ENOMEM;
    else if (index)
      err.status = ask(index, args, model, &question, eval, &err);
    if (err.status < 0)
      code = cli_failed(&err);
  }
  cli_questions_close(questions);
  return more < 0 ? CLI_USAGE : code;
}

/* ---- measuring ----------------------------------------------------------------- */

static bool is_model(const char *name) {
  return !strcmp(name, "default") || !strcmp(name, "plain");
}

static int measure(const arguments *args, const char *name, pincite_eval *eval,
                   eval_report *report) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  eval_system *own = &report->systems[report->system_count++];
  int code = CLI_OK;
  own->name = name;
  pincite_eval_clear(eval);
  if (is_model(name))
    code = cli_open(args->index, PINCITE_READ, &index);
  if (!code && args->queries)
    code = ask_all(index, args, name, eval, report);
  pincite_close(index);
  if (code)
    return code;
  own->rows = calloc(report->count + 1, sizeof *own->rows);
  err.status = own->rows ? PINCITE_OK : PINCITE_ENOMEM;
  if (!err.status && !is_model(name))
    err.status = pincite_eval_run(eval, name, &err);
  if (!err.status)
    err.status = pincite_eval_measure(eval, &own->mean, &err);
  if (err.status)
    return cli_failed(&err);
  for (size_t i = 0; i < report->count; i++)
    pincite_eval_question(eval, i, &own->rows[i]);
  return CLI_OK;
}

static int evaluate(const arguments *args, int count, char **names, pincite_eval *eval,
                    eval_report *report) {
  static char usual[] = "default";
  char *only[] = {usual};
  int code = CLI_OK;
  report->count = pincite_eval_count(eval);
  report->texts = calloc(report->count + 1, sizeof *report->texts);
  if (!report->texts)
    return cli_failed(&(pincite_error){PINCITE_ENOMEM, ""});
  if (count == 0) {
    names = only;
    count = 1;
  }
  for (int i = 0; i < count && !code; i++)
    code = measure(args, names[i], eval, report);
  if (code)
    return code;
  printers[args->format](report);
  return args->gate ? eval_gate(report, args->gate) : CLI_OK;
}

/* "sample" of corpus/sample/qrels.tsv: collections have a folder each. */
static const char *folder_name(const char *path, char *out, size_t size) {
  const char *end = strrchr(path, '/');
  const char *start = end;
  while (start && start > path && start[-1] != '/')
    start--;
  if (!end || end == start)
    return "collection";
  snprintf(out, size, "%.*s", (int)(end - start), start);
  return out;
}

static int check_arguments(const cli_command *self, const arguments *args, int count,
                           char **names) {
  bool asks = count == 0;
  for (int i = 0; i < count; i++)
    asks = asks || is_model(names[i]);
  if (!args->qrels)
    return cli_usage(self, "no judgments: --qrels FILE");
  if (args->compare ? count != 2 : count > 1)
    return cli_usage(self, args->compare ? "--compare wants two rankings"
                                         : "two rankings need --compare");
  if (asks && !args->queries)
    return cli_usage(self, "no questions to ask the index: --queries FILE");
  if (!args->depth)
    return cli_usage(self, "--depth is at least 1");
  return CLI_OK;
}

int cli_eval(const cli_command *self, int argc, char **argv) {
  arguments args = {.depth = 100};
  pincite_error err = {PINCITE_OK, ""};
  pincite_eval *eval = NULL;
  char folder[128];
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  code = check_arguments(self, &args, argc, argv);
  if (code)
    return code;
  eval_report report = {.set = args.set ? args.set
                                        : folder_name(args.qrels, folder, sizeof folder),
                        .articles = args.unit != 0,
                        .color = cli_wants_color((cli_color)args.color),
                        .columns = cli_columns(1)};
  err.status = pincite_eval_open(args.qrels, &eval, &err);
  code = err.status ? cli_failed(&err) : evaluate(&args, argc, argv, eval, &report);
  for (size_t i = 0; report.texts && i < report.count; i++)
    free(report.texts[i]);
  free(report.texts);
  for (size_t i = 0; i < report.system_count; i++)
    free(report.systems[i].rows);
  pincite_eval_free(eval);
  return cli_finish(code);
}
