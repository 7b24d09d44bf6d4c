/* SPDX-License-Identifier: MIT
 *
 * Reads questions line by line. A line without a tab is a question whose id
 * is the number of its line; empty lines are passed over.
 */
#include "questions.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct cli_questions {
  FILE *file;
  const char *path;
  char *line;
  size_t capacity;
  size_t number;  /* of the line, from 1 */
  json_t *object; /* what the question borrows from */
  char number_text[24];
};

cli_questions *cli_questions_open(const char *path) {
  cli_questions *questions = calloc(1, sizeof *questions);
  if (!questions) {
    cli_say("out of memory");
    return NULL;
  }
  questions->path = path;
  questions->file = strcmp(path, "-") ? fopen(path, "r") : stdin;
  if (!questions->file) {
    cli_say("cannot open '%s': %s", path, strerror(errno));
    cli_questions_close(questions);
    return NULL;
  }
  return questions;
}

void cli_questions_close(cli_questions *questions) {
  if (!questions)
    return;
  if (questions->file && questions->file != stdin)
    fclose(questions->file);
  json_decref(questions->object);
  free(questions->line);
  free(questions);
}

static const char *member(const json_t *object, const char *name, const char *other) {
  const char *text = json_string_value(json_object_get(object, name));
  return text || !other ? text : member(object, other, NULL);
}

static int read_object(cli_questions *questions, cli_question *question) {
  json_error_t error;
  json_decref(questions->object);
  questions->object = json_loads(questions->line, 0, &error);
  question->id = member(questions->object, "_id", "id");
  question->text = member(questions->object, "text", NULL);
  if (question->id && question->text)
    return 1;
  cli_say("'%s', line %zu: not a JSON object with '_id' and 'text'", questions->path,
          questions->number);
  return -1;
}

static int read_line(cli_questions *questions, cli_question *question) {
  if (*questions->line == '{')
    return read_object(questions, question);
  char *tab = strchr(questions->line, '\t');
  if (tab) {
    *tab = '\0';
    question->id = questions->line;
    question->text = tab + 1;
  } else {
    snprintf(questions->number_text, sizeof questions->number_text, "%zu",
             questions->number);
    question->id = questions->number_text;
    question->text = questions->line;
  }
  return 1;
}

int cli_questions_next(cli_questions *questions, cli_question *question) {
  ssize_t length;
  while ((length = getline(&questions->line, &questions->capacity, questions->file)) >=
         0) {
    questions->number++;
    while (length && strchr("\r\n", questions->line[length - 1]))
      questions->line[--length] = '\0';
    if (questions->line[strspn(questions->line, " \t")])
      return read_line(questions, question);
  }
  if (!ferror(questions->file))
    return 0;
  cli_say("cannot read '%s': %s", questions->path, strerror(errno));
  return -1;
}
