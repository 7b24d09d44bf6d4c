/* SPDX-License-Identifier: MIT
 *
 * xapian_query.c - from a question to a query of Xapian's that all its matches fulfil.
 *
 * The counterpart of narrow.c: what the index cannot decide falls out of an AND and
 * makes an OR worthless. A phrase is decided by its places; /n narrows by them.
 */
#include <stdlib.h>

#include "expand.h"
#include "xapian_search.h"

typedef pincite_xapian_narrowed narrowed;

static const narrowed nothing_known = {PINCITE_NARROW_ALL, false, NULL};

typedef struct narrower {
  const pincite_xapian *x;
  bool title; /* inside title: */
  pincite_status status;
  pincite_error *err;
} narrower;

/* Queries being gathered. */
typedef struct list {
  pincite_xapian_query **items;
  size_t count, capacity;
  bool exact;
} list;

static narrowed narrow(narrower *n, const pincite_node *node);

static void put(narrower *n, list *all, pincite_xapian_query *query) {
  if (!query)
    return;
  if (!n->status && !pincite__grow(&all->items, &all->capacity, all->count + 1,
                                   sizeof *all->items))
    n->status = pincite__no_memory(n->err);
  if (n->status)
    n->x->query_free(query);
  else
    all->items[all->count++] = query;
}

/* Join what was gathered; the list is empty then. */
static pincite_xapian_query *join(narrower *n, pincite_xapian_join how, list *all,
                                  uint32_t window) {
  pincite_xapian_query *out = NULL;
  if (!n->status)
    n->status = n->x->query_join(how, all->items, all->count, window, &out, n->err);
  for (size_t i = 0; i < all->count; i++)
    n->x->query_free(all->items[i]);
  free(all->items);
  all->items = NULL;
  all->count = all->capacity = 0;
  return out;
}

static narrowed some(const narrower *n, pincite_xapian_query *query, bool exact) {
  if (n->status)
    return nothing_known;
  return (narrowed){PINCITE_NARROW_SOME, exact, query};
}

/* ---- words ---------------------------------------------------------------------------- */

static pincite_xapian_query *make_term(narrower *n, pincite_str term, bool prefix) {
  pincite_buf name;
  pincite_xapian_query *out = NULL;
  pincite__buf_init(&name, PINCITE__BUF_LIMIT);
  if (n->title)
    pincite__buf_addc(&name, 'T');
  pincite__buf_add(&name, term.at, term.len);
  if (!n->status && name.failed)
    n->status = pincite__no_memory(n->err);
  if (!n->status)
    n->status = prefix ? n->x->query_prefix(name.data, name.len, &out, n->err)
                       : n->x->query_term(name.data, name.len, 1, &out, n->err);
  pincite__buf_release(&name);
  return out;
}

typedef struct variants {
  narrower *n;
  list all;
} variants;

static int add_variant(pincite_str term, void *data) {
  variants *v = data;
  if (term.len)
    put(v->n, &v->all, make_term(v->n, term, false));
  return v->n->status != PINCITE_OK;
}

static narrowed narrow_word(narrower *n, const pincite_node *word) {
  pincite_str head;
  variants v = {n, {0}};
  switch (word->mode) {
  case PINCITE_WORD_TERM:
  case PINCITE_WORD_CONCEPT:
    return some(n, make_term(n, word->term, false), true);
  case PINCITE_WORD_EXACT:
    return some(n, make_term(n, word->term, false), false);
  case PINCITE_WORD_PREFIX:
  case PINCITE_WORD_PATTERN:
    break;
  }
  head = pincite__wildcard_head(word);
  if (head.len == 0)
    return nothing_known;
  put(n, &v.all, make_term(n, head, true));
  pincite__head_variants(head, add_variant, &v);
  return some(n, join(n, PINCITE_XAPIAN_OR, &v.all, 0), false);
}

/* ---- what is joined ----------------------------------------------------------------------- */

static void conjoin(narrower *n, list *all, const pincite_node *node) {
  narrowed part = narrow(n, node);
  put(n, all, part.query);
  all->exact = all->exact && part.exact;
}

/* All that is not denied, without what is, where the index decides it. */
static narrowed end_conjunction(narrower *n, list *all, const pincite_node *node) {
  if (all->count == 0) {
    free(all->items);
    return nothing_known;
  }
  bool exact = all->exact;
  pincite_xapian_query *kept = join(n, PINCITE_XAPIAN_AND, all, 0);
  list both = {0};
  put(n, &both, kept);
  for (const pincite_node *child = node->first; child; child = child->next) {
    if (child->kind != PINCITE_NODE_NOT)
      continue;
    narrowed part = narrow(n, child->first);
    bool keep = part.kind == PINCITE_NARROW_SOME && part.exact;
    exact = exact && keep;
    if (keep)
      put(n, &both, part.query);
    else
      n->x->query_free(part.query);
  }
  return some(n, join(n, PINCITE_XAPIAN_AND_NOT, &both, 0), exact);
}

static narrowed narrow_all(narrower *n, const pincite_node *node) {
  list all = {.exact = true};
  for (const pincite_node *child = node->first; child; child = child->next)
    if (child->kind != PINCITE_NODE_NOT)
      conjoin(n, &all, child);
  return end_conjunction(n, &all, node);
}

static narrowed narrow_any(narrower *n, const pincite_node *node, pincite_node_chooser chosen) {
  list all = {.exact = true};
  bool known = true;
  for (const pincite_node *child = node->first; child; child = child->next) {
    if (!chosen(child))
      continue;
    narrowed part = narrow(n, child);
    known = known && part.kind == PINCITE_NARROW_SOME;
    put(n, &all, part.query);
    all.exact = all.exact && part.exact;
  }
  bool exact = all.exact;
  pincite_xapian_query *any = join(n, PINCITE_XAPIAN_OR, &all, 0);
  if (known)
    return some(n, any, exact);
  n->x->query_free(any);
  return nothing_known;
}

static narrowed narrow_run(narrower *n, const pincite_node *run) {
  list all = {.exact = true};
  bool met = false, words = false;
  for (const pincite_node *item = run->first; item; item = item->next) {
    bool ranks = pincite__node_ranks(item);
    words = words || ranks;
    if (ranks || item->kind == PINCITE_NODE_NOT)
      continue;
    met = met || item->placed;
    conjoin(n, &all, item);
  }
  if (words && !met) {
    narrowed part = narrow_any(n, run, pincite__node_ranks_alone);
    put(n, &all, part.query);
    all.exact = all.exact && part.exact;
  }
  return end_conjunction(n, &all, run);
}

/* ---- words at places ------------------------------------------------------------------------ */

/* Terms of their own, each at a place; not in a title, where none are kept. */
static bool has_places(const narrower *n, const pincite_node *node, bool *exact) {
  *exact = true;
  for (const pincite_node *word = node->first; word; word = word->next) {
    if (word->kind != PINCITE_NODE_WORD ||
        (word->mode != PINCITE_WORD_TERM && word->mode != PINCITE_WORD_EXACT))
      return false;
    *exact = *exact && word->mode == PINCITE_WORD_TERM;
    for (const pincite_node *other = node->first; other != word; other = other->next)
      if (pincite__str_equal(other->term, word->term))
        *exact = false;
  }
  return !n->title;
}

static narrowed narrow_places(narrower *n, const pincite_node *node,
                              pincite_xapian_join how, uint32_t window) {
  list all = {0};
  for (const pincite_node *word = node->first; word; word = word->next)
    put(n, &all, make_term(n, word->term, false));
  return some(n, join(n, how, &all, window), false);
}

static narrowed narrow_phrase(narrower *n, const pincite_node *phrase) {
  bool exact;
  uint32_t words = 0;
  for (const pincite_node *word = phrase->first; word; word = word->next)
    words++;
  narrowed part = has_places(n, phrase, &exact)
                      ? narrow_places(n, phrase, PINCITE_XAPIAN_PHRASE, words)
                      : narrow_all(n, phrase);
  part.exact = part.kind == PINCITE_NARROW_SOME && !n->title && exact;
  return part;
}

/* Two words at most 'count' apart; the same word twice is left to the evaluator. */
static narrowed narrow_near(narrower *n, const pincite_node *near) {
  bool exact;
  bool places = has_places(n, near, &exact) &&
                !pincite__str_equal(near->first->term, near->last->term);
  narrowed part = places ? narrow_places(n, near,
                                         near->ordered ? PINCITE_XAPIAN_PHRASE
                                                       : PINCITE_XAPIAN_NEAR,
                                         near->count + 1)
                         : narrow_all(n, near);
  part.exact = false;
  return part;
}

static narrowed narrow_field(narrower *n, const pincite_node *field) {
  if (field->part != PINCITE_PART_TITLE)
    return nothing_known;
  bool before = n->title;
  n->title = true;
  narrowed part = narrow(n, field->first);
  n->title = before;
  return part;
}

static narrowed narrow(narrower *n, const pincite_node *node) {
  narrowed part = nothing_known;
  if (n->status)
    return part;
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    return narrow_word(n, node);
  case PINCITE_NODE_PHRASE:
    return node->soft ? narrow_any(n, node, pincite__node_strong) : narrow_phrase(n, node);
  case PINCITE_NODE_RUN:
    return narrow_run(n, node);
  case PINCITE_NODE_AND:
    return narrow_all(n, node);
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    return narrow_any(n, node, pincite__node_any);
  case PINCITE_NODE_NEAR:
    return narrow_near(n, node);
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
  case PINCITE_NODE_ATLEAST:
    part = narrow_all(n, node);
    part.exact = false;
    return part;
  case PINCITE_NODE_FIELD:
    return narrow_field(n, node);
  case PINCITE_NODE_NOT:
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    break;
  }
  return part;
}

pincite_status pincite__xapian_narrow(const pincite_xapian *x,
                                      const pincite_question *question,
                                      pincite_xapian_narrowed *out, pincite_error *err) {
  narrower n = {.x = x, .err = err};
  *out = (narrowed){PINCITE_NARROW_NONE, true, NULL};
  if (question->root)
    *out = narrow(&n, question->root);
  if (n.status) {
    x->query_free(out->query);
    out->query = NULL;
  }
  return n.status;
}
