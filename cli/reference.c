/* SPDX-License-Identifier: MIT
 *
 * What a citation of a passage is made of: the names of authors taken apart, the
 * date, and the numbers of the paragraphs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reference.h"

/* ---- names ----------------------------------------------------------------------- */

typedef struct view {
  const char *at;
  size_t length;
} view;

static view trim(view text) {
  while (text.length && (*text.at == ' ' || *text.at == ',')) {
    text.at++;
    text.length--;
  }
  while (text.length && (text.at[text.length - 1] == ' ' || text.at[text.length - 1] == ','))
    text.length--;
  return text;
}

/* Where 'word' begins in the text, or its length. */
static size_t find(view text, const char *word) {
  size_t length = strlen(word);
  for (size_t i = 0; i + length <= text.length; i++)
    if (!memcmp(text.at + i, word, length))
      return i;
  return text.length;
}

static size_t count_words(view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.length; i++)
    count += text.at[i] != ' ' && (i == 0 || text.at[i - 1] == ' ');
  return count;
}

/* Does it have a word that no person is called? */
static bool is_organisation(view name) {
  static const char *const words[] = {
      "desk",       "staff",      "team",     "editors",   "editorial",  "office",
      "department", "bureau",     "agency",   "committee", "commission", "council",
      "center",     "centre",     "institute", "university", "college",   "school",
      "foundation", "association", "society",  "coalition", "alliance",   "project",
      "inc.",       "inc",        "llc",      "ltd",       "corp.",      "company",
      "press",      "news",       "times",    "journal",   "library",    "service",
      "court",      "congress",   "senate",   "house",     "government", "nations",
      "union",      "network",    "group",    "law",       "of",         "for",
      "the",        "u.s.",       "united",   "national"};
  for (size_t at = 0; at < name.length;) {
    size_t length = 0;
    while (at + length < name.length && name.at[at + length] != ' ')
      length++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (strlen(words[i]) == length && !strncasecmp(words[i], name.at + at, length))
        return true;
    at += length + 1;
  }
  return false;
}

/* A person's name has no more words. */
#define WORDS_MAX 6

static void add_name(cli_reference *out, view family, view given) {
  if (!family.length || out->name_count == CLI_NAMES_MAX)
    return;
  out->names[out->name_count++] = (cli_name){
      family.at, given.length ? given.at : NULL, (int)family.length, (int)given.length};
}

/* Is this word part of a family's name though others stand before it: "van", "de"? */
static bool is_particle(view word) {
  static const char *const particles[] = {"van", "von", "de", "der", "den", "du",
                                          "da",  "di",  "la", "le",  "del", "bin"};
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
    if (strlen(particles[i]) == word.length && !memcmp(particles[i], word.at, word.length))
      return true;
  return false;
}

static bool is_suffix(view word) {
  static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    if (strlen(suffixes[i]) == word.length && !memcmp(suffixes[i], word.at, word.length))
      return true;
  return false;
}

/* Where a comma parts names, or parts of them, and no suffix; the length if none. */
static size_t find_comma(view text) {
  for (size_t at = 0; at < text.length; at++) {
    at += find((view){text.at + at, text.length - at}, ", ");
    if (at >= text.length)
      break;
    view rest = {text.at + at + 2, text.length - at - 2};
    rest.length = find(rest, ",");
    if (!is_suffix(trim(rest)))
      return at;
  }
  return text.length;
}

/* Where the last word of name[0..end) begins. */
static size_t last_word(view name, size_t end) {
  while (end && name.at[end - 1] == ' ')
    end--;
  while (end && name.at[end - 1] != ' ')
    end--;
  return end;
}

/* "Jane Q. van Doe, Jr.": the family's name is the last word, with what belongs to
   it. */
static void split_name(cli_reference *out, view name) {
  size_t family = last_word(name, name.length);
  if (is_suffix((view){name.at + family, name.length - family}))
    family = last_word(name, family);
  while (family) {
    size_t start = last_word(name, family);
    if (!is_particle((view){name.at + start, family - 1 - start}))
      break;
    family = start;
  }
  add_name(out, (view){name.at + family, name.length - family},
           trim((view){name.at, family}));
}

/* "Doe, Jane", "Jane Doe" or an organisation. */
static void read_name(cli_reference *out, view name) {
  name = trim(name);
  size_t comma = find_comma(name);
  view before = {name.at, comma}, behind = trim((view){name.at + comma, name.length - comma});
  if (comma < name.length && !is_organisation(name))
    add_name(out, before, behind);
  else if (count_words(name) < 2 || count_words(name) > WORDS_MAX || is_organisation(name))
    add_name(out, name, (view){name.at, 0});
  else
    split_name(out, name);
}

/* "Doe, Jane" is one name and "Jane Doe, Ann Roe" are two: in one of two, there
   is one word before the comma. */
static bool is_inverted(view text) {
  size_t comma = find_comma(text);
  view rest = trim((view){text.at + comma, text.length - comma});
  return comma < text.length && count_words((view){text.at, comma}) == 1 &&
         find_comma(rest) == rest.length;
}

static void read_names(cli_reference *out, view text) {
  static const char *const marks[] = {";", " and ", " & ", ", "};
  text = trim(text);
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t at = i == 3 ? find_comma(text) : find(text, marks[i]);
    bool names = i == 0 || (!is_organisation(text) && (i < 3 || !is_inverted(text)));
    if (at == text.length || !names)
      continue;
    size_t behind = at + strlen(marks[i]);
    read_names(out, (view){text.at, at});
    read_names(out, (view){text.at + behind, text.length - behind});
    return;
  }
  read_name(out, text);
}

/* ---- paragraphs -------------------------------------------------------------------- */

/* Paragraphs are set off by blank lines. */
static size_t count_paragraphs(const char *text, size_t length) {
  size_t count = 0, line = 0;
  bool inside = false;
  for (size_t at = 0; at <= length; at++) {
    if (at < length && text[at] != '\n') {
      line += text[at] != ' ' && text[at] != '\t';
      continue;
    }
    count += line && !inside;
    inside = line > 0;
    line = 0;
  }
  return count;
}

/* Number the paragraphs of running text up to passage 'ordinal'. */
static pincite_status number_paragraphs(const pincite_article *article, size_t ordinal,
                                        cli_reference *out) {
  size_t before = 0;
  for (size_t i = 1; i <= ordinal; i++) {
    pincite_passage passage;
    pincite_status status = pincite_article_passage(article, i, &passage);
    if (status)
      return status;
    bool running = !strcmp(passage.zone, "body") || !strcmp(passage.zone, "quote") ||
                   !strcmp(passage.zone, "note");
    size_t here =
        running ? count_paragraphs(article->text + passage.start, passage.length) : 0;
    if (i == ordinal) {
      out->start = passage.start;
      out->end = passage.start + passage.length;
      out->paragraph = here ? before + 1 : 0;
      out->last_paragraph = before + here;
    }
    before += here;
  }
  return PINCITE_OK;
}

/* ---- the rest ---------------------------------------------------------------------- */

const char *cli_month(int month) {
  static const char *const names[] = {"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
  return names[(month + 11) % 12];
}

const char *cli_month_short(int month) {
  static const char *const names[] = {"Jan.", "Feb.", "Mar.",  "Apr.", "May",  "June",
                                      "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};
  return names[(month + 11) % 12];
}

/* Letters and digits of the text's first word of some length, in small letters. */
static size_t put_key(char *key, size_t used, size_t size, const char *text,
                      size_t length) {
  if (used && used + 1 < size)
    key[used++] = '-';
  for (size_t i = 0; i < length && used + 1 < size; i++) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z')
      c = (char)(c | 0x20);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      key[used++] = c;
  }
  key[used] = '\0';
  return used;
}

/* Author, year, the first long word of the title, and the passage's id, so that no
   two are equal. */
static void make_key(cli_reference *out) {
  size_t used = 0, length = 0, word;
  char year[8];
  if (out->name_count)
    used = put_key(out->key, used, 24, out->names[0].family,
                   strcspn(out->names[0].family, " ,;"));
  snprintf(year, sizeof year, "%d", out->year % 10000);
  if (out->year)
    used = put_key(out->key, used, sizeof out->key, year, strlen(year));
  for (word = 0; out->title[word]; word += length + strspn(out->title + word + length, " "))
    if ((length = strcspn(out->title + word, " ")) > 3)
      break;
  if (length)
    used = put_key(out->key, used, used + 14, out->title + word, length);
  const char *mark = strrchr(out->id, '#');
  size_t article = mark ? (size_t)(mark - out->id) : strlen(out->id);
  used = put_key(out->key, used, sizeof out->key - 8, out->id, article);
  if (mark)
    put_key(out->key, used, sizeof out->key, mark + 1, strlen(mark + 1));
}

pincite_status cli_reference_make(const pincite_article *article, const char *id,
                                  size_t ordinal, cli_reference *out) {
  *out = (cli_reference){.id = id,
                         .title = article->title,
                         .source = article->source,
                         .language = article->language,
                         .sha256 = article->sha256};
  const char *uri = article->uri, *author = article->author;
  if (uri && (!strncmp(uri, "http://", 7) || !strncmp(uri, "https://", 8)))
    out->url = uri;
  else
    out->place = uri;
  if (author)
    read_names(out, (view){author, strlen(author)});
  if (article->published)
    sscanf(article->published, "%d-%d-%d", &out->year, &out->month, &out->day);
  make_key(out);
  return ordinal ? number_paragraphs(article, ordinal, out) : PINCITE_OK;
}
