/* SPDX-License-Identifier: MIT
 *
 * epub.c - a book: its chapters in the order of its spine, as one article.
 */
#include <stdlib.h>
#include <string.h>

#include "markup.h"
#include "package.h"

#define MOST_CHAPTERS 5000

/* A file of the book, and whether it is read from begin to end. */
typedef struct item {
  char *id, *href;
} item;

typedef struct book {
  pincite_buf root; /* path of the file that lists the others */
  item *items;
  size_t item_count, item_capacity;
  size_t *spine; /* of the items, in reading order */
  size_t spine_count, spine_capacity;
  pincite_buf id, href;
  bool failed;
} book;

static bool begin_container(void *data, xmlTextReader *at, const char *name) {
  book *to = data;
  if (strcmp(name, "rootfile") == 0 && to->root.len == 0)
    (void)pincite__markup_attribute(at, "full-path", &to->root);
  return true;
}

static void add_item(book *to) {
  item one = {pincite__copy(pincite__buf_view(&to->id)),
              pincite__copy(pincite__buf_view(&to->href))};
  if (one.id && one.href &&
      pincite__grow(&to->items, &to->item_capacity, to->item_count + 1,
                    sizeof *to->items)) {
    to->items[to->item_count++] = one;
    return;
  }
  free(one.id);
  free(one.href);
  to->failed = true;
}

static void add_to_spine(book *to) {
  for (size_t i = 0; i < to->item_count; i++)
    if (strcmp(to->items[i].id, to->id.data) == 0) {
      if (pincite__grow(&to->spine, &to->spine_capacity, to->spine_count + 1,
                        sizeof *to->spine))
        to->spine[to->spine_count++] = i;
      else
        to->failed = true;
      return;
    }
}

static bool begin_list(void *data, xmlTextReader *at, const char *name) {
  book *to = data;
  if (strcmp(name, "item") == 0 && to->item_count < MOST_CHAPTERS &&
      pincite__markup_attribute(at, "id", &to->id) &&
      pincite__markup_attribute(at, "href", &to->href))
    add_item(to);
  else if (strcmp(name, "itemref") == 0 && to->spine_count < MOST_CHAPTERS &&
           pincite__markup_attribute(at, "idref", &to->id))
    add_to_spine(to);
  return true;
}

static void ignore(void *data, const char *text) {
  (void)data;
  (void)text;
}

static int hex(char c) {
  return c >= '0' && c <= '9'                 ? c - '0'
         : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                              : -1;
}

/* The name of a file in the zip: relative to the list, %20 and the like undone. */
static void path_of(const book *from, const char *href, pincite_buf *out) {
  const char *slash = strrchr(from->root.data, '/');
  pincite__buf_clear(out);
  pincite__buf_add(out, from->root.data,
                   slash ? (size_t)(slash - from->root.data) + 1 : 0);
  for (const char *at = href; *at && *at != '#'; at++) {
    bool escaped = at[0] == '%' && at[1] && hex(at[1]) >= 0 && hex(at[2]) >= 0;
    pincite__buf_addc(out, escaped ? (char)(16 * hex(at[1]) + hex(at[2])) : *at);
    at += escaped ? 2 : 0;
  }
}

static void read_chapters(pincite_reading *reading, pincite_str zip, const book *from) {
  pincite_buf path, page;
  pincite__buf_init(&path, PINCITE__BUF_LIMIT);
  pincite__buf_init(&page, PINCITE__WHOLE_LIMIT);
  for (size_t i = 0; i < from->spine_count && !reading->stopped; i++) {
    path_of(from, from->items[from->spine[i]].href, &path);
    if (pincite__package_file(reading, zip, path.data, &page))
      pincite__add_page(&reading->document, pincite__buf_view(&page));
    else if (!reading->stopped)
      pincite__reading_fault(reading, i + 1, 0, "bad-archive",
                             "chapter %zu of the book, '%.200s', is missing or broken",
                             i + 1, path.data);
  }
  pincite__buf_release(&path);
  pincite__buf_release(&page);
}

void pincite__read_epub(pincite_reading *reading, pincite_str zip) {
  static const markup_visitor container = {begin_container, ignore, ignore};
  static const markup_visitor list = {begin_list, ignore, ignore};
  book from = {.item_count = 0};
  pincite_buf file;
  pincite__buf_init(&file, PINCITE__WHOLE_LIMIT);
  pincite__buf_init(&from.root, PINCITE__FIELD_LIMIT);
  pincite__buf_init(&from.id, PINCITE__BUF_LIMIT);
  pincite__buf_init(&from.href, PINCITE__BUF_LIMIT);
  if (pincite__package_file(reading, zip, "META-INF/container.xml", &file))
    (void)pincite__markup(pincite__buf_view(&file), &container, &from);
  if (from.root.len && pincite__package_file(reading, zip, from.root.data, &file)) {
    pincite__package_facts(pincite__buf_view(&file), true, "epub", &reading->document);
    (void)pincite__markup(pincite__buf_view(&file), &list, &from);
    read_chapters(reading, zip, &from);
  }
  reading->document.failed = reading->document.failed || from.failed;
  for (size_t i = 0; i < from.item_count; i++) {
    free(from.items[i].id);
    free(from.items[i].href);
  }
  free(from.items);
  free(from.spine);
  pincite__buf_release(&from.root);
  pincite__buf_release(&from.id);
  pincite__buf_release(&from.href);
  pincite__buf_release(&file);
}
