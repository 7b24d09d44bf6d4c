/* SPDX-License-Identifier: MIT
 *
 * pincite citations: the citations of law in a file, without an index. A file
 * whose first character is a brace is JSONL with the texts in "input" (or
 * "text"); any other is one text.
 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *authorities;
  int format;
} arguments;

enum { FORMAT_TEXT, FORMAT_JSONL };

const cli_option cli_citations_options[] = {
    {"format", CLI_CHOICE, offsetof(arguments, format), "text|jsonl", "how to print"},
    {"authorities", CLI_TEXT, offsetof(arguments, authorities), "FILE",
     "a table of authorities of your own"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

/* One text, and how far its characters were counted. */
typedef struct source {
  const char *id; /* NULL: it has none */
  const char *text;
  size_t length;
  size_t bytes, characters;
  const pincite_citations_options *options;
  cli_json json;
  uint64_t found;
  bool as_json;
} source;

/* The characters before byte 'at'. Citations come in order, so that mostly only
   what is new is counted. */
static size_t characters_before(source *from, size_t at) {
  if (at < from->bytes)
    from->bytes = from->characters = 0;
  for (; from->bytes < at; from->bytes++)
    from->characters += ((unsigned char)from->text[from->bytes] & 0xc0U) != 0x80U;
  return from->characters;
}

static void put_span(cli_json *json, const char *key, uint64_t start, uint64_t end) {
  cli_json_open(json, key, '[');
  cli_json_count(json, NULL, start);
  cli_json_count(json, NULL, end);
  cli_json_close(json, ']');
}

static void put_json(source *from, const pincite_citation *citation, const char *normal,
                     bool ancestor) {
  cli_json *json = &from->json;
  size_t end = citation->start + citation->length;
  size_t first = characters_before(from, citation->start);
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "kind", citation->kind);
  cli_json_text(json, "normalized", normal);
  put_span(json, "span", first, characters_before(from, end));
  put_span(json, "bytes", citation->start, end);
  if (citation->uncertain)
    cli_json_bool(json, "uncertain", true);
  if (ancestor)
    cli_json_bool(json, "ancestor", true);
  cli_json_close(json, '}');
}

/* What the cited part lies in, up to the section or the law. */
static void put_ancestors(source *from, const pincite_citation *citation) {
  char normal[256];
  bool statute = !strncmp(citation->normal, "usc/", 4);
  bool law = !strncmp(citation->normal, "us-law/", 7);
  int keep = statute ? 2 : law ? 3 : -1, slashes = 0;
  if (keep < 0 || strlen(citation->normal) >= sizeof normal)
    return;
  strcpy(normal, citation->normal);
  for (const char *c = normal; *c; c++)
    slashes += *c == '/';
  for (; slashes > keep; slashes--) {
    *strrchr(normal, '/') = '\0';
    put_json(from, citation, normal, true);
  }
}

static int take(const pincite_citation *citation, void *data) {
  source *from = data;
  from->found++;
  if (from->as_json) {
    put_json(from, citation, citation->normal, false);
    put_ancestors(from, citation);
    return 0;
  }
  if (from->id) {
    cli_put_clean(from->id, strlen(from->id), stdout);
    putchar('\t');
  }
  printf("%zu\t%zu\t%s%s\t%s\t", citation->start, citation->length, citation->kind,
         citation->uncertain ? "?" : "", citation->normal);
  cli_put_clean(from->text + citation->start, citation->length, stdout);
  putchar('\n');
  return 0;
}

static pincite_status put_text(source *from, pincite_error *err) {
  from->json = (cli_json){stdout, false};
  if (from->as_json) {
    cli_json_open(&from->json, NULL, '{');
    if (from->id)
      cli_json_text(&from->json, "id", from->id);
    cli_json_open(&from->json, "cites", '[');
  }
  pincite_status status = pincite_citations(from->text, from->length, from->options,
                                            take, from, err);
  if (from->as_json) {
    cli_json_close(&from->json, ']');
    cli_json_close(&from->json, '}');
    putchar('\n');
  }
  return status;
}

/* One object of a JSONL file. False: the line is none, or has no text. */
static bool put_line(const char *line, size_t length, source *from, pincite_error *err) {
  json_t *object = json_loadb(line, length, 0, NULL);
  json_t *input = json_object_get(object, "input");
  if (!input)
    input = json_object_get(object, "text");
  json_t *id = json_object_get(object, "id");
  if (!id)
    id = json_object_get(object, "_id");
  bool ok = json_is_string(input);
  if (ok) {
    source one = {.id = json_string_value(id),
                  .text = json_string_value(input),
                  .length = json_string_length(input),
                  .options = from->options,
                  .as_json = from->as_json};
    ok = !put_text(&one, err);
    from->found += one.found;
  }
  json_decref(object);
  return ok;
}

static int put_lines(const char *text, size_t length, const char *name, source *from,
                     pincite_error *err) {
  int code = CLI_OK;
  size_t number = 0;
  for (const char *at = text, *end = text + length; at < end;) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    size_t size = stop ? (size_t)(stop - at) : (size_t)(end - at);
    number++;
    if (size && !put_line(at, size, from, err)) {
      cli_say("%s, line %zu: no JSON object with an 'input'", name, number);
      code = CLI_PARTIAL;
    }
    at += size + (stop ? 1 : 0);
  }
  return code;
}

static int put_file(FILE *file, const char *name, source *from) {
  pincite_error err = {PINCITE_OK, ""};
  size_t length = 0;
  char *text = cli_read_all(file, &length);
  if (!text) {
    cli_say("cannot read '%s': %s", name, strerror(errno));
    return CLI_IO;
  }
  int code = CLI_OK;
  if (*text == '{') {
    code = put_lines(text, length, name, from, &err);
  } else {
    from->text = text;
    from->length = length;
    if (put_text(from, &err))
      code = cli_failed(&err);
  }
  free(text);
  return code ? code : from->found ? CLI_OK : CLI_NOTHING;
}

int cli_citations(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc != 1)
    return cli_usage(self, argc ? "unexpected '%s'" : "no file given%s",
                     argc ? argv[1] : "");
  bool standard = !strcmp(argv[0], "-");
  FILE *file = standard ? stdin : fopen(argv[0], "rb");
  if (!file) {
    cli_say("cannot open '%s': %s", argv[0], strerror(errno));
    return cli_finish(CLI_IO);
  }
  pincite_citations_options options = PINCITE_CITATIONS_OPTIONS_INIT;
  source from = {.options = &options, .as_json = args.format == FORMAT_JSONL};
  char *table = NULL;
  if (args.authorities) {
    code = cli_read_file(args.authorities, &table);
    options.authorities = table;
  }
  if (code <= 0)
    code = put_file(file, argv[0], &from);
  free(table);
  if (!standard)
    fclose(file);
  return cli_finish(code);
}
