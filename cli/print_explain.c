/* SPDX-License-Identifier: MIT
 *
 * Explanations: what a score consists of, why a passage is no hit.
 */
#include <string.h>

#include "printer.h"

static void put_clean(const char *text) {
  cli_put_clean(text, strlen(text), stdout);
}

void cli_print_parts(size_t indent, const pincite_hit *hit) {
  printf("%*sscore %.9f\n", (int)indent, "", hit->score);
  for (size_t i = 0; i < hit->part_count; i++) {
    const pincite_score_item *part = &hit->parts[i];
    printf("%*s%13.9f  %-6s %-7s", (int)indent + 2, "", part->value, part->rule,
           part->field);
    if (part->term) {
      putchar(' ');
      put_clean(part->term);
    }
    if (part->second) {
      fputs(" + ", stdout);
      put_clean(part->second);
    }
    if (part->count)
      printf(" (%zu)", part->count);
    putchar('\n');
  }
}

static void put_text(const pincite_verdict *verdict, const char *id) {
  fputs("reading: ", stdout);
  put_clean(verdict->answer.reading);
  putchar('\n');
  put_clean(id);
  if (verdict->found) {
    printf(" is hit %zu, score %.6g\n", verdict->rank, verdict->score);
    return;
  }
  printf(" is no hit: %s\n", verdict->sentence ? verdict->sentence : "");
  if (verdict->clause) {
    fputs("  ", stdout);
    put_clean(verdict->clause);
    putchar('\n');
  }
}

void cli_print_verdict(const pincite_verdict *verdict, const char *id, bool json) {
  if (!json) {
    put_text(verdict, id);
    return;
  }
  cli_json out = {stdout, false};
  cli_json_open(&out, NULL, '{');
  cli_json_text(&out, "schema", "pincite.why-not/1");
  cli_json_text(&out, "query", verdict->answer.query);
  cli_json_text(&out, "reading", verdict->answer.reading);
  cli_json_count(&out, "generation", verdict->answer.generation);
  cli_json_text(&out, "id", id);
  cli_json_bool(&out, "found", verdict->found != 0);
  if (verdict->found) {
    cli_json_count(&out, "rank", verdict->rank);
    cli_json_number(&out, "score", verdict->score);
  } else {
    cli_json_text(&out, "clause", verdict->clause);
    cli_json_text(&out, "sentence", verdict->sentence);
  }
  cli_json_close(&out, '}');
  putchar('\n');
}
