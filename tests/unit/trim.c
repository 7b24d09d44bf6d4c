/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../corpus/base.h"

#define FOLDER "trim-test.pincite"

static void clean(void) {
  static const char *const names[] = {"corpus.db", "corpus.db-wal", "corpus.db-shm",
                                      "lock"};
  for (size_t i = 0; i < 4; i++) {
    char path[64];
    snprintf(path, sizeof path, FOLDER "/%s", names[i]);
    unlink(path);
  }
  rmdir(FOLDER);
}

/* Words that nothing compresses well. */
static char *article_text(unsigned seed) {
  pincite_buf out;
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  for (int i = 0; i < 3000; i++) {
    seed = seed * 1103515245U + 12345U;
    pincite__buf_addf(&out, "%s%x", i ? " " : "", seed >> 4);
  }
  return pincite__buf_take(&out);
}

static pincite_index *open_index(void) {
  pincite_open_options options = PINCITE_OPEN_OPTIONS_INIT;
  pincite_index *index = NULL;
  options.mode = PINCITE_CREATE;
  assert_int_equal(pincite_open(FOLDER, &options, &index, NULL), PINCITE_OK);
  return index;
}

static off_t size_after(pincite_index *index, int first, int last, bool remove) {
  struct stat st;
  assert_int_equal(pincite_begin(index, NULL), PINCITE_OK);
  for (int i = first; i < last; i++) {
    char id[16];
    pincite_article_input input = PINCITE_ARTICLE_INPUT_INIT;
    snprintf(id, sizeof id, "a%d", i);
    char *text = article_text((unsigned)i);
    input.id = id;
    input.text = text;
    assert_int_equal(remove ? pincite_remove(index, id, NULL)
                            : pincite_add(index, &input, NULL),
                     PINCITE_OK);
    free(text);
  }
  assert_int_equal(pincite_commit(index, NULL), PINCITE_OK);
  pincite_close(index);
  assert_int_equal(stat(FOLDER "/corpus.db", &st), 0);
  return st.st_size;
}

static void what_is_removed_gives_its_room_back(void **state) {
  (void)state;
  clean();
  off_t small = size_after(open_index(), 0, 10, false);
  off_t large = size_after(open_index(), 10, 200, false);
  assert_true(large > 5 * small);
  off_t again = size_after(open_index(), 10, 200, true);
  /* What merges have not come to yet is still there. */
  assert_true(again < large - large / 10);
  clean();
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_removed_gives_its_room_back),
};

TEST_MAIN(tests)
