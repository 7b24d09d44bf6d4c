/* SPDX-License-Identifier: MIT
 *
 * pdf_lines.c - words to stretches of a line, and stretches to a line.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

/* Fewer numbers than this down a margin are no line numbers. */
#define LEAST_NUMBERS 8

/* ---- numbers of lines ----------------------------------------------------------- */

/* The number that a word is, up to two digits; -1: none. */
static int number_of(const pdf_file *file, const pdf_word *word) {
  const char *at = file->text.data + word->at;
  if (word->len == 0 || word->len > 2 || word->joined)
    return -1;
  int value = 0;
  for (uint32_t i = 0; i < word->len; i++) {
    if (at[i] < '0' || at[i] > '9')
      return -1;
    value = 10 * value + (at[i] - '0');
  }
  return value;
}

typedef struct number {
  size_t word;
  int value;
  float top;
} number;

static int by_top(const void *a, const void *b) {
  float x = ((const number *)a)->top, y = ((const number *)b)->top;
  return (x > y) - (x < y);
}

/* Do the numbers count up by one, at equal steps, but for a few? The numbers of
   notes have notes of many lengths between them. */
static bool count_up(const number *numbers, size_t count) {
  size_t steps = 0;
  float usual =
      count > 1 ? (numbers[count - 1].top - numbers[0].top) / (float)(count - 1) : 0;
  for (size_t i = 1; i < count; i++) {
    float step = numbers[i].top - numbers[i - 1].top;
    steps += numbers[i].value == numbers[i - 1].value + 1 && step > 0.7F * usual &&
             step < 1.3F * usual;
  }
  return count >= LEAST_NUMBERS && steps * 10 >= (count - 1) * 9;
}

/* The words in whose column (they end at the same place) numbers count up. */
static size_t numbers_ending_at(const pdf_file *file, const pdf_page *page, float right,
                                number *numbers) {
  size_t count = 0;
  for (size_t i = 0; i < page->word_count; i++) {
    int value = number_of(file, &page->words[i]);
    if (value >= 0 && fabsf(page->words[i].box.right - right) < 2.5F)
      numbers[count++] = (number){i, value, page->words[i].box.top};
  }
  qsort(numbers, count, sizeof *numbers, by_top);
  return count_up(numbers, count) ? count : 0;
}

/* How much of the page's words stands left of a place. */
static bool is_margin(const pdf_page *page, float right) {
  size_t left_of = 0, right_of = 0;
  for (size_t i = 0; i < page->word_count; i++) {
    left_of += page->words[i].box.right < right - 2.5F;
    right_of += page->words[i].box.left > right + 1;
  }
  return left_of * 20 < page->word_count || right_of * 20 < page->word_count;
}

/* Make a line of furniture of the words that 'wanted' picks, and empty them. */
static void set_aside(pdf_file *file, pdf_page *page, const size_t *wanted,
                      size_t count) {
  pdf_line line = {.at = (uint32_t)file->text.len,
                   .page = page->number,
                   .region = file->region_count++,
                   .furniture = true};
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < count; i++) {
    pdf_word *word = &page->words[wanted[i]];
    pincite__buf_adds(&text, i ? " " : "");
    pincite__buf_add(&text, file->text.data + word->at, word->len);
    if (wanted[i] > 0 && word->ends_line)
      page->words[wanted[i] - 1].ends_line = true;
    word->len = 0;
    line.box = word->box;
    line.size = word->size;
  }
  line.len = (uint32_t)text.len;
  pincite__buf_add(&file->text, text.data, text.len);
  if (text.failed || !pincite__grow(&file->lines, &file->line_capacity,
                                    file->line_count + 1, sizeof *file->lines))
    file->failed = true;
  else if (count)
    file->lines[file->line_count++] = line;
  pincite__buf_release(&text);
}

/* Take the line numbers out of the page's words. */
static void set_aside_numbers(pdf_file *file, pdf_page *page) {
  number *numbers = calloc(page->word_count + 1, sizeof *numbers);
  size_t *words = calloc(page->word_count + 1, sizeof *words);
  size_t count = 0, tries = 0;
  file->failed = file->failed || !numbers || !words;
  for (size_t i = 0; i < page->word_count && !count && tries < 40 && !file->failed; i++) {
    if (number_of(file, &page->words[i]) < 0)
      continue;
    tries++;
    if (is_margin(page, page->words[i].box.right))
      count = numbers_ending_at(file, page, page->words[i].box.right, numbers);
  }
  for (size_t i = 0; i < count; i++)
    words[i] = numbers[i].word;
  if (count)
    set_aside(file, page, words, count);
  free(numbers);
  free(words);
}

/* Set along the page's side, upwards or downwards. */
static bool is_turned(const pdf_word *word) {
  float height = word->box.bottom - word->box.top;
  float width = word->box.right - word->box.left;
  return height > 2.2F * word->size && height > 2 * width;
}

static void set_aside_turned(pdf_file *file, pdf_page *page) {
  size_t *words = calloc(page->word_count + 1, sizeof *words);
  size_t count = 0;
  file->failed = file->failed || !words;
  for (size_t i = 0; i < page->word_count && !file->failed; i++)
    if (page->words[i].len && is_turned(&page->words[i]))
      words[count++] = i;
  if (count)
    set_aside(file, page, words, count);
  free(words);
}

/* ---- stretches ------------------------------------------------------------------- */

static bool goes_on(const pdf_word *before, const pdf_word *word) {
  float gap = word->box.left - before->box.right;
  float size = before->size > word->size ? before->size : word->size;
  float overlap =
      fminf(before->box.bottom, word->box.bottom) - fmaxf(before->box.top, word->box.top);
  return !before->ends_line && gap < 1.2F * size && gap > -size && overlap > 0;
}

static void add_stretch(pdf_file *file, pdf_page *page, uint32_t at) {
  const pdf_word *word = &page->words[at];
  if (!pincite__grow(&page->stretches, &page->stretch_capacity, page->stretch_count + 1,
                     sizeof *page->stretches)) {
    file->failed = true;
    return;
  }
  page->stretches[page->stretch_count++] = (pdf_stretch){word->box, at, 1, word->len};
}

static void extend(pdf_stretch *stretch, const pdf_word *word) {
  pdf_box *box = &stretch->box;
  box->left = fminf(box->left, word->box.left);
  box->right = fmaxf(box->right, word->box.right);
  box->top = fminf(box->top, word->box.top);
  box->bottom = fmaxf(box->bottom, word->box.bottom);
  stretch->count++;
  stretch->chars += word->len;
}

void pincite__pdf_stretches(pdf_file *file, pdf_page *page) {
  set_aside_numbers(file, page);
  set_aside_turned(file, page);
  const pdf_word *before = NULL;
  for (size_t i = 0; i < page->word_count && !file->failed; i++) {
    const pdf_word *word = &page->words[i];
    if (word->len == 0) {
      before = NULL;
      continue;
    }
    if (before && goes_on(before, word))
      extend(&page->stretches[page->stretch_count - 1], word);
    else
      add_stretch(file, page, (uint32_t)i);
    before = word;
  }
}

/* ---- a line ------------------------------------------------------------------------ */

/* The size in which most of it is set. */
static float main_size(const pdf_page *page, const uint32_t *stretches, size_t count) {
  float best = 10;
  uint32_t most = 0;
  for (size_t i = 0; i < count; i++) {
    const pdf_stretch *stretch = &page->stretches[stretches[i]];
    for (uint32_t k = 0; k < stretch->count; k++) {
      const pdf_word *word = &page->words[stretch->first + k];
      if (word->len >= most) {
        most = word->len;
        best = word->size;
      }
    }
  }
  return best;
}

void pincite__pdf_line(pdf_file *file, const pdf_page *page, const uint32_t *stretches,
                       size_t count) {
  pdf_line line = {.box = page->stretches[stretches[0]].box,
                   .size = main_size(page, stretches, count),
                   .page = page->number,
                   .region = file->region_count,
                   .bold = true};
  const pdf_word *opening = &page->words[page->stretches[stretches[0]].first];
  const char *digits = file->text.data + opening->at;
  line.noted = opening->size < 0.85F * line.size && digits[0] >= '0' && digits[0] <= '9';
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  for (size_t i = 0; i < count; i++) {
    const pdf_stretch *stretch = &page->stretches[stretches[i]];
    for (uint32_t k = 0; k < stretch->count; k++) {
      const pdf_word *word = &page->words[stretch->first + k];
      bool tight = word->joined && k > 0 && !(line.noted && word == opening + 1);
      if (text.len && !tight)
        pincite__buf_addc(&text, ' ');
      pincite__buf_add(&text, file->text.data + word->at, word->len);
      line.bold = line.bold && word->bold;
    }
    line.box.left = fminf(line.box.left, stretch->box.left);
    line.box.right = fmaxf(line.box.right, stretch->box.right);
    line.box.top = fminf(line.box.top, stretch->box.top);
    line.box.bottom = fmaxf(line.box.bottom, stretch->box.bottom);
  }
  line.at = (uint32_t)file->text.len;
  line.len = (uint32_t)text.len;
  pincite__buf_add(&file->text, text.data, text.len);
  file->failed = file->failed || text.failed || file->text.failed ||
                 !pincite__grow(&file->lines, &file->line_capacity, file->line_count + 1,
                                sizeof *file->lines);
  if (!file->failed)
    file->lines[file->line_count++] = line;
  pincite__buf_release(&text);
}
