/* SPDX-License-Identifier: MIT
 *
 * relax.c - quotes inside a long question in plain words.
 *
 * A quoted phrase must match. But whoever pastes a sentence that happens to have
 * quotation marks in it asks for what the sentence is about; when nothing has the
 * quoted words together, the sentence is asked again without its marks, and the
 * answer says so. A question that is mostly phrases or operators is never relaxed.
 */
#include <string.h>

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

void pincite__without_quotes(pincite_str text, pincite_buf *out) {
  static const char *const marks[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
                                      "\xc2\xab", "\xc2\xbb"};
  for (size_t at = 0; at < text.len;) {
    size_t mark = 0;
    for (size_t i = 0; !mark && i < sizeof marks / sizeof *marks; i++) {
      size_t len = strlen(marks[i]);
      if (text.len - at >= len && memcmp(text.at + at, marks[i], len) == 0)
        mark = len;
    }
    pincite__buf_addc(out, mark ? ' ' : text.at[at]);
    at += mark ? mark : 1;
  }
}
