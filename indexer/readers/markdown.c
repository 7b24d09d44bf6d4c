/* SPDX-License-Identifier: MIT
 *
 * markdown.c - Markdown to blocks: headings, paragraphs, items, quotes, tables.
 *
 * md4c finds the structure. Marks and addresses go, the words stay, and so do the
 * line ends inside a paragraph. Footnotes, which md4c does not know, are kept from
 * being taken for link definitions and become notes.
 */
#include <libxml/HTMLparser.h>
#include <md4c.h>
#include <string.h>

#include "../scrape.h"
#include "front_matter.h"
#include "reader.h"

#define MOST_DEPTH 16

typedef struct page {
  pincite_document *document;
  pincite_buf text; /* of the block at hand */
  size_t linked;    /* bytes of it inside links */
  size_t links;
  bool in_link;
  bool in_html;
  unsigned quotes;             /* quotes around */
  unsigned depth;              /* lists around */
  unsigned number[MOST_DEPTH]; /* the next item's; 0: not numbered */
  bool item;                   /* the block is the first of an item */
} page;

/* ---- text -------------------------------------------------------------------- */

static void add_code(page *to, uint32_t code) {
  char bytes[4];
  if (code && code < 0x110000 && (code < 0xd800 || code > 0xdfff))
    pincite__buf_add(&to->text, bytes, pincite__utf8_encode(code, bytes));
}

/* "&amp;", "&#8217;", "&#x2019;"; what is none is text. */
static void add_entity(page *to, const char *at, size_t len) {
  char name[32];
  uint32_t code = 0;
  if (len > 3 && at[1] == '#') {
    bool hex = at[2] == 'x' || at[2] == 'X';
    for (size_t i = hex ? 3 : 2; i + 1 < len && code < 0x110000; i++) {
      char c = at[i];
      uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a') + 10;
      code = code * (hex ? 16 : 10) + digit;
    }
  } else if (len > 2 && len - 2 < sizeof name) {
    memcpy(name, at + 1, len - 2);
    name[len - 2] = '\0';
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    code = entity ? entity->value : 0;
  }
  if (code)
    add_code(to, code);
  else
    pincite__buf_add(&to->text, at, len);
}

static bool is_tag(const char *at, size_t len, const char *name) {
  size_t size = strlen(name);
  if (len <= size + 1)
    return false;
  for (size_t i = 0; i < size; i++)
    if ((at[1 + i] | 32) != name[i])
      return false;
  return !((at[1 + size] | 32) >= 'a' && (at[1 + size] | 32) <= 'z');
}

/* Raw HTML: its words without its tags. */
static void add_html(page *to, const char *at, size_t len) {
  for (size_t i = 0; i < len;) {
    const char *end = NULL;
    if (at[i] == '<' && len - i > 3 && memcmp(at + i, "<!--", 4) == 0) {
      for (size_t k = i + 4; k + 2 < len && !end; k++)
        end = memcmp(at + k, "-->", 3) == 0 ? at + k + 2 : NULL;
    } else if (at[i] == '<') {
      end = memchr(at + i, '>', len - i);
      if (end && (is_tag(at + i, len - i, "br") || is_tag(at + i, len - i, "p") ||
                  is_tag(at + i, len - i, "div") || is_tag(at + i, len - i, "li") ||
                  is_tag(at + i, len - i, "tr")))
        pincite__buf_addc(&to->text, '\n');
    } else if (at[i] == '&' && (end = memchr(at + i, ';', len - i < 32 ? len - i : 32))) {
      add_entity(to, at + i, (size_t)(end - at) + 1 - i);
    }
    if (!end)
      pincite__buf_addc(&to->text, at[i++]);
    else
      i = (size_t)(end - at) + 1;
  }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data) {
  page *to = data;
  size_t before = to->text.len;
  switch (type) {
  case MD_TEXT_NULLCHAR:
    break;
  case MD_TEXT_BR:
  case MD_TEXT_SOFTBR:
    pincite__buf_addc(&to->text, '\n');
    break;
  case MD_TEXT_ENTITY:
    add_entity(to, at, size);
    break;
  case MD_TEXT_HTML:
    if (to->in_html)
      pincite__buf_add(&to->text, at, size);
    else if (is_tag(at, size, "br"))
      pincite__buf_addc(&to->text, '\n');
    break;
  default:
    pincite__buf_add(&to->text, at, size);
  }
  if (to->in_link)
    to->linked += to->text.len - before;
  return to->text.failed;
}

static int on_span(MD_SPANTYPE type, void *detail, void *data) {
  page *to = data;
  (void)detail;
  if (type != MD_SPAN_A)
    return 0;
  /* Two links that touch are two words. */
  if (to->links && to->text.len && to->linked == to->text.len) {
    pincite__buf_addc(&to->text, ' ');
    to->linked++;
  }
  to->in_link = true;
  to->links++;
  return 0;
}

static int off_span(MD_SPANTYPE type, void *detail, void *data) {
  page *to = data;
  (void)detail;
  if (type == MD_SPAN_A)
    to->in_link = false;
  return 0;
}

/* ---- blocks ------------------------------------------------------------------ */

/* End the block at hand. Several links and nothing else are a menu. */
static void flush(page *to, pincite_zone zone) {
  pincite_str text = pincite__buf_view(&to->text);
  if (zone == PINCITE_ZONE_BODY) {
    bool note = text.len > 3 && memcmp(text.at, "[^", 2) == 0;
    bool menu = to->links > 1 && to->linked + to->links >= text.len &&
                !pincite__ends_sentence(text) &&
                pincite__count_words(text) <= 5 * to->links;
    zone = menu         ? PINCITE_ZONE_BOILERPLATE
           : note       ? PINCITE_ZONE_NOTE
           : to->quotes ? PINCITE_ZONE_QUOTE
                        : PINCITE_ZONE_BODY;
  }
  if (to->text.failed)
    to->document->failed = true;
  pincite__document_add(to->document, zone, text.at, text.len);
  pincite__buf_clear(&to->text);
  to->linked = to->links = 0;
}

static void begin_item(page *to) {
  flush(to, PINCITE_ZONE_BODY);
  for (unsigned i = 1; i < to->depth && i < MOST_DEPTH; i++)
    pincite__buf_adds(&to->text, "  ");
  unsigned *number = &to->number[to->depth < MOST_DEPTH ? to->depth : 0];
  if (*number)
    pincite__buf_addf(&to->text, "%u. ", (*number)++);
  else
    pincite__buf_adds(&to->text, "- ");
  to->item = true;
}

static void begin_list(page *to, unsigned number) {
  flush(to, PINCITE_ZONE_BODY);
  to->depth++;
  if (to->depth < MOST_DEPTH)
    to->number[to->depth] = number;
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *data) {
  page *to = data;
  switch (type) {
  case MD_BLOCK_QUOTE:
    flush(to, PINCITE_ZONE_BODY);
    to->quotes++;
    break;
  case MD_BLOCK_UL:
    begin_list(to, 0);
    break;
  case MD_BLOCK_OL:
    begin_list(to, ((MD_BLOCK_OL_DETAIL *)detail)->start);
    break;
  case MD_BLOCK_LI:
    begin_item(to);
    break;
  case MD_BLOCK_HTML:
    to->in_html = true;
    break;
  case MD_BLOCK_TR:
    if (to->text.len)
      pincite__buf_addc(&to->text, '\n');
    break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    if (to->text.len && to->text.data[to->text.len - 1] != '\n')
      pincite__buf_adds(&to->text, " | ");
    break;
  case MD_BLOCK_P:
  case MD_BLOCK_H:
  case MD_BLOCK_CODE:
    if (!to->item)
      flush(to, PINCITE_ZONE_BODY);
    to->item = false;
    break;
  default:
    break;
  }
  return to->text.failed;
}

static void end_html(page *to) {
  pincite_buf raw = to->text;
  pincite__buf_init(&to->text, PINCITE__TEXT_LIMIT);
  add_html(to, raw.data, raw.len);
  pincite__buf_release(&raw);
  to->in_html = false;
  flush(to, PINCITE_ZONE_BODY);
}

static int off_block(MD_BLOCKTYPE type, void *detail, void *data) {
  page *to = data;
  (void)detail;
  switch (type) {
  case MD_BLOCK_HTML:
    end_html(to);
    break;
  case MD_BLOCK_H:
    flush(to, PINCITE_ZONE_HEADING);
    break;
  case MD_BLOCK_UL:
  case MD_BLOCK_OL:
    flush(to, PINCITE_ZONE_BODY);
    to->depth--;
    break;
  case MD_BLOCK_QUOTE:
    flush(to, PINCITE_ZONE_BODY);
    to->quotes--;
    break;
  case MD_BLOCK_LI:
  case MD_BLOCK_P:
  case MD_BLOCK_CODE:
  case MD_BLOCK_TABLE:
    flush(to, PINCITE_ZONE_BODY);
    to->item = false;
    break;
  default:
    break;
  }
  return to->document->failed;
}

/* ---- the whole ----------------------------------------------------------------- */

/* Copy the text; a footnote ("[^1]: ...") gets a paragraph of its own and a mark
   that makes it text. */
static void keep_notes(pincite_str text, pincite_buf *out) {
  for (size_t at = 0, end; at < text.len; at = end) {
    const char *stop = memchr(text.at + at, '\n', text.len - at);
    end = stop ? (size_t)(stop - text.at) + 1 : text.len;
    const char *mark = end - at > 3 && memcmp(text.at + at, "[^", 2) == 0
                           ? memchr(text.at + at, ']', end - at)
                           : NULL;
    if (mark && mark + 1 < text.at + end && mark[1] == ':')
      pincite__buf_adds(out, "\n\\");
    pincite__buf_add(out, text.at + at, end - at);
  }
}

static void parse(page *to, pincite_str text) {
  static const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                                            MD_FLAG_NOINDENTEDCODEBLOCKS,
                                   .enter_block = on_block,
                                   .leave_block = off_block,
                                   .enter_span = on_span,
                                   .leave_span = off_span,
                                   .text = on_text};
  if (md_parse(text.at, (MD_SIZE)text.len, &parser, to) != 0)
    to->document->failed = true;
}

/* Append the text without zero bytes, which are no characters: md4c reads past the end
   of a text that ends with many of them. */
static void drop_zeros(pincite_str text, pincite_buf *out) {
  for (size_t at = 0; at < text.len;) {
    const char *zero = memchr(text.at + at, '\0', text.len - at);
    size_t end = zero ? (size_t)(zero - text.at) : text.len;
    pincite__buf_add(out, text.at + at, end - at);
    at = end + 1;
  }
}

static void parse_clean(page *to, pincite_str text) {
  pincite_buf copy;
  if (!text.len || !memchr(text.at, '\0', text.len)) {
    parse(to, text);
    return;
  }
  pincite__buf_init(&copy, 2 * PINCITE__TEXT_LIMIT);
  drop_zeros(text, &copy);
  if (copy.failed)
    to->document->failed = true;
  else
    parse(to, pincite__buf_view(&copy));
  pincite__buf_release(&copy);
}

void pincite__read_markdown(pincite_str text, pincite_document *document) {
  page to = {.document = document};
  size_t skip = pincite__front_matter(text, document);
  text = (pincite_str){text.at + skip, text.len - skip};
  pincite__buf_init(&to.text, PINCITE__TEXT_LIMIT);
  bool notes = false;
  for (size_t i = 0; i + 1 < text.len && !notes; i++)
    notes = text.at[i] == '[' && text.at[i + 1] == '^';
  if (notes) {
    pincite_buf copy;
    pincite__buf_init(&copy, 2 * PINCITE__TEXT_LIMIT);
    keep_notes(text, &copy);
    if (copy.failed)
      document->failed = true;
    else
      parse_clean(&to, pincite__buf_view(&copy));
    pincite__buf_release(&copy);
  } else {
    parse_clean(&to, text);
  }
  pincite__buf_release(&to.text);
  pincite__scrape(document);
}
