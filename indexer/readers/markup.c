/* SPDX-License-Identifier: MIT
 *
 * markup.c - the walk of markup.h, on libxml2's reader.
 */
#include "markup.h"

#include <string.h>

static void quiet(void *data, const char *fmt, ...) {
  (void)data;
  (void)fmt;
}

static int visit(xmlTextReader *at, const markup_visitor *visitor, void *data) {
  const char *name = (const char *)xmlTextReaderConstLocalName(at);
  switch (xmlTextReaderNodeType(at)) {
  case XML_READER_TYPE_ELEMENT: {
    bool empty = xmlTextReaderIsEmptyElement(at) == 1;
    if (!visitor->begin(data, at, name))
      return xmlTextReaderNext(at);
    if (empty)
      visitor->end(data, name);
    break;
  }
  case XML_READER_TYPE_END_ELEMENT:
    visitor->end(data, name);
    break;
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
  case XML_READER_TYPE_WHITESPACE:
    visitor->text(data, (const char *)xmlTextReaderConstValue(at));
    break;
  default:
    break;
  }
  return xmlTextReaderRead(at);
}

bool pincite__markup(pincite_str bytes, const markup_visitor *visitor, void *data) {
  xmlTextReader *at = xmlReaderForMemory(bytes.at, (int)bytes.len, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_RECOVER);
  if (!at)
    return false;
  xmlTextReaderSetErrorHandler(at, NULL, NULL);
  xmlSetGenericErrorFunc(NULL, quiet);
  int more = xmlTextReaderRead(at);
  while (more == 1)
    more = visit(at, visitor, data);
  xmlFreeTextReader(at);
  return more == 0;
}

bool pincite__markup_attribute(xmlTextReader *at, const char *name, pincite_buf *out) {
  bool found = false;
  pincite__buf_clear(out);
  while (!found && xmlTextReaderMoveToNextAttribute(at) == 1) {
    found = strcmp((const char *)xmlTextReaderConstLocalName(at), name) == 0;
    if (found)
      pincite__buf_adds(out, (const char *)xmlTextReaderConstValue(at));
  }
  xmlTextReaderMoveToElement(at);
  return found;
}
