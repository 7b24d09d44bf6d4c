/* SPDX-License-Identifier: MIT
 *
 * brute.h - questions made at random, and an evaluator too simple to be wrong.
 *
 * A question is a tree over words of a corpus. It is written as text, for the
 * reader, and answered here by the sentences of match.h: all pairs of all places
 * are tried, in each passage, without an index.
 */
#ifndef PINCITE_TESTS_BRUTE_H
#define PINCITE_TESTS_BRUTE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse.h"
#include "base.h"
#include "store.h"

/* ---- the corpus ------------------------------------------------------------------ */

typedef struct brute_token {
  int term, word; /* numbers of strings */
  int part;       /* 0 title, 1 heading, 2 body */
  int sentence, paragraph;
} brute_token;

typedef struct brute_passage {
  int64_t rowid;
  size_t first, count; /* tokens */
} brute_passage;

typedef struct brute_corpus {
  pincite_analyser *analyser;
  brute_token *tokens;
  size_t token_count, token_capacity;
  brute_passage *passages;
  size_t passage_count, passage_capacity;
  char **strings; /* terms and words alike, by number */
  size_t string_count, string_capacity;
  int *slots; /* an open hash table of number + 1 */
  size_t slot_count;
} brute_corpus;

static int brute_number(brute_corpus *c, pincite_str text) {
  if (2 * (c->string_count + 1) > c->slot_count) {
    size_t count = c->slot_count ? 2 * c->slot_count : 1024;
    free(c->slots);
    c->slots = calloc(count, sizeof *c->slots);
    assert_non_null(c->slots);
    c->slot_count = count;
    for (size_t i = 0; i < c->string_count; i++) {
      size_t at = pincite__hash64(c->strings[i], strlen(c->strings[i]));
      while (c->slots[at & (count - 1)])
        at++;
      c->slots[at & (count - 1)] = (int)i + 1;
    }
  }
  size_t at = pincite__hash64(text.at, text.len);
  for (; c->slots[at & (c->slot_count - 1)]; at++) {
    int number = c->slots[at & (c->slot_count - 1)] - 1;
    if (pincite__str_is(text, c->strings[number]))
      return number;
  }
  assert_true(pincite__grow(&c->strings, &c->string_capacity, c->string_count + 1,
                            sizeof *c->strings));
  c->strings[c->string_count] = pincite__copy(text);
  assert_non_null(c->strings[c->string_count]);
  c->slots[at & (c->slot_count - 1)] = (int)++c->string_count;
  return (int)c->string_count - 1;
}

typedef struct brute_part {
  brute_corpus *corpus;
  pincite_str text;
  int part;
} brute_part;

static int brute_take(const pincite_token *found, void *data) {
  brute_part *p = data;
  brute_corpus *c = p->corpus;
  if (found->colocated)
    return 0;
  assert_true(pincite__grow(&c->tokens, &c->token_capacity, c->token_count + 1,
                            sizeof *c->tokens));
  /* The word is put in later: the analyser is at work. */
  c->tokens[c->token_count++] = (brute_token){.term = brute_number(c, found->term),
                                              .word = (int)found->start,
                                              .sentence = (int)found->length,
                                              .part = p->part};
  return 0;
}

/* Which sentence or paragraph of its part a byte lies in. */
static int brute_unit(pincite_str text, size_t at,
                      size_t (*end_of)(const char *, size_t, size_t)) {
  size_t end = 0;
  int unit = 0;
  for (; end <= at && end < text.len; unit++)
    end = end_of(text.at, text.len, end);
  return unit;
}

static void brute_add_part(brute_corpus *c, pincite_str text, int part) {
  brute_part p = {c, text, part};
  size_t from = c->token_count;
  assert_int_equal(pincite__analyse(c->analyser, text.at, text.len, brute_take, &p), 0);
  for (size_t i = from; i < c->token_count; i++) {
    brute_token *t = &c->tokens[i];
    size_t start = (size_t)t->word, length = (size_t)t->sentence;
    t->word = brute_number(c, pincite__fold_word(c->analyser, text.at + start, length));
    t->sentence = brute_unit(text, start, pincite__sentence_end);
    t->paragraph = brute_unit(text, start, pincite__paragraph_end);
  }
}

static void brute_add(brute_corpus *c, int64_t rowid, pincite_str title,
                      pincite_str heading, pincite_str body) {
  assert_true(pincite__grow(&c->passages, &c->passage_capacity, c->passage_count + 1,
                            sizeof *c->passages));
  brute_passage *p = &c->passages[c->passage_count++];
  *p = (brute_passage){rowid, c->token_count, 0};
  size_t first = c->token_count;
  brute_add_part(c, title, 0);
  brute_add_part(c, heading, 1);
  brute_add_part(c, body, 2);
  p->count = c->token_count - first;
}

/* Every passage as it is stored. */
static inline void brute_load(brute_corpus *c, pincite_store *store) {
  sqlite3_stmt *rows = NULL;
  pincite_passage_text passage;
  pincite__passage_text_init(&passage);
  assert_int_equal(pincite__store_begin_read(store, NULL), PINCITE_OK);
  assert_int_equal(sqlite3_prepare_v2(pincite__store_db(store), "SELECT id FROM passage",
                                      -1, &rows, NULL),
                   SQLITE_OK);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    int64_t rowid = sqlite3_column_int64(rows, 0);
    assert_int_equal(pincite__passage_text(store, rowid, &passage, NULL), PINCITE_OK);
    brute_add(c, rowid, passage.title, passage.heading, passage.body);
  }
  sqlite3_finalize(rows);
  pincite__store_end_read(store);
  pincite__passage_text_release(&passage);
}

static void brute_release(brute_corpus *c) {
  for (size_t i = 0; i < c->string_count; i++)
    free(c->strings[i]);
  free(c->strings);
  free(c->slots);
  free(c->tokens);
  free(c->passages);
}

/* ---- random questions -----------------------------------------------------------------
 */

typedef enum brute_kind {
  BRUTE_WORD,
  BRUTE_EXACT,
  BRUTE_PREFIX,
  BRUTE_PATTERN,
  BRUTE_PHRASE,
  BRUTE_AND,
  BRUTE_OR,
  BRUTE_NOT,
  BRUTE_NEAR,
  BRUTE_BEFORE,
  BRUTE_SENTENCE,
  BRUTE_PARAGRAPH,
  BRUTE_ATLEAST,
  BRUTE_ANY, /* two words side by side */
  BRUTE_TITLE
} brute_kind;

typedef struct brute_tree {
  brute_kind kind;
  int n;
  char text[PINCITE__TERM_LIMIT + 1]; /* as typed */
  int phrase[4];                      /* numbers of terms */
  char *fits;                         /* PREFIX, PATTERN: by number of word */
  int number;                         /* WORD: of its term; EXACT: of the word */
  bool weak;
  struct brute_tree *left, *right;
} brute_tree;

static uint64_t brute_seed = 230;

static int brute_below(size_t most) {
  brute_seed = brute_seed * 6364136223846793005U + 1442695040888963407U;
  return (int)((brute_seed >> 33) % most);
}

static bool brute_typable(const char *word) {
  size_t len = strlen(word);
  for (const char *c = word; *c; c++)
    if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9'))
      return false;
  return len > 0 && len <= PINCITE__TERM_LIMIT / 2;
}

static const char *brute_random_token(const brute_corpus *c, size_t *at) {
  for (;;) {
    *at = (size_t)brute_below(c->token_count);
    const char *word = c->strings[c->tokens[*at].word];
    if (brute_typable(word))
      return word;
  }
}

static int brute_term(brute_corpus *c, const char *word) {
  return brute_number(c, pincite__analyse_word(c->analyser, word, strlen(word)));
}

static brute_tree *brute_new(brute_kind kind) {
  brute_tree *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->kind = kind;
  return t;
}

static void brute_free(brute_tree *t) {
  if (!t)
    return;
  brute_free(t->left);
  brute_free(t->right);
  free(t->fits);
  free(t);
}

static bool brute_glob(const char *pattern, const char *word) {
  if (*pattern == '\0')
    return *word == '\0';
  if (*pattern == '*')
    return brute_glob(pattern + 1, word) || (*word && brute_glob(pattern, word + 1));
  if (!*word || (*pattern != '?' && *pattern != *word))
    return false;
  if (*pattern == '?')
    while (((unsigned char)word[1] & 0xc0) == 0x80)
      word++;
  return brute_glob(pattern + 1, word + 1);
}

static void brute_fill_fits(const brute_corpus *c, brute_tree *t) {
  t->fits = calloc(c->string_count + 1, 1);
  assert_non_null(t->fits);
  size_t len = strlen(t->text);
  for (size_t i = 0; i < c->string_count; i++)
    t->fits[i] = t->kind == BRUTE_PREFIX ? strncmp(c->strings[i], t->text, len) == 0
                                         : brute_glob(t->text, c->strings[i]);
}

static brute_tree *brute_random_word(brute_corpus *c) {
  size_t at;
  const char *word = brute_random_token(c, &at);
  brute_tree *t = brute_new(BRUTE_WORD);
  size_t len = strlen(word);
  snprintf(t->text, sizeof t->text, "%s", word);
  int chance = brute_below(12);
  t->number = brute_term(c, t->text);
  t->weak = pincite__is_stop_word(pincite__str(t->text));
  if (chance == 0) {
    t->kind = BRUTE_EXACT;
    t->number = c->tokens[at].word;
  } else if (chance == 1 && len > 3) {
    t->kind = BRUTE_PREFIX;
    t->text[2 + brute_below(len - 2)] = '\0';
  } else if (chance == 2 && len > 3) {
    t->kind = BRUTE_PATTERN;
    t->text[1 + brute_below(len - 2)] = brute_below(2) ? '?' : '*';
  }
  if (t->kind == BRUTE_PREFIX || t->kind == BRUTE_PATTERN)
    brute_fill_fits(c, t);
  return t;
}

/* Words that stand together somewhere, sometimes with one changed. */
static brute_tree *brute_random_phrase(brute_corpus *c) {
  size_t at, other;
  brute_random_token(c, &at);
  brute_tree *t = brute_new(BRUTE_PHRASE);
  int want = 2 + brute_below(3);
  for (; t->n < want && at + (size_t)t->n < c->token_count; t->n++) {
    const char *word = c->strings[c->tokens[at + (size_t)t->n].word];
    if (!brute_typable(word))
      break;
    if (brute_below(16) == 0)
      word = brute_random_token(c, &other);
    if (strlen(t->text) + strlen(word) + 2 > sizeof t->text)
      break;
    if (t->n)
      strcat(t->text, " ");
    strcat(t->text, word);
    t->phrase[t->n] = brute_term(c, word);
  }
  return t;
}

static bool brute_connects(brute_kind kind) {
  return kind == BRUTE_NEAR || kind == BRUTE_BEFORE || kind == BRUTE_SENTENCE ||
         kind == BRUTE_PARAGRAPH;
}

/* 'place': what a connector can take, so no NOT and the like. */
static brute_tree *brute_random(brute_corpus *c, int depth, bool place) {
  static const brute_kind inner[] = {
      BRUTE_AND,     BRUTE_AND,    BRUTE_OR,       BRUTE_NOT,      BRUTE_NEAR,
      BRUTE_NEAR,    BRUTE_BEFORE, BRUTE_SENTENCE, BRUTE_SENTENCE, BRUTE_PARAGRAPH,
      BRUTE_ATLEAST, BRUTE_ANY,    BRUTE_TITLE};
  if (depth == 0 || brute_below(4) == 0)
    return brute_below(3) == 0 ? brute_random_phrase(c) : brute_random_word(c);
  brute_kind kind;
  do
    kind = inner[brute_below(sizeof inner / sizeof *inner)];
  while (place && (kind == BRUTE_NOT || kind == BRUTE_ATLEAST || kind == BRUTE_TITLE));
  brute_tree *t = brute_new(kind);
  bool inside = place || brute_connects(kind) || kind == BRUTE_ATLEAST;
  t->n = 1 + brute_below(kind == BRUTE_ATLEAST ? 3 : 20);
  if (kind == BRUTE_ANY) {
    t->left = brute_random_word(c);
    t->right = brute_random_word(c);
    return t;
  }
  t->left = brute_random(c, depth - 1, inside);
  if (kind != BRUTE_NOT && kind != BRUTE_ATLEAST && kind != BRUTE_TITLE)
    t->right = brute_random(c, depth - 1, inside);
  return t;
}

static void brute_write(const brute_tree *t, pincite_buf *out) {
  static const char *const between[] = {[BRUTE_AND] = " AND ",
                                        [BRUTE_OR] = " OR ",
                                        [BRUTE_ANY] = " ",
                                        [BRUTE_SENTENCE] = " /s ",
                                        [BRUTE_PARAGRAPH] = " /p "};
  static const char *const before[] = {[BRUTE_EXACT] = "=",
                                       [BRUTE_PHRASE] = "\"",
                                       [BRUTE_NOT] = "(NOT (",
                                       [BRUTE_TITLE] = "title:("};
  if (t->kind <= BRUTE_PHRASE || t->kind == BRUTE_NOT || t->kind == BRUTE_TITLE)
    pincite__buf_adds(out, before[t->kind] ? before[t->kind] : "");
  else if (t->kind == BRUTE_ATLEAST)
    pincite__buf_addf(out, "atleast%d(", t->n);
  else
    pincite__buf_addc(out, '(');
  pincite__buf_adds(out, t->text);
  if (t->left)
    brute_write(t->left, out);
  if (t->kind == BRUTE_NEAR || t->kind == BRUTE_BEFORE)
    pincite__buf_addf(out, t->kind == BRUTE_NEAR ? " /%d " : " pre/%d ", t->n);
  else if (t->right)
    pincite__buf_adds(out, between[t->kind]);
  if (t->right)
    brute_write(t->right, out);
  if (t->kind == BRUTE_PHRASE)
    pincite__buf_addc(out, '"');
  else if (t->kind == BRUTE_PREFIX)
    pincite__buf_addc(out, t->n % 2 ? '!' : '*');
  else if (t->kind > BRUTE_PHRASE)
    pincite__buf_adds(out, t->kind == BRUTE_NOT ? "))" : ")");
}

/* ---- the evaluator
 * --------------------------------------------------------------------------- */

/* Joined: a connector found it, so that only the words at its ends are its own. */
typedef struct brute_pair {
  int first, last;
  bool joined;
} brute_pair;

typedef struct brute_pairs {
  brute_pair *items;
  size_t count, capacity;
} brute_pairs;

/* What an answer is looked for in: a passage, in one part of it or all. */
typedef struct brute_view {
  const brute_token *tokens;
  int count;
  int part; /* -1: all */
} brute_view;

/* The connector around a part; AND inside means the same, in any order. */
typedef struct brute_frame {
  brute_kind kind;
  int n;
} brute_frame;

static void brute_put(brute_pairs *list, int first, int last, bool joined) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].first == first && list->items[i].last == last) {
      list->items[i].joined = list->items[i].joined || joined;
      return;
    }
  assert_true(
      pincite__grow(&list->items, &list->capacity, list->count + 1, sizeof *list->items));
  list->items[list->count++] = (brute_pair){first, last, joined};
}

static bool brute_word_is(const brute_tree *t, const brute_token *token) {
  switch (t->kind) {
  case BRUTE_WORD:
    return token->term == t->number;
  case BRUTE_EXACT:
    return token->word == t->number;
  default:
    return t->fits[token->word];
  }
}

static bool brute_owns(brute_pair p, int at) {
  return at == p.first || at == p.last || (!p.joined && at > p.first && at < p.last);
}

static bool brute_joins(brute_frame f, const brute_view *v, brute_pair a, brute_pair b) {
  const brute_token *t = v->tokens;
  int first = a.first < b.first ? a.first : b.first;
  int last = a.last > b.last ? a.last : b.last;
  int apart = b.first > a.last ? b.first - a.last : a.first > b.last ? a.first - b.last : 0;
  for (int at = first; at <= last; at++)
    if ((brute_owns(a, at) && brute_owns(b, at)) || t[at].part != t[first].part ||
        (f.kind == BRUTE_SENTENCE && t[at].sentence != t[first].sentence) ||
        (f.kind == BRUTE_PARAGRAPH && t[at].paragraph != t[first].paragraph))
      return false;
  if (f.kind == BRUTE_BEFORE && b.first <= a.last)
    return false;
  return (f.kind != BRUTE_NEAR && f.kind != BRUTE_BEFORE) || apart <= f.n;
}

static void brute_leaf_places(const brute_tree *t, const brute_view *v,
                              brute_pairs *out) {
  int length = t->kind == BRUTE_PHRASE ? t->n : 1;
  for (int a = 0; a + length <= v->count; a++) {
    bool all = v->part < 0 || v->tokens[a].part == v->part;
    for (int i = 0; all && i < length; i++)
      all = v->tokens[a + i].part == v->tokens[a].part &&
            (t->kind == BRUTE_PHRASE ? v->tokens[a + i].term == t->phrase[i]
                                     : brute_word_is(t, &v->tokens[a + i]));
    if (all)
      brute_put(out, a, a + length - 1, false);
  }
}

/* Beside a word that means something, one that does not is nothing. */
static bool brute_dropped(const brute_tree *any, const brute_tree *child) {
  const brute_tree *other = child == any->left ? any->right : any->left;
  bool weak = child->kind == BRUTE_WORD && child->weak;
  bool other_weak = other->kind == BRUTE_WORD && other->weak;
  return weak && !other_weak;
}

static void brute_places(const brute_tree *t, const brute_view *v, brute_frame around,
                         brute_pairs *out);

/* What 'left' holds at becomes what it and 't' hold at together. */
static void brute_join(const brute_tree *t, const brute_view *v, brute_frame f,
                       brute_pairs *left) {
  brute_pairs right = {0}, both = {0};
  if (left->count)
    brute_places(t, v, f, &right);
  for (size_t i = 0; i < left->count; i++)
    for (size_t k = 0; k < right.count; k++) {
      brute_pair a = left->items[i], b = right.items[k];
      if (brute_joins(f, v, a, b))
        brute_put(&both, a.first < b.first ? a.first : b.first,
                  a.last > b.last ? a.last : b.last, true);
    }
  free(left->items);
  free(right.items);
  *left = both;
}

/* What AND joins, however it is bracketed, is joined from left to right. */
static void brute_join_all(const brute_tree *t, const brute_view *v, brute_frame f,
                           brute_pairs *left, bool *first) {
  if (t->kind == BRUTE_AND) {
    brute_join_all(t->left, v, f, left, first);
    brute_join_all(t->right, v, f, left, first);
  } else if (*first) {
    brute_places(t, v, f, left);
    *first = false;
  } else {
    brute_join(t, v, f, left);
  }
}

static void brute_places(const brute_tree *t, const brute_view *v, brute_frame around,
                         brute_pairs *out) {
  brute_frame f = {t->kind, t->n};
  brute_pairs list = {0};
  bool first = true;
  if (t->kind <= BRUTE_PHRASE) {
    brute_leaf_places(t, v, out);
    return;
  }
  if (t->kind == BRUTE_OR || t->kind == BRUTE_ANY) {
    if (t->kind == BRUTE_OR || !brute_dropped(t, t->left))
      brute_places(t->left, v, around, out);
    if (t->kind == BRUTE_OR || !brute_dropped(t, t->right))
      brute_places(t->right, v, around, out);
    return;
  }
  if (t->kind == BRUTE_AND) {
    f = around.kind == BRUTE_BEFORE ? (brute_frame){BRUTE_NEAR, around.n} : around;
    brute_join_all(t, v, f, &list, &first);
  } else {
    brute_places(t->left, v, f, &list);
    brute_join(t->right, v, f, &list);
  }
  for (size_t i = 0; i < list.count; i++)
    brute_put(out, list.items[i].first, list.items[i].last, list.items[i].joined);
  free(list.items);
}

static size_t brute_count(const brute_tree *t, const brute_view *v) {
  brute_pairs list = {0};
  brute_places(t, v, (brute_frame){BRUTE_PARAGRAPH, 1}, &list);
  size_t count = list.count;
  free(list.items);
  return count;
}

static bool brute_has_word(const brute_tree *t, const brute_view *v) {
  for (int i = 0; i < v->count; i++)
    if ((v->part < 0 || v->tokens[i].part == v->part) && brute_word_is(t, &v->tokens[i]))
      return true;
  return false;
}

static bool brute_answers(const brute_tree *t, const brute_view *v) {
  brute_view title = {v->tokens, v->count, 0};
  switch (t->kind) {
  case BRUTE_AND:
    return brute_answers(t->left, v) && brute_answers(t->right, v);
  case BRUTE_OR:
    return brute_answers(t->left, v) || brute_answers(t->right, v);
  case BRUTE_NOT:
    return !brute_answers(t->left, v);
  case BRUTE_ATLEAST:
    return brute_count(t->left, v) >= (size_t)t->n;
  case BRUTE_TITLE:
    return brute_answers(t->left, &title);
  case BRUTE_ANY:
    return (!brute_dropped(t, t->left) && brute_answers(t->left, v)) ||
           (!brute_dropped(t, t->right) && brute_answers(t->right, v));
  case BRUTE_PHRASE:
    return brute_count(t, v) > 0;
  default:
    return t->kind < BRUTE_PHRASE ? brute_has_word(t, v) : brute_count(t, v) > 0;
  }
}

static inline bool brute_matches(const brute_corpus *c, const brute_tree *t, size_t passage) {
  const brute_passage *p = &c->passages[passage];
  brute_view v = {c->tokens + p->first, (int)p->count, -1};
  return brute_answers(t, &v);
}

#endif
