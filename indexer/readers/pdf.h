/* SPDX-License-Identifier: MIT
 *
 * pdf.h - what the parts of the PDF reader share. A document goes through them in
 * this order:
 *
 *   pdf_poppler.c    bytes to words with their places, page by page
 *   pdf_lines.c      words to stretches of a line; numbers of lines set aside
 *   pdf_columns.c    stretches to lines, in the order in which they are read
 *   pdf_furniture.c  which lines are running heads and page numbers
 *   pdf_hyphens.c    words that were broken at the end of a line
 *   pdf_break.c      where a paragraph ends (pdf_shape.c: what lines look like)
 *   pdf_title.c      title, author, date
 *   pdf_text.c       lines to paragraphs, headings and notes: the document
 *   pdf.c            the above in turn
 *
 * Only pdf_poppler.c knows which library reads PDF. Places are in points, from the
 * page's upper left corner.
 */
#ifndef PINCITE_READERS_PDF_H
#define PINCITE_READERS_PDF_H

#include "../idset.h"
#include "reader.h"

/* A page with more words is not a page to be read. */
#define PDF_MOST_WORDS 100000

typedef struct pdf_box {
  float left, right, top, bottom;
} pdf_box;

typedef struct pdf_word {
  pdf_box box;
  float size;      /* of its type */
  uint32_t at, len; /* in pdf_file.text */
  bool bold;
  bool ends_line;  /* as far as the library can tell */
  bool joined;     /* to the word before, without a blank */
} pdf_word;

/* Words that stand side by side. */
typedef struct pdf_stretch {
  pdf_box box;
  uint32_t first, count; /* in pdf_page.words */
  uint32_t chars;
} pdf_stretch;

typedef struct pdf_page {
  uint32_t number; /* from 1 */
  float width, height;
  pdf_word *words;
  size_t word_count, word_capacity;
  pdf_stretch *stretches;
  size_t stretch_count, stretch_capacity;
} pdf_page;

typedef struct pdf_line {
  pdf_box box;
  float size;       /* of most of its characters */
  uint32_t at, len; /* in pdf_file.text */
  uint32_t page;
  uint32_t region;  /* a column, or what stands between columns; counted up */
  bool bold;        /* all of it */
  bool noted;       /* begins with a raised number */
  bool furniture;
} pdf_line;

typedef struct pdf_file {
  pincite_buf text;
  pdf_line *lines; /* in reading order */
  size_t line_count, line_capacity;
  uint32_t page_count, region_count;
  float body_size;  /* of most of the text */
  pincite_idset words; /* that stand whole in a line */
  bool failed;      /* out of memory, or a limit passed; sticks */
} pdf_file;

/* ---- interface of pdf.c ------------------------------------------------------- */

/* Read 'bytes' into the reading's document. False: there is none, and the reading
   says why. */
bool pincite__pdf_document(pincite_reading *reading, pincite_str bytes);

/* ---- interface of pdf_poppler.c --------------------------------------------- */

/* Read 'bytes' and call 'each' for every page with its words; non-zero stops. The
   document's own title and author go into 'document'. On failure a reason and a
   sentence are in 'reading', and false is returned. */
bool pincite__pdf_open(pincite_reading *reading, pincite_str bytes, pdf_file *file,
                       int (*each)(pdf_file *file, pdf_page *page));

/* ---- interface of pdf_lines.c ------------------------------------------------ */

/* Fill in page->stretches. Line numbers in a margin become lines of furniture. */
void pincite__pdf_stretches(pdf_file *file, pdf_page *page);
/* Add the line that these stretches of a page make, from left to right. */
void pincite__pdf_line(pdf_file *file, const pdf_page *page, const uint32_t *stretches,
                       size_t count);

/* ---- interface of pdf_columns.c ---------------------------------------------- */

/* Add the lines of a page in reading order. */
void pincite__pdf_columns(pdf_file *file, pdf_page *page);

/* ---- interface of pdf_furniture.c --------------------------------------------- */

void pincite__pdf_furniture(pdf_file *file);

/* ---- interface of pdf_hyphens.c ------------------------------------------------ */

/* Learn the words of all lines. */
void pincite__pdf_learn(pdf_file *file);
/* Append a line to a paragraph: with a blank, or joined to a word broken before. */
void pincite__pdf_join(const pdf_file *file, pincite_buf *paragraph, pincite_str line);

/* ---- interface of pdf_shape.c --------------------------------------------------- */

bool pdf_ends_sentence(pincite_str text);
/* Does it begin an item of a list: a bullet, "(a)", "1.", "A."? */
bool pdf_is_item(pincite_str text);
/* Is it a line of a table of contents: dots, and a number at its end? */
bool pdf_is_contents(pincite_str text);
bool pdf_is_capitals(pincite_str text);

/* ---- interface of pdf_title.c --------------------------------------------------- */

void pincite__pdf_title(const pdf_file *file, pincite_document *document);

/* ---- interface of pdf_break.c --------------------------------------------------- */

/* What the lines of a region have in common. */
typedef struct pdf_region {
  float left, right;
  float leading; /* from line to line */
} pdf_region;

/* A paragraph that is being put together. */
typedef struct pdf_paragraph {
  pincite_buf text;
  pincite_page_mark *marks; /* by byte of 'text' */
  size_t mark_count, mark_capacity;
  size_t first, last, lines; /* of its lines, in pdf_file.lines */
  bool note;
} pdf_paragraph;

typedef struct pdf_writer {
  pdf_file *file;
  pincite_document *document;
  pdf_region *regions;
  bool *notes;      /* for each line: it is of a note */
  pdf_paragraph open;   /* of the text; 'lines' is 0 when there is none */
  pdf_paragraph *waiting;
  size_t waiting_count, waiting_capacity;
} pdf_writer;

/* Fill in to->regions and to->notes, and the size in which the text is set. */
void pincite__pdf_measure(pdf_writer *to);
/* Does line 'i' go on with a paragraph? */
bool pincite__pdf_goes_on(const pdf_writer *to, const pdf_paragraph *open, size_t i);
bool pincite__pdf_is_centered(const pdf_writer *to, const pdf_line *line);

/* ---- interface of pdf_text.c ---------------------------------------------------- */

void pincite__pdf_text(pdf_file *file, pincite_document *document);

static inline pincite_str pdf_line_text(const pdf_file *file, const pdf_line *line) {
  return (pincite_str){file->text.data + line->at, line->len};
}

#endif
