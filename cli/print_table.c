/* SPDX-License-Identifier: MIT
 *
 * Hits as a table with a header line. In `tsv` a tab, a line end and a
 * backslash inside a field are written \t, \n and \\, so every hit is one
 * line; in `csv` fields are quoted as RFC 4180 has it.
 */

#include "printer.h"

typedef void put_function(const char *text);

static void put_row(const pincite_hit *hit, char separator, put_function *put) {
  const char *const fields[] = {hit->id,        hit->article, hit->title, hit->author,
                                hit->published, hit->source,  hit->uri,   hit->zone};
  printf("%zu%c%.6g", hit->rank, separator, hit->score);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    putchar(separator);
    put(fields[i] ? fields[i] : "");
  }
  printf("%c%zu%c%zu%c", separator, hit->start, separator, hit->length, separator);
  put(hit->text);
}

static pincite_status print(pincite_hits *hits, char separator, put_function *put,
                            pincite_error *err) {
  static const char *const names[] = {"rank",  "score",  "id",        "article",
                                      "title", "author", "published", "source",
                                      "uri",   "zone",   "start",     "length"};
  pincite_hit hit;
  pincite_status status;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    printf("%s%c", names[i], separator);
  puts("text");
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK) {
    put_row(&hit, separator, put);
    putchar('\n');
  }
  return status < 0 ? status : PINCITE_OK;
}

pincite_status cli_print_tsv(const cli_page *page, pincite_hits *hits,
                             pincite_error *err) {
  (void)page;
  return print(hits, '\t', cli_put_tsv, err);
}

pincite_status cli_print_csv(const cli_page *page, pincite_hits *hits,
                             pincite_error *err) {
  (void)page;
  return print(hits, ',', cli_put_csv, err);
}
