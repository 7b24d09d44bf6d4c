/* SPDX-License-Identifier: MIT
 *
 * What the commands that take a question share.
 */
#include "asking.h"

#include <stdlib.h>
#include <string.h>

#include "output.h"

pincite_search_options cli_search_options_of(const cli_filter *filter) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.from = filter->from;
  options.to = filter->to;
  options.source = filter->source;
  options.author = filter->author;
  options.zones = filter->zone;
  options.no_concepts = filter->no_concepts;
  options.strict = filter->strict;
  return options;
}

char *cli_join_words(int count, char **words) {
  size_t length = 1;
  for (int i = 0; i < count; i++)
    length += strlen(words[i]) + 1;
  char *joined = malloc(length), *at = joined;
  if (!joined) {
    cli_say("out of memory");
    return NULL;
  }
  for (int i = 0; i < count; i++) {
    size_t bytes = strlen(words[i]);
    if (i)
      *at++ = ' ';
    memcpy(at, words[i], bytes);
    at += bytes;
  }
  *at = '\0';
  return joined;
}

static void put_note(const char *name, const char *text) {
  if (!text || !*text)
    return;
  printf("%s: ", name);
  cli_put_clean(text, strlen(text), stdout);
  putchar('\n');
}

void cli_put_notes(const pincite_answer *answer) {
  put_note("note", answer->note);
  put_note("did you mean", answer->suggestion);
}
