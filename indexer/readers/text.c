/* SPDX-License-Identifier: MIT
 *
 * text.c - plain text, which says nothing of itself but by its shape.
 */
#include "../scrape.h"
#include "reader.h"

void pincite__read_text(pincite_str text, pincite_document *document) {
  pincite__text_blocks(document, text.at, text.len);
  pincite__scrape(document);
}
