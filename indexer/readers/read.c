/* SPDX-License-Identifier: MIT
 *
 * read.c - from a stream of bytes to its articles: find out what it is, turn it
 * into UTF-8 where it is text, and hand it to the reader of its kind.
 */
#include <string.h>

#include "../scrape.h"
#include "charset.h"
#include "html.h"
#include "reader.h"
#include "xml.h"

/* Give the document that a whole input made. */
static void give(pincite_reading *reading) {
  if (!pincite__reading_give(reading))
    pincite__reading_skip(reading, "no-text", "there is no text in it");
}

static void read_page(pincite_reading *reading, pincite_str bytes) {
  pincite_error err;
  pincite_status status =
      pincite__read_html(bytes.at, bytes.len, reading->charset, &reading->document, &err);
  if (status)
    pincite__reading_fail(reading, status == PINCITE_EINVAL ? "too-large" : "memory",
                          "%s", err.message);
  else
    give(reading);
}

void pincite__add_page(pincite_document *document, pincite_str html) {
  pincite_document page;
  pincite__document_init(&page);
  if (pincite__read_html(html.at, html.len, NULL, &page, NULL) == PINCITE_OK)
    for (size_t i = 0; i < page.block_count; i++) {
      const pincite_block *block = &page.blocks[i];
      pincite_zone zone =
          block->zone == PINCITE_ZONE_TITLE ? PINCITE_ZONE_HEADING : block->zone;
      pincite__document_add(document, zone, page.text.data + block->start, block->length);
    }
  pincite__document_release(&page);
}

static void read_markup(pincite_reading *reading, pincite_str bytes) {
  if (pincite__is_feed(bytes)) {
    pincite__read_feed(reading, bytes);
    return;
  }
  pincite_error err;
  uint64_t line = 0;
  pincite_document *document = &reading->document;
  if (pincite__read_xml(bytes.at, bytes.len, document, &line, &err)) {
    pincite__reading_fail(reading, "memory", "%s", err.message);
  } else if (line && document->block_count == 0) {
    pincite__reading_fail(reading, "bad-xml", "the XML is broken at line %llu",
                          (unsigned long long)line);
  } else {
    if (line)
      pincite__reading_fault(reading, line, 0, "bad-xml",
                             "the XML breaks off at line %llu; what came before is in",
                             (unsigned long long)line);
    give(reading);
  }
}

static void read_text(pincite_reading *reading, pincite_kind kind, pincite_str text) {
  if (text.len > 2 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
    text = (pincite_str){text.at + 3, text.len - 3};
  if (kind == PINCITE_KIND_JSON) {
    pincite__read_json(reading, text);
    return;
  }
  if (kind == PINCITE_KIND_MARKDOWN)
    pincite__read_markdown(text, &reading->document);
  else
    pincite__read_text(text, &reading->document);
  give(reading);
}

/* A wide text is looked at again once its bytes are plain ones. */
static void read_wide(pincite_reading *reading, pincite_str text) {
  pincite_stream plain;
  pincite__stream_init(&plain, pincite__memory_read, &text);
  pincite__read(reading, &plain);
  pincite__stream_release(&plain);
}

static void read_converted(pincite_reading *reading, pincite_kind kind,
                           pincite_str bytes) {
  pincite_buf text;
  pincite__buf_init(&text, 2 * PINCITE__WHOLE_LIMIT);
  if (kind != PINCITE_KIND_WIDE &&
      pincite__utf8_valid(bytes.at, bytes.len) == bytes.len) {
    read_text(reading, kind, bytes);
  } else {
    pincite__to_utf8(bytes.at, bytes.len, reading->charset, &text);
    if (text.failed)
      pincite__reading_fail(reading, "too-large",
                            "the text is longer than %zu MiB; split it",
                            PINCITE__TEXT_LIMIT >> 20);
    else if (kind == PINCITE_KIND_WIDE)
      read_wide(reading, pincite__buf_view(&text));
    else
      read_text(reading, kind, pincite__buf_view(&text));
  }
  pincite__buf_release(&text);
}

/* Kinds that are read as one whole. */
static void read_whole(pincite_reading *reading, pincite_stream *stream,
                       pincite_kind kind) {
  pincite_buf bytes;
  pincite__buf_init(&bytes, PINCITE__WHOLE_LIMIT);
  if (pincite__stream_rest(stream, &bytes)) {
    if (kind == PINCITE_KIND_HTML)
      read_page(reading, pincite__buf_view(&bytes));
    else if (kind == PINCITE_KIND_XML)
      read_markup(reading, pincite__buf_view(&bytes));
    else if (kind == PINCITE_KIND_MAIL)
      pincite__read_mail(reading, pincite__buf_view(&bytes));
    else
      read_converted(reading, kind, pincite__buf_view(&bytes));
  } else if (!stream->broken) {
    pincite__reading_fail(reading, "too-large",
                          "it is longer than %zu MiB; split it, or give it as JSONL",
                          PINCITE__WHOLE_LIMIT >> 20);
  }
  pincite__buf_release(&bytes);
}

void pincite__read(pincite_reading *reading, pincite_stream *stream) {
  const char *what;
  pincite_kind kind =
      pincite__kind_of(pincite__stream_peek(stream), reading->name, &what);
  switch (kind) {
  case PINCITE_KIND_EMPTY:
    if (!stream->broken)
      pincite__reading_skip(reading, "empty", "it has no bytes");
    break;
  case PINCITE_KIND_BINARY:
    pincite__reading_skip(reading, "not-text", "it looks like %s", what);
    break;
  case PINCITE_KIND_PDF:
    pincite__read_pdf(reading, stream);
    break;
  case PINCITE_KIND_ARCHIVE:
    pincite__read_archive(reading, stream);
    break;
  case PINCITE_KIND_TABLE:
    pincite__read_table(reading, stream);
    break;
  case PINCITE_KIND_MBOX:
    pincite__read_mbox(reading, stream);
    break;
  case PINCITE_KIND_WARC:
    pincite__read_warc(reading, stream);
    break;
  case PINCITE_KIND_JSONL:
    pincite__read_jsonl(reading, stream);
    break;
  default:
    read_whole(reading, stream, kind);
  }
  if (stream->broken && !reading->stopped)
    pincite__reading_fail(reading, "unreadable", "reading it failed part of the way");
}
