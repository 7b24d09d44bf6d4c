/* SPDX-License-Identifier: MIT
 *
 * text.c - plain text: paragraphs are what stands between blank lines.
 *
 * A line end inside a paragraph stays, because the text is quoted exactly. Where
 * a text has no blank lines and its lines are long, each line is a paragraph.
 */
#include <string.h>

#include "../scrape.h"
#include "reader.h"

void pincite__read_text(pincite_str text, pincite_document *document) {
  pincite__text_blocks(document, text.at, text.len);
  pincite__scrape(document);
}
