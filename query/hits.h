/* SPDX-License-Identifier: MIT
 *
 * hits.h - what the files behind pincite_search() share.
 */
#ifndef PINCITE_QUERY_HITS_H
#define PINCITE_QUERY_HITS_H

#include "../corpus/concepts.h"
#include "../corpus/handle.h"
#include "match.h"
#include "places.h"
#include "question.h"
#include "rank.h"

/* What a hit must be besides matching. */
typedef struct pincite_filter {
  unsigned zones;           /* bit 1u << zone */
  pincite_day from, to;     /* inclusive; to 0: no date asked for */
  int64_t source, author;   /* rowids; 0: any; -1: one that no article has */
  int64_t first;            /* rowid of the first passage that is new enough */
} pincite_filter;

/* A hit that is not shown, since it is one text with another. */
typedef struct pincite_folded {
  uint32_t rowid, into; /* the hit that is shown */
} pincite_folded;

/* A hit tells no more of its citations. */
#define PINCITE__CITED_MAX 32

/* In which words the hit handed out last cites what is asked for. */
typedef struct pincite_cited_words {
  pincite_concepts concepts; /* scratch */
  pincite_cited *items;
  size_t count, capacity;
  pincite_buf words; /* ids and words, each terminated */
  size_t offsets[PINCITE__CITED_MAX][2];
} pincite_cited_words;

typedef enum pincite_answering {
  PINCITE_BY_FTS5,
  PINCITE_BY_XAPIAN,
  PINCITE_BY_BOTH
} pincite_answering;

/* What a shard keeps of a passage. */
typedef struct pincite_kept_record {
  char *bytes;
  size_t length;
} pincite_kept_record;

struct pincite_beginning;

struct pincite_hits {
  pincite_index *index;
  pincite_search_options options;
  pincite_filter filter;
  pincite_question *question;
  pincite_matcher *matcher;
  bool reading;             /* the store's snapshot is held */
  pincite_places places;    /* what the positions of terms say */
  bool verify;              /* and they are not enough: look at the text */
  bool looks_up;            /* the postings do not decide: ask pincite__judge() */
  struct pincite_found *collect; /* where the hits of a ranking go */
  size_t judged;            /* texts looked at for that */
  uint64_t *admitted;       /* bits: what FTS5 finds, which decides; NULL: not asked */
  uint32_t admitted_rows;
  const struct pincite_beginning *beginning; /* while its passages are ranked */
  pincite_passage_text looked_at; /* by the ranker */
  pincite_ranked *items;    /* the best first */
  size_t count, capacity, next;
  size_t passed;            /* in batches before these */
  struct pincite_stream *stream; /* where the next batch comes from; NULL: no more */
  size_t slack;             /* hits found beyond those wanted, for folding */
  pincite_folded *folded;
  size_t folded_count, folded_capacity;
  uint64_t total;
  bool total_exact;
  double elapsed;           /* milliseconds */
  uint64_t generation;
  char fingerprint[65];
  pincite_buf query, canonical, note, suggestion;
  struct pincite_facets *facets; /* NULL: none were asked for */
  struct pincite_explanations *explanations; /* likewise */
  pincite_answering engine;
  pincite_buf missing, expansion;
  pincite_kept_record *records; /* of the items, where they came from shards */
  size_t record_count;
  /* The hit handed out last. */
  pincite_passage_text passage;
  pincite_buf id, fields, text, snippet;
  pincite_span *matches, *marks;
  size_t match_capacity, mark_capacity;
  pincite_buf also;         /* ids, each with an end */
  const char **also_ids;
  size_t also_capacity;
  pincite_cited_words cited;
};

/* ---- interface of vocabulary.c ------------------------------------------------ */

/* Have the index's postings open, and see what they hold. */
pincite_status pincite__postings_ready(pincite_index *index, pincite_error *err);

/* ---- interface of engine.c ---------------------------------------------------- */

void pincite__records_free(struct pincite_hits *hits);

/* ---- interface of filter.c -------------------------------------------------- */

/* Read the options into a filter; EINVAL names the option that is wrong. */
pincite_status pincite__filter_read(pincite_store *store, const pincite_question *question,
                                    const pincite_search_options *options,
                                    pincite_filter *filter, pincite_error *err);
bool pincite__filter_admits(const pincite_filter *filter, const pincite_passage_row *row);
/* The same as far as the rowid tells, without looking anything up. */
bool pincite__filter_is_new(const pincite_filter *filter, int64_t rowid);
/* Does it ask for anything that ranked postings do not know (all but zones)? */
bool pincite__filter_looks_up(const pincite_filter *filter);
/* Is the source all that it looks up? */
bool pincite__filter_is_source(const pincite_filter *filter);

/* ---- interface of relax.c ----------------------------------------------------- */

/* Is it a sentence with quotation marks in it? */
bool pincite__relaxes(const pincite_question *question);
/* Append a canonical text with blanks for its quotation marks. That text and not what
   was typed, so that a reading is answered like the question it is of. */
void pincite__without_quotes(pincite_str reading, pincite_buf *out);

/* ---- interface of judge.c ----------------------------------------------------- */

/* Is a passage that the terms admit a hit? For pincite_rank_request. */
pincite_status pincite__judge(uint32_t rowid, int *yes, void *hits, pincite_error *err);
/* The same of one whose positions are known. */
pincite_status pincite__judge_places(uint32_t rowid, const pincite_rank_found *found,
                                     int *yes, void *hits, pincite_error *err);
/* Load a passage into hits->passage: does it match, as its text has it? */
pincite_status pincite__judge_text(struct pincite_hits *hits, uint32_t rowid, int *yes,
                                   pincite_error *err);

/* ---- interface of cited.c ----------------------------------------------------- */

void pincite__cited_init(pincite_cited_words *cited);
void pincite__cited_release(pincite_cited_words *cited);
/* Fill in hit->cited from hits->passage. */
pincite_status pincite__hits_cited(struct pincite_hits *hits, pincite_hit *hit,
                                   pincite_error *err);

/* ---- interface of find.c, stream.c ------------------------------------------- */

/* Fill items, total and total_exact. Of every hit, or of those by date, the items may
   be a first batch, and 'stream' has the others. */
pincite_status pincite__find(struct pincite_hits *hits, pincite_error *err);
/* The item at hits->next, from the next batch when these are over: OK or DONE. The
   caller moves on. */
pincite_status pincite__hits_step(struct pincite_hits *hits, const pincite_ranked **item,
                                  pincite_error *err);
/* Have all batches in the items, before the first step. */
pincite_status pincite__hits_gather(struct pincite_hits *hits, pincite_error *err);
void pincite__stream_free(struct pincite_stream *stream);

/* ---- interface of search.c ---------------------------------------------------- */

/* Read a question and its options and hold a snapshot, but look for nothing yet.
   Free with pincite_hits_free(). */
pincite_status pincite__ask(pincite_index *index, const char *query, size_t length,
                            const pincite_search_options *options, pincite_hits **out,
                            pincite_error *err);
/* Fill 'suggestion': what may have been meant, where the corpus hardly has a word. */
pincite_status pincite__suggest(pincite_hits *hits, pincite_error *err);

/* ---- interface of fold.c ------------------------------------------------------ */

/* pincite__find() with near-duplicates folded, where the options allow it. */
pincite_status pincite__find_folded(struct pincite_hits *hits, pincite_error *err);
/* Tell of the hit in row 'rowid' what was folded into it. */
pincite_status pincite__folded_ids(struct pincite_hits *hits, uint32_t rowid,
                                   pincite_hit *hit, pincite_error *err);

#endif
