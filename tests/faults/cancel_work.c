/* SPDX-License-Identifier: MIT
 *
 * What a callback may stop: runs, checks, repairs, comparisons, lists of citations and
 * of shards.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cancel.h"
#include "handle.h"
#include "work.h"

/* Names that are not read, so many that the walk tells of itself. */
#define HIDDEN 1030
#define LINES 40

static const char *reader_path;
static pincite_state whole, streamed; /* what undisturbed runs leave */
static char sharded[2][65];

static int progressed(const pincite_progress *progress, void *data) {
  (void)data;
  if (progress->files_done > progress->files_total)
    give_up("progress", "more is done than there is");
  return cancel_called();
}

static int found(const pincite_finding *finding, void *data) {
  (void)data;
  if (!finding->part[0] || !finding->sentence[0])
    give_up("a finding", "says nothing");
  return cancel_called();
}

/* ---- runs
 * ------------------------------------------------------------------------------
 */

static pincite_index_options run_options(void) {
  pincite_index_options options = PINCITE_INDEX_OPTIONS_INIT;
  options.reader = reader_path;
  options.jobs = 1;
  options.timeout = 1000000; /* the test's clock runs fast */
  options.progress = progressed;
  return options;
}

static pincite_status run_over(pincite_index *index, bool stream, pincite_error *err) {
  pincite_index_options options = run_options();
  pincite_index_report report;
  if (!stream)
    return pincite_index_path(index, "inputs", &options, &report, err);
  int fd = open("stream.jsonl", O_RDONLY | O_CLOEXEC);
  pincite_status status =
      pincite_index_stream(index, fd, "stream.jsonl", &options, &report, err);
  close(fd);
  return status;
}

/* Open, do something, look whether the handle still answers ('sound': and whether what
   it answers from is), close. */
static pincite_status with_index(const char *path, pincite_open_mode mode,
                                 pincite_status (*act)(pincite_index *, pincite_error *),
                                 bool sound, pincite_error *err) {
  pincite_index *index = NULL;
  pincite_status status = work_open(path, mode, NULL, &index, err);
  if (!status)
    status = act(index, err);
  if (index)
    cancel_check(index, sound);
  pincite_close(index);
  return status;
}

static pincite_status over_path(pincite_index *index, pincite_error *err) {
  return run_over(index, false, err);
}

static pincite_status over_stream(pincite_index *index, pincite_error *err) {
  return run_over(index, true, err);
}

/* A run over the index that is there, or a new one. */
static pincite_status run_on(const char *path, bool stream, pincite_error *err) {
  return with_index(path, PINCITE_CREATE, stream ? over_stream : over_path, true, err);
}

static pincite_status run_path(pincite_error *err) {
  return run_on(CANCEL_USED, false, err);
}

static pincite_status run_stream(pincite_error *err) {
  return run_on(CANCEL_USED, true, err);
}

/* What was stopped goes on, and leaves what an undisturbed run does. */
static void finish(bool stream, const pincite_state *wanted) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  pincite_state state;
  cancel_check_folder(CANCEL_USED, true);
  if (run_on(CANCEL_USED, stream, &err) < 0 ||
      work_open(CANCEL_USED, PINCITE_READ, NULL, &index, &err) ||
      pincite_state_get(index, &state, &err))
    give_up("going on", err.message);
  if (strcmp(state.fingerprint, wanted->fingerprint) != 0 ||
      state.articles != wanted->articles || state.inputs != wanted->inputs)
    give_up("going on", "another index than an undisturbed run leaves");
  pincite_close(index);
}

static void after_path(bool stopped) {
  (void)stopped;
  finish(false, &whole);
}

static void after_stream(bool stopped) {
  (void)stopped;
  finish(true, &streamed);
}

/* ---- shards ---------------------------------------------------------------------------
 */

#define SHARDS CANCEL_USED "/base.shards"

static pincite_status run_path_shards(pincite_error *err) {
  return with_index(SHARDS, PINCITE_READ, over_path, false, err);
}

/* What each of the shards is known by, which are sound. */
static void look_at_shards(char out[2][65]) {
  static const char *const shards[] = {CANCEL_USED "/base-1.pincite",
                                       CANCEL_USED "/base-2.pincite"};
  pincite_error err = {PINCITE_OK, ""};
  for (int i = 0; i < 2; i++) {
    pincite_index *index = NULL;
    pincite_state state;
    cancel_check_folder(shards[i], true);
    if (work_open(shards[i], PINCITE_READ, NULL, &index, &err) ||
        pincite_state_get(index, &state, &err))
      give_up(shards[i], err.message);
    memcpy(out[i], state.fingerprint, sizeof out[i]);
    pincite_close(index);
  }
}

static void after_path_shards(bool stopped) {
  pincite_error err = {PINCITE_OK, ""};
  char now[2][65];
  look_at_shards(now);
  if (stopped && run_path_shards(&err) < 0)
    give_up("going on", err.message);
  look_at_shards(now);
  if (memcmp(now, sharded, sizeof now) != 0)
    give_up("going on", "other shards than an undisturbed run leaves");
}

static int listed(const pincite_shard *shard, void *data) {
  (void)data;
  if (shard->trouble[0])
    give_up(shard->name, shard->trouble);
  return cancel_called();
}

static pincite_status list_shards(pincite_index *index, pincite_error *err) {
  return pincite_shards(index, 0, listed, NULL, err);
}

static pincite_status run_shards(pincite_error *err) {
  return with_index(SHARDS, PINCITE_READ, list_shards, false, err);
}

/* ---- damage ---------------------------------------------------------------------------
 */

static pincite_status verify(pincite_index *index, pincite_error *err) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_verify_report report = {0};
  options.deep = 1;
  options.finding = found;
  return pincite_verify(index, &options, &report, err);
}

static pincite_status run_verify(pincite_error *err) {
  return with_index(CANCEL_USED, PINCITE_READ, verify, false, err);
}

static pincite_status compare(pincite_index *index, pincite_error *err) {
  pincite_compare_options options = PINCITE_COMPARE_OPTIONS_INIT;
  options.questions = 60;
  options.finding = found;
  return pincite_compare(index, &options, NULL, err);
}

static pincite_status run_compare(pincite_error *err) {
  return with_index(CANCEL_USED, PINCITE_READ, compare, false, err);
}

static pincite_status repair(const char *into, pincite_error *err) {
  pincite_repair_options options = PINCITE_REPAIR_OPTIONS_INIT;
  options.into = into;
  options.finding = found;
  return pincite_repair(CANCEL_USED, &options, NULL, err);
}

static pincite_status run_repair(pincite_error *err) {
  return repair(NULL, err);
}

static pincite_status run_repair_into(pincite_error *err) {
  return repair(CANCEL_MADE, err);
}

/* Two files have the same bytes. */
static bool is_same(const char *a, const char *b) {
  char command[200];
  snprintf(command, sizeof command, "cmp -s %s %s", a, b);
  return system(command) == 0;
}

/* The damaged index is where and what it was, and can be repaired. */
static void check_damaged(const char *into) {
  pincite_error err = {PINCITE_OK, ""};
  if (!is_same("cut/corpus.db", CANCEL_USED "/corpus.db"))
    give_up("repairing", "the damaged index has changed");
  if (access(CANCEL_USED ".repair", F_OK) == 0 || access(CANCEL_MADE, F_OK) == 0 ||
      access(CANCEL_USED ".damaged", F_OK) == 0)
    give_up("repairing", "something is left over");
  if (repair(into, &err) != PINCITE_PARTIAL)
    give_up("repairing", err.message);
}

static void after_repair(bool stopped) {
  if (stopped)
    check_damaged(NULL);
  cancel_check_folder(CANCEL_USED, true);
  work_remove(CANCEL_USED ".damaged");
}

static void after_repair_into(bool stopped) {
  if (stopped)
    check_damaged(CANCEL_MADE);
  cancel_check_folder(CANCEL_MADE, true);
}

/* ---- citations ------------------------------------------------------------------------
 */

static int cited(const pincite_citation *citation, void *data) {
  (void)data;
  if (!citation->length)
    give_up(citation->normal, "has no bytes");
  return cancel_called();
}

static pincite_status run_citations(pincite_error *err) {
  static const char text[] =
      "47 U.S.C. \xc2\xa7 230(c)(1) was read in Zeran v. America Online, Inc., 129 F.3d "
      "327 "
      "(4th Cir. 1997), and in Doe v. Backpage.com, LLC, 817 F.3d 12 (1st Cir. 2016). "
      "See "
      "18 U.S.C. \xc2\xa7 1595; Pub. L. No. 115-164; FOSTA; id. at 15.";
  return pincite_citations(text, SIZE_MAX, NULL, cited, NULL, err);
}

const cancelable cancelables[] = {
    {"a first run", NULL, PINCITE_PARTIAL, 40, run_path, after_path},
    {"a run", "first", PINCITE_PARTIAL, 40, run_path, after_path},
    {"a run for both engines", "both", PINCITE_PARTIAL, 40, run_path, after_path},
    {"a run from a pipe", "first", PINCITE_OK, 20, run_stream, after_stream},
    {"a run over shards", "split", PINCITE_PARTIAL, 80, run_path_shards,
     after_path_shards},
    {"shards", "split", PINCITE_OK, 2, run_shards, NULL},
    {"a verification", "wrong", PINCITE_ECORRUPT, 6, run_verify, NULL},
    {"a comparison", "unlike", PINCITE_ECORRUPT, 6, run_compare, NULL},
    {"a repair", "cut", PINCITE_PARTIAL, 20, run_repair, after_repair},
    {"a repair elsewhere", "cut", PINCITE_PARTIAL, 20, run_repair_into,
     after_repair_into},
    {"citations", NULL, PINCITE_OK, 5, run_citations, NULL},
};
const int cancelable_count = sizeof cancelables / sizeof *cancelables;

/* ---- what they begin with -------------------------------------------------------------
 */

static void write_lines(const char *path, const char *start, int count) {
  FILE *file = fopen(path, "w");
  if (file)
    fputs(start, file);
  for (int i = 0; file && i < count; i++)
    fprintf(file, "{\"id\":\"%s%d\",\"text\":\"The lamp of pier %d and hotel %d.\"}\n",
            path, i, i, i * 7 % 11);
  if (!file || fclose(file))
    give_up(path, "cannot be written");
}

static void write_article(int number, const char *word) {
  char path[64];
  snprintf(path, sizeof path, "inputs/%d.txt", number);
  FILE *file = fopen(path, "w");
  if (!file ||
      fprintf(file, "%s %d of the harbour\n\nThe keeper lit lamp %d, a lamp of the %s.\n",
              word, number, number, word) < 0 ||
      fclose(file))
    give_up(path, "cannot be written");
}

/* By the library's own connection, whose pages have checksums. */
static void damage(const char *from, const char *path, const char *sql) {
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  work_copy(from, path);
  if (work_open(path, PINCITE_WRITE, NULL, &index, &err))
    give_up(path, err.message);
  char *why = NULL;
  if (sqlite3_exec(pincite__store_db(index->store), sql, NULL, NULL, &why))
    give_up(path, why);
  pincite_close(index);
}

static void make(const char *path, const char *engines, bool stream,
                 pincite_state *state) {
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  if (work_open(path, PINCITE_CREATE, engines, &index, &err) ||
      run_over(index, stream, &err) < 0 || pincite_state_get(index, state, &err))
    give_up(path, err.message);
  pincite_close(index);
}

/* Some inputs change, some go, some come. */
static void change_inputs(void) {
  for (int i = 0; i < 4; i++) {
    write_article(i, "Quay");
    write_article(20 + i, "Pier");
  }
  write_lines("inputs/deep.jsonl", "", LINES + 5);
  if (unlink("inputs/8.txt") || unlink("inputs/9.txt"))
    give_up("inputs", "cannot be removed");
}

void cancel_prepare(const char *reader) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = NULL;
  pincite_state state;
  char path[64];
  reader_path = reader;
  if (system("mkdir inputs split"))
    exit(1);
  for (int i = 0; i < 12; i++)
    write_article(i, "Hotel");
  write_lines("inputs/deep.jsonl", "", LINES);
  write_lines("inputs/broken.jsonl", "{broken\n", 3);
  write_lines("stream.jsonl", "", LINES);
  for (int i = 0; i < HIDDEN; i++) {
    snprintf(path, sizeof path, "inputs/.%d", i);
    write_lines(path, "", 0);
  }
  make("first", NULL, false, &state);
  make("both", "fts5,xapian", false, &state);
  if (work_open("both", PINCITE_READ, NULL, &index, &err) ||
      pincite_split(index, 2, "split/base", &err))
    give_up("split", err.message);
  pincite_close(index);
  damage("first", "wrong",
         "UPDATE meta SET value = value + 1 WHERE key = 'articles';"
         "UPDATE article SET published = 20200101 WHERE id % 4 = 1;"
         "DELETE FROM article_key WHERE article = 2;"
         "INSERT INTO fault VALUES(99999, 1, 'x', 'y');"
         "DELETE FROM postings_term");
  damage("both", "unlike",
         "INSERT INTO passage_fts(passage_fts, rowid, title, heading, body) SELECT "
         "'delete', id, title, heading, body FROM passage_text LIMIT 8");
  damage("first", "cut",
         "DELETE FROM passage_cut WHERE id % 3 = 0;"
         "UPDATE article SET place = place + 1 WHERE id % 3 = 1");
  work_copy("first", "streamed");
  make("streamed", NULL, true, &streamed);
  change_inputs();
  make("whole", NULL, false, &whole);
  work_copy("split", CANCEL_USED);
  if (run_path_shards(&err) < 0)
    give_up("split", err.message);
  look_at_shards(sharded);
}
