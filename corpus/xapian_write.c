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

/* Passages that are held in memory: some 300 MB with all their places. */
#define HELD 40000

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

static pincite_status count_change(pincite_xapian_writer *writer, pincite_error *err) {
  if (++writer->held < HELD)
    return PINCITE_OK;
  writer->held = 0;
  return writer->x->commit(writer->db, err);
}

/* ---- a document ------------------------------------------------------------------- */

typedef struct filler {
  pincite_xapian_writer *writer;
  pincite_xapian_document *document;
  uint32_t base, last; /* positions */
  uint32_t words, terms; /* terms: words and what stands beside them */
  bool title;
  pincite_status status;
  pincite_error *err;
} filler;

static int fill(const pincite_token *token, void *data) {
  filler *f = data;
  const pincite_xapian *x = f->writer->x;
  if (token->term.len == 0 || token->term.len >= PINCITE__XAPIAN_TERM_LIMIT)
    return 0;
  f->last = f->base + token->position;
  f->words += !token->colocated;
  f->terms++;
  f->status =
      x->document_posting(f->document, token->term.at, token->term.len, f->last, f->err);
  if (!f->status && f->title) {
    pincite_buf *name = &f->writer->text;
    pincite__buf_clear(name);
    pincite__xapian_name(name, 'T', token->term);
    f->status = name->failed ? pincite__no_memory(f->err)
                             : x->document_term(f->document, name->data, name->len, 0, f->err);
  }
  return f->status != PINCITE_OK;
}

static pincite_status fill_words(pincite_store *store, pincite_xapian_document *document,
                                 pincite_error *err) {
  static const pincite_passage_field order[] = {
      PINCITE_PASSAGE_BODY, PINCITE_PASSAGE_HEADING, PINCITE_PASSAGE_TITLE};
  filler f = {.writer = store->xapian, .document = document, .base = 1, .last = 0, .err = err};
  for (size_t i = 0; !f.status && i < PINCITE__PASSAGE_FIELDS; i++) {
    f.title = order[i] == PINCITE_PASSAGE_TITLE;
    pincite__tokens_each(&store->tokens[order[i]], fill, &f);
    f.base = f.last + PINCITE__XAPIAN_GAP;
  }
  uint32_t length = 2 * pincite__length_of(pincite__length_code(f.words));
  if (!f.status && length > f.terms)
    f.status = f.writer->x->document_term(document, "L", 1, length - f.terms, err);
  return f.status;
}

static pincite_status add_name(pincite_xapian_writer *writer,
                               pincite_xapian_document *document, char prefix,
                               pincite_str name, pincite_error *err) {
  if (name.len == 0)
    return PINCITE_OK;
  pincite__buf_clear(&writer->text);
  pincite__xapian_name(&writer->text, prefix, name);
  if (writer->text.failed)
    return pincite__no_memory(err);
  return writer->x->document_term(document, writer->text.data, writer->text.len, 0, err);
}

static pincite_status add_folded(pincite_store *store, pincite_xapian_document *document,
                                 char prefix, pincite_str name, pincite_error *err) {
  pincite_buf folded;
  if (name.len == 0)
    return PINCITE_OK;
  pincite_status status = pincite__name_fold(store->analyser, name, &folded)
                              ? add_name(store->xapian, document, prefix,
                                         pincite__buf_view(&folded), err)
                              : pincite__no_memory(err);
  pincite__buf_release(&folded);
  return status;
}

static pincite_status fill_facts(pincite_store *store, pincite_xapian_document *document,
                                 const pincite_passage_text *passage, uint32_t tie,
                                 pincite_error *err) {
  const pincite_xapian *x = store->xapian->x;
  pincite_buf *text = &store->xapian->text;
  pincite_str id = passage->fields[PINCITE_FIELD_ID];
  char zone[2] = {'Z', (char)('0' + (int)passage->row.zone)}, day[16];
  pincite_status status = x->document_term(document, zone, 2, 0, err);
  if (!status)
    status = add_name(store->xapian, document, 'Q', id, err);
  if (!status)
    status = add_folded(store, document, 'S', passage->fields[PINCITE_FIELD_SOURCE], err);
  if (!status)
    status = add_folded(store, document, 'A', passage->fields[PINCITE_FIELD_AUTHOR], err);
  if (!status && passage->row.published) {
    int length = snprintf(day, sizeof day, "%08d", (int)passage->row.published);
    status = x->document_value(document, PINCITE__XAPIAN_DAY, day, (size_t)length, err);
  }
  pincite__buf_clear(text);
  pincite__buf_addf(text, "%08x%.*s#%010u", tie, (int)id.len, id.at, passage->row.ordinal);
  if (!status && text->failed)
    status = pincite__no_memory(err);
  if (!status)
    status = x->document_value(document, PINCITE__XAPIAN_TIE, text->data, text->len, err);
  pincite__buf_clear(text);
  if (!status)
    status = pincite__xapian_record(passage, text, err);
  if (!status)
    status = x->document_data(document, text->data, text->len, err);
  return status;
}

pincite_status pincite__xapian_add(pincite_store *store,
                                   const pincite_passage_text *passage, uint32_t tie,
                                   pincite_error *err) {
  pincite_status status = begin_changes(store, err);
  pincite_xapian_document *document = NULL;
  if (!status)
    status = store->xapian->x->document_new(&document, err);
  if (status)
    return status;
  const pincite_xapian *x = store->xapian->x;
  status = fill_words(store, document, err);
  if (!status)
    status = fill_facts(store, document, passage, tie, err);
  if (!status)
    status = x->put(store->xapian->db, (uint32_t)passage->row.rowid, document, err);
  x->document_free(document);
  return status ? status : count_change(store->xapian, err);
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
  return status ? status : count_change(writer, err);
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
