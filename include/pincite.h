/* SPDX-License-Identifier: MIT
 *
 * pincite.h - a full-text index whose unit is the passage
 *
 * This header is the manual of libpincite. It reads from the simple call to
 * the expert one:
 *
 *     1. Statuses and errors         8. Keeping an index sound
 *     2. Opening an index            9. Citations of law
 *     3. Searching                  10. Measuring a ranking
 *     4. Concordance, time          11. Standing searches
 *     5. Putting articles in        12. Shards
 *     6. Reading what is stored     13. Versions
 *     7. The state of an index, the ledger
 *
 * The shortest useful program:
 *
 *     pincite_error err;
 *     pincite_index *index = NULL;
 *     pincite_hits *hits = NULL;
 *     pincite_hit hit;
 *     if (pincite_open("corpus.pincite", NULL, &index, &err) ||
 *         pincite_search(index, "section 230 hotels", SIZE_MAX, NULL, &hits, &err))
 *       fprintf(stderr, "%s\n", err.message);
 *     else
 *       while (pincite_hits_next(hits, &hit, &err) == PINCITE_OK)
 *         printf("%s  %s\n", hit.id, hit.snippet);
 *     pincite_hits_free(hits);
 *     pincite_close(index);
 *
 * Rules that hold everywhere:
 *  - Text is UTF-8. Offsets and lengths count bytes.
 *  - A function that can fail returns a pincite_status: 0 is success, a
 *    negative number is a failure, a positive one is news that is no failure.
 *    On failure outputs are left as they were.
 *  - The error belongs to the caller. Every 'err' may be NULL.
 *  - An options struct begins with its size; use the INIT macro. A NULL
 *    options pointer, and a zero in any field, mean the default.
 *  - The library never prints, never exits, installs no signal handler, reads
 *    no environment variable, keeps no global state and ignores the locale.
 *  - A handle, and what was made from it, belongs to one thread at a time. Any
 *    number of threads and processes may have the same index open, each with
 *    a handle of its own. A handle does not survive fork(): open a new one.
 */
#ifndef PINCITE_H
#define PINCITE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PINCITE_API __attribute__((visibility("default")))
#else
#define PINCITE_API
#endif

/* ======================================================================
 * 1. Statuses and errors
 * ====================================================================== */

typedef enum pincite_status {
  PINCITE_OK = 0,
  PINCITE_DONE = 1,      /* an iterator has come to its end */
  PINCITE_PARTIAL = 2,   /* done, but some inputs failed: see the ledger */
  PINCITE_ENOMEM = -1,   /* out of memory */
  PINCITE_EINVAL = -2,   /* an argument is wrong */
  PINCITE_EQUERY = -3,   /* a question is malformed, and 'strict' was set */
  PINCITE_ENOTFOUND = -4,/* no such article or passage */
  PINCITE_ENOINDEX = -5, /* there is no index there, or it is none of ours */
  PINCITE_ECORRUPT = -6, /* the index is damaged */
  PINCITE_EVERSION = -7, /* the index has a format that this pincite does not read */
  PINCITE_ELOCKED = -8,  /* another run is writing; try later */
  PINCITE_EREFUSED = -9, /* refused in order to protect the index */
  PINCITE_EIO = -10,     /* reading or writing failed; the disk may be full */
  PINCITE_EABORTED = -11 /* a callback asked to stop */
} pincite_status;

/* What went wrong: one sentence without a full stop that names the file, the
   offset or the part of the question, and what to do about it. */
typedef struct pincite_error {
  pincite_status status;
  char message[512];
} pincite_error;

/* A few words for a status, such as "index damaged". Never NULL. */
PINCITE_API const char *pincite_status_text(pincite_status status);

/* ======================================================================
 * 2. Opening an index
 * ====================================================================== */

typedef struct pincite_index pincite_index;

typedef enum pincite_open_mode {
  PINCITE_READ = 0,  /* for searching; the index must exist */
  PINCITE_WRITE = 1, /* for adding too; the index must exist */
  PINCITE_CREATE = 2 /* for adding too; an index is made if there is none */
} pincite_open_mode;

typedef struct pincite_open_options {
  size_t size; /* sizeof(pincite_open_options) */
  pincite_open_mode mode;
  const char *engines; /* when open for writing: "fts5", "xapian" or "fts5,xapian",
                          what is to be derived from the text; NULL: as it is, for
                          a new index fts5 */
  const char *fts_detail; /* when open for writing: "full", "column" or "none", what
                             FTS5 keeps of places for those who ask it by SQL, see
                             pincite-index(1); changing it gives FTS5 all passages
                             anew. NULL: as it is, for a new index none */
} pincite_open_options;

#define PINCITE_OPEN_OPTIONS_INIT {sizeof(pincite_open_options), PINCITE_READ, NULL, NULL}

/* Open the index in directory 'path'; ":memory:" makes an empty one that is
   gone when closed. An index of another format is EVERSION; an older one is to
   be made again from its articles, in another folder. Opening for writing takes
   the writer's lock, and fails with PINCITE_ELOCKED while a live process or
   thread holds it.
   Fails with ENOINDEX, EVERSION, ECORRUPT, ELOCKED, EIO, ENOMEM, EINVAL. */
PINCITE_API pincite_status pincite_open(const char *path,
                                        const pincite_open_options *options,
                                        pincite_index **out, pincite_error *err);

/* Close; what was not committed is given up. NULL is accepted. Free hits,
   articles and ledgers that came from the index first. */
PINCITE_API void pincite_close(pincite_index *index);

/* ======================================================================
 * 3. Searching
 * ====================================================================== */

typedef struct pincite_hits pincite_hits;

typedef enum pincite_unit {
  PINCITE_PASSAGES = 0, /* a hit is a passage */
  PINCITE_ARTICLES = 1  /* a hit is the best passage of its article */
} pincite_unit;

typedef enum pincite_sort {
  PINCITE_BY_RANK = 0, /* the best first */
  PINCITE_BY_DATE = 1  /* the newest first, the undated last */
} pincite_sort;

typedef struct pincite_search_options {
  size_t size;          /* sizeof(pincite_search_options) */
  size_t limit;         /* hits wanted; 0 means 10 */
  size_t offset;        /* hits to pass over first */
  int all;              /* 1: every hit, whatever 'limit' says */
  pincite_unit unit;
  pincite_sort sort;
  const char *from;     /* YYYY, YYYY-MM or YYYY-MM-DD; not before this */
  const char *to;       /* likewise; to the end of that year, month or day */
  const char *source;   /* only articles of this source, compared without case */
  const char *author;   /* only articles by this author, likewise */
  const char *zones;    /* comma-separated zones, or "all"; see pincite_hit.zone.
                           The default is body,quote,note. */
  const char *model;    /* "default" or "plain" (BM25 alone); of the engine xapian
                           also bm25, bm25+, pl2, pl2+, dlh, lm, ifb2, inl2, tfidf,
                           with parameters as in "bm25:k1=0.9,b=0.4" */
  int strict;           /* 1: a malformed question is PINCITE_EQUERY */
  int no_concepts;      /* 1: citations and popular names are plain words */
  size_t snippet_width; /* bytes of snippet aimed at; 0 means 240 */
  const char *topics;   /* folder of the user's topics; NULL: the index's own */
  int no_collapse;      /* 1: near-duplicates are hits of their own; with 'all'
                           they always are */
  uint64_t since;       /* only articles put in or changed after this generation;
                           EINVAL when the index has not had it */
  const char *facets;   /* count all that is found by these, separated by commas:
                           source, year, author; see pincite_hits_facets() */
  int explain;          /* 1: hits say what their scores consist of; slow, since
                           each of the first ones is ranked again */
  const char *expect;   /* a fingerprint, or its first 8 digits or more: EREFUSED when
                           the index has another */
  const char *engine;   /* "fts5", "xapian", "both" (fused by reciprocal rank); NULL
                           means fts5 where the index has it */
  size_t expand;        /* xapian: so many terms more, from the best passages */
  int timeout_ms;       /* shards: how long they may take; 0 means 10,000 */
  int require_all;      /* shards: 1: EIO when one does not answer */
  int no_suggestion;    /* 1: do not look for near words, which takes milliseconds where
                           there are few hits and a rare word */
} pincite_search_options;

#define PINCITE_SEARCH_OPTIONS_INIT                                            \
  {sizeof(pincite_search_options), 0, 0, 0, PINCITE_PASSAGES, PINCITE_BY_RANK, \
   NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, 0, 0, NULL, 0, NULL, NULL, 0,   \
   0, 0, 0}

/* A stretch of bytes. */
typedef struct pincite_span {
  size_t start;
  size_t length;
} pincite_span;

/* A citation in a hit of something that the question asks for. */
typedef struct pincite_cited {
  const char *id;       /* "usc/47/230" */
  const char *as;       /* in the passage's words, "the Decency Act" */
  const char *where;    /* body; heading or title, if the passage itself has none */
  size_t start, length; /* bytes of the article's text; 0 outside of the body */
} pincite_cited;

/* A part of a score. What the rules are stands in pincite-query(7). */
typedef struct pincite_score_item {
  const char *rule;     /* bm25 ifb2 early title exact pair stop near alike;
                           by Xapian term, length */
  const char *field;    /* title, or passage: title, heading and body */
  const char *term;     /* as it is indexed; NULL: the rule looks at all of them */
  const char *second;   /* of a pair; else NULL */
  size_t count;         /* how often it stands there */
  double value;
} pincite_score_item;

/* One hit. Every pointer is borrowed until the next call on the hits. */
typedef struct pincite_hit {
  size_t rank;           /* from 1, counted over the whole answer */
  const char *id;        /* ARTICLE#N */
  const char *article;   /* the article's id */
  double score;          /* in idf units; higher is better */
  const char *title;     /* "" when there is none */
  const char *author;    /* NULL when unknown */
  const char *published; /* YYYY-MM-DD, YYYY-MM or YYYY; NULL when undated */
  const char *source;    /* NULL when unknown */
  const char *uri;       /* where the article came from; NULL when unknown */
  const char *zone;      /* title heading body quote note boilerplate */
  size_t start;          /* first byte of the passage in the article's text */
  size_t length;
  size_t page, last_page; /* pages of a PDF that it stands on, counted from 1 as
                             they come in the file; 0: the source has none */
  const char *text;      /* exactly those bytes, terminated */
  const pincite_span *matches; /* what matched, in bytes of the article's text */
  size_t match_count;
  const char *snippet;   /* the densest stretch of matches, on one line */
  const pincite_span *snippet_matches; /* what matched, in bytes of snippet */
  size_t snippet_match_count;
  const char *const *also; /* ids of the same text in other articles, left out of
                              the hits: of them, the one with the earliest date
                              is the hit */
  size_t also_count;
  const pincite_cited *cited; /* how it cites what is asked for, if that is law */
  size_t cited_count;
  const pincite_score_item *parts; /* they add up to the score, within 1e-9; NULL
                            unless 'explain' was set, and for a hit without a term
                            that ranks, whose score is 0 */
  size_t part_count;
} pincite_hit;

/* What is true of an answer as a whole; borrowed from the hits. */
typedef struct pincite_answer {
  const char *query;       /* as asked, as valid UTF-8 */
  const char *reading;     /* as understood; reads back to itself */
  const char *note;        /* what a reader should know of it, or NULL */
  const char *suggestion;  /* a question that was perhaps meant, or NULL */
  const char *engine;      /* which answered: "fts5", "xapian" or "both" */
  const char *missing;     /* shards or an engine that did not answer, or are behind,
                              and why; NULL: the answer is whole */
  const char *expansion;   /* the terms that were added, or NULL */
  uint64_t generation;
  const char *fingerprint; /* of the index that answered, in hex */
  uint64_t total;          /* passages (or articles) found */
  int total_exact;         /* 0: at least that many */
  uint64_t folded;         /* of the hits looked at, near-duplicates of others */
  double elapsed_ms;
} pincite_answer;

/* Ask 'query': any bytes ('length' of them, or SIZE_MAX for a terminated
   string) are a question. Nothing found is success with an empty iterator.
   The answer is of one generation, whatever a writer does meanwhile.
   All hits are found some thousands at a time, so that memory does not depend on how
   many there are: a bit for every passage of the index and, by date, 4 bytes. Articles,
   hits that are explained and those of the engine xapian are kept, some 50 bytes each.
   Fails with EINVAL (options), EQUERY (strict only), EREFUSED ('expect'), ECORRUPT,
   EIO, ENOMEM. */
PINCITE_API pincite_status pincite_search(pincite_index *index, const char *query,
                                          size_t length,
                                          const pincite_search_options *options,
                                          pincite_hits **out, pincite_error *err);

/* Fill in the next hit. PINCITE_OK: *hit is filled; PINCITE_DONE: there are no
   more; negative: it failed, with ECORRUPT when a stored text is damaged. */
PINCITE_API pincite_status pincite_hits_next(pincite_hits *hits, pincite_hit *hit,
                                             pincite_error *err);

/* Fill in what is true of the whole answer. Never fails. */
PINCITE_API void pincite_hits_answer(const pincite_hits *hits,
                                     pincite_answer *answer);

/* What was found, by one property of its articles. */
typedef struct pincite_facet_value {
  const char *value;      /* NULL: unknown, undated */
  uint64_t articles;      /* that have a hit */
  uint64_t passages;      /* hits in them */
} pincite_facet_value;

typedef struct pincite_facet {
  const char *name;       /* source year author */
  const pincite_facet_value *values; /* the most articles first; years: the newest */
  size_t count;
} pincite_facet;

/* Why a passage is a hit, or is none. All pointers belong to the struct. */
typedef struct pincite_verdict {
  int found;              /* 1: it is a hit */
  size_t rank;            /* then: its place, near-duplicates not folded */
  double score;
  const char *clause;     /* else: the first part of the question, or the option,
                             that it does not fulfil */
  const char *sentence;   /* the same in words */
  pincite_answer answer;  /* 'reading', 'generation' and the like */
} pincite_verdict;

/* Ask 'query' of one passage, ARTICLE#N. Free with pincite_verdict_free(). Fails as
   pincite_search() does, and with ENOTFOUND, EINVAL (an article is named). */
PINCITE_API pincite_status pincite_why_not(pincite_index *index, const char *query,
                                           size_t length,
                                           const pincite_search_options *options,
                                           const char *id, const pincite_verdict **out,
                                           pincite_error *err);

/* NULL is accepted. */
PINCITE_API void pincite_verdict_free(const pincite_verdict *verdict);

/* The facets that the options asked for, in that order, over all that is found
   and not only the hits handed out; borrowed from the hits. Never fails. */
PINCITE_API void pincite_hits_facets(const pincite_hits *hits,
                                     const pincite_facet **facets, size_t *count);

/* The rest of the hits as one JSON object (schema pincite.search/1) into a
   terminated string of the caller's; give it to pincite_free(). */
PINCITE_API pincite_status pincite_hits_json(pincite_hits *hits, char **out,
                                             size_t *length, pincite_error *err);

/* NULL is accepted. */
PINCITE_API void pincite_hits_free(pincite_hits *hits);

/* Passages like the one of that id, or like those of an article, in other articles: the
   question is made of the words that tell it from others. Needs the engine xapian.
   Of the options, 'engine', 'strict' and 'no_concepts' do not count.
   Fails as pincite_search() does, and with ENOTFOUND. */
PINCITE_API pincite_status pincite_similar(pincite_index *index, const char *id,
                                           const pincite_search_options *options,
                                           pincite_hits **out, pincite_error *err);

/* Free memory that the library handed over. NULL is accepted. */
PINCITE_API void pincite_free(void *memory);

/* ======================================================================
 * 4. All that matches: concordance, time
 * ====================================================================== */

/* A concordance (key words in context): every match of a question on a line of
   its own, with the words around it. */
typedef struct pincite_kwic pincite_kwic;

typedef enum pincite_kwic_sort {
  PINCITE_KWIC_STORED = 0, /* article by article, in the order of the text */
  PINCITE_KWIC_LEFT = 1,   /* by the three words before the match, nearest first */
  PINCITE_KWIC_RIGHT = 2,  /* by the three words behind it */
  PINCITE_KWIC_DATE = 3    /* the newest first, the undated last */
} pincite_kwic_sort;

typedef struct pincite_kwic_options {
  size_t size;            /* sizeof(pincite_kwic_options) */
  const pincite_search_options *search; /* from, to, source, author, zones, strict
                             and no_concepts count; NULL: none */
  pincite_kwic_sort sort;
  size_t width;           /* characters of context on each side; 0 means 40 */
  size_t limit;           /* lines wanted; 0: all */
} pincite_kwic_options;

#define PINCITE_KWIC_OPTIONS_INIT                                              \
  {sizeof(pincite_kwic_options), NULL, PINCITE_KWIC_STORED, 0, 0}

/* One line. Every pointer is borrowed until the next call. In left, match and
   right a run of blanks and line ends is one blank. */
typedef struct pincite_kwic_line {
  const char *id;         /* of the passage: ARTICLE#N */
  const char *article;
  const char *title;      /* "" when there is none */
  const char *published;  /* NULL when undated */
  const char *source;     /* NULL when unknown */
  const char *left;       /* the context ends where the passage does */
  const char *match;
  const char *right;
  size_t start, length;   /* of the match: bytes of the article's text */
} pincite_kwic_line;

/* Begin a concordance of 'query', read as pincite_search() reads it. What is
   marked there is a line here, in the passages themselves and not in titles.
   In stored order the lines are found one after the other, in memory that does
   not depend on how many there are; every other order finds all of them first
   and keeps the 'limit' that come first, some 200 bytes each, and never more than
   1 GB (ENOMEM). Fails as pincite_search() does. */
PINCITE_API pincite_status pincite_kwic_open(pincite_index *index, const char *query,
                                             size_t length,
                                             const pincite_kwic_options *options,
                                             pincite_kwic **out, pincite_error *err);

/* The next line: OK, DONE, or a failure as in pincite_hits_next(). */
PINCITE_API pincite_status pincite_kwic_next(pincite_kwic *kwic, pincite_kwic_line *line,
                                             pincite_error *err);

/* What is true of the whole; 'total' counts the lines found so far, and
   'total_exact' is set when they are all. Never fails. */
PINCITE_API void pincite_kwic_answer(const pincite_kwic *kwic, pincite_answer *answer);

/* NULL is accepted. */
PINCITE_API void pincite_kwic_free(pincite_kwic *kwic);

/* A year or month, and what of it was found. */
typedef struct pincite_period {
  const char *name;       /* "2018", "2018-03"; NULL: undated */
  uint64_t articles;      /* that have a hit */
  uint64_t passages;      /* hits in them */
  uint64_t of;            /* articles of that period that the options admit */
} pincite_period;

typedef struct pincite_timeline_options {
  size_t size;            /* sizeof(pincite_timeline_options) */
  const pincite_search_options *search; /* as in pincite_kwic_options */
  int months;             /* 1: by month; of what is dated by its year alone the
                             name is that year, and it comes before its months */
} pincite_timeline_options;

#define PINCITE_TIMELINE_OPTIONS_INIT {sizeof(pincite_timeline_options), NULL, 0}

/* All pointers belong to the struct. */
typedef struct pincite_timeline {
  const pincite_period *periods; /* from the first with a hit to the last, with
                                    those between that have none */
  size_t period_count;
  pincite_period undated; /* counted apart */
  pincite_period whole;   /* the sum of all; its name is NULL */
  pincite_answer answer;  /* 'total' counts articles, exactly */
} pincite_timeline;

/* Count the articles and passages that match 'query' over time. Free with
   pincite_timeline_free(). Fails as pincite_search() does. */
PINCITE_API pincite_status pincite_timeline_get(pincite_index *index, const char *query,
                                                size_t length,
                                                const pincite_timeline_options *options,
                                                const pincite_timeline **out,
                                                pincite_error *err);

/* NULL is accepted. */
PINCITE_API void pincite_timeline_free(const pincite_timeline *timeline);

/* ======================================================================
 * 5. Putting articles in
 * ====================================================================== */

/* An article given from memory. Only 'text' is needed; NULL means unknown. */
typedef struct pincite_article_input {
  size_t size;           /* sizeof(pincite_article_input) */
  const char *id;        /* NULL: made from 'uri', else from the text */
  const char *title;
  const char *text;      /* any bytes; paragraphs are set off by blank lines */
  size_t text_length;    /* 0: 'text' is terminated */
  const char *author;
  const char *published; /* YYYY, YYYY-MM or YYYY-MM-DD */
  const char *source;
  const char *language;
  const char *uri;
} pincite_article_input;

#define PINCITE_ARTICLE_INPUT_INIT                                             \
  {sizeof(pincite_article_input), NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL}

/* Add an article, or replace the one with the same id. It is stored as valid
   UTF-8 in NFC and cut into passages. Committed at once, unless between
   pincite_begin() and pincite_commit(), which is far faster for many.
   Fails with EINVAL (no text, bad date), EREFUSED (not open for writing),
   EIO, ENOMEM; after a failure the index is as it was at the last commit. */
PINCITE_API pincite_status pincite_add(pincite_index *index,
                                       const pincite_article_input *article,
                                       pincite_error *err);

/* Remove an article. PINCITE_ENOTFOUND when there is none of that id. */
PINCITE_API pincite_status pincite_remove(pincite_index *index, const char *id,
                                          pincite_error *err);

/* Begin a batch, make it visible to readers as the next generation, or give
   it up. */
PINCITE_API pincite_status pincite_begin(pincite_index *index, pincite_error *err);
PINCITE_API pincite_status pincite_commit(pincite_index *index, pincite_error *err);
PINCITE_API void pincite_rollback(pincite_index *index);

/* How far a run has come. 'bytes_total' grows while folders are still read. */
typedef struct pincite_progress {
  uint64_t files_done, files_total;
  uint64_t bytes_done, bytes_total;
  uint64_t articles;       /* put in or replaced so far */
  const char *current;     /* the file at hand */
  double seconds;          /* since the run began */
} pincite_progress;

/* What became of one input. */
typedef struct pincite_ledger_row {
  const char *uri;         /* relative to its root */
  const char *root;        /* the path given to the run */
  const char *state;       /* indexed unchanged duplicate skipped failed gone */
  const char *reason;      /* a code such as "not-text"; "" when all is well */
  const char *detail;      /* a sentence: what, and where in it; "" if none */
  uint64_t line;           /* line in the input, from 1; 0: the whole input */
  uint64_t articles;       /* articles that came from it */
  uint64_t bytes;
  uint64_t generation;     /* in which this was noted */
  const char *advice;      /* what to do about the reason; "" if nothing */
} pincite_ledger_row;

typedef struct pincite_index_options {
  size_t size;             /* sizeof(pincite_index_options) */
  int jobs;                /* reading processes; 0 means one per processor */
  const char *reader;      /* path of the pincite-reader program; NULL means
                              where it was installed */
  int allow_shrink;        /* 1: go on when most of a root is gone */
  int paranoid;            /* 1: read every file, even those that look unchanged */
  /* Called at most once a batch; non-zero stops the run cleanly: what was
     committed stays, and the run returns PINCITE_EABORTED. */
  int (*progress)(const pincite_progress *progress, void *data);
  void *progress_data;
  /* Called for every input that was not simply indexed or unchanged. */
  void (*ledger)(const pincite_ledger_row *row, void *data);
  void *ledger_data;
  int retry_failed;        /* 1: read again what failed, or has parts that did,
                              though it looks unchanged */
  const char *map;         /* which columns of tables are what, as in
                              "title=headline,text=body"; NULL: by their names */
  unsigned timeout;        /* seconds of processor time, or four times as many by the
                              clock, that an input may take without giving an
                              article; 0 means 60 */
  unsigned shard, shard_count; /* keep only the articles of shard 1..shard_count; 0:
                              all. For one of the shards of pincite_split(). */
  unsigned memory;         /* MB that the run may use, 64 to 8192; 0 means 256. The
                              reading processes have theirs besides. An article
                              longer than an eighth of it is left out as too large */
} pincite_index_options;

#define PINCITE_INDEX_OPTIONS_INIT                                             \
  {sizeof(pincite_index_options), 0, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, 0}

/* The sum of a run: found = indexed + unchanged + duplicate + skipped + failed,
   counted in inputs (files). */
typedef struct pincite_index_report {
  uint64_t found, indexed, unchanged, duplicate, skipped, failed;
  uint64_t gone;            /* inputs that were there before and are no more */
  uint64_t faults;          /* parts of inputs (lines) that failed, now or when the
                               input was last read */
  uint64_t articles_added, articles_changed, articles_removed, articles_kept;
  uint64_t passages;        /* put in by this run */
  uint64_t bytes;           /* read by this run */
  uint64_t generation;      /* that it left; of shards the sum of theirs, as in answers */
  double seconds;
} pincite_index_report;

/* Add the report of a run to 'sum', which was zeroed at first: one over other paths of
   the same index. The generation is that of the last. */
PINCITE_API void pincite_index_report_add(pincite_index_report *sum,
                                          const pincite_index_report *part);

/* Bring the index up to date with what lies under 'path': a folder, which is
   read recursively, or a file. What was indexed from there before and is there
   no more is removed. An unchanged input costs a stat() and no write; one that
   failed for what is in it counts as failed again, and is read again when it
   changes or with 'retry_failed'. How the run went is noted beside the database,
   see pincite_root.
   PINCITE_PARTIAL: done, but some inputs failed. Fails with EREFUSED when
   'path' is missing though it was indexed before, or has lost more than half
   of its inputs, unless 'allow_shrink' says that this is meant: then they are
   removed; with EABORTED, EIO, ENOMEM, EINVAL (nothing at 'path'). */
PINCITE_API pincite_status pincite_index_path(pincite_index *index, const char *path,
                                              const pincite_index_options *options,
                                              pincite_index_report *report,
                                              pincite_error *err);

/* The same for bytes that have no file, such as a pipe's: 'name' stands for
   the path, and 'fd' is read to its end. */
PINCITE_API pincite_status pincite_index_stream(pincite_index *index, int fd,
                                                const char *name,
                                                const pincite_index_options *options,
                                                pincite_index_report *report,
                                                pincite_error *err);

typedef struct pincite_extract_options {
  size_t size;        /* sizeof(pincite_extract_options) */
  const char *reader; /* path of the pincite-reader program; NULL means where it
                         was installed */
  int all;            /* 1: the title's and the boilerplate's blocks too */
  const char *map;    /* as in pincite_index_options */
} pincite_extract_options;

#define PINCITE_EXTRACT_OPTIONS_INIT {sizeof(pincite_extract_options), NULL, 0, NULL}

/* Read the file at 'path' without any index: one JSON object (schema
   pincite.extract/1) a line for each article in it, into a terminated string of
   the caller's; give it to pincite_free(). 'text' is the article, and 'zones'
   its blocks as bytes of 'text'. What was left out is told in objects with a
   "fault". PINCITE_PARTIAL: there are such; then and on success *out is set.
   Fails with EINVAL (there is no article in it, or it cannot be read: the message
   says why), EIO, ENOMEM. */
PINCITE_API pincite_status pincite_extract(const char *path,
                                           const pincite_extract_options *options,
                                           char **out, size_t *length,
                                           pincite_error *err);

/* ======================================================================
 * 6. Reading what is stored
 * ====================================================================== */

/* A stored article. All pointers belong to the struct. */
typedef struct pincite_article {
  const char *id;
  const char *title;       /* "" when there is none */
  const char *author;      /* NULL when unknown, and so on */
  const char *published;
  const char *source;
  const char *language;
  const char *uri;
  const char *text;        /* terminated */
  size_t text_length;
  size_t passage_count;
  const char *sha256;      /* of the text: the first 32 hex digits */
} pincite_article;

/* A passage of an article, by its ordinal from 1. */
typedef struct pincite_passage {
  const char *id;          /* ARTICLE#N */
  size_t ordinal;
  size_t start, length;    /* bytes of the article's text */
  const char *zone;
  size_t page, last_page;  /* as in pincite_hit */
} pincite_passage;

/* Fetch an article by its id, or the article of a passage by the passage's.
   *ordinal (NULL accepted) is then the passage's number, else 0.
   Free with pincite_article_free(). Fails with ENOTFOUND, ECORRUPT. */
PINCITE_API pincite_status pincite_article_get(pincite_index *index, const char *id,
                                               const pincite_article **out,
                                               size_t *ordinal, pincite_error *err);

/* Describe passage 'ordinal' (1..passage_count). Borrowed from the article
   until the next call. PINCITE_ENOTFOUND when there is none. */
PINCITE_API pincite_status pincite_article_passage(const pincite_article *article,
                                                   size_t ordinal,
                                                   pincite_passage *passage);

/* NULL is accepted. */
PINCITE_API void pincite_article_free(const pincite_article *article);

/* ======================================================================
 * 7. The state of an index, the ledger
 * ====================================================================== */

typedef struct pincite_state {
  uint64_t generation;
  char fingerprint[65];    /* hex; equal for equal articles, in any order */
  uint64_t articles, passages, undated;
  uint64_t text_bytes;     /* of all articles' texts */
  uint64_t stored_bytes;   /* of those texts, compressed */
  uint64_t database_bytes; /* of corpus.db */
  int format;              /* of the database */
  uint64_t inputs, skipped, failed, faults; /* as the ledger has them */
  const char *fts_detail;  /* what FTS5 keeps: "full", "column" or "none"; static */
} pincite_state;

PINCITE_API pincite_status pincite_state_get(pincite_index *index,
                                             pincite_state *state,
                                             pincite_error *err);

/* An engine that the index has; borrowed until the callback returns. */
typedef struct pincite_engine {
  const char *name;        /* "fts5", "xapian" */
  uint64_t generation;     /* of the articles that it answers from; 0: not known */
  const char *trouble;     /* why it is behind or cannot answer; "": it can */
} pincite_engine;

/* How each of them fares; of shards see pincite_shards(). PINCITE_PARTIAL: one has
   trouble. A non-zero answer of 'each' stops: EABORTED. Fails with EINVAL (shards),
   EABORTED, ECORRUPT, EIO, ENOMEM. */
PINCITE_API pincite_status pincite_engines(pincite_index *index,
                                           int (*each)(const pincite_engine *engine,
                                                       void *data),
                                           void *data, pincite_error *err);

/* What holds back the processes that read foreign files, as far as this machine has
   it, such as "processor time, memory, file size, landlock, seccomp", into 'out' of
   'size' bytes. 'reader' as in pincite_index_options. Starts such a process.
   Fails with EINVAL (there is no such program), EIO, ENOMEM. */
PINCITE_API pincite_status pincite_reader_guards(const char *reader, char *out,
                                                 size_t size, pincite_error *err);

typedef struct pincite_ledger pincite_ledger;

typedef struct pincite_ledger_options {
  size_t size;             /* sizeof(pincite_ledger_options) */
  int troubles;            /* 1: only what was skipped or failed */
  uint64_t since;          /* only what was noted after this generation */
} pincite_ledger_options;

#define PINCITE_LEDGER_OPTIONS_INIT {sizeof(pincite_ledger_options), 0, 0}

/* Iterate over the ledger, by root and uri; a part of an input that failed is a
   row of its own behind it. Rows are borrowed until the next call.
   Fails with ECORRUPT, ENOMEM, EINVAL. */
PINCITE_API pincite_status pincite_ledger_open(pincite_index *index,
                                               const pincite_ledger_options *options,
                                               pincite_ledger **out,
                                               pincite_error *err);
PINCITE_API pincite_status pincite_ledger_next(pincite_ledger *ledger,
                                               pincite_ledger_row *row,
                                               pincite_error *err);
PINCITE_API void pincite_ledger_free(pincite_ledger *ledger);

/* What to do about a reason of the ledger's, as a sentence; "" if it is unknown. */
PINCITE_API const char *pincite_reason_advice(const char *reason);

typedef struct pincite_roots pincite_roots;

/* A path that was given to a run, how many inputs below it became what, and how
   the last run over all of it went. Borrowed until the next call. Times are
   seconds since 1970; they are 0 when there is no note of such a run, as in a
   copy of the database alone. */
typedef struct pincite_root {
  const char *path;        /* absolute; "stream:NAME" for what came by a pipe */
  uint64_t inputs, indexed, duplicate, skipped, failed, faults;
  int64_t began, finished; /* the last run */
  double seconds;
  pincite_status status;   /* with which it ended */
  const char *message;     /* of its failure; "" if it was none */
  int64_t good;            /* when the last run ended that came to its end, also if
                              some inputs failed */
  uint64_t good_generation; /* what it left */
} pincite_root;

/* Iterate over the roots, by path. Fails with ECORRUPT, EIO, ENOMEM. */
PINCITE_API pincite_status pincite_roots_open(pincite_index *index,
                                              pincite_roots **out, pincite_error *err);
PINCITE_API pincite_status pincite_roots_next(pincite_roots *roots, pincite_root *root,
                                              pincite_error *err);
PINCITE_API void pincite_roots_free(pincite_roots *roots);

/* ======================================================================
 * 8. Keeping an index sound
 * ====================================================================== */

/* One thing that is wrong; both strings live until the callback returns. */
typedef struct pincite_finding {
  const char *part;        /* database text articles totals ledger fts postings search
                              families xapian */
  const char *sentence;    /* what, and where */
} pincite_finding;

typedef struct pincite_verify_options {
  size_t size;             /* sizeof(pincite_verify_options) */
  int deep;                /* 1: also every article, and both engines against the text */
  /* Called for everything that is wrong; non-zero stops (EABORTED). */
  int (*finding)(const pincite_finding *finding, void *data);
  void *data;
} pincite_verify_options;

#define PINCITE_VERIFY_OPTIONS_INIT {sizeof(pincite_verify_options), 0, NULL, NULL}

/* What was looked at. */
typedef struct pincite_verify_report {
  uint64_t findings;       /* things that are wrong */
  uint64_t blocks;         /* of text, inflated and compared with their checksums */
  uint64_t articles;       /* deep only */
  uint64_t passages;       /* deep only */
  uint64_t generation;
  double seconds;
  uint64_t behind;         /* engines at another generation than the index (a run was
                              stopped, or goes on): not compared; the next run makes
                              them good. Only xapian can be */
} pincite_verify_report;

/* Look whether the index is sound: the pages of the database, every block of
   text, the sums and the ledger; 'deep' also every article and passage, FTS5
   against the stored passages both ways, the ranked postings against ones made
   anew, Xapian (where it is on) against the passages both ways, and the families
   of near-duplicates. Changes nothing; a run may go on meanwhile. Deep takes about as
   long as indexing did, and as much temporary space as the postings.
   ECORRUPT when anything is wrong; also EABORTED, EIO, ENOMEM, EINVAL. */
PINCITE_API pincite_status pincite_verify(pincite_index *index,
                                          const pincite_verify_options *options,
                                          pincite_verify_report *report,
                                          pincite_error *err);

typedef struct pincite_repair_options {
  size_t size;      /* sizeof(pincite_repair_options) */
  const char *into; /* a folder to be made for the repaired index; the damaged one
                       then stays where it is. NULL: they change places */
  /* Called for everything that is lost; non-zero stops (EABORTED). */
  int (*finding)(const pincite_finding *finding, void *data);
  void *data;
} pincite_repair_options;

#define PINCITE_REPAIR_OPTIONS_INIT {sizeof(pincite_repair_options), NULL, NULL, NULL}

/* What a repair has saved. */
typedef struct pincite_repair_report {
  uint64_t articles, passages;
  uint64_t lost;           /* articles that could not be read, at least */
  uint64_t cut_anew;       /* articles whose passages are now their paragraphs, until
                              they are indexed again */
  uint64_t generation;
  char fingerprint[65];
  char kept[4200];         /* where the damaged index is now; "" with 'into' */
  double seconds;
} pincite_repair_report;

/* Make an index anew from all that can be read of the one in directory 'path': the
   articles, where their passages are cut, the ledger. FTS5, the ranked postings and
   the sums are made of those, and the new index is checked as pincite_verify() does
   with 'deep'. Then it takes the place of the old one, which is kept beside it
   and never written to. Inputs that have lost something are read by the next run.
   Takes the writer's lock, unless 'into' is given; about as long as indexing did,
   and as much space as the index. Handles that were open on the damaged index must be
   opened again: they say so.
   PINCITE_PARTIAL: done, but something is lost. Fails with ECORRUPT when nothing can
   be read, EREFUSED when 'into' is there already, ENOINDEX, ELOCKED, EABORTED, EIO,
   ENOMEM; the old index is then where and what it was. */
PINCITE_API pincite_status pincite_repair(const char *path,
                                          const pincite_repair_options *options,
                                          pincite_repair_report *report,
                                          pincite_error *err);

/* Make a copy of the index as it is now in the directory 'path', which must not be
   there yet, while a run goes on. It is there as a whole or not at all, and can be
   read from a medium that cannot be written. Fails with EREFUSED ('path' is there),
   ECORRUPT (a page is damaged), EIO, ENOMEM, EINVAL. */
PINCITE_API pincite_status pincite_snapshot(pincite_index *index, const char *path,
                                            pincite_error *err);

/* Write the index anew without the room that removed articles left, and its search
   tables in one piece. The index must be open for writing; readers go on, and see it
   as the next generation. Takes about as long as indexing did, and as much space
   as the index twice over. Fails with ECORRUPT when anything is damaged: nothing is
   changed then; also EREFUSED, EINVAL, EIO, ENOMEM. */
PINCITE_API pincite_status pincite_compact(pincite_index *index, pincite_error *err);

typedef struct pincite_compare_options {
  size_t size;        /* sizeof(pincite_compare_options) */
  size_t questions;   /* 0 means 200 */
  uint64_t seed;      /* the same one gives the same questions; 0 means 230 */
  /* Called for every question that the engines answer differently, and once for why
     one of them does not answer or is behind; the part is "engines". Non-zero stops
     (EABORTED). */
  int (*finding)(const pincite_finding *finding, void *data);
  void *data;
} pincite_compare_options;

#define PINCITE_COMPARE_OPTIONS_INIT {sizeof(pincite_compare_options), 0, 0, NULL, NULL}

typedef struct pincite_compare_report {
  uint64_t questions;
  uint64_t findings;
} pincite_compare_report;

/* Ask both engines the same questions, made of the corpus's own words, and compare the
   sets that they find. ECORRUPT: they differ. Fails with EINVAL (the index has only
   one of them), EABORTED, ENOMEM, EIO. */
PINCITE_API pincite_status pincite_compare(pincite_index *index,
                                           const pincite_compare_options *options,
                                           pincite_compare_report *report,
                                           pincite_error *err);

/* ======================================================================
 * 9. Citations of law
 * ====================================================================== */

/* A citation in a text. Both strings are borrowed until the callback returns. */
typedef struct pincite_citation {
  const char *kind;   /* statute, public_law, bill, regulation, case, ... */
  const char *normal; /* one form however it was written, "usc/47/230/c/1",
                         "us-law/public/115/164", "817 F.3d 12"; "" where a
                         short form's antecedent is not known */
  size_t start, length; /* bytes of the text */
  int uncertain; /* 1: a guess, or a reading that another one outweighs */
} pincite_citation;

typedef struct pincite_citations_options {
  size_t size;             /* sizeof(pincite_citations_options) */
  const char *authorities; /* a table as for pincite_authorities_set(), terminated;
                              NULL: only the authorities that ship */
} pincite_citations_options;

#define PINCITE_CITATIONS_OPTIONS_INIT {sizeof(pincite_citations_options), NULL}

/* Find the citations in 'text', any bytes ('length' of them, or SIZE_MAX for a
   terminated string), and call 'each' for every one in the order in which they
   begin. One that is ambiguous is reported once for each of its readings, with
   the same bytes. Non-zero from 'each' stops, and the answer is EABORTED.
   Needs no index, without a table takes no memory, and time in proportion to the
   length. Fails with EINVAL (no text, no 'each', the table), EABORTED, ENOMEM. */
PINCITE_API pincite_status pincite_citations(
    const char *text, size_t length, const pincite_citations_options *options,
    int (*each)(const pincite_citation *citation, void *data), void *data,
    pincite_error *err);

/* One authority that an index cites. Everything is borrowed until the next call. */
typedef struct pincite_authority {
  const char *id;     /* "usc/47/230/c/1"; cite:ID finds the passages */
  const char *kind;   /* as in pincite_citation */
  const char *name;   /* as people write it, "47 U.S.C. § 230(c)(1)" */
  uint64_t articles;  /* that cite it, in their text or their title */
  uint64_t passages;  /* that cite it in their own text */
  uint64_t mentions;  /* in those texts, each title counted once */
  uint64_t undecided; /* of the mentions: those that may mean another one */
  const struct pincite_year_count *years; /* of the articles, by year; undated last */
  size_t year_count;
} pincite_authority;

typedef struct pincite_year_count {
  int year; /* 0: undated */
  uint64_t articles;
} pincite_year_count;

typedef struct pincite_authorities_options {
  size_t size;      /* sizeof(pincite_authorities_options) */
  int parts;        /* 1: also the parts of sections and laws, "usc/47/230/c/1" and
                       its ancestors, each by itself; a whole counts its parts */
  const char *kind; /* only of this kind, such as "statute" or "case" */
  size_t passages;  /* with a question: look at its best N; 0: 100 for a plain
                       one, all for any other; SIZE_MAX: all */
  const pincite_search_options *search; /* what restricts the question's answer;
                                           its limit, unit and order do not count */
} pincite_authorities_options;

#define PINCITE_AUTHORITIES_OPTIONS_INIT \
  {sizeof(pincite_authorities_options), 0, NULL, 0, NULL}

typedef struct pincite_authorities pincite_authorities;

/* What is true of the table as a whole; borrowed from it. */
typedef struct pincite_authorities_summary {
  size_t count;       /* authorities */
  uint64_t passages;  /* looked at */
  uint64_t total;     /* passages that the question has; without one, as above */
  int total_exact;    /* 0: at least that many */
  const char *reading; /* of the question; NULL: there was none */
  const char *note;    /* what a reader should know of that, or NULL */
  uint64_t generation;
  const char *fingerprint;
} pincite_authorities_summary;

/* A table of authorities: what the articles cite, most cited first; of all of the
   index ('query' NULL), or of the passages that a question finds. An act's name
   counts for the act, and for the sections that are all it did: "FOSTA" also for
   18 U.S.C. § 2421A. Boilerplate is left out. Reads every citation of the index.
   Fails with EINVAL (options), EQUERY (strict), ECORRUPT, EIO, ENOMEM. */
PINCITE_API pincite_status pincite_authorities_open(
    pincite_index *index, const char *query, size_t length,
    const pincite_authorities_options *options, pincite_authorities **out,
    pincite_error *err);
/* OK: *authority is filled in; DONE: there are no more. */
PINCITE_API pincite_status pincite_authorities_next(pincite_authorities *authorities,
                                                    pincite_authority *authority,
                                                    pincite_error *err);
PINCITE_API void pincite_authorities_summarize(const pincite_authorities *authorities,
                                               pincite_authorities_summary *summary);
PINCITE_API void pincite_authorities_free(pincite_authorities *authorities);

/* Give the index authorities of your own: a table with a line for each, and tabs
   between id, kind, name, year, aliases (";" between them) and what its sections
   became; pincite-index(1) tells them. They stay with the index until others take
   their place; an empty table takes them away. Every passage is then indexed anew,
   so that cite: and the names in a question find them; when nothing changes nothing
   is done. 'length' may be SIZE_MAX for a terminated string.
   Fails with EINVAL (the message names the line), EREFUSED, EIO, ENOMEM. */
PINCITE_API pincite_status pincite_authorities_set(pincite_index *index,
                                                   const char *table, size_t length,
                                                   pincite_error *err);

/* A topic: a question with a name, which topic:NAME asks within any other. All
   strings are borrowed until the next call. */
typedef struct pincite_topic {
  const char *name;  /* small letters, digits, hyphens */
  const char *scope; /* a sentence on what it covers; "" when it has none */
  const char *query; /* the question, on one line */
  int own;           /* 1: from the folder; 0: it ships with pincite */
  uint64_t articles; /* that have a passage on it */
  uint64_t passages;
} pincite_topic;

typedef struct pincite_topics pincite_topics;

/* Iterate over the topics by name, counting what each finds in the index: those that
   ship and those of 'folder', files NAME.topic with lines "scope: ..." and
   "query: ..."; NULL is the index's own folder "topics". One of the user's takes the
   place of one that ships. 'only' (NULL: all) names the only one wanted.
   Opening fails with ENOTFOUND (no topic 'only'), EIO, ENOMEM; the next one with
   EINVAL (it has no question), EQUERY (its question is malformed), ECORRUPT too,
   and the call after that goes on with the topic behind it. */
PINCITE_API pincite_status pincite_topics_open(pincite_index *index, const char *folder,
                                               const char *only, pincite_topics **out,
                                               pincite_error *err);
PINCITE_API pincite_status pincite_topics_next(pincite_topics *topics,
                                               pincite_topic *topic, pincite_error *err);
PINCITE_API void pincite_topics_free(pincite_topics *topics);

/* ======================================================================
 * 10. Measuring a ranking
 * ====================================================================== */

/* Measures, each from 0 to 1, by the conventions of NIST's trec_eval: relevant is
   a grade of 1 or more; hits are taken by score and, where it is equal, by the
   document's id from the last to the first; a document that is listed twice counts
   once; a question that is not answered counts 0, and one without anything
   relevant is left out. */
typedef struct pincite_measures {
  double ndcg_10;    /* gain: the grade, over log2(rank + 1); ndcg_cut_10 */
  double recall_100; /* relevant ones in the first 100, of all relevant */
  double map_100;    /* precision at each of those, over all relevant; map_cut_100 */
  double mrr_10;     /* 1 over the rank of the first relevant one, if that is <= 10 */
  double p_5;        /* relevant ones in the first 5, over 5 */
  double bpref;      /* relevant ones before those judged 0 (C. Buckley and
                        E. M. Voorhees, 2004); a grade below 0 is no judgment */
} pincite_measures;

/* A judged question; the name is borrowed. */
typedef struct pincite_eval_row {
  const char *question;
  size_t judged, relevant; /* documents */
  size_t hits;             /* documents that were ranked for it */
  pincite_measures measures;
} pincite_eval_row;

typedef struct pincite_eval pincite_eval;

/* Read judgments from a file with a line for each: question, document and grade
   set off by tabs, with or without a header, or the four columns of TREC.
   Fails with EIO, EINVAL (the line is named), ENOMEM. */
PINCITE_API pincite_status pincite_eval_open(const char *judgments, pincite_eval **out,
                                             pincite_error *err);

/* Add a hit to the ranking, in any order; or the hits of a run in TREC's format
   (question Q0 document rank score tag). Fails with EIO, EINVAL, ENOMEM. */
PINCITE_API pincite_status pincite_eval_hit(pincite_eval *eval, const char *question,
                                            const char *document, double score,
                                            pincite_error *err);
PINCITE_API pincite_status pincite_eval_run(pincite_eval *eval, const char *path,
                                            pincite_error *err);

/* Measure what was added: the mean over the questions. Fails with EINVAL, ENOMEM. */
PINCITE_API pincite_status pincite_eval_measure(pincite_eval *eval,
                                                pincite_measures *mean,
                                                pincite_error *err);

/* The questions that count, in the order of the judgments, and each of them as it
   was measured last; PINCITE_ENOTFOUND when there is none of that number. */
PINCITE_API size_t pincite_eval_count(const pincite_eval *eval);
PINCITE_API pincite_status pincite_eval_question(const pincite_eval *eval, size_t number,
                                                 pincite_eval_row *row);

/* Forget the hits; the judgments stay. */
PINCITE_API void pincite_eval_clear(pincite_eval *eval);

/* How likely two rankings that are equally good would differ so much: the p-value,
   two-sided, of the randomisation test for pairs (M. D. Smucker et al., 2007) over
   a measure of 'count' questions in both. Every way of exchanging pairs is tried
   where up to 16 differ, else 100,000, which are always the same. */
PINCITE_API double pincite_eval_compare(const double *a, const double *b, size_t count);

/* NULL is accepted. */
PINCITE_API void pincite_eval_free(pincite_eval *eval);

/* ======================================================================
 * 11. Standing searches
 * ====================================================================== */

/* A question that is asked again after every run, about what has come since. They
   are kept beside the database, and any handle may change them, also one that was
   opened for reading. An index in memory keeps none: EINVAL. */
typedef struct pincite_alert {
  const char *name;
  const char *query;
  uint64_t seen;      /* the generation up to which its hits were acknowledged; with
                         pincite_search_options.since they are asked for */
  int lost;           /* 1: the index was made anew meanwhile; 'seen' is 0 */
} pincite_alert;

/* Add a standing search, which is read strictly. What is there already is seen,
   or, with 'from_start', is news as well. Fails with EQUERY, EINVAL (there is one
   of that name, or the name is no line of text), EIO, ENOMEM. */
PINCITE_API pincite_status pincite_alert_add(pincite_index *index, const char *name,
                                             const char *query, int from_start,
                                             pincite_error *err);
/* Remove it. PINCITE_ENOTFOUND when there is none of that name. */
PINCITE_API pincite_status pincite_alert_remove(pincite_index *index, const char *name,
                                                pincite_error *err);

typedef struct pincite_alerts pincite_alerts;

/* Iterate over the standing searches, by name. Strings belong to the iterator and
   live until it is freed. Fails with ECORRUPT, EIO, ENOMEM, EINVAL. */
PINCITE_API pincite_status pincite_alerts_open(pincite_index *index,
                                               pincite_alerts **out, pincite_error *err);
PINCITE_API pincite_status pincite_alerts_next(pincite_alerts *alerts,
                                               pincite_alert *alert, pincite_error *err);
PINCITE_API void pincite_alerts_free(pincite_alerts *alerts);

/* Acknowledge that the hits of these were delivered up to the generation 'seen' of
   each: all of them at once, durably, or none. Do so after the delivery: what was not
   acknowledged is given again. Names that are gone are passed over. */
PINCITE_API pincite_status pincite_alerts_seen(pincite_index *index,
                                               const pincite_alert *alerts, size_t count,
                                               pincite_error *err);

/* ======================================================================
 * 12. Shards
 * ====================================================================== */

/* A text file NAME.shards names the folders of indexes, or HOST:PORT of a `pincite
   serve-shard`, one a line. pincite_open() for reading takes its path, and a search
   asks them all: ranks are those of one index. A shard that does not answer is named
   in pincite_answer.missing. pincite_index_path() puts each article where it belongs;
   all shards are then local. Other calls see an empty index. */

/* How many shards it has; 0: it is one index. */
PINCITE_API size_t pincite_shard_count(const pincite_index *index);

/* How one of them fares; borrowed until the callback returns. */
typedef struct pincite_shard {
  const char *name;        /* as in the file */
  int remote;
  const char *trouble;     /* why it does not answer; "": it does */
  uint64_t passages, generation;
} pincite_shard;

/* Ask all of them, for 'timeout_ms' (0: 10,000) at most. PINCITE_PARTIAL: not all
   answer. A non-zero answer of 'each' stops: EABORTED. Fails with EINVAL (it has no
   shards), EABORTED, ENOMEM. */
PINCITE_API pincite_status pincite_shards(pincite_index *index, int timeout_ms,
                                          int (*each)(const pincite_shard *shard,
                                                      void *data),
                                          void *data, pincite_error *err);

/* Copy an index into 'count' new ones, PREFIX-1.pincite and so on, each article by a
   hash of its id, and list them in PREFIX.shards. Each has the ledger: the next run
   reads what has changed. After a failure none of them is there. EREFUSED: a folder of
   that name is there already; ECORRUPT: the index is damaged. */
PINCITE_API pincite_status pincite_split(pincite_index *index, size_t count,
                                         const char *prefix, pincite_error *err);

/* ======================================================================
 * 13. Versions
 * ====================================================================== */

#define PINCITE_VERSION_MAJOR 1
#define PINCITE_VERSION_MINOR 0
#define PINCITE_VERSION_PATCH 0
#define PINCITE_VERSION "1.0.0"

/* The version of the library that runs, which may be newer than the header's. */
PINCITE_API const char *pincite_version(void);

#ifdef __cplusplus
}
#endif

#endif
