/* SPDX-License-Identifier: MIT
 *
 * Bytes of corpus.db change at random: faults-damage [COUNT [SEED]], half of the
 * damages one byte, half 1 KB. A search gives the answer that it gave before or
 * PINCITE_ECORRUPT; and whenever an answer is not the same, a deep verification
 * reports damage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"

#define BASE "base.pincite"
#define DAMAGED "damaged.pincite"
#define SOURCES TEST_SOURCE_DIR "/corpus/sample"
#define READER TEST_BUILD_DIR "/pincite-reader"

typedef struct question {
  const char *text, *from, *author, *source;
  pincite_unit unit;
} question;

static const question questions[] = {
    {"hotels liability beneficiary", NULL, NULL, NULL, PINCITE_PASSAGES},
    {"\"material contribution\"", NULL, NULL, NULL, PINCITE_PASSAGES},
    {"section 230 AND (backpage OR craigslist) NOT amazon", NULL, NULL, NULL,
     PINCITE_PASSAGES},
    {"traffick* /s platform", NULL, NULL, NULL, PINCITE_ARTICLES},
    {"47 U.S.C. 230(c)(1)", NULL, NULL, NULL, PINCITE_PASSAGES},
    {"fosta", "2018", NULL, NULL, PINCITE_ARTICLES},
    {"title:zeran OR title:force", NULL, NULL, NULL, PINCITE_PASSAGES},
    {"survivors", NULL, NULL, NULL, PINCITE_PASSAGES},
    {"no such word as qqzzy", NULL, NULL, NULL, PINCITE_PASSAGES},
};
#define QUESTIONS (sizeof questions / sizeof *questions)

/* The articles that are fetched whole. */
#define ARTICLES 12

static char *answers[QUESTIONS];
static char *ids[ARTICLES], *texts[ARTICLES];
static uint64_t state = 1;

static uint64_t random_below(uint64_t n) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (state >> 33) % n;
}

static void give_up(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

/* How long it took is no part of an answer. */
static void cut_time(char *json) {
  char *at = strstr(json, "\"elapsed_ms\":");
  char *end = at ? strchr(at, ',') : NULL;
  if (end)
    memmove(at, end, strlen(end) + 1);
}

/* The whole answer as JSON, or the status of a failure. */
static pincite_status ask(pincite_index *index, const question *q, char **out,
                          pincite_error *err) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits;
  size_t length;
  options.limit = 40;
  options.from = q->from;
  options.author = q->author;
  options.source = q->source;
  options.unit = q->unit;
  pincite_status status =
      pincite_search(index, q->text, SIZE_MAX, &options, &hits, err);
  if (status)
    return status;
  status = pincite_hits_json(hits, out, &length, err);
  pincite_hits_free(hits);
  if (status == PINCITE_OK)
    cut_time(*out);
  return status;
}

static pincite_status open_read(const char *path, pincite_index **out,
                                pincite_error *err) {
  return pincite_open(path, NULL, out, err);
}

static void learn(void) {
  pincite_open_options open = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index_options run = PINCITE_INDEX_OPTIONS_INIT;
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index;
  pincite_hits *hits;
  pincite_hit hit;
  open.mode = PINCITE_CREATE;
  run.reader = READER;
  if (pincite_open(BASE, &open, &index, &err) ||
      pincite_index_path(index, SOURCES, &run, NULL, &err) < 0)
    give_up("making an index", err.message);
  for (size_t i = 0; i < QUESTIONS; i++)
    if (ask(index, &questions[i], &answers[i], &err))
      give_up(questions[i].text, err.message);
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.limit = ARTICLES;
  options.unit = PINCITE_ARTICLES;
  if (pincite_search(index, "trafficking", SIZE_MAX, &options, &hits, &err))
    give_up("trafficking", err.message);
  for (size_t i = 0; i < ARTICLES && !pincite_hits_next(hits, &hit, &err); i++)
    ids[i] = strdup(hit.article);
  pincite_hits_free(hits);
  for (size_t i = 0; i < ARTICLES && ids[i]; i++) {
    const pincite_article *article;
    if (pincite_article_get(index, ids[i], &article, NULL, &err))
      give_up(ids[i], err.message);
    texts[i] = strdup(article->text);
    pincite_article_free(article);
  }
  pincite_close(index);
}

static void damage(long size, char what[120]) {
  unsigned char bytes[1024];
  bool one = random_below(2);
  size_t len = one ? 1 : sizeof bytes;
  long at = (long)random_below((uint64_t)(size - (long)len + 1));
  FILE *file = fopen(DAMAGED "/corpus.db", "r+b");
  if (!file || fseek(file, at, SEEK_SET) || fread(bytes, 1, len, file) != len)
    give_up(DAMAGED, "cannot be read");
  for (size_t i = 0; i < len; i++)
    bytes[i] ^= (unsigned char)(1 + random_below(255));
  if (fseek(file, at, SEEK_SET) || fwrite(bytes, 1, len, file) != len || fclose(file))
    give_up(DAMAGED, "cannot be written");
  snprintf(what, 120, "%zu bytes changed at %ld, page %ld", len, at, at / 16384 + 1);
}

/* A failure must say that it is damage, in words. */
static bool is_refusal(const char *what, const char *asked, pincite_status status,
                       const pincite_error *err) {
  if (status == PINCITE_OK)
    return false;
  if (status == PINCITE_ECORRUPT && err->message[0])
    return true;
  fprintf(stderr, "%s: %s: status %d, %s\n", what, asked, (int)status, err->message);
  exit(1);
}

/* How many answers are refused. */
static int ask_all(pincite_index *index, const char *what) {
  pincite_error err = {PINCITE_OK, ""};
  int refused = 0;
  for (size_t i = 0; i < QUESTIONS; i++) {
    char *answer = NULL;
    pincite_status status = ask(index, &questions[i], &answer, &err);
    if (is_refusal(what, questions[i].text, status, &err))
      refused++;
    else if (strcmp(answer, answers[i]) != 0) {
      fprintf(stderr, "expected %s\nanswered %s\n", answers[i], answer);
      give_up(what, "a wrong answer");
    }
    pincite_free(answer);
  }
  for (size_t i = 0; i < ARTICLES && ids[i]; i++) {
    const pincite_article *article = NULL;
    pincite_status status = pincite_article_get(index, ids[i], &article, NULL, &err);
    if (is_refusal(what, ids[i], status, &err))
      refused++;
    else if (strcmp(article->text, texts[i]) != 0)
      give_up(what, "a wrong text");
    pincite_article_free(article);
  }
  return refused;
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 40;
  int changed = 0, unopened = 0, reported = 0;
  state = argc > 2 ? (uint64_t)atoi(argv[2]) : 1;
  work_enter();
  learn();
  FILE *file = fopen(BASE "/corpus.db", "rb");
  if (!file || fseek(file, 0, SEEK_END))
    give_up(BASE, "cannot be read");
  long size = ftell(file);
  fclose(file);
  for (int i = 0; i < count; i++) {
    char what[120];
    pincite_verify_options deep = PINCITE_VERIFY_OPTIONS_INIT;
    pincite_error err = {PINCITE_OK, ""};
    pincite_index *index = NULL;
    deep.deep = 1;
    work_copy(BASE, DAMAGED);
    damage(size, what);
    pincite_status status = open_read(DAMAGED, &index, &err);
    if (is_refusal(what, "opening", status, &err)) {
      changed++, unopened++, reported++;
      continue;
    }
    int refused = ask_all(index, what);
    status = pincite_verify(index, &deep, NULL, &err);
    bool found = is_refusal(what, "verifying", status, &err);
    if (refused && !found)
      give_up(what, "answers are refused and verify --deep finds nothing");
    changed += refused > 0;
    reported += found;
    pincite_close(index);
  }
  printf("%d damages of %ld bytes: %d kept an answer back (%d of them the index), "
         "%d reported by a deep verification, no wrong answer\n",
         count, size, changed, unopened, reported);
  for (size_t i = 0; i < QUESTIONS; i++)
    pincite_free(answers[i]);
  for (size_t i = 0; i < ARTICLES; i++)
    free(ids[i]), free(texts[i]);
  work_leave();
  return 0;
}
