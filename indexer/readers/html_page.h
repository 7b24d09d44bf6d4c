/* SPDX-License-Identifier: MIT
 *
 * html_page.h - what the parts of the HTML reader share. The page goes through
 * them in this order:
 *
 *   dom.h         bytes to a flat tree
 *   html_marks.c  what each element says it is: navigation, comments, article
 *   html_blocks.c the tree to blocks of text in reading order, with measures
 *   html_main.c   which blocks are the article (html_prune.c: furniture in it)
 *   html_meta.c   what the page says of itself (html_jsonld.c: in JSON-LD)
 *   html_title.c  the headline; html_byline.c: author and date as printed
 *   html.c        the above in turn, and the document filled
 */
#ifndef PINCITE_READERS_HTML_PAGE_H
#define PINCITE_READERS_HTML_PAGE_H

#include "../../corpus/document.h"
#include "dom.h"

/* What an element is by its name, role and classes. Inherited downwards. */
enum {
  MARK_NAV = 1 << 0, /* menus, bread crumbs, pages, skip links */
  MARK_FOOTER = 1 << 1,
  MARK_HEADER = 1 << 2,  /* of the page */
  MARK_SIDE = 1 << 3,    /* asides, side bars, widgets */
  MARK_COMMENT = 1 << 4, /* what readers wrote */
  MARK_SHARE = 1 << 5,
  MARK_RELATED = 1 << 6, /* other articles */
  MARK_LETTER = 1 << 7,  /* newsletters, subscriptions, calls to sign up */
  MARK_NOTICE = 1 << 8,  /* cookies, consent, pop-ups, banners */
  MARK_AD = 1 << 9,
  MARK_ABOUT = 1 << 10, /* about the article: byline, date, tags */
  MARK_BIO = 1 << 11,   /* about the author */
  MARK_FORM = 1 << 12,  /* buttons, fields, forms */
  MARK_HIDDEN = 1 << 13,
  MARK_CAPTION = 1 << 14,
  MARK_TOC = 1 << 15,   /* contents of the page */
  MARK_NOTES = 1 << 16, /* footnotes, references */
  MARK_LINK = 1 << 17,  /* inside a link */
  MARK_QUOTE = 1 << 18,
  MARK_AUTHOR = 1 << 19, /* says that it names the author */
  MARK_BODY = 1 << 20,   /* says that it is the article's text */
  MARK_ARTICLE = 1 << 21,
  MARK_MAIN = 1 << 22
};

/* Marks that take text out of the article. */
#define MARK_BAD                                                                         \
  (MARK_NAV | MARK_FOOTER | MARK_HEADER | MARK_SIDE | MARK_COMMENT | MARK_SHARE |        \
   MARK_RELATED | MARK_LETTER | MARK_NOTICE | MARK_AD | MARK_ABOUT | MARK_BIO |          \
   MARK_FORM | MARK_HIDDEN | MARK_TOC)

typedef enum html_kind {
  KIND_TEXT, /* text that lies in a <div> or the like */
  KIND_PARAGRAPH,
  KIND_HEADING,
  KIND_ITEM, /* of a list */
  KIND_ROW,  /* of a table */
  KIND_PRE,
  KIND_CAPTION
} html_kind;

/* A stretch of text without a break in it. */
typedef struct html_block {
  uint32_t node;       /* the innermost element around it that makes a block */
  uint32_t start, len; /* in html_page.text */
  uint32_t chars;      /* characters that are not white space */
  uint32_t link_chars; /* of these, in links */
  uint32_t words;
  uint32_t stops; /* commas and ends of sentences */
  uint32_t marks; /* of the node */
  uint8_t kind;   /* html_kind */
  uint8_t level;  /* of a heading, 1-6 */
  bool keep;
} html_block;

typedef struct html_page {
  dom tree;
  uint32_t *own;   /* marks of each node itself */
  uint32_t *marks; /* with those of what it lies in */
  uint32_t *first; /* the first block at or after each node */
  pincite_buf text;
  html_block *blocks;
  size_t block_count, block_capacity;
  size_t title;      /* the block that is the headline; block_count if none is */
  uint32_t root;     /* the node that holds the article */
  pincite_buf told;  /* the article's text as JSON-LD has it */
  bool says_article; /* it tells machines that it is an article */
  bool failed;
} html_page;

void pincite__html_mark(html_page *page); /* html_marks.c */
void pincite__html_cut(html_page *page);  /* html_blocks.c */
/* Marks of an element that holds half of the prose say nothing: the page is
   made so. They are taken back, for it and what lies in it. */
void pincite__html_acquit(html_page *page);  /* html_main.c */
void pincite__html_prune(html_page *page);   /* html_prune.c */
void pincite__html_choose(html_page *page);  /* html_main.c */
void pincite__html_describe(html_page *page, /* html_meta.c */
                            pincite_document *document);
/* The headline: a heading of the page that agrees with what the page calls
   itself, else that. html_title.c */
void pincite__html_title(html_page *page, pincite_document *document);
/* Author and date as printed near the headline. html_byline.c */
void pincite__html_author(const html_page *page, pincite_document *document);
void pincite__html_date(const html_page *page, pincite_document *document);
/* Where an author came from that JSON-LD says is no person. */
#define ORIGIN_ORGANIZATION "json-ld organization"
/* What JSON-LD says; fields already set stay. html_jsonld.c */
/* 'told' gets the text of the article if it is there. The result says whether it
   tells of an article. */
bool pincite__html_read_jsonld(const char *json, size_t len, pincite_document *document,
                               pincite_buf *told);

/* Whether an element begins and ends a block of text. */
bool pincite__html_is_block(dom_tag tag);
/* The blocks below a node are blocks[first] .. blocks[end-1]. */
void pincite__html_range(const html_page *page, uint32_t node, size_t *first,
                         size_t *end);
/* Characters in the blocks that are kept. */
size_t pincite__html_kept(const html_page *page);
/* How much of a block is links, 0 to 1. */
double pincite__html_link_share(const html_block *block);
pincite_str pincite__html_block_text(const html_page *page, size_t block);
/* Whether a name given as author can be one. */
bool pincite__html_usable_author(pincite_str name);
/* Whether a text holds 'word' (in lower case, ASCII), whatever its own case. */
bool pincite__html_has(pincite_str text, const char *word);

#endif
