/* SPDX-License-Identifier: MIT
 *
 * pincite search: one question from the command line, or many from a file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "printer.h"
#include "questions.h"

typedef struct arguments {
  const char *index, *queries, *facets, *why_not, *expect, *model;
  cli_filter filter;
  size_t limit, offset, since, expand, timeout;
  int format, unit, sort, engine, require_all, color, no_collapse, explain;
} arguments;

/* In the order of the words of --format. */
static const struct {
  cli_printer *print;
  bool many;     /* can it tell several questions apart? */
  bool suggests; /* does it show near words? */
} printers[] = {
    {cli_print_text, true, true},  {cli_print_json, false, true},
    {cli_print_jsonl, true, true}, {cli_print_tsv, false, false},
    {cli_print_csv, false, false}, {cli_print_trec, true, false},
};

#define AT(field) offsetof(arguments, field)
const cli_option cli_search_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|json|jsonl|tsv|csv|trec", "how to print"},
    {"limit", CLI_COUNT, AT(limit), "N", "print at most N hits (10); 0: every hit"},
    {"offset", CLI_COUNT, AT(offset), "N", "pass over the first N hits"},
    {"unit", CLI_CHOICE, AT(unit), "passage|article", "what a hit is"},
    {"sort", CLI_CHOICE, AT(sort), "rank|date", "best first, or newest first"},
    CLI_FILTER_OPTIONS(arguments),
    {"since", CLI_COUNT, AT(since), "GENERATION", "only what came or changed after it"},
    {"queries", CLI_TEXT, AT(queries), "FILE", "ask each line: ID, tab, question"},
    {"facets", CLI_TEXT, AT(facets), "NAMES", "count all by source,year,author"},
    {"explain", CLI_FLAG, AT(explain), NULL,
     "say how the question and scores came about"},
    {"why-not", CLI_TEXT, AT(why_not), "ID", "say why this passage is no hit"},
    {"engine", CLI_CHOICE, AT(engine), "auto|fts5|xapian|both",
     "what answers; both fuses"},
    {"model", CLI_TEXT, AT(model), "MODEL",
     "how to rank: default, plain (BM25 alone), ..."},
    {"expand", CLI_COUNT, AT(expand), "N",
     "ask for N more terms, from the best passages"},
    {"timeout", CLI_COUNT, AT(timeout), "MS", "how long shards may take (10000)"},
    {"require-all", CLI_FLAG, AT(require_all), NULL, "fail when a shard does not answer"},
    {"no-collapse", CLI_FLAG, AT(no_collapse), NULL,
     "print near-duplicates as hits of their own"},
    {"expect", CLI_TEXT, AT(expect), "FINGERPRINT",
     "refuse to answer from another index"},
    {"color", CLI_CHOICE, AT(color), CLI_COLOR_CHOICES, "colour the matches"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

static pincite_search_options to_options(const arguments *args) {
  static const char *const engines[] = {NULL, "fts5", "xapian", "both"};
  pincite_search_options options = cli_search_options_of(&args->filter);
  options.limit = args->limit;
  options.offset = args->offset;
  options.all = args->limit == 0;
  options.unit = args->unit ? PINCITE_ARTICLES : PINCITE_PASSAGES;
  options.sort = args->sort ? PINCITE_BY_DATE : PINCITE_BY_RANK;
  options.since = args->since;
  options.facets = args->facets;
  options.explain = args->explain;
  options.model = args->model;
  options.expect = args->expect;
  options.engine = engines[args->engine];
  options.expand = args->expand;
  options.timeout_ms = (int)args->timeout;
  options.require_all = args->require_all;
  /* A run that is judged has all its documents. */
  options.no_collapse =
      args->no_collapse || printers[args->format].print == cli_print_trec;
  options.no_suggestion = !printers[args->format].suggests;
  return options;
}

/* Ask one question and print its answer; CLI_NOTHING when there is none. */
static int ask(pincite_index *index, const arguments *args, const cli_page *page,
               const char *question) {
  pincite_search_options options = to_options(args);
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits = NULL;
  pincite_answer answer;
  int code = CLI_OK;
  err.status = pincite_search(index, question, SIZE_MAX, &options, &hits, &err);
  if (err.status < 0)
    return cli_failed(&err);
  pincite_hits_answer(hits, &answer);
  if (answer.missing) {
    cli_say("the answer is not whole: %s", answer.missing);
    code = CLI_PARTIAL;
  } else if (!answer.total) {
    code = CLI_NOTHING;
  }
  err.status = printers[args->format].print(page, hits, &err);
  if (err.status < 0)
    code = cli_failed(&err);
  pincite_hits_free(hits);
  return code;
}

/* Print what keeps a passage from being a hit; CLI_NOTHING when something does. */
static int ask_why_not(pincite_index *index, const arguments *args,
                       const char *question) {
  pincite_search_options options = to_options(args);
  pincite_error err = {PINCITE_OK, ""};
  const pincite_verdict *verdict = NULL;
  options.facets = NULL;
  options.explain = 0;
  err.status =
      pincite_why_not(index, question, SIZE_MAX, &options, args->why_not, &verdict, &err);
  if (err.status < 0)
    return cli_failed(&err);
  int code = verdict->found ? CLI_OK : CLI_NOTHING;
  cli_print_verdict(verdict, args->why_not, args->format == 1);
  pincite_verdict_free(verdict);
  return code;
}

/* Ask every question of a file. What is found for one of them is found. */
static int ask_many(pincite_index *index, const arguments *args, cli_page *page) {
  cli_questions *questions = cli_questions_open(args->queries);
  if (!questions)
    return CLI_IO;
  cli_question question;
  int more, code = CLI_NOTHING;
  while ((more = cli_questions_next(questions, &question)) > 0) {
    page->question = question.id;
    int asked = ask(index, args, page, question.text);
    page->first = false;
    if ((asked > CLI_NOTHING && asked != CLI_PARTIAL) || ferror(stdout)) {
      code = asked;
      break;
    }
    if (asked == CLI_PARTIAL || (asked == CLI_OK && code != CLI_PARTIAL))
      code = asked;
  }
  cli_questions_close(questions);
  return more < 0 ? CLI_USAGE : code;
}

static int check_arguments(const cli_command *self, const arguments *args, int words) {
  if (!words && !args->queries)
    return cli_usage(self, "no question");
  if (words && args->queries)
    return cli_usage(self, "words and --queries exclude each other");
  if (args->why_not && (args->queries || args->format > 1))
    return cli_usage(self, "--why-not goes with one question and --format text or json");
  if (args->explain && args->format > 1)
    return cli_usage(self, "--explain goes with --format text or json");
  if (args->facets && args->format != 0 && args->format != 1)
    return cli_usage(self, "--facets goes with --format text or json");
  if (args->timeout > 3600000)
    return cli_usage(self, "--timeout is at most 3600000, an hour");
  if (args->queries && !printers[args->format].many)
    return cli_usage(self, "--queries goes with --format text, jsonl or trec");
  return CLI_OK;
}

int cli_search(const cli_command *self, int argc, char **argv) {
  arguments args = {.limit = 10};
  pincite_index *index = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  cli_make_room();
  code = check_arguments(self, &args, argc);
  if (code)
    return code;
  char *question = cli_join_words(argc, argv);
  if (!question)
    return CLI_IO;
  cli_page page = {.articles = args.unit != 0,
                   .color = cli_wants_color((cli_color)args.color),
                   .terminal = isatty(STDOUT_FILENO) != 0,
                   .first = true,
                   .explain = args.explain != 0,
                   .columns = cli_columns(STDOUT_FILENO)};
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code)
    code = args.why_not   ? ask_why_not(index, &args, question)
           : args.queries ? ask_many(index, &args, &page)
                          : ask(index, &args, &page, question);
  pincite_close(index);
  free(question);
  return cli_finish(code);
}
