/* SPDX-License-Identifier: MIT
 *
 * headers.h - lines "Name: value" as mail, HTTP and WARC have them, and what they
 * say of the bytes that follow.
 */
#ifndef PINCITE_READERS_HEADERS_H
#define PINCITE_READERS_HEADERS_H

#include "../../corpus/base.h"

/* ---- interface of headers.c ---------------------------------------------------- */

/* Where the headers at the beginning of 'text' end: behind the blank line. 0: there
   is no blank line. */
size_t pincite__headers_end(pincite_str text);

/* The value of the first header of this name (in lower case), folded lines as one,
   into 'out', which is emptied first; false when there is none. */
bool pincite__header(pincite_str headers, const char *name, pincite_buf *out);

/* "charset" or "boundary" of a value such as "text/html; charset=utf-8", into 'out',
   which is emptied first. */
bool pincite__header_parameter(pincite_str value, const char *name, pincite_buf *out);

/* Does the value begin with this (in lower case), whatever its own case? */
bool pincite__header_begins(pincite_str value, const char *word);

/* ---- interface of coding.c ------------------------------------------------------ */

/* Undo a transfer coding, appending to 'out'. What is malformed is passed over, or
   ends it: as much comes out as can be had. */
void pincite__undo_chunked(pincite_str text, pincite_buf *out);
void pincite__undo_base64(pincite_str text, pincite_buf *out);
void pincite__undo_quoted(pincite_str text, bool header, pincite_buf *out);
/* gzip or deflate; false when broken, or more than 'out' may hold. */
bool pincite__undo_deflate(pincite_str text, pincite_buf *out);
/* "=?utf-8?Q?Caf=C3=A9?=" and the like, as UTF-8. */
void pincite__undo_words(pincite_str text, pincite_buf *out);

#endif
