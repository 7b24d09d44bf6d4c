/* SPDX-License-Identifier: MIT
 *
 * roots.c - the roots of an index, how many inputs each has, and how its last run
 * went.
 */
#include "roots.h"

#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "handle.h"
#include "store_private.h"

#define FILE_NAME "runs"
#define FIRST_LINE "pincite runs 1"

void pincite__run_notes_release(pincite_run_notes *notes) {
  for (size_t i = 0; i < notes->count; i++) {
    free(notes->items[i].path);
    free(notes->items[i].message);
  }
  free(notes->items);
  *notes = (pincite_run_notes){0};
}

static bool read_note(pincite_run_notes *notes, char *line) {
  if (!pincite__grow(&notes->items, &notes->capacity, notes->count + 1,
                     sizeof *notes->items))
    return false;
  pincite_run_note note = {.path = pincite__copy(pincite__str(pincite__beside_field(&line)))};
  note.began = pincite__beside_count(&line);
  note.finished = pincite__beside_count(&line);
  note.status = (pincite_status)strtol(pincite__beside_field(&line), NULL, 10);
  note.good = pincite__beside_count(&line);
  note.good_generation = pincite__beside_count(&line);
  note.seconds = (double)pincite__beside_count(&line) / 1e3;
  note.message = pincite__copy(pincite__str(pincite__beside_field(&line)));
  notes->items[notes->count++] = note;
  return note.path && note.message;
}

pincite_status pincite__run_notes_read(pincite_store *store, pincite_run_notes *notes,
                                       pincite_error *err) {
  *notes = (pincite_run_notes){0};
  if (!store->path)
    return PINCITE_OK;
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite_status status =
      pincite__beside_read(store->path, FILE_NAME, FIRST_LINE, &text, err);
  char *rest = text.data, *line;
  bool is_first = true;
  while (!status && pincite__beside_line(&rest, &line)) {
    if (!is_first && !read_note(notes, line))
      status = pincite__no_memory(err);
    is_first = false;
  }
  if (status)
    pincite__run_notes_release(notes);
  pincite__buf_release(&text);
  return status;
}

static void add_note(pincite_buf *text, const pincite_run_note *note) {
  pincite__beside_add(text, note->path);
  pincite__beside_number(text, note->began);
  pincite__beside_number(text, note->finished);
  pincite__buf_addf(text, "%d\t", (int)note->status);
  pincite__beside_number(text, note->good);
  pincite__beside_number(text, note->good_generation);
  pincite__beside_number(text, (uint64_t)(note->seconds * 1e3));
  pincite__beside_add(text, note->message ? note->message : "");
  pincite__buf_addc(text, '\n');
}

pincite_status pincite__run_note(pincite_store *store, const pincite_run_note *note,
                                 pincite_error *err) {
  if (!store->path)
    return PINCITE_OK;
  pincite_run_notes notes;
  pincite_run_note fresh = *note;
  pincite_status status = pincite__run_notes_read(store, &notes, err);
  if (status == PINCITE_ENOMEM)
    return status;
  pincite_buf text;
  pincite__buf_init(&text, PINCITE__BUF_LIMIT);
  pincite__buf_adds(&text, FIRST_LINE "\n");
  for (size_t i = 0; i < notes.count; i++) {
    const pincite_run_note *old = &notes.items[i];
    if (strcmp(old->path, note->path) != 0) {
      add_note(&text, old);
    } else if (note->status < 0) {
      fresh.good = old->good;
      fresh.good_generation = old->good_generation;
    }
  }
  if (note->status >= 0)
    fresh.good = note->finished;
  add_note(&text, &fresh);
  status = text.failed ? pincite__no_memory(err)
                       : pincite__beside_replace(store->path, FILE_NAME,
                                                 pincite__buf_view(&text), err);
  pincite__buf_release(&text);
  pincite__run_notes_release(&notes);
  return status;
}

/* ---- the public iterator ------------------------------------------------------ */

struct pincite_roots {
  pincite_store *store;
  sqlite3_stmt *statement;
  pincite_run_notes notes;
};

static const char list_sql[] =
    "SELECT path, count(*) FILTER (WHERE state <> 'gone'),"
    " count(*) FILTER (WHERE state = 'indexed'),"
    " count(*) FILTER (WHERE state = 'duplicate'),"
    " count(*) FILTER (WHERE state = 'skipped'), count(*) FILTER (WHERE state = 'failed'),"
    " (SELECT count(*) FROM input AS i JOIN fault ON fault.input = i.id"
    "  WHERE i.root = root.id AND fault.reason <> 'blank')"
    " FROM root LEFT JOIN input ON input.root = root.id GROUP BY root.id ORDER BY path";

pincite_status pincite_roots_open(pincite_index *index, pincite_roots **out,
                                  pincite_error *err) {
  pincite_roots *roots = calloc(1, sizeof *roots);
  if (!roots)
    return pincite__no_memory(err);
  roots->store = index->store;
  pincite_status status = pincite__run_notes_read(index->store, &roots->notes, err);
  if (!status && sqlite3_prepare_v2(index->store->db, list_sql, -1, &roots->statement,
                                    NULL) != SQLITE_OK)
    status = pincite__store_failed(index->store, "read the ledger", err);
  if (status) {
    pincite_roots_free(roots);
    return status;
  }
  *out = roots;
  return PINCITE_OK;
}

pincite_status pincite_roots_next(pincite_roots *roots, pincite_root *root,
                                  pincite_error *err) {
  sqlite3_stmt *row = roots->statement;
  int rc = sqlite3_step(row);
  if (rc == SQLITE_DONE)
    return PINCITE_DONE;
  if (rc != SQLITE_ROW)
    return pincite__store_failed(roots->store, "read the ledger", err);
  const char *path = (const char *)sqlite3_column_text(row, 0);
  *root = (pincite_root){.path = path ? path : "",
                         .inputs = (uint64_t)sqlite3_column_int64(row, 1),
                         .indexed = (uint64_t)sqlite3_column_int64(row, 2),
                         .duplicate = (uint64_t)sqlite3_column_int64(row, 3),
                         .skipped = (uint64_t)sqlite3_column_int64(row, 4),
                         .failed = (uint64_t)sqlite3_column_int64(row, 5),
                         .faults = (uint64_t)sqlite3_column_int64(row, 6),
                         .message = ""};
  for (size_t i = 0; i < roots->notes.count; i++) {
    const pincite_run_note *note = &roots->notes.items[i];
    if (strcmp(note->path, root->path) != 0)
      continue;
    root->began = (int64_t)note->began;
    root->finished = (int64_t)note->finished;
    root->good = (int64_t)note->good;
    root->good_generation = note->good_generation;
    root->seconds = note->seconds;
    root->status = note->status;
    root->message = note->message;
  }
  return PINCITE_OK;
}

void pincite_roots_free(pincite_roots *roots) {
  if (!roots)
    return;
  sqlite3_finalize(roots->statement);
  pincite__run_notes_release(&roots->notes);
  free(roots);
}
