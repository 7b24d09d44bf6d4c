/* SPDX-License-Identifier: MIT
 *
 * archive.c - what is packed: members of archives, and single files.
 *
 * Members are read as they come, each like a file of its own, whatever it holds, to
 * a depth. What comes out is counted against what went in, over all layers, so that
 * a little file that unpacks to a great deal is given up early. Nothing is ever
 * written: the name of a member is only what it is called.
 */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "reader.h"

/* A zip up to this size is held in memory, where its own list of members counts. */
#define HELD ((size_t)64 << 20)
#define PIECE ((size_t)64 << 10)

/* ---- limits ---------------------------------------------------------------------- */

#define MOST_LAYERS 6
#define MOST_MEMBERS 1000000
/* So much may come out of anything; and beyond it, so many times what went in. */
#define FREE_BYTES ((uint64_t)64 << 20)
#define MOST_RATIO 200

bool pincite__archive_counts(pincite_reading *reading, uint64_t bytes) {
  reading->unpacked += bytes;
  uint64_t packed = reading->file ? reading->file->bytes : 0;
  if (reading->unpacked <= FREE_BYTES + MOST_RATIO * packed)
    return true;
  pincite__reading_stop(reading, "bomb",
                        "it unpacks to more than %d times its size; such archives are "
                        "made to do harm",
                        MOST_RATIO);
  return false;
}

static bool counts_member(pincite_reading *reading) {
  if (++reading->members <= MOST_MEMBERS)
    return true;
  pincite__reading_stop(reading, "too-many-members",
                        "it has more than %d members; unpack it and index the folder",
                        MOST_MEMBERS);
  return false;
}

/* ---- names ------------------------------------------------------------------------- */

/* A member's name without what leads out of the archive; *leads: there was such. */
static void clean_name(const char *name, pincite_buf *out, bool *leads) {
  *leads = false;
  for (const char *at = name; *at;) {
    size_t len = strcspn(at, "/\\");
    bool up = len == 2 && at[0] == '.' && at[1] == '.';
    *leads = *leads || up || (len == 0 && at == name);
    if (len && !up && !(len == 1 && at[0] == '.')) {
      pincite__buf_adds(out, out->len ? "/" : "");
      pincite__utf8_normalize(out, at, len);
    }
    at += len + (at[len] != '\0');
  }
}

/* "report.txt" of "folder/report.txt.gz". */
static void unpacked_name(const char *name, pincite_buf *out) {
  static const char *const endings[] = {".gz", ".bz2", ".xz", ".zst", ".lzma", ".z"};
  size_t len = strlen(name);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (pincite__name_ends(name, endings[i]) && len > strlen(endings[i])) {
      len -= strlen(endings[i]);
      break;
    }
  pincite__buf_add(out, name, len);
}

/* ---- members -------------------------------------------------------------------------
 */

typedef struct member {
  pincite_reading *reading;
  struct archive *archive;
} member;

static long read_member(void *data, char *out, size_t len) {
  member *from = data;
  if (from->reading->stopped)
    return -1;
  la_ssize_t got = archive_read_data(from->archive, out, len);
  if (got > 0 && !pincite__archive_counts(from->reading, (uint64_t)got))
    return -1;
  return (long)got;
}

void pincite__read_inside(pincite_reading *reading, pincite_stream *stream,
                          const char *name, bool is_member) {
  const char *outer = reading->name;
  if (reading->layers >= MOST_LAYERS) {
    pincite__reading_skip(reading, "too-deep",
                          "it is packed in more than %d layers; unpack it", MOST_LAYERS);
    return;
  }
  reading->name = name;
  reading->layers++;
  reading->depth += is_member;
  pincite__read(reading, stream);
  reading->depth -= is_member;
  reading->layers--;
  reading->name = outer;
}

/* Read one member under the name "archive!member". */
static void take_member(pincite_reading *reading, struct archive *archive,
                        struct archive_entry *entry, bool single) {
  bool leads = false;
  pincite_buf name, label;
  pincite__buf_init(&name, PINCITE__FIELD_LIMIT);
  pincite__buf_init(&label, 4 * PINCITE__FIELD_LIMIT);
  const char *given = archive_entry_pathname(entry);
  if (single) {
    unpacked_name(reading->name, &label);
  } else {
    clean_name(given ? given : "", &name, &leads);
    pincite__buf_addf(&label, "%s!%s", reading->name, name.data);
  }
  if (leads)
    pincite__reading_fault(reading, 0, 0, PINCITE__BLANK,
                           "the name of a member leads out of the archive; nothing is "
                           "written, and it is read as '%s'",
                           name.data);
  member from = {reading, archive};
  pincite_stream stream;
  pincite__stream_init(&stream, read_member, &from);
  if (archive_entry_is_data_encrypted(entry) == 1 ||
      archive_entry_is_metadata_encrypted(entry) == 1)
    pincite__reading_fault(reading, 0, 0, "encrypted",
                           "the member '%s' is locked with a password", name.data);
  else if (name.failed || label.failed)
    pincite__reading_fault(reading, 0, 0, "memory", "the name of a member is too long");
  else
    pincite__read_inside(reading, &stream, label.data, !single);
  /* What is left of a member is unpacked also when it is passed over: it counts. */
  char rest[PIECE];
  bool packed = archive_filter_code(archive, 0) != ARCHIVE_FILTER_NONE;
  while (packed && !single && read_member(&from, rest, sizeof rest) > 0)
    continue;
  pincite__stream_release(&stream);
  pincite__buf_release(&name);
  pincite__buf_release(&label);
}

bool pincite__archive_next(struct archive *archive, struct archive_entry **entry,
                           bool *broken) {
  int rc = archive_read_next_header(archive, entry);
  *broken = rc != ARCHIVE_OK && rc != ARCHIVE_WARN && rc != ARCHIVE_EOF;
  return rc == ARCHIVE_OK || rc == ARCHIVE_WARN;
}

static void take_members(pincite_reading *reading, struct archive *archive) {
  struct archive_entry *entry;
  bool broken = false;
  while (!reading->stopped && !reading->cut_off &&
         pincite__archive_next(archive, &entry, &broken)) {
    bool single = archive_format(archive) == ARCHIVE_FORMAT_RAW;
    if (!single && !counts_member(reading))
      return;
    if (archive_entry_filetype(entry) == AE_IFREG || single)
      take_member(reading, archive, entry, single);
  }
  if (broken && !reading->stopped) {
    const char *why = archive_error_string(archive);
    pincite__reading_fail(reading, "bad-archive", "the archive is broken: %s",
                          why ? why : "it ends too soon");
  }
}

/* ---- archives
 * --------------------------------------------------------------------------- */

typedef struct source {
  pincite_stream *stream;
  char piece[PIECE];
} source;

static la_ssize_t give_piece(struct archive *archive, void *data, const void **out) {
  source *from = data;
  size_t got = pincite__stream_take(from->stream, from->piece, sizeof from->piece);
  *out = from->piece;
  if (got == 0 && from->stream->broken) {
    archive_set_error(archive, -1, "what it is packed in cannot be read");
    return -1;
  }
  return (la_ssize_t)got;
}

static struct archive *new_archive(void) {
  struct archive *archive = archive_read_new();
  if (!archive)
    return NULL;
  archive_read_support_filter_gzip(archive);
  archive_read_support_filter_bzip2(archive);
  archive_read_support_filter_xz(archive);
  archive_read_support_filter_lzma(archive);
  archive_read_support_filter_zstd(archive);
  archive_read_support_format_zip(archive);
  archive_read_support_format_tar(archive);
  archive_read_support_format_7zip(archive);
  archive_read_support_format_empty(archive);
  archive_read_support_format_raw(archive);
  return archive;
}

struct archive *pincite__archive_open(pincite_str bytes) {
  struct archive *archive = new_archive();
  if (archive && archive_read_open_memory(archive, bytes.at, bytes.len) != ARCHIVE_OK) {
    archive_read_free(archive);
    archive = NULL;
  }
  return archive;
}

static void read_stream(pincite_reading *reading, pincite_stream *stream) {
  source from = {.stream = stream};
  struct archive *archive = new_archive();
  if (!archive)
    pincite__reading_fail(reading, "memory", "memory ended at this archive");
  else if (archive_read_open(archive, &from, NULL, give_piece, NULL) == ARCHIVE_OK)
    take_members(reading, archive);
  else
    pincite__reading_fail(reading, "bad-archive", "the archive is broken: %s",
                          archive_error_string(archive));
  archive_read_free(archive);
  /* All of the file belongs to its hash. */
  while (!reading->stopped && reading->layers == 0 &&
         pincite__stream_take(stream, from.piece, sizeof from.piece) > 0)
    continue;
}

/* A zip says at its end what is in it; documents of offices are zips, too. */
static void read_held(pincite_reading *reading, pincite_str bytes) {
  if (pincite__read_package(reading, bytes))
    return;
  struct archive *archive = pincite__archive_open(bytes);
  if (archive)
    take_members(reading, archive);
  else
    pincite__reading_fail(reading, "bad-archive", "the archive is broken");
  archive_read_free(archive);
}

/* Bytes in memory, then what the stream still has. */
typedef struct chain {
  pincite_str first;
  pincite_stream *rest;
} chain;

static long read_chain(void *data, char *out, size_t len) {
  chain *from = data;
  if (from->first.len)
    return pincite__memory_read(&from->first, out, len);
  size_t got = pincite__stream_take(from->rest, out, len);
  return got == 0 && from->rest->broken ? -1 : (long)got;
}

void pincite__read_archive(pincite_reading *reading, pincite_stream *stream) {
  pincite_str head = pincite__stream_peek(stream);
  bool listed = head.len > 4 && (memcmp(head.at, "PK", 2) == 0 || head.at[0] == '7');
  if (!listed) {
    read_stream(reading, stream);
    return;
  }
  pincite_buf held;
  pincite__buf_init(&held, HELD);
  if (pincite__stream_rest(stream, &held)) {
    read_held(reading, pincite__buf_view(&held));
  } else if (!stream->broken) {
    chain from = {pincite__buf_view(&held), stream};
    pincite_stream whole;
    pincite__stream_init(&whole, read_chain, &from);
    read_stream(reading, &whole);
    pincite__stream_release(&whole);
  }
  pincite__buf_release(&held);
}
