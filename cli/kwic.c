/* SPDX-License-Identifier: MIT
 *
 * pincite kwic: every match on a line of its own, one below the other.
 *
 *         the context before it  match and what follows       ARTICLE#N
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  cli_filter filter;
  size_t width, limit;
  int format, sort, color;
} arguments;

enum { TEXT, TSV, JSONL };

#define AT(field) offsetof(arguments, field)
const cli_option cli_kwic_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|tsv|jsonl", "how to print"},
    {"sort", CLI_CHOICE, AT(sort), "stored|L1|R1|date",
     "by the words to the left or right, or newest first"},
    {"width", CLI_COUNT, AT(width), "N", "characters on each side"},
    {"limit", CLI_COUNT, AT(limit), "N", "print at most N lines (0: all)"},
    CLI_FILTER_OPTIONS(arguments),
    {"color", CLI_CHOICE, AT(color), CLI_COLOR_CHOICES, "colour the matches"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* No line is wider than a terminal's is likely to be by so much. */
#define WIDTH_MOST 1000
/* What a date and an id, with the blanks before them, usually take. */
#define DATE_COLUMNS 12
#define ID_COLUMNS 17

/* The columns of a line of text. */
typedef struct layout {
  size_t left, right; /* 'right' begins with the match */
  bool color, date;
} layout;

static layout lay_out(const arguments *args) {
  layout lay = {.color = cli_wants_color((cli_color)args->color),
                .date = args->sort == PINCITE_KWIC_DATE};
  size_t room =
      cli_columns(STDOUT_FILENO) - ID_COLUMNS - (lay.date ? DATE_COLUMNS : 0) - 1;
  lay.left = args->width ? args->width : room * 2 / 5;
  lay.right = args->width ? args->width : room - lay.left;
  return lay;
}

/* How many bytes from 'text' on fit into *room columns, of which they are taken. */
static size_t fit(const char *text, size_t length, size_t *room) {
  size_t at = 0;
  while (at < length) {
    size_t bytes, columns = cli_character(text + at, length - at, &bytes);
    if (columns > *room)
      break;
    *room -= columns;
    at += bytes;
  }
  return at;
}

/* The end of the text, as much as fits, flush right. */
static void put_left(const char *text, size_t columns) {
  size_t length = strlen(text), from = 0, width = 0;
  for (size_t at = 0, bytes; at < length; at += bytes)
    width += cli_character(text + at, length - at, &bytes);
  while (width > columns) {
    size_t bytes, one = cli_character(text + from, length - from, &bytes);
    width -= one;
    from += bytes;
  }
  printf("%*s", (int)(columns - width), "");
  cli_put_clean(text + from, length - from, stdout);
}

static void put_text(const layout *lay, const pincite_kwic_line *line) {
  size_t room = lay->right;
  put_left(line->left, lay->left);
  fputs(lay->color ? " \033[1;31m" : " ", stdout);
  cli_put_clean(line->match, fit(line->match, strlen(line->match), &room), stdout);
  fputs(lay->color ? "\033[0m" : "", stdout);
  cli_put_clean(line->right, fit(line->right, strlen(line->right), &room), stdout);
  if (lay->date)
    printf("%*s  %-10s", (int)room, "", line->published ? line->published : "undated");
  printf("%*s  ", lay->date ? 0 : (int)room, "");
  cli_put_clean(line->id, strlen(line->id), stdout);
  putchar('\n');
}

static void put_tsv(const pincite_kwic_line *line) {
  const char *const fields[] = {line->id,   line->published, line->source, line->title,
                                line->left, line->match,     line->right};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    cli_put_tsv(fields[i] ? fields[i] : "");
    putchar('\t');
  }
  printf("%zu\t%zu\n", line->start, line->length);
}

static void put_json(const pincite_kwic_line *line) {
  cli_json json = {stdout, false};
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "id", line->id);
  cli_json_text(&json, "article", line->article);
  cli_json_text(&json, "title", line->title);
  cli_json_text(&json, "published", line->published);
  cli_json_text(&json, "source", line->source);
  cli_json_text(&json, "left", line->left);
  cli_json_text(&json, "match", line->match);
  cli_json_text(&json, "right", line->right);
  cli_json_count(&json, "start", line->start);
  cli_json_count(&json, "length", line->length);
  cli_json_close(&json, '}');
  putchar('\n');
}

static void put_footer(const pincite_kwic *kwic, uint64_t shown) {
  char number[CLI_GROUPED_SIZE], total[CLI_COUNTED_SIZE];
  pincite_answer answer;
  pincite_kwic_answer(kwic, &answer);
  if (shown)
    putchar('\n');
  cli_put_notes(&answer);
  if (shown < answer.total)
    printf("%s of ", cli_grouped(shown, number));
  printf("%s%s; generation %" PRIu64 "\n", answer.total_exact ? "" : "at least ",
         cli_counted(answer.total, "line", total), answer.generation);
}

static int put_lines(pincite_kwic *kwic, const arguments *args, const layout *lay) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_kwic_line line;
  uint64_t shown = 0;
  if (args->format == TSV)
    puts("id\tpublished\tsource\ttitle\tleft\tmatch\tright\tstart\tlength");
  while ((err.status = pincite_kwic_next(kwic, &line, &err)) == PINCITE_OK) {
    if (args->format == TEXT)
      put_text(lay, &line);
    else if (args->format == TSV)
      put_tsv(&line);
    else
      put_json(&line);
    shown++;
    if (ferror(stdout))
      break;
  }
  if (err.status < 0)
    return cli_failed(&err);
  if (args->format == TEXT)
    put_footer(kwic, shown);
  return shown ? CLI_OK : CLI_NOTHING;
}

int cli_kwic(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_kwic *kwic = NULL;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (!argc)
    return cli_usage(self, "no question");
  if (args.width > WIDTH_MOST)
    return cli_usage(self, "--width is at most %d", WIDTH_MOST);
  char *question = cli_join_words(argc, argv);
  if (!question)
    return CLI_IO;
  pincite_search_options search = cli_search_options_of(&args.filter);
  pincite_kwic_options options = PINCITE_KWIC_OPTIONS_INIT;
  options.search = &search;
  options.sort = (pincite_kwic_sort)args.sort;
  layout lay = lay_out(&args);
  options.width = args.format == TEXT ? lay.right : args.width;
  options.limit = args.limit;
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code) {
    err.status = pincite_kwic_open(index, question, SIZE_MAX, &options, &kwic, &err);
    code = err.status < 0 ? cli_failed(&err) : put_lines(kwic, &args, &lay);
  }
  pincite_kwic_free(kwic);
  pincite_close(index);
  free(question);
  return cli_finish(code);
}
