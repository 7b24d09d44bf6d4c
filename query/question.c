/* SPDX-License-Identifier: MIT
 *
 * question.c - from bytes to a question.
 */
#include <stdlib.h>
#include <string.h>

#include "read.h"

static bool is_plain_item(const pincite_node *node) {
  if (node->kind == PINCITE_NODE_PHRASE && node->soft) {
    for (const pincite_node *word = node->first; word; word = word->next)
      if (word->mode != PINCITE_WORD_TERM)
        return false;
    return true;
  }
  return node->kind == PINCITE_NODE_WORD &&
         (node->mode == PINCITE_WORD_TERM || node->mode == PINCITE_WORD_CONCEPT);
}

/* Words alone, of which any is enough. */
static bool is_plain(const pincite_node *root) {
  if (!root || root->kind != PINCITE_NODE_RUN)
    return root && is_plain_item(root);
  for (const pincite_node *item = root->first; item; item = item->next)
    if (item->quoted || !is_plain_item(item))
      return false;
  return true;
}

/* Asked of the tree: what was read and then dropped does not count. */
static bool names_zone(const pincite_node *node) {
  bool named = node && node->kind == PINCITE_NODE_ZONE;
  for (const pincite_node *child = node ? node->first : NULL; child && !named;
       child = child->next)
    named = names_zone(child);
  return named;
}

static pincite_status read_tree(pincite_question *question, pincite_analyser *analyser,
                                const pincite_resolver *resolver, bool strict,
                                pincite_error *err) {
  reader read = {.faults.note = &question->note, .resolver = resolver};
  if (!pincite__builder_init(&read.builder, question, analyser))
    return pincite__no_memory(err);
  pincite__lex_init(&read.lex, question->text.data, question->text.len, false);
  question->root = pincite__read_text(&read);
  /* Marks without a word between them: then they are the words. */
  if (!question->root && !read.builder.failed) {
    question->root = pincite__read_plain(&read, 0, question->text.len);
    question->names_concepts = false;
  }
  if (read.builder.too_deep)
    pincite__fault_add(&read.faults, true, 0,
                       "the question is nested too deep; not all of it was read");
  pincite_status status = PINCITE_OK;
  if (read.builder.failed || question->note.failed)
    status = pincite__no_memory(err);
  else if (strict && read.faults.found)
    status = pincite__fault_fail(&read.faults, pincite__buf_view(&question->text), err);
  pincite__builder_release(&read.builder);
  return status;
}

pincite_status pincite__question_read(pincite_analyser *analyser,
                                      const pincite_resolver *resolver, const char *bytes,
                                      size_t len, bool strict, pincite_question **out,
                                      pincite_error *err) {
  pincite_question *question = calloc(1, sizeof *question);
  if (!question)
    return pincite__no_memory(err);
  pincite__buf_init(&question->text, PINCITE__QUESTION_LIMIT * 4);
  pincite__buf_init(&question->note, PINCITE__BUF_LIMIT);
  size_t most = pincite__utf8_cut(bytes, len, PINCITE__QUESTION_LIMIT);
  pincite__utf8_normalize(&question->text, bytes, most);
  if (most < len)
    pincite__buf_adds(&question->note, "only the first megabyte is read");
  pincite_status status = question->text.failed || question->note.failed
                              ? pincite__no_memory(err)
                              : read_tree(question, analyser, resolver, strict, err);
  if (status)
    goto done;
  question->plain = is_plain(question->root);
  question->names_zone = names_zone(question->root);
  *out = question;
  question = NULL;
done:
  pincite__question_free(question);
  return status;
}

void pincite__question_free(pincite_question *question) {
  if (!question)
    return;
  pincite__buf_release(&question->text);
  pincite__buf_release(&question->note);
  pincite__arena_free(question->arena);
  free(question);
}

/* ---- filters ------------------------------------------------------------------ */

typedef enum answer { NO, MAYBE, YES } answer;

static answer not_answer(answer a) {
  return a == YES ? NO : a == NO ? YES : MAYBE;
}

/* What zone and date alone say of a part. */
static answer admits(const pincite_node *node, pincite_zone zone, pincite_day published) {
  bool is_or = node->kind == PINCITE_NODE_OR;
  answer all = is_or ? NO : YES;
  switch (node->kind) {
  case PINCITE_NODE_ZONE:
    return node->zone == zone ? YES : NO;
  case PINCITE_NODE_DATE:
    return published >= node->from && published <= node->to ? YES : NO;
  case PINCITE_NODE_NOT:
    return not_answer(admits(node->first, zone, published));
  case PINCITE_NODE_TOPIC:
    return admits(node->first, zone, published);
  case PINCITE_NODE_RUN:
  case PINCITE_NODE_AND:
  case PINCITE_NODE_OR:
    for (const pincite_node *child = node->first; child; child = child->next) {
      answer one = admits(child, zone, published);
      if (is_or ? one > all : one < all)
        all = one;
    }
    /* Words that only rank are MAYBE, which is right for a run as well. */
    return all;
  default:
    return MAYBE;
  }
}

bool pincite__question_admits(const pincite_question *question, pincite_zone zone,
                              pincite_day published) {
  return question->root && admits(question->root, zone, published) != NO;
}
