/* SPDX-License-Identifier: MIT
 *
 * pdf_hyphens.c - words that were broken at the end of a line.
 *
 * Whether the hyphen belongs to the word is asked of the document itself: it is
 * likely to have the word once more, unbroken.
 */
#include <string.h>

#include "pdf.h"

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

#define LONGEST 80

/* A word, or two that were one, in lower case; 0: too long, or nothing. */
static uint64_t key_of(pincite_str left, const char *between, pincite_str right) {
  char word[LONGEST];
  size_t len = 0, gap = strlen(between);
  if (left.len + gap + right.len > LONGEST || left.len == 0)
    return 0;
  for (size_t i = 0; i < left.len; i++)
    word[len++] = lower(left.at[i]);
  memcpy(word + len, between, gap);
  len += gap;
  for (size_t i = 0; i < right.len; i++)
    word[len++] = lower(right.at[i]);
  uint64_t hash = pincite__hash64(word, len);
  return hash ? hash : 1;
}

static bool knows(const pdf_file *file, uint64_t key) {
  return key && pincite__idset_has(&file->words, key);
}

static bool in_word(pincite_str text, size_t i) {
  return is_letter(text.at[i]) ||
         (text.at[i] == '-' && i > 0 && i + 1 < text.len && is_letter(text.at[i - 1]) &&
          is_letter(text.at[i + 1]));
}

static void learn_line(pdf_file *file, pincite_str text) {
  for (size_t i = 0; i < text.len && !file->failed;) {
    size_t start = i;
    while (i < text.len && in_word(text, i))
      i++;
    pincite_str word = {text.at + start, i - start};
    uint64_t key = key_of(word, "", (pincite_str){"", 0});
    /* The last word may be a part of one. */
    if (key && i < text.len && !(i + 1 == text.len && text.at[i] == '-') &&
        pincite__idset_add(&file->words, key) < 0)
      file->failed = true;
    i += i == start;
  }
}

void pincite__pdf_learn(pdf_file *file) {
  for (size_t i = 0; i < file->line_count; i++)
    learn_line(file, pdf_line_text(file, &file->lines[i]));
}

/* ---- joining -------------------------------------------------------------------------
 */

static bool ends_in(const pincite_buf *text, const char *end) {
  size_t len = strlen(end);
  return text->len >= len && memcmp(text->data + text->len - len, end, len) == 0;
}

/* The length of the hyphen at the end of a text; 0: none. */
static size_t hyphen_at_end(const pincite_buf *text) {
  if (ends_in(text, "\xe2\x80\x90"))
    return 3;
  return ends_in(text, "-") && !ends_in(text, "--");
}

/* The last word before 'end', which an address may be. */
static pincite_str last_word(const pincite_buf *text, size_t end, bool letters) {
  size_t start = end;
  while (start > 0 &&
         (letters ? is_letter(text->data[start - 1]) : text->data[start - 1] != ' '))
    start--;
  return (pincite_str){text->data + start, end - start};
}

static bool holds(pincite_str text, const char *word) {
  size_t len = strlen(word);
  for (size_t i = 0; i + len <= text.len; i++)
    if (memcmp(text.at + i, word, len) == 0)
      return true;
  return false;
}

/* An address goes on behind a slash and the like. */
static bool is_address(const pincite_buf *text) {
  pincite_str word = last_word(text, text->len, false);
  if (!word.len || !strchr("/-_=?&.%", word.at[word.len - 1]))
    return false;
  return holds(word, "://") || (word.len > 4 && memcmp(word.at, "www.", 4) == 0);
}

/* Was the hyphen put in where the line ended? */
static bool is_soft(const pdf_file *file, pincite_str left, pincite_str right) {
  pincite_str none = {"", 0};
  if (knows(file, key_of(left, "-", right)))
    return false;
  if (knows(file, key_of(left, "", right)))
    return true;
  return !(left.len > 1 && knows(file, key_of(left, "", none)) &&
           knows(file, key_of(right, "", none)));
}

void pincite__pdf_join(const pdf_file *file, pincite_buf *paragraph, pincite_str line) {
  size_t hyphen = hyphen_at_end(paragraph);
  if (paragraph->len == 0 || line.len == 0) {
    pincite__buf_add(paragraph, line.at, line.len);
    return;
  }
  if (is_address(paragraph) || ends_in(paragraph, "\xe2\x80\x94")) {
    pincite__buf_add(paragraph, line.at, line.len);
    return;
  }
  size_t end = paragraph->len - hyphen, next = 0;
  while (next < line.len && is_letter(line.at[next]))
    next++;
  pincite_str left = last_word(paragraph, end, true), right = {line.at, next};
  if (!hyphen || left.len == 0) {
    bool tight = hyphen && end > 0 && paragraph->data[end - 1] != ' ';
    pincite__buf_adds(paragraph, tight ? "" : " ");
  } else if (right.len && lower(right.at[0]) == right.at[0] &&
             is_soft(file, left, right)) {
    paragraph->len = end;
    paragraph->data[end] = '\0';
  }
  pincite__buf_add(paragraph, line.at, line.len);
}
