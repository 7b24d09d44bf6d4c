/* SPDX-License-Identifier: MIT
 *
 * Bytes of an index change at random: faults-damage [COUNT [SEED [PART]]], half of the
 * damages one byte, half 1 KB. PART is corpus.db or xapian; without it a fifth of the
 * damages are in Xapian's tables. A search gives the answer that it gave before or
 * PINCITE_ECORRUPT; and whenever an answer is not the same, a deep verification
 * reports damage.
 *
 * Xapian's tables have no checksums, so that from them an answer may be another one,
 * too, though never with a wrong text; that it is reported holds for it as well.
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
  const char *engine;
} question;

static const question questions[] = {
    {"hotels liability beneficiary", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"\"material contribution\"", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"section 230 AND (backpage OR craigslist) NOT amazon", NULL, NULL, NULL,
     PINCITE_PASSAGES, "fts5"},
    {"traffick* /s platform", NULL, NULL, NULL, PINCITE_ARTICLES, "fts5"},
    {"47 U.S.C. 230(c)(1)", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"fosta", "2018", NULL, NULL, PINCITE_ARTICLES, "fts5"},
    {"title:zeran OR title:force", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"survivors", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"no such word as qqzzy", NULL, NULL, NULL, PINCITE_PASSAGES, "fts5"},
    {"hotels liability beneficiary", NULL, NULL, NULL, PINCITE_PASSAGES, "xapian"},
    {"\"material contribution\"", NULL, NULL, NULL, PINCITE_PASSAGES, "xapian"},
    {"traffick* AND platform", "2018", NULL, NULL, PINCITE_ARTICLES, "xapian"},
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
  options.engine = q->engine;
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
  open.engines = "fts5,xapian";
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

/* ---- damaging ----------------------------------------------------------------------- */

/* The files that are damaged. */
static const char *const files[] = {
    "/corpus.db",
    "/xapian/postlist.glass",
    "/xapian/position.glass",
    "/xapian/docdata.glass",
    "/xapian/termlist.glass",
    "/xapian/iamglass",
};
#define FILES (sizeof files / sizeof *files)

static long sizes[FILES];

/* The bytes at a place, as they were. */
typedef struct wound {
  char path[64];
  long at;
  size_t len;
  unsigned char bytes[1024];
} wound;

static void write_bytes(const wound *w, const unsigned char *bytes) {
  FILE *file = fopen(w->path, "r+b");
  if (!file || fseek(file, w->at, SEEK_SET) || fwrite(bytes, 1, w->len, file) != w->len ||
      fclose(file))
    give_up(w->path, "cannot be written");
}

static void damage(size_t which, wound *w, char what[120]) {
  unsigned char bytes[1024];
  snprintf(w->path, sizeof w->path, DAMAGED "%s", files[which]);
  w->len = random_below(2) ? 1 : sizeof bytes;
  if ((long)w->len > sizes[which])
    w->len = 1;
  w->at = (long)random_below((uint64_t)(sizes[which] - (long)w->len + 1));
  FILE *file = fopen(w->path, "rb");
  if (!file || fseek(file, w->at, SEEK_SET) ||
      fread(w->bytes, 1, w->len, file) != w->len || fclose(file))
    give_up(w->path, "cannot be read");
  for (size_t i = 0; i < w->len; i++)
    bytes[i] = w->bytes[i] ^ (unsigned char)(1 + random_below(255));
  write_bytes(w, bytes);
  snprintf(what, 120, "%zu bytes of %s changed at %ld", w->len, files[which] + 1, w->at);
}

static void measure(void) {
  for (size_t i = 0; i < FILES; i++) {
    char path[64];
    snprintf(path, sizeof path, BASE "%s", files[i]);
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
      give_up(path, "cannot be read");
    sizes[i] = ftell(file);
    fclose(file);
  }
}

/* A table of Xapian's, the more often the larger it is. */
static size_t choose_table(void) {
  uint64_t all = 0;
  for (size_t i = 1; i < FILES; i++)
    all += (uint64_t)sizes[i];
  uint64_t at = random_below(all);
  for (size_t i = 1; i < FILES; i++) {
    if (at < (uint64_t)sizes[i])
      return i;
    at -= (uint64_t)sizes[i];
  }
  return FILES - 1;
}

/* ---- asking -------------------------------------------------------------------------- */

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

/* Every hit's text must stand where it is said to in its article. */
static void check_texts(pincite_index *index, const question *q, const char *what) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits;
  pincite_hit hit;
  options.engine = q->engine;
  options.limit = 40;
  if (pincite_search(index, q->text, SIZE_MAX, &options, &hits, NULL))
    return;
  while (pincite_hits_next(hits, &hit, NULL) == PINCITE_OK) {
    const pincite_article *article = NULL;
    if (pincite_article_get(index, hit.article, &article, NULL, NULL))
      give_up(what, "a hit of no article");
    size_t length = strlen(article->text);
    if (hit.start > length || hit.length > length - hit.start ||
        strncmp(article->text + hit.start, hit.text, hit.length) != 0)
      give_up(what, "a wrong text");
    pincite_article_free(article);
  }
  pincite_hits_free(hits);
}

/* How many answers are refused, or are others when 'may_differ' and Xapian gave them. */
static int ask_all(pincite_index *index, bool may_differ, const char *what) {
  pincite_error err = {PINCITE_OK, ""};
  int refused = 0;
  for (size_t i = 0; i < QUESTIONS; i++) {
    char *answer = NULL;
    const question *q = &questions[i];
    pincite_status status = ask(index, q, &answer, &err);
    if (is_refusal(what, q->text, status, &err)) {
      refused++;
    } else if (strcmp(answer, answers[i]) != 0) {
      if (!may_differ || strcmp(q->engine, "xapian") != 0) {
        fprintf(stderr, "expected %s\nanswered %s\n", answers[i], answer);
        give_up(what, "a wrong answer");
      }
      check_texts(index, q, what);
      refused++;
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

typedef struct counts {
  int tried, changed, unopened, reported;
} counts;

static void try_one(size_t which, counts *c) {
  char what[120];
  wound w;
  pincite_verify_options deep = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_verify_report report = {0};
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  deep.deep = 1;
  damage(which, &w, what);
  c->tried++;
  pincite_status status = open_read(DAMAGED, &index, &err);
  if (is_refusal(what, "opening", status, &err)) {
    c->changed++, c->unopened++, c->reported++;
  } else {
    int refused = ask_all(index, which > 0, what);
    status = pincite_verify(index, &deep, &report, &err);
    bool found = is_refusal(what, "verifying", status, &err) || report.behind;
    if (refused && !found)
      give_up(what, "answers are not as before and verify --deep finds nothing");
    c->changed += refused > 0;
    c->reported += found;
  }
  pincite_close(index);
  write_bytes(&w, w.bytes);
}

static void print(const char *part, const counts *c) {
  if (c->tried)
    printf("%d damages of %s: %d kept an answer back or changed it (%d of them kept the "
           "index), %d reported by a deep verification\n",
           c->tried, part, c->changed, c->unopened, c->reported);
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 15;
  const char *part = argc > 3 ? argv[3] : "";
  counts database = {0}, tables = {0};
  state = argc > 2 ? (uint64_t)atoi(argv[2]) : 1;
  work_enter();
  learn();
  measure();
  work_copy(BASE, DAMAGED);
  for (int i = 0; i < count; i++) {
    bool of_xapian = *part ? strcmp(part, "xapian") == 0 : i % 5 == 4;
    try_one(of_xapian ? choose_table() : 0, of_xapian ? &tables : &database);
    work_progress("damages", i + 1);
  }
  print("corpus.db", &database);
  print("Xapian's tables", &tables);
  for (size_t i = 0; i < QUESTIONS; i++)
    pincite_free(answers[i]);
  for (size_t i = 0; i < ARTICLES; i++)
    free(ids[i]), free(texts[i]);
  work_leave();
  return 0;
}
