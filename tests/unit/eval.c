/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pincite.h"

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

static pincite_eval *judged(const char *text) {
  pincite_eval *eval = NULL;
  write_file("eval-qrels", text);
  assert_int_equal(pincite_eval_open("eval-qrels", &eval, NULL), PINCITE_OK);
  remove("eval-qrels");
  return eval;
}

static void rank(pincite_eval *eval, const char *question, const char *documents) {
  char name[2] = "";
  double score = 100;
  for (; *documents; documents++) {
    name[0] = *documents;
    assert_int_equal(pincite_eval_hit(eval, question, name, score--, NULL), PINCITE_OK);
  }
}

/* As the definitions give them. */
static void measures_are_as_defined(void **state) {
  (void)state;
  pincite_measures mean;
  pincite_eval *eval = judged("1\ta\t3\n1\tb\t1\n1\tc\t0\n1\td\t0\n1\te\t2\n1\tf\t0\n"
                              "2\ta\t1\n2\tb\t0\n");
  rank(eval, "1", "cxaedb");
  rank(eval, "2", "yzuvwa");
  assert_int_equal(pincite_eval_measure(eval, &mean, NULL), PINCITE_OK);
  pincite_eval_row row;
  assert_int_equal(pincite_eval_question(eval, 0, &row), PINCITE_OK);
  /* (3/2 + 2/log2 5 + 1/log2 7) / (3 + 2/log2 3 + 1/2) */
  double dcg = 3 / 2.0 + 2 / log2(5) + 1 / log2(7), best = 3 + 2 / log2(3) + 0.5;
  assert_near(row.measures.ndcg_10, dcg / best);
  assert_near(row.measures.map_100, (1 / 3.0 + 2 / 4.0 + 3 / 6.0) / 3);
  assert_near(row.measures.mrr_10, 1 / 3.0);
  assert_near(row.measures.p_5, 0.4);
  /* one judged bad before a and e, two before b, of three: (2/3 + 2/3 + 1/3)/3 */
  assert_near(row.measures.bpref, 5 / 9.0);
  assert_int_equal(pincite_eval_question(eval, 1, &row), PINCITE_OK);
  assert_near(row.measures.ndcg_10, 1 / log2(7));
  assert_near(row.measures.bpref, 1);
  assert_near(mean.mrr_10, (1 / 3.0 + 1 / 6.0) / 2);
  assert_int_equal(pincite_eval_question(eval, 2, &row), PINCITE_ENOTFOUND);
  pincite_eval_free(eval);
}

static void the_last_judgment_counts_and_the_best_listing(void **state) {
  (void)state;
  pincite_measures mean;
  pincite_eval *eval = judged("1\ta\t0\n1\ta\t1\n");
  rank(eval, "1", "xya");
  assert_int_equal(pincite_eval_hit(eval, "1", "a", 1000, NULL), PINCITE_OK);
  assert_int_equal(pincite_eval_measure(eval, &mean, NULL), PINCITE_OK);
  assert_near(mean.mrr_10, 1);
  pincite_eval_clear(eval);
  assert_int_equal(pincite_eval_measure(eval, &mean, NULL), PINCITE_OK);
  assert_near(mean.recall_100, 0);
  assert_int_equal(pincite_eval_hit(eval, "1", "a", NAN, NULL), PINCITE_EINVAL);
  pincite_eval_free(eval);
}

static void few_questions_are_compared_exactly(void **state) {
  (void)state;
  double a[] = {0.1, 0.2, 0.3, 0.4, 0.5}, b[] = {0.2, 0.3, 0.4, 0.5, 0.5};
  /* Four equal differences: only all and none of 16 ways are as far. */
  assert_near(pincite_eval_compare(a, b, 5), 2 / 16.0);
  assert_near(pincite_eval_compare(b, a, 5), 2 / 16.0);
  assert_near(pincite_eval_compare(a, a, 5), 1);
  assert_near(pincite_eval_compare(NULL, NULL, 0), 1);
}

/* For many questions the test agrees with the normal distribution. */
static void many_questions_are_compared_by_drawing(void **state) {
  (void)state;
  double a[400], b[400], sum = 0, squares = 0;
  for (int i = 0; i < 400; i++) {
    double difference = (i * 37 % 101 - 48) / 200.0;
    a[i] = 0.5;
    b[i] = 0.5 + difference;
    sum += difference;
    squares += difference * difference;
  }
  double normal = erfc(fabs(sum) / sqrt(squares) / sqrt(2));
  double p = pincite_eval_compare(a, b, 400);
  assert_true(normal > 0.01 && normal < 0.5);
  assert_true(fabs(p - normal) < 0.01);
  assert_true(p == pincite_eval_compare(a, b, 400));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(measures_are_as_defined),
    cmocka_unit_test(the_last_judgment_counts_and_the_best_listing),
    cmocka_unit_test(few_questions_are_compared_exactly),
    cmocka_unit_test(many_questions_are_compared_by_drawing),
};

TEST_MAIN(tests)
