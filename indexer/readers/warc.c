/* SPDX-License-Identifier: MIT
 *
 * warc.c - the records of a crawl (ISO 28500), one at a time.
 *
 * What was answered with success is read like a file of its own, under the address
 * it was fetched from; so are records that a crawler made or converted itself. A
 * revisit says only that a page was as before. Requests and the like are no text.
 */
#include <stdlib.h>
#include <string.h>

#include "headers.h"
#include "reader.h"

#define HEADERS_LIMIT ((size_t)256 << 10)

typedef struct record {
  pincite_buf headers, body, plain, value, label, type;
  uint64_t length; /* of the body */
} record;

static void init(record *at) {
  pincite__buf_init(&at->headers, HEADERS_LIMIT);
  pincite__buf_init(&at->body, PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&at->plain, PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&at->value, PINCITE__BUF_LIMIT);
  pincite__buf_init(&at->label, PINCITE__BUF_LIMIT);
  pincite__buf_init(&at->type, PINCITE__BUF_LIMIT);
}

static void release(record *at) {
  pincite__buf_release(&at->headers);
  pincite__buf_release(&at->body);
  pincite__buf_release(&at->plain);
  pincite__buf_release(&at->value);
  pincite__buf_release(&at->label);
  pincite__buf_release(&at->type);
}

static bool header(record *at, const char *name) {
  return pincite__header(pincite__buf_view(&at->headers), name, &at->value);
}

/* Read up to the blank line behind the headers of the next record. *damaged: there
   is something that is none. */
static bool read_headers(pincite_stream *stream, record *at, bool *damaged) {
  pincite_buf line;
  bool begun = false;
  pincite__buf_init(&line, HEADERS_LIMIT);
  pincite__buf_clear(&at->headers);
  *damaged = false;
  while (pincite__stream_line(stream, &line)) {
    bool blank = line.len == 0 || (line.len == 1 && line.data[0] == '\r');
    if (blank && begun)
      break;
    if (!blank && !begun && !(line.len > 6 && memcmp(line.data, "WARC/", 5) == 0)) {
      *damaged = true;
      break;
    }
    if (!blank)
      pincite__buf_addf(&at->headers, "%s\n", line.data);
    begun = begun || !blank;
    *damaged = line.failed || at->headers.failed;
    if (*damaged)
      break;
    pincite__buf_clear(&line);
  }
  pincite__buf_release(&line);
  return begun && !*damaged;
}

/* Take the body, or pass over one that is too long to be held. */
static bool read_body(pincite_stream *stream, record *at) {
  char piece[16384];
  pincite__buf_clear(&at->body);
  for (uint64_t left = at->length; left > 0;) {
    size_t want = left < sizeof piece ? (size_t)left : sizeof piece;
    size_t got = pincite__stream_take(stream, piece, want);
    if (got == 0)
      return false;
    pincite__buf_add(&at->body, piece, got);
    left -= got;
  }
  return true;
}

/* ---- what a record holds ---------------------------------------------------------- */

/* Give the bytes to the reader of their kind. */
static void read_bytes(pincite_reading *reading, record *at, pincite_str bytes,
                       pincite_str type) {
  pincite_document *document = &reading->document;
  pincite_stream stream;
  pincite_buf charset, url;
  pincite__buf_init(&charset, PINCITE__BUF_LIMIT);
  pincite__buf_init(&url, PINCITE__BUF_LIMIT);
  if (pincite__header(pincite__buf_view(&at->headers), "warc-target-uri", &url)) {
    pincite_str address = pincite__buf_view(&url);
    if (address.len > 2 && address.at[0] == '<')
      address = (pincite_str){address.at + 1, address.len - 2};
    pincite__document_set(document, PINCITE_FIELD_URI, address.at, address.len, "warc");
  }
  bool known = pincite__header_parameter(type, "charset", &charset);
  const char *before = reading->charset;
  reading->charset = known ? charset.data : NULL;
  pincite__stream_init(&stream, pincite__memory_read, &bytes);
  pincite__read_inside(reading, &stream, at->label.data, true);
  pincite__stream_release(&stream);
  pincite__document_clear(document);
  reading->charset = before;
  pincite__buf_release(&charset);
  pincite__buf_release(&url);
}

/* "crawl.warc.gz!2019-07-01T10:00:00Z/https://example.org/": the same page may have
   been fetched more than once. */
static void name_record(pincite_reading *reading, record *at) {
  pincite__buf_clear(&at->label);
  pincite__buf_addf(&at->label, "%s!", reading->name);
  if (header(at, "warc-date"))
    pincite__buf_addf(&at->label, "%s/", at->value.data);
  if (header(at, "warc-target-uri"))
    pincite__buf_adds(&at->label, at->value.data);
}

/* The code of an answer "HTTP/1.1 200 OK"; 0: it is none. */
static int status_of(pincite_str text) {
  if (!pincite__header_begins(text, "http/") || text.len < 12)
    return 0;
  const char *blank = memchr(text.at, ' ', 12);
  return blank ? atoi(blank) : 0;
}

/* Undo what the server did to the body; false: it cannot be undone here. */
static bool undo_codings(pincite_reading *reading, record *at, pincite_str headers,
                         pincite_str *body) {
  if (pincite__header(headers, "transfer-encoding", &at->value) &&
      pincite__header_begins(pincite__buf_view(&at->value), "chunked")) {
    pincite__buf_clear(&at->plain);
    pincite__undo_chunked(*body, &at->plain);
    pincite__buf_clear(&at->body);
    pincite__buf_add(&at->body, at->plain.data, at->plain.len);
    *body = pincite__buf_view(&at->body);
  }
  if (!pincite__header(headers, "content-encoding", &at->value) ||
      pincite__header_begins(pincite__buf_view(&at->value), "identity"))
    return true;
  pincite_str coding = pincite__buf_view(&at->value);
  if (!pincite__header_begins(coding, "gzip") &&
      !pincite__header_begins(coding, "x-gzip") &&
      !pincite__header_begins(coding, "deflate"))
    return false;
  pincite__buf_clear(&at->plain);
  if (!pincite__undo_deflate(*body, &at->plain))
    return false;
  *body = pincite__buf_view(&at->plain);
  return pincite__archive_counts(reading, at->plain.len);
}

static void read_answer(pincite_reading *reading, record *at) {
  pincite_str whole = pincite__buf_view(&at->body);
  int status = status_of(whole);
  size_t end = pincite__headers_end(whole);
  if (status && status != 200 && status != 203) {
    pincite__reading_pass(reading, "no-text", at->label.data,
                          "the server did not answer with a page");
    return;
  }
  pincite_buf headers;
  pincite__buf_init(&headers, PINCITE__WHOLE_LIMIT);
  pincite__buf_add(&headers, whole.at, status ? end : 0);
  pincite_str body = {whole.at + headers.len, whole.len - headers.len};
  if (!undo_codings(reading, at, pincite__buf_view(&headers), &body)) {
    if (!reading->stopped)
      pincite__reading_fault(reading, 0, 0, "bad-archive",
                             "%s: its content coding '%.40s' cannot be undone",
                             at->label.data, at->value.data);
  } else {
    (void)pincite__header(pincite__buf_view(&headers), "content-type", &at->type);
    read_bytes(reading, at, body, pincite__buf_view(&at->type));
  }
  pincite__buf_release(&headers);
}

static void read_record(pincite_reading *reading, record *at) {
  pincite_buf kind;
  pincite__buf_init(&kind, PINCITE__BUF_LIMIT);
  (void)pincite__header(pincite__buf_view(&at->headers), "warc-type", &kind);
  name_record(reading, at);
  pincite_str type = pincite__buf_view(&kind);
  bool content = pincite__str_is(type, "resource") || pincite__str_is(type, "conversion");
  pincite__buf_clear(&at->type);
  if (pincite__str_is(type, "revisit")) {
    pincite__reading_pass(reading, "revisit", at->label.data,
                          "the page was as it had been when it was fetched before");
  } else if (at->body.failed) {
    pincite__reading_fault(reading, 0, 0, "too-large", "%s: it is longer than %zu MiB",
                           at->label.data, PINCITE__WHOLE_LIMIT >> 20);
  } else if (pincite__str_is(type, "response")) {
    read_answer(reading, at);
  } else if (content) {
    if (header(at, "content-type"))
      pincite__buf_adds(&at->type, at->value.data);
    read_bytes(reading, at, pincite__buf_view(&at->body), pincite__buf_view(&at->type));
  }
  pincite__buf_release(&kind);
}

void pincite__read_warc(pincite_reading *reading, pincite_stream *stream) {
  record at;
  bool damaged = false;
  uint64_t number = 0;
  init(&at);
  while (!reading->stopped && !reading->cut_off && read_headers(stream, &at, &damaged)) {
    number++;
    if (!header(&at, "content-length")) {
      damaged = true;
      break;
    }
    at.length = strtoull(at.value.data, NULL, 10);
    if (!read_body(stream, &at)) {
      damaged = true;
      break;
    }
    if (pincite__archive_counts(reading, 0))
      read_record(reading, &at);
  }
  if ((damaged || stream->broken) && !reading->stopped)
    pincite__reading_fail(reading, "bad-archive",
                          "the WARC breaks off behind record %llu",
                          (unsigned long long)number);
  release(&at);
}
