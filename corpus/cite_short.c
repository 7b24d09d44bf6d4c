/* SPDX-License-Identifier: MIT
 *
 * cite_short.c - what takes up an earlier citation, "Id. at 5", "supra",
 * "§ 1988(b)"; and the section that this field calls by its number alone,
 * "Section 230".
 */
#include <string.h>

#include "cite.h"

/* How far behind the citation of a code "§ 1988" still means that code. */
#define CONTEXT_REACH 1200
/* A text shorter than this is not asked for signs of what it is about. */
#define SHORT_TEXT 400

/* Does the text speak of the net and its law? Looked up once. */
static bool is_online(cite_scan *s) {
  static const char *const signs[] = {"communications",
                                      "decency",
                                      "internet",
                                      "online",
                                      "platform",
                                      "website",
                                      "interactive computer",
                                      "immunity",
                                      "47 u.s.c",
                                      "liability",
                                      "social media",
                                      "tech"};
  if (s->online < 0) {
    s->online = 0;
    for (size_t i = 0; !s->online && i < sizeof signs / sizeof *signs; i++)
      s->online = pincite__cite_holds(s, 0, s->len, signs[i]);
  }
  return s->online;
}

/* Does a short text speak of what other acts have in their section 230: the Social
   Security Act, the tariff acts? */
static bool is_of_benefits(const cite_scan *s) {
  static const char *const signs[] = {"earnings", "social security", "benefit", "wages",
                                      "tariff",   "pension",         "contribution"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (pincite__cite_holds(s, 0, s->len, signs[i]))
      return true;
  return false;
}

/* Is the word before 'at' the name of some other body of law ("Code § 230",
   "Stat. § 230", "Rule § 230")? */
static bool follows_a_code(const cite_scan *s, size_t at) {
  static const char *const words[] = {"code", "law",     "laws", "stat",    "ann",
                                      "regs", "reg",     "rev",  "comp",    "r",
                                      "tit",  "title",   "ch",   "chapter", "rules",
                                      "rule", "subpart", "bill", "c",       "cfr"};
  while (at > 0 && (s->text[at - 1] == ' ' || s->text[at - 1] == '.' ||
                    s->text[at - 1] == '\n' || s->text[at - 1] == ','))
    at--;
  size_t end = at;
  while (at > 0 && end - at < 9 && pincite__is_letter(s->text[at - 1]))
    at--;
  for (size_t i = 0; at < end && i < sizeof words / sizeof *words; i++)
    if (pincite__cite_word(s, at, words[i]) == end)
      return true;
  return false;
}

/* Is text[start..) the heading of a section of some law, "SEC. 230. TITLE"? The
   heading of § 230 itself is no exception: it names itself. */
static bool is_heading(const cite_scan *s, size_t start, size_t end) {
  size_t at = start;
  while (at > 0 &&
         (s->text[at - 1] == ' ' || s->text[at - 1] == '"' || s->text[at - 1] == '`' ||
          s->text[at - 1] == '*' || s->text[at - 1] == '#' || s->text[at - 1] == '\x9c' ||
          s->text[at - 1] == '\x80' || s->text[at - 1] == '\xe2'))
    at--;
  if (at > 0 && s->text[at - 1] != '\n')
    return false;
  if (pincite__cite_at(s, end) != '.')
    return false;
  size_t next = pincite__cite_space(s, end + 1);
  bool own = pincite__cite_holds(s, next, next + 64, "protection for private blocking");
  return next > end + 1 && !own;
}

/* Does "of this Act", "of such title" or another law's name follow? */
static bool belongs_elsewhere(const cite_scan *s, size_t at) {
  static const char *const owners[] = {
      "act",      "code",       "law",          "title",     "statute",     "statutes",
      "order",    "resolution", "constitution", "charter",   "regulations", "rules",
      "division", "chapter",    "agreement",    "directive", "regulation",  "bill"};
  size_t next = pincite__cite_space(s, at), word = pincite__cite_word(s, next, "of");
  if (!word)
    return false;
  next = pincite__cite_space(s, word);
  for (int words = 0; words < 12; words++) {
    size_t end = next;
    while (end < s->len && (pincite__is_letter(s->text[end]) || s->text[end] == '\'' ||
                            s->text[end] == '.' || s->text[end] == '&'))
      end++;
    if (end == next)
      return false;
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
      if (pincite__cite_word(s, next, owners[i]))
        return true;
    next = pincite__cite_space(s, end);
  }
  return false;
}

/* "Section 230(c)", by itself: 47 U.S.C. § 230, unless something says no. */
static size_t section_230(cite_scan *s, size_t start, const cite_list *list) {
  size_t number_end = list->items[0].start + 3;
  if (is_heading(s, start, number_end) || follows_a_code(s, start) ||
      belongs_elsewhere(s, list->end))
    return 0;
  bool near = s->last.code.len > 0 && list->items[0].start - s->last.at < CONTEXT_REACH;
  if (near && s->last.kind == CITE_STATE_LAW)
    return 0;
  /* Statutes write "section" small; with a capital it is a name. */
  bool named = s->text[start] == 'S';
  bool brief = s->len < SHORT_TEXT && !is_of_benefits(s);
  bool sure = named || s->question || brief || is_online(s);
  pincite__cite_list_emit(s, list, CITE_STATUTE, "usc/47", start, list->end, !sure);
  return list->end;
}

static bool is_230(const cite_item *item) {
  const char *text = item->form.text;
  return !strncmp(text, "230", 3) && (text[3] == '\0' || text[3] == '/');
}

size_t pincite__cite_bare(cite_scan *s, size_t start, size_t number,
                          const cite_list *list, bool plural) {
  (void)plural;
  bool near =
      (s->last.code.len > 0 || s->last.act >= 0) && number - s->last.at < CONTEXT_REACH;
  bool sign = !pincite__is_letter(s->text[start]);
  if (list && is_230(&list->items[0])) {
    size_t end = section_230(s, start, list);
    if (end || !sign)
      return end;
  }
  if (!near || !sign || follows_a_code(s, start))
    return 0;
  if (s->last.kind == CITE_STATE_LAW) {
    size_t end = number;
    while (end < s->len &&
           (pincite__is_digit(s->text[end]) || s->text[end] == '-' ||
            (s->text[end] == '.' && pincite__is_digit(pincite__cite_at(s, end + 1)))))
      end++;
    cite_form form = s->last.code;
    pincite__form_adds(&form, " § ");
    pincite__form_add(&form, s->text + number, end - number);
    if (end == number)
      return 0;
    pincite__cite_emit(s, CITE_STATE_LAW, &form, start, end, false, -1);
    s->last.at = end;
    return end;
  }
  if (!list || belongs_elsewhere(s, list->end))
    return 0;
  if (s->last.act >= 0)
    pincite__cite_act_sections(s, s->last.act, list, start, list->end);
  else if (s->last.kind == CITE_STATUTE)
    pincite__cite_list_emit(s, list, CITE_STATUTE, s->last.code.text, start, list->end,
                            false);
  else
    return 0;
  return list->end;
}

/* Behind "at 5", "at *10", "§ 3", "at pp. 45, 64"; 'at' if there is none. The
   brackets of "at (b)" and the number of "§ 3" go to *path and *section. */
static size_t pin(const cite_scan *s, size_t at, cite_form *path, cite_form *section) {
  static const char *const words[] = {"pp", "p",  "para", "par", "paras", "page", "pages",
                                      "n",  "nn", "note", "art", "cl",    "ch"};
  bool plural;
  size_t next = pincite__cite_comma(s, at), word = pincite__cite_word(s, next, "at"), end;
  if (word)
    next = pincite__cite_space(s, word);
  size_t mark = pincite__cite_mark(s, next, true, &plural);
  if (mark) {
    end = pincite__cite_digits(s, mark);
    while (end > mark && end < s->len &&
           (pincite__is_letter(s->text[end]) || pincite__is_digit(s->text[end]) ||
            s->text[end] == '-'))
      end++;
    if (end == mark)
      return at;
    pincite__form_add(section, s->text + mark, end - mark);
    return pincite__cite_path(s, end, path);
  }
  if (!word)
    return at;
  if (pincite__cite_at(s, next) == '(')
    return pincite__cite_path(s, next, path);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if ((end = pincite__cite_word(s, next, words[i])) > 0) {
      next = pincite__cite_space(s, pincite__cite_at(s, end) == '.' ? end + 1 : end);
      break;
    }
  if (pincite__cite_at(s, next) == '*')
    next++;
  if (pincite__cite_at(s, next) == '\xc2' && pincite__cite_at(s, next + 1) == '\xb6')
    next = pincite__cite_space(s, next + 2);
  end = pincite__cite_digits(s, next);
  if (end == next)
    return at;
  for (;;) {
    size_t dash = pincite__cite_dash(s, end);
    size_t more = dash ? dash : pincite__cite_comma(s, end);
    if (more == end || pincite__cite_digits(s, more) == more ||
        pincite__cite_is_volume(s, more))
      return end;
    end = pincite__cite_digits(s, more);
  }
}

size_t pincite__cite_short(cite_scan *s, size_t at) {
  cite_form form, path, section;
  pincite__form_set(&form, "");
  pincite__form_set(&path, "");
  pincite__form_set(&section, "");
  size_t end = pincite__cite_word(s, at, "supra");
  if (end) {
    end = pin(s, end, &path, &section);
    pincite__cite_emit(s, CITE_SUPRA, &form, at, end, false, -1);
    return end;
  }
  end = pincite__cite_word(s, at, "id");
  if (!end)
    end = pincite__cite_word(s, at, "ibid");
  if (!end || pincite__cite_at(s, end) != '.')
    return 0;
  end = pin(s, end + 1, &path, &section);
  bool code = s->last.kind == CITE_STATUTE || s->last.kind == CITE_REGULATION;
  if (section.len && code && s->last.code.len) {
    form = s->last.code;
    pincite__form_adds(&form, "/");
    pincite__form_add(&form, section.text, section.len);
  } else if (s->last.section.len && !section.len) {
    form = s->last.section;
    /* "Id. at (b)" speaks of the section, whatever paragraph came before. */
    char *slash = code && path.len ? form.text : NULL;
    for (int level = 0; slash && level < 3; level++)
      slash = strchr(slash + 1, '/');
    if (slash) {
      form.len = (size_t)(slash - form.text);
      *slash = '\0';
    }
  }
  if (form.len)
    pincite__form_add(&form, path.text, path.len);
  pincite__cite_emit(s, CITE_ID, &form, at, end, false, -1);
  return end;
}
