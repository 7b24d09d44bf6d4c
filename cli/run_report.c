/* SPDX-License-Identifier: MIT
 *
 * The line that an indexing run ends with: what changed, how long it took, and what
 * became of the files that were found.
 */
#include "run_report.h"

#include <stdio.h>

#include "output.h"

static void put_part(uint64_t number, const char *word, bool *any) {
  char grouped[CLI_GROUPED_SIZE];
  if (!number)
    return;
  printf("%s%s %s", *any ? ", " : "", cli_grouped(number, grouped), word);
  *any = true;
}

/* The articles that changed, by kind, unless all of them are simply new. */
static void put_changes(const pincite_index_report *report) {
  bool any = false;
  if (!report->articles_changed && !report->articles_removed && !report->articles_kept)
    return;
  fputs(" (", stdout);
  put_part(report->articles_added, "new", &any);
  put_part(report->articles_changed, "changed", &any);
  put_part(report->articles_removed, "removed", &any);
  put_part(report->articles_kept, "kept", &any);
  putchar(')');
}

void cli_run_summary(const pincite_index_report *report) {
  char number[CLI_COUNTED_SIZE];
  uint64_t put = report->articles_added + report->articles_changed;
  bool any = false;
  if (!put && !report->articles_removed) {
    printf("0 changed, %s kept", cli_counted(report->articles_kept, "article", number));
  } else {
    printf("indexed %s", cli_counted(put, "article", number));
    put_changes(report);
    printf(", %s", cli_counted(report->passages, "passage", number));
  }
  printf(" in %.1f s (%s: ", report->seconds, cli_counted(report->found, "file", number));
  put_part(report->indexed, "indexed", &any);
  put_part(report->unchanged, "unchanged", &any);
  put_part(report->duplicate, "duplicate", &any);
  put_part(report->skipped, "skipped", &any);
  put_part(report->failed, "failed", &any);
  put_part(report->gone, "gone", &any);
  fputs(any ? "" : "none", stdout);
  if (report->faults)
    printf("; %s failed", cli_counted(report->faults, "line", number));
  puts(")");
}
