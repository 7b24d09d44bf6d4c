/* SPDX-License-Identifier: MIT
 *
 * pdf_poppler.c - words and their places, from poppler.
 *
 * Poppler comes with some fifty libraries, which would cost every reader 10 ms of
 * start-up for files that most inputs are not. So it is loaded when the first PDF
 * comes, by its own loader's name; where it is missing, PDFs are skipped and the
 * reason says so.
 */
#include <dlfcn.h>
#include <poppler.h>
#include <string.h>

#include "pdf.h"

#ifndef PINCITE_POPPLER
#define PINCITE_POPPLER "libpoppler-glib.so.8"
#endif

/* What is called of it. */
static struct library {
  void *handle;
  void (*g_free)(gpointer);
  void (*g_error_free)(GError *);
  GBytes *(*g_bytes_new_static)(gconstpointer, gsize);
  void (*g_bytes_unref)(GBytes *);
  void (*g_object_unref)(gpointer);
  GQuark (*poppler_error_quark)(void);
  PopplerDocument *(*poppler_document_new_from_bytes)(GBytes *, const char *, GError **);
  int (*poppler_document_get_n_pages)(PopplerDocument *);
  gchar *(*poppler_document_get_title)(PopplerDocument *);
  gchar *(*poppler_document_get_author)(PopplerDocument *);
  PopplerPage *(*poppler_document_get_page)(PopplerDocument *, int);
  void (*poppler_page_get_size)(PopplerPage *, double *, double *);
  char *(*poppler_page_get_text)(PopplerPage *);
  gboolean (*poppler_page_get_text_layout)(PopplerPage *, PopplerRectangle **, guint *);
  GList *(*poppler_page_get_text_attributes)(PopplerPage *);
  void (*poppler_page_free_text_attributes)(GList *);
} poppler;

#define NAMED(name)                                                                      \
  { #name, offsetof(struct library, name) }

static bool load(void) {
  static const struct {
    const char *name;
    size_t at;
  } names[] = {NAMED(g_free),
               NAMED(g_error_free),
               NAMED(g_bytes_new_static),
               NAMED(g_bytes_unref),
               NAMED(g_object_unref),
               NAMED(poppler_error_quark),
               NAMED(poppler_document_new_from_bytes),
               NAMED(poppler_document_get_n_pages),
               NAMED(poppler_document_get_title),
               NAMED(poppler_document_get_author),
               NAMED(poppler_document_get_page),
               NAMED(poppler_page_get_size),
               NAMED(poppler_page_get_text),
               NAMED(poppler_page_get_text_layout),
               NAMED(poppler_page_get_text_attributes),
               NAMED(poppler_page_free_text_attributes)};
  if (poppler.handle)
    return true;
  void *handle = dlopen(PINCITE_POPPLER, RTLD_NOW | RTLD_LOCAL);
  for (size_t i = 0; handle && i < sizeof names / sizeof *names; i++) {
    void *found = dlsym(handle, names[i].name);
    if (!found)
      return false;
    memcpy((char *)&poppler + names[i].at, &found, sizeof found);
  }
  poppler.handle = handle;
  return handle != NULL;
}

/* ---- characters to words ----------------------------------------------------- */

/* The type in which a stretch of the page's characters is set. */
typedef struct type {
  float size;
  bool bold;
} type;

typedef struct cursor {
  pdf_file *file;
  pdf_page *page;
  const GList *run; /* of equal type */
  bool open;        /* the last word can grow */
  bool blank;       /* something stood between it and what comes */
} cursor;

static bool is_bold(const char *font) {
  static const char *const marks[] = {"Bold", "bold", "BOLD", "Black", "Heavy", "Demi"};
  for (size_t i = 0; font && i < sizeof marks / sizeof *marks; i++)
    if (strstr(font, marks[i]))
      return true;
  return false;
}

static type type_at(cursor *at, int index) {
  type result = {10, false};
  while (at->run && ((const PopplerTextAttributes *)at->run->data)->end_index < index)
    at->run = at->run->next;
  const PopplerTextAttributes *found = at->run ? at->run->data : NULL;
  if (found && found->font_size > 0.5 && found->font_size < 1000)
    result = (type){(float)found->font_size, is_bold(found->font_name)};
  return result;
}

static void widen(pdf_box *box, const pdf_box *by) {
  box->left = by->left < box->left ? by->left : box->left;
  box->right = by->right > box->right ? by->right : box->right;
  box->top = by->top < box->top ? by->top : box->top;
  box->bottom = by->bottom > box->bottom ? by->bottom : box->bottom;
}

/* Small type above the foot of the word before: a note's number. */
static bool is_raised(const pdf_word *before, const pdf_box *box, type set) {
  return set.size < 0.85F * before->size &&
         box->bottom < before->box.bottom - 0.15F * before->size &&
         box->left >= before->box.left;
}

static void add_char(cursor *at, const char *bytes, size_t len, uint32_t code,
                     const pdf_box *box, type set) {
  static const char *const raised[] = {
      "\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",     "\xe2\x81\xb4",
      "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9"};
  pdf_page *page = at->page;
  pdf_word *last = page->word_count ? &page->words[page->word_count - 1] : NULL;
  bool same_line = last && !last->ends_line && box->left > last->box.right - set.size &&
                   box->left - last->box.right < 0.3F * set.size;
  bool same_type = last && set.size > 0.95F * last->size && set.size < 1.05F * last->size;
  bool is_new = !at->open || !same_line || !same_type;
  if (is_new && page->word_count >= PDF_MOST_WORDS) {
    at->file->failed = true;
    return;
  }
  if (is_new && !pincite__grow(&page->words, &page->word_capacity, page->word_count + 1,
                               sizeof *page->words)) {
    at->file->failed = true;
    return;
  }
  pincite_buf *text = &at->file->text;
  if (is_new) {
    const pdf_word *before = page->word_count ? &page->words[page->word_count - 1] : NULL;
    page->words[page->word_count++] =
        (pdf_word){.box = *box,
                   .size = set.size,
                   .at = (uint32_t)text->len,
                   .bold = set.bold,
                   .joined = before && same_line && !at->blank};
  }
  pdf_word *word = &page->words[page->word_count - 1];
  const pdf_word *before = page->word_count > 1 ? word - 1 : NULL;
  size_t start = text->len;
  if (code >= '0' && code <= '9' && word->joined && is_raised(before, box, set))
    pincite__buf_adds(text, raised[code - '0']);
  else
    pincite__buf_add(text, bytes, len);
  word->len += (uint32_t)(text->len - start);
  word->bold = word->bold && set.bold;
  widen(&word->box, box);
  at->open = true;
  at->blank = false;
}

static void end_line(cursor *at) {
  if (at->page->word_count)
    at->page->words[at->page->word_count - 1].ends_line = true;
  at->open = false;
  at->blank = true;
}

/* Letters that printing tied together. A soft hyphen that is printed is a hyphen. */
static const char *untied(uint32_t code) {
  static const char *const tied[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  if (code >= 0xfb00 && code <= 0xfb06)
    return tied[code - 0xfb00];
  return code == 0xad ? "-" : NULL;
}

static bool is_space(uint32_t code) {
  return code <= ' ' || code == 0xa0 || (code >= 0x2000 && code <= 0x200b) ||
         code == 0x202f || code == 0x3000 || code == 0xfeff;
}

static void take_chars(cursor *at, const char *text, const PopplerRectangle *places,
                       guint count) {
  size_t len = strlen(text), offset = 0;
  for (guint i = 0; i < count && offset < len && !at->file->failed; i++) {
    uint32_t code;
    const char *bytes = text + offset;
    size_t size = pincite__utf8_decode(bytes, len - offset, &code);
    pdf_box box = {(float)places[i].x1, (float)places[i].x2, (float)places[i].y1,
                   (float)places[i].y2};
    offset += size;
    if (code == '\n' || code == '\f') {
      end_line(at);
    } else if (is_space(code)) {
      at->open = false;
      at->blank = true;
    } else {
      const char *letters = untied(code);
      add_char(at, letters ? letters : bytes, letters ? strlen(letters) : size, code,
               &box, type_at(at, (int)i));
    }
  }
}

/* ---- pages -------------------------------------------------------------------- */

static void take_page(pdf_file *file, PopplerPage *source, pdf_page *page) {
  double width = 0, height = 0;
  PopplerRectangle *places = NULL;
  guint count = 0;
  poppler.poppler_page_get_size(source, &width, &height);
  page->width = (float)width;
  page->height = (float)height;
  page->word_count = page->stretch_count = 0;
  char *text = poppler.poppler_page_get_text(source);
  if (text && poppler.poppler_page_get_text_layout(source, &places, &count)) {
    GList *types = poppler.poppler_page_get_text_attributes(source);
    cursor at = {.file = file, .page = page, .run = types, .blank = true};
    take_chars(&at, text, places, count);
    poppler.poppler_page_free_text_attributes(types);
  }
  poppler.g_free(places);
  poppler.g_free(text);
}

static void take_title(PopplerDocument *source, pincite_document *document) {
  gchar *title = poppler.poppler_document_get_title(source);
  gchar *author = poppler.poppler_document_get_author(source);
  if (title)
    pincite__document_set(document, PINCITE_FIELD_TITLE, title, strlen(title), "pdf");
  if (author)
    pincite__document_set(document, PINCITE_FIELD_AUTHOR, author, strlen(author), "pdf");
  poppler.g_free(title);
  poppler.g_free(author);
}

static PopplerDocument *open_document(pincite_reading *reading, GBytes *bytes) {
  GError *error = NULL;
  PopplerDocument *source = poppler.poppler_document_new_from_bytes(bytes, NULL, &error);
  if (source)
    return source;
  if (error && error->domain == poppler.poppler_error_quark() &&
      error->code == POPPLER_ERROR_ENCRYPTED)
    pincite__reading_skip(reading, "encrypted",
                          "it is locked with a password; save it without one");
  else
    pincite__reading_fail(reading, "bad-pdf", "the PDF is broken: %s",
                          error ? error->message : "it cannot be opened");
  if (error)
    poppler.g_error_free(error);
  return NULL;
}

bool pincite__pdf_open(pincite_reading *reading, pincite_str bytes, pdf_file *file,
                       int (*each)(pdf_file *file, pdf_page *page)) {
  if (!load()) {
    pincite__reading_skip(reading, "no-reader",
                          "it is a PDF, and %s, which reads those, is not installed",
                          PINCITE_POPPLER);
    return false;
  }
  GBytes *held = poppler.g_bytes_new_static(bytes.at, bytes.len);
  PopplerDocument *source = open_document(reading, held);
  int count = source ? poppler.poppler_document_get_n_pages(source) : 0;
  pdf_page page = {0};
  if (source)
    take_title(source, &reading->document);
  for (int i = 0; i < count && i < PINCITE__PAGE_LIMIT && !file->failed; i++) {
    PopplerPage *one = poppler.poppler_document_get_page(source, i);
    page.number = (uint32_t)i + 1;
    file->page_count = page.number;
    if (!one)
      continue;
    take_page(file, one, &page);
    poppler.g_object_unref(one);
    if (each(file, &page))
      break;
  }
  free(page.words);
  free(page.stretches);
  if (source)
    poppler.g_object_unref(source);
  poppler.g_bytes_unref(held);
  return source != NULL;
}
