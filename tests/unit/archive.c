/* SPDX-License-Identifier: MIT
 *
 * archive.c - what is in archives and in documents that are zips, read by the real
 * reader. The archives are made here, in memory.
 */
#include "test.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pincite.h"

#define READER TEST_BUILD_DIR "/pincite-reader"
#define FOLDER TEST_BUILD_DIR "/unit/"
#define CAPACITY ((size_t)8 << 20)

typedef struct member {
  const char *name, *text;
  size_t len; /* 0: the text is terminated */
} member;

typedef struct made {
  char *bytes;
  size_t len;
} made;

/* Pack members; a member without name ends the list. */
static made pack(int format, int filter, const member *members) {
  made out = {malloc(CAPACITY), 0};
  struct archive *archive = archive_write_new();
  struct archive_entry *entry = archive_entry_new();
  assert_non_null(out.bytes);
  archive_write_set_format(archive, format);
  archive_write_add_filter(archive, filter);
  assert_int_equal(archive_write_open_memory(archive, out.bytes, CAPACITY, &out.len), 0);
  for (; members->name; members++) {
    size_t len = members->len ? members->len : strlen(members->text);
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, members->name);
    archive_entry_set_size(entry, (la_int64_t)len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, members->text, len), len);
  }
  archive_entry_free(entry);
  archive_write_close(archive);
  archive_write_free(archive);
  return out;
}

/* What the reader makes of it, as JSON lines; the error's sentence if it fails. The
   caller frees. */
static char *read_made(const char *name, made from, pincite_status *status) {
  char path[512];
  snprintf(path, sizeof path, FOLDER "%s", name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(from.bytes, 1, from.len, file), from.len);
  fclose(file);
  free(from.bytes);
  pincite_extract_options options = PINCITE_EXTRACT_OPTIONS_INIT;
  options.reader = READER;
  options.all = 1;
  pincite_error err = {PINCITE_OK, ""};
  char *json = NULL;
  *status = pincite_extract(path, &options, &json, NULL, &err);
  remove(path);
  if (json)
    return json;
  json = malloc(sizeof err.message);
  assert_non_null(json);
  memcpy(json, err.message, sizeof err.message);
  return json;
}

#define HAS(json, words) assert_non_null(strstr(json, words))

static void members_are_read_by_the_reader_of_their_kind(void **state) {
  (void)state;
  static const member members[] = {
      {"d/page.html",
       "<html><head><title>Lamps</title></head><body><p>The oil of the lighthouse ran "
       "out "
       "in a dark winter, says the keeper.</p></body></html>",
       0},
      {"d/a.jsonl", "{\"text\":\"One of two.\"}\n{\"text\":\"Two of two.\"}\n", 0},
      {"picture.png", "\x89PNG\r\n\x1a\n", 0},
      {"other.png", "\x89PNG\r\n\x1a\n", 0},
      {NULL, NULL, 0}};
  static const struct {
    const char *name;
    int format, filter;
  } kinds[] = {{"made.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
               {"made.tar", ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_NONE},
               {"made.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP},
               {"made.tar.xz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ},
               {"made.tar.zst", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    pincite_status status;
    char *json = read_made(kinds[i].name, pack(kinds[i].format, kinds[i].filter, members),
                           &status);
    assert_int_equal(status, PINCITE_PARTIAL);
    HAS(json, "\"title\":\"Lamps\"");
    HAS(json, "!d/page.html\"");
    HAS(json, "!d/a.jsonl#2\"");
    HAS(json, "Two of two.");
    HAS(json, "2 passed over (not-text)");
    free(json);
  }
}

static void archives_are_read_in_archives_but_not_for_ever(void **state) {
  (void)state;
  static const member text[] = {{"deep.txt", "A text that lies deep.", 0},
                                {NULL, NULL, 0}};
  pincite_status status;
  made inner = pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, text);
  for (int depth = 2; depth <= 8; depth++) {
    member one[] = {{"inner.zip", inner.bytes, inner.len}, {NULL, NULL, 0}};
    made outer = pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, one);
    made copy = {malloc(outer.len), outer.len};
    assert_non_null(copy.bytes);
    memcpy(copy.bytes, outer.bytes, outer.len);
    char *json = read_made("deep.zip", copy, &status);
    if (depth <= 6) {
      HAS(json, "A text that lies deep.");
      assert_int_equal(status, PINCITE_OK);
    } else {
      HAS(json, "layers");
    }
    free(json);
    free(inner.bytes);
    inner = outer;
  }
  free(inner.bytes);
}

static void a_name_that_leads_out_is_only_a_name(void **state) {
  (void)state;
  static const member members[] = {{"../../etc/evil.txt", "Harmless words.", 0},
                                   {NULL, NULL, 0}};
  pincite_status status;
  char *json = read_made("evil.zip",
                         pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members), &status);
  HAS(json, "evil.zip!etc/evil.txt\"");
  HAS(json, "leads out of the archive");
  assert_int_equal(status, PINCITE_PARTIAL);
  free(json);
}

static void what_unpacks_to_too_much_is_given_up(void **state) {
  (void)state;
  size_t len = (size_t)100 << 20;
  char *zeros = malloc(len);
  assert_non_null(zeros);
  memset(zeros, 'x', len);
  member members[] = {{"a.txt", "First.", 0}, {"x.txt", zeros, len}, {NULL, NULL, 0}};
  pincite_status status;
  char *json =
      read_made("bomb.tar.gz",
                pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, members), &status);
  free(zeros);
  assert_int_equal(status, PINCITE_EINVAL);
  HAS(json, "(bomb)");
  free(json);
}

static void a_broken_archive_keeps_what_came_out(void **state) {
  (void)state;
  static const member members[] = {
      {"a.txt", "The first text.", 0}, {"b.txt", "The second text.", 0}, {NULL, NULL, 0}};
  pincite_status status;
  made whole = pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, members);
  whole.len = 1100;
  char *json = read_made("half.tar", whole, &status);
  HAS(json, "bad-archive");
  free(json);
}

#define CONTAINER                                                                        \
  "<container><rootfiles><rootfile full-path=\"E/b.opf\"/></rootfiles></container>"
#define LIST                                                                             \
  "<package xmlns:dc=\"d\"><metadata><dc:title>The Book</dc:title><dc:creator>Jane "     \
  "Writer</dc:creator><dc:date>2001-02-03</dc:date></metadata><manifest><item "          \
  "id=\"two\" href=\"t%20wo.xhtml\"/><item id=\"one\" href=\"one.xhtml\"/></manifest>"   \
  "<spine><itemref idref=\"one\"/><itemref idref=\"two\"/></spine></package>"

static void a_book_is_read_in_the_order_of_its_spine(void **state) {
  (void)state;
  static const member members[] = {
      {"mimetype", "application/epub+zip", 0},
      {"META-INF/container.xml", CONTAINER, 0},
      {"E/t wo.xhtml",
       "<html><body><p>The second chapter is about the pier.</p></body></html>", 0},
      {"E/one.xhtml",
       "<html><body><h1>One</h1><p>The first chapter is about a "
       "harbour.</p></body></html>",
       0},
      {"E/b.opf", LIST, 0},
      {NULL, NULL, 0}};
  pincite_status status;
  char *json = read_made("book.epub",
                         pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members), &status);
  assert_int_equal(status, PINCITE_OK);
  HAS(json, "\"title\":\"The Book\"");
  HAS(json, "\"published\":\"2001-02-03\"");
  assert_true(strstr(json, "first chapter") < strstr(json, "second chapter"));
  free(json);
}

static void a_docx_is_its_paragraphs_and_notes(void **state) {
  (void)state;
  static const member members[] = {
      {"word/document.xml",
       "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/>"
       "</w:pPr><w:r><w:t>The Heading</w:t></w:r></w:p><w:p><w:r><w:t>A text of </w:t>"
       "</w:r><w:r><w:t>runs</w:t></w:r><w:del><w:r><w:delText> lost</w:delText></w:r>"
       "</w:del><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>",
       0},
      {"word/footnotes.xml",
       "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r>"
       "<w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>",
       0},
      {"docProps/core.xml",
       "<c:p xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title>A Title</dc:title></c:p>", 0},
      {NULL, NULL, 0}};
  pincite_status status;
  char *json = read_made("text.docx",
                         pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members), &status);
  assert_int_equal(status, PINCITE_OK);
  HAS(json, "\"title\":\"A Title\"");
  HAS(json, "{\"zone\":\"heading\",\"start\":0,\"length\":11}");
  HAS(json, "The Heading\\n\\nA text of runs[2]\\n\\n[2] The note.");
  free(json);
}

static void an_odt_is_its_paragraphs_and_notes(void **state) {
  (void)state;
  static const member members[] = {
      {"mimetype", "application/vnd.oasis.opendocument.text", 0},
      {"content.xml",
       "<o:document-content xmlns:o=\"o\" xmlns:text=\"t\"><o:body><o:text><text:h>The "
       "Heading</text:h><text:p>A text<text:note><text:note-citation>1"
       "</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body>"
       "</text:note> goes<text:s/>on.</text:p></o:text></o:body></o:document-content>",
       0},
      {NULL, NULL, 0}};
  pincite_status status;
  char *json = read_made("text.odt",
                         pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members), &status);
  assert_int_equal(status, PINCITE_OK);
  HAS(json, "The Heading\\n\\nA text[1] goes on.\\n\\nThe note.");
  free(json);
}

static void spreadsheets_are_not_read(void **state) {
  (void)state;
  static const member members[] = {{"xl/workbook.xml", "<x>cells</x>", 0},
                                   {NULL, NULL, 0}};
  pincite_status status;
  char *json = read_made("cells.xlsx",
                         pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members), &status);
  assert_int_equal(status, PINCITE_EINVAL);
  HAS(json, "spreadsheet");
  free(json);
}

static const struct CMUnitTest cases[] = {
    cmocka_unit_test(members_are_read_by_the_reader_of_their_kind),
    cmocka_unit_test(archives_are_read_in_archives_but_not_for_ever),
    cmocka_unit_test(a_name_that_leads_out_is_only_a_name),
    cmocka_unit_test(what_unpacks_to_too_much_is_given_up),
    cmocka_unit_test(a_broken_archive_keeps_what_came_out),
    cmocka_unit_test(a_book_is_read_in_the_order_of_its_spine),
    cmocka_unit_test(a_docx_is_its_paragraphs_and_notes),
    cmocka_unit_test(an_odt_is_its_paragraphs_and_notes),
    cmocka_unit_test(spreadsheets_are_not_read),
};

TEST_MAIN(cases)
