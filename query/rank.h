/* SPDX-License-Identifier: MIT
 *
 * rank.h - the best passages for a handful of weighted terms.
 *
 * The score and why it is as it is stand at the top of rank_model.c. A score
 * depends on the live passages and the question alone: not on history, not on
 * the order of terms in memory, not on segments. The best k are exact.
 */
#ifndef PINCITE_QUERY_RANK_H
#define PINCITE_QUERY_RANK_H

#include "../corpus/postings.h"

typedef enum pincite_rank_model {
  PINCITE_RANK_DEFAULT = 0,
  PINCITE_RANK_PLAIN = 1 /* BM25, k1 1.2, b 0.75 */
} pincite_rank_model;

typedef enum pincite_rank_role {
  PINCITE_RANK_OPTIONAL = 0,
  PINCITE_RANK_REQUIRED = 1, /* no hit without it */
  PINCITE_RANK_EXCLUDED = 2, /* no hit with it; gives no score */
  PINCITE_RANK_ASIDE = 3     /* a stop word: makes no hit, but counts in the plain
                                model and in the second look */
} pincite_rank_role;

/* Terms in the order of the question. A term given twice is joined with its
   weights added. */
typedef struct pincite_rank_term {
  pincite_str term;
  pincite_str word; /* as typed, folded; empty when there is none */
  double weight;    /* times in the question */
  pincite_rank_role role;
  bool adjacent; /* follows right on the term before it, ASIDE ones included: the
                    two are looked at as a pair */
} pincite_rank_term;

/* Terms whose positions are looked at: no more than so many. */
#define PINCITE__PLACES 32

/* Two of them that every hit has, by number; the second 'least' to 'most' words
   behind the first; negative: before it. */
typedef struct pincite_rank_gap {
  uint8_t first, second;
  int32_t least, most;
} pincite_rank_gap;

/* More are not looked at. */
#define PINCITE__GAPS 8

/* Where these terms stand in a passage, counted through its fields. */
typedef struct pincite_rank_found {
  const uint32_t *positions[PINCITE__PLACES]; /* never falling */
  uint32_t counts[PINCITE__PLACES];           /* 0: the passage does not have it */
  uint32_t title_words, heading_words;        /* the fields before the body */
  bool fields_known;                          /* false: these are not exact */
  pincite_zone zone;
} pincite_rank_found;

/* A set of passages as bits by rowid; rowids past 'rows' are not in it. */
typedef struct pincite_rowset {
  const uint64_t *bits;
  uint32_t rows;
} pincite_rowset;

/* What is searched of a passage, for a second look at its words. */
typedef struct pincite_rank_text {
  pincite_str title, heading, body;
} pincite_rank_text;

typedef struct pincite_rank_request {
  const pincite_rank_term *terms;
  size_t term_count;
  pincite_rank_model model;
  size_t limit;   /* k: hits wanted */
  bool articles;  /* the best passage of each article only */
  uint64_t count; /* count matches up to this many, leaving none out until then; 0:
                     1000; UINT64_MAX: all */
  unsigned zones; /* bit 1u << zone; 0: every zone */
  const pincite_rowset *within; /* NULL: everywhere */
  /* Is the passage a hit? Asked only of those that would rank; NULL: yes.
   *yes is preset to 1; a failure ends the ranking. */
  pincite_status (*accept)(uint32_t rowid, int *yes, void *data, pincite_error *err);
  /* 'accept' is slow: score all that could be hits first, then ask about the best,
     in their order, and about no more than needed. Not together with 'articles'. */
  bool accept_late;
  /* Terms whose positions count, and what is known of every hit's. */
  const pincite_str *places;
  size_t place_count;
  const pincite_rank_gap *gaps;
  size_t gap_count;
  /* Do the positions admit the passage? Asked before 'accept', which is still asked;
     NULL: the gaps are all that is known. */
  pincite_status (*admits)(uint32_t rowid, const pincite_rank_found *found, int *yes,
                           void *data, pincite_error *err);
  /* The passage's text, which lives until the next call; NULL, for it and for
     the analyser: no second look. */
  pincite_status (*text)(uint32_t rowid, pincite_rank_text *text, void *data,
                         pincite_error *err);
  pincite_analyser *analyser;
  /* Order two passages of equal score and equal key by their external ids, as
     strcmp() does; NULL: their rowids decide. */
  int (*compare)(uint32_t a, uint32_t b, void *data);
  void *data;
} pincite_rank_request;

typedef struct pincite_ranked {
  uint32_t rowid;
  double score;
} pincite_ranked;

typedef struct pincite_ranking {
  pincite_ranked *hits; /* the best first; free() them */
  size_t hit_count;
  uint64_t matched; /* passages (or articles) that match */
  bool exact;       /* false: at least 'matched' do */
} pincite_ranking;

/* The second look is at so many of the best; they stay before the others. */
#define PINCITE__LOOK_DEPTH 30

pincite_status pincite__rank(pincite_postings *postings,
                             const pincite_rank_request *request,
                             pincite_ranking *ranking, pincite_error *err);

/* One part of a score. */
typedef struct pincite_score_part {
  const char *name;   /* bm25 ifb2 early title; exact pair stop akin near alike */
  pincite_str term;   /* of the request; empty for "near" and "alike" */
  pincite_str second; /* of a pair; else empty */
  uint32_t tf;        /* times it stands in the passage, or the title */
  double value;
} pincite_score_part;

typedef struct pincite_score {
  double score;              /* as pincite__rank() gives it */
  pincite_score_part *parts; /* they add up to it; free() them */
  size_t part_count;
} pincite_score;

/* Take the score of a passage apart: of one that is among the hits of the
   request (which is ranked again), or of any other without a second look. */
pincite_status pincite__score_explain(pincite_postings *postings,
                                      const pincite_rank_request *request, uint32_t rowid,
                                      pincite_score *score, pincite_error *err);

#endif
