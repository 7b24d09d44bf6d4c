/* SPDX-License-Identifier: MIT
 *
 * markup.h - XML as a walk from tag to tag, for formats that are made of it.
 */
#ifndef PINCITE_READERS_MARKUP_H
#define PINCITE_READERS_MARKUP_H

#include <libxml/xmlreader.h>

#include "../../corpus/base.h"

/* Names are without their prefix. 'begin' answers whether what is in the element is
   wanted; if not, the walk goes on behind it, and 'end' is not called. */
typedef struct markup_visitor {
  bool (*begin)(void *data, xmlTextReader *at, const char *name);
  void (*end)(void *data, const char *name);
  void (*text)(void *data, const char *text);
} markup_visitor;

/* Walk through 'bytes'. Nothing is fetched, entities are not expanded, depth is
   bounded. False: it breaks off somewhere; what came before was visited. */
bool pincite__markup(pincite_str bytes, const markup_visitor *visitor, void *data);

/* The value of an attribute, by its name without prefix, into 'out', which is
   emptied first; false when there is none. */
bool pincite__markup_attribute(xmlTextReader *at, const char *name, pincite_buf *out);

#endif
