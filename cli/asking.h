/* SPDX-License-Identifier: MIT
 *
 * asking.h - what the commands that take a question share: the words, what they
 * are looked for in, and what is said below the answer.
 */
#ifndef PINCITE_CLI_ASKING_H
#define PINCITE_CLI_ASKING_H

#include "cli.h"

/* What restricts an answer; part of a command's arguments. */
typedef struct cli_filter {
  const char *from, *to, *source, *author, *zone;
  int no_concepts, strict;
} cli_filter;

#define CLI_FILTER_AT(arguments, field)                                                  \
  (offsetof(arguments, filter) + offsetof(cli_filter, field))

/* The rows of these options, for a table whose arguments have a 'filter'. */
#define CLI_FILTER_OPTIONS(arguments)                                                    \
  {"from", CLI_TEXT, CLI_FILTER_AT(arguments, from), "DATE",                             \
   "not published before YYYY[-MM[-DD]]"},                                               \
      {"to", CLI_TEXT, CLI_FILTER_AT(arguments, to), "DATE",                             \
       "not published after YYYY[-MM[-DD]]"},                                            \
      {"source", CLI_TEXT, CLI_FILTER_AT(arguments, source), "NAME",                     \
       "only from this source"},                                                         \
      {"author", CLI_TEXT, CLI_FILTER_AT(arguments, author), "NAME",                     \
       "only by this author"},                                                           \
      {"zone", CLI_TEXT, CLI_FILTER_AT(arguments, zone), "ZONES",                        \
       "where to look: body,quote,note, or all"},                                        \
      {"no-concepts", CLI_FLAG, CLI_FILTER_AT(arguments, no_concepts), NULL,             \
       "take citations and popular names as plain words"},                               \
      {"strict", CLI_FLAG, CLI_FILTER_AT(arguments, strict), NULL,                       \
       "refuse a malformed question"}

/* As options of a search; borrows from the filter. */
pincite_search_options cli_search_options_of(const cli_filter *filter);

/* The words of the command line, joined by blanks; free() it. NULL: out of memory,
   after a message. */
char *cli_join_words(int count, char **words);

/* "note: ..." and "did you mean: ...", where there is such. */
void cli_put_notes(const pincite_answer *answer);

#endif
