/* SPDX-License-Identifier: MIT
 *
 * pdf_text.c - lines to paragraphs, headings and notes.
 *
 * A paragraph of the text is held open while what stands between its lines, the
 * foot of a page and the head of the next, the notes, waits; so a sentence that goes
 * on overleaf is one sentence.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

/* A heading is not longer. */
#define LONGEST_HEADING 200

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static const pdf_line *line_at(const pdf_writer *to, size_t i) {
  return &to->file->lines[i];
}

/* ---- giving
 * ------------------------------------------------------------------------------------ */

static bool is_heading(const pdf_writer *to, const pdf_paragraph *done) {
  pincite_str text = pincite__buf_view(&done->text);
  const pdf_line *line = line_at(to, done->first);
  bool large = line->size > 1.12F * to->file->body_size, bold = true;
  for (size_t i = done->first; i <= done->last; i++)
    bold = bold && (line_at(to, i)->bold || line_at(to, i)->furniture);
  bool capitals = pdf_is_capitals(text) && pincite__pdf_is_centered(to, line) &&
                  !strchr("-", text.at[0]);
  if (text.len > LONGEST_HEADING || done->lines > 3 || !(large || bold || capitals))
    return false;
  for (size_t i = 0; i < text.len; i++)
    if (is_letter(text.at[i]))
      return text.at[text.len - 1] != '.' || large;
  return false;
}

/* A paragraph into the document, its pages with it. */
static void give(pdf_writer *to, pdf_paragraph *done) {
  pincite_document *document = to->document;
  if (!done->lines)
    return;
  pincite_zone zone = done->note             ? PINCITE_ZONE_NOTE
                      : is_heading(to, done) ? PINCITE_ZONE_HEADING
                                             : PINCITE_ZONE_BODY;
  if (line_at(to, done->first)->furniture ||
      pdf_is_contents(pdf_line_text(to->file, line_at(to, done->first))))
    zone = PINCITE_ZONE_BOILERPLATE;
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  if (zone == PINCITE_ZONE_HEADING && line_at(to, done->first)->page == 1 &&
      pincite__str_equal(pincite__buf_view(&done->text), title))
    zone = PINCITE_ZONE_TITLE;
  size_t before = document->block_count;
  pincite__document_add(document, zone, done->text.data, done->text.len);
  if (document->block_count > before) {
    const pincite_block *block = &document->blocks[before];
    for (size_t i = 0; i < done->mark_count; i++) {
      size_t at =
          done->marks[i].start < block->length ? done->marks[i].start : block->length;
      pincite__document_page(document, block->start + at, done->marks[i].page);
    }
  }
  to->file->failed = to->file->failed || done->text.failed;
  pincite__buf_release(&done->text);
  free(done->marks);
  *done = (pdf_paragraph){.lines = 0};
}

/* The paragraph of the text, then what waited behind it. */
static void give_all(pdf_writer *to) {
  give(to, &to->open);
  for (size_t i = 0; i < to->waiting_count; i++)
    give(to, &to->waiting[i]);
  to->waiting_count = 0;
}

static void add_line(pdf_writer *to, pdf_paragraph *open, size_t i) {
  const pdf_line *line = line_at(to, i);
  if (!open->lines) {
    *open = (pdf_paragraph){.first = i, .note = to->notes[i]};
    pincite__buf_init(&open->text, PINCITE__TEXT_LIMIT);
  }
  pincite__pdf_join(to->file, &open->text, pdf_line_text(to->file, line));
  size_t start = open->text.len > line->len ? open->text.len - line->len : 0;
  const pincite_page_mark *last =
      open->mark_count ? &open->marks[open->mark_count - 1] : NULL;
  if (!last || last->page != line->page) {
    if (pincite__grow(&open->marks, &open->mark_capacity, open->mark_count + 1,
                      sizeof *open->marks))
      open->marks[open->mark_count++] = (pincite_page_mark){start, line->page};
    else
      to->file->failed = true;
  }
  open->last = i;
  open->lines++;
}

static bool is_more_furniture(const pdf_writer *to, const pdf_paragraph *last, size_t i) {
  return line_at(to, last->first)->furniture && last->last + 1 == i &&
         line_at(to, last->last)->page == line_at(to, i)->page;
}

/* A note, or furniture: it waits until the text's paragraph is whole. */
static void add_aside(pdf_writer *to, size_t i) {
  pdf_paragraph *last = to->waiting_count ? &to->waiting[to->waiting_count - 1] : NULL;
  bool furniture = line_at(to, i)->furniture;
  bool on = last && (furniture ? is_more_furniture(to, last, i)
                               : pincite__pdf_goes_on(to, last, i));
  if (!on) {
    if (!pincite__grow(&to->waiting, &to->waiting_capacity, to->waiting_count + 1,
                       sizeof *to->waiting)) {
      to->file->failed = true;
      return;
    }
    last = &to->waiting[to->waiting_count++];
    *last = (pdf_paragraph){.lines = 0};
  }
  add_line(to, last, i);
}

static void write_lines(pdf_writer *to) {
  const pdf_file *file = to->file;
  for (size_t i = 0; i < file->line_count && !file->failed; i++) {
    if (file->lines[i].len == 0)
      continue;
    if (file->lines[i].furniture || to->notes[i]) {
      add_aside(to, i);
      continue;
    }
    if (!pincite__pdf_goes_on(to, &to->open, i))
      give_all(to);
    add_line(to, &to->open, i);
  }
  give_all(to);
}

void pincite__pdf_text(pdf_file *file, pincite_document *document) {
  pdf_writer to = {.file = file, .document = document};
  to.regions = calloc(file->region_count + 1, sizeof *to.regions);
  to.notes = calloc(file->line_count + 1, sizeof *to.notes);
  if (to.regions && to.notes) {
    pincite__pdf_measure(&to);
    pincite__pdf_title(file, document);
    write_lines(&to);
  } else {
    file->failed = true;
  }
  for (size_t i = 0; i < to.waiting_count; i++)
    give(&to, &to.waiting[i]);
  free(to.waiting);
  free(to.regions);
  free(to.notes);
}
