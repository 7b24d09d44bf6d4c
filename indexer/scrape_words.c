/* SPDX-License-Identifier: MIT
 *
 * scrape_words.c - the shapes of lines.
 */
#include <string.h>

#include "scrape.h"

bool pincite__plain(pincite_str text, char *out, size_t size) {
  size_t len = 0;
  bool gap = false;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    size_t step = pincite__utf8_decode(text.at + at, text.len - at, &code);
    if (code >= 'A' && code <= 'Z')
      code += 32;
    bool kept = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ||
                (code >= 0xc0 && (code < 0x2000 || code > 0x206f) && code != 0xfffd);
    if (kept) {
      if (len + gap + step >= size) {
        out[len] = '\0';
        return false;
      }
      if (gap && len)
        out[len++] = ' ';
      gap = false;
      if (code < 0x80)
        out[len++] = (char)code;
      else
        for (size_t i = 0; i < step; i++)
          out[len++] = text.at[at + i];
    } else if (code != '\'' && code != 0x2019) {
      gap = true;
    }
    at += step;
  }
  out[len] = '\0';
  return true;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

size_t pincite__count_words(pincite_str text) {
  size_t words = 0;
  for (size_t i = 0; i < text.len; i++)
    words += !is_blank(text.at[i]) && (i == 0 || is_blank(text.at[i - 1]));
  return words;
}

static const char *const closers[] = {"\"",           "'",       ")", "]", "\xe2\x80\x9d",
                                      "\xe2\x80\x99", "\xc2\xbb"};

bool pincite__ends_sentence(pincite_str text) {
  for (bool more = true; more && text.len;) {
    more = is_blank(text.at[text.len - 1]);
    size_t cut = 1;
    for (size_t i = 0; i < sizeof closers / sizeof *closers && !more; i++) {
      cut = strlen(closers[i]);
      more = cut <= text.len && memcmp(text.at + text.len - cut, closers[i], cut) == 0;
    }
    text.len -= more ? cut : 0;
  }
  if (text.len > 2 && (memcmp(text.at + text.len - 3, "\xe2\x80\xa6", 3) == 0 ||
                       memcmp(text.at + text.len - 3, "\xe2\x80\x94", 3) == 0))
    return true; /* an ellipsis; a dash before a list */
  return text.len && strchr(".!?,;:", text.at[text.len - 1]) != NULL;
}

bool pincite__is_prose(pincite_str text) {
  size_t words = pincite__count_words(text);
  return words >= 25 || (words >= 8 && pincite__ends_sentence(text));
}

bool pincite__is_title_case(pincite_str line) {
  size_t long_words = 0, capital = 0;
  for (size_t at = 0; at < line.len;) {
    size_t end = at;
    while (end < line.len && !is_blank(line.at[end]))
      end++;
    size_t skip = at;
    while (skip < end && !is_upper(line.at[skip]) && !is_lower(line.at[skip]) &&
           !is_digit(line.at[skip]) && (unsigned char)line.at[skip] < 0xc3)
      skip++;
    if (at == 0 && end < line.len && is_digit(line.at[skip]) &&
        strchr(".)", line.at[end - 1]))
      return true; /* "1. Background" */
    if (end - skip > 3) {
      long_words++;
      capital += !is_lower(line.at[skip]);
    }
    at = end + 1;
  }
  return long_words == 0 ? line.len && is_upper(line.at[0])
                         : capital * 3 >= long_words * 2;
}
