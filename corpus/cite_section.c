/* SPDX-License-Identifier: MIT
 *
 * cite_section.c - lists of sections: "1591, 1595(a), (d) and 2421A", "1581-1597",
 * "285t-2(a)", "1961 note", "1081 et seq."
 *
 * A hyphen is the trouble: "300aa-1" is one section, "1581-1597" is two. Both
 * readings are kept, the less likely one marked as uncertain.
 */
#include <string.h>

#include "cite.h"

/* Levels of "(a)(1)(A)(i)" that are kept apart. */
#define MOST_LEVELS 8

/* What an enumerator looks like, for finding its level. */
typedef enum shape { SHAPE_NONE, SHAPE_LOWER, SHAPE_DIGIT, SHAPE_UPPER } shape;

static shape shape_of(char c) {
  return pincite__is_digit(c)    ? SHAPE_DIGIT
         : c >= 'a' && c <= 'z'  ? SHAPE_LOWER
         : pincite__is_letter(c) ? SHAPE_UPPER
                                 : SHAPE_NONE;
}

/* Are these letters an enumerator: "a", "ff", "iii"? */
static bool enumerates(const char *text, size_t len) {
  bool same = true, roman = true;
  for (size_t i = 0; i < len; i++) {
    same = same && text[i] == text[0];
    roman = roman && strchr("ivxlIVXL", text[i]) && shape_of(text[i]) == shape_of(*text);
  }
  return len == 1 || (same && len <= 3) || (roman && len <= 5);
}

/* Behind "(c)", its inside in *from and *to; 0 if there is none. */
static size_t enumerator(const cite_scan *s, size_t at, size_t *from, size_t *to) {
  if (pincite__cite_at(s, at) != '(')
    return 0;
  at++;
  if (pincite__cite_at(s, at) == ' ')
    at++;
  *from = at;
  if (pincite__is_digit(pincite__cite_at(s, at))) {
    at = pincite__cite_digits(s, at);
    if (at - *from > 3)
      return 0;
    if (pincite__is_letter(pincite__cite_at(s, at)))
      at++;
  } else {
    while (at < s->len && pincite__is_letter(s->text[at]) && at - *from < 6)
      at++;
    if (at == *from || !enumerates(s->text + *from, at - *from))
      return 0;
  }
  *to = at;
  if (pincite__cite_at(s, at) == ' ')
    at++;
  return pincite__cite_at(s, at) == ')' ? at + 1 : 0;
}

size_t pincite__cite_path(const cite_scan *s, size_t at, cite_form *form) {
  for (int level = 0; level < MOST_LEVELS; level++) {
    size_t from, to, next = at;
    if (pincite__cite_at(s, at) == ' ' || level == 0)
      next = pincite__cite_space(s, at);
    size_t end = next - at > 2 ? 0 : enumerator(s, next, &from, &to);
    if (!end)
      break;
    pincite__form_adds(form, "/");
    pincite__form_add(form, s->text + from, to - from);
    at = end;
  }
  return at;
}

/* The sibling of 'item' that "(d)" names: its last level of the same shape
   gives way. False when there is none. */
static bool sibling(const cite_item *item, const char *text, size_t len,
                    cite_form *form) {
  for (size_t i = item->form.len; i-- > 0;) {
    if (item->form.text[i] != '/')
      continue;
    if (shape_of(item->form.text[i + 1]) != shape_of(*text))
      continue;
    *form = item->form;
    form->len = i + 1;
    form->text[form->len] = '\0';
    pincite__form_add(form, text, len);
    return true;
  }
  return false;
}

static bool is_ordinal(const char *text, size_t len) {
  return len == 2 && (!memcmp(text, "st", 2) || !memcmp(text, "nd", 2) ||
                      !memcmp(text, "rd", 2) || !memcmp(text, "th", 2));
}

/* Behind "1591", "2421A", "300aa"; 0 if there is none. */
static size_t plain_number(const cite_scan *s, size_t at) {
  size_t digits = pincite__cite_digits(s, at), end = digits;
  if (digits == at || digits - at > 5)
    return 0;
  while (end < s->len && end - digits < 5 && pincite__is_letter(s->text[end]))
    end++;
  if (!pincite__cite_ends(s, end) || is_ordinal(s->text + digits, end - digits))
    return 0;
  return end;
}

/* Behind the tail of a hyphenated number, "-10c" or "-1-2"; 'at' if none. */
static size_t hyphen_tail(const cite_scan *s, size_t at) {
  size_t dash;
  while ((dash = pincite__cite_dash(s, at)) > 0) {
    size_t end = dash;
    while (end < s->len && end - dash < 6 &&
           (pincite__is_digit(s->text[end]) || pincite__is_letter(s->text[end])))
      end++;
    if (end == dash || !pincite__is_digit(s->text[dash]) || !pincite__cite_ends(s, end))
      break;
    at = end;
  }
  return at;
}

static unsigned long value_of(const char *text, size_t len) {
  unsigned long value = 0;
  for (size_t i = 0; i < len && pincite__is_digit(text[i]) && i < 9; i++)
    value = value * 10 + (unsigned long)(text[i] - '0');
  return value;
}

static cite_item *push(cite_list *list, size_t start, size_t end, bool uncertain) {
  if (list->count == CITE__ITEMS)
    return NULL;
  cite_item *item = &list->items[list->count++];
  pincite__form_set(&item->form, "");
  item->start = start;
  item->end = end;
  item->uncertain = uncertain;
  return item;
}

/* The text of [from, to) with every dash as a hyphen. */
static void add_plain(const cite_scan *s, size_t from, size_t to, cite_form *form) {
  while (from < to) {
    size_t dash = pincite__cite_dash(s, from);
    pincite__form_add(form, dash ? "-" : s->text + from, 1);
    from = dash ? dash : from + 1;
  }
}

/* The end of a range whose first number is [a, a_end): "1591-95" ends at 1595. */
static void add_range_end(const cite_scan *s, size_t a, size_t a_end, size_t b,
                          size_t b_end, cite_form *form) {
  size_t a_len = pincite__cite_digits(s, a) - a, b_len = pincite__cite_digits(s, b) - b;
  (void)a_end;
  if (b_len < a_len &&
      value_of(s->text + b, b_len) > value_of(s->text + a + a_len - b_len, b_len))
    pincite__form_add(form, s->text + a, a_len - b_len);
  pincite__form_add(form, s->text + b, b_end - b);
}

/* Put the readings of "A-B", with the path and suffix behind it, on the list. */
static void push_hyphenated(const cite_scan *s, size_t a, size_t a_end, size_t b_end,
                            size_t end, bool plural, const cite_form *path,
                            cite_list *list) {
  size_t b = pincite__cite_dash(s, a_end);
  size_t a_digits = pincite__cite_digits(s, a), b_digits = pincite__cite_digits(s, b);
  bool single = hyphen_tail(s, a_end) == b_end && pincite__cite_dash(s, b_digits) == 0;
  cite_form last;
  pincite__form_set(&last, "");
  add_range_end(s, a, a_end, b, b_end, &last);
  bool grows = value_of(last.text, last.len) > value_of(s->text + a, a_digits - a);
  bool range =
      single && grows && a_digits == a_end && (plural || b_digits - b == a_digits - a);
  cite_item *whole = push(list, a, end, range);
  if (whole) {
    add_plain(s, a, b_end, &whole->form);
    pincite__form_add(&whole->form, path->text, path->len);
  }
  if (!single || (!grows && a_digits == a_end))
    return;
  cite_item *first = push(list, a, end, !range);
  if (first)
    pincite__form_add(&first->form, s->text + a, a_end - a);
  cite_item *second = push(list, a, end, !range);
  if (second) {
    second->form = range ? last : second->form;
    if (!range)
      pincite__form_add(&second->form, s->text + b, b_end - b);
    pincite__form_add(&second->form, path->text, path->len);
  }
}

/* Behind "note" or "et seq." at 'at', adding "/note" or "/et-seq" to 'form'. */
static size_t suffix(const cite_scan *s, size_t at, cite_form *form) {
  size_t next = pincite__cite_comma(s, at), end;
  if ((end = pincite__cite_key(s, next, "etseq")) > 0) {
    pincite__form_adds(form, "/et-seq");
    return end;
  }
  bool bracket = pincite__cite_at(s, next) == '(';
  end = pincite__cite_word(s, next + bracket, "note");
  if (!end || (bracket && pincite__cite_at(s, end) != ')'))
    return at;
  end += bracket;
  char follows = pincite__cite_at(s, pincite__cite_space(s, end));
  if (follows >= 'a' && follows <= 'z' &&
      !pincite__cite_word(s, pincite__cite_space(s, end), "and"))
    return at;
  pincite__form_adds(form, "/note");
  return end;
}

/* Read one section with its path at 'at'; behind it, or 0. */
static size_t one_section(const cite_scan *s, size_t at, bool plural, bool bare,
                          cite_list *list) {
  size_t end = plain_number(s, at);
  if (!end)
    return 0;
  bool decimal =
      pincite__cite_at(s, end) == '.' && pincite__is_digit(pincite__cite_at(s, end + 1));
  if (decimal && (bare || end - at < 3))
    return 0;
  size_t tail = hyphen_tail(s, end);
  if (tail > end && pincite__cite_at(s, tail) == '.' &&
      pincite__is_digit(pincite__cite_at(s, tail + 1)))
    return 0; /* "1-603.01" is a section of some other code */
  cite_form path;
  pincite__form_set(&path, "");
  size_t behind = pincite__cite_path(s, tail, &path);
  behind = suffix(s, behind, &path);
  if (tail > end) {
    push_hyphenated(s, at, end, tail, behind, plural, &path, list);
    return behind;
  }
  cite_item *item = push(list, at, behind, false);
  if (!item)
    return 0;
  pincite__form_add(&item->form, s->text + at, end - at);
  pincite__form_add(&item->form, path.text, path.len);
  return behind;
}

/* Behind what may stand between two members of a list; 0 if the list ends.
 *strong: a word or a dash joins them, not only a comma. */
static size_t joint(const cite_scan *s, size_t at, bool *strong) {
  static const char *const words[] = {"and", "or", "through", "to", "thru"};
  size_t next = pincite__cite_comma(s, at);
  *strong = false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t end = pincite__cite_word(s, next, words[i]);
    if (!end)
      continue;
    *strong = true;
    if (pincite__cite_at(s, end) == '/' && pincite__cite_word(s, end + 1, "or"))
      end += 3;
    return pincite__cite_space(s, end);
  }
  if (pincite__cite_at(s, next) == '&' &&
      !pincite__is_letter(pincite__cite_at(s, next + 1))) {
    *strong = true;
    return pincite__cite_space(s, next + 1);
  }
  size_t dash = pincite__cite_dash(s, next);
  if (dash) {
    *strong = true;
    return pincite__cite_space(s, dash);
  }
  return next > at && pincite__cite_holds(s, at, next, ",") ? next : 0;
}

/* Does a section follow at 'at' in a list, rather than a year, a count or the
   volume of the next citation? */
static bool goes_on(const cite_scan *s, size_t at, bool plural, bool marked,
                    bool strong) {
  size_t end = plain_number(s, at);
  if (!end || pincite__cite_is_volume(s, at))
    return false;
  if (marked || pincite__cite_at(s, end) == '(')
    return true;
  size_t digits = pincite__cite_digits(s, at) - at;
  unsigned long value = value_of(s->text + at, digits);
  bool year = digits == 4 && end == at + 4 && value > 1850 && value < 2100;
  size_t next = pincite__cite_space(s, end);
  bool word = next > end && pincite__is_letter(pincite__cite_at(s, next));
  bool known = pincite__cite_word(s, next, "and") || pincite__cite_word(s, next, "or") ||
               pincite__cite_word(s, next, "of") ||
               pincite__cite_word(s, next, "through") ||
               pincite__cite_word(s, next, "to") || pincite__cite_word(s, next, "et") ||
               pincite__cite_word(s, next, "note");
  if (plural)
    return !year || strong || known;
  return digits >= 3 && !year && (!word || known || strong);
}

/* Read "(d)" behind a joint as a sibling of the list's last item. */
static size_t next_sibling(const cite_scan *s, size_t at, cite_list *list) {
  size_t from, to, end = enumerator(s, at, &from, &to);
  if (!end || list->count == CITE__ITEMS)
    return 0;
  cite_form form;
  if (!sibling(&list->items[list->count - 1], s->text + from, to - from, &form))
    return 0;
  end = pincite__cite_path(s, end, &form);
  cite_item *item = push(list, at, end, false);
  item->form = form;
  return end;
}

size_t pincite__cite_list_read(const cite_scan *s, size_t at, bool plural, bool bare,
                               cite_list *list) {
  list->count = 0;
  size_t end = one_section(s, at, plural, bare, list);
  if (!end)
    return 0;
  while (list->count < CITE__ITEMS) {
    bool strong, many;
    size_t next = joint(s, end, &strong), read = 0;
    if (!next)
      break;
    if (pincite__cite_at(s, next) == '(') {
      read = next_sibling(s, next, list);
    } else {
      size_t marked = pincite__cite_mark(s, next, plural, &many);
      size_t number = marked ? marked : next;
      if (goes_on(s, number, plural, marked > 0, strong))
        read = one_section(s, number, plural, bare, list);
    }
    if (!read)
      break;
    end = read;
  }
  list->end = end;
  return end;
}

void pincite__cite_list_emit(cite_scan *s, const cite_list *list, cite_kind kind,
                             const char *code, size_t start, size_t end, bool uncertain) {
  for (size_t i = 0; i < list->count; i++) {
    const cite_item *item = &list->items[i];
    cite_form form;
    pincite__form_set(&form, code);
    pincite__form_adds(&form, "/");
    pincite__form_add(&form, item->form.text, item->form.len);
    bool first = item->start == list->items[0].start, last = item->end == list->end;
    pincite__cite_emit(s, kind, &form, first ? start : item->start,
                       last && end > item->end ? end : item->end,
                       uncertain || item->uncertain, -1);
    if (!item->uncertain)
      pincite__cite_remember(s, kind, code, &form, -1, item->end);
  }
}
