/* SPDX-License-Identifier: MIT
 *
 * dom.c - building and reading the flat tree.
 *
 * Invariant: a node's parent stands before it, and end of every closed node is
 * set; pincite__dom_finish() closes what is open. Depth and number of nodes
 * are bounded here, whatever the parser lets through.
 */
#include <stdlib.h>
#include <string.h>

#include "dom.h"

/* Text and attribute values of one page together. */
#define DOM_MAX_TEXT ((size_t)128 << 20)

static const struct {
  const char *name;
  dom_tag tag;
} tags[] = {
    {"a", DOM_A},
    {"abbr", DOM_ABBR},
    {"address", DOM_ADDRESS},
    {"article", DOM_ARTICLE},
    {"aside", DOM_ASIDE},
    {"b", DOM_B},
    {"base", DOM_BASE},
    {"blockquote", DOM_BLOCKQUOTE},
    {"body", DOM_BODY},
    {"br", DOM_BR},
    {"button", DOM_BUTTON},
    {"caption", DOM_CAPTION},
    {"center", DOM_CENTER},
    {"cite", DOM_CITE},
    {"code", DOM_CODE},
    {"dd", DOM_DD},
    {"details", DOM_DETAILS},
    {"dialog", DOM_DIALOG},
    {"div", DOM_DIV},
    {"dl", DOM_DL},
    {"dt", DOM_DT},
    {"em", DOM_EM},
    {"fieldset", DOM_FIELDSET},
    {"figcaption", DOM_FIGCAPTION},
    {"figure", DOM_FIGURE},
    {"footer", DOM_FOOTER},
    {"form", DOM_FORM},
    {"h1", DOM_H1},
    {"h2", DOM_H2},
    {"h3", DOM_H3},
    {"h4", DOM_H4},
    {"h5", DOM_H5},
    {"h6", DOM_H6},
    {"head", DOM_HEAD},
    {"header", DOM_HEADER},
    {"hgroup", DOM_HGROUP},
    {"hr", DOM_HR},
    {"html", DOM_HTML},
    {"i", DOM_I},
    {"img", DOM_IMG},
    {"input", DOM_INPUT},
    {"label", DOM_LABEL},
    {"legend", DOM_LEGEND},
    {"li", DOM_LI},
    {"link", DOM_LINK},
    {"main", DOM_MAIN},
    {"menu", DOM_MENU},
    {"meta", DOM_META},
    {"nav", DOM_NAV},
    {"ol", DOM_OL},
    {"option", DOM_OPTION},
    {"p", DOM_P},
    {"pre", DOM_PRE},
    {"q", DOM_Q},
    {"script", DOM_SCRIPT},
    {"section", DOM_SECTION},
    {"select", DOM_SELECT},
    {"small", DOM_SMALL},
    {"span", DOM_SPAN},
    {"strong", DOM_STRONG},
    {"sub", DOM_SUB},
    {"summary", DOM_SUMMARY},
    {"sup", DOM_SUP},
    {"table", DOM_TABLE},
    {"tbody", DOM_TBODY},
    {"td", DOM_TD},
    {"template", DOM_TEMPLATE},
    {"textarea", DOM_TEXTAREA},
    {"tfoot", DOM_TFOOT},
    {"th", DOM_TH},
    {"thead", DOM_THEAD},
    {"time", DOM_TIME},
    {"title", DOM_TITLE},
    {"tr", DOM_TR},
    {"ul", DOM_UL},
    {"video", DOM_VIDEO},
};

/* In the order of dom_attribute, which is the alphabet's. */
static const char *const attributes[DOM_ATTRIBUTE_COUNT] = {
    "aria-hidden", "class", "content", "datetime", "hidden", "href", "id",   "itemprop",
    "itemtype",    "lang",  "name",    "property", "rel",    "role", "style"};

dom_tag pincite__dom_tag_named(const char *name) {
  size_t low = 0, high = sizeof tags / sizeof *tags;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(name, tags[middle].name);
    if (order == 0)
      return tags[middle].tag;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return DOM_OTHER;
}

dom_attribute pincite__dom_attribute_named(const char *name) {
  for (int i = 0; i < DOM_ATTRIBUTE_COUNT; i++)
    if (attributes[i][0] == name[0] && strcmp(attributes[i], name) == 0)
      return (dom_attribute)i;
  return DOM_ATTRIBUTE_COUNT;
}

static uint32_t add_node(dom *page, dom_tag tag) {
  if (page->failed || page->count >= DOM_MAX_NODES ||
      !pincite__grow(&page->nodes, &page->capacity, page->count + 1,
                     sizeof *page->nodes)) {
    page->failed = true;
    return 0;
  }
  uint32_t node = (uint32_t)page->count++;
  page->nodes[node] = (dom_node){.parent = page->open,
                                 .end = node + 1,
                                 .at = (uint32_t)page->value_count,
                                 .tag = (uint8_t)tag};
  return node;
}

void pincite__dom_init(dom *page) {
  *page = (dom){0};
  pincite__buf_init(&page->text, DOM_MAX_TEXT);
  add_node(page, DOM_DOCUMENT);
}

void pincite__dom_release(dom *page) {
  free(page->nodes);
  free(page->values);
  pincite__buf_release(&page->text);
  *page = (dom){0};
}

void pincite__dom_start(dom *page, dom_tag tag) {
  if (page->depth >= DOM_MAX_DEPTH) {
    page->too_deep++;
    return;
  }
  uint32_t node = add_node(page, tag);
  if (page->failed)
    return;
  page->open = node;
  page->depth++;
}

void pincite__dom_attribute(dom *page, dom_attribute name, const char *value,
                            size_t len) {
  if (page->failed || page->too_deep)
    return;
  if (!pincite__grow(&page->values, &page->value_capacity, page->value_count + 1,
                     sizeof *page->values)) {
    page->failed = true;
    return;
  }
  page->values[page->value_count++] = (dom_value){
      .at = (uint32_t)page->text.len, .len = (uint32_t)len, .name = (uint8_t)name};
  page->nodes[page->open].len++;
  pincite__buf_add(&page->text, value, len);
  page->failed = page->failed || page->text.failed;
}

void pincite__dom_text(dom *page, const char *text, size_t len) {
  if (page->failed || len == 0)
    return;
  dom_node *last = &page->nodes[page->count - 1];
  bool more = last->tag == DOM_TEXT && last->parent == page->open &&
              last->at + last->len == page->text.len;
  if (!more) {
    uint32_t node = add_node(page, DOM_TEXT);
    if (page->failed)
      return;
    last = &page->nodes[node];
    last->at = (uint32_t)page->text.len;
  }
  pincite__buf_add(&page->text, text, len);
  last->len += (uint32_t)len;
  page->failed = page->failed || page->text.failed;
}

void pincite__dom_end(dom *page) {
  if (page->too_deep) {
    page->too_deep--;
  } else if (page->depth) {
    page->nodes[page->open].end = (uint32_t)page->count;
    page->open = page->nodes[page->open].parent;
    page->depth--;
  }
}

void pincite__dom_finish(dom *page) {
  page->too_deep = 0;
  while (page->depth)
    pincite__dom_end(page);
  if (page->count)
    page->nodes[0].end = (uint32_t)page->count;
}

pincite_str pincite__dom_get(const dom *page, uint32_t node, dom_attribute name) {
  const dom_node *element = &page->nodes[node];
  if (element->tag != DOM_TEXT)
    for (uint32_t i = 0; i < element->len; i++) {
      const dom_value *value = &page->values[element->at + i];
      if (value->name == name)
        return (pincite_str){page->text.data + value->at, value->len};
    }
  return (pincite_str){NULL, 0};
}

pincite_str pincite__dom_node_text(const dom *page, uint32_t node) {
  const dom_node *text = &page->nodes[node];
  return (pincite_str){page->text.data + text->at, text->len};
}

void pincite__dom_add_text(const dom *page, uint32_t node, size_t most,
                           pincite_buf *out) {
  size_t before = out->len;
  bool blank = false;
  for (uint32_t i = node; i < page->nodes[node].end && out->len - before < most; i++) {
    if (page->nodes[i].tag != DOM_TEXT) {
      blank = blank || page->nodes[i].tag == DOM_BR || page->nodes[i].tag == DOM_P ||
              page->nodes[i].tag == DOM_DIV || page->nodes[i].tag == DOM_LI;
      continue;
    }
    pincite_str text = pincite__dom_node_text(page, i);
    for (size_t k = 0; k < text.len && out->len - before < most; k++) {
      if (strchr(" \t\n\r\f", text.at[k]) && text.at[k]) {
        blank = true;
        continue;
      }
      if (blank && out->len > before)
        pincite__buf_addc(out, ' ');
      blank = false;
      pincite__buf_addc(out, text.at[k]);
    }
  }
}
