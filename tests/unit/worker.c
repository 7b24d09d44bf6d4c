/* SPDX-License-Identifier: MIT
 *
 * worker.c - the pool of reading processes, with the real reader and with one
 * that misbehaves: this program itself, when it is started under that name.
 */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../../indexer/worker.h"

#define READER TEST_BUILD_DIR "/pincite-reader"
#define SELF TEST_BUILD_DIR "/unit/unit-worker"

/* ---- the reader that misbehaves ------------------------------------------ */

static void flood(pincite_buf *out, size_t documents) {
  pincite_document document;
  pincite__document_init(&document);
  char text[4000];
  memset(text, 'x', sizeof text);
  pincite__document_add(&document, PINCITE_ZONE_BODY, text, sizeof text);
  for (size_t i = 0; i < documents; i++) {
    document.line = i + 1;
    pincite__frame_document(out, &document, NULL, NULL);
  }
  pincite__document_release(&document);
}

static void misbehave(pincite_str name, pincite_buf *out) {
  pincite_reading_end end = {.state = PINCITE_READING_READ, .bytes = 7};
  if (pincite__str_is(name, "crash"))
    abort();
  if (pincite__str_is(name, "leave"))
    exit(3);
  while (pincite__str_is(name, "hang"))
    nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
  if (pincite__str_is(name, "nonsense"))
    pincite__buf_adds(out, "\xff\xff\xff\xff this is no frame");
  if (pincite__str_is(name, "half"))
    flood(out, 2);
  if (pincite__str_is(name, "flood"))
    flood(out, 5000);
  if (pincite__str_is(name, "zone"))
    pincite__buf_add(out,
                     "\x03\0\0\0\x05"
                     "\x09\0x",
                     8);
  pincite__frame_end(out, &end);
  (void)!send(0, out->data, out->len, MSG_NOSIGNAL);
  if (pincite__str_is(name, "half"))
    abort();
}

static int fake_reader(void) {
  pincite_buf out;
  char bytes[4096];
  pincite__buf_init(&out, PINCITE__BUF_LIMIT);
  pincite__frame_hello(&out, "nothing");
  (void)!send(0, out.data, out.len, MSG_NOSIGNAL);
  while (recv(0, bytes, PINCITE__FRAME_HEAD, MSG_WAITALL) == PINCITE__FRAME_HEAD) {
    pincite_str name, map;
    size_t len = (size_t)(unsigned char)bytes[0];
    if (recv(0, bytes, len, MSG_WAITALL) != (ssize_t)len ||
        !pincite__frame_read_request((pincite_str){bytes, len}, &name, &map))
      break;
    pincite__buf_clear(&out);
    misbehave(name, &out);
  }
  pincite__buf_release(&out);
  return 0;
}

/* ---- files to read --------------------------------------------------------- */

static char folder[] = "/tmp/pincite-worker-XXXXXX";

static char *file_path(const char *name) {
  char *path = malloc(sizeof folder + strlen(name) + 1);
  assert_non_null(path);
  sprintf(path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *name, const void *bytes, size_t len) {
  char *path = file_path(name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, len, file), len);
  fclose(file);
  free(path);
}

static void submit(pincite_pool *pool, const char *name) {
  char *path = file_path(name);
  pincite_reading_request request = {.path = path, .fd = -1, .name = name};
  pincite_error err;
  assert_true(pincite__pool_room(pool));
  assert_int_equal(pincite__pool_submit(pool, &request, &err), PINCITE_OK);
  free(path);
}

typedef struct outcome {
  size_t documents, faults, blocks;
  uint64_t fault_line;
  pincite_reading_end end;
  char title[128], text[256];
} outcome;

/* Take the events of the oldest input up to its end. */
static outcome take(pincite_pool *pool, const char *name) {
  outcome result = {0};
  pincite_reading_event event;
  pincite_error err;
  for (;;) {
    assert_int_equal(pincite__pool_next(pool, true, &event, &err), PINCITE_OK);
    assert_string_equal(event.name, name);
    if (event.kind == PINCITE_READING_DOCUMENT) {
      result.documents++;
      result.blocks = event.document->block_count;
      snprintf(result.title, sizeof result.title, "%s",
               event.document->fields[PINCITE_FIELD_TITLE].data);
      snprintf(result.text, sizeof result.text, "%s", event.document->text.data);
    } else if (event.kind == PINCITE_READING_FAULT) {
      result.faults++;
      result.fault_line = event.fault->line;
    } else if (event.kind == PINCITE_READING_END) {
      result.end = *event.end;
      return result;
    }
  }
}

static pincite_pool *open_pool(const char *reader, int jobs, unsigned seconds) {
  pincite_pool *pool = NULL;
  pincite_error err = {0};
  pincite_reading_limits limits = {.seconds = seconds};
  if (pincite__pool_open(reader, jobs, &limits, &pool, &err))
    fail_msg("%s", err.message);
  return pool;
}

/* Read one file with the real reader. */
static outcome read_file(const char *name, const void *bytes, size_t len) {
  pincite_pool *pool = open_pool(READER, 1, 20);
  pincite_reading_event event;
  write_file(name, bytes, len);
  submit(pool, name);
  outcome result = take(pool, name);
  assert_int_equal(pincite__pool_next(pool, true, &event, NULL), PINCITE_DONE);
  pincite__pool_close(pool);
  return result;
}

static outcome read_text(const char *name, const char *text) {
  return read_file(name, text, strlen(text));
}

/* ---- claims: what is read --------------------------------------------------- */

static void a_text_becomes_a_document(void **state) {
  (void)state;
  outcome result = read_text("a.txt", "One paragraph\nof two lines.\n\nAnother one.\n");
  assert_int_equal(result.documents, 1);
  assert_int_equal(result.end.state, PINCITE_READING_READ);
  assert_int_equal(result.end.bytes, 42);
  assert_string_equal(result.text, "One paragraph\nof two lines.\n\nAnother one.");
  char hex[2 * PINCITE__SHA256_SIZE + 1];
  pincite_sha256 sha;
  unsigned char digest[PINCITE__SHA256_SIZE];
  pincite__sha256_init(&sha);
  pincite__sha256_add(&sha, "One paragraph\nof two lines.\n\nAnother one.\n", 42);
  pincite__sha256_final(&sha, digest);
  pincite__hex(digest, sizeof digest, hex);
  assert_true(result.end.hashed);
  assert_memory_equal(result.end.sha256, digest, sizeof digest);
}

static void what_is_no_text_is_skipped_with_its_reason(void **state) {
  (void)state;
  outcome result = read_text("empty.txt", "");
  assert_int_equal(result.end.state, PINCITE_READING_SKIPPED);
  assert_string_equal(result.end.reason, "empty");
  result = read_text("blank.txt", "\n");
  assert_string_equal(result.end.reason, "no-text");
  result = read_file("image.txt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  assert_string_equal(result.end.reason, "not-text");
  assert_non_null(strstr(result.end.detail, "PNG"));
  result = read_file("zeros.txt", "ab\0\0\0\0cd", 8);
  assert_string_equal(result.end.reason, "not-text");
  result = read_text("one.txt", "a");
  assert_int_equal(result.documents, 1);
}

static void other_character_sets_become_utf8(void **state) {
  (void)state;
  outcome result = read_text("latin.txt", "caf\xe9 \x93quoted\x94");
  assert_string_equal(result.text, "caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d");
  result = read_file("wide.txt", "\xff\xfeH\0i\0!\0", 8);
  assert_string_equal(result.text, "Hi!");
  result = read_text("mark.txt", "\xef\xbb\xbfHi!");
  assert_string_equal(result.text, "Hi!");
}

static void a_broken_line_costs_that_line(void **state) {
  (void)state;
  pincite_buf lines;
  pincite__buf_init(&lines, PINCITE__BUF_LIMIT);
  for (int i = 1; i <= 10; i++)
    pincite__buf_addf(&lines,
                      i == 7 ? "{\"id\": %d, \"text\n"
                             : "{\"id\": %d, \"title\":\"T\", \"text\":\"Body.\"}\n",
                      i);
  outcome result = read_file("ten.jsonl", lines.data, lines.len);
  assert_int_equal(result.documents, 9);
  assert_int_equal(result.faults, 1);
  assert_int_equal(result.fault_line, 7);
  assert_int_equal(result.end.state, PINCITE_READING_READ);
  assert_string_equal(result.title, "T");
  pincite__buf_release(&lines);
}

static void lines_without_an_article_fail_as_a_whole(void **state) {
  (void)state;
  outcome result = read_text("bad.jsonl", "{\"text\": \n{\"text\": 1}\n");
  assert_int_equal(result.end.state, PINCITE_READING_FAILED);
  assert_string_equal(result.end.reason, "bad-json");
  assert_int_equal(result.faults, 2);
}

static void a_line_beyond_the_text_limit_is_too_large(void **state) {
  (void)state;
  size_t len = PINCITE__TEXT_LIMIT + 1000;
  char *bytes = malloc(len);
  assert_non_null(bytes);
  memset(bytes, 'a', len);
  outcome result = read_file("long.txt", bytes, len);
  assert_int_equal(result.end.state, PINCITE_READING_FAILED);
  assert_string_equal(result.end.reason, "too-large");
  free(bytes);
}

static void a_large_text_comes_whole(void **state) {
  (void)state;
  size_t len = (size_t)40 << 20;
  char *bytes = malloc(len);
  assert_non_null(bytes);
  for (size_t i = 0; i < len; i++)
    bytes[i] = i % 7 == 6 ? ' ' : "abcdef"[i % 7 % 6];
  pincite_pool *pool = open_pool(READER, 2, 20);
  pincite_reading_event event;
  write_file("large.txt", bytes, len);
  submit(pool, "large.txt");
  do
    assert_int_equal(pincite__pool_next(pool, true, &event, NULL), PINCITE_OK);
  while (event.kind == PINCITE_READING_WAIT);
  assert_int_equal(event.kind, PINCITE_READING_DOCUMENT);
  assert_true(event.document->text.len + 8 > len);
  assert_memory_equal(event.document->text.data, bytes, event.document->text.len);
  pincite__pool_close(pool);
  free(bytes);
}

/* ---- claims: files that are none ---------------------------------------------- */

static void what_is_no_file_is_never_opened(void **state) {
  (void)state;
  pincite_pool *pool = open_pool(READER, 1, 20);
  char *pipe = file_path("pipe"), *link = file_path("link"), *zero = file_path("zero");
  assert_int_equal(mkfifo(pipe, 0600), 0);
  assert_int_equal(symlink("nowhere", link), 0);
  assert_int_equal(symlink("/dev/zero", zero), 0);
  submit(pool, "pipe");
  submit(pool, "link");
  submit(pool, "zero");
  submit(pool, "missing");
  assert_string_equal(take(pool, "pipe").end.reason, "not-a-file");
  outcome result = take(pool, "link");
  assert_string_equal(result.end.reason, "dangling-link");
  assert_int_equal(result.end.state, PINCITE_READING_FAILED);
  assert_string_equal(take(pool, "zero").end.reason, "not-a-file");
  assert_string_equal(take(pool, "missing").end.reason, "unreadable");
  pincite__pool_close(pool);
  free(pipe);
  free(link);
  free(zero);
}

static void a_stream_is_read_to_its_end(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "Piped text.", 11), 11);
  close(ends[1]);
  pincite_pool *pool = open_pool(READER, 1, 20);
  pincite_reading_request request = {.fd = ends[0], .name = "-"};
  assert_int_equal(pincite__pool_submit(pool, &request, NULL), PINCITE_OK);
  assert_string_equal(take(pool, "-").text, "Piped text.");
  pincite__pool_close(pool);
}

/* ---- claims: readers that misbehave --------------------------------------------- */

static void without_a_reader_there_is_a_sentence(void **state) {
  (void)state;
  pincite_pool *pool = NULL;
  pincite_error err;
  assert_int_equal(pincite__pool_open("/no/such/reader", 1, NULL, &pool, &err),
                   PINCITE_EINVAL);
  assert_non_null(strstr(err.message, "/no/such/reader"));
  assert_null(pool);
}

static void a_program_that_is_no_reader_ends_the_run(void **state) {
  (void)state;
  pincite_pool *pool = open_pool("/bin/true", 1, 5);
  pincite_reading_event event;
  pincite_error err;
  write_file("x.txt", "x", 1);
  submit(pool, "x.txt");
  assert_int_equal(pincite__pool_next(pool, true, &event, &err), PINCITE_EIO);
  assert_non_null(strstr(err.message, "/bin/true"));
  pincite__pool_close(pool);
}

static void a_bad_input_costs_itself_alone(void **state) {
  (void)state;
  static const char *const names[] = {"good", "crash", "nonsense", "good",
                                      "zone", "leave", "half",     "good"};
  pincite_pool *pool = open_pool(SELF, 2, 5);
  size_t count = sizeof names / sizeof *names;
  for (size_t i = 0; i < count; i++) {
    write_file(names[i], "x", 1);
    submit(pool, names[i]);
  }
  assert_false(pincite__pool_room(pool));
  for (size_t i = 0; i < count; i++) {
    outcome result = take(pool, names[i]);
    bool good = strcmp(names[i], "good") == 0 || strcmp(names[i], "half") == 0;
    assert_int_equal(result.end.state,
                     good ? PINCITE_READING_READ : PINCITE_READING_FAILED);
    assert_string_equal(result.end.reason, good ? "" : "crash");
    assert_int_equal(result.documents, strcmp(names[i], "half") == 0 ? 2 : 0);
  }
  pincite__pool_close(pool);
}

static void a_reader_that_hangs_is_ended(void **state) {
  (void)state;
  pincite_pool *pool = open_pool(SELF, 1, 1);
  write_file("hang", "x", 1);
  write_file("good", "x", 1);
  submit(pool, "hang");
  submit(pool, "good");
  outcome result = take(pool, "hang");
  assert_string_equal(result.end.reason, "timeout");
  assert_non_null(strstr(result.end.detail, "hang"));
  assert_int_equal(take(pool, "good").end.state, PINCITE_READING_READ);
  pincite__pool_close(pool);
}

static void a_reader_ahead_of_its_turn_waits(void **state) {
  (void)state;
  pincite_pool *pool = open_pool(SELF, 2, 10);
  write_file("flood", "x", 1);
  for (int i = 0; i < 4; i++)
    submit(pool, "flood");
  for (int i = 0; i < 4; i++)
    assert_int_equal(take(pool, "flood").documents, 5000);
  pincite__pool_close(pool);
}

static void closing_ends_readers_at_work(void **state) {
  (void)state;
  pincite_pool *pool = open_pool(SELF, 1, 60);
  write_file("hang", "x", 1);
  submit(pool, "hang");
  pincite_reading_event event;
  assert_int_equal(pincite__pool_next(pool, true, &event, NULL), PINCITE_OK);
  assert_int_equal(event.kind, PINCITE_READING_WAIT);
  time_t start = time(NULL);
  pincite__pool_close(pool);
  assert_true(time(NULL) - start < 5);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[sizeof folder + 16];
  sprintf(command, "rm -rf %s", folder);
  return system(command);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[0], "pincite-reader") == 0)
    return fake_reader();
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(a_text_becomes_a_document),
      cmocka_unit_test(what_is_no_text_is_skipped_with_its_reason),
      cmocka_unit_test(other_character_sets_become_utf8),
      cmocka_unit_test(a_broken_line_costs_that_line),
      cmocka_unit_test(lines_without_an_article_fail_as_a_whole),
      cmocka_unit_test(a_line_beyond_the_text_limit_is_too_large),
      cmocka_unit_test(a_large_text_comes_whole),
      cmocka_unit_test(what_is_no_file_is_never_opened),
      cmocka_unit_test(a_stream_is_read_to_its_end),
      cmocka_unit_test(without_a_reader_there_is_a_sentence),
      cmocka_unit_test(a_program_that_is_no_reader_ends_the_run),
      cmocka_unit_test(a_bad_input_costs_itself_alone),
      cmocka_unit_test(a_reader_that_hangs_is_ended),
      cmocka_unit_test(a_reader_ahead_of_its_turn_waits),
      cmocka_unit_test(closing_ends_readers_at_work),
  };
  return cmocka_run_group_tests(cases, make_folder, remove_folder);
}
