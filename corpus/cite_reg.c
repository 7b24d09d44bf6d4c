/* SPDX-License-Identifier: MIT
 *
 * cite_reg.c - the Code of Federal Regulations, the Federal Register and
 * executive orders.
 *
 * A section of the C.F.R. is PART.SECTION, where the section may hold hyphens,
 * letters and bracketed pieces of the statute it carries out: "1.411(a)(13)-1T".
 * Brackets that no hyphen follows are its paragraphs.
 */
#include <string.h>

#include "cite.h"

static bool is_word_byte(char c) {
  return pincite__is_letter(c) || pincite__is_digit(c);
}

/* Behind brackets that a hyphen and more of the number follow: "(a)(13)-1T". */
static size_t inner_brackets(const cite_scan *s, size_t at) {
  size_t end = at;
  while (pincite__cite_at(s, end) == '(') {
    size_t inside = end + 1;
    while (inside < s->len && inside - end < 5 && is_word_byte(s->text[inside]))
      inside++;
    if (inside == end + 1 || pincite__cite_at(s, inside) != ')')
      return at;
    end = inside + 1;
  }
  size_t dash = end > at ? pincite__cite_dash(s, end) : 0;
  return dash && is_word_byte(pincite__cite_at(s, dash)) ? end : at;
}

/* Behind a run of the section number: letters, digits, hyphens, "(a)-". */
static size_t number_run(const cite_scan *s, size_t at) {
  size_t end = at;
  while (end < s->len && end - at < 40) {
    size_t dash = pincite__cite_dash(s, end), inner;
    if (is_word_byte(s->text[end]))
      end++;
    else if (dash && end > at && is_word_byte(pincite__cite_at(s, dash)))
      end = dash;
    else if (s->text[end] == '.' && end > at && pincite__is_digit(s->text[end - 1]) &&
             pincite__is_digit(pincite__cite_at(s, end + 1)))
      end++;
    else if ((inner = inner_brackets(s, end)) > end)
      end = inner;
    else
      break;
  }
  return end;
}

static void add_run(const cite_scan *s, size_t from, size_t to, cite_form *form) {
  while (from < to) {
    size_t dash = pincite__cite_dash(s, from);
    pincite__form_add(form, dash ? "-" : s->text + from, 1);
    from = dash ? dash : from + 1;
  }
}

size_t pincite__cite_cfr_section(const cite_scan *s, size_t at, cite_form *form) {
  if (!pincite__is_digit(pincite__cite_at(s, at)))
    return 0;
  size_t part = pincite__cite_digits(s, at);
  if (part - at > 4)
    return 0;
  while (part < s->len && pincite__is_letter(s->text[part]) && part - at < 7)
    part++;
  size_t dash = pincite__cite_dash(s, part);
  if (dash && pincite__is_digit(pincite__cite_at(s, dash))) {
    size_t end = pincite__cite_digits(s, dash);
    if (pincite__cite_at(s, end) == '.' &&
        pincite__is_digit(pincite__cite_at(s, end + 1)))
      part = end; /* "109-38.301" */
  }
  size_t end = part;
  if (pincite__cite_at(s, part) == '.' && is_word_byte(pincite__cite_at(s, part + 1)))
    end = number_run(s, part + 1);
  if (!pincite__cite_ends(s, end))
    return 0;
  add_run(s, at, end, form);
  return pincite__cite_path(s, end, form);
}

/* Behind "part ", "§§ " and so on; 'at' if there is none. */
static size_t part_word(const cite_scan *s, size_t at, bool *plural) {
  static const char *const words[] = {"part",  "parts",    "pt",      "pts", "subpart",
                                      "subpt", "subparts", "chapter", "ch"};
  size_t end = pincite__cite_mark(s, at, true, plural);
  for (size_t i = 0; !end && i < sizeof words / sizeof *words; i++) {
    end = pincite__cite_word(s, at, words[i]);
    if (end && i > 6)
      return 0; /* a chapter is not a section */
    if (end) {
      *plural = words[i][strlen(words[i]) - 1] == 's';
      end = pincite__cite_at(s, end) == '.' ? end + 1 : end;
      end = pincite__cite_space(s, end);
    }
  }
  return end ? end : at;
}

/* Behind what joins two sections of a list; 0 if nothing does. */
static size_t joint(const cite_scan *s, size_t at) {
  static const char *const words[] = {"and", "or", "through", "to"};
  size_t next = pincite__cite_comma(s, at);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, next, words[i]);
    if (end)
      return pincite__cite_space(s, end);
  }
  if (pincite__cite_at(s, next) == '&')
    return pincite__cite_space(s, next + 1);
  size_t dash = pincite__cite_dash(s, next);
  if (dash)
    return pincite__cite_space(s, dash);
  return pincite__cite_holds(s, at, next, ",") ? next : 0;
}

static void emit_section(cite_scan *s, const cite_form *code, const cite_form *section,
                         size_t start, size_t end) {
  cite_form form = *code;
  pincite__form_adds(&form, "/");
  pincite__form_add(&form, section->text, section->len);
  pincite__cite_emit(s, CITE_REGULATION, &form, start, end, false, -1);
  pincite__cite_remember(s, CITE_REGULATION, code->text, &form, -1, end);
}

/* The list behind "17 CFR": the first section from 'start'. */
static size_t section_list(cite_scan *s, const cite_form *code, size_t start, size_t at,
                           bool plural) {
  cite_form section;
  pincite__form_set(&section, "");
  size_t end = pincite__cite_cfr_section(s, at, &section);
  if (!end)
    return 0;
  emit_section(s, code, &section, start, end);
  for (int more = 0; more < 16; more++) {
    bool many = plural;
    size_t next = joint(s, end);
    if (!next)
      break;
    size_t number = part_word(s, next, &many);
    pincite__form_set(&section, "");
    size_t behind = pincite__cite_cfr_section(s, number, &section);
    bool sure = plural || number > next || strchr(section.text, '.');
    if (!behind || !sure || pincite__cite_is_volume(s, number))
      break;
    emit_section(s, code, &section, number, behind);
    end = behind;
  }
  return end;
}

size_t pincite__cite_cfr(cite_scan *s, size_t start, size_t title, size_t title_end,
                         size_t at) {
  cite_form code;
  bool plural = false;
  if (title_end - title > 2)
    return 0;
  pincite__form_set(&code, "cfr/");
  pincite__form_add(&code, s->text + title, title_end - title);
  size_t number = part_word(s, pincite__cite_comma(s, at), &plural);
  return number ? section_list(s, &code, start, number, plural) : 0;
}

size_t pincite__cite_treasury(cite_scan *s, size_t at) {
  cite_form code;
  bool plural = false;
  size_t end = pincite__cite_key(s, at, "treasreg");
  if (!end)
    return 0;
  pincite__form_set(&code, "cfr/26");
  size_t number = part_word(s, pincite__cite_comma(s, end), &plural);
  return number ? section_list(s, &code, at, number, plural) : 0;
}

size_t pincite__cite_fedreg(cite_scan *s, size_t start, size_t volume_end, size_t at) {
  cite_form form;
  if (volume_end - start > 3)
    return 0;
  pincite__form_set(&form, "fedreg/");
  pincite__form_add(&form, s->text + start, volume_end - start);
  pincite__form_adds(&form, "/");
  size_t page = pincite__cite_comma(s, at), word = pincite__cite_key(s, page, "at");
  if (word)
    page = pincite__cite_space(s, word);
  size_t end = pincite__cite_number(s, page, &form);
  if (!end || !pincite__cite_ends(s, end))
    return 0;
  pincite__cite_emit(s, CITE_FEDREG, &form, start, end, false, -1);
  return end;
}

size_t pincite__cite_exec_order(cite_scan *s, size_t at) {
  static const char *const names[] = {
      "executiveorder", "executiveorders", "execorder", "execorders",
      "exorder",        "execord",         "eo",        "eos"};
  size_t end = 0;
  bool initials = false;
  for (size_t i = 0; !end && i < sizeof names / sizeof *names; i++) {
    end = pincite__cite_key(s, at, names[i]);
    initials = i > 5;
  }
  if (!end)
    return 0;
  size_t number = pincite__cite_no(s, pincite__cite_space(s, end)), last = 0;
  for (int more = 0; more < 16; more++) {
    cite_form form;
    pincite__form_set(&form, "exec-order/");
    size_t behind = pincite__cite_number(s, number, &form), word;
    size_t digits = form.len - strlen("exec-order/");
    if (!behind || digits > 5 || (initials && digits < 4) || (last && digits < 4))
      break;
    if (pincite__cite_dash(s, behind) && !last &&
        pincite__is_letter(pincite__cite_at(s, pincite__cite_dash(s, behind))))
      behind = pincite__cite_dash(s, behind) + 1; /* "10450-A" */
    if (!pincite__cite_ends(s, behind))
      break;
    pincite__cite_emit(s, CITE_EXEC_ORDER, &form, last ? number : at, behind, false, -1);
    last = behind;
    number = pincite__cite_comma(s, last);
    if ((word = pincite__cite_word(s, number, "and")) > 0)
      number = pincite__cite_no(s, pincite__cite_space(s, word));
    if (number == last || pincite__cite_is_volume(s, number))
      break;
  }
  return last;
}
