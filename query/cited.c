/* SPDX-License-Identifier: MIT
 *
 * cited.c - in which words a hit cites what the question asks for.
 *
 * "Section 230" finds a passage that says "the Decency Act" and never 230. Whoever
 * reads it should see why, so the passage's citations are found once more and those
 * that have a term of the question are told.
 */
#include <stdlib.h>
#include <string.h>

#include "hits.h"

/* Is the term one that the question looks for? */
static bool is_asked(const pincite_node *node, pincite_str term) {
  if (node->kind == PINCITE_NODE_NOT)
    return false;
  if (node->kind == PINCITE_NODE_WORD)
    return node->mode == PINCITE_WORD_CONCEPT && pincite__str_equal(node->term, term);
  for (const pincite_node *child = node->first; child; child = child->next)
    if (is_asked(child, term))
      return true;
  return false;
}

static bool asks_for_any(const pincite_node *node) {
  if (node->kind == PINCITE_NODE_WORD)
    return node->mode == PINCITE_WORD_CONCEPT;
  for (const pincite_node *child = node->first; child; child = child->next)
    if (asks_for_any(child))
      return true;
  return false;
}

/* Copy on one line; where it begins. */
static size_t keep(pincite_buf *words, const char *text, size_t len) {
  size_t at = words->len;
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)text[i] > 0x20)
      pincite__buf_addc(words, text[i]);
    else if (words->len > at && words->data[words->len - 1] != ' ')
      pincite__buf_addc(words, ' ');
  pincite__buf_addc(words, '\0');
  return at;
}

/* Note what 'text' cites of the question. Its words are kept as offsets, since the
   buffer may move. */
static bool note(pincite_cited_words *cited, const pincite_node *root, pincite_str text,
                 const char *where, size_t start) {
  pincite_concepts *found = &cited->concepts;
  if (!pincite__concepts_find(found, text.at, text.len))
    return false;
  for (size_t i = 0; i < found->count && cited->count < PINCITE__CITED_MAX; i++) {
    const pincite_concept *concept = &found->items[i];
    pincite_str term = {found->terms.data + concept->offset, concept->len};
    if (!is_asked(root, term))
      continue;
    if (!pincite__grow(&cited->items, &cited->capacity, cited->count + 1,
                       sizeof *cited->items))
      return false;
    pincite_cited *item = &cited->items[cited->count++];
    size_t len = concept->end - concept->start;
    bool body = !strcmp(where, "body");
    *item = (pincite_cited){.where = where,
                            .start = body ? start + concept->start : 0,
                            .length = body ? len : 0};
    cited->offsets[cited->count - 1][0] = keep(&cited->words, term.at, term.len);
    cited->offsets[cited->count - 1][1] =
        keep(&cited->words, text.at + concept->start, len);
  }
  return !cited->words.failed;
}

pincite_status pincite__hits_cited(pincite_hits *hits, pincite_hit *hit,
                                   pincite_error *err) {
  pincite_cited_words *cited = &hits->cited;
  const pincite_node *root = hits->question->root;
  const pincite_passage_text *passage = &hits->passage;
  cited->count = 0;
  pincite__buf_clear(&cited->words);
  if (root && asks_for_any(root)) {
    if (!note(cited, root, passage->body, "body", passage->row.start) ||
        (!cited->count && !note(cited, root, passage->heading, "heading", 0)) ||
        (!cited->count && !note(cited, root, passage->title, "title", 0)))
      return pincite__no_memory(err);
  }
  for (size_t i = 0; i < cited->count; i++) {
    cited->items[i].id = cited->words.data + cited->offsets[i][0];
    cited->items[i].as = cited->words.data + cited->offsets[i][1];
  }
  hit->cited = cited->items;
  hit->cited_count = cited->count;
  return PINCITE_OK;
}

void pincite__cited_init(pincite_cited_words *cited) {
  memset(cited, 0, sizeof *cited);
  pincite__concepts_init(&cited->concepts);
  pincite__buf_init(&cited->words, PINCITE__BUF_LIMIT);
}

void pincite__cited_release(pincite_cited_words *cited) {
  pincite__concepts_release(&cited->concepts);
  pincite__buf_release(&cited->words);
  free(cited->items);
}
