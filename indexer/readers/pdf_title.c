/* SPDX-License-Identifier: MIT
 *
 * pdf_title.c - title, author and date of a PDF: its own words for them where they
 * can be that, else what stands on the first page.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

#define LONGEST_TITLE 300

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool holds(pincite_str text, const char *word) {
  for (size_t i = 0; i + strlen(word) <= text.len; i++) {
    size_t k = 0;
    while (word[k] && lower(text.at[i + k]) == word[k])
      k++;
    if (!word[k])
      return true;
  }
  return false;
}

/* What programs put where a title should be: names of files and of themselves. */
static bool is_title(pincite_str title) {
  static const char *const marks[] = {
      ".doc", ".pdf", ".exe", ".rtf",      ".tex",     ".indd",     ".qxd",     ".wpd",
      ".txt", ".xls", ".ppt", "microsoft", "untitled", "document1", "layout 1", "\\"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (holds(title, marks[i]))
      return false;
  size_t letters = 0;
  for (size_t i = 0; i < title.len; i++)
    letters += (lower(title.at[i]) >= 'a' && lower(title.at[i]) <= 'z') ||
               (unsigned char)title.at[i] >= 0x80;
  return letters > 3 && memchr(title.at, ' ', title.len);
}

/* A name has two words with capitals; an account has not. */
static bool is_author(pincite_str name) {
  const char *blank = memchr(name.at, ' ', name.len);
  return blank && blank[1] >= 'A' && blank[1] <= 'Z' && name.at[0] >= 'A' &&
         name.at[0] <= 'Z';
}

static void check_fields(pincite_document *document) {
  if (!is_title(pincite__document_get(document, PINCITE_FIELD_TITLE)))
    pincite__buf_clear(&document->fields[PINCITE_FIELD_TITLE]);
  if (!is_author(pincite__document_get(document, PINCITE_FIELD_AUTHOR)))
    pincite__buf_clear(&document->fields[PINCITE_FIELD_AUTHOR]);
}

/* Without any better, the first line of the text that has words in it. */
static void take_first_line(const pdf_file *file, pincite_document *document) {
  for (size_t i = 0; i < file->line_count && file->lines[i].page == 1; i++) {
    pincite_str text = pdf_line_text(file, &file->lines[i]);
    size_t letters = 0;
    for (size_t k = 0; k < text.len; k++)
      letters += is_letter(text.at[k]);
    if (file->lines[i].furniture || letters < 10 || text.len > 120)
      continue;
    pincite__document_set(document, PINCITE_FIELD_TITLE, text.at, text.len, "first line");
    return;
  }
}

/* The largest type on the first page, if it is larger than the rest. */
static void find_title(const pdf_file *file, pincite_document *document) {
  const pdf_line *best = NULL;
  size_t first = 0;
  for (size_t i = 0; i < file->line_count && file->lines[i].page == 1; i++) {
    const pdf_line *line = &file->lines[i];
    if (!line->furniture && line->len > 3 && line->size > 1.15F * file->body_size &&
        (!best || line->size > best->size + 0.1F)) {
      best = line;
      first = i;
    }
  }
  if (!best) {
    take_first_line(file, document);
    return;
  }
  pincite_buf title;
  pincite__buf_init(&title, PINCITE__BUF_LIMIT);
  for (size_t i = first;
       i < file->line_count && file->lines[i].page == best->page &&
       fabsf(file->lines[i].size - best->size) < 0.1F && title.len < LONGEST_TITLE;
       i++)
    pincite__pdf_join(file, &title, pdf_line_text(file, &file->lines[i]));
  pincite__document_set(document, PINCITE_FIELD_TITLE, title.data, title.len,
                        "largest type");
  pincite__buf_release(&title);
}

/* A date that has a line of the first page almost to itself. */
static void find_date(const pdf_file *file, pincite_document *document) {
  for (size_t i = 0; i < file->line_count && file->lines[i].page == 1; i++) {
    pincite_str text = pdf_line_text(file, &file->lines[i]);
    char date[11];
    if (text.len < 50 && pincite__date_find(text.at, text.len, date)) {
      pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date, strlen(date),
                            "first page");
      return;
    }
  }
}

void pincite__pdf_title(const pdf_file *file, pincite_document *document) {
  check_fields(document);
  find_title(file, document);
  find_date(file, document);
}
