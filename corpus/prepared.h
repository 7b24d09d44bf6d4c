/* SPDX-License-Identifier: MIT
 *
 * prepared.h - what can be made of an article before the store sees it: its tokens,
 * the lines that may be boilerplate, and the keys of its family. It is most of the work
 * of indexing and needs no database, so another thread may do it, with an analyser of
 * its own.
 */
#ifndef PINCITE_CORPUS_PREPARED_H
#define PINCITE_CORPUS_PREPARED_H

#include "boilerplate.h"
#include "shingle.h"
#include "store.h"
#include "tokens.h"

typedef struct pincite_prepared {
  pincite_tokens title;
  pincite_tokens *passages;
  size_t count, capacity; /* of passages in use; initialised */
  pincite_lines lines;
  pincite_shingles shingles; /* scratch */
  uint32_t keys[PINCITE__KEYS_MAX];
  size_t key_count;
} pincite_prepared;

void pincite__prepared_init(pincite_prepared *prepared);
void pincite__prepared_release(pincite_prepared *prepared);

/* Prepare a document with its cuts; 'prepared' may hold another's. Valid as long as
   the document's title and text stay where they are. False: out of memory. */
bool pincite__prepare(pincite_prepared *prepared, pincite_analyser *analyser,
                      const pincite_document *document, const pincite_cut *cuts,
                      size_t count);

#endif
