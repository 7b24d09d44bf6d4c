/* SPDX-License-Identifier: MIT
 *
 * dom_strip.c - the page without what a parser need not see.
 *
 * Half of a page of today is scripts, styles, drawings and comments, and half of
 * the rest are attributes for scripts. Cutting them out first is several times
 * faster than parsing them, and spares the parser what it understands worst. It
 * also bounds what the parser must keep open. JSON-LD stays, under its script
 * element.
 */
#include <string.h>

#include "dom.h"

/* Values are looked at no further than this, but for those of <meta> and <link>. */
#define MAX_VALUE 160

typedef struct scanner {
  const char *at;
  const char *end;
} scanner;

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Whether 'word', in lower case, stands at 'at' and is not a part of a longer
   name. */
static bool stands(const char *at, const char *end, const char *word) {
  size_t len = strlen(word);
  if ((size_t)(end - at) < len)
    return false;
  for (size_t i = 0; i < len; i++)
    if (lower(at[i]) != word[i])
      return false;
  return at + len == end || is_space(at[len]) || at[len] == '>' || at[len] == '/';
}

/* One attribute: its name, and all of it as written. */
typedef struct written {
  pincite_str name;
  pincite_str all;
} written;

/* Read the next attribute of a tag, up to its '>'; false when there is none. */
static bool next_attribute(scanner *in, written *out) {
  while (in->at < in->end && (is_space(*in->at) || *in->at == '/'))
    in->at++;
  if (in->at == in->end || *in->at == '>')
    return false;
  const char *start = in->at++;
  while (in->at < in->end && !is_space(*in->at) && *in->at != '=' && *in->at != '>' &&
         *in->at != '/')
    in->at++;
  out->name = (pincite_str){start, (size_t)(in->at - start)};
  const char *end = in->at;
  while (in->at < in->end && is_space(*in->at))
    in->at++;
  if (in->at < in->end && *in->at == '=') {
    in->at++;
    while (in->at < in->end && is_space(*in->at))
      in->at++;
    char quote = in->at < in->end ? *in->at : '\0';
    if (quote == '"' || quote == '\'') {
      const char *close = memchr(in->at + 1, quote, (size_t)(in->end - in->at) - 1);
      in->at = close ? close + 1 : in->end;
    } else {
      while (in->at < in->end && !is_space(*in->at) && *in->at != '>')
        in->at++;
    }
    end = in->at;
  }
  out->all = (pincite_str){start, (size_t)(end - start)};
  return true;
}

/* Past the '>' that ends the tag that begins at 'at'; one in a quoted value
   does not. */
static const char *tag_end(const char *at, const char *end) {
  scanner in = {at + 1, end};
  written one;
  while (in.at < end && !is_space(*in.at) && *in.at != '>')
    in.at++;
  while (next_attribute(&in, &one))
    ;
  return in.at < end ? in.at + 1 : end;
}

static bool contains(const char *at, const char *end, const char *word) {
  size_t len = strlen(word);
  for (; at + len <= end; at++)
    if (lower(*at) == *word && strncmp(at + 1, word + 1, len - 1) == 0)
      return true;
  return false;
}

static bool is_wanted(pincite_str name) {
  char plain[16];
  if (name.len >= sizeof plain)
    return false;
  for (size_t i = 0; i < name.len; i++)
    plain[i] = lower(name.at[i]);
  plain[name.len] = '\0';
  return pincite__dom_attribute_named(plain) != DOM_ATTRIBUTE_COUNT;
}

/* A style is looked at only for what hides its element. */
static bool is_plain_style(written one) {
  const char *end = one.all.at + one.all.len;
  return one.name.len == 5 && lower(one.name.at[0]) == 's' &&
         !contains(one.all.at, end, "none") && !contains(one.all.at, end, "hidden");
}

/* Write the tag from 'at' to 'end' with the attributes that are looked at; most
   of a tag of today is for scripts. */
static void add_tag(pincite_buf *out, const char *at, const char *end) {
  scanner in = {at + 1, end};
  written one;
  while (in.at < end && !is_space(*in.at) && *in.at != '>' && *in.at != '/')
    in.at++;
  pincite__buf_add(out, at, (size_t)(in.at - at));
  bool whole = stands(at + 1, end, "meta") || stands(at + 1, end, "link");
  while (next_attribute(&in, &one))
    if (is_wanted(one.name) && !is_plain_style(one)) {
      size_t len = whole || one.all.len < MAX_VALUE ? one.all.len : MAX_VALUE;
      pincite__buf_addc(out, ' ');
      pincite__buf_add(out, one.all.at, len);
      char last = one.all.at[one.all.len - 1];
      if (len < one.all.len && (last == '"' || last == '\''))
        pincite__buf_addc(out, last);
    }
  pincite__buf_adds(out, end[-1] == '>' && end[-2] == '/' ? " />" : ">");
}

/* Where the element 'name' that is open at 'at' is closed: past its end tag. */
static const char *element_end(const char *at, const char *end, const char *name) {
  for (; at < end; at++) {
    at = memchr(at, '<', (size_t)(end - at));
    if (!at)
      return end;
    if (end - at > 2 && at[1] == '/' && stands(at + 2, end, name))
      return tag_end(at, end);
  }
  return end;
}

static const char *const dropped[] = {"script", "style", "svg",   "noscript", "iframe",
                                      "object", "video", "audio", "template", "math"};

/* The name of the element at '<' whose content is of no use here; NULL if it
   is another, or one that carries JSON-LD or a part of the page. */
static const char *dropped_at(const char *at, const char *end) {
  if (!strchr("snioavtm", lower(at[1])))
    return NULL;
  for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
    if (stands(at + 1, end, dropped[i])) {
      const char *close = tag_end(at, end);
      if (i == 0 && contains(at, close, "ld+json"))
        return NULL;
      if (strcmp(dropped[i], "template") == 0 && contains(at, close, "shadowrootmode"))
        return NULL;
      return dropped[i];
    }
  return NULL;
}

/* Past the comment, declaration or processing instruction at 'at'. */
static const char *markup_end(const char *at, const char *end) {
  if (end - at < 4 || memcmp(at, "<!--", 4) != 0) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    return close ? close + 1 : end;
  }
  if (end - at > 4 && at[4] == '>')
    return at + 5;
  const char *mark = at + 4;
  while ((mark = memchr(mark, '>', (size_t)(end - mark))) != NULL) {
    if (mark - at >= 6 && mark[-1] == '-' && mark[-2] == '-')
      return mark + 1;
    mark++;
  }
  return end;
}

/* Where the parse goes on after the element at 'at' whose tag ends at 'next', if
   it is dropped; NULL if it is kept. */
static const char *dropped_end(const char *at, const char *next, const char *end,
                               bool noscript) {
  const char *name = dropped_at(at, end);
  if (!name || (noscript && strcmp(name, "noscript") == 0))
    return NULL;
  bool empty = next[-1] == '>' && next[-2] == '/' && strcmp(name, "svg") == 0;
  return empty ? next : element_end(next, end, name);
}

/* The elements that are open, as far as tags tell: how many of each name, names
   told apart by a byte. The parser looks for what an end tag closes in all that is
   open, so a page of 100,000 elements in each other could keep it busy for hours. */
typedef struct open_tags {
  uint32_t count[256];
  uint32_t depth; /* without elements that may end by themselves */
} open_tags;

/* Tags beyond this depth are dropped; it is twice what is looked at. */
#define MAX_OPEN (2 * DOM_MAX_DEPTH)

/* The name of a tag as a byte; 0 for elements that have no content. */
static uint8_t name_byte(const char *at, const char *end, bool *ends_itself) {
  static const char *const empty[] = {"br",    "img",    "meta",  "link", "input",
                                      "hr",    "area",   "base",  "col",  "embed",
                                      "param", "source", "track", "wbr"};
  static const char *const loose[] = {"p",  "li", "td",     "tr",    "th",
                                      "dt", "dd", "option", "tbody", "thead"};
  uint32_t hash = 7;
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
    if (*empty[i] == lower(*at) && stands(at, end, empty[i]))
      return 0;
  *ends_itself = false;
  for (size_t i = 0; i < sizeof loose / sizeof *loose; i++)
    *ends_itself = *ends_itself || (*loose[i] == lower(*at) && stands(at, end, loose[i]));
  for (; at < end && !is_space(*at) && *at != '>' && *at != '/'; at++)
    hash = hash * 31 + (unsigned char)lower(*at);
  return (uint8_t)(1 + hash % 255);
}

/* Whether the parser is to see a start tag with this name. */
static bool opens(open_tags *open, const char *name, const char *end) {
  bool loose;
  uint8_t byte = name_byte(name, end, &loose);
  if (byte && !loose && open->depth >= MAX_OPEN)
    return false;
  if (byte) {
    open->count[byte]++;
    open->depth += !loose;
  }
  return true;
}

/* Likewise an end tag: only when there is something to end. */
static bool closes(open_tags *open, const char *name, const char *end) {
  bool loose;
  uint8_t byte = name_byte(name, end, &loose);
  if (byte && open->count[byte] == 0)
    return false;
  if (byte) {
    open->count[byte]--;
    open->depth -= !loose && open->depth;
  }
  return true;
}

void pincite__dom_strip(const char *html, size_t len, bool noscript, pincite_buf *out) {
  const char *at = html, *end = html + len, *kept = html;
  open_tags open = {.depth = 0};
  pincite__buf_reserve(out, len);
  while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
    const char *next = at + 1, *after = NULL;
    bool drop = true, rewrite = false;
    if (next < end && (*next == '!' || *next == '?')) {
      next = markup_end(at, end);
    } else if (end - next > 1 && *next == '/' && is_letter(next[1])) {
      next = tag_end(at + 1, end);
      drop = !closes(&open, at + 2, end);
    } else if (next < end && is_letter(*next)) {
      next = tag_end(at, end);
      after = dropped_end(at, next, end, noscript);
      rewrite = !after && opens(&open, at + 1, end);
    } else {
      drop = false;
    }
    if (drop) {
      pincite__buf_add(out, kept, (size_t)(at - kept));
      if (rewrite)
        add_tag(out, at, next);
      kept = after ? after : next;
      next = rewrite && stands(at + 1, end, "script") ? element_end(next, end, "script")
                                                      : kept;
    }
    at = next;
  }
  pincite__buf_add(out, kept, (size_t)(end - kept));
}
