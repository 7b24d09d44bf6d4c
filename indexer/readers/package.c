/* SPDX-License-Identifier: MIT
 *
 * package.c - which kind of document a zip is, and the files in it.
 */
#include "package.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "markup.h"

/* Looking for what a zip is, no more members are looked at. */
#define LOOKED_AT 2000

bool pincite__package_file(pincite_reading *reading, pincite_str zip, const char *name,
                           pincite_buf *out) {
  struct archive *archive = pincite__archive_open(zip);
  struct archive_entry *entry;
  bool found = false, broken;
  pincite__buf_clear(out);
  while (archive && !found && pincite__archive_next(archive, &entry, &broken)) {
    const char *here = archive_entry_pathname(entry);
    found = here && strcmp(here, name) == 0;
  }
  la_ssize_t got = found ? 1 : 0;
  while (got > 0 && pincite__buf_reserve(out, (size_t)64 << 10)) {
    got = archive_read_data(archive, out->data + out->len, (size_t)64 << 10);
    if (got > 0) {
      out->len += (size_t)got;
      if (!pincite__archive_counts(reading, (uint64_t)got))
        got = -1;
    }
  }
  if (archive)
    archive_read_free(archive);
  if (out->cap)
    out->data[out->len] = '\0';
  return found && got == 0 && !out->failed;
}

/* ---- facts ------------------------------------------------------------------- */

typedef struct facts {
  pincite_document *document;
  pincite_buf text;
  const char *origin;
  bool published;
} facts;

static bool begin_fact(void *data, xmlTextReader *at, const char *name) {
  (void)at;
  (void)name;
  pincite__buf_clear(&((facts *)data)->text);
  return true;
}

static void end_fact(void *data, const char *name) {
  static const struct {
    const char *name;
    pincite_field field;
    bool published;
  } known[] = {{"title", PINCITE_FIELD_TITLE, false},
               {"creator", PINCITE_FIELD_AUTHOR, false},
               {"language", PINCITE_FIELD_LANGUAGE, false},
               {"date", PINCITE_FIELD_PUBLISHED, true},
               {"publisher", PINCITE_FIELD_SOURCE, true}};
  facts *to = data;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, name) == 0 && (to->published || !known[i].published))
      pincite__document_set(to->document, known[i].field, to->text.data, to->text.len,
                            to->origin);
  pincite__buf_clear(&to->text);
}

static void fact_text(void *data, const char *text) {
  pincite__buf_adds(&((facts *)data)->text, text);
}

void pincite__package_facts(pincite_str xml, bool published, const char *origin,
                            pincite_document *document) {
  static const markup_visitor visitor = {begin_fact, end_fact, fact_text};
  facts to = {.document = document, .origin = origin, .published = published};
  pincite__buf_init(&to.text, PINCITE__BUF_LIMIT);
  (void)pincite__markup(xml, &visitor, &to);
  pincite__buf_release(&to.text);
}

/* ---- kinds ----------------------------------------------------------------------- */

typedef enum kind { NONE, DOCX, ODT, EPUB, OTHER } kind;

static kind kind_by_mimetype(pincite_str type) {
  static const char odt[] = "application/vnd.oasis.opendocument.";
  if (type.len >= 20 && memcmp(type.at, "application/epub+zip", 20) == 0)
    return EPUB;
  if (type.len < sizeof odt || memcmp(type.at, odt, sizeof odt - 1) != 0)
    return NONE;
  return memcmp(type.at + sizeof odt - 1, "text", 4) == 0 ? ODT : OTHER;
}

static kind kind_of(pincite_reading *reading, pincite_str zip) {
  static const struct {
    const char *name;
    kind kind;
  } names[] = {{"word/document.xml", DOCX},
               {"META-INF/container.xml", EPUB},
               {"xl/workbook.xml", OTHER},
               {"ppt/presentation.xml", OTHER}};
  pincite_buf type;
  pincite__buf_init(&type, PINCITE__WHOLE_LIMIT);
  kind result = NONE;
  if (pincite__package_file(reading, zip, "mimetype", &type))
    result = kind_by_mimetype(pincite__buf_view(&type));
  pincite__buf_release(&type);
  struct archive *archive = result ? NULL : pincite__archive_open(zip);
  struct archive_entry *entry;
  for (int i = 0; archive && !result && i < LOOKED_AT; i++) {
    bool broken;
    if (!pincite__archive_next(archive, &entry, &broken))
      break;
    const char *name = archive_entry_pathname(entry);
    for (size_t k = 0; name && k < sizeof names / sizeof *names; k++)
      if (strcmp(name, names[k].name) == 0)
        result = names[k].kind;
  }
  if (archive)
    archive_read_free(archive);
  return result;
}

bool pincite__read_package(pincite_reading *reading, pincite_str zip) {
  switch (kind_of(reading, zip)) {
  case DOCX:
    pincite__read_docx(reading, zip);
    break;
  case ODT:
    pincite__read_odt(reading, zip);
    break;
  case EPUB:
    pincite__read_epub(reading, zip);
    break;
  case OTHER:
    pincite__reading_skip(reading, "not-text",
                          "it looks like a spreadsheet or slides; save it as PDF");
    return true;
  default:
    return false;
  }
  if (!reading->stopped && !pincite__reading_give(reading))
    pincite__reading_skip(reading, "no-text", "there is no text in it");
  pincite__document_clear(&reading->document);
  return true;
}
