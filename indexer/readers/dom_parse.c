/* SPDX-License-Identifier: MIT
 *
 * dom_parse.c - libxml2's HTML parser, feeding the flat tree.
 *
 * Its SAX interface is used, as its own tree costs as much time again. Half of
 * a page of today is scripts, styles, drawings and comments: these are cut out
 * before the parser sees them, which also spares it what it understands worst.
 * JSON-LD stays, under a script element.
 */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "dom.h"

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

/* Past the '>' that ends the tag that begins at 'at'; one in a quoted value
   does not. */
static const char *tag_end(const char *at, const char *end) {
  char quote = '\0';
  bool value = false;
  for (; at < end; at++) {
    if (quote) {
      if (*at == quote)
        quote = '\0';
    } else if (*at == '>') {
      return at + 1;
    } else if (value && (*at == '"' || *at == '\'')) {
      quote = *at;
      value = false;
    } else if (*at == '=') {
      value = true;
    } else if (!is_space(*at)) {
      value = false;
    }
  }
  return end;
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

static bool contains(const char *at, const char *end, const char *word) {
  size_t len = strlen(word);
  for (; at + len <= end; at++)
    if (lower(*at) == *word && strncmp(at + 1, word + 1, len - 1) == 0)
      return true;
  return false;
}

static const char *const dropped[] = {"script", "style", "svg",   "noscript", "iframe",
                                      "object", "video", "audio", "template", "math"};

/* The name of the element at '<' whose content is of no use here; NULL if it
   is another, or one that carries JSON-LD or a part of the page. */
static const char *dropped_at(const char *at, const char *end) {
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

/* The page without what the parser need not see. */
static void strip(const char *html, size_t len, bool noscript, pincite_buf *out) {
  const char *at = html, *end = html + len, *kept = html;
  pincite__buf_reserve(out, len);
  while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
    const char *next = at + 1, *name;
    bool drop = false;
    if (next < end && (*next == '!' || *next == '?')) {
      next = markup_end(at, end);
      drop = true;
    } else if (next < end && is_letter(*next)) {
      next = tag_end(at, end);
      name = dropped_at(at, end);
      if (name && noscript && strcmp(name, "noscript") == 0)
        name = NULL;
      drop = name != NULL;
      if (name)
        next = next[-1] == '>' && next[-2] == '/' && strcmp(name, "svg") == 0
                   ? next
                   : element_end(next, end, name);
      else if (stands(at + 1, end, "script"))
        next = element_end(next, end, "script");
    }
    if (drop) {
      pincite__buf_add(out, kept, (size_t)(at - kept));
      kept = next;
    }
    at = next;
  }
  pincite__buf_add(out, kept, (size_t)(end - kept));
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes) {
  dom *page = data;
  pincite__dom_start(page, pincite__dom_tag_named((const char *)name));
  for (; attributes && attributes[0]; attributes += 2) {
    dom_attribute which = pincite__dom_attribute_named((const char *)attributes[0]);
    const char *value = attributes[1] ? (const char *)attributes[1] : "";
    if (which != DOM_ATTRIBUTE_COUNT)
      pincite__dom_attribute(page, which, value, strlen(value));
  }
}

static void on_end(void *data, const xmlChar *name) {
  (void)name;
  pincite__dom_end(data);
}

static void on_text(void *data, const xmlChar *text, int len) {
  if (len > 0)
    pincite__dom_text(data, (const char *)text, (size_t)len);
}

pincite_status pincite__dom_parse(dom *page, const char *html, size_t len, bool noscript,
                                  pincite_error *err) {
  pincite_status st = PINCITE_OK;
  htmlParserCtxtPtr parser = NULL;
  pincite_buf rest;
  pincite__buf_init(&rest, INT_MAX);
  strip(html, len, noscript, &rest);
  if (rest.failed) {
    st = pincite__no_memory(err);
    goto done;
  }
  if (rest.len > 0) {
    parser = htmlCreateMemoryParserCtxt(rest.data, (int)rest.len);
    if (!parser) {
      st = pincite__no_memory(err);
      goto done;
    }
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .cdataBlock = on_text,
                              .ignorableWhitespace = on_text};
    *parser->sax = handler;
    parser->userData = page;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                   HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
  }
  pincite__dom_finish(page);
  if (page->failed)
    st = page->count >= DOM_MAX_NODES
             ? pincite__fail(err, PINCITE_EINVAL, "the page has more than %zu nodes",
                             DOM_MAX_NODES)
             : pincite__no_memory(err);
done:
  htmlFreeParserCtxt(parser);
  pincite__buf_release(&rest);
  return st;
}
