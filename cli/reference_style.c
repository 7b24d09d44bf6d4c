/* SPDX-License-Identifier: MIT
 *
 * References as people read them, one line each: after The Bluebook (rule 18.2, on
 * the internet), the Publication Manual of the APA (7th ed., section 10.16), and The
 * Chicago Manual of Style (17th ed., notes, section 14.207). Behind each stands in
 * brackets where the passage is to the byte.
 */
#include <string.h>

#include "reference.h"

static void put(const char *text) {
  cli_put_clean(text, strlen(text), stdout);
}

static void put_part(const char *text, int length) {
  cli_put_clean(text, (size_t)length, stdout);
}

/* A title within quotation marks has single ones. */
static void put_quoted(const char *title) {
  for (size_t length; *title; title += length) {
    length = strcspn(title, "\"");
    cli_put_clean(title, length, stdout);
    if (title[length] == '"') {
      putchar('\'');
      length++;
    }
  }
}

/* Does the text end a sentence by itself? */
static bool ends(const char *text) {
  size_t length = strlen(text);
  return length && strchr(".?!", text[length - 1]);
}

static const char *title_of(const cli_reference *reference) {
  return *reference->title ? reference->title : "[Untitled]";
}

/* "Jane Q. Doe" */
static void put_name(const cli_name *name) {
  if (name->given) {
    put_part(name->given, name->given_length);
    putchar(' ');
  }
  put_part(name->family, name->family_length);
}

/* "Jane Doe, Ann Roe and John Poe"; 'most' names, then "et al." */
static void put_names(const cli_reference *reference, const char *and, int most) {
  int count = reference->name_count;
  int shown = count > most ? 1 : count;
  for (int i = 0; i < shown; i++) {
    if (i)
      fputs(i + 1 < count ? ", " : and, stdout);
    put_name(&reference->names[i]);
  }
  if (shown < count)
    fputs(" et al.", stdout);
}

/* " ¶ 12", " ¶¶ 12-13" */
static void put_paragraphs(const cli_reference *reference, const char *one,
                           const char *several, const char *dash) {
  if (!reference->paragraph)
    return;
  if (reference->paragraph == reference->last_paragraph)
    printf("%s%zu", one, reference->paragraph);
  else
    printf("%s%zu%s%zu", several, reference->paragraph, dash, reference->last_paragraph);
}

static void put_place(const cli_reference *reference) {
  const char *where = reference->url ? reference->url : reference->place;
  if (where)
    put(where);
}

static void put_bytes(const cli_reference *reference) {
  fputs(" [", stdout);
  put(reference->id);
  if (reference->end > reference->start)
    printf(", bytes %zu-%zu", reference->start, reference->end - 1);
  puts("]");
}

/* Author, Title, Source ¶ 12 (Mar. 21, 2018), https://... */
void cli_put_bluebook(const cli_reference *reference) {
  put_names(reference, " & ", 2);
  fputs(reference->name_count ? ", " : "", stdout);
  put(title_of(reference));
  if (reference->source) {
    fputs(", ", stdout);
    put(reference->source);
  }
  put_paragraphs(reference, " \302\266 ", " \302\266\302\266 ", "-");
  fputs(" (", stdout);
  if (reference->month)
    printf("%s ", cli_month_short(reference->month));
  if (reference->day)
    printf("%d, ", reference->day);
  if (reference->year)
    printf("%d)", reference->year);
  else
    fputs("undated)", stdout);
  if (reference->url || reference->place)
    fputs(", ", stdout);
  put_place(reference);
  putchar('.');
  put_bytes(reference);
}

/* The first letters of given names: "J. Q." */
static void put_initials(const cli_name *name) {
  bool begin = true;
  for (int i = 0; i < name->given_length; i++) {
    size_t bytes;
    if (name->given[i] == ' ' || name->given[i] == '-') {
      begin = true;
      continue;
    }
    cli_character(name->given + i, (size_t)(name->given_length - i), &bytes);
    if (begin) {
      putchar(' ');
      put_part(name->given + i, (int)bytes);
      putchar('.');
    }
    begin = false;
    i += (int)bytes - 1;
  }
}

/* Doe, J. Q., & Roe, A. (2018, March 21). Title. Source, para. 12. https://... */
void cli_put_apa(const cli_reference *reference) {
  int count = reference->name_count;
  for (int i = 0; i < count && i < 20; i++) {
    if (i)
      fputs(i + 1 < count ? ", " : ", & ", stdout);
    put_part(reference->names[i].family, reference->names[i].family_length);
    if (reference->names[i].given) {
      putchar(',');
      put_initials(&reference->names[i]);
    }
  }
  bool initials = count && reference->names[count - 1].given;
  if (!count)
    put(title_of(reference));
  fputs(initials || (!count && ends(title_of(reference))) ? " (" : ". (", stdout);
  if (reference->year)
    printf("%d", reference->year);
  else
    fputs("n.d.", stdout);
  if (reference->month)
    printf(", %s", cli_month(reference->month));
  if (reference->day)
    printf(" %d", reference->day);
  fputs(")", stdout);
  if (count) {
    fputs(". ", stdout);
    put(title_of(reference));
  }
  fputs(!count || !ends(title_of(reference)) ? "." : "", stdout);
  if (reference->source || reference->paragraph)
    putchar(' ');
  if (reference->source) {
    put(reference->source);
    fputs(reference->paragraph ? ", " : "", stdout);
  }
  put_paragraphs(reference, "para. ", "paras. ", "\342\200\223");
  fputs(reference->source || reference->paragraph ? "." : "", stdout);
  if (reference->url || reference->place)
    putchar(' ');
  put_place(reference);
  put_bytes(reference);
}

/* Jane Q. Doe and Ann Roe, "Title," Source, March 21, 2018, para. 12, https://... */
void cli_put_chicago(const cli_reference *reference) {
  const char *title = title_of(reference);
  put_names(reference, reference->name_count == 2 ? " and " : ", and ", 3);
  fputs(reference->name_count ? ", \342\200\234" : "\342\200\234", stdout);
  put_quoted(title);
  fputs(ends(title) ? "\342\200\235 " : ",\342\200\235 ", stdout);
  if (reference->source) {
    put(reference->source);
    fputs(", ", stdout);
  }
  if (reference->month)
    printf("%s ", cli_month(reference->month));
  if (reference->day)
    printf("%d, ", reference->day);
  if (reference->year)
    printf("%d", reference->year);
  else
    fputs("n.d.", stdout);
  put_paragraphs(reference, ", para. ", ", paras. ", "\342\200\223");
  if (reference->url || reference->place)
    fputs(", ", stdout);
  put_place(reference);
  putchar('.');
  put_bytes(reference);
}
