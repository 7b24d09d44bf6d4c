/* SPDX-License-Identifier: MIT
 *
 * html_byline.c - author and date as they are printed on the page, for pages
 * that do not say them to machines.
 *
 * Both stand near the headline as a rule, in short lines. An author is believed
 * only where class, link or the word "by" says so.
 */
#include <string.h>

#include "html_page.h"

/* How many blocks before and behind the headline may tell the date. */
#define BEFORE_TITLE 5
#define BEHIND_TITLE 14
#define MAX_DATE_LINE 160
#define MAX_NAME_LINE 100
/* An element called the date has no more text than this. */
#define MAX_LABEL 60

/* Places that speak of other articles, or of nobody. */
#define MARK_ELSEWHERE                                                                   \
  (MARK_COMMENT | MARK_RELATED | MARK_SIDE | MARK_FOOTER | MARK_NAV | MARK_LETTER |      \
   MARK_NOTICE | MARK_AD)

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

static pincite_str trimmed(pincite_str text) {
  while (text.len && (is_blank(*text.at) || *text.at == ':' || strchr(",|&", *text.at))) {
    text.at++;
    text.len--;
  }
  while (text.len &&
         (is_blank(text.at[text.len - 1]) || strchr(",|:;-", text.at[text.len - 1])))
    text.len--;
  return text;
}

/* The length of a beginning such as "Written by", 0 if there is none. */
static size_t lead_in(pincite_str text) {
  static const char *const leads[] = {"written and reported by",
                                      "written by",
                                      "article by",
                                      "story by",
                                      "posted by",
                                      "published by",
                                      "reported by",
                                      "words by",
                                      "text by",
                                      "review by",
                                      "authored by",
                                      "medically reviewed by",
                                      "by",
                                      "author",
                                      "authors",
                                      "contributors",
                                      "contributor",
                                      "von",
                                      "por",
                                      "par",
                                      "door",
                                      "di",
                                      "av",
                                      "autor",
                                      "autorin",
                                      "auteur"};
  for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
    size_t len = strlen(leads[i]), same = 0;
    while (same < len && same < text.len && lower(text.at[same]) == leads[i][same])
      same++;
    if (same == len && text.len > len && (is_blank(text.at[len]) || text.at[len] == ':'))
      return len;
  }
  return 0;
}

/* A name ends where a separator, a digit or the next word of the line begins. */
static pincite_str cut_name(pincite_str text) {
  static const char *const ends[] = {
      " | ", " • ",  " · ",  " – ",        " — ",      " - ",     "\n",
      "\t",  " on ", " in ", " Published", " Updated", " Posted", " Last ",
      "(",   " ⋅ ",  " @",   " Stand",     " → "};
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] >= '0' && text.at[i] <= '9')
      text.len = i;
    for (size_t e = 0; i && i < text.len && e < sizeof ends / sizeof *ends; e++) {
      size_t len = strlen(ends[e]);
      if (text.len - i >= len && memcmp(text.at + i, ends[e], len) == 0)
        text.len = i;
    }
  }
  return trimmed(text);
}

/* Words that stand where names do, and are none. */
static bool is_label(pincite_str word) {
  static const char *const labels[] = {
      "author",    "authors", "topic",  "date", "datum", "mon",     "tue",
      "wed",       "thu",     "fri",    "sat",  "sun",   "editor",  "updated",
      "published", "share",   "follow", "read", "posts", "articles"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (word.len == strlen(labels[i]) && pincite__html_has(word, labels[i]))
      return true;
  return false;
}

static bool is_month(pincite_str word) {
  char date[11];
  char text[40];
  if (word.len < 3 || word.len > 12)
    return false;
  memcpy(text, word.at, word.len);
  memcpy(text + word.len, " 2000", 5);
  return pincite__date_parse(text, word.len + 5, date);
}

/* Whether a text can be the name of one person or a few: two to eight words,
   most with a capital. One word will do where the page is certain. */
static bool is_name(pincite_str text, size_t least) {
  size_t words = 0, capitals = 0;
  if (text.len < 2 || text.len > MAX_NAME_LINE || strchr("@#/", text.at[0]))
    return false;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    if (strchr("?!@#/{}<>=_\"", (int)c))
      return false;
    if ((i == 0 || is_blank(text.at[i - 1])) && !is_blank(text.at[i])) {
      size_t end = i;
      while (end < text.len && !is_blank(text.at[end]))
        end++;
      pincite_str word = {text.at + i, end - i};
      if (is_month(word) || is_label(word))
        return false;
      words++;
      capitals += (c >= 'A' && c <= 'Z') || c >= 0x80;
    }
  }
  return words >= least && words <= 10 && capitals * 2 >= words && capitals;
}

static bool set_author(const html_page *page, uint32_t node, bool by, size_t least,
                       pincite_document *document) {
  pincite_buf line;
  pincite__buf_init(&line, PINCITE__BUF_LIMIT);
  pincite__dom_add_text(&page->tree, node, 3 * MAX_NAME_LINE, &line);
  pincite_str text = trimmed(pincite__buf_view(&line));
  size_t lead = lead_in(text);
  text = trimmed((pincite_str){text.at + lead, text.len - lead});
  pincite_str name = cut_name(text);
  bool fine = (lead || !by) && is_name(name, lead && by ? 2 : least);
  if (fine)
    pincite__document_set(document, PINCITE_FIELD_AUTHOR, name.at, name.len, "byline");
  document->failed = document->failed || line.failed;
  pincite__buf_release(&line);
  return fine;
}

/* Whether class or id names authors, and nothing else about them. */
static bool says_author(const html_page *page, uint32_t node) {
  static const char *const others[] = {"image", "img",     "avatar",   "bio",
                                       "photo", "social",  "desc",     "title",
                                       "role",  "related", "link-list"};
  if (!(page->own[node] & MARK_AUTHOR))
    return false;
  pincite_str names[2] = {pincite__dom_get(&page->tree, node, DOM_CLASS),
                          pincite__dom_get(&page->tree, node, DOM_ID)};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (pincite__html_has(names[0], others[i]) || pincite__html_has(names[1], others[i]))
      return false;
  return true;
}

/* How surely an element names the author: 0 not at all. */
static int author_rank(const html_page *page, uint32_t i) {
  const dom *tree = &page->tree;
  const dom_node *node = &tree->nodes[i];
  if (node->tag == DOM_TEXT || node->len == 0 || node->tag == DOM_META ||
      node->tag == DOM_BODY || node->tag == DOM_HTML || node->tag == DOM_ARTICLE ||
      node->tag == DOM_LINK || (page->marks[i] & MARK_ELSEWHERE))
    return 0;
  if (pincite__str_is(pincite__dom_get(tree, i, DOM_REL), "author"))
    return 4;
  if (pincite__str_is(pincite__dom_get(tree, i, DOM_ITEMPROP), "author"))
    return 4;
  if (says_author(page, i) &&
      pincite__html_has(pincite__dom_get(tree, i, DOM_CLASS), "name"))
    return 4;
  if (says_author(page, i))
    return 3;
  if (node->tag != DOM_A)
    return 0;
  pincite_str href = pincite__dom_get(tree, i, DOM_HREF);
  return pincite__html_has(href, "/author/") || pincite__html_has(href, "/authors/") ||
                 pincite__html_has(href, "/contributor") ||
                 pincite__html_has(href, "/autor/") ||
                 pincite__html_has(href, "/staff/") ||
                 pincite__html_has(href, "/profile/")
             ? 2
             : 0;
}

/* A line "By Jane Roe" near the headline. */
static void author_line(const html_page *page, pincite_document *document) {
  size_t from = page->title < page->block_count ? page->title : 0;
  size_t start = from > BEFORE_TITLE ? from - BEFORE_TITLE : 0;
  for (size_t b = start; b < page->block_count && b < from + BEHIND_TITLE; b++) {
    const html_block *block = &page->blocks[b];
    if (block->words <= 14 && b != page->title && !(block->marks & MARK_ELSEWHERE) &&
        set_author(page, block->node, true, 2, document))
      return;
  }
}

/* Elements of each rank that are tried at most. */
#define MAX_CANDIDATES 40

void pincite__html_author(const html_page *page, pincite_document *document) {
  uint32_t found[5][MAX_CANDIDATES];
  size_t count[5] = {0};
  for (uint32_t i = 0; i < page->tree.count; i++) {
    int rank = author_rank(page, i);
    if (rank && count[rank] < MAX_CANDIDATES)
      found[rank][count[rank]++] = i;
  }
  for (int rank = 4; rank > 1; rank--) {
    for (size_t i = 0; i < count[rank]; i++)
      if (set_author(page, found[rank][i], false, rank == 2 ? 2 : 1, document))
        return;
    if (rank == 4)
      author_line(page, document);
    if (pincite__document_get(document, PINCITE_FIELD_AUTHOR).len)
      return;
  }
}

/* The date in an address, "/2018/03/21/" or "2018-03-21". */
static bool date_in_address(pincite_str address, char date[11]) {
  for (size_t i = 1; i + 10 <= address.len; i++) {
    const char *at = address.at + i;
    bool digits = at[-1] < '0' || at[-1] > '9';
    for (int k = 0; k < 10; k++)
      digits = digits && (k == 4 || k == 7 ? at[k] == at[4] && strchr("/-", at[k])
                                           : at[k] >= '0' && at[k] <= '9');
    if (digits && (at[0] == '1' || at[0] == '2') && pincite__date_parse(at, 10, date))
      return true;
  }
  return false;
}

static void set_date(pincite_document *document, pincite_str text, const char *origin) {
  char date[11];
  if (text.len && pincite__date_find(text.at, text.len, date))
    pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date, strlen(date), origin);
}

/* The date of one short line, from a <time> in it or its words. */
static void date_of_block(const html_page *page, size_t b, pincite_document *document) {
  const dom *tree = &page->tree;
  uint32_t node = page->blocks[b].node;
  for (uint32_t i = node; i < tree->nodes[node].end; i++)
    if (tree->nodes[i].tag == DOM_TIME)
      set_date(document, pincite__dom_get(tree, i, DOM_DATETIME), "time");
  set_date(document, pincite__html_block_text(page, b), "byline");
}

static bool is_date_line(const html_page *page, size_t b) {
  pincite_str text = pincite__html_block_text(page, b);
  return b != page->title && !pincite__html_has(text, "joined") &&
         !pincite__html_has(text, "member since") && page->blocks[b].words <= 22 &&
         page->blocks[b].len <= MAX_DATE_LINE;
}

static bool is_update(pincite_str text) {
  return pincite__html_has(text, "updated") || pincite__html_has(text, "modified") ||
         pincite__html_has(text, "reviewed");
}

/* Lines near the headline: those that speak of publication first, then those
   of an update; at last lines very near, whatever they are in. */
static void date_near(const html_page *page, pincite_document *document) {
  static const struct {
    size_t before, behind;
    bool updates;
    uint32_t without;
  } passes[] = {
      {BEFORE_TITLE, BEHIND_TITLE, false, MARK_ELSEWHERE | MARK_HIDDEN},
      {BEFORE_TITLE, BEHIND_TITLE, true, MARK_ELSEWHERE | MARK_HIDDEN},
      {3, 5, true, MARK_COMMENT | MARK_RELATED},
  };
  size_t from = page->title < page->block_count ? page->title : 0;
  for (size_t p = 0; p < sizeof passes / sizeof *passes; p++) {
    size_t b = from > passes[p].before ? from - passes[p].before : 0;
    for (; b < page->block_count && b < from + passes[p].behind; b++)
      if (is_date_line(page, b) && !(page->blocks[b].marks & passes[p].without) &&
          (passes[p].updates || !is_update(pincite__html_block_text(page, b))))
        date_of_block(page, b, document);
  }
}

/* A short text anywhere in an element that is called the date, or a line that
   says it is that of publication. */
static void date_by_label(const html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (uint32_t i = 0; i < tree->count; i++) {
    pincite_str names = pincite__dom_get(tree, i, DOM_CLASS);
    if (!names.len || (page->marks[i] & MARK_ELSEWHERE) ||
        !(pincite__html_has(names, "publish") ||
          (pincite__html_has(names, "date") && !pincite__html_has(names, "update"))))
      continue;
    pincite__buf_clear(&text);
    pincite__dom_add_text(tree, i, MAX_LABEL + 1, &text);
    if (text.len <= MAX_LABEL && !is_update(pincite__buf_view(&text)))
      set_date(document, pincite__buf_view(&text), "byline");
  }
  document->failed = document->failed || text.failed;
  pincite__buf_release(&text);
  for (size_t b = 0; b < page->block_count; b++) {
    pincite_str line = pincite__html_block_text(page, b);
    if (is_date_line(page, b) && page->blocks[b].words <= 12 &&
        !(page->blocks[b].marks & MARK_ELSEWHERE) &&
        (pincite__html_has(line, "posted on") || pincite__html_has(line, "published")))
      date_of_block(page, b, document);
  }
}

/* The date that lines of nothing else give, if they agree. */
static void date_alone(const html_page *page, pincite_document *document) {
  char found[11] = "", date[11];
  for (size_t b = 0; b < page->block_count; b++) {
    pincite_str text = pincite__html_block_text(page, b);
    if (page->blocks[b].words > 4 || (page->blocks[b].marks & MARK_ELSEWHERE) ||
        !pincite__date_find(text.at, text.len, date))
      continue;
    if (*found && strcmp(found, date) != 0)
      return;
    memcpy(found, date, sizeof date);
  }
  if (*found)
    pincite__document_set(document, PINCITE_FIELD_PUBLISHED, found, strlen(found),
                          "byline");
}

/* An earlier date takes the place of the one that the page tells machines. */
static void set_earlier(pincite_document *document, const char date[11],
                        const char *origin) {
  pincite_buf *field = &document->fields[PINCITE_FIELD_PUBLISHED];
  if (field->len != 10 || strcmp(date, field->data) >= 0)
    return;
  pincite__buf_clear(field);
  pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date, strlen(date), origin);
}

/* The date in the address and the one right at the headline are believed when
   they are earlier than what machines are told: that is often the day of the last
   edition, or the next day by another clock. */
static void prefer_printed(const html_page *page, pincite_document *document) {
  char date[11];
  if (date_in_address(pincite__document_get(document, PINCITE_FIELD_URI), date))
    set_earlier(document, date, "url");
  for (size_t b = page->title + 1; b < page->block_count && b < page->title + 5; b++) {
    pincite_str text = pincite__html_block_text(page, b);
    if (page->blocks[b].words > 6 ||
        (page->blocks[b].marks & (MARK_COMMENT | MARK_RELATED | MARK_NAV)) ||
        is_update(text) || memchr(text.at, '/', text.len) ||
        !pincite__date_find(text.at, text.len, date))
      continue; /* 3/4/2018 may be of either month */
    set_earlier(document, date, "byline");
    return;
  }
}

void pincite__html_date(const html_page *page, pincite_document *document) {
  const dom *tree = &page->tree;
  char date[11];
  if (pincite__document_get(document, PINCITE_FIELD_PUBLISHED).len) {
    prefer_printed(page, document);
    return;
  }
  if (date_in_address(pincite__document_get(document, PINCITE_FIELD_URI), date))
    pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date, strlen(date), "url");
  date_near(page, document);
  date_by_label(page, document);
  for (uint32_t i = 0; i < tree->count; i++) {
    if (tree->nodes[i].tag != DOM_TIME ||
        (page->marks[i] & (MARK_ELSEWHERE & ~(uint32_t)MARK_SIDE)))
      continue;
    set_date(document, pincite__dom_get(tree, i, DOM_DATETIME), "time");
    if (tree->nodes[i].end > i + 1 && tree->nodes[i + 1].tag == DOM_TEXT)
      set_date(document, pincite__dom_node_text(tree, i + 1), "time");
  }
  date_alone(page, document);
}
