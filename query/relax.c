/* SPDX-License-Identifier: MIT
 *
 * relax.c - quotes inside a long question in plain words.
 *
 * A quoted phrase must match. But whoever pastes a sentence that happens to have
 * quotation marks in it asks for what the sentence is about; when nothing has the
 * quoted words together, the sentence is asked again without its marks, and the
 * answer says so. A question that is mostly phrases or operators is never relaxed.
 */
#include "hits.h"

/* So many words beside the phrases make a question a sentence. */
#define WORDS_OF_A_SENTENCE 4

bool pincite__relaxes(const pincite_question *question) {
  const pincite_node *root = question->root;
  size_t words = 0, quoted = 0;
  if (!root || root->kind != PINCITE_NODE_RUN)
    return false;
  for (const pincite_node *item = root->first; item; item = item->next) {
    if (pincite__node_ranks(item))
      words += !item->weak;
    else if (item->kind == PINCITE_NODE_PHRASE || item->kind == PINCITE_NODE_WORD)
      quoted++;
    else
      return false;
  }
  return quoted > 0 && words >= WORDS_OF_A_SENTENCE;
}

void pincite__without_quotes(pincite_str reading, pincite_buf *out) {
  for (size_t at = 0; at < reading.len; at++)
    pincite__buf_addc(out, reading.at[at] == '"' ? ' ' : reading.at[at]);
}
