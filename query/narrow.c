/* SPDX-License-Identifier: MIT
 *
 * narrow.c - from a question to a MATCH expression of FTS5 that all its matches
 * fulfil, so that few passages need to be read and evaluated.
 *
 * Each part is written, then kept or taken back: what the index cannot decide
 * falls out of an AND and makes an OR worthless.
 */
#include <string.h>

#include "expand.h"

/* FTS5's parser has a stack of 100 entries; what is deeper is not written. */
#define NESTING_MAX 20
/* Farther apart is left to the evaluator. */
#define NEAR_MAX 1000

/* How deep we are, and what FTS5 can be asked. */
typedef struct limits {
  int nesting;
  pincite_fts_detail detail;
} limits;

static limits deeper(limits at) {
  return (limits){at.nesting + 1, at.detail};
}

typedef struct narrowed {
  pincite_narrowing kind; /* SOME or ALL */
  bool exact;
} narrowed;

static const narrowed nothing_known = {PINCITE_NARROW_ALL, false};

static narrowed narrow(const pincite_node *node, limits at, pincite_buf *out);

static void write_term(pincite_str term, pincite_buf *out) {
  pincite__buf_addc(out, '"');
  pincite__buf_addc(out, PINCITE__VERBATIM);
  for (size_t i = 0; i < term.len; i++) {
    if (term.at[i] == '"')
      pincite__buf_addc(out, '"');
    pincite__buf_addc(out, term.at[i]);
  }
  pincite__buf_addc(out, '"');
}

static int write_variant(pincite_str term, void *to) {
  pincite_buf *out = to;
  pincite__buf_adds(out, " OR ");
  write_term(term, out);
  return 0;
}

static narrowed narrow_word(const pincite_node *word, pincite_buf *out) {
  pincite_str head;
  switch (word->mode) {
  case PINCITE_WORD_TERM:
  case PINCITE_WORD_CONCEPT:
    write_term(word->term, out);
    return (narrowed){PINCITE_NARROW_SOME, true};
  case PINCITE_WORD_EXACT:
    write_term(word->term, out);
    break;
  case PINCITE_WORD_PREFIX:
  case PINCITE_WORD_PATTERN:
    head = pincite__wildcard_head(word);
    pincite__buf_addc(out, '(');
    write_term(head, out);
    pincite__buf_addc(out, '*');
    pincite__head_variants(head, write_variant, out);
    pincite__buf_addc(out, ')');
  }
  return (narrowed){PINCITE_NARROW_SOME, false};
}

/* One of a list of parts that are joined by AND. */
typedef struct conjunction {
  pincite_buf *out;
  size_t start;
  bool any, exact;
  limits at;
} conjunction;

static void conjoin(conjunction *all, const pincite_node *node) {
  size_t mark = all->out->len;
  if (all->any)
    pincite__buf_adds(all->out, " AND ");
  narrowed part = narrow(node, all->at, all->out);
  if (part.kind == PINCITE_NARROW_SOME)
    all->any = true;
  else if (!all->out->failed)
    all->out->len = mark;
  all->exact = all->exact && part.exact;
}

/* What is denied can be, where the index decides it and something is not. */
static void conjoin_not(conjunction *all, const pincite_node *denied) {
  size_t mark = all->out->len;
  pincite__buf_adds(all->out, ") NOT (");
  narrowed part = narrow(denied, all->at, all->out);
  bool keep = all->any && part.kind == PINCITE_NARROW_SOME && part.exact;
  if (!keep && !all->out->failed)
    all->out->len = mark;
  all->exact = all->exact && keep;
}

/* (A AND B) NOT (C): all that is not denied first. */
static narrowed end_conjunction(conjunction *all, const pincite_node *node) {
  if (!all->any) {
    if (!all->out->failed)
      all->out->len = all->start;
    return nothing_known;
  }
  for (const pincite_node *child = node->first; child; child = child->next)
    if (child->kind == PINCITE_NODE_NOT)
      conjoin_not(all, child->first);
  pincite__buf_adds(all->out, "))");
  return (narrowed){PINCITE_NARROW_SOME, all->exact};
}

static conjunction begin_conjunction(limits at, pincite_buf *out) {
  conjunction all = {out, out->len, false, true, deeper(at)};
  pincite__buf_adds(out, "((");
  return all;
}

static narrowed narrow_all(const pincite_node *node, limits at, pincite_buf *out) {
  conjunction all = begin_conjunction(at, out);
  for (const pincite_node *child = node->first; child; child = child->next)
    if (child->kind != PINCITE_NODE_NOT)
      conjoin(&all, child);
  return end_conjunction(&all, node);
}

static narrowed narrow_any(const pincite_node *node, pincite_node_chooser chosen, limits at,
                           pincite_buf *out) {
  size_t start = out->len;
  bool exact = true, first = true;
  pincite__buf_addc(out, '(');
  for (const pincite_node *child = node->first; child; child = child->next) {
    if (!chosen(child))
      continue;
    if (!first)
      pincite__buf_adds(out, " OR ");
    first = false;
    narrowed part = narrow(child, deeper(at), out);
    exact = exact && part.exact;
    if (part.kind == PINCITE_NARROW_ALL) {
      if (!out->failed)
        out->len = start;
      return nothing_known;
    }
  }
  pincite__buf_addc(out, ')');
  return (narrowed){PINCITE_NARROW_SOME, exact};
}

static narrowed narrow_run(const pincite_node *run, limits at, pincite_buf *out) {
  conjunction all = begin_conjunction(at, out);
  bool met = false, words = false;
  for (const pincite_node *item = run->first; item; item = item->next) {
    bool ranks = pincite__node_ranks(item);
    words = words || ranks;
    if (ranks || item->kind == PINCITE_NODE_NOT)
      continue;
    met = met || item->placed;
    conjoin(&all, item);
  }
  if (words && !met) {
    size_t mark = out->len;
    if (all.any)
      pincite__buf_adds(out, " AND ");
    narrowed part = narrow_any(run, pincite__node_ranks_alone, all.at, out);
    if (part.kind == PINCITE_NARROW_SOME)
      all.any = true;
    else if (!out->failed)
      out->len = mark;
    all.exact = all.exact && part.exact;
  }
  return end_conjunction(&all, run);
}

static narrowed narrow_phrase(const pincite_node *phrase, limits at, pincite_buf *out) {
  bool terms = true, exact = true;
  for (const pincite_node *word = phrase->first; word; word = word->next) {
    terms =
        terms && (word->mode == PINCITE_WORD_TERM || word->mode == PINCITE_WORD_EXACT);
    exact = exact && word->mode == PINCITE_WORD_TERM;
  }
  if (!terms || at.detail != PINCITE__FTS_FULL) {
    narrowed part = narrow_all(phrase, at, out);
    part.exact = false;
    return part;
  }
  for (const pincite_node *word = phrase->first; word; word = word->next) {
    if (word != phrase->first)
      pincite__buf_adds(out, " + ");
    write_term(word->term, out);
  }
  return (narrowed){PINCITE_NARROW_SOME, exact};
}

/* Two different words, however they are ordered: FTS5 counts the words between. */
static narrowed narrow_near(const pincite_node *near, limits at, pincite_buf *out) {
  const pincite_node *a = near->first, *b = near->last;
  bool plain = a != b && a->kind == PINCITE_NODE_WORD && a->mode == PINCITE_WORD_TERM &&
               b->kind == PINCITE_NODE_WORD && b->mode == PINCITE_WORD_TERM &&
               a->next == b && !pincite__str_equal(a->term, b->term);
  if (!plain || at.detail != PINCITE__FTS_FULL || near->count == 0 || near->count > NEAR_MAX) {
    narrowed part = narrow_all(near, at, out);
    part.exact = false;
    return part;
  }
  pincite__buf_adds(out, "NEAR(");
  write_term(a->term, out);
  pincite__buf_addc(out, ' ');
  write_term(b->term, out);
  pincite__buf_addf(out, ", %u)", near->count - 1);
  return (narrowed){PINCITE_NARROW_SOME, !near->ordered};
}

static narrowed narrow_field(const pincite_node *field, limits at, pincite_buf *out) {
  size_t start = out->len;
  if (field->part != PINCITE_PART_TITLE)
    return nothing_known;
  if (at.detail == PINCITE__FTS_NONE) {
    narrowed anywhere = narrow(field->first, deeper(at), out);
    anywhere.exact = false;
    return anywhere;
  }
  pincite__buf_adds(out, "title : (");
  narrowed part = narrow(field->first, deeper(at), out);
  pincite__buf_addc(out, ')');
  if (part.kind == PINCITE_NARROW_ALL && !out->failed)
    out->len = start;
  return part;
}

static narrowed narrow(const pincite_node *node, limits at, pincite_buf *out) {
  narrowed part = nothing_known;
  if (at.nesting > NESTING_MAX)
    return part;
  switch (node->kind) {
  case PINCITE_NODE_WORD:
    return narrow_word(node, out);
  case PINCITE_NODE_PHRASE:
    return node->soft ? narrow_any(node, pincite__node_strong, at, out)
                      : narrow_phrase(node, at, out);
  case PINCITE_NODE_RUN:
    return narrow_run(node, at, out);
  case PINCITE_NODE_AND:
    return narrow_all(node, at, out);
  case PINCITE_NODE_OR:
  case PINCITE_NODE_CITE:
  case PINCITE_NODE_TOPIC:
    return narrow_any(node, pincite__node_any, at, out);
  case PINCITE_NODE_NEAR:
    return narrow_near(node, at, out);
  case PINCITE_NODE_SENTENCE:
  case PINCITE_NODE_PARAGRAPH:
  case PINCITE_NODE_ATLEAST:
    part = narrow_all(node, at, out);
    part.exact = false;
    return part;
  case PINCITE_NODE_FIELD:
    return narrow_field(node, at, out);
  case PINCITE_NODE_NOT:
  case PINCITE_NODE_ZONE:
  case PINCITE_NODE_DATE:
    break;
  }
  return part;
}

pincite_narrowing pincite__question_narrow(const pincite_question *question,
                                           pincite_fts_detail detail, pincite_buf *out,
                                           bool *exact) {
  *exact = false;
  if (!question->root) {
    *exact = true;
    return PINCITE_NARROW_NONE;
  }
  narrowed part = narrow(question->root, (limits){0, detail}, out);
  *exact = part.exact;
  if (!out->failed && out->cap)
    out->data[out->len] = '\0';
  return part.kind;
}
