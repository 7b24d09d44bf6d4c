/* SPDX-License-Identifier: MIT
 *
 * xapian_vocabulary.c - the terms that Xapian has: for wildcards, for spelling, and the
 * ones that a few passages have in common.
 */
#include <string.h>

#include "vocabulary.h"
#include "xapian_search.h"

/* Of shards, only terms are listed that begin as the word does: all terms of all
   machines would be too much to send. */
#define SHARED_HEAD 2

/* What stands for a fact and not for a word begins with a capital; terms are folded. */
static bool is_word(const char *term, size_t length) {
  return length > 0 && !(term[0] >= 'A' && term[0] <= 'Z');
}

static pincite_status passages(void *data, pincite_str term, uint64_t *count,
                               pincite_error *err) {
  pincite_xapian_reader *reader = ((pincite_index *)data)->xapian;
  uint64_t times;
  *count = 0;
  if (term.len == 0 || term.len >= PINCITE__XAPIAN_TERM_LIMIT)
    return PINCITE_OK;
  return reader->x->term(reader->db, term.at, term.len, count, &times, err);
}

typedef struct lister {
  int (*each)(pincite_str term, void *to);
  void *to;
} lister;

static int give(const char *term, size_t length, uint64_t documents, double weight,
                void *data) {
  lister *l = data;
  (void)documents, (void)weight;
  return is_word(term, length) ? l->each((pincite_str){term, length}, l->to) : 0;
}

static pincite_status list(void *data, pincite_str prefix,
                           int (*each)(pincite_str term, void *to), void *to,
                           pincite_error *err) {
  pincite_xapian_reader *reader = ((pincite_index *)data)->xapian;
  lister l = {each, to};
  return reader->x->terms(reader->db, prefix.at ? prefix.at : "", prefix.len, give, &l, err);
}

pincite_vocabulary pincite__xapian_vocabulary(pincite_index *index) {
  return (pincite_vocabulary){.data = index,
                              .list = list,
                              .passages = passages,
                              .spelling = pincite__xapian_spelling,
                              .head = index->shards ? SHARED_HEAD : 0};
}

/* ---- expansion ----------------------------------------------------------------------- */

/* Looked at for one that is taken. */
#define LOOKED_AT 8

typedef struct chooser {
  const pincite_terms *terms;
  size_t most, taken;
  pincite_buf *out;
} chooser;

static bool is_asked(const pincite_terms *terms, pincite_str term) {
  for (size_t i = 0; i < terms->count; i++)
    if (pincite__str_equal(terms->items[i].term, term))
      return true;
  return false;
}

static int choose(const char *bytes, size_t length, uint64_t documents, double weight,
                  void *data) {
  chooser *c = data;
  pincite_str term = {bytes, length};
  bool digit = false;
  for (size_t i = 0; i < length; i++)
    digit = digit || (bytes[i] >= '0' && bytes[i] <= '9') || bytes[i] == '/';
  if (!is_word(bytes, length) || digit || length < 3 || documents < 2 || weight <= 0 ||
      pincite__is_stop_word(term) || is_asked(c->terms, term))
    return 0;
  if (c->out->len)
    pincite__buf_addc(c->out, ' ');
  pincite__buf_add(c->out, bytes, length);
  return ++c->taken == c->most;
}

pincite_status pincite__xapian_expansion(pincite_xapian_reader *reader,
                                         const uint32_t *ids, size_t count,
                                         const pincite_terms *terms, size_t most,
                                         pincite_buf *out, pincite_error *err) {
  chooser c = {.terms = terms, .most = most, .out = out};
  if (!count || !most)
    return PINCITE_OK;
  uint32_t look = (uint32_t)(most < 1000 ? most : 1000) * LOOKED_AT + 50;
  pincite_status status =
      reader->x->expand(reader->db, ids, count, look, choose, &c, err);
  return !status && out->failed ? pincite__no_memory(err) : status;
}
