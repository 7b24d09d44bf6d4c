/* SPDX-License-Identifier: MIT
 *
 * printer.h - one printer per output format of `search`. To add a format:
 *     1. write cli/print_NAME.c with a function of the type below;
 *     2. declare it here, and give it a row in printers[] of search.c;
 *     3. add its name to the choices of --format there;
 *     4. describe it in docs/man/pincite-search.1, add a case to tests/cli/search/.
 */
#ifndef PINCITE_CLI_PRINTER_H
#define PINCITE_CLI_PRINTER_H

#include "output.h"

/* What a printer is told beside the hits. */
typedef struct cli_page {
  const char *question; /* its id in --queries; NULL when there is only one */
  bool articles;        /* a hit stands for its article */
  bool color;
  bool terminal; /* somebody is looking: say what differs from run to run */
  bool first;    /* of the questions of this run */
  bool explain;  /* say how the question was read and what scores consist of */
  size_t columns;
} cli_page;

/* Print all hits. Returns PINCITE_OK, or the failure of the iterator. */
typedef pincite_status cli_printer(const cli_page *page, pincite_hits *hits,
                                   pincite_error *err);

/* Print, on lines of their own, the ways in which the hit cites what was asked for
   that do not stand in the question 'asked'. */
void cli_put_cited(const cli_page *page, const char *asked, size_t indent,
                   const pincite_hit *hit);

/* ---- interface of print_explain.c ------------------------------------------- */

/* What a score consists of, from column 'indent' on. */
void cli_print_parts(size_t indent, const pincite_hit *hit);
/* Why passage 'id' is a hit, or is none. */
void cli_print_verdict(const pincite_verdict *verdict, const char *id, bool json);

/* ---- the printers -------------------------------------------------------------- */

cli_printer cli_print_text;
cli_printer cli_print_json;
cli_printer cli_print_jsonl;
cli_printer cli_print_tsv;
cli_printer cli_print_csv;
cli_printer cli_print_trec;

#endif
