/* SPDX-License-Identifier: MIT
 *
 * pincite alerts: standing searches. `run` makes a digest of what is new or changed,
 * keeps it in the outbox, delivers it, and only then acknowledges it. A run that dies
 * in between leaves the digest there, and the next one delivers it, with the same
 * bytes and the same id.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alerts.h"
#include "cli.h"
#include "output.h"

typedef struct arguments {
  const char *index, *to, *exec;
  size_t limit;
  int format, from_start;
} arguments;

#define AT(field) offsetof(arguments, field)
const cli_option cli_alerts_options[] = {
    CLI_INDEX_OPTION(arguments),
    {"from-start", CLI_FLAG, AT(from_start), NULL, "add: what is there already is news, too"},
    {"format", CLI_CHOICE, AT(format), "text|json|mail", "run, list: how to print"},
    {"limit", CLI_COUNT, AT(limit), "N", "run: at most N articles of each (all)"},
    {"to", CLI_TEXT, AT(to), "ADDRESS", "run: to whom the mail goes"},
    {"exec", CLI_TEXT, AT(exec), "COMMAND", "run: hand the digest to it, not to the output"},
    {NULL, CLI_FLAG, 0, NULL, NULL},
};
#undef AT

/* Join the words of a question. NULL: out of memory. */
static char *join(int count, char **words) {
  size_t length = 1;
  for (int i = 0; i < count; i++)
    length += strlen(words[i]) + 1;
  char *joined = calloc(length, 1);
  for (int i = 0; joined && i < count; i++) {
    strcat(joined, i ? " " : "");
    strcat(joined, words[i]);
  }
  return joined;
}

/* How much it finds now tells whether the question is a good one. */
static int say_matches(pincite_index *index, const char *name, const char *query) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_answer answer;
  pincite_error err = {PINCITE_OK, ""};
  char number[CLI_COUNTED_SIZE];
  options.strict = 1;
  options.all = 1;
  options.unit = PINCITE_ARTICLES;
  err.status = pincite_search(index, query, SIZE_MAX, &options, &hits, &err);
  if (err.status < 0)
    return cli_failed(&err);
  pincite_hits_answer(hits, &answer);
  fputs("added '", stdout);
  cli_put_clean(name, strlen(name), stdout);
  printf("': %s%s now, read as: ", answer.total_exact ? "" : "at least ",
         cli_counted(answer.total, "article", number));
  cli_put_clean(answer.reading, strlen(answer.reading), stdout);
  putchar('\n');
  pincite_hits_free(hits);
  return CLI_OK;
}

static int add(pincite_index *index, const arguments *args, int count, char **words) {
  pincite_error err = {PINCITE_ENOMEM, ""};
  char *query = join(count - 1, words + 1);
  if (query)
    err.status = pincite_alert_add(index, words[0], query, args->from_start, &err);
  int code = err.status < 0 ? cli_failed(&err) : say_matches(index, words[0], query);
  free(query);
  return code;
}

static int drop(pincite_index *index, int count, char **names) {
  int code = CLI_OK;
  for (int i = 0; i < count; i++) {
    pincite_error err = {PINCITE_OK, ""};
    err.status = pincite_alert_remove(index, names[i], &err);
    code = err.status < 0 ? cli_failed(&err) : code;
  }
  return code;
}

static void put_alert(cli_json *json, const pincite_alert *alert, bool as_json) {
  if (!as_json) {
    cli_put_clean(alert->name, strlen(alert->name), stdout);
    printf("\t%" PRIu64 "\t", alert->seen);
    cli_put_clean(alert->query, strlen(alert->query), stdout);
    putchar('\n');
    return;
  }
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "name", alert->name);
  cli_json_text(json, "query", alert->query);
  cli_json_count(json, "seen", alert->seen);
  cli_json_bool(json, "lost", alert->lost != 0);
  cli_json_close(json, '}');
}

static int list(pincite_index *index, const arguments *args) {
  cli_json json = {stdout, false};
  pincite_alerts *alerts = NULL;
  pincite_alert alert;
  bool any = false, as_json = args->format == CLI_DIGEST_JSON;
  pincite_error err = {PINCITE_OK, ""};
  if (as_json) {
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "schema", "pincite.alert-list/1");
    cli_json_open(&json, "alerts", '[');
  }
  err.status = pincite_alerts_open(index, &alerts, &err);
  while (!err.status && !(err.status = pincite_alerts_next(alerts, &alert, &err))) {
    put_alert(&json, &alert, as_json);
    any = true;
  }
  pincite_alerts_free(alerts);
  if (err.status < 0)
    return cli_failed(&err);
  if (as_json) {
    cli_json_close(&json, ']');
    cli_json_close(&json, '}');
    putchar('\n');
  }
  return any ? CLI_OK : CLI_NOTHING;
}

/* Make a digest of what is new and send it off. */
static int run_new(pincite_index *index, const arguments *args, cli_outbox *outbox) {
  cli_digest digest;
  pincite_error err = {PINCITE_OK, ""};
  bool any;
  const cli_digest_options options = {.format = (enum cli_digest_format)args->format,
                                      .limit = args->limit,
                                      .columns = cli_columns(STDOUT_FILENO),
                                      .to = args->to};
  err.status = cli_digest_make(index, &options, &digest, &err);
  int code = err.status < 0 ? cli_failed(&err) : CLI_OK;
  if (!code && digest.text) {
    code = cli_outbox_put(outbox, &digest);
    if (!code)
      code = cli_outbox_deliver(outbox, index, &any);
  } else if (!code) {
    /* Nothing to deliver: that nothing is new is known up to here, at no risk. */
    if (digest.fresh)
      err.status = pincite_alerts_seen(index, digest.alerts, digest.alert_count, &err);
    code = err.status < 0 ? cli_failed(&err) : CLI_NOTHING;
  }
  cli_digest_release(&digest);
  return code;
}

static int run(pincite_index *index, const arguments *args) {
  cli_outbox outbox = {cli_directory(args->index), args->exec, -1};
  bool any = false;
  signal(SIGPIPE, SIG_IGN);
  int code = cli_outbox_open(&outbox);
  if (!code)
    code = cli_outbox_deliver(&outbox, index, &any);
  /* Two mails do not fit into one stream. */
  if (!code && any && args->format == CLI_DIGEST_MAIL && !args->exec) {
    cli_say("this digest was left over; run it again for what came since");
  } else if (!code) {
    code = run_new(index, args, &outbox);
    if (code == CLI_NOTHING && any)
      code = CLI_OK;
  }
  cli_outbox_close(&outbox);
  return code;
}

int cli_alerts(const cli_command *self, int argc, char **argv) {
  arguments args = {0};
  pincite_index *index = NULL;
  int code = cli_parse(self, &argc, argv, &args);
  if (code >= 0)
    return code;
  const char *action = argc ? argv[0] : "";
  if (!strcmp(action, "add") ? argc < 3 : !strcmp(action, "remove") ? argc < 2 : false)
    return cli_usage(self, "%s needs a name%s", action,
                     !strcmp(action, "add") ? " and a question" : "");
  if ((!strcmp(action, "list") || !strcmp(action, "run")) && argc > 1)
    return cli_usage(self, "unexpected '%s'", argv[1]);
  if (strcmp(action, "add") && strcmp(action, "remove") && strcmp(action, "list") &&
      strcmp(action, "run"))
    return cli_usage(self, "say what to do: add, remove, list or run");
  code = cli_open(args.index, PINCITE_READ, &index);
  if (code)
    return cli_finish(code);
  if (!strcmp(action, "add"))
    code = add(index, &args, argc - 1, argv + 1);
  else if (!strcmp(action, "remove"))
    code = drop(index, argc - 1, argv + 1);
  else if (!strcmp(action, "list"))
    code = list(index, &args);
  else
    code = run(index, &args);
  pincite_close(index);
  return cli_finish(code);
}
