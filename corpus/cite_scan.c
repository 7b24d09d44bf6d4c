/* SPDX-License-Identifier: MIT
 *
 * cite_scan.c - the way through the text. Most bytes are passed over: only a
 * number, a section sign, or a word whose first two letters begin the name of
 * something that can be cited is looked at more closely.
 */
#include <stddef.h>
#include <string.h>

#include "cite.h"

/* What a byte can begin. */
typedef enum byte_class { BYTE_OTHER, BYTE_LETTER, BYTE_DIGIT, BYTE_SIGN } byte_class;

static const unsigned char CLASSES[256] = {
    ['0'] = BYTE_DIGIT,  ['1'] = BYTE_DIGIT,  ['2'] = BYTE_DIGIT,  ['3'] = BYTE_DIGIT,
    ['4'] = BYTE_DIGIT,  ['5'] = BYTE_DIGIT,  ['6'] = BYTE_DIGIT,  ['7'] = BYTE_DIGIT,
    ['8'] = BYTE_DIGIT,  ['9'] = BYTE_DIGIT,  ['a'] = BYTE_LETTER, ['b'] = BYTE_LETTER,
    ['c'] = BYTE_LETTER, ['d'] = BYTE_LETTER, ['e'] = BYTE_LETTER, ['f'] = BYTE_LETTER,
    ['g'] = BYTE_LETTER, ['h'] = BYTE_LETTER, ['i'] = BYTE_LETTER, ['j'] = BYTE_LETTER,
    ['k'] = BYTE_LETTER, ['l'] = BYTE_LETTER, ['m'] = BYTE_LETTER, ['n'] = BYTE_LETTER,
    ['o'] = BYTE_LETTER, ['p'] = BYTE_LETTER, ['q'] = BYTE_LETTER, ['r'] = BYTE_LETTER,
    ['s'] = BYTE_LETTER, ['t'] = BYTE_LETTER, ['u'] = BYTE_LETTER, ['v'] = BYTE_LETTER,
    ['w'] = BYTE_LETTER, ['x'] = BYTE_LETTER, ['y'] = BYTE_LETTER, ['z'] = BYTE_LETTER,
    ['A'] = BYTE_LETTER, ['B'] = BYTE_LETTER, ['C'] = BYTE_LETTER, ['D'] = BYTE_LETTER,
    ['E'] = BYTE_LETTER, ['F'] = BYTE_LETTER, ['G'] = BYTE_LETTER, ['H'] = BYTE_LETTER,
    ['I'] = BYTE_LETTER, ['J'] = BYTE_LETTER, ['K'] = BYTE_LETTER, ['L'] = BYTE_LETTER,
    ['M'] = BYTE_LETTER, ['N'] = BYTE_LETTER, ['O'] = BYTE_LETTER, ['P'] = BYTE_LETTER,
    ['Q'] = BYTE_LETTER, ['R'] = BYTE_LETTER, ['S'] = BYTE_LETTER, ['T'] = BYTE_LETTER,
    ['U'] = BYTE_LETTER, ['V'] = BYTE_LETTER, ['W'] = BYTE_LETTER, ['X'] = BYTE_LETTER,
    ['Y'] = BYTE_LETTER, ['Z'] = BYTE_LETTER, [0xc2] = BYTE_SIGN,  [0xc3] = BYTE_SIGN,
    ['&'] = BYTE_SIGN,
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

static size_t second_index(char c) {
  c = pincite__lower(c);
  return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : 26;
}

/* The readers to ask for the word at 'at'. */
static unsigned readers_of(const cite_scan *s, size_t at) {
  bool small = s->text[at] >= 'a' && !s->question;
  size_t second = at + 1 < s->len ? second_index(s->text[at + 1]) : 26;
  unsigned readers =
      pincite__word_filter[small][pincite__lower(s->text[at]) - 'a'][second];
  if (readers & (NAME_BIT | REPORTER_BIT)) {
    unsigned hash = 0;
    for (; at < s->len && pincite__is_letter(s->text[at]); at++)
      hash = hash * 31 + (unsigned char)pincite__lower(s->text[at]);
    unsigned tables = pincite__first_words[(hash ^ hash >> 10) % 1024];
    readers &= (tables * NAME_BIT) | (NAME_BIT - 1);
  }
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

static void scan(cite_scan *s) {
  size_t at = 0;
  while (at < s->len && !s->answer) {
    size_t end = 0;
    switch (CLASSES[(unsigned char)s->text[at]]) {
    case BYTE_LETTER: {
      unsigned readers = readers_of(s, at);
      if (readers && pincite__cite_edge(s, at))
        end = read_word(s, at, readers);
      if (!end)
        for (end = at + 1;
             end < s->len && CLASSES[(unsigned char)s->text[end]] == BYTE_LETTER;)
          end++;
      break;
    }
    case BYTE_DIGIT:
      if (pincite__cite_edge(s, at))
        end = read_number(s, at);
      if (!end)
        end = pincite__cite_digits(s, at);
      break;
    case BYTE_SIGN:
      end = pincite__cite_section(s, at);
      break;
    default:
      break;
    }
    at = end > at ? end : at + 1;
  }
}

int pincite__citations(const char *text, size_t len, bool question,
                       int (*each)(const pincite_cite *cite, void *data), void *data) {
  cite_scan s = {
      .text = text, .len = len, .question = question, .each = each, .data = data};
  s.last.act = -1;
  s.defined = -1;
  s.online = -1;
  s.trafficking = -1;
  scan(&s);
  return s.answer;
}
