/* SPDX-License-Identifier: MIT
 *
 * Hits as a TREC run: QUESTION Q0 ID RANK SCORE pincite. A blank in an id is
 * written as an underscore, since blanks set off the columns.
 */
#include <ctype.h>

#include "printer.h"

static void put_id(const char *id) {
  for (; *id; id++)
    putchar(isspace((unsigned char)*id) ? '_' : *id);
}

pincite_status cli_print_trec(const cli_page *page, pincite_hits *hits,
                              pincite_error *err) {
  pincite_hit hit;
  pincite_status status;
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK) {
    put_id(page->question ? page->question : "1");
    fputs(" Q0 ", stdout);
    put_id(page->articles ? hit.article : hit.id);
    printf(" %zu %.6f pincite\n", hit.rank, hit.score);
  }
  return status < 0 ? status : PINCITE_OK;
}
