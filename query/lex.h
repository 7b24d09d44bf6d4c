/* SPDX-License-Identifier: MIT
 *
 * lex.h - the marks and words of a question, one token at a time.
 */
#ifndef PINCITE_QUERY_LEX_H
#define PINCITE_QUERY_LEX_H

#include "question.h"

typedef enum lex_kind {
  LEX_END,
  LEX_CHUNK, /* words typed without a blank: one or several pieces */
  LEX_QUOTE, /* the pieces in quotes; none: an empty quotation */
  LEX_OPEN,  /* ( */
  LEX_CLOSE, /* ) */
  LEX_AND,
  LEX_OR,
  LEX_NOT,
  LEX_MINUS,     /* - before an item */
  LEX_CONNECTOR, /* /n pre/n /s /p */
  LEX_FIELD,     /* title: author: source:, before an item */
  LEX_ARGUMENT,  /* zone: date: undated: cite: names: topic:, with the argument */
  LEX_ATLEAST,   /* atleast3( with its parenthesis */
  LEX_NEAR,      /* NEAR( with its parenthesis */
  LEX_DISTANCE   /* , 5) at the end of NEAR( */
} lex_kind;

/* A chunk or quotation of more pieces is cut there. */
#define LEX_PIECES 64
/* A word longer than that, in bytes, is cut. */
#define LEX_WORD_MAX 128

/* A word in the question with its wildcards. */
typedef struct lex_piece {
  pincite_word_mode mode;
  size_t start, end; /* without the mark at the end of a prefix */
  bool bracketed;    /* follows an opening bracket: the c of 230(c) */
} lex_piece;

typedef struct lex_token {
  lex_kind kind;
  size_t start, end;      /* bytes of the text */
  bool exact;             /* CHUNK, QUOTE: after = */
  bool unclosed;          /* QUOTE */
  uint32_t count;         /* CHUNK: ^n; CONNECTOR, ATLEAST, DISTANCE: n */
  bool ordered;           /* CONNECTOR */
  pincite_node_kind node; /* CONNECTOR, ARGUMENT */
  pincite_part part;      /* FIELD */
  bool undated;           /* ARGUMENT: undated: */
  size_t argument, argument_end;
} lex_token;

typedef struct lexer {
  const char *text;
  size_t len, at;
  bool literal;   /* AND, OR and NOT are words */
  bool no_quote;  /* no closing quote lies ahead */
  bool have_word; /* 'word' is the next one at or behind 'at' */
  pincite_word word;
  size_t word_end; /* where the last word ended */
  size_t unknown;  /* where an unknown field was named, from 1; 0: nowhere */
  lex_piece pieces[LEX_PIECES];
  size_t piece_count;
} lexer;

void pincite__lex_init(lexer *lex, const char *text, size_t len, bool literal);
/* 'near': inside NEAR(, where a comma and a number end it. */
void pincite__lex_next(lexer *lex, bool near, lex_token *token);

/* ---- interface of lex_mark.c ------------------------------------------------- */

/* Each looks for one kind of mark at 'at', where an item may begin, and fills the
   token when it is there. */
bool pincite__lex_connector(const char *text, size_t len, size_t at, lex_token *token);
bool pincite__lex_atleast(const char *text, size_t len, size_t at, lex_token *token);
bool pincite__lex_distance(const char *text, size_t len, size_t at, lex_token *token);
/* A name and a colon with something behind them. *unknown is set when the name
   is none of ours. */
bool pincite__lex_field(const char *text, size_t len, size_t at, lex_token *token,
                        bool *unknown);

/* How many bytes a double quote of any shape takes at 'at'; 0: there is none. */
size_t pincite__lex_quote(const char *text, size_t len, size_t at);
bool pincite__lex_is_blank(const char *text, size_t len, size_t at, size_t *size);

#endif
