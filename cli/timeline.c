/* SPDX-License-Identifier: MIT
 *
 * pincite timeline: how many articles match a question, by month or year.
 *
 *     2016       0 of    0       -
 *     2017       0 of    4    0.0 %
 *     2018      12 of   40   30.0 %  ##############
 *     undated    2 of   14   14.3 %
 *
 * The undated belong to no time, so they have no bar.
 */
#include "timeline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "output.h"

typedef struct arguments {
  const char *index;
  cli_filter filter;
  int format, months;
} arguments;

enum { TEXT, TSV, JSON, SVG };

#define AT(field) offsetof(arguments, field)
const cli_option cli_timeline_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"format", CLI_CHOICE, AT(format), "text|tsv|json|svg", "how to print"},
    {"by", CLI_CHOICE, AT(months), "year|month", "what is counted together"},
    CLI_FILTER_OPTIONS(arguments),
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* So many periods without a hit in a row are one line. */
#define GAP_LEAST 12

double cli_share(const pincite_period *period) {
  return period->of ? (double)period->articles / (double)period->of : 0;
}

uint64_t cli_most(const pincite_timeline *timeline) {
  uint64_t most = 0;
  for (size_t i = 0; i < timeline->period_count; i++)
    if (timeline->periods[i].articles > most)
      most = timeline->periods[i].articles;
  return most;
}

/* ---- text ------------------------------------------------------------------------ */

/* The columns of the numbers, and what is left for bars. */
typedef struct layout {
  int articles, of;
  size_t room;
  uint64_t most;
} layout;

static int digits_of(uint64_t number) {
  char grouped[CLI_GROUPED_SIZE];
  return (int)strlen(cli_grouped(number, grouped));
}

static void put_bar(const layout *lay, const pincite_period *period) {
  double part = (double)period->articles / (double)lay->most;
  size_t bar = (size_t)(part * (double)lay->room + 0.5);
  /* What is found at all is seen. */
  for (size_t i = 0; i < bar || i == 0; i++)
    fputs(i ? "#" : "  #", stdout);
}

static void put_period(const layout *lay, const pincite_period *period) {
  char articles[CLI_GROUPED_SIZE], of[CLI_GROUPED_SIZE];
  printf("%-8s%*s of %*s  ", period->name ? period->name : "undated", lay->articles,
         cli_grouped(period->articles, articles), lay->of, cli_grouped(period->of, of));
  if (period->of)
    printf("%5.1f %%", 100 * cli_share(period));
  else
    fputs("    -", stdout);
  if (period->name && period->articles)
    put_bar(lay, period);
  putchar('\n');
}

static void put_text(const pincite_timeline *timeline) {
  uint64_t of = timeline->undated.of;
  for (size_t i = 0; i < timeline->period_count; i++)
    of = timeline->periods[i].of > of ? timeline->periods[i].of : of;
  layout lay = {.most = cli_most(timeline), .of = digits_of(of)};
  lay.articles = digits_of(lay.most > timeline->undated.articles
                               ? lay.most
                               : timeline->undated.articles);
  size_t used = 8 + (size_t)lay.articles + 4 + (size_t)lay.of + 9 + 2, empty = 0;
  size_t columns = cli_columns(STDOUT_FILENO);
  lay.room = columns > used + 10 ? columns - used : 10;
  for (size_t i = 0; i < timeline->period_count; i += empty ? empty : 1) {
    for (empty = 0; !timeline->periods[i + empty].articles; empty++)
      continue;
    if (empty >= GAP_LEAST)
      printf("...     nothing in %zu periods\n", empty);
    else
      empty = 0, put_period(&lay, &timeline->periods[i]);
  }
  if (timeline->undated.articles)
    put_period(&lay, &timeline->undated);
}

static void put_footer(const pincite_timeline *timeline) {
  char number[CLI_COUNTED_SIZE], passages[CLI_COUNTED_SIZE], of[CLI_GROUPED_SIZE];
  const pincite_period *whole = &timeline->whole;
  if (whole->articles)
    putchar('\n');
  cli_put_notes(&timeline->answer);
  printf("%s of %s (%s); generation %" PRIu64 "\n",
         cli_counted(whole->articles, "article", number), cli_grouped(whole->of, of),
         cli_counted(whole->passages, "passage", passages), timeline->answer.generation);
}

/* ---- for programs ------------------------------------------------------------------ */

static void put_row(const pincite_period *period) {
  printf("%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t",
         period->name ? period->name : "undated", period->articles, period->of,
         period->passages);
  if (period->of)
    printf("%.6f", cli_share(period));
  putchar('\n');
}

static void put_tsv(const pincite_timeline *timeline) {
  puts("period\tarticles\tof\tpassages\tshare");
  for (size_t i = 0; i < timeline->period_count; i++)
    put_row(&timeline->periods[i]);
  put_row(&timeline->undated);
}

static void put_object(cli_json *json, const char *key, const pincite_period *period) {
  cli_json_open(json, key, '{');
  if (period->name)
    cli_json_text(json, "period", period->name);
  cli_json_count(json, "articles", period->articles);
  cli_json_count(json, "of", period->of);
  cli_json_count(json, "passages", period->passages);
  if (period->of)
    cli_json_number(json, "share", cli_share(period));
  else
    cli_json_text(json, "share", NULL);
  cli_json_close(json, '}');
}

static void put_json(const pincite_timeline *timeline, bool months) {
  cli_json json = {stdout, false};
  const pincite_answer *answer = &timeline->answer;
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "schema", "pincite.timeline/1");
  cli_json_text(&json, "query", answer->query);
  cli_json_text(&json, "reading", answer->reading);
  if (answer->note)
    cli_json_text(&json, "note", answer->note);
  if (answer->suggestion)
    cli_json_text(&json, "suggestion", answer->suggestion);
  cli_json_count(&json, "generation", answer->generation);
  cli_json_text(&json, "fingerprint", answer->fingerprint);
  cli_json_text(&json, "by", months ? "month" : "year");
  cli_json_open(&json, "periods", '[');
  for (size_t i = 0; i < timeline->period_count; i++)
    put_object(&json, NULL, &timeline->periods[i]);
  cli_json_close(&json, ']');
  put_object(&json, "undated", &timeline->undated);
  put_object(&json, "total", &timeline->whole);
  cli_json_close(&json, '}');
  putchar('\n');
}

static void put_timeline(const arguments *args, const pincite_timeline *timeline) {
  if (args->format == TSV) {
    put_tsv(timeline);
  } else if (args->format == JSON) {
    put_json(timeline, args->months);
  } else if (args->format == SVG) {
    cli_timeline_svg(timeline);
  } else {
    put_text(timeline);
    put_footer(timeline);
  }
}

int cli_timeline(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  const pincite_timeline *timeline = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (!argc)
    return cli_usage(self, "no question");
  char *question = cli_join_words(argc, argv);
  if (!question)
    return CLI_IO;
  pincite_search_options search = cli_search_options_of(&args.filter);
  pincite_timeline_options options = PINCITE_TIMELINE_OPTIONS_INIT;
  options.search = &search;
  options.months = args.months;
  code = cli_open(args.index, PINCITE_READ, &index);
  if (!code) {
    err.status =
        pincite_timeline_get(index, question, SIZE_MAX, &options, &timeline, &err);
    code = err.status < 0 ? cli_failed(&err) : CLI_OK;
  }
  if (timeline) {
    put_timeline(&args, timeline);
    code = timeline->whole.articles ? CLI_OK : CLI_NOTHING;
  }
  pincite_timeline_free(timeline);
  pincite_close(index);
  free(question);
  return cli_finish(code);
}
