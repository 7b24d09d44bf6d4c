/* SPDX-License-Identifier: MIT
 *
 * xml_refs.c - references whose link says more than their words.
 *
 * "Section 230 of such Act" may link to /us/usc/t47/s230. Where the paragraph does not
 * cite that in words of its own it is put behind them in brackets, as the editors of
 * the U.S. Code do: it is found, and seen to be no word of the law.
 */
#include <stdio.h>
#include <string.h>

#include "../../corpus/citation.h"
#include "xml.h"

/* ---- links --------------------------------------------------------------------- */

/* The parts of a link: between slashes. */
typedef struct link {
  pincite_str parts[12];
  size_t count;
} link;

static link split(const char *href) {
  link out = {.count = 0};
  for (const char *at = href; *at && out.count < sizeof out.parts / sizeof *out.parts;) {
    size_t len = strcspn(at, "/");
    if (len)
      out.parts[out.count++] = (pincite_str){at, len};
    at += len + (at[len] == '/');
  }
  return out;
}

static pincite_str part(const link *from, size_t i) {
  return i < from->count ? from->parts[i] : (pincite_str){"", 0};
}

/* Is it 'letter' and then a number, "t47"? Without 'letter': a number. */
static bool numbered(pincite_str text, char letter) {
  if (letter && (text.len == 0 || text.at[0] != letter))
    return false;
  size_t at = letter ? 1 : 0;
  return text.len > at && text.at[at] >= '0' && text.at[at] <= '9';
}

/* The number without its letter; a dash in it is a hyphen. */
static void add_number(pincite_buf *out, pincite_str text, char letter) {
  for (size_t i = letter && text.len && text.at[0] == letter; i < text.len; i++) {
    if (text.len - i > 2 && memcmp(text.at + i, "\xe2\x80\x93", 3) == 0) {
      pincite__buf_addc(out, '-');
      i += 2;
    } else {
      pincite__buf_addc(out, text.at[i]);
    }
  }
}

/* "(c)(1)": the parts from 'from' on, as long as they look like it. */
static void add_parts(pincite_buf *out, const link *of, size_t from) {
  for (size_t i = from; i < of->count && of->parts[i].len <= 5; i++)
    pincite__buf_addf(out, "(%.*s)", (int)of->parts[i].len, of->parts[i].at);
}

static bool write_code(const link *of, size_t at, const char *code, char title,
                       char section, pincite_buf *out) {
  if (!numbered(part(of, at + 1), title) || !numbered(part(of, at + 2), section))
    return false;
  add_number(out, part(of, at + 1), title);
  pincite__buf_addf(out, " %s \xc2\xa7 ", code);
  add_number(out, part(of, at + 2), section);
  add_parts(out, of, at + 3);
  return true;
}

static bool write_law(const link *of, size_t at, pincite_buf *out) {
  if (!numbered(part(of, at + 1), 0) || !numbered(part(of, at + 2), 0))
    return false;
  pincite__buf_adds(out, "Pub. L. ");
  add_number(out, part(of, at + 1), 0);
  pincite__buf_addc(out, '-');
  add_number(out, part(of, at + 2), 0);
  if (numbered(part(of, at + 3), 's')) {
    pincite__buf_adds(out, ", \xc2\xa7 ");
    add_number(out, part(of, at + 3), 's');
    add_parts(out, of, at + 4);
  }
  return true;
}

/* VOLUME NAME PAGE */
static bool write_page(const link *of, size_t at, const char *name, pincite_buf *out) {
  if (!numbered(part(of, at + 1), 0) || !numbered(part(of, at + 2), 0))
    return false;
  add_number(out, part(of, at + 1), 0);
  pincite__buf_addf(out, " %s ", name);
  add_number(out, part(of, at + 2), 0);
  return true;
}

static bool write_bill(const link *of, size_t at, pincite_buf *out) {
  pincite_str house = part(of, at + 2);
  bool is_house = pincite__str_is(house, "hr");
  if (!numbered(part(of, at + 1), 0) || !numbered(part(of, at + 3), 0) ||
      (!is_house && !pincite__str_is(house, "s")))
    return false;
  pincite__buf_adds(out, is_house ? "H.R. " : "S. ");
  add_number(out, part(of, at + 3), 0);
  pincite__buf_adds(out, ", ");
  add_number(out, part(of, at + 1), 0);
  pincite__buf_adds(out, "th Cong.");
  return true;
}

/* USLM writes /us/usc/t47/s230/c, the bill DTD usc/47/230. */
static bool write_link(const char *href, pincite_buf *out) {
  link of = split(href);
  bool uslm = pincite__str_is(part(&of, 0), "us");
  size_t at = uslm ? 1 : 0;
  pincite_str kind = part(&of, at);
  char title = uslm ? 't' : 0, section = uslm ? 's' : 0;
  if (pincite__str_is(kind, "usc"))
    return write_code(&of, at, "U.S.C.", title, section, out);
  if (pincite__str_is(kind, "cfr"))
    return write_code(&of, at, "C.F.R.", title, section, out);
  if (pincite__str_is(kind, "pl"))
    return write_law(&of, at, out);
  if (pincite__str_is(kind, "stat"))
    return write_page(&of, at, "Stat.", out);
  if (pincite__str_is(kind, "fr"))
    return write_page(&of, at, "Fed. Reg.", out);
  return pincite__str_is(kind, "bill") && write_bill(&of, at, out);
}

/* ---- paragraphs ---------------------------------------------------------------- */

/* A citation that is looked for. */
typedef struct sought {
  char normal[PINCITE__CITE_LIMIT + 1];
  size_t len;
} sought;

static int take_normal(const pincite_cite *cite, void *data) {
  sought *s = data;
  if (cite->normal.len == 0 || cite->normal.len >= sizeof s->normal)
    return 0;
  memcpy(s->normal, cite->normal.at, cite->normal.len);
  s->normal[cite->normal.len] = '\0';
  s->len = cite->normal.len;
  return 1;
}

/* Is it this one, or a part of it? */
static int is_sought(const pincite_cite *cite, void *data) {
  const sought *s = data;
  return cite->normal.len >= s->len && memcmp(cite->normal.at, s->normal, s->len) == 0 &&
         (cite->normal.len == s->len || cite->normal.at[s->len] == '/');
}

static size_t put_in(pincite_buf *text, size_t at, pincite_str what) {
  pincite_buf out;
  pincite__buf_init(&out, text->limit);
  while (at > 0 && text->data[at - 1] == ' ')
    at--;
  pincite__buf_add(&out, text->data, at);
  pincite__buf_addf(&out, "%s[%.*s]", at ? " " : "", (int)what.len, what.at);
  pincite__buf_add(&out, text->data + at, text->len - at);
  out.failed = out.failed || text->failed;
  size_t more = out.len - text->len;
  pincite__buf_release(text);
  *text = out;
  return more;
}

void pincite__xml_refs_begin(xml_refs *refs, const char *href, int depth) {
  size_t len = href ? strlen(href) : 0;
  if (len == 0 || len >= XML_HREF_BYTES || refs->count == XML_REFS_MOST)
    return;
  xml_ref *ref = &refs->items[refs->count++];
  memcpy(ref->href, href, len + 1);
  ref->depth = depth;
  ref->at = SIZE_MAX;
}

void pincite__xml_refs_end(xml_refs *refs, int depth, const pincite_buf *text) {
  for (size_t i = refs->count; i-- > 0;)
    if (refs->items[i].depth == depth && refs->items[i].at == SIZE_MAX) {
      refs->items[i].at = text->len;
      refs->items[i].text = text;
      return;
    }
}

void pincite__xml_refs_write(xml_refs *refs, pincite_buf *text) {
  pincite_buf words;
  pincite__buf_init(&words, XML_HREF_BYTES * 4);
  for (size_t i = refs->count; i-- > 0;) {
    xml_ref *ref = &refs->items[i];
    sought s = {.len = 0};
    pincite__buf_clear(&words);
    if (ref->at == SIZE_MAX || ref->text != text)
      continue;
    size_t at = ref->at < text->len ? ref->at : text->len, more = 0;
    if (write_link(ref->href, &words) && !words.failed &&
        pincite__citations(words.data, words.len, false, take_normal, &s) && s.len &&
        !pincite__citations(text->data, text->len, false, is_sought, &s))
      more = put_in(text, at, pincite__buf_view(&words));
    *ref = refs->items[--refs->count];
    for (size_t k = 0; k < refs->count; k++)
      if (refs->items[k].text == text && refs->items[k].at != SIZE_MAX &&
          refs->items[k].at >= at)
        refs->items[k].at += more;
  }
  pincite__buf_release(&words);
}
