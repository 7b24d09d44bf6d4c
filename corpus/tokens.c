/* SPDX-License-Identifier: MIT
 *
 * tokens.c - keeping the tokens of a text.
 */
#include "tokens.h"

#include <stdlib.h>

void pincite__tokens_init(pincite_tokens *tokens) {
  *tokens = (pincite_tokens){0};
  pincite__buf_init(&tokens->terms, PINCITE__BUF_LIMIT);
}

void pincite__tokens_release(pincite_tokens *tokens) {
  free(tokens->items);
  pincite__buf_release(&tokens->terms);
  pincite__tokens_init(tokens);
}

static int keep(const pincite_token *token, void *data) {
  pincite_tokens *tokens = data;
  if (!pincite__grow(&tokens->items, &tokens->capacity, tokens->count + 1,
                     sizeof *tokens->items))
    return 1;
  tokens->items[tokens->count++] =
      (pincite_kept_token){.term = (uint32_t)tokens->terms.len,
                           .term_len = (uint32_t)token->term.len,
                           .position = token->position,
                           .start = (uint32_t)token->start,
                           .length = (uint32_t)token->length,
                           .colocated = token->colocated};
  pincite__buf_add(&tokens->terms, token->term.at, token->term.len);
  return tokens->terms.failed;
}

bool pincite__tokens_fill(pincite_tokens *tokens, pincite_analyser *analyser,
                          pincite_str text) {
  tokens->count = 0;
  tokens->text = text;
  pincite__buf_clear(&tokens->terms);
  return pincite__analyse(analyser, text.at, text.len, keep, tokens) == 0;
}

int pincite__tokens_each(const pincite_tokens *tokens,
                         int (*each)(const pincite_token *token, void *data),
                         void *data) {
  for (size_t i = 0; i < tokens->count; i++) {
    const pincite_kept_token *kept = &tokens->items[i];
    pincite_token token = {{tokens->terms.data + kept->term, kept->term_len},
                           {NULL, 0},
                           kept->position,
                           kept->colocated,
                           kept->start,
                           kept->length};
    int stop = each(&token, data);
    if (stop)
      return stop;
  }
  return 0;
}
