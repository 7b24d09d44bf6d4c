/* SPDX-License-Identifier: MIT
 *
 * html.h - a web page to a document: its main text, and what it says of itself.
 */
#ifndef PINCITE_READERS_HTML_H
#define PINCITE_READERS_HTML_H

#include "../../corpus/document.h"

/* Read a page into an empty document. All text of the page is there, in
   reading order: the article's in the zones title, heading, body, quote and
   note, everything else as boilerplate. 'charset_hint' is what the server said
   of the character set, or NULL. Any bytes are a page; one without text gives
   a document without blocks. Fails with ENOMEM, or EINVAL when the page is
   beyond the limits of dom.h. */
pincite_status pincite__read_html(const char *bytes, size_t len, const char *charset_hint,
                                  pincite_document *document, pincite_error *err);

#endif
