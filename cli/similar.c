/* SPDX-License-Identifier: MIT
 *
 * pincite similar: passages like one that is known, in other articles.
 */
#include <stdint.h>
#include <unistd.h>

#include "cli.h"
#include "printer.h"

typedef struct arguments {
  const char *index;
  size_t limit;
  int format, unit, color;
} arguments;

/* In the order of the words of --format. */
static cli_printer *const printers[] = {cli_print_text, cli_print_json, cli_print_jsonl,
                                        cli_print_tsv, cli_print_csv};

#define AT(field) offsetof(arguments, field)
const cli_option cli_similar_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|json|jsonl|tsv|csv", "how to print"},
    {"limit", CLI_COUNT, AT(limit), "N", "print at most N hits (10)"},
    {"unit", CLI_CHOICE, AT(unit), "passage|article", "what a hit is"},
    {"color", CLI_CHOICE, AT(color), CLI_COLOR_CHOICES, "colour the matches"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

static int ask(pincite_index *index, const arguments *args, const char *id) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_hits *hits = NULL;
  pincite_answer answer;
  cli_page page = {.articles = args->unit != 0,
                   .color = cli_wants_color((cli_color)args->color),
                   .terminal = isatty(STDOUT_FILENO) != 0,
                   .first = true,
                   .columns = cli_columns(STDOUT_FILENO)};
  options.limit = args->limit;
  options.unit = args->unit ? PINCITE_ARTICLES : PINCITE_PASSAGES;
  err.status = pincite_similar(index, id, &options, &hits, &err);
  if (err.status < 0)
    return cli_failed(&err);
  pincite_hits_answer(hits, &answer);
  int code = answer.total ? CLI_OK : CLI_NOTHING;
  if (answer.missing) {
    cli_say("the answer is not whole: %s", answer.missing);
    code = CLI_PARTIAL;
  }
  err.status = printers[args->format](&page, hits, &err);
  if (err.status < 0)
    code = cli_failed(&err);
  pincite_hits_free(hits);
  return code;
}

int cli_similar(const cli_command *self, int argc, char **argv) {
  arguments args = {.limit = 10};
  pincite_index *index = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  cli_make_room();
  if (argc != 1)
    return cli_usage(self, "give one id, of an article or a passage");
  if (!args.limit)
    return cli_usage(self, "--limit is at least 1");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code)
    code = ask(index, &args, argv[0]);
  pincite_close(index);
  return cli_finish(code);
}
