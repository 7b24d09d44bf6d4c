/* SPDX-License-Identifier: MIT
 *
 * tokens.h - the tokens of a text, kept: made once, given to every engine.
 */
#ifndef PINCITE_CORPUS_TOKENS_H
#define PINCITE_CORPUS_TOKENS_H

#include "analyse.h"

typedef struct pincite_kept_token {
  uint32_t term, term_len; /* in 'terms' */
  uint32_t position;
  uint32_t start, length;  /* in the text */
  bool colocated;
} pincite_kept_token;

typedef struct pincite_tokens {
  pincite_str text;        /* borrowed: what they are the tokens of */
  pincite_kept_token *items;
  size_t count, capacity;
  pincite_buf terms;
} pincite_tokens;

void pincite__tokens_init(pincite_tokens *tokens);
void pincite__tokens_release(pincite_tokens *tokens);
/* Analyse a text into 'tokens', which may hold another's. False: out of memory. */
bool pincite__tokens_fill(pincite_tokens *tokens, pincite_analyser *analyser,
                          pincite_str text);
/* Give them as pincite__analyse() does. */
int pincite__tokens_each(const pincite_tokens *tokens,
                         int (*each)(const pincite_token *token, void *data), void *data);

#endif
