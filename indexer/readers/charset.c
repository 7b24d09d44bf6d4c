/* SPDX-License-Identifier: MIT
 *
 * charset.c - what the bytes of a file or a page mean.
 *
 * The bytes themselves are believed before the label: a page that is valid
 * UTF-8 beyond ASCII is UTF-8 whatever it says, while labels are often wrong.
 * UTF-8, UTF-16 and windows-1252 are converted here, so that the commonest
 * pages need no conversion modules of the C library; the rest is iconv's.
 */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "charset.h"

/* What windows-1252 has at 0x80-0x9f; five places are empty, and stand for the
   control characters of the same number, as in browsers. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

/* Labels that mean something else than iconv would think, or that are the
   same as what is converted here. */
static const struct {
  const char *label;
  const char *means;
} aliases[] = {
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"iso-8859-9", "cp1254"},
    {"latin5", "cp1254"},
    {"iso-8859-11", "cp874"},
    {"tis-620", "cp874"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"shift_jis", "cp932"},
    {"shift-jis", "cp932"},
    {"sjis", "cp932"},
    {"x-sjis", "cp932"},
    {"windows-31j", "cp932"},
    {"euc-kr", "cp949"},
    {"ks_c_5601-1987", "cp949"},
    {"big5", "big5-hkscs"},
    {"utf8", "utf-8"},
    {"utf-8", "utf-8"},
    {"utf-16", "utf-16le"},
    {"utf-16le", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"unicode", "utf-16le"},
};

#define LABEL_SIZE 40

/* A label in lower case, trimmed, and as its usual meaning if it has one. */
static const char *meaning(const char *hint, char label[LABEL_SIZE]) {
  size_t len = 0;
  for (; hint && *hint && len + 1 < LABEL_SIZE; hint++) {
    char c = *hint >= 'A' && *hint <= 'Z' ? (char)(*hint + 32) : *hint;
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("-_:.", c);
    if (plain)
      label[len++] = c;
  }
  label[len] = '\0';
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcmp(label, aliases[i].label) == 0)
      return aliases[i].means;
  return label;
}

static void add_code(pincite_buf *out, uint32_t code) {
  char bytes[4];
  pincite__buf_add(out, bytes, pincite__utf8_encode(code, bytes));
}

static void add_windows_1252(pincite_buf *out, const char *bytes, size_t len) {
  pincite__buf_reserve(out, len);
  for (size_t i = 0; i < len && !out->failed; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c < 0x80)
      pincite__buf_addc(out, bytes[i]);
    else
      add_code(out, c < 0xa0 ? windows_1252[c - 0x80] : c);
  }
}

static void add_utf16(pincite_buf *out, const char *bytes, size_t len, bool big) {
  const unsigned char *at = (const unsigned char *)bytes;
  pincite__buf_reserve(out, len / 2);
  for (size_t i = 0; i + 1 < len && !out->failed; i += 2) {
    uint32_t code =
        big ? (uint32_t)at[i] << 8 | at[i + 1] : (uint32_t)at[i + 1] << 8 | at[i];
    if (code >= 0xd800 && code < 0xdc00 && i + 3 < len) {
      uint32_t low = big ? (uint32_t)at[i + 2] << 8 | at[i + 3]
                         : (uint32_t)at[i + 3] << 8 | at[i + 2];
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 2;
      }
    }
    add_code(out, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
  }
}

/* UTF-8 with every broken byte as U+FFFD. */
static void add_utf8(pincite_buf *out, const char *bytes, size_t len) {
  while (len && !out->failed) {
    size_t good = pincite__utf8_valid(bytes, len);
    pincite__buf_add(out, bytes, good);
    if (good < len) {
      add_code(out, 0xfffd);
      good++;
    }
    bytes += good;
    len -= good;
  }
}

/* Whether text that is not valid UTF-8 is that nonetheless: characters of
   several bytes outnumber the broken ones by far. */
static bool mostly_utf8(const char *bytes, size_t len) {
  size_t sound = 0, broken = 0;
  for (size_t i = 0; i < len;) {
    uint32_t code;
    if (!((unsigned char)bytes[i] & 0x80U)) {
      i++;
      continue;
    }
    size_t size = pincite__utf8_decode(bytes + i, len - i, &code);
    if (size > 1)
      sound++;
    else
      broken++;
    i += size;
  }
  return sound > 10 * broken;
}

/* False, with nothing added, when the C library does not know the set. */
static bool add_converted(pincite_buf *out, const char *from, const char *bytes,
                          size_t len) {
  iconv_t conversion = iconv_open("UTF-8", from);
  if (conversion == (iconv_t)-1)
    return false;
  char *in = (char *)(uintptr_t)bytes; /* iconv does not write to its input */
  char part[4096];
  while (len && !out->failed) {
    char *to = part;
    size_t room = sizeof part;
    size_t done = iconv(conversion, &in, &len, &to, &room);
    pincite__buf_add(out, part, sizeof part - room);
    if (done == (size_t)-1 && errno != E2BIG && len) {
      add_code(out, 0xfffd);
      in++;
      len--;
    }
  }
  iconv_close(conversion);
  return true;
}

/* In these sets ASCII bytes mean other characters, so validity proves nothing. */
static bool hides_in_ascii(const char *set) {
  return strncmp(set, "iso-2022", 8) == 0 || strncmp(set, "utf-16", 6) == 0 ||
         strcmp(set, "hz-gb-2312") == 0 || strncmp(set, "utf-7", 5) == 0 ||
         strncmp(set, "utf-32", 6) == 0;
}

/* UTF-16 that lacks its mark shows by the zero bytes of its ASCII: -1 for
   little endian, 1 for big, 0 when it is something else. */
static int unmarked_utf16(const char *bytes, size_t len) {
  size_t most = len < 512 ? len : 512, zeros[2] = {0, 0};
  for (size_t i = 0; i < most; i++)
    zeros[i & 1] += bytes[i] == '\0';
  if (most < 8 || zeros[0] + zeros[1] < most / 3)
    return 0;
  return zeros[1] > 4 * zeros[0] ? -1 : zeros[0] > 4 * zeros[1] ? 1 : 0;
}

const char *pincite__to_utf8(const char *bytes, size_t len, const char *hint,
                             pincite_buf *out) {
  if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
    add_utf8(out, bytes + 3, len - 3);
    return "utf-8";
  }
  if (len >= 2 &&
      (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
    bool big = bytes[0] == '\xfe';
    add_utf16(out, bytes + 2, len - 2, big);
    return big ? "utf-16be" : "utf-16le";
  }
  int order = unmarked_utf16(bytes, len);
  if (order) {
    add_utf16(out, bytes, len, order > 0);
    return order > 0 ? "utf-16be" : "utf-16le";
  }
  char label[LABEL_SIZE];
  const char *set = meaning(hint, label);
  bool hidden = hides_in_ascii(set);
  if (!hidden && pincite__utf8_valid(bytes, len) == len) {
    pincite__buf_add(out, bytes, len);
    return "utf-8";
  }
  /* UTF-16 was looked for above: a label cannot make ASCII into it. */
  bool known = *set && strncmp(set, "utf-16", 6) != 0 && strcmp(set, "windows-1252") != 0;
  if (strcmp(set, "utf-8") == 0 || (!hidden && mostly_utf8(bytes, len))) {
    add_utf8(out, bytes, len);
    return "utf-8";
  }
  if (known && add_converted(out, set, bytes, len))
    return hint;
  add_windows_1252(out, bytes, len);
  return "windows-1252";
}
