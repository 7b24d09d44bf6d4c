/* SPDX-License-Identifier: MIT
 *
 * pdf_furniture.c - running heads, running feet, page numbers.
 *
 * A line near the upper or lower edge that stands at the same height on pages that
 * follow on each other, the same but for its numbers, is furniture; so is a number
 * that is the first or last line of its page.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

/* The share of a page's height in which it may stand. */
#define HEAD 0.16F
#define FOOT 0.78F

typedef struct place {
  uint64_t key;
  uint32_t line, page;
  float top;
} place;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* What a line says, whatever its numbers. */
static uint64_t key_of(pincite_str text) {
  char kept[256];
  size_t count = 0;
  for (size_t i = 0; i < text.len && count < sizeof kept; i++) {
    char c = text.at[i];
    if (!is_digit(c))
      kept[count++] = c;
    else if (count == 0 || kept[count - 1] != '#')
      kept[count++] = '#';
  }
  return pincite__hash64(kept, count);
}

static int by_place(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->page != y->page)
    return x->page < y->page ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

/* Mark the lines of a run: equal ones at one height, at most a page left out between
   two. 'need' of them make it one. */
static void mark_runs(pdf_file *file, const place *places, size_t count, size_t need) {
  for (size_t first = 0; first < count;) {
    size_t end = first + 1;
    while (end < count && places[end].key == places[first].key &&
           places[end].page - places[end - 1].page <= 2 &&
           fabsf(places[end].top - places[end - 1].top) < 6)
      end++;
    for (size_t i = first; i < end && end - first >= need; i++)
      file->lines[places[i].line].furniture = true;
    first = end;
  }
}

/* What is furniture on some pages is so on the others, at whatever height, if it is
   set in the same type: a title is larger than the running head that repeats it. */
static void mark_others(pdf_file *file, const place *places, size_t count) {
  for (size_t first = 0, end; first < count; first = end) {
    float size = 0;
    for (end = first; end < count && places[end].key == places[first].key; end++)
      if (file->lines[places[end].line].furniture)
        size = file->lines[places[end].line].size;
    for (size_t i = first; size > 0 && i < end; i++)
      if (fabsf(file->lines[places[i].line].size - size) < 0.6F)
        file->lines[places[i].line].furniture = true;
  }
}

static bool is_roman(char c) {
  return c && strchr("ivxlcIVXLC", c);
}

/* "12", "- 12 -", "xii", "Page 12 of 30", "A-12". */
static bool is_page_number(pincite_str text) {
  size_t digits = 0, roman = 0, others = 0;
  if (text.len > 8 &&
      (memcmp(text.at, "Page ", 5) == 0 || memcmp(text.at, "page ", 5) == 0))
    text = (pincite_str){text.at + 5, text.len - 5};
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (i + 4 < text.len && memcmp(text.at + i, " of ", 4) == 0)
      i += 3;
    else if (is_digit(c))
      digits++;
    else if (is_roman(c))
      roman++;
    else if (!strchr(" -|[]().", c) && (unsigned char)c < 0x80)
      others++;
  }
  if (text.len > 16)
    return false;
  return (digits && digits <= (others + roman ? 3 : 8) && others + roman <= 1) ||
         (roman && roman <= 6 && !others && !digits);
}

/* The first and last line of a page, as they stand on it, if they number it. */
static void mark_numbers(pdf_file *file, size_t first, size_t end) {
  size_t top = end, bottom = end;
  for (size_t i = first; i < end; i++) {
    if (file->lines[i].furniture && !is_page_number(pdf_line_text(file, &file->lines[i])))
      continue;
    if (top == end || file->lines[i].box.top < file->lines[top].box.top)
      top = i;
    if (bottom == end || file->lines[i].box.bottom > file->lines[bottom].box.bottom)
      bottom = i;
  }
  if (top != end && is_page_number(pdf_line_text(file, &file->lines[top])))
    file->lines[top].furniture = true;
  if (bottom != end && is_page_number(pdf_line_text(file, &file->lines[bottom])))
    file->lines[bottom].furniture = true;
}

/* The height that the lines of a page take, from its upper edge. */
static float depth_of(const pdf_file *file, size_t first, size_t end) {
  float depth = 0;
  for (size_t i = first; i < end; i++)
    depth = fmaxf(depth, file->lines[i].box.bottom);
  return depth;
}

void pincite__pdf_furniture(pdf_file *file) {
  place *places = calloc(file->line_count + 1, sizeof *places);
  if (!places) {
    file->failed = true;
    return;
  }
  size_t count = 0;
  for (size_t first = 0, end; first < file->line_count; first = end) {
    end = first;
    while (end < file->line_count && file->lines[end].page == file->lines[first].page)
      end++;
    float depth = depth_of(file, first, end);
    for (size_t i = first; i < end; i++) {
      const pdf_line *line = &file->lines[i];
      if (line->box.top < HEAD * depth || line->box.bottom > FOOT * depth)
        places[count++] = (place){key_of(pdf_line_text(file, line)), (uint32_t)i,
                                  line->page, line->box.top};
    }
  }
  if (count)
    qsort(places, count, sizeof *places, by_place);
  mark_runs(file, places, count, file->page_count <= 3 ? 2 : 3);
  mark_others(file, places, count);
  for (size_t first = 0, end; first < file->line_count; first = end) {
    end = first;
    while (end < file->line_count && file->lines[end].page == file->lines[first].page)
      end++;
    if (file->page_count > 1)
      mark_numbers(file, first, end);
  }
  free(places);
}
