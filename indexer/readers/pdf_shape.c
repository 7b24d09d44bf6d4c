/* SPDX-License-Identifier: MIT
 *
 * pdf_shape.c - what the text of a line looks like.
 */
#include <string.h>

#include "pdf.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool pdf_ends_sentence(pincite_str text) {
  while (text.len > 1 &&
         (strchr(")]\"'", text.at[text.len - 1]) ||
          (text.len > 3 && memcmp(text.at + text.len - 3, "\xe2\x80\x9d", 3) == 0))) {
    text.len -= (unsigned char)text.at[text.len - 1] >= 0x80 ? 3 : 1;
  }
  /* Behind the number of a note. */
  while (text.len > 2 && (unsigned char)text.at[text.len - 1] >= 0x80) {
    size_t last = text.len - 1;
    while (last > 0 && ((unsigned char)text.at[last] & 0xc0) == 0x80)
      last--;
    uint32_t code;
    pincite__utf8_decode(text.at + last, text.len - last, &code);
    if (code != 0xb9 && code != 0xb2 && code != 0xb3 && (code < 0x2070 || code > 0x2079))
      break;
    text.len = last;
  }
  return text.len && strchr(".!?:;", text.at[text.len - 1]);
}

bool pdf_is_item(pincite_str text) {
  static const char *const bullets[] = {"\xe2\x80\xa2", "\xe2\x97\x8f", "\xe2\x96\xaa",
                                        "\xef\x82\xb7", "\xc2\xb7",     "\xe2\x80\x93 ",
                                        "* ",           "o ",           "- "};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
    if (text.len > strlen(bullets[i]) &&
        memcmp(text.at, bullets[i], strlen(bullets[i])) == 0)
      return true;
  size_t at = 0, start = text.len > 2 && text.at[0] == '(';
  at = start;
  while (at < text.len && at - start < 3 &&
         (is_digit(text.at[at]) || is_lower(text.at[at]) || is_upper(text.at[at])))
    at++;
  if (at == start || at + 1 >= text.len || text.at[at + 1] != ' ')
    return false;
  bool number = is_digit(text.at[start]) || at - start == 1;
  return start ? text.at[at] == ')'
               : number && (text.at[at] == '.' || text.at[at] == ')');
}

bool pdf_is_contents(pincite_str text) {
  size_t dots = 0, at = text.len;
  while (at > 0 && (is_digit(text.at[at - 1]) || strchr("ivx-", text.at[at - 1])))
    at--;
  while (at > 0 && strchr(". ", text.at[at - 1])) {
    dots += text.at[at - 1] == '.';
    at--;
  }
  return dots >= 4 && at > 0;
}

bool pdf_is_capitals(pincite_str text) {
  size_t upper = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (is_lower(text.at[i]))
      return false;
    upper += is_upper(text.at[i]);
  }
  return upper >= 4;
}
