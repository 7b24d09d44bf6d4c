/* SPDX-License-Identifier: MIT
 *
 * scrape.h - text as it comes from copying and scraping: its paragraphs, its
 * title, and what in it is not the article.
 *
 * The rules look at shapes and at a table of phrases; none knows a site. They
 * would rather leave a menu in than take a paragraph out: what has the shape of
 * prose is never furniture, and a text of which nothing would be left is left
 * as it is.
 */
#ifndef PINCITE_INDEXER_SCRAPE_H
#define PINCITE_INDEXER_SCRAPE_H

#include "../corpus/document.h"

/* Changes whenever the same text may come out otherwise; a reason to read
   unchanged inputs again. */
#define PINCITE__SCRAPE_VERSION 1

/* ---- interface of scrape_lines.c ----------------------------------------- */

/* Append the paragraphs of a plain text as blocks of the body. They are set off
   by blank lines or form feeds. Between two of those, lines that were wrapped by
   hand are one paragraph; lines too long for that are one each, a number that
   stands alone ("(a)", "§ 230.") with what it numbers. */
void pincite__text_blocks(pincite_document *document, const char *text, size_t len);

/* ---- interface of scrape.c ------------------------------------------------ */

/* Give the blocks of a document that are all body their zones: the title, when
   none is set or where the one set is repeated; headings; and as boilerplate
   title repetitions, bylines, menus, share bars, trailers. A block may be split
   at a line end. Title, author and date are set where they were not. */
void pincite__scrape(pincite_document *document);

/* ---- interface of scrape_facts.c ------------------------------------------- */

pincite_str pincite__block_text(const pincite_document *document, size_t i);

/* Read what the blocks before the first prose say of the article: bylines and
   dates, which become boilerplate, and lines "Name: value", which become notes. */
void pincite__scrape_facts(pincite_document *document, size_t first_prose);

/* Set a field by the name that people give it ("Publication Date", "source_url",
   "authors"). False when none of ours is meant. */
bool pincite__set_named(pincite_document *document, pincite_str name, pincite_str value,
                        const char *origin);

/* ---- interface of scrape_phrases.c ---------------------------------------- */

/* What a line says of itself. */
typedef enum pincite_furniture {
  PINCITE_FURNITURE_NONE,
  PINCITE_FURNITURE_EDGE, /* only before or behind all prose: "Home", "Print" */
  PINCITE_FURNITURE_ANY,  /* wherever it stands alone: "Share this" */
  PINCITE_FURNITURE_OPENS /* so, and short lines behind it too: "Related posts" */
} pincite_furniture;

pincite_furniture pincite__furniture(pincite_str line);

/* ---- interface of scrape_words.c ------------------------------------------ */

/* Does it have the shape of prose: a sentence, or many words? */
bool pincite__is_prose(pincite_str text);
/* Does it end like a sentence, or like a part of one (", ; :")? */
bool pincite__ends_sentence(pincite_str text);
size_t pincite__count_words(pincite_str text);
/* Are most of its longer words capitalised, or is it numbered? */
bool pincite__is_title_case(pincite_str line);

/* Letters and digits in lower case, words set apart by one blank, for comparing.
   False, with what fits in 'out', when it is longer than 'size' allows. */
bool pincite__plain(pincite_str text, char *out, size_t size);

#endif
