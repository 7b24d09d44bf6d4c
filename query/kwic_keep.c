/* SPDX-License-Identifier: MIT
 *
 * kwic_keep.c - the lines of a concordance that is sorted, until they are handed out.
 *
 * The strings of all lines are in one buffer, an article's once for all of its
 * lines. Where only some lines are wanted, a quarter more are let in before those
 * that come last are thrown out; from then on a line that comes behind the last of
 * them is not let in at all.
 */
#include <stdlib.h>
#include <string.h>

#include "kwic.h"

void pincite__kept_init(pincite_kept_lines *kept, pincite_kwic_sort sort, size_t most) {
  *kept = (pincite_kept_lines){.sort = sort, .most = most, .last = SIZE_MAX};
  pincite__buf_init(&kept->bytes, PINCITE__BUF_LIMIT);
}

void pincite__kept_release(pincite_kept_lines *kept) {
  pincite__buf_release(&kept->bytes);
  free(kept->lines);
  kept->lines = NULL;
}

/* The strings are in the order in which the lines were found. */
static int in_turn(const pincite_kept_line *x, const pincite_kept_line *y) {
  return (x->line > y->line) - (x->line < y->line);
}

/* qsort() hands its function no context, so what is compared is in the lines. */
static int by_key(const void *a, const void *b) {
  const pincite_kept_line *x = a, *y = b;
  int order = strcmp(x->key, y->key);
  return order ? order : in_turn(x, y);
}

static int by_date(const void *a, const void *b) {
  const pincite_kept_line *x = a, *y = b;
  if (x->published != y->published)
    return x->published > y->published ? -1 : 1;
  return in_turn(x, y);
}

static int as_found(const void *a, const void *b) {
  return in_turn(a, b);
}

typedef int compare_function(const void *a, const void *b);

static compare_function *order_of(const pincite_kept_lines *kept) {
  return kept->sort == PINCITE_KWIC_DATE ? by_date : by_key;
}

static const char *key_of(const pincite_kept_lines *kept, const pincite_kept_line *line) {
  return kept->bytes.data + line->line + line->key_at;
}

static void sort(pincite_kept_lines *kept) {
  /* The buffer may have moved since. */
  for (size_t i = 0; i < kept->count; i++)
    kept->lines[i].key = key_of(kept, &kept->lines[i]);
  if (kept->count > 1)
    qsort(kept->lines, kept->count, sizeof *kept->lines, order_of(kept));
}

/* Move strings to the front of the buffer; returns where they are now. */
static uint32_t move(pincite_kept_lines *kept, size_t *end, size_t from, size_t length) {
  uint32_t at = (uint32_t)*end;
  memmove(kept->bytes.data + *end, kept->bytes.data + from, length);
  *end += length;
  return at;
}

/* Close the gaps that lines thrown out left, line by line as they were found. */
static void close_gaps(pincite_kept_lines *kept) {
  size_t end = 0, article = SIZE_MAX;
  uint32_t article_at = 0;
  for (size_t i = 0; i < kept->count; i++) {
    pincite_kept_line *line = &kept->lines[i];
    if (line->article != article) {
      article = line->article;
      article_at = move(kept, &end, article, line->article_length);
    }
    line->article = article_at;
    line->line = move(kept, &end, line->line, line->line_length);
  }
  kept->bytes.len = end;
}

/* Throw out what comes behind the first 'most'. */
static void throw_out(pincite_kept_lines *kept) {
  sort(kept);
  kept->count = kept->most;
  uint32_t last = kept->lines[kept->most - 1].line;
  qsort(kept->lines, kept->count, sizeof *kept->lines, as_found);
  for (kept->last = 0; kept->lines[kept->last].line != last;)
    kept->last++;
  close_gaps(kept);
}

static bool comes_too_late(pincite_kept_lines *kept, pincite_kept_line *line) {
  if (kept->last == SIZE_MAX)
    return false;
  pincite_kept_line *last = &kept->lines[kept->last];
  last->key = key_of(kept, last);
  line->key = key_of(kept, line);
  return order_of(kept)(line, last) > 0;
}

bool pincite__kept_add(pincite_kept_lines *kept, const pincite_kept_line *line,
                       bool *in) {
  pincite_kept_line made = *line;
  pincite_kwic_line ignored;
  const char *strings = kept->bytes.data + line->line;
  made.line_length = (uint32_t)(kept->bytes.len - line->line);
  made.key_at = (uint32_t)(pincite__kwic_point(kept->bytes.data + line->article, strings,
                                               &ignored) -
                           strings);
  *in = !comes_too_late(kept, &made);
  if (!*in)
    return true;
  if (!pincite__grow(&kept->lines, &kept->capacity, kept->count + 1, sizeof *kept->lines))
    return false;
  kept->lines[kept->count++] = made;
  return true;
}

bool pincite__kept_trim(pincite_kept_lines *kept) {
  if (!kept->most || kept->count <= kept->most ||
      kept->count - kept->most < kept->most / 4 + 64)
    return false;
  throw_out(kept);
  return true;
}

void pincite__kept_sort(pincite_kept_lines *kept) {
  sort(kept);
  if (kept->most && kept->count > kept->most)
    kept->count = kept->most;
}
