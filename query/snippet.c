/* SPDX-License-Identifier: MIT
 *
 * snippet.c - choose the stretch of a passage to show, and write it on one line.
 *
 * A window slides over the matches. What counts is how many different words of
 * the question it has, then how many matches; a match that is there already
 * counts little. The window then grows to both sides up to the width wanted, to
 * the start of a sentence if that is near, else to the end of a word.
 */
#include <stdlib.h>
#include <string.h>

#include "snippet.h"

/* Never less, whatever is wanted. */
#define WIDTH_MIN ((size_t)40)
#define ELLIPSIS "\xe2\x80\xa6"
/* Spellings that are told apart when matches are counted. */
#define DIFFERENT 64

typedef struct window {
  size_t start, end;
} window;

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the blank there, a no-break space being one; 0: there is none. */
static size_t blank_size(pincite_str body, size_t at) {
  if (is_blank(body.at[at]))
    return 1;
  return body.len - at > 1 && memcmp(body.at + at, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static uint64_t spelling_of(pincite_str body, const pincite_match_span *span) {
  char folded[32];
  size_t len = span->length < sizeof folded ? span->length : sizeof folded;
  for (size_t i = 0; i < len; i++) {
    char c = body.at[span->start + i];
    folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  return pincite__hash64(folded, len);
}

/* How good are the matches from 'first' on that lie within 'width' bytes? A
   spelling not seen before is worth eight of one seen. */
static unsigned rate(pincite_str body, const pincite_match_span *spans, size_t count,
                     size_t first, size_t width, size_t *last) {
  uint64_t seen[DIFFERENT];
  size_t different = 0;
  unsigned rating = 0;
  *last = first;
  for (size_t i = first; i < count; i++) {
    if (i > first && spans[i].start + spans[i].length - spans[first].start > width)
      break;
    *last = i;
    uint64_t spelling = spelling_of(body, &spans[i]);
    size_t k = 0;
    while (k < different && seen[k] != spelling)
      k++;
    rating += k == different ? 8 : 1;
    if (k == different && different < DIFFERENT)
      seen[different++] = spelling;
  }
  return rating;
}

/* Two thirds of the width for the matches, so that words stand around them. */
static window choose(pincite_str body, const pincite_match_span *spans, size_t count,
                     size_t width) {
  unsigned best = 0;
  window chosen = {0, 0};
  for (size_t i = 0; i < count; i++) {
    size_t last;
    unsigned rating = rate(body, spans, count, i, width * 2 / 3, &last);
    if (rating > best) {
      best = rating;
      chosen.start = spans[i].start;
      chosen.end = spans[last].start + spans[last].length;
    }
  }
  return chosen;
}

/* The start of the last sentence that begins in [from, to], or SIZE_MAX. */
static size_t sentence_start(pincite_str body, size_t from, size_t to) {
  size_t found = from == 0 ? 0 : SIZE_MAX;
  for (size_t at = 0; at <= to && at < body.len;) {
    size_t end = pincite__sentence_end(body.at, body.len, at);
    while (end < body.len && is_blank(body.at[end]))
      end++;
    if (end >= from && end <= to && end < body.len)
      found = end;
    if (end <= at)
      break;
    at = end;
  }
  return found;
}

/* Forward to the start of a word, not past 'most'. */
static size_t word_start(pincite_str body, size_t at, size_t most) {
  if (at == 0)
    return 0;
  while (at < most && !is_blank(body.at[at - 1]))
    at++;
  while (at < most && is_blank(body.at[at]))
    at++;
  return at;
}

/* Back to the end of a word, not before 'least'. */
static size_t word_end(pincite_str body, size_t at, size_t least) {
  if (at >= body.len)
    return body.len;
  while (at > least && !is_blank(body.at[at]))
    at--;
  while (at > least && is_blank(body.at[at - 1]))
    at--;
  return at;
}

/* Grow the window to about 'width' bytes. */
static window grow(pincite_str body, window core, size_t width) {
  size_t used = core.end - core.start;
  size_t room = width > used ? width - used : 0;
  size_t before = room / 2 < core.start ? room / 2 : core.start;
  size_t start = sentence_start(body, core.start - before, core.start);
  window grown = core;
  grown.start =
      start == SIZE_MAX ? word_start(body, core.start - before, core.start) : start;
  room -= core.start - grown.start < room ? core.start - grown.start : room;
  size_t end = core.end + room < body.len ? core.end + room : body.len;
  grown.end = word_end(body, end, core.end);
  if (grown.end == body.len && grown.start > 0 && start == SIZE_MAX) {
    /* There is room left behind: show more of what comes before. */
    size_t left = width > grown.end - grown.start ? width - (grown.end - grown.start) : 0;
    size_t from = grown.start > left ? grown.start - left : 0;
    grown.start = word_start(body, from, grown.start);
  }
  return grown;
}

static void write_line(pincite_str body, window shown, const pincite_match_span *spans,
                       size_t count, pincite_buf *out, pincite_span *marks,
                       size_t capacity, size_t *used) {
  bool blank = false;
  size_t k = 0;
  while (k < count && spans[k].start < shown.start)
    k++;
  if (shown.start > 0)
    pincite__buf_adds(out, ELLIPSIS);
  for (size_t at = shown.start, size; at < shown.end; at += size) {
    size_t gap = blank_size(body, at);
    size = gap ? gap : 1;
    if (gap) {
      blank = true;
    } else {
      if (blank && at > shown.start)
        pincite__buf_addc(out, ' ');
      blank = false;
    }
    if (k < count && spans[k].start == at && *used < capacity)
      marks[*used].start = out->len;
    if (!gap)
      pincite__buf_addc(out, body.at[at]);
    if (k < count && at + size == spans[k].start + spans[k].length) {
      if (*used < capacity) {
        marks[*used].length = out->len - marks[*used].start;
        ++*used;
      }
      k++;
    }
  }
  if (shown.end < body.len)
    pincite__buf_adds(out, ELLIPSIS);
}

size_t pincite__snippet(pincite_str body, const pincite_match_span *spans,
                        size_t span_count, size_t width, pincite_buf *out,
                        pincite_span *marks, size_t mark_capacity) {
  size_t first = 0, count = 0, used = 0;
  while (first < span_count && spans[first].part != PINCITE_PART_BODY)
    first++;
  while (first + count < span_count && spans[first + count].part == PINCITE_PART_BODY)
    count++;
  if (width < WIDTH_MIN)
    width = WIDTH_MIN;
  while (body.len && is_blank(body.at[body.len - 1]))
    body.len--;
  if (count)
    spans += first;
  window core = choose(body, spans, count, width);
  window shown = grow(body, core, width);
  write_line(body, shown, spans, count, out, marks, mark_capacity, &used);
  return used;
}
