/* SPDX-License-Identifier: MIT
 *
 * reference.h - what a citation of a passage is made of, and the styles in which
 * it is written.
 */
#ifndef PINCITE_CLI_REFERENCE_H
#define PINCITE_CLI_REFERENCE_H

#include <stdbool.h>

#include "output.h"
#include "pincite.h"

/* A person's name in two parts, or an organisation's in 'family' alone. Views. */
typedef struct cli_name {
  const char *family, *given;
  int family_length, given_length;
} cli_name;

/* Names beyond are left out. */
#define CLI_NAMES_MAX 32

/* Everything is borrowed from the article. */
typedef struct cli_reference {
  const char *id;      /* ARTICLE#N, or ARTICLE for a whole one */
  const char *title;   /* "" when there is none */
  const char *source;  /* NULL when unknown, and so on */
  const char *url;     /* an address of the web */
  const char *place;   /* any other */
  const char *language;
  const char *sha256;
  cli_name names[CLI_NAMES_MAX];
  int name_count;
  int year, month, day; /* 0: unknown */
  size_t start, end;    /* bytes; the passage is [start, end); 0, 0: all of it */
  size_t paragraph, last_paragraph; /* of the article's running text, from 1; 0: it is
                                       a title or a heading, or a whole article */
  char key[64];         /* such as "doe-2018-fosta-12": letters, digits, hyphens */
} cli_reference;

/* ---- interface of reference.c ---------------------------------------------- */

/* Fill in what is known of passage 'ordinal' of the article; 0: of all of it. */
pincite_status cli_reference_make(const pincite_article *article, const char *id,
                                  size_t ordinal, cli_reference *out);

/* "March", "Mar."; month 1 to 12. */
const char *cli_month(int month);
const char *cli_month_short(int month);

/* ---- the styles: each prints one reference -------------------------------------- */

/* reference_style.c: a line for people */
void cli_put_bluebook(const cli_reference *reference);
void cli_put_apa(const cli_reference *reference);
void cli_put_chicago(const cli_reference *reference);
/* reference_data.c: for programs */
void cli_put_bibtex(const cli_reference *reference);
void cli_put_ris(const cli_reference *reference);
void cli_put_csl(cli_json *json, const cli_reference *reference);

#endif
