/* SPDX-License-Identifier: MIT
 *
 * sentence.c - where a sentence and a paragraph end.
 *
 * A full stop, question or exclamation mark ends a sentence when white space
 * and something that can begin a sentence follow. Legal prose is full of stops
 * that end nothing, so a stop behind an abbreviation or an initial counts only
 * when the next word is one that hardly ever follows an abbreviation inside a
 * sentence ("Inc. The").
 */
#include <string.h>

#include "analyse.h"

/* Never the end of a sentence: what they abbreviate always goes on. Sorted. */
static const char *const going_on[] = {
    "adm",  "al",   "app",  "approx", "art", "arts", "assn", "atty", "bros",
    "cal",  "capt", "cert", "cf",     "ch",  "cir",  "cl",   "col",  "comm",
    "cong", "dept", "dist", "div",    "dr",  "ed",   "eds",  "eg",   "esp",
    "ex",   "exec", "fed",  "fig",    "figs", "gen", "gov",  "hon",  "ie",
    "int",  "intl", "lt",   "mass",   "mich", "mr",  "mrs",  "ms",   "mt",
    "natl", "no",   "nos",  "op",     "para", "paras", "pet", "pp",   "prof",
    "pt",   "pub",  "reg",  "regs",   "rep",  "reps", "res",  "rev",  "sec",
    "secs", "sen",  "sens", "sess",   "sgt",  "st",   "stat", "subsec", "supp",
    "tit",  "treas", "univ", "viz",   "vol",  "vols", "vs"};

/* An abbreviation that can also stand last. Sorted. */
static const char *const may_end[] = {
    "am",  "apr", "aug", "co",  "corp", "ctr", "dec",  "est", "etc", "feb", "ill",
    "inc", "jan", "jr",  "jul", "jun",  "llc", "llp",  "ltd", "mar", "nov", "oct",
    "phd", "plc", "pm",  "sept", "seq", "sr",  "supra", "usc"};

/* Words that begin a sentence and seldom follow an abbreviation. Sorted. */
static const char *const starters[] = {
    "a",     "after", "all",   "although", "an",   "and",   "as",    "at",    "because",
    "but",   "by",    "during", "each",    "even", "every", "for",   "from",  "he",
    "her",   "here",  "his",   "how",      "however", "i",  "if",    "in",    "instead",
    "it",    "its",   "many",  "most",     "not",   "of",    "on",    "one",
    "or",    "our",   "she",   "since",    "so",   "some",  "that",  "the",   "their",
    "then",  "there", "these", "they",     "this", "those", "though", "thus", "to",
    "under", "we",    "what",  "when",     "where", "while", "who",  "why",   "with",
    "yet",   "you"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

static bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool listed(const char *const *list, size_t count, const char *word, size_t len) {
  char lower[16];
  if (len >= sizeof lower)
    return false;
  for (size_t i = 0; i < len; i++)
    lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
  lower[len] = '\0';
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(lower, list[middle]);
    if (order == 0)
      return true;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

/* The bytes of a closing quote or bracket at text[at], 0 when there is none. */
static size_t closing(const char *text, size_t len, size_t at) {
  if (at >= len)
    return 0;
  if (strchr("\"')]}", text[at]) && text[at])
    return 1;
  static const char *const curly[] = {"\xe2\x80\x99", "\xe2\x80\x9d", "\xc2\xbb"};
  for (size_t i = 0; i < COUNT(curly); i++) {
    size_t size = strlen(curly[i]);
    if (len - at >= size && memcmp(text + at, curly[i], size) == 0)
      return size;
  }
  return 0;
}

static size_t skip_closing(const char *text, size_t len, size_t at) {
  size_t size;
  while ((size = closing(text, len, at)) > 0)
    at += size;
  return at;
}

/* White space, no-break spaces among it. */
static size_t skip_space(const char *text, size_t len, size_t at) {
  for (;;) {
    if (at < len && is_space(text[at]))
      at++;
    else if (at + 1 < len && memcmp(text + at, "\xc2\xa0", 2) == 0)
      at += 2;
    else
      return at;
  }
}

/* Could what stands at 'at', behind quotes and brackets, begin a sentence? */
static bool can_begin(const char *text, size_t len, size_t at, bool *starter) {
  while (at < len && strchr("\"'([{", text[at]) && text[at])
    at++;
  while (at + 2 < len && (memcmp(text + at, "\xe2\x80\x98", 3) == 0 ||
                          memcmp(text + at, "\xe2\x80\x9c", 3) == 0))
    at += 3;
  *starter = false;
  if (at >= len)
    return true;
  size_t end = at;
  while (end < len && is_ascii_letter(text[end]))
    end++;
  if (end == at)
    return true; /* a number, a section sign, a letter beyond ASCII */
  *starter = listed(starters, COUNT(starters), text + at, end - at);
  return text[at] >= 'A' && text[at] <= 'Z';
}

typedef enum stop_kind { ENDS, ENDS_BEFORE_STARTER, ENDS_NOTHING } stop_kind;

/* What the full stop at 'at' means, by the word before it. */
static stop_kind stop_after_word(const char *text, size_t start, size_t at) {
  size_t from = at;
  bool stops_inside = false;
  while (from > start && (is_ascii_letter(text[from - 1]) || text[from - 1] == '.')) {
    from--;
    stops_inside = stops_inside || text[from] == '.';
  }
  size_t len = at - from;
  if (len == 0)
    return ENDS;
  if (len == 1)
    return text[from] == 'v' ? ENDS_NOTHING : ENDS_BEFORE_STARTER;
  if (stops_inside)
    return ENDS_BEFORE_STARTER;
  if (listed(going_on, COUNT(going_on), text + from, len))
    return ENDS_NOTHING;
  return listed(may_end, COUNT(may_end), text + from, len) ? ENDS_BEFORE_STARTER : ENDS;
}

/* Behind an abbreviation a number goes on with it: "No. 1", "Sec. 230." */
static bool digit_follows(const char *text, size_t len, size_t at) {
  return at < len && text[at] >= '0' && text[at] <= '9';
}

static bool ends_here(const char *text, size_t len, size_t start, size_t at,
                      size_t behind) {
  size_t next = skip_space(text, len, behind);
  bool starter;
  if (next >= len)
    return true;
  if (next == behind || !can_begin(text, len, next, &starter))
    return false;
  if (text[at] != '.')
    return true;
  switch (stop_after_word(text, start, at)) {
  case ENDS:
    return true;
  case ENDS_BEFORE_STARTER:
    return starter && !digit_follows(text, len, next);
  default:
    return false;
  }
}

/* Is there a blank line at text[at], where a line ends? */
static bool blank_line(const char *text, size_t len, size_t at) {
  for (size_t i = at + 1; i < len; i++) {
    if (text[i] == '\n')
      return true;
    if (text[i] != ' ' && text[i] != '\t')
      return false;
  }
  return false;
}

size_t pincite__sentence_end(const char *text, size_t len, size_t start) {
  size_t at = start;
  while (at < len && is_space(text[at]))
    at++;
  for (; at < len; at++) {
    char c = text[at];
    if (c == '\n' && blank_line(text, len, at))
      return at;
    if (c != '.' && c != '?' && c != '!')
      continue;
    size_t behind = at + 1;
    while (behind < len && (text[behind] == '.' || text[behind] == '?' || text[behind] == '!'))
      behind++;
    behind = skip_closing(text, len, behind);
    if (ends_here(text, len, start, at, behind))
      return behind;
    at = behind - 1;
  }
  return len;
}

size_t pincite__paragraph_end(const char *text, size_t len, size_t start) {
  size_t at = start;
  while (at < len && is_space(text[at]))
    at++;
  while (at < len) {
    const char *line_end = memchr(text + at, '\n', len - at);
    if (!line_end)
      return len;
    at = (size_t)(line_end - text);
    if (blank_line(text, len, at))
      return at;
    at++;
  }
  return len;
}
