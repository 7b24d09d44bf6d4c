/* SPDX-License-Identifier: MIT
 *
 * postings_guide.c - ways into an upper page of a dictionary: the first term of every
 * so many children, in full, for a page can only be read from its beginning and is
 * read for every look-up.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_format.h"

/* Children from one mark to the next. */
#define CHILDREN_BETWEEN 12

typedef struct mark {
  uint32_t at;        /* of the child in the page's entries */
  uint32_t name, len; /* of its term */
} mark;

struct pincite_postings_guide {
  mark *marks;
  size_t count, capacity;
  pincite_buf names;
};

void pincite__guide_free(pincite_postings_guide *guide) {
  if (!guide)
    return;
  free(guide->marks);
  pincite__buf_release(&guide->names);
  free(guide);
}

static bool add_mark(pincite_postings_guide *guide, size_t at, const pincite_buf *term) {
  if (!pincite__grow(&guide->marks, &guide->capacity, guide->count + 1,
                     sizeof *guide->marks))
    return false;
  guide->marks[guide->count++] =
      (mark){(uint32_t)at, (uint32_t)guide->names.len, (uint32_t)term->len};
  pincite__buf_add(&guide->names, term->data, term->len);
  return !guide->names.failed;
}

/* False: out of memory, or the page is damaged, which who reads it will find. */
static bool mark_children(pincite_postings_guide *guide, const unsigned char *start,
                          const unsigned char *end, pincite_buf *term) {
  const unsigned char *at = start;
  for (size_t child = 0; at < end; child++) {
    uint64_t shared, number;
    pincite_str suffix;
    size_t here = (size_t)(at - start);
    if (!pincite__suffix_read(&at, end, &shared, &suffix) || shared > term->len ||
        !pincite__get_varint(&at, end, &number))
      return false;
    term->len = (size_t)shared;
    pincite__buf_add(term, suffix.at, suffix.len);
    if (term->failed ||
        (child && child % CHILDREN_BETWEEN == 0 && !add_mark(guide, here, term)))
      return false;
  }
  return true;
}

pincite_postings_guide *pincite__guide_new(const unsigned char *at,
                                           const unsigned char *end) {
  pincite_postings_guide *guide = calloc(1, sizeof *guide);
  pincite_buf term;
  if (!guide)
    return NULL;
  pincite__buf_init(&guide->names, PINCITE__BUF_LIMIT);
  pincite__buf_init(&term, PINCITE__BUF_LIMIT);
  if (!mark_children(guide, at, end, &term))
    guide->count = 0;
  pincite__buf_release(&term);
  return guide;
}

size_t pincite__guide_bytes(const pincite_postings_guide *guide) {
  return sizeof *guide + guide->capacity * sizeof *guide->marks + guide->names.cap;
}

static pincite_str name_of(const pincite_postings_guide *guide, size_t number) {
  const mark *own = &guide->marks[number];
  return (pincite_str){guide->names.data + own->name, own->len};
}

size_t pincite__guide_find(const pincite_postings_guide *guide, pincite_str term,
                           size_t *same) {
  size_t low = 0, high = guide->count;
  *same = 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (pincite__str_compare(name_of(guide, middle), term) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return 0;
  pincite_str name = name_of(guide, low - 1);
  while (*same < name.len && *same < term.len && name.at[*same] == term.at[*same])
    ++*same;
  return guide->marks[low - 1].at;
}
