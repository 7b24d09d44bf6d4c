/* SPDX-License-Identifier: MIT
 *
 * reader.h - what the readers of all formats share: a stream of bytes to read
 * from, and a reading to give articles to.
 *
 * To add a reader: write its function in a file of its own, declare it here,
 * give its kind a place in pincite_kind, a way to know it in kind.c, and a line
 * in read.c.
 */
#ifndef PINCITE_READERS_READER_H
#define PINCITE_READERS_READER_H

#include "../frame.h"

/* ---- interface of stream.c --------------------------------------------- */

/* A source of bytes: a file, bytes in memory, a member of an archive. */
typedef struct pincite_stream {
  /* Fill in up to 'len' bytes; 0: the end; negative: reading failed. */
  long (*read)(void *data, char *out, size_t len);
  void *data;
  pincite_buf ahead; /* looked at, not yet taken */
  size_t at;
  bool ended, broken;
} pincite_stream;

/* What a stream can be asked to look ahead. */
#define PINCITE__PEEK_LIMIT ((size_t)64 << 10)
/* The longest input of a kind that is read as one whole. */
#define PINCITE__WHOLE_LIMIT PINCITE__TEXT_LIMIT

void pincite__stream_init(pincite_stream *stream,
                          long (*read)(void *data, char *out, size_t len), void *data);
void pincite__stream_release(pincite_stream *stream);
/* Up to PINCITE__PEEK_LIMIT bytes that come next; fewer only at the end. */
pincite_str pincite__stream_peek(pincite_stream *stream);
/* Take up to 'len' bytes; 0 at the end or when reading failed ('broken'). */
size_t pincite__stream_take(pincite_stream *stream, char *out, size_t len);
/* Append what is left; false when it is more than 'out' may hold, or broken. What it
   cannot hold is then still in the stream. */
bool pincite__stream_rest(pincite_stream *stream, pincite_buf *out);
/* Append a line without its end; false when there is none left. A line too long
   for 'line' leaves it failed, and is passed over to its end. */
bool pincite__stream_line(pincite_stream *stream, pincite_buf *line);

/* A file, hashed and counted while it is read. */
typedef struct pincite_file {
  int fd;
  uint64_t bytes;
  pincite_sha256 sha;
} pincite_file;

long pincite__file_read(void *file, char *out, size_t len);

/* Bytes in memory; data of a stream. */
long pincite__memory_read(void *str, char *out, size_t len); /* of a pincite_str */

/* ---- interface of reading.c -------------------------------------------- */

/* Members of one kind that were passed over: how many, and the first of them. */
typedef struct pincite_passed {
  char reason[PINCITE__REASON_SIZE];
  uint64_t count;
  char first[PINCITE__DETAIL_SIZE];
} pincite_passed;

#define PINCITE__MOST_PASSED 12

/* An input while it is read. */
typedef struct pincite_reading {
  int socket;
  const char *name; /* of the input, or of the member of an archive */
  const char *map;
  unsigned seconds; /* of processor time until the next sign of life; 0: any */
  unsigned text_megabytes; /* of one article */
  const char *charset; /* what a server said of it; NULL: nothing */
  const pincite_file *file; /* the input itself; NULL: from memory */
  unsigned depth;      /* archives, mails and crawls around this */
  unsigned layers;     /* of packing around this, single files too */
  uint64_t unpacked;   /* bytes that came out of all layers */
  uint64_t members;    /* of archives */
  bool stopped;        /* a limit was passed: the input is given up */
  pincite_passed passed[PINCITE__MOST_PASSED]; /* members that are no text */
  pincite_buf frames;
  bool cut_off;              /* nobody listens any more */
  pincite_document document; /* for the readers' use; empty at first */
  uint64_t documents, faults;
  pincite_reading_end end;
} pincite_reading;

void pincite__reading_init(pincite_reading *reading, int socket);
void pincite__reading_release(pincite_reading *reading);
void pincite__reading_begin(pincite_reading *reading, const char *name, const char *map);
void pincite__reading_finish(pincite_reading *reading, const pincite_file *file);
void pincite__reading_send(pincite_reading *reading);

/* Give the reading's document and empty it for the next. False when it has no
   text; a text beyond the limit, or of which memory ended, is a fault. */
bool pincite__reading_give(pincite_reading *reading);

/* A part is left out: a line, a member of an archive. */
void pincite__reading_fault(pincite_reading *reading, uint64_t line, uint64_t offset,
                            const char *reason, const char *fmt, ...)
    PINCITE__PRINTF(5, 6);

/* A member is passed over, as thousands may be: they are counted, and at the end
   there is one row for each reason, which names the first. */
void pincite__reading_pass(pincite_reading *reading, const char *reason,
                           const char *name, const char *detail);

/* Give up the whole input, however deep in it the reading is. */
void pincite__reading_stop(pincite_reading *reading, const char *reason,
                           const char *fmt, ...) PINCITE__PRINTF(3, 4);

/* How it ended, when not well. Inside an archive a failure is a fault of the whole
   with the member's name, and what is skipped is passed over. The sentence says
   what it is and what to do. */
void pincite__reading_skip(pincite_reading *reading, const char *reason, const char *fmt,
                           ...) PINCITE__PRINTF(3, 4);
void pincite__reading_fail(pincite_reading *reading, const char *reason, const char *fmt,
                           ...) PINCITE__PRINTF(3, 4);

/* ---- interface of kind.c ----------------------------------------------- */

typedef enum pincite_kind {
  PINCITE_KIND_EMPTY,
  PINCITE_KIND_BINARY, /* none of ours */
  PINCITE_KIND_WIDE,   /* UTF-16 or UTF-32, by its byte order mark */
  PINCITE_KIND_TEXT,
  PINCITE_KIND_MARKDOWN,
  PINCITE_KIND_HTML,
  PINCITE_KIND_XML,
  PINCITE_KIND_JSON, /* an array of articles, or one on several lines */
  PINCITE_KIND_JSONL,
  PINCITE_KIND_TABLE, /* CSV and the like */
  PINCITE_KIND_MAIL,
  PINCITE_KIND_MBOX,
  PINCITE_KIND_WARC,
  PINCITE_KIND_PDF,
  PINCITE_KIND_ARCHIVE /* packed: one file or many */
} pincite_kind;

/* What begins like 'head'? The name decides between kinds of text only. For a
   BINARY kind *what (a constant) says what it looks like. */
pincite_kind pincite__kind_of(pincite_str head, const char *name, const char **what);

/* Does a name end in this (".md"), whatever its case? */
bool pincite__name_ends(const char *name, const char *ending);

/* ---- interface of read.c ----------------------------------------------- */

/* Read whatever the stream has. */
void pincite__read(pincite_reading *reading, pincite_stream *stream);

/* Append the blocks of a page that is a part of a document: a chapter, the text of a
   message. Its title is a heading there. */
void pincite__add_page(pincite_document *document, pincite_str html);

/* ---- interface of archive.c --------------------------------------------- */

/* Read something in something else: as a member, which has a name of its own, or as
   a single file that was packed. Refuses more than a few layers. */
void pincite__read_inside(pincite_reading *reading, pincite_stream *stream,
                          const char *name, bool is_member);

/* Count bytes that were unpacked. False: it is out of all proportion to what went
   in, and the reading is stopped. */
bool pincite__archive_counts(pincite_reading *reading, uint64_t bytes);

struct archive;
struct archive_entry;

/* An archive in memory, for libarchive; NULL when memory ends or it is none. */
struct archive *pincite__archive_open(pincite_str bytes);
/* Its next member; false at the end, or where it is broken. */
bool pincite__archive_next(struct archive *archive, struct archive_entry **entry,
                           bool *broken);

/* ---- interface of jsonl.c ----------------------------------------------- */

#define PINCITE__FIELD_NONE (-1)
#define PINCITE__FIELD_TEXT (-2)
/* The field that a name means ("headline": the title), as a pincite_field. */
int pincite__field_named(pincite_str name);

/* ---- the readers -------------------------------------------------------- */

/* Of a text in UTF-8, into an empty document; false when memory ends. */
void pincite__read_text(pincite_str text, pincite_document *document);
void pincite__read_markdown(pincite_str text, pincite_document *document);

/* Of a stream, giving articles to the reading. */
void pincite__read_jsonl(pincite_reading *reading, pincite_stream *stream);
void pincite__read_json(pincite_reading *reading, pincite_str text);
void pincite__read_pdf(pincite_reading *reading, pincite_stream *stream);
void pincite__read_archive(pincite_reading *reading, pincite_stream *stream);
void pincite__read_warc(pincite_reading *reading, pincite_stream *stream);
void pincite__read_mbox(pincite_reading *reading, pincite_stream *stream);
void pincite__read_mail(pincite_reading *reading, pincite_str bytes);
void pincite__read_table(pincite_reading *reading, pincite_stream *stream);
void pincite__read_feed(pincite_reading *reading, pincite_str bytes);
/* Is it RSS or Atom? */
bool pincite__is_feed(pincite_str head);
/* A zip in memory; false when it is no document but an archive. */
bool pincite__read_package(pincite_reading *reading, pincite_str zip);

#endif
