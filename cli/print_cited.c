/* SPDX-License-Identifier: MIT
 *
 * In which words a hit cites what was asked for, where those are not the
 * question's own.
 */
#include <string.h>
#include <strings.h>

#include "printer.h"

/* A hit shows no more ways of writing. */
#define SHOWN_MAX 3

static bool holds(const char *text, const char *words) {
  size_t length = strlen(words);
  for (; *text; text++)
    if (!strncasecmp(text, words, length))
      return true;
  return false;
}

/* Is this way of writing it one that came before? */
static bool was_shown(const pincite_hit *hit, size_t number) {
  for (size_t i = 0; i < number; i++)
    if (!strcasecmp(hit->cited[i].as, hit->cited[number].as))
      return true;
  return false;
}

void cli_put_cited(const cli_page *page, const char *asked, size_t indent,
                   const pincite_hit *hit) {
  size_t shown = 0, used = 0;
  for (size_t i = 0; i < hit->cited_count && shown < SHOWN_MAX; i++) {
    const pincite_cited *cited = &hit->cited[i];
    if (holds(asked, cited->as) || was_shown(hit, i))
      continue;
    size_t width = strlen(cited->id) + strlen(cited->as) + 16;
    if (shown && used + width > page->columns) {
      putchar('\n');
      used = 0;
    }
    if (!used)
      used = (size_t)printf("%*s", (int)indent, "");
    else
      used += (size_t)printf("; ");
    used += (size_t)printf("%s as \"", cited->id);
    cli_put_clean(cited->as, strlen(cited->as), stdout);
    used += strlen(cited->as) + (size_t)printf("\"");
    if (strcmp(cited->where, "body") != 0)
      used += (size_t)printf(" in the %s", cited->where);
    shown++;
  }
  if (shown)
    putchar('\n');
}
