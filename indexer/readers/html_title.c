/* SPDX-License-Identifier: MIT
 *
 * html_title.c - the headline.
 *
 * What the page calls itself (og:title, <title>, JSON-LD) carries the name of
 * the site and is worded for search engines; what a reader sees is a heading.
 * So a heading that agrees with one of the former is the headline. Without one
 * the page's own title is taken, less the name of the site.
 */
#include <string.h>

#include "html_page.h"

#define MAX_WORDS 48
/* The headline is among the first so many headings. */
#define MAX_HEADINGS 500

typedef struct word_set {
  uint64_t words[MAX_WORDS];
  size_t count;
} word_set;

static bool in_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c >= 0x80;
}

static void add_words(word_set *set, pincite_str text) {
  for (size_t i = 0; i < text.len;) {
    char word[64];
    size_t len = 0;
    while (i < text.len && in_word((unsigned char)text.at[i])) {
      char c = text.at[i++];
      if (len < sizeof word)
        word[len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (len && set->count < MAX_WORDS)
      set->words[set->count++] = pincite__hash64(word, len);
    if (i < text.len && !in_word((unsigned char)text.at[i]))
      i++;
  }
}

static size_t common(const word_set *a, const word_set *b) {
  size_t same = 0;
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++)
      if (a->words[i] == b->words[k]) {
        same++;
        break;
      }
  return same;
}

/* What the page calls itself, in a few ways. */
typedef struct names {
  pincite_str texts[8];
  word_set words[8];
  const char *origins[8];
  size_t count;
} names;

static void add_name(names *all, pincite_str text, const char *origin) {
  if (text.len && all->count < sizeof all->texts / sizeof *all->texts) {
    all->texts[all->count] = text;
    all->words[all->count].count = 0;
    add_words(&all->words[all->count], text);
    all->origins[all->count++] = origin;
  }
}

static void collect(const html_page *page, const pincite_document *document, names *all) {
  const dom *tree = &page->tree;
  if (pincite__str_is(pincite__buf_view(&document->origins[PINCITE_FIELD_TITLE]),
                      "json-ld"))
    add_name(all, pincite__document_get(document, PINCITE_FIELD_TITLE), "json-ld");
  for (uint32_t i = 0; i < tree->count; i++) {
    dom_tag tag = (dom_tag)tree->nodes[i].tag;
    pincite_str name = {NULL, 0};
    if (tag == DOM_META) {
      name = pincite__dom_get(tree, i, DOM_PROPERTY);
      name = name.at ? name : pincite__dom_get(tree, i, DOM_NAME);
    }
    if (pincite__str_is(name, "og:title"))
      add_name(all, pincite__dom_get(tree, i, DOM_CONTENT), "og");
    else if (pincite__str_is(name, "twitter:title") || pincite__str_is(name, "title") ||
             pincite__str_is(name, "dc.title") || pincite__str_is(name, "DC.title") ||
             pincite__str_is(name, "citation_title"))
      add_name(all, pincite__dom_get(tree, i, DOM_CONTENT), "meta");
    else if (tag == DOM_TITLE && tree->nodes[i].end > i + 1 && i < tree->count / 2 &&
             tree->nodes[i + 1].tag == DOM_TEXT)
      add_name(all, pincite__dom_node_text(tree, i + 1), "title");
  }
}

/* How well a heading agrees with the best of the names, 0 to 1. */
static double agreement(pincite_str heading, const names *all) {
  word_set words = {.count = 0};
  add_words(&words, heading);
  double best = 0;
  for (size_t n = 0; words.count && n < all->count; n++) {
    const word_set *name = &all->words[n];
    double same = (double)common(&words, name);
    double share = same / (double)words.count;
    double cover = name->count ? same / (double)name->count : 0;
    double score = share * (0.4 + 0.6 * cover);
    if (share == 1 && words.count >= 3)
      score += 0.2;
    best = score > best ? score : best;
  }
  return best;
}

/* A heading that may be the headline, and how likely that is. */
static double headline_score(const html_page *page, size_t b, const names *all) {
  const html_block *block = &page->blocks[b];
  pincite_str text = pincite__html_block_text(page, b);
  if (block->kind != KIND_HEADING || block->level > 3 || text.len > 400)
    return 0;
  if (block->marks & (MARK_NAV | MARK_FOOTER | MARK_COMMENT | MARK_RELATED | MARK_HIDDEN))
    return 0;
  double score = agreement(text, all);
  return block->level == 1 ? score * 1.3 : block->level == 2 ? score * 0.7 : score * 0.6;
}

static size_t find_headline(const html_page *page, const names *all) {
  size_t best = page->block_count, only = page->block_count, count = 0;
  double most = 0.4;
  size_t headings = 0;
  for (size_t b = 0; b < page->block_count && headings < MAX_HEADINGS; b++) {
    if (page->blocks[b].kind != KIND_HEADING)
      continue;
    headings++;
    double score = headline_score(page, b, all);
    if (score > most) {
      most = score;
      best = b;
    }
    if (page->blocks[b].level == 1 && page->blocks[b].words > 1 &&
        !(page->blocks[b].marks & (MARK_FOOTER | MARK_HIDDEN | MARK_NAV))) {
      only = b;
      count++;
    }
  }
  return best == page->block_count && count == 1 ? only : best;
}

/* The longest separator at 'at' of those that stand between title and site, 0
   if there is none. */
static size_t separator(pincite_str text, size_t at) {
  static const char *const marks[] = {
      " | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " • ", " / "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t len = strlen(marks[i]);
    if (text.len - at > len && memcmp(text.at + at, marks[i], len) == 0)
      return len;
  }
  return 0;
}

/* A title without the name of the site: the longest of its parts, but the last
   is joined to those before unless it is short or is the name of the site. */
static pincite_str without_site(pincite_str text, pincite_str site) {
  size_t last = 0, after = 0, first = 0, first_after = 0;
  for (size_t i = 0; i < text.len; i++) {
    size_t len = separator(text, i);
    if (!len)
      continue;
    if (!first_after) {
      first = i;
      first_after = i + len;
    }
    last = i;
    after = i + len;
    i += len - 1;
  }
  if (!after)
    return text;
  pincite_str tail = {text.at + after, text.len - after};
  word_set tail_words = {.count = 0}, site_words = {.count = 0},
           head_words = {.count = 0};
  add_words(&tail_words, tail);
  add_words(&site_words, site);
  add_words(&head_words, (pincite_str){text.at, first});
  bool named =
      site_words.count && common(&tail_words, &site_words) * 2 > tail_words.count;
  if (named || (tail_words.count <= 4 && last > tail.len))
    return without_site((pincite_str){text.at, last}, site);
  if (site_words.count && common(&head_words, &site_words) == head_words.count)
    return (pincite_str){text.at + first_after, text.len - first_after};
  return text;
}

static void put(pincite_document *document, pincite_str text, const char *origin) {
  pincite__buf_clear(&document->fields[PINCITE_FIELD_TITLE]);
  pincite__document_set(document, PINCITE_FIELD_TITLE, text.at, text.len, origin);
}

void pincite__html_title(html_page *page, pincite_document *document) {
  names all = {.count = 0};
  collect(page, document, &all);
  page->title = find_headline(page, &all);
  if (page->title < page->block_count) {
    put(document, pincite__html_block_text(page, page->title),
        page->blocks[page->title].level == 1 ? "h1" : "heading");
    return;
  }
  if (all.count && strcmp(all.origins[0], "json-ld") != 0)
    put(document,
        without_site(all.texts[0], pincite__document_get(document, PINCITE_FIELD_SOURCE)),
        all.origins[0]);
}
