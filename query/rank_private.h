/* SPDX-License-Identifier: MIT
 *
 * rank_private.h - what the files of the ranker share.
 */
#ifndef PINCITE_QUERY_RANK_PRIVATE_H
#define PINCITE_QUERY_RANK_PRIVATE_H

#include "../corpus/postings_read.h"
#include "rank.h"

/* ---- interface of rank_model.c -------------------------------------------- */

/* Scores are whole numbers of 2^-40: sums do not depend on their order, and a
   bound is a bound to the last digit. */
typedef int64_t pincite_points;
double pincite__points_value(pincite_points points);
pincite_points pincite__points(double value);

/* Up to this tf scores are looked up by length. */
#define PINCITE__SCORED_TF 3

/* What scoring needs of the index as a whole: it depends on the totals alone. */
typedef struct pincite_rank_model_data {
  pincite_postings_totals totals;
  double average, title_average; /* length */
  bool titles;                   /* at least half of the passages have one */
  double k[256];                 /* BM25: by length code */
  double spread[256];            /* IfB2: by length code */
  double title_k[256];
  double bm25[PINCITE__SCORED_TF][256]; /* tf / (tf + k): by tf - 1, length code */
  double ifb2[PINCITE__SCORED_TF][256]; /* the same with 'spread' */
} pincite_rank_model_data;

void pincite__model_init(pincite_rank_model_data *data,
                         const pincite_postings_totals *totals);

/* A term of the question, ready for scoring. */
typedef struct pincite_scorer {
  const pincite_rank_model_data *data;
  double idf, weight;
  double bm25, ifb2, title; /* factors */
  bool core_only;           /* neither title nor first position give anything */
  pincite_points early[PINCITE__FIRSTS];
  pincite_points (*core)[256]; /* bm25 + ifb2, by tf - 1 and length code */
} pincite_scorer;

double pincite__model_idf(const pincite_rank_model_data *data, uint64_t df);
/* False: out of memory. */
bool pincite__scorer_init(pincite_scorer *scorer, const pincite_rank_model_data *data,
                          pincite_rank_model model, const pincite_term_stats *stats,
                          double weight);
void pincite__scorer_release(pincite_scorer *scorer);

/* The parts of a term's score in a passage. */
typedef struct pincite_term_points {
  pincite_points bm25, ifb2, early, title;
} pincite_term_points;

void pincite__scorer_parts(const pincite_scorer *scorer, uint32_t tf, uint32_t title_tf,
                           uint32_t first, uint8_t length, uint8_t title_length,
                           pincite_term_points *parts);
pincite_points pincite__scorer_bound(const pincite_scorer *scorer,
                                     const pincite_postings_bounds *bounds);
/* bm25 + ifb2, which depend on tf and length alone. */
pincite_points pincite__scorer_core(const pincite_scorer *scorer, uint32_t tf,
                                    uint8_t length);
pincite_points pincite__scorer_title(const pincite_scorer *scorer, uint32_t title_tf,
                                     uint8_t title_length);

/* The same, looked up for the smaller tf. */
static inline pincite_points pincite__scorer_tf(const pincite_scorer *scorer, uint32_t tf,
                                                uint8_t length) {
  return tf - 1 < PINCITE__SCORED_TF ? scorer->core[tf - 1][length]
                                     : pincite__scorer_core(scorer, tf, length);
}

static inline pincite_points pincite__scorer_score(const pincite_scorer *scorer,
                                                   uint32_t tf, uint32_t title_tf,
                                                   uint32_t first, uint8_t length,
                                                   uint8_t title_length) {
  pincite_points points = scorer->early[first] + pincite__scorer_tf(scorer, tf, length);
  return title_tf ? points + pincite__scorer_title(scorer, title_tf, title_length)
                  : points;
}

/* ---- interface of rank_top.c ----------------------------------------------- */

typedef struct pincite_top_entry {
  pincite_points points;
  uint32_t row, article; /* article: the row that opens it */
  uint32_t tie;
  bool tie_known;
} pincite_top_entry;

/* The best k so far; the worst of them is the first. */
typedef struct pincite_top {
  pincite_postings *postings;
  const pincite_rank_request *request;
  pincite_top_entry *items;
  size_t count, limit, capacity;
  uint32_t last_article; /* of the entry put in last; 0: none */
  pincite_status status; /* sticks */
  pincite_error error;
} pincite_top;

void pincite__top_init(pincite_top *top, pincite_postings *postings,
                       const pincite_rank_request *request, size_t limit);
void pincite__top_release(pincite_top *top);
/* What cannot reach this need not be looked at; INT64_MIN while there is room. */
pincite_points pincite__top_threshold(const pincite_top *top);
/* Rows come in ascending order. */
void pincite__top_add(pincite_top *top, uint32_t row, uint32_t article,
                      pincite_points points);
/* The best first. */
void pincite__top_sort(pincite_top *top);

/* ---- interface of rank_search.c ---------------------------------------------- */

/* A term of the question with all that is known of it. */
typedef struct pincite_rank_word {
  const pincite_rank_term *term; /* the first of the request that names it */
  pincite_rank_role role;
  double weight;
  const pincite_postings_entry *entries; /* by segment */
  pincite_term_stats stats;
  pincite_scorer scorer;
} pincite_rank_word;

/* What could be a hit and was not asked about yet. */
typedef struct pincite_late {
  pincite_points points;
  uint32_t row;
} pincite_late;

typedef struct pincite_rank_run {
  pincite_postings *postings;
  const pincite_rank_request *request;
  const pincite_rank_model_data *model;
  pincite_rank_word *words; /* those that are in the index */
  size_t word_count;
  pincite_postings_entry *entries; /* of the words */
  bool impossible; /* a required word is nowhere */
  pincite_top top;
  uint64_t matched; /* counted up to count_limit */
  uint64_t count_limit;
  uint32_t counted_article; /* the article counted last */
  pincite_late *late;       /* a heap once it is settled, the best first */
  size_t late_count, late_capacity;
  bool late_cut; /* some were left out: 'matched' is a least number */
} pincite_rank_run;

/* Does the first step give points for the word? */
static inline bool pincite__rank_scores(const pincite_rank_run *run,
                                        const pincite_rank_word *word) {
  return word->role == PINCITE_RANK_ASIDE ? run->request->model == PINCITE_RANK_PLAIN
                                          : word->role != PINCITE_RANK_EXCLUDED;
}

pincite_status pincite__rank_search(pincite_rank_run *run, pincite_error *err);

/* ---- interface of rank_late.c ------------------------------------------------- */

/* Keep a candidate for later. */
pincite_status pincite__late_add(pincite_rank_run *run, uint32_t row,
                                 pincite_points points, pincite_error *err);
/* Ask about the best until no other can be among the hits. */
pincite_status pincite__late_settle(pincite_rank_run *run, pincite_error *err);

/* ---- interface of rank_look.c ------------------------------------------------- */

/* A part of what the second look gives a passage. */
typedef struct pincite_look_part {
  const char *name;
  pincite_str term, second;
  uint32_t tf;
  pincite_points points;
} pincite_look_part;

typedef void (*pincite_look_each)(uint32_t row, const pincite_look_part *part,
                                  void *data);

/* Add to the scores of the best of run->top (sorted) what their words give, and
   sort these again; 'each' (NULL accepted) is told every part. */
pincite_status pincite__rank_look(pincite_rank_run *run, pincite_look_each each,
                                  void *data, pincite_error *err);

/* ---- interface of rank_kept.c ------------------------------------------------- */

/* What scoring needs of the index as it is; NULL: out of memory. */
const pincite_rank_model_data *pincite__rank_model(pincite_postings *postings);

/* ---- interface of rank.c -------------------------------------------------------- */

/* Release the run, whatever comes back. */
pincite_status pincite__rank_init(pincite_rank_run *run, pincite_postings *postings,
                                  const pincite_rank_request *request,
                                  pincite_error *err);
pincite_status pincite__rank_run(pincite_rank_run *run, pincite_look_each each,
                                 void *data, pincite_error *err);
bool pincite__rank_looks_twice(const pincite_rank_request *request);
void pincite__rank_release(pincite_rank_run *run);

#endif
