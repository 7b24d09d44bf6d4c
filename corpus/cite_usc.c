/* SPDX-License-Identifier: MIT
 *
 * cite_usc.c - the U.S. Code, written from either end: "47 U.S.C. § 230(c)",
 * "Title 47, United States Code, Section 230", "section 230 of title 47"; and
 * the sections of acts, laws and regulations that begin with the word or sign.
 */
#include <stdio.h>
#include <string.h>

#include "cite.h"

/* The Code has 54 titles; a few more are reserved. */
#define MOST_TITLE 60

static const char *const CODE_KEYS[] = {"usc", "unitedstatescode", "uscode", "usca",
                                        "uscs"};

/* Behind the name of the Code, 0 if it is not named at 'at'. */
static size_t code_name(const cite_scan *s, size_t at) {
  char c = pincite__lower(pincite__cite_at(s, at));
  for (size_t i = 0; c == 'u' && i < sizeof CODE_KEYS / sizeof *CODE_KEYS; i++) {
    size_t end = pincite__cite_key(s, at, CODE_KEYS[i]);
    if (end)
      return end;
  }
  return 0;
}

/* "usc/47", or "usc/50-app", from the digits of a title; false if it is none. */
static bool code_form(const cite_scan *s, size_t title, size_t title_end, bool appendix,
                      cite_form *code) {
  unsigned value = 0;
  if (title_end == title || title_end - title > 2)
    return false;
  for (size_t i = title; i < title_end; i++)
    value = value * 10 + (unsigned)(s->text[i] - '0');
  pincite__form_set(code, "usc/");
  pincite__form_addf(code, "%u%s", value, appendix ? "-app" : "");
  return value > 0 && value <= MOST_TITLE;
}

/* "ch. 78" behind the Code's name: one chapter; "chapters" names too many. */
static size_t code_chapter(cite_scan *s, size_t start, size_t at, cite_form *code) {
  size_t end = pincite__cite_word(s, at, "chapter");
  if (!end)
    end = pincite__cite_key(s, at, "ch");
  if (!end)
    return 0;
  size_t number = pincite__cite_space(s, end);
  end = pincite__cite_digits(s, number);
  if (end < s->len && end > number && pincite__is_letter(s->text[end]))
    end++;
  if (end == number || !pincite__cite_ends(s, end))
    return 0;
  pincite__form_adds(code, "/ch");
  pincite__form_add(code, s->text + number, end - number);
  pincite__cite_emit(s, CITE_STATUTE, code, start, end, false, -1);
  return end;
}

size_t pincite__cite_usc(cite_scan *s, size_t start, size_t title, size_t title_end,
                         size_t at) {
  cite_form code;
  bool plural = false;
  size_t next = pincite__cite_comma(s, at);
  size_t appendix = pincite__cite_key(s, next, "app");
  if (!appendix)
    appendix = pincite__cite_word(s, next, "appendix");
  if (appendix)
    next = pincite__cite_comma(s, appendix);
  if (!code_form(s, title, title_end, appendix > 0, &code))
    return 0;
  size_t end = code_chapter(s, start, next, &code);
  if (end)
    return end;
  size_t mark = pincite__cite_mark(s, next, true, &plural);
  if (!mark && (pincite__cite_at(s, next) == '$' || pincite__cite_at(s, next) == '?'))
    mark = pincite__cite_space(s, next + 1); /* a section sign misread */
  cite_list list;
  end = pincite__cite_list_read(s, mark ? mark : next, plural, false, &list);
  if (!end)
    return 0;
  pincite__cite_list_emit(s, &list, CITE_STATUTE, code.text, start, end, false);
  return end;
}

/* "Title 47", its digits in *title and *title_end; 0 if it is none. */
static size_t title_number(const cite_scan *s, size_t at, size_t *title,
                           size_t *title_end) {
  size_t end = pincite__cite_word(s, at, "title");
  if (!end)
    end = pincite__cite_key(s, at, "tit");
  if (!end)
    return 0;
  *title = pincite__cite_space(s, end);
  *title_end = pincite__cite_digits(s, *title);
  bool number = *title_end > *title && *title_end - *title <= 2;
  return number && pincite__cite_ends(s, *title_end) ? *title_end : 0;
}

/* Behind ", " or "of the ", as it stands before the name of a code. */
static size_t of_the(const cite_scan *s, size_t at) {
  size_t next = pincite__cite_comma(s, at), end;
  if ((end = pincite__cite_word(s, next, "of")) > 0 ||
      (end = pincite__cite_word(s, next, "in")) > 0)
    next = pincite__cite_space(s, end);
  if ((end = pincite__cite_word(s, next, "the")) > 0)
    next = pincite__cite_space(s, end);
  return next;
}

/* Behind the name of the Code of Federal Regulations, 0 if it is not there. */
static size_t cfr_name(const cite_scan *s, size_t at) {
  size_t end = pincite__cite_key(s, at, "codeoffederalregulations");
  return end ? end : pincite__cite_key(s, at, "cfr");
}

size_t pincite__cite_title(cite_scan *s, size_t at) {
  size_t title, title_end, end = title_number(s, at, &title, &title_end);
  if (!end)
    return 0;
  size_t next = of_the(s, end), name = code_name(s, next);
  if (name)
    return pincite__cite_usc(s, at, title, title_end, name);
  if ((name = cfr_name(s, next)) > 0)
    return pincite__cite_cfr(s, at, title, title_end, pincite__cite_comma(s, name));
  /* "Title 18, Section 1591": only a number of three digits is trusted, and
     not when another code is named behind it. */
  bool plural;
  cite_list list;
  cite_form code;
  size_t mark = pincite__cite_mark(s, pincite__cite_comma(s, end), true, &plural);
  if (!mark || !code_form(s, title, title_end, false, &code) ||
      !pincite__cite_list_read(s, mark, plural, true, &list))
    return 0;
  next = of_the(s, list.end);
  name = code_name(s, next);
  if (!name && (next > pincite__cite_comma(s, list.end) || list.items[0].form.len < 3))
    return 0;
  end = name ? name : list.end;
  pincite__cite_list_emit(s, &list, CITE_STATUTE, code.text, at, end, !name);
  return end;
}

/* "of title 47, United States Code" behind a list: its code, and the offset
   behind it; 0 if it is none, or is the title of another code. */
static size_t of_title(const cite_scan *s, size_t at, cite_form *code, bool *regulation) {
  size_t title, title_end;
  size_t end = title_number(s, of_the(s, at), &title, &title_end);
  *regulation = false;
  if (!end)
    return 0;
  size_t next = of_the(s, end), name = code_name(s, next);
  if (name)
    return code_form(s, title, title_end, false, code) ? name : 0;
  if ((name = cfr_name(s, next)) > 0) {
    *regulation = true;
    pincite__form_set(code, "cfr/");
    pincite__form_add(code, s->text + title, title_end - title);
    return name;
  }
  bool other = next > pincite__cite_comma(s, end) &&
               pincite__cite_at(s, next) < 'a'; /* "of the D.C. Code" */
  return !other && code_form(s, title, title_end, false, code) ? end : 0;
}

/* "47 U.S.C." or "Pub. L. 93-66" or an act behind "of the": report the list as
   its sections. Behind it, or 0. */
static size_t of_law(cite_scan *s, size_t start, const cite_list *list) {
  size_t next = of_the(s, list->end), end;
  cite_form law;
  bool is_private;
  if (next == pincite__cite_comma(s, list->end))
    return 0;
  end = pincite__cite_public_law_name(s, next, &law, &is_private);
  if (end) {
    pincite__cite_list_emit(s, list, is_private ? CITE_PRIVATE_LAW : CITE_PUBLIC_LAW,
                            law.text, start, end, false);
    return end;
  }
  int act = pincite__cite_act(s, next, &end);
  if (act < 0)
    return 0;
  pincite__cite_act_sections(s, act, list, start, end);
  return end;
}

/* "section 214.11 of title 8, Code of Federal Regulations". */
static size_t section_of_cfr(cite_scan *s, size_t start, size_t number) {
  cite_form section, code;
  bool regulation;
  pincite__form_set(&section, "");
  size_t end = pincite__cite_cfr_section(s, number, &section);
  if (!end || !strchr(section.text, '.'))
    return 0;
  end = of_title(s, end, &code, &regulation);
  if (!end || !regulation)
    return 0;
  pincite__form_adds(&code, "/");
  pincite__form_add(&code, section.text, section.len);
  pincite__cite_emit(s, CITE_REGULATION, &code, start, end, false, -1);
  return end;
}

size_t pincite__cite_section(cite_scan *s, size_t at) {
  bool plural, regulation;
  cite_form code;
  cite_list list;
  size_t number = pincite__cite_mark(s, at, true, &plural), end;
  if (!number)
    return 0;
  if (!pincite__cite_list_read(s, number, plural, true, &list)) {
    end = section_of_cfr(s, at, number);
    return end ? end : pincite__cite_bare(s, at, number, NULL, plural);
  }
  if ((end = of_title(s, list.end, &code, &regulation)) > 0) {
    pincite__cite_list_emit(s, &list, regulation ? CITE_REGULATION : CITE_STATUTE,
                            code.text, at, end, false);
    return end;
  }
  if ((end = of_law(s, at, &list)) > 0)
    return end;
  return pincite__cite_bare(s, at, number, &list, plural);
}

size_t pincite__cite_chapter(cite_scan *s, size_t at) {
  bool regulation;
  cite_form code;
  size_t end = pincite__cite_word(s, at, "chapter");
  if (!end)
    return 0;
  size_t number = pincite__cite_space(s, end);
  size_t number_end = pincite__cite_digits(s, number);
  if (number_end < s->len && number_end > number &&
      pincite__is_letter(s->text[number_end]))
    number_end++;
  if (number_end == number || !pincite__cite_ends(s, number_end))
    return 0;
  end = of_title(s, number_end, &code, &regulation);
  if (!end || regulation)
    return 0;
  pincite__form_adds(&code, "/ch");
  pincite__form_add(&code, s->text + number, number_end - number);
  pincite__cite_emit(s, CITE_STATUTE, &code, at, end, false, -1);
  return end;
}
