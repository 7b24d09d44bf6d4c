/* SPDX-License-Identifier: MIT
 *
 * beside.h - small files that lie beside corpus.db in the index's folder: what runs
 * note about themselves, and standing searches. They change when the articles do
 * not, and a night without news leaves corpus.db as it was.
 *
 * Such a file is lines of fields set apart by tabs; the first line names what it
 * is and its version. It is replaced as a whole or not at all.
 */
#ifndef PINCITE_CORPUS_BESIDE_H
#define PINCITE_CORPUS_BESIDE_H

#include "base.h"

/* Read the whole file into 'out'; empty when there is none. EIO, ENOMEM, and
   ECORRUPT when it does not begin with the line 'first'. */
pincite_status pincite__beside_read(const char *folder, const char *name,
                                    const char *first, pincite_buf *out,
                                    pincite_error *err);

/* Put 'content' in its place, on the medium before this returns. EIO, ENOMEM. */
pincite_status pincite__beside_replace(const char *folder, const char *name,
                                       pincite_str content, pincite_error *err);

/* Take the lock on a file, which lasts until the descriptor is closed and dies with
   its holder: waits for another holder. EIO. */
pincite_status pincite__beside_lock(const char *folder, const char *name, int *fd,
                                    pincite_error *err);

/* Append a field and the tab that ends it; tabs, line ends and backslashes in it
   become escapes. */
void pincite__beside_add(pincite_buf *out, const char *text);
void pincite__beside_number(pincite_buf *out, uint64_t number);

/* Take the next line off *rest: false at the end. */
bool pincite__beside_line(char **rest, char **line);
/* Take the next field off *line, with its escapes undone in place; "" when there
   are no more. */
const char *pincite__beside_field(char **line);
uint64_t pincite__beside_count(char **line);

#endif
