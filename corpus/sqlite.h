/* SPDX-License-Identifier: MIT
 *
 * sqlite.h - the one way to include SQLite: the same source is compiled into the
 * library (SQLITE_CORE, calls are direct) and into the loadable extension (calls
 * go through the table that the host hands over).
 */
#ifndef PINCITE_CORPUS_SQLITE_H
#define PINCITE_CORPUS_SQLITE_H

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3

#endif
