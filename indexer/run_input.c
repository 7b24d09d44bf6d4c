/* SPDX-License-Identifier: MIT
 *
 * run_input.c - one input of a run, from its first article to its row in the
 * ledger.
 *
 * What an input had before and does not have now is removed at its end, not
 * before: an input that cannot be read loses nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static void set_text(pincite_buf *buf, const char *text) {
  pincite__buf_clear(buf);
  pincite__buf_adds(buf, text);
}

/* Have the ledger's row of the input at hand in run->input. */
static pincite_status open_input(pincite_run *run, const pincite_found *found,
                                 pincite_error *err) {
  if (run->input_open)
    return PINCITE_OK;
  pincite_str uri = pincite__str(found->uri);
  pincite_status status = pincite__ledger_find(run->store, run->root, uri, &run->input, err);
  if (status)
    return status;
  run->input_known = run->input.id != 0;
  run->input_pending = false;
  run->documents = run->taken = run->empty = 0;
  run->owner = 0;
  run->rows.count = 0;
  pincite__idset_clear(&run->ids);
  pincite__faults_clear(&run->faults);
  run->input_open = true;
  return PINCITE_OK;
}

static void take_stat(pincite_input *input, const pincite_found *found) {
  input->size = found->size;
  input->mtime = found->mtime;
  input->inode = found->inode;
}

/* An input needs a row before articles can point to it. */
static pincite_status ensure_row(pincite_run *run, const pincite_found *found,
                                 pincite_error *err) {
  if (run->input.id)
    return PINCITE_OK;
  set_text(&run->input.uri, found->uri);
  set_text(&run->input.reason, "");
  set_text(&run->input.detail, "");
  memset(run->input.hash, 0, sizeof run->input.hash);
  run->input.size = run->input.mtime = run->input.inode = 0;
  run->input.articles = 0;
  run->input.state = PINCITE_INPUT_PENDING;
  return pincite__ledger_set(run->store, run->root, &run->input, err);
}

static pincite_status add_fault(pincite_run *run, const pincite_found *found, uint64_t line,
                                const char *reason, const char *detail,
                                pincite_error *err) {
  if (!pincite__faults_add(&run->faults, line, pincite__str(reason), pincite__str(detail)))
    return pincite__no_memory(err);
  bool blank = strcmp(reason, PINCITE__BLANK) == 0;
  run->report.faults += !blank;
  pincite__reindex_row(run, found->uri, blank ? "skipped" : "failed", reason, detail, line);
  return PINCITE_OK;
}

static pincite_status note_row(pincite_run *run, int64_t rowid, pincite_error *err) {
  pincite_rows *rows = &run->rows;
  if (!pincite__grow(&rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items))
    return pincite__no_memory(err);
  rows->items[rows->count++] = rowid;
  return PINCITE_OK;
}

static pincite_status taken_elsewhere(pincite_run *run, const pincite_found *found,
                                      const pincite_document *document,
                                      const pincite_put *put, pincite_error *err) {
  pincite_buf owner, detail;
  pincite__buf_init(&owner, PINCITE__BUF_LIMIT);
  pincite__buf_init(&detail, PINCITE__BUF_LIMIT);
  pincite_str id = pincite__document_get(document, PINCITE_FIELD_ID);
  pincite_status status = pincite__ledger_uri(run->store, put->owner, &owner, err);
  pincite__buf_addf(&detail, "the id '%.*s' is that of an article in '%s'; give it another",
                    (int)(id.len < 200 ? id.len : 200), id.at, owner.data);
  run->taken++;
  run->owner = put->owner;
  if (!status)
    status = add_fault(run, found, document->line, "duplicate-id", detail.data, err);
  pincite__buf_release(&owner);
  pincite__buf_release(&detail);
  return status;
}

/* Has this input brought an article of this id before? */
static pincite_status check_twice(pincite_run *run, const pincite_document *document,
                                  bool *twice, pincite_error *err) {
  pincite_str id = pincite__document_get(document, PINCITE_FIELD_ID);
  int known = pincite__idset_add(&run->ids, pincite__hash64(id.at, id.len));
  if (known < 0)
    return pincite__no_memory(err);
  *twice = known == 1;
  return PINCITE_OK;
}

static void count_put(pincite_run *run, const pincite_put *put, size_t passages) {
  run->report.articles_added += put->change == PINCITE_PUT_ADDED;
  run->report.articles_changed += put->change == PINCITE_PUT_REPLACED;
  run->report.articles_kept += put->change == PINCITE_PUT_SAME;
  if (put->change == PINCITE_PUT_ADDED || put->change == PINCITE_PUT_REPLACED)
    run->report.passages += passages;
}

pincite_status pincite__reindex_document(pincite_run *run, const pincite_found *found,
                                     const pincite_ahead_event *event, pincite_error *err) {
  pincite_document *document = event->reading.document;
  bool twice = false;
  pincite_status status = open_input(run, found, err);
  if (!status)
    status = ensure_row(run, found, err);
  if (!status && event->ready->told)
    status = check_twice(run, document, &twice, err);
  if (status)
    return status;
  run->documents++;
  if (twice)
    return add_fault(run, found, document->line, "duplicate-id",
                     "an article of the same id came before it in this input; "
                     "the first one was kept",
                     err);
  pincite_provenance from = {.input = run->input.id,
                             .uri = pincite__str(found->uri),
                             .root = pincite__str(run->root_name),
                             .shard = run->options.shard,
                             .shard_count = run->options.shard_count};
  pincite_put put = {0};
  pincite_error why = event->why;
  status = event->status;
  if (!status)
    status = pincite__intake_put(run->store, document, &from, event->ready, &put, &why);
  if (status == PINCITE_EINVAL) {
    run->empty++;
    return add_fault(run, found, document->line, PINCITE__BLANK, why.message, err);
  }
  if (status)
    return pincite__fail(err, status, "%s", why.message);
  if (put.change == PINCITE_PUT_ELSEWHERE)
    return PINCITE_OK;
  run->batch_bytes += document->text.len;
  count_put(run, &put, event->ready->cuts.count);
  if (put.change == PINCITE_PUT_TAKEN)
    return taken_elsewhere(run, found, document, &put, err);
  return note_row(run, put.rowid, err);
}

pincite_status pincite__reindex_fault(pincite_run *run, const pincite_found *found,
                                  const pincite_reading_fault *fault, pincite_error *err) {
  pincite_status status = open_input(run, found, err);
  return status ? status
                : add_fault(run, found, fault->line, fault->reason, fault->detail, err);
}

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Remove what the input had and has no more. */
static pincite_status remove_lost(pincite_run *run, pincite_error *err) {
  pincite_rows had = {0};
  pincite_status status =
      run->input_known ? pincite__ledger_articles(run->store, run->input.id, &had, err)
                       : PINCITE_OK;
  if (run->rows.count)
    qsort(run->rows.items, run->rows.count, sizeof *run->rows.items, by_number);
  for (size_t i = 0; !status && i < had.count; i++) {
    if (run->rows.count && bsearch(&had.items[i], run->rows.items, run->rows.count,
                                   sizeof *run->rows.items, by_number))
      continue;
    status = pincite__article_remove(run->store, had.items[i], err);
    run->report.articles_removed++;
  }
  free(had.items);
  return status;
}

/* Did reading change anything of what the ledger says of the input? Its time may
   have changed while its bytes did not: that is no reason to write. */
static bool same_content(const pincite_run *run, const pincite_reading_end *end,
                         pincite_input_state state) {
  return run->input_known && end->hashed && run->input.state == state &&
         memcmp(run->input.hash, end->sha256, sizeof run->input.hash) == 0 &&
         run->input.articles == run->rows.count;
}

static pincite_input_state state_of(const pincite_run *run,
                                    const pincite_reading_end *end) {
  if (end->state == PINCITE_READING_SKIPPED)
    return PINCITE_INPUT_SKIPPED;
  if (end->state == PINCITE_READING_FAILED)
    return PINCITE_INPUT_FAILED;
  if (run->documents && run->taken == run->documents)
    return PINCITE_INPUT_DUPLICATE;
  if (run->documents && run->empty == run->documents)
    return PINCITE_INPUT_SKIPPED;
  return PINCITE_INPUT_INDEXED;
}

static void describe(pincite_run *run, const pincite_reading_end *end,
                     pincite_input_state state) {
  set_text(&run->input.reason, end->reason);
  set_text(&run->input.detail, end->detail);
  if (state == PINCITE_INPUT_DUPLICATE) {
    set_text(&run->input.reason, "duplicate-id");
    set_text(&run->input.detail, "all its articles have ids that another input's have");
  } else if (state == PINCITE_INPUT_SKIPPED && !*end->reason) {
    set_text(&run->input.reason, "no-text");
    set_text(&run->input.detail, "there is no text in it");
  }
}

static void count_state(pincite_run *run, pincite_input_state state) {
  run->report.indexed += state == PINCITE_INPUT_INDEXED;
  run->report.duplicate += state == PINCITE_INPUT_DUPLICATE;
  run->report.skipped += state == PINCITE_INPUT_SKIPPED;
  run->report.failed += state == PINCITE_INPUT_FAILED;
}

static pincite_status settle(pincite_run *run, const pincite_found *found,
                             const pincite_reading_end *end, pincite_error *err) {
  pincite_input_state state = state_of(run, end);
  bool failed = state == PINCITE_INPUT_FAILED;
  /* What cannot be read keeps what it had, and what was read of it now. */
  pincite_status status = failed ? PINCITE_OK : remove_lost(run, err);
  bool same = same_content(run, end, state);
  if (same && state == PINCITE_INPUT_INDEXED)
    run->report.unchanged++;
  else
    count_state(run, state);
  if (!status && (!same || run->input_pending)) {
    set_text(&run->input.uri, found->uri);
    describe(run, end, state);
    take_stat(&run->input, found);
    memset(run->input.hash, 0, sizeof run->input.hash);
    if (end->hashed)
      memcpy(run->input.hash, end->sha256, sizeof run->input.hash);
    if (!failed || !run->input_known)
      run->input.articles = run->rows.count;
    run->input.state = state;
    status = pincite__ledger_set(run->store, run->root, &run->input, err);
    if (!status && run->rows.count)
      status = pincite__ledger_ranges(run->store, run->input.id, &run->rows, !failed, err);
  }
  if (!status)
    status = pincite__ledger_faults(run->store, run->input.id, &run->faults, err);
  if (state != PINCITE_INPUT_INDEXED)
    pincite__reindex_row(run, found->uri, pincite__input_state_name(state),
                     run->input.reason.data, run->input.detail.data, 0);
  return status;
}

pincite_status pincite__reindex_end(pincite_run *run, const pincite_found *found,
                                const pincite_reading_end *end, pincite_error *err) {
  pincite_status status = open_input(run, found, err);
  if (!status)
    status = settle(run, found, end, err);
  run->input_open = false;
  run->files_done++;
  run->report.bytes += end->bytes;
  return status;
}

pincite_status pincite__reindex_unread(pincite_run *run, const pincite_found *found,
                                   pincite_error *err) {
  pincite_reading_end end = {.state = found->failed ? PINCITE_READING_FAILED
                                                    : PINCITE_READING_SKIPPED};
  snprintf(end.reason, sizeof end.reason, "%s", found->reason);
  snprintf(end.detail, sizeof end.detail, "%s", found->detail ? found->detail : "");
  return pincite__reindex_end(run, found, &end, err);
}

/* Until its end, an input that was read before has what it had and what it has now. */
pincite_status pincite__reindex_save(pincite_run *run, pincite_error *err) {
  if (!run->input_open || run->rows.count == 0)
    return PINCITE_OK;
  pincite_status status =
      pincite__ledger_ranges(run->store, run->input.id, &run->rows, false, err);
  pincite_input_state was = run->input.state;
  run->input.state = PINCITE_INPUT_PENDING;
  if (!status)
    status = pincite__ledger_set(run->store, run->root, &run->input, err);
  run->input.state = was;
  run->input_pending = true;
  return status;
}

pincite_status pincite__reindex_remove(pincite_run *run, pincite_input *input,
                                   pincite_error *err) {
  pincite_rows had = {0};
  pincite_rows none = {0};
  pincite_faults no_faults = {0};
  pincite_status status = pincite__ledger_articles(run->store, input->id, &had, err);
  for (size_t i = 0; !status && i < had.count; i++) {
    status = pincite__article_remove(run->store, had.items[i], err);
    run->report.articles_removed++;
  }
  free(had.items);
  if (!status)
    status = pincite__ledger_ranges(run->store, input->id, &none, true, err);
  if (!status)
    status = pincite__ledger_faults(run->store, input->id, &no_faults, err);
  if (status)
    return status;
  input->state = PINCITE_INPUT_GONE;
  input->articles = 0;
  memset(input->hash, 0, sizeof input->hash);
  set_text(&input->reason, "gone");
  set_text(&input->detail, "it was indexed before and is there no more");
  run->report.gone++;
  return pincite__ledger_set(run->store, run->root, input, err);
}
