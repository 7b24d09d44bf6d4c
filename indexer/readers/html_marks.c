/* SPDX-License-Identifier: MIT
 *
 * html_marks.c - what an element says it is.
 *
 * Tag, role and the words of class and id are looked up in tables of general
 * words; nothing here knows a site. A word alone decides little: html_main.c
 * weighs marks against what the element holds.
 */
#include <string.h>

#include "html_page.h"

typedef struct mark_word {
  const char *word;
  uint32_t mark;
} mark_word;

/* Words of class and id; one that ends in '*' stands for all that begin so. In
   the order of the alphabet, the longer of two beginnings first. */
static const mark_word words[] = {
    {"ad", MARK_AD},
    {"addthis*", MARK_SHARE},
    {"addtoany*", MARK_SHARE},
    {"ads", MARK_AD},
    {"adsbygoogle", MARK_AD},
    {"advert*", MARK_AD},
    {"alsoread", MARK_RELATED},
    {"articlebody*", MARK_BODY},
    {"articlecontent*", MARK_BODY},
    {"articletext", MARK_BODY},
    {"aside", MARK_SIDE},
    {"author*", MARK_AUTHOR},
    {"autor*", MARK_AUTHOR},
    {"banner", MARK_NOTICE},
    {"bio", MARK_BIO},
    {"biography", MARK_BIO},
    {"breadcrumb*", MARK_NAV},
    {"byline*", MARK_ABOUT | MARK_AUTHOR},
    {"caption*", MARK_CAPTION},
    {"colophon", MARK_FOOTER},
    {"commentary", 0},
    {"comment*", MARK_COMMENT},
    {"consent*", MARK_NOTICE},
    {"contributor*", MARK_AUTHOR},
    {"cookie*", MARK_NOTICE},
    {"copyright", MARK_FOOTER},
    {"cta", MARK_LETTER},
    {"dateline", MARK_ABOUT},
    {"disqus*", MARK_COMMENT},
    {"dropdown*", MARK_NAV},
    {"entrycontent", MARK_BODY},
    {"entrymeta", MARK_ABOUT},
    {"footer*", MARK_FOOTER},
    {"footnote*", MARK_NOTES},
    {"gdpr*", MARK_NOTICE},
    {"jp-relatedposts", MARK_RELATED},
    {"kommentar*", MARK_COMMENT},
    {"login*", MARK_FORM},
    {"masthead", MARK_HEADER},
    {"megamenu*", MARK_NAV},
    {"menu*", MARK_NAV},
    {"metadata", MARK_ABOUT},
    {"modal*", MARK_NOTICE},
    {"nav", MARK_NAV},
    {"navbar*", MARK_NAV},
    {"navigation*", MARK_NAV},
    {"newsletter*", MARK_LETTER},
    {"outbrain*", MARK_AD},
    {"overlay*", MARK_NOTICE},
    {"pager", MARK_NAV},
    {"pagination*", MARK_NAV},
    {"paywall*", MARK_LETTER},
    {"popup*", MARK_NOTICE},
    {"postbody", MARK_BODY},
    {"postcontent", MARK_BODY},
    {"postmeta", MARK_ABOUT},
    {"poweredby", MARK_FOOTER},
    {"promo*", MARK_AD},
    {"readmore", MARK_RELATED},
    {"readnext", MARK_RELATED},
    {"recirc*", MARK_RELATED},
    {"recommend*", MARK_RELATED},
    {"reference*", MARK_NOTES},
    {"reflist", MARK_NOTES},
    {"related*", MARK_RELATED},
    {"respond", MARK_COMMENT},
    {"share*", MARK_SHARE},
    {"sharing", MARK_SHARE},
    {"sidebar*", MARK_SIDE},
    {"sidenav*", MARK_NAV},
    {"signup*", MARK_LETTER},
    {"skiplink*", MARK_NAV},
    {"social*", MARK_SHARE},
    {"sponsor*", MARK_AD},
    {"storybody", MARK_BODY},
    {"subscri*", MARK_LETTER},
    {"taboola*", MARK_AD},
    {"tabs", MARK_NAV},
    {"tags", MARK_ABOUT},
    {"teaser*", MARK_RELATED},
    {"toc", MARK_TOC},
    {"tooltip*", MARK_NOTICE},
    {"trending", MARK_RELATED},
    {"writer", MARK_AUTHOR},
};

/* Two words that stand together in one class name say more than each. */
static const struct {
  const char *pair;
  uint32_t mark;
} pairs[] = {
    {"article-body", MARK_BODY},      {"article-content", MARK_BODY},
    {"article-text", MARK_BODY},      {"blog-content", MARK_BODY},
    {"blog-post-body", MARK_BODY},    {"entry-content", MARK_BODY},
    {"post-body", MARK_BODY},         {"post-content", MARK_BODY},
    {"story-body", MARK_BODY},        {"story-content", MARK_BODY},
    {"author-bio", MARK_BIO},         {"author-box", MARK_BIO},
    {"author-info", MARK_BIO},        {"about-author", MARK_BIO},
    {"about-the-author", MARK_BIO},   {"author-card", MARK_BIO},
    {"entry-meta", MARK_ABOUT},       {"post-meta", MARK_ABOUT},
    {"article-meta", MARK_ABOUT},     {"post-info", MARK_ABOUT},
    {"post-tags", MARK_ABOUT},        {"tag-list", MARK_ABOUT},
    {"entry-footer", MARK_ABOUT},     {"post-navigation", MARK_NAV},
    {"read-more", MARK_RELATED},      {"read-next", MARK_RELATED},
    {"more-posts", MARK_RELATED},     {"also-like", MARK_RELATED},
    {"more-from", MARK_RELATED},      {"see-also", MARK_RELATED},
    {"latest-posts", MARK_RELATED},   {"latest-news", MARK_RELATED},
    {"recent-posts", MARK_RELATED},   {"popular-posts", MARK_RELATED},
    {"most-read", MARK_RELATED},      {"up-next", MARK_RELATED},
    {"sign-up", MARK_LETTER},         {"opt-in", MARK_LETTER},
    {"site-header", MARK_HEADER},     {"page-header", 0},
    {"site-footer", MARK_FOOTER},     {"skip-link", MARK_NAV},
    {"table-of-contents", MARK_TOC},  {"screen-reader-text", MARK_HIDDEN},
    {"visually-hidden", MARK_HIDDEN}, {"sr-only", MARK_HIDDEN},
    {"d-none", MARK_HIDDEN},
};

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

bool pincite__html_has(pincite_str text, const char *word) {
  size_t len = strlen(word);
  for (size_t i = 0; i + len <= text.len; i++) {
    size_t same = 0;
    while (same < len && lower(text.at[i + same]) == word[same])
      same++;
    if (same == len)
      return true;
  }
  return false;
}

static uint32_t word_mark(const char *word, size_t len) {
  size_t count = sizeof words / sizeof *words, i = 0;
  for (size_t step = 64; step; step /= 2) /* to before the words of this letter */
    if (i + step < count && words[i + step].word[0] < word[0])
      i += step;
  for (; i < count && words[i].word[0] <= word[0]; i++) {
    if (words[i].word[0] != word[0])
      continue;
    size_t known = strlen(words[i].word);
    bool open = words[i].word[known - 1] == '*';
    known -= open;
    if ((open ? len >= known : len == known) && memcmp(word, words[i].word, known) == 0)
      return words[i].mark;
  }
  return 0;
}

/* The marks of the pairs that a name, at the beginning of a word, begins with. */
static uint32_t pair_mark(const char *name) {
  uint32_t marks = 0;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i].pair[0] == name[0] &&
        strncmp(name, pairs[i].pair, strlen(pairs[i].pair)) == 0)
      marks |= pairs[i].mark;
  return marks;
}

#define MAX_NAME 64

/* One class name, or the id: its words are set off by '-', '_' and capitals. */
static uint32_t name_mark(const char *name, size_t len) {
  char plain[2 * MAX_NAME];
  size_t size = 0, word = 0;
  uint32_t marks = 0;
  for (size_t i = 0; i < len && size + 2 < sizeof plain; i++) {
    bool hump =
        name[i] >= 'A' && name[i] <= 'Z' && i && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (hump || !is_letter(name[i])) {
      if (size > word)
        marks |= word_mark(plain + word, size - word);
      if (size && plain[size - 1] != '-')
        plain[size++] = '-';
      word = size;
    }
    if (is_letter(name[i]))
      plain[size++] = lower(name[i]);
  }
  if (size > word)
    marks |= word_mark(plain + word, size - word);
  plain[size] = '\0';
  for (const char *at = plain; memchr(at, '-', size - (size_t)(at - plain));
       at = strchr(at, '-') + 1)
    marks |= pair_mark(at);
  return marks;
}

static uint32_t names_mark(pincite_str names) {
  uint32_t marks = 0;
  for (size_t i = 0; i < names.len;) {
    size_t start = i;
    while (i < names.len && !strchr(" \t\n\r\f", names.at[i]))
      i++;
    if (i > start)
      marks |= name_mark(names.at + start, i - start < MAX_NAME ? i - start : MAX_NAME);
    i++;
  }
  return marks;
}

/* Pages repeat a few class values thousands of times. */
#define REMEMBERED 1024

/* Good for telling class values of one page apart. */
static uint64_t hash_of(pincite_str text) {
  uint64_t hash = text.len, word;
  size_t i = 0;
  for (; i + sizeof word <= text.len; i += sizeof word) {
    memcpy(&word, text.at + i, sizeof word);
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 29;
  }
  for (; i < text.len; i++)
    hash = (hash ^ (unsigned char)text.at[i]) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ hash >> 31;
}

typedef struct memory {
  struct {
    uint64_t hash;
    uint32_t marks;
  } names[REMEMBERED];
} memory;

static uint32_t remembered_mark(memory *known, pincite_str names) {
  if (names.len == 0)
    return 0;
  uint64_t hash = hash_of(names);
  size_t place = hash % REMEMBERED;
  if (known->names[place].hash != hash) {
    known->names[place].hash = hash;
    known->names[place].marks = names_mark(names);
  }
  return known->names[place].marks;
}

static uint32_t tag_mark(dom_tag tag) {
  switch (tag) {
  case DOM_NAV:
  case DOM_MENU:
    return MARK_NAV;
  case DOM_FOOTER:
    return MARK_FOOTER;
  case DOM_HEADER:
    return MARK_HEADER;
  case DOM_ASIDE:
    return MARK_SIDE;
  case DOM_BUTTON:
  case DOM_SELECT:
  case DOM_OPTION:
  case DOM_TEXTAREA:
  case DOM_INPUT:
  case DOM_LABEL:
  case DOM_LEGEND:
    return MARK_FORM;
  case DOM_DIALOG:
    return MARK_NOTICE;
  case DOM_TEMPLATE:
  case DOM_HEAD:
    return MARK_HIDDEN;
  case DOM_FIGCAPTION:
  case DOM_CAPTION:
    return MARK_CAPTION;
  case DOM_ARTICLE:
    return MARK_ARTICLE;
  case DOM_MAIN:
    return MARK_MAIN;
  case DOM_BLOCKQUOTE:
    return MARK_QUOTE;
  default:
    return 0;
  }
}

static const mark_word roles[] = {
    {"navigation", MARK_NAV},     {"menu", MARK_NAV},
    {"menubar", MARK_NAV},        {"tablist", MARK_NAV},
    {"banner", MARK_HEADER},      {"contentinfo", MARK_FOOTER},
    {"complementary", MARK_SIDE}, {"search", MARK_FORM},
    {"dialog", MARK_NOTICE},      {"alertdialog", MARK_NOTICE},
    {"button", MARK_FORM},        {"main", MARK_MAIN},
    {"article", MARK_ARTICLE},    {"doc-endnotes", MARK_NOTES},
    {"doc-toc", MARK_TOC},
};

/* Hidden by a style of its own; what style sheets do is not known here. */
static bool is_hidden(const dom *tree, uint32_t node) {
  pincite_str style = pincite__dom_get(tree, node, DOM_STYLE);
  return (style.len && (pincite__html_has(style, "display:none") ||
                        pincite__html_has(style, "display: none") ||
                        pincite__html_has(style, "visibility:hidden"))) ||
         pincite__dom_get(tree, node, DOM_HIDDEN).at ||
         pincite__str_is(pincite__dom_get(tree, node, DOM_ARIA_HIDDEN), "true");
}

static uint32_t own_marks(const dom *tree, uint32_t node, memory *known) {
  dom_tag tag = (dom_tag)tree->nodes[node].tag;
  uint32_t marks = tag_mark(tag);
  if (tag == DOM_A && pincite__dom_get(tree, node, DOM_HREF).at)
    marks |= MARK_LINK;
  if (tree->nodes[node].len == 0 || tag == DOM_HTML || tag == DOM_BODY)
    return marks;
  pincite_str role = pincite__dom_get(tree, node, DOM_ROLE);
  for (size_t i = 0; role.at && i < sizeof roles / sizeof *roles; i++)
    if (pincite__str_is(role, roles[i].word))
      marks |= roles[i].mark;
  pincite_str property = pincite__dom_get(tree, node, DOM_ITEMPROP);
  if (property.at && pincite__html_has(property, "articlebody"))
    marks |= MARK_BODY;
  marks |= remembered_mark(known, pincite__dom_get(tree, node, DOM_CLASS));
  marks |= remembered_mark(known, pincite__dom_get(tree, node, DOM_ID));
  if (is_hidden(tree, node))
    marks |= MARK_HIDDEN;
  return marks;
}

void pincite__html_mark(html_page *page) {
  const dom *tree = &page->tree;
  memory known = {0};
  for (uint32_t i = 0; i < tree->count; i++) {
    page->own[i] = tree->nodes[i].tag == DOM_TEXT ? 0 : own_marks(tree, i, &known);
    page->marks[i] = page->own[i] | (i ? page->marks[tree->nodes[i].parent] : 0);
  }
}
