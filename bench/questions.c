/* SPDX-License-Identifier: MIT
 *
 * questions.c - questions for measuring, drawn from the passages themselves, so
 * that every one has an answer: questions SEED COUNT FILE.jsonl...
 *
 *   or        2-5 words with a meaning, as one types them
 *   common    4-8 words in a row, at least two of them stop words
 *   and       2-4 words of one passage that must all be there
 *   phrase    2-3 words in a row, not all of them stop words
 *   near      two words at most ten apart, both in one passage
 *   prefix    the first 4 letters of a word of at least 7
 *   filtered  as 'or', confined to the source of the passage
 *
 * The same seed and files give the same questions.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

static const char stop_words[] =
    " a about after all also an and any are as at be because been before but by can could "
    "did do for from had has have he her him his how i if in into is it its may more most "
    "no not of on one only or other our out over shall she so some such than that the "
    "their them then there these they this to under up was we were what when where which "
    "who will with would you ";

static const char *const kinds[] = {"or",   "common", "and",     "phrase",
                                    "near", "prefix", "filtered"};
#define KINDS (sizeof kinds / sizeof *kinds)

typedef struct drawn {
  char **texts; /* passages, drawn evenly */
  char **sources;
  size_t want, seen;
  uint64_t state;
} drawn;

/* SplitMix64 (Steele, Lea, Flood, 2014). */
static uint64_t draw(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

static size_t draw_below(uint64_t *state, size_t limit) {
  return (size_t)(draw(state) % limit);
}

/* A reservoir: every passage has the same chance. */
static void take(const bench_passage *passage, void *data) {
  drawn *from = data;
  if (strlen(passage->text) < 80)
    return;
  size_t at = from->seen < from->want ? from->seen
                                      : draw_below(&from->state, from->seen + 1);
  from->seen++;
  if (at >= from->want)
    return;
  free(from->texts[at]);
  free(from->sources[at]);
  from->texts[at] = strdup(passage->text);
  from->sources[at] = strdup(*passage->source ? passage->source : "-");
}

typedef struct words {
  const char *at[400];
  bool stop[400];
  size_t count;
} words;

static bool is_stop(const char *word) {
  char key[64];
  snprintf(key, sizeof key, " %s ", word);
  return strstr(stop_words, key) != NULL;
}

/* The words of a passage in lower case; what is no plain word breaks a row, as NULL. */
static void split(char *text, words *out) {
  out->count = 0;
  for (char *at = text; *at && out->count < 399;) {
    size_t length = 0;
    while (isalpha((unsigned char)at[length]))
      length++;
    if (length == 0) {
      if (*at != ' ')
        out->at[out->count++] = NULL;
      at++;
      continue;
    }
    char end = at[length];
    for (size_t i = 0; i < length; i++)
      at[i] = (char)tolower((unsigned char)at[i]);
    bool plain = (end == ' ' || end == '\0' || end == ',' || end == '.') && length < 30;
    at[length] = '\0';
    out->stop[out->count] = is_stop(at);
    out->at[out->count++] = plain ? at : NULL;
    if (end != ' ' && end != '\0')
      out->at[out->count++] = NULL;
    at += length + (end != '\0');
  }
}

static bool said(const char *list, const char *word) {
  char key[64];
  snprintf(key, sizeof key, " %s ", word);
  return strstr(list, key) != NULL;
}

/* 'want' different words with a meaning from [from, to), into " a b c ". */
static bool pick(const words *all, size_t from, size_t to, size_t want, uint64_t *state,
                 char *out) {
  strcpy(out, " ");
  for (size_t tries = 0, got = 0; tries < 200; tries++) {
    size_t at = from + draw_below(state, to - from);
    const char *word = all->at[at];
    if (!word || all->stop[at] || strlen(word) < 4 || said(out, word))
      continue;
    strcat(strcat(out, word), " ");
    if (++got == want)
      return true;
  }
  return false;
}

/* 'want' words in a row of which 'stops_least' to 'stops_most' are stop words. */
static bool row(const words *all, size_t want, size_t stops_least, size_t stops_most,
                uint64_t *state, char *out) {
  for (size_t tries = 0; tries < 50 && all->count > want; tries++) {
    size_t from = draw_below(state, all->count - want), stops = 0, length = 0;
    while (length < want && all->at[from + length])
      stops += all->stop[from + length++];
    if (length < want || stops < stops_least || stops > stops_most)
      continue;
    strcpy(out, " ");
    for (size_t i = 0; i < want; i++)
      strcat(strcat(out, all->at[from + i]), " ");
    return true;
  }
  return false;
}

static bool make(size_t kind, const words *all, uint64_t *state, char *out) {
  size_t length = all->count, from;
  switch (kind) {
  case 0:
  case 6:
    return pick(all, 0, length, 2 + draw_below(state, 4), state, out);
  case 1:
    return row(all, 4 + draw_below(state, 5), 2, 6, state, out);
  case 2:
    return pick(all, 0, length, 2 + draw_below(state, 3), state, out);
  case 3:
    return row(all, 2 + draw_below(state, 2), 0, 1, state, out);
  case 4:
    from = length > 10 ? draw_below(state, length - 10) : 0;
    return pick(all, from, length < from + 10 ? length : from + 10, 2, state, out);
  default:
    if (!pick(all, 0, length, 1, state, out) || strlen(out) < 9)
      return false;
    strcpy(out + 5, " ");
    return true;
  }
}

int main(int argc, char **argv) {
  if (argc < 4)
    bench_die("usage: questions SEED COUNT FILE.jsonl...");
  drawn from = {.state = strtoull(argv[1], NULL, 10)};
  size_t count = strtoull(argv[2], NULL, 10);
  from.want = count * KINDS * 8;
  from.texts = calloc(from.want, sizeof *from.texts);
  from.sources = calloc(from.want, sizeof *from.sources);
  if (!from.texts || !from.sources)
    bench_die("out of memory");
  bench_read(argv + 3, argc - 3, take, &from);
  size_t next = 0, have = from.seen < from.want ? from.seen : from.want;
  words *all = malloc(sizeof *all);
  char out[1024];
  for (size_t kind = 0; all && kind < KINDS; kind++)
    for (size_t made = 0; made < count && next < have; next++) {
      split(from.texts[next], all);
      if (all->count < 12 || !make(kind, all, &from.state, out))
        continue;
      out[strlen(out) - 1] = '\0';
      printf("%s\t%s\t%s\n", kinds[kind], from.sources[next], out + 1);
      made++;
    }
  for (size_t i = 0; i < from.want; i++) {
    free(from.texts[i]);
    free(from.sources[i]);
  }
  free(from.texts);
  free(from.sources);
  free(all);
  return 0;
}
