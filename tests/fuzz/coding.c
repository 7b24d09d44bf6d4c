/* SPDX-License-Identifier: MIT
 *
 * Any bytes are headers, and what was done to a body on its way.
 */
#include "../../indexer/readers/headers.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  pincite_str text = {(const char *)data, size};
  pincite_buf out, value;
  pincite__buf_init(&out, (size_t)1 << 20);
  pincite__buf_init(&value, (size_t)1 << 20);
  if (pincite__headers_end(text) > size)
    abort();
  if (pincite__header(text, "content-type", &value)) {
    (void)pincite__header_parameter(pincite__buf_view(&value), "boundary", &out);
    pincite__undo_words(pincite__buf_view(&value), &out);
  }
  pincite__undo_chunked(text, &out);
  pincite__undo_base64(text, &out);
  pincite__undo_quoted(text, true, &out);
  pincite__undo_words(text, &out);
  (void)pincite__undo_deflate(text, &out);
  pincite__buf_release(&out);
  pincite__buf_release(&value);
  return 0;
}
