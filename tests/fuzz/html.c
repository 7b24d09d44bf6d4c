/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a page. What comes out must be a document that keeps its word:
 * valid UTF-8, blocks in order that lie in the text, fields within bounds. The
 * first byte chooses what the server is supposed to have said of the charset.
 */
#include <stdlib.h>

#include "../../indexer/readers/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth) {
  if (!truth)
    abort();
}

static void check(const pincite_document *document) {
  size_t end = 0;
  require(pincite__utf8_valid(document->text.data, document->text.len) ==
          document->text.len);
  for (size_t i = 0; i < document->block_count; i++) {
    const pincite_block *block = &document->blocks[i];
    require(block->start >= end && block->length > 0);
    end = block->start + block->length;
    require(end <= document->text.len && block->zone < PINCITE__ZONE_COUNT);
  }
  for (int i = 0; i < PINCITE__FIELD_COUNT; i++) {
    pincite_str field = pincite__document_get(document, (pincite_field)i);
    require(field.len <= PINCITE__FIELD_LIMIT);
    require(pincite__utf8_valid(field.at, field.len) == field.len);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const hints[] = {NULL,          "utf-8",  "iso-8859-1",
                                      "shift_jis",   "utf-16", "windows-1251",
                                      "no such set", ""};
  if (size == 0)
    return 0;
  pincite_document document;
  pincite_error err;
  pincite__document_init(&document);
  const char *hint = hints[data[0] % (sizeof hints / sizeof *hints)];
  if (pincite__read_html((const char *)data + 1, size - 1, hint, &document, &err) ==
      PINCITE_OK)
    check(&document);
  pincite__document_release(&document);
  return 0;
}
