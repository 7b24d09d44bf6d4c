/* SPDX-License-Identifier: MIT
 *
 * The evaluator against one that is too simple to be wrong: it tries every
 * stretch of words of a passage, one by one, by the sentences of match.h.
 *
 * Questions are random trees over words of the sample articles. They are written
 * as text and go through the reader, so that it is judged as well.
 */
#include "test.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match.h"

/* ---- passages -----------------------------------------------------------------------
 */

#define PASSAGES_MAX 600
#define TOKENS_MAX 160

typedef struct token {
  char term[80], word[80];
  size_t start, end;
  int sentence, paragraph;
} token;

typedef struct sample {
  char *text;
  token *tokens;
  int count;
} sample;

static sample samples[PASSAGES_MAX];
static int sample_count;
static pincite_analyser *analyser;

static int keep_token(const pincite_token *found, void *data) {
  sample *s = data;
  if (found->colocated || s->count == TOKENS_MAX)
    return 0;
  token *t = &s->tokens[s->count++];
  snprintf(t->term, sizeof t->term, "%.*s", (int)found->term.len, found->term.at);
  t->start = found->start;
  t->end = found->start + found->length;
  return 0;
}

static int unit_of(const char *text, size_t at,
                   size_t (*end_of)(const char *, size_t, size_t)) {
  size_t len = strlen(text), end = 0;
  int unit = 0;
  while (end <= at && end < len) {
    end = end_of(text, len, end);
    unit++;
  }
  return unit;
}

static void add_sample(const char *text, size_t len) {
  if (sample_count == PASSAGES_MAX)
    return;
  sample *s = &samples[sample_count];
  pincite_buf clean;
  pincite__buf_init(&clean, PINCITE__BUF_LIMIT);
  pincite__utf8_normalize(&clean, text, len);
  s->text = pincite__buf_take(&clean);
  s->tokens = calloc(TOKENS_MAX, sizeof *s->tokens);
  assert_non_null(s->text);
  assert_non_null(s->tokens);
  assert_int_equal(pincite__analyse(analyser, s->text, strlen(s->text), keep_token, s),
                   0);
  if (s->count < 5 || s->count == TOKENS_MAX) {
    free(s->text);
    free(s->tokens);
    memset(s, 0, sizeof *s);
    return;
  }
  for (int i = 0; i < s->count; i++) {
    token *t = &s->tokens[i];
    pincite_str word =
        pincite__fold_word(analyser, s->text + t->start, t->end - t->start);
    snprintf(t->word, sizeof t->word, "%.*s", (int)word.len, word.at);
    t->sentence = unit_of(s->text, t->start, pincite__sentence_end);
    t->paragraph = unit_of(s->text, t->start, pincite__paragraph_end);
  }
  sample_count++;
}

/* Two paragraphs at a time. */
static void add_file(const char *path) {
  FILE *file = fopen(path, "rb");
  static char text[1 << 16];
  assert_non_null(file);
  size_t len = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[len] = '\0';
  for (size_t at = 0; at < len;) {
    size_t end = pincite__paragraph_end(text, len, at);
    if (end < len)
      end = pincite__paragraph_end(text, len, end);
    add_sample(text + at, end - at);
    at = end > at ? end : len;
  }
}

static const char *const folders[] = {
    "/corpus/sample/section-230/", "/corpus/sample/fosta/", "/corpus/sample/backpage/"};

static int set_up(void **state) {
  (void)state;
  analyser = pincite__analyser_new();
  assert_non_null(analyser);
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    char path[1024];
    snprintf(path, sizeof path, "%s%s", TEST_SOURCE_DIR, folders[i]);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
      if (strstr(entry->d_name, ".txt") || strstr(entry->d_name, ".md")) {
        snprintf(path, sizeof path, "%s%s%s", TEST_SOURCE_DIR, folders[i], entry->d_name);
        add_file(path);
      }
    closedir(folder);
  }
  assert_true(sample_count > 100);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  for (int i = 0; i < sample_count; i++) {
    free(samples[i].text);
    free(samples[i].tokens);
  }
  pincite__analyser_free(analyser);
  return 0;
}

/* ---- random trees
 * ---------------------------------------------------------------------- */

typedef enum kind {
  WORD,
  EXACT,
  PREFIX,
  PATTERN,
  PHRASE,
  AND,
  OR,
  NOT,
  NEAR,
  BEFORE,
  SENTENCE,
  PARAGRAPH,
  ATLEAST,
  ANY /* typed side by side */
} kind;

typedef struct tree {
  kind kind;
  int n;
  char text[96];     /* WORD, EXACT, PREFIX, PATTERN: as typed */
  char words[4][96]; /* PHRASE */
  struct tree *left, *right;
} tree;

static uint64_t seed = 230;

static int below(int most) {
  seed = seed * 6364136223846793005U + 1442695040888963407U;
  return (int)((seed >> 33) % (uint64_t)most);
}

static const token *random_token(const sample **from) {
  for (;;) {
    const sample *s = &samples[below(sample_count)];
    const token *t = &s->tokens[below(s->count)];
    bool plain = t->word[0] != '\0';
    for (const char *c = t->word; *c; c++)
      plain = plain && islower((unsigned char)*c);
    if (plain && strcmp(t->word, "section") != 0) {
      *from = s;
      return t;
    }
  }
}

static void random_word(tree *t) {
  const sample *s;
  const token *found = random_token(&s);
  size_t len = strlen(found->word);
  snprintf(t->text, sizeof t->text, "%s", found->word);
  int chance = below(12);
  if (chance == 0)
    t->kind = EXACT;
  if (chance == 1 && len > 3) {
    t->kind = PREFIX;
    t->text[2 + below((int)len - 2)] = '\0';
  }
  if (chance == 2 && len > 3) {
    t->kind = PATTERN;
    t->text[1 + below((int)len - 2)] = below(2) ? '?' : '*';
  }
}

static bool is_lower(const char *word) {
  for (; *word; word++)
    if (!islower((unsigned char)*word))
      return false;
  return true;
}

/* Words that stand together somewhere, sometimes with one changed. */
static void random_phrase(tree *t) {
  const sample *s;
  const token *found = random_token(&s);
  t->kind = PHRASE;
  int at = (int)(found - s->tokens);
  for (t->n = 0; t->n < 2 + below(3) && at + t->n < s->count; t->n++) {
    const char *word = s->tokens[at + t->n].word;
    if (!is_lower(word) || strcmp(word, "section") == 0)
      break;
    snprintf(t->words[t->n], sizeof t->words[0], "%s", word);
  }
  if (t->n < 2) {
    t->kind = WORD;
    random_word(t);
  } else if (below(8) == 0) {
    snprintf(t->words[below(t->n)], sizeof t->words[0], "%s", random_token(&s)->word);
  }
}

static tree *new_tree(kind k) {
  tree *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->kind = k;
  return t;
}

static void free_tree(tree *t) {
  if (!t)
    return;
  free_tree(t->left);
  free_tree(t->right);
  free(t);
}

/* 'place': what a connector can take: no NOT. */
static tree *random_tree(int depth, bool place) {
  static const kind inner[] = {AND,     OR,  NEAR, BEFORE, SENTENCE, PARAGRAPH, NOT,
                               ATLEAST, ANY, AND,  NEAR,   SENTENCE, PARAGRAPH};
  tree *t = new_tree(WORD);
  if (depth == 0 || below(4) == 0) {
    if (below(3) == 0)
      random_phrase(t);
    else
      random_word(t);
    return t;
  }
  do
    t->kind = inner[below(sizeof inner / sizeof *inner)];
  while (place && (t->kind == NOT || t->kind == ATLEAST));
  bool connector =
      t->kind == NEAR || t->kind == BEFORE || t->kind == SENTENCE || t->kind == PARAGRAPH;
  bool inside = place || connector || t->kind == ATLEAST;
  t->n = t->kind == ATLEAST ? 1 + below(3) : 1 + below(20);
  t->left = random_tree(depth - 1, inside);
  if (t->kind == ANY) {
    /* Words only: anything else beside them must match. */
    free_tree(t->left);
    t->left = new_tree(WORD);
    random_word(t->left);
    t->right = new_tree(WORD);
    random_word(t->right);
  } else if (t->kind != NOT && t->kind != ATLEAST) {
    t->right = random_tree(depth - 1, inside);
  }
  return t;
}

static void write_tree(const tree *t, pincite_buf *out) {
  static const char *const between[] = {[AND] = " AND ", [OR] = " OR ", [ANY] = " "};
  switch (t->kind) {
  case WORD:
    pincite__buf_adds(out, t->text);
    return;
  case EXACT:
    pincite__buf_addf(out, "=%s", t->text);
    return;
  case PREFIX:
    pincite__buf_addf(out, "%s%c", t->text, below(2) ? '*' : '!');
    return;
  case PATTERN:
    pincite__buf_addf(out, "%s", t->text);
    return;
  case PHRASE:
    for (int i = 0; i < t->n; i++)
      pincite__buf_addf(out, "%s%s", i ? " " : "\"", t->words[i]);
    pincite__buf_addc(out, '"');
    return;
  case NOT:
    pincite__buf_adds(out, "(NOT (");
    write_tree(t->left, out);
    pincite__buf_adds(out, "))");
    return;
  case ATLEAST:
    pincite__buf_addf(out, "atleast%d(", t->n);
    write_tree(t->left, out);
    pincite__buf_addc(out, ')');
    return;
  default:
    break;
  }
  pincite__buf_addc(out, '(');
  write_tree(t->left, out);
  if (t->kind == NEAR || t->kind == BEFORE)
    pincite__buf_addf(out, t->kind == NEAR ? " /%d " : " pre/%d ", t->n);
  else if (t->kind == SENTENCE || t->kind == PARAGRAPH)
    pincite__buf_adds(out, t->kind == SENTENCE ? " /s " : " /p ");
  else
    pincite__buf_adds(out, between[t->kind]);
  write_tree(t->right, out);
  pincite__buf_addc(out, ')');
}

/* ---- the simple evaluator
 * ------------------------------------------------------------------ */

/* The connector around a part, as AND below it means the same. */
typedef struct frame {
  kind kind;
  int n;
} frame;

static bool glob(const char *pattern, const char *word) {
  if (*pattern == '\0')
    return *word == '\0';
  if (*pattern == '*')
    return glob(pattern + 1, word) || (*word && glob(pattern, word + 1));
  return *word && (*pattern == '?' || *pattern == *word) && glob(pattern + 1, word + 1);
}

static bool same_term(const char *typed, const token *t) {
  pincite_str term = pincite__analyse_word(analyser, typed, strlen(typed));
  return pincite__str_is(term, t->term);
}

static bool word_holds(const tree *t, const token *at) {
  switch (t->kind) {
  case WORD:
    return same_term(t->text, at);
  case EXACT:
    return strcmp(t->text, at->word) == 0;
  case PREFIX:
    return strncmp(t->text, at->word, strlen(t->text)) == 0;
  default:
    return glob(t->text, at->word);
  }
}

/* Does the part hold from word 'a' to word 'b', exactly? */
typedef unsigned char table[TOKENS_MAX][TOKENS_MAX];

static bool apart_as(frame f, const sample *s, int first_start, int first_end,
                     int second_start, int second_end) {
  const token *t = s->tokens;
  if (second_start <= first_end)
    return false;
  if (f.kind == NEAR || f.kind == BEFORE)
    return second_start - first_end <= f.n;
  if (f.kind == SENTENCE)
    return t[first_start].sentence == t[second_end].sentence;
  return t[first_start].paragraph == t[second_end].paragraph;
}

static void holds(const tree *t, const sample *s, frame around, table *out) {
  int n = s->count;
  memset(out, 0, sizeof *out);
  if (t->kind <= PATTERN) {
    for (int a = 0; a < n; a++)
      (*out)[a][a] = word_holds(t, &s->tokens[a]);
    return;
  }
  if (t->kind == PHRASE) {
    for (int a = 0; a + t->n <= n; a++) {
      bool all = true;
      for (int i = 0; i < t->n; i++)
        all = all && same_term(t->words[i], &s->tokens[a + i]);
      (*out)[a][a + t->n - 1] = all;
    }
    return;
  }
  frame f = {t->kind, t->n};
  if (t->kind == AND)
    f = around.kind == BEFORE ? (frame){NEAR, around.n} : around;
  bool any = t->kind == OR || t->kind == ANY;
  table *left = malloc(sizeof *left), *right = malloc(sizeof *right);
  assert_non_null(left);
  assert_non_null(right);
  holds(t->left, s, any ? around : f, left);
  holds(t->right, s, any ? around : f, right);
  for (int a = 0; a < n; a++)
    for (int b = a; b < n; b++)
      if (any && ((*left)[a][b] || (*right)[a][b]))
        (*out)[a][b] = 1;
  if (!any)
    for (int a = 0; a < n; a++)
      for (int b = a; b < n; b++) {
        if (!(*left)[a][b])
          continue;
        for (int c = 0; c < n; c++)
          for (int d = c; d < n; d++) {
            if (!(*right)[c][d])
              continue;
            if (apart_as(f, s, a, b, c, d))
              (*out)[a][d] = 1;
            if (f.kind != BEFORE && apart_as(f, s, c, d, a, b))
              (*out)[c][b] = 1;
          }
      }
  free(left);
  free(right);
}

static int count_held(const tree *t, const sample *s, frame around) {
  table *all = malloc(sizeof *all);
  int count = 0;
  assert_non_null(all);
  holds(t, s, around, all);
  for (int a = 0; a < s->count; a++)
    for (int b = a; b < s->count; b++)
      count += (*all)[a][b];
  free(all);
  return count;
}

static bool stop_word(const tree *t) {
  return t->kind == WORD && pincite__is_stop_word(pincite__str(t->text));
}

static bool answers(const tree *t, const sample *s) {
  switch (t->kind) {
  case AND:
    return answers(t->left, s) && answers(t->right, s);
  case OR:
    return answers(t->left, s) || answers(t->right, s);
  case NOT:
    return !answers(t->left, s);
  case ATLEAST:
    return count_held(t->left, s, (frame){PARAGRAPH, 1}) >= t->n;
  case ANY:
    if (stop_word(t->left) != stop_word(t->right))
      return answers(stop_word(t->left) ? t->right : t->left, s);
    return answers(t->left, s) || answers(t->right, s);
  default:
    return count_held(t, s, (frame){PARAGRAPH, 1}) > 0;
  }
}

/* ---- the tests
 * ------------------------------------------------------------------------------- */

static pincite_question *read_question(const char *text) {
  pincite_question *question;
  pincite_error err;
  assert_int_equal(
      pincite__question_read(analyser, NULL, text, strlen(text), true, &question, &err),
      PINCITE_OK);
  return question;
}

static pincite_subject subject_of(const char *text) {
  pincite_subject subject = {.zone = PINCITE_ZONE_BODY};
  for (size_t i = 0; i < PINCITE__PART_COUNT; i++)
    subject.parts[i] = pincite__str("");
  subject.parts[PINCITE_PART_BODY] = pincite__str(text);
  return subject;
}

/* Words side by side drop a stop word among them wherever they stand; the simple
   evaluator knows that only outside of connectors. */
static bool is_simple(const tree *t, bool inside) {
  bool connector = t->kind == NEAR || t->kind == BEFORE || t->kind == SENTENCE ||
                   t->kind == PARAGRAPH || t->kind == ATLEAST;
  if (t->kind == ANY && inside)
    return !stop_word(t->left) && !stop_word(t->right);
  return (!t->left || is_simple(t->left, inside || connector)) &&
         (!t->right || is_simple(t->right, inside || connector));
}

static bool denies(const tree *t) {
  return t && (t->kind == NOT || denies(t->left) || denies(t->right));
}

/* What is marked made it match: put something else in its place and it does not. */
static void assert_marks_decide(pincite_matcher *matcher, const char *question,
                                const char *text) {
  size_t count;
  const pincite_match_span *spans = pincite__match_spans(matcher, &count);
  assert_non_null(spans);
  char *changed = malloc(strlen(text) + 1);
  assert_non_null(changed);
  memcpy(changed, text, strlen(text) + 1);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(spans[i].part, PINCITE_PART_BODY);
    if (i)
      assert_true(spans[i].start >= spans[i - 1].start + spans[i - 1].length);
    memset(changed + spans[i].start, '0', spans[i].length);
  }
  pincite_subject subject = subject_of(changed);
  if (pincite__match(matcher, &subject) != 0)
    fail_msg("without its marks '%s' still matches: %s", question, changed);
  free(changed);
}

static void every_answer_is_that_of_the_simple_evaluator(void **state) {
  (void)state;
  long matched = 0, compared = 0, marked = 0;
  for (int i = 0; i < 5000; i++) {
    tree *t = random_tree(3, false);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    write_tree(t, &text);
    if (is_simple(t, false)) {
      pincite_question *question = read_question(text.data);
      pincite_matcher *matcher = pincite__matcher_new(question, analyser);
      assert_non_null(matcher);
      for (int k = 0; k < 12; k++) {
        const sample *s = &samples[below(sample_count)];
        pincite_subject subject = subject_of(s->text);
        int got = pincite__match(matcher, &subject);
        int want = answers(t, s);
        if (got != want)
          fail_msg("%s: %d instead of %d on\n%s", text.data, got, want, s->text);
        matched += got;
        compared++;
        if (got && !denies(t)) {
          assert_marks_decide(matcher, text.data, s->text);
          marked++;
        }
      }
      pincite__matcher_free(matcher);
      pincite__question_free(question);
    }
    pincite__buf_release(&text);
    free_tree(t);
  }
  print_message("%ld comparisons, %ld matches, %ld of them without their marks\n",
                compared, matched, marked);
  assert_true(matched > compared / 20);
}

static int match_text(const char *question_text, const char *text) {
  pincite_question *question = read_question(question_text);
  pincite_matcher *matcher = pincite__matcher_new(question, analyser);
  pincite_subject subject = subject_of(text);
  int answer = pincite__match(matcher, &subject);
  pincite__matcher_free(matcher);
  pincite__question_free(question);
  return answer;
}

static void connectors_mean_what_lawyers_mean(void **state) {
  (void)state;
  const char *text = "The provider is immune. It did not write the notice.\n\n"
                     "A provider of an interactive computer service acted in good faith.";
  assert_int_equal(match_text("provider /2 immune", text), 1);
  assert_int_equal(match_text("provider /1 immune", text), 0);
  assert_int_equal(match_text("immune pre/2 provider", text), 0);
  assert_int_equal(match_text("immune /s notice", text), 0);
  assert_int_equal(match_text("immune /p notice", text), 1);
  assert_int_equal(match_text("notice /p \"good faith\"", text), 0);
  assert_int_equal(match_text("\"good faith\" /s (provider /5 service)", text), 1);
  assert_int_equal(match_text("atleast2(provider)", text), 1);
  assert_int_equal(match_text("atleast3(provider)", text), 0);
  assert_int_equal(match_text("provider /5 provider", "one provider only"), 0);
  assert_int_equal(match_text("=providers", text), 0);
  assert_int_equal(match_text("providers", text), 1);
  assert_int_equal(match_text("immun! AND NOT hotel*", text), 1);
}

static void fields_and_filters_bind(void **state) {
  (void)state;
  pincite_subject subject = subject_of("Nothing about it here");
  subject.parts[PINCITE_PART_TITLE] = pincite__str("Backpage and the law");
  subject.parts[PINCITE_PART_AUTHOR] = pincite__str("Geoffrey Rivlin");
  subject.published = 20180411;
  static const struct {
    const char *question;
    int answer;
  } cases[] = {{"title:backpage", 1},
               {"title:nothing", 0},
               {"backpage", 1},
               {"author:rivlin", 1},
               {"rivlin", 0},
               {"author:\"geoffrey rivlin\"", 1},
               {"date:2018 nothing", 1},
               {"date:2018-05 nothing", 0},
               {"undated: nothing", 0},
               {"zone:body nothing", 1},
               {"zone:quote nothing", 0},
               {"\"law nothing\"", 0},
               {"law /s nothing", 0},
               {"law AND nothing", 1},
               {"date:2018 absent", 0},
               {"title:law -author:smith", 1},
               {"title:(law AND nothing)", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_question *question = read_question(cases[i].question);
    pincite_matcher *matcher = pincite__matcher_new(question, analyser);
    if (pincite__match(matcher, &subject) != cases[i].answer)
      fail_msg("%s is not %d", cases[i].question, cases[i].answer);
    pincite__matcher_free(matcher);
    pincite__question_free(question);
  }
}

static void the_first_part_that_fails_is_named(void **state) {
  (void)state;
  static const struct {
    const char *question, *fault;
  } cases[] = {{"one AND three AND four", "three"},
               {"one AND (two /2 one) NOT two", "NOT two"},
               {"one /2 (three OR four)", "one /2 (three OR four)"},
               {"five \"two three\"", "\"two three\""},
               {"five six", "five six"},
               {"title:(one AND two)", "title:(one AND two)"},
               {"one", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pincite_question *question = read_question(cases[i].question);
    pincite_matcher *matcher = pincite__matcher_new(question, analyser);
    pincite_subject subject = subject_of("one and two");
    pincite__match(matcher, &subject);
    const pincite_node *fault = pincite__match_fault(matcher);
    pincite_buf text;
    pincite__buf_init(&text, PINCITE__BUF_LIMIT);
    pincite__node_text(fault, &text);
    assert_string_equal(text.data, cases[i].fault ? cases[i].fault : "");
    pincite__buf_release(&text);
    pincite__matcher_free(matcher);
    pincite__question_free(question);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(connectors_mean_what_lawyers_mean),
      cmocka_unit_test(fields_and_filters_bind),
      cmocka_unit_test(the_first_part_that_fails_is_named),
      cmocka_unit_test(every_answer_is_that_of_the_simple_evaluator),
  };
  return cmocka_run_group_tests(cases, set_up, tear_down);
}
