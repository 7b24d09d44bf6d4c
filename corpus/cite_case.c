/* SPDX-License-Identifier: MIT
 *
 * cite_case.c - what begins with a volume or a title: "817 F.3d 12", "47 U.S.C.",
 * "132 Stat.", "66 B.U. L. Rev. 71"; and the old reporters that have no volume,
 * "Gilp. 106".
 */
#include <stdio.h>
#include <string.h>

#include "cite.h"

/* The longest "(1 Wall.)" or "(1874)" between a reporter and its page. */
#define LONGEST_ASIDE 40

/* A volume: "817", "1999-52". */
typedef struct volume {
  size_t start, end;
  size_t digits; /* of its first number */
  bool joined;   /* the reporter follows a hyphen: "2007-NMCERT-008" */
} volume;

/* Read a volume at 'at'; the offset of what follows it, or 0. */
static size_t read_volume(const cite_scan *s, size_t at, volume *v) {
  size_t end = pincite__cite_digits(s, at);
  char before = at > 0 ? s->text[at - 1] : ' ';
  if (end == at || end - at > 4 || before == '$' || before == '.' ||
      (before == ',' && at > 1 && pincite__is_digit(s->text[at - 2])))
    return 0;
  *v = (volume){at, end, end - at, false};
  size_t dash = pincite__cite_dash(s, end);
  if (dash && pincite__is_digit(pincite__cite_at(s, dash))) {
    v->end = pincite__cite_digits(s, dash);
    if (v->end - dash > 3 || !pincite__cite_ends(s, v->end))
      return 0;
    return pincite__cite_space(s, v->end);
  }
  size_t next = pincite__cite_space(s, end);
  if ((dash = pincite__cite_dash(s, next)) > 0) {
    v->joined = true;
    return pincite__cite_space(s, dash);
  }
  return next;
}

/* Behind "(1 Wall.)", "(1874)" or "[CCH]"; 'at' if there is none. */
static size_t aside(const cite_scan *s, size_t at) {
  char open = pincite__cite_at(s, at);
  if (open != '(' && open != '[')
    return at;
  for (size_t i = at + 1; i < s->len && i - at < LONGEST_ASIDE; i++) {
    if (s->text[i] == '\n' || s->text[i] == open)
      break;
    if (s->text[i] == (open == '(' ? ')' : ']'))
      return pincite__cite_comma(s, i + 1);
  }
  return at;
}

/* Behind what may stand before the page: ", ", "P", "¶", "par.", "p.". */
static size_t before_page(const cite_scan *s, size_t at, bool paragraph) {
  static const char *const words[] = {"par", "para", "paragraph", "page",
                                      "pp",  "p",    "no"};
  at = pincite__cite_comma(s, at);
  at = aside(s, at);
  if (pincite__cite_at(s, at) == '\xc2' && pincite__cite_at(s, at + 1) == '\xb6')
    return pincite__cite_space(s, at + 2);
  if (paragraph && pincite__cite_at(s, at) == 'P' &&
      pincite__is_digit(pincite__cite_at(s, at + 1)))
    return at + 1;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, at, words[i]);
    if (!end)
      continue;
    if (pincite__cite_at(s, end) == '.')
      end++;
    else if (i > 3 && !paragraph)
      return at; /* "P 123" with neither stop nor custom */
    return pincite__cite_space(s, end);
  }
  return at;
}

/* Behind "[A]", "-U" or one letter at the end of a page; 'at' if none. */
static size_t page_tail(const cite_scan *s, size_t at) {
  char c = pincite__cite_at(s, at);
  if (c == '[' && pincite__is_letter(pincite__cite_at(s, at + 1)) &&
      pincite__cite_at(s, at + 2) == ']')
    return at + 3;
  if (c == '-' && pincite__cite_at(s, at + 1) >= 'A' &&
      pincite__cite_at(s, at + 1) <= 'Z' && pincite__cite_ends(s, at + 2))
    return at + 2;
  size_t end = at;
  while (end < s->len && end - at < 3 && pincite__is_letter(s->text[end]))
    end++;
  bool ordinal = pincite__cite_word(s, at, "th") || pincite__cite_word(s, at, "st") ||
                 pincite__cite_word(s, at, "nd") || pincite__cite_word(s, at, "rd");
  return pincite__cite_ends(s, end) && !ordinal ? end : at;
}

/* A page at 'at' into 'form': digits, roman numerals, or a blank that is yet to
   be filled in; behind it, or 0. */
static size_t read_page(const cite_scan *s, size_t at, cite_form *form) {
  size_t end = pincite__cite_digits(s, at);
  if (end > at) {
    while (end - at <= 3 && pincite__cite_at(s, end) == ',' &&
           pincite__cite_digits(s, end + 1) == end + 4)
      end += 4;
    if (pincite__cite_at(s, end) == '.' &&
        pincite__is_digit(pincite__cite_at(s, end + 1)))
      return 0; /* "5.5" is no page */
    end = page_tail(s, end);
    pincite__form_add(form, s->text + at, end - at);
    return pincite__cite_ends(s, end) && end - at < 16 ? end : 0;
  }
  while (pincite__cite_at(s, end) == '_')
    end++;
  if (end > at) {
    pincite__form_adds(form, "_");
    return end;
  }
  unsigned number;
  end = pincite__cite_roman(s, at, &number);
  if (!end || end - at < 2)
    return 0;
  pincite__form_add(form, s->text + at, end - at);
  return end;
}

static bool is_year(const cite_scan *s, const volume *v) {
  return v->digits == 4 && (s->text[v->start] == '1' || s->text[v->start] == '2');
}

/* May this spelling be a reporter here? One letter must have its full stop, and
   a neutral citation must have a year. */
static bool is_plausible(const cite_scan *s, const volume *v, const cite_hit *hit,
                         size_t at) {
  unsigned flags = hit->entry->flags;
  if (v->joined)
    return (flags & CITE_NEUTRAL || hit->entry->key[0] == 'o') && is_year(s, v);
  if (flags & CITE_NEUTRAL)
    return is_year(s, v) || v->digits == 2;
  char first = s->text[at];
  if (first >= 'a' && first <= 'z' && !s->question)
    return false;
  return hit->entry->key[1] != '\0' || s->text[hit->end - 1] == '.';
}

/* The name of a reporter whose spelling is 'entry'. With a year for its volume,
   "2012 Me. 123" is the neutral citation though "Me." is a reporter too. */
static const char *name_of(const cite_scan *s, const volume *v, const cite_entry *entry) {
  static const char *const neutral[][2] = {
      {"me", "ME"}, {"nd", "ND"}, {"sd", "SD"}, {"vt", "VT"}, {"nm", "NM"}};
  for (size_t i = 0; is_year(s, v) && i < sizeof neutral / sizeof *neutral; i++)
    if (!strcmp(entry->key, neutral[i][0]))
      return neutral[i][1];
  return pincite__reporter_names[entry->value];
}

/* "1 U.S., at 20-25": the short form. */
static size_t read_short(cite_scan *s, const volume *v, const cite_hit *hit, size_t at) {
  size_t word = pincite__cite_word(s, at, "at");
  if (!word)
    return 0;
  cite_form form;
  size_t page = pincite__cite_space(s, word), end;
  bool star = pincite__cite_at(s, page) == '*';
  pincite__form_set(&form, "");
  pincite__form_addf(&form, "%.*s %s ", (int)(v->end - v->start), s->text + v->start,
                     name_of(s, v, hit->entry));
  end = read_page(s, page + star, &form);
  if (!end)
    return 0;
  size_t dash = pincite__cite_dash(s, end);
  if (dash && pincite__cite_digits(s, dash) > dash)
    end = pincite__cite_digits(s, dash);
  pincite__cite_emit(s, CITE_CASE_SHORT, &form, v->start, end, false, -1);
  return end;
}

static size_t read_case(cite_scan *s, const volume *v, const cite_hit *hit) {
  unsigned flags = hit->entry->flags;
  size_t at = hit->end, dash = pincite__cite_dash(s, pincite__cite_space(s, at));
  if (v->joined && dash)
    at = pincite__cite_space(s, dash);
  size_t next = pincite__cite_comma(s, at);
  size_t end = read_short(s, v, hit, next);
  if (end)
    return end;
  cite_form form;
  pincite__form_set(&form, "");
  pincite__form_addf(&form, "%.*s %s ", (int)(v->end - v->start), s->text + v->start,
                     name_of(s, v, hit->entry));
  end = read_page(s, before_page(s, at, flags & CITE_PARAGRAPH), &form);
  if (!end)
    return 0;
  bool review = flags & CITE_LAW_REVIEW;
  pincite__cite_emit(s, review ? CITE_JOURNAL : CITE_CASE, &form, v->start, end,
                     (flags & CITE_EVERYDAY) && !is_year(s, v), -1);
  if (!review)
    pincite__cite_remember(s, CITE_CASE, "", &form, -1, end);
  return end;
}

/* "2009 12345 (La.App. 1 Cir. 05/10/10)": Louisiana names the court only. */
static size_t read_louisiana(cite_scan *s, const volume *v, size_t at) {
  size_t end = pincite__cite_digits(s, at), number_end = end;
  if (!is_year(s, v) || end == at || end - at > 6)
    return 0;
  if (pincite__is_letter(pincite__cite_at(s, end)))
    number_end = ++end;
  end = pincite__cite_space(s, end);
  if (pincite__cite_at(s, end) != '(')
    return 0;
  size_t court = pincite__cite_key(s, end + 1, "laapp");
  size_t circuit = court ? pincite__cite_space(s, court) : 0;
  if (!circuit || !pincite__is_digit(pincite__cite_at(s, circuit)) ||
      !pincite__cite_key(s, pincite__cite_space(s, circuit + 1), "cir"))
    return 0;
  cite_form form;
  pincite__form_set(&form, "");
  pincite__form_addf(&form, "%.4s La.App. %c Cir. %.*s", s->text + v->start,
                     s->text[circuit], (int)(number_end - at), s->text + at);
  size_t close = circuit;
  while (close < s->len && close - circuit < LONGEST_ASIDE && s->text[close] != ')')
    close++;
  if (pincite__cite_at(s, close) != ')')
    return 0;
  pincite__cite_emit(s, CITE_CASE, &form, v->start, close + 1, false, -1);
  return close + 1;
}

/* Is this word of a journal's name one that only journals have? */
static size_t journal_end(const cite_scan *s, size_t at) {
  static const char *const keys[] = {"lrev", "lj",         "lawreview", "lawjournal",
                                     "jl",   "lrevonline", "lq"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    size_t end = pincite__cite_key(s, at, keys[i]);
    if (end)
      return end;
  }
  return 0;
}

/* "66 B.U. L. Rev. 71": some words with capitals, the last of them "L. Rev.",
   "L.J." or the like. */
static size_t read_journal(cite_scan *s, const volume *v, size_t at) {
  size_t next = at, end = 0;
  for (int words = 0; words < 8 && !end; words++) {
    char c = pincite__cite_at(s, next);
    if (c == '&')
      next++;
    else if (c < 'A' || c > 'Z')
      return 0;
    end = journal_end(s, next);
    while (!end && next < s->len &&
           (pincite__is_letter(s->text[next]) || s->text[next] == '\''))
      next++;
    if (!end && pincite__cite_at(s, next) == '.')
      next++;
    if (!end)
      next = pincite__cite_space(s, next);
  }
  if (!end)
    return 0;
  while (pincite__cite_at(s, pincite__cite_space(s, end)) == '&') {
    /* "J.L. & Tech." */
    end = pincite__cite_space(s, pincite__cite_space(s, end) + 1);
    while (end < s->len && (pincite__is_letter(s->text[end]) || s->text[end] == '.'))
      end++;
  }
  cite_form form;
  size_t page = pincite__cite_comma(s, end);
  pincite__form_set(&form, "");
  pincite__form_add(&form, s->text + v->start, end - v->start);
  pincite__form_adds(&form, " ");
  size_t behind = read_page(s, page, &form);
  if (!behind)
    return 0;
  pincite__cite_emit(s, CITE_JOURNAL, &form, v->start, behind, false, -1);
  return behind;
}

/* What 'hit' makes of the volume before it. */
static size_t read_hit(cite_scan *s, const volume *v, const cite_hit *hit, size_t at) {
  unsigned flags = hit->entry->flags;
  if (flags & (CITE_CODE_US | CITE_CODE_CFR | CITE_CODE_STAT | CITE_CODE_FEDREG |
               CITE_CODE_CONGREC)) {
    if (v->joined || v->end != v->start + v->digits)
      return 0;
    if (flags & CITE_CODE_US)
      return pincite__cite_usc(s, v->start, v->start, v->end, hit->end);
    if (flags & CITE_CODE_CFR)
      return pincite__cite_cfr(s, v->start, v->start, v->end, hit->end);
    if (flags & CITE_CODE_STAT)
      return pincite__cite_stat(s, v->start, v->end, hit->end);
    if (flags & CITE_CODE_FEDREG)
      return pincite__cite_fedreg(s, v->start, v->end, hit->end);
    return pincite__cite_congrec(s, v->start, v->end, hit->end);
  }
  return is_plausible(s, v, hit, at) ? read_case(s, v, hit) : 0;
}

size_t pincite__cite_volume(cite_scan *s, size_t at) {
  volume v;
  cite_hit hits[CITE__HITS];
  size_t next = read_volume(s, at, &v);
  if (!next)
    return 0;
  if (pincite__is_digit(pincite__cite_at(s, next)))
    return read_louisiana(s, &v, next);
  if (pincite__cite_at(s, next) == ',')
    next = pincite__cite_space(s, next + 1); /* "18, United States Code" */
  bool comma = pincite__cite_holds(s, v.end, next, ",");
  char c = pincite__cite_at(s, next);
  if (!pincite__is_letter(c))
    return 0;
  size_t count =
      pincite__cite_lookup(s, pincite__reporters, pincite__reporters_count, next, hits);
  while (count-- > 0) {
    if (comma && !(hits[count].entry->flags & (CITE_CODE_US | CITE_CODE_CFR)))
      continue;
    size_t end = read_hit(s, &v, &hits[count], next);
    if (end)
      return end;
  }
  if (comma || c < 'A' || c > 'Z')
    return 0;
  size_t end = v.joined ? 0 : read_journal(s, &v, next);
  return end ? end : pincite__cite_state(s, v.start, next);
}

bool pincite__cite_is_volume(const cite_scan *s, size_t at) {
  volume v;
  cite_hit hits[CITE__HITS];
  size_t next = read_volume(s, at, &v);
  if (!next || next == v.end || !pincite__is_letter(pincite__cite_at(s, next)) ||
      v.joined)
    return false;
  size_t count =
      pincite__cite_lookup(s, pincite__reporters, pincite__reporters_count, next, hits);
  for (size_t i = 0; i < count; i++)
    if (is_plausible(s, &v, &hits[i], next))
      return true;
  return false;
}

/* "T.C. Memo. 2019-123", "Am. Ann. Cas. 1916E, 157". */
static size_t year_and_number(cite_scan *s, size_t start, const cite_entry *entry,
                              size_t at) {
  size_t year = pincite__cite_space(s, at), end = pincite__cite_digits(s, year);
  if (end - year != 4)
    return 0;
  if (pincite__is_letter(pincite__cite_at(s, end)))
    end++;
  size_t dash = pincite__cite_dash(s, end);
  size_t number = dash ? dash : pincite__cite_comma(s, end);
  cite_form form;
  pincite__form_set(&form, "");
  pincite__form_addf(&form, "%.*s %s ", (int)(end - year), s->text + year,
                     pincite__reporter_names[entry->value]);
  size_t behind = number > end ? read_page(s, number, &form) : 0;
  if (behind)
    pincite__cite_emit(s, CITE_CASE, &form, start, behind, false, -1);
  return behind;
}

size_t pincite__cite_nominative(cite_scan *s, size_t at) {
  cite_hit hits[CITE__HITS];
  char c = pincite__cite_at(s, at);
  if (c < 'A' || c > 'Z')
    return 0;
  size_t count =
      pincite__cite_lookup(s, pincite__reporters, pincite__reporters_count, at, hits);
  while (count-- > 0) {
    const cite_entry *entry = hits[count].entry;
    size_t end;
    if ((entry->flags & CITE_YEAR_NUMBER) &&
        (end = year_and_number(s, at, entry, hits[count].end)) > 0)
      return end;
    if (!(entry->flags & CITE_NO_VOLUME))
      continue;
    cite_form form;
    pincite__form_set(&form, "_ ");
    pincite__form_addf(&form, "%s ", pincite__reporter_names[entry->value]);
    size_t page = before_page(s, hits[count].end, entry->flags & CITE_PARAGRAPH);
    if (!pincite__is_digit(pincite__cite_at(s, page)) ||
        !(end = read_page(s, page, &form)))
      continue;
    bool everyday = entry->flags & CITE_EVERYDAY;
    pincite__cite_emit(s, CITE_CASE, &form, at, end, everyday, -1);
    return end;
  }
  return 0;
}
