/* SPDX-License-Identifier: MIT
 *
 * pincite authorities: a table of authorities, of all articles or of the passages
 * that a question finds.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "output.h"

typedef struct arguments {
  const char *index, *kind;
  size_t limit, passages;
  int format, all, parts, by_year;
  cli_filter filter;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_authorities_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|tsv|json", "how to print"},
    {"limit", CLI_COUNT, AT(limit), "N", "print at most N authorities (50)"},
    {"all", CLI_FLAG, AT(all), NULL, "print every authority"},
    {"by-year", CLI_FLAG, AT(by_year), NULL, "how many articles of each year cite it"},
    {"parts", CLI_FLAG, AT(parts), NULL, "also the parts of sections and laws"},
    {"kind", CLI_TEXT, AT(kind), "KIND", "only statute, case, bill, public_law, ..."},
    {"passages", CLI_COUNT, AT(passages), "N", "look at a question's best N passages"},
    CLI_FILTER_OPTIONS(arguments),
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

enum { TEXT, TSV, JSON };

static void put_year(int year, FILE *to) {
  if (year)
    fprintf(to, "%d", year);
  else
    fputs("undated", to);
}

/* The first and the last year; 0: there is none. */
static void span_of(const pincite_authority *authority, int *first, int *last) {
  *first = *last = 0;
  for (size_t i = 0; i < authority->year_count; i++) {
    int year = authority->years[i].year;
    *first = *first ? *first : year;
    *last = year ? year : *last;
  }
}

/* Text, cut to 'columns' with dots for what is left out. */
static void put_cut(const char *text, size_t columns) {
  size_t used = 0, at = 0, kept = 0, bytes, length = strlen(text);
  while (at < length) {
    used += cli_character(text + at, length - at, &bytes);
    if (used > columns)
      break;
    at += bytes;
    if (used + 3 <= columns)
      kept = at;
  }
  cli_put_clean(text, at < length ? kept : length, stdout);
  puts(at < length ? "..." : "");
}

/* What stands before the id, and the least that an id takes. */
#define FIGURES_WIDTH 32
#define ID_WIDTH 22

static void put_text(const pincite_authority *authority, const arguments *args,
                     size_t columns) {
  char articles[CLI_GROUPED_SIZE], mentions[CLI_GROUPED_SIZE], years[32] = "undated";
  int first, last;
  span_of(authority, &first, &last);
  if (first && first == last)
    snprintf(years, sizeof years, "%d", first);
  else if (first)
    snprintf(years, sizeof years, "%d-%d", first, last);
  printf("%8s %8s%s  %-9s  ", cli_grouped(authority->articles, articles),
         cli_grouped(authority->mentions, mentions), authority->undecided ? "?" : " ",
         years);
  size_t id = (size_t)printf("%-*s  ", ID_WIDTH, authority->id);
  put_cut(authority->name, FIGURES_WIDTH + id + 8 < columns ? columns - FIGURES_WIDTH - id
                                                          : 8);
  for (size_t i = 0; args->by_year && i < authority->year_count; i++) {
    printf("%8s            ", cli_grouped(authority->years[i].articles, articles));
    put_year(authority->years[i].year, stdout);
    putchar('\n');
  }
}

static void put_tsv(const pincite_authority *authority, const arguments *args) {
  int first, last;
  if (args->by_year) {
    for (size_t i = 0; i < authority->year_count; i++) {
      printf("%s\t%s\t%s\t", authority->id, authority->kind, authority->name);
      put_year(authority->years[i].year, stdout);
      printf("\t%" PRIu64 "\n", authority->years[i].articles);
    }
    return;
  }
  span_of(authority, &first, &last);
  printf("%s\t%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t", authority->id,
         authority->kind, authority->name, authority->articles, authority->passages,
         authority->mentions, authority->undecided);
  if (first)
    printf("%d\t%d\n", first, last);
  else
    puts("\t");
}

static void put_json(cli_json *json, const pincite_authority *authority) {
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "id", authority->id);
  cli_json_text(json, "kind", authority->kind);
  cli_json_text(json, "name", authority->name);
  cli_json_count(json, "articles", authority->articles);
  cli_json_count(json, "passages", authority->passages);
  cli_json_count(json, "mentions", authority->mentions);
  cli_json_count(json, "undecided", authority->undecided);
  cli_json_open(json, "years", '[');
  for (size_t i = 0; i < authority->year_count; i++) {
    cli_json_open(json, NULL, '{');
    if (authority->years[i].year)
      cli_json_count(json, "year", (uint64_t)authority->years[i].year);
    else
      cli_json_text(json, "year", NULL);
    cli_json_count(json, "articles", authority->years[i].articles);
    cli_json_close(json, '}');
  }
  cli_json_close(json, ']');
  cli_json_close(json, '}');
}

static void begin(cli_json *json, const arguments *args,
                  const pincite_authorities_summary *summary, const char *question) {
  if (args->format == TEXT) {
    printf("articles mentions   years      %-*s  name\n", ID_WIDTH, "id");
  } else if (args->format == TSV) {
    puts(args->by_year ? "id\tkind\tname\tyear\tarticles"
                       : "id\tkind\tname\tarticles\tpassages\tmentions\tundecided\t"
                         "first\tlast");
  } else {
    cli_json_open(json, NULL, '{');
    cli_json_text(json, "schema", "pincite.authorities/1");
    cli_json_text(json, "query", question);
    cli_json_text(json, "reading", summary->reading);
    cli_json_text(json, "note", summary->note);
    cli_json_count(json, "generation", summary->generation);
    cli_json_text(json, "fingerprint", summary->fingerprint);
    cli_json_count(json, "passages", summary->passages);
    cli_json_count(json, "total", summary->total);
    cli_json_bool(json, "total_exact", summary->total_exact != 0);
    cli_json_count(json, "count", summary->count);
    cli_json_open(json, "authorities", '[');
  }
}

/* What the figures are of; for people. */
static void end(const arguments *args, const pincite_authorities_summary *summary,
                size_t shown, bool undecided) {
  char number[CLI_GROUPED_SIZE], passages[CLI_COUNTED_SIZE], all[CLI_COUNTED_SIZE];
  if (args->format != TEXT)
    return;
  if (undecided)
    puts("?: some of these mentions may mean another authority");
  if (shown < summary->count)
    printf("%zu of %s authorities; the others with --all, ", shown,
           cli_grouped(summary->count, number));
  else
    printf("%s authorities, ", cli_grouped(summary->count, number));
  if (summary->passages < summary->total)
    printf("cited in the best %s of %s%s\n",
           cli_counted(summary->passages, "passage", passages),
           summary->total_exact ? "" : "at least ",
           cli_grouped(summary->total, all));
  else
    printf("cited in %s\n", cli_counted(summary->passages, "passage", passages));
  if (summary->note) {
    fputs("note: ", stdout);
    cli_put_clean(summary->note, strlen(summary->note), stdout);
    putchar('\n');
  }
}

static int put_table(pincite_authorities *table, const arguments *args,
                     const char *question, pincite_error *err) {
  cli_json json = {stdout, false};
  pincite_authorities_summary summary;
  pincite_authority authority;
  size_t shown = 0, columns = cli_columns(STDOUT_FILENO);
  bool undecided = false;
  pincite_authorities_summarize(table, &summary);
  if (!summary.count && args->format == TEXT) {
    puts("nothing is cited there");
    return CLI_NOTHING;
  }
  begin(&json, args, &summary, question);
  while ((args->all || shown < args->limit) &&
         (err->status = pincite_authorities_next(table, &authority, err)) == PINCITE_OK) {
    shown++;
    undecided = undecided || authority.undecided;
    if (args->format == TEXT)
      put_text(&authority, args, columns);
    else if (args->format == TSV)
      put_tsv(&authority, args);
    else
      put_json(&json, &authority);
  }
  if (err->status < 0)
    return cli_failed(err);
  if (args->format == JSON) {
    cli_json_close(&json, ']');
    cli_json_close(&json, '}');
    putchar('\n');
  }
  end(args, &summary, shown, undecided);
  return summary.count ? CLI_OK : CLI_NOTHING;
}

int cli_authorities(const cli_command *self, int argc, char **argv) {
  arguments args = {.limit = 50};
  pincite_index *index = NULL;
  pincite_authorities *table = NULL;
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  char *question = argc ? cli_join_words(argc, argv) : NULL;
  if (argc && !question)
    return CLI_IO;
  pincite_search_options search = cli_search_options_of(&args.filter);
  pincite_authorities_options options = PINCITE_AUTHORITIES_OPTIONS_INIT;
  options.parts = args.parts;
  options.kind = args.kind;
  options.passages = args.passages;
  options.search = &search;
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code) {
    err.status =
        pincite_authorities_open(index, question, SIZE_MAX, &options, &table, &err);
    code = err.status < 0 ? cli_failed(&err) : put_table(table, &args, question, &err);
  }
  pincite_authorities_free(table);
  pincite_close(index);
  free(question);
  return cli_finish(code);
}
