/* SPDX-License-Identifier: MIT
 *
 * show.c - the tree of a question in brackets, with all that matching depends on.
 */
#include "question.h"

static void write_word(const pincite_node *word, pincite_buf *out) {
  static const char *const modes[] = {"", "=", "prefix ", "pattern ", "concept "};
  bool by_term = word->mode == PINCITE_WORD_TERM || word->mode == PINCITE_WORD_CONCEPT;
  pincite_str key = by_term ? word->term : word->word;
  if (word->weak)
    pincite__buf_adds(out, "(weak ");
  if (word->quoted)
    pincite__buf_adds(out, "(quoted ");
  pincite__buf_adds(out, modes[word->mode]);
  pincite__buf_add(out, key.at, key.len);
  if (word->count > 1)
    pincite__buf_addf(out, "^%u", word->count);
  pincite__buf_adds(out, word->quoted ? ")" : "");
  pincite__buf_adds(out, word->weak ? ")" : "");
}

static void write_name(const pincite_node *node, pincite_buf *out) {
  static const char *const names[] = {[PINCITE_NODE_WORD] = "word",
                                      [PINCITE_NODE_PHRASE] = "phrase",
                                      [PINCITE_NODE_RUN] = "run",
                                      [PINCITE_NODE_AND] = "and",
                                      [PINCITE_NODE_OR] = "or",
                                      [PINCITE_NODE_NOT] = "not",
                                      [PINCITE_NODE_NEAR] = "near",
                                      [PINCITE_NODE_SENTENCE] = "sentence",
                                      [PINCITE_NODE_PARAGRAPH] = "paragraph",
                                      [PINCITE_NODE_ATLEAST] = "atleast",
                                      [PINCITE_NODE_FIELD] = "field",
                                      [PINCITE_NODE_ZONE] = "zone",
                                      [PINCITE_NODE_DATE] = "date",
                                      [PINCITE_NODE_CITE] = "cite",
                                      [PINCITE_NODE_TOPIC] = "topic"};
  static const char *const parts[] = {"title", "heading", "body", "author", "source"};
  pincite__buf_adds(out, node->kind == PINCITE_NODE_PHRASE && node->soft
                             ? "compound"
                             : names[node->kind]);
  if (node->ordered)
    pincite__buf_adds(out, " ordered");
  if (node->kind == PINCITE_NODE_NEAR || node->kind == PINCITE_NODE_ATLEAST)
    pincite__buf_addf(out, " %u", node->count);
  if (node->kind == PINCITE_NODE_FIELD)
    pincite__buf_addf(out, " %s", parts[node->part]);
  if (node->kind == PINCITE_NODE_ZONE)
    pincite__buf_addf(out, " %s", pincite__zone_name(node->zone));
  if (node->kind == PINCITE_NODE_DATE)
    pincite__buf_addf(out, " %d %d", (int)node->from, (int)node->to);
  if (node->kind == PINCITE_NODE_CITE || node->kind == PINCITE_NODE_TOPIC)
    pincite__buf_addf(out, " [%.*s]", (int)node->text.len, node->text.at);
}

void pincite__node_tree(const pincite_node *node, pincite_buf *out) {
  if (!node) {
    pincite__buf_adds(out, "()");
    return;
  }
  if (node->kind == PINCITE_NODE_WORD) {
    write_word(node, out);
    return;
  }
  pincite__buf_addc(out, '(');
  write_name(node, out);
  for (const pincite_node *child = node->first; child; child = child->next) {
    pincite__buf_addc(out, ' ');
    pincite__node_tree(child, out);
  }
  pincite__buf_addc(out, ')');
}
