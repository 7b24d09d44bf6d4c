/* SPDX-License-Identifier: MIT
 *
 * pincite cite: references to passages, as people and programs write them.
 */
#include "cli.h"
#include "reference.h"

typedef struct arguments {
  const char *index;
  int format;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_cite_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "bluebook|apa|chicago|bibtex|ris|csl-json",
     "how to write the reference"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

enum { BLUEBOOK, APA, CHICAGO, BIBTEX, RIS, CSL };

static void (*const printers[])(const cli_reference *) = {
    [BLUEBOOK] = cli_put_bluebook, [APA] = cli_put_apa, [CHICAGO] = cli_put_chicago,
    [BIBTEX] = cli_put_bibtex,     [RIS] = cli_put_ris};

/* Print the reference to one article or passage. */
static int cite(pincite_index *index, const char *id, int format, cli_json *json) {
  pincite_error err = {PINCITE_OK, ""};
  const pincite_article *article = NULL;
  cli_reference reference;
  size_t ordinal = 0;
  err.status = pincite_article_get(index, id, &article, &ordinal, &err);
  if (!err.status)
    err.status = cli_reference_make(article, id, ordinal, &reference);
  if (err.status < 0)
    return cli_failed(&err);
  if (format == CSL)
    cli_put_csl(json, &reference);
  else
    printers[format](&reference);
  pincite_article_free(article);
  return CLI_OK;
}

int cli_cite(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  cli_json json = {stdout, false};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (!argc)
    return cli_usage(self, "no id");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  if (args.format == CSL)
    cli_json_open(&json, NULL, '[');
  for (int i = 0; i < argc; i++) {
    int cited = cite(index, argv[i], args.format, &json);
    code = cited > code ? cited : code;
  }
  if (args.format == CSL) {
    cli_json_close(&json, ']');
    putchar('\n');
  }
  pincite_close(index);
  return cli_finish(code);
}
