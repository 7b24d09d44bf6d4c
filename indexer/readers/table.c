/* SPDX-License-Identifier: MIT
 *
 * table.c - CSV and the like (RFC 4180): a row is an article, if it is known which
 * column is its text: by the column's name, or by a map "title=headline,text=body".
 */
#include <stdlib.h>
#include <string.h>

#include "../scrape.h"
#include "charset.h"
#include "reader.h"

#define MOST_COLUMNS 1000

/* A row: its cells, one behind the other in 'text', each with an end. */
typedef struct row {
  pincite_buf text;
  size_t starts[MOST_COLUMNS];
  size_t count;
  uint64_t line, next; /* where it begins, and the one behind it */
} row;

typedef struct table {
  pincite_reading *reading;
  char separator;
  int fields[MOST_COLUMNS]; /* of pincite_field; TEXT, NONE */
  size_t columns;
  bool text;
} table;

#define NONE PINCITE__FIELD_NONE
#define TEXT PINCITE__FIELD_TEXT

/* ---- rows -------------------------------------------------------------------------- */

static int next_byte(pincite_stream *stream) {
  char c;
  if (stream->at < stream->ahead.len)
    return (unsigned char)stream->ahead.data[stream->at++];
  if (pincite__stream_peek(stream).len == 0)
    return -1;
  return pincite__stream_take(stream, &c, 1) ? (unsigned char)c : -1;
}

static void end_cell(row *to) {
  pincite__buf_addc(&to->text, '\0');
  if (to->count < MOST_COLUMNS)
    to->starts[to->count++] = to->text.len;
}

/* The next row; false: there is none. A row that is too long comes out failed. */
static bool read_row(pincite_stream *stream, char separator, row *to) {
  bool quoted = false, fresh = true;
  int c;
  pincite__buf_clear(&to->text);
  to->count = 1;
  to->starts[0] = 0;
  to->line = to->next;
  while ((c = next_byte(stream)) >= 0) {
    to->next += c == '\n';
    if (quoted && c == '"') {
      c = next_byte(stream);
      quoted = c == '"';
      if (quoted) {
        pincite__buf_addc(&to->text, '"');
        continue;
      }
      to->next += c == '\n';
      if (c < 0)
        break;
    } else if (!quoted && fresh && c == '"') {
      quoted = true;
      fresh = false;
      continue;
    }
    fresh = false;
    if (!quoted && c == '\n')
      break;
    if (!quoted && c == separator) {
      end_cell(to);
      fresh = true;
    } else {
      pincite__buf_addc(&to->text, (char)c);
    }
  }
  pincite__buf_addc(&to->text, '\0');
  return c >= 0 || to->text.len > 1 || to->count > 1;
}

static pincite_str cell(const row *from, size_t i) {
  const char *at = from->text.data + from->starts[i];
  size_t end = i + 1 < from->count ? from->starts[i + 1] : from->text.len;
  size_t len = end - from->starts[i] - 1;
  if (len && at[len - 1] == '\r')
    len--;
  return (pincite_str){at, len};
}

/* ---- columns ------------------------------------------------------------------------
 */

static bool same_name(pincite_str a, pincite_str b) {
  if (a.len != b.len)
    return false;
  for (size_t i = 0; i < a.len; i++) {
    char x = a.at[i], y = b.at[i];
    x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
    y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
    if (x != y)
      return false;
  }
  return true;
}

/* The field that the map gives to a column; 'known' is what its own name means. */
static int mapped(const char *map, pincite_str column, int known) {
  for (const char *at = map; at && *at;) {
    size_t len = strcspn(at, ",");
    const char *equals = memchr(at, '=', len);
    if (equals) {
      pincite_str to = {at, (size_t)(equals - at)};
      pincite_str from = {equals + 1, len - to.len - 1};
      int field = pincite__field_named(to);
      if (same_name(from, column))
        return field;
      if (field == known)
        known = NONE; /* another column has it */
    }
    at += len + (at[len] == ',');
  }
  return known;
}

static void read_names(table *to, const row *head) {
  to->columns = head->count;
  for (size_t i = 0; i < head->count; i++) {
    pincite_str name = cell(head, i);
    if (i == 0 && name.len > 2 && memcmp(name.at, "\xef\xbb\xbf", 3) == 0)
      name = (pincite_str){name.at + 3, name.len - 3};
    to->fields[i] = mapped(to->reading->map, name, pincite__field_named(name));
    to->text = to->text || to->fields[i] == TEXT;
  }
}

static void list_names(const row *head, pincite_buf *out) {
  for (size_t i = 0; i < head->count && out->len < 200; i++) {
    pincite_str name = cell(head, i);
    pincite__buf_addf(out, "%s%.*s", i ? ", " : "", (int)(name.len < 40 ? name.len : 40),
                      name.at);
  }
}

/* ---- articles -------------------------------------------------------------------------
 */

static void set_cell(table *to, int field, pincite_str value) {
  pincite_document *document = &to->reading->document;
  pincite_buf text;
  pincite__buf_init(&text, 2 * PINCITE__WHOLE_LIMIT);
  (void)pincite__to_utf8(value.at, value.len, NULL, &text);
  document->failed = document->failed || text.failed;
  if (field == TEXT)
    pincite__text_blocks(document, text.data, text.len);
  else if (field >= 0)
    pincite__document_set(document, (pincite_field)field, text.data, text.len, "column");
  pincite__buf_release(&text);
}

static void give_row(table *to, const row *from) {
  pincite_document *document = &to->reading->document;
  bool any = false;
  for (size_t i = 0; i < from->count && i < to->columns; i++) {
    pincite_str value = cell(from, i);
    any = any || value.len;
    if (value.len && to->fields[i] != NONE)
      set_cell(to, to->fields[i], value);
  }
  document->line = from->line;
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  if (document->block_count == 0)
    pincite__document_add(document, PINCITE_ZONE_BODY, title.at, title.len);
  pincite__scrape(document);
  if (!pincite__reading_give(to->reading) && any)
    pincite__reading_fault(to->reading, from->line, 0, PINCITE__BLANK,
                           "the row has no text");
}

/* What stands most often in the first line. */
static char separator_of(pincite_str head) {
  static const char candidates[] = {',', ';', '\t', '|'};
  size_t best = 0, most = 0;
  for (size_t i = 0; i < sizeof candidates; i++) {
    size_t count = 0;
    for (size_t k = 0; k < head.len && head.at[k] != '\n'; k++)
      count += head.at[k] == candidates[i];
    if (count > most) {
      most = count;
      best = i;
    }
  }
  return candidates[best];
}

void pincite__read_table(pincite_reading *reading, pincite_stream *stream) {
  table to = {.reading = reading};
  row *at = calloc(1, sizeof *at);
  if (!at) {
    pincite__reading_fail(reading, "memory", "memory ended at this table");
    return;
  }
  pincite__buf_init(&at->text, PINCITE__WHOLE_LIMIT);
  at->next = 1;
  to.separator = separator_of(pincite__stream_peek(stream));
  if (read_row(stream, to.separator, at) && !at->text.failed)
    read_names(&to, at);
  if (to.text) {
    while (!reading->cut_off && !reading->stopped && read_row(stream, to.separator, at)) {
      if (at->text.failed)
        pincite__reading_fault(reading, at->line, 0, "too-large",
                               "the row is longer than %zu MiB",
                               PINCITE__WHOLE_LIMIT >> 20);
      else
        give_row(&to, at);
    }
  } else {
    pincite_buf names;
    pincite__buf_init(&names, PINCITE__BUF_LIMIT);
    if (!at->text.failed)
      list_names(at, &names);
    pincite__reading_skip(reading, "table",
                          "none of its columns (%s) is known to be the text; say which "
                          "with --map text=COLUMN",
                          names.data);
    pincite__buf_release(&names);
  }
  pincite__buf_release(&at->text);
  free(at);
}
