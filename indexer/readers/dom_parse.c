/* SPDX-License-Identifier: MIT
 *
 * dom_parse.c - libxml2's HTML parser, feeding the flat tree.
 *
 * Its SAX interface is used, as its own tree costs as much time again.
 */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "dom.h"

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
  pincite__dom_strip(html, len, noscript, &rest);
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
