/* SPDX-License-Identifier: MIT
 *
 * question.h - a question: any bytes in, a tree out.
 *
 * The language is described in pincite-query(7). Reading never fails for what
 * the bytes are: a mark that makes no sense where it stands is passed over and
 * a note says so. Time is linear in the bytes, and the tree is bounded (see
 * the limits), so that whatever walks it may recurse.
 *
 *   question := or
 *   or       := and (OR and)*
 *   and      := not ((AND | NOT | AND NOT) not)*
 *   not      := NOT* para
 *   para     := sent ("/p" sent)*
 *   sent     := near ("/s" near)*
 *   near     := run (("/" n | "pre/" n) run)*
 *   run      := item+
 *   item     := "-"? (word | compound | phrase | group | field | atleast)
 */
#ifndef PINCITE_QUERY_QUESTION_H
#define PINCITE_QUERY_QUESTION_H

#include "../corpus/analyse.h"
#include "../corpus/store.h"

/* What lies behind this many bytes is not read. */
#define PINCITE__QUESTION_LIMIT ((size_t)1 << 20)
/* Words and other leaves that a question may have; the rest is not read. */
#define PINCITE__QUESTION_LEAVES 4096
/* No tree is deeper; what would make it deeper is passed over. */
#define PINCITE__QUESTION_DEPTH 32
/* The widest /n. */
#define PINCITE__QUESTION_DISTANCE 9999

typedef enum pincite_node_kind {
  PINCITE_NODE_WORD,      /* a word of the text; see pincite_word_mode */
  PINCITE_NODE_PHRASE,    /* children: words, one right behind the other */
  PINCITE_NODE_RUN,       /* what was typed side by side; see below */
  PINCITE_NODE_AND,       /* children: two or more */
  PINCITE_NODE_OR,        /* children: two or more */
  PINCITE_NODE_NOT,       /* one child */
  PINCITE_NODE_NEAR,      /* two children, at most 'count' words apart */
  PINCITE_NODE_SENTENCE,  /* two children, in one sentence */
  PINCITE_NODE_PARAGRAPH, /* two children, in one paragraph */
  PINCITE_NODE_ATLEAST,   /* one child, 'count' times or more */
  PINCITE_NODE_FIELD,     /* one child, looked for in 'part' alone */
  PINCITE_NODE_ZONE,      /* the passage is of this 'zone' */
  PINCITE_NODE_DATE,      /* published 'from'..'to'; both 0: undated */
  PINCITE_NODE_CITE,      /* cites 'text'; children: concepts, any of them */
  PINCITE_NODE_TOPIC      /* topic 'text'; one child, what it stands for */
} pincite_node_kind;

/* How a WORD is compared. */
typedef enum pincite_word_mode {
  PINCITE_WORD_TERM,    /* its term equals 'term' */
  PINCITE_WORD_EXACT,   /* folded, it equals 'word' */
  PINCITE_WORD_PREFIX,  /* folded, it begins with 'word' */
  PINCITE_WORD_PATTERN, /* folded, it fits 'word', in which ? is a character
                           and * any number of them; never first */
  PINCITE_WORD_CONCEPT  /* a colocated term equals 'term' */
} pincite_word_mode;

/* The parts of a passage that can be searched, in this order. Words are looked
   for in the first three, unless a field is named. */
typedef enum pincite_part {
  PINCITE_PART_TITLE,
  PINCITE_PART_HEADING,
  PINCITE_PART_BODY,
  PINCITE_PART_AUTHOR,
  PINCITE_PART_SOURCE,
  PINCITE__PART_COUNT
} pincite_part;

/* A RUN is a plain question or a part of one. Its children are told apart by
   kind: a NOT must not match; hard phrases, groups, fields and the like must
   match; WORDs and soft phrases rank. It matches when all that must does and
   all that must not does not, and, unless something that must match is in the
   text (not a filter), any of the words that rank does. A run of NOTs alone
   matches what is left. */
typedef struct pincite_node pincite_node;
struct pincite_node {
  pincite_node_kind kind;
  pincite_word_mode mode; /* WORD */
  bool soft;              /* PHRASE: a compound such as end-to-end in a plain
                             question: any word of it that is not weak does */
  bool weak;              /* WORD that carries no meaning by itself: a stop word
                             in a run, "c" in 230(c). Never all of a run. */
  bool ordered;           /* NEAR: in this order */
  bool quoted;            /* PHRASE or WORD: in a run it must match */
  bool placed;            /* it holds at places in the text, which filters, NOT
                             and what consists of them do not */
  pincite_part part;      /* FIELD */
  uint32_t count;         /* WORD: how often it was typed; NEAR, ATLEAST */
  double share;           /* CONCEPT in a run: its weight beside the words that name it */
  bool implied;           /* CONCEPT: found in the words, not typed */
  uint32_t leaf;          /* WORD: its number, from 0, equal for equal words */
  uint32_t depth;
  pincite_zone zone;
  pincite_day from, to;       /* DATE: inclusive */
  pincite_str word;           /* WORD: folded */
  pincite_str term;           /* WORD, CITE */
  pincite_str text;           /* as typed: WORD, soft PHRASE; argument: CITE, TOPIC */
  size_t at;                  /* byte of the question where it was read */
  pincite_node *first, *last; /* children */
  pincite_node *next;         /* sibling */
};

typedef struct pincite_question {
  pincite_buf text;            /* as asked: valid UTF-8 in NFC */
  pincite_node *root;          /* NULL: there is no word in it; matches nothing */
  bool plain;                  /* nothing but words: a passage with any that is not
                                  weak matches, so ranked postings alone can answer */
  bool names_zone;             /* a zone: in it; the usual zones do not apply */
  bool names_concepts;         /* a names: in it; none are looked for in its words */
  uint32_t leaf_count;         /* distinct WORDs */
  pincite_buf note;            /* what was passed over and why; empty: nothing */
  struct pincite_arena *arena; /* where the nodes live; private */
} pincite_question;

/* What turns cite: and topic: into something to look for. Both may be NULL. */
typedef struct pincite_resolver {
  void *data;
  /* Append the concept terms of what 'text' cites ("47 USC 230"), one a line.
     False: none is known. NULL: 'text' is the term when a / is in it. */
  bool (*cite)(void *data, pincite_str text, pincite_buf *terms);
  /* Append the question that topic 'name' stands for. False: none is known. */
  bool (*topic)(void *data, pincite_str name, pincite_buf *question);
} pincite_resolver;

/* ---- interface of question.c, tree.c ------------------------------------------ */

/* Read 'len' bytes. 'resolver' may be NULL. Fails with ENOMEM; when 'strict',
   also with EQUERY, whose message shows the fault under a caret. */
pincite_status pincite__question_read(pincite_analyser *analyser,
                                      const pincite_resolver *resolver, const char *bytes,
                                      size_t len, bool strict, pincite_question **out,
                                      pincite_error *err);
void pincite__question_free(pincite_question *question);

/* In a run: is it one of the words that only rank? */
bool pincite__node_ranks(const pincite_node *node);

/* Which children of a node an engine is asked for: any, those that are not weak,
   and of a run the words that are not. */
typedef bool (*pincite_node_chooser)(const pincite_node *child);
bool pincite__node_any(const pincite_node *child);
bool pincite__node_strong(const pincite_node *child);
bool pincite__node_ranks_alone(const pincite_node *child);

/* May a passage of this zone and date match? A cheap look at the filters that
   every match needs, before any text is read. */
bool pincite__question_admits(const pincite_question *question, pincite_zone zone,
                              pincite_day published);

/* ---- interface of canon.c, show.c ---------------------------------------------- */

/* Append the canonical text of the question, or of a part of it. Read again, it
   gives the same tree and the same text. */
void pincite__question_text(const pincite_question *question, pincite_buf *out);
void pincite__node_text(const pincite_node *node, pincite_buf *out);

/* The tree in brackets, for tests and --explain: (and (word platform) ...). */
void pincite__node_tree(const pincite_node *node, pincite_buf *out);

/* ---- interface of narrow.c ------------------------------------------------ */

typedef enum pincite_narrowing {
  PINCITE_NARROW_NONE, /* no passage can match */
  PINCITE_NARROW_SOME, /* only what the expression finds can match */
  PINCITE_NARROW_ALL   /* the terms say nothing: any passage may match */
} pincite_narrowing;

/* Write a MATCH expression for passage_fts (columns body, title, heading) that
   every match of the question fulfils. Its strings are terms, marked by
   PINCITE__VERBATIM; a table of less detail is asked less. *exact is set when the expression finds the matches and
   nothing else. ENOMEM: look at out->failed. */
pincite_narrowing pincite__question_narrow(const pincite_question *question,
                                           pincite_fts_detail detail, pincite_buf *out,
                                           bool *exact);

#endif
