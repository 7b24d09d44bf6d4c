/* SPDX-License-Identifier: MIT
 *
 * The gate: figures that were measured before, which may not get worse.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "eval.h"

/* What may be lost without a word: half a point. */
#define TOLERANCE 0.005

#define COLUMNS 16

/* The columns of a line; fields in quotes are not needed here. */
static size_t split(char *line, char *columns[COLUMNS]) {
  size_t count = 0;
  line[strcspn(line, "\r\n")] = '\0';
  for (char *at = line; at && count < COLUMNS;) {
    columns[count++] = at;
    at = strchr(at, ',');
    if (at)
      *at++ = '\0';
  }
  return count;
}

static int column_of(char *columns[COLUMNS], size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(columns[i], name))
      return (int)i;
  return -1;
}

/* Where the columns of the file are. */
typedef struct heading {
  int set, ranking, unit, measures[EVAL_MEASURES];
} heading;

static bool read_heading(char *line, heading *where) {
  char *columns[COLUMNS];
  size_t count = split(line, columns);
  *where = (heading){.set = column_of(columns, count, "set"),
                     .ranking = column_of(columns, count, "ranking"),
                     .unit = column_of(columns, count, "unit")};
  bool sound = where->set >= 0 && where->ranking >= 0 && where->unit >= 0;
  for (size_t i = 0; i < EVAL_MEASURES; i++) {
    where->measures[i] = column_of(columns, count, eval_measures[i].name);
    sound = sound && (where->measures[i] >= 0 || !eval_measures[i].gated);
  }
  return sound;
}

static bool is_row_of(char *columns[COLUMNS], size_t count, const heading *where,
                      const eval_report *report, const eval_system *system) {
  return count > (size_t)where->set && count > (size_t)where->ranking &&
         count > (size_t)where->unit && !strcmp(columns[where->set], report->set) &&
         !strcmp(columns[where->ranking], system->name) &&
         !strcmp(columns[where->unit], report->articles ? "article" : "passage");
}

static int check_row(char *columns[COLUMNS], size_t count, const heading *where,
                     const eval_report *report, const eval_system *system) {
  int code = CLI_OK;
  for (size_t i = 0; i < EVAL_MEASURES; i++) {
    if (!eval_measures[i].gated || (size_t)where->measures[i] >= count)
      continue;
    double before = strtod(columns[where->measures[i]], NULL);
    double now = eval_figure(&system->mean, i);
    if (now >= before - TOLERANCE)
      continue;
    cli_say("%s, %s: %s fell from %.4f to %.4f", report->set, system->name,
            eval_measures[i].title, before, now);
    code = CLI_NOTHING;
  }
  return code;
}

/* The row of a ranking, looked for from the heading on. */
static int check_system(FILE *file, const char *path, const eval_report *report,
                        const eval_system *system) {
  char *line = NULL, *columns[COLUMNS];
  size_t capacity = 0;
  heading where;
  bool found = false;
  int code = CLI_OK;
  rewind(file);
  if (getline(&line, &capacity, file) < 0 || !read_heading(line, &where)) {
    cli_say("'%s' is not what pincite eval --format csv prints", path);
    free(line);
    return CLI_USAGE;
  }
  while (!found && getline(&line, &capacity, file) >= 0) {
    size_t count = split(line, columns);
    found = is_row_of(columns, count, &where, report, system);
    if (found)
      code = check_row(columns, count, &where, report, system);
  }
  free(line);
  if (!found) {
    cli_say("'%s' has no row for set '%s', ranking '%s', unit %s", path, report->set,
            system->name, report->articles ? "article" : "passage");
    return CLI_USAGE;
  }
  return code;
}

int eval_gate(const eval_report *report, const char *path) {
  FILE *file = fopen(path, "r");
  int code = CLI_OK;
  if (!file) {
    cli_say("cannot open '%s': %s", path, strerror(errno));
    return CLI_IO;
  }
  for (size_t i = 0; i < report->system_count; i++) {
    int one = check_system(file, path, report, &report->systems[i]);
    code = one > code ? one : code;
  }
  fclose(file);
  return code;
}
