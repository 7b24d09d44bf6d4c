/* SPDX-License-Identifier: MIT
 *
 * pdf_columns.c - the order in which a page is read.
 *
 * A page is cut into bands, strips from margin to margin with nothing in between.
 * Bands that follow on each other and leave a common gutter free are columns when
 * there is prose on both sides of it: the left one is read first, each of them like
 * a page of its own. In all other bands, tables among them, lines go from left to
 * right.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"

#define MOST_BANDS 2000
#define MOST_DEPTH 6

typedef struct gap {
  float from, to;
} gap;

typedef struct band {
  size_t first, end; /* in layout.order */
  float top, bottom;
} band;

/* A part of a page while it is put in order. */
typedef struct layout {
  pdf_file *file;
  const pdf_page *page;
  uint32_t *order; /* stretches, by their middle */
  size_t count;
  float em; /* the usual size of type */
} layout;

static const pdf_stretch *stretch_at(const layout *at, size_t i) {
  return &at->page->stretches[at->order[i]];
}

/* ---- lines ------------------------------------------------------------------------ */

static float middle(const pdf_box *box) {
  return (box->top + box->bottom) / 2;
}

static bool share_line(const pdf_box *a, const pdf_box *b) {
  float overlap = fminf(a->bottom, b->bottom) - fmaxf(a->top, b->top);
  float lower = fminf(a->bottom - a->top, b->bottom - b->top);
  return overlap > 0.5F * lower;
}

/* Sort a few stretches of one line from left to right. */
static void sort_line(const layout *at, uint32_t *line, size_t count) {
  const pdf_stretch *all = at->page->stretches;
  for (size_t i = 1; i < count; i++) {
    uint32_t one = line[i];
    size_t k = i;
    for (; k > 0 && all[line[k - 1]].box.left > all[one].box.left; k--)
      line[k] = line[k - 1];
    line[k] = one;
  }
}

/* Lines from stretches first..end, which are sorted by their middle. */
static void give_lines(layout *at, size_t first, size_t end) {
  for (size_t i = first; i < end && !at->file->failed;) {
    size_t next = i + 1;
    const pdf_box *widest = &stretch_at(at, i)->box;
    while (next < end && next - i < 500 &&
           share_line(widest, &stretch_at(at, next)->box)) {
      const pdf_box *box = &stretch_at(at, next)->box;
      if (box->right - box->left > widest->right - widest->left)
        widest = box;
      next++;
    }
    sort_line(at, at->order + i, next - i);
    pincite__pdf_line(at->file, at->page, at->order + i, next - i);
    i = next;
  }
}

/* ---- bands and gutters --------------------------------------------------------------
 */

static size_t find_bands(const layout *at, band *bands) {
  size_t count = 0;
  for (size_t i = 0; i < at->count; i++) {
    const pdf_box *box = &stretch_at(at, i)->box;
    float slack = 0.2F * (box->bottom - box->top);
    float top = box->top + slack, bottom = box->bottom - slack;
    if (count && top < bands[count - 1].bottom) {
      bands[count - 1].end = i + 1;
      bands[count - 1].bottom = fmaxf(bands[count - 1].bottom, bottom);
    } else if (count == MOST_BANDS) {
      bands[count - 1].end = i + 1;
    } else {
      bands[count++] = (band){i, i + 1, top, bottom};
    }
  }
  return count;
}

/* The widest part of 'within' that a band leaves free. */
static gap free_in(const layout *at, const band *one, gap within) {
  gap best = {within.from, within.from};
  float from = within.from;
  for (;;) {
    /* Step over what covers 'from', then see how far it is to the next. */
    float to = within.to;
    bool covered = true;
    while (covered) {
      covered = false;
      for (size_t i = one->first; i < one->end; i++) {
        const pdf_box *box = &stretch_at(at, i)->box;
        if (box->left <= from && box->right > from) {
          from = box->right;
          covered = true;
        }
      }
    }
    for (size_t i = one->first; i < one->end; i++) {
      float left = stretch_at(at, i)->box.left;
      if (left > from && left < to)
        to = left;
    }
    if (from >= within.to)
      return best;
    if (to - from > best.to - best.from)
      best = (gap){from, to};
    if (to >= within.to)
      return best;
    from = to;
  }
}

/* From where a stretch ends to where the next begins; empty when there is none, or
   something lies across. */
static gap gutter_behind(const layout *at, const band *one, float from) {
  float to = 1e6F;
  for (size_t i = one->first; i < one->end; i++) {
    const pdf_box *box = &stretch_at(at, i)->box;
    if (box->left < from && box->right > from)
      return (gap){from, from};
    if (box->left >= from)
      to = fminf(to, box->left);
  }
  return to < 1e6F ? (gap){from, to} : (gap){from, from};
}

typedef struct side {
  size_t stretches, chars, digits;
} side;

static void count_sides(const layout *at, const band *one, float cut, side sides[2]) {
  for (size_t i = one->first; i < one->end; i++) {
    const pdf_stretch *stretch = stretch_at(at, i);
    side *which = &sides[stretch->box.left >= cut];
    which->stretches++;
    which->chars += stretch->chars;
    for (uint32_t k = 0; k < stretch->count; k++) {
      const pdf_word *word = &at->page->words[stretch->first + k];
      for (uint32_t c = 0; c < word->len; c++) {
        char byte = at->file->text.data[word->at + c];
        which->digits += (byte >= '0' && byte <= '9') || byte == '.' || byte == '$';
      }
    }
  }
}

static bool is_two_sided(const layout *at, const band *one, float cut) {
  side sides[2] = {{0, 0, 0}, {0, 0, 0}};
  count_sides(at, one, cut, sides);
  return sides[0].stretches && sides[1].stretches;
}

/* Do lines on both sides of the cut stand at the same height? */
static bool is_aligned(const layout *at, const band *one, float cut) {
  for (size_t i = one->first; i < one->end; i++)
    for (size_t k = one->first; k < one->end; k++) {
      const pdf_box *a = &stretch_at(at, i)->box, *b = &stretch_at(at, k)->box;
      if (a->left < cut && b->left >= cut && fabsf(a->bottom - b->bottom) < 1.2F)
        return true;
    }
  return false;
}

/* Is what stands on both sides of the cut to be read one side after the other? */
static bool are_columns(const layout *at, const band *bands, size_t count, float cut) {
  side sides[2] = {{0, 0, 0}, {0, 0, 0}};
  size_t both = 0, aligned = 0;
  for (size_t i = 0; i < count; i++) {
    count_sides(at, &bands[i], cut, sides);
    bool two_sided = is_two_sided(at, &bands[i], cut);
    both += two_sided;
    aligned += two_sided && is_aligned(at, &bands[i], cut);
  }
  double mean[2];
  for (size_t i = 0; i < 2; i++) {
    if (sides[i].stretches < 2 || 2 * sides[i].digits > sides[i].chars)
      return false;
    mean[i] = (double)sides[i].chars / (double)sides[i].stretches;
  }
  if (sides[0].stretches > 2 && sides[1].stretches > 2 && mean[0] >= 16 && mean[1] >= 16)
    return true;
  return 2 * aligned < both && (mean[0] >= 25 || mean[1] >= 25);
}

/* ---- putting in order ----------------------------------------------------------------
 */

static void arrange(layout *at, int depth);

/* Order one side of a cut as if it were a page. */
static void arrange_side(const layout *at, size_t first, size_t end, float cut,
                         bool right, int depth) {
  layout part = *at;
  part.order = calloc(end - first + 1, sizeof *part.order);
  part.count = 0;
  if (!part.order) {
    at->file->failed = true;
    return;
  }
  for (size_t i = first; i < end; i++)
    if ((stretch_at(at, i)->box.left >= cut) == right)
      part.order[part.count++] = at->order[i];
  arrange(&part, depth + 1);
  free(part.order);
}

/* The columns that begin with bands[i]: where they end and what divides them. */
static size_t columns_from(const layout *at, const band *bands, size_t count, size_t i,
                           float *cut) {
  float least = fmaxf(0.8F * at->em, 5);
  size_t best = i;
  for (size_t s = bands[i].first; s < bands[i].end; s++) {
    gap gutter = gutter_behind(at, &bands[i], stretch_at(at, s)->box.right);
    if (gutter.to - gutter.from < least)
      continue;
    size_t end = i + 1;
    for (; end < count; end++) {
      gap next = free_in(at, &bands[end], gutter);
      if (next.to - next.from < least)
        break;
      gutter = next;
    }
    float middle_of = (gutter.from + gutter.to) / 2;
    if (end > best && are_columns(at, bands + i, end - i, middle_of)) {
      best = end;
      *cut = middle_of;
    }
  }
  return best;
}

/* Bands before the columns that belong to the left one, which begins higher up. */
static size_t reach_up(const layout *at, const band *bands, size_t from, size_t i,
                       float cut) {
  while (i > from) {
    const band *above = &bands[i - 1];
    if (bands[i].top - above->bottom > 2 * at->em)
      return i;
    for (size_t s = above->first; s < above->end; s++)
      if (stretch_at(at, s)->box.right > cut - 0.3F * at->em)
        return i;
    i--;
  }
  return i;
}

static void arrange(layout *at, int depth) {
  band *bands = calloc(MOST_BANDS, sizeof *bands);
  if (!bands) {
    at->file->failed = true;
    return;
  }
  size_t count = find_bands(at, bands), pending = 0;
  bool simple = depth > MOST_DEPTH || count == MOST_BANDS || at->count > 5000;
  for (size_t i = 0; i < count && !simple && !at->file->failed;) {
    float cut = 0;
    size_t end = columns_from(at, bands, count, i, &cut);
    if (end == i) {
      i++;
      continue;
    }
    size_t start = reach_up(at, bands, pending, i, cut);
    if (start > pending)
      give_lines(at, bands[pending].first, bands[start].first);
    at->file->region_count++;
    arrange_side(at, bands[start].first, bands[end - 1].end, cut, false, depth);
    arrange_side(at, bands[start].first, bands[end - 1].end, cut, true, depth);
    i = pending = end;
  }
  if (pending < count)
    give_lines(at, bands[pending].first, at->count);
  at->file->region_count++;
  free(bands);
}

/* The context of the comparison; a reader is one thread. */
static const pdf_page *sorted;

static int by_middle(const void *a, const void *b) {
  const pdf_box *x = &sorted->stretches[*(const uint32_t *)a].box;
  const pdf_box *y = &sorted->stretches[*(const uint32_t *)b].box;
  float one = middle(x), other = middle(y);
  if (one < other || one > other)
    return one < other ? -1 : 1;
  return (x->left > y->left) - (x->left < y->left);
}

/* The size in which most of the page is set. */
static float usual_size(const pdf_page *page) {
  size_t tally[64] = {0}, best = 10;
  for (size_t i = 0; i < page->word_count; i++) {
    size_t size = (size_t)page->words[i].size;
    tally[size < 63 ? size : 63] += page->words[i].len;
  }
  for (size_t i = 0; i < 64; i++)
    if (tally[i] > tally[best])
      best = i;
  return (float)(best ? best : 1);
}

void pincite__pdf_columns(pdf_file *file, pdf_page *page) {
  pincite__pdf_stretches(file, page);
  layout at = {.file = file, .page = page, .count = page->stretch_count};
  at.em = usual_size(page);
  at.order = calloc(at.count + 1, sizeof *at.order);
  if (!at.order) {
    file->failed = true;
    return;
  }
  for (size_t i = 0; i < at.count; i++)
    at.order[i] = (uint32_t)i;
  sorted = page;
  if (at.count)
    qsort(at.order, at.count, sizeof *at.order, by_middle);
  if (!file->failed)
    arrange(&at, 0);
  free(at.order);
}
