/* SPDX-License-Identifier: MIT
 *
 * verify_xapian.c - does Xapian have exactly what is stored?
 *
 * While the stored passages go by, each is described as it would be written, to a
 * table of functions that note instead of writing: its terms and places are summed
 * up as hashes, its values and its record are compared there and then. Afterwards
 * Xapian's postings are read from end to end, and each document's own list of
 * terms; all must give the sums. So nothing is missing, and nothing is too much.
 *
 * A Xapian that is at another generation is behind, not damaged: it is not
 * compared, and the next run makes it good. Since a writer may begin meanwhile,
 * what is found is told when it is known that none did.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify.h"
#include "xapian_private.h"

/* What is wrong of one kind is told so often, with its place. */
#define TOLD 3

typedef struct note {
  uint64_t term; /* hash */
  uint32_t number; /* how often, or where */
} note;

typedef struct notes {
  note *items;
  size_t count, capacity;
} notes;

struct pincite_xapian_check {
  pincite_check *check;
  pincite_xapian_reader *reader;
  pincite_xapian describing; /* the functions that note */
  notes terms, places;       /* of the passage at hand */
  char values[2][PINCITE__XAPIAN_TERM_LIMIT * 20];
  size_t value_lengths[2];
  pincite_buf text;          /* for describing */
  pincite_passage_text record;
  uint64_t term_sum, place_sum, passages;
  uint64_t differ;           /* passages that are not in Xapian as they are stored */
  pincite_buf sentences;     /* what is wrong, each ended by a zero byte */
  /* While Xapian is read. */
  uint64_t walked, term_hash, listed, found_terms, found_places;
  pincite_buf last_term;
  uint32_t document, last_number;
  bool overtaken;
};

static uint64_t mix(uint64_t term, uint64_t document, uint64_t number, uint64_t kind) {
  uint64_t hash = term ^ document * UINT64_C(0x9e3779b97f4a7c15);
  hash ^= (number * 4 + kind) * UINT64_C(0xd6e8feb86659fd93);
  hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
  return hash ^ hash >> 29;
}

enum { OF_TERM, OF_PLACE };

PINCITE__PRINTF(2, 3)
static void say(pincite_xapian_check *x, const char *fmt, ...) {
  char sentence[400];
  va_list args;
  va_start(args, fmt);
  vsnprintf(sentence, sizeof sentence, fmt, args);
  va_end(args);
  pincite__buf_add(&x->sentences, sentence, strlen(sentence) + 1);
}

/* ---- describing a passage -------------------------------------------------------- */

static pincite_xapian_check *check_of(pincite_xapian_document *document) {
  return (pincite_xapian_check *)(void *)document;
}

static bool keep(notes *list, const char *term, size_t length, uint32_t number) {
  if (!pincite__grow(&list->items, &list->capacity, list->count + 1, sizeof *list->items))
    return false;
  list->items[list->count++] = (note){pincite__hash64(term, length), number};
  return true;
}

static pincite_status note_term(pincite_xapian_document *document, const char *term,
                                size_t length, uint32_t times, pincite_error *err) {
  return keep(&check_of(document)->terms, term, length, times) ? PINCITE_OK
                                                               : pincite__no_memory(err);
}

static pincite_status note_posting(pincite_xapian_document *document, const char *term,
                                   size_t length, uint32_t position, pincite_error *err) {
  pincite_xapian_check *x = check_of(document);
  return keep(&x->terms, term, length, 1) && keep(&x->places, term, length, position)
             ? PINCITE_OK
             : pincite__no_memory(err);
}

static pincite_status note_value(pincite_xapian_document *document, unsigned slot,
                                 const char *bytes, size_t length, pincite_error *err) {
  pincite_xapian_check *x = check_of(document);
  if (slot > 1 || length > sizeof x->values[0])
    return pincite__fail(err, PINCITE_EINVAL, "a value is too long");
  memcpy(x->values[slot], bytes, length);
  x->value_lengths[slot] = length;
  return PINCITE_OK;
}

static int by_term(const void *a, const void *b) {
  const note *x = a, *y = b;
  if (x->term != y->term)
    return x->term < y->term ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

static void sort(notes *list) {
  if (list->count > 1)
    qsort(list->items, list->count, sizeof *list->items, by_term);
}

static void sum_up(pincite_xapian_check *x, uint64_t document) {
  sort(&x->terms);
  for (size_t i = 0; i < x->terms.count;) {
    uint64_t term = x->terms.items[i].term, times = 0;
    for (; i < x->terms.count && x->terms.items[i].term == term; i++)
      times += x->terms.items[i].number;
    x->term_sum += mix(term, document, times, OF_TERM);
  }
  sort(&x->places);
  for (size_t i = 0; i < x->places.count; i++)
    if (i == 0 || by_term(&x->places.items[i - 1], &x->places.items[i]) != 0)
      x->place_sum +=
          mix(x->places.items[i].term, document, x->places.items[i].number, OF_PLACE);
}

/* ---- comparing a document --------------------------------------------------------- */

static bool same_record(const pincite_passage_text *a, const pincite_passage_text *b) {
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++)
    if (!pincite__str_equal(a->fields[i], b->fields[i]))
      return false;
  return pincite__str_equal(a->heading, b->heading) &&
         pincite__str_equal(a->body, b->body) && a->row.ordinal == b->row.ordinal &&
         a->row.start == b->row.start && a->row.zone == b->row.zone &&
         a->row.published == b->row.published;
}

/* Damage found while one document is read is a difference of that one. */
static pincite_status compare_document(pincite_xapian_check *x,
                                       const pincite_passage_text *passage, bool *same,
                                       pincite_error *err) {
  const pincite_xapian *api = x->reader->x;
  uint32_t id = (uint32_t)passage->row.rowid;
  char *bytes = NULL;
  size_t length = 0;
  pincite_status status = api->data(x->reader->db, id, &bytes, &length, err);
  if (!status)
    status = pincite__xapian_record_read(bytes, length, &x->record, err);
  free(bytes);
  *same = !status && same_record(passage, &x->record);
  for (unsigned slot = 0; *same && slot < 2; slot++) {
    bytes = NULL;
    status = api->value(x->reader->db, id, slot, &bytes, &length, err);
    *same = !status && length == x->value_lengths[slot] &&
            memcmp(bytes, x->values[slot], length) == 0;
    free(bytes);
  }
  return status == PINCITE_ECORRUPT || status == PINCITE_ENOTFOUND ? PINCITE_OK : status;
}

pincite_status pincite__check_xapian_add(pincite_xapian_check *x,
                                         const pincite_passage_text *passage,
                                         pincite_error *err) {
  if (!x)
    return PINCITE_OK;
  bool same;
  x->terms.count = x->places.count = 0;
  x->value_lengths[0] = x->value_lengths[1] = 0;
  x->passages++;
  pincite_status status = pincite__xapian_describe(
      x->check->store, &x->describing, (pincite_xapian_document *)(void *)x, &x->text,
      passage, err);
  if (status)
    return status;
  sum_up(x, (uint64_t)passage->row.rowid);
  status = compare_document(x, passage, &same, err);
  pincite_str id = passage->fields[PINCITE_FIELD_ID];
  if (!status && !same && ++x->differ <= TOLD)
    say(x, "Xapian does not have passage %u of article '%.*s' as it is stored",
        passage->row.ordinal, (int)(id.len < 200 ? id.len : 200), id.at);
  return status;
}

/* ---- reading Xapian from end to end -------------------------------------------------- */

static int add_place(uint32_t position, uint32_t times, void *data) {
  pincite_xapian_check *x = data;
  (void)times;
  x->found_places += mix(x->term_hash, x->document, position, OF_PLACE);
  return 0;
}

static int add_posting(uint32_t document, uint32_t times, void *data) {
  pincite_xapian_check *x = data;
  x->overtaken = x->overtaken || document <= x->last_number;
  x->last_number = document;
  x->found_terms += mix(x->term_hash, document, times, OF_TERM);
  return x->overtaken;
}

/* Terms come in order: one that does not was read by a walk that began anew. */
static int add_term(const char *term, size_t length, uint64_t documents, double weight,
                    void *data) {
  pincite_xapian_check *x = data;
  pincite_error err = {PINCITE_OK, ""};
  pincite_str view = {term, length};
  (void)weight, (void)documents;
  if (x->walked++ && pincite__str_compare(view, pincite__buf_view(&x->last_term)) <= 0)
    x->overtaken = true;
  pincite__buf_clear(&x->last_term);
  pincite__buf_add(&x->last_term, term, length);
  x->term_hash = pincite__hash64(term, length);
  x->last_number = 0;
  pincite_status status =
      x->reader->x->postings(x->reader->db, term, length, 0, add_posting, x, &err);
  if (status)
    say(x, "Xapian's postings of '%.*s' cannot be read: %s", (int)length, term,
        err.message);
  return status || x->overtaken;
}

/* The terms that a document says it has, and their places. */
static int add_listed(const char *term, size_t length, uint64_t times, double weight,
                      void *data) {
  pincite_xapian_check *x = data;
  (void)weight;
  x->term_hash = pincite__hash64(term, length);
  x->listed += mix(x->term_hash, x->document, times, OF_TERM);
  /* Only words have places; they begin with no capital letter. */
  if (term[0] >= 'A' && term[0] <= 'Z')
    return 0;
  return x->reader->x->positions(x->reader->db, x->document, term, length, add_place, x,
                                 NULL) != PINCITE_OK;
}

static int add_document(uint32_t document, uint32_t times, void *data) {
  pincite_xapian_check *x = data;
  pincite_error err = {PINCITE_OK, ""};
  (void)times;
  x->document = document;
  pincite_status status =
      x->reader->x->document_terms(x->reader->db, document, add_listed, x, &err);
  if (status)
    say(x, "the terms of document %u cannot be read from Xapian: %s", document,
        err.message);
  return status != PINCITE_OK;
}

static pincite_status read_all(pincite_xapian_check *x, pincite_error *err) {
  const pincite_xapian *api = x->reader->x;
  uint64_t faults = 0;
  pincite_xapian_stats stats;
  pincite_status status = api->check(x->reader->db, &faults, err);
  if (!status && faults)
    say(x, "in Xapian %llu terms or documents do not agree with their counts",
        (unsigned long long)faults);
  if (!status)
    status = api->stats(x->reader->db, &stats, err);
  if (!status && stats.documents != x->passages)
    say(x, "Xapian has %llu passages and %llu are stored",
        (unsigned long long)stats.documents, (unsigned long long)x->passages);
  if (!status)
    status = api->terms(x->reader->db, "", 0, add_term, x, err);
  if (!status)
    status = api->postings(x->reader->db, "", 0, 0, add_document, x, err);
  return status;
}

static pincite_status tell(pincite_xapian_check *x, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  const char *at = x->sentences.data, *end = at + x->sentences.len;
  for (; !status && at < end; at += strlen(at) + 1)
    status = pincite__check_found(x->check, err, "xapian", "%s", at);
  if (!status && x->differ > TOLD)
    status = pincite__check_found(x->check, err, "xapian",
                                  "%llu more passages are not in Xapian as they are stored",
                                  (unsigned long long)(x->differ - TOLD));
  return status;
}

static bool agrees(const pincite_check *check, const pincite_xapian_reader *reader) {
  char hex[65];
  pincite__totals_fingerprint(&check->store->totals, hex);
  return !reader->changing && reader->generation == check->store->totals.generation &&
         strcmp(reader->fingerprint, hex) == 0;
}

pincite_status pincite__check_xapian_end(pincite_xapian_check *x, pincite_error *err) {
  pincite_error own = {PINCITE_OK, ""};
  if (!x)
    return PINCITE_OK;
  pincite_status status = read_all(x, &own);
  if (status == PINCITE_ENOMEM || x->sentences.failed)
    return pincite__no_memory(err);
  if (status)
    say(x, "%s", own.message);
  else if (x->found_terms != x->term_sum)
    say(x, "Xapian's postings are not those of the stored passages");
  else if (x->listed != x->term_sum)
    say(x, "the lists of terms in Xapian are not those of the stored passages");
  else if (x->found_places != x->place_sum)
    say(x, "words stand at other places in Xapian than in the stored passages");
  /* Did a writer begin meanwhile? Then it was not one state that was read. */
  status = pincite__xapian_reader_refresh(x->reader, &own);
  if (!status && (x->overtaken || !agrees(x->check, x->reader))) {
    x->check->report.behind++;
    return PINCITE_OK;
  }
  return tell(x, err);
}

/* ---- opening ------------------------------------------------------------------------- */

/* As much as a quick look tells. */
static pincite_status look(pincite_check *check, pincite_xapian_reader *reader,
                           pincite_error *err) {
  pincite_xapian_stats stats;
  pincite_status status = reader->x->stats(reader->db, &stats, err);
  if (!status && stats.documents != check->store->totals.passages)
    status = pincite__check_found(check, err, "xapian",
                                  "Xapian has %llu passages and the index %llu",
                                  (unsigned long long)stats.documents,
                                  (unsigned long long)check->store->totals.passages);
  return pincite__check_damage(check, err, "xapian", status);
}

static pincite_status make(pincite_check *check, pincite_xapian_reader *reader,
                           pincite_xapian_check **out, pincite_error *err) {
  pincite_xapian_check *x = calloc(1, sizeof *x);
  if (!x)
    return pincite__no_memory(err);
  x->check = check;
  x->reader = reader;
  x->describing = (pincite_xapian){.size = sizeof x->describing,
                                   .document_term = note_term,
                                   .document_posting = note_posting,
                                   .document_value = note_value};
  pincite__buf_init(&x->text, PINCITE__BUF_LIMIT);
  pincite__buf_init(&x->sentences, PINCITE__BUF_LIMIT);
  pincite__buf_init(&x->last_term, PINCITE__BUF_LIMIT);
  pincite__passage_text_init(&x->record);
  *out = x;
  return PINCITE_OK;
}

pincite_status pincite__check_xapian_open(pincite_check *check,
                                          pincite_xapian_check **out,
                                          pincite_error *err) {
  uint64_t engines = 0;
  pincite_xapian_reader *reader = NULL;
  pincite_status status = pincite__engines(check->store, &engines, err);
  if (status || !(engines & PINCITE__ENGINE_XAPIAN) || !check->store->path)
    return status;
  status = pincite__xapian_reader_open(check->store->path, &reader, err);
  if (status && status != PINCITE_ENOMEM) {
    /* Whatever the reason is, nobody can say that it is sound. */
    pincite_error why = *err;
    return pincite__check_found(check, err, "xapian", "Xapian cannot be read: %s",
                                why.message);
  }
  if (status)
    return status;
  if (agrees(check, reader))
    status = look(check, reader, err);
  else
    check->report.behind++;
  if (!status && check->options.deep && agrees(check, reader)) {
    status = make(check, reader, out, err);
    reader = status ? reader : NULL;
  }
  pincite__xapian_reader_close(reader);
  return status;
}

void pincite__check_xapian_close(pincite_xapian_check *x) {
  if (!x)
    return;
  pincite__xapian_reader_close(x->reader);
  pincite__buf_release(&x->text);
  pincite__buf_release(&x->sentences);
  pincite__buf_release(&x->last_term);
  pincite__passage_text_release(&x->record);
  free(x->terms.items);
  free(x->places.items);
  free(x);
}
