/* SPDX-License-Identifier: MIT
 *
 * scrape.c - zones for text that has none.
 */
#include <string.h>

#include "scrape.h"

/* A line longer than this was not wrapped by hand, so it is a paragraph. */
#define LONG_LINE 200

static size_t line_end(const char *text, size_t len, size_t at) {
  const char *end = at < len ? memchr(text + at, '\n', len - at) : NULL;
  return end ? (size_t)(end - text) : len;
}

static bool is_blank(const char *text, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\f')
      return false;
  return true;
}

/* Lines that stand together: one paragraph that was wrapped, or one each. */
static void add_stretch(pincite_document *document, const char *text, size_t len) {
  bool lines = false;
  for (size_t at = 0; at < len && !lines; at = line_end(text, len, at) + 1)
    lines = line_end(text, len, at) - at > LONG_LINE;
  if (!lines) {
    pincite__document_add(document, PINCITE_ZONE_BODY, text, len);
    return;
  }
  for (size_t at = 0, end; at < len; at = end + 1) {
    end = line_end(text, len, at);
    pincite__document_add(document, PINCITE_ZONE_BODY, text + at, end - at);
  }
}

void pincite__text_blocks(pincite_document *document, const char *text, size_t len) {
  size_t start = 0;
  for (size_t at = 0, end; at < len; at = end + 1) {
    end = line_end(text, len, at);
    bool page = memchr(text + at, '\f', end - at) != NULL;
    if (!page && !is_blank(text + at, end - at))
      continue;
    if (at > start)
      add_stretch(document, text + start, at - start);
    start = page ? at : end + 1;
  }
  if (start < len)
    add_stretch(document, text + start, len - start);
}

void pincite__scrape(pincite_document *document) {
  if (document->block_count && document->fields[PINCITE_FIELD_TITLE].len == 0)
    pincite__document_set(document, PINCITE_FIELD_TITLE,
                          document->text.data + document->blocks[0].start,
                          document->blocks[0].length, "first line");
}
