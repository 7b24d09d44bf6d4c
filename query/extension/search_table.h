/* SPDX-License-Identifier: MIT
 *
 * search_table.h - pincite_search(question, hits, path), a table of hits.
 */
#ifndef PINCITE_QUERY_EXTENSION_SEARCH_TABLE_H
#define PINCITE_QUERY_EXTENSION_SEARCH_TABLE_H

#include "../../corpus/sqlite.h"

/* Give it to a connection; an SQLite result code. */
int pincite__search_table_register(sqlite3 *db);

#endif
