/* SPDX-License-Identifier: MIT
 *
 * frame.h - what the library and its reading processes say to each other.
 *
 * A frame is its payload's length (4 bytes, low first), its kind (1 byte) and
 * the payload. Numbers inside are LEB128, strings their length and bytes.
 *
 *     reader   HELLO    protocol, what guards the process (string)
 *     library  REQUEST  name, column map (strings); the file comes along as a
 *                       descriptor
 *     reader   FIELD    field, value, origin          \
 *              TEXT     bytes that begin a block       | any number of these,
 *              BLOCK    zone, the rest of it           | then
 *              PAGE     byte of the text, page         |
 *              DOCUMENT line                          /  the article is whole
 *              FAULT    line, offset, reason, detail     a part was left out
 *              END      state, reason, detail, bytes, SHA-256 or nothing
 *
 * The reader is not trusted. Nothing that it says is taken as it comes: a
 * length has a maximum, texts are normalised again, dates are read again, zones
 * and fields are looked up, and what does not fit is a broken frame.
 */
#ifndef PINCITE_INDEXER_FRAME_H
#define PINCITE_INDEXER_FRAME_H

#include "../corpus/document.h"

typedef enum pincite_frame_kind {
  PINCITE_FRAME_HELLO = 1,
  PINCITE_FRAME_REQUEST,
  PINCITE_FRAME_FIELD,
  PINCITE_FRAME_TEXT,
  PINCITE_FRAME_BLOCK,
  PINCITE_FRAME_PAGE,
  PINCITE_FRAME_DOCUMENT,
  PINCITE_FRAME_FAULT,
  PINCITE_FRAME_END
} pincite_frame_kind;

/* Changes with anything above. */
#define PINCITE__FRAME_PROTOCOL 2
#define PINCITE__FRAME_HEAD 5
/* No payload is longer; a longer block comes in several TEXTs. */
#define PINCITE__FRAME_LIMIT ((size_t)1 << 20)

/* A reason is a word such as "not-text", a detail a sentence. */
#define PINCITE__REASON_SIZE 32
#define PINCITE__DETAIL_SIZE 512
/* The reason of a part that was read well and has nothing in it: it is skipped,
   where other faults are failures. */
#define PINCITE__BLANK "blank"

typedef enum pincite_reading_state {
  PINCITE_READING_READ,    /* its articles were given; maybe some faults too */
  PINCITE_READING_SKIPPED, /* nothing in it for us; 'reason' says why */
  PINCITE_READING_FAILED   /* it could not be read to its end */
} pincite_reading_state;

typedef struct pincite_reading_fault {
  uint64_t line;   /* from 1; 0: no line */
  uint64_t offset; /* byte in the input, or in the line */
  char reason[PINCITE__REASON_SIZE];
  char detail[PINCITE__DETAIL_SIZE];
} pincite_reading_fault;

typedef struct pincite_reading_end {
  pincite_reading_state state;
  char reason[PINCITE__REASON_SIZE]; /* "" when read */
  char detail[PINCITE__DETAIL_SIZE];
  uint64_t bytes; /* of the input that were read */
  bool hashed;    /* 'sha256' is that of the whole input */
  unsigned char sha256[PINCITE__SHA256_SIZE];
} pincite_reading_end;

/* ---- writing ---------------------------------------------------------- */

/* Begin a frame at the end of 'out'; close it with the mark given here. What is
   added between is its payload, at most PINCITE__FRAME_LIMIT bytes. */
size_t pincite__frame_begin(pincite_buf *out, pincite_frame_kind kind);
void pincite__frame_close(pincite_buf *out, size_t mark);
void pincite__frame_string(pincite_buf *out, pincite_str text);

void pincite__frame_hello(pincite_buf *out, const char *guards);
void pincite__frame_request(pincite_buf *out, const char *name, const char *map);
/* The frames of a whole document. 'spill' (which may be NULL) is called whenever
   there are more than a few hundred kilobytes, to send and empty 'out'. */
void pincite__frame_document(pincite_buf *out, const pincite_document *document,
                             void (*spill)(pincite_buf *out, void *data), void *data);
void pincite__frame_fault(pincite_buf *out, const pincite_reading_fault *fault);
void pincite__frame_end(pincite_buf *out, const pincite_reading_end *end);

/* ---- reading ---------------------------------------------------------- */

/* Read the head of a frame; false when no frame of ours begins like this. */
bool pincite__frame_head(const unsigned char head[PINCITE__FRAME_HEAD],
                         pincite_frame_kind *kind, size_t *len);

/* Payloads of each kind; false when malformed, and then outputs are undefined.
   Strings are borrowed from the payload. */
bool pincite__frame_read_hello(pincite_str payload, uint64_t *protocol,
                               pincite_str *guards);
bool pincite__frame_read_request(pincite_str payload, pincite_str *name,
                                 pincite_str *map);
bool pincite__frame_read_fault(pincite_str payload, pincite_reading_fault *fault);
bool pincite__frame_read_end(pincite_str payload, pincite_reading_end *end);

/* Put a FIELD, TEXT, BLOCK, PAGE or DOCUMENT into 'document'; 'text' gathers a block
   that comes in parts, with a limit of PINCITE__TEXT_LIMIT. *whole is set by
   DOCUMENT. False: malformed. */
bool pincite__frame_apply(pincite_frame_kind kind, pincite_str payload,
                          pincite_document *document, pincite_buf *text, bool *whole);

#endif
