/* SPDX-License-Identifier: MIT
 *
 * Hits to be read by people:
 *
 *      1. The title of the article
 *         2016-11-03 | Author | Source | ARTICLE#4
 *         The snippet, wrapped, with the matches in colour where there is any
 *
 *     10 of 1,204 passages; generation 4; 3 ms
 *
 * The milliseconds are for a terminal only, so that the same question to the
 * same index prints the same bytes into a file.
 */
#include <inttypes.h>
#include <string.h>

#include "asking.h"
#include "printer.h"

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define MATCH "\033[1;31m"
#define PLAIN "\033[0m"

/* Text being wrapped, with its matches coloured. */
typedef struct wrapped {
  const cli_page *page;
  const char *text;
  const pincite_span *marks;
  size_t mark_count;
  size_t mark; /* the first that does not end before the place at hand */
} wrapped;

static const char *color(const cli_page *page, const char *code) {
  return page->color ? code : "";
}

static bool is_marked(wrapped *text, size_t at) {
  while (text->mark < text->mark_count &&
         at >= text->marks[text->mark].start + text->marks[text->mark].length)
    text->mark++;
  return text->mark < text->mark_count && at >= text->marks[text->mark].start;
}

/* Print text[from..to), changing colour where a mark begins or ends. */
static void put_marked(wrapped *text, size_t from, size_t to) {
  bool marked = false;
  size_t begin = from;
  for (size_t at = from; at < to; at++)
    if (is_marked(text, at) != marked) {
      cli_put_clean(text->text + begin, at - begin, stdout);
      fputs(color(text->page, marked ? PLAIN : MATCH), stdout);
      marked = !marked;
      begin = at;
    }
  cli_put_clean(text->text + begin, to - begin, stdout);
  if (marked)
    fputs(color(text->page, PLAIN), stdout);
}

/* Print text from column 'indent' on; every further line is indented so. */
static void put_wrapped(const cli_page *page, size_t indent, const char *style,
                        const char *text, const pincite_span *marks, size_t mark_count) {
  wrapped state = {page, text, marks, mark_count, 0};
  for (size_t at = 0, next; text[at]; at = next) {
    size_t end = cli_line_end(text, at, page->columns - indent, &next);
    printf("%*s%s", at ? (int)indent : 0, "", color(page, style));
    put_marked(&state, at, end);
    printf("%s\n", *style ? color(page, PLAIN) : "");
  }
}

static size_t width_of(const char *text, size_t length) {
  size_t width = 0;
  for (size_t at = 0, bytes; at < length; at += bytes)
    width += cli_character(text + at, length - at, &bytes);
  return width;
}

/* Where an article came from: its source, else the host of its address, else
   its file. Not terminated; the length goes into *length. */
static const char *origin(const pincite_hit *hit, size_t *length) {
  const char *text = hit->source ? hit->source : hit->uri ? hit->uri : "";
  const char *host = hit->source ? NULL : strstr(text, "://");
  if (!host) {
    *length = strlen(text);
    return text;
  }
  host += strncmp(host + 3, "www.", 4) ? 3 : 7;
  *length = strcspn(host, "/?#");
  return host;
}

/* What tells the article from others, set off by bars; a new line begins
   between two fields where the next one does not fit. */
static void put_fields(const cli_page *page, size_t indent, const pincite_hit *hit) {
  size_t from = 0, used = indent;
  char pages[64] = "";
  if (hit->page)
    snprintf(pages, sizeof pages, hit->last_page > hit->page ? "pp. %zu-%zu" : "p. %zu",
             hit->page, hit->last_page);
  const char *place = origin(hit, &from);
  const struct {
    const char *text;
    size_t length;
  } fields[] = {{hit->published ? hit->published : "undated", SIZE_MAX},
                {hit->author ? hit->author : "", SIZE_MAX},
                {place, from},
                {pages, SIZE_MAX},
                {hit->id, SIZE_MAX},
                {strcmp(hit->zone, "body") ? hit->zone : "", SIZE_MAX}};
  printf("%*s", (int)indent, "");
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    size_t length = strnlen(fields[i].text, fields[i].length);
    size_t width = width_of(fields[i].text, length);
    if (!length)
      continue;
    if (used > indent && used + 3 + width > page->columns) {
      printf("\n%*s", (int)indent, "");
      used = indent;
    }
    fputs(used > indent ? " | " : "", stdout);
    cli_put_clean(fields[i].text, length, stdout);
    used += width + (used > indent ? 3 : 0);
  }
  putchar('\n');
}

/* Ids named of near-duplicates; the rest is counted. */
#define ALSO_NAMED 3

static void put_also(const cli_page *page, size_t indent, const pincite_hit *hit) {
  char line[512], number[CLI_GROUPED_SIZE];
  size_t named = hit->also_count < ALSO_NAMED ? hit->also_count : ALSO_NAMED, at = 0;
  if (!named)
    return;
  for (size_t i = 0; i < named && at < sizeof line; i++)
    at += (size_t)snprintf(line + at, sizeof line - at, "%s%s", i ? ", " : "also in ",
                           hit->also[i]);
  if (hit->also_count > named && at < sizeof line)
    snprintf(line + at, sizeof line - at, " and %s more",
             cli_grouped(hit->also_count - named, number));
  printf("%*s", (int)indent, "");
  put_wrapped(page, indent, DIM, line, NULL, 0);
}

static void put_hit(const cli_page *page, const char *asked, const pincite_hit *hit) {
  size_t indent = (size_t)printf("%3zu. ", hit->rank);
  put_wrapped(page, indent, BOLD, *hit->title ? hit->title : "(no title)", NULL, 0);
  put_fields(page, indent, hit);
  printf("%*s", (int)indent, "");
  put_wrapped(page, indent, "", hit->snippet, hit->snippet_matches,
              hit->snippet_match_count);
  cli_put_cited(page, asked, indent, hit);
  put_also(page, indent, hit);
  if (page->explain)
    cli_print_parts(indent, hit);
  putchar('\n');
}

/* No more values of a facet are printed; all are in the JSON. */
#define FACET_VALUES 10

static void put_facet(const cli_page *page, const pincite_facet *facet) {
  char articles[CLI_COUNTED_SIZE], passages[CLI_COUNTED_SIZE];
  size_t shown = facet->count < FACET_VALUES ? facet->count : FACET_VALUES;
  printf("%sby %s:%s\n", color(page, BOLD), facet->name, color(page, PLAIN));
  for (size_t i = 0; i < shown; i++) {
    const pincite_facet_value *value = &facet->values[i];
    const char *name = value->value                    ? value->value
                       : !strcmp(facet->name, "year") ? "undated"
                                                       : "unknown";
    printf("  %15s, %16s  ", cli_counted(value->articles, "article", articles),
           cli_counted(value->passages, "passage", passages));
    cli_put_clean(name, strlen(name), stdout);
    putchar('\n');
  }
  if (shown < facet->count)
    printf("  and %zu more\n", facet->count - shown);
  putchar('\n');
}

static void put_facets(const cli_page *page, const pincite_hits *hits) {
  const pincite_facet *facets;
  size_t count;
  pincite_hits_facets(hits, &facets, &count);
  for (size_t i = 0; i < count; i++)
    if (facets[i].count)
      put_facet(page, &facets[i]);
}

static void put_footer(const cli_page *page, const pincite_answer *answer,
                       uint64_t shown) {
  char number[CLI_GROUPED_SIZE], total[CLI_COUNTED_SIZE];
  fputs(color(page, DIM), stdout);
  if (shown < answer->total || !answer->total_exact)
    printf("%s of %s", cli_grouped(shown, number),
           answer->total_exact ? "" : "at least ");
  printf("%s; generation %" PRIu64,
         cli_counted(answer->total, page->articles ? "article" : "passage", total),
         answer->generation);
  if (page->terminal)
    printf("; %.*f ms", answer->elapsed_ms < 10 ? 1 : 0, answer->elapsed_ms);
  printf("%s\n", color(page, PLAIN));
}

pincite_status cli_print_text(const cli_page *page, pincite_hits *hits,
                              pincite_error *err) {
  pincite_answer answer;
  pincite_hit hit;
  pincite_status status;
  uint64_t shown = 0;
  pincite_hits_answer(hits, &answer);
  if (page->question) {
    printf("%s== %s: ", page->first ? "" : "\n", page->question);
    cli_put_clean(answer.query, strlen(answer.query), stdout);
    fputs("\n\n", stdout);
  }
  if (page->explain) {
    fputs("reading: ", stdout);
    cli_put_clean(answer.reading, strlen(answer.reading), stdout);
    fputs("\n\n", stdout);
  }
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK) {
    put_hit(page, answer.query, &hit);
    shown++;
  }
  put_facets(page, hits);
  cli_put_notes(&answer);
  if (answer.expansion) {
    fputs("expanded by: ", stdout);
    cli_put_clean(answer.expansion, strlen(answer.expansion), stdout);
    putchar('\n');
  }
  put_footer(page, &answer, shown);
  return status < 0 ? status : PINCITE_OK;
}
