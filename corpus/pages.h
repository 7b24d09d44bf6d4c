/* SPDX-License-Identifier: MIT
 *
 * pages.h - a checksum in every page of the database.
 */
#ifndef PINCITE_CORPUS_PAGES_H
#define PINCITE_CORPUS_PAGES_H

#include "base.h"
#include "sqlite.h"

/* Open a database whose pages are checked as they are read; as sqlite3_open_v2().
   The layer's memory goes to *layer; free it after the database is closed. A
   damaged page reads as SQLITE_CORRUPT. */
int pincite__pages_open(const char *uri, int flags, sqlite3 **db, void **layer);
/* Choose the pages' size, with room for the checksums, and that unused ones can be given
   back; before the first table is made. */
int pincite__pages_prepare(sqlite3 *db);
/* Give back free pages; outside a transaction. SQLite looks the layer up by name for
   that. 'layer' may be NULL. */
int pincite__pages_vacuum(sqlite3 *db, void *layer);

#endif
