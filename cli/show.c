/* SPDX-License-Identifier: MIT
 *
 * pincite show: an article or a passage, byte for byte as it is stored. Only a
 * terminal gets a heading, and the passage asked for stands out among its
 * neighbours.
 */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  size_t context;
  int format, color;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_show_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|json", "how to print"},
    {"context", CLI_COUNT, AT(context), "N", "with N passages before and behind"},
    {"color", CLI_CHOICE, AT(color), CLI_COLOR_CHOICES, "let the passage stand out"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* The passages first..last of an article; 'asked' is the one, 0: all of it. */
typedef struct selection {
  const pincite_article *article;
  size_t first, last, asked;
} selection;

static void select_passages(selection *chosen, size_t context) {
  size_t count = chosen->article->passage_count, asked = chosen->asked;
  chosen->first = asked > context ? asked - context : 1;
  chosen->last = asked && context < count - asked ? asked + context : count;
}

static void put_heading(const pincite_article *article, bool color) {
  const char *const fields[] = {article->published ? article->published : "undated",
                                article->author, article->source, article->uri};
  const char *title = *article->title ? article->title : "(no title)";
  fputs(color ? "\033[1m" : "", stdout);
  cli_put_clean(title, strlen(title), stdout);
  puts(color ? "\033[0m" : "");
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i]) {
      fputs(i ? " | " : "", stdout);
      cli_put_clean(fields[i], strlen(fields[i]), stdout);
    }
  fputs("\n\n", stdout);
}

/* On a terminal, stored text keeps its line ends and nothing else. */
static void put_for_reading(const char *text, size_t length) {
  for (size_t at = 0; at < length; at++) {
    size_t line = 0;
    while (at + line < length && text[at + line] != '\n')
      line++;
    cli_put_clean(text + at, line, stdout);
    at += line;
    if (at < length)
      putchar('\n');
  }
}

static pincite_status show_text(const selection *chosen, bool color) {
  const pincite_article *article = chosen->article;
  bool terminal = isatty(STDOUT_FILENO) != 0;
  size_t from = 0, to = article->text_length, mark = 0, mark_end = 0;
  pincite_passage passage;
  pincite_status status = PINCITE_OK;
  if (chosen->asked) {
    status = pincite_article_passage(article, chosen->first, &passage);
    from = passage.start;
    if (!status)
      status = pincite_article_passage(article, chosen->last, &passage);
    to = passage.start + passage.length;
    if (!status)
      status = pincite_article_passage(article, chosen->asked, &passage);
    mark = passage.start;
    mark_end = passage.start + passage.length;
    if (status)
      return status;
  }
  if (!terminal && !color) {
    fwrite(article->text + from, 1, to - from, stdout);
    return PINCITE_OK;
  }
  bool marked = color && chosen->asked && chosen->first != chosen->last;
  if (!marked)
    mark = mark_end = from;
  put_heading(article, color);
  put_for_reading(article->text + from, mark - from);
  fputs(marked ? "\033[1m" : "", stdout);
  put_for_reading(article->text + mark, mark_end - mark);
  fputs(marked ? "\033[0m" : "", stdout);
  put_for_reading(article->text + mark_end, to - mark_end);
  putchar('\n');
  return PINCITE_OK;
}

static void put_article(cli_json *json, const pincite_article *article, bool whole) {
  cli_json_open(json, "article", '{');
  cli_json_text(json, "id", article->id);
  cli_json_text(json, "title", article->title);
  cli_json_text(json, "author", article->author);
  cli_json_text(json, "published", article->published);
  cli_json_text(json, "source", article->source);
  cli_json_text(json, "language", article->language);
  cli_json_text(json, "uri", article->uri);
  cli_json_text(json, "sha256", article->sha256);
  cli_json_count(json, "bytes", article->text_length);
  cli_json_count(json, "passages", article->passage_count);
  if (whole)
    cli_json_bytes(json, "text", article->text, article->text_length);
  cli_json_close(json, '}');
}

static pincite_status show_json(const selection *chosen) {
  cli_json json = {stdout, false};
  pincite_passage passage;
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "schema", "pincite.show/1");
  put_article(&json, chosen->article, !chosen->asked);
  cli_json_open(&json, "passages", '[');
  for (size_t i = chosen->first; i <= chosen->last; i++) {
    pincite_status status = pincite_article_passage(chosen->article, i, &passage);
    if (status)
      return status;
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "id", passage.id);
    cli_json_text(&json, "zone", passage.zone);
    cli_json_count(&json, "start", passage.start);
    cli_json_count(&json, "length", passage.length);
    if (passage.page) {
      cli_json_count(&json, "page", passage.page);
      cli_json_count(&json, "last_page", passage.last_page);
    }
    cli_json_bytes(&json, "text", chosen->article->text + passage.start, passage.length);
    cli_json_bool(&json, "asked", i == chosen->asked);
    cli_json_close(&json, '}');
  }
  cli_json_close(&json, ']');
  cli_json_close(&json, '}');
  putchar('\n');
  return PINCITE_OK;
}

int cli_show(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  selection chosen = {NULL, 0, 0, 0};
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc != 1)
    return cli_usage(self, argc ? "only one id at a time" : "no id");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  err.status = pincite_article_get(index, argv[0], &chosen.article, &chosen.asked, &err);
  if (!err.status) {
    select_passages(&chosen, args.context);
    err.status = args.format ? show_json(&chosen)
                             : show_text(&chosen, cli_wants_color((cli_color)args.color));
  }
  if (err.status < 0)
    code = cli_failed(&err);
  pincite_article_free(chosen.article);
  pincite_close(index);
  return cli_finish(code);
}
