/* SPDX-License-Identifier: MIT
 *
 * pdf_break.c - where a paragraph ends: by the steps between lines, by what they
 * leave free on both sides, by their type, and by what they say.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static const pdf_line *line_at(const pdf_writer *to, size_t i) {
  return &to->file->lines[i];
}

/* ---- measures
 * -------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* Lines first..end are a region: its margins, and the usual step between lines. */
static pdf_region measure(const pdf_file *file, size_t first, size_t end, float *steps) {
  pdf_region result = {1e6F, 0, 0};
  size_t count = 0;
  const pdf_line *before = NULL;
  for (size_t i = first; i < end; i++) {
    const pdf_line *line = &file->lines[i];
    if (line->furniture)
      continue;
    result.left = fminf(result.left, line->box.left);
    result.right = fmaxf(result.right, line->box.right);
    float step = before ? line->box.bottom - before->box.bottom : 0;
    if (step > 0.8F * line->size && step < 4 * line->size)
      steps[count++] = step;
    before = line;
  }
  if (count)
    qsort(steps, count, sizeof *steps, by_value);
  result.leading = count ? steps[count / 3] : 14;
  return result;
}

/* Small type at the foot of a region that has larger type, or begins with the number
   of a note: the notes. */
static void find_notes(pdf_writer *to) {
  const pdf_file *file = to->file;
  for (size_t first = 0, end; first < file->line_count; first = end) {
    uint32_t number = file->lines[first].region;
    for (end = first; end < file->line_count && file->lines[end].region == number;)
      end++;
    size_t from = end;
    bool numbered = false;
    for (size_t i = end; i > first; i--) {
      const pdf_line *line = &file->lines[i - 1];
      if (line->furniture)
        continue;
      if (line->size > 0.93F * file->body_size)
        break;
      from = i - 1;
      numbered = numbered || line->noted || is_digit(file->text.data[line->at]);
    }
    for (size_t i = from; numbered && i < end; i++)
      to->notes[i] = !file->lines[i].furniture;
  }
}

void pincite__pdf_measure(pdf_writer *to) {
  pdf_file *file = to->file;
  float *steps = calloc(file->line_count + 1, sizeof *steps);
  size_t tally[64] = {0}, best = 0;
  file->failed = file->failed || !steps;
  for (size_t first = 0, end; first < file->line_count && !file->failed; first = end) {
    uint32_t number = file->lines[first].region;
    for (end = first; end < file->line_count && file->lines[end].region == number;
         end++) {
      size_t size = (size_t)(2 * file->lines[end].size);
      if (!file->lines[end].furniture)
        tally[size < 63 ? size : 63] += file->lines[end].len;
    }
    to->regions[number] = measure(file, first, end, steps);
  }
  for (size_t i = 0; i < 64; i++)
    if (tally[i] > tally[best])
      best = i;
  /* Notes can be longer than the text they are set under. */
  for (size_t i = best; i < 64; i++)
    if (5 * tally[i] >= 2 * tally[best])
      best = i;
  file->body_size = (float)best / 2;
  free(steps);
  find_notes(to);
}

bool pincite__pdf_is_centered(const pdf_writer *to, const pdf_line *line) {
  const pdf_region *around = &to->regions[line->region];
  float left = line->box.left - around->left, right = around->right - line->box.right;
  return left > 1.5F * line->size && fabsf(left - right) < 3 * line->size;
}

static bool share_center(const pdf_line *a, const pdf_line *b) {
  return fabsf(a->box.left + a->box.right - b->box.left - b->box.right) < 0.8F * a->size;
}

/* The second line of an item or entry whose first line hangs out to the left. */
static bool hangs(const pdf_writer *to, const pdf_paragraph *open, pincite_str above) {
  if (open->lines > 1)
    return false;
  const pdf_line *line = line_at(to, open->first);
  const pdf_region *around = &to->regions[line->region];
  bool full = line->box.right > around->right - 0.2F * (around->right - around->left);
  return pdf_is_item(pdf_line_text(to->file, line)) ||
         (full && !pdf_ends_sentence(above) && above.at[above.len - 1] != '-');
}

/* ---- where a paragraph ends
 * ------------------------------------------------------------------ */

/* Two lines of different columns or pages. */
static bool goes_on_elsewhere(const pdf_writer *to, const pdf_line *before,
                              const pdf_line *line) {
  pincite_str above = pdf_line_text(to->file, before),
              below = pdf_line_text(to->file, line);
  if (before->bold != line->bold || fabsf(before->size - line->size) > 0.6F ||
      pdf_is_item(below) || pdf_is_contents(above))
    return false;
  char last = above.at[above.len - 1];
  if (is_lower(below.at[0]) && (!pdf_ends_sentence(above) || last == '-'))
    return true;
  if (before->page == line->page && line->box.top > before->box.bottom)
    return false; /* down the page, not up to the next column */
  const pdf_region *around = &to->regions[before->region],
                   *next = &to->regions[line->region];
  bool full = before->box.right > around->right - 0.15F * (around->right - around->left);
  bool flush = line->box.left < next->left + 0.7F * line->size;
  return !pdf_ends_sentence(above) && full && flush && !pdf_is_capitals(below);
}

static bool goes_on_below(const pdf_writer *to, const pdf_paragraph *open,
                          const pdf_line *before, const pdf_line *line) {
  pincite_str above = pdf_line_text(to->file, before),
              below = pdf_line_text(to->file, line);
  const pdf_region *around = &to->regions[line->region];
  float em = line->size, width = around->right - around->left;
  float step = line->box.bottom - before->box.bottom,
        shift = line->box.left - before->box.left;
  if (before->bold != line->bold && (open->lines == 1 || line->bold))
    return false;
  if (fabsf(before->size - line->size) > 0.1F * em || step > 1.4F * around->leading ||
      step <= 0 || line->noted || pdf_is_contents(above) || pdf_is_contents(below))
    return false;
  if (open->note && !line_at(to, open->first)->noted && is_digit(below.at[0]) &&
      pdf_ends_sentence(above) && shift < em)
    return false;
  if (pdf_is_item(below) && (pdf_ends_sentence(above) || shift < 0.5F * em))
    return false;
  if (pincite__pdf_is_centered(to, before) && pincite__pdf_is_centered(to, line) &&
      share_center(before, line))
    return true;
  if (shift > 0.8F * em && !hangs(to, open, above))
    return false;
  bool right = before->box.left > around->left + 0.45F * width;
  if (shift < -0.8F * em && (open->lines > 1 || right))
    return false;
  bool indented = fabsf(shift) < 0.3F * em && line->box.left > around->left + em;
  if (indented && open->lines == 1 && pdf_ends_sentence(above) &&
      !pdf_is_item(pdf_line_text(to->file, before)))
    return false; /* a paragraph of one line: its second would begin at the margin */
  bool is_short = before->box.right < around->right - 0.25F * width;
  if (is_short && pdf_ends_sentence(above))
    return false;
  bool broken = above.at[above.len - 1] == '-';
  return broken || is_lower(below.at[0]) ||
         before->box.right >= around->left + 0.5F * width;
}

bool pincite__pdf_goes_on(const pdf_writer *to, const pdf_paragraph *open, size_t i) {
  if (!open->lines || open->note != to->notes[i])
    return false;
  const pdf_line *before = line_at(to, open->last), *line = line_at(to, i);
  if (before->region == line->region)
    return goes_on_below(to, open, before, line);
  if (line->noted || open->note)
    return false;
  return goes_on_elsewhere(to, before, line);
}
