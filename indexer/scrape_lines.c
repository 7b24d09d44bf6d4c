/* SPDX-License-Identifier: MIT
 *
 * scrape_lines.c - plain text to paragraphs.
 *
 * What stands between blank lines is a stretch. Its lines were either wrapped by
 * hand, and then it is one paragraph whose line ends stay as they are; or they
 * are paragraphs themselves, as in statutes saved line by line:
 *
 *     (a)                    a number alone goes with what it numbers
 *     Definitions            a caption goes with its number; under a letter
 *     In this chapter:       it stands alone, as a heading
 */
#include <string.h>

#include "scrape.h"

/* A line longer than this was not wrapped by hand, so it is a paragraph. */
#define LONG_LINE 200
/* A longer line is no caption. */
#define CAPTION_WORDS 14

typedef struct lines {
  const char *text;
  size_t len;
} lines;

static size_t line_end(const lines *in, size_t at) {
  const char *end = at < in->len ? memchr(in->text + at, '\n', in->len - at) : NULL;
  return end ? (size_t)(end - in->text) : in->len;
}

static pincite_str trimmed(const lines *in, size_t at) {
  size_t end = line_end(in, at);
  while (at < end && strchr(" \t\r\f", in->text[at]) && in->text[at])
    at++;
  while (end > at && strchr(" \t\r\f", in->text[end - 1]) && in->text[end - 1])
    end--;
  return (pincite_str){in->text + at, end - at};
}

static bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "(a)", "(12)", "(iii)": 1; "§ 230.", "§§ 1-3.": 2; else 0. */
static int number_alone(pincite_str line) {
  if (line.len > 2 && line.len < 9 && line.at[0] == '(' && line.at[line.len - 1] == ')') {
    for (size_t i = 1; i + 1 < line.len; i++)
      if (!is_alnum(line.at[i]) && line.at[i] != '-')
        return 0;
    return 1;
  }
  return line.len > 3 && line.len < 24 && memcmp(line.at, "\xc2\xa7", 2) == 0 &&
                 line.at[line.len - 1] == '.'
             ? 2
             : 0;
}

/* "(c)" after "(b)". An i, v or x is a Roman number, unless it is its turn. */
static bool is_next_letter(pincite_str line, char *letter) {
  if (line.len != 3 || line.at[1] < 'a' || line.at[1] > 'z')
    return false;
  char c = line.at[1];
  if (c != *letter + 1 && (c <= *letter || strchr("ivx", c)) && c != 'a')
    return false;
  *letter = c;
  return true;
}

/* "In general", "Definitions.-": names what follows. */
static bool is_caption(pincite_str line) {
  bool dash = line.len > 3 && memcmp(line.at + line.len - 3, "\xe2\x80\x94", 3) == 0;
  bool capital = line.len && ((line.at[0] >= 'A' && line.at[0] <= 'Z') ||
                              (unsigned char)line.at[0] >= 0xc3);
  return capital && pincite__count_words(line) <= CAPTION_WORDS &&
         (dash ? line.len > 4 && line.at[line.len - 4] == '.'
               : !pincite__ends_sentence(line));
}

/* Does every line stand for itself? */
static bool is_line_by_line(const lines *in) {
  size_t numbers = 0;
  for (size_t at = 0; at < in->len; at = line_end(in, at) + 1) {
    if (line_end(in, at) - at > LONG_LINE)
      return true;
    int number = number_alone(trimmed(in, at));
    if (number == 2 && at == 0)
      return true;
    numbers += number != 0;
  }
  return numbers > 1;
}

static void add_lines(pincite_document *document, const lines *in) {
  char letter = 'a' - 1;
  for (size_t at = 0, end; at < in->len; at = end + 1) {
    end = line_end(in, at);
    pincite_zone zone = PINCITE_ZONE_BODY;
    pincite_str first = trimmed(in, at);
    int number = number_alone(first);
    /* Numbers may follow numbers: "(2)", "(A)". */
    while (number && end < in->len && number_alone(trimmed(in, end + 1)) == 1) {
      first = trimmed(in, end + 1);
      number = 1;
      end = line_end(in, end + 1);
    }
    if (number && end < in->len) {
      pincite_str next = trimmed(in, end + 1);
      end = line_end(in, end + 1);
      bool caption = is_caption(next);
      if (caption && (number == 2 || is_next_letter(first, &letter)))
        zone = PINCITE_ZONE_HEADING;
      else if (caption && end < in->len && !number_alone(trimmed(in, end + 1)))
        end = line_end(in, end + 1);
    }
    pincite__document_add(document, zone, in->text + at, end - at);
  }
}

static void add_stretch(pincite_document *document, const char *text, size_t len) {
  lines in = {text, len};
  if (is_line_by_line(&in))
    add_lines(document, &in);
  else
    pincite__document_add(document, PINCITE_ZONE_BODY, text, len);
}

void pincite__text_blocks(pincite_document *document, const char *text, size_t len) {
  lines in = {text, len};
  size_t start = 0;
  for (size_t at = 0, end; at < len; at = end + 1) {
    end = line_end(&in, at);
    const char *page = memchr(text + at, '\f', end - at);
    if (page)
      end = (size_t)(page - text);
    else if (trimmed(&in, at).len)
      continue;
    if (end > start)
      add_stretch(document, text + start, end - start);
    start = end + 1;
  }
  if (start < len)
    add_stretch(document, text + start, len - start);
}
