/* SPDX-License-Identifier: MIT
 *
 * cite_trie.c - walking a sorted table of spellings as if it were a trie.
 *
 * All keys that share what was read so far stand together; each letter or
 * digit narrows the stretch by two binary searches. What stands between the
 * letters - full stops, spaces, brackets, apostrophes - is passed over.
 */
#include <string.h>

#include "cite.h"

/* Marks that may stand between two letters of a spelling. */
#define MOST_BETWEEN 5

/* The first entry of [low, high) whose letter at 'depth' is not below 'c'. */
static size_t bound(const cite_entry *table, size_t low, size_t high, size_t depth,
                    char c) {
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table[middle].key[depth] < c)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Behind one mark that is passed over, 'at' if none stands there. */
static size_t between(const cite_scan *s, size_t at) {
  switch (pincite__cite_at(s, at)) {
  case '.':
  case '\'':
  case ',':
  case '(':
  case ')':
  case '[':
  case ']':
  case '-':
  case '/':
    return at + 1;
  case '&':
    if (s->len - at > 4 && s->text[at + 1] == 'a' && s->text[at + 4] == ';')
      return at + 5; /* &amp; */
    return pincite__cite_space(s, at) > at ? pincite__cite_space(s, at) : at + 1;
  case '\xe2': /* curly apostrophe, en dash */
    if (s->len - at > 2 && s->text[at + 1] == '\x80' &&
        (s->text[at + 2] == '\x99' || s->text[at + 2] == '\x93'))
      return at + 3;
    return pincite__cite_space(s, at);
  default:
    return pincite__cite_space(s, at);
  }
}

/* May the spelling end before 'at'? A letter must not follow, and a digit only
   where the custom is to write "2021COA112". */
static bool may_end(const cite_scan *s, size_t at, const cite_entry *entry) {
  return pincite__cite_ends(s, at) ||
         ((entry->flags & CITE_NEUTRAL) && pincite__is_digit(pincite__cite_at(s, at)));
}

/* Behind the marks that close the spelling, as in "Trade Cas. (CCH)". */
static size_t behind(const cite_scan *s, size_t at, const cite_entry *entry) {
  if (pincite__cite_at(s, at) == '.')
    at++;
  char c = pincite__cite_at(s, at);
  bool bracket = strchr(entry->spelling, '(') && (c == ')' || c == ']');
  return bracket ? at + 1 : at;
}

size_t pincite__cite_lookup(const cite_scan *s, const cite_entry *table, size_t count,
                            size_t at, cite_hit hits[CITE__HITS]) {
  size_t low = 0, high = count, depth = 0, found = 0;
  while (at < s->len && found < CITE__HITS) {
    char c = pincite__lower(s->text[at]);
    if (!pincite__is_letter(c) && !pincite__is_digit(c)) {
      size_t marks = 0, next;
      while (marks < MOST_BETWEEN && (next = between(s, at)) > at) {
        at = next;
        marks++;
      }
      if (!marks || at >= s->len)
        break;
      c = pincite__lower(s->text[at]);
      if (!pincite__is_letter(c) && !pincite__is_digit(c))
        break;
    }
    low = bound(table, low, high, depth, c);
    high = bound(table, low, high, depth, (char)(c + 1));
    if (low == high)
      break;
    at++;
    depth++;
    if (table[low].key[depth] == '\0' && may_end(s, at, &table[low]))
      hits[found++] = (cite_hit){&table[low], behind(s, at, &table[low])};
  }
  return found;
}
