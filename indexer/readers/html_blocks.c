/* SPDX-License-Identifier: MIT
 *
 * html_blocks.c - the tree to blocks of text in reading order.
 *
 * One pass over the nodes. A block ends where an element that makes a block
 * begins or ends, and at two line breaks on end; a table's row is one block
 * with its cells side by side.
 */
#include <string.h>

#include "html_page.h"

/* The state of the pass. */
typedef struct cutter {
  html_page *page;
  html_block now;                   /* the block that is being filled */
  uint32_t open[DOM_MAX_DEPTH + 2]; /* elements that make blocks, outermost first */
  size_t depth;
  uint32_t link_end; /* nodes before this one are inside a link */
  uint32_t pre_end;  /* likewise inside <pre> */
  uint32_t row_end;  /* likewise inside a table's row */
  unsigned breaks;   /* <br> since the last text */
  bool blank;        /* white space since the last text */
  bool cell;         /* a new cell has begun since the last text */
} cutter;

bool pincite__html_is_block(dom_tag tag) {
  switch (tag) {
  case DOM_ADDRESS:
  case DOM_ARTICLE:
  case DOM_ASIDE:
  case DOM_BLOCKQUOTE:
  case DOM_BODY:
  case DOM_BUTTON:
  case DOM_CAPTION:
  case DOM_CENTER:
  case DOM_DD:
  case DOM_DETAILS:
  case DOM_DIALOG:
  case DOM_DIV:
  case DOM_DL:
  case DOM_DT:
  case DOM_FIELDSET:
  case DOM_FIGCAPTION:
  case DOM_FIGURE:
  case DOM_FOOTER:
  case DOM_FORM:
  case DOM_H1:
  case DOM_H2:
  case DOM_H3:
  case DOM_H4:
  case DOM_H5:
  case DOM_H6:
  case DOM_HEAD:
  case DOM_HEADER:
  case DOM_HGROUP:
  case DOM_HR:
  case DOM_HTML:
  case DOM_LEGEND:
  case DOM_LI:
  case DOM_MAIN:
  case DOM_MENU:
  case DOM_NAV:
  case DOM_OL:
  case DOM_OPTION:
  case DOM_P:
  case DOM_PRE:
  case DOM_SECTION:
  case DOM_SELECT:
  case DOM_SUMMARY:
  case DOM_TABLE:
  case DOM_TBODY:
  case DOM_TD:
  case DOM_TEMPLATE:
  case DOM_TEXTAREA:
  case DOM_TFOOT:
  case DOM_TH:
  case DOM_THEAD:
  case DOM_TITLE:
  case DOM_TR:
  case DOM_UL:
    return true;
  default:
    return false;
  }
}

void pincite__html_range(const html_page *page, uint32_t node, size_t *first,
                         size_t *end) {
  *first = page->first[node];
  uint32_t after = page->tree.nodes[node].end;
  *end = after < page->tree.count ? page->first[after] : page->block_count;
}

/* What kind of block text is that lies in 'node'. */
static void classify(const html_page *page, html_block *block) {
  const dom_node *nodes = page->tree.nodes;
  uint32_t node = block->node;
  for (int up = 0; node && up < 6; up++, node = nodes[node].parent) {
    dom_tag tag = (dom_tag)nodes[node].tag;
    if (tag >= DOM_H1 && tag <= DOM_H6) {
      block->kind = KIND_HEADING;
      block->level = (uint8_t)(tag - DOM_H1 + 1);
      return;
    }
    if (tag == DOM_TR) {
      block->kind = KIND_ROW;
      return;
    }
    if (tag == DOM_LI || tag == DOM_DD || tag == DOM_DT) {
      block->kind = KIND_ITEM;
      return;
    }
    if (tag == DOM_PRE) {
      block->kind = KIND_PRE;
      return;
    }
    if (tag == DOM_FIGCAPTION || tag == DOM_CAPTION) {
      block->kind = KIND_CAPTION;
      return;
    }
    if (tag == DOM_P)
      block->kind = KIND_PARAGRAPH;
    else if (up > 0 && tag != DOM_BLOCKQUOTE && tag != DOM_DIV && tag != DOM_CENTER)
      return;
  }
}

static void flush(cutter *at) {
  html_page *page = at->page;
  at->now.len = (uint32_t)page->text.len - at->now.start;
  if (at->now.chars) {
    if (!pincite__grow(&page->blocks, &page->block_capacity, page->block_count + 1,
                       sizeof *page->blocks)) {
      page->failed = true;
      return;
    }
    classify(page, &at->now);
    at->now.marks = page->marks[at->now.node];
    page->blocks[page->block_count++] = at->now;
  }
  at->now = (html_block){.start = (uint32_t)page->text.len};
  at->blank = at->cell = false;
  at->breaks = 0;
}

/* Write what was held back between two stretches of text. */
static void add_gap(cutter *at) {
  pincite_buf *text = &at->page->text;
  if (text->len > at->now.start) {
    if (at->cell)
      pincite__buf_addc(text, '\t');
    else if (at->breaks)
      pincite__buf_addc(text, '\n');
    else if (at->blank)
      pincite__buf_addc(text, ' ');
  }
  at->blank = at->cell = false;
  at->breaks = 0;
}

static void measure(cutter *at, const char *text, size_t len, bool link) {
  uint32_t chars = 0, stops = 0, wide = 0;
  bool gap = at->now.chars == 0 || at->blank || at->breaks || at->cell;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == ' ' || c == '\n' || c == '\t') {
      gap = true;
      continue;
    }
    at->now.words += gap;
    gap = false;
    chars += (c & 0xc0U) != 0x80U;
    wide += c >= 0xe3 && c <= 0xe9;
    if (c == ',' || ((c == '.' || c == '?' || c == '!') &&
                     (i + 1 == len || text[i + 1] == ' ' || text[i + 1] == '\n')))
      stops++;
    else if (c == 0xe3 && i + 2 < len &&
             (memcmp(text + i, "\u3002", 3) == 0 || memcmp(text + i, "\u3001", 3) == 0))
      stops++;
  }
  /* Chinese and Japanese are written without blanks: two characters a word. */
  at->now.words += wide / 2;
  at->now.chars += chars;
  at->now.stops += stops;
  if (link)
    at->now.link_chars += chars;
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The length of an invisible character at the beginning of a text, 0 if there
   is none: soft hyphens, blanks without width, byte order marks. They are hints
   for setting lines, and would be in the way of every quotation. */
static size_t invisible(const char *text, size_t len) {
  if (len >= 2 && memcmp(text, "\xc2\xad", 2) == 0)
    return 2;
  return len >= 3 && (memcmp(text, "\xe2\x80\x8b", 3) == 0 ||
                      memcmp(text, "\xef\xbb\xbf", 3) == 0)
             ? 3
             : 0;
}

static void add_visible(pincite_buf *out, const char *text, size_t len) {
  size_t kept = 0;
  for (size_t i = 0; i < len; i++) {
    size_t skip = (unsigned char)text[i] >= 0xc2 ? invisible(text + i, len - i) : 0;
    if (skip) {
      pincite__buf_add(out, text + kept, i - kept);
      kept = i + skip;
      i = kept - 1;
    }
  }
  pincite__buf_add(out, text + kept, len - kept);
}

/* Add the text of node 'i', white space as single blanks unless it is <pre>. */
static void add_text(cutter *at, uint32_t i) {
  pincite_buf *out = &at->page->text;
  pincite_str text = pincite__dom_node_text(&at->page->tree, i);
  bool pre = i < at->pre_end;
  for (size_t k = 0; k < text.len;) {
    size_t start = k;
    while (k < text.len && is_space(text.at[k]))
      k++;
    if (k > start && pre && out->len > at->now.start)
      for (size_t s = start; s < k; s++)
        pincite__buf_addc(out,
                          text.at[s] == '\r' || text.at[s] == '\f' ? ' ' : text.at[s]);
    else if (k > start)
      at->blank = true;
    start = k;
    while (k < text.len && !is_space(text.at[k]))
      k++;
    if (k == start)
      break;
    if (at->breaks > 1 && !pre && i >= at->row_end)
      flush(at);
    if (at->now.chars == 0)
      at->now.node = at->depth ? at->open[at->depth - 1] : 0;
    measure(at, text.at + start, k - start, i < at->link_end);
    add_gap(at);
    add_visible(out, text.at + start, k - start);
  }
}

static void begin(cutter *at, uint32_t i, dom_tag tag) {
  const dom_node *nodes = at->page->tree.nodes;
  if (tag == DOM_A && (at->page->own[i] & MARK_LINK) && nodes[i].end > at->link_end)
    at->link_end = nodes[i].end;
  if (tag == DOM_BR)
    at->breaks++;
  if (!pincite__html_is_block(tag))
    return;
  bool in_row = i < at->row_end;
  if (in_row && (tag == DOM_TD || tag == DOM_TH)) {
    at->cell = true;
  } else if (in_row) {
    at->breaks++;
  } else {
    flush(at);
  }
  if (tag == DOM_PRE && nodes[i].end > at->pre_end)
    at->pre_end = nodes[i].end;
  if (!in_row) {
    at->open[at->depth++] = i;
  }
}

/* A row is taken as one block only when it is one of a table of data: small
   cells without blocks of text in them. Old pages are laid out by tables. */
static bool is_data_row(const html_page *page, uint32_t row) {
  const dom_node *nodes = page->tree.nodes;
  size_t text = 0, cells = 0;
  for (uint32_t i = row + 1; i < nodes[row].end; i++) {
    dom_tag tag = (dom_tag)nodes[i].tag;
    if (tag == DOM_TEXT)
      text += nodes[i].len;
    cells += tag == DOM_TD || tag == DOM_TH;
    if (tag == DOM_TABLE || tag == DOM_UL || tag == DOM_OL || tag == DOM_FORM ||
        tag == DOM_DIV || (tag >= DOM_H1 && tag <= DOM_H6) || text > 2000)
      return false;
  }
  return cells > 1;
}

void pincite__html_cut(html_page *page) {
  const dom *tree = &page->tree;
  cutter at = {.page = page};
  for (uint32_t i = 0; i < tree->count && !page->failed; i++) {
    while (at.depth && tree->nodes[at.open[at.depth - 1]].end <= i) {
      flush(&at);
      at.depth--;
    }
    page->first[i] = (uint32_t)page->block_count;
    dom_tag tag = (dom_tag)tree->nodes[i].tag;
    if (tag == DOM_SCRIPT || tag == DOM_HEAD) {
      for (uint32_t k = i + 1; k < tree->nodes[i].end; k++)
        page->first[k] = (uint32_t)page->block_count;
      i = tree->nodes[i].end - 1;
      continue;
    }
    if (tag == DOM_TEXT) {
      add_text(&at, i);
    } else {
      begin(&at, i, tag);
      /* A block is open from here on only if nothing was in it yet. */
      page->first[i] = (uint32_t)page->block_count;
      if (tag == DOM_TR && i >= at.row_end && is_data_row(page, i))
        at.row_end = tree->nodes[i].end;
    }
  }
  flush(&at);
  page->failed = page->failed || page->text.failed;
}
