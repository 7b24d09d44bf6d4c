/* SPDX-License-Identifier: MIT
 *
 * tokens.h - the tokens of a text, kept: made once, given to every engine.
 *
 * Each term is known by its first token; from there a chain leads through the others.
 * So a table of terms is asked once a text and term, and with a hash that is there.
 */
#ifndef PINCITE_CORPUS_TOKENS_H
#define PINCITE_CORPUS_TOKENS_H

#include "analyse.h"

typedef struct pincite_kept_token {
  uint32_t term, term_len; /* in 'terms' */
  uint32_t hash;           /* of the term */
  uint32_t position;
  uint32_t start, length; /* in the text */
  uint32_t next;          /* token of the same term; 0: none */
  bool first;             /* none before it has its term */
  bool colocated;
} pincite_kept_token;

typedef struct pincite_tokens {
  pincite_str text; /* borrowed: what they are the tokens of */
  pincite_kept_token *items;
  size_t count, capacity;
  size_t words; /* tokens that are not colocated */
  pincite_buf terms;
  /* while they are being added: the first and the last token of each term, + 1 */
  struct pincite_term_ends {
    uint32_t first, last;
  } * table;
  size_t table_size, term_count;
} pincite_tokens;

void pincite__tokens_init(pincite_tokens *tokens);
void pincite__tokens_release(pincite_tokens *tokens);
/* Begin with the tokens of a text, forgetting another's. False: out of memory. */
bool pincite__tokens_begin(pincite_tokens *tokens, pincite_str text);
/* Add a token, in the order of pincite__analyse(). False: out of memory. */
bool pincite__tokens_add(pincite_tokens *tokens, const pincite_token *token);
/* Analyse a text into 'tokens'. False: out of memory. */
bool pincite__tokens_fill(pincite_tokens *tokens, pincite_analyser *analyser,
                          pincite_str text);
/* Have the tokens of another, without its text; nothing may be added to them. False: out
   of memory. */
bool pincite__tokens_copy(pincite_tokens *tokens, const pincite_tokens *from);
static inline pincite_str pincite__token_term(const pincite_tokens *tokens,
                                              const pincite_kept_token *token) {
  return (pincite_str){tokens->terms.data + token->term, token->term_len};
}
static inline pincite_token pincite__token_of(const pincite_tokens *tokens,
                                              const pincite_kept_token *kept) {
  return (pincite_token){.term = pincite__token_term(tokens, kept),
                         .position = kept->position,
                         .colocated = kept->colocated,
                         .start = kept->start,
                         .length = kept->length};
}
/* Give them as pincite__analyse() does. */
int pincite__tokens_each(const pincite_tokens *tokens,
                         int (*each)(const pincite_token *token, void *data), void *data);

#endif
