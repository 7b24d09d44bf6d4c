/* SPDX-License-Identifier: MIT
 *
 * xml.c - XML to blocks, element by element, without a tree.
 *
 * The number of a part and its heading go together: of sections and larger parts
 * as a heading, of smaller ones into the paragraph that they begin. Entities are
 * not expanded, nothing is fetched, depth is bounded by the parser.
 */
#include "xml.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define MOST_DEPTH 256

typedef struct level {
  xml_role role;
  char name[24];
  bool opened_quote;
} level;

typedef struct page {
  pincite_document *document;
  pincite_buf text; /* the block at hand */
  pincite_buf note; /* beside it */
  pincite_buf fact; /* the text of an element about the document */
  level levels[MOST_DEPTH];
  int depth;
  bool bill;      /* of the bill DTD, which leaves punctuation to the printer */
  bool numbered;  /* 'text' holds a number that waits for its heading or text */
  size_t sponsor; /* where the name of one begins in 'text' */
  xml_refs refs;
  unsigned quoted, contents, notes, about, passed;
} page;

/* ---- text ------------------------------------------------------------------ */

/* Add with white space as single blanks, and without soft hyphens. */
static void add_words(pincite_buf *to, const char *at, size_t len) {
  for (size_t i = 0; i < len; i++) {
    char c = at[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      char last = to->len ? to->data[to->len - 1] : ' ';
      if (last != ' ' && last != '\n')
        pincite__buf_addc(to, ' ');
    } else if (len - i > 1 && memcmp(at + i, "\xc2\xad", 2) == 0) {
      i++;
    } else if (len - i > 2 && memcmp(at + i, "\xe2\x80", 2) == 0 &&
               (unsigned char)at[i + 2] <= 0x8a) {
      add_words(to, " ", 1); /* blanks of other widths */
      i += 2;
    } else {
      pincite__buf_addc(to, c);
    }
  }
}

static pincite_buf *target(page *to) {
  return to->about ? &to->fact : to->notes ? &to->note : &to->text;
}

static void flush_as(page *to, pincite_zone zone) {
  pincite__xml_refs_write(&to->refs, &to->text);
  pincite__document_add(to->document, zone, to->text.data, to->text.len);
  to->document->failed |= to->text.failed || to->note.failed;
  pincite__buf_clear(&to->text);
  to->numbered = false;
  if (to->note.len && !to->notes) {
    pincite__xml_refs_write(&to->refs, &to->note);
    pincite__document_add(to->document, PINCITE_ZONE_NOTE, to->note.data, to->note.len);
    pincite__buf_clear(&to->note);
  }
}

static void flush(page *to) {
  if (to->contents) {
    if (to->text.len && to->text.data[to->text.len - 1] != '\n')
      pincite__buf_addc(&to->text, '\n');
    return;
  }
  flush_as(to, to->quoted ? PINCITE_ZONE_QUOTE : PINCITE_ZONE_BODY);
}

/* A break inside notes is a blank; elsewhere it ends the paragraph, unless that
   is only a number so far. */
static void end_paragraph(page *to) {
  if (to->about)
    return;
  if (to->notes)
    add_words(&to->note, " ", 1);
  else if (!to->numbered)
    flush(to);
}

/* ---- facts ------------------------------------------------------------------ */

static const struct {
  const char *name;
  pincite_field field;
} facts[] = {{"title", PINCITE_FIELD_TITLE},
             {"creator", PINCITE_FIELD_AUTHOR},
             {"date", PINCITE_FIELD_PUBLISHED},
             {"publisher", PINCITE_FIELD_SOURCE},
             {"language", PINCITE_FIELD_LANGUAGE}};

static void set(page *to, pincite_field field, pincite_str value, const char *origin) {
  pincite__document_set(to->document, field, value.at, value.len, origin);
}

/* An element about the document has ended. */
static void read_fact(page *to, const char *name) {
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (strcmp(name, facts[i].name) == 0)
      set(to, facts[i].field, pincite__buf_view(&to->fact), "metadata");
  pincite__buf_clear(&to->fact);
}

/* The full stop behind the text of another law belongs to its last line. */
static void end_quoted(page *to) {
  pincite_document *document = to->document;
  if (to->text.len == 0 || to->text.len > 4 || document->block_count == 0)
    return;
  /* In print a quotation mark would stand between two of them. */
  char last = document->text.len ? document->text.data[document->text.len - 1] : ' ';
  if (to->text.data[0] != last) {
    pincite__buf_add(&document->text, to->text.data, to->text.len);
    document->blocks[document->block_count - 1].length += to->text.len;
  }
  pincite__buf_clear(&to->text);
}

/* Elements of the text that say something of the document too. */
static void note_fact(page *to, const char *name) {
  pincite_str text = pincite__buf_view(&to->text);
  if (strcmp(name, "sponsor") == 0)
    set(to, PINCITE_FIELD_AUTHOR,
        (pincite_str){text.at + to->sponsor, text.len - to->sponsor}, "sponsor");
  if (strcmp(name, "official-title") == 0 || strcmp(name, "officialTitle") == 0)
    set(to, PINCITE_FIELD_TITLE, text, "official title");
}

static void note_date(page *to, xmlTextReader *reader, const char *name) {
  if (strcmp(name, "action-date") && strcmp(name, "approvedDate") && strcmp(name, "date"))
    return;
  char *value = (char *)xmlTextReaderGetAttribute(reader, (const xmlChar *)"date");
  char date[11];
  if (value && strlen(value) == 8) { /* 20250812 */
    memcpy(date, value, 4);
    date[4] = date[7] = '-';
    memcpy(date + 5, value + 4, 2);
    memcpy(date + 8, value + 6, 3);
    set(to, PINCITE_FIELD_PUBLISHED, pincite__str(date), "action date");
  } else if (value) {
    set(to, PINCITE_FIELD_PUBLISHED, pincite__str(value), "action date");
  }
  xmlFree(value);
}

/* ---- elements --------------------------------------------------------------- */

static const level *parent(const page *to) {
  static const level none = {XML_BLOCK, "", false};
  return to->depth > 1 && to->depth <= MOST_DEPTH ? &to->levels[to->depth - 2] : &none;
}

static void begin_text_part(page *to, level *at) {
  switch (at->role) {
  case XML_QUOTED:
    end_paragraph(to);
    to->quoted++;
    break;
  case XML_CONTENTS:
    flush(to);
    to->contents++;
    break;
  case XML_NOTE:
    to->notes++;
    break;
  case XML_NUMBER:
    end_paragraph(to);
    if (to->bill && !to->notes && !to->contents)
      pincite__buf_adds(&to->text, pincite__xml_prefix(parent(to)->name));
    break;
  case XML_HEADING:
    end_paragraph(to);
    break;
  case XML_CELL:
    if (to->text.len && to->text.data[to->text.len - 1] != '\n')
      pincite__buf_adds(&to->text, " | ");
    break;
  case XML_MARKED:
    at->opened_quote = to->bill;
    if (to->bill)
      pincite__buf_adds(target(to), "\xe2\x80\x9c");
    break;
  case XML_INLINE:
    if (strcmp(at->name, "sponsor") == 0)
      to->sponsor = to->text.len;
    break;
  case XML_ROW:
    break;
  default:
    end_paragraph(to);
  }
}

/* What a reference links to: USLM's <ref href>, the bill DTD's <external-xref>. */
static void note_reference(page *to, xmlTextReader *reader, const char *name) {
  bool uslm = strcmp(name, "ref") == 0;
  if ((!uslm && strcmp(name, "external-xref")) || to->contents || to->about || to->passed)
    return;
  const xmlChar *attribute = (const xmlChar *)(uslm ? "href" : "parsable-cite");
  char *href = (char *)xmlTextReaderGetAttribute(reader, attribute);
  pincite__xml_refs_begin(&to->refs, href, to->depth);
  xmlFree(href);
}

static void begin_element(page *to, xmlTextReader *reader, const char *name) {
  if (++to->depth > MOST_DEPTH)
    return;
  level *at = &to->levels[to->depth - 1];
  *at = (level){.role = pincite__xml_role(name)};
  size_t len = strlen(name);
  memcpy(at->name, name, len < sizeof at->name ? len : sizeof at->name - 1);
  if (to->depth == 1)
    to->bill = strcmp(name, "bill") == 0 || strcmp(name, "resolution") == 0 ||
               strcmp(name, "amendment-doc") == 0;
  if (to->depth == 1 && xmlTextReaderConstNamespaceUri(reader))
    to->bill = false;
  note_date(to, reader, name);
  note_reference(to, reader, name);
  if (at->role == XML_ABOUT || to->about)
    to->about++;
  else if (at->role == XML_PASSED || to->passed)
    to->passed++;
  else
    begin_text_part(to, at);
}

/* The number and the heading of a part are together now. */
static void end_heading(page *to) {
  bool major = parent(to)->role == XML_MAJOR;
  to->numbered = false;
  if (to->contents || to->notes)
    return;
  if (major) {
    flush_as(to, PINCITE_ZONE_HEADING);
  } else {
    if (to->bill && to->text.len)
      pincite__buf_adds(&to->text, ".\xe2\x80\x94");
    to->numbered = true;
  }
}

static void end_number(page *to) {
  const char *name = parent(to)->name;
  bool dash = to->bill && pincite__xml_prefix(name)[0] && strcmp(name, "section") != 0;
  if (to->notes || to->text.len == 0)
    return;
  while (to->text.len && to->text.data[to->text.len - 1] == ' ')
    to->text.data[--to->text.len] = '\0';
  pincite__buf_adds(&to->text, dash ? "\xe2\x80\x94" : " ");
  to->numbered = true;
}

static void end_text_part(page *to, const level *at) {
  switch (at->role) {
  case XML_QUOTED:
    flush(to);
    to->quoted--;
    break;
  case XML_CONTENTS:
    to->contents--;
    if (!to->contents)
      flush_as(to, PINCITE_ZONE_BOILERPLATE);
    break;
  case XML_NOTE:
    to->notes--;
    if (!to->notes && to->text.len == 0)
      flush(to);
    break;
  case XML_NUMBER:
    end_number(to);
    break;
  case XML_HEADING:
    end_heading(to);
    break;
  case XML_MARKED:
    if (at->opened_quote)
      pincite__buf_adds(target(to), "\xe2\x80\x9d");
    break;
  case XML_ROW:
    if (to->text.len)
      pincite__buf_addc(target(to), '\n');
    break;
  case XML_INLINE:
    if (strcmp(at->name, "after-quoted-block") == 0)
      end_quoted(to);
    else if (strcmp(at->name, "sponsor") == 0 && !to->notes)
      note_fact(to, at->name);
    pincite__xml_refs_end(&to->refs, to->depth, target(to));
    break;
  case XML_CELL:
    break;
  default:
    note_fact(to, at->name);
    to->numbered = false;
    end_paragraph(to);
  }
}

static void end_element(page *to, const char *name) {
  if (to->depth-- > MOST_DEPTH)
    return;
  const level *at = &to->levels[to->depth];
  to->depth++; /* parent() counts the element itself */
  if (to->about) {
    read_fact(to, name);
    to->about--;
  } else if (to->passed) {
    to->passed--;
  } else {
    end_text_part(to, at);
  }
  to->depth--;
}

static void add_text(page *to, const char *text) {
  if (to->passed || !text)
    return;
  pincite_buf *out = target(to);
  size_t before = out->len;
  add_words(out, text, strlen(text));
  const level *at =
      to->depth && to->depth <= MOST_DEPTH ? &to->levels[to->depth - 1] : NULL;
  bool named =
      at && (at->role == XML_NUMBER || at->role == XML_HEADING || at->role == XML_INLINE);
  if (out == &to->text && out->len > before && !named)
    to->numbered = false;
}

/* ---- the whole ----------------------------------------------------------------- */

static void quiet(void *data, const char *fmt, ...) {
  (void)data;
  (void)fmt;
}

static void visit(page *to, xmlTextReader *reader) {
  const char *name = (const char *)xmlTextReaderConstLocalName(reader);
  switch (xmlTextReaderNodeType(reader)) {
  case XML_READER_TYPE_ELEMENT: {
    bool empty = xmlTextReaderIsEmptyElement(reader) == 1;
    begin_element(to, reader, name);
    if (empty)
      end_element(to, name);
    break;
  }
  case XML_READER_TYPE_END_ELEMENT:
    end_element(to, name);
    break;
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
  case XML_READER_TYPE_WHITESPACE:
    add_text(to, (const char *)xmlTextReaderConstValue(reader));
    break;
  default:
    break;
  }
}

pincite_status pincite__read_xml(const char *bytes, size_t len,
                                 pincite_document *document, uint64_t *line,
                                 pincite_error *err) {
  page to = {.document = document};
  xmlTextReader *reader =
      xmlReaderForMemory(bytes, (int)len, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_COMPACT);
  if (!reader)
    return pincite__no_memory(err);
  pincite__buf_init(&to.text, PINCITE__TEXT_LIMIT);
  pincite__buf_init(&to.note, PINCITE__TEXT_LIMIT);
  pincite__buf_init(&to.fact, PINCITE__TEXT_LIMIT);
  xmlTextReaderSetErrorHandler(reader, NULL, NULL);
  xmlSetGenericErrorFunc(NULL, quiet);
  int more;
  while ((more = xmlTextReaderRead(reader)) == 1 && !document->failed)
    visit(&to, reader);
  to.contents = to.notes = 0;
  flush_as(&to, PINCITE_ZONE_BODY);
  *line = more < 0 ? (uint64_t)xmlTextReaderGetParserLineNumber(reader) : 0;
  if (more < 0 && *line == 0)
    *line = 1;
  xmlFreeTextReader(reader);
  pincite__buf_release(&to.text);
  pincite__buf_release(&to.note);
  pincite__buf_release(&to.fact);
  return PINCITE_OK;
}
