/* SPDX-License-Identifier: MIT
 *
 * concept_name.c - what a concept term is, and how people write it.
 *
 * A term is in small letters without marks, so what it says must be set again:
 * by the table of authorities where it is listed there, else by its kind.
 */
#include <stdlib.h>
#include <string.h>

#include "cite.h"
#include "concepts.h"

/* Sorted, as the terms themselves are in an index. */
static const struct {
  const char *prefix;
  cite_kind kind;
} prefixes[] = {{"act/", CITE_ACT},
                {"case/", CITE_CASE},
                {"cfr/", CITE_REGULATION},
                {"congrec/", CITE_CONGREC},
                {"dc-code/", CITE_STATE_LAW},
                {"dc-law/", CITE_STATE_LAW},
                {"exec-order/", CITE_EXEC_ORDER},
                {"fedreg/", CITE_FEDREG},
                {"journal/", CITE_JOURNAL},
                {"law/", CITE_STATE_LAW},
                {"report/", CITE_REPORT},
                {"rule/", CITE_RULE},
                {"stat/", CITE_STATUTES_AT_LARGE},
                {"us-bill/", CITE_BILL},
                {"us-law/private/", CITE_PRIVATE_LAW},
                {"us-law/public/", CITE_PUBLIC_LAW},
                {"usc/", CITE_STATUTE},
                {"usconst/", CITE_CONSTITUTION},
                {"va-code/", CITE_STATE_LAW}};
#define PREFIX_COUNT (sizeof prefixes / sizeof *prefixes)

const char *pincite__concept_prefix(size_t number) {
  return number < PREFIX_COUNT ? prefixes[number].prefix : NULL;
}

static bool begins(pincite_str term, const char *prefix) {
  size_t len = strlen(prefix);
  return term.len > len && !memcmp(term.at, prefix, len);
}

bool pincite__concept_kind(pincite_str term, cite_kind *kind) {
  for (size_t i = 0; i < PREFIX_COUNT; i++)
    if (begins(term, prefixes[i].prefix)) {
      *kind = prefixes[i].kind;
      return true;
    }
  return false;
}

/* How many slashes the last ancestor of a term has: "usc/47/230" two,
   "us-law/public/115/164" three; 0: it has no ancestors. */
static size_t whole_slashes(pincite_str term) {
  static const struct {
    const char *prefix;
    size_t slashes;
  } wholes[] = {{"usc/", 2},     {"us-law/", 3},  {"cfr/", 2}, {"usconst/", 1},
                {"dc-code/", 2}, {"va-code/", 2}, {"rule/", 2}};
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
    if (begins(term, wholes[i].prefix))
      return wholes[i].slashes;
  return 0;
}

size_t pincite__concept_parent(pincite_str term) {
  size_t whole = whole_slashes(term), slashes = 0, last = 0;
  for (size_t i = 0; i < term.len; i++)
    if (term.at[i] == '/') {
      slashes++;
      last = i;
    }
  if (whole && slashes > whole)
    return last;
  /* A section of the C.F.R. lies in its part. */
  const char *stop = begins(term, "cfr/") ? memchr(term.at, '.', term.len) : NULL;
  return stop ? (size_t)(stop - term.at) : 0;
}

/* ---- names --------------------------------------------------------------------- */

/* The parts of a term between its slashes. */
typedef struct parts {
  pincite_str part[12];
  size_t count;
} parts;

static parts split(pincite_str term) {
  parts p = {.count = 0};
  while (p.count < sizeof p.part / sizeof *p.part) {
    const char *slash = memchr(term.at, '/', term.len);
    size_t len = slash ? (size_t)(slash - term.at) : term.len;
    p.part[p.count++] = (pincite_str){term.at, len};
    if (!slash)
      break;
    term.at += len + 1;
    term.len -= len + 1;
  }
  return p;
}

static void add(pincite_buf *out, pincite_str text) {
  pincite__buf_add(out, text.at, text.len);
}

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c;
}

static void add_upper(pincite_buf *out, pincite_str text) {
  for (size_t i = 0; i < text.len; i++)
    pincite__buf_addc(out, upper(text.at[i]));
}

/* "(c)(2)(A)": the third level of a section has capitals. */
static void add_path(pincite_buf *out, const parts *p, size_t first) {
  for (size_t i = first; i < p->count; i++) {
    if (pincite__str_is(p->part[i], "note") || pincite__str_is(p->part[i], "et-seq")) {
      pincite__buf_adds(out, p->part[i].len == 4 ? " note" : " et seq.");
      continue;
    }
    pincite__buf_addc(out, '(');
    bool letter = p->part[i].len > 0 && pincite__is_letter(p->part[i].at[0]);
    if (letter && i == first + 2)
      add_upper(out, p->part[i]);
    else
      add(out, p->part[i]);
    pincite__buf_addc(out, ')');
  }
}

static void name_usc(const parts *p, pincite_buf *out) {
  static const char *const capitals[] = {"18", "26", "28"}; /* "18 U.S.C. § 2421A" */
  add(out, p->part[1]);
  pincite__buf_adds(out, " U.S.C. ");
  if (p->part[2].len > 2 && !memcmp(p->part[2].at, "ch", 2)) {
    pincite__buf_adds(out, "ch. ");
    add_upper(out, (pincite_str){p->part[2].at + 2, p->part[2].len - 2});
    return;
  }
  pincite__buf_adds(out, "§ ");
  bool large = false;
  for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
    large = large || pincite__str_is(p->part[1], capitals[i]);
  if (large)
    add_upper(out, p->part[2]);
  else
    add(out, p->part[2]);
  add_path(out, p, 3);
}

static void name_law(const parts *p, pincite_buf *out) {
  bool public = pincite__str_is(p->part[1], "public");
  pincite__buf_addf(out, "%s L. No. %.*s-%.*s", public ? "Pub." : "Priv.",
                    (int)p->part[2].len, p->part[2].at, (int)p->part[3].len,
                    p->part[3].at);
  if (p->count > 4) {
    pincite__buf_adds(out, ", § ");
    add_upper(out, p->part[4]);
    add_path(out, p, 5);
  }
}

static void name_cfr(const parts *p, pincite_buf *out) {
  bool section = memchr(p->part[2].at, '.', p->part[2].len);
  add(out, p->part[1]);
  pincite__buf_adds(out, section ? " C.F.R. § " : " C.F.R. pt. ");
  add(out, p->part[2]);
  add_path(out, p, 3);
}

static void name_bill(const parts *p, pincite_buf *out) {
  static const char *const chambers[][2] = {
      {"hr", "H.R."},         {"s", "S."},          {"hres", "H. Res."},
      {"sres", "S. Res."},    {"hjres", "H.J. Res."}, {"sjres", "S.J. Res."},
      {"hconres", "H. Con. Res."}, {"sconres", "S. Con. Res."}};
  size_t chamber = p->count > 3 ? 2 : 1;
  const char *name = NULL;
  for (size_t i = 0; i < sizeof chambers / sizeof *chambers; i++)
    if (pincite__str_is(p->part[chamber], chambers[i][0]))
      name = chambers[i][1];
  if (name)
    pincite__buf_adds(out, name);
  else
    add_upper(out, p->part[chamber]);
  pincite__buf_addc(out, ' ');
  add(out, p->part[chamber + 1]);
  if (chamber == 2) {
    const char *congress = p->part[1].at;
    size_t len = p->part[1].len;
    bool teen = len > 1 && congress[len - 2] == '1';
    char last = congress[len - 1];
    pincite__buf_addf(out, ", %.*s%s Cong.", (int)len, congress,
                      teen           ? "th"
                      : last == '1'  ? "st"
                      : last == '2'  ? "d"
                      : last == '3'  ? "d"
                                     : "th");
  }
}

static void name_report(const parts *p, pincite_buf *out) {
  if (p->count < 4) {
    add_upper(out, p->part[1]);
    return;
  }
  pincite__buf_addf(out, "%s Rep. No. %.*s-%.*s", p->part[1].at[0] == 's' ? "S." : "H.R.",
                    (int)p->part[2].len, p->part[2].at, (int)p->part[3].len,
                    p->part[3].at);
}

static void name_constitution(const parts *p, pincite_buf *out) {
  static const char *const tens[] = {"", "X", "XX"};
  static const char *const ones[] = {"",  "I",  "II",  "III",  "IV",
                                     "V", "VI", "VII", "VIII", "IX"};
  pincite_str part = p->part[1];
  const char *dash = memchr(part.at, '-', part.len);
  bool amendment = part.at[0] == 'a' && part.len > 1 && part.at[1] == 'm';
  unsigned long number = 0;
  for (const char *c = dash ? dash + 1 : NULL; c && c < part.at + part.len; c++)
    number = pincite__is_digit(*c) ? 10 * number + (unsigned long)(*c - '0') : 99;
  pincite__buf_adds(out, "U.S. Const.");
  if (number > 0 && number < 30)
    pincite__buf_addf(out, " %s %s%s", amendment ? "amend." : "art.", tens[number / 10],
                      ones[number % 10]);
  else
    pincite__buf_addf(out, " %.*s", (int)part.len, part.at);
  if (p->count > 2)
    pincite__buf_addf(out, ", § %.*s", (int)p->part[2].len, p->part[2].at);
}

/* Does the middle of "817-f-3d-12" stand for this reporter? */
static bool is_reporter(pincite_str middle, const char *reporter) {
  pincite_buf slug;
  pincite__buf_init(&slug, 4 * PINCITE__CITE_LIMIT);
  pincite__concept_slug(pincite__str(reporter), &slug);
  bool same = pincite__str_equal(middle, pincite__buf_view(&slug));
  pincite__buf_release(&slug);
  return same;
}

/* "case/817-f-3d-12" is 817 F.3d 12 again; what no table has is told by its words. */
static void name_volume(const parts *p, pincite_buf *out) {
  pincite_str slug = p->part[1];
  const char *first = memchr(slug.at, '-', slug.len), *last = slug.at + slug.len;
  while (last > slug.at && last[-1] != '-')
    last--;
  if (first && last - 1 > first) {
    pincite_str middle = {first + 1, (size_t)(last - 2 - first)};
    for (size_t i = 0; i < pincite__reporter_count; i++)
      if (is_reporter(middle, pincite__reporter_names[i])) {
        pincite__buf_addf(out, "%.*s %s %.*s", (int)(first - slug.at), slug.at,
                          pincite__reporter_names[i], (int)(slug.at + slug.len - last),
                          last);
        return;
      }
  }
  for (size_t i = 0; i < slug.len; i++)
    pincite__buf_addc(out, slug.at[i] == '-' ? ' ' : slug.at[i]);
}

/* "34079" as "34,079", as executive orders and pages are written. */
static void add_grouped(pincite_buf *out, pincite_str digits) {
  for (size_t i = 0; i < digits.len; i++) {
    if (i && (digits.len - i) % 3 == 0)
      pincite__buf_addc(out, ',');
    pincite__buf_addc(out, digits.at[i]);
  }
}

static const cite_authority *find_authority(const pincite_law *law, pincite_str term) {
  for (size_t i = 0; i < law->authority_count; i++) {
    const char *id = law->authorities[i].id;
    size_t at = 0;
    while (at < term.len && id[at] && pincite__lower(id[at]) == term.at[at])
      at++;
    if (at == term.len && !id[at])
      return &law->authorities[i];
  }
  return NULL;
}

void pincite__concept_name(const pincite_law *law, pincite_str term, pincite_buf *out) {
  cite_kind kind;
  const cite_authority *listed = find_authority(law ? law : &pincite__law_shipped, term);
  parts p = split(term);
  if (listed) {
    pincite__buf_adds(out, listed->name);
  } else if (!pincite__concept_kind(term, &kind)) {
    add(out, term);
  } else if (kind == CITE_STATUTE && p.count > 2) {
    name_usc(&p, out);
  } else if ((kind == CITE_PUBLIC_LAW || kind == CITE_PRIVATE_LAW) && p.count > 3) {
    name_law(&p, out);
  } else if (kind == CITE_REGULATION && p.count > 2) {
    name_cfr(&p, out);
  } else if (kind == CITE_BILL && p.count > 2) {
    name_bill(&p, out);
  } else if (kind == CITE_REPORT) {
    name_report(&p, out);
  } else if (kind == CITE_CONSTITUTION) {
    name_constitution(&p, out);
  } else if ((kind == CITE_CASE || kind == CITE_JOURNAL || kind == CITE_STATE_LAW) &&
             p.count == 2) {
    name_volume(&p, out);
  } else if (kind == CITE_EXEC_ORDER) {
    pincite__buf_adds(out, "Exec. Order No. ");
    add_grouped(out, p.part[1]);
  } else if (p.count > 2 && (kind == CITE_STATUTES_AT_LARGE || kind == CITE_FEDREG ||
                             kind == CITE_CONGREC)) {
    add(out, p.part[1]);
    pincite__buf_adds(out, kind == CITE_FEDREG    ? " Fed. Reg. "
                           : kind == CITE_CONGREC ? " Cong. Rec. "
                                                  : " Stat. ");
    if (kind == CITE_FEDREG)
      add_grouped(out, p.part[2]);
    else
      add_upper(out, p.part[2]);
  } else {
    add(out, term);
  }
}
