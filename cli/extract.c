/* SPDX-License-Identifier: MIT
 *
 * pincite extract: what the readers make of files, without an index: the article
 * with its title, date and author. What is no article of a page is left out.
 */
#include <jansson.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *map;
  int format, all;
} arguments;

enum { FORMAT_TEXT, FORMAT_JSON };

const cli_option cli_extract_options[] = {
    {"format", CLI_CHOICE, offsetof(arguments, format), "text|json", "how to print"},
    {"all", CLI_FLAG, offsetof(arguments, all), NULL, "the title and boilerplate too"},
    {"map", CLI_TEXT, offsetof(arguments, map), "FIELD=COLUMN,...",
     "the columns of tables, the members of JSONL"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

static const char *member(const json_t *article, const char *name) {
  const char *value = json_string_value(json_object_get(article, name));
  return value ? value : "";
}

/* Line ends, and nothing else that a terminal would obey. */
static void put_lines(const char *text) {
  for (;;) {
    size_t length = strcspn(text, "\n");
    cli_put_clean(text, length, stdout);
    putchar('\n');
    if (!text[length])
      return;
    text += length + 1;
  }
}

static void put_article(const json_t *article, bool first) {
  static const char *const facts[] = {"published", "author", "site", "language", "uri"};
  if (!first)
    putchar('\n');
  put_lines(*member(article, "title") ? member(article, "title") : "(no title)");
  const char *between = "";
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    const char *value = member(article, facts[i]);
    if (!*value)
      continue;
    fputs(between, stdout);
    cli_put_clean(value, strlen(value), stdout);
    between = " | ";
  }
  fputs(*between ? "\n\n" : "\n", stdout);
  put_lines(member(article, "text"));
}

/* Print the library's lines of JSON for reading. */
static void put_text(const char *path, const char *lines, bool *first) {
  while (*lines) {
    size_t length = strcspn(lines, "\n");
    json_t *article = json_loadb(lines, length, 0, NULL);
    const char *fault = member(article, "fault");
    if (*fault) {
      json_int_t line = json_integer_value(json_object_get(article, "line"));
      char place[32] = "";
      if (line)
        snprintf(place, sizeof place, ", line %lld", (long long)line);
      cli_say("'%s'%s: %s (%s)", path, place, member(article, "detail"), fault);
    } else {
      put_article(article, *first);
      *first = false;
    }
    json_decref(article);
    lines += length + (lines[length] == '\n');
  }
}

int cli_extract(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc == 0)
    return cli_usage(self, "no file given%s", "");
  char reader[CLI_PATH_LIMIT];
  pincite_extract_options options = PINCITE_EXTRACT_OPTIONS_INIT;
  options.reader = cli_find_reader(reader);
  options.all = args.all;
  options.map = args.map;
  bool first = true, partial = false;
  for (int i = 0; i < argc; i++) {
    char *lines = NULL;
    pincite_error err;
    pincite_status status = pincite_extract(argv[i], &options, &lines, NULL, &err);
    /* What is wrong with one file is no reason to give up the others. */
    if (status == PINCITE_EINVAL && lines == NULL)
      cli_say("%s", err.message);
    else if (status < 0)
      return cli_finish(cli_failed(&err));
    partial = partial || status;
    if (lines && args.format == FORMAT_JSON)
      fputs(lines, stdout);
    else if (lines)
      put_text(argv[i], lines, &first);
    pincite_free(lines);
  }
  return cli_finish(partial ? CLI_PARTIAL : CLI_OK);
}
