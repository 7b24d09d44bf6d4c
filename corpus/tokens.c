/* SPDX-License-Identifier: MIT
 *
 * tokens.c - keeping the tokens of a text.
 */
#include "tokens.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_LEAST 64
/* Bytes of text for which a slot is made at once. */
#define BYTES_PER_SLOT 4

typedef struct pincite_term_ends ends;

void pincite__tokens_init(pincite_tokens *tokens) {
  *tokens = (pincite_tokens){0};
  pincite__buf_init(&tokens->terms, PINCITE__BUF_LIMIT);
}

void pincite__tokens_release(pincite_tokens *tokens) {
  free(tokens->items);
  free(tokens->table);
  pincite__buf_release(&tokens->terms);
  pincite__tokens_init(tokens);
}

/* ---- the table ---------------------------------------------------------------- */

/* An empty table of so many slots, a power of two. */
static bool set_table(pincite_tokens *tokens, size_t size) {
  ends *table = tokens->table;
  if (size > tokens->table_size || size < tokens->table_size / 16) {
    table = realloc(table, size * sizeof *table);
    if (!table)
      return false;
    tokens->table = table;
    tokens->table_size = size;
  }
  memset(table, 0, tokens->table_size * sizeof *table);
  return true;
}

/* The slot of a term, or the one that it would have. */
static ends *find(const pincite_tokens *tokens, uint32_t hash, pincite_str term) {
  size_t mask = tokens->table_size - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    ends *slot = &tokens->table[at];
    if (!slot->first)
      return slot;
    const pincite_kept_token *own = &tokens->items[slot->first - 1];
    if (own->hash == hash && own->term_len == term.len &&
        memcmp(tokens->terms.data + own->term, term.at, term.len) == 0)
      return slot;
  }
}

static bool enlarge(pincite_tokens *tokens) {
  if (!set_table(tokens, tokens->table_size * 2))
    return false;
  for (size_t i = 0; i < tokens->count; i++) {
    const pincite_kept_token *own = &tokens->items[i];
    ends *slot = find(tokens, own->hash, pincite__token_term(tokens, own));
    slot->first = own->first ? (uint32_t)i + 1 : slot->first;
    slot->last = (uint32_t)i + 1;
  }
  return true;
}

/* ---- tokens --------------------------------------------------------------------- */

bool pincite__tokens_begin(pincite_tokens *tokens, pincite_str text) {
  size_t size = TABLE_LEAST;
  while (size < text.len / BYTES_PER_SLOT)
    size *= 2;
  tokens->text = text;
  tokens->count = tokens->words = tokens->term_count = 0;
  pincite__buf_clear(&tokens->terms);
  return set_table(tokens, size);
}

bool pincite__tokens_add(pincite_tokens *tokens, const pincite_token *token) {
  if (tokens->term_count * 2 >= tokens->table_size && !enlarge(tokens))
    return false;
  if (!pincite__grow(&tokens->items, &tokens->capacity, tokens->count + 1,
                     sizeof *tokens->items))
    return false;
  uint32_t hash = (uint32_t)pincite__hash64(token->term.at, token->term.len);
  ends *slot = find(tokens, hash, token->term);
  pincite_kept_token *own = &tokens->items[tokens->count];
  *own = (pincite_kept_token){.term_len = (uint32_t)token->term.len,
                              .hash = hash,
                              .position = token->position,
                              .start = (uint32_t)token->start,
                              .length = (uint32_t)token->length,
                              .first = !slot->first,
                              .colocated = token->colocated};
  if (slot->first) {
    own->term = tokens->items[slot->first - 1].term;
    tokens->items[slot->last - 1].next = (uint32_t)tokens->count;
  } else {
    own->term = (uint32_t)tokens->terms.len;
    pincite__buf_add(&tokens->terms, token->term.at, token->term.len);
    tokens->term_count++;
    slot->first = (uint32_t)tokens->count + 1;
  }
  slot->last = (uint32_t)++tokens->count;
  tokens->words += !token->colocated;
  return !tokens->terms.failed;
}

static int keep(const pincite_token *token, void *data) {
  return !pincite__tokens_add(data, token);
}

bool pincite__tokens_fill(pincite_tokens *tokens, pincite_analyser *analyser,
                          pincite_str text) {
  return pincite__tokens_begin(tokens, text) &&
         pincite__analyse(analyser, text.at, text.len, keep, tokens) == 0;
}

bool pincite__tokens_copy(pincite_tokens *tokens, const pincite_tokens *from) {
  if (from->count && !pincite__grow(&tokens->items, &tokens->capacity, from->count,
                                    sizeof *tokens->items))
    return false;
  if (from->count)
    memcpy(tokens->items, from->items, from->count * sizeof *tokens->items);
  tokens->count = from->count;
  tokens->words = from->words;
  pincite__buf_clear(&tokens->terms);
  pincite__buf_add(&tokens->terms, from->terms.data, from->terms.len);
  return !tokens->terms.failed;
}

int pincite__tokens_each(const pincite_tokens *tokens,
                         int (*each)(const pincite_token *token, void *data),
                         void *data) {
  for (size_t i = 0; i < tokens->count; i++) {
    pincite_token token = pincite__token_of(tokens, &tokens->items[i]);
    int stop = each(&token, data);
    if (stop)
      return stop;
  }
  return 0;
}
