/* SPDX-License-Identifier: MIT
 *
 * paging.c - which page of its source a byte of a text stands on.
 *
 * Stored as pairs of varints: bytes since the mark before, page. The page may go
 * back: a footnote is moved behind a paragraph that ends on the next page.
 */
#include "document.h"

void pincite__document_page(pincite_document *document, size_t start, uint32_t page) {
  size_t count = document->mark_count;
  pincite_page_mark *last = count ? &document->marks[count - 1] : NULL;
  if (page == 0 || page > PINCITE__PAGE_LIMIT || (last && start < last->start) ||
      (last && last->page == page))
    return;
  if (last && last->start == start) {
    last->page = page;
    return;
  }
  if (count == PINCITE__PAGE_LIMIT)
    return;
  if (!pincite__grow(&document->marks, &document->mark_capacity, count + 1,
                     sizeof *document->marks)) {
    document->failed = true;
    return;
  }
  document->marks[document->mark_count++] = (pincite_page_mark){start, page};
}

uint32_t pincite__document_page_at(const pincite_document *document, size_t at) {
  size_t low = 0, high = document->mark_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (document->marks[middle].start <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? document->marks[low - 1].page : 0;
}

void pincite__paging_pack(const pincite_page_mark *marks, size_t count,
                          pincite_buf *out) {
  size_t before = 0;
  for (size_t i = 0; i < count; i++) {
    pincite__buf_add_varint(out, marks[i].start - before);
    pincite__buf_add_varint(out, marks[i].page);
    before = marks[i].start;
  }
}

uint32_t pincite__paging_find(pincite_str packed, size_t at) {
  const unsigned char *next = (const unsigned char *)packed.at, *end = next + packed.len;
  uint64_t start = 0, ahead, page = 0, found = 0;
  while (next < end && pincite__get_varint(&next, end, &ahead) &&
         pincite__get_varint(&next, end, &page)) {
    start += ahead;
    if (start > at || page > PINCITE__PAGE_LIMIT)
      break;
    found = page;
  }
  return (uint32_t)found;
}
