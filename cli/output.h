/* SPDX-License-Identifier: MIT
 *
 * output.h - what the printers of results share: the terminal, text for
 * people, JSON. All of it goes to standard output; cli_finish() sees whether
 * it arrived.
 */
#ifndef PINCITE_CLI_OUTPUT_H
#define PINCITE_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "pincite.h"

/* ---- interface of terminal.c ------------------------------------------ */

typedef enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER } cli_color;
/* The words of such an option, in that order. */
#define CLI_COLOR_CHOICES "auto|always|never"

/* Whether to colour standard output; auto means on a terminal, if $NO_COLOR
   is not set and $TERM is not "dumb". */
bool cli_wants_color(cli_color color);

/* Columns to fill: $COLUMNS, else the terminal's on 'fd', else 80. */
size_t cli_columns(int fd);

/* The columns that one character takes (0, 1 or 2), its length in bytes into
 *length. A byte that is no character, and a control character, counts as 1. */
size_t cli_character(const char *text, size_t length, size_t *bytes);

/* The end of the line that begins at 'from', and where the next begins: cut at
   the last blank that fits into 'room' columns, or in a word that is longer. */
size_t cli_line_end(const char *text, size_t from, size_t room, size_t *next);

/* Print text with control characters replaced by blanks, so that nothing that
   came from a file can command a terminal. */
void cli_put_clean(const char *text, size_t length, FILE *to);

/* A field of a TSV table: tab, line ends and backslash are written \t \n \r \\. */
void cli_put_tsv(const char *text);
/* A field of a CSV table, quoted as RFC 4180 has it. */
void cli_put_csv(const char *text);

/* "1,234,567" into 'out'. */
#define CLI_GROUPED_SIZE 32
const char *cli_grouped(uint64_t number, char out[CLI_GROUPED_SIZE]);

/* "1 article", "1,234 articles" into 'out'. */
#define CLI_COUNTED_SIZE 64
const char *cli_counted(uint64_t number, const char *noun, char out[CLI_COUNTED_SIZE]);

/* ---- interface of time.c ---------------------------------------------- */

/* A moment, in seconds since 1970, as "2026-11-28T01:02:03Z" into 'out'. */
#define CLI_TIME_SIZE 64
const char *cli_time(int64_t seconds, char out[CLI_TIME_SIZE]);
/* A span as its largest two units: "3 d 4 h", "12 min", "5 s" into 'out'. */
const char *cli_span(int64_t seconds, char out[CLI_TIME_SIZE]);
/* Read a span, "36h", "2d", "90min", "45s", "1d12h", into *seconds; false when it
   is none. */
bool cli_read_span(const char *text, int64_t *seconds);

/* ---- interface of json.c ---------------------------------------------- */

/* Writes JSON and sets the commas. A NULL string is null; what is not valid
   UTF-8 becomes U+FFFD. A NULL key is for the items of an array. */
typedef struct cli_json {
  FILE *to;
  bool comma; /* the next item needs one before it */
} cli_json;

void cli_json_open(cli_json *json, const char *key, char bracket);
void cli_json_close(cli_json *json, char bracket);
void cli_json_text(cli_json *json, const char *key, const char *text);
void cli_json_bytes(cli_json *json, const char *key, const char *text, size_t length);
void cli_json_count(cli_json *json, const char *key, uint64_t number);
void cli_json_number(cli_json *json, const char *key, double number);
void cli_json_bool(cli_json *json, const char *key, bool value);

#endif
