/* SPDX-License-Identifier: MIT
 *
 * A digest of what the standing searches found since they were acknowledged: for
 * people, as a mail, or as JSON, schema pincite.alerts/1.
 *
 * All searches are asked of one generation: their answers are held until the last
 * one is there, and with them the snapshot of the index.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "alerts.h"
#include "output.h"

/* The question in front of an indented line. */
#define INDENT 5

typedef struct asked {
  pincite_alert alert; /* strings of the caller's */
  pincite_hits *hits;
  uint64_t total;
} asked;

typedef struct asking {
  asked *items;
  size_t count;
  uint64_t generation, total;
  size_t with_news;
  char fingerprint[65];
} asking;

void cli_digest_release(cli_digest *digest) {
  for (size_t i = 0; i < digest->alert_count; i++) {
    free((char *)digest->alerts[i].name);
    free((char *)digest->alerts[i].query);
  }
  free(digest->alerts);
  free(digest->text);
  memset(digest, 0, sizeof *digest);
}

static pincite_status keep(cli_digest *digest, const pincite_alert *alert) {
  pincite_alert *more =
      realloc(digest->alerts, (digest->alert_count + 1) * sizeof *more);
  if (!more)
    return PINCITE_ENOMEM;
  digest->alerts = more;
  pincite_alert *copy = &more[digest->alert_count++];
  *copy = *alert;
  copy->name = strdup(alert->name);
  copy->query = strdup(alert->query);
  return copy->name && copy->query ? PINCITE_OK : PINCITE_ENOMEM;
}

static pincite_status read_alerts(pincite_index *index, cli_digest *digest,
                                  pincite_error *err) {
  pincite_alerts *alerts = NULL;
  pincite_alert alert;
  pincite_status status = pincite_alerts_open(index, &alerts, err);
  while (!status && !(status = pincite_alerts_next(alerts, &alert, err)))
    status = keep(digest, &alert);
  pincite_alerts_free(alerts);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

/* Ask one; strictly, so that a phrase that nothing new has stays a phrase. */
static pincite_status ask(pincite_index *index, const cli_digest_options *options,
                          asking *all, asked *one, pincite_error *err) {
  pincite_search_options search = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_answer answer;
  search.unit = PINCITE_ARTICLES;
  search.strict = 1;
  search.since = one->alert.seen;
  search.limit = options->limit;
  search.all = options->limit == 0;
  search.no_collapse = 1;
  pincite_status status =
      pincite_search(index, one->alert.query, SIZE_MAX, &search, &one->hits, err);
  if (status)
    return status;
  pincite_hits_answer(one->hits, &answer);
  one->total = answer.total;
  all->total += answer.total;
  all->with_news += answer.total > 0;
  all->generation = answer.generation;
  snprintf(all->fingerprint, sizeof all->fingerprint, "%s", answer.fingerprint);
  return PINCITE_OK;
}

static uint64_t mix(uint64_t hash, const char *text) {
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
  return (hash ^ 10) * UINT64_C(1099511628211);
}

/* Made of the index and of what was seen of it: the same news, the same id. */
static void make_id(const asking *all, char id[48]) {
  uint64_t hash = mix(UINT64_C(14695981039346656037), all->fingerprint);
  for (size_t i = 0; i < all->count; i++) {
    char seen[24];
    snprintf(seen, sizeof seen, "%" PRIu64, all->items[i].alert.seen);
    hash = mix(mix(hash, all->items[i].alert.name), seen);
  }
  snprintf(id, 48, "%" PRIu64 ".%016" PRIx64, all->generation, hash);
}

/* ---- for people ------------------------------------------------------------- */

static void put_wrapped(FILE *to, const char *text, size_t columns) {
  for (size_t at = 0, next; text[at]; at = next) {
    size_t end = cli_line_end(text, at, columns - INDENT, &next);
    fprintf(to, "%*s", at ? INDENT : 0, "");
    cli_put_clean(text + at, end - at, to);
    putc('\n', to);
  }
}

static void put_hit(FILE *to, const pincite_hit *hit, size_t columns) {
  fprintf(to, "%3zu. ", hit->rank);
  put_wrapped(to, *hit->title ? hit->title : "(no title)", columns);
  fprintf(to, "%*s%s | ", INDENT, "", hit->published ? hit->published : "undated");
  if (hit->source) {
    cli_put_clean(hit->source, strlen(hit->source), to);
    fputs(" | ", to);
  }
  cli_put_clean(hit->id, strlen(hit->id), to);
  fprintf(to, "\n%*s", INDENT, "");
  put_wrapped(to, hit->snippet, columns);
  putc('\n', to);
}

static pincite_status put_one(FILE *to, asked *one, size_t columns, pincite_error *err) {
  char number[CLI_COUNTED_SIZE];
  pincite_hit hit;
  uint64_t shown = 0;
  pincite_status status;
  fputs("== ", to);
  cli_put_clean(one->alert.name, strlen(one->alert.name), to);
  fprintf(to, ": %s new or changed\n   ", cli_counted(one->total, "article", number));
  cli_put_clean(one->alert.query, strlen(one->alert.query), to);
  fputs("\n\n", to);
  if (one->alert.lost)
    fputs("   The index was made anew since: all that it has is listed.\n\n", to);
  while ((status = pincite_hits_next(one->hits, &hit, err)) == PINCITE_OK) {
    put_hit(to, &hit, columns);
    shown++;
  }
  if (status == PINCITE_DONE && shown < one->total)
    fprintf(to, "     ... and %s more: pincite search --limit 0 --since %" PRIu64 "\n\n",
            cli_grouped(one->total - shown, number), one->alert.seen);
  return status < 0 ? status : PINCITE_OK;
}

static pincite_status put_text(FILE *to, asking *all, size_t columns, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < all->count; i++)
    if (all->items[i].total)
      status = put_one(to, &all->items[i], columns, err);
  fprintf(to, "generation %" PRIu64 ", fingerprint %.16s\n", all->generation,
          all->fingerprint);
  return status;
}

/* RFC 5322: the id stays the same when a mail has to be sent again, so that whoever
   gets it twice can tell. A line of the header has no line end in it. */
static void put_mail_head(FILE *to, const asking *all, const char *id,
                          const char *address) {
  char host[256] = "localhost", date[64] = "";
  time_t now = time(NULL);
  struct tm parts;
  gethostname(host, sizeof host - 1);
  if (gmtime_r(&now, &parts))
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &parts);
  if (address) {
    fputs("To: ", to);
    cli_put_clean(address, strlen(address), to);
    putc('\n', to);
  }
  fprintf(to, "Subject: pincite: %" PRIu64 " new in %zu standing search%s\n", all->total,
          all->with_news, all->with_news == 1 ? "" : "es");
  fprintf(to, "Date: %s\nMessage-ID: <pincite.%s@%s>\nMIME-Version: 1.0\n", date, id, host);
  fputs("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        "Auto-Submitted: auto-generated\n\n",
        to);
}

/* ---- for programs ------------------------------------------------------------ */

static pincite_status put_json(FILE *to, asking *all, const char *id, pincite_error *err) {
  cli_json json = {to, false};
  pincite_status status = PINCITE_OK;
  cli_json_open(&json, NULL, '{');
  cli_json_text(&json, "schema", "pincite.alerts/1");
  cli_json_text(&json, "id", id);
  cli_json_count(&json, "generation", all->generation);
  cli_json_text(&json, "fingerprint", all->fingerprint);
  cli_json_open(&json, "alerts", '[');
  for (size_t i = 0; !status && i < all->count; i++) {
    char *answer = NULL;
    size_t length = 0;
    if (!all->items[i].total)
      continue;
    status = pincite_hits_json(all->items[i].hits, &answer, &length, err);
    if (status)
      break;
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "name", all->items[i].alert.name);
    cli_json_count(&json, "since", all->items[i].alert.seen);
    cli_json_bool(&json, "lost", all->items[i].alert.lost != 0);
    fprintf(to, ",\"answer\":%.*s", (int)strcspn(answer, "\n"), answer);
    cli_json_close(&json, '}');
    pincite_free(answer);
  }
  cli_json_close(&json, ']');
  cli_json_close(&json, '}');
  putc('\n', to);
  return status;
}

/* ---- the digest ------------------------------------------------------------------ */

static pincite_status render(asking *all, const cli_digest_options *options,
                             cli_digest *digest, pincite_error *err) {
  FILE *to = open_memstream(&digest->text, &digest->length);
  if (!to)
    return PINCITE_ENOMEM;
  if (options->format == CLI_DIGEST_MAIL)
    put_mail_head(to, all, digest->id, options->to);
  pincite_status status = options->format == CLI_DIGEST_JSON
                              ? put_json(to, all, digest->id, err)
                              : put_text(to, all, options->columns, err);
  bool whole = !ferror(to);
  whole = !fclose(to) && whole;
  if (whole || status)
    return status;
  return PINCITE_ENOMEM;
}

pincite_status cli_digest_make(pincite_index *index, const cli_digest_options *options,
                               cli_digest *digest, pincite_error *err) {
  asking all = {0};
  memset(digest, 0, sizeof *digest);
  pincite_status status = read_alerts(index, digest, err);
  if (!status)
    all.items = calloc(digest->alert_count + 1, sizeof *all.items);
  if (!status && !all.items)
    status = PINCITE_ENOMEM;
  for (size_t i = 0; !status && i < digest->alert_count; i++) {
    all.items[i].alert = digest->alerts[i];
    all.count = i + 1;
    status = ask(index, options, &all, &all.items[i], err);
  }
  if (!status && all.total) {
    make_id(&all, digest->id);
    status = render(&all, options, digest, err);
  }
  for (size_t i = 0; i < all.count; i++) {
    pincite_hits_free(all.items[i].hits);
    digest->fresh = digest->fresh || digest->alerts[i].seen != all.generation;
    digest->alerts[i].seen = all.generation;
  }
  free(all.items);
  return status;
}
