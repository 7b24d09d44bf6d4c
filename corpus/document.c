/* SPDX-License-Identifier: MIT
 *
 * document.c - building a document block by block, field by field.
 *
 * Invariant: text is normalised, blocks lie in it in order, and a failure of
 * memory shows in 'failed' (or in a buffer's) and is looked at once, at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "document.h"

static const char *const zone_names[PINCITE__ZONE_COUNT] = {
    "title", "heading", "body", "quote", "note", "boilerplate"};

const char *pincite__zone_name(pincite_zone zone) {
  return (unsigned)zone < PINCITE__ZONE_COUNT ? zone_names[zone] : "unknown";
}

bool pincite__zone_from_name(pincite_str name, pincite_zone *zone) {
  for (int i = 0; i < PINCITE__ZONE_COUNT; i++)
    if (pincite__str_is(name, zone_names[i])) {
      *zone = (pincite_zone)i;
      return true;
    }
  return false;
}

void pincite__document_init(pincite_document *document) {
  *document = (pincite_document){0};
  pincite__buf_init(&document->text, PINCITE__TEXT_LIMIT);
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite__buf_init(&document->fields[i], PINCITE__BUF_LIMIT);
    pincite__buf_init(&document->origins[i], PINCITE__BUF_LIMIT);
  }
}

void pincite__document_release(pincite_document *document) {
  pincite__buf_release(&document->text);
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite__buf_release(&document->fields[i]);
    pincite__buf_release(&document->origins[i]);
  }
  free(document->blocks);
  free(document->marks);
  *document = (pincite_document){0};
}

void pincite__document_clear(pincite_document *document) {
  pincite__buf_clear(&document->text);
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite__buf_clear(&document->fields[i]);
    pincite__buf_clear(&document->origins[i]);
  }
  document->block_count = 0;
  document->mark_count = 0;
  document->line = 0;
  document->failed = false;
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/* Drop white space, no-break spaces among it, from both ends of buf[from..]. */
static void trim(pincite_buf *buf, size_t from) {
  size_t start = from, end = buf->len;
  for (;;) {
    if (start < end && is_space(buf->data[start]))
      start++;
    else if (start + 1 < end && memcmp(buf->data + start, "\xc2\xa0", 2) == 0)
      start += 2;
    else
      break;
  }
  for (;;) {
    if (end > start && is_space(buf->data[end - 1]))
      end--;
    else if (end > start + 1 && memcmp(buf->data + end - 2, "\xc2\xa0", 2) == 0)
      end -= 2;
    else
      break;
  }
  if (buf->cap == 0)
    return;
  memmove(buf->data + from, buf->data + start, end - start);
  buf->len = from + (end - start);
  buf->data[buf->len] = '\0';
}

void pincite__document_add(pincite_document *document, pincite_zone zone,
                           const char *text, size_t len) {
  pincite_buf *out = &document->text;
  size_t before = out->len;
  if (before)
    pincite__buf_add(out, "\n\n", 2);
  size_t start = out->len;
  pincite__utf8_normalize(out, text, len);
  trim(out, start);
  if (out->len == start || out->failed) {
    if (out->cap && !out->failed) {
      out->len = before;
      out->data[before] = '\0';
    }
    return;
  }
  if (!pincite__grow(&document->blocks, &document->block_capacity,
                     document->block_count + 1, sizeof *document->blocks)) {
    document->failed = true;
    return;
  }
  document->blocks[document->block_count++] =
      (pincite_block){.start = start, .length = out->len - start, .zone = zone};
}

void pincite__document_set(pincite_document *document, pincite_field field,
                           const char *text, size_t len, const char *origin) {
  pincite_buf *out = &document->fields[field];
  if (out->len)
    return;
  char date[11];
  if (field == PINCITE_FIELD_PUBLISHED) {
    if (!pincite__date_parse(text, len, date))
      return;
    text = date;
    len = strlen(date);
  }
  /* Composing can shorten, so a little more than the limit is looked at. */
  pincite__utf8_normalize(out, text, len < 4 * PINCITE__FIELD_LIMIT ? len : 4 * PINCITE__FIELD_LIMIT);
  size_t kept = 0;
  for (size_t i = 0; i < out->len; i++) {
    char c = is_space(out->data[i]) ? ' ' : out->data[i];
    if (c != ' ' || (kept && out->data[kept - 1] != ' '))
      out->data[kept++] = c;
  }
  out->len = pincite__utf8_cut(out->data, kept, PINCITE__FIELD_LIMIT);
  trim(out, 0);
  pincite__buf_clear(&document->origins[field]);
  if (out->len && origin)
    pincite__buf_adds(&document->origins[field], origin);
}

pincite_str pincite__document_get(const pincite_document *document,
                                  pincite_field field) {
  return pincite__buf_view(&document->fields[field]);
}
