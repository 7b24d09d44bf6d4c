/* SPDX-License-Identifier: MIT
 *
 * make_bombs.c - files made to do harm: make-bombs FOLDER small|full
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CAPACITY ((size_t)64 << 20)
#define PIECE ((size_t)1 << 20)

static const char *folder;

static FILE *create(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  if (!file) {
    perror(path);
    exit(1);
  }
  return file;
}

static void finish(FILE *file) {
  if (fclose(file)) {
    perror(folder);
    exit(1);
  }
}

static void check(int rc) {
  if (rc < ARCHIVE_OK) {
    fputs("make-bombs: libarchive failed\n", stderr);
    exit(1);
  }
}

/* A zip with 'copies' members of the same bytes; NULL bytes: zeros. */
static char *make_zip(const char *name, const char *ending, int copies, const char *bytes,
                      uint64_t len, size_t *size) {
  char *out = malloc(CAPACITY), *zeros = calloc(1, PIECE);
  struct archive *archive = archive_write_new();
  struct archive_entry *entry = archive_entry_new();
  if (!out || !zeros)
    exit(1);
  check(archive_write_set_format_zip(archive));
  check(archive_write_open_memory(archive, out, CAPACITY, size));
  for (int i = 0; i < copies; i++) {
    char member[256];
    snprintf(member, sizeof member, "%s-%d%s", name, i, ending);
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, member);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)len);
    check(archive_write_header(archive, entry));
    for (uint64_t done = 0; done < len;) {
      size_t part = bytes                ? (size_t)len
                    : len - done < PIECE ? (size_t)(len - done)
                                         : PIECE;
      if (archive_write_data(archive, bytes ? bytes : zeros, part) < 0)
        exit(1);
      done += part;
    }
  }
  archive_entry_free(entry);
  check(archive_write_close(archive));
  archive_write_free(archive);
  free(zeros);
  return out;
}

/* Zips in zips, sixteen each, and zeros in the innermost. */
static void nested_zips(int layers, uint64_t zeros) {
  size_t size = 0;
  char *inner = make_zip("zeros", ".txt", 1, NULL, zeros, &size);
  for (int i = 0; i < layers; i++) {
    size_t outer_size = 0;
    char *outer = make_zip("inner", ".zip", 16, inner, size, &outer_size);
    free(inner);
    inner = outer;
    size = outer_size;
  }
  FILE *file = create("nested.zip");
  fwrite(inner, 1, size, file);
  finish(file);
  free(inner);
}

static void outward_zip(void) {
  size_t size = 0;
  char *zip =
      make_zip("../../../tmp/outward", ".txt", 1, "A text that stays inside.", 25, &size);
  FILE *file = create("outward.zip");
  fwrite(zip, 1, size, file);
  finish(file);
  free(zip);
}

static void zeros_in_gzip(uint64_t len) {
  char path[4096], *piece = calloc(1, PIECE);
  snprintf(path, sizeof path, "%s/zeros.gz", folder);
  gzFile file = gzopen(path, "wb6");
  if (!file || !piece)
    exit(1);
  gzputs(file, "A text, and then ");
  for (uint64_t done = 0; done < len; done += PIECE)
    if (gzwrite(file, piece, PIECE) != (int)PIECE)
      exit(1);
  gzclose(file);
  free(piece);
}

static void repeat(const char *name, const char *before, const char *word, uint64_t times,
                   const char *after) {
  FILE *file = create(name);
  fputs(before, file);
  for (uint64_t i = 0; i < times; i++)
    fputs(word, file);
  fputs(after, file);
  finish(file);
}

static void billion_laughs(void) {
  FILE *file = create("laughs.xml");
  fputs("<?xml version=\"1.0\"?>\n<!DOCTYPE bill [\n<!ENTITY l0 \"ha\">\n", file);
  for (int i = 1; i < 10; i++) {
    fprintf(file, "<!ENTITY l%d \"", i);
    for (int k = 0; k < 10; k++)
      fprintf(file, "&l%d;", i - 1);
    fputs("\">\n", file);
  }
  fputs("]>\n<bill><text>Laughs: &l9; and no more.</text></bill>\n", file);
  finish(file);
}

/* A tree of pages that holds itself, and a drawing that draws itself. */
static void looping_pdfs(void) {
  FILE *file = create("loop-pages.pdf");
  fputs("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
        "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>\nendobj\n"
        "trailer\n<</Root 1 0 R/Prev 9>>\n%%EOF\n",
        file);
  finish(file);
  file = create("loop-form.pdf");
  fputs(
      "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
      "<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R"
      "/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>\nendobj\n"
      "4 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R"
      ">>>>/Length 10>>\nstream\n/F Do /F Do\nendstream\nendobj\n"
      "5 0 obj\n<</Length 5>>\nstream\n/F Do\nendstream\nendobj\n"
      "trailer\n<</Root 1 0 R>>\n%%EOF\n",
      file);
  finish(file);
}

static void no_files(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s/fifo", folder);
  if (mkfifo(path, 0600))
    perror(path);
  snprintf(path, sizeof path, "%s/endless", folder);
  if (symlink("/dev/zero", path))
    perror(path);
}

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  folder = argv[1];
  bool full = strcmp(argv[2], "full") == 0;
  nested_zips(full ? 4 : 3, full ? (uint64_t)1 << 30 : (uint64_t)4 << 20);
  outward_zip();
  zeros_in_gzip(full ? (uint64_t)10000000000 : (uint64_t)200 << 20);
  repeat("line.html", "<html><body><p>", "harbour ", full ? 134217728 : 9437184,
         "</p></body></html>");
  repeat("divs.html", "<html><body>", "<div>", 100000,
         "<p>A text at the very bottom.</p>");
  repeat("flat.xml", "<?xml version=\"1.0\"?>", "<a>", 100000, "deep");
  billion_laughs();
  looping_pdfs();
  no_files();
  repeat("good.txt", "", "A good text stands among the bad ones. ", 3, "\n");
  return 0;
}
