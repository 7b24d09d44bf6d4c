/* SPDX-License-Identifier: MIT
 *
 * cite_lex.c - the small things that citations are made of: spaces, dashes,
 * section marks, numbers, and abbreviations with or without their full stops.
 *
 * Text comes as it was scraped, so a space may be a no-break space or
 * "&nbsp;", a dash an en dash, and "§" may have turned into "Â§", "&sect;" or
 * the replacement character.
 */
#include <string.h>

#include "cite.h"

/* Spaces that a citation may be broken by. */
#define MOST_SPACES 24

static unsigned char byte_at(const cite_scan *s, size_t at) {
  return (unsigned char)pincite__cite_at(s, at);
}

static bool stands(const cite_scan *s, size_t at, const char *bytes) {
  size_t len = strlen(bytes);
  return at <= s->len && len <= s->len - at && !memcmp(s->text + at, bytes, len);
}

bool pincite__cite_edge(const cite_scan *s, size_t at) {
  if (at == 0)
    return true;
  unsigned char before = (unsigned char)s->text[at - 1];
  if (before < 0x80)
    return !pincite__is_letter((char)before) && !pincite__is_digit((char)before);
  /* Two bytes long from U+00C0 to U+07BF: a letter or its mark. */
  unsigned char lead = at > 1 ? (unsigned char)s->text[at - 2] : 0;
  return !(lead >= 0xc3 && lead < 0xdf);
}

bool pincite__cite_ends(const cite_scan *s, size_t at) {
  if (at >= s->len)
    return true;
  unsigned char c = (unsigned char)s->text[at];
  if (c == 0xc3 && at + 1 < s->len && (unsigned char)s->text[at + 1] == 0x82)
    return true; /* "Â", the half of a mangled section mark or space */
  return !pincite__is_letter((char)c) && !pincite__is_digit((char)c) &&
         !(c >= 0xc3 && c < 0xdf);
}

/* The length of the space at 'at', 0 if there is none. */
static size_t one_space(const cite_scan *s, size_t at) {
  switch (pincite__cite_at(s, at)) {
  case ' ':
  case '\t':
  case '\r':
  case '\n':
    return 1;
  case '\xc2':
    return stands(s, at, "\xc2\xa0") ? 2 : 0;
  case '\xc3':
    return stands(s, at, "\xc3\x82\xc2\xa0") ? 4 : stands(s, at, "\xc3\x82 ") ? 3 : 0;
  case '\xe2':
    if (stands(s, at, "\xe2\x80\xaf"))
      return 3;
    return stands(s, at, "\xe2\x80") && byte_at(s, at + 2) >= 0x80 &&
                   byte_at(s, at + 2) <= 0x8b
               ? 3
               : 0;
  case '&':
    if (stands(s, at, "&nbsp;") || stands(s, at, "&#160;") || stands(s, at, "&#xA0;"))
      return 6;
    return 0;
  default:
    return 0;
  }
}

size_t pincite__cite_space(const cite_scan *s, size_t at) {
  size_t breaks = 0;
  for (int i = 0; i < MOST_SPACES; i++) {
    size_t size = one_space(s, at);
    if (size == 1 && s->text[at] == '\n' && ++breaks > 1)
      break;
    if (!size)
      break;
    at += size;
  }
  return at;
}

size_t pincite__cite_comma(const cite_scan *s, size_t at) {
  at = pincite__cite_space(s, at);
  if (pincite__cite_at(s, at) == ',')
    at = pincite__cite_space(s, at + 1);
  return at;
}

size_t pincite__cite_digits(const cite_scan *s, size_t at) {
  while (at < s->len && pincite__is_digit(s->text[at]))
    at++;
  return at;
}

size_t pincite__cite_dash(const cite_scan *s, size_t at) {
  if (pincite__cite_at(s, at) == '-')
    return at + 1;
  /* U+2010 hyphen to U+2015, and U+2212 minus */
  if (stands(s, at, "\xe2\x80") && byte_at(s, at + 2) >= 0x90 &&
      byte_at(s, at + 2) <= 0x95)
    return at + 3;
  if (stands(s, at, "\xe2\x88\x92"))
    return at + 3;
  if (stands(s, at, "&ndash;"))
    return at + 7;
  return 0;
}

size_t pincite__cite_word(const cite_scan *s, size_t at, const char *word) {
  for (; *word; word++, at++)
    if (pincite__lower(pincite__cite_at(s, at)) != *word)
      return 0;
  return pincite__cite_ends(s, at) ? at : 0;
}

size_t pincite__cite_key(const cite_scan *s, size_t at, const char *key) {
  if (pincite__lower(pincite__cite_at(s, at)) != *key)
    return 0;
  at++;
  for (key++; *key; key++, at++) {
    if (pincite__cite_at(s, at) == '.')
      at++;
    if (pincite__lower(pincite__cite_at(s, at)) != *key)
      at = pincite__cite_space(s, at);
    if (pincite__lower(pincite__cite_at(s, at)) != *key)
      return 0;
  }
  if (pincite__is_letter(pincite__cite_at(s, at)))
    return 0;
  return pincite__cite_at(s, at) == '.' ? at + 1 : at;
}

/* The length of one section sign at 'at', 0 if there is none. */
static size_t one_sign(const cite_scan *s, size_t at) {
  switch (pincite__cite_at(s, at)) {
  case '\xc2':
    return stands(s, at, "\xc2\xa7") ? 2 : 0;
  case '\xc3':
    return stands(s, at, "\xc3\x82\xc2\xa7") ? 4 : 0;
  case '\xef':
    return stands(s, at, "\xef\xbf\xbd") ? 3 : 0;
  case '&':
    if (stands(s, at, "&sect;") || stands(s, at, "&#167;") || stands(s, at, "&#xA7;") ||
        stands(s, at, "&#xa7;"))
      return 6;
    return 0;
  default:
    return 0;
  }
}

/* Behind the word for section, 0 if there is none. */
static size_t section_word(const cite_scan *s, size_t at, bool *plural) {
  static const char *const words[] = {"section", "sec", "sect", "sections", "secs"};
  if (pincite__lower(pincite__cite_at(s, at)) != 's')
    return 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, at, words[i]);
    if (!end)
      continue;
    *plural = i > 2;
    return pincite__cite_at(s, end) == '.' ? end + 1 : end;
  }
  return 0;
}

size_t pincite__cite_mark(const cite_scan *s, size_t at, bool words, bool *plural) {
  size_t end = at, signs = 0, size;
  while (signs < 3 && (size = one_sign(s, end)) > 0) {
    end += size;
    if (one_sign(s, pincite__cite_space(s, end)))
      end = pincite__cite_space(s, end);
    signs++;
  }
  *plural = signs > 1;
  if (!signs && words)
    end = section_word(s, at, plural);
  if (!end || end == at)
    return 0;
  return pincite__cite_space(s, end);
}

size_t pincite__cite_no(const cite_scan *s, size_t at) {
  static const char *const words[] = {"no", "nos", "number", "numbers", "num"};
  char first = pincite__lower(pincite__cite_at(s, at));
  if (first == '#')
    return pincite__cite_space(s, at + 1);
  for (size_t i = 0; first == 'n' && i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, at, words[i]);
    if (!end)
      continue;
    if (pincite__cite_at(s, end) == '.')
      end++;
    return pincite__cite_space(s, end);
  }
  return at;
}

size_t pincite__cite_number(const cite_scan *s, size_t at, cite_form *form) {
  size_t end = pincite__cite_digits(s, at);
  if (end == at || end - at > 9)
    return 0;
  pincite__form_add(form, s->text + at, end - at);
  if (end - at > 3)
    return end;
  while (pincite__cite_at(s, end) == ',' && pincite__cite_digits(s, end + 1) == end + 4) {
    pincite__form_add(form, s->text + end + 1, 3);
    end += 4;
  }
  return end;
}

/* Are the letters at 'at' how this number is written? "civil" is none. */
static bool is_roman(const cite_scan *s, size_t at, size_t end, unsigned number) {
  static const struct {
    const char *letters;
    unsigned value;
  } steps[] = {{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10},
               {"ix", 9},  {"v", 5},   {"iv", 4}, {"i", 1}};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    for (; number >= steps[i].value; number -= steps[i].value)
      for (const char *c = steps[i].letters; *c; c++, at++)
        if (at >= end || pincite__lower(s->text[at]) != *c)
          return false;
  return at == end;
}

size_t pincite__cite_roman(const cite_scan *s, size_t at, unsigned *number) {
  static const char digits[] = "ivxlc";
  static const unsigned values[] = {1, 5, 10, 50, 100};
  size_t end = pincite__cite_digits(s, at);
  if (end > at && end - at <= 3) {
    *number = 0;
    for (size_t i = at; i < end; i++)
      *number = *number * 10 + (unsigned)(s->text[i] - '0');
    return end;
  }
  unsigned sum = 0, before = 0;
  for (end = at; end < s->len && end - at < 9; end++) {
    const char *digit = strchr(digits, pincite__lower(s->text[end]));
    if (!digit || !*digit)
      break;
    unsigned value = values[digit - digits];
    sum += value;
    if (value > before && before)
      sum -= 2 * before;
    before = value;
  }
  if (end == at || !pincite__cite_ends(s, end) || !is_roman(s, at, end, sum))
    return 0;
  *number = sum;
  return end;
}

bool pincite__cite_holds(const cite_scan *s, size_t from, size_t to, const char *word) {
  size_t len = strlen(word);
  if (to > s->len)
    to = s->len;
  char first[3] = {word[0], word[0], 0};
  if (first[1] >= 'a' && first[1] <= 'z')
    first[1] = (char)(first[1] - 'a' + 'A');
  for (; from + len <= to; from++) {
    if (s->text[from] != first[0] && s->text[from] != first[1])
      continue;
    size_t i = 1;
    while (i < len && pincite__lower(s->text[from + i]) == word[i])
      i++;
    if (i == len)
      return true;
  }
  return false;
}
