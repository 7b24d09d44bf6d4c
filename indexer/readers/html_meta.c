/* SPDX-License-Identifier: MIT
 *
 * html_meta.c - what a page says of itself: title, author, date, site,
 * language, address; each from the best place that has it.
 */
#include <string.h>

#include "html_page.h"

typedef struct meta_rule {
  const char *name; /* of <meta name=> or property=, in lower case */
  pincite_field field;
  const char *origin;
} meta_rule;

/* The best first. */
static const meta_rule rules[] = {
    {"og:title", PINCITE_FIELD_TITLE, "og"},
    {"twitter:title", PINCITE_FIELD_TITLE, "meta"},
    {"citation_title", PINCITE_FIELD_TITLE, "meta"},
    {"dc.title", PINCITE_FIELD_TITLE, "meta"},
    {"author", PINCITE_FIELD_AUTHOR, "meta"},
    {"article:author", PINCITE_FIELD_AUTHOR, "og"},
    {"citation_author", PINCITE_FIELD_AUTHOR, "meta"},
    {"dc.creator", PINCITE_FIELD_AUTHOR, "meta"},
    {"parsely-author", PINCITE_FIELD_AUTHOR, "meta"},
    {"sailthru.author", PINCITE_FIELD_AUTHOR, "meta"},
    {"twitter:data1", PINCITE_FIELD_AUTHOR, NULL},
    {"article:published_time", PINCITE_FIELD_PUBLISHED, "og"},
    {"og:article:published_time", PINCITE_FIELD_PUBLISHED, "og"},
    {"datepublished", PINCITE_FIELD_PUBLISHED, "meta"},
    {"date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"pubdate", PINCITE_FIELD_PUBLISHED, "meta"},
    {"publishdate", PINCITE_FIELD_PUBLISHED, "meta"},
    {"publish-date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"parsely-pub-date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"sailthru.date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"citation_publication_date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"citation_date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"dc.date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"dc.date.issued", PINCITE_FIELD_PUBLISHED, "meta"},
    {"dcterms.date", PINCITE_FIELD_PUBLISHED, "meta"},
    {"dcterms.created", PINCITE_FIELD_PUBLISHED, "meta"},
    {"article.published", PINCITE_FIELD_PUBLISHED, "meta"},
    {"og:site_name", PINCITE_FIELD_SOURCE, "og"},
    {"application-name", PINCITE_FIELD_SOURCE, "meta"},
    {"og:locale", PINCITE_FIELD_LANGUAGE, "og"},
    {"content-language", PINCITE_FIELD_LANGUAGE, "meta"},
    {"og:url", PINCITE_FIELD_URI, "og"},
};

static bool equal_nocase(pincite_str a, const char *word) {
  return a.len == strlen(word) && pincite__html_has(a, word);
}

static bool usable_author(pincite_str name) {
  return name.len > 1 && name.len < 200 && !pincite__html_has(name, "http") &&
         name.at[0] != '@';
}

static void set(pincite_document *document, pincite_field field, pincite_str text,
                const char *origin) {
  if (field == PINCITE_FIELD_AUTHOR && !usable_author(text))
    return;
  if (text.at)
    pincite__document_set(document, field, text.at, text.len, origin);
}

/* Fill from <meta> by the rules for one field. */
static void from_meta(const dom *tree, pincite_field field, pincite_document *document) {
  for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
    if (rules[r].field != field || !rules[r].origin)
      continue;
    for (uint32_t i = 0; i < tree->count; i++) {
      if (tree->nodes[i].tag != DOM_META)
        continue;
      pincite_str property = pincite__dom_get(tree, i, DOM_PROPERTY);
      pincite_str name = pincite__dom_get(tree, i, DOM_NAME);
      pincite_str item = pincite__dom_get(tree, i, DOM_ITEMPROP);
      if (equal_nocase(property, rules[r].name) || equal_nocase(name, rules[r].name) ||
          equal_nocase(item, rules[r].name))
        set(document, field, pincite__dom_get(tree, i, DOM_CONTENT), rules[r].origin);
    }
  }
}

static void set_text(const dom *tree, uint32_t node, pincite_field field,
                     const char *origin, pincite_document *document) {
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite__dom_add_text(tree, node, 500, &text);
  set(document, field, pincite__buf_view(&text), origin);
  document->failed = document->failed || text.failed;
  pincite__buf_release(&text);
}

static void from_elements(const html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  for (uint32_t i = 0; i < tree->count; i++) {
    dom_tag tag = (dom_tag)tree->nodes[i].tag;
    if (tag == DOM_TEXT)
      continue;
    if (tag == DOM_LINK &&
        pincite__str_is(pincite__dom_get(tree, i, DOM_REL), "canonical"))
      set(document, PINCITE_FIELD_URI, pincite__dom_get(tree, i, DOM_HREF), "link");
    if (tag == DOM_HTML)
      set(document, PINCITE_FIELD_LANGUAGE, pincite__dom_get(tree, i, DOM_LANG), "html");
    pincite_str item = pincite__dom_get(tree, i, DOM_ITEMPROP);
    if (item.at && equal_nocase(item, "datepublished")) {
      set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_get(tree, i, DOM_DATETIME),
          "microdata");
      set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_get(tree, i, DOM_CONTENT),
          "microdata");
      set_text(tree, i, PINCITE_FIELD_PUBLISHED, "microdata", document);
    }
    if (tag == DOM_A && pincite__str_is(pincite__dom_get(tree, i, DOM_REL), "author"))
      set_text(tree, i, PINCITE_FIELD_AUTHOR, "byline", document);
  }
}

static void from_time(const html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  for (uint32_t i = 0; i < tree->count; i++) {
    if (tree->nodes[i].tag != DOM_TIME ||
        (page->marks[i] & (MARK_COMMENT | MARK_RELATED | MARK_SIDE)))
      continue;
    set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_get(tree, i, DOM_DATETIME),
        "time");
    set_text(tree, i, PINCITE_FIELD_PUBLISHED, "time", document);
  }
}

static void from_first(const dom *tree, dom_tag tag, const char *origin,
                       pincite_document *document) {
  for (uint32_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].tag == tag)
      set_text(tree, i, PINCITE_FIELD_TITLE, origin, document);
}

void pincite__html_describe(const html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  for (uint32_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].tag == DOM_SCRIPT && tree->nodes[i].end > i + 1) {
      pincite_str json = pincite__dom_node_text(tree, i + 1);
      pincite__html_read_jsonld(json.at, json.len, document);
    }
  from_elements(page, document);
  for (int field = 0; field < PINCITE__FIELD_COUNT; field++)
    from_meta(tree, (pincite_field)field, document);
  from_time(page, document);
  from_first(tree, DOM_H1, "h1", document);
  from_first(tree, DOM_TITLE, "title", document);
}
