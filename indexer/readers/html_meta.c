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
    {"author", PINCITE_FIELD_AUTHOR, "meta"},
    {"article:author", PINCITE_FIELD_AUTHOR, "og"},
    {"citation_author", PINCITE_FIELD_AUTHOR, "meta"},
    {"dc.creator", PINCITE_FIELD_AUTHOR, "meta"},
    {"parsely-author", PINCITE_FIELD_AUTHOR, "meta"},
    {"sailthru.author", PINCITE_FIELD_AUTHOR, "meta"},
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
  return a.len && (a.at[0] | 32) == word[0] && a.len == strlen(word) &&
         pincite__html_has(a, word);
}

bool pincite__html_usable_author(pincite_str name) {
  return name.len > 1 && name.len < 200 && !pincite__html_has(name, "http") &&
         name.at[0] != '@';
}

static void set(pincite_document *document, pincite_field field, pincite_str text,
                const char *origin) {
  if (field == PINCITE_FIELD_AUTHOR && !pincite__html_usable_author(text))
    return;
  if (text.at)
    pincite__document_set(document, field, text.at, text.len, origin);
}

/* More <meta> elements than this are not looked at. */
#define MAX_METAS 256

typedef struct metas {
  uint32_t nodes[MAX_METAS];
  size_t count;
} metas;

/* Fill from <meta> by the rules for one field. */
static void from_meta(const dom *tree, const metas *all, pincite_field field,
                      pincite_document *document) {
  for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
    if (rules[r].field != field)
      continue;
    for (size_t m = 0; m < all->count; m++) {
      uint32_t i = all->nodes[m];
      pincite_str property = pincite__dom_get(tree, i, DOM_PROPERTY);
      pincite_str name = pincite__dom_get(tree, i, DOM_NAME);
      pincite_str item = pincite__dom_get(tree, i, DOM_ITEMPROP);
      if (equal_nocase(property, rules[r].name) || equal_nocase(name, rules[r].name) ||
          equal_nocase(item, rules[r].name))
        set(document, field, pincite__dom_get(tree, i, DOM_CONTENT), rules[r].origin);
    }
  }
}

/* Names of <meta> that no rule lists, but that say what they hold; those of
   publication are surer than the rest. */
static void from_speaking_names(const dom *tree, const metas *all, bool publication,
                                pincite_document *document) {
  for (size_t m = 0; m < all->count; m++) {
    uint32_t i = all->nodes[m];
    pincite_str name = pincite__dom_get(tree, i, DOM_NAME);
    name = name.at ? name : pincite__dom_get(tree, i, DOM_PROPERTY);
    pincite_str content = pincite__dom_get(tree, i, DOM_CONTENT);
    bool ends = name.len >= 4 &&
                pincite__html_has((pincite_str){name.at + name.len - 4, 4}, "date");
    bool publishes = pincite__html_has(name, "publish");
    bool date = publication ? publishes && ends
                            : publishes || ends || pincite__html_has(name, "created");
    if (date && !pincite__html_has(name, "modif") && !pincite__html_has(name, "update") &&
        !pincite__html_has(name, "expir"))
      set(document, PINCITE_FIELD_PUBLISHED, content, "meta");
    if (!publication && name.len > 6 && !pincite__html_has(name, "twitter") &&
        pincite__html_has((pincite_str){name.at + name.len - 6, 6}, "author"))
      set(document, PINCITE_FIELD_AUTHOR, content, "meta");
  }
}

/* Cards for other sites: a label "Written by", and beside it the name. */
static void from_labels(const dom *tree, const metas *all, pincite_document *document) {
  char number = '\0';
  for (size_t m = 0; m < all->count; m++) {
    uint32_t i = all->nodes[m];
    pincite_str name = pincite__dom_get(tree, i, DOM_NAME);
    if (!name.len)
      continue;
    pincite_str content = pincite__dom_get(tree, i, DOM_CONTENT);
    if (pincite__html_has(name, "twitter:label") &&
        pincite__html_has(content, "written by"))
      number = name.at[name.len - 1];
    if (number && pincite__html_has(name, "twitter:data") &&
        name.at[name.len - 1] == number)
      set(document, PINCITE_FIELD_AUTHOR, content, "meta");
  }
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
    if (equal_nocase(pincite__dom_get(tree, i, DOM_ITEMPROP), "datepublished")) {
      set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_get(tree, i, DOM_DATETIME),
          "microdata");
      set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_get(tree, i, DOM_CONTENT),
          "microdata");
      if (tree->nodes[i].end > i + 1 && tree->nodes[i + 1].tag == DOM_TEXT)
        set(document, PINCITE_FIELD_PUBLISHED, pincite__dom_node_text(tree, i + 1),
            "microdata");
    }
  }
}

/* Pages that name their publisher as the author often print a person's name. */
static void find_person(const html_page *page, pincite_document *document) {
  pincite_buf *author = &document->fields[PINCITE_FIELD_AUTHOR];
  pincite_buf *origin = &document->origins[PINCITE_FIELD_AUTHOR];
  bool organization =
      pincite__str_is(pincite__buf_view(origin), ORIGIN_ORGANIZATION) ||
      pincite__str_equal(pincite__buf_view(author),
                         pincite__document_get(document, PINCITE_FIELD_SOURCE));
  if (author->len && !organization)
    return;
  pincite_buf kept = *author, kept_origin = *origin;
  pincite__buf_init(author, PINCITE__BUF_LIMIT);
  pincite__buf_init(origin, PINCITE__BUF_LIMIT);
  pincite__html_author(page, document);
  if (!author->len && kept.len)
    pincite__document_set(document, PINCITE_FIELD_AUTHOR, kept.data, kept.len,
                          strcmp(kept_origin.data, ORIGIN_ORGANIZATION) ? kept_origin.data
                                                                        : "json-ld");
  pincite__buf_release(&kept);
  pincite__buf_release(&kept_origin);
}

void pincite__html_describe(html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  metas all = {.count = 0};
  for (uint32_t i = 0; i < tree->count; i++)
    if (tree->nodes[i].tag == DOM_SCRIPT && tree->nodes[i].end > i + 1) {
      pincite_str json = pincite__dom_node_text(tree, i + 1);
      if (pincite__html_read_jsonld(json.at, json.len, document, &page->told))
        page->says_article = true;
    } else if (tree->nodes[i].tag == DOM_META) {
      if (all.count < MAX_METAS)
        all.nodes[all.count++] = i;
      if (pincite__str_is(pincite__dom_get(tree, i, DOM_PROPERTY), "og:type") &&
          pincite__html_has(pincite__dom_get(tree, i, DOM_CONTENT), "article"))
        page->says_article = true;
    }
  from_elements(page, document);
  from_speaking_names(tree, &all, true, document);
  for (int field = 0; field < PINCITE__FIELD_COUNT; field++)
    if (field != PINCITE_FIELD_TITLE)
      from_meta(tree, &all, (pincite_field)field, document);
  from_labels(tree, &all, document);
  from_speaking_names(tree, &all, false, document);
  pincite__html_title(page, document);
  find_person(page, document);
  pincite__html_date(page, document);
}
