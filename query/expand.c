/* SPDX-License-Identifier: MIT
 *
 * expand.c - the stems of words that begin alike.
 *
 * A stem is its word without some endings, one behind the other, and with at most
 * a few letters in their place. So the stems that do not begin with a given head
 * are the head without what may be the beginning of such endings, and with such
 * letters. That is checked against the stemmer itself in the tests, for every
 * beginning of every word of the sample.
 */
#include <string.h>

#include "../corpus/stem.h"
#include "expand.h"

/* No run of endings is longer. */
#define ENDINGS_MAX 18

/* ---- patterns -------------------------------------------------------------------- */

static size_t character(pincite_str text, size_t at) {
  uint32_t code;
  return pincite__utf8_decode(text.at + at, text.len - at, &code);
}

/* Goes back to the last * only, which is enough. */
bool pincite__pattern_fits(pincite_str pattern, pincite_str word, bool partly) {
  size_t p = 0, w = 0, star = SIZE_MAX, resume = 0;
  while (w < word.len) {
    if (p < pattern.len && pattern.at[p] == '*') {
      star = p++;
      resume = w;
    } else if (p < pattern.len && pattern.at[p] == '?') {
      p++;
      w += character(word, w);
    } else if (p < pattern.len && pattern.at[p] == word.at[w]) {
      p++;
      w++;
    } else if (star != SIZE_MAX) {
      p = star + 1;
      resume += character(word, resume);
      w = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.len && pattern.at[p] == '*')
    p++;
  return partly || p == pattern.len;
}

pincite_str pincite__wildcard_head(const pincite_node *word) {
  pincite_str head = word->word;
  if (word->mode == PINCITE_WORD_PATTERN)
    for (head.len = 0; head.len < word->word.len; head.len++)
      if (word->word.at[head.len] == '?' || word->word.at[head.len] == '*')
        break;
  return head;
}

/* ---- variants ---------------------------------------------------------------------- */

/* What the stemmer takes off, whole or in steps; also without the e or with the i
   for y that another ending leaves of it. */
static const char *const endings[] = {
    "abiliti", "ability", "abl",     "able", "ably", "al",   "ally",  "anc",
    "ance",    "anci",    "ancy",    "ant",  "at",   "ate",  "ation", "ative",
    "ator",    "bility",  "biliti",  "bly",  "e",    "ed",   "eed",   "ement",
    "enc",     "ence",    "enci",    "ency", "ent",  "er",   "es",    "ful",
    "i",       "ibiliti", "ibility", "ibl",  "ible", "ibly", "ic",    "ied",
    "ies",     "iliti",   "ility",   "ing",  "ion",  "ism",  "iti",   "ity",
    "iv",      "ive",     "iz",      "ize",  "l",    "less", "li",    "ly",
    "ment",    "ness",    "ogi",     "ogy",  "or",   "ous",  "s",     "y"};

/* May the text be some endings in a row, the last of them cut off? */
static bool is_endings(const char *text, size_t len) {
  if (len == 0)
    return true;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t size = strlen(endings[i]);
    size_t least = size < len ? size : len;
    if (memcmp(endings[i], text, least) == 0 && is_endings(text + least, len - least))
      return true;
  }
  return false;
}

/* Words that the stemmer itself keeps in a list. */
static const char *const irregular[][2] = {{"dying", "die"},
                                           {"lying", "lie"},
                                           {"tying", "tie"},
                                           {"skis", "ski"},
                                           {"skies", "sky"}};

/* The last consonant may have been doubled before the ending. */
static bool may_be_left(pincite_str head, size_t kept) {
  const char *rest = head.at + kept;
  size_t len = head.len - kept;
  return is_endings(rest, len) ||
         (kept > 0 && rest[0] == head.at[kept - 1] && is_endings(rest + 1, len - 1));
}

static bool begins(pincite_str text, pincite_str head) {
  return text.len >= head.len && memcmp(text.at, head.at, head.len) == 0;
}

/* What the stemmer may put at the end of what it leaves of a word. */
static const char *const letters[] = {"", "e", "i", "ie", "l", "le", "y"};

static int give_stems(pincite_str head, size_t kept, int (*each)(pincite_str, void *),
                      void *to) {
  char term[PINCITE__TERM_LIMIT + 4];
  memcpy(term, head.at, kept);
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    size_t len = strlen(letters[i]);
    memcpy(term + kept, letters[i], len);
    pincite_str made = {term, kept + len};
    int stop = begins(made, head) ? 0 : each(made, to);
    if (stop)
      return stop;
  }
  return 0;
}

/* The shortest that may be left of the word itself. */
static pincite_str without_letters(pincite_str term) {
  size_t least = term.len;
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    size_t len = strlen(letters[i]);
    if (len < term.len && term.len - len < least &&
        memcmp(term.at + term.len - len, letters[i], len) == 0)
      least = term.len - len;
  }
  return (pincite_str){term.at, least};
}

bool pincite__head_decides(pincite_str term, pincite_str head) {
  const char *word, *stem;
  bool decides = begins(without_letters(term), head);
  for (size_t i = 0; decides && pincite__stem_exception_at(i, &word, &stem); i++)
    decides = !pincite__str_is(term, stem) || begins(pincite__str(word), head);
  for (size_t i = 0; decides && i < sizeof irregular / sizeof *irregular; i++)
    decides = !pincite__str_is(term, irregular[i][1]) ||
              begins(pincite__str(irregular[i][0]), head);
  return decides;
}

static int give_irregular(pincite_str head, int (*each)(pincite_str, void *), void *to) {
  const char *word, *term;
  int stop = 0;
  for (size_t i = 0; !stop && pincite__stem_exception_at(i, &word, &term); i++)
    if (begins(pincite__str(word), head) && !begins(pincite__str(term), head))
      stop = each(pincite__str(term), to);
  for (size_t i = 0; !stop && i < sizeof irregular / sizeof *irregular; i++)
    if (begins(pincite__str(irregular[i][0]), head) &&
        !begins(pincite__str(irregular[i][1]), head))
      stop = each(pincite__str(irregular[i][1]), to);
  return stop;
}

int pincite__head_variants(pincite_str head, int (*each)(pincite_str term, void *to),
                           void *to) {
  int stop = give_irregular(head, each, to);
  if (stop || head.len == 0 || head.len > PINCITE__TERM_LIMIT)
    return stop;
  for (size_t i = 0; i < head.len; i++)
    if (head.at[i] < 'a' || head.at[i] > 'z')
      return 0; /* such words are not stemmed */
  for (size_t kept = head.len - 1; kept >= 2 && head.len - kept <= ENDINGS_MAX; kept--) {
    stop = may_be_left(head, kept) ? give_stems(head, kept, each, to) : 0;
    if (stop)
      return stop;
  }
  return 0;
}
