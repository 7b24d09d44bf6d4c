/* SPDX-License-Identifier: MIT
 *
 * cli.h - what the files of the program share.
 *
 * The program uses nothing of ours but pincite.h. To add a command:
 *     1. write cli/NAME.c with `int cli_NAME(const cli_command *, int, char **)`;
 *     2. declare it at the end of this file;
 *     3. give it a row, with its option table, in commands[] of main.c;
 *     4. write docs/man/pincite-NAME.1 and cases in tests/cli/NAME/.
 */
#ifndef PINCITE_CLI_H
#define PINCITE_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "options.h"
#include "pincite.h"

/* The exit codes of every command. */
enum cli_exit {
  CLI_OK = 0,           /* done, or found */
  CLI_NOTHING = 1,      /* nothing found */
  CLI_USAGE = 2,        /* wrong usage, or a bad question under --strict */
  CLI_PARTIAL = 3,      /* done, but some inputs failed: see the ledger */
  CLI_NO_INDEX = 4,     /* there is no index there */
  CLI_DAMAGED = 5,      /* the index is damaged */
  CLI_REFUSED = 6,      /* refused in order to protect the index */
  CLI_IO = 74,          /* reading or writing failed, or memory ran out */
  CLI_LOCKED = 75,      /* another run is writing: try later */
  CLI_INTERRUPTED = 130 /* stopped by Ctrl-C; what was committed stays */
};

/* ---- interface of message.c ------------------------------------------- */

#if defined(__GNUC__)
#define CLI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define CLI_PRINTF(fmt, args)
#endif

/* One line on standard error, "pincite: ...", with control characters shown
   as escapes so that no name or message can disturb a terminal. */
void cli_say(const char *format, ...) CLI_PRINTF(1, 2);

/* The same, and the exit code for wrong usage. */
int cli_usage(const cli_command *command, const char *format, ...) CLI_PRINTF(2, 3);

/* The exit code that a status stands for; the only such place. */
int cli_exit_code(pincite_status status);

/* Say what failed and give its exit code. */
int cli_failed(const pincite_error *err);

/* Flush standard output: 'code', or CLI_IO with a message when something of
   it could not be written. Every command ends with it. */
int cli_finish(int code);

/* Where the index is: what --index says (NULL: nothing), else $PINCITE_INDEX,
   else ./corpus.pincite. */
const char *cli_directory(const char *option);

/* Open that index. CLI_OK, or an exit code after the message. */
int cli_open(const char *option, pincite_open_mode mode, pincite_index **out);

/* ---- interface of files.c ---------------------------------------------- */

/* The whole of a file, terminated; free() it. NULL with errno set when that fails. */
char *cli_read_all(FILE *file, size_t *length);
/* The whole of a text file. CLI_OK, or an exit code after the message. */
int cli_read_file(const char *path, char **out);

/* ---- the commands ----------------------------------------------------- */

int cli_index(const cli_command *self, int argc, char **argv);
int cli_search(const cli_command *self, int argc, char **argv);
int cli_kwic(const cli_command *self, int argc, char **argv);
int cli_timeline(const cli_command *self, int argc, char **argv);
int cli_show(const cli_command *self, int argc, char **argv);
int cli_status(const cli_command *self, int argc, char **argv);
int cli_ledger(const cli_command *self, int argc, char **argv);
int cli_verify(const cli_command *self, int argc, char **argv);
int cli_repair(const cli_command *self, int argc, char **argv);
int cli_snapshot(const cli_command *self, int argc, char **argv);
int cli_compact(const cli_command *self, int argc, char **argv);
int cli_alerts(const cli_command *self, int argc, char **argv);
int cli_similar(const cli_command *self, int argc, char **argv);
int cli_split(const cli_command *self, int argc, char **argv);
int cli_serve_shard(const cli_command *self, int argc, char **argv);
int cli_extract(const cli_command *self, int argc, char **argv);
int cli_citations(const cli_command *self, int argc, char **argv);
int cli_authorities(const cli_command *self, int argc, char **argv);
int cli_topics(const cli_command *self, int argc, char **argv);
int cli_cite(const cli_command *self, int argc, char **argv);
int cli_eval(const cli_command *self, int argc, char **argv);

extern const cli_option cli_index_options[];
extern const cli_option cli_search_options[];
extern const cli_option cli_kwic_options[];
extern const cli_option cli_timeline_options[];
extern const cli_option cli_show_options[];
extern const cli_option cli_status_options[];
extern const cli_option cli_ledger_options[];
extern const cli_option cli_verify_options[];
extern const cli_option cli_repair_options[];
extern const cli_option cli_snapshot_options[];
extern const cli_option cli_compact_options[];
extern const cli_option cli_alerts_options[];
extern const cli_option cli_similar_options[];
extern const cli_option cli_split_options[];
extern const cli_option cli_serve_shard_options[];
extern const cli_option cli_extract_options[];
extern const cli_option cli_citations_options[];
extern const cli_option cli_authorities_options[];
extern const cli_option cli_topics_options[];
extern const cli_option cli_cite_options[];
extern const cli_option cli_eval_options[];

/* ---- interface of reader.c ---------------------------------------------- */

#define CLI_PATH_LIMIT 4096
/* pincite-reader stands beside the program, or where both were installed; NULL
   leaves it to the library. */
const char *cli_find_reader(char path[CLI_PATH_LIMIT]);

/* ---- interface of heap.c ------------------------------------------------------- */

/* Have room for one question, in large pages where the system gives them. */
void cli_make_room(void);

/* For what gathers much and lets go of it: give the large pieces back to the system,
   which else stay where other threads have no use for them. */
void cli_give_back(void);

#endif
