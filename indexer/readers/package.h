/* SPDX-License-Identifier: MIT
 *
 * package.h - documents that are zips with XML inside.
 *
 *   package.c  which kind it is, and the files in it
 *   office.c   word processors: DOCX, ODT
 *   epub.c     books
 */
#ifndef PINCITE_READERS_PACKAGE_H
#define PINCITE_READERS_PACKAGE_H

#include "reader.h"

/* ---- interface of package.c ------------------------------------------------- */

/* The file of this name in the zip, into 'out', which is emptied first. False when
   there is none, or it is too large, or a limit of the reading was passed. */
bool pincite__package_file(pincite_reading *reading, pincite_str zip, const char *name,
                           pincite_buf *out);

/* What a package says of itself: dc:title, dc:creator, dc:language and, if
   'published' is set, dc:date and dc:publisher. */
void pincite__package_facts(pincite_str xml, bool published, const char *origin,
                            pincite_document *document);

/* ---- interface of office.c and epub.c ----------------------------------------- */

/* Into the reading's document. */
void pincite__read_docx(pincite_reading *reading, pincite_str zip);
void pincite__read_odt(pincite_reading *reading, pincite_str zip);
void pincite__read_epub(pincite_reading *reading, pincite_str zip);

#endif
