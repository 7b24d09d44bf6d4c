/* SPDX-License-Identifier: MIT
 *
 * bench.h - what the programs that measure share: questions in, times out.
 *
 * Every peer is a program with the same two commands:
 *
 *     PEER build INDEX FILE.jsonl...      make an index, print nothing
 *     PEER ask INDEX QUESTIONS K SYSTEM   ask every question once unmeasured and once
 *                                         measured (the slow ones once, measured),
 *                                         print a line each:
 *       SYSTEM K KIND NUMBER wall-us cpu-us hits top-score      (tabs between)
 *
 * A question is a line "KIND<tab>SOURCE<tab>WORD WORD ...", as questions.c
 * writes them. SOURCE is what a filtered question is confined to.
 */
#ifndef PINCITE_BENCH_H
#define PINCITE_BENCH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BENCH_WORDS 16

typedef struct bench_question {
  char kind[16], source[64];
  char text[512];           /* its words lie in here */
  const char *words[BENCH_WORDS];
  size_t count;
} bench_question;

typedef struct bench_result {
  size_t hits;
  double top; /* score of the best; 0 when there is none */
} bench_result;

typedef struct bench_passage {
  const char *id, *title, *text, *source; /* "" when there is none */
} bench_passage;

/* Ends the program with a message on standard error. */
void bench_die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Call 'each' for every line of the files. */
void bench_read(char **files, int count, void (*each)(const bench_passage *, void *),
                void *data);

/* Ask all questions of the file. A peer that cannot ask one of a kind answers with
   SIZE_MAX hits, and it is left out. */
typedef bench_result (*bench_asker)(const bench_question *question, size_t k, void *data);
void bench_ask(const char *questions, size_t k, const char *system, bench_asker ask,
               void *data);

/* "a JOIN b JOIN c", every word between 'quote's, into 'out'. */
void bench_join(const bench_question *question, const char *join, const char *quote,
                char *out, size_t size);

#ifdef __cplusplus
}
#endif

#endif
