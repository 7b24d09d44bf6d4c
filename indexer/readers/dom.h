/* SPDX-License-Identifier: MIT
 *
 * dom.h - a web page as a flat tree.
 *
 * The nodes stand in one array in document order, each with its parent and the
 * end of its subtree, so that a walk is a loop and needs no recursion: the
 * subtree of node i is i .. nodes[i].end-1, its first child (if any) is i+1,
 * and its next sibling (if any) is nodes[i].end. Which parser made the tree is
 * known to dom_parse.c alone.
 */
#ifndef PINCITE_READERS_DOM_H
#define PINCITE_READERS_DOM_H

#include "../../corpus/base.h"

/* The elements told apart; every other is DOM_OTHER. */
typedef enum dom_tag {
  DOM_DOCUMENT,
  DOM_TEXT,
  DOM_OTHER,
  DOM_A,
  DOM_ABBR,
  DOM_ADDRESS,
  DOM_ARTICLE,
  DOM_ASIDE,
  DOM_B,
  DOM_BASE,
  DOM_BLOCKQUOTE,
  DOM_BODY,
  DOM_BR,
  DOM_BUTTON,
  DOM_CAPTION,
  DOM_CENTER,
  DOM_CITE,
  DOM_CODE,
  DOM_DD,
  DOM_DETAILS,
  DOM_DIALOG,
  DOM_DIV,
  DOM_DL,
  DOM_DT,
  DOM_EM,
  DOM_FIELDSET,
  DOM_FIGCAPTION,
  DOM_FIGURE,
  DOM_FOOTER,
  DOM_FORM,
  DOM_H1,
  DOM_H2,
  DOM_H3,
  DOM_H4,
  DOM_H5,
  DOM_H6,
  DOM_HEAD,
  DOM_HEADER,
  DOM_HGROUP,
  DOM_HR,
  DOM_HTML,
  DOM_I,
  DOM_IMG,
  DOM_INPUT,
  DOM_LABEL,
  DOM_LEGEND,
  DOM_LI,
  DOM_LINK,
  DOM_MAIN,
  DOM_MENU,
  DOM_META,
  DOM_NAV,
  DOM_OL,
  DOM_OPTION,
  DOM_P,
  DOM_PRE,
  DOM_Q,
  DOM_SCRIPT,
  DOM_SECTION,
  DOM_SELECT,
  DOM_SMALL,
  DOM_SPAN,
  DOM_STRONG,
  DOM_SUB,
  DOM_SUMMARY,
  DOM_SUP,
  DOM_TABLE,
  DOM_TBODY,
  DOM_TD,
  DOM_TEMPLATE,
  DOM_TEXTAREA,
  DOM_TFOOT,
  DOM_TH,
  DOM_THEAD,
  DOM_TIME,
  DOM_TITLE,
  DOM_TR,
  DOM_UL,
  DOM_VIDEO,
  DOM_TAG_COUNT
} dom_tag;

/* The attributes kept. */
typedef enum dom_attribute {
  DOM_ARIA_HIDDEN,
  DOM_CLASS,
  DOM_CONTENT,
  DOM_DATETIME,
  DOM_HIDDEN,
  DOM_HREF,
  DOM_ID,
  DOM_ITEMPROP,
  DOM_ITEMTYPE,
  DOM_LANG,
  DOM_NAME,
  DOM_PROPERTY,
  DOM_REL,
  DOM_ROLE,
  DOM_STYLE,
  DOM_ATTRIBUTE_COUNT
} dom_attribute;

typedef struct dom_node {
  uint32_t parent;
  uint32_t end; /* one past the last node of the subtree */
  uint32_t at;  /* text: offset in 'text'; element: its first attribute */
  uint32_t len; /* text: length; element: number of attributes */
  uint8_t tag;  /* dom_tag */
} dom_node;

typedef struct dom_value {
  uint32_t at, len; /* in 'text' */
  uint8_t name;     /* dom_attribute */
} dom_value;

typedef struct dom {
  dom_node *nodes; /* nodes[0] is the document */
  size_t count, capacity;
  dom_value *values;
  size_t value_count, value_capacity;
  pincite_buf text;  /* of all text nodes and attribute values */
  uint32_t open;     /* while parsing: the innermost open element */
  uint32_t depth;    /* while parsing: how deep that is */
  uint32_t too_deep; /* while parsing: open elements below the deepest kept */
  bool failed;       /* out of memory, or a limit passed; sticks */
} dom;

/* Deeper elements are taken as if they were children of the deepest. */
#define DOM_MAX_DEPTH 512
/* A page with more nodes than this is refused. */
#define DOM_MAX_NODES ((size_t)4 << 20)

void pincite__dom_init(dom *page);
void pincite__dom_release(dom *page);

/* Parse a page in UTF-8. Content of scripts and styles is dropped, but for
   JSON-LD, which is the text of its script element. 'noscript' is whether what
   is meant for readers without scripts is a part of the page. Any bytes give a
   tree. Fails with ENOMEM, or EINVAL when the page is beyond the limits. */
pincite_status pincite__dom_parse(dom *page, const char *html, size_t len, bool noscript,
                                  pincite_error *err);

/* Append the page without scripts, styles, comments, drawings and attributes that
   are not kept, with no more than twice DOM_MAX_DEPTH elements open at a time. */
void pincite__dom_strip(const char *html, size_t len, bool noscript, pincite_buf *out);

/* ---- what a parser calls, in document order ------------------------- */

void pincite__dom_start(dom *page, dom_tag tag);
void pincite__dom_attribute(dom *page, dom_attribute name, const char *value, size_t len);
void pincite__dom_text(dom *page, const char *text, size_t len);
void pincite__dom_end(dom *page);
void pincite__dom_finish(dom *page);

/* ---- reading -------------------------------------------------------- */

/* By name in lower case; DOM_OTHER when unknown. */
dom_tag pincite__dom_tag_named(const char *name);
/* DOM_ATTRIBUTE_COUNT when it is none that is kept. */
dom_attribute pincite__dom_attribute_named(const char *name);

/* The value of an attribute of an element; empty with at NULL if absent. */
pincite_str pincite__dom_get(const dom *page, uint32_t node, dom_attribute name);

/* The text of a text node. */
pincite_str pincite__dom_node_text(const dom *page, uint32_t node);

/* All text below a node, white space as single blanks, at most 'most' bytes. */
void pincite__dom_add_text(const dom *page, uint32_t node, size_t most, pincite_buf *out);

#endif
