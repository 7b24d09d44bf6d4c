/* SPDX-License-Identifier: MIT
 *
 * frame.c - writing and reading the frames of frame.h.
 *
 * Reading goes through a cursor that cannot leave the payload; whatever is
 * left behind the last item makes the frame malformed too.
 */
#include <stdio.h>
#include <string.h>

#include "frame.h"

/* A block's text goes out in pieces of this size; the rest of the payload is
   its zone. */
#define PIECE (PINCITE__FRAME_LIMIT / 4)
/* Where a value came from, in a word or two. */
#define ORIGIN_LIMIT 32

/* ---- writing ---------------------------------------------------------- */

size_t pincite__frame_begin(pincite_buf *out, pincite_frame_kind kind) {
  size_t mark = out->len;
  char head[PINCITE__FRAME_HEAD] = {0, 0, 0, 0, (char)kind};
  pincite__buf_add(out, head, sizeof head);
  return mark;
}

void pincite__frame_close(pincite_buf *out, size_t mark) {
  if (out->failed)
    return;
  size_t len = out->len - mark - PINCITE__FRAME_HEAD;
  if (len > PINCITE__FRAME_LIMIT) {
    out->failed = true;
    return;
  }
  for (size_t i = 0; i < 4; i++)
    out->data[mark + i] = (char)(len >> (8 * i));
}

void pincite__frame_string(pincite_buf *out, pincite_str text) {
  pincite__buf_add_varint(out, text.len);
  pincite__buf_add(out, text.at, text.len);
}

void pincite__frame_hello(pincite_buf *out, const char *guards) {
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_HELLO);
  pincite__buf_add_varint(out, PINCITE__FRAME_PROTOCOL);
  pincite__frame_string(out, pincite__str(guards));
  pincite__frame_close(out, mark);
}

void pincite__frame_request(pincite_buf *out, const char *name, const char *map) {
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_REQUEST);
  pincite__frame_string(out, pincite__str(name));
  pincite__frame_string(out, pincite__str(map));
  pincite__frame_close(out, mark);
}

static void write_field(pincite_buf *out, size_t field,
                        const pincite_document *document) {
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_FIELD);
  pincite__buf_add_varint(out, field);
  pincite__frame_string(out, pincite__buf_view(&document->fields[field]));
  pincite__frame_string(out, pincite__buf_view(&document->origins[field]));
  pincite__frame_close(out, mark);
}

typedef struct writer {
  pincite_buf *out;
  void (*spill)(pincite_buf *out, void *data);
  void *data;
} writer;

static void close_frame(const writer *to, size_t mark) {
  pincite__frame_close(to->out, mark);
  if (to->spill && to->out->len > PIECE)
    to->spill(to->out, to->data);
}

static void write_block(const writer *to, const pincite_document *document,
                        const pincite_block *block) {
  const char *at = document->text.data + block->start;
  size_t left = block->length;
  for (; left > PIECE; at += PIECE, left -= PIECE) {
    size_t mark = pincite__frame_begin(to->out, PINCITE_FRAME_TEXT);
    pincite__buf_add(to->out, at, PIECE);
    close_frame(to, mark);
  }
  size_t mark = pincite__frame_begin(to->out, PINCITE_FRAME_BLOCK);
  pincite__buf_add_varint(to->out, (uint64_t)block->zone);
  pincite__buf_add(to->out, at, left);
  close_frame(to, mark);
}

static void write_page(const writer *to, const pincite_page_mark *mark) {
  size_t at = pincite__frame_begin(to->out, PINCITE_FRAME_PAGE);
  pincite__buf_add_varint(to->out, mark->start);
  pincite__buf_add_varint(to->out, mark->page);
  close_frame(to, at);
}

void pincite__frame_document(pincite_buf *out, const pincite_document *document,
                             void (*spill)(pincite_buf *out, void *data), void *data) {
  writer to = {out, spill, data};
  for (size_t i = 0; i < PINCITE__FIELD_COUNT; i++)
    if (document->fields[i].len)
      write_field(out, i, document);
  for (size_t i = 0; i < document->block_count; i++)
    write_block(&to, document, &document->blocks[i]);
  for (size_t i = 0; i < document->mark_count; i++)
    write_page(&to, &document->marks[i]);
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_DOCUMENT);
  pincite__buf_add_varint(out, document->line);
  close_frame(&to, mark);
}

void pincite__frame_fault(pincite_buf *out, const pincite_reading_fault *fault) {
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_FAULT);
  pincite__buf_add_varint(out, fault->line);
  pincite__buf_add_varint(out, fault->offset);
  pincite__frame_string(out, pincite__str(fault->reason));
  pincite__frame_string(out, pincite__str(fault->detail));
  pincite__frame_close(out, mark);
}

void pincite__frame_end(pincite_buf *out, const pincite_reading_end *end) {
  size_t mark = pincite__frame_begin(out, PINCITE_FRAME_END);
  pincite__buf_add_varint(out, (uint64_t)end->state);
  pincite__frame_string(out, pincite__str(end->reason));
  pincite__frame_string(out, pincite__str(end->detail));
  pincite__buf_add_varint(out, end->bytes);
  pincite__buf_add(out, end->sha256, end->hashed ? sizeof end->sha256 : 0);
  pincite__frame_close(out, mark);
}

/* ---- reading ---------------------------------------------------------- */

typedef struct cursor {
  const unsigned char *at;
  const unsigned char *end;
} cursor;

static cursor cursor_of(pincite_str payload) {
  const unsigned char *at = (const unsigned char *)payload.at;
  return (cursor){at, at + payload.len};
}

static bool get_number(cursor *in, uint64_t most, uint64_t *value) {
  return pincite__get_varint(&in->at, in->end, value) && *value <= most;
}

static bool get_string(cursor *in, pincite_str *text) {
  uint64_t len;
  if (!pincite__get_varint(&in->at, in->end, &len) || len > (uint64_t)(in->end - in->at))
    return false;
  *text = (pincite_str){(const char *)in->at, (size_t)len};
  in->at += len;
  return true;
}

static bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static bool get_reason(cursor *in, char out[PINCITE__REASON_SIZE]) {
  pincite_str word;
  if (!get_string(in, &word) || word.len >= PINCITE__REASON_SIZE)
    return false;
  for (size_t i = 0; i < word.len; i++)
    if (!is_word(word.at[i]))
      return false;
  memcpy(out, word.at, word.len);
  out[word.len] = '\0';
  return true;
}

/* A sentence for a terminal: valid UTF-8 on one line, without controls. */
static bool get_detail(cursor *in, char out[PINCITE__DETAIL_SIZE]) {
  pincite_str words;
  pincite_buf clean;
  if (!get_string(in, &words) || words.len >= PINCITE__DETAIL_SIZE)
    return false;
  pincite__buf_init(&clean, PINCITE__BUF_LIMIT);
  pincite__utf8_normalize(&clean, words.at, words.len);
  size_t len = pincite__utf8_cut(clean.data, clean.len, PINCITE__DETAIL_SIZE - 1);
  for (size_t i = 0; i < len; i++)
    out[i] = clean.data[i] == '\n' || clean.data[i] == '\t' ? ' ' : clean.data[i];
  out[len] = '\0';
  bool done = !clean.failed;
  pincite__buf_release(&clean);
  return done;
}

bool pincite__frame_head(const unsigned char head[PINCITE__FRAME_HEAD],
                         pincite_frame_kind *kind, size_t *len) {
  size_t size = 0;
  for (size_t i = 0; i < 4; i++)
    size |= (size_t)head[i] << (8 * i);
  if (size > PINCITE__FRAME_LIMIT || head[4] < PINCITE_FRAME_HELLO ||
      head[4] > PINCITE_FRAME_END)
    return false;
  *kind = (pincite_frame_kind)head[4];
  *len = size;
  return true;
}

bool pincite__frame_read_hello(pincite_str payload, uint64_t *protocol,
                               pincite_str *guards) {
  cursor in = cursor_of(payload);
  return get_number(&in, UINT32_MAX, protocol) && get_string(&in, guards) &&
         in.at == in.end;
}

bool pincite__frame_read_request(pincite_str payload, pincite_str *name,
                                 pincite_str *map) {
  cursor in = cursor_of(payload);
  return get_string(&in, name) && get_string(&in, map) && in.at == in.end;
}

bool pincite__frame_read_fault(pincite_str payload, pincite_reading_fault *fault) {
  cursor in = cursor_of(payload);
  return get_number(&in, INT64_MAX, &fault->line) &&
         get_number(&in, INT64_MAX, &fault->offset) && get_reason(&in, fault->reason) &&
         get_detail(&in, fault->detail) && in.at == in.end;
}

bool pincite__frame_read_end(pincite_str payload, pincite_reading_end *end) {
  cursor in = cursor_of(payload);
  uint64_t state;
  if (!get_number(&in, PINCITE_READING_FAILED, &state) || !get_reason(&in, end->reason) ||
      !get_detail(&in, end->detail) || !get_number(&in, INT64_MAX, &end->bytes))
    return false;
  end->state = (pincite_reading_state)state;
  size_t left = (size_t)(in.end - in.at);
  end->hashed = left == sizeof end->sha256;
  if (left && !end->hashed)
    return false;
  memset(end->sha256, 0, sizeof end->sha256);
  memcpy(end->sha256, in.at, left);
  return end->reason[0] != '\0' || end->state == PINCITE_READING_READ;
}

static bool apply_field(cursor in, pincite_document *document) {
  uint64_t field;
  pincite_str value, origin;
  if (!get_number(&in, PINCITE__FIELD_COUNT - 1, &field) || !get_string(&in, &value) ||
      !get_string(&in, &origin) || in.at != in.end || origin.len > ORIGIN_LIMIT)
    return false;
  char word[ORIGIN_LIMIT + 1];
  for (size_t i = 0; i < origin.len; i++) {
    if (origin.at[i] < ' ' || origin.at[i] > '~')
      return false;
    word[i] = origin.at[i];
  }
  word[origin.len] = '\0';
  pincite__document_set(document, (pincite_field)field, value.at, value.len, word);
  return true;
}

static bool apply_block(cursor in, pincite_document *document, pincite_buf *text) {
  uint64_t zone;
  if (!get_number(&in, PINCITE__ZONE_COUNT - 1, &zone))
    return false;
  const char *at = (const char *)in.at;
  size_t len = (size_t)(in.end - in.at);
  if (text->len) {
    pincite__buf_add(text, at, len);
    pincite__document_add(document, (pincite_zone)zone, text->data, text->len);
  } else {
    pincite__document_add(document, (pincite_zone)zone, at, len);
  }
  bool done = !text->failed;
  pincite__buf_clear(text);
  return done;
}

static bool apply_page(cursor in, pincite_document *document) {
  uint64_t start, page;
  if (!get_number(&in, document->text.len, &start) ||
      !get_number(&in, PINCITE__PAGE_LIMIT, &page) || in.at != in.end)
    return false;
  size_t cut = pincite__utf8_cut(document->text.data, document->text.len, (size_t)start);
  pincite__document_page(document, cut, (uint32_t)page);
  return true;
}

bool pincite__frame_apply(pincite_frame_kind kind, pincite_str payload,
                          pincite_document *document, pincite_buf *text, bool *whole) {
  cursor in = cursor_of(payload);
  *whole = false;
  switch (kind) {
  case PINCITE_FRAME_FIELD:
    return apply_field(in, document);
  case PINCITE_FRAME_TEXT:
    pincite__buf_add(text, payload.at, payload.len);
    return !text->failed;
  case PINCITE_FRAME_BLOCK:
    return apply_block(in, document, text);
  case PINCITE_FRAME_PAGE:
    return apply_page(in, document);
  case PINCITE_FRAME_DOCUMENT:
    *whole = true;
    return get_number(&in, INT64_MAX, &document->line) && in.at == in.end &&
           text->len == 0;
  default:
    return false;
  }
}
