/* SPDX-License-Identifier: MIT
 *
 * mail.c - messages (RFC 5322, MIME): one file, or many in an mbox.
 *
 * Of the ways in which a message says the same, plain text is taken, else HTML.
 * What is attached is read like a file of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "../../corpus/handle.h"
#include "../scrape.h"
#include "charset.h"
#include "headers.h"
#include "reader.h"

#define MOST_DEPTH 8
#define MOST_PARTS 1000
/* A header is looked at up to here. */
#define HEADER_LIMIT ((size_t)16 << 10)

typedef struct message {
  pincite_reading *reading;
  pincite_document *document;
  const char *name; /* for what is attached */
  unsigned parts;
  bool plain;       /* its text was found in plain text */
  pincite_buf html; /* UTF-8, used when there is no plain text */
} message;

typedef struct attachment {
  pincite_buf name, bytes;
} attachment;

/* What is attached waits until the message itself was given. */
typedef struct mail {
  message text;
  attachment *items;
  size_t count, capacity;
} mail;

/* ---- headers --------------------------------------------------------------------- */

static bool value_of(pincite_str headers, const char *name, pincite_buf *out) {
  pincite_buf raw;
  pincite__buf_init(&raw, PINCITE__BUF_LIMIT);
  bool found = pincite__header(headers, name, &raw);
  pincite__buf_clear(out);
  if (found)
    pincite__undo_words(
        (pincite_str){raw.data, raw.len < HEADER_LIMIT ? raw.len : HEADER_LIMIT}, out);
  pincite__buf_release(&raw);
  return found && !out->failed;
}

/* The name in "Jane Writer <jane@example.org>", else the address. */
static pincite_str person(pincite_str from) {
  const char *angle = memchr(from.at, '<', from.len);
  pincite_str name = {from.at, angle ? (size_t)(angle - from.at) : from.len};
  while (name.len && strchr(" \t\"", name.at[0])) {
    name.at++;
    name.len--;
  }
  while (name.len && strchr(" \t\"", name.at[name.len - 1]))
    name.len--;
  return name.len || !angle
             ? name
             : (pincite_str){angle + 1, from.len - (size_t)(angle - from.at) - 1};
}

static void set_fields(pincite_str headers, pincite_document *document) {
  pincite_buf value;
  char id[13];
  pincite__buf_init(&value, PINCITE__BUF_LIMIT);
  if (value_of(headers, "subject", &value))
    pincite__document_set(document, PINCITE_FIELD_TITLE, value.data, value.len, "mail");
  if (value_of(headers, "from", &value)) {
    pincite_str name = person(pincite__buf_view(&value));
    pincite__document_set(document, PINCITE_FIELD_AUTHOR, name.at, name.len, "mail");
  }
  if (value_of(headers, "date", &value)) {
    const char *comma = strchr(value.data, ',');
    size_t skip = comma && comma - value.data < 12 ? (size_t)(comma - value.data) + 1 : 0;
    pincite__document_set(document, PINCITE_FIELD_PUBLISHED, value.data + skip,
                          value.len - skip, "mail");
  }
  if (value_of(headers, "message-id", &value) && value.len) {
    pincite__id_from_uri(pincite__buf_view(&value), (pincite_str){0}, id);
    pincite__document_set(document, PINCITE_FIELD_ID, id, strlen(id), "mail");
  }
  pincite__buf_release(&value);
}

/* ---- parts ------------------------------------------------------------------------- */

static void undo_transfer(pincite_str headers, pincite_str body, pincite_buf *out) {
  pincite_buf coding;
  pincite__buf_init(&coding, PINCITE__BUF_LIMIT);
  (void)pincite__header(headers, "content-transfer-encoding", &coding);
  pincite_str view = pincite__buf_view(&coding);
  if (pincite__header_begins(view, "base64"))
    pincite__undo_base64(body, out);
  else if (pincite__header_begins(view, "quoted-printable"))
    pincite__undo_quoted(body, false, out);
  else
    pincite__buf_add(out, body.at, body.len);
  pincite__buf_release(&coding);
}

static void keep_attachment(mail *to, pincite_buf *name, pincite_buf *bytes) {
  if (!pincite__grow(&to->items, &to->capacity, to->count + 1, sizeof *to->items)) {
    to->text.document->failed = true;
    return;
  }
  to->items[to->count++] = (attachment){*name, *bytes};
  pincite__buf_init(name, PINCITE__BUF_LIMIT);
  pincite__buf_init(bytes, PINCITE__WHOLE_LIMIT);
}

/* A part without parts. */
static void take_leaf(mail *to, pincite_str headers, pincite_str type, pincite_str body) {
  message *text = &to->text;
  pincite_buf plain, label, place, utf8;
  pincite__buf_init(&plain, PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&utf8, 2 * PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&label, PINCITE__BUF_LIMIT);
  pincite__buf_init(&place, PINCITE__BUF_LIMIT);
  (void)value_of(headers, "content-disposition", &place);
  bool attached = pincite__header_begins(pincite__buf_view(&place), "attachment");
  bool html = pincite__header_begins(type, "text/html");
  bool words = type.len == 0 || html || pincite__header_begins(type, "text/plain");
  undo_transfer(headers, body, &plain);
  if (words && !attached) {
    bool set = pincite__header_parameter(type, "charset", &label);
    (void)pincite__to_utf8(plain.data, plain.len, set ? label.data : NULL, &utf8);
    if (html && text->html.len == 0) {
      pincite__buf_add(&text->html, utf8.data, utf8.len);
    } else if (!html) {
      size_t before = text->document->block_count;
      pincite__text_blocks(text->document, utf8.data, utf8.len);
      text->plain = text->plain || text->document->block_count > before;
    }
  } else if (pincite__header_parameter(pincite__buf_view(&place), "filename", &label) ||
             pincite__header_parameter(type, "name", &label)) {
    keep_attachment(to, &label, &plain);
  }
  text->document->failed = text->document->failed || plain.failed || utf8.failed;
  pincite__buf_release(&plain);
  pincite__buf_release(&utf8);
  pincite__buf_release(&label);
  pincite__buf_release(&place);
}

static void take_part(mail *to, pincite_str whole, unsigned depth);

/* The line "--boundary" at or after 'at'; its begin, or the end of the text. */
static size_t find_boundary(pincite_str text, size_t at, pincite_str boundary) {
  while (at < text.len) {
    const char *line = text.at + at;
    size_t left = text.len - at;
    if (left >= boundary.len + 2 && line[0] == '-' && line[1] == '-' &&
        memcmp(line + 2, boundary.at, boundary.len) == 0)
      return at;
    const char *end = memchr(line, '\n', left);
    at = end ? (size_t)(end - text.at) + 1 : text.len;
  }
  return text.len;
}

static void take_parts(mail *to, pincite_str body, pincite_str boundary, unsigned depth) {
  size_t at = find_boundary(body, 0, boundary);
  while (at < body.len && to->text.parts < MOST_PARTS) {
    size_t after = at + 2 + boundary.len;
    if (body.len - after >= 2 && memcmp(body.at + after, "--", 2) == 0)
      return;
    const char *line_end = memchr(body.at + after, '\n', body.len - after);
    if (!line_end)
      return;
    size_t start = (size_t)(line_end - body.at) + 1;
    size_t next = find_boundary(body, start, boundary);
    take_part(to, (pincite_str){body.at + start, next - start}, depth + 1);
    at = next;
  }
}

static void take_part(mail *to, pincite_str whole, unsigned depth) {
  size_t end = pincite__headers_end(whole);
  pincite_str headers = {whole.at, end}, body = {whole.at + end, whole.len - end};
  pincite_buf type, boundary;
  pincite__buf_init(&type, PINCITE__BUF_LIMIT);
  pincite__buf_init(&boundary, PINCITE__BUF_LIMIT);
  (void)pincite__header(headers, "content-type", &type);
  pincite_str view = pincite__buf_view(&type);
  to->text.parts++;
  if (pincite__header_begins(view, "multipart/") && depth < MOST_DEPTH &&
      pincite__header_parameter(view, "boundary", &boundary))
    take_parts(to, body, pincite__buf_view(&boundary), depth);
  else if (pincite__header_begins(view, "message/rfc822") && depth < MOST_DEPTH)
    take_part(to, body, depth + 1);
  else if (!pincite__header_begins(view, "multipart/"))
    take_leaf(to, headers, view, body);
  pincite__buf_release(&type);
  pincite__buf_release(&boundary);
}

/* ---- messages ------------------------------------------------------------------------
 */

static void read_attachments(mail *to) {
  pincite_reading *reading = to->text.reading;
  for (size_t i = 0; i < to->count && !reading->stopped; i++) {
    attachment *one = &to->items[i];
    pincite_buf label;
    pincite_str bytes = pincite__buf_view(&one->bytes);
    pincite_stream stream;
    pincite__buf_init(&label, PINCITE__BUF_LIMIT);
    pincite__buf_addf(&label, "%s!%s", to->text.name, one->name.data);
    pincite__stream_init(&stream, pincite__memory_read, &bytes);
    if (!label.failed && pincite__archive_counts(reading, bytes.len))
      pincite__read_inside(reading, &stream, label.data, true);
    pincite__stream_release(&stream);
    pincite__buf_release(&label);
  }
}

/* Read one message; 'line' is where it begins in an mbox, 0: it is all there is. */
static void read_message(pincite_reading *reading, pincite_str bytes, uint64_t line) {
  pincite_document *document = &reading->document;
  mail to = {.text = {.reading = reading, .document = document, .name = reading->name}};
  pincite__buf_init(&to.text.html, 2 * PINCITE__WHOLE_LIMIT);
  document->line = line;
  set_fields((pincite_str){bytes.at, pincite__headers_end(bytes)}, document);
  take_part(&to, bytes, 0);
  if (!to.text.plain && to.text.html.len)
    pincite__add_page(document, pincite__buf_view(&to.text.html));
  if (pincite__reading_give(reading) || to.count)
    ;
  else if (line)
    pincite__reading_fault(reading, line, 0, PINCITE__BLANK, "the message has no text");
  else
    pincite__reading_skip(reading, "no-text", "the message has no text");
  pincite__document_clear(document);
  read_attachments(&to);
  for (size_t i = 0; i < to.count; i++) {
    pincite__buf_release(&to.items[i].name);
    pincite__buf_release(&to.items[i].bytes);
  }
  free(to.items);
  pincite__buf_release(&to.text.html);
}

void pincite__read_mail(pincite_reading *reading, pincite_str bytes) {
  read_message(reading, bytes, 0);
}

static bool begins_message(const pincite_buf *line) {
  return line->len > 5 && memcmp(line->data, "From ", 5) == 0;
}

/* ">From " was written so that no message would seem to begin there. */
static void add_mbox_line(pincite_buf *text, const pincite_buf *line) {
  size_t quotes = 0;
  while (quotes < line->len && line->data[quotes] == '>')
    quotes++;
  bool escaped =
      quotes && line->len > quotes + 5 && memcmp(line->data + quotes, "From ", 5) == 0;
  pincite__buf_add(text, line->data + escaped, line->len - escaped);
  pincite__buf_addc(text, '\n');
}

static void end_message(pincite_reading *reading, pincite_buf *text, uint64_t line) {
  if (text->failed)
    pincite__reading_fault(reading, line, 0, "too-large",
                           "the message is longer than %zu MiB",
                           PINCITE__WHOLE_LIMIT >> 20);
  else if (text->len)
    read_message(reading, pincite__buf_view(text), line);
  pincite__buf_clear(text);
}

void pincite__read_mbox(pincite_reading *reading, pincite_stream *stream) {
  pincite_buf line, text;
  uint64_t number = 0, begun = 0;
  bool blank = true;
  pincite__buf_init(&line, PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&text, PINCITE__WHOLE_LIMIT);
  while (!reading->stopped && !reading->cut_off && pincite__stream_line(stream, &line)) {
    number++;
    if (blank && begins_message(&line)) {
      end_message(reading, &text, begun);
      begun = number;
    } else {
      add_mbox_line(&text, &line);
    }
    blank = line.len == 0 || (line.len == 1 && line.data[0] == '\r');
    pincite__buf_clear(&line);
  }
  if (!reading->stopped)
    end_message(reading, &text, begun);
  pincite__buf_release(&line);
  pincite__buf_release(&text);
}
