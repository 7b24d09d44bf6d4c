/* SPDX-License-Identifier: MIT
 *
 * concepts.c - a concept beside the words that name it.
 *
 * The concept is one more word that ranks: it lifts what cites the authority in
 * other words, and what only has the words still ranks by them. How much it weighs
 * depends on what the words say already. "FOSTA" is rare and says it all;
 * "section" and "230" say half; "18", "usc" and "2421a" next to nothing. It is not part
 * of the canonical text where reading that again adds it again; see reading.c.
 */
#include "concepts.h"

#include <string.h>

#include "../corpus/concepts.h"
#include "tree.h"

bool pincite__resolve_cite(void *data, pincite_str text, pincite_buf *terms) {
  const pincite_resolving *resolving = data;
  size_t before = terms->len;
  pincite__concepts_asked(resolving ? resolving->law : NULL, text.at, text.len, terms);
  return terms->len > before;
}

#define SHARE_OF_NAME 0.05
#define SHARE_OF_SECTION 0.5
#define SHARE_OF_NUMBERS 1.0

typedef struct adding {
  pincite_question *question;
  pincite_buf *note;
  pincite_buf term; /* scratch */
  size_t count;
  bool failed;
} adding;

/* Does the item stand in the bytes of the citation? */
static bool is_within(const pincite_node *item, const pincite_cite *cite) {
  return item->at >= cite->start && item->at < cite->start + cite->length;
}

/* Is all that was typed there mere words? */
static bool is_plain_there(const pincite_question *question, const pincite_cite *cite) {
  const pincite_node *root = question->root;
  if (root->kind != PINCITE_NODE_RUN)
    return true;
  bool any = false;
  for (const pincite_node *item = root->first; item; item = item->next) {
    if (!is_within(item, cite))
      continue;
    bool exact = item->kind == PINCITE_NODE_WORD && item->mode != PINCITE_WORD_TERM;
    if (!pincite__node_ranks(item) || exact)
      return false;
    any = true;
  }
  return any;
}

static bool has_concept(const pincite_node *run, pincite_str term) {
  for (const pincite_node *item = run->first; item; item = item->next)
    if (item->kind == PINCITE_NODE_WORD && item->mode == PINCITE_WORD_CONCEPT &&
        pincite__str_equal(item->term, term))
      return true;
  return false;
}

static pincite_node *new_node(adding *a, pincite_node_kind kind) {
  pincite_node *node = pincite__arena_give(&a->question->arena, sizeof *node);
  if (!node) {
    a->failed = true;
    return NULL;
  }
  node->kind = kind;
  node->count = 1;
  node->depth = 1;
  return node;
}

/* The run that the concept joins; a question of one item becomes one. */
static pincite_node *root_run(adding *a) {
  pincite_node *root = a->question->root;
  if (root->kind == PINCITE_NODE_RUN)
    return root;
  pincite_node *run = new_node(a, PINCITE_NODE_RUN);
  if (run) {
    pincite__node_append(run, root);
    a->question->root = run;
  }
  return run;
}

static void say(adding *a, const pincite_cite *cite, pincite_str term) {
  if (a->note->len)
    pincite__buf_adds(a->note, "; ");
  pincite__buf_addf(a->note, "'%.*s' is read as %.*s or its words", (int)cite->length,
                    a->question->text.data + cite->start, (int)term.len, term.at);
}

static double share_of(const pincite_question *question, const pincite_cite *cite) {
  if (cite->authority >= 0)
    return SHARE_OF_NAME;
  char first = question->text.data[cite->start];
  bool title = first >= '0' && first <= '9';
  size_t levels = 0;
  for (size_t i = 0; i < cite->normal.len; i++)
    levels += cite->normal.at[i] == '/';
  bool bare = cite->kind == CITE_STATUTE && !title && levels == 2;
  return bare ? SHARE_OF_SECTION : SHARE_OF_NUMBERS;
}

static int add_concept(const pincite_cite *cite, void *data) {
  adding *a = data;
  pincite__buf_clear(&a->term);
  pincite__concept_of(cite, &a->term);
  if (a->term.len == 0 || a->term.len > PINCITE__TERM_LIMIT ||
      !is_plain_there(a->question, cite))
    return a->term.failed;
  pincite_node *run = root_run(a);
  pincite_node *word = run ? new_node(a, PINCITE_NODE_WORD) : NULL;
  char *term = word ? pincite__arena_give(&a->question->arena, a->term.len + 1) : NULL;
  if (!term) {
    a->failed = true;
    return 1;
  }
  memcpy(term, a->term.data, a->term.len);
  word->mode = PINCITE_WORD_CONCEPT;
  word->placed = true;
  word->term = word->text = (pincite_str){term, a->term.len};
  word->at = cite->start;
  word->share = share_of(a->question, cite);
  word->implied = true;
  if (has_concept(run, word->term))
    return 0;
  word->leaf = a->question->leaf_count++;
  pincite__node_append(run, word);
  say(a, cite, word->term);
  return ++a->count == PINCITE__QUESTION_CONCEPTS;
}

pincite_status pincite__question_concepts(pincite_question *question,
                                          const pincite_law *law, pincite_buf *note,
                                          pincite_error *err) {
  const pincite_node *root = question->root;
  if (!root || question->names_concepts ||
      (root->kind != PINCITE_NODE_RUN && !question->plain))
    return PINCITE_OK;
  adding a = {.question = question, .note = note};
  pincite__buf_init(&a.term, 4 * PINCITE__CITE_LIMIT);
  pincite__citations_by(law, question->text.data, question->text.len, true, add_concept,
                        &a);
  bool failed = a.failed || a.term.failed || note->failed;
  pincite__buf_release(&a.term);
  return failed ? pincite__no_memory(err) : PINCITE_OK;
}
