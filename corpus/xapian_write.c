/* SPDX-License-Identifier: MIT
 *
 * xapian_write.c - passages into Xapian, beside the store's own transaction.
 *
 * All changes of a batch are one commit of Xapian's, right behind that of corpus.db.
 * A batch that outgrows the memory is written in between; the metadata 'base' goes
 * with it and says so to whoever finds it if the run ends there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postings_format.h"
#include "xapian_private.h"

/* Passages between two commits. Xapian itself writes what it holds after each 10,000,
   some 75 MB with all their places. */
#define HELD 40000
#define HELD_BYTES ((size_t)7500)
#define SHARE_USUAL ((size_t)60 << 20)

void pincite__xapian_writer_close(pincite_xapian_writer *writer) {
  if (!writer)
    return;
  writer->x->close(writer->db);
  pincite__buf_release(&writer->text);
  free(writer);
}

pincite_status pincite__xapian_writer_open(pincite_store *store, bool anew,
                                           pincite_error *err) {
  char path[4200];
  if (!store->path || !pincite__xapian_path(store->path, path))
    return pincite__fail(err, PINCITE_EINVAL,
                         "the engine xapian needs an index in a folder");
  pincite_xapian_writer *writer = calloc(1, sizeof *writer);
  if (!writer)
    return pincite__no_memory(err);
  pincite__buf_init(&writer->text, PINCITE__BUF_LIMIT);
  pincite_status status = pincite__xapian(&writer->x, err);
  if (!status)
    status = writer->x->create(path, anew, &writer->db, err);
  if (status) {
    free(writer);
    return status;
  }
  store->xapian = writer;
  return PINCITE_OK;
}

static pincite_status set_number(pincite_xapian_writer *writer, const char *key,
                                 uint64_t value, pincite_error *err) {
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
  return writer->x->set_metadata(writer->db, key, digits, (size_t)length, err);
}

/* Have a writer that has noted that changes are under way. */
static pincite_status begin_changes(pincite_store *store, pincite_error *err) {
  pincite_status status =
      store->xapian ? PINCITE_OK : pincite__xapian_writer_open(store, false, err);
  if (status || store->xapian->changing)
    return status;
  uint64_t base = (uint64_t)store->totals.next_passage;
  if (store->xapian->base && store->xapian->base < base)
    base = store->xapian->base;
  status = set_number(store->xapian, "base", base, err);
  store->xapian->changing = !status;
  return status;
}

/* With less memory than is usual they are committed before Xapian would write them. */
static pincite_status count_change(pincite_store *store, pincite_error *err) {
  pincite_xapian_writer *writer = store->xapian;
  size_t share = pincite__share(store, PINCITE__SHARE_XAPIAN);
  if (++writer->held < (share < SHARE_USUAL ? share / HELD_BYTES : HELD))
    return PINCITE_OK;
  writer->held = 0;
  return writer->x->commit(writer->db, err);
}

/* ---- a document ------------------------------------------------------------------- */

typedef struct filler {
  pincite_store *store;
  const pincite_xapian *x;
  pincite_xapian_document *document;
  pincite_buf *text; /* for names */
  uint32_t base, last; /* positions */
  uint32_t words, terms; /* terms: words and what stands beside them */
  bool title;
  pincite_status status;
  pincite_error *err;
} filler;

static int fill(const pincite_token *token, void *data) {
  filler *f = data;
  const pincite_xapian *x = f->x;
  if (token->term.len == 0 || token->term.len >= PINCITE__XAPIAN_TERM_LIMIT)
    return 0;
  f->last = f->base + token->position;
  f->words += !token->colocated;
  f->terms++;
  f->status =
      x->document_posting(f->document, token->term.at, token->term.len, f->last, f->err);
  if (!f->status && f->title) {
    pincite_buf *name = f->text;
    pincite__buf_clear(name);
    pincite__xapian_name(name, 'T', token->term);
    f->status = name->failed ? pincite__no_memory(f->err)
                             : x->document_term(f->document, name->data, name->len, 0, f->err);
  }
  return f->status != PINCITE_OK;
}

static pincite_status fill_words(filler *f) {
  static const pincite_passage_field order[] = {
      PINCITE_PASSAGE_BODY, PINCITE_PASSAGE_HEADING, PINCITE_PASSAGE_TITLE};
  f->base = 1;
  for (size_t i = 0; !f->status && i < PINCITE__PASSAGE_FIELDS; i++) {
    f->title = order[i] == PINCITE_PASSAGE_TITLE;
    pincite__tokens_each(&f->store->tokens[order[i]], fill, f);
    f->base = f->last + PINCITE__XAPIAN_GAP;
  }
  uint32_t length = 2 * pincite__length_of(pincite__length_code(f->words));
  if (!f->status && length > f->terms)
    f->status = f->x->document_term(f->document, "L", 1, length - f->terms, f->err);
  return f->status;
}

static pincite_status add_name(filler *f, char prefix, pincite_str name) {
  if (name.len == 0)
    return PINCITE_OK;
  pincite__buf_clear(f->text);
  pincite__xapian_name(f->text, prefix, name);
  if (f->text->failed)
    return pincite__no_memory(f->err);
  return f->x->document_term(f->document, f->text->data, f->text->len, 0, f->err);
}

static pincite_status add_folded(filler *f, char prefix, pincite_str name) {
  pincite_buf folded;
  if (name.len == 0)
    return PINCITE_OK;
  pincite_status status = pincite__name_fold(f->store->analyser, name, &folded)
                              ? add_name(f, prefix, pincite__buf_view(&folded))
                              : pincite__no_memory(f->err);
  pincite__buf_release(&folded);
  return status;
}

static pincite_status fill_facts(filler *f, const pincite_passage_text *passage) {
  const pincite_xapian *x = f->x;
  pincite_str id = passage->fields[PINCITE_FIELD_ID];
  char zone[2] = {'Z', (char)('0' + (int)passage->row.zone)}, day[16];
  pincite_status status = x->document_term(f->document, zone, 2, 0, f->err);
  if (!status)
    status = add_name(f, 'Q', id);
  if (!status)
    status = add_folded(f, 'S', passage->fields[PINCITE_FIELD_SOURCE]);
  if (!status)
    status = add_folded(f, 'A', passage->fields[PINCITE_FIELD_AUTHOR]);
  if (!status && passage->row.published) {
    int length = snprintf(day, sizeof day, "%08d", (int)passage->row.published);
    status = x->document_value(f->document, PINCITE__XAPIAN_DAY, day, (size_t)length,
                               f->err);
  }
  pincite__buf_clear(f->text);
  pincite__buf_addf(f->text, "%08x%.*s#%010u", pincite__tie_key(id, passage->row.ordinal),
                    (int)id.len, id.at, passage->row.ordinal);
  if (!status && f->text->failed)
    status = pincite__no_memory(f->err);
  return status ? status
                : x->document_value(f->document, PINCITE__XAPIAN_TIE, f->text->data,
                                    f->text->len, f->err);
}

pincite_status pincite__xapian_describe(pincite_store *store, const pincite_xapian *x,
                                        pincite_xapian_document *document,
                                        pincite_buf *text,
                                        const pincite_passage_text *passage,
                                        pincite_error *err) {
  filler f = {.store = store, .x = x, .document = document, .text = text, .err = err};
  pincite_status status = fill_words(&f);
  return status ? status : fill_facts(&f, passage);
}

static pincite_status add_record(pincite_store *store, pincite_xapian_document *document,
                                 const pincite_passage_text *passage, pincite_error *err) {
  pincite_buf *text = &store->xapian->text;
  pincite__buf_clear(text);
  pincite_status status = pincite__xapian_record(passage, text, err);
  return status ? status
                : store->xapian->x->document_data(document, text->data, text->len, err);
}

pincite_status pincite__xapian_add(pincite_store *store,
                                   const pincite_passage_text *passage,
                                   pincite_error *err) {
  pincite_status status = begin_changes(store, err);
  pincite_xapian_document *document = NULL;
  if (!status)
    status = store->xapian->x->document_new(&document, err);
  if (status)
    return status;
  const pincite_xapian *x = store->xapian->x;
  status = pincite__xapian_describe(store, x, document, &store->xapian->text, passage, err);
  if (!status)
    status = add_record(store, document, passage, err);
  if (!status)
    status = x->put(store->xapian->db, (uint32_t)passage->row.rowid, document, err);
  x->document_free(document);
  return status ? status : count_change(store, err);
}

pincite_status pincite__xapian_remove(pincite_store *store, int64_t rowid,
                                      pincite_error *err) {
  pincite_status status = begin_changes(store, err);
  if (status)
    return status;
  pincite_xapian_writer *writer = store->xapian;
  status = writer->x->remove(writer->db, (uint32_t)rowid, err);
  if (status == PINCITE_ENOTFOUND) /* it is not there: that is what is wanted */
    status = PINCITE_OK;
  return status ? status : count_change(store, err);
}

static pincite_status note_agreement(pincite_store *store, pincite_error *err) {
  char hex[65];
  pincite_xapian_writer *writer = store->xapian;
  uint64_t key = 0;
  pincite_status status;
  pincite__totals_fingerprint(&store->totals, hex);
  status = pincite__meta_get(store, "xapian_key", &key, err);
  if (!status)
    status = set_number(writer, "key", key, err);
  if (!status)
    status = set_number(writer, "form", PINCITE__XAPIAN_FORM, err);
  if (!status)
    status = set_number(writer, "generation", store->totals.generation, err);
  if (!status)
    status = writer->x->set_metadata(writer->db, "fingerprint", hex, 64, err);
  if (!status)
    status = writer->x->set_metadata(writer->db, "base", "", 0, err);
  if (!status)
    status = writer->x->commit(writer->db, err);
  return status;
}

/* A batch may change nothing that Xapian has; the generation moves on all the same. */
pincite_status pincite__xapian_commit(pincite_store *store, bool changed,
                                      pincite_error *err) {
  pincite_error own = {PINCITE_OK, ""};
  if (store->xapian_agrees && !changed && !(store->xapian && store->xapian->changing))
    return PINCITE_OK;
  pincite_status status =
      store->xapian ? PINCITE_OK : pincite__xapian_writer_open(store, false, &own);
  if (!status)
    status = note_agreement(store, &own);
  store->xapian_agrees = !status;
  if (!status) {
    store->xapian->changing = false;
    store->xapian->base = 0;
    store->xapian->held = 0;
    return PINCITE_OK;
  }
  pincite__xapian_writer_close(store->xapian);
  store->xapian = NULL;
  return pincite__fail(err, status, "what was read is committed, but Xapian is behind; the "
                       "next run makes it good: %s", own.message);
}
