/* SPDX-License-Identifier: MIT
 *
 * html_main.c - which blocks are the article.
 *
 * First the place: every block that reads like prose votes with its length,
 * and the deepest element that holds nearly all votes is the article's. Then
 * what lies in it is pruned by marks, links and neighbours. When little is
 * left, a lenient pass asks for less.
 */
#include <stdlib.h>
#include <string.h>

#include "html_page.h"

/* A candidate must hold this share of its parent's votes to be descended to. */
#define SHARE_TO_DESCEND 0.72
/* An element that is called the article's body must hold this share of all. */
#define SHARE_OF_BODY 0.55
/* Articles with less text than this are looked at again, leniently. */
#define SHORT_ARTICLE 250
/* Below these shares of prose, and with less than so much of it, a page is none
   of a single article. */
#define SCATTERED_SHARE 0.4
#define SCATTERED_PROSE 2000
#define MIXED_SHARE 0.6
#define MIXED_PROSE 3000
/* Blocks between headline and article beyond which they have nothing to do with
   each other. */
#define MAX_LEAD 60

double pincite__html_link_share(const html_block *block) {
  return block->chars ? (double)block->link_chars / block->chars : 0;
}

/* How many characters of prose a block is taken for. */
static double votes(const html_block *block) {
  if (block->marks & MARK_BAD)
    return 0;
  double links = pincite__html_link_share(block);
  if (links > 0.4 || block->kind == KIND_HEADING || block->kind == KIND_CAPTION)
    return 0;
  double factor = block->kind == KIND_PARAGRAPH ? 1 : block->kind == KIND_PRE ? 0.7 : 0.8;
  if (block->words < 8 && !block->stops)
    return 0;
  if (block->words < 12)
    factor *= 0.4;
  return block->chars * factor * (1 - links);
}

/* What counts when marks are questioned: prose, whatever marks it bears. */
static uint32_t prose(const html_block *block) {
  return block->words >= 12 && pincite__html_link_share(block) < 0.4 ? block->chars : 0;
}

/* Marks of an element that are not to be believed, as it holds this share of the
   prose on the page. */
static uint32_t doubtful(double share, bool hides) {
  const uint32_t weak = MARK_NOTICE | MARK_AD | MARK_HEADER | MARK_ABOUT | MARK_BIO |
                        MARK_SHARE | MARK_LETTER | MARK_FORM;
  uint32_t marks = share > 0.5 ? (uint32_t)MARK_BAD : share > 0.3 ? weak : 0;
  return hides ? marks | MARK_HIDDEN : marks;
}

void pincite__html_acquit(html_page *page) {
  const dom *tree = &page->tree;
  double *sums = calloc(page->block_count + 1, sizeof *sums);
  double hidden = 0;
  if (!sums) {
    page->failed = true;
    return;
  }
  for (size_t b = 0; b < page->block_count; b++) {
    sums[b + 1] = sums[b] + prose(&page->blocks[b]);
    hidden += page->blocks[b].marks & MARK_HIDDEN ? prose(&page->blocks[b]) : 0;
  }
  double all = sums[page->block_count];
  bool hides = hidden > 0.5 * all; /* a page that is to be shown by a script */
  for (uint32_t i = 0; i < tree->count; i++) {
    if (page->own[i] & MARK_BAD) {
      size_t first, end;
      pincite__html_range(page, i, &first, &end);
      page->own[i] &= ~doubtful(all > 0 ? (sums[end] - sums[first]) / all : 0, hides);
    }
    page->marks[i] = page->own[i] | (i ? page->marks[tree->nodes[i].parent] : 0);
  }
  for (size_t b = 0; b < page->block_count; b++)
    page->blocks[b].marks = page->marks[page->blocks[b].node];
  free(sums);
}

/* The first element that says it is the article's text and holds most votes. */
static uint32_t find_body(const html_page *page, const double *sums) {
  double all = sums[page->block_count];
  for (uint32_t i = 0; i < page->tree.count && all > 0; i++) {
    size_t first, end;
    if (!(page->own[i] & MARK_BODY))
      continue;
    pincite__html_range(page, i, &first, &end);
    if (sums[end] - sums[first] >= SHARE_OF_BODY * all)
      return i;
  }
  return 0;
}

/* The deepest element that holds nearly all votes. */
static uint32_t find_root(const html_page *page, const double *sums) {
  const dom_node *nodes = page->tree.nodes;
  uint32_t root = find_body(page, sums);
  if (root)
    return root;
  for (;;) {
    size_t first, end;
    pincite__html_range(page, root, &first, &end);
    double all = sums[end] - sums[first], best = 0;
    uint32_t next = 0;
    for (uint32_t child = root + 1; child < nodes[root].end; child = nodes[child].end) {
      if (nodes[child].tag == DOM_TEXT)
        continue;
      pincite__html_range(page, child, &first, &end);
      if (end > first && sums[end] - sums[first] > best) {
        best = sums[end] - sums[first];
        next = child;
      }
    }
    if (!next || best < SHARE_TO_DESCEND * all ||
        !pincite__html_is_block((dom_tag)nodes[next].tag))
      return root;
    if (nodes[next].tag == DOM_P || nodes[next].tag == DOM_TR)
      return root;
    root = next;
    if (page->own[root] & MARK_BODY)
      return root;
  }
}

/* How a page is made, by how much of its text is prose. */
typedef enum page_kind {
  PAGE_ARTICLE,  /* nearly all */
  PAGE_MIXED,    /* about half: products, documentation */
  PAGE_SCATTERED /* little: lists of links or things; every piece may count */
} page_kind;

static page_kind kind_of_page(const html_page *page) {
  double text = 0, told = 0;
  for (size_t b = 0; b < page->block_count; b++) {
    const html_block *block = &page->blocks[b];
    if (block->marks & MARK_BAD)
      continue;
    text += block->chars;
    told += block->kind == KIND_HEADING || block->kind == KIND_CAPTION ? 0 : prose(block);
  }
  if (page->says_article && told >= SHORT_ARTICLE)
    return PAGE_ARTICLE;
  if (told < SCATTERED_SHARE * text && told < SCATTERED_PROSE)
    return PAGE_SCATTERED;
  return told < MIXED_SHARE * text && told < MIXED_PROSE ? PAGE_MIXED : PAGE_ARTICLE;
}

/* Whether a block that lies in the article, or in the whole of a page without
   one, is a part of it. */
static bool belongs(const html_block *block, page_kind kind) {
  const uint32_t pardoned =
      MARK_SIDE | MARK_HEADER | MARK_ABOUT | MARK_RELATED | MARK_NOTICE | MARK_HIDDEN;
  double links = pincite__html_link_share(block);
  if (kind == PAGE_SCATTERED)
    return !(block->marks & (MARK_BAD & ~pardoned)) && !(block->marks & MARK_HIDDEN);
  if ((block->marks & (MARK_BAD | MARK_CAPTION)) || block->kind == KIND_CAPTION)
    return false;
  if (kind == PAGE_ARTICLE && block->kind == KIND_TEXT && block->words < 5 &&
      !block->stops)
    return false;
  return links <= 0.75 || block->words >= 40 || block->kind == KIND_HEADING;
}

static void keep_below(html_page *page, uint32_t root, page_kind kind) {
  size_t first, end;
  pincite__html_range(page, root, &first, &end);
  for (size_t b = 0; b < page->block_count; b++)
    page->blocks[b].keep = b >= first && b < end && belongs(&page->blocks[b], kind);
  if (kind == PAGE_SCATTERED)
    return;
  pincite__html_prune(page);
}

/* The element that says it is the main part, if there is just one such. */
static uint32_t find_main(const html_page *page) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < page->tree.count; i++)
    if (page->own[i] & MARK_MAIN) {
      if (found && i >= page->tree.nodes[found].end)
        return 0;
      found = found ? found : i;
    }
  return found;
}

/* The lead often stands apart, between the headline and the element that holds
   the article, in one that is called a teaser or a header. */
static void keep_lead(html_page *page) {
  size_t first = 0, end;
  pincite__html_range(page, page->root, &first, &end);
  const uint32_t never =
      MARK_BAD & ~(uint32_t)(MARK_RELATED | MARK_HEADER | MARK_ABOUT | MARK_SHARE);
  if (first > page->title + MAX_LEAD)
    return;
  for (size_t b = page->title + 1; b < first; b++) {
    html_block *block = &page->blocks[b];
    bool prose = block->words >= 12 && (block->stops || block->words >= 18);
    if (prose && pincite__html_link_share(block) < 0.4 && !(block->marks & never) &&
        block->kind != KIND_CAPTION && !(block->marks & MARK_CAPTION))
      block->keep = true;
  }
}

size_t pincite__html_kept(const html_page *page) {
  size_t chars = 0;
  for (size_t b = 0; b < page->block_count; b++)
    if (page->blocks[b].keep)
      chars += page->blocks[b].chars;
  return chars;
}

void pincite__html_choose(html_page *page) {
  double *sums = calloc(page->block_count + 1, sizeof *sums);
  if (!sums) {
    page->failed = true;
    return;
  }
  for (size_t b = 0; b < page->block_count; b++)
    sums[b + 1] = sums[b] + votes(&page->blocks[b]);
  page_kind kind = kind_of_page(page);
  page->root = kind == PAGE_SCATTERED ? find_main(page) : find_root(page, sums);
  keep_below(page, page->root, kind);
  if (kind != PAGE_SCATTERED)
    keep_lead(page);
  if (pincite__html_kept(page) < SHORT_ARTICLE)
    keep_below(page, find_main(page), PAGE_SCATTERED);
  free(sums);
}
