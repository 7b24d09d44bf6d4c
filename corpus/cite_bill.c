/* SPDX-License-Identifier: MIT
 *
 * cite_bill.c - bills, resolutions and committee reports of the two houses, and
 * the Congressional Record.
 */
#include <string.h>

#include "cite.h"

/* How far behind a bill its Congress may be named. */
#define CONGRESS_REACH 48
/* How far away the only Congress that a text names may stand. */
#define CONGRESS_NEAR 200

typedef struct name {
  const char *key;
  const char *type;
} name;

static const name BILLS[] = {
    {"hconres", "hconres"},
    {"houseconcurrentresolution", "hconres"},
    {"hjres", "hjres"},
    {"housejointresolution", "hjres"},
    {"hres", "hres"},
    {"houseresolution", "hres"},
    {"housebill", "hr"},
    {"hr", "hr"},
    {"hb", ""},
    {"sconres", "sconres"},
    {"sjres", "sjres"},
    {"senateconcurrentresolution", "sconres"},
    {"sres", "sres"},
    {"senatejointresolution", "sjres"},
    {"senatebill", "s"},
    {"senateresolution", "sres"},
};

static const name REPORTS[] = {
    {"hrrep", "hrpt"},      {"hrrept", "hrpt"},      {"hrept", "hrpt"},
    {"hrep", "hrpt"},       {"housereport", "hrpt"}, {"houserept", "hrpt"},
    {"hrconfrep", "hrpt"},  {"hconfrep", "hrpt"},    {"hrconfrept", "hrpt"},
    {"hconfrept", "hrpt"},  {"houserep", "hrpt"},    {"houseconferencereport", "hrpt"},
    {"srep", "srpt"},       {"srept", "srpt"},       {"senatereport", "srpt"},
    {"senaterept", "srpt"}, {"sconfrep", "srpt"},    {"senaterep", "srpt"},
};

/* Two or three digits of a Congress at 'at'; behind them, or 0. */
static size_t congress_number(const cite_scan *s, size_t at) {
  size_t end = pincite__cite_digits(s, at);
  return end - at >= 1 && end - at <= 3 ? end : 0;
}

/* "115th Cong." at 'at': its digits end at *digits; behind it, or 0. */
static size_t congress_name(const cite_scan *s, size_t at, size_t *digits) {
  size_t end = congress_number(s, at);
  if (!end)
    return 0;
  *digits = end;
  while (end < s->len && pincite__is_letter(s->text[end]) && end - *digits < 3)
    end++;
  if (end == *digits || end - *digits > 2)
    return 0;
  end = pincite__cite_space(s, end);
  size_t word = pincite__cite_word(s, end, "congress");
  return word ? word : pincite__cite_key(s, end, "cong");
}

/* "115th)" at 'at': its digits end at *digits; at the bracket, or 0. */
static size_t congress_ordinal(const cite_scan *s, size_t at, size_t *digits) {
  size_t end = congress_number(s, at);
  if (!end || end - at < 2)
    return 0;
  *digits = end;
  while (end < s->len && pincite__is_letter(s->text[end]) && end - *digits < 3)
    end++;
  return end > *digits && end - *digits <= 2 && pincite__cite_at(s, end) == ')' ? end : 0;
}

/* The Congress named behind a bill that ends at 'at', to *from and *to; behind
   it with its bracket, or 0. */
static size_t congress_behind(const cite_scan *s, size_t at, size_t *from, size_t *to) {
  size_t dash = pincite__cite_dash(s, at), end;
  if (dash && (end = congress_number(s, dash)) >= dash + 2 &&
      pincite__cite_ends(s, end)) {
    *from = dash;
    *to = end;
    return end;
  }
  size_t next = pincite__cite_comma(s, at), word;
  char open = pincite__cite_at(s, next);
  if (open == '(' || open == '[')
    next = pincite__cite_space(s, next + 1);
  if (pincite__cite_dash(s, next))
    next = pincite__cite_space(s, pincite__cite_dash(s, next));
  if ((word = pincite__cite_word(s, next, "of")) > 0 ||
      (word = pincite__cite_word(s, next, "in")) > 0) {
    next = pincite__cite_space(s, word);
    if ((word = pincite__cite_word(s, next, "the")) > 0)
      next = pincite__cite_space(s, word);
  }
  if (next - at > CONGRESS_REACH)
    return 0;
  *from = next;
  end = congress_name(s, next, to);
  if (!end && open == '(')
    end = congress_ordinal(s, next, to); /* "(115th)" */
  if (!end)
    return 0;
  bool closed = (open == '(' && pincite__cite_at(s, end) == ')') ||
                (open == '[' && pincite__cite_at(s, end) == ']');
  return end + closed;
}

/* The digits of the Congress whose name's "Congress" stands at 'at': "115th
   Congress"; their length, or 0. */
static size_t congress_before(const cite_scan *s, size_t at, size_t *digits) {
  size_t end = at;
  while (end > 0 && s->text[end - 1] == ' ')
    end--;
  size_t letters = end;
  while (letters > 0 && end - letters < 3 && pincite__is_letter(s->text[letters - 1]))
    letters--;
  size_t from = letters;
  while (from > 0 && letters - from < 4 && pincite__is_digit(s->text[from - 1]))
    from--;
  *digits = from;
  size_t behind;
  return congress_name(s, from, &behind) ? letters - from : 0;
}

/* Look once which Congress the text names, if it is only one. */
static void look_for_congress(cite_scan *s) {
  s->congress = 0;
  s->congress_len = 0;
  for (size_t at = 0; at < s->len; at++) {
    size_t digits, len;
    if (pincite__lower(s->text[at]) != 'c' || !pincite__cite_word(s, at, "congress") ||
        !(len = congress_before(s, at, &digits)))
      continue;
    bool same = s->congress_len == len &&
                !memcmp(s->text + s->congress, s->text + digits, len);
    if (s->congress_len && !same) {
      s->congress_len = 0; /* several: none can be told */
      return;
    }
    if (!same) {
      s->congress = digits;
      s->congress_len = len;
    }
  }
}

/* Add the one Congress that the text names, if that is near 'at'. */
static void add_congress_near(cite_scan *s, size_t at, cite_form *form) {
  if (s->congress == SIZE_MAX)
    look_for_congress(s);
  size_t apart = s->congress > at ? s->congress - at : at - s->congress;
  if (s->congress_len && apart <= CONGRESS_NEAR)
    pincite__form_addf(form, "%.*s/", (int)s->congress_len, s->text + s->congress);
}

/* Does the word before 'at' speak against "S. 1" being a bill: an initial, a
   form of address, the number of a house? */
static bool follows_a_name(const cite_scan *s, size_t at) {
  static const char *const words[] = {"mr",   "mrs", "ms",  "dr",
                                      "prof", "hon", "rev", "st"};
  while (at > 0 && (s->text[at - 1] == ' ' || s->text[at - 1] == '\n'))
    at--;
  if (at == 0)
    return false;
  size_t end = at, from;
  bool stop = s->text[at - 1] == '.';
  if (stop)
    end--;
  for (from = end;
       from > 0 && end - from < 8 &&
       (pincite__is_letter(s->text[from - 1]) || pincite__is_digit(s->text[from - 1]));)
    from--;
  if (from == end)
    return false;
  if (pincite__is_digit(s->text[end - 1]))
    return !stop;
  if (!stop)
    return false;
  if (end - from == 1 && s->text[from] >= 'A' && s->text[from] <= 'Z')
    return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (pincite__cite_word(s, from, words[i]) == end)
      return true;
  return false;
}

/* "S. 1693", where the one letter asks for more care than the others. */
static size_t senate_bill(const cite_scan *s, size_t at, const char **type) {
  if (pincite__cite_at(s, at) != 'S' && !s->question)
    return 0;
  size_t number, from, to, end = at + 1;
  bool stop = pincite__cite_at(s, end) == '.';
  number = pincite__cite_no(s, pincite__cite_space(s, end + stop));
  if (pincite__cite_digits(s, number) == number)
    return 0;
  *type = "s";
  if (congress_behind(s, pincite__cite_digits(s, number), &from, &to))
    return number;
  if (!stop || follows_a_name(s, at))
    return 0;
  return number;
}

/* A name of the table at 'at': its type, and the offset behind it. */
static size_t named(const cite_scan *s, size_t at, const name *names, size_t count,
                    const char **type) {
  for (size_t i = 0; i < count; i++) {
    size_t end = pincite__lower(s->text[at]) == *names[i].key
                     ? pincite__cite_key(s, at, names[i].key)
                     : 0;
    if (!end)
      continue;
    *type = names[i].type;
    return **type ? end : 0;
  }
  return 0;
}

static size_t committee_report(cite_scan *s, size_t at) {
  const char *type;
  cite_form form;
  size_t end = named(s, at, REPORTS, sizeof REPORTS / sizeof *REPORTS, &type);
  if (!end)
    return 0;
  size_t number = pincite__cite_no(s, pincite__cite_space(s, end));
  size_t congress = pincite__cite_digits(s, number);
  size_t dash = pincite__cite_dash(s, congress);
  size_t behind = dash ? pincite__cite_digits(s, dash) : 0;
  if (congress == number || congress - number > 3 || behind <= dash || behind - dash > 4)
    return 0;
  pincite__form_set(&form, "report/");
  pincite__form_addf(&form, "%s/%.*s/%.*s", type, (int)(congress - number),
                     s->text + number, (int)(behind - dash), s->text + dash);
  pincite__cite_emit(s, CITE_REPORT, &form, at, behind, false, -1);
  return behind;
}

/* Are the digits [from, to) those of a bill, by what follows them? */
static bool is_bill_number(const cite_scan *s, size_t from, size_t to) {
  if (to == from || to - from > 5 || !pincite__cite_ends(s, to) || s->text[from] == '0')
    return false;
  char next = pincite__cite_at(s, to);
  if ((next == '.' || next == ',') && pincite__is_digit(pincite__cite_at(s, to + 1)))
    return false;
  size_t word = pincite__cite_space(s, to);
  return !pincite__cite_word(s, word, "million") &&
         !pincite__cite_word(s, word, "percent") &&
         !pincite__cite_word(s, word, "billion");
}

size_t pincite__cite_bill(cite_scan *s, size_t at) {
  const char *type = NULL;
  size_t end = committee_report(s, at);
  if (end)
    return end;
  end = named(s, at, BILLS, sizeof BILLS / sizeof *BILLS, &type);
  size_t number =
      end ? pincite__cite_no(s, pincite__cite_space(s, end)) : senate_bill(s, at, &type);
  if (!number)
    return 0;
  size_t from, to;
  end = pincite__cite_digits(s, number);
  if (!is_bill_number(s, number, end))
    return 0;
  cite_form form;
  pincite__form_set(&form, "us-bill/");
  size_t behind = congress_behind(s, end, &from, &to);
  if (behind)
    pincite__form_addf(&form, "%.*s/", (int)(to - from), s->text + from);
  else
    add_congress_near(s, at, &form);
  pincite__form_addf(&form, "%s/%.*s", type, (int)(end - number), s->text + number);
  end = behind ? behind : end;
  pincite__cite_emit(s, CITE_BILL, &form, at, end, false, -1);
  return end;
}

size_t pincite__cite_congrec(cite_scan *s, size_t start, size_t volume_end, size_t at) {
  cite_form form;
  size_t page = pincite__cite_comma(s, at);
  if (pincite__cite_at(s, page) == '(') {
    /* "(daily ed. Mar. 21, 2018)" before the page */
    size_t close = page;
    while (close < s->len && close - page < 48 && s->text[close] != ')')
      close++;
    page = pincite__cite_comma(s, close + 1);
  }
  if (volume_end - start > 3)
    return 0;
  pincite__form_set(&form, "congrec/");
  pincite__form_addf(&form, "%.*s/", (int)(volume_end - start), s->text + start);
  char house = pincite__cite_at(s, page);
  if (house == 'S' || house == 'H' || house == 'E' || house == 'D') {
    pincite__form_add(&form, &house, 1);
    page = pincite__cite_space(s, page + 1);
  }
  size_t end = pincite__cite_number(s, page, &form);
  if (!end || !pincite__cite_ends(s, end))
    return 0;
  pincite__cite_emit(s, CITE_CONGREC, &form, start, end, false, -1);
  return end;
}
