/* SPDX-License-Identifier: MIT
 *
 * terms.c - the terms of a question and what each of them means to the ranking.
 *
 * On the way from the root through what must hold, terms are required and denied
 * ones excluded; anywhere else they are optional. A wildcard stands for terms of
 * the vocabulary.
 */
#include "terms.h"

#include <stdlib.h>
#include <string.h>

#include "expand.h"

typedef struct collector {
  pincite_terms *terms;
  const pincite_vocabulary *vocabulary;
  pincite_error *err;
  pincite_status status;
  bool follows; /* the last term given is the word before */
} collector;

void pincite__terms_init(pincite_terms *terms) {
  memset(terms, 0, sizeof *terms);
}

void pincite__terms_release(pincite_terms *terms) {
  for (size_t i = 0; i < terms->memory_count; i++)
    free(terms->memory[i]);
  free(terms->memory);
  free(terms->items);
  pincite__terms_init(terms);
}

static void add(collector *to, pincite_str term, pincite_str word, double weight,
                pincite_rank_role role) {
  pincite_terms *terms = to->terms;
  if (to->status)
    return;
  if (!pincite__grow(&terms->items, &terms->capacity, terms->count + 1,
                     sizeof *terms->items)) {
    to->status = pincite__no_memory(to->err);
    return;
  }
  terms->items[terms->count++] = (pincite_rank_term){.term = term,
                                                     .word = word,
                                                     .weight = weight,
                                                     .role = role,
                                                     .adjacent = to->follows};
  to->follows = true;
}

/* ---- wildcards -------------------------------------------------------------------- */

typedef struct expansion {
  char *term;
  uint64_t passages;
} expansion;

typedef struct expander {
  const pincite_node *word;
  pincite_str head;
  expansion best[PINCITE__EXPANSION]; /* the most frequent first */
  size_t count;
  collector *to;
} expander;

static int keep_best(pincite_str term, void *data) {
  expander *all = data;
  const pincite_vocabulary *vocabulary = all->to->vocabulary;
  uint64_t passages = 0;
  if (all->word->mode == PINCITE_WORD_PATTERN &&
      !pincite__pattern_fits(all->word->word, term, true))
    return 0;
  all->to->status = vocabulary->passages(vocabulary->data, term, &passages, all->to->err);
  if (all->to->status)
    return 1;
  if (passages == 0)
    return 0;
  for (size_t i = 0; i < all->count; i++)
    if (pincite__str_is(term, all->best[i].term))
      return 0;
  if (all->count == PINCITE__EXPANSION &&
      all->best[PINCITE__EXPANSION - 1].passages >= passages)
    return 0;
  char *copy = pincite__copy(term);
  if (!copy) {
    all->to->status = pincite__no_memory(all->to->err);
    return 1;
  }
  if (all->count == PINCITE__EXPANSION)
    free(all->best[--all->count].term);
  size_t at = all->count++;
  for (; at > 0 && all->best[at - 1].passages < passages; at--)
    all->best[at] = all->best[at - 1];
  all->best[at] = (expansion){copy, passages};
  return 0;
}

/* Hand the terms over to the list that is given out. */
static void take_expansions(expander *all) {
  pincite_terms *terms = all->to->terms;
  for (size_t i = 0; i < all->count; i++) {
    char *term = all->best[i].term;
    if (all->to->status ||
        !pincite__grow(&terms->memory, &terms->memory_capacity, terms->memory_count + 1,
                       sizeof *terms->memory)) {
      free(term);
      if (!all->to->status)
        all->to->status = pincite__no_memory(all->to->err);
      continue;
    }
    terms->memory[terms->memory_count++] = term;
    all->to->follows = false;
    add(all->to, pincite__str(term), (pincite_str){0}, 1, PINCITE_RANK_OPTIONAL);
  }
}

static void expand(collector *to, const pincite_node *word) {
  const pincite_vocabulary *vocabulary = to->vocabulary;
  if (!vocabulary || to->status)
    return;
  expander all = {.word = word, .head = pincite__wildcard_head(word), .to = to};
  pincite_status status =
      vocabulary->list(vocabulary->data, all.head, keep_best, &all, to->err);
  if (!status && !to->status)
    pincite__head_variants(all.head, keep_best, &all);
  to->status = status ? status : to->status;
  take_expansions(&all);
  to->follows = false;
}

/* ---- the tree ------------------------------------------------------------------------
 */

static void collect(collector *to, const pincite_node *node, pincite_rank_role role);

static void collect_word(collector *to, const pincite_node *word,
                         pincite_rank_role role) {
  bool wild = word->mode == PINCITE_WORD_PREFIX || word->mode == PINCITE_WORD_PATTERN;
  bool concept = word->mode == PINCITE_WORD_CONCEPT;
  if (word->weak)
    role = PINCITE_RANK_ASIDE;
  if (concept)
    to->follows = false; /* it stands beside words, not behind one */
  if (wild)
    expand(to, word);
  else
    add(to, word->term, concept ? (pincite_str){0} : word->word,
        concept && word->share > 0 ? word->share : (double)word->count, role);
  if (concept)
    to->follows = false;
}

/* Without its stop words, if it has others. */
static void collect_phrase(collector *to, const pincite_node *phrase,
                           pincite_rank_role role) {
  bool meaning = false;
  for (const pincite_node *word = phrase->first; word; word = word->next)
    meaning = meaning || !pincite__is_stop_word(word->word);
  for (const pincite_node *word = phrase->first; word; word = word->next)
    if (!meaning || !pincite__is_stop_word(word->word))
      collect_word(to, word, phrase->soft ? PINCITE_RANK_OPTIONAL : role);
}

static void collect_run(collector *to, const pincite_node *run, pincite_rank_role role) {
  for (const pincite_node *item = run->first; item; item = item->next) {
    bool ranks = pincite__node_ranks(item);
    if (!ranks)
      to->follows = false;
    collect(to, item, ranks ? PINCITE_RANK_OPTIONAL : role);
    if (!ranks)
      to->follows = false;
  }
}

static void collect_children(collector *to, const pincite_node *node,
                             pincite_rank_role role) {
  for (const pincite_node *child = node->first; child; child = child->next) {
    to->follows = false;
    collect(to, child, role);
  }
  to->follows = false;
}

static void collect(collector *to, const pincite_node *node, pincite_rank_role role) {
  const pincite_node *denied;
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    collect_word(to, node, role);
    break;
  case PINCITE_NODE_PHRASE:
    collect_phrase(to, node, role);
    break;
  case PINCITE_NODE_RUN:
    collect_run(to, node, role);
    break;
  case PINCITE_NODE_AND:
  case PINCITE_NODE_NEAR:
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
  case PINCITE_NODE_ATLEAST:
    collect_children(to, node, role);
    break;
  case PINCITE_NODE_OR:
    collect_children(to, node, PINCITE_RANK_OPTIONAL);
    break;
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    collect_children(to, node, node->first == node->last ? role : PINCITE_RANK_OPTIONAL);
    break;
  case PINCITE_NODE_FIELD:
    if (node->placed)
      collect_children(to, node, role);
    break;
  case PINCITE_NODE_NOT:
    denied = node->first;
    if (role == PINCITE_RANK_REQUIRED && denied->kind == PINCITE_NODE_WORD &&
        denied->mode == PINCITE_WORD_TERM)
      collect_word(to, denied, PINCITE_RANK_EXCLUDED);
    break;
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    break;
  }
}

/* ---- how much the terms say
 * ------------------------------------------------------------- */

static bool is_term(const pincite_node *node) {
  return node->kind == PINCITE_NODE_WORD && node->mode == PINCITE_WORD_TERM;
}

/* Does every match have one of the terms that were collected? */
static bool is_covered(const pincite_node *node) {
  bool any = false, all = true, met = false, words = false;
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    return node->mode != PINCITE_WORD_PREFIX && node->mode != PINCITE_WORD_PATTERN;
  case PINCITE_NODE_NOT:
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    return false;
  case PINCITE_NODE_RUN:
    for (const pincite_node *item = node->first; item; item = item->next) {
      bool ranks = pincite__node_ranks(item);
      words = words || ranks;
      met = met || (!ranks && item->placed);
      any = any || (!ranks && is_covered(item));
      all = all && (!ranks || item->weak || is_covered(item));
    }
    return met ? any : words && all;
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
    for (const pincite_node *child = node->first; child; child = child->next)
      all = all && is_covered(child);
    return all;
  case PINCITE_NODE_FIELD:
    return node->placed && is_covered(node->first);
  case PINCITE_NODE_PHRASE:
    for (const pincite_node *word = node->first; word; word = word->next)
      all = all && is_covered(word);
    return all;
  default:
    for (const pincite_node *child = node->first; child; child = child->next)
      any = any || is_covered(child);
    return any;
  }
}

/* Words, alone or all or any of them, and denied words. */
static bool is_decided(const pincite_question *question) {
  const pincite_node *root = question->root;
  bool any = false;
  if (question->plain)
    return true;
  if (root->kind != PINCITE_NODE_RUN && root->kind != PINCITE_NODE_AND &&
      root->kind != PINCITE_NODE_OR)
    return false;
  for (const pincite_node *child = root->first; child; child = child->next) {
    bool denied = child->kind == PINCITE_NODE_NOT && root->kind != PINCITE_NODE_OR;
    if (!is_term(denied ? child->first : child) && !(child->soft && question->plain))
      return false;
    any = any || !denied;
  }
  return any;
}

pincite_status pincite__terms_of(const pincite_question *question,
                                 const pincite_vocabulary *vocabulary,
                                 pincite_terms *terms, pincite_error *err) {
  collector to = {.terms = terms, .vocabulary = vocabulary, .err = err};
  terms->count = 0;
  terms->necessary = terms->decided = false;
  if (!question->root)
    return PINCITE_OK;
  bool plain_word = pincite__node_ranks(question->root);
  collect(&to, question->root,
          plain_word ? PINCITE_RANK_OPTIONAL : PINCITE_RANK_REQUIRED);
  for (size_t i = 0; i < terms->count; i++)
    terms->necessary = terms->necessary || terms->items[i].role == PINCITE_RANK_REQUIRED;
  terms->necessary = terms->necessary || is_covered(question->root);
  terms->decided = terms->necessary && is_decided(question);
  return to.status;
}
