/* SPDX-License-Identifier: MIT
 *
 * html.c - the HTML reader: its parts in turn, and the document filled.
 */
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "html.h"
#include "html_page.h"

/* How far into a page browsers look for a <meta> with the character set; pages
   with long heads get a little more here. */
#define META_WINDOW 8192
#define MAX_LABEL 40
/* Pages that show less are looked at again. */
#define FEW_CHARACTERS 400
/* JSON-LD's text stands in for the page's own when it has this many bytes, and is
   this many times as long. */
#define TOLD_LEAST 500
#define TOLD_TIMES 3

/* The label behind "charset=" in the head of the page; false if there is none. */
static bool find_label(const char *bytes, size_t len, char label[MAX_LABEL]) {
  static const char word[] = "charset=";
  size_t most = len < META_WINDOW ? len : META_WINDOW, size = sizeof word - 1;
  for (size_t i = 0; i + size < most; i++) {
    size_t same = 0;
    while (same < size &&
           (bytes[i + same] |
            ('A' <= bytes[i + same] && bytes[i + same] <= 'Z' ? 32 : 0)) == word[same])
      same++;
    if (same < size)
      continue;
    size_t at = i + size, put = 0;
    while (at < most && (bytes[at] == '"' || bytes[at] == '\'' || bytes[at] == ' '))
      at++;
    while (at < most && put + 1 < MAX_LABEL && bytes[at] && !strchr("\"' />;", bytes[at]))
      label[put++] = bytes[at++];
    label[put] = '\0';
    if (put)
      return true;
  }
  return false;
}

static pincite_zone zone_of(const html_block *block) {
  if (!block->keep)
    return PINCITE_ZONE_BOILERPLATE;
  if (block->kind == KIND_HEADING)
    return PINCITE_ZONE_HEADING;
  if (block->marks & MARK_NOTES)
    return PINCITE_ZONE_NOTE;
  return block->marks & MARK_QUOTE ? PINCITE_ZONE_QUOTE : PINCITE_ZONE_BODY;
}

pincite_str pincite__html_block_text(const html_page *page, size_t block) {
  return (pincite_str){page->text.data + page->blocks[block].start,
                       page->blocks[block].len};
}

/* Items of a list and rows of a table that follow each other are one block of
   the document, a line each. */
static bool joins(const html_page *page, const html_block *a, const html_block *b) {
  if (a->kind != b->kind || (a->kind != KIND_ITEM && a->kind != KIND_ROW) ||
      zone_of(a) != zone_of(b))
    return false;
  const dom_node *nodes = page->tree.nodes;
  return nodes[a->node].parent == nodes[b->node].parent;
}

static void fill(const html_page *page, pincite_document *document) {
  pincite_buf joined;
  pincite__buf_init(&joined, PINCITE__TEXT_LIMIT);
  for (size_t b = 0; b < page->block_count;) {
    size_t end = b + 1;
    pincite_str text = pincite__html_block_text(page, b);
    while (end < page->block_count &&
           joins(page, &page->blocks[end - 1], &page->blocks[end]))
      end++;
    if (end > b + 1) {
      pincite__buf_clear(&joined);
      for (size_t k = b; k < end; k++) {
        pincite_str line = pincite__html_block_text(page, k);
        if (k > b)
          pincite__buf_addc(&joined, '\n');
        pincite__buf_add(&joined, line.at, line.len);
      }
      text = pincite__buf_view(&joined);
    }
    pincite__document_add(
        document, b == page->title ? PINCITE_ZONE_TITLE : zone_of(&page->blocks[b]),
        text.at, text.len);
    b = end;
  }
  document->failed = document->failed || joined.failed;
  pincite__buf_release(&joined);
}

static void release(html_page *page) {
  pincite__dom_release(&page->tree);
  pincite__buf_release(&page->text);
  pincite__buf_release(&page->told);
  free(page->own);
  free(page->marks);
  free(page->first);
  free(page->blocks);
  *page = (html_page){0};
}

/* From UTF-8 to blocks that are kept or not, and the fields of the document. To
   be released in any case. */
static pincite_status analyse(html_page *page, const pincite_buf *utf8, bool noscript,
                              pincite_document *document, pincite_error *err) {
  *page = (html_page){0};
  pincite__buf_init(&page->text, PINCITE__BUF_LIMIT);
  pincite__buf_init(&page->told, PINCITE__TEXT_LIMIT);
  pincite__dom_init(&page->tree);
  pincite_status st =
      pincite__dom_parse(&page->tree, utf8->data, utf8->len, noscript, err);
  if (st)
    return st;
  page->own = calloc(page->tree.count, sizeof *page->own);
  page->marks = calloc(page->tree.count, sizeof *page->marks);
  page->first = calloc(page->tree.count, sizeof *page->first);
  if (!page->own || !page->marks || !page->first)
    return pincite__no_memory(err);
  pincite__html_mark(page);
  pincite__html_cut(page);
  pincite__html_acquit(page);
  pincite__html_describe(page, document);
  pincite__html_choose(page);
  return page->failed || document->failed ? pincite__no_memory(err) : PINCITE_OK;
}

/* A page that shows little without scripts may have its text for readers who
   have none, or for search engines. */
static pincite_status analyse_again(html_page *page, const pincite_buf *utf8,
                                    pincite_document *document, pincite_error *err) {
  html_page other;
  size_t kept = pincite__html_kept(page);
  if (kept >= FEW_CHARACTERS || !pincite__html_has(pincite__buf_view(utf8), "<noscript"))
    return PINCITE_OK;
  pincite_status st = analyse(&other, utf8, true, document, err);
  if (!st && pincite__html_kept(&other) > 2 * kept) {
    release(page);
    *page = other;
  } else {
    release(&other);
  }
  return st;
}

/* The text that machines are told, in place of what the page shows, when that is
   far less. */
static void fill_from_told(const html_page *page, pincite_document *document) {
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  pincite__document_add(document, PINCITE_ZONE_TITLE, title.at, title.len);
  for (const char *at = page->told.data; *at;) {
    size_t len = strcspn(at, "\n");
    pincite__document_add(document, PINCITE_ZONE_BODY, at, len);
    at += len + (at[len] != '\0');
  }
}

pincite_status pincite__read_html(const char *bytes, size_t len, const char *charset_hint,
                                  pincite_document *document, pincite_error *err) {
  char label[MAX_LABEL];
  html_page page = {0};
  pincite_buf utf8;
  pincite__buf_init(&utf8, PINCITE__BUF_LIMIT);
  if (!charset_hint && find_label(bytes, len, label))
    charset_hint = label;
  pincite__to_utf8(bytes, len, charset_hint, &utf8);
  pincite_status st =
      utf8.failed ? pincite__no_memory(err) : analyse(&page, &utf8, false, document, err);
  if (!st)
    st = analyse_again(&page, &utf8, document, err);
  if (st)
    goto done;
  if (page.told.len > TOLD_LEAST &&
      page.told.len > TOLD_TIMES * pincite__html_kept(&page)) {
    fill_from_told(&page, document);
    for (size_t b = 0; b < page.block_count; b++)
      page.blocks[b].keep = false;
    page.title = page.block_count;
  }
  fill(&page, document);
  if (document->failed)
    st = pincite__no_memory(err);
done:
  pincite__buf_release(&utf8);
  release(&page);
  return st;
}
