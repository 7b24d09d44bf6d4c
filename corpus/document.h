/* SPDX-License-Identifier: MIT
 *
 * document.h - an article between a reader and the store: its text, the blocks
 * that make up the text, and what is known about it.
 */
#ifndef PINCITE_CORPUS_DOCUMENT_H
#define PINCITE_CORPUS_DOCUMENT_H

#include "base.h"

/* Stored as these numbers; append only. */
typedef enum pincite_zone {
  PINCITE_ZONE_TITLE = 0,
  PINCITE_ZONE_HEADING = 1,
  PINCITE_ZONE_BODY = 2,
  PINCITE_ZONE_QUOTE = 3,
  PINCITE_ZONE_NOTE = 4,       /* footnotes, references */
  PINCITE_ZONE_BOILERPLATE = 5 /* menus, share bars, trailers: marked, never lost */
} pincite_zone;

#define PINCITE__ZONE_COUNT 6
#define PINCITE__ALL_ZONES ((1U << PINCITE__ZONE_COUNT) - 1)

const char *pincite__zone_name(pincite_zone zone);
bool pincite__zone_from_name(pincite_str name, pincite_zone *zone);

/* A paragraph, heading, list or table: a stretch of the document's text.
   Blocks are in order and do not overlap; between two of them stand line
   breaks only ("\n\n" as written by pincite__document_add()). */
typedef struct pincite_block {
  size_t start, length;
  pincite_zone zone;
} pincite_block;

/* From this byte of the text on, it stands on this page of a paged source. */
typedef struct pincite_page_mark {
  size_t start;
  uint32_t page; /* from 1 */
} pincite_page_mark;

/* No source has more pages, no text more page marks. */
#define PINCITE__PAGE_LIMIT 100000

typedef enum pincite_field {
  PINCITE_FIELD_ID,
  PINCITE_FIELD_TITLE,
  PINCITE_FIELD_AUTHOR,
  PINCITE_FIELD_PUBLISHED, /* YYYY, YYYY-MM or YYYY-MM-DD */
  PINCITE_FIELD_SOURCE,    /* who published it: outlet or site */
  PINCITE_FIELD_LANGUAGE,
  PINCITE_FIELD_URI,       /* canonical address, else path relative to the root */
  PINCITE__FIELD_COUNT
} pincite_field;

typedef struct pincite_document {
  pincite_buf text;              /* UTF-8, NFC */
  pincite_block *blocks;
  size_t block_count, block_capacity;
  pincite_page_mark *marks;      /* by start; none: no pages */
  size_t mark_count, mark_capacity;
  pincite_buf fields[PINCITE__FIELD_COUNT]; /* empty: unknown */
  pincite_buf origins[PINCITE__FIELD_COUNT]; /* where each came from: "json-ld" */
  uint64_t line;                 /* in the input, from 1; 0: all of it */
  bool failed;                   /* out of memory somewhere; sticks */
} pincite_document;

/* The origin of an id that is a place, "crawl.zip!folder/page.html": an id is made
   from it, and it is the uri of an article that has none. */
#define PINCITE__BY_PLACE "place"

/* No article's text is longer: 64 MiB. */
#define PINCITE__TEXT_LIMIT ((size_t)64 << 20)
/* No field is longer; what is longer is cut at a character. */
#define PINCITE__FIELD_LIMIT 4096

void pincite__document_init(pincite_document *document);
void pincite__document_release(pincite_document *document);
void pincite__document_clear(pincite_document *document); /* for the next one */

/* Append a block, normalised (pincite__utf8_normalize()), trimmed, set off by
   a blank line from the one before. A block without a visible character is
   dropped. */
void pincite__document_add(pincite_document *document, pincite_zone zone,
                           const char *text, size_t len);

/* Note that the text from 'start' on stands on 'page'. Starts must not go back;
   what cannot be a mark, and one beyond the limit, is passed over. */
void pincite__document_page(pincite_document *document, size_t start, uint32_t page);

/* Set a field, normalised, on one line, trimmed, if it is not set already;
   'origin' says where it was found, in a word or two. Dates that are none are
   ignored. */
void pincite__document_set(pincite_document *document, pincite_field field,
                           const char *text, size_t len, const char *origin);

pincite_str pincite__document_get(const pincite_document *document, pincite_field field);

/* ---- interface of paging.c ------------------------------------------------ */

/* Append the marks in the form in which they are stored. */
void pincite__paging_pack(const pincite_page_mark *marks, size_t count, pincite_buf *out);
/* The page of a byte by stored marks; 0: not known. */
uint32_t pincite__paging_find(pincite_str packed, size_t at);
/* The same by the document's own marks. */
uint32_t pincite__document_page_at(const pincite_document *document, size_t at);

/* ---- interface of date.c -------------------------------------------------- */

/* Read a date as people and pages write it ("2018-03-21T10:00:00Z", "March 21,
   2018", "21 Mar 2018", "3/21/2018", "2018-03", "2018") into YYYY-MM-DD, YYYY-MM
   or YYYY (11 bytes with the end). False when it is none. */
bool pincite__date_parse(const char *text, size_t len, char out[11]);

/* The first date of year, month and day anywhere in the first bytes of a text. */
bool pincite__date_find(const char *text, size_t len, char out[11]);

#endif
