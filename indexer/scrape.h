/* SPDX-License-Identifier: MIT
 *
 * scrape.h - text as it comes from copying and scraping: its paragraphs, its
 * title, and what in it is not the article.
 */
#ifndef PINCITE_INDEXER_SCRAPE_H
#define PINCITE_INDEXER_SCRAPE_H

#include "../corpus/document.h"

/* Changes whenever the same text may come out otherwise; a reason to read
   unchanged inputs again. */
#define PINCITE__SCRAPE_VERSION 1

/* Append the paragraphs of a plain text as blocks of the body. They are set off
   by blank lines (or form feeds); in a text without any, whose lines are long,
   each line is one. */
void pincite__text_blocks(pincite_document *document, const char *text, size_t len);

/* Give the blocks of a document that are all body their zones: find the title
   when none is set, its repetitions, headings, menus, share bars, trailers.
   Nothing is dropped, and a paragraph of prose stays body. Fields are set only
   where they were not. */
void pincite__scrape(pincite_document *document);

#endif
