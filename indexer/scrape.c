/* SPDX-License-Identifier: MIT
 *
 * scrape.c - zones for text that came without any.
 *
 * The order matters: lines of furniture are split from the paragraphs that they
 * cling to, then the first and the last prose are found, then everything before,
 * between and behind is judged by where it stands.
 *
 * Invariant: only zones change, and where blocks begin and end; never a byte of
 * the text.
 */
#include <stdlib.h>
#include <string.h>

#include "scrape.h"

/* A title is no longer; a longer first line is a paragraph. */
#define TITLE_WORDS 30
#define TITLE_BYTES 240
/* Among this many blocks the title is looked for, and its repetitions. */
#define TITLE_AMONG 8
#define HEADING_WORDS 12
#define HEADING_BYTES 100
/* Names in a menu have at most this many words. */
#define MENU_WORDS 4

static pincite_str text_of(const pincite_document *document, size_t i) {
  return pincite__block_text(document, i);
}

static bool is_body(const pincite_document *document, size_t i) {
  return document->blocks[i].zone == PINCITE_ZONE_BODY;
}

static bool one_line(pincite_str text) {
  return text.len == 0 || !memchr(text.at, '\n', text.len);
}

/* ---- splitting ------------------------------------------------------------ */

/* Split block i before byte 'at' of it, where a line begins. */
static bool split(pincite_document *document, size_t i, size_t at) {
  if (!pincite__grow(&document->blocks, &document->block_capacity,
                     document->block_count + 1, sizeof *document->blocks)) {
    document->failed = true;
    return false;
  }
  pincite_block *block = &document->blocks[i];
  memmove(block + 1, block, (document->block_count - i) * sizeof *block);
  document->block_count++;
  block[1].start += at;
  block[1].length -= at;
  block[0].length = at;
  const char *text = document->text.data + block->start;
  while (block->length && strchr(" \t\n", text[block->length - 1]))
    block->length--;
  while (block[1].length && strchr(" \t\n", document->text.data[block[1].start])) {
    block[1].start++;
    block[1].length--;
  }
  return true;
}

/* A line of furniture, not one of a wrapped paragraph that happens to read so. */
static bool stands_alone(pincite_str line) {
  char first = line.len ? line.at[0] : 'a';
  return !(first >= 'a' && first <= 'z') && !pincite__ends_sentence(line) &&
         pincite__furniture(line) >= PINCITE_FURNITURE_ANY;
}

/* Whole lines of furniture at the end of a paragraph become blocks of their own,
   from the last one on; likewise at its beginning. */
static void split_lines(pincite_document *document, size_t i) {
  for (;;) {
    pincite_str text = text_of(document, i);
    size_t last = text.len;
    while (last > 0 && text.at[last - 1] != '\n')
      last--;
    pincite_str line = {text.at + last, text.len - last};
    pincite_str before = {text.at, last ? last - 1 : 0};
    if (last == 0 || !stands_alone(line) || !pincite__ends_sentence(before))
      break;
    if (!split(document, i, last))
      return;
  }
  pincite_str text = text_of(document, i);
  const char *end = text.len ? memchr(text.at, '\n', text.len) : NULL;
  if (end && stands_alone((pincite_str){text.at, (size_t)(end - text.at)}))
    split(document, i, (size_t)(end - text.at) + 1);
}

/* The first line of the first paragraph, when the paragraph begins anew behind
   it: "Title\nBy A. Writer\nThe text ...". */
static void split_title(pincite_document *document) {
  pincite_str text = text_of(document, 0);
  const char *end = memchr(text.at, '\n', text.len);
  if (!end || document->block_count < 2)
    return;
  pincite_str first = {text.at, (size_t)(end - text.at)};
  pincite_str rest = {end + 1, text.len - first.len - 1};
  const char *stop = memchr(rest.at, '\n', rest.len);
  pincite_str second = {rest.at, stop ? (size_t)(stop - rest.at) : rest.len};
  bool capital = rest.len && rest.at[0] >= 'A' && rest.at[0] <= 'Z';
  if (capital && !pincite__ends_sentence(first) && first.len * 3 < second.len * 2 &&
      pincite__count_words(first) <= HEADING_WORDS && pincite__is_title_case(first))
    split(document, 0, first.len + 1);
}

/* ---- the title ------------------------------------------------------------- */

static bool same_text(pincite_str a, pincite_str b) {
  char plain_a[TITLE_BYTES + 20], plain_b[TITLE_BYTES + 20];
  return pincite__plain(a, plain_a, sizeof plain_a) &&
         pincite__plain(b, plain_b, sizeof plain_b) && plain_a[0] &&
         strcmp(plain_a, plain_b) == 0;
}

/* Could this block be a title? One that stands there twice need not look like
   one. */
static bool is_title(const pincite_document *document, size_t i) {
  pincite_str text = text_of(document, i);
  if (text.len > TITLE_BYTES || pincite__count_words(text) > TITLE_WORDS ||
      pincite__is_prose(text))
    return false;
  for (size_t k = i + 1; k < document->block_count && k < i + TITLE_AMONG; k++)
    if (same_text(text, text_of(document, k)))
      return true;
  char first = text.at[0], last = text.at[text.len - 1];
  bool question = last == '?' || last == '!';
  bool begins = !(first >= 'a' && first <= 'z') && first != '-' && first != '*';
  size_t lines = 1;
  for (size_t at = 0; at < text.len; at++)
    lines += text.at[at] == '\n';
  return begins && lines <= 3 && (question || !pincite__ends_sentence(text));
}

/* Two blocks that are one title: a section's number was kept apart. */
static void mark_title(pincite_document *document) {
  size_t count = document->block_count, found = count;
  pincite_str title = pincite__document_get(document, PINCITE_FIELD_TITLE);
  bool given = title.len > 0;
  for (size_t i = 0; i < count && i < TITLE_AMONG && found == count; i++) {
    pincite_str text = text_of(document, i);
    if (document->blocks[i].zone == PINCITE_ZONE_BOILERPLATE)
      continue;
    if (given ? same_text(text, title) : is_title(document, i))
      found = i;
    else if (!given && (pincite__is_prose(text) || is_body(document, i)))
      break;
  }
  if (found == count || (!given && found + 1 == count))
    return;
  pincite_str text = text_of(document, found);
  document->blocks[found].zone = PINCITE_ZONE_TITLE;
  if (!given)
    pincite__document_set(document, PINCITE_FIELD_TITLE, text.at, text.len, "first line");
  for (size_t i = found + 1; i < count && i < found + TITLE_AMONG; i++)
    if ((is_body(document, i) || document->blocks[i].zone == PINCITE_ZONE_HEADING) &&
        same_text(text, text_of(document, i)))
      document->blocks[i].zone = PINCITE_ZONE_BOILERPLATE;
}

/* ---- furniture ---------------------------------------------------------------- */

/* "Home | About | Contact", or the same on lines: names, some of them known. */
static bool is_menu(pincite_str text) {
  size_t items = 0, known = 0;
  if (text.len > 600)
    return false;
  for (size_t at = 0; at <= text.len;) {
    size_t end = at;
    while (end < text.len && !strchr("|\n/>", text.at[end]) &&
           (text.len - end < 2 || (memcmp(text.at + end, "\xc2\xb7", 2) != 0 &&
                                   memcmp(text.at + end, "\xc2\xbb", 2) != 0)) &&
           (text.len - end < 3 || memcmp(text.at + end, "\xe2\x80\xa2", 3) != 0))
      end++;
    pincite_str item = {text.at + at, end - at};
    if (pincite__count_words(item)) {
      if (pincite__count_words(item) > MENU_WORDS || pincite__ends_sentence(item))
        return false;
      items++;
      known += pincite__furniture(item) != PINCITE_FURNITURE_NONE;
    }
    at = end + 1;
    while (at < text.len && ((unsigned char)text.at[at] & 0xc0U) == 0x80U)
      at++;
  }
  return items >= 3 && known >= 2 && known * 3 >= items;
}

/* Every line of it is furniture. */
static bool all_furniture(pincite_str text, bool edge, bool *opens) {
  *opens = false;
  for (size_t at = 0; at < text.len;) {
    const char *stop = memchr(text.at + at, '\n', text.len - at);
    size_t end = stop ? (size_t)(stop - text.at) : text.len;
    pincite_furniture says = pincite__furniture((pincite_str){text.at + at, end - at});
    if (says == PINCITE_FURNITURE_NONE || (says == PINCITE_FURNITURE_EDGE && !edge)) {
      *opens = false;
      /* A notice may be wrapped. */
      return pincite__furniture(text) >=
             (edge ? PINCITE_FURNITURE_EDGE : PINCITE_FURNITURE_ANY);
    }
    *opens = says == PINCITE_FURNITURE_OPENS;
    at = end + 1;
  }
  return text.len > 0;
}

/* A checksum or a key, which nobody looks for. */
static bool is_code(pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("0123456789abcdefABCDEF", text.at[i]) || !text.at[i])
      return false;
  return text.len >= 32;
}

static void mark_furniture(pincite_document *document, size_t first_prose,
                           size_t last_prose) {
  bool open = false;
  for (size_t i = 0; i < document->block_count; i++) {
    pincite_str text = text_of(document, i);
    bool edge = i < first_prose || i > last_prose, opens = false;
    if (is_code(text))
      document->blocks[i].zone = PINCITE_ZONE_BOILERPLATE;
    if (!is_body(document, i)) {
      open = open && document->blocks[i].zone == PINCITE_ZONE_BOILERPLATE;
      continue;
    }
    bool notice = all_furniture(text, edge, &opens) || (edge && is_menu(text));
    bool follows = open && edge && !pincite__is_prose(text);
    if (notice || follows)
      document->blocks[i].zone = PINCITE_ZONE_BOILERPLATE;
    open = opens || follows || (open && notice);
  }
}

/* ---- headings ------------------------------------------------------------------ */

static bool is_heading(pincite_str text) {
  if (!one_line(text) || text.len > HEADING_BYTES ||
      pincite__count_words(text) > HEADING_WORDS || text.len < 3)
    return false;
  char first = text.at[0];
  bool begins = (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') ||
                (unsigned char)first >= 0xc2;
  bool asks = text.at[text.len - 1] == '?';
  return begins && (asks || !pincite__ends_sentence(text)) &&
         pincite__is_title_case(text);
}

static void mark_headings(pincite_document *document) {
  for (size_t i = 0; i + 1 < document->block_count; i++)
    if (is_body(document, i) && is_body(document, i + 1) &&
        is_heading(text_of(document, i)) && pincite__is_prose(text_of(document, i + 1)))
      document->blocks[i].zone = PINCITE_ZONE_HEADING;
}

/* ---- the whole ------------------------------------------------------------------ */

/* If nothing would be left to be found, nothing was furniture. */
static void keep_some(pincite_document *document) {
  for (size_t i = 0; i < document->block_count; i++)
    if (document->blocks[i].zone == PINCITE_ZONE_BODY)
      return;
  for (size_t i = 0; i < document->block_count; i++)
    if (document->blocks[i].zone != PINCITE_ZONE_TITLE || document->block_count == 1)
      document->blocks[i].zone = PINCITE_ZONE_BODY;
}

void pincite__scrape(pincite_document *document) {
  if (document->block_count == 0 || document->failed || document->text.failed)
    return;
  for (size_t i = 0; i < document->block_count; i++)
    if (is_body(document, i) && !one_line(text_of(document, i)))
      split_lines(document, i);
  if (!pincite__document_get(document, PINCITE_FIELD_TITLE).len)
    split_title(document);
  if (document->block_count < 2)
    return;
  size_t count = document->block_count, first = count, last = 0;
  for (size_t i = 0; i < count; i++)
    if (is_body(document, i) && pincite__is_prose(text_of(document, i)) &&
        pincite__furniture(text_of(document, i)) == PINCITE_FURNITURE_NONE) {
      first = first == count ? i : first;
      last = i;
    }
  mark_furniture(document, first, first == count ? count : last);
  mark_title(document);
  pincite__scrape_facts(document, first);
  mark_headings(document);
  keep_some(document);
}
