/* SPDX-License-Identifier: MIT
 *
 * cite.h - what the files of the citation scanner share; nobody else's.
 *
 * Every reader has the same form: it is given the offset at which something
 * may begin, reports what it finds there through the scan, and returns the
 * offset behind it, or 0 when there is nothing. Offsets behind something are
 * never 0. No reader looks further ahead than a few hundred bytes, so that
 * the whole stays linear.
 */
#ifndef PINCITE_CORPUS_CITE_H
#define PINCITE_CORPUS_CITE_H

#include "citation.h"
#include "cite_filter.h"

/* ---- the tables, made by script/make_tables.c ------------------------- */

/* A spelling: 'key' is its letters and digits in lower case. */
typedef struct cite_entry {
  const char *key;
  const char *spelling;
  int value; /* index of the reporter or of the authority */
  unsigned flags;
} cite_entry;

#define CITE_NO_VOLUME (1U << 0)   /* "Gilp. 106" */
#define CITE_PARAGRAPH (1U << 1)   /* "FERC ¶ 61,049" */
#define CITE_YEAR_NUMBER (1U << 2) /* "T.C. Memo. 2019-123" */
#define CITE_NEUTRAL (1U << 3)     /* the volume is a year: "2012 ME 123" */
#define CITE_LAW_REVIEW (1U << 4)
#define CITE_EVERYDAY (1U << 5) /* an everyday word: "Day", "Gray" */
#define CITE_CODE_US (1U << 6)
#define CITE_CODE_CFR (1U << 7)
#define CITE_CODE_STAT (1U << 8)
#define CITE_CODE_FEDREG (1U << 9)
#define CITE_CODE_CONGREC (1U << 10)
#define CITE_ANY_CASE (1U << 11)     /* an alias that is no other word: "fosta" */
#define CITE_AMBIGUOUS (1U << 12)    /* an alias of several: "TVPA" */
#define CITE_WITH_SECTION (1U << 13) /* an alias only before a section: "INA" */

typedef struct cite_authority {
  const char *id;
  const char *kind;
  const char *name;
  int year;
  const char *sections; /* what its sections became; see cite_act.c */
} cite_authority;

extern const char *const pincite__reporter_names[];
extern const size_t pincite__reporter_count;
extern const cite_entry pincite__reporters[];
extern const size_t pincite__reporters_count;
extern const cite_authority pincite__authorities[];
extern const size_t pincite__authority_count;
extern const cite_entry pincite__aliases[];
extern const size_t pincite__aliases_count;
extern const cite_filter pincite__cite_filter;

/* The authorities that are known: those that ship, or those and a user's. */
struct pincite_law {
  const cite_authority *authorities;
  size_t authority_count;
  const cite_entry *aliases; /* sorted by key */
  size_t alias_count;
  const cite_filter *filter;
  /* What of it is its own: NULL for those that ship. */
  char *memory;
  cite_authority *own_authorities;
  cite_entry *own_aliases;
  cite_filter *own_filter;
  struct pincite_law *next; /* to be freed with it */
};

extern const struct pincite_law pincite__law_shipped;

/* ---- the scan --------------------------------------------------------- */

/* A normal form as it grows; 'full' sticks. */
typedef struct cite_form {
  char text[PINCITE__CITE_LIMIT];
  size_t len;
  bool full;
} cite_form;

/* What a bare "§ 1988" or "Id. at 5" takes up: the code and section that were
   cited last, and where. */
typedef struct cite_context {
  cite_kind kind;
  cite_form code;    /* "usc/42", "Ala. Code §"; empty: none yet */
  cite_form section; /* "usc/42/1983" */
  int act;           /* authority whose sections are meant, or -1 */
  size_t at;
} cite_context;

typedef struct cite_scan {
  const pincite_law *law;
  const char *text;
  size_t len;
  bool question;
  int (*each)(const pincite_cite *, void *);
  void *data;
  int answer; /* of the callback; not 0: stop */
  cite_context last;
  int defined;       /* authority named last, which "(CDA)" may repeat, or -1 */
  size_t defined_at; /* behind it */
  size_t congress;   /* where the digits of the only Congress named stand; SIZE_MAX: not
                        looked yet */
  size_t congress_len; /* 0: none, or several */
  int online;        /* does the text speak of the net? -1: not looked yet */
  int trafficking;   /* of trafficking (1), of torture (2), both (3); -1 */
} cite_scan;

/* ---- interface of cite_form.c ---------------------------------------- */

void pincite__form_set(cite_form *form, const char *text);
void pincite__form_add(cite_form *form, const char *text, size_t len);
void pincite__form_adds(cite_form *form, const char *text);
void pincite__form_addf(cite_form *form, const char *fmt, ...) PINCITE__PRINTF(2, 3);
/* Report a citation of text[start..end). */
void pincite__cite_emit(cite_scan *s, cite_kind kind, const cite_form *form, size_t start,
                        size_t end, bool uncertain, int authority);
/* Remember what short forms refer to. */
void pincite__cite_remember(cite_scan *s, cite_kind kind, const char *code,
                            const cite_form *section, int act, size_t at);

/* ---- interface of cite_lex.c ------------------------------------------ */

static inline bool pincite__is_digit(char c) {
  return c >= '0' && c <= '9';
}

static inline char pincite__lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool pincite__is_letter(char c) {
  return pincite__lower(c) >= 'a' && pincite__lower(c) <= 'z';
}

/* The byte at 'at', or 0 behind the end. */
static inline char pincite__cite_at(const cite_scan *s, size_t at) {
  return at < s->len ? s->text[at] : '\0';
}

/* Does a word or number begin (end) at 'at'? */
bool pincite__cite_edge(const cite_scan *s, size_t at);
bool pincite__cite_ends(const cite_scan *s, size_t at);
/* Behind spaces of any kind, &nbsp; and one line break; 'at' if none. */
size_t pincite__cite_space(const cite_scan *s, size_t at);
/* Behind the spaces and at most one comma. */
size_t pincite__cite_comma(const cite_scan *s, size_t at);
size_t pincite__cite_digits(const cite_scan *s, size_t at); /* 'at' if none */
size_t pincite__cite_dash(const cite_scan *s, size_t at);   /* 0 if none */
/* Behind 'word', whatever its capitals, if it stands at 'at'. */
size_t pincite__cite_word(const cite_scan *s, size_t at, const char *word);
/* Behind the letters of 'key', with full stops and spaces between and one
   full stop behind, if no letter follows: "publ" reads "Pub. L.". */
size_t pincite__cite_key(const cite_scan *s, size_t at, const char *key);
/* Behind one or more section marks and the space after them: "§§ ", "Sec. ",
   "sections ". 'words' accepts the word too. Sets *plural. */
size_t pincite__cite_mark(const cite_scan *s, size_t at, bool words, bool *plural);
/* Behind "No. ", "Nos. " or "Number "; 'at' if none. */
size_t pincite__cite_no(const cite_scan *s, size_t at);
/* A number with or without thousands' commas; its digits go to 'form'. */
size_t pincite__cite_number(const cite_scan *s, size_t at, cite_form *form);
/* A number written I, II, ... (to 399) or 1, 2, ...; 0 if none. */
size_t pincite__cite_roman(const cite_scan *s, size_t at, unsigned *number);
/* Does text[from..to) hold 'word', whatever its capitals? */
bool pincite__cite_holds(const cite_scan *s, size_t from, size_t to, const char *word);

/* ---- interface of cite_trie.c ----------------------------------------- */

typedef struct cite_hit {
  const cite_entry *entry;
  size_t end; /* behind its last letter or digit and a full stop */
} cite_hit;

#define CITE__HITS 8

/* The spellings of a table that stand at 'at', the shortest first; how many. */
size_t pincite__cite_lookup(const cite_scan *s, const cite_entry *table, size_t count,
                            size_t at, cite_hit hits[CITE__HITS]);

/* ---- interface of cite_section.c -------------------------------------- */

/* One section of a list such as "1591, 1595(a), (d) and 2421A". */
typedef struct cite_item {
  cite_form form; /* "1595/a" */
  size_t start, end;
  bool uncertain;
} cite_item;

#define CITE__ITEMS 24

typedef struct cite_list {
  cite_item items[CITE__ITEMS];
  size_t count;
  size_t end;
} cite_list;

/* Behind "(c)(1)"; each as "/c/1" in 'form'. 'at' if none. */
size_t pincite__cite_path(const cite_scan *s, size_t at, cite_form *form);
/* Read a list of sections. 'plural' says that several are announced; 'bare'
   that nothing has yet said these are sections, which is read with more care. */
size_t pincite__cite_list_read(const cite_scan *s, size_t at, bool plural, bool bare,
                               cite_list *list);
/* Report them under 'code', the first from 'start', the last up to 'end'. */
void pincite__cite_list_emit(cite_scan *s, const cite_list *list, cite_kind kind,
                             const char *code, size_t start, size_t end, bool uncertain);

/* ---- readers ---------------------------------------------------------- */

/* cite_usc.c: behind the name of the code; after "Title 47"; "§ 230 of ...". */
size_t pincite__cite_usc(cite_scan *s, size_t start, size_t title, size_t title_end,
                         size_t at);
size_t pincite__cite_title(cite_scan *s, size_t at);
size_t pincite__cite_section(cite_scan *s, size_t at);
size_t pincite__cite_chapter(cite_scan *s, size_t at);

/* cite_law.c */
size_t pincite__cite_public_law(cite_scan *s, size_t at);
/* "Public Law 115-164" without reporting it: its form, and the offset. */
size_t pincite__cite_public_law_name(const cite_scan *s, size_t at, cite_form *form,
                                     bool *is_private);
size_t pincite__cite_stat(cite_scan *s, size_t start, size_t volume_end, size_t at);

/* cite_reg.c */
size_t pincite__cite_cfr(cite_scan *s, size_t start, size_t title, size_t title_end,
                         size_t at);
/* "214.11(a)" as "214.11/a". */
size_t pincite__cite_cfr_section(const cite_scan *s, size_t at, cite_form *form);
size_t pincite__cite_treasury(cite_scan *s, size_t at);
size_t pincite__cite_fedreg(cite_scan *s, size_t start, size_t volume_end, size_t at);
size_t pincite__cite_exec_order(cite_scan *s, size_t at);

/* cite_bill.c */
size_t pincite__cite_bill(cite_scan *s, size_t at);
size_t pincite__cite_congrec(cite_scan *s, size_t start, size_t volume_end, size_t at);

/* cite_case.c */
size_t pincite__cite_volume(cite_scan *s, size_t at);
size_t pincite__cite_nominative(cite_scan *s, size_t at);
/* Would the number at 'at' be read as a volume or a title? */
bool pincite__cite_is_volume(const cite_scan *s, size_t at);

/* cite_state.c */
size_t pincite__cite_state(cite_scan *s, size_t start, size_t at);
size_t pincite__cite_constitution(cite_scan *s, size_t at);
size_t pincite__cite_rule(cite_scan *s, size_t at);

/* cite_act.c: an act or bill by its name. */
size_t pincite__cite_name(cite_scan *s, size_t at);
/* The authority named at 'at' (behind "the "), or -1; *end is behind it. */
int pincite__cite_act(cite_scan *s, size_t at, size_t *end);
/* Report the sections of an act as what they became. */
void pincite__cite_act_sections(cite_scan *s, int act, const cite_list *list,
                                size_t start, size_t end);

/* cite_short.c: "Id. at 5", "supra", "§ 1988". */
size_t pincite__cite_short(cite_scan *s, size_t at);
size_t pincite__cite_bare(cite_scan *s, size_t start, size_t number,
                          const cite_list *list, bool plural);

#endif
