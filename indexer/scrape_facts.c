/* SPDX-License-Identifier: MIT
 *
 * scrape_facts.c - what the lines above an article say of it.
 */
#include <string.h>

#include "scrape.h"

/* Among this many blocks such lines are looked for. */
#define AMONG 8

pincite_str pincite__block_text(const pincite_document *document, size_t i) {
  const pincite_block *block = &document->blocks[i];
  return (pincite_str){document->text.data + block->start, block->length};
}

/* Does it begin with 'word', which is in lower case? */
static bool starts(pincite_str text, const char *word) {
  size_t len = strlen(word);
  if (text.len < len)
    return false;
  for (size_t i = 0; i < len; i++) {
    char c = text.at[i];
    if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != word[i])
      return false;
  }
  return true;
}

/* ---- named values ------------------------------------------------------------ */

static const struct {
  const char *name;
  pincite_field field;
} names[] = {
    {"title", PINCITE_FIELD_TITLE},
    {"headline", PINCITE_FIELD_TITLE},
    {"author", PINCITE_FIELD_AUTHOR},
    {"authors", PINCITE_FIELD_AUTHOR},
    {"by", PINCITE_FIELD_AUTHOR},
    {"byline", PINCITE_FIELD_AUTHOR},
    {"creator", PINCITE_FIELD_AUTHOR},
    {"speaker", PINCITE_FIELD_AUTHOR},
    {"date", PINCITE_FIELD_PUBLISHED},
    {"published", PINCITE_FIELD_PUBLISHED},
    {"date published", PINCITE_FIELD_PUBLISHED},
    {"published time", PINCITE_FIELD_PUBLISHED},
    {"published at", PINCITE_FIELD_PUBLISHED},
    {"publication date", PINCITE_FIELD_PUBLISHED},
    {"publish date", PINCITE_FIELD_PUBLISHED},
    {"pubdate", PINCITE_FIELD_PUBLISHED},
    {"source", PINCITE_FIELD_SOURCE},
    {"site", PINCITE_FIELD_SOURCE},
    {"publisher", PINCITE_FIELD_SOURCE},
    {"publication", PINCITE_FIELD_SOURCE},
    {"outlet", PINCITE_FIELD_SOURCE},
    {"language", PINCITE_FIELD_LANGUAGE},
    {"lang", PINCITE_FIELD_LANGUAGE},
    {"url", PINCITE_FIELD_URI},
    {"uri", PINCITE_FIELD_URI},
    {"source url", PINCITE_FIELD_URI},
    {"canonical", PINCITE_FIELD_URI},
    {"canonical url", PINCITE_FIELD_URI},
    {"original url", PINCITE_FIELD_URI},
    {"link", PINCITE_FIELD_URI},
    {"id", PINCITE_FIELD_ID},
};

bool pincite__set_named(pincite_document *document, pincite_str name, pincite_str value,
                        const char *origin) {
  char plain[24];
  if (name.len >= sizeof plain)
    return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    plain[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '_' || c == '-' ? ' ' : c;
  }
  plain[name.len] = '\0';
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(plain, names[i].name) != 0)
      continue;
    pincite_field field = names[i].field;
    if (field == PINCITE_FIELD_SOURCE &&
        (starts(value, "http:") || starts(value, "https:")))
      field = PINCITE_FIELD_URI;
    pincite__document_set(document, field, value.at, value.len, origin);
    return true;
  }
  return false;
}

/* ---- byline and date --------------------------------------------------------- */

static bool is_capital(pincite_str text) {
  return text.len &&
         ((text.at[0] >= 'A' && text.at[0] <= 'Z') || (unsigned char)text.at[0] >= 0xc3);
}

static pincite_str tail(pincite_str text, size_t skip) {
  while (skip < text.len && strchr(" \t:", text.at[skip]))
    skip++;
  return (pincite_str){text.at + skip, text.len - skip};
}

/* A name, up to what sets off a date or an office. */
static pincite_str name_part(pincite_str text) {
  size_t len = 0;
  while (len < text.len && !strchr("|,;\n", text.at[len]) &&
         memcmp(text.at + len, "\xe2\x80\x94", len + 3 <= text.len ? 3 : 1) != 0 &&
         memcmp(text.at + len, "\xe2\x80\x93", len + 3 <= text.len ? 3 : 1) != 0 &&
         memcmp(text.at + len, " - ", len + 3 <= text.len ? 3 : 1) != 0)
    len++;
  while (len && text.at[len - 1] == ' ')
    len--;
  return (pincite_str){text.at, len};
}

static bool is_name(pincite_str name) {
  size_t words = pincite__count_words(name);
  return words >= 2 && words <= 7 && name.len < 80 && pincite__is_title_case(name);
}

/* What is behind the last separator of a byline, which may be its date. */
static pincite_str last_part(pincite_str text) {
  size_t from = text.len;
  while (from > 0 && !strchr("|\n", text.at[from - 1]))
    from--;
  return tail(text, from);
}

static bool read_byline(pincite_document *document, pincite_str text) {
  static const char *const words[] = {"written by", "posted by", "author:", "by:", "by "};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!starts(text, words[i]))
      continue;
    pincite_str name = name_part(tail(text, strlen(words[i])));
    if (!is_name(name))
      return false;
    pincite_str date = last_part(text);
    pincite__document_set(document, PINCITE_FIELD_AUTHOR, name.at, name.len, "byline");
    pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date.at, date.len, "byline");
    return true;
  }
  return false;
}

/* Does it begin like a date: a number, a month, a day of the week? */
static bool begins_date(pincite_str text) {
  static const char *const words[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
                                      "aug", "sep", "oct", "nov", "dec", "mon", "tue",
                                      "wed", "thu", "fri", "sat", "sun"};
  if (text.len && text.at[0] >= '0' && text.at[0] <= '9')
    return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (starts(text, words[i]))
      return true;
  return false;
}

static bool read_date(pincite_document *document, pincite_str text) {
  static const char *const words[] = {"published on", "published:", "published",
                                      "posted on",    "posted:",    "posted",
                                      "date:"};
  char date[11];
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (starts(text, words[i])) {
      text = tail(text, strlen(words[i]));
      break;
    }
  /* A year alone may be a heading, a number a page. */
  if (!begins_date(text) || pincite__count_words(text) > 8 ||
      !pincite__date_parse(text.at, text.len, date) || strlen(date) < 7)
    return false;
  pincite__document_set(document, PINCITE_FIELD_PUBLISHED, date, strlen(date),
                        "date line");
  return true;
}

/* "Mr. JONES - 28 September 2010": who and when. */
static bool read_speaker(pincite_document *document, pincite_str text) {
  pincite_str name = name_part(text);
  if (name.len + 3 >= text.len || pincite__count_words(name) > 8 || !is_capital(name))
    return false;
  pincite_str date = tail(text, name.len + 4 < text.len ? name.len + 4 : text.len);
  char day[11];
  if (!begins_date(date) || pincite__count_words(date) > 4 ||
      !pincite__date_parse(date.at, date.len, day) || strlen(day) < 10)
    return false;
  pincite__document_set(document, PINCITE_FIELD_AUTHOR, name.at, name.len, "byline");
  pincite__document_set(document, PINCITE_FIELD_PUBLISHED, day, strlen(day), "byline");
  return true;
}

/* ---- lines "Name: value" ------------------------------------------------------- */

/* Two lines or more, each with a name of one to four words before a colon. */
static bool are_facts(pincite_str text) {
  size_t count = 0;
  for (size_t at = 0, end; at < text.len; at = end + 1) {
    const char *stop = memchr(text.at + at, '\n', text.len - at);
    end = stop ? (size_t)(stop - text.at) : text.len;
    const char *colon = memchr(text.at + at, ':', end - at);
    pincite_str name = {text.at + at, colon ? (size_t)(colon - text.at) - at : 0};
    if (!is_capital(name) || pincite__count_words(name) > 4 || end - at > 300 ||
        text.at + end - colon < 3 || colon[1] != ' ')
      return false;
    count++;
  }
  return count > 1;
}

static void read_facts(pincite_document *document, pincite_str text) {
  for (size_t at = 0, end; at < text.len; at = end + 1) {
    const char *stop = memchr(text.at + at, '\n', text.len - at);
    end = stop ? (size_t)(stop - text.at) : text.len;
    const char *colon = memchr(text.at + at, ':', end - at);
    size_t len = (size_t)(colon - text.at) - at;
    pincite_str rest = tail((pincite_str){text.at + at, end - at}, len + 1);
    pincite__set_named(document, (pincite_str){text.at + at, len}, rest, "heading lines");
  }
}

void pincite__scrape_facts(pincite_document *document, size_t first_prose) {
  for (size_t i = 0; i < first_prose && i < AMONG && i < document->block_count; i++) {
    pincite_block *block = &document->blocks[i];
    pincite_str text = pincite__block_text(document, i);
    bool speaker =
        block->zone == PINCITE_ZONE_BODY || block->zone == PINCITE_ZONE_HEADING;
    if (block->zone == PINCITE_ZONE_BODY && are_facts(text)) {
      read_facts(document, text);
      block->zone = PINCITE_ZONE_NOTE;
    } else if ((block->zone == PINCITE_ZONE_BODY ||
                block->zone == PINCITE_ZONE_BOILERPLATE) &&
               pincite__count_words(text) <= 16 &&
               (read_byline(document, text) || read_date(document, text))) {
      block->zone = PINCITE_ZONE_BOILERPLATE;
    } else if (speaker && pincite__count_words(text) <= 12 &&
               read_speaker(document, text)) {
      block->zone = PINCITE_ZONE_BOILERPLATE;
    }
  }
}
