/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "scenarios_private.h"
#include "work.h"

static const char *reader_path;

/* An article of some 60 sentences; three after one another are nearly the same, with
   passages that are quite the same. */
static pincite_status put(pincite_index *index, int number, pincite_error *err) {
  static char text[16000];
  char id[16];
  size_t used = 0;
  int seed = number - number % 3;
  /* What a source repeats in every article. */
  used += (size_t)snprintf(text, sizeof text,
                           "Sign up for the letter of the Wire.\nAll rights reserved.\n");
  for (int i = 0; i < 60 && used + 300 < sizeof text; i++)
    used += (size_t)snprintf(
        text + used, sizeof text - used,
        "%sHotel w%dx knew of the trafficking venture in room %d, in breach of 47 U.S.C. "
        "\xc2\xa7 230(c)(1) and FOSTA, said court number%d. ",
        i % 6 ? "" : "\n\n", (i * seed * 7 + i) % 211, i * 37 % 100, seed);
  snprintf(text + used, sizeof text - used, "\n\nThis is the story of number %d.",
           number);
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  snprintf(id, sizeof id, "a%d", number);
  input.id = id;
  input.text = text;
  input.title = seed % 2 ? "Hotels and Section 230" : NULL;
  input.author = number % 2 ? "M. Rivlin" : NULL;
  input.source = number % 4 ? "Wire" : NULL;
  input.published = number % 4 ? "2019-04-11" : NULL;
  return pincite_add(index, &input, err);
}

/* One of many different words. */
static pincite_status put_words(pincite_index *index, pincite_error *err) {
  static char text[60000];
  size_t used = 0;
  for (int i = 0; i < 6000 && used + 20 < sizeof text; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%sz%dq",
                             i % 100 ? " " : "\n\n", i);
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  input.id = "words";
  input.text = text;
  return pincite_add(index, &input, err);
}

static pincite_status put_batch(pincite_index *index, int from, int to,
                                pincite_error *err) {
  pincite_status status = pincite_begin(index, err);
  for (int i = from; !status && i < to; i++)
    status = put(index, i, err);
  if (!status)
    return pincite_commit(index, err);
  pincite_rollback(index);
  return status;
}

static pincite_status fill(const char *path, const char *engines, pincite_error *err) {
  pincite_index *index = NULL;
  pincite_status status = work_open(path, PINCITE_CREATE, engines, &index, err);
  for (int i = 0; !status && i < 5; i++)
    status = put_batch(index, 4 * i, 4 * i + 4, err);
  if (!status)
    status = put_words(index, err);
  /* One is put in anew, and of three that are alike one goes. */
  if (!status)
    status = put(index, 8, err);
  if (!status)
    status = pincite_remove(index, "a1", err);
  pincite_close(index);
  return status;
}

static pincite_status run_fill(pincite_error *err) {
  return fill("made.pincite", NULL, err);
}

static pincite_status run_fill_both(pincite_error *err) {
  return fill("made.pincite", "fts5,xapian", err);
}

static pincite_status run_index(pincite_error *err) {
  pincite_index_options options = PINCITE_INDEX_OPTIONS_INIT;
  pincite_index *index = NULL;
  pincite_status status = work_open(USED, PINCITE_WRITE, NULL, &index, err);
  options.reader = reader_path;
  options.jobs = 1;
  for (int i = 0; status >= 0 && i < 2; i++)
    status = pincite_index_path(index, "inputs", &options, NULL, err);
  options.map = "title=headline,text=body";
  int fd = status >= 0 ? open("table.csv", O_RDONLY) : -1;
  if (fd >= 0)
    status = pincite_index_stream(index, fd, "table.csv", &options, NULL, err);
  if (fd >= 0)
    close(fd);
  pincite_close(index);
  return status;
}

static pincite_status run_extract(pincite_error *err) {
  pincite_extract_options options = PINCITE_EXTRACT_OPTIONS_INIT;
  char *text = NULL, guards[200];
  options.reader = reader_path;
  options.all = 1;
  pincite_status status = pincite_extract("inputs/b.html", &options, &text, NULL, err);
  pincite_free(text);
  if (status >= 0)
    status = pincite_reader_guards(reader_path, guards, sizeof guards, err);
  return status;
}

static pincite_status run_verify(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  options.deep = 1;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_verify(index, &options, NULL, err);
  pincite_close(index);
  return status;
}

static pincite_status run_compare(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_compare_options options = PINCITE_COMPARE_OPTIONS_INIT;
  options.questions = 8;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_compare(index, &options, NULL, err);
  pincite_close(index);
  return status;
}

static pincite_status run_copies(pincite_error *err) {
  pincite_index *index = NULL;
  pincite_repair_options repair = PINCITE_REPAIR_OPTIONS_INIT;
  repair.into = "made.pincite";
  pincite_status status = work_open(USED, PINCITE_WRITE, NULL, &index, err);
  if (!status)
    status = pincite_compact(index, err);
  if (!status)
    status = pincite_snapshot(index, "made.snapshot", err);
  pincite_close(index);
  if (!status)
    status = pincite_repair(USED, &repair, NULL, err);
  return status;
}

static int pass_shard(const pincite_shard *shard, void *data) {
  (void)shard;
  (void)data;
  return 0;
}

static pincite_status run_shards(pincite_error *err) {
  static const char *const questions[] = {"hotel venture", "w7x AND hotel", NULL};
  pincite_index *index = NULL;
  pincite_status status = work_open(USED, PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_split(index, 2, "made", err);
  pincite_close(index);
  index = NULL;
  if (!status)
    status = scenario_ask("made.shards", questions, NULL, false, err);
  if (!status)
    status = work_open("made.shards", PINCITE_READ, NULL, &index, err);
  if (!status)
    status = pincite_shards(index, 0, pass_shard, NULL, err);
  pincite_close(index);
  return status;
}

const scenario scenarios[] = {
    {"fill", NULL, true, run_fill},
    {"plain questions", "base.pincite", false, run_plain},
    {"Boolean questions", "base.pincite", false, run_boolean},
    {"explain", "base.pincite", false, run_explain},
    {"all hits", "base.pincite", false, run_all},
    {"concordance, time", "base.pincite", false, run_context},
    {"law", "base.pincite", true, run_law},
    {"lists", "indexed.pincite", true, run_lists},
    {"measures", NULL, false, run_eval},
    {"verify", "base.pincite", false, run_verify},
    {"copies", "base.pincite", true, run_copies},
    {"index a folder", "base.pincite", true, run_index},
    {"extract", NULL, false, run_extract},
    {"fill with both engines", NULL, true, run_fill_both},
    {"questions to Xapian", "both.pincite", false, run_xapian},
    {"similar passages", "both.pincite", false, run_similar},
    {"verify both engines", "both.pincite", false, run_verify},
    {"compare both engines", "both.pincite", false, run_compare},
    {"copies of both engines", "both.pincite", true, run_copies},
    {"shards", "both.pincite", true, run_shards},
    {"questions to many", "many.pincite", false, run_many},
    {"questions to many by Xapian", "many.pincite", false, run_many_xapian},
    {"families to settle", "unsettled.pincite", true, run_settle},
    {"holes in the postings", "holes.pincite", false, run_holes},
};
const int scenario_count = sizeof scenarios / sizeof *scenarios;

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  if (!file || fputs(text, file) < 0 || fclose(file)) {
    perror(path);
    exit(1);
  }
}

static void write_lines(const char *path, int count) {
  FILE *file = fopen(path, "w");
  for (int i = 0; file && i < count; i++)
    fprintf(file, "{\"id\":\"m%d\",\"text\":\"Lamp %d of the pier.\"}\n", i, i);
  if (!file || fclose(file)) {
    perror(path);
    exit(1);
  }
}

void scenarios_prepare(const char *reader) {
  pincite_error err = {PINCITE_OK, ""};
  reader_path = reader;
  if (system("mkdir inputs inputs/deep topics"))
    exit(1);
  write_file("inputs/a.txt", "A hotel of the harbour.\n\nIt has a lamp.\n");
  write_file("inputs/b.html",
             "<html><head><title>Lamp</title></head><body><h1>Lamp</h1>"
             "<p>The keeper lit the lamp of the harbour hotel.</p></body>");
  write_file("inputs/c.jsonl", "{\"id\":\"j1\",\"title\":\"One\",\"text\":\"A line of "
                               "lamps.\"}\n{broken\n");
  write_file("inputs/deep/a.txt", "A hotel of the harbour.\n\nIt has a lamp.\n");
  write_file("inputs/deep/d.md", "# Notes\n\nThe board thanked the keeper.\n");
  write_file("inputs/e.bin", "\x7f\x45LF\x01\x02");
  write_lines("inputs/deep/many.jsonl", 300);
  write_file("table.csv", "headline,body\nTable,The text of a row about lamps\n");
  write_file("topics/rooms.topic", "scope: Rooms.\nquery: hotel AND room\n");
  write_file("judged.tsv", "q1\td1\t1\nq1\td2\t0\nq2\td1\t2\n");
  write_file("nothing.tsv", "question\tdocument\tgrade\n");
  write_file("run.trec", "q2 Q0 d1 1 3.5 tag\nq2 Q0 d3 2 3.0 tag\n");
  pincite_status status = fill("base.pincite", NULL, &err);
  if (!status)
    status = fill("both.pincite", "fts5,xapian", &err);
  if (!status)
    status = scenario_fill_many("many.pincite", &err);
  work_copy("base.pincite", "holes.pincite");
  scenario_change("holes.pincite", "DELETE FROM postings_passage");
  work_copy("base.pincite", "unsettled.pincite");
  scenario_change("unsettled.pincite",
                  "UPDATE meta SET value = 1 WHERE key = 'family_row'");
  work_copy("base.pincite", USED);
  if (!status)
    status = run_index(&err);
  if (status < 0) {
    fprintf(stderr, "preparing: %s\n", err.message);
    exit(1);
  }
  work_copy(USED, "indexed.pincite");
}
