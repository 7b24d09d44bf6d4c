/* SPDX-License-Identifier: MIT
 *
 * concepts.c - from a citation to the terms it is indexed under.
 *
 * A guess adds no term: what is in the index can be counted on. Short forms add
 * one only where the scanner knew what they take up.
 */
#include <stdlib.h>
#include <string.h>

#include "analyse.h"
#include "cite.h"
#include "concepts.h"

/* A text's terms together; beyond, its citations count no more. */
#define TERMS_LIMIT ((size_t)64 << 20)

void pincite__concepts_init(pincite_concepts *concepts) {
  memset(concepts, 0, sizeof *concepts);
  pincite__buf_init(&concepts->terms, TERMS_LIMIT);
}

void pincite__concepts_release(pincite_concepts *concepts) {
  free(concepts->items);
  pincite__buf_release(&concepts->terms);
}

/* What stands before the words of a normal form with blanks in it; NULL for
   what is no concept. */
static const char *prefix_of(cite_kind kind) {
  switch (kind) {
  case CITE_CASE:
    return "case/";
  case CITE_JOURNAL:
    return "journal/";
  case CITE_STATE_LAW:
    return "law/";
  case CITE_RULE:
    return "rule/";
  case CITE_CASE_SHORT:
  case CITE_SUPRA:
    return NULL;
  default:
    return "";
  }
}

void pincite__concept_slug(pincite_str text, pincite_buf *out) {
  bool gap = false;
  size_t start = out->len;
  for (size_t i = 0; i < text.len; i++) {
    char c = pincite__lower(text.at[i]);
    if (!pincite__is_letter(c) && !pincite__is_digit(c) && (unsigned char)c < 0x80) {
      gap = true;
      continue;
    }
    if (gap && out->len > start)
      pincite__buf_addc(out, '-');
    gap = false;
    pincite__buf_addc(out, c);
  }
}

static void add_lower(pincite_buf *out, pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    pincite__buf_addc(out, pincite__lower(text.at[i]));
}

void pincite__concept_of(const pincite_cite *cite, pincite_buf *out) {
  const char *prefix = prefix_of(cite->kind);
  if (!prefix || cite->normal.len == 0)
    return;
  bool path = memchr(cite->normal.at, '/', cite->normal.len) &&
              !memchr(cite->normal.at, ' ', cite->normal.len);
  if (!path && !*prefix)
    return;
  if (path) {
    pincite__buf_adds(out, cite->kind == CITE_RULE ? prefix : "");
    add_lower(out, cite->normal);
  } else {
    pincite__buf_adds(out, prefix);
    pincite__concept_slug(cite->normal, out);
  }
}

static size_t count_slashes(const char *term, size_t len) {
  size_t count = 0;
  for (size_t i = 0; i < len; i++)
    count += term[i] == '/';
  return count;
}

/* Add a term for the citation's bytes, unless the same stands there already. */
static void add_term(pincite_concepts *concepts, const pincite_cite *cite,
                     const char *term, size_t len) {
  size_t end = cite->start + cite->length;
  if (len == 0 || len > PINCITE__TERM_LIMIT || concepts->failed)
    return;
  for (size_t i = concepts->count; i-- > 0 && concepts->items[i].end == end;)
    if (concepts->items[i].len == len &&
        !memcmp(concepts->terms.data + concepts->items[i].offset, term, len))
      return;
  if (concepts->count == concepts->capacity &&
      !pincite__grow(&concepts->items, &concepts->capacity, concepts->count + 1,
                     sizeof *concepts->items)) {
    concepts->failed = true;
    return;
  }
  concepts->items[concepts->count++] =
      (pincite_concept){cite->start, end, concepts->terms.len, len};
  pincite__buf_add(&concepts->terms, term, len);
  if (concepts->terms.failed)
    concepts->failed = true;
}

/* A term and its ancestors. */
static void add_with_ancestors(pincite_concepts *concepts, const pincite_cite *cite,
                               const char *term, size_t len) {
  for (; len; len = pincite__concept_parent((pincite_str){term, len}))
    add_term(concepts, cite, term, len);
}

/* "us-bill/115/hr/1865" is also the bill of that number, whatever its Congress. */
static void add_any_congress(pincite_concepts *concepts, const pincite_cite *cite,
                             const char *term, size_t len) {
  static const char prefix[] = "us-bill/";
  if (strncmp(term, prefix, strlen(prefix)) != 0 || count_slashes(term, len) != 3)
    return;
  const char *rest = strchr(term + strlen(prefix), '/') + 1;
  char general[PINCITE__CITE_LIMIT + 1];
  size_t rest_len = len - (size_t)(rest - term), size = strlen(prefix) + rest_len;
  if (size > sizeof general)
    return;
  memcpy(general, prefix, strlen(prefix));
  memcpy(general + strlen(prefix), rest, rest_len);
  add_term(concepts, cite, general, size);
}

/* What an act stands for as a whole: the words with a plus in the table. */
static void add_relations(pincite_concepts *concepts, const pincite_cite *cite) {
  const pincite_law *law = concepts->law ? concepts->law : &pincite__law_shipped;
  const cite_authority *authority = &law->authorities[cite->authority];
  if (strcmp(authority->id, cite->normal.at) != 0)
    return;
  const char *word = authority->sections;
  while ((word = strchr(word, '+')) != NULL) {
    char term[PINCITE__CITE_LIMIT];
    size_t len = strcspn(++word, " ");
    for (size_t i = 0; i < len && i < sizeof term; i++)
      term[i] = pincite__lower(word[i]);
    add_term(concepts, cite, term, len < sizeof term ? len : 0);
  }
}

typedef struct finder {
  pincite_concepts *concepts;
  pincite_buf term; /* scratch */
} finder;

static int take(const pincite_cite *cite, void *data) {
  finder *f = data;
  bool undecided = cite->uncertain && cite->authority >= 0;
  if (cite->uncertain && !undecided)
    return 0;
  pincite__buf_clear(&f->term);
  if (undecided)
    pincite__buf_adds(&f->term, PINCITE__CONCEPT_UNSURE);
  size_t skip = f->term.len;
  pincite__concept_of(cite, &f->term);
  if (f->term.len == skip)
    return 0;
  const char *term = f->term.data + skip;
  size_t len = f->term.len - skip;
  add_with_ancestors(f->concepts, cite, term, len);
  add_any_congress(f->concepts, cite, term, len);
  if (undecided)
    add_term(f->concepts, cite, f->term.data, f->term.len);
  else if (cite->authority >= 0)
    add_relations(f->concepts, cite);
  return f->concepts->failed || f->term.failed;
}

/* Readings of one citation may end apart; what ends first comes first. */
static void sort_by_end(pincite_concepts *concepts) {
  for (size_t i = 1; i < concepts->count; i++) {
    pincite_concept moved = concepts->items[i];
    size_t at = i;
    for (; at > 0 && concepts->items[at - 1].end > moved.end; at--)
      concepts->items[at] = concepts->items[at - 1];
    concepts->items[at] = moved;
  }
}

bool pincite__concepts_find(pincite_concepts *concepts, const char *text, size_t len) {
  finder f = {.concepts = concepts};
  concepts->count = 0;
  concepts->failed = false;
  pincite__buf_clear(&concepts->terms);
  pincite__buf_init(&f.term, 4 * PINCITE__CITE_LIMIT);
  pincite__citations_by(concepts->law, text, len, false, take, &f);
  bool failed = concepts->failed || f.term.failed;
  pincite__buf_release(&f.term);
  sort_by_end(concepts);
  return !failed;
}

typedef struct asked {
  pincite_buf *out;
  size_t start, end; /* of the citation taken; the first one decides */
  bool sure;
} asked;

static int take_asked(const pincite_cite *cite, void *data) {
  asked *a = data;
  if (a->end && (cite->start != a->start || (cite->uncertain && a->sure)))
    return 0;
  size_t before = a->out->len;
  pincite__concept_of(cite, a->out);
  if (a->out->len == before)
    return 0;
  pincite__buf_addc(a->out, '\n');
  a->start = cite->start;
  a->end = cite->start + cite->length;
  a->sure = !cite->uncertain;
  return 0;
}

/* Is 'text' a concept term already, such as "usc/47/230"? */
static bool is_term(pincite_str text) {
  static const char unsure[] = PINCITE__CONCEPT_UNSURE;
  cite_kind kind;
  return !memchr(text.at, ' ', text.len) &&
         (pincite__concept_kind(text, &kind) ||
          (text.len > strlen(unsure) && !memcmp(text.at, unsure, strlen(unsure))));
}

void pincite__concepts_asked(const pincite_law *law, const char *text, size_t len,
                             pincite_buf *out) {
  asked a = {.out = out};
  if (is_term((pincite_str){text, len})) {
    add_lower(out, (pincite_str){text, len});
    pincite__buf_addc(out, '\n');
    return;
  }
  pincite__citations_by(law, text, len, true, take_asked, &a);
}
