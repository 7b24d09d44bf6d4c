/* SPDX-License-Identifier: MIT
 *
 * postings_build_common.c - a segment's commonest terms once more, by themselves.
 */
#include <stdlib.h>

#include "postings_build.h"

/* In so few passages none is common. */
#define LEAST 16
/* Four fifths of the words of a passage are among so many of the commonest. */
#define MOST 3072
/* In a dictionary of fewer pages than that terms are found by the way. */
#define PAGES_LEAST 64

void pincite__common_note(pincite_postings_builder *builder, pincite_str term,
                          int64_t df) {
  if (df < LEAST || builder->status)
    return;
  if (!pincite__grow(&builder->common, &builder->common_capacity,
                     builder->common_count + 1, sizeof *builder->common)) {
    builder->status = pincite__no_memory(&builder->error);
    return;
  }
  builder->common[builder->common_count++] =
      (pincite_postings_common){df, (uint32_t)builder->names.len, (uint32_t)term.len};
  pincite__buf_add(&builder->names, term.at, term.len);
  if (builder->names.failed)
    builder->status = pincite__no_memory(&builder->error);
}

static int commonest_first(const void *a, const void *b) {
  const pincite_postings_common *x = a, *y = b;
  if (x->df != y->df)
    return x->df > y->df ? -1 : 1;
  return (x->name > y->name) - (x->name < y->name);
}

/* Names stand in the order of the terms. */
static int by_term(const void *a, const void *b) {
  const pincite_postings_common *x = a, *y = b;
  return (x->name > y->name) - (x->name < y->name);
}

static void flush(pincite_postings_builder *builder, pincite_buf *page) {
  builder->segment.terms++;
  pincite__page_write(builder, PINCITE__TABLE_TERM, builder->state->next_term++, page);
  pincite__buf_clear(page);
}

static void add(pincite_postings_builder *builder, pincite_buf *page, pincite_str before,
                const pincite_postings_common *own) {
  pincite_str term = {builder->names.data + own->name, own->name_len};
  if (page->len + term.len + 16 > PINCITE__PAGE)
    flush(builder, page);
  if (page->len == 0) {
    pincite__page_clear(page);
    pincite__buf_addc(page, (char)PINCITE__COMMON_LEVEL);
    before.len = 0;
  }
  pincite__suffix_add(page, before, term);
  pincite__buf_add_varint(page, (uint64_t)own->df);
}

void pincite__common_finish(pincite_postings_builder *builder) {
  pincite_postings_common *common = builder->common;
  size_t count = builder->common_count, kept = count < MOST ? count : MOST;
  pincite_str before = {0};
  pincite_buf page;
  if (builder->status || builder->segment.terms < PAGES_LEAST || !kept)
    return;
  qsort(common, count, sizeof *common, commonest_first);
  qsort(common, kept, sizeof *common, by_term);
  pincite__buf_init(&page, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < kept; i++) {
    add(builder, &page, before, &common[i]);
    before = (pincite_str){builder->names.data + common[i].name, common[i].name_len};
  }
  flush(builder, &page);
  pincite__buf_release(&page);
}
