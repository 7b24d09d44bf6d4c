/* SPDX-License-Identifier: MIT
 *
 * office.c - the text of word processors: OOXML (DOCX) and OpenDocument (ODT).
 *
 * Both are paragraphs of runs; what was deleted with changes tracked, and comments,
 * are passed over. Notes stand behind the paragraph that refers to them.
 */
#include <stdlib.h>
#include <string.h>

#include "markup.h"
#include "package.h"

typedef struct writer {
  pincite_document *document;
  pincite_buf text, note, value; /* 'value' is scratch */
  pincite_zone zone;             /* of the paragraph at hand */
  unsigned notes;                /* how deep inside a note */
  unsigned runs;                 /* DOCX: inside <t> */
  bool only_notes;               /* the file of notes */
} writer;

static pincite_buf *target(writer *to) {
  return to->notes ? &to->note : &to->text;
}

static void init(writer *to, pincite_document *document) {
  *to = (writer){.document = document, .zone = PINCITE_ZONE_BODY};
  pincite__buf_init(&to->text, PINCITE__TEXT_LIMIT);
  pincite__buf_init(&to->note, PINCITE__TEXT_LIMIT);
  pincite__buf_init(&to->value, PINCITE__BUF_LIMIT);
}

static void release(writer *to) {
  to->document->failed =
      to->document->failed || to->text.failed || to->note.failed || to->value.failed;
  pincite__buf_release(&to->text);
  pincite__buf_release(&to->note);
  pincite__buf_release(&to->value);
}

/* A paragraph has ended. */
static void end_paragraph(writer *to) {
  if (to->notes) {
    pincite__buf_addc(&to->note, ' ');
    return;
  }
  pincite__document_add(to->document, to->only_notes ? PINCITE_ZONE_NOTE : to->zone,
                        to->text.data, to->text.len);
  pincite__document_add(to->document, PINCITE_ZONE_NOTE, to->note.data, to->note.len);
  pincite__buf_clear(&to->text);
  pincite__buf_clear(&to->note);
  to->zone = PINCITE_ZONE_BODY;
}

static bool is_any(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcmp(name, *names) == 0)
      return true;
  return false;
}

/* ---- DOCX ---------------------------------------------------------------------- */

/* "Heading1", "berschrift2" (of "Überschrift"), "Title": by the style's id. */
static pincite_zone zone_of_style(const char *style) {
  static const char *const headings[] = {"eading", "eberschrift", "berschrift",
                                         "Titre",  "Titolo",      "Titulo"};
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    if (strstr(style, headings[i]))
      return PINCITE_ZONE_HEADING;
  if (strcmp(style, "Title") == 0)
    return PINCITE_ZONE_TITLE;
  return strstr(style, "uote") ? PINCITE_ZONE_QUOTE : PINCITE_ZONE_BODY;
}

static bool begin_docx(void *data, xmlTextReader *at, const char *name) {
  static const char *const passed[] = {"del",     "moveFrom", "Fallback",  "instrText",
                                       "delText", "sectPr",   "separator", NULL};
  writer *to = data;
  if (is_any(name, passed))
    return false;
  if (strcmp(name, "t") == 0)
    to->runs++;
  else if (strcmp(name, "tab") == 0 || strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
    pincite__buf_addc(&to->text, ' ');
  else if (strcmp(name, "noBreakHyphen") == 0)
    pincite__buf_addc(&to->text, '-');
  else if (strcmp(name, "pStyle") == 0 &&
           pincite__markup_attribute(at, "val", &to->value))
    to->zone = zone_of_style(to->value.data);
  else if (strcmp(name, "outlineLvl") == 0 && to->zone == PINCITE_ZONE_BODY &&
           pincite__markup_attribute(at, "val", &to->value) && to->value.data[0] < '9')
    to->zone = PINCITE_ZONE_HEADING;
  else if ((strcmp(name, "footnote") == 0 || strcmp(name, "endnote") == 0) &&
           pincite__markup_attribute(at, "id", &to->value))
    pincite__buf_addf(&to->text, "[%s] ", to->value.data);
  else if ((strcmp(name, "footnoteReference") == 0 ||
            strcmp(name, "endnoteReference") == 0) &&
           pincite__markup_attribute(at, "id", &to->value))
    pincite__buf_addf(&to->text, "[%s]", to->value.data);
  return true;
}

static void end_docx(void *data, const char *name) {
  writer *to = data;
  if (strcmp(name, "t") == 0)
    to->runs--;
  else if (strcmp(name, "p") == 0)
    end_paragraph(to);
}

static void docx_text(void *data, const char *text) {
  writer *to = data;
  if (to->runs)
    pincite__buf_adds(&to->text, text);
}

void pincite__read_docx(pincite_reading *reading, pincite_str zip) {
  static const markup_visitor visitor = {begin_docx, end_docx, docx_text};
  static const char *const files[] = {"word/document.xml", "word/footnotes.xml",
                                      "word/endnotes.xml"};
  pincite_buf file;
  pincite__buf_init(&file, PINCITE__WHOLE_LIMIT);
  if (pincite__package_file(reading, zip, "docProps/core.xml", &file))
    pincite__package_facts(pincite__buf_view(&file), false, "docx", &reading->document);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    writer to;
    init(&to, &reading->document);
    to.only_notes = i > 0;
    if (pincite__package_file(reading, zip, files[i], &file))
      (void)pincite__markup(pincite__buf_view(&file), &visitor, &to);
    end_paragraph(&to);
    release(&to);
  }
  pincite__buf_release(&file);
}

/* ---- ODT ------------------------------------------------------------------------- */

static bool begin_odt(void *data, xmlTextReader *at, const char *name) {
  static const char *const passed[] = {"annotation",
                                       "tracked-changes",
                                       "automatic-styles",
                                       "styles",
                                       "forms",
                                       "scripts",
                                       "font-face-decls",
                                       "table-of-content",
                                       "alphabetical-index",
                                       "sequence-decls",
                                       "desc",
                                       NULL};
  writer *to = data;
  if (is_any(name, passed))
    return false;
  if (strcmp(name, "h") == 0) {
    to->zone = PINCITE_ZONE_HEADING;
  } else if (strcmp(name, "note-body") == 0) {
    to->notes++;
  } else if (strcmp(name, "s") == 0 || strcmp(name, "tab") == 0 ||
             strcmp(name, "line-break") == 0) {
    pincite__buf_addc(target(to), ' ');
  } else if (strcmp(name, "note-citation") == 0) {
    pincite__buf_addc(&to->text, '[');
  } else if (strcmp(name, "p") == 0 && to->zone == PINCITE_ZONE_BODY &&
             pincite__markup_attribute(at, "style-name", &to->value)) {
    if (strcmp(to->value.data, "Title") == 0)
      to->zone = PINCITE_ZONE_TITLE;
    else if (strcmp(to->value.data, "Quotations") == 0)
      to->zone = PINCITE_ZONE_QUOTE;
  }
  return true;
}

static void end_odt(void *data, const char *name) {
  writer *to = data;
  if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)
    end_paragraph(to);
  else if (strcmp(name, "note-body") == 0 && to->notes)
    to->notes--;
  else if (strcmp(name, "note-citation") == 0)
    pincite__buf_addc(&to->text, ']');
}

static void odt_text(void *data, const char *text) {
  pincite__buf_adds(target(data), text);
}

void pincite__read_odt(pincite_reading *reading, pincite_str zip) {
  static const markup_visitor visitor = {begin_odt, end_odt, odt_text};
  pincite_buf file;
  writer to;
  pincite__buf_init(&file, PINCITE__WHOLE_LIMIT);
  init(&to, &reading->document);
  if (pincite__package_file(reading, zip, "meta.xml", &file))
    pincite__package_facts(pincite__buf_view(&file), false, "odt", &reading->document);
  if (pincite__package_file(reading, zip, "content.xml", &file))
    (void)pincite__markup(pincite__buf_view(&file), &visitor, &to);
  end_paragraph(&to);
  release(&to);
  pincite__buf_release(&file);
}
