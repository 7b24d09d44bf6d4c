/* SPDX-License-Identifier: MIT
 *
 * json.h - writing JSON (RFC 8259) into a buffer.
 */
#ifndef PINCITE_CORPUS_JSON_H
#define PINCITE_CORPUS_JSON_H

#include "base.h"

/* A string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void pincite__json_string(pincite_buf *out, const char *text, size_t len);
/* The same, or null when 'text' is NULL. */
void pincite__json_text(pincite_buf *out, const char *text);
/* "name":  with a comma before it unless an object or array has just begun. */
void pincite__json_key(pincite_buf *out, const char *name);
/* A comma unless an object or array has just begun. */
void pincite__json_comma(pincite_buf *out);
/* A number with as many digits as tell it from its neighbours in practice; null
   when it is not finite. Independent of the locale. */
void pincite__json_number(pincite_buf *out, double value);

#endif
