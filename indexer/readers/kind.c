/* SPDX-License-Identifier: MIT
 *
 * kind.c - what kind of input it is, by what it begins with.
 *
 * Names lie, so a name decides only between kinds of text that look the same.
 */
#include <string.h>

#include "reader.h"

typedef struct magic {
  size_t at;
  const char *bytes;
  size_t len;
  pincite_kind kind;
  const char *what;
} magic;

#define MAGIC(at, bytes, kind, what)                                                     \
  { at, bytes, sizeof(bytes) - 1, PINCITE_KIND_##kind, what }

static const magic magics[] = {
    MAGIC(0, "\xff\xfe\x00\x00", WIDE, NULL),
    MAGIC(0, "\x00\x00\xfe\xff", WIDE, NULL),
    MAGIC(0, "\xff\xfe", WIDE, NULL),
    MAGIC(0, "\xfe\xff", WIDE, NULL),
    MAGIC(0, "%PDF-", PDF, NULL),
    MAGIC(0, "PK\x03\x04", ARCHIVE, NULL),
    MAGIC(0, "\x1f\x8b", ARCHIVE, NULL),
    MAGIC(0, "BZh", ARCHIVE, NULL),
    MAGIC(0,
          "\xfd"
          "7zXZ\x00",
          ARCHIVE, NULL),
    MAGIC(0, "\x28\xb5\x2f\xfd", ARCHIVE, NULL),
    MAGIC(0, "7z\xbc\xaf\x27\x1c", ARCHIVE, NULL),
    MAGIC(257, "ustar", ARCHIVE, NULL),
    MAGIC(0, "WARC/1.", WARC, NULL),
    MAGIC(0, "WARC/0.", WARC, NULL),
    MAGIC(0, "\x89PNG", BINARY, "a PNG image"),
    MAGIC(0, "\xff\xd8\xff", BINARY, "a JPEG image"),
    MAGIC(0, "GIF8", BINARY, "a GIF image"),
    MAGIC(8, "WEBP", BINARY, "a WebP image"),
    MAGIC(0, "II*\x00", BINARY, "a TIFF image"),
    MAGIC(0, "MM\x00*", BINARY, "a TIFF image"),
    MAGIC(0, "SQLite format 3", BINARY, "an SQLite database"),
    MAGIC(0,
          "\x7f"
          "ELF",
          BINARY, "a program"),
    MAGIC(0, "MZ\x90", BINARY, "a program"),
    MAGIC(4, "ftyp", BINARY, "a video or sound recording"),
    MAGIC(0, "\x1a\x45\xdf\xa3", BINARY, "a video"),
    MAGIC(0, "ID3", BINARY, "a sound recording"),
    MAGIC(0, "OggS", BINARY, "a sound recording"),
    MAGIC(0, "RIFF", BINARY, "a sound recording or video"),
    MAGIC(0, "\xd0\xcf\x11\xe0", BINARY,
          "an old Office document; save it as DOCX or PDF"),
    MAGIC(0, "{\\rtf", BINARY,
          "a rich text document; save it as DOCX, PDF or plain text"),
    MAGIC(0, "wOFF", BINARY, "a font"),
    MAGIC(0, "wOF2", BINARY, "a font"),
};

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins(pincite_str text, const char *word) {
  size_t i = 0;
  for (; word[i]; i++)
    if (i >= text.len || lower(text.at[i]) != word[i])
      return false;
  return true;
}

bool pincite__name_ends(const char *name, const char *ending) {
  size_t len = strlen(name), tail = strlen(ending);
  return tail <= len && begins(pincite__str(name + len - tail), ending);
}

static pincite_str after(pincite_str text, size_t skip) {
  return (pincite_str){text.at + skip, text.len - skip};
}

static bool holds(pincite_str text, const char *word) {
  for (; text.len; text = after(text, 1))
    if (begins(text, word))
      return true;
  return false;
}

static pincite_str skip_blanks(pincite_str text) {
  while (text.len && strchr(" \t\r\n\f", text.at[0]) && text.at[0])
    text = after(text, 1);
  return text;
}

/* More than one byte in thirty that no text has: it is none. */
static bool is_binary(pincite_str head) {
  size_t strange = 0;
  for (size_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.at[i];
    if (c == 0)
      return true;
    strange += (c < 0x20 && !strchr("\t\n\r\f\v\b\x1b", (char)c)) || c == 0x7f;
  }
  return strange * 30 > head.len;
}

static bool looks_like_page(pincite_str text) {
  static const char *const tags[] = {
      "<!doctype html", "<html",  "<head",   "<body",  "<div",   "<p>",      "<p ",
      "<meta",          "<title", "<script", "<style", "<table", "<article", "<section",
      "<main",          "<h1",    "<h2",     "<span",  "<a ",    "<ul",      "<br",
      "<center",        "<font",  "<link",   "<pre",   "<img",   "<base"};
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (begins(text, tags[i]))
      return true;
  return false;
}

/* Text that begins with '<'. */
static pincite_kind kind_of_markup(pincite_str text, const char *name) {
  if (looks_like_page(text))
    return PINCITE_KIND_HTML;
  bool declared = begins(text, "<?xml");
  pincite_str first = {text.at, text.len < 2048 ? text.len : 2048};
  if (declared || begins(text, "<!--") || begins(text, "<!doctype"))
    return holds(first, "<html") || holds(first, "<!doctype html") || !declared
               ? PINCITE_KIND_HTML
               : PINCITE_KIND_XML;
  char c = text.len > 1 ? lower(text.at[1]) : ' ';
  if (!(c >= 'a' && c <= 'z') || pincite__name_ends(name, ".md"))
    return PINCITE_KIND_TEXT;
  if (pincite__name_ends(name, ".html") || pincite__name_ends(name, ".htm"))
    return PINCITE_KIND_HTML;
  return holds(text, "</") ? PINCITE_KIND_XML : PINCITE_KIND_TEXT;
}

/* Is the first line a JSON object that ends on it (or does not end at all)? */
static bool object_on_a_line(pincite_str text) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (c == '\n')
      return false;
    if (quoted) {
      i += c == '\\';
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return true;
    }
  }
  return true;
}

static pincite_kind kind_of_braces(pincite_str text, const char *name) {
  bool lines = pincite__name_ends(name, ".jsonl") || pincite__name_ends(name, ".ndjson");
  pincite_str inner = skip_blanks(after(text, 1));
  bool object = inner.len && (inner.at[0] == '"' || inner.at[0] == '}');
  bool json = pincite__name_ends(name, ".json");
  if (lines)
    return PINCITE_KIND_JSONL;
  if (text.at[0] == '{' && object)
    return object_on_a_line(text) ? PINCITE_KIND_JSONL : PINCITE_KIND_JSON;
  if (text.at[0] == '[' && (json || (inner.len && inner.at[0] == '{')))
    return PINCITE_KIND_JSON;
  return json ? PINCITE_KIND_JSON : PINCITE_KIND_TEXT;
}

/* "---", then lines "key: value" up to another "---". */
static bool has_front_matter(pincite_str text) {
  if (!begins(text, "---\n") && !begins(text, "---\r\n"))
    return false;
  pincite_str rest = after(text, 3);
  return holds(rest, ": ") && (holds(rest, "\n---\n") || holds(rest, "\n---\r\n"));
}

/* "From jane Mon Jul 1" and a header behind it. */
static bool looks_like_mbox(pincite_str head) {
  const char *end = begins(head, "from ") ? memchr(head.at, '\n', head.len) : NULL;
  if (!end || head.at[0] != 'F' || !memchr(head.at, ':', (size_t)(end - head.at)))
    return false;
  size_t at = (size_t)(end - head.at) + 1, len = 0;
  while (at + len < head.len && len < 40 && head.at[at + len] > ' ' &&
         head.at[at + len] != ':')
    len++;
  return len > 1 && at + len < head.len && head.at[at + len] == ':';
}

/* Headers up to a blank line, and among them those that a message has. */
static bool looks_like_mail(pincite_str head) {
  unsigned known = 0, lines = 0;
  while (head.len && lines < 200) {
    const char *end = memchr(head.at, '\n', head.len);
    size_t len = end ? (size_t)(end - head.at) : head.len, colon = 0;
    if (len == 0 || (len == 1 && head.at[0] == '\r'))
      return known > 1;
    while (colon < len && head.at[colon] > ' ' && head.at[colon] != ':')
      colon++;
    bool folded = lines && (head.at[0] == ' ' || head.at[0] == '\t');
    if (!folded && (colon == 0 || colon == len || head.at[colon] != ':'))
      return false;
    known += begins(head, "from:") || begins(head, "received:") ||
             begins(head, "message-id:") || begins(head, "mime-version:") ||
             begins(head, "return-path:") || begins(head, "delivered-to:");
    lines++;
    head = after(head, end ? len + 1 : len);
  }
  return false;
}

static pincite_kind kind_of_text(pincite_str head, const char *name) {
  pincite_str text = skip_blanks(head);
  if (looks_like_mbox(head))
    return PINCITE_KIND_MBOX;
  if (looks_like_mail(head) ||
      (pincite__name_ends(name, ".eml") && begins(head, "subject:")))
    return PINCITE_KIND_MAIL;
  if (pincite__name_ends(name, ".md") || pincite__name_ends(name, ".markdown"))
    return PINCITE_KIND_MARKDOWN;
  if (pincite__name_ends(name, ".csv") || pincite__name_ends(name, ".tsv"))
    return PINCITE_KIND_TABLE;
  if (text.len && text.at[0] == '<') {
    pincite_kind kind = kind_of_markup(text, name);
    if (kind != PINCITE_KIND_TEXT)
      return kind;
  }
  if (text.len && (text.at[0] == '{' || text.at[0] == '[')) {
    pincite_kind kind = kind_of_braces(text, name);
    if (kind != PINCITE_KIND_TEXT)
      return kind;
  }
  if (pincite__name_ends(name, ".jsonl") || pincite__name_ends(name, ".ndjson"))
    return PINCITE_KIND_JSONL;
  bool page = pincite__name_ends(name, ".html") || pincite__name_ends(name, ".htm") ||
              pincite__name_ends(name, ".php") || pincite__name_ends(name, ".xhtml");
  if (page && (holds(text, "</") || holds(text, "<br") || holds(text, "<p>")))
    return PINCITE_KIND_HTML;
  if (has_front_matter(head))
    return PINCITE_KIND_MARKDOWN;
  if (begins(text, "# ") && !pincite__name_ends(name, ".txt"))
    return PINCITE_KIND_MARKDOWN;
  return PINCITE_KIND_TEXT;
}

pincite_kind pincite__kind_of(pincite_str head, const char *name, const char **what) {
  *what = "binary data of an unknown kind";
  if (head.len == 0)
    return PINCITE_KIND_EMPTY;
  for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
    const magic *one = &magics[i];
    if (head.len < one->at + one->len ||
        memcmp(head.at + one->at, one->bytes, one->len) != 0)
      continue;
    if (one->kind == PINCITE_KIND_BINARY && !is_binary(head) && one->at == 0 &&
        one->bytes[0] >= 'A' && one->bytes[0] <= 'Z')
      continue; /* prose may begin with "ID3" or "RIFF" */
    *what = one->what;
    return one->kind;
  }
  /* A PDF may have a little rubbish before it. */
  pincite_str first = {head.at, head.len < 1024 ? head.len : 1024};
  if (is_binary(first) && holds(first, "%pdf-"))
    return PINCITE_KIND_PDF;
  if (head.len > 3 && memcmp(head.at, "\xef\xbb\xbf", 3) == 0)
    head = after(head, 3);
  return is_binary(head) ? PINCITE_KIND_BINARY : kind_of_text(head, name);
}
