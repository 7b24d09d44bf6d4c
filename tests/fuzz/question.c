/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a question: it is read, its canonical text reads back to itself,
 * and the evaluator agrees with itself on a passage made of the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match.h"
#include "snippet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static pincite_analyser *analyser;

static void check(bool holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "broken: %s\n", what);
    abort();
  }
}

static pincite_question *read_text(const char *bytes, size_t len, pincite_buf *text,
                                   pincite_buf *tree) {
  pincite_question *question = NULL;
  check(!pincite__question_read(analyser, NULL, bytes, len, false, &question, NULL),
        "any bytes are a question");
  pincite__question_text(question, text);
  pincite__node_tree(question->root, tree);
  return question;
}

/* The passage: the question itself, twice, as two paragraphs. */
static void match_itself(const pincite_question *question) {
  pincite_matcher *matcher = pincite__matcher_new(question, analyser);
  pincite_subject subject = {.zone = PINCITE_ZONE_BODY, .published = 20180411};
  pincite_buf body, snippet;
  pincite_span marks[16];
  pincite__buf_init(&body, PINCITE__BUF_LIMIT);
  pincite__buf_init(&snippet, PINCITE__BUF_LIMIT);
  pincite__buf_add(&body, question->text.data, question->text.len);
  pincite__buf_adds(&body, "\n\n");
  pincite__buf_add(&body, question->text.data, question->text.len);
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    subject.parts[i] = (pincite_str){"", 0};
  subject.parts[PINCITE_PART_BODY] = pincite__buf_view(&body);
  bool matches = pincite__match(matcher, &subject) == 1;
  check(matches == !pincite__match_fault(matcher) || !question->root,
        "what matches has no fault");
  if (matches) {
    size_t count = 0;
    const pincite_match_span *spans = pincite__match_spans(matcher, &count);
    size_t shown = pincite__snippet(subject.parts[PINCITE_PART_BODY], spans, count, 80,
                                    &snippet, marks, 16);
    check(count == 0 || shown > 0, "a snippet has a match");
    for (size_t i = 0; i < shown; i++)
      check(marks[i].start + marks[i].length <= snippet.len, "marks lie in the snippet");
  }
  pincite__buf_release(&body);
  pincite__buf_release(&snippet);
  pincite__matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  pincite_buf texts[2], trees[2], narrowed;
  bool exact;
  if (!analyser)
    analyser = pincite__analyser_new();
  for (size_t i = 0; i < 2; i++) {
    pincite__buf_init(&texts[i], PINCITE__BUF_LIMIT);
    pincite__buf_init(&trees[i], PINCITE__BUF_LIMIT);
  }
  pincite__buf_init(&narrowed, PINCITE__BUF_LIMIT);
  pincite_question *first = read_text((const char *)data, size, &texts[0], &trees[0]);
  pincite_question *again = read_text(texts[0].data, texts[0].len, &texts[1], &trees[1]);
  check(strcmp(texts[0].data, texts[1].data) == 0, "the canonical text is a fixed point");
  check(strcmp(trees[0].data, trees[1].data) == 0, "the tree reads back");
  pincite__question_narrow(first, (pincite_fts_detail)(size % PINCITE__FTS_DETAILS),
                           &narrowed, &exact);
  if (size < 2000)
    match_itself(first);
  pincite__question_free(first);
  pincite__question_free(again);
  for (size_t i = 0; i < 2; i++) {
    pincite__buf_release(&texts[i]);
    pincite__buf_release(&trees[i]);
  }
  pincite__buf_release(&narrowed);
  return 0;
}
