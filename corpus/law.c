/* SPDX-License-Identifier: MIT
 *
 * law.c - a user's own authorities, joined with those that ship.
 *
 * The table is like corpus/authorities.tsv, whose columns and marks are told at its
 * top. What is made of it has the form of the compiled tables, so that the scanner
 * does not know the difference; the user's come first, and win where a spelling is
 * in both.
 */
#include <stdlib.h>
#include <string.h>

#include "cite.h"
#include "concepts.h"

#define TABLE_LIMIT ((size_t)4 << 20)
#define COLUMNS 6
enum { ID, KIND, NAME, YEAR, ALIASES, SECTIONS };

typedef struct reading {
  pincite_law *law;
  char *keys; /* where the next key goes */
  size_t authority_capacity, alias_capacity;
  size_t line;
} reading;

static pincite_status wrong(const reading *r, const char *what, const char *which,
                            pincite_error *err) {
  return pincite__fail(err, PINCITE_EINVAL, "line %zu of the authorities: %s '%.60s'",
                       r->line, what, which);
}

/* Letters and digits in lower case, as the tables' keys are. */
static const char *make_key(reading *r, const char *spelling) {
  char *key = r->keys;
  for (; *spelling; spelling++)
    if (pincite__is_letter(*spelling) || pincite__is_digit(*spelling))
      *r->keys++ = pincite__lower(*spelling);
  *r->keys++ = '\0';
  return key;
}

static pincite_status add_alias(reading *r, char *spelling, int value, pincite_error *err) {
  static const char marks[] = "*~^";
  static const unsigned flags[] = {CITE_ANY_CASE, CITE_AMBIGUOUS, CITE_WITH_SECTION};
  const char *mark = *spelling ? strchr(marks, *spelling) : NULL;
  pincite_law *law = r->law;
  spelling += mark ? 1 : 0;
  if (!pincite__is_letter(*spelling))
    return wrong(r, "an alias begins with a letter, not as", spelling, err);
  if (!pincite__grow(&law->own_aliases, &r->alias_capacity, law->alias_count + 1,
                     sizeof *law->own_aliases))
    return pincite__no_memory(err);
  law->own_aliases[law->alias_count++] = (cite_entry){
      make_key(r, spelling), spelling, value, mark ? flags[mark - marks] : 0};
  return PINCITE_OK;
}

/* Each word says what a section became, or begins with a plus. */
static bool are_sections(const char *text) {
  while (*text) {
    size_t len = strcspn(text, " ");
    const char *equals = memchr(text, '=', len);
    if (len && !(*text == '+' && len > 1) && !(equals > text && equals + 1 < text + len))
      return false;
    text += len + strspn(text + len, " ");
  }
  return true;
}

static void split(char *line, char *columns[COLUMNS]) {
  static char nothing[1];
  for (int i = 0; i < COLUMNS; i++) {
    columns[i] = line ? line : nothing;
    line = line ? strchr(line, '\t') : NULL;
    if (line)
      *line++ = '\0';
  }
}

static pincite_status add_row(reading *r, char *line, pincite_error *err) {
  char *columns[COLUMNS], *rest;
  cite_kind kind;
  pincite_law *law = r->law;
  split(line, columns);
  for (char *c = columns[ID]; *c; c++)
    *c = pincite__lower(*c);
  pincite_str id = pincite__str(columns[ID]);
  if (!pincite__concept_kind(id, &kind) || strpbrk(id.at, " ;") ||
      id.len >= PINCITE__CITE_LIMIT)
    return wrong(r, "an id is such as act/foo or usc/18/1591, not", columns[ID], err);
  long year = strtol(columns[YEAR], &rest, 10);
  if (*rest || year < 0 || year > 9999)
    return wrong(r, "this is no year:", columns[YEAR], err);
  if (!are_sections(columns[SECTIONS]))
    return wrong(r, "sections are such as 230=usc/47/230 or +usc/18/1591, not",
                 columns[SECTIONS], err);
  if (!pincite__grow(&law->own_authorities, &r->authority_capacity,
                     law->authority_count + 1, sizeof *law->own_authorities))
    return pincite__no_memory(err);
  const char *name = *columns[NAME] ? columns[NAME] : columns[ID];
  int value = (int)law->authority_count++;
  law->own_authorities[value] = (cite_authority){columns[ID], pincite__cite_kind_name(kind),
                                                 name, (int)year, columns[SECTIONS]};
  pincite_status status = PINCITE_OK;
  for (char *alias = columns[ALIASES]; !status && alias && *alias;) {
    char *end = strchr(alias, ';');
    if (end)
      *end++ = '\0';
    status = add_alias(r, alias, value, err);
    alias = end;
  }
  return status;
}

static pincite_status add_rows(reading *r, char *text, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  while (!status && *text) {
    size_t len = strcspn(text, "\r\n");
    char *next = text + len + (text[len] == '\r' && text[len + 1] == '\n');
    next += *next ? 1 : 0;
    text[len] = '\0';
    r->line++;
    if (*text && *text != '#')
      status = add_row(r, text, err);
    text = next;
  }
  return status;
}

/* Those that ship come behind the user's own. */
static pincite_status join_shipped(reading *r, pincite_error *err) {
  pincite_law *law = r->law;
  int own = (int)law->authority_count;
  if (!pincite__grow(&law->own_authorities, &r->authority_capacity,
                     law->authority_count + pincite__authority_count,
                     sizeof *law->own_authorities) ||
      !pincite__grow(&law->own_aliases, &r->alias_capacity,
                     law->alias_count + pincite__aliases_count, sizeof *law->own_aliases))
    return pincite__no_memory(err);
  memcpy(law->own_authorities + own, pincite__authorities,
         pincite__authority_count * sizeof *law->own_authorities);
  law->authority_count += pincite__authority_count;
  for (size_t i = 0; i < pincite__aliases_count; i++) {
    cite_entry *entry = &law->own_aliases[law->alias_count++];
    *entry = pincite__aliases[i];
    entry->value += own;
  }
  return PINCITE_OK;
}

/* By key; of equal ones the user's first, whose numbers are lower. */
static int by_key(const void *left, const void *right) {
  const cite_entry *a = left, *b = right;
  int order = strcmp(a->key, b->key);
  return order ? order : a->value < b->value ? -1 : a->value > b->value;
}

/* Sort the aliases; of equal spellings the first stays, and those of several. */
static void sort_aliases(pincite_law *law) {
  cite_entry *entries = law->own_aliases;
  size_t kept = 0;
  qsort(entries, law->alias_count, sizeof *entries, by_key);
  for (size_t i = 0; i < law->alias_count; i++) {
    bool again = kept && !strcmp(entries[i].key, entries[kept - 1].key);
    if (!again || (entries[i].flags & entries[kept - 1].flags & CITE_AMBIGUOUS))
      entries[kept++] = entries[i];
  }
  law->alias_count = kept;
}

static void make_filter(pincite_law *law) {
  *law->own_filter = pincite__cite_filter;
  for (size_t i = 0; i < law->alias_count; i++) {
    const cite_entry *entry = &law->own_aliases[i];
    cite_filter_spelling(law->own_filter, entry->spelling, 0, 0);
    if (entry->flags & CITE_ANY_CASE)
      cite_filter_spelling(law->own_filter, entry->spelling, 0, 1);
  }
  cite_filter_make_sieve(law->own_filter);
}

pincite_status pincite__law_read(pincite_str table, pincite_law **out, pincite_error *err) {
  if (table.len > TABLE_LIMIT)
    return pincite__fail(err, PINCITE_EINVAL, "a table of authorities has at most 4 MiB");
  if (memchr(table.at, '\0', table.len) ||
      pincite__utf8_valid(table.at, table.len) < table.len)
    return pincite__fail(err, PINCITE_EINVAL, "the table of authorities is no UTF-8 text");
  pincite_law *law = calloc(1, sizeof *law);
  if (!law)
    return pincite__no_memory(err);
  law->memory = malloc(2 * table.len + 2);
  law->own_filter = malloc(sizeof *law->own_filter);
  pincite_status status = PINCITE_OK;
  if (!law->memory || !law->own_filter) {
    status = pincite__no_memory(err);
    goto done;
  }
  memcpy(law->memory, table.at, table.len);
  law->memory[table.len] = '\0';
  reading r = {.law = law, .keys = law->memory + table.len + 1};
  status = add_rows(&r, law->memory, err);
  if (!status)
    status = join_shipped(&r, err);
  if (status)
    goto done;
  sort_aliases(law);
  make_filter(law);
  law->authorities = law->own_authorities;
  law->aliases = law->own_aliases;
  law->filter = law->own_filter;
  *out = law;
  law = NULL;
done:
  pincite__law_free(law);
  return status;
}

void pincite__law_free(pincite_law *law) {
  while (law) {
    pincite_law *next = law->next;
    free(law->memory);
    free(law->own_authorities);
    free(law->own_aliases);
    free(law->own_filter);
    free(law);
    law = next;
  }
}

void pincite__law_retire(pincite_law *law, pincite_law **chain) {
  law->next = *chain;
  *chain = law;
}
