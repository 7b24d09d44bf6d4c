/* SPDX-License-Identifier: MIT
 *
 * cite_law.c - public and private laws, and the Statutes at Large.
 */
#include <string.h>

#include "cite.h"

/* Behind "Pub. L. No. ", however it is spelled; 0 if it is not there. */
static size_t law_name(const cite_scan *s, size_t at, bool *is_private) {
  static const struct {
    const char *key;
    bool is_private;
  } names[] = {{"publicl", false}, {"publiclaw", false}, {"publiclaws", false},
               {"publ", false},    {"publaw", false},    {"publaws", false},
               {"publs", false},   {"pl", false},        {"privatelaw", true},
               {"privl", true},    {"pvtl", true},       {"privlaw", true},
               {"pvtlaw", true}};
  if (pincite__lower(pincite__cite_at(s, at)) != 'p')
    return 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t end = pincite__cite_key(s, at, names[i].key);
    if (!end)
      continue;
    *is_private = names[i].is_private;
    return pincite__cite_no(s, pincite__cite_comma(s, end));
  }
  return 0;
}

/* "115-164" as "115/164"; 0 if it is none. */
static size_t law_number(const cite_scan *s, size_t at, cite_form *form) {
  size_t congress = pincite__cite_digits(s, at);
  if (congress == at || congress - at > 3)
    return 0;
  size_t dash = pincite__cite_dash(s, pincite__cite_space(s, congress));
  if (!dash)
    return 0;
  size_t number = pincite__cite_space(s, dash);
  size_t end = pincite__cite_digits(s, number);
  if (end == number || end - number > 4 || !pincite__cite_ends(s, end))
    return 0;
  pincite__form_add(form, s->text + at, congress - at);
  pincite__form_adds(form, "/");
  pincite__form_add(form, s->text + number, end - number);
  return end;
}

size_t pincite__cite_public_law_name(const cite_scan *s, size_t at, cite_form *form,
                                     bool *is_private) {
  size_t number = law_name(s, at, is_private);
  if (!number)
    return 0;
  pincite__form_set(form, *is_private ? "us-law/private/" : "us-law/public/");
  return law_number(s, number, form);
}

/* Behind ", div. C, title XIV, " in front of a section; 'at' if there is none. */
static size_t divisions(const cite_scan *s, size_t at) {
  static const char *const words[] = {"div",      "division", "tit",  "title", "subtit",
                                      "subtitle", "pt",       "part", "subpt", "subpart"};
  for (int n = 0; n < 4; n++) {
    size_t next = pincite__cite_comma(s, at), end = 0;
    for (size_t i = 0; !end && i < sizeof words / sizeof *words; i++)
      end = pincite__cite_key(s, next, words[i]);
    if (!end)
      break;
    end = pincite__cite_space(s, end);
    size_t number = end;
    while (end < s->len && end - number < 6 &&
           (pincite__is_letter(s->text[end]) || pincite__is_digit(s->text[end])))
      end++;
    if (end == number || !pincite__cite_ends(s, end))
      break;
    at = end;
  }
  return at;
}

/* Report a law and what hangs on it: ", § 4(a)", or "and 113-4". */
static size_t law_and_sections(cite_scan *s, size_t start, size_t end,
                               const cite_form *law, cite_kind kind) {
  bool plural;
  cite_list list;
  size_t next = pincite__cite_comma(s, divisions(s, end));
  size_t mark = pincite__cite_mark(s, next, true, &plural);
  if (mark && pincite__cite_list_read(s, mark, plural, true, &list)) {
    /* "Pub. L. 115-164, section 230 of title 47": the section is the Code's. */
    size_t of = pincite__cite_space(s, list.end);
    if (!pincite__cite_word(s, of, "of")) {
      pincite__cite_list_emit(s, &list, kind, law->text, start, list.end, false);
      return list.end;
    }
  }
  pincite__cite_emit(s, kind, law, start, end, false, -1);
  pincite__cite_remember(s, kind, law->text, law, -1, end);
  return end;
}

size_t pincite__cite_public_law(cite_scan *s, size_t at) {
  cite_form law;
  bool is_private = false;
  size_t end = pincite__cite_public_law_name(s, at, &law, &is_private);
  if (!end)
    return 0;
  cite_kind kind = is_private ? CITE_PRIVATE_LAW : CITE_PUBLIC_LAW;
  end = law_and_sections(s, at, end, &law, kind);
  for (int more = 0; more < 16; more++) {
    size_t next = pincite__cite_comma(s, end), word;
    if ((word = pincite__cite_word(s, next, "and")) > 0 ||
        (word = pincite__cite_word(s, next, "or")) > 0)
      next = pincite__cite_space(s, word);
    else if (pincite__cite_at(s, next) == '&')
      next = pincite__cite_space(s, next + 1);
    pincite__form_set(&law, is_private ? "us-law/private/" : "us-law/public/");
    size_t number = next > end ? law_number(s, next, &law) : 0;
    if (!number)
      break;
    end = law_and_sections(s, next, number, &law, kind);
  }
  return end;
}

/* Volumes whose pages are themselves hyphenated: "112 Stat. 2681-736". */
static bool has_hyphened_page(const char *volume, const char *page) {
  static const char *const pages[][2] = {
      {"110", "3009"}, {"110", "1321"},  {"112", "2681"}, {"113", "1501A"},
      {"113", "1501"}, {"114", "2763A"}, {"114", "2763"}};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    if (!strcmp(pages[i][0], volume) && !strcmp(pages[i][1], page))
      return true;
  return false;
}

size_t pincite__cite_stat(cite_scan *s, size_t start, size_t volume_end, size_t at) {
  cite_form volume, page, form;
  pincite__form_set(&volume, "");
  pincite__form_set(&page, "");
  pincite__form_set(&form, "stat/");
  pincite__form_add(&volume, s->text + start, volume_end - start);
  if (volume.len > 3)
    return 0;
  size_t number = pincite__cite_comma(s, at);
  size_t end = pincite__cite_number(s, number, &page);
  if (!end)
    return 0;
  if (pincite__cite_at(s, end) == 'A')
    pincite__form_add(&page, s->text + end++, 1);
  if (!pincite__cite_ends(s, end))
    return 0;
  size_t dash = pincite__cite_dash(s, end);
  size_t behind = dash ? pincite__cite_digits(s, dash) : 0;
  if (behind > dash && has_hyphened_page(volume.text, page.text)) {
    pincite__form_adds(&page, "-");
    pincite__form_add(&page, s->text + dash, behind - dash);
    end = behind;
  }
  pincite__form_addf(&form, "%s/%s", volume.text, page.text);
  pincite__cite_emit(s, CITE_STATUTES_AT_LARGE, &form, start, end, false, -1);
  return end;
}
