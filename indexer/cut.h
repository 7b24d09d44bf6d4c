/* SPDX-License-Identifier: MIT
 *
 * cut.h - cutting a document into passages.
 */
#ifndef PINCITE_INDEXER_CUT_H
#define PINCITE_INDEXER_CUT_H

#include "../corpus/store.h"

/* Changes whenever the same document may be cut otherwise; a reason to read
   unchanged inputs again. */
#define PINCITE__CUT_VERSION 1

/* Cut 'document' into passages of one or a few paragraphs, about 60 to 200
   words each, at paragraph and sentence ends, never across a heading or a
   change of zone. Every visible byte of the text is in exactly one passage. */
void pincite__cut(const pincite_document *document, pincite_cuts *cuts);

#endif
