/* SPDX-License-Identifier: MIT
 *
 * pincite verify: is the index sound? What is wrong is the result and goes to
 * standard output, a line each.
 */
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  int deep, engines, format;
  size_t questions, seed;
} arguments;

#define QUESTIONS 200
#define SEED 230

const cli_option cli_verify_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"deep", CLI_FLAG, offsetof(arguments, deep), NULL,
     "every article too, and the search tables against it"},
    {"engines", CLI_FLAG, offsetof(arguments, engines), NULL,
     "ask both engines the same questions, and compare"},
    {"questions", CLI_COUNT, offsetof(arguments, questions), "N",
     "how many of them (200)"},
    {"seed", CLI_COUNT, offsetof(arguments, seed), "N", "other questions (230)"},
    {"format", CLI_CHOICE, offsetof(arguments, format), "text|json", "how to print"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

static int put_finding_text(const pincite_finding *finding, void *data) {
  (void)data;
  printf("%s: ", finding->part);
  cli_put_clean(finding->sentence, strlen(finding->sentence), stdout);
  putchar('\n');
  return 0;
}

static int put_finding_json(const pincite_finding *finding, void *data) {
  cli_json *json = data;
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "part", finding->part);
  cli_json_text(json, "sentence", finding->sentence);
  cli_json_close(json, '}');
  return 0;
}

static void put_report_text(const pincite_verify_report *report, bool deep) {
  char number[CLI_COUNTED_SIZE];
  printf("%s: ", report->findings ? "damaged" : "sound");
  if (deep) {
    printf("%s, ", cli_counted(report->articles, "article", number));
    printf("%s, ", cli_counted(report->passages, "passage", number));
  }
  printf("%s of text, generation %" PRIu64 ", in %.1f s\n",
         cli_counted(report->blocks, "block", number), report->generation,
         report->seconds);
  if (report->behind)
    puts("xapian: behind, and not compared; the next run of pincite index makes it good");
}

static void put_compared_text(const pincite_compare_report *report,
                              const arguments *args) {
  char number[CLI_COUNTED_SIZE], different[CLI_GROUPED_SIZE];
  printf("%s: %s of seed %zu",
         report->findings ? "different" : "the same by both engines",
         cli_counted(report->questions, "question", number), args->seed);
  if (report->findings)
    printf(", %s of them", cli_grouped(report->findings, different));
  putchar('\n');
}

static void put_report_json(cli_json *json, const pincite_verify_report *report,
                            const pincite_compare_report *compared,
                            const arguments *args) {
  cli_json_close(json, ']');
  cli_json_bool(json, "sound", report->findings == 0 && compared->findings == 0);
  cli_json_bool(json, "deep", args->deep);
  if (args->engines) {
    cli_json_count(json, "questions", compared->questions);
    cli_json_count(json, "different", compared->findings);
    cli_json_count(json, "seed", args->seed);
  }
  cli_json_count(json, "generation", report->generation);
  cli_json_count(json, "blocks", report->blocks);
  cli_json_count(json, "articles", report->articles);
  cli_json_count(json, "passages", report->passages);
  cli_json_count(json, "behind", report->behind);
  cli_json_number(json, "seconds", report->seconds);
  cli_json_close(json, '}');
  putchar('\n');
}

/* Both checks, as far as they are wanted; the first failure is the answer. */
static pincite_status check(pincite_index *index, const arguments *args, cli_json *json,
                            pincite_verify_report *report,
                            pincite_compare_report *compared, pincite_error *err) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_compare_options compare = PINCITE_COMPARE_OPTIONS_INIT;
  compare.finding = options.finding = args->format ? put_finding_json : put_finding_text;
  compare.data = options.data = json;
  options.deep = args->deep;
  compare.questions = args->questions;
  compare.seed = args->seed;
  pincite_status status = pincite_verify(index, &options, report, err);
  if (!args->engines || (status && status != PINCITE_ECORRUPT))
    return status;
  pincite_status other = pincite_compare(index, &compare, compared, status ? NULL : err);
  return status ? status : other;
}

static int verify(pincite_index *index, const arguments *args) {
  pincite_verify_report report = {0};
  pincite_compare_report compared = {0};
  pincite_error err = {PINCITE_OK, ""};
  cli_json json = {stdout, false};
  if (args->format) {
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "schema", "pincite.verify/1");
    cli_json_open(&json, "findings", '[');
  }
  err.status = check(index, args, &json, &report, &compared, &err);
  if (args->format)
    put_report_json(&json, &report, &compared, args);
  else if (err.status == PINCITE_OK || report.findings || compared.questions)
    put_report_text(&report, args->deep);
  if (!args->format && compared.questions)
    put_compared_text(&compared, args);
  return err.status < 0 ? cli_failed(&err) : CLI_OK;
}

int cli_verify(const cli_command *self, int argc, char **argv) {
  arguments args = {.questions = QUESTIONS, .seed = SEED};
  pincite_index *index = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code)
    code = verify(index, &args);
  pincite_close(index);
  return cli_finish(code);
}
