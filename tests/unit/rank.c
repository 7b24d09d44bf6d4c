/* SPDX-License-Identifier: MIT
 *
 * rank.c - the best k equal those of scoring every passage by the formula,
 * whatever the history of the index, the kind of question and the filters.
 * PINCITE_RANK_QUESTIONS in the environment says how many questions each history is
 * asked.
 */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include "../../query/rank.h"
#include "made_up.h"

#define PASSAGES 20000 /* several windows */
#define QUESTIONS 50
#define TERMS_MAX 6

typedef struct fixture {
  truth *passages; /* from 1 */
  uint32_t count;
  sqlite3 *db;
  pincite_postings_writer *writer;
  pincite_postings *postings;
  uint64_t *bits; /* of a rowset */
} fixture;

typedef struct scored {
  uint32_t row;
  double score;
} scored;

/* What is asked, with the numbers of the words beside the terms. */
typedef struct asked {
  unsigned words[TERMS_MAX];
  char names[TERMS_MAX][16];
  pincite_rank_term terms[TERMS_MAX];
  pincite_rank_request request;
} asked;

/* ---- the formula ------------------------------------------------------------ */

typedef struct sums {
  double passages, words, titled, title_words;
  double df[WORDS], count[WORDS];
} sums;

static void add_up(const fixture *f, sums *all) {
  memset(all, 0, sizeof *all);
  for (uint32_t row = 1; row <= f->count; row++) {
    const truth *own = &f->passages[row];
    bool seen[WORDS] = {false};
    if (!own->live)
      continue;
    all->passages++;
    all->words += own->count;
    all->titled += own->title_count > 0;
    all->title_words += own->title_count;
    for (unsigned i = 0; i < own->count; i++) {
      all->df[own->words[i]] += !seen[own->words[i]];
      all->count[own->words[i]]++;
      seen[own->words[i]] = true;
    }
  }
}

static unsigned times_in(const truth *own, unsigned word, unsigned from, unsigned to,
                         unsigned *first) {
  unsigned times = 0;
  for (unsigned i = from; i < to; i++)
    if (own->words[i] == word) {
      *first = times ? *first : i;
      times++;
    }
  return times;
}

static double score_word(const sums *all, const truth *own, unsigned word, double weight,
                         bool plain) {
  unsigned first = 0, ignored;
  double tf = times_in(own, word, 0, own->count, &first);
  double title = times_in(own, word, 0, own->title_count, &ignored);
  double df = all->df[word], f = all->count[word], n = all->passages;
  double average = all->words / n, length = own->count;
  if (tf == 0)
    return 0;
  double idf = log(1 + (n - df + 0.5) / (df + 0.5));
  double bm25 = weight * idf * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length / average));
  if (plain)
    return bm25;
  double spread = tf * log2(1 + average / length);
  double rarity = log2((n + 1) / (f + 0.5));
  double ifb2 =
      rarity <= 0 ? 0 : (1 + log(weight)) * (f + 1) / df * spread / (spread + 1) * rarity;
  double early =
      idf / (1 + log(1 + pincite__first_of(pincite__first_code(first)) / 20.0));
  double title_average = all->title_words / n;
  double titled =
      all->titled * 2 < n
          ? 0
          : weight * idf * title / (title + 0.5 + 0.5 * own->title_count / title_average);
  return 0.5 * bm25 + 0.5 * ifb2 + 1.3 * early + (title > 0 ? 1.5 * titled : 0);
}

/* Is it a hit, and with what score? */
static bool score(const fixture *f, const sums *all, const asked *question, uint32_t row,
                  double *points) {
  const truth *own = &f->passages[row];
  const pincite_rank_request *request = &question->request;
  bool any = false;
  *points = 0;
  if (!own->live || (request->zones && !(request->zones >> zone_of(row) & 1)) ||
      (request->within && !(f->bits[row / 64] >> row % 64 & 1)))
    return false;
  for (size_t i = 0; i < request->term_count; i++) {
    unsigned word = question->words[i], ignored;
    bool there = times_in(own, word, 0, own->count, &ignored) > 0;
    pincite_rank_role role = question->terms[i].role;
    if ((role == PINCITE_RANK_REQUIRED && !there) ||
        (role == PINCITE_RANK_EXCLUDED && there))
      return false;
    any = any || there;
    *points += score_word(all, own, word, question->terms[i].weight,
                          request->model == PINCITE_RANK_PLAIN);
  }
  return any;
}

static uint32_t tie_of(uint32_t row) {
  return row * 2654435761U;
}

static int best_first(const void *a, const void *b) {
  const scored *left = a, *right = b;
  if (fabs(left->score - right->score) > 1e-10)
    return left->score < right->score ? 1 : -1;
  return (tie_of(left->row) > tie_of(right->row)) -
         (tie_of(left->row) < tie_of(right->row));
}

static uint32_t article_of(uint32_t row) {
  return row - (row + 2) % 3;
}

/* All hits, the best first; of an article the best only where that is asked. */
static size_t score_all(const fixture *f, const asked *question, scored *hits) {
  sums all;
  size_t count = 0, kept = 0;
  add_up(f, &all);
  for (uint32_t row = 1; row <= f->count; row++) {
    hits[count].row = row;
    count += score(f, &all, question, row, &hits[count].score);
  }
  qsort(hits, count, sizeof *hits, best_first);
  for (size_t i = 0; i < count; i++) {
    bool again = false;
    for (size_t k = 0; k < kept && question->request.articles && !again; k++)
      again = article_of(hits[k].row) == article_of(hits[i].row);
    if (!again)
      hits[kept++] = hits[i];
  }
  return kept;
}

/* ---- questions ---------------------------------------------------------------- */

static void ask_something(const fixture *f, asked *question) {
  *question = (asked){.request = {.terms = question->terms}};
  size_t count = 1 + random_below(TERMS_MAX);
  for (size_t i = 0; i < count; i++) {
    unsigned word, at = 0;
    do { /* a word that was not asked yet */
      word = random_below(WORDS);
      for (at = 0; at < i && question->words[at] != word;)
        at++;
    } while (at < i);
    question->words[i] = word;
    term_of(word, question->names[i]);
    unsigned chance = random_below(12);
    question->terms[i] =
        (pincite_rank_term){.term = pincite__str(question->names[i]),
                            .weight = 1 + random_below(2),
                            .role = chance == 0   ? PINCITE_RANK_EXCLUDED
                                    : chance == 1 ? PINCITE_RANK_REQUIRED
                                                  : PINCITE_RANK_OPTIONAL};
  }
  question->request.term_count = count;
  question->request.limit = 1 + random_below(30);
  question->request.model = random_below(3) ? PINCITE_RANK_DEFAULT : PINCITE_RANK_PLAIN;
  question->request.articles = random_below(4) == 0;
  question->request.count = 1; /* leave out from the beginning */
  if (random_below(4) == 0)
    question->request.zones = 1u << PINCITE_ZONE_BODY;
  (void)f;
}

static void compare(const fixture *f, const asked *question) {
  scored *truths = calloc(f->count + 1, sizeof *truths);
  pincite_ranking found;
  pincite_error err;
  size_t count = score_all(f, question, truths);
  assert_int_equal(pincite__rank(f->postings, &question->request, &found, &err), 0);
  size_t limit = question->request.limit;
  assert_int_equal(found.hit_count, count < limit ? count : limit);
  for (size_t i = 0; i < found.hit_count; i++) {
    pincite_score parts;
    double sum = 0;
    assert_true(fabs(found.hits[i].score - truths[i].score) < 1e-6);
    assert_int_equal(found.hits[i].rowid, truths[i].row);
    assert_int_equal(pincite__score_explain(f->postings, &question->request,
                                            found.hits[i].rowid, &parts, &err),
                     0);
    for (size_t k = 0; k < parts.part_count; k++)
      sum += parts.parts[k].value;
    assert_true(fabs(sum - found.hits[i].score) < 1e-9);
    assert_true(parts.score == found.hits[i].score);
    free(parts.parts);
  }
  free(found.hits);
  asked counting = *question;
  counting.request.terms = counting.terms;
  counting.request.count = UINT64_MAX;
  assert_int_equal(pincite__rank(f->postings, &counting.request, &found, &err), 0);
  assert_true(found.exact);
  assert_int_equal(found.matched, count);
  free(found.hits);
  free(truths);
}

static void ask_all(fixture *f) {
  pincite_error err;
  pincite_rowset rows = {f->bits, f->count + 1};
  assert_int_equal(pincite__postings_refresh(f->postings, &err), PINCITE_OK);
  const char *wanted = getenv("PINCITE_RANK_QUESTIONS");
  unsigned long questions = wanted ? strtoul(wanted, NULL, 10) : QUESTIONS;
  for (unsigned long i = 0; i < questions; i++) {
    asked question;
    ask_something(f, &question);
    question.request.within = random_below(5) ? NULL : &rows;
    if (i % 2) { /* who has read no lengths yet goes without them where he can */
      pincite__postings_close(f->postings);
      assert_int_equal(pincite__postings_open(f->db, &f->postings, &err), PINCITE_OK);
      assert_int_equal(pincite__postings_refresh(f->postings, &err), PINCITE_OK);
    }
    compare(f, &question);
  }
}

/* ---- the cases ------------------------------------------------------------------ */

static fixture set_up(void) {
  fixture f = {.db = open_database()};
  pincite_error err;
  f.passages = calloc(PASSAGES * 2 + 1, sizeof *f.passages);
  f.bits = calloc(PASSAGES * 2 / 64 + 1, sizeof *f.bits);
  for (size_t i = 0; i < PASSAGES * 2 / 64 + 1; i++)
    f.bits[i] = (uint64_t)random_below(1u << 31) << 31 | random_below(1u << 31);
  assert_int_equal(pincite__postings_writer_open(f.db, 0, &f.writer, &err), 0);
  assert_int_equal(pincite__postings_open(f.db, &f.postings, &err), 0);
  return f;
}

static void tear_down(fixture *f) {
  pincite__postings_close(f->postings);
  pincite__postings_writer_close(f->writer);
  sqlite3_close(f->db);
  free(f->passages);
  free(f->bits);
}

static void add_some(fixture *f, uint32_t count, unsigned flush_one_in) {
  pincite_error err;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t row = ++f->count;
    make_up(&f->passages[row]);
    /* A run of passages about one thing gives the bounds something to do. */
    if (row / 100 % 9 == 0)
      for (unsigned k = 0; k < f->passages[row].count && k < LENGTH_MAX; k += 3)
        f->passages[row].words[k] = (unsigned char)(30 + row / 900 % 20);
    add(f->writer, &f->passages[row], row);
    if (random_below(flush_one_in) == 0)
      assert_int_equal(pincite__postings_flush(f->writer, &err), PINCITE_OK);
  }
  assert_int_equal(pincite__postings_flush(f->writer, &err), PINCITE_OK);
}

static void the_best_are_those_of_the_formula(void **state) {
  (void)state;
  random_state = 1;
  fixture f = set_up();
  add_some(&f, PASSAGES, UINT32_MAX);
  ask_all(&f);
  tear_down(&f);
}

static void they_stay_so_after_updates_and_removals(void **state) {
  pincite_error err;
  (void)state;
  random_state = 2;
  fixture f = set_up();
  add_some(&f, PASSAGES / 2, 500);
  for (uint32_t row = 1; row <= f.count; row++)
    if (random_below(3) == 0)
      drop(f.writer, &f.passages[row], row);
  add_some(&f, PASSAGES / 2, 300);
  for (uint32_t row = 1; row <= f.count; row += 5)
    if (f.passages[row].live)
      drop(f.writer, &f.passages[row], row);
  assert_int_equal(pincite__postings_flush(f.writer, &err), PINCITE_OK);
  ask_all(&f);
  assert_int_equal(pincite__postings_optimize(f.writer, &err), PINCITE_OK);
  ask_all(&f);
  tear_down(&f);
}

static void nothing_is_found_in_nothing(void **state) {
  pincite_rank_term term = {.term = PINCITE_STR("w1"), .weight = 1};
  pincite_rank_request request = {.terms = &term, .term_count = 1, .limit = 10};
  pincite_ranking found;
  pincite_error err;
  (void)state;
  fixture f = set_up();
  assert_int_equal(pincite__postings_refresh(f.postings, &err), PINCITE_OK);
  assert_int_equal(pincite__rank(f.postings, &request, &found, &err), PINCITE_OK);
  assert_int_equal(found.hit_count, 0);
  assert_true(found.exact);
  free(found.hits);
  tear_down(&f);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_is_found_in_nothing),
    cmocka_unit_test(the_best_are_those_of_the_formula),
    cmocka_unit_test(they_stay_so_after_updates_and_removals),
};

TEST_MAIN(tests)
