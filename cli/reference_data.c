/* SPDX-License-Identifier: MIT
 *
 * References for programs: BibTeX, RIS, and CSL's JSON (schema 1.0.2).
 */
#include <inttypes.h>
#include <string.h>

#include "reference.h"

/* What no format has a field for: where the passage is. */
static void put_note_to(const cli_reference *reference, char *note, size_t size) {
  int used = snprintf(note, size, "pincite %.200s", reference->id);
  if (reference->paragraph && used > 0 && (size_t)used < size)
    used += reference->paragraph == reference->last_paragraph
                ? snprintf(note + used, size - (size_t)used, ", para. %zu",
                           reference->paragraph)
                : snprintf(note + used, size - (size_t)used, ", paras. %zu-%zu",
                           reference->paragraph, reference->last_paragraph);
  if (reference->end > reference->start && used > 0 && (size_t)used < size)
    snprintf(note + used, size - (size_t)used, ", bytes %zu-%zu of the text whose SHA-256 begins %s",
             reference->start, reference->end - 1, reference->sha256);
}

#define NOTE_SIZE 400

/* ---- BibTeX --------------------------------------------------------------------- */

/* Text with what TeX takes for a command escaped. */
static void put_tex(const char *text, size_t length) {
  static const struct {
    char c;
    const char *tex;
  } marks[] = {{'\\', "\\textbackslash{}"}, {'~', "\\textasciitilde{}"},
               {'^', "\\textasciicircum{}"}, {'{', "\\{"},
               {'}', "\\}"},                 {'&', "\\&"},
               {'%', "\\%"},                 {'$', "\\$"},
               {'#', "\\#"},                 {'_', "\\_"}};
  for (size_t i = 0; i < length; i++) {
    const char *tex = NULL;
    for (size_t j = 0; j < sizeof marks / sizeof *marks; j++)
      if (marks[j].c == text[i])
        tex = marks[j].tex;
    if (tex)
      fputs(tex, stdout);
    else if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
      putchar(' ');
    else
      putchar(text[i]);
  }
}

static void put_tex_field(const char *field, const char *text) {
  if (!text || !*text)
    return;
  printf("  %-12s = {", field);
  put_tex(text, strlen(text));
  puts("},");
}

/* An address goes as it is, but for what would end the field. */
static void put_tex_url(const char *url) {
  if (!url)
    return;
  printf("  %-12s = {", "url");
  for (; *url; url++) {
    unsigned char c = (unsigned char)*url;
    if (strchr("{}\\ \"", c) || c < 0x20 || c == 0x7f)
      printf("%%%02X", c);
    else
      putchar(c);
  }
  puts("},");
}

void cli_put_bibtex(const cli_reference *reference) {
  char note[NOTE_SIZE];
  printf("@misc{%s,\n", reference->key);
  if (reference->name_count)
    printf("  %-12s = {", "author");
  for (int i = 0; i < reference->name_count; i++) {
    const cli_name *name = &reference->names[i];
    fputs(i ? " and " : "", stdout);
    fputs(name->given ? "" : "{", stdout);
    put_tex(name->family, (size_t)name->family_length);
    fputs(name->given ? ", " : "}", stdout);
    if (name->given)
      put_tex(name->given, (size_t)name->given_length);
  }
  if (reference->name_count)
    puts("},");
  printf("  %-12s = {{", "title");
  put_tex(reference->title, strlen(reference->title));
  puts("}},");
  put_tex_field("howpublished", reference->source);
  if (reference->year)
    printf("  %-12s = {%d},\n", "year", reference->year);
  if (reference->month)
    printf("  %-12s = %.3s,\n", "month",
           (const char *[]){"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
                            "oct", "nov", "dec"}[(reference->month + 11) % 12]);
  put_tex_url(reference->url);
  put_note_to(reference, note, sizeof note);
  put_tex_field("note", note);
  puts("}");
}

/* ---- RIS ------------------------------------------------------------------------ */

static void put_ris(const char *tag, const char *text, size_t length) {
  if (!length)
    return;
  printf("%s  - ", tag);
  cli_put_clean(text, length, stdout);
  fputs("\r\n", stdout);
}

static void put_ris_text(const char *tag, const char *text) {
  put_ris(tag, text ? text : "", text ? strlen(text) : 0);
}

void cli_put_ris(const cli_reference *reference) {
  char note[NOTE_SIZE];
  printf("TY  - %s\r\n", reference->url ? "ELEC" : "GEN");
  put_ris_text("ID", reference->key);
  for (int i = 0; i < reference->name_count; i++) {
    const cli_name *name = &reference->names[i];
    fputs("AU  - ", stdout);
    cli_put_clean(name->family, (size_t)name->family_length, stdout);
    if (name->given) {
      fputs(", ", stdout);
      cli_put_clean(name->given, (size_t)name->given_length, stdout);
    }
    fputs("\r\n", stdout);
  }
  put_ris_text("TI", reference->title);
  put_ris_text("T2", reference->source);
  if (reference->year) {
    printf("PY  - %d\r\nDA  - %d/", reference->year, reference->year);
    if (reference->month)
      printf("%02d", reference->month);
    putchar('/');
    if (reference->day)
      printf("%02d", reference->day);
    fputs("/\r\n", stdout);
  }
  put_ris_text("UR", reference->url);
  put_ris_text("LA", reference->language);
  put_note_to(reference, note, sizeof note);
  put_ris_text("N1", note);
  fputs("ER  - \r\n", stdout);
}

/* ---- CSL ------------------------------------------------------------------------ */

static void put_date(cli_json *json, const cli_reference *reference) {
  cli_json_open(json, "issued", '{');
  cli_json_open(json, "date-parts", '[');
  cli_json_open(json, NULL, '[');
  cli_json_count(json, NULL, (uint64_t)reference->year);
  if (reference->month)
    cli_json_count(json, NULL, (uint64_t)reference->month);
  if (reference->day)
    cli_json_count(json, NULL, (uint64_t)reference->day);
  cli_json_close(json, ']');
  cli_json_close(json, ']');
  cli_json_close(json, '}');
}

void cli_put_csl(cli_json *json, const cli_reference *reference) {
  char note[NOTE_SIZE];
  cli_json_open(json, NULL, '{');
  cli_json_text(json, "id", reference->key);
  cli_json_text(json, "type", reference->url ? "webpage" : "document");
  cli_json_text(json, "title", reference->title);
  if (reference->name_count)
    cli_json_open(json, "author", '[');
  for (int i = 0; i < reference->name_count; i++) {
    const cli_name *name = &reference->names[i];
    cli_json_open(json, NULL, '{');
    cli_json_bytes(json, name->given ? "family" : "literal", name->family,
                   (size_t)name->family_length);
    if (name->given)
      cli_json_bytes(json, "given", name->given, (size_t)name->given_length);
    cli_json_close(json, '}');
  }
  if (reference->name_count)
    cli_json_close(json, ']');
  if (reference->year)
    put_date(json, reference);
  if (reference->source)
    cli_json_text(json, "container-title", reference->source);
  if (reference->url)
    cli_json_text(json, "URL", reference->url);
  if (reference->place)
    cli_json_text(json, "archive_location", reference->place);
  if (reference->language)
    cli_json_text(json, "language", reference->language);
  put_note_to(reference, note, sizeof note);
  cli_json_text(json, "note", note);
  cli_json_close(json, '}');
}
