/* SPDX-License-Identifier: MIT
 *
 * What is highlighted in a hit is what made it one: without those words the question
 * fails on the passage. For questions made at random that exclude nothing, over the
 * whole way from the question to the hit.
 *
 * On the sample by default. PINCITE_EXACT_INDEX names another index,
 * PINCITE_REMOVAL_HITS how many hits are looked at, and PINCITE_EXACT_SEED by which
 * questions. script/language does that.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "brute.h"
#include "hits.h"
#include "sample.h"

/* Of one question. */
#define HITS_MOST 10

static brute_corpus corpus;
static long looked_at, closed_up, highlights;

static bool is_positive(const brute_tree *t) {
  return !t || (t->kind != BRUTE_NOT && is_positive(t->left) && is_positive(t->right));
}

/* A part of a passage without what is highlighted in it, 'instead' in its place. */
static void remove_spans(pincite_str text, pincite_part part,
                         const pincite_match_span *spans, size_t count,
                         const char *instead, pincite_buf *out) {
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    if (spans[i].part != part)
      continue;
    assert_true(spans[i].start >= at && spans[i].start + spans[i].length <= text.len);
    pincite__buf_add(out, text.at + at, spans[i].start - at);
    pincite__buf_adds(out, instead);
    at = spans[i].start + spans[i].length;
  }
  pincite__buf_add(out, text.at + at, text.len - at);
}

/* Does the question match the passage at hand without its highlights? */
static bool matches_without(pincite_hits *hits, const pincite_match_span *spans,
                            size_t count, const char *instead) {
  pincite_subject subject = pincite__subject(&hits->passage);
  pincite_buf parts[PINCITE__PART_COUNT];
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++) {
    pincite__buf_init(&parts[i], PINCITE__BUF_LIMIT);
    remove_spans(subject.parts[i], (pincite_part)i, spans, count, instead, &parts[i]);
  }
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    subject.parts[i] = pincite__buf_view(&parts[i]);
  int matches = pincite__match(hits->matcher, &subject);
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    pincite__buf_release(&parts[i]);
  assert_true(matches >= 0);
  return matches;
}

/* The spans of all parts; those of the body are what the hit says. */
static pincite_match_span *spans_of(pincite_hits *hits, const pincite_hit *hit,
                                    size_t *count) {
  const pincite_match_span *spans = pincite__match_spans(hits->matcher, count);
  size_t in_body = 0;
  assert_non_null(spans);
  for (size_t i = 0; i < *count; i++) {
    if (spans[i].part != PINCITE_PART_BODY)
      continue;
    assert_true(in_body < hit->match_count);
    assert_int_equal(hit->matches[in_body].start, hit->start + spans[i].start);
    assert_int_equal(hit->matches[in_body++].length, spans[i].length);
  }
  assert_int_equal(in_body, hit->match_count);
  pincite_match_span *copy = malloc((*count + 1) * sizeof *copy);
  assert_non_null(copy);
  memcpy(copy, spans, *count * sizeof *copy);
  return copy;
}

/* What is left may close up to a new match ("a b [a b c] c"); with something that is
   no word of the question between, nothing does. */
static void check_hit(pincite_hits *hits, const pincite_hit *hit, const char *text) {
  size_t count;
  pincite_match_span *spans = spans_of(hits, hit, &count);
  assert_true(count > 0);
  assert_true(!hit->match_count || hit->snippet_match_count);
  if (matches_without(hits, spans, count, "")) {
    char apart[64] = " ";
    for (int i = 0; i < 20; i++)
      strcat(apart, "qq ");
    closed_up++;
    if (matches_without(hits, spans, count, apart))
      fail_msg("%s is still found in %s without its highlights", text, hit->id);
  }
  looked_at++;
  highlights += (long)count;
  free(spans);
}

static void ask(const char *text) {
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  pincite_hits *hits = NULL;
  pincite_hit hit;
  pincite_error err = {PINCITE_OK, ""};
  options.limit = HITS_MOST;
  options.zones = "all";
  options.no_concepts = 1;
  pincite_status status = pincite_search(sample, text, SIZE_MAX, &options, &hits, &err);
  while (!status && !(status = pincite_hits_next(hits, &hit, &err)))
    check_hit(hits, &hit, text);
  if (status != PINCITE_DONE)
    fail_msg("%s: %s", text, err.message);
  pincite_hits_free(hits);
}

static void without_its_highlights_no_hit_is_one(void **state) {
  (void)state;
  long wanted =
           sample_count("PINCITE_REMOVAL_HITS", getenv("PINCITE_SANITIZE") ? 500 : 2000),
       questions = 0;
  while (looked_at < wanted) {
    brute_tree *tree = brute_random(&corpus, 3, false);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    brute_write(tree, &text);
    if (is_positive(tree)) {
      ask(text.data);
      questions++;
    }
    pincite__buf_release(&text);
    brute_free(tree);
  }
  print_message(
      "%ld questions, %ld hits, %ld highlights; %ld hits closed up to another\n",
      questions, looked_at, highlights, closed_up);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(without_its_highlights_no_hit_is_one),
  };
  brute_seed = (uint64_t)sample_count("PINCITE_EXACT_SEED", 230);
  sample_open();
  corpus.analyser = pincite__analyser_new();
  brute_load(&corpus, sample->store);
  int failed = cmocka_run_group_tests(cases, NULL, NULL);
  pincite__analyser_free(corpus.analyser);
  brute_release(&corpus);
  sample_close();
  return failed;
}
