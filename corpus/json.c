/* SPDX-License-Identifier: MIT
 *
 * json.c - writing JSON. Commas are decided by the last byte written, so there
 * is no state to keep.
 */
#include "json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_escaped(pincite_buf *out, unsigned char c) {
  static const char named[] = "\b\f\n\r\t\"\\";
  static const char letters[] = "bfnrt\"\\";
  const char *found = c ? strchr(named, c) : NULL;
  if (found)
    pincite__buf_addf(out, "\\%c", letters[found - named]);
  else
    pincite__buf_addf(out, "\\u%04x", (unsigned)c);
}

void pincite__json_string(pincite_buf *out, const char *text, size_t len) {
  pincite__buf_addc(out, '"');
  size_t plain = 0;
  for (size_t at = 0; at < len;) {
    unsigned char c = (unsigned char)text[at];
    uint32_t code;
    size_t size = c < 0x80 ? 1 : pincite__utf8_decode(text + at, len - at, &code);
    bool escape = c < 0x20 || c == 0x7f || c == '"' || c == '\\';
    bool broken = c >= 0x80 && size == 1;
    if (escape || broken) {
      pincite__buf_add(out, text + plain, at - plain);
      if (escape)
        add_escaped(out, c);
      else
        pincite__buf_adds(out, "\xef\xbf\xbd");
      plain = at + size;
    }
    at += size;
  }
  pincite__buf_add(out, text + plain, len - plain);
  pincite__buf_addc(out, '"');
}

void pincite__json_text(pincite_buf *out, const char *text) {
  if (text)
    pincite__json_string(out, text, strlen(text));
  else
    pincite__buf_adds(out, "null");
}

void pincite__json_comma(pincite_buf *out) {
  char last = out->len ? out->data[out->len - 1] : '[';
  if (last != '{' && last != '[' && last != '\n')
    pincite__buf_addc(out, ',');
}

void pincite__json_key(pincite_buf *out, const char *name) {
  pincite__json_comma(out);
  pincite__json_string(out, name, strlen(name));
  pincite__buf_addc(out, ':');
}

void pincite__json_number(pincite_buf *out, double value) {
  char text[40];
  if (!isfinite(value)) {
    pincite__buf_adds(out, "null");
    return;
  }
  snprintf(text, sizeof text, "%.12g", value);
  char *comma = strchr(text, ',');
  if (comma)
    *comma = '.';
  pincite__buf_adds(out, text);
}
