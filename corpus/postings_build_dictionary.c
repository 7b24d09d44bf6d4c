/* SPDX-License-Identifier: MIT
 *
 * postings_build_dictionary.c - a segment's dictionary as it is written: entries
 * into pages, and above these, level by level, pages that name them.
 */
#include <string.h>

#include "postings_build.h"

static void add_entry(pincite_postings_builder *builder, size_t depth, pincite_str term,
                      pincite_str rest);

static size_t put_number(char *out, uint64_t value) {
  size_t len = 0;
  for (; value >= 0x80; value >>= 7)
    out[len++] = (char)(value | 0x80);
  out[len++] = (char)value;
  return len;
}

void pincite__suffix_add(pincite_buf *page, pincite_str before, pincite_str term) {
  size_t shared = 0;
  while (shared < before.len && shared < term.len && before.at[shared] == term.at[shared])
    shared++;
  pincite__buf_add_varint(page, shared);
  pincite__buf_add_varint(page, term.len - shared);
  pincite__buf_add(page, term.at + shared, term.len - shared);
}

/* Write a page of the dictionary and name it one level up by 'first', the term
   of its first entry. */
static void flush_level(pincite_postings_builder *builder, size_t depth) {
  pincite_postings_level *own = &builder->levels[depth];
  char first[UINT8_MAX], child[10];
  const unsigned char *at = (unsigned char *)own->page.data + PINCITE__PAGE_HEAD + 1;
  const unsigned char *end = (unsigned char *)own->page.data + own->page.len;
  uint64_t shared = 0, len = 0;
  if (own->page.failed || !pincite__get_varint(&at, end, &shared) ||
      !pincite__get_varint(&at, end, &len) || len > sizeof first) {
    builder->status = pincite__no_memory(&builder->error);
    return;
  }
  memcpy(first, at, (size_t)len);
  uint64_t number = builder->segment.terms++;
  pincite__page_write(builder, PINCITE__TABLE_TERM, builder->state->next_term++,
                      &own->page);
  pincite__buf_clear(&own->page);
  pincite__buf_clear(&own->last);
  pincite_str rest = {child, put_number(child, number)};
  if (depth + 1 == PINCITE__LEVELS_MAX) {
    builder->status = pincite__fail(&builder->error, PINCITE_EINVAL, "too many terms");
    return;
  }
  add_entry(builder, depth + 1, (pincite_str){first, (size_t)len}, rest);
}

static void add_entry(pincite_postings_builder *builder, size_t depth, pincite_str term,
                      pincite_str rest) {
  pincite_postings_level *own = &builder->levels[depth];
  if (own->page.len &&
      own->page.len + term.len + rest.len + 4 > PINCITE__PAGE) /* two short numbers */
    flush_level(builder, depth);
  if (builder->status)
    return;
  if (own->page.len == 0) {
    pincite__page_clear(&own->page);
    pincite__buf_addc(&own->page, (char)depth);
    if (depth >= builder->level_count)
      builder->level_count = depth + 1;
  }
  pincite__suffix_add(&own->page, pincite__buf_view(&own->last), term);
  pincite__buf_add(&own->page, rest.at, rest.len);
  pincite__buf_clear(&own->last);
  pincite__buf_add(&own->last, term.at, term.len);
}

void pincite__dictionary_add(pincite_postings_builder *builder, pincite_str term,
                             pincite_str rest) {
  add_entry(builder, 0, term, rest);
}

void pincite__dictionary_finish(pincite_postings_builder *builder) {
  /* Stop where one page holds a level. */
  for (size_t depth = 0; depth < builder->level_count && !builder->status; depth++) {
    pincite_postings_level *own = &builder->levels[depth];
    if (depth + 1 == builder->level_count) {
      builder->segment.root = builder->segment.terms++;
      pincite__page_write(builder, PINCITE__TABLE_TERM, builder->state->next_term++,
                          &own->page);
    } else {
      flush_level(builder, depth);
    }
  }
}
