/* SPDX-License-Identifier: MIT
 *
 * cite_form.c - normal forms, and how a scan hands out what it found.
 */
#include <stdio.h>
#include <string.h>

#include "cite.h"

static const char *const KIND_NAMES[] = {
    "statute",    "public_law", "private_law",  "statutes_at_large",
    "regulation", "fedreg",     "bill",         "exec_order",
    "report",     "congrec",    "constitution", "rule",
    "state_law",  "case",       "case_short",   "journal",
    "id",         "supra",      "act",
};

const char *pincite__cite_kind_name(cite_kind kind) {
  return KIND_NAMES[kind];
}

void pincite__form_add(cite_form *form, const char *text, size_t len) {
  if (form->full || len >= sizeof form->text - form->len) {
    form->full = true;
    return;
  }
  memcpy(form->text + form->len, text, len);
  form->len += len;
  form->text[form->len] = '\0';
}

void pincite__form_adds(cite_form *form, const char *text) {
  pincite__form_add(form, text, strlen(text));
}

void pincite__form_set(cite_form *form, const char *text) {
  form->len = 0;
  form->full = false;
  form->text[0] = '\0';
  pincite__form_adds(form, text);
}

void pincite__form_addf(cite_form *form, const char *fmt, ...) {
  char text[PINCITE__CITE_LIMIT];
  va_list args;
  va_start(args, fmt);
  int len = vsnprintf(text, sizeof text, fmt, args);
  va_end(args);
  if (len < 0 || (size_t)len >= sizeof text)
    form->full = true;
  else
    pincite__form_add(form, text, (size_t)len);
}

void pincite__cite_emit(cite_scan *s, cite_kind kind, const cite_form *form, size_t start,
                        size_t end, bool uncertain, int authority) {
  if (s->answer || form->full)
    return;
  pincite_cite cite = {kind,     {form->text, form->len}, start, end - start, uncertain,
                       authority};
  s->answer = s->each(&cite, s->data);
}

void pincite__cite_remember(cite_scan *s, cite_kind kind, const char *code,
                            const cite_form *section, int act, size_t at) {
  s->last.kind = kind;
  pincite__form_set(&s->last.code, code);
  s->last.section = *section;
  s->last.act = act;
  s->last.at = at;
}
