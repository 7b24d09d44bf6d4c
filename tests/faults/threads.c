/* SPDX-License-Identifier: MIT
 *
 * Threads on one index, each with a handle of its own: faults-threads [SECONDS
 * [THREADS]]. One writes: a commit replaces all articles, so that every answer must be of
 * one number, which never goes back. The others ask in every way there is. Made for
 * ThreadSanitizer.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "work.h"

#define INDEX "threads.pincite"
#define ARTICLES 8
#define THREADS_MAX 64
/* A handle is closed and opened again after so many rounds. */
#define ROUNDS 24

static time_t end;
static atomic_bool stop;
static atomic_ulong answers, generations, copies;

typedef struct reader {
  pthread_t thread;
  int number;
  pincite_index *index;
  long last; /* the number that the last answer was of */
} reader;

static bool wrong(const char *what, const char *why) {
  if (!atomic_exchange(&stop, true))
    fprintf(stderr, "%s: %s\n", what, why);
  return false;
}

static bool failed(const char *what, pincite_status status, const pincite_error *err) {
  return status < 0 && !wrong(what, err->message);
}

/* ---- writing ------------------------------------------------------------------------
 */

static pincite_status put_all(pincite_index *index, long number, pincite_error *err) {
  pincite_status status = pincite_begin(index, err);
  for (int i = 0; !status && i < ARTICLES; i++) {
    char id[16], text[300];
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    snprintf(id, sizeof id, "a%d", i);
    snprintf(text, sizeof text,
             "number%ld The keeper of lamp %d read 47 U.S.C. \xc2\xa7 230(c)(1) by its "
             "light.\n\nNobody else of the harbour knew what was said there.\n",
             number, i);
    input.id = id;
    input.text = text;
    input.title = "Harbour lamps";
    input.published = i % 2 ? "2019-04-11" : "2020";
    input.source = i % 3 ? "Wire" : NULL;
    status = pincite_add(index, &input, err);
  }
  if (!status)
    return pincite_commit(index, err);
  pincite_rollback(index);
  return status;
}

static void *write_on(void *unused) {
  (void)unused;
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_error err;
  options.mode = PINCITE_WRITE;
  pincite_status status = pincite_open(INDEX, &options, &index, &err);
  for (long number = 2; !status && !stop && time(NULL) < end; number++) {
    status = put_all(index, number, &err);
    if (!status && number % 40 == 0)
      status = pincite_compact(index, &err);
    generations += !status;
  }
  pincite_close(index);
  failed("writing", status, &err);
  return NULL;
}

/* ---- reading ------------------------------------------------------------------------
 */

static bool check_text(reader *r, const char *text, long *number) {
  const char *at = strstr(text, "number");
  long found = at ? strtol(at + 6, NULL, 10) : 0;
  if (!found || (*number && found != *number) || found < r->last)
    return wrong("an answer of two generations", text);
  *number = found;
  return true;
}

static bool ask(reader *r, const char *question, const pincite_search_options *options) {
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err;
  long number = 0;
  int count = 0;
  pincite_status status =
      pincite_search(r->index, question, SIZE_MAX, options, &hits, &err);
  while (!status && (status = pincite_hits_next(hits, &hit, &err)) == PINCITE_OK) {
    count++;
    if (!check_text(r, hit.text, &number))
      break;
  }
  pincite_hits_free(hits);
  if (failed(question, status, &err))
    return false;
  if (number)
    r->last = number;
  return count == ARTICLES || wrong(question, "too few hits, or too many");
}

static bool list(reader *r) {
  pincite_kwic *kwic = NULL;
  pincite_kwic_line line;
  const pincite_timeline *timeline = NULL;
  pincite_authorities *authorities = NULL;
  pincite_authority authority;
  pincite_error err;
  int lines = 0;
  pincite_status status =
      pincite_kwic_open(r->index, "harbour", SIZE_MAX, NULL, &kwic, &err);
  while (!status && (status = pincite_kwic_next(kwic, &line, &err)) == PINCITE_OK)
    lines++;
  pincite_kwic_free(kwic);
  if (status >= 0)
    status = pincite_timeline_get(r->index, "keeper", SIZE_MAX, NULL, &timeline, &err);
  pincite_timeline_free(timeline);
  if (status >= 0)
    status = pincite_authorities_open(r->index, NULL, SIZE_MAX, NULL, &authorities, &err);
  while (!status)
    status = pincite_authorities_next(authorities, &authority, &err);
  pincite_authorities_free(authorities);
  return !failed("lists", status, &err) &&
         (lines == ARTICLES || wrong("harbour", "too few lines, or too many"));
}

static bool quote(reader *r) {
  const pincite_article *article = NULL;
  pincite_state state;
  pincite_error err;
  long number = 0;
  pincite_status status = pincite_article_get(r->index, "a3", &article, NULL, &err);
  bool good = !failed("quoting", status, &err) && check_text(r, article->text, &number);
  pincite_article_free(article);
  status = good ? pincite_state_get(r->index, &state, &err) : PINCITE_OK;
  return good && !failed("the state", status, &err) &&
         (state.articles == ARTICLES || wrong("the state", "too few articles"));
}

static bool check(reader *r) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_error err;
  options.deep = 1;
  return !failed("verify", pincite_verify(r->index, &options, NULL, &err), &err);
}

static bool copy(reader *r) {
  char path[32];
  pincite_error err;
  snprintf(path, sizeof path, "copy-%d", r->number);
  if (failed("snapshot", pincite_snapshot(r->index, path, &err), &err))
    return false;
  reader of_copy = {.last = r->last};
  bool good = !failed(path, pincite_open(path, NULL, &of_copy.index, &err), &err) &&
              ask(&of_copy, "lamp", NULL);
  pincite_close(of_copy.index);
  work_remove(path);
  copies++;
  return good;
}

static bool round_of(reader *r, int which) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  switch ((which + r->number) % 8) {
  case 0:
    options.all = 1;
    options.sort = PINCITE_BY_DATE;
    return ask(r, "keeper AND lamp", &options);
  case 1:
    options.facets = "source,year";
    options.unit = PINCITE_ARTICLES;
    return ask(r, "\"the keeper\" /s light", &options);
  case 2:
    return list(r);
  case 3:
    return quote(r);
  case 4:
    options.explain = 1;
    return ask(r, "cite:usc/47/230 AND keep*", &options);
  case 5:
    return which % 5 || check(r);
  case 6:
    return which % 5 || copy(r);
  default:
    return ask(r, "lamp keeper", NULL);
  }
}

static void *read_on(void *data) {
  reader *r = data;
  pincite_error err;
  for (int i = 0; !stop && time(NULL) < end; i++) {
    if (i % ROUNDS == 0) {
      pincite_close(r->index);
      r->index = NULL;
      if (failed("opening", pincite_open(INDEX, NULL, &r->index, &err), &err))
        break;
    }
    if (!round_of(r, i))
      break;
    answers++;
  }
  pincite_close(r->index);
  return NULL;
}

int main(int argc, char **argv) {
  static reader readers[THREADS_MAX];
  double seconds = argc > 1 ? atof(argv[1]) : 4;
  int threads = argc > 2 ? atoi(argv[2]) : 16, begun = 1;
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_error err;
  if (threads < 2 || threads > THREADS_MAX)
    return 2;
  work_enter();
  options.mode = PINCITE_CREATE;
  pincite_status status = pincite_open(INDEX, &options, &index, &err);
  if (!status)
    status = put_all(index, 1, &err);
  pincite_close(index);
  failed("making the index", status, &err);
  end = time(NULL) + (time_t)seconds;
  stop = stop || pthread_create(&readers[0].thread, NULL, write_on, NULL) != 0;
  for (; !stop && begun < threads; begun++) {
    readers[begun].number = begun;
    if (pthread_create(&readers[begun].thread, NULL, read_on, &readers[begun]))
      break;
  }
  for (int i = 0; i < begun; i++)
    pthread_join(readers[i].thread, NULL);
  printf("%lu rounds by %d threads, %lu copies, while one wrote %lu generations\n",
         (unsigned long)answers, begun - 1, (unsigned long)copies,
         (unsigned long)generations);
  work_leave();
  return stop || begun < threads || answers == 0 || generations < 2;
}
