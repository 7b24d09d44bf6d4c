/* SPDX-License-Identifier: MIT
 *
 * pincite topics: the questions that have a name, and how much each finds.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index, *topics;
  int format;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_topics_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"topics", CLI_TEXT, AT(topics), "DIR", "your own topics, files NAME.topic"},
    {"format", CLI_CHOICE, AT(format), "text|tsv|json", "how to print"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

enum { TEXT, TSV, JSON };

typedef struct listing {
  const arguments *args;
  cli_json json;
  size_t columns;
  bool whole; /* print the question too: topics were named */
  int code;   /* CLI_NOTHING until one is printed */
} listing;

#define INDENT 20

/* Words, wrapped behind an indent at which the line already stands. */
static void put_wrapped(const char *text, size_t columns) {
  size_t used = INDENT;
  for (size_t at = 0, length = strlen(text); at < length;) {
    size_t word = strcspn(text + at, " "), width = 0, bytes;
    for (size_t i = 0; i < word; i += bytes)
      width += cli_character(text + at + i, word - i, &bytes);
    if (used > INDENT && used + 1 + width > columns) {
      printf("\n%*s", INDENT, "");
      used = INDENT;
    } else if (used > INDENT) {
      putchar(' ');
      used++;
    }
    cli_put_clean(text + at, word, stdout);
    used += width;
    at += word + strspn(text + at + word, " ");
  }
  putchar('\n');
}

static void put_text(const listing *list, const pincite_topic *topic) {
  char articles[CLI_COUNTED_SIZE], passages[CLI_COUNTED_SIZE];
  printf("%-*s%s in %s%s\n", INDENT, topic->name,
         cli_counted(topic->passages, "passage", passages),
         cli_counted(topic->articles, "article", articles), topic->own ? ", yours" : "");
  printf("%*s", INDENT, "");
  put_wrapped(*topic->scope ? topic->scope : topic->query, list->columns);
  if (list->whole && *topic->scope) {
    printf("%*s", INDENT, "");
    put_wrapped(topic->query, list->columns);
  }
}

static void put_field(const char *text) {
  cli_put_clean(text, strlen(text), stdout);
  putchar('\t');
}

static void put_topic(listing *list, const pincite_topic *topic) {
  cli_json *json = &list->json;
  if (list->args->format == TEXT) {
    put_text(list, topic);
  } else if (list->args->format == TSV) {
    put_field(topic->name);
    printf("%" PRIu64 "\t%" PRIu64 "\t%s\t", topic->articles, topic->passages,
           topic->own ? "own" : "shipped");
    put_field(topic->scope);
    cli_put_clean(topic->query, strlen(topic->query), stdout);
    putchar('\n');
  } else {
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "name", topic->name);
    cli_json_count(json, "articles", topic->articles);
    cli_json_count(json, "passages", topic->passages);
    cli_json_bool(json, "own", topic->own != 0);
    cli_json_text(json, "scope", topic->scope);
    cli_json_text(json, "query", topic->query);
    cli_json_close(json, '}');
  }
  if (list->code == CLI_NOTHING)
    list->code = CLI_OK;
}

/* All topics, or the one of that name. One that is broken is told, and the others
   are listed. */
static void list_topics(listing *list, pincite_index *index, const char *only) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_topics *topics = NULL;
  pincite_topic topic;
  err.status = pincite_topics_open(index, list->args->topics, only, &topics, &err);
  if (err.status < 0) {
    list->code = cli_failed(&err);
    return;
  }
  while ((err.status = pincite_topics_next(topics, &topic, &err)) != PINCITE_DONE) {
    if (!err.status) {
      put_topic(list, &topic);
      continue;
    }
    list->code = cli_failed(&err);
    if (err.status != PINCITE_EINVAL && err.status != PINCITE_EQUERY)
      break;
  }
  pincite_topics_free(topics);
}

int cli_topics(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  listing list = {.args = &args,
                  .json = {stdout, false},
                  .columns = cli_columns(STDOUT_FILENO),
                  .whole = argc > 0,
                  .code = CLI_NOTHING};
  if (args.format == TSV)
    puts("name\tarticles\tpassages\tfrom\tscope\tquery");
  if (args.format == JSON) {
    cli_json_open(&list.json, NULL, '{');
    cli_json_text(&list.json, "schema", "pincite.topics/1");
    cli_json_open(&list.json, "topics", '[');
  }
  for (int i = 0; i < argc; i++)
    list_topics(&list, index, argv[i]);
  if (!argc)
    list_topics(&list, index, NULL);
  if (args.format == JSON) {
    cli_json_close(&list.json, ']');
    cli_json_close(&list.json, '}');
    putchar('\n');
  }
  pincite_close(index);
  return cli_finish(list.code);
}
