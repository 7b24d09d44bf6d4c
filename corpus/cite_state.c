/* SPDX-License-Identifier: MIT
 *
 * cite_state.c - the law of the states, constitutions and rules of court.
 *
 * The compilations of the states are hundreds, but all are named alike: the
 * state, some words of which one is "Code", "Stat.", "Laws" and the like, a
 * title or chapter perhaps, and a number. That grammar is what is read here.
 */
#include <stdio.h>
#include <string.h>

#include "cite.h"

/* Words between the state and the number. */
#define MOST_WORDS 9

/* Sorted by key, for cite_trie.c. */
#define STATE(key)                                                                       \
  { key, "", 0, 0 }
static const cite_entry STATES[] = {
    STATE("ala"),
    STATE("alabama"),
    STATE("alaska"),
    STATE("amsamoa"),
    STATE("ariz"),
    STATE("arizona"),
    STATE("ark"),
    STATE("arkansas"),
    STATE("cal"),
    STATE("california"),
    STATE("colo"),
    STATE("colorado"),
    STATE("conn"),
    STATE("connecticut"),
    STATE("cz"),
    STATE("dc"),
    STATE("del"),
    STATE("delaware"),
    STATE("fla"),
    STATE("florida"),
    STATE("ga"),
    STATE("georgia"),
    STATE("guam"),
    STATE("haw"),
    STATE("hawaii"),
    STATE("idaho"),
    STATE("ill"),
    STATE("illinois"),
    STATE("ind"),
    STATE("indiana"),
    STATE("iowa"),
    STATE("kan"),
    STATE("kansas"),
    STATE("kentucky"),
    STATE("ky"),
    STATE("la"),
    STATE("louisiana"),
    STATE("maine"),
    STATE("maryland"),
    STATE("mass"),
    STATE("massachusetts"),
    STATE("md"),
    STATE("me"),
    STATE("mich"),
    STATE("michigan"),
    STATE("minn"),
    STATE("minnesota"),
    STATE("miss"),
    STATE("mississippi"),
    STATE("mo"),
    STATE("mont"),
    STATE("montana"),
    STATE("nc"),
    STATE("nd"),
    STATE("neb"),
    STATE("nebraska"),
    STATE("nev"),
    STATE("nevada"),
    STATE("newyork"),
    STATE("nh"),
    STATE("nj"),
    STATE("nm"),
    STATE("nmari"),
    STATE("ny"),
    STATE("ohio"),
    STATE("okla"),
    STATE("oklahoma"),
    STATE("or"),
    STATE("oregon"),
    STATE("pa"),
    STATE("pennsylvania"),
    STATE("pr"),
    STATE("repubtex"),
    STATE("ri"),
    STATE("sc"),
    STATE("sd"),
    STATE("tenn"),
    STATE("tennessee"),
    STATE("tex"),
    STATE("texas"),
    STATE("utah"),
    STATE("va"),
    STATE("vermont"),
    STATE("vi"),
    STATE("virginia"),
    STATE("vt"),
    STATE("wash"),
    STATE("washington"),
    STATE("wis"),
    STATE("wisconsin"),
    STATE("wva"),
    STATE("wyo"),
    STATE("wyoming"),
};

/* Behind the longest name of a state at 'at', 0 if there is none. */
static size_t state_name(const cite_scan *s, size_t at) {
  cite_hit hits[CITE__HITS];
  size_t count =
      pincite__cite_lookup(s, STATES, sizeof STATES / sizeof *STATES, at, hits);
  return count ? hits[count - 1].end : 0;
}

/* What a word of a compilation's name tells. */
typedef enum word_kind { WORD_OTHER, WORD_SESSION, WORD_BODY } word_kind;

static word_kind kind_of_word(const char *word, size_t len) {
  static const char *const bodies[] = {"Code",     "Codes",       "Stat", "Stats",
                                       "Statutes", "Regs",        "R",    "Rules",
                                       "Laws",     "Regulations", "Cons"};
  static const char *const sessions[] = {
      "Acts",     "Serv",  "Reg", "Register", "Monthly", "Weekly", "Bull",
      "Bulletin", "Leyes", "Gaz", "Resolves", "L",       "Sess"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (strlen(bodies[i]) == len && !memcmp(bodies[i], word, len))
      return WORD_BODY;
  for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
    if (strlen(sessions[i]) == len && !memcmp(sessions[i], word, len))
      return WORD_SESSION;
  return WORD_OTHER;
}

/* Read the capitalised words of a compilation behind the state; the offset
   behind them, with what kind of book it is. */
static size_t compilation(const cite_scan *s, size_t at, word_kind *kind) {
  *kind = WORD_OTHER;
  size_t end = at;
  for (int words = 0; words < MOST_WORDS; words++) {
    size_t next = pincite__cite_space(s, end), from = next;
    if (pincite__cite_at(s, next) == '&' || pincite__cite_word(s, next, "and")) {
      end = next + (s->text[next] == '&' ? 1 : 3);
      continue;
    }
    if (pincite__cite_at(s, next) < 'A' || pincite__cite_at(s, next) > 'Z')
      break;
    while (next < s->len && (pincite__is_letter(s->text[next]) || s->text[next] == '\''))
      next++;
    word_kind word = kind_of_word(s->text + from, next - from);
    *kind = word > *kind ? word : *kind;
    end = pincite__cite_at(s, next) == '.' ? next + 1 : next;
  }
  return end;
}

/* Behind "tit. 4, ", "ch. 44, ", "art ", "r. "; 'at' if there is none. */
static size_t division(const cite_scan *s, size_t at, bool *number_read) {
  static const char *const words[] = {"tit", "title", "ch", "chapter", "art", "article"};
  static const char *const rules[] = {"r", "rule", "no"};
  size_t next = pincite__cite_comma(s, at);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    size_t end = pincite__cite_word(s, next, rules[i]);
    if (end)
      return pincite__cite_space(s, pincite__cite_at(s, end) == '.' ? end + 1 : end);
  }
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, next, words[i]);
    if (!end)
      continue;
    next = pincite__cite_space(s, pincite__cite_at(s, end) == '.' ? end + 1 : end);
    end = pincite__cite_digits(s, next);
    if (end == next)
      return at;
    if (pincite__is_letter(pincite__cite_at(s, end)))
      end++;
    *number_read = true;
    return end;
  }
  return next;
}

/* Behind a section such as "19.2-56.2", "0 / 462.04", "25.1:1"; 0 if none. */
static size_t state_number(const cite_scan *s, size_t at) {
  if (!pincite__is_digit(pincite__cite_at(s, at)))
    return 0;
  size_t end = at;
  for (;;) {
    while (end < s->len &&
           (pincite__is_digit(s->text[end]) || pincite__is_letter(s->text[end])))
      end++;
    size_t dash = pincite__cite_dash(s, end);
    char c = pincite__cite_at(s, end), next = pincite__cite_at(s, end + 1);
    if (dash && pincite__is_digit(pincite__cite_at(s, dash)))
      end = dash;
    else if ((c == '.' || c == ':' || c == '/') && pincite__is_digit(next))
      end++;
    else if (c == ',' && pincite__is_digit(next) && pincite__is_digit(s->text[end - 1]) &&
             end - at < 4)
      end++;
    else
      break;
  }
  return pincite__cite_ends(s, end) ? end : 0;
}

/* Does this state's compilation have a normal form of its own? */
static bool own_form(const cite_scan *s, size_t start, size_t at, size_t to,
                     cite_form *form) {
  bool dc = pincite__cite_key(s, start, "dc"), va = pincite__cite_key(s, start, "va");
  if ((!dc && !va) || !pincite__cite_holds(s, start, at, "code"))
    return false;
  size_t split = at;
  while (split < to && s->text[split] != '-' && !pincite__cite_dash(s, split))
    split++;
  if (split == to)
    return false;
  pincite__form_set(form, dc ? "dc-code/" : "va-code/");
  pincite__form_add(form, s->text + at, split - at);
  pincite__form_adds(form, "/");
  size_t rest = pincite__cite_dash(s, split);
  pincite__form_add(form, s->text + rest, to - rest);
  return true;
}

/* The text [from, to) with each run of spaces as one. */
static void add_text(const cite_scan *s, size_t from, size_t to, cite_form *form) {
  while (from < to) {
    size_t next = pincite__cite_space(s, from);
    if (next > from)
      pincite__form_adds(form, " ");
    else
      pincite__form_add(form, s->text + next++, 1);
    from = next;
  }
}

/* "D.C. Law 19-168". */
static size_t district_law(cite_scan *s, size_t start) {
  size_t state = pincite__cite_key(s, start, "dc");
  size_t word = state ? pincite__cite_word(s, pincite__cite_space(s, state), "law") : 0;
  size_t number = word ? pincite__cite_space(s, word) : 0;
  size_t period = pincite__cite_digits(s, number), dash = pincite__cite_dash(s, period);
  size_t end = dash ? pincite__cite_digits(s, dash) : 0;
  if (!word || period == number || end <= dash)
    return 0;
  cite_form form;
  pincite__form_set(&form, "dc-law/");
  pincite__form_addf(&form, "%.*s/%.*s", (int)(period - number), s->text + number,
                     (int)(end - dash), s->text + dash);
  pincite__cite_emit(s, CITE_STATE_LAW, &form, start, end, false, -1);
  return end;
}

static size_t state_constitution(cite_scan *s, size_t start, size_t at);

/* The number of a compilation, behind its words. */
static size_t numbered(cite_scan *s, size_t start, size_t book, word_kind kind,
                       bool volume) {
  bool plural = false, number_read = false;
  size_t next = division(s, book, &number_read), end = number_read ? next : 0;
  size_t mark = pincite__cite_mark(s, pincite__cite_comma(s, next), true, &plural);
  size_t number = mark ? mark : pincite__cite_comma(s, next);
  if (!mark && kind == WORD_BODY && !volume && !number_read &&
      next == pincite__cite_comma(s, book) && !pincite__cite_holds(s, start, book, "."))
    return 0; /* "Georgia Code 5" is too little to go by */
  size_t behind = state_number(s, number);
  size_t digits = pincite__cite_digits(s, number);
  if (behind && pincite__cite_dash(s, pincite__cite_space(s, digits)) &&
      behind == digits) {
    /* "3 -1202.04", spaced by an unlucky hand */
    size_t rest = pincite__cite_dash(s, pincite__cite_space(s, digits));
    behind = state_number(s, rest) ? state_number(s, rest) : behind;
  }
  if (!behind && !end)
    return 0;
  cite_form form, path;
  pincite__form_set(&form, "");
  pincite__form_set(&path, "");
  end = behind ? behind : end;
  if (own_form(s, start, number, end, &form)) {
    end = pincite__cite_path(s, end, &path);
    pincite__form_add(&form, path.text, path.len);
  } else {
    add_text(s, start, end, &form);
  }
  pincite__cite_emit(s, CITE_STATE_LAW, &form, start, end, false, -1);
  cite_form code;
  pincite__form_set(&code, "");
  add_text(s, start, book, &code);
  pincite__cite_remember(s, CITE_STATE_LAW, code.text, &form, -1, end);
  return end;
}

size_t pincite__cite_state(cite_scan *s, size_t start, size_t at) {
  size_t end, state = state_name(s, at);
  bool volume = start != at;
  word_kind kind;
  if (!state)
    return 0;
  if (!volume && (end = state_constitution(s, at, state)) > 0)
    return end;
  if (!volume && (end = district_law(s, at)) > 0)
    return end;
  size_t book = compilation(s, state, &kind);
  if (kind == WORD_OTHER || (kind == WORD_SESSION && !volume))
    return 0;
  return numbered(s, start, book, kind, volume);
}

/* Behind "art. I", "§ 8", "cl. 3", "amend. XIV", with "/article-1" and so on
   added to 'form'; 'at' if there is none. */
static size_t constitution_part(const cite_scan *s, size_t at, cite_form *form) {
  static const struct {
    const char *key, *part;
  } parts[] = {{"art", "article"},
               {"article", "article"},
               {"amend", "amendment"},
               {"amdt", "amendment"},
               {"amendment", "amendment"},
               {"sec", "section"},
               {"section", "section"},
               {"cl", "clause"},
               {"clause", "clause"},
               {"para", "paragraph"},
               {"pt", "part"},
               {"paragraph", "paragraph"}};
  size_t next = pincite__cite_comma(s, at), end = 0;
  const char *part = NULL;
  bool plural;
  if ((end = pincite__cite_mark(s, next, false, &plural)) > 0)
    part = "section";
  else if (pincite__cite_at(s, next) == '\xc2' &&
           pincite__cite_at(s, next + 1) == '\xb6') {
    end = next + 2;
    part = "paragraph";
  }
  for (size_t i = 0; !part && i < sizeof parts / sizeof *parts; i++)
    if ((end = pincite__cite_word(s, next, parts[i].key)) > 0) {
      end = pincite__cite_at(s, end) == '.' ? end + 1 : end;
      part = parts[i].part;
    }
  if (!part)
    return at;
  unsigned number;
  size_t from = pincite__cite_space(s, end);
  end = pincite__cite_roman(s, from, &number);
  if (!end || !pincite__cite_ends(s, end))
    return at;
  pincite__form_addf(form, "/%s-%u", part, number);
  return end;
}

static size_t constitution_parts(const cite_scan *s, size_t at, cite_form *form) {
  for (int i = 0; i < 5; i++) {
    size_t end = constitution_part(s, at, form);
    if (end == at)
      break;
    at = end;
  }
  return at;
}

/* "Ala. Const. Art. VIII, Sec. 177", "Arizona Constitution Article XII". */
static size_t state_constitution(cite_scan *s, size_t start, size_t at) {
  size_t word = pincite__cite_key(s, pincite__cite_space(s, at), "const");
  if (!word)
    word = pincite__cite_word(s, pincite__cite_space(s, at), "constitution");
  if (!word)
    return 0;
  cite_form parts, form;
  pincite__form_set(&parts, "");
  size_t end = constitution_parts(s, word, &parts);
  if (end == word)
    return 0;
  pincite__form_set(&form, "");
  add_text(s, start, end, &form);
  pincite__cite_emit(s, CITE_STATE_LAW, &form, start, end, false, -1);
  cite_form code;
  pincite__form_set(&code, "");
  add_text(s, start, word, &code);
  pincite__cite_remember(s, CITE_STATE_LAW, code.text, &form, -1, end);
  return end;
}

/* The number that an ordinal names, "first" to "twenty-seventh"; 0 if none. */
static unsigned ordinal(const cite_scan *s, size_t at, size_t *end) {
  static const char *const names[] = {
      "first",     "second",      "third",      "fourth",     "fifth",
      "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
      "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
      "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  char first = pincite__lower(pincite__cite_at(s, at));
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (*names[i] == first && (*end = pincite__cite_word(s, at, names[i])) > 0)
      return i + 1;
  return 0;
}

/* "Fourteenth Amendment to the U.S. Constitution". */
static size_t named_amendment(cite_scan *s, size_t at) {
  size_t end;
  unsigned number = ordinal(s, at, &end);
  char c = pincite__cite_at(s, at);
  if (!number || (c >= 'a' && !s->question))
    return 0;
  size_t word = pincite__cite_space(s, end);
  end = pincite__cite_word(s, word, "amendment");
  if (!end || (pincite__cite_at(s, word) == 'a' && !s->question))
    return 0;
  size_t next = pincite__cite_space(s, end), to;
  if ((to = pincite__cite_word(s, next, "to")) > 0 ||
      (to = pincite__cite_word(s, next, "of")) > 0) {
    next = pincite__cite_space(s, to);
    if (!(to = pincite__cite_word(s, next, "the")))
      return 0;
    next = pincite__cite_space(s, to);
    to = pincite__cite_key(s, next, "us");
    if (!to)
      to = pincite__cite_key(s, next, "unitedstates");
    to = pincite__cite_word(s, to ? pincite__cite_space(s, to) : next, "constitution");
    if (!to)
      return 0; /* the second amendment to the rules */
    end = to;
  }
  cite_form form;
  pincite__form_set(&form, "usconst");
  pincite__form_addf(&form, "/amendment-%u", number);
  pincite__cite_emit(s, CITE_CONSTITUTION, &form, at, end, false, -1);
  pincite__cite_remember(s, CITE_CONSTITUTION, "usconst", &form, -1, end);
  return end;
}

size_t pincite__cite_constitution(cite_scan *s, size_t at) {
  cite_form form;
  if (pincite__lower(pincite__cite_at(s, at)) != 'u')
    return named_amendment(s, at);
  size_t end = pincite__cite_key(s, at, "usconst");
  if (!end)
    end = pincite__cite_key(s, at, "usconstitution");
  if (!end)
    end = pincite__cite_key(s, at, "unitedstatesconstitution");
  if (!end)
    return 0;
  pincite__form_set(&form, "usconst");
  size_t behind = constitution_parts(s, end, &form);
  if (behind == end)
    return 0;
  pincite__cite_emit(s, CITE_CONSTITUTION, &form, at, behind, false, -1);
  pincite__cite_remember(s, CITE_CONSTITUTION, "usconst", &form, -1, behind);
  return behind;
}

size_t pincite__cite_rule(cite_scan *s, size_t at) {
  static const struct {
    const char *key, *code;
  } rules[] = {{"fedrcivp", "frcp"},    {"fedrcivproc", "frcp"},   {"frcp", "frcp"},
               {"frcivp", "frcp"},      {"fedrcrimp", "frcrp"},    {"frcrp", "frcrp"},
               {"frcrimp", "frcrp"},    {"fedrcrimproc", "frcrp"}, {"fedrappp", "frap"},
               {"fedrappproc", "frap"}, {"frap", "frap"},          {"fedrevid", "fre"},
               {"fre", "fre"},          {"fedrbankrp", "frbp"},    {"frbp", "frbp"}};
  size_t end = 0;
  cite_form form;
  for (size_t i = 0; !end && i < sizeof rules / sizeof *rules; i++)
    if ((end = pincite__cite_key(s, at, rules[i].key)) > 0)
      pincite__form_set(&form, rules[i].code);
  if (!end)
    return 0;
  size_t next = pincite__cite_space(s, end), word = pincite__cite_word(s, next, "rule");
  if (word)
    next = pincite__cite_space(s, word);
  end = pincite__cite_digits(s, next);
  while (end > next && pincite__cite_at(s, end) == '.' &&
         pincite__is_digit(pincite__cite_at(s, end + 1)))
    end = pincite__cite_digits(s, end + 1);
  if (end == next || end - next > 6)
    return 0;
  pincite__form_adds(&form, "/");
  pincite__form_add(&form, s->text + next, end - next);
  end = pincite__cite_path(s, end, &form);
  pincite__cite_emit(s, CITE_RULE, &form, at, end, false, -1);
  pincite__cite_remember(s, CITE_RULE, "", &form, -1, end);
  return end;
}
