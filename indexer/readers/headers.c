/* SPDX-License-Identifier: MIT
 *
 * headers.c - finding headers and what is in them.
 */
#include "headers.h"

#include <string.h>

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

size_t pincite__headers_end(pincite_str text) {
  for (size_t i = 0; i < text.len; i++) {
    const char *end = memchr(text.at + i, '\n', text.len - i);
    if (!end)
      return 0;
    size_t len = (size_t)(end - text.at) - i;
    if (len == 0 || (len == 1 && text.at[i] == '\r'))
      return i + len + 1;
    i += len;
  }
  return 0;
}

bool pincite__header_begins(pincite_str value, const char *word) {
  size_t i = 0;
  for (; word[i]; i++)
    if (i >= value.len || lower(value.at[i]) != word[i])
      return false;
  return true;
}

/* The line at 'at' without its end; *next is behind it. */
static pincite_str line_at(pincite_str text, size_t at, size_t *next) {
  const char *end = memchr(text.at + at, '\n', text.len - at);
  size_t len = end ? (size_t)(end - text.at) - at : text.len - at;
  *next = at + len + (end != NULL);
  if (len && text.at[at + len - 1] == '\r')
    len--;
  return (pincite_str){text.at + at, len};
}

static void add_trimmed(pincite_buf *out, pincite_str part) {
  while (part.len && is_blank(part.at[0])) {
    part.at++;
    part.len--;
  }
  while (part.len && is_blank(part.at[part.len - 1]))
    part.len--;
  if (out->len && part.len)
    pincite__buf_addc(out, ' ');
  pincite__buf_add(out, part.at, part.len);
}

bool pincite__header(pincite_str headers, const char *name, pincite_buf *out) {
  size_t len = strlen(name);
  pincite__buf_clear(out);
  for (size_t at = 0, next; at < headers.len; at = next) {
    pincite_str line = line_at(headers, at, &next);
    if (!pincite__header_begins(line, name) || line.len <= len || line.at[len] != ':')
      continue;
    add_trimmed(out, (pincite_str){line.at + len + 1, line.len - len - 1});
    while (next < headers.len && is_blank(headers.at[next])) {
      line = line_at(headers, next, &next);
      add_trimmed(out, line);
    }
    return !out->failed;
  }
  return false;
}

bool pincite__header_parameter(pincite_str value, const char *name, pincite_buf *out) {
  size_t len = strlen(name);
  pincite__buf_clear(out);
  for (size_t i = 0; i < value.len; i++) {
    pincite_str rest = {value.at + i + 1, value.len - i - 1};
    if (value.at[i] != ';')
      continue;
    while (rest.len && is_blank(rest.at[0])) {
      rest.at++;
      rest.len--;
    }
    if (!pincite__header_begins(rest, name) || rest.len <= len || rest.at[len] != '=')
      continue;
    rest = (pincite_str){rest.at + len + 1, rest.len - len - 1};
    bool quoted = rest.len && rest.at[0] == '"';
    for (size_t k = quoted; k < rest.len; k++) {
      char c = rest.at[k];
      if (quoted ? c == '"' : c == ';' || is_blank(c))
        break;
      pincite__buf_addc(out, c);
    }
    return out->len > 0 && !out->failed;
  }
  return false;
}
