/* SPDX-License-Identifier: MIT
 *
 * pincite repair: an index made anew from what can be read of a damaged one.
 */
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index, *into;
} arguments;

const cli_option cli_repair_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"into", CLI_TEXT, offsetof(arguments, into), "DIR",
     "make the repaired index there"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};

static int put_finding(const pincite_finding *finding, void *data) {
  (void)data;
  printf("%s: ", finding->part);
  cli_put_clean(finding->sentence, strlen(finding->sentence), stdout);
  putchar('\n');
  return 0;
}

static void put_report(const pincite_repair_report *report) {
  char number[CLI_COUNTED_SIZE];
  printf("repaired: %s, ", cli_counted(report->articles, "article", number));
  printf("%s", cli_counted(report->passages, "passage", number));
  if (report->lost)
    printf("; %s lost", cli_counted(report->lost, "article", number));
  printf("; generation %" PRIu64 ", in %.1f s\n", report->generation, report->seconds);
  if (!*report->kept)
    return;
  fputs("the damaged index is kept in '", stdout);
  cli_put_clean(report->kept, strlen(report->kept), stdout);
  puts("'");
}

int cli_repair(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_repair_options options = PINCITE_REPAIR_OPTIONS_INIT;
  pincite_repair_report report = {0};
  pincite_error err = {PINCITE_OK, ""};
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  if (argc)
    return cli_usage(self, "unexpected '%s'", argv[0]);
  options.into = args.into;
  options.finding = put_finding;
  err.status = pincite_repair(cli_directory(args.index), &options, &report, &err);
  if (err.status < 0)
    return cli_finish(cli_failed(&err));
  put_report(&report);
  if (report.lost || report.cut_anew)
    cli_say("bring back what is lost with: pincite index PATH");
  return cli_finish(cli_exit_code(err.status));
}
