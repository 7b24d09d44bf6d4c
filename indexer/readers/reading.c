/* SPDX-License-Identifier: MIT
 *
 * reading.c - giving articles and faults to the library, frame by frame.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "guard.h"
#include "reader.h"

/* An input with more faults than this gets one that says so, and no more. */
#define MOST_FAULTS 1000

void pincite__reading_init(pincite_reading *reading, int socket) {
  *reading = (pincite_reading){.socket = socket,
                               .text_megabytes = PINCITE__TEXT_LIMIT >> 20};
  pincite__document_init(&reading->document);
  pincite__buf_init(&reading->frames, PINCITE__BUF_LIMIT);
}

void pincite__reading_release(pincite_reading *reading) {
  pincite__document_release(&reading->document);
  pincite__buf_release(&reading->frames);
}

/* Send what is there. Out of memory over it, there is nothing left to be said. */
static void spill(pincite_buf *frames, void *data) {
  pincite_reading *reading = data;
  for (size_t at = 0; at < frames->len && !reading->cut_off && !frames->failed;) {
    ssize_t sent =
        send(reading->socket, frames->data + at, frames->len - at, MSG_NOSIGNAL);
    if (sent > 0)
      at += (size_t)sent;
    else if (errno != EINTR)
      reading->cut_off = true;
  }
  if (frames->failed)
    reading->cut_off = true;
  pincite__buf_clear(frames);
}

void pincite__reading_send(pincite_reading *reading) {
  spill(&reading->frames, reading);
}

void pincite__reading_begin(pincite_reading *reading, const char *name, const char *map) {
  reading->name = name;
  reading->map = map;
  reading->charset = NULL;
  reading->file = NULL;
  reading->depth = reading->layers = 0;
  reading->unpacked = reading->members = 0;
  reading->stopped = false;
  memset(reading->passed, 0, sizeof reading->passed);
  reading->documents = reading->faults = 0;
  reading->end = (pincite_reading_end){.state = PINCITE_READING_READ};
  pincite__document_clear(&reading->document);
}

/* ---- troubles ------------------------------------------------------------ */

static void set_detail(char out[PINCITE__DETAIL_SIZE], const char *name, const char *fmt,
                       va_list args) PINCITE__PRINTF(3, 0);

static void set_detail(char out[PINCITE__DETAIL_SIZE], const char *name, const char *fmt,
                       va_list args) {
  char whole[2 * PINCITE__DETAIL_SIZE];
  size_t len = 0;
  if (name) {
    int said = snprintf(whole, PINCITE__DETAIL_SIZE, "%s: ", name);
    len = said < PINCITE__DETAIL_SIZE ? (size_t)said : PINCITE__DETAIL_SIZE - 1;
  }
  vsnprintf(whole + len, sizeof whole - len, fmt, args);
  len = pincite__utf8_cut(whole, strlen(whole), PINCITE__DETAIL_SIZE - 1);
  memcpy(out, whole, len);
  out[len] = '\0';
}

static void add_fault(pincite_reading *reading, const pincite_reading_fault *fault) {
  pincite_reading_fault last = {.line = fault->line, .reason = "too-many-faults"};
  if (++reading->faults > MOST_FAULTS + 1)
    return;
  if (reading->faults == MOST_FAULTS + 1) {
    snprintf(last.detail, sizeof last.detail,
             "more than %d parts could not be read; from here on they are not listed",
             MOST_FAULTS);
    fault = &last;
  }
  pincite__frame_fault(&reading->frames, fault);
  if (reading->frames.len > PINCITE__FRAME_LIMIT / 16)
    pincite__reading_send(reading);
}

void pincite__reading_fault(pincite_reading *reading, uint64_t line, uint64_t offset,
                            const char *reason, const char *fmt, ...) {
  pincite_reading_fault fault = {.line = line, .offset = offset};
  snprintf(fault.reason, sizeof fault.reason, "%s", reason);
  va_list args;
  va_start(args, fmt);
  set_detail(fault.detail, reading->depth ? reading->name : NULL, fmt, args);
  va_end(args);
  add_fault(reading, &fault);
}

/* It gets on: a long input may take as long as it gives something. */
static void show_life(const pincite_reading *reading) {
  if (reading->seconds)
    pincite__guard_renew(reading->seconds);
}

void pincite__reading_pass(pincite_reading *reading, const char *reason,
                           const char *name, const char *detail) {
  show_life(reading);
  for (size_t i = 0; i < PINCITE__MOST_PASSED; i++) {
    pincite_passed *one = &reading->passed[i];
    if (one->count && strcmp(one->reason, reason) != 0)
      continue;
    if (one->count++ == 0) {
      snprintf(one->reason, sizeof one->reason, "%s", reason);
      snprintf(one->first, sizeof one->first, "%.300s: %.180s", name, detail);
    }
    return;
  }
}

/* One row for each reason why members were passed over. */
static void tell_passed(pincite_reading *reading) {
  const pincite_passed *passed = reading->passed;
  bool nothing =
      reading->documents == 0 && reading->end.state == PINCITE_READING_READ;
  if (nothing && passed[0].count && !passed[1].count && !reading->faults) {
    pincite__reading_skip(reading, passed[0].reason, "%llu passed over, first %s",
                          (unsigned long long)passed[0].count, passed[0].first);
    return;
  }
  for (size_t i = 0; i < PINCITE__MOST_PASSED && passed[i].count; i++)
    pincite__reading_fault(reading, 0, 0, PINCITE__BLANK, "%llu passed over (%s), first %s",
                           (unsigned long long)passed[i].count, passed[i].reason,
                           passed[i].first);
  if (nothing && (passed[0].count || !reading->faults))
    pincite__reading_skip(reading, "no-text", "nothing in it has text that is read");
}

void pincite__reading_stop(pincite_reading *reading, const char *reason,
                           const char *fmt, ...) {
  if (reading->stopped)
    return;
  reading->stopped = true;
  reading->end.state = PINCITE_READING_FAILED;
  snprintf(reading->end.reason, sizeof reading->end.reason, "%s", reason);
  va_list args;
  va_start(args, fmt);
  set_detail(reading->end.detail, NULL, fmt, args);
  va_end(args);
}

static void set_end(pincite_reading *reading, pincite_reading_state state,
                    const char *reason, const char *fmt, va_list args) {
  if (reading->stopped)
    return;
  if (reading->depth && state == PINCITE_READING_SKIPPED) {
    char detail[PINCITE__DETAIL_SIZE];
    set_detail(detail, NULL, fmt, args);
    pincite__reading_pass(reading, reason, reading->name, detail);
    return;
  }
  if (reading->depth) {
    pincite_reading_fault fault = {0};
    snprintf(fault.reason, sizeof fault.reason, "%s", reason);
    set_detail(fault.detail, reading->name, fmt, args);
    add_fault(reading, &fault);
    return;
  }
  reading->end.state = state;
  snprintf(reading->end.reason, sizeof reading->end.reason, "%s", reason);
  set_detail(reading->end.detail, NULL, fmt, args);
}

void pincite__reading_skip(pincite_reading *reading, const char *reason, const char *fmt,
                           ...) {
  va_list args;
  va_start(args, fmt);
  set_end(reading, PINCITE_READING_SKIPPED, reason, fmt, args);
  va_end(args);
}

void pincite__reading_fail(pincite_reading *reading, const char *reason, const char *fmt,
                           ...) {
  va_list args;
  va_start(args, fmt);
  set_end(reading, PINCITE_READING_FAILED, reason, fmt, args);
  va_end(args);
}

/* ---- articles and the end ---------------------------------------------------- */

/* What has no name of its own is called by its place: "a.zip!b.jsonl#7". */
static void name_by_place(const char *name, pincite_document *document) {
  pincite_buf place;
  pincite__buf_init(&place, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&place, name);
  if (document->line)
    pincite__buf_addf(&place, "#%llu", (unsigned long long)document->line);
  pincite__document_set(document, PINCITE_FIELD_ID, place.data, place.len,
                        PINCITE__BY_PLACE);
  document->failed = document->failed || place.failed;
  pincite__buf_release(&place);
}

bool pincite__reading_give(pincite_reading *reading) {
  pincite_document *document = &reading->document;
  uint64_t line = document->line;
  bool text = document->block_count > 0, failed = document->text.failed || document->failed;
  size_t most = (size_t)reading->text_megabytes << 20;
  if (failed || document->text.len > most) {
    const char *reason =
        !failed || document->text.len + ((size_t)1 << 20) > most ? "too-large" : "memory";
    text = true;
    if (line || reading->depth)
      pincite__reading_fault(reading, line, 0, reason, "the text is longer than %u MiB",
                             reading->text_megabytes);
    else
      pincite__reading_fail(reading, reason, "the text is longer than %u MiB",
                            reading->text_megabytes);
  } else if (text) {
    if (reading->depth)
      name_by_place(reading->name, document);
    pincite__frame_document(&reading->frames, document, spill, reading);
    reading->documents++;
    show_life(reading);
    if (reading->frames.len > PINCITE__FRAME_LIMIT / 16)
      pincite__reading_send(reading);
  }
  pincite__document_clear(document);
  return text;
}

void pincite__reading_finish(pincite_reading *reading, const pincite_file *file) {
  pincite_sha256 sha = file->sha;
  tell_passed(reading);
  reading->end.bytes = file->bytes;
  reading->end.hashed = reading->end.state != PINCITE_READING_FAILED;
  pincite__sha256_final(&sha, reading->end.sha256);
  pincite__frame_end(&reading->frames, &reading->end);
  pincite__reading_send(reading);
}
