/* SPDX-License-Identifier: MIT
 *
 * cite_scan.c - the way through the text. Most bytes are passed over by a sieve
 * of three table look-ups a byte; only a number, a section sign, or a word whose
 * first three letters begin the name of something that can be cited is looked at
 * more closely.
 */
#include <stddef.h>
#include <string.h>

#include "cite.h"

/* What a byte can begin: 1 to 26, the word of that letter; a number; a section
   sign. */
#define BYTE_DIGIT 27
#define BYTE_SIGN 28

static const unsigned char BYTES[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  28, 0,
    0,  0,  0,  0,  0,  0,  0,  0,  27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 0,  0,
    0,  0,  0,  0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0,  0,  0,  0,  0,  0,  1,  2,  3,
    4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    24, 25, 26, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  28, 28, 0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
};

typedef size_t reader(cite_scan *s, size_t at);

/* The readers of words, in the order in which they are asked; the letters that
   their words begin with are in make_tables.c, in the same order. */
static reader *const WORD_READERS[] = {
    pincite__cite_section,    pincite__cite_title, pincite__cite_chapter,
    pincite__cite_public_law, pincite__cite_bill,  pincite__cite_exec_order,
    pincite__cite_treasury,   pincite__cite_rule,  pincite__cite_constitution,
    pincite__cite_short,
};

#define READER_COUNT (sizeof WORD_READERS / sizeof *WORD_READERS)

/* Readers that know their words from tables. */
#define STATE_BIT (1U << READER_COUNT)
#define NAME_BIT (2U << READER_COUNT)
#define REPORTER_BIT (4U << READER_COUNT)

/* 1 to 26 for a letter, 0 for anything else and behind the end. */
static inline size_t letter_index(const cite_scan *s, size_t at) {
  unsigned char byte = at < s->len ? BYTES[(unsigned char)s->text[at]] : 0;
  return byte < BYTE_DIGIT ? byte : 0;
}

/* Which of the readers that know their words from tables know this one? */
static unsigned in_tables(const cite_scan *s, size_t at) {
  unsigned hash = 0;
  for (; at < s->len && pincite__is_letter(s->text[at]); at++)
    hash = hash * 31 + (unsigned char)pincite__lower(s->text[at]);
  return s->law->filter->first_words[(hash ^ hash >> 10) % 1024] * NAME_BIT;
}

/* The readers to ask for the word at 'at'. */
static unsigned readers_of(const cite_scan *s, size_t at) {
  bool small = s->text[at] >= 'a' && !s->question;
  size_t first = letter_index(s, at), second = letter_index(s, at + 1);
  unsigned thirds = s->law->filter->thirds[small][first][second];
  if (!(thirds >> letter_index(s, at + 2) & 1U))
    return 0;
  unsigned readers = s->law->filter->words[small][first][second];
  if (readers & (NAME_BIT | REPORTER_BIT))
    readers &= in_tables(s, at) | (NAME_BIT - 1);
  return readers;
}

/* Ask the readers that the filter names; behind what one of them read, or 0. */
static size_t read_word(cite_scan *s, size_t at, unsigned readers) {
  size_t end = 0;
  if (readers & NAME_BIT)
    end = pincite__cite_name(s, at);
  for (size_t i = 0; !end && i < READER_COUNT; i++)
    if (readers & (1U << i))
      end = WORD_READERS[i](s, at);
  bool capital = s->text[at] < 'a';
  if (!end && capital && (readers & STATE_BIT))
    end = pincite__cite_state(s, at, at);
  if (!end && capital && (readers & REPORTER_BIT))
    end = pincite__cite_nominative(s, at);
  return end;
}

/* "230(c)(1)" in a question, where nobody writes more. */
static size_t read_number(cite_scan *s, size_t at) {
  size_t end = pincite__cite_volume(s, at);
  if (end || !s->question || s->len - at < 4 || memcmp(s->text + at, "230(", 4) != 0)
    return end;
  cite_list list;
  end = pincite__cite_list_read(s, at, false, true, &list);
  return end ? pincite__cite_bare(s, at, at, &list, false) : 0;
}

/* Look closer at what begins at 'at'; behind what was read there, or 0. */
static size_t look_closer(cite_scan *s, size_t at, unsigned char byte) {
  if (byte == BYTE_SIGN)
    return pincite__cite_section(s, at);
  if (!pincite__cite_edge(s, at))
    return 0;
  if (byte == BYTE_DIGIT)
    return read_number(s, at);
  unsigned readers = readers_of(s, at);
  return readers ? read_word(s, at, readers) : 0;
}

/* The next offset from 'at' at which something may begin. */
static size_t sift(const uint64_t sieve[3][256], const char *text, size_t at,
                   size_t len) {
  const unsigned char *bytes = (const unsigned char *)text;
  while (at + 2 < len && !(sieve[0][bytes[at]] & sieve[1][bytes[at + 1]] &
                           sieve[2][bytes[at + 2]]))
    at++;
  return at;
}

static void scan(cite_scan *s) {
  size_t at = 0;
  while (at < s->len && !s->answer) {
    if (!s->question)
      at = sift(s->law->filter->sieve, s->text, at, s->len);
    unsigned char byte = BYTES[(unsigned char)s->text[at]];
    size_t end = byte ? look_closer(s, at, byte) : 0;
    if (!end && byte == BYTE_DIGIT)
      end = pincite__cite_digits(s, at);
    at = end ? end : at + 1;
  }
}

int pincite__citations(const char *text, size_t len, bool question,
                       int (*each)(const pincite_cite *cite, void *data), void *data) {
  return pincite__citations_by(NULL, text, len, question, each, data);
}

int pincite__citations_by(const pincite_law *law, const char *text, size_t len,
                          bool question,
                          int (*each)(const pincite_cite *cite, void *data), void *data) {
  cite_scan s = {.law = law ? law : &pincite__law_shipped,
                 .text = text,
                 .len = len,
                 .question = question,
                 .each = each,
                 .data = data};
  s.last.act = -1;
  s.defined = -1;
  s.congress = SIZE_MAX;
  s.online = -1;
  s.trafficking = -1;
  scan(&s);
  return s.answer;
}
