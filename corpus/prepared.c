/* SPDX-License-Identifier: MIT
 *
 * prepared.c - making an article's tokens, lines and keys ahead of its being stored.
 */
#include "prepared.h"

#include <stdlib.h>

#include "family.h"

void pincite__prepared_init(pincite_prepared *prepared) {
  *prepared = (pincite_prepared){0};
  pincite__tokens_init(&prepared->title);
}

void pincite__prepared_release(pincite_prepared *prepared) {
  pincite__tokens_release(&prepared->title);
  for (size_t i = 0; i < prepared->capacity; i++)
    pincite__tokens_release(&prepared->passages[i]);
  free(prepared->passages);
  free(prepared->lines.items);
  pincite__shingles_release(&prepared->shingles);
  pincite__prepared_init(prepared);
}

static bool reserve(pincite_prepared *prepared, size_t count) {
  size_t capacity = prepared->capacity;
  if (!pincite__grow(&prepared->passages, &capacity, count, sizeof *prepared->passages))
    return false;
  for (; prepared->capacity < capacity; prepared->capacity++)
    pincite__tokens_init(&prepared->passages[prepared->capacity]);
  prepared->count = count;
  return true;
}

bool pincite__prepare(pincite_prepared *prepared, pincite_analyser *analyser,
                      const pincite_document *document, const pincite_cut *cuts,
                      size_t count) {
  pincite_str text = {document->text.data, document->text.len};
  bool done = reserve(prepared, count) &&
              pincite__tokens_fill(&prepared->title, analyser,
                                   pincite__document_get(document, PINCITE_FIELD_TITLE));
  for (size_t i = 0; done && i < count; i++) {
    pincite_str body = {text.at + cuts[i].start, cuts[i].length};
    done = pincite__tokens_fill(&prepared->passages[i], analyser, body);
  }
  pincite__lines_list(text, cuts, count, &prepared->lines);
  return done && !prepared->lines.failed &&
         pincite__family_sketch(&prepared->shingles, text, cuts, count, prepared->keys,
                                &prepared->key_count);
}
