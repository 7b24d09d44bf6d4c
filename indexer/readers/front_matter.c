/* SPDX-License-Identifier: MIT
 *
 * front_matter.c - the few forms of YAML that stand before Markdown.
 *
 * A whole YAML parser would read anchors, types and documents that nobody writes
 * there; what is not understood is passed over.
 */
#include <string.h>

#include "../scrape.h"
#include "front_matter.h"

#define MOST_BYTES ((size_t)64 << 10)

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static pincite_str trim(pincite_str text) {
  while (text.len && is_blank(text.at[0])) {
    text.at++;
    text.len--;
  }
  while (text.len && is_blank(text.at[text.len - 1]))
    text.len--;
  return text;
}

static bool begins(pincite_str text, const char *word) {
  size_t len = strlen(word);
  return text.len >= len && memcmp(text.at, word, len) == 0;
}

/* ---- lines ------------------------------------------------------------------ */

typedef struct lines {
  pincite_str text;
  size_t at;
} lines;

/* The next line without its end; false at the end of the text. */
static bool next_line(lines *in, pincite_str *line) {
  if (in->at >= in->text.len)
    return false;
  const char *start = in->text.at + in->at;
  const char *end = memchr(start, '\n', in->text.len - in->at);
  line->at = start;
  line->len = end ? (size_t)(end - start) : in->text.len - in->at;
  in->at += line->len + 1;
  while (line->len && is_blank(line->at[line->len - 1]))
    line->len--;
  return true;
}

/* "key: value" at the margin. */
static bool split_pair(pincite_str line, pincite_str *key, pincite_str *value) {
  const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
  if (!colon || colon == line.at || is_blank(line.at[0]) || line.at[0] == '#')
    return false;
  size_t len = (size_t)(colon - line.at);
  if (len + 1 < line.len && !is_blank(line.at[len + 1]))
    return false;
  *key = (pincite_str){line.at, len};
  *value = trim((pincite_str){line.at + len + 1, line.len - len - 1});
  return true;
}

/* Does this line go on with the value above it? */
static bool continues(pincite_str line) {
  return line.len == 0 || is_blank(line.at[0]) || begins(line, "- ") || line.at[0] == '#';
}

/* Where the lines between the marks end; 0 when it is no front matter. */
static size_t find_end(pincite_str text, size_t *inner) {
  pincite_str line, key, value;
  lines in = {text, 0};
  if (!next_line(&in, &line) || !pincite__str_is(line, "---"))
    return 0;
  for (*inner = in.at; in.at < MOST_BYTES && next_line(&in, &line);)
    if (pincite__str_is(line, "---") || pincite__str_is(line, "..."))
      return in.at < text.len ? in.at : text.len;
    else if (!continues(line) && !split_pair(line, &key, &value))
      return 0;
  return 0;
}

/* ---- values ----------------------------------------------------------------- */

static uint32_t hex_value(const char *at, size_t len) {
  uint32_t value = 0;
  for (size_t i = 0; i < len; i++) {
    char c = at[i];
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 16;
    if (digit > 15)
      return 0;
    value = value << 4 | digit;
  }
  return value;
}

/* One escape of a value in double quotes, behind its backslash; how long it is. */
static size_t add_escape(pincite_str rest, pincite_buf *out) {
  char bytes[4];
  size_t digits = rest.at[0] == 'x'   ? 2
                  : rest.at[0] == 'u' ? 4
                  : rest.at[0] == 'U' ? 8
                                      : 0;
  if (digits && rest.len > digits) {
    uint32_t code = hex_value(rest.at + 1, digits);
    if (code && code < 0x110000)
      pincite__buf_add(out, bytes, pincite__utf8_encode(code, bytes));
    return digits + 1;
  }
  switch (rest.at[0]) {
  case 'n':
  case 't':
  case '_':
    pincite__buf_addc(out, ' ');
    break;
  case '\n':
    break; /* the line end is not part of the value */
  default:
    pincite__buf_addc(out, rest.at[0]);
  }
  return 1;
}

/* A value in quotes of the kind 'mark', up to the closing one. */
static void add_quoted(pincite_str value, char mark, pincite_buf *out) {
  for (size_t i = 1; i < value.len; i++) {
    char c = value.at[i];
    if (c == '\\' && mark == '"' && i + 1 < value.len)
      i += add_escape((pincite_str){value.at + i + 1, value.len - i - 1}, out);
    else if (c == mark && mark == '\'' && i + 1 < value.len && value.at[i + 1] == '\'')
      pincite__buf_addc(out, value.at[i++]);
    else if (c == mark)
      return;
    else
      pincite__buf_addc(out, c);
  }
}

/* One value: plain, quoted, or listed in brackets. */
static void add_value(pincite_str value, pincite_buf *out) {
  value = trim(value);
  if (value.len == 0)
    return;
  if (value.at[0] == '"' || value.at[0] == '\'') {
    add_quoted(value, value.at[0], out);
  } else if (value.at[0] == '[' && value.at[value.len - 1] == ']') {
    for (size_t at = 1, end; at < value.len - 1; at = end + 1) {
      for (end = at; end < value.len - 1 && value.at[end] != ',';)
        end++;
      if (at > 1)
        pincite__buf_adds(out, ", ");
      pincite_str item = trim((pincite_str){value.at + at, end - at});
      if (item.len && item.at[0] != '[')
        add_value(item, out);
    }
  } else if (value.at[0] != '|' && value.at[0] != '>') {
    pincite__buf_add(out, value.at, value.len);
  }
}

/* A value that goes on over lines: quoted, folded, or a list. */
static void add_lines(lines *in, pincite_str value, pincite_buf *out) {
  pincite_buf whole;
  pincite_str line;
  bool quoted = value.len && (value.at[0] == '"' || value.at[0] == '\'');
  pincite__buf_init(&whole, MOST_BYTES);
  pincite__buf_add(&whole, value.at, value.len);
  for (lines look = *in; next_line(&look, &line) && continues(line); in->at = look.at) {
    line = trim(line);
    if (quoted) {
      pincite__buf_addc(&whole,
                        whole.len && whole.data[whole.len - 1] == '\\' ? '\n' : ' ');
      pincite__buf_add(&whole, line.at, line.len);
    } else if (begins(line, "- ")) {
      if (out->len)
        pincite__buf_adds(out, ", ");
      add_value((pincite_str){line.at + 2, line.len - 2}, out);
    } else if (line.len && line.at[0] != '#') {
      if (whole.len)
        pincite__buf_addc(&whole, ' ');
      pincite__buf_add(&whole, line.at, line.len);
    }
  }
  pincite_str all = pincite__buf_view(&whole);
  if (all.len && (all.at[0] == '|' || all.at[0] == '>')) {
    size_t skip = 1;
    while (skip < all.len && all.at[skip] != ' ')
      skip++;
    all = (pincite_str){all.at + skip, all.len - skip};
  }
  add_value(all, out);
  pincite__buf_release(&whole);
}

size_t pincite__front_matter(pincite_str text, pincite_document *document) {
  size_t inner = 0, end = find_end(text, &inner);
  if (!end)
    return 0;
  lines in = {{text.at, end}, inner};
  pincite_str line, key, value;
  pincite_buf full;
  pincite__buf_init(&full, MOST_BYTES);
  while (next_line(&in, &line)) {
    if (!split_pair(line, &key, &value))
      continue;
    pincite__buf_clear(&full);
    add_lines(&in, value, &full);
    if (full.failed)
      document->failed = true;
    else
      pincite__set_named(document, key, pincite__buf_view(&full), "front matter");
  }
  pincite__buf_release(&full);
  return end;
}
