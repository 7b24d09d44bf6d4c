/* SPDX-License-Identifier: MIT
 *
 * cite_filter.h - what lets the scanner pass over most of a text: made from the
 * spellings that it knows, while pincite is built (script/make_tables.c) and when a
 * user's authorities join them (law.c).
 *
 * Touches nothing but the C library.
 */
#ifndef PINCITE_CORPUS_CITE_FILTER_H
#define PINCITE_CORPUS_CITE_FILTER_H

#include <stdint.h>

/* Readers that know their words by heart; the tables' readers have the next bits. */
#define CITE_FILTER_READERS 11
#define CITE_FILTER_WORDS 1024

typedef struct cite_filter {
  /* By whether a word is small and its first two letters: the readers to ask, and a
     bit for each third letter. Letters count from 1; 0 is whatever is none. */
  unsigned short words[2][27][27];
  unsigned thirds[2][27][27];
  /* The tables, by a hash of the letters up to the first mark. */
  unsigned char first_words[CITE_FILTER_WORDS];
  /* Nothing can begin at a byte if no bit is common to what these have for it and
     for the two bytes behind it. */
  uint64_t sieve[3][256];
} cite_filter;

/* 1 to 26 for a letter, 0 for anything else. */
static inline int cite_filter_letter(int c) {
  c |= 0x20;
  return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
}

/* Let three letters through to a reader; a stop stands for what is no letter, an
   asterisk for anything. */
static inline void cite_filter_let(cite_filter *filter, const char *letters, int small,
                                   unsigned bit) {
  int first = cite_filter_letter(letters[0]), second = cite_filter_letter(letters[1]);
  int third = letters[1] ? cite_filter_letter(letters[2]) : 0;
  if (first == 0)
    return;
  filter->words[small][first][second] |= (unsigned short)bit;
  filter->thirds[small][first][second] |=
      letters[2] == '*' ? (1U << 27) - 1 : 1U << third;
}

/* Let the words through that a spelling begins with, to the reader of table 'table'.
   What has a stop early on may be spaced in the text, so that anything may follow. */
static inline void cite_filter_spelling(cite_filter *filter, const char *text, int table,
                                        int small) {
  unsigned hash = 0;
  char letters[4] = {text[0], text[1], '.', 0};
  if (text[0] && text[1])
    letters[2] = text[2];
  if (cite_filter_letter(letters[1]) == 0)
    letters[2] = '*';
  cite_filter_let(filter, letters, small, 1U << (CITE_FILTER_READERS + table));
  for (; cite_filter_letter(*text) > 0; text++)
    hash = hash * 31 + (unsigned)(*text | 0x20);
  filter->first_words[(hash ^ hash >> 10) % CITE_FILTER_WORDS] |=
      (unsigned char)(1 << table);
}

#define CITE_SIEVE_DIGIT ((uint64_t)1 << 52)
#define CITE_SIEVE_SIGN ((uint64_t)1 << 53)

static inline void cite_filter_sieve_words(cite_filter *filter, int small) {
  for (int first = 1; first < 27; first++)
    for (int second = 0; second < 27; second++)
      for (int byte = 0; filter->words[small][first][second] && byte < 256; byte++) {
        uint64_t bit = (uint64_t)1 << (small * 26 + first - 1);
        int index = byte < 128 ? cite_filter_letter(byte) : 0;
        if (byte == first - 1 + (small ? 'a' : 'A'))
          filter->sieve[0][byte] |= bit;
        if (index == second)
          filter->sieve[1][byte] |= bit;
        if (filter->thirds[small][first][second] >> index & 1U)
          filter->sieve[2][byte] |= bit;
      }
}

/* Make the sieve from the words: a bit stands for a first letter, small or capital;
   two more for digits and for signs. */
static inline void cite_filter_make_sieve(cite_filter *filter) {
  cite_filter_sieve_words(filter, 0);
  cite_filter_sieve_words(filter, 1);
  for (int byte = 0; byte < 256; byte++) {
    if (byte >= '0' && byte <= '9')
      filter->sieve[0][byte] |= CITE_SIEVE_DIGIT;
    if (byte == 0xc2 || byte == 0xc3 || byte == '&')
      filter->sieve[0][byte] |= CITE_SIEVE_SIGN;
    if (byte == 0xa7 || byte == 0x82 || byte == 's' || byte == '#')
      filter->sieve[1][byte] |= CITE_SIEVE_SIGN;
    filter->sieve[1][byte] |= CITE_SIEVE_DIGIT;
    filter->sieve[2][byte] |= CITE_SIEVE_DIGIT | CITE_SIEVE_SIGN;
  }
}

#endif
