/* SPDX-License-Identifier: MIT
 *
 * xapian.h - Xapian in C.
 *
 * Xapian is C++ and GPL. It is reached through a module, pincite-xapian.so, that is
 * loaded when it is first wanted, so that whoever does not want it needs neither it
 * nor a C++ library. The module has one symbol, pincite_xapian_api, a table of functions.
 * It needs pincite.h for statuses and errors and nothing else of ours, so it serves
 * by itself, too.
 *
 * Rules:
 *  - No exception leaves the module; what Xapian throws becomes a status and a
 *    sentence. Strings in are bytes with a length; strings out are the caller's, to
 *    be given to free(). Outputs are as they were when a function fails.
 *  - A database, and what came from it, belongs to one thread at a time. Free
 *    functions accept NULL.
 *  - A reader that was overtaken by a writer's commits is brought up to date and the
 *    call is made once more; if that is not enough, it fails with PINCITE_ELOCKED.
 *  - ECORRUPT: damaged; ENOINDEX: there is none; EVERSION: another Xapian's format;
 *    ELOCKED: being written; ENOTFOUND: no such document; EIO: the disk or the
 *    network; EINVAL: an argument; ENOMEM.
 */
#ifndef PINCITE_CORPUS_XAPIAN_H
#define PINCITE_CORPUS_XAPIAN_H

#include <stddef.h>
#include <stdint.h>

#include "pincite.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Longer terms are refused; see Xapian's limit of 245 bytes, zero bytes twice. */
#define PINCITE__XAPIAN_TERM_LIMIT 240

typedef struct pincite_xapian_database pincite_xapian_database;
typedef struct pincite_xapian_document pincite_xapian_document;
typedef struct pincite_xapian_query pincite_xapian_query;
typedef struct pincite_xapian_matches pincite_xapian_matches;

typedef struct pincite_xapian_stats {
  uint64_t documents;
  uint32_t last_document;    /* the greatest id ever given */
  double average_length;     /* of documents, in words */
} pincite_xapian_stats;

typedef enum pincite_xapian_join {
  PINCITE_XAPIAN_AND,
  PINCITE_XAPIAN_OR,
  PINCITE_XAPIAN_AND_NOT,   /* the first without the others */
  PINCITE_XAPIAN_AND_MAYBE, /* the first; the others give weight */
  PINCITE_XAPIAN_FILTER,    /* the first where the others are; they give no weight */
  PINCITE_XAPIAN_NEAR,      /* terms within a window, in any order */
  PINCITE_XAPIAN_PHRASE     /* and in this order */
} pincite_xapian_join;

/* Weighting models and, in order, their parameters. */
typedef enum pincite_xapian_model {
  PINCITE_XAPIAN_BM25,      /* k1 k2 k3 b min_normlen */
  PINCITE_XAPIAN_BM25_PLUS, /* k1 k2 k3 b min_normlen delta */
  PINCITE_XAPIAN_PL2_PLUS,  /* c delta; of Xapian 1.4 weighs only terms that stand
                               more than once a document, in the mean */
  PINCITE_XAPIAN_DLH,       /* none */
  PINCITE_XAPIAN_LM,        /* log smoothing(0..3) smoothing1 smoothing2 */
  PINCITE_XAPIAN_IFB2,      /* c */
  PINCITE_XAPIAN_INL2,      /* c */
  PINCITE_XAPIAN_TFIDF,     /* none; ntn */
  PINCITE_XAPIAN_PL2        /* c */
} pincite_xapian_model;

#define PINCITE__XAPIAN_PARAMETERS 6

typedef struct pincite_xapian_request {
  const pincite_xapian_query *query;
  pincite_xapian_model model;
  double parameters[PINCITE__XAPIAN_PARAMETERS];
  uint32_t first, count;    /* which of the ranked matches */
  uint32_t at_least;        /* look at so many before estimating */
  int tie;                  /* the value that orders equal weights, the smaller
                               first; -1: none */
} pincite_xapian_request;

typedef struct pincite_xapian_found {
  uint32_t count;           /* matches fetched */
  uint64_t least, most;     /* bounds of how many there are */
} pincite_xapian_found;

/* Called for a term; non-zero ends the walk, which is no failure. After a reader was
   overtaken the walk begins anew. */
typedef int pincite_xapian_term_fn(const char *term, size_t length, uint64_t documents,
                                   double weight, void *data);
typedef int pincite_xapian_number_fn(uint32_t number, uint32_t times, void *data);

typedef struct pincite_xapian {
  size_t size;                /* of this struct: what the module knows */
  const char *(*version)(void);

  /* ---- databases ---- */
  pincite_status (*open)(const char *path, pincite_xapian_database **out,
                         pincite_error *err);
  /* Milliseconds for connecting and for every answer. */
  pincite_status (*open_remote)(const char *host, unsigned port, unsigned timeout,
                                pincite_xapian_database **out, pincite_error *err);
  /* For writing; made where it is missing. With 'anew' what was there goes. */
  pincite_status (*create)(const char *path, int anew, pincite_xapian_database **out,
                           pincite_error *err);
  /* None in it yet; add others, which stay open with it. Ids then interleave. */
  pincite_status (*group)(pincite_xapian_database **out, pincite_error *err);
  pincite_status (*add)(pincite_xapian_database *group,
                        const pincite_xapian_database *part, pincite_error *err);
  /* What was not committed is given up. */
  void (*close)(pincite_xapian_database *database);
  pincite_status (*reopen)(pincite_xapian_database *database, pincite_error *err);
  pincite_status (*commit)(pincite_xapian_database *database, pincite_error *err);
  pincite_status (*stats)(pincite_xapian_database *database, pincite_xapian_stats *stats,
                          pincite_error *err);
  /* What answered wrongly last, as Xapian names it ("remote:tcp(host:port)"), or "".
     Borrowed until the next call. */
  const char *(*failed_at)(const pincite_xapian_database *database);
  /* Read everything there is, and count what does not agree: the frequency of a term
     with its documents, the length of a document with its terms. */
  pincite_status (*check)(pincite_xapian_database *database, uint64_t *faults,
                          pincite_error *err);
  /* Write the database at 'from' to a fresh one at 'to', as small as can be. */
  pincite_status (*compact)(const char *from, const char *to, pincite_error *err);

  /* ---- metadata, spelling ---- */
  pincite_status (*metadata)(pincite_xapian_database *database, const char *key,
                             char **out, size_t *length, pincite_error *err);
  pincite_status (*set_metadata)(pincite_xapian_database *database, const char *key,
                                 const char *bytes, size_t length, pincite_error *err);
  pincite_status (*add_spelling)(pincite_xapian_database *database, const char *word,
                                 size_t length, uint32_t times, pincite_error *err);
  /* *out is "" where nothing better is known. */
  pincite_status (*suggest)(pincite_xapian_database *database, const char *word,
                            size_t length, char **out, pincite_error *err);

  /* ---- terms and postings ---- */
  pincite_status (*term)(pincite_xapian_database *database, const char *term,
                         size_t length, uint64_t *documents, uint64_t *times,
                         pincite_error *err);
  /* All terms that begin with 'prefix', in order. */
  pincite_status (*terms)(pincite_xapian_database *database, const char *prefix,
                          size_t length, pincite_xapian_term_fn *each, void *data,
                          pincite_error *err);
  /* The documents of a term ("": all) from 'from' on, and how often it is in each. */
  pincite_status (*postings)(pincite_xapian_database *database, const char *term,
                             size_t length, uint32_t from, pincite_xapian_number_fn *each,
                             void *data, pincite_error *err);
  /* Where a term stands in a document. */
  pincite_status (*positions)(pincite_xapian_database *database, uint32_t document,
                              const char *term, size_t length,
                              pincite_xapian_number_fn *each, void *data,
                              pincite_error *err);

  /* ---- documents ---- */
  pincite_status (*document_new)(pincite_xapian_document **out, pincite_error *err);
  void (*document_free)(pincite_xapian_document *document);
  pincite_status (*document_posting)(pincite_xapian_document *document, const char *term,
                                     size_t length, uint32_t position, pincite_error *err);
  /* A term without a place, which counts 'times' in the length. */
  pincite_status (*document_term)(pincite_xapian_document *document, const char *term,
                                  size_t length, uint32_t times, pincite_error *err);
  pincite_status (*document_value)(pincite_xapian_document *document, unsigned slot,
                                   const char *bytes, size_t length, pincite_error *err);
  pincite_status (*document_data)(pincite_xapian_document *document, const char *bytes,
                                  size_t length, pincite_error *err);
  /* Under this id, in place of what had it. */
  pincite_status (*put)(pincite_xapian_database *database, uint32_t id,
                        const pincite_xapian_document *document, pincite_error *err);
  pincite_status (*remove)(pincite_xapian_database *database, uint32_t id,
                           pincite_error *err);
  /* Every document that has the term. */
  pincite_status (*remove_all)(pincite_xapian_database *database, const char *term,
                               size_t length, pincite_error *err);
  pincite_status (*data)(pincite_xapian_database *database, uint32_t id, char **out,
                         size_t *length, pincite_error *err);
  pincite_status (*value)(pincite_xapian_database *database, uint32_t id, unsigned slot,
                          char **out, size_t *length, pincite_error *err);

  /* ---- queries: each is the caller's, and copies what it is made of ---- */
  void (*query_free)(pincite_xapian_query *query);
  pincite_status (*query_term)(const char *term, size_t length, uint32_t times,
                               pincite_xapian_query **out, pincite_error *err);
  /* 'window' is for NEAR and PHRASE. Without parts it matches nothing. */
  pincite_status (*query_join)(pincite_xapian_join join,
                               pincite_xapian_query *const *parts, size_t count,
                               uint32_t window, pincite_xapian_query **out,
                               pincite_error *err);
  pincite_status (*query_scale)(const pincite_xapian_query *query, double factor,
                                pincite_xapian_query **out, pincite_error *err);
  /* Documents whose value lies between the two, inclusive. */
  pincite_status (*query_range)(unsigned slot, const char *from, const char *to,
                                pincite_xapian_query **out, pincite_error *err);
  /* Any term that begins so. */
  pincite_status (*query_prefix)(const char *prefix, size_t length,
                                 pincite_xapian_query **out, pincite_error *err);
  pincite_status (*query_all)(pincite_xapian_query **out, pincite_error *err);
  /* For people and tests. */
  pincite_status (*query_text)(const pincite_xapian_query *query, char **out,
                               pincite_error *err);

  /* ---- asking ---- */
  pincite_status (*search)(pincite_xapian_database *database,
                           const pincite_xapian_request *request,
                           pincite_xapian_matches **out, pincite_xapian_found *found,
                           pincite_error *err);
  void (*matches_free)(pincite_xapian_matches *matches);
  /* The match at 'index' < found.count. */
  pincite_status (*match)(const pincite_xapian_matches *matches, uint32_t index,
                          uint32_t *id, double *weight, pincite_error *err);
  pincite_status (*match_data)(pincite_xapian_database *database,
                               const pincite_xapian_matches *matches, uint32_t index,
                               char **out, size_t *length, pincite_error *err);
  /* The terms that tell these documents from the others, the best first. */
  pincite_status (*expand)(pincite_xapian_database *database, const uint32_t *ids,
                           size_t count, uint32_t most, pincite_xapian_term_fn *each,
                           void *data, pincite_error *err);
  /* The terms that a document's own list has; 'each' gets how often in place of how
     many documents. */
  pincite_status (*document_terms)(pincite_xapian_database *database, uint32_t id,
                                   pincite_xapian_term_fn *each, void *data,
                                   pincite_error *err);
} pincite_xapian;

/* ---- interface of xapian_load.c ---------------------------------------------- */

/* The table, from the module: beside the library, in the folder "pincite" below it,
   or where the system looks. It stays loaded. EINVAL when there is none: the message
   says where it was looked for and how to have it. */
pincite_status pincite__xapian(const pincite_xapian **out, pincite_error *err);

#ifdef __cplusplus
}
#endif

#endif
