/* SPDX-License-Identifier: MIT
 *
 * cite_act.c - acts and bills by their names: "FOSTA", "the Decency Act",
 * "CDA § 230(e)", "section 509 of the Telecommunications Act of 1996".
 *
 * What became of an act's sections is in the table of authorities, as words
 * between spaces: "230=usc/47/230", "1-19=usc/29/151" for a run of them,
 * "*=usc/26" for all by their own numbers, "+usc/18/2421A" for the whole act.
 */
#include <stdlib.h>
#include <string.h>

#include "cite.h"

/* How far behind an act's name its own abbreviation may stand: ' (the "CDA")'. */
#define DEFINITION_REACH 12
/* An abbreviation no longer than this has other meanings elsewhere. */
#define SHORT_ACRONYM 4

/* Are the capitals of 'spelling' capitals in the text at 'at' too? */
static bool has_capitals(const cite_scan *s, size_t at, const char *spelling) {
  for (; *spelling; spelling++) {
    if (!pincite__is_letter(*spelling) && !pincite__is_digit(*spelling))
      continue;
    while (at < s->len && !pincite__is_letter(s->text[at]) &&
           !pincite__is_digit(s->text[at]))
      at++;
    if (at >= s->len ||
        (s->text[at] != *spelling && *spelling >= 'A' && *spelling <= 'Z'))
      return false;
    at++;
  }
  return true;
}

/* The longest alias at 'at'; false when there is none. */
static bool find_alias(const cite_scan *s, size_t at, cite_hit *found) {
  cite_hit hits[CITE__HITS];
  size_t count =
      pincite__cite_lookup(s, s->law->aliases, s->law->alias_count, at, hits);
  while (count-- > 0) {
    const cite_entry *entry = hits[count].entry;
    if (!s->question && !(entry->flags & CITE_ANY_CASE) &&
        !has_capitals(s, at, entry->spelling))
      continue;
    *found = hits[count];
    if (s->text[found->end - 1] == '.' &&
        entry->spelling[strlen(entry->spelling) - 1] != '.')
      found->end--; /* the end of the sentence */
    return true;
  }
  return false;
}

/* Behind " of 1996", if the act is of that year; 'at' if not. */
static size_t year_behind(const cite_scan *s, size_t at, int year) {
  size_t word = pincite__cite_word(s, pincite__cite_space(s, at), "of");
  size_t digits = word ? pincite__cite_space(s, word) : 0;
  if (!word || pincite__cite_digits(s, digits) != digits + 4 ||
      !pincite__cite_ends(s, digits + 4))
    return at;
  int value = 0;
  for (int i = 0; i < 4; i++)
    value = value * 10 + (s->text[digits + (size_t)i] - '0');
  return value == year ? digits + 4 : at;
}

int pincite__cite_act(cite_scan *s, size_t at, size_t *end) {
  cite_hit hit;
  if (at >= s->len || !pincite__is_letter(s->text[at]) || !find_alias(s, at, &hit))
    return -1;
  *end = year_behind(s, hit.end, s->law->authorities[hit.entry->value].year);
  return hit.entry->value;
}

/* What section 'number' ("230/c") of an act became, to 'form'; false if the
   table does not say. */
static bool section_became(const char *sections, const char *number, cite_form *form) {
  size_t len = strcspn(number, "/");
  char *rest;
  unsigned long value = strtoul(number, &rest, 10);
  bool plain = rest == number + len;
  for (const char *word = sections; *word; word += strspn(word, " ")) {
    size_t size = strcspn(word, " "), equals = strcspn(word, "=");
    const char *target = word + equals + 1;
    int target_len = (int)(size - equals - 1);
    unsigned long first = strtoul(word, &rest, 10), last;
    if (equals >= size) {
      /* a relation, not a section */
    } else if (*word == '*') {
      pincite__form_addf(form, "%.*s/%s", target_len, target, number);
      return true;
    } else if (equals == len && !memcmp(word, number, len)) {
      pincite__form_addf(form, "%.*s%s", target_len, target, number + len);
      return true;
    } else if (*rest == '-' && plain && value >= first) {
      last = strtoul(rest + 1, NULL, 10);
      const char *base = target + target_len;
      while (base > target && pincite__is_digit(base[-1]))
        base--;
      if (value <= last) {
        pincite__form_addf(form, "%.*s%lu%s", (int)(base - target), target,
                           strtoul(base, NULL, 10) + value - first, number + len);
        return true;
      }
    }
    word += size;
  }
  return false;
}

static cite_kind kind_of(const char *form) {
  return !strncmp(form, "usc/", 4)           ? CITE_STATUTE
         : !strncmp(form, "us-law/", 7)      ? CITE_PUBLIC_LAW
         : !strncmp(form, "us-bill/", 8)     ? CITE_BILL
         : !strncmp(form, "exec-order/", 11) ? CITE_EXEC_ORDER
         : !strncmp(form, "case/", 5)        ? CITE_CASE
         : !strncmp(form, "cfr/", 4)         ? CITE_REGULATION
         : !strncmp(form, "report/", 7)      ? CITE_REPORT
                                             : CITE_ACT;
}

void pincite__cite_act_sections(cite_scan *s, int act, const cite_list *list,
                                size_t start, size_t end) {
  const cite_authority *authority = &s->law->authorities[act];
  for (size_t i = 0; i < list->count; i++) {
    const cite_item *item = &list->items[i];
    cite_form form;
    pincite__form_set(&form, "");
    if (!section_became(authority->sections, item->form.text, &form))
      pincite__form_addf(&form, "%s/%s", authority->id, item->form.text);
    bool last = item->end == list->end;
    pincite__cite_emit(s, kind_of(form.text), &form, i == 0 ? start : item->start,
                       last && end > item->end ? end : item->end, item->uncertain, act);
    pincite__cite_remember(s, kind_of(form.text), authority->id, &form, act, item->end);
  }
  s->defined = act;
  s->defined_at = end;
}

/* Does the text, or what is near, speak of this subject? Looked up once. */
static int trafficking_or_torture(cite_scan *s) {
  static const char *const about[][5] = {
      {"traffick", "forced labor", "tvpra", "slavery", "1595"},
      {"torture", "extrajudicial", "alien tort", "human rights violat", "1350"}};
  if (s->trafficking < 0) {
    s->trafficking = 0;
    for (int side = 0; side < 2; side++)
      for (int i = 0; i < 5; i++)
        if (pincite__cite_holds(s, 0, s->len, about[side][i])) {
          s->trafficking |= 1 << side;
          break;
        }
  }
  return s->trafficking;
}

/* Is this reading of an ambiguous name outweighed or in doubt? 1: in doubt;
   0: it is meant; -1: it is not. */
static int doubt(cite_scan *s, const cite_entry *entry) {
  const char *id = s->law->authorities[entry->value].id;
  int side = !strcmp(id, "us-law/public/106/386")   ? 1
             : !strcmp(id, "us-law/public/102/256") ? 2
                                                    : 0;
  if (!side)
    return 1;
  int about = trafficking_or_torture(s);
  return about == side ? 0 : about == (side ^ 3) ? -1 : 1;
}

static void emit_authority(cite_scan *s, int act, size_t start, size_t end,
                           bool uncertain) {
  const cite_authority *authority = &s->law->authorities[act];
  cite_form form;
  /* The Decency Act is nowadays its one section that is left. */
  const char *whole = strchr(authority->sections, '+');
  if (kind_of(authority->id) == CITE_ACT && whole && strchr(authority->sections, '=')) {
    pincite__form_set(&form, "");
    pincite__form_add(&form, whole + 1, strcspn(whole + 1, " "));
    pincite__cite_emit(s, kind_of(form.text), &form, start, end, uncertain, act);
  }
  pincite__form_set(&form, authority->id);
  pincite__cite_emit(s, kind_of(authority->id), &form, start, end, uncertain, act);
}

/* Behind the abbreviation that an act's name is followed by, "(INA)"; 'at' if there
   is none. */
static size_t behind_definition(const cite_scan *s, int act, size_t at) {
  size_t open = pincite__cite_space(s, at);
  cite_hit hit;
  if (pincite__cite_at(s, open) != '(' || !find_alias(s, open + 1, &hit) ||
      hit.entry->value != act)
    return at;
  return pincite__cite_at(s, hit.end) == ')' ? hit.end + 1 : at;
}

/* "CDA § 230(e)", "CDA 230", "INA § 101(11)": behind it, or 0. */
static size_t act_and_section(cite_scan *s, int act, size_t start, size_t end) {
  bool plural = false;
  cite_list list;
  size_t next = behind_definition(s, act, end);
  if (pincite__cite_at(s, next) == '\'')
    next += 2;
  else if (pincite__cite_at(s, next) == '\xe2' && pincite__cite_at(s, next + 2) == '\x99')
    next += 4; /* CDA’s */
  next = pincite__cite_comma(s, next);
  size_t mark = pincite__cite_mark(s, next, true, &plural);
  size_t number = mark ? mark : next;
  if (!pincite__cite_list_read(s, number, plural, true, &list))
    return 0;
  if (!mark) {
    cite_form form;
    pincite__form_set(&form, "");
    const char *sections = s->law->authorities[act].sections;
    bool known = strchr(sections, '=') && *sections != '*' &&
                 section_became(sections, list.items[0].form.text, &form);
    if (!known || pincite__cite_holds(s, end, next, ","))
      return 0;
  }
  size_t of = pincite__cite_word(s, pincite__cite_space(s, list.end), "of");
  if (of && mark)
    return 0; /* "FOSTA, section 230 of title 47" */
  pincite__cite_act_sections(s, act, &list, start, list.end);
  return list.end;
}

size_t pincite__cite_name(cite_scan *s, size_t at) {
  cite_hit hit;
  if (!find_alias(s, at, &hit))
    return 0;
  int act = hit.entry->value;
  bool ambiguous = hit.entry->flags & CITE_AMBIGUOUS;
  size_t end = year_behind(s, hit.end, s->law->authorities[act].year);
  size_t behind = ambiguous ? 0 : act_and_section(s, act, at, end);
  if (behind)
    return behind;
  if (hit.entry->flags & CITE_WITH_SECTION)
    return 0;
  bool repeats = s->defined == act && at - s->defined_at < DEFINITION_REACH &&
                 pincite__cite_holds(s, s->defined_at, at, "(");
  s->defined = act;
  s->defined_at = end;
  if (repeats)
    return end;
  if (!ambiguous) {
    bool doubtful = strlen(hit.entry->key) <= SHORT_ACRONYM &&
                    !(hit.entry->flags & CITE_ANY_CASE) && !s->question && s->len > 400 &&
                    !pincite__cite_holds(s, 0, s->len, "communications") &&
                    !pincite__cite_holds(s, 0, s->len, "traffick") &&
                    !pincite__cite_holds(s, 0, s->len, "internet");
    emit_authority(s, act, at, end, doubtful);
    return end;
  }
  for (const cite_entry *entry = hit.entry;
       entry < s->law->aliases + s->law->alias_count &&
       !strcmp(entry->key, hit.entry->key);
       entry++) {
    int in_doubt = doubt(s, entry);
    if (in_doubt >= 0)
      emit_authority(s, entry->value, at, end, in_doubt);
  }
  return end;
}
