/* SPDX-License-Identifier: MIT
 *
 * run.c - an indexing run: plan, read, settle, commit.
 *
 * Readers work ahead in processes of their own; this side takes what they say in
 * the order of the inputs, so a run's outcome does not depend on who was faster.
 * Every commit is a state that can stay: the inputs settled so far, and of the
 * one at hand the articles that have come.
 */
#include "run.h"
#include "shards.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../corpus/boilerplate.h"
#include "../corpus/law_store.h"
#include "../corpus/roots.h"

/* MB that a run may use. */
#define MEMORY_LEAST 64
#define MEMORY_MOST 8192
#define PROGRESS_NANOSECONDS 100000000

static int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static double seconds_since(int64_t began) {
  return (double)(clock_now() - began) / 1e9;
}

pincite_status pincite__reindex_progress(pincite_run *run, pincite_error *err) {
  int64_t now = clock_now();
  if (!run->options.progress || now - run->reported < PROGRESS_NANOSECONDS)
    return PINCITE_OK;
  run->reported = now;
  pincite_progress progress = {
      .files_done = run->files_done,
      .files_total = run->report.found,
      .bytes_done = run->report.bytes,
      .bytes_total = run->bytes_total,
      .articles = run->report.articles_added + run->report.articles_changed,
      .current = run->current,
      .seconds = seconds_since(run->began)};
  if (run->options.progress(&progress, run->options.progress_data))
    return pincite__fail(err, PINCITE_EABORTED, "stopped on request");
  return PINCITE_OK;
}

void pincite__reindex_row(pincite_run *run, const char *uri, const char *state,
                      const char *reason, const char *detail, uint64_t line) {
  if (!run->options.ledger)
    return;
  pincite_ledger_row row = {.uri = uri,
                            .root = run->root_path,
                            .state = state,
                            .reason = reason,
                            .detail = detail,
                            .line = line,
                            .generation = pincite__generation(run->store) + 1,
                            .advice = pincite_reason_advice(reason)};
  run->options.ledger(&row, run->options.ledger_data);
}

/* After as much text as there is memory: a commit writes out all that was gathered, which
   in larger batches is smaller and takes less time. */
static pincite_status commit_when_due(pincite_run *run, pincite_error *err) {
  if (run->batch_bytes < (uint64_t)run->options.memory << 20)
    return PINCITE_OK;
  run->batch_bytes = 0;
  pincite_status status = pincite__reindex_save(run, err);
  if (!status)
    status = pincite__store_commit(run->store, err);
  return status ? status : pincite__store_begin(run->store, err);
}

static pincite_status take_event(pincite_run *run, const pincite_ahead_event *ready,
                                 pincite_error *err) {
  const pincite_reading_event *event = &ready->reading;
  const pincite_found *found = event->data;
  run->current = found ? found->uri : NULL;
  switch (event->kind) {
  case PINCITE_READING_DOCUMENT:
    return pincite__reindex_document(run, found, ready, err);
  case PINCITE_READING_FAULT:
    return pincite__reindex_fault(run, found, event->fault, err);
  case PINCITE_READING_END:
    return pincite__reindex_end(run, found, event->end, err);
  case PINCITE_READING_WAIT:
    break;
  }
  return PINCITE_OK;
}

/* Take what the readers say until there is room for another input, or, when
   'all', until they have nothing left. */
static pincite_status take_events(pincite_run *run, bool all, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  while (!status && (all || !pincite__pool_room(run->pool))) {
    pincite_ahead_event event;
    status = pincite__ahead_next(run->ahead, &event, err);
    if (status == PINCITE_DONE)
      return PINCITE_OK;
    if (!status)
      status = take_event(run, &event, err);
    if (!status)
      status = commit_when_due(run, err);
    if (!status)
      status = pincite__reindex_progress(run, err);
  }
  return status;
}

/* An article's text is held several times over while it is put in. */
static unsigned text_most(unsigned memory) {
  unsigned share = memory / 8, limit = PINCITE__TEXT_LIMIT >> 20;
  return share < limit ? share : limit;
}

static pincite_status open_ahead(pincite_run *run, pincite_error *err) {
  pincite_provenance from = {.root = pincite__str(run->root_name),
                             .shard = run->options.shard,
                             .shard_count = run->options.shard_count};
  return pincite__ahead_open(run->pool, &from, pincite__store_law(run->store), &run->ahead,
                             err);
}

/* A list of a million names weighs something, too. */
static pincite_status share_memory(pincite_run *run, pincite_error *err) {
  size_t all = (size_t)run->options.memory << 20, names = run->walk.bytes;
  return pincite__store_memory(run->store, names < all / 2 ? all - names : all / 2, err);
}

static pincite_status submit(pincite_run *run, pincite_found *found, int fd,
                             pincite_error *err) {
  const pincite_index_options *options = &run->options;
  if (!run->pool) {
    pincite_reading_limits limits = {.seconds = options->timeout,
                                     .text_megabytes = text_most(options->memory)};
    pincite_status status =
        pincite__pool_open(options->reader, options->jobs, &limits, &run->pool, err);
    if (!status)
      status = open_ahead(run, err);
    if (status)
      return status;
  }
  pincite_reading_request request = {.path = fd < 0 ? found->path : NULL,
                                     .fd = fd,
                                     .name = found->uri,
                                     .map = options->map,
                                     .data = found};
  pincite_status status = take_events(run, false, err);
  return status ? status : pincite__pool_submit(run->pool, &request, err);
}

/* Count an input that is as it was. */
static void count_unchanged(pincite_run *run) {
  pincite_input_state state = run->input.state;
  run->report.unchanged += state == PINCITE_INPUT_INDEXED;
  run->report.duplicate += state == PINCITE_INPUT_DUPLICATE;
  run->report.skipped += state == PINCITE_INPUT_SKIPPED;
  run->report.failed += state == PINCITE_INPUT_FAILED;
  run->report.articles_kept += run->input.articles;
  run->files_done++;
  if (state == PINCITE_INPUT_FAILED)
    pincite__reindex_row(run, run->input.uri.data, pincite__input_state_name(state),
                         run->input.reason.data, run->input.detail.data, 0);
}

/* While the readers have inputs, an input's row must not be looked at in
   run->input: it is that of the input at hand. So all are looked at first. */
static pincite_status find_work(pincite_run *run, bool *wanted, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (size_t i = 0; !status && i < run->walk.count; i++) {
    pincite_found *found = &run->walk.items[i];
    bool unchanged = false;
    if (!found->reason)
      status = pincite__reindex_unchanged(run, found, &unchanged, err);
    if (status)
      break;
    wanted[i] = !unchanged;
    if (unchanged) {
      run->bytes_total -= (uint64_t)found->size;
      count_unchanged(run);
    }
    if (i % 1024 == 0)
      status = pincite__reindex_progress(run, err);
  }
  return status;
}

static pincite_status read_all(pincite_run *run, pincite_error *err) {
  bool *wanted = calloc(run->walk.count + 1, sizeof *wanted);
  if (!wanted)
    return pincite__no_memory(err);
  pincite_status status = find_work(run, wanted, err);
  for (size_t i = 0; !status && i < run->walk.count; i++)
    if (wanted[i] && run->walk.items[i].reason)
      status = pincite__reindex_unread(run, &run->walk.items[i], err);
  for (size_t i = 0; !status && i < run->walk.count; i++)
    if (wanted[i] && !run->walk.items[i].reason)
      status = submit(run, &run->walk.items[i], -1, err);
  if (!status && run->pool)
    status = take_events(run, true, err);
  free(wanted);
  return status ? status : pincite__reindex_note_version(run, err);
}

/* Note beside the database how the run over a whole root went. A note that cannot be
   written is a failure of the run: whoever watches it would not see it. */
static pincite_status note_run(pincite_run *run, pincite_status status,
                               pincite_error *err) {
  if (run->root == 0 || run->prefix.len)
    return status;
  time_t now = time(NULL);
  char none[] = "";
  pincite_run_note note = {.path = run->root_path,
                           .finished = (uint64_t)now,
                           .seconds = run->report.seconds,
                           .status = status,
                           .good_generation = run->report.generation,
                           .message = status < 0 && err ? err->message : none};
  note.began = note.finished - (uint64_t)note.seconds;
  pincite_error why;
  pincite_status noted = pincite__run_note(run->store, &note, &why);
  if (status < 0 || !noted)
    return status;
  return pincite__fail(err, noted, "the run is committed, but not noted: %.400s",
                       why.message);
}

/* Make what was done the last generation, also when the caller stopped. */
static pincite_status finish(pincite_run *run, pincite_status status, pincite_error *err) {
  pincite__store_unsettled(run->store, status == PINCITE_EABORTED);
  if (status == PINCITE_EABORTED) {
    if (pincite__reindex_save(run, NULL) || pincite__store_commit(run->store, NULL))
      pincite__store_rollback(run->store);
  } else if (status) {
    pincite__store_rollback(run->store);
  } else {
    status = pincite__store_commit(run->store, err);
  }
  if (!status)
    status = pincite__ledger_fault_count(run->store, run->root,
                                         pincite__buf_view(&run->prefix),
                                         &run->report.faults, err);
  int64_t divided = pincite__passages_divided(run->store) - run->divided;
  run->report.passages += (uint64_t)divided;
  run->report.generation = pincite__generation(run->store);
  run->report.seconds = seconds_since(run->began);
  if (!status && (run->report.failed || run->report.faults))
    status = PINCITE_PARTIAL;
  return note_run(run, status, err);
}

static pincite_status begin_run(pincite_run *run, pincite_index *index,
                                const pincite_index_options *options, pincite_error *err) {
  *run = (pincite_run){.index = index, .store = index->store, .began = clock_now()};
  pincite__buf_init(&run->prefix, PINCITE__BUF_LIMIT);
  pincite__input_init(&run->input);
  if (!pincite__options_copy(&run->options, sizeof run->options, options))
    return pincite__fail(err, PINCITE_EINVAL, "the options of the run are malformed");
  if (!run->options.memory)
    run->options.memory = PINCITE__MEMORY_DEFAULT >> 20;
  if (run->options.memory < MEMORY_LEAST || run->options.memory > MEMORY_MOST)
    return pincite__fail(err, PINCITE_EINVAL, "a run's memory is from %d to %d MB",
                         MEMORY_LEAST, MEMORY_MOST);
  if (index->shards || run->options.shard > run->options.shard_count ||
      (run->options.shard_count && !run->options.shard))
    return pincite__fail(err, PINCITE_EINVAL,
                         index->shards ? "a stream cannot be read once for every shard"
                                       : "the shard is not one of those there are");
  if (index->batch)
    return pincite__fail(err, PINCITE_EINVAL,
                         "commit the open batch before you index a path");
  pincite__store_unsettled(run->store, true);
  pincite__store_ahead(run->store, true);
  run->divided = pincite__passages_divided(run->store);
  return PINCITE_OK;
}

static void end_run(pincite_run *run) {
  pincite__store_unsettled(run->store, false);
  pincite__store_ahead(run->store, false);
  pincite__store_memory(run->store, 0, NULL);
  pincite__ahead_close(run->ahead);
  pincite__pool_close(run->pool);
  pincite__walked_release(&run->walk);
  pincite__buf_release(&run->prefix);
  pincite__input_release(&run->input);
  pincite__idset_release(&run->ids);
  pincite__faults_release(&run->faults);
  free(run->rows.items);
  free(run->root_path);
}

pincite_status pincite_index_path(pincite_index *index, const char *path,
                                  const pincite_index_options *options,
                                  pincite_index_report *report, pincite_error *err) {
  pincite_run run;
  if (!path || !*path)
    return pincite__fail(err, PINCITE_EINVAL, "pincite_index_path needs a path");
  if (index->shards)
    return pincite__index_shards(index, path, options, report, err);
  pincite_status status = begin_run(&run, index, options, err);
  if (!status) {
    status = pincite__reindex_plan(&run, path, err);
    if (!status)
      status = share_memory(&run, err);
    if (!status)
      status = read_all(&run, err);
    status = finish(&run, status, err);
  }
  if (report)
    *report = run.report;
  end_run(&run);
  return status;
}

static pincite_status read_stream(pincite_run *run, int fd, const char *name,
                                  pincite_error *err) {
  bool is_new;
  pincite_buf root;
  pincite__buf_init(&root, PINCITE__BUF_LIMIT);
  pincite__buf_addf(&root, "stream:%s", name);
  run->root_path = pincite__buf_take(&root);
  run->root_name = name;
  pincite_found found = {.path = run->root_path, .uri = pincite__copy(pincite__str(name))};
  pincite_status status =
      run->root_path && found.uri ? PINCITE_OK : pincite__no_memory(err);
  run->report.found = 1;
  if (!status)
    status = share_memory(run, err);
  if (!status)
    status = pincite__store_begin(run->store, err);
  if (!status)
    status = pincite__ledger_root(run->store, pincite__str(run->root_path), &run->root,
                                  &is_new, err);
  if (!status)
    status = submit(run, &found, fd, err);
  if (!status)
    status = take_events(run, true, err);
  status = finish(run, status, err);
  pincite__ahead_close(run->ahead); /* it reads 'found' */
  run->ahead = NULL;
  free(found.uri);
  return status;
}

pincite_status pincite_index_stream(pincite_index *index, int fd, const char *name,
                                    const pincite_index_options *options,
                                    pincite_index_report *report, pincite_error *err) {
  pincite_run run;
  if (!name || !*name || fd < 0)
    return pincite__fail(err, PINCITE_EINVAL,
                         "pincite_index_stream needs a descriptor and a name");
  pincite_status status = begin_run(&run, index, options, err);
  if (!status)
    status = read_stream(&run, fd, name, err);
  if (report)
    *report = run.report;
  end_run(&run);
  return status;
}
