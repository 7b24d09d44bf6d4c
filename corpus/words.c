/* SPDX-License-Identifier: MIT
 *
 * words.c - where a word begins and ends.
 *
 * One pass, no memory. The additions to Unicode's classes are those that legal
 * and policy prose needs: "U.S.C." and "AT&T" are words, "230.144" is a number
 * that must not be found as 230, and "Backpage.com" is two words.
 */
#include <utf8proc.h>

#include "analyse.h"

typedef enum char_class {
  OTHER,
  LETTER,
  CAPITAL,
  DIGIT,
  MARK,    /* inside a word only: accents, soft hyphen, joiners */
  SECTION, /* the section sign */
  ALONE    /* of a script without spaces between words */
} char_class;

enum { o_ = OTHER, a_ = LETTER, A_ = CAPITAL, d_ = DIGIT };

static const unsigned char ascii_class[128] = {
    ['0'] = d_, ['1'] = d_, ['2'] = d_, ['3'] = d_, ['4'] = d_, ['5'] = d_, ['6'] = d_,
    ['7'] = d_, ['8'] = d_, ['9'] = d_, ['A'] = A_, ['B'] = A_, ['C'] = A_, ['D'] = A_,
    ['E'] = A_, ['F'] = A_, ['G'] = A_, ['H'] = A_, ['I'] = A_, ['J'] = A_, ['K'] = A_,
    ['L'] = A_, ['M'] = A_, ['N'] = A_, ['O'] = A_, ['P'] = A_, ['Q'] = A_, ['R'] = A_,
    ['S'] = A_, ['T'] = A_, ['U'] = A_, ['V'] = A_, ['W'] = A_, ['X'] = A_, ['Y'] = A_,
    ['Z'] = A_, ['a'] = a_, ['b'] = a_, ['c'] = a_, ['d'] = a_, ['e'] = a_, ['f'] = a_,
    ['g'] = a_, ['h'] = a_, ['i'] = a_, ['j'] = a_, ['k'] = a_, ['l'] = a_, ['m'] = a_,
    ['n'] = a_, ['o'] = a_, ['p'] = a_, ['q'] = a_, ['r'] = a_, ['s'] = a_, ['t'] = a_,
    ['u'] = a_, ['v'] = a_, ['w'] = a_, ['x'] = a_, ['y'] = a_, ['z'] = a_};

/* Han, kana, Thai, Lao, Khmer, Myanmar: written without spaces. */
static bool is_unspaced(uint32_t code) {
  return (code >= 0x3040 && code < 0x3100) || (code >= 0x3400 && code < 0xa000) ||
         (code >= 0xf900 && code < 0xfb00) || (code >= 0x20000 && code < 0x32000) ||
         (code >= 0x0e00 && code < 0x0f00) || (code >= 0x1000 && code < 0x10a0) ||
         (code >= 0x1780 && code < 0x1800);
}

static char_class class_of(uint32_t code) {
  if (code < 0x80)
    return (char_class)ascii_class[code];
  if (code == 0xa7)
    return SECTION;
  if (code == 0xad || code == 0x200c || code == 0x200d || code == 0x2060 || code == 0xfeff)
    return MARK;
  switch (utf8proc_category((utf8proc_int32_t)code)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return CAPITAL;
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    if (code == 0xaa || code == 0xba || code == 0x2bc)
      return OTHER; /* ordinal signs, and an apostrophe that is classed a letter */
    return is_unspaced(code) ? ALONE : LETTER;
  case UTF8PROC_CATEGORY_ND:
    return DIGIT;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return MARK;
  default:
    return OTHER;
  }
}

typedef struct peeked {
  char_class class;
  uint32_t code;
  size_t size;
} peeked;

static peeked peek(const char *text, size_t len, size_t at) {
  if (at >= len)
    return (peeked){OTHER, 0, 0};
  unsigned char c = (unsigned char)text[at];
  if (c < 0x80)
    return (peeked){(char_class)ascii_class[c], c, 1};
  uint32_t code;
  size_t size = pincite__utf8_decode(text + at, len - at, &code);
  return (peeked){class_of(code), code, size};
}

static bool is_letter(char_class class) {
  return class == LETTER || class == CAPITAL;
}

static bool is_word(char_class class) {
  return is_letter(class) || class == DIGIT || class == MARK;
}

static bool is_apostrophe(uint32_t code) {
  return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x2bc || code == 0xff07;
}

/* Exactly three digits follow, so that a comma before them is a thousands'. */
static bool three_digits(const char *text, size_t len, size_t at) {
  for (size_t i = 0; i < 3; i++)
    if (peek(text, len, at + i).class != DIGIT)
      return false;
  return peek(text, len, at + 3).class != DIGIT;
}

/* What is known of the word so far, to decide whether a mark belongs to it. */
typedef struct progress {
  char_class last;
  size_t letters;     /* since the last full stop or the start */
  bool initials_only; /* every piece so far is one letter */
  bool digits_only;
} progress;

/* Is the mark at 'at', which is no word character, inside the word? */
static bool joins(const char *text, size_t len, size_t at, peeked mark, progress now) {
  peeked next = peek(text, len, at + mark.size);
  if (is_apostrophe(mark.code))
    return is_letter(now.last) && is_letter(next.class);
  switch (mark.code) {
  case '.':
    if (now.last == DIGIT)
      return next.class == DIGIT;
    if (!now.initials_only || now.letters != 1 || !is_letter(next.class))
      return false;
    return !is_word(peek(text, len, at + mark.size + next.size).class);
  case ',':
    return now.digits_only && now.last == DIGIT && three_digits(text, len, at + 1);
  case '&':
    return now.last == CAPITAL && next.class == CAPITAL;
  default:
    return false;
  }
}

static size_t word_end(const char *text, size_t len, size_t at) {
  progress now = {.initials_only = true, .digits_only = true};
  for (;;) {
    peeked c = peek(text, len, at);
    if (is_word(c.class)) {
      if (c.class != MARK) {
        now.last = c.class;
        now.letters++;
        now.initials_only = now.initials_only && is_letter(c.class) && now.letters == 1;
        now.digits_only = now.digits_only && c.class == DIGIT;
      }
      at += c.size;
    } else if (c.size && joins(text, len, at, c, now)) {
      now.letters = 0;
      now.initials_only = now.initials_only && c.code == '.';
      at += c.size;
    } else {
      return at;
    }
  }
}

static size_t section_end(const char *text, size_t len, size_t at) {
  for (;;) {
    peeked c = peek(text, len, at);
    if (c.class != SECTION)
      return at;
    at += c.size;
  }
}

bool pincite__word_next(const char *text, size_t len, size_t *at, pincite_word *word) {
  size_t start = *at;
  peeked c;
  for (;; start += c.size) {
    if (start >= len) {
      *at = len;
      return false;
    }
    c = peek(text, len, start);
    /* "A-circumflex section" is a section sign read in the wrong encoding. */
    if (c.code == 0xc2 && peek(text, len, start + c.size).class == SECTION)
      continue;
    if (c.class != OTHER && c.class != MARK)
      break;
  }
  size_t end = c.class == SECTION ? section_end(text, len, start)
               : c.class == ALONE ? start + c.size
                                  : word_end(text, len, start);
  *word = (pincite_word){start, end - start};
  *at = end;
  return true;
}
