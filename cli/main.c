/* SPDX-License-Identifier: MIT
 *
 * The program: finds the command and runs it. A search that is cut off by a
 * closed pipe ends there, as programs do; only indexing goes on.
 */
#include <string.h>

#include "cli.h"

static const cli_command commands[] = {
    {"index", "PATH...", "bring an index up to date with files and folders", cli_index,
     cli_index_options},
    {"search", "WORD...", "find passages and rank them", cli_search, cli_search_options},
    {"kwic", "WORD...", "show every match in its context, one a line", cli_kwic,
     cli_kwic_options},
    {"timeline", "WORD...", "count what matches, by month or year", cli_timeline,
     cli_timeline_options},
    {"show", "ID", "print an article or a passage as it is stored", cli_show,
     cli_show_options},
    {"status", "", "say what an index holds", cli_status, cli_status_options},
    {"ledger", "", "say what became of every input", cli_ledger, cli_ledger_options},
    {"verify", "", "say whether an index is sound", cli_verify, cli_verify_options},
    {"repair", "", "make a damaged index anew from what can be read", cli_repair,
     cli_repair_options},
    {"snapshot", "DIR", "make a frozen copy of an index", cli_snapshot,
     cli_snapshot_options},
    {"compact", "", "give back the room that removed articles left", cli_compact,
     cli_compact_options},
    {"alerts", "add NAME QUESTION | remove NAME... | list | run",
     "keep searches, and tell what is new", cli_alerts, cli_alerts_options},
    {"extract", "FILE...", "print the article in a file, without an index", cli_extract,
     cli_extract_options},
    {"citations", "FILE", "find citations of law in a file", cli_citations,
     cli_citations_options},
    {"authorities", "[WORD...]", "count what the articles cite", cli_authorities,
     cli_authorities_options},
    {"topics", "[NAME...]", "list the topics and what they find", cli_topics,
     cli_topics_options},
    {"cite", "ID...", "write references to passages", cli_cite, cli_cite_options},
    {"eval", "[RANKING]...", "measure a ranking by judgments", cli_eval, cli_eval_options},
    {"similar", "ID", "find passages like one, in other articles", cli_similar,
     cli_similar_options},
    {"split", "N", "cut an index into shards", cli_split, cli_split_options},
    {"serve-shard", "[INDEX]", "let other machines search an index", cli_serve_shard,
     cli_serve_shard_options},
};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void print_help(FILE *to) {
  fprintf(to, "usage: pincite COMMAND [OPTION]... [ARGUMENT]...\n\n"
              "Finds passages in a collection of articles, to be quoted exactly.\n\n");
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    fprintf(to, "  %-13s%s\n", commands[i].name, commands[i].summary);
  fprintf(to, "\nThe index is --index DIR, else $PINCITE_INDEX, else ./corpus.pincite.\n"
              "More: pincite COMMAND --help, man pincite-COMMAND, pincite --version\n");
}

static void print_completions(void) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    printf("%s\t%s\n", commands[i].name, commands[i].summary);
}

static const cli_command *find_command(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (!strcmp(commands[i].name, name))
      return &commands[i];
  return NULL;
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  const cli_command *command = find_command(name);
  if (command)
    return command->run(command, argc - 1, argv + 1);
  if (!strcmp(name, "help") && argc > 2 && (command = find_command(argv[2]))) {
    char *help[] = {argv[2], argv[1]};
    char option[] = "--help";
    help[1] = option;
    return command->run(command, 2, help);
  }
  if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
    print_help(stdout);
    return cli_finish(CLI_OK);
  }
  if (!strcmp(name, "--version")) {
    printf("pincite %s\n", pincite_version());
    return cli_finish(CLI_OK);
  }
  if (!strcmp(name, "--complete")) {
    print_completions();
    return cli_finish(CLI_OK);
  }
  if (*name)
    cli_say("unknown command '%s'", name);
  print_help(stderr);
  return CLI_USAGE;
}
