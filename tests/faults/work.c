/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700

#include "work.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Seconds between two lines of progress. */
#define PROGRESS 10

static char scratch[64];
static const char *engines;
/* What each step is known by. */
static char fingerprints[WORK_STEPS + 1][65];
static uint64_t totals[WORK_STEPS + 1][3];

static const char *const questions[3] = {"hotel venture", "\"knew of the venture\"",
                                         "barrier AND room"};

static void give_up(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

void work_engines(const char *names) {
  engines = names;
}

void work_progress(const char *what, long done) {
  static time_t last;
  time_t now = time(NULL);
  last = last ? last : now;
  if (difftime(now, last) < PROGRESS)
    return;
  last = now;
  fprintf(stderr, "%s: %ld\n", what, done);
}

/* Call 'each' for what is in a folder; false: there is no such folder. */
static bool list_folder(const char *path, const char *to,
                        void (*each)(const char *path, const char *to)) {
  char from_name[512], to_name[512];
  DIR *folder = opendir(path);
  if (!folder)
    return false;
  for (struct dirent *entry; (entry = readdir(folder));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    snprintf(from_name, sizeof from_name, "%s/%s", path, entry->d_name);
    snprintf(to_name, sizeof to_name, "%s/%s", to, entry->d_name);
    each(from_name, to_name);
  }
  closedir(folder);
  return true;
}

static void remove_one(const char *path, const char *to) {
  (void)to;
  if (list_folder(path, "", remove_one) ? rmdir(path) : unlink(path))
    give_up(path, "cannot be removed");
}

void work_remove(const char *path) {
  if (access(path, F_OK) == 0)
    remove_one(path, "");
}

static void copy_bytes(const char *from, const char *to) {
  static char bytes[1 << 16];
  int in = open(from, O_RDONLY | O_CLOEXEC);
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  ssize_t size = 0;
  while (in >= 0 && out >= 0 && (size = read(in, bytes, sizeof bytes)) > 0)
    if (write(out, bytes, (size_t)size) != size)
      give_up(to, "cannot be written");
  if (in < 0 || out < 0 || size < 0 || close(in) || close(out))
    give_up(from, "cannot be copied");
}

static void copy_one(const char *from, const char *to) {
  struct stat info;
  if (stat(from, &info))
    give_up(from, "cannot be copied");
  if (!S_ISDIR(info.st_mode))
    copy_bytes(from, to);
  else if (mkdir(to, 0777) || !list_folder(from, to, copy_one))
    give_up(to, "cannot be made");
}

void work_copy(const char *from, const char *to) {
  work_remove(to);
  copy_one(from, to);
}

void work_enter(void) {
  snprintf(scratch, sizeof scratch, "%s/pincite-faults-XXXXXX",
           access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
  if (!mkdtemp(scratch) || chdir(scratch))
    give_up(scratch, "cannot be used");
}

void work_leave(void) {
  if (chdir("/"))
    give_up("/", "cannot be entered");
  work_remove(scratch);
}

static pincite_status put(pincite_index *index, int number, int step,
                          pincite_error *err) {
  char id[16], text[8000];
  size_t used = 0;
  pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
  snprintf(id, sizeof id, "a%d", number);
  for (int i = 0; i < 20 + number && used + 200 < sizeof text; i++)
    used += (size_t)snprintf(text + used, sizeof text - used,
                             "%sHotel %d of step %d knew of the venture in room %d.",
                             i % 6 ? " " : "\n\n", i, step, i * 37 % 100);
  if (number % 3 == 0)
    snprintf(text + used, sizeof text - used, "\n\nNo barrier has a room of its own.");
  input.id = id;
  input.text = text;
  input.title = number % 2 ? "Hotels" : NULL;
  input.published = number % 4 ? "2019-04-11" : NULL;
  return pincite_add(index, &input, err);
}

pincite_status work_step(pincite_index *index, int step, pincite_error *err) {
  pincite_status status = pincite_begin(index, err);
  for (int i = 0; !status && i < 4; i++)
    status = put(index, 12 + 4 * step + i, step, err);
  if (!status)
    status = put(index, step, step + 1, err);
  if (!status) {
    char id[16];
    snprintf(id, sizeof id, "a%d", 11 - step);
    status = pincite_remove(index, id, err);
  }
  if (!status)
    return pincite_commit(index, err);
  pincite_rollback(index);
  return status;
}

/* Compare one answer with that of the step, or learn it. */
static pincite_status ask(pincite_index *index, int step, int question, bool learn,
                          pincite_error *err) {
  pincite_hits *hits;
  pincite_hit hit;
  pincite_answer answer;
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.limit = 5;
  pincite_status status =
      pincite_search(index, questions[question], SIZE_MAX, &options, &hits, err);
  if (status)
    return status;
  pincite_hits_answer(hits, &answer);
  if (learn)
    totals[step][question] = answer.total;
  else if (answer.total != totals[step][question])
    give_up(questions[question], "another number of hits");
  while ((status = pincite_hits_next(hits, &hit, err)) == PINCITE_OK)
    if (!strstr(hit.text, "venture") && !strstr(hit.text, "barrier"))
      give_up(hit.id, "a wrong text");
  pincite_hits_free(hits);
  return status == PINCITE_DONE ? PINCITE_OK : status;
}

pincite_status work_ask(pincite_index *index, int step, pincite_error *err) {
  pincite_status status = PINCITE_OK;
  for (int i = 0; !status && i < 3; i++)
    status = ask(index, step, i, false, err);
  return status;
}

pincite_status work_open(const char *path, pincite_open_mode mode, const char *with,
                         pincite_index **out, pincite_error *err) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  options.mode = mode;
  options.engines = with;
  return pincite_open(path, &options, out, err);
}

static pincite_index *must_open(const char *path, pincite_open_mode mode,
                                const char *what) {
  pincite_index *index = NULL;
  pincite_error err = {PINCITE_OK, ""};
  if (work_open(path, mode, mode == PINCITE_CREATE ? engines : NULL, &index, &err))
    give_up(what, err.message);
  return index;
}

static void learn(pincite_index *index, int step) {
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  pincite_status status = pincite_state_get(index, &state, &err);
  memcpy(fingerprints[step], state.fingerprint, 65);
  for (int i = 0; !status && i < 3; i++)
    status = ask(index, step, i, true, &err);
  if (status)
    give_up("making an index", err.message);
}

void work_make(const char *path) {
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = must_open(path, PINCITE_CREATE, "making an index");
  pincite_status status = pincite_begin(index, &err);
  for (int i = 0; !status && i < 12; i++)
    status = put(index, i, 0, &err);
  if (!status)
    status = pincite_commit(index, &err);
  if (status)
    give_up("making an index", err.message);
  pincite_close(index);
  /* The later steps, on a copy. */
  work_copy(path, "steps");
  index = must_open("steps", PINCITE_WRITE, "making an index");
  learn(index, 0);
  for (int step = 0; step < WORK_STEPS; step++) {
    if (work_step(index, step, &err))
      give_up("making an index", err.message);
    learn(index, step + 1);
  }
  pincite_close(index);
  work_remove("steps");
}

pincite_status work_run(const char *path, bool *done, pincite_error *err) {
  pincite_index *index = NULL;
  *done = false;
  pincite_status status = work_open(path, PINCITE_WRITE, NULL, &index, err);
  if (!status)
    status = work_ask(index, 0, err);
  if (!status) {
    status = work_step(index, 0, err);
    *done = status == PINCITE_OK;
  }
  if (!status)
    status = work_ask(index, 1, err);
  pincite_close(index);
  return status;
}

static int print_finding(const pincite_finding *finding, void *data) {
  (void)data;
  fprintf(stderr, "%s: %s\n", finding->part, finding->sentence);
  return 0;
}

int work_check(const char *path, bool deep, const char *what) {
  pincite_verify_options options = PINCITE_VERIFY_OPTIONS_INIT;
  pincite_state state;
  pincite_error err = {PINCITE_OK, ""};
  pincite_index *index = must_open(path, PINCITE_READ, what);
  options.deep = deep;
  options.finding = print_finding;
  if (pincite_verify(index, &options, NULL, &err) ||
      pincite_state_get(index, &state, &err))
    give_up(what, err.message);
  int step = 0;
  while (step <= WORK_STEPS && strcmp(state.fingerprint, fingerprints[step]) != 0)
    step++;
  if (step > WORK_STEPS)
    give_up(what, "the index is in no known state");
  if (work_ask(index, step, &err))
    give_up(what, err.message);
  pincite_close(index);
  return step;
}
