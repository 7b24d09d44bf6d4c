/* SPDX-License-Identifier: MIT
 *
 * any_question.h - strings made at random, to be asked: bytes, and marks and words of
 * the language in any order.
 */
#ifndef PINCITE_TESTS_ANY_QUESTION_H
#define PINCITE_TESTS_ANY_QUESTION_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static uint64_t seed = 20180411;

static uint32_t random_below(uint32_t below) {
  seed = seed * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(seed >> 33) % below;
}

/* Marks and words in a row are likelier to mean something than bytes are. */
static size_t random_question(char *out, size_t most) {
  static const char *const pieces[] = {" ",
                                       "AND",
                                       "OR",
                                       "NOT",
                                       "(",
                                       ")",
                                       "\"",
                                       "-",
                                       "/5",
                                       " /s ",
                                       "pre/3",
                                       "/p",
                                       "*",
                                       "!",
                                       "?",
                                       "=",
                                       "title:",
                                       "author:",
                                       "source:",
                                       "zone:",
                                       "zone:quote",
                                       "date:",
                                       "2016",
                                       "..2018",
                                       "-05",
                                       "undated:",
                                       "cite:",
                                       "names:",
                                       "names:usc/47/230^5",
                                       "topic:hotels",
                                       "topic:loop",
                                       "atleast2(",
                                       "NEAR(",
                                       ", 4)",
                                       "hotel",
                                       "the",
                                       "of",
                                       "immunity",
                                       "trafficking",
                                       "Backpage.com",
                                       "230(c)(1)",
                                       "\xc2\xa7",
                                       "U.S.C.",
                                       "AT&T",
                                       "don\xe2\x80\x99t",
                                       "\xe2\x80\x9c",
                                       "\xe2\x80\x9d",
                                       "\xe2\x80\x93",
                                       "^3",
                                       "^",
                                       "/",
                                       "&",
                                       ".",
                                       ",",
                                       ":",
                                       "\n",
                                       "\xff",
                                       "x",
                                       "wom?n",
                                       "\xe6\x97\xa5\xe6\x9c\xac",
                                       "end-to-end",
                                       "w/2",
                                       "FOSTA/SESTA",
                                       "a:b"};
  size_t count = random_below(random_below(16) ? 24 : 200), len = 0;
  bool bytes = random_below(4) == 0;
  for (size_t i = 0; i < count; i++) {
    const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
    size_t size = bytes ? 1 : strlen(piece);
    if (len + size + 1 > most)
      break;
    if (bytes)
      out[len] = (char)random_below(256);
    else
      memcpy(out + len, piece, size);
    len += size;
    if (!bytes && random_below(2))
      out[len++] = ' ';
  }
  return len;
}

#endif
