/* SPDX-License-Identifier: MIT
 *
 * sample.h - the index that a test asks many questions: the one that
 * PINCITE_EXACT_INDEX names, else one of the sample, for both engines.
 */
#ifndef PINCITE_TESTS_SAMPLE_H
#define PINCITE_TESTS_SAMPLE_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pincite.h"

static pincite_index *sample;
static char sample_folder[] = "/tmp/pincite-sample-XXXXXX";

/* A third of them have no date. */
static void sample_add_article(const char *path, const char *id) {
  static int number;
  char published[8];
  FILE *file = fopen(path, "rb");
  static char text[1 << 16];
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  pincite_article_input article = PINCITE_ARTICLE_INPUT_INIT;
  char *body = strchr(text, '\n');
  if (!body)
    return;
  *body = '\0';
  article.id = id;
  snprintf(published, sizeof published, "%d", 2001 + number % 18);
  article.published = ++number % 3 ? published : NULL;
  article.title = text;
  article.text = body + 1;
  assert_int_equal(pincite_add(sample, &article, NULL), PINCITE_OK);
}

static void sample_add_folder(const char *name) {
  char path[2048];
  snprintf(path, sizeof path, "%s/corpus/sample/%s", TEST_SOURCE_DIR, name);
  DIR *folder = opendir(path);
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, ".txt") || strstr(entry->d_name, ".md")) {
      snprintf(path, sizeof path, "%s/corpus/sample/%s/%s", TEST_SOURCE_DIR, name,
               entry->d_name);
      sample_add_article(path, entry->d_name);
    }
  closedir(folder);
}

static void sample_open(void) {
  static const char *const folders[] = {"section-230", "backpage", "fosta"};
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  const char *path = getenv("PINCITE_EXACT_INDEX");
  char made[64];
  pincite_error err = {PINCITE_OK, ""};
  options.mode = path ? PINCITE_READ : PINCITE_CREATE;
  options.engines = path ? NULL : "fts5,xapian";
  if (!path)
    assert_non_null(mkdtemp(sample_folder));
  snprintf(made, sizeof made, "%s/x.pincite", sample_folder);
  if (pincite_open(path ? path : made, &options, &sample, &err))
    fail_msg("%s", err.message);
  if (path)
    return;
  assert_int_equal(pincite_begin(sample, NULL), PINCITE_OK);
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    sample_add_folder(folders[i]);
  assert_int_equal(pincite_commit(sample, NULL), PINCITE_OK);
}

static void sample_close(void) {
  char command[96];
  pincite_close(sample);
  snprintf(command, sizeof command, "rm -rf %s", sample_folder);
  if (!getenv("PINCITE_EXACT_INDEX"))
    assert_int_equal(system(command), 0);
}

/* How many of something: what the environment says, else 'fallback'. */
static inline long sample_count(const char *name, long fallback) {
  const char *wanted = getenv(name);
  return wanted ? strtol(wanted, NULL, 10) : fallback;
}

#endif
