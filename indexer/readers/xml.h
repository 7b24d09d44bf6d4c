/* SPDX-License-Identifier: MIT
 *
 * xml.h - bills, laws and other XML to a document.
 */
#ifndef PINCITE_READERS_XML_H
#define PINCITE_READERS_XML_H

#include "../../corpus/document.h"

/* What an element does to the text. */
typedef enum xml_role {
  XML_BLOCK,    /* begins and ends a paragraph; so does what is unknown */
  XML_INLINE,   /* part of a paragraph */
  XML_MARKED,   /* part of it, printed in quotation marks by the bills' schema */
  XML_NUMBER,   /* "(a)", "SEC. 2." */
  XML_HEADING,  /* goes with the number */
  XML_MAJOR,    /* a part whose heading stands alone */
  XML_MINOR,    /* a part whose heading runs into its text */
  XML_QUOTED,   /* the text of another law */
  XML_CONTENTS, /* a table of contents */
  XML_NOTE,     /* beside or below the text */
  XML_ROW,
  XML_CELL,
  XML_ABOUT, /* about the document, not in it */
  XML_PASSED /* what printing left behind: page numbers */
} xml_role;

/* ---- interface of xml_names.c --------------------------------------------- */

xml_role pincite__xml_role(const char *name);
/* What is printed before the number of a part of a bill: "Sec. ". */
const char *pincite__xml_prefix(const char *name);

/* ---- interface of xml_refs.c ---------------------------------------------- */

#define XML_REFS_MOST 64  /* of a paragraph; more of them stay words */
#define XML_HREF_BYTES 120

/* A reference of the paragraph at hand. */
typedef struct xml_ref {
  char href[XML_HREF_BYTES];
  int depth;               /* of its element */
  size_t at;               /* its end in 'text'; SIZE_MAX: it has not ended yet */
  const pincite_buf *text;
} xml_ref;

typedef struct xml_refs {
  xml_ref items[XML_REFS_MOST];
  size_t count;
} xml_refs;

/* A reference begins in the element at 'depth', and ends where 'text' ends now. */
void pincite__xml_refs_begin(xml_refs *refs, const char *href, int depth);
void pincite__xml_refs_end(xml_refs *refs, int depth, const pincite_buf *text);
/* 'text' is a whole paragraph: put in what its references link to, where it does not
   cite that in words, and forget them. */
void pincite__xml_refs_write(xml_refs *refs, pincite_buf *text);

/* ---- interface of xml.c ---------------------------------------------------- */

/* Read 'bytes' into an empty document. *line is where the XML breaks off, and
   what came before it is there; 0: it is well-formed. ENOMEM. */
pincite_status pincite__read_xml(const char *bytes, size_t len,
                                 pincite_document *document, uint64_t *line,
                                 pincite_error *err);

#endif
